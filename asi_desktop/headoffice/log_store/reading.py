"""Questions to the logs, each inside the caller's transaction."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, TypeVar

from sqlalchemy import Column, Connection, Row, Select, func, select

from asi_desktop.headoffice.log_store import tables
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.control import Control, Wrap
from asi_desktop.protocol.packing import unpacked

T = TypeVar("T")

CONTROLS_WRITTEN = "controls_written"

_MOST_IN_LIST = 500
_ROWS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Log:
    """Where a log ends. ``ctrl``: number of its last control entry, ``heads``: digest of its heads."""

    space: bytes
    position: Position
    heads: bytes
    ctrl: int
    durable: int


class Known(NamedTuple):
    """A version of the log: its number, its id, its record, how many deltas it is from a full version."""

    seq: int
    id: bytes
    record: bytes
    deltas: int


class Stretch(NamedTuple):
    """The entries ``first`` … ``last`` as stored: a batch on the wire, or (no ``device``) a control entry."""

    first: int
    last: int
    device: bytes | None
    content: bytes


@dataclass(frozen=True, slots=True)
class SealedKey:
    """An epoch key sealed to ``recipient``: a device (16 bytes) or an invitation's public key (32 bytes).

    ``seq`` is the entry of the space that brought it; ``acked``: the device was seen beyond that entry.
    """

    recipient: bytes
    seq: int
    wrap: Wrap
    acked: bool = False


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open or used invitation; ``grant`` is a packed ``control.Grant``, ``entry`` the id that used it."""

    invitation: bytes
    person: bytes
    wrap_public: bytes
    expires_ms: int
    grant: bytes
    entry: bytes | None


class Reader:
    """What can be asked of the logs in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def setting(self, name: str) -> bytes | None:
        """Return a value that the database keeps about itself."""
        query = select(tables.setting.c.value).where(tables.setting.c.name == name)
        return self._connection.execute(query).scalar_one_or_none()

    def log(self, space: bytes) -> Log | None:
        """Return where the log of ``space`` ends, or None when there is no such log."""
        row = self._connection.execute(ending(space)).one_or_none()
        return None if row is None else log_of(row)

    def logs(self, spaces: Collection[bytes] | None = None) -> dict[bytes, Log]:
        """Return where the logs of ``spaces`` end; all of them without ``spaces``."""
        if spaces is None:
            return {row.space: log_of(row) for row in self._connection.execute(_LOG)}
        return {
            row.space: log_of(row)
            for some in _portions(spaces)
            for row in self._connection.execute(_LOG.where(tables.space.c.space.in_(some)))
        }

    def controls_written(self) -> int:
        """Return how many control entries were appended to any log: unchanged, nobody joined or left."""
        return int.from_bytes(self.setting(CONTROLS_WRITTEN) or b"", "big")

    def controls(self, space: bytes, *, after: int, until: int) -> list[tuple[int, Control]]:
        """Return the control entries of ``space`` numbered ``after + 1`` … ``until``, in their order."""
        table = tables.stretch
        query = (
            select(table.c.last, table.c.content)
            .where(table.c.space == space, table.c.device.is_(None))
            .where(table.c.last > after, table.c.last <= until)
            .order_by(table.c.last)
        )
        return [(row.last, unpacked(row.content, Control)) for row in self._connection.execute(query)]

    def known(self, space: bytes, ids: Collection[bytes]) -> dict[bytes, Known]:
        """Return those of the versions ``ids`` that the log holds, by id."""
        return {one.id: one for one in self._known(space, tables.entry.c.id, ids)}

    def numbered(self, space: bytes, seqs: Collection[int]) -> dict[int, Known]:
        """Return the versions that have the numbers ``seqs``, by number."""
        return {one.seq: one for one in self._known(space, tables.entry.c.seq, seqs)}

    def position(self, space: bytes, seq: int, incarnation: bytes) -> Position:
        """Return the place of entry ``seq``, which the log must hold."""
        table = tables.entry
        query = select(table.c.chain).where(table.c.space == space, table.c.seq == seq)
        return Position(incarnation, seq, self._connection.execute(query).scalar_one())

    def heads(self, space: bytes, records: Collection[bytes]) -> dict[bytes, set[bytes]]:
        """Return the heads of each of ``records`` that has any."""
        table = tables.head
        found: dict[bytes, set[bytes]] = {}
        for some in _portions(records):
            query = select(table.c.record, table.c.id).where(table.c.space == space, table.c.record.in_(some))
            for row in self._connection.execute(query):
                found.setdefault(row.record, set()).add(row.id)
        return found

    def every_head(self, space: bytes) -> list[bytes]:
        """Return all heads of ``space``."""
        query = select(tables.head.c.id).where(tables.head.c.space == space)
        return list(self._connection.execute(query).scalars())

    def written(self, space: bytes, device: bytes, *, first: int, last: int) -> dict[int, bytes]:
        """Return the versions of ``device`` numbered ``first`` … ``last`` by itself (``dev_seq``)."""
        table = tables.entry
        query = select(table.c.dev_seq, table.c.id).where(
            table.c.space == space, table.c.device == device, table.c.dev_seq.between(first, last)
        )
        return {row.dev_seq: row.id for row in self._connection.execute(query)}

    def stretches(self, space: bytes, *, after: int, until: int) -> Iterator[Stretch]:
        """Yield what holds the entries ``after + 1`` … ``until``, in order, few in memory at a time."""
        table = tables.stretch
        query = (
            select(table.c.first, table.c.last, table.c.device, table.c.content)
            .where(table.c.space == space, table.c.last > after)
            .order_by(table.c.last)
        )
        with self._connection.execution_options(yield_per=_ROWS_AHEAD).execute(query) as rows:
            for row in rows:
                if row.first > until:
                    return
                yield Stretch(row.first, row.last, row.device, row.content)

    def chained(self, space: bytes) -> Iterator[tuple[int, bytes, bytes]]:
        """Yield (number, id, chain) of every entry of ``space``, in order."""
        table = tables.entry
        query = select(table.c.seq, table.c.id, table.c.chain).where(table.c.space == space)
        with self._connection.execution_options(yield_per=1000).execute(query.order_by(table.c.seq)) as rows:
            for row in rows:
                yield row.seq, row.id, row.chain

    def wraps(self, recipient: bytes, spaces: Collection[bytes]) -> list[SealedKey]:
        """Return the keys of ``spaces`` that are sealed to ``recipient``."""
        table = tables.wrap
        return [
            SealedKey(row.recipient, row.seq, Wrap(row.space, row.epoch, row.sealed), row.acked)
            for some in _portions(sorted(spaces))
            for row in self._connection.execute(
                select(table)
                .where(table.c.recipient == recipient, table.c.space.in_(some))
                .order_by(table.c.space, table.c.epoch)
            )
        ]

    def invitation(self, invitation: bytes) -> Invitation | None:
        """Return the invitation whose public key is ``invitation``."""
        query = select(tables.invitation).where(tables.invitation.c.invitation == invitation)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _invitation(row)

    def open_invitations(self, now_ms: int) -> list[Invitation]:
        """Return the invitations that nobody has used and that still hold."""
        table = tables.invitation
        query = select(table).where(table.c.entry.is_(None), table.c.expires_ms > now_ms)
        return [_invitation(row) for row in self._connection.execute(query)]

    def contacts(self) -> dict[bytes, int]:
        """Return when each device was last heard (ms)."""
        return {row.device: row.at_ms for row in self._connection.execute(select(tables.contact))}

    def alarms(self) -> list[tuple[str, bytes, bytes, int]]:
        """Return (code, space, device, ms) of everything that was noticed, oldest first."""
        table = tables.alarm
        query = select(table.c.code, table.c.space, table.c.device, table.c.at_ms).order_by(table.c.at_ms)
        return [(row.code, row.space, row.device, row.at_ms) for row in self._connection.execute(query)]

    def stored_bytes(self) -> int:
        """Return how many bytes of sealed versions and control entries are stored."""
        size = select(func.sum(func.length(tables.stretch.c.content)))
        return int(self._connection.execute(size).scalar_one() or 0)

    def _known(self, space: bytes, column: Column[T], values: Collection[T]) -> Iterator[Known]:
        table = tables.entry
        for some in _portions(values):
            query = select(table.c.seq, table.c.id, table.c.record, table.c.deltas).where(
                table.c.space == space, column.in_(some), table.c.record.is_not(None)
            )
            for row in self._connection.execute(query):
                yield Known(row.seq, row.id, row.record, row.deltas or 0)


_LOG: Select[tuple[bytes, bytes, int, bytes, bytes, int, int]] = select(tables.space)


def ending(space: bytes) -> Select[tuple[bytes, bytes, int, bytes, bytes, int, int]]:
    """Return the question where the log of ``space`` ends; ``log_of`` reads its row."""
    return _LOG.where(tables.space.c.space == space)


def log_of(row: Row[tuple[bytes, bytes, int, bytes, bytes, int, int]]) -> Log:
    """Return where a log ends, as its row says."""
    position = Position(row.incarnation, row.head, row.chain)
    return Log(row.space, position, row.heads, row.ctrl, row.durable)


def _invitation(row: Row[tuple[object, ...]]) -> Invitation:
    return Invitation(
        invitation=row.invitation,
        person=row.person,
        wrap_public=row.wrap_public,
        expires_ms=row.expires_ms,
        grant=row.grant,
        entry=row.entry,
    )


def _portions(values: Collection[T]) -> Iterator[Sequence[T]]:
    """Yield ``values`` in portions that fit into one statement."""
    rest = iter(values)
    while portion := list(islice(rest, _MOST_IN_LIST)):
        yield portion
