"""The records that one transaction reads and changes: each loaded once, each written once at its end.

So a batch of two hundred saves, or a frame of a sync, is a few statements for many rows, and the record, its
list, its search entry and its history change together.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, insert, select, update

from asi_desktop.domain.dotted import ALIVE, Dot, State, Value, Vector, covers
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import seen
from asi_desktop.protocol.compression import MAX_PAYLOAD_BYTES, PayloadTooLarge
from asi_desktop.storage import projections, search_index, tables
from asi_desktop.storage.encoding import dot_bytes, state_bytes, state_of, values_bytes, vector_bytes
from asi_desktop.storage.projections import Listing, View

URGENT = frozenset({"FLASH", "IMMEDIATE"})
"""Precedences that go before everything else."""

_AT_ONCE = 500
_NOTHING_SEEN = vector_bytes({})


@dataclass(slots=True)
class Held:
    """A record in the hands of one transaction; see ``tables.record``.

    ``key`` is 0 and ``fresh`` True while it has no row; ``looked_up`` is False while nobody has looked
    whether it has. ``size``: bytes of the state in its row. ``saved``: by the officer, in this transaction.
    """

    id: bytes
    space: bytes
    state: State
    created_ms: int
    updated_ms: int
    key: int = 0
    base: bytes = _NOTHING_SEEN
    dirty: bool = False
    urgent: bool = False
    quarantined: bool = False
    fresh: bool = True
    looked_up: bool = True
    size: int = 0
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """A save for the history.

    One dot and what it wrote. ``version``: the one it came in, None if it was made here.
    """

    record: bytes
    dot: Dot
    device: bytes
    at_ms: int
    changes: Mapping[str, Value]
    version: bytes | None


@dataclass(slots=True)
class Shelf:
    """Held records by id, and the saves that are to be noted.

    ``kinds``: the record types this program knows.
    """

    connection: Connection
    kinds: Mapping[str, RecordType]
    listings: Mapping[str, Listing]
    _held: dict[bytes, Held | None] = field(default_factory=dict)
    _changed: dict[bytes, Held] = field(default_factory=dict)
    _saves: list[Saved] = field(default_factory=list)
    overfull: set[bytes] = field(default_factory=set)
    """Spaces in which merging made a changed record too large to be sent."""

    def fetch(self, ids: Collection[bytes]) -> None:
        """Load many records at once."""
        missing = [one for one in ids if one not in self._held]
        for start in range(0, len(missing), _AT_ONCE):
            part = missing[start : start + _AT_ONCE]
            self._held.update(dict.fromkeys(part))
            for row in self.connection.execute(select(tables.record).where(tables.record.c.id.in_(part))):
                self._held[row.id] = Held(
                    id=row.id,
                    space=row.space,
                    state=state_of(row.state),
                    created_ms=row.created_ms,
                    updated_ms=row.updated_ms,
                    key=row.key,
                    base=row.base_vector,
                    dirty=row.dirty,
                    urgent=row.urgent,
                    quarantined=row.quarantined,
                    fresh=False,
                    size=len(row.state),
                )

    def get(self, record: bytes) -> Held | None:
        """Return the record as it stands in this transaction, or None."""
        if record not in self._held:
            self.fetch((record,))
        held = self._held[record]
        if held is not None and not held.looked_up:
            self._look_up((held,))
        return held

    def put(self, held: Held, saves: Iterable[Saved] = ()) -> None:
        """Take a new or changed record, with the saves that changed it."""
        self._held[held.id] = held
        self._changed[held.id] = held
        self._saves += saves

    def changed(self, record: bytes) -> Held | None:
        """Return a record that was put and is not written yet."""
        return self.get(record) if record in self._changed else None

    def held(self, record: bytes) -> Held | None:
        """Return a record if this transaction has it in hand already."""
        return self._held.get(record)

    def write(self) -> None:
        """Write everything that was put: records, lists, search index, history.

        Raises PayloadTooLarge for a record that a save made larger than can be sent.
        """
        changed = list(self._changed.values())
        if not changed:
            return
        self._look_up([held for held in changed if not held.looked_up])
        for fresh in (True, False):
            some = [held for held in changed if held.fresh is fresh]
            self._write_records(some, fresh=fresh)
            views = [self._view(held) for held in some]
            naming = projections.put(self.connection, self.listings, views, fresh=fresh)
            search_index.put(self.connection, self.kinds, views, naming=naming, fresh=fresh)
        for held in changed:
            held.fresh = False
        self._write_saves()
        self._changed.clear()
        self._saves.clear()

    def put_away(self) -> None:
        """Let go of everything, one record after the other.

        A large transaction's records let go of at one stroke would stop all other threads meanwhile.
        """
        while self._saves:
            self._saves.pop()
        for held in (self._changed, self._held):
            while held:
                held.popitem()

    def _look_up(self, unseen: Sequence[Held]) -> None:
        """Complete records that were saved without being read.

        ValueError for one that is in another space.
        """
        table = tables.record
        columns = (
            table.c.id,
            table.c.key,
            table.c.space,
            table.c.created_ms,
            table.c.base_vector,
            table.c.dirty,
            func.length(table.c.state).label("size"),
        )
        by_id = {held.id: held for held in unseen}
        ids = list(by_id)
        for start in range(0, len(ids), _AT_ONCE):
            asked = select(*columns, table.c.quarantined).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
            for row in self.connection.execute(asked):
                held = by_id[row.id]
                if held.space != row.space:
                    raise ValueError("a record never changes its space")
                held.key, held.created_ms, held.base, held.fresh = (
                    row.key,
                    row.created_ms,
                    row.base_vector,
                    False,
                )
                held.dirty = held.dirty or row.dirty
                held.quarantined = row.quarantined
                held.size = row.size
        for held in unseen:
            held.looked_up = True

    def _write_records(self, some: Sequence[Held], *, fresh: bool) -> None:
        if not some:
            return
        if fresh:
            last = self.connection.execute(
                select(func.coalesce(func.max(tables.record.c.key), 0))
            ).scalar_one()
            for key, held in enumerate(some, start=last + 1):
                held.key = key
        rows = [self._row(held) for held in some]
        self.connection.execute(insert(tables.record) if fresh else _UPDATE, rows)

    def _row(self, held: Held) -> dict[str, object]:
        state = state_bytes(held.state)
        if len(state) > MAX_PAYLOAD_BYTES:
            if held.saved and len(state) > held.size:  # a save that makes it smaller is welcome
                raise PayloadTooLarge
            if held.dirty:
                self.overfull.add(held.space)
        held.size = len(state)
        return _row(held, state)

    def _write_saves(self) -> None:
        rows = [
            {
                "record": held.key,
                "dot": dot_bytes(one.dot),
                "device": one.device,
                "at_ms": one.at_ms,
                "version": one.version,
                "changes": values_bytes(one.changes),
            }
            for one in self._saves
            if (held := self._held[one.record]) is not None
        ]
        if rows:
            self.connection.execute(insert(tables.save).prefix_with("OR IGNORE"), rows)

    def _view(self, held: Held) -> View:
        kind = self.kinds.get(held.state.type)
        return View(
            key=held.key,
            id=held.id,
            space=held.space,
            kind=kind,
            seen=seen(kind, held.state),
            created_ms=held.created_ms,
            updated_ms=held.updated_ms,
        )


def is_urgent(state: State) -> bool:
    """Tell whether the record's precedence lets it go first."""
    return any(value.value in URGENT for value in state.values("priority"))


def saves_between(before: Vector, after: State, record: bytes, version: bytes) -> list[Saved]:
    """Return the saves in ``after`` that ``before`` had not seen, as they came in ``version``."""
    written: dict[Dot, dict[str, Value]] = {}
    for path, values in after.fields.items():
        for value in values:
            if not covers(before, value.dot):
                written.setdefault(value.dot, {})[path] = value.value
    saves = []
    for dot in sorted(written):
        stamp = after.stamps.get(dot)
        if stamp is not None:
            saves.append(Saved(record, dot, stamp.device, stamp.at_ms, told(written[dot]), version))
    return saves


def told(changes: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return ``changes`` without the note that the record is there, which every save makes."""
    if len(changes) > 1 and changes.get(ALIVE) is True:
        return {path: value for path, value in changes.items() if path != ALIVE}
    return changes


def _row(held: Held, state: bytes) -> dict[str, object]:
    key = "key" if held.fresh else "k"
    return {
        key: held.key,
        "id": held.id,
        "space": held.space,
        "type": held.state.type,
        "dirty": held.dirty,
        "urgent": held.urgent,
        "quarantined": held.quarantined,
        "created_ms": held.created_ms,
        "updated_ms": held.updated_ms,
        "base_vector": held.base,
        "vector": vector_bytes(held.state.vector),
        "state": state,
    }


_UPDATE = (
    update(tables.record)
    .where(tables.record.c.key == bindparam("k"))
    .values(
        {
            name: bindparam(name)
            for name in (
                "space",
                "type",
                "dirty",
                "urgent",
                "quarantined",
                "updated_ms",
                "base_vector",
                "vector",
                "state",
            )
        }
    )
)
