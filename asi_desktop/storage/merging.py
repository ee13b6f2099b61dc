"""Versions from the log merged into the records, as many as a frame brings, in the order of the log.

The usual case costs little: a change of a record whose only head it names, with nothing of our own on top,
replaces the fields it wrote. Everything else reads back the state that the version held and merges it by the
rule of ``domain.dotted``, which needs neither clock nor ancestor.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from asi_desktop.domain.dotted import Dotted, State, join, merge
from asi_desktop.protocol import payload
from asi_desktop.protocol.header import Header, decoded
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.protocol.payload import Delta, applied
from asi_desktop.storage import tables
from asi_desktop.storage.encoding import vector_bytes, vector_of
from asi_desktop.storage.shelf import Held, Shelf, is_urgent, saves_between
from asi_desktop.storage.version_states import BaseMissingError, VersionStates, only_parent

NO_BASE = "no_base"
UNREADABLE = "unreadable"
OTHER_SPACE = "other_space"

_AT_ONCE = 500


class Chain(NamedTuple):
    """How far a version is from the last full one: deltas, and the bytes of their payloads."""

    length: int = 0
    weight: int = 0


NO_CHAIN = Chain()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A version that came in and was opened."""

    id: bytes
    header: Header
    payload: bytes


@dataclass(frozen=True, slots=True)
class Merged:
    """What became of a version: its chain when it was merged, else the problem it is kept with."""

    chain: Chain = NO_CHAIN
    problem: str | None = None


class Merger:
    """Merges the versions of one transaction into its shelf."""

    def __init__(self, shelf: Shelf, states: VersionStates, now_ms: int) -> None:
        self.records: set[bytes] = set()
        self.lowered: set[bytes] = set()
        self._shelf = shelf
        self._states = states
        self._now_ms = now_ms
        self._heads: dict[bytes, set[bytes]] = {}
        self._chains: dict[bytes, Chain] = {}

    def expect(self, records: Collection[bytes]) -> None:
        """Load what merging into ``records`` needs, all at once."""
        wanted = [record for record in records if record not in self._heads]
        self._shelf.fetch(wanted)
        table = tables.version
        columns = (table.c.record, table.c.id, table.c.chain, table.c.weight)
        for start in range(0, len(wanted), _AT_ONCE):
            part = wanted[start : start + _AT_ONCE]
            self._heads.update((record, set()) for record in part)
            asked = select(*columns).where(table.c.head.is_(True), table.c.record.in_(part))
            for row in self._shelf.connection.execute(asked):
                self._heads[row.record].add(row.id)
                self._chains[row.id] = Chain(row.chain, row.weight)

    def take(self, one: Incoming) -> Merged:
        """Merge one version, unless it cannot be read; its record's heads move with it."""
        header = one.header
        self.expect((header.record,))
        try:
            content = payload.decoded(one.payload, device=header.device)
            if isinstance(content, Delta) == header.full:
                return Merged(problem=UNREADABLE)
            chain = self._chain(header, len(one.payload)) if isinstance(content, Delta) else Chain()
            self._merge(one, content)
        except Undecodable:
            return Merged(problem=UNREADABLE)
        except BaseMissingError:
            return Merged(problem=NO_BASE)
        except _WrongSpaceError:
            return Merged(problem=OTHER_SPACE)
        self._states.note(one.id, header, content)
        self._move_heads(one, chain)
        self.records.add(header.record)
        return Merged(chain)

    def is_head(self, record: bytes, version: bytes) -> bool:
        """Tell whether ``version`` is a head of its record now."""
        return version in self._heads.get(record, ())

    def write_heads(self) -> None:
        """Write down which older versions are heads no longer."""
        if self.lowered:
            asked = update(tables.version).where(tables.version.c.id == bindparam("v")).values(head=False)
            self._shelf.connection.execute(asked, [{"v": one} for one in sorted(self.lowered)])

    def _merge(self, one: Incoming, content: State | Delta) -> None:
        header = one.header
        held = self._shelf.get(header.record)
        if held is not None and held.space != header.space:
            raise _WrongSpaceError
        if held is None:
            self._begin(one, content)
            return
        private = self._private_names(held.state.type)
        before = held.state.vector
        if isinstance(content, Delta) and self._continues(held, header):
            after = applied(_without(content, private), held.state)
            seen = content.raised
        else:
            theirs = (
                content
                if isinstance(content, State)
                else applied(content, self._states.of(only_parent(header)))
            )
            after = _merged(held.state, theirs, private)
            seen = theirs.vector
        held.state = after
        held.base = vector_bytes(join(vector_of(held.base), seen))
        held.updated_ms = self._now_ms
        held.urgent = is_urgent(after)
        self._shelf.put(held, saves_between(before, after, header.record, one.id))

    def _begin(self, one: Incoming, content: State | Delta) -> None:
        if isinstance(content, Delta):
            raise BaseMissingError
        state = _without_fields(content, self._private_names(content.type))
        held = Held(
            id=one.header.record,
            space=one.header.space,
            state=state,
            created_ms=self._now_ms,
            updated_ms=self._now_ms,
            base=vector_bytes(state.vector),
            urgent=is_urgent(state),
        )
        self._shelf.put(held, saves_between({}, state, held.id, one.id))

    def _continues(self, held: Held, header: Header) -> bool:
        """Tell whether the record shows exactly the state of the version's only parent."""
        heads = self._heads[header.record]
        return (
            heads == set(header.parents) and len(heads) == 1 and held.base == vector_bytes(held.state.vector)
        )

    def _chain(self, header: Header, size: int) -> Chain:
        parent = only_parent(header)
        before = self._chains.get(parent) or self._stored_chain(parent)
        return Chain(before.length + 1, before.weight + size)

    def _stored_chain(self, version: bytes) -> Chain:
        table = tables.version
        asked = select(table.c.chain, table.c.weight).where(table.c.id == version, table.c.problem.is_(None))
        row = self._shelf.connection.execute(asked).one_or_none()
        if row is None:
            raise BaseMissingError
        return Chain(row.chain, row.weight)

    def _move_heads(self, one: Incoming, chain: Chain) -> None:
        heads = self._heads[one.header.record]
        self.lowered |= heads.intersection(one.header.parents)
        heads.difference_update(one.header.parents)
        heads.add(one.id)
        self._chains[one.id] = chain

    def _private_names(self, type_name: str) -> frozenset[str]:
        kind = self._shelf.kinds.get(type_name)
        return kind.local_names if kind else frozenset()


class _WrongSpaceError(Exception):
    """A version in one space names a record of another."""


def write_heads_of(connection: Connection, record: bytes) -> None:
    """Find the heads of a record anew, after a version was taken away or became readable.

    Readable versions that no readable one names as parent; those that head office refused are none.
    """
    table, refused = tables.version, tables.quarantine
    asked = (
        select(table.c.id, table.c.header)
        .where(table.c.record == record, table.c.problem.is_(None))
        .where(table.c.key.not_in(select(refused.c.version)))
    )
    parents: dict[bytes, tuple[bytes, ...]] = {
        row.id: decoded(row.header).parents for row in connection.execute(asked)
    }
    named = {parent for several in parents.values() for parent in several}
    heads = [version for version in parents if version not in named]
    connection.execute(update(table).where(table.c.record == record).values(head=table.c.id.in_(heads)))


def shared(state: State, private: frozenset[str]) -> State:
    """Return what of ``state`` may leave the laptop."""
    return _without_fields(state, private)


def with_private(public: State, own: State, private: frozenset[str]) -> State:
    """Return what travels of ``public`` and what never does of ``own``; seen is what either has seen."""
    kept = {path: own.fields[path] for path in private if path in own.fields}
    travelling = _without_fields(public, private)
    dots = {value.dot for values in kept.values() for value in values}
    stamps = {dot: stamp for dot, stamp in own.stamps.items() if dot in dots}
    return replace(
        travelling,
        fields={**travelling.fields, **kept},
        vector=join(public.vector, own.vector),
        stamps={**travelling.stamps, **stamps},
    )


def _merged(ours: State, theirs: State, private: frozenset[str]) -> State:
    """Merge what travels, and keep what never did: others have seen its dots, and cannot hold it."""
    return with_private(
        merge(_without_fields(ours, private), _without_fields(theirs, private)), ours, private
    )


def _without(delta: Delta, private: frozenset[str]) -> Delta:
    return (
        replace(delta, fields=_travelling(delta.fields, private)) if private & delta.fields.keys() else delta
    )


def _without_fields(state: State, private: frozenset[str]) -> State:
    if not private & state.fields.keys():
        return state
    fields = _travelling(state.fields, private)
    live = {value.dot for values in fields.values() for value in values}
    return replace(
        state, fields=fields, stamps={dot: stamp for dot, stamp in state.stamps.items() if dot in live}
    )


def _travelling(
    fields: Mapping[str, tuple[Dotted, ...]], private: frozenset[str]
) -> dict[str, tuple[Dotted, ...]]:
    return {path: values for path, values in fields.items() if path not in private}
