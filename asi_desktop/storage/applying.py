"""A frame of a log committed whole: entries, heads, cursor, and everything that lists show of them."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeGuard

from sqlalchemy import Connection, bindparam, insert, select, update

from asi_desktop.crypto.sealing import opened
from asi_desktop.crypto.wrapping import Unopenable
from asi_desktop.protocol.batch import Batch, Version
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.control import Control
from asi_desktop.protocol.packing import packed
from asi_desktop.storage import office, outbox, places, settings, tables
from asi_desktop.storage.batches import NewVersion, put_batch, put_versions, version_of
from asi_desktop.storage.merging import NO_BASE, Incoming, Merged, Merger, write_heads_of
from asi_desktop.storage.results import Changes
from asi_desktop.storage.version_states import VersionStates
from asi_desktop.storage.writer import Writer

NO_KEY = "no_key"
UNOPENABLE = "unopenable"
_AT_ONCE = 500


class Entry(Protocol):
    """An entry of a log: an own one, a version or a control entry; see ``sync.ports.Entry``."""

    @property
    def seq(self) -> int:
        """Its number."""

    @property
    def chain(self) -> bytes:
        """The chain after it."""

    @property
    def id(self) -> bytes:
        """Its id."""


class Foreign(Entry, Protocol):
    """A version; see ``sync.ports.Opened``."""

    @property
    def version(self) -> Version:
        """Header and box."""

    @property
    def batch(self) -> Batch:
        """The proof it came with."""

    @property
    def payload(self) -> bytes | None:
        """What was in the box, None when ``problem`` says why not."""

    @property
    def problem(self) -> str:
        """Why it is kept but not merged, empty when it is."""


class Ruling(Entry, Protocol):
    """A control entry; see ``sync.ports.Ruled``."""

    @property
    def entry(self) -> Control:
        """What it says."""

    @property
    def problem(self) -> str:
        """Why it does not count, empty when it does."""


class Frame(Protocol):
    """Consecutive entries of one log; see ``sync.ports.AppliedFrame``."""

    @property
    def space(self) -> bytes:
        """The log's space."""

    @property
    def after(self) -> int:
        """The number before the first entry."""

    @property
    def until(self) -> Position:
        """The position after the last entry."""

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries, in order."""

    @property
    def heads(self) -> bytes:
        """Digest of the log's heads after the last entry."""

    @property
    def risen(self) -> frozenset[bytes]:
        """Versions of this frame that are heads of the log after it."""

    @property
    def fallen(self) -> frozenset[bytes]:
        """Heads of the log before it that no longer are."""

    @property
    def as_of_ms(self) -> int:
        """Head office's clock if its log ended here, else 0."""


def apply(writer: Writer, frame: Frame) -> Changes:
    """Commit a frame with the transaction of ``writer``; ValueError when it does not begin at the cursor."""
    connection = writer.connection
    place, position = places.entered(connection, frame.space)
    if position.seq and position.incarnation != frame.until.incarnation:
        places.begin_life(connection, place, frame.space, frame.after)
    elif frame.after != position.seq:
        raise ValueError("a frame begins where the cursor stands")
    _link(connection, place, frame)
    rulings = [one for one in frame.entries if _is_ruling(one)]
    _rule(connection, frame.space, rulings)
    if rulings:
        writer.adopt()  # before the versions: they may be of a record that is only now known to stand here
    changed = _take_versions(writer, frame, [one for one in frame.entries if _is_foreign(one)])
    own = [one for one in frame.entries if not _is_foreign(one) and not _is_ruling(one)]
    _number_known(connection, {one.id: one.seq for one in own})
    _move_log_heads(connection, frame)
    _move_cursor(connection, place, frame, rulings)
    return changed


def open_with(writer: Writer, keys: Mapping[tuple[bytes, int], bytes]) -> Changes:
    """Merge the versions that waited for ``keys`` (by space and epoch), which are kept already."""
    connection = writer.connection
    table = tables.version
    merger = Merger(writer.shelf, VersionStates(connection, office.space_keys(connection)), writer.now_ms())
    shut = table.c.problem.in_((NO_KEY, UNOPENABLE))  # an older key may have been a wrong one
    waiting = select(table).where(shut).order_by(table.c.seq, table.c.key)
    for row in connection.execute(waiting).all():
        key = keys.get((row.space, row.epoch))
        if key is not None:
            _retry(connection, merger, row.key, key)
    blocked = select(table).where(table.c.problem == NO_BASE, table.c.record.in_(merger.records))
    for row in connection.execute(blocked.order_by(table.c.seq, table.c.key)).all():
        _retry(connection, merger, row.key, office.space_keys(connection)[row.space, row.epoch])
    for record in sorted(merger.records):
        write_heads_of(connection, record)
    return _changes(writer, merger)


def _is_foreign(entry: Entry) -> TypeGuard[Foreign]:
    return hasattr(entry, "version")


def _is_ruling(entry: Entry) -> TypeGuard[Ruling]:
    return hasattr(entry, "entry")


def _link(connection: Connection, place: int, frame: Frame) -> None:
    rows = [{"place": place, "seq": one.seq, "chain": one.chain} for one in frame.entries]
    if rows:
        connection.execute(insert(tables.log), rows)


def _take_versions(writer: Writer, frame: Frame, entries: Sequence[Foreign]) -> Changes:
    connection = writer.connection
    known = _known(connection, [one.id for one in entries])
    _number_known(connection, {one.id: one.seq for one in entries if one.id in known})
    fresh = [one for one in entries if one.id not in known]
    states = VersionStates(connection, office.space_keys(connection))
    merger = Merger(writer.shelf, states, writer.now_ms())
    merger.expect({one.version.header.record for one in fresh})
    me = writer.device_keys().device
    proofs: dict[bytes, int] = {}
    rows: list[NewVersion] = []
    for one in fresh:
        proof = one.batch
        if proof.signature not in proofs:
            proofs[proof.signature] = put_batch(connection, proof)
        rows.append(_row(one, _merged(merger, one), proofs[proof.signature], me))
    for row in rows:
        row.head = merger.is_head(row.version.header.record, row.id)
        row.log_head = row.id in frame.risen
    merger.write_heads()
    put_versions(connection, rows)
    _count_own(connection, rows)
    return _changes(writer, merger)


def _merged(merger: Merger, one: Foreign) -> Merged:
    if one.payload is None or one.problem:
        return Merged(problem=one.problem or NO_KEY)
    return merger.take(Incoming(one.id, one.version.header, one.payload))


def _row(one: Foreign, merged: Merged, batch: int, me: bytes) -> NewVersion:
    return NewVersion(
        one.id,
        one.version,
        batch,
        seq=one.seq,
        own=one.version.header.device == me,
        chain=merged.chain.length,
        weight=merged.chain.weight,
        problem=merged.problem,
    )


def _count_own(connection: Connection, rows: Sequence[NewVersion]) -> None:
    """Never count again what this laptop had used before its vault was restored from a backup."""
    own = [row.version.header for row in rows if row.own]
    if own:
        count = max(header.dev_seq for header in own)
        settings.count_at_least(connection, settings.DEV_SEQ + own[0].space.hex(), count)


def _changes(writer: Writer, merger: Merger) -> Changes:
    """Return what was merged, after a look at what it says that this laptop wrote."""
    held = [one for record in merger.records if (one := writer.shelf.get(record)) is not None]
    for one in held:
        writer.beware(one.state.vector)
    return Changes(frozenset(merger.records), frozenset(one.state.type for one in held))


def _known(connection: Connection, versions: Sequence[bytes]) -> frozenset[bytes]:
    table = tables.version
    found: set[bytes] = set()
    for start in range(0, len(versions), _AT_ONCE):
        part = versions[start : start + _AT_ONCE]
        found |= set(connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
    return frozenset(found)


def _number_known(connection: Connection, numbers: Mapping[bytes, int]) -> None:
    """Give versions that are here the numbers that the log tells; an own one leaves the outbox with it."""
    table = tables.version
    ids = sorted(numbers)
    rows = []
    for start in range(0, len(ids), _AT_ONCE):
        asked = select(table.c.key, table.c.record, table.c.id).where(
            table.c.id.in_(ids[start : start + _AT_ONCE])
        )
        rows += [(row.key, row.record, numbers[row.id]) for row in connection.execute(asked)]
    outbox.number(connection, rows)


def _rule(connection: Connection, space: bytes, rulings: Sequence[Ruling]) -> None:
    rows = [
        {"id": one.id, "space": space, "seq": one.seq, "problem": one.problem, "entry": packed(one.entry)}
        for one in rulings
    ]
    if rows:
        connection.execute(insert(tables.control).prefix_with("OR IGNORE"), rows)


def _move_log_heads(connection: Connection, frame: Frame) -> None:
    table = tables.version
    moved = [{"v": one, "h": True} for one in sorted(frame.risen)]
    moved += [{"v": one, "h": False} for one in sorted(frame.fallen)]
    if moved:
        asked = update(table).where(table.c.id == bindparam("v")).values(log_head=bindparam("h"))
        connection.execute(asked, moved)


def _move_cursor(connection: Connection, place: int, frame: Frame, rulings: Sequence[Ruling]) -> None:
    table = tables.place
    values: dict[str, object] = {
        "incarnation": frame.until.incarnation,
        "seq": frame.until.seq,
        "chain": frame.until.chain,
        "heads": frame.heads,
    }
    if rulings:
        values["ctrl_seen"] = max(one.seq for one in rulings)
    if frame.as_of_ms:
        values["confirmed_ms"] = frame.as_of_ms
    connection.execute(update(table).where(table.c.key == place).values(values))


def _retry(connection: Connection, merger: Merger, version: int, key: bytes) -> None:
    """Open and merge a version that is kept with a problem.

    The problem goes, or becomes the one found now.
    """
    table = tables.version
    stored = version_of(connection.execute(select(table).where(table.c.key == version)).one())
    try:
        merged = merger.take(Incoming(stored.header.id(), stored.header, opened(stored, key)))
    except Unopenable:
        merged = Merged(problem=UNOPENABLE)
    values = {"problem": merged.problem, "chain": merged.chain.length, "weight": merged.chain.weight}
    connection.execute(update(table).where(table.c.key == version).values(values))
