"""Everything that can be written to an open vault, in one transaction: all of it or nothing."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from sqlalchemy import Connection

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Vector, Write, covers
from asi_desktop.storage import desk_notes, journal, office, settings, standing
from asi_desktop.storage.journal import Event
from asi_desktop.storage.merging import with_private
from asi_desktop.storage.reader import Fittings, Reader, own_setting
from asi_desktop.storage.results import Draft, Identity, StoredRecord, UndoStep
from asi_desktop.storage.shelf import Held, Saved, Shelf, is_urgent, told

ACTOR_FORKED = "actor_forked"
"""Alarm: somebody else has written, or says to have, under the name of this laptop's own run of writes."""

TOO_LARGE = "too_large"
"""Alarm: two laptops' work together made a record that no version can carry."""

_NOTHING_SEEN: Vector = MappingProxyType({})


class Writer(Reader):
    """Reads and writes an open vault; made by ``Vault.writing``, and good until its block ends.

    Records and journal lines are collected and written together, at the latest before the commit: many saves
    in one transaction cost little more than one.
    """

    _committed = False

    def __init__(self, connection: Connection, fittings: Fittings) -> None:
        super().__init__(connection, fittings)
        self._shelf = Shelf(connection, fittings.kinds, fittings.listings)
        self._events: list[Event] = []
        self._last_dot: Dot | None = None

    def _settled(self) -> Connection:
        self._shelf.write()
        return self._connection

    @property
    def shelf(self) -> Shelf:
        """The records of this transaction, for the modules of this package."""
        return self._shelf

    def now_ms(self) -> int:
        """Return this laptop's clock."""
        return self._fittings.clock.now_ms()

    def record(self, record: bytes) -> StoredRecord | None:
        """Return a record as this transaction has it, None when there is none."""
        held = self._shelf.changed(record)
        return super().record(record) if held is None else self._stored(held)

    def next_dot(self, seen: Vector = _NOTHING_SEEN) -> Dot:
        """Return the unique name of a save that this transaction makes; one for all fields saved together.

        New also to a record whose vector is ``seen``, whoever made that vector up.
        """
        self.beware(seen)
        self._last_dot = self._fittings.actors.next_dot(self._last_dot)
        return self._last_dot

    def beware(self, seen: Vector) -> None:
        """Take a new actor and raise an alarm when ``seen`` has saves of this one's that were never made."""
        run = self._last_dot or self._fittings.actors.run
        if covers(seen, Dot(run.actor, run.n + 1)):
            self._fittings.actors.renew()
            self._last_dot = None
            self.put_alarm(ACTOR_FORKED)

    def stamp(self) -> Stamp:
        """Return who saves and when: this laptop and its clock."""
        return Stamp(self.device_keys().device, self.now_ms())

    def next_number(self, post: str, year: int, code: str, letter: str) -> int:
        """Return the next number for a reference, from 1; never the same twice on this laptop."""
        return settings.count_up(self._connection, f"ref:{post}:{year}:{code}:{letter}")

    def save(self, record: bytes, space: bytes, state: State, *, change: Write | None) -> None:
        """Keep ``state`` as the record's, new or not: with its list, search, history and the wish to be sent.

        ``change``: the save that led to ``state``. A save of fields that never leave the laptop is not sent.
        ValueError when the record is in another space: a space is never changed. What it makes larger than
        can be sent is refused with PayloadTooLarge, at the latest before the commit.
        """
        now = self.now_ms()
        travels = self._travels(state.type, change)
        before = self._shelf.held(record) if travels else self._shelf.get(record)
        held = before or Held(record, space, state, created_ms=now, updated_ms=now, looked_up=False)
        if held.space != space:
            raise ValueError("a record never changes its space")
        held.state = state if travels or before is None else self._told_to_nobody(before.state, state)
        held.updated_ms = now
        held.urgent = is_urgent(held.state)
        held.dirty = held.dirty or travels
        held.saved = held.saved or travels
        self._shelf.put(held, _saves(record, change))

    def journal(self, event: str, *, record: bytes | None = None, detail: str = "") -> None:
        """Add a line to the journal.

        ``event`` is a stable word, ``detail`` never holds content of records.
        """
        self._events.append(Event(self.now_ms(), event, record, detail))

    def put_draft(self, record: bytes | None, form: str, values: Mapping[str, Value]) -> None:
        """Keep what was typed and not saved, in place of an older draft of the same record and form."""
        draft = Draft(record, form, values, self.now_ms())
        desk_notes.put_draft(self._connection, draft)

    def drop_draft(self, record: bytes | None, form: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        desk_notes.drop_draft(self._connection, record, form)

    def put_undo(self, record: bytes, dot: Dot, before: Mapping[str, Value]) -> None:
        """Note what the save ``dot`` replaced: path to value, None for nothing."""
        desk_notes.put_undo(self._connection, record, dot, before)

    def drop_undo(self, step: UndoStep) -> None:
        """Forget a step that was undone."""
        desk_notes.drop_undo(self._connection, step)

    def put_setting(self, name: str, value: Value) -> None:
        """Set a setting; None removes it."""
        settings.put(self._connection, own_setting(name), value)

    def put_alarm(self, code: str, *, space: bytes = b"", evidence: bytes = b"") -> bool:
        """Raise an alarm, with a line in the journal, and return True, unless one of that kind is open."""
        now = self.now_ms()
        fresh = standing.raise_alarm(self._connection, code, space=space, evidence=evidence, at_ms=now)
        if fresh:
            self.journal("alarm", detail=code)
        return fresh

    def close_alarm(self, key: int) -> None:
        """Close an alarm; its evidence stays."""
        standing.close_alarm(self._connection, key)

    def enrol(
        self,
        identity: Identity,
        *,
        spaces: Collection[bytes],
        keys: Mapping[tuple[bytes, int], bytes],
        token: bytes = b"",
        server_ms: int = 0,
    ) -> None:
        """Keep who works here from now on, the spaces, their keys by (space, epoch), and the first token.

        ValueError when the identity is not for the keys that this vault was made with.
        """
        if identity.keys != self.device_keys():
            raise ValueError("a laptop enrols with the keys that its vault was made with")
        office.enrol(self._connection, identity, spaces=spaces, keys=keys)
        settings.put_raw(self._connection, settings.TOKEN, token)
        settings.put(self._connection, settings.SERVER_MS, server_ms)
        self.adopt()

    def adopt(self) -> None:
        """Move records from before enrolment into the person's own space, once the directory names it."""
        found, directory = self.identity(), self.directory()
        own = None if found is None or directory is None else office.own_space(found, directory)
        if own is None:
            return
        waiting = office.local_records(self._connection)
        self._shelf.fetch(waiting)
        for record in waiting:
            held = self._shelf.get(record)
            if held is not None:
                held.space, held.dirty = own, True
                self._shelf.put(held)

    def finish(self) -> None:
        """Write what was collected; ``Vault.writing`` calls it before the commit."""
        self._shelf.write()
        for space in sorted(self._shelf.overfull):
            self.put_alarm(TOO_LARGE, space=space)
        if self._events:
            journal.append(self._connection, self.device_keys(), self._events)
            self._events.clear()
        if self._last_dot is not None:
            self._fittings.actors.store(self._connection, self._last_dot)

    def committed(self) -> None:
        """Hear that the transaction is committed; ``Vault.writing`` calls it."""
        if self._last_dot is not None:
            self._fittings.actors.committed(self._last_dot)

    def _travels(self, type_name: str, change: Write | None) -> bool:
        kind = self._fittings.kinds.get(type_name)
        if kind is None or change is None or not change.values:
            return True
        return any(root_of(path) not in kind.local_names for path in change.values)

    def _told_to_nobody(self, before: State, after: State) -> State:
        """Return ``before`` with the fields of ``after`` that never leave the laptop, and nothing else of it.

        Not even that the record is there: nobody else would hear of it, and laptops would differ.
        """
        return with_private(before, after, self._fittings.kinds[after.type].local_names)

    def _stored(self, held: Held) -> StoredRecord:
        return StoredRecord(
            id=held.id,
            space=held.space,
            type=held.state.type,
            state=held.state,
            sync_state="local" if held.space == self._fittings.local_space else "queued",
            created_ms=held.created_ms,
            updated_ms=held.updated_ms,
        )


def root_of(path: str) -> str:
    """Return the field that ``path`` belongs to."""
    return path.partition("/")[0].partition("#")[0]


def _saves(record: bytes, change: Write | None) -> tuple[Saved, ...]:
    if change is None:
        return ()
    stamp = change.stamp
    return (Saved(record, change.dot, stamp.device, stamp.at_ms, told(change.values), None),)
