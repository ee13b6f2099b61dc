"""Where this laptop stands in each log, and what it knows of the entries' numbers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from asi_desktop.protocol.batch import Parent
from asi_desktop.protocol.chain import Position
from asi_desktop.storage import office, tables
from asi_desktop.storage.batches import header_of

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Place:
    """How far this laptop has one space's log; see ``sync.ports.Place``."""

    space: bytes
    position: Position
    heads: bytes
    ctrl_seen: int


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """An entry of the log that this laptop wrote itself."""

    id: bytes
    parents: tuple[bytes, ...]


def all_places(connection: Connection, directory: bytes) -> tuple[Place, ...]:
    """Return all places, that of the log ``directory`` first."""
    table = tables.place
    order = (table.c.space != directory, table.c.key)
    return tuple(
        Place(row.space, Position(row.incarnation, row.seq, row.chain), row.heads, row.ctrl_seen)
        for row in connection.execute(select(table).order_by(*order))
    )


def number_of(connection: Connection, space: bytes, version: bytes) -> int | None:
    """Return a version's number in the log as far as it is known."""
    table = tables.version
    asked = select(table.c.seq).where(table.c.id == version, table.c.space == space)
    return connection.execute(asked).scalar_one_or_none()


def parent_at(connection: Connection, space: bytes, seq: int) -> Parent | None:
    """Return the version with number ``seq``, None when it is unknown or no version."""
    table = tables.version
    asked = select(table.c.id, table.c.record).where(table.c.space == space, table.c.seq == seq).limit(1)
    row = connection.execute(asked).one_or_none()
    return None if row is None else Parent(row.id, row.record)


def chain_at(connection: Connection, space: bytes, seq: int) -> bytes | None:
    """Return the chain after entry ``seq``, None when it is not kept."""
    table, place = tables.log, tables.place
    asked = (
        select(table.c.chain)
        .join(place, place.c.key == table.c.place)
        .where(place.c.space == space, table.c.seq == seq)
    )
    return connection.execute(asked).scalar_one_or_none()


def own_at(connection: Connection, space: bytes, after: int, count: int) -> Sequence[OwnEntry] | None:
    """Return this laptop's versions ``after + 1`` … ``after + count``.

    None if any is unknown or not its own.
    """
    table = tables.version
    asked = (
        select(table.c.id, table.c.seq, table.c.own, table.c.header)
        .where(table.c.space == space, table.c.seq > after, table.c.seq <= after + count)
        .order_by(table.c.seq)
    )
    rows = connection.execute(asked).all()
    if len(rows) != count or not all(row.own for row in rows):  # no number stands twice
        return None
    return tuple(OwnEntry(row.id, header_of(row).parents) for row in rows)


def heads_among(connection: Connection, space: bytes, versions: Collection[bytes]) -> frozenset[bytes]:
    """Return which of ``versions`` are heads of the log at the cursor."""
    table = tables.version
    wanted = list(versions)
    found: set[bytes] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        part = table.c.id.in_(wanted[start : start + _AT_ONCE])
        found |= set(
            connection.execute(
                select(table.c.id).where(table.c.log_head.is_(True), part, table.c.space == space)
            ).scalars()
        )
    return frozenset(found)


def confirm(connection: Connection, spaces: Collection[bytes], server_ms: int) -> None:
    """Note that head office had nothing newer in ``spaces`` at ``server_ms``, its own clock."""
    if spaces and server_ms:
        table = tables.place
        connection.execute(
            update(table).where(table.c.space.in_(list(spaces))).values(confirmed_ms=server_ms)
        )


def begin_life(connection: Connection, place: int, space: bytes, kept: int) -> None:
    """Forget the numbers above ``kept``: a server that was restored gives them out anew."""
    log, version = tables.log, tables.version
    connection.execute(delete(log).where(log.c.place == place, log.c.seq > kept))
    connection.execute(update(version).where(version.c.space == space, version.c.seq > kept).values(seq=None))


def entered(connection: Connection, space: bytes) -> tuple[int, Position]:
    """Return the key of the place of ``space`` and its position; the place is made if there is none."""
    key = office.place_key(connection, space)
    row = connection.execute(select(tables.place).where(tables.place.c.key == key)).one()
    return key, Position(row.incarnation, row.seq, row.chain)
