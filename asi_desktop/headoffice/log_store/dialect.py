"""The one place that knows which database it is: opening it, its transactions, what it tells, its troubles.

SQLite is the embedded default: one file, one writer at a time. PostgreSQL is for several relay processes:
a writer waits for the row of its space alone, and tells the others what it has added.
"""

import re
import sqlite3
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import psycopg
from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, OperationalError
from sqlalchemy.pool import QueuePool

from asi_desktop.domain.errors import Damaged, Refused
from asi_desktop.domain.text import Text

WRITING = "asi_writing"
"""The execution option of a connection whose transactions write."""

LOOK_EVERY_S = {"sqlite": 0.5, "postgresql": 2.0}
"""How often the database is looked at for what others have added; PostgreSQL also tells by itself."""

_SQLITE, _POSTGRESQL = "sqlite", "postgresql"
_POSTGRESQL_DRIVER = "postgresql+psycopg"
_SECRETS = ("password", "sslpassword")
_HIDDEN = "***"

_BUSY_MS = 30_000
_CONNECTIONS = {_SQLITE: (8, 32), _POSTGRESQL: (4, 12)}
"""Kept open and opened beyond that, by each process; PostgreSQL allows a hundred to all of them together."""

_SETTINGS = {
    _SQLITE: (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        "PRAGMA trusted_schema=OFF",
        "PRAGMA cache_size=-32000",
        f"PRAGMA busy_timeout={_BUSY_MS}",
    ),
    _POSTGRESQL: (
        # What is acknowledged is on disk, whatever the server's own setting; a stricter one is left alone.
        "SELECT set_config('synchronous_commit', 'on', false)"
        " WHERE current_setting('synchronous_commit') = 'off'",
        f"SET lock_timeout = {_BUSY_MS}",
        # A relay whose machine has vanished lets go of the spaces it had locked.
        "SET idle_in_transaction_session_timeout = 60000",
        "SET tcp_keepalives_idle = 20",
        "SET tcp_keepalives_interval = 5",
        "SET tcp_keepalives_count = 4",
    ),
}
_PATIENCE = {
    "application_name": "asi-headoffice",
    "connect_timeout": "5",
    "keepalives_idle": "20",
    "keepalives_interval": "5",
    "keepalives_count": "4",
}
"""How a connection to PostgreSQL is made, unless its URL says otherwise."""

_BEGINNINGS = {
    (_SQLITE, False): "BEGIN",
    # A writer from the start: waiting for the lock later would fail instead of waiting.
    (_SQLITE, True): "BEGIN IMMEDIATE",
    (_POSTGRESQL, False): "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
    # Whoever waited for a space's row must see what was added meanwhile.
    (_POSTGRESQL, True): "BEGIN ISOLATION LEVEL READ COMMITTED",
}
_CHANGING_TABLES = 0x4153_4930
_CHANNEL = "asi_grown"
_MOST_TOLD = 200
"""Spaces that one notice names; it may have 8 000 bytes."""

_READ_ONLY, _NOT_ALLOWED = "25006", "42501"
_AWAY = frozenset({_READ_ONLY, "25P03", "57P01", "57P02", "57P03"})
_DAMAGE = frozenset({"XX001", "XX002"})


class UnknownDatabase(Refused):
    """A database URL that this program cannot use."""

    code = "unknown_database"
    what = Text(
        fr="Cette adresse de base de données n’est pas reconnue : {url}.",
        en="This database address is not recognised: {url}.",
    )
    next_step = Text(
        fr="N’indiquez rien pour une base SQLite dans le dossier, ou sqlite:///CHEMIN,"
        " ou postgresql+psycopg://UTILISATEUR@SERVEUR/BASE.",
        en="Give none for an SQLite database inside the folder, or sqlite:///PATH,"
        " or postgresql+psycopg://USER@SERVER/DATABASE.",
    )


class DatabaseMissing(Damaged):
    """The database of an office is not where it should be."""

    code = "database_missing"
    what = Text(fr="La base de données « {file} » manque.", en="The database “{file}” is missing.")
    next_step = Text(
        fr="Rien n’a été créé à sa place ; remettez-la, ou reprenez une sauvegarde.",
        en="Nothing was made in its place; put it back, or go back to a backup.",
    )


class DatabaseUnreachable(Refused):
    """The server of a database does not let this program in, or does not answer."""

    code = "database_unreachable"
    retryable = True
    what = Text(
        fr="La base de données {url} n’est pas accessible : {reason}.",
        en="The database {url} cannot be reached: {reason}.",
    )
    next_step = Text(
        fr="Rien n’a été modifié ; vérifiez le serveur, l’adresse et les droits, puis recommencez.",
        en="Nothing was changed; check the server, the address and the rights, then try again.",
    )


class BackupUnsound(Damaged):
    """A copy that does not hold what it was made of."""

    code = "backup_unsound"
    what = Text(fr="La sauvegarde relue n’est pas saine.", en="The backup was read again and is not sound.")
    next_step = Text(
        fr="La base elle-même n’a pas été modifiée ; vérifiez le disque et recommencez.",
        en="The database itself was not changed; check the disk and try again.",
    )


def default_url(folder: Path) -> str:
    """Return the URL of the SQLite database inside ``folder``."""
    return file_url(folder / "headoffice.sqlite")


def file_url(file: Path) -> str:
    """Return the URL of the SQLite database ``file``."""
    return f"sqlite:///{file}"


def shown(url: str) -> str:
    """Return a database's URL as people may see it: without its password."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return re.sub(r"//.*@", f"//{_HIDDEN}@", url)
    return parsed.difference_update_query(_SECRETS).render_as_string(hide_password=True)


def opened(url: str, *, new: bool = False) -> Engine:
    """Return an engine for ``url``; an SQLite file is made if it is to be ``new``.

    Raises UnknownDatabase or DatabaseMissing. A server is only called when a connection is asked for.
    """
    parsed = _recognised(url)
    name = parsed.get_backend_name()
    if name == _SQLITE:
        _require_file(Path(parsed.database or ""), new=new)
    kept, beyond = _CONNECTIONS[name]
    engine = create_engine(
        parsed,
        poolclass=QueuePool,
        pool_size=kept,
        max_overflow=beyond,
        pool_pre_ping=name == _POSTGRESQL,  # a server that was restarted is called anew, nobody notices
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite if name == _SQLITE else _prepare_postgresql)
    event.listen(engine, "begin", _begin)
    return engine


def is_file(engine: Engine) -> bool:
    """Tell whether the database is a file, with one writer at a time."""
    return engine.dialect.name == _SQLITE


def be_alone(connection: Connection) -> None:
    """Keep every other process from changing the tables until the transaction, which writes, has ended."""
    if connection.dialect.name == _POSTGRESQL:  # a writer of SQLite is alone already
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _CHANGING_TABLES})


def put(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert whole rows, each in place of one that has its key already."""
    if rows:
        statement = _insert(connection, table)
        key = [column.name for column in table.primary_key]
        changed = {
            column.name: statement.excluded[column.name] for column in table.c if not column.primary_key
        }
        connection.execute(statement.on_conflict_do_update(index_elements=key, set_=changed), rows)


def put_new(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """Insert a row, unless there is one with its key already."""
    connection.execute(_insert(connection, table).on_conflict_do_nothing(), row)


def tell(connection: Connection, grown: Collection[bytes] | None) -> None:
    """Tell all processes which spaces have grown (None: look at everything), outside of any transaction.

    Only after what was added is there: inside its transaction, a notice would hold up every other writer.
    """
    line = connection.connection.driver_connection
    if isinstance(line, psycopg.Connection) and (grown is None or grown):
        told = " ".join(space.hex() for space in grown) if grown and len(grown) <= _MOST_TOLD else ""
        with suppress(psycopg.Error):  # what is not heard is seen by who looks
            line.execute("SELECT pg_notify(%s, %s)", (_CHANNEL, told))


async def heard(engine: Engine) -> AsyncGenerator[Collection[bytes] | None]:
    """Yield what ``tell`` told, by whatever process, beginning with None; ends when nothing more is told."""
    if engine.dialect.name != _POSTGRESQL:
        return
    _, arguments = engine.dialect.create_connect_args(engine.url)
    with suppress(psycopg.Error):
        async with await psycopg.AsyncConnection.connect(**arguments, autocommit=True) as line:
            await line.execute(f"LISTEN {_CHANNEL}")
            yield None
            async for notice in line.notifies():
                yield {bytes.fromhex(space) for space in notice.payload.split()} or None


def is_away(error: DBAPIError) -> bool:
    """Tell whether ``error`` says that the database cannot be used at this moment."""
    return isinstance(error, OperationalError) or error.connection_invalidated or _state(error) in _AWAY


def is_damage(error: DBAPIError) -> bool:
    """Tell whether ``error`` says that what is stored is not what was written."""
    return type(error) is DatabaseError or _state(error) in _DAMAGE


def refusal(url: str, error: DBAPIError) -> DatabaseUnreachable | None:
    """Return why a server does not let this program in, None when that is not what ``error`` says."""
    if not is_away(error) and _state(error) != _NOT_ALLOWED:
        return None
    reason = str(error.orig).partition("\n")[0].strip().rstrip(".")
    for secret in _secrets(url):
        reason = reason.replace(secret, _HIDDEN)
    return DatabaseUnreachable(url=shown(url), reason=reason)


def copied(engine: Engine, target: Path) -> None:
    """Copy the whole file into the new file ``target``; readers and writers go on meanwhile.

    Raises BackupUnsound.
    """
    try:
        with closing(sqlite3.connect(target)) as copy, engine.connect() as connection:
            source = connection.connection.driver_connection
            if not isinstance(source, sqlite3.Connection):
                raise TypeError("only a file is copied this way")
            source.backup(copy)
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise BackupUnsound from error


def require_sound(copy: Path) -> None:
    """Read the SQLite file ``copy`` again, and make it one file alone; raises BackupUnsound."""
    try:
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
            (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        raise BackupUnsound from error
    if found != "ok":
        raise BackupUnsound


def _recognised(url: str) -> URL:
    """Return ``url`` taken apart and completed; raises UnknownDatabase."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise UnknownDatabase(url=shown(url)) from error
    if parsed.drivername in {_POSTGRESQL, _POSTGRESQL_DRIVER}:
        return parsed.set(drivername=_POSTGRESQL_DRIVER, query={**_PATIENCE, **parsed.query})
    if parsed.drivername == _SQLITE and parsed.database:
        return parsed
    raise UnknownDatabase(url=shown(url))


def _secrets(url: str) -> list[str]:
    parsed = make_url(url)
    found = (parsed.password, *(parsed.query.get(name) for name in _SECRETS))
    return [str(secret) for secret in found if secret]


def _require_file(database: Path, *, new: bool) -> None:
    """Make a new database's file for its owner alone; its journals follow it in that."""
    if not new and not database.exists():
        raise DatabaseMissing(file=database)
    try:
        database.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise UnknownDatabase(url=database) from error


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    _set(connection, _SETTINGS[_SQLITE])


def _prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    connection.autocommit = True  # likewise
    _set(connection, ("; ".join(_SETTINGS[_POSTGRESQL]),))


def _set(connection: DBAPIConnection, settings: Sequence[str]) -> None:
    cursor = connection.cursor()
    for setting in settings:
        cursor.execute(setting)
    cursor.close()


def _insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == _SQLITE else postgresql.insert(table)


def _begin(connection: Connection) -> None:
    writing = bool(connection.get_execution_options().get(WRITING, False))
    connection.exec_driver_sql(_BEGINNINGS[connection.dialect.name, writing])


def _state(error: DBAPIError) -> str | None:
    """Return PostgreSQL's code of what went wrong, None of SQLite's errors."""
    return error.orig.sqlstate if isinstance(error.orig, psycopg.Error) else None
