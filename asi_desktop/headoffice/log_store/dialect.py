"""The one place that knows which database it is: opening it, beginning a transaction, copying it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import QueuePool

from asi_desktop.domain.errors import Damaged, NotInThisVersion, Refused
from asi_desktop.domain.text import Text

WRITING = "asi_writing"
_BUSY_MS = 30_000
_SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cache_size=-32000",
    f"PRAGMA busy_timeout={_BUSY_MS}",
)


class UnknownDatabase(Refused):
    """A database URL that this program cannot use."""

    code = "unknown_database"
    what = Text(
        fr="Cette adresse de base de données n’est pas reconnue : {url}.",
        en="This database address is not recognised: {url}.",
    )
    next_step = Text(
        fr="N’indiquez rien pour une base SQLite dans le dossier, ou sqlite:///CHEMIN.",
        en="Give none for an SQLite database inside the folder, or sqlite:///PATH.",
    )


class DatabaseMissing(Damaged):
    """The database of an office is not where it should be."""

    code = "database_missing"
    what = Text(fr="La base de données « {file} » manque.", en="The database “{file}” is missing.")
    next_step = Text(
        fr="Rien n’a été créé à sa place ; remettez-la, ou reprenez une sauvegarde.",
        en="Nothing was made in its place; put it back, or go back to a backup.",
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
    return f"sqlite:///{folder / 'headoffice.sqlite'}"


def opened(url: str, *, new: bool = False) -> Engine:
    """Return an engine for ``url``, which is made if it is to be ``new``.

    Raises UnknownDatabase, DatabaseMissing, or NotInThisVersion for PostgreSQL.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise UnknownDatabase(url=url) from error
    if parsed.get_backend_name() == "postgresql":
        raise NotInThisVersion(command="--database postgresql+psycopg://…")
    if parsed.drivername != "sqlite" or not parsed.database:
        raise UnknownDatabase(url=url)
    _require_file(Path(parsed.database), new=new)
    engine = create_engine(parsed, poolclass=QueuePool, pool_size=8, max_overflow=32, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def copied(engine: Engine, target: Path) -> None:
    """Copy the whole database into the new file ``target`` and read it again; raises BackupUnsound.

    Readers and writers go on meanwhile; the copy is of one moment.
    """
    try:
        with closing(sqlite3.connect(target)) as copy, engine.connect() as connection:
            source = connection.connection.driver_connection
            if not isinstance(source, sqlite3.Connection):
                raise TypeError("only SQLite is copied this way")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise BackupUnsound from error
    if found != "ok":
        raise BackupUnsound


def _require_file(database: Path, *, new: bool) -> None:
    """Make a new database's file for its owner alone; its journals follow it in that."""
    if not new and not database.exists():
        raise DatabaseMissing(file=database)
    try:
        database.touch(mode=0o600, exist_ok=True)
    except OSError as error:
        raise UnknownDatabase(url=database) from error


def _prepare(connection: DBAPIConnection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where _begin says, not where the driver guesses
    cursor = connection.cursor()
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin at once as a writer what will write: waiting for the lock later would fail instead of waiting."""
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
