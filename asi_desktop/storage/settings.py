"""Single values by name, and numbers that only rise."""

from typing import cast

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from asi_desktop.domain.dotted import Value
from asi_desktop.protocol.packing import packed, unpacked
from asi_desktop.storage import tables

VAULT = "vault"
LOCAL_SPACE = "local_space"
TOKEN = "sync.token"  # noqa: S105 - the name of a setting
SERVER_MS = "sync.server_ms"
PROOF = "sync.proof"
SESSION = "sync.session"
SINCE_MS = "sync.since_ms"
DEV_SEQ = "dev_seq:"
"""Counters of sealed versions, one for each space; the one without a space is where new ones begin."""


def get(connection: Connection, name: str) -> Value:
    """Return the value called ``name``, None when there is none."""
    value = raw(connection, name)
    return None if value is None else cast("Value", unpacked(value, object))


def put(connection: Connection, name: str, value: Value) -> None:
    """Set the value called ``name``; None removes it."""
    if value is None:
        connection.execute(tables.setting.delete().where(tables.setting.c.name == name))
    else:
        put_raw(connection, name, packed(value))


def raw(connection: Connection, name: str) -> bytes | None:
    """Return the bytes called ``name``, None when there are none."""
    table = tables.setting
    return connection.execute(select(table.c.value).where(table.c.name == name)).scalar_one_or_none()


def put_raw(connection: Connection, name: str, value: bytes) -> None:
    """Set the bytes called ``name``."""
    connection.execute(insert(tables.setting).prefix_with("OR REPLACE"), {"name": name, "value": value})


def number(connection: Connection, name: str) -> int:
    """Return the number called ``name``, 0 when there is none."""
    value = get(connection, name)
    return value if isinstance(value, int) else 0


def text(connection: Connection, name: str) -> str:
    """Return the text called ``name``, empty when there is none."""
    value = get(connection, name)
    return value if isinstance(value, str) else ""


def count_up(connection: Connection, name: str, by: int = 1) -> int:
    """Raise the counter ``name`` by ``by`` and return its new value; a new one starts at 0."""
    table = tables.counter
    asked = upsert(table).values(name=name, value=by)
    raised = asked.on_conflict_do_update(index_elements=[table.c.name], set_={"value": table.c.value + by})
    return int(connection.execute(raised.returning(table.c.value)).scalar_one())


def count_at_least(connection: Connection, name: str, least: int) -> None:
    """Raise the counter ``name`` to ``least`` if it is below."""
    table = tables.counter
    asked = upsert(table).values(name=name, value=least)
    higher = asked.excluded.value > table.c.value
    raised = asked.on_conflict_do_update(index_elements=[table.c.name], set_={"value": least}, where=higher)
    connection.execute(raised)


def sealed(connection: Connection) -> int:
    """Return how many numbers this vault gave to versions, in all spaces together."""
    table = tables.counter
    asked = select(func.coalesce(func.sum(table.c.value), 0)).where(table.c.name.startswith(DEV_SEQ))
    return int(connection.execute(asked).scalar_one())


def next_dev_seq(connection: Connection, space: bytes, count: int) -> int:
    """Reserve ``count`` numbers of versions in ``space`` and return the first."""
    name = DEV_SEQ + space.hex()
    begin = select(tables.counter.c.value).where(tables.counter.c.name == DEV_SEQ)
    count_at_least(connection, name, connection.execute(begin).scalar_one_or_none() or 0)
    return count_up(connection, name, count) - count + 1


def leap(connection: Connection, by: int) -> None:
    """Leave out ``by`` numbers of versions in every space, those included that have none yet."""
    table = tables.counter
    count_at_least(connection, DEV_SEQ, 0)
    versions = table.c.name.startswith(DEV_SEQ)
    connection.execute(update(table).where(versions).values(value=table.c.value + by))
