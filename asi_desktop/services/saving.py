"""One save, whatever the use case: right, values, history, journal and the way back, in one transaction."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TypeVar

from asi_desktop.domain.clock import Clock, instant
from asi_desktop.domain.dotted import ALIVE, Dot, State, Value, Write, with_life, write
from asi_desktop.domain.dotted.reading import is_alive
from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.reference import reference
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import REF, STATUS
from asi_desktop.domain.workflow import status_value
from asi_desktop.services.changes import Changes
from asi_desktop.services.rights import (
    NEWER_TYPE,
    NoSuchSpace,
    Officer,
    ReadOnly,
    officer,
    space_named,
    why_not,
)
from asi_desktop.services.viewing import stored_record
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord
from asi_desktop.storage.shelf import is_urgent
from asi_desktop.storage.writer import Writer
from asi_desktop.sync.schedule import Bell

Item = TypeVar("Item")

SCHEMA = 1
AT_ONCE = 100
"""How much of a long act is one transaction: an officer's own save waits behind one, never behind the act."""


NOT_THERE: Mapping[str, Value] = {ALIVE: [None]}
"""What stood before a record's first save: it was not there at all, which is less than to be in the bin."""


class Saving:
    """Hands out pens, one for each transaction, and tells the sync when there is something to send."""

    def __init__(self, vault: Vault, clock: Clock, bell: Bell) -> None:
        self._vault = vault
        self._clock = clock
        self._bell = bell

    @contextmanager
    def pen(self) -> Iterator["Pen"]:
        """Give a Pen; what it wrote is durable at the end of the block, and undone when the block raises."""
        with self._vault.writing() as writer:
            pen = Pen(writer, self._clock)
            yield pen
        if pen.changes:
            self._bell.ring(urgent=pen.urgent)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give a Reader for the length of the block."""
        with self._vault.reading() as reader:
            yield reader

    @property
    def clock(self) -> Clock:
        """The clock that stamps what is written."""
        return self._clock


class Pen:
    """Writes records within one transaction and gathers what changed. ``dot``: the name of its last save."""

    def __init__(self, writer: Writer, clock: Clock) -> None:
        self.writer = writer
        self._noted: dict[bytes, tuple[str, bytes]] = {}
        self.urgent = False
        self.dot = Dot(0, 0)
        self._clock = clock
        self._refusals: dict[tuple[str, bytes, str], Text | None] = {}

    @property
    def changes(self) -> Changes:
        """What was written so far."""
        types = frozenset(kind for kind, _ in self._noted.values())
        spaces = frozenset(space for _, space in self._noted.values())
        return Changes(frozenset(self._noted), types, spaces, status=bool(self._noted))

    def record(self, id_text: str) -> tuple[StoredRecord, RecordType]:
        """Return the record to be written and its type; raises NoSuchRecord, ReadOnly."""
        stored = stored_record(self.writer, id_text)
        return stored, self.writable(stored)

    def writable(self, stored: StoredRecord) -> RecordType:
        """Return the type of a record that this officer may write; raises ReadOnly."""
        kind = find_record_type(stored.type)
        if kind is None:
            raise ReadOnly(why=NEWER_TYPE)
        if why := self._why_not(stored.type, stored.space, "U"):
            raise ReadOnly(why=why)
        return kind

    def create(
        self,
        kind: RecordType,
        values: Mapping[str, Value],
        *,
        space: bytes,
        record: bytes,
        undoable: bool = True,
    ) -> str:
        """Make a record of ``values`` and return its reference; raises NoSuchSpace, ReadOnly.

        ``undoable``: as a step of its own; not when it is one of many that are undone together.
        """
        why = self._why_not(kind.name, space, "C")
        if why is not None:
            raise ReadOnly(why=why) if space_named(self.writer, space) else NoSuchSpace
        ref = self._reference(kind)
        first: dict[str, Value] = {REF: ref}
        if kind.workflow is not None:
            first[STATUS] = status_value(kind.workflow.first(values), self._me.role)
        now = self._clock.now_ms()
        empty = StoredRecord(
            record, space, kind.name, State(kind.name, SCHEMA, {}, {}, {}), "local", now, now
        )
        self.save(empty, {**first, **values}, event="record.added", before=NOT_THERE if undoable else {})
        return ref

    def save(
        self,
        stored: StoredRecord,
        values: Mapping[str, Value],
        *,
        event: str,
        displayed: Mapping[str, Collection[Dot]] | None = None,
        before: Mapping[str, Value] | None = None,
    ) -> StoredRecord:
        """Save ``values`` under a new dot, with journal and undo, and return the record as it is now.

        ``displayed``: what the author saw, by path, also of whether the record and its elements were there;
        a path that is missing there showed nothing. Without it, all current values are replaced. ``before``:
        what undoing restores, when not what stands now; empty: the save cannot be undone.
        """
        shown = {} if displayed is None else _shown(values, displayed)
        undo = replaced(stored.state, values) if before is None else before
        now, dot = self._written(stored, values, shown)
        if undo:
            self.writer.put_undo(stored.id, dot, undo)
        self.note(stored, event)
        return now

    def add_beside(self, stored: StoredRecord, path: str, value: Value) -> StoredRecord:
        """Write ``value`` beside the values that ``path`` has, replacing none: a conflict stays one."""
        return self._written(stored, {path: value}, {path: ()})[0]

    def note(self, stored: StoredRecord, event: str) -> None:
        """Write the journal's line and count the record among what changed."""
        self.writer.journal(event, record=stored.id)
        self._noted[stored.id] = (stored.type, stored.space)

    def _written(
        self, stored: StoredRecord, values: Mapping[str, Value], shown: Mapping[str, Collection[Dot]]
    ) -> tuple[StoredRecord, Dot]:
        change = Write(self.writer.next_dot(stored.state.vector), self.writer.stamp(), values, shown)
        state = write(stored.state, change)
        self.writer.save(stored.id, stored.space, state, change=change)
        self.urgent = self.urgent or is_urgent(state)
        self.dot = change.dot
        return replace(stored, state=state), change.dot

    @cached_property
    def _me(self) -> Officer:
        """Who writes: the same from the first record of a transaction to the last."""
        return officer(self.writer)

    def _why_not(self, kind: str, space: bytes, right: str) -> Text | None:
        """Return why the officer may not, asked once for all records of a type in a space."""
        asked = (kind, space, right)
        if asked not in self._refusals:
            self._refusals[asked] = why_not(self.writer, kind=kind, space=space, right=right)
        return self._refusals[asked]

    def _reference(self, kind: RecordType) -> str:
        me = self._me
        year = instant(self._clock.now_ms()).year
        number = self.writer.next_number(me.post, year, kind.code, me.letter)
        return reference(me.post, year, kind.code, number, me.letter)


def replaced(state: State, values: Mapping[str, Value]) -> dict[str, Value]:
    """Return what undoing a save of ``values`` over ``state`` restores: the values by path, [None] for none.

    An element, or the record, that the save brought (back) to life is taken away again with what it holds:
    back to having been removed, False, or to never having been there, None.
    """
    before: dict[str, Value] = {}
    for path in values:
        life = _life(path)
        if not (state.values(life) and is_alive(state.values(life))):
            before[life] = [False] if state.values(life) else [None]
        else:
            before[path] = [value.value for value in state.values(path)] or [None]
    return before


def portions(items: Sequence[Item]) -> Iterator[tuple[int, Sequence[Item]]]:
    """Yield ``items`` in parts of which each is one transaction, every part after how many went before."""
    for start in range(0, len(items), AT_ONCE):
        yield start, items[start : start + AT_ONCE]


def _shown(
    values: Mapping[str, Value], displayed: Mapping[str, Collection[Dot]]
) -> dict[str, frozenset[Dot]]:
    """Return the dots that the author saw of every path that a save of ``values`` writes.

    A removal that arrived meanwhile was not seen, so it stays beside the save.
    """
    return {path: frozenset(displayed.get(path, ())) for path in with_life(values)}


def _life(path: str) -> str:
    """Return the path that says whether the subject of ``path``, an element or the record, is there."""
    listing, slash, rest = path.partition("/")
    return f"{listing}/{rest.partition('/')[0]}/{ALIVE}" if slash else ALIVE
