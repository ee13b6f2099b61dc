"""Connections to the encrypted database: its key, its settings, and its errors in the product's words."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2 as sqlcipher

from asi_desktop.domain.errors import AppError, Damaged
from asi_desktop.domain.text import Text
from asi_desktop.storage.durable import DiskRefuses, private_file, sync_folder

PLAIN_HEADER = b"SQLite format 3\x00"
KEY_BYTES = 32
READERS = 8

# SQLCipher always locks and wipes the memory of its keys. ``cipher_memory_security`` would do so with every
# other piece of memory too, two system calls for each: measured, a search takes nine times as long and a
# batch of saves three times, for text that Python and the window hold unlocked anyway. Locking ends the
# process instead.
_SETTINGS = (
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA mmap_size = 0",
    "PRAGMA cache_size = -64000",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA wal_autocheckpoint = 4000",
    "PRAGMA recursive_triggers = ON",
)
_HELD = (("temp_store", 2), ("secure_delete", 1), ("foreign_keys", 1), ("trusted_schema", 0))

Durability = Literal["FULL", "NORMAL"]


class DatabaseDamaged(Damaged):
    """The encrypted database cannot be read, or is not what the key slots belong to."""

    code = "database_damaged"
    what = Text(
        fr="La base du coffre est endommagée ou n’est pas celle de ces clés.",
        en="The vault’s database is damaged, or is not the one that these keys belong to.",
    )
    next_step = Text(
        fr="N’effacez rien. Restaurez votre dernière sauvegarde ailleurs, ou appelez la centrale.",
        en="Delete nothing. Restore your last backup elsewhere, or call head office.",
    )


class NotEncrypted(Damaged):
    """This program's database library does not encrypt, or the file is a plain database."""

    code = "not_encrypted"
    what = Text(
        fr="La base du coffre n’est pas chiffrée sur cet ordinateur ; elle n’a pas été ouverte.",
        en="The vault’s database is not encrypted on this computer; it was not opened.",
    )
    next_step = Text(
        fr="Réinstallez le programme ; si cela se répète, appelez la centrale.",
        en="Install the program again; if it happens again, call head office.",
    )


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a database: its file and the raw key of 32 bytes."""

    file: Path
    key: bytes = field(repr=False)


def new_database(opening: Opening) -> None:
    """Make the empty, private file that the first connection turns into an encrypted database."""
    private_file(opening.file).close()
    sync_folder(opening.file.parent)


def connect(opening: Opening, *, read_only: bool = False) -> sqlite3.Connection:
    """Return a connection with key and settings; raises NotEncrypted, DatabaseDamaged, DiskRefuses."""
    refuse_plain(opening.file)
    connection: sqlite3.Connection = sqlcipher.connect(
        opening.file, isolation_level=None, check_same_thread=False
    )
    try:
        _set_up(connection, opening.key)
        if read_only:
            connection.execute("PRAGMA query_only = ON")
    except sqlcipher.Error as error:
        connection.close()
        raise translated(error) from error
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_plain(file: Path) -> None:
    """Raise NotEncrypted when ``file`` begins as an unencrypted database does."""
    with file.open("rb") as opened:
        if opened.read(len(PLAIN_HEADER)) == PLAIN_HEADER:
            raise NotEncrypted


def _set_up(connection: sqlite3.Connection, key: bytes) -> None:
    if len(key) != KEY_BYTES:
        raise DatabaseDamaged
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise NotEncrypted
    for setting in _SETTINGS:
        connection.execute(setting)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    for name, value in _HELD:
        if connection.execute(f"PRAGMA {name}").fetchone() != (value,):
            raise NotEncrypted


def write_engine(opening: Opening) -> Engine:
    """Return the engine of the one connection that writes; its transactions take the write lock at once."""
    return _engine(lambda: connect(opening), begin="BEGIN IMMEDIATE", connections=1)


def read_engine(opening: Opening) -> Engine:
    """Return the engine of the readers: each transaction sees one state and never waits for a writer."""
    return _engine(lambda: connect(opening, read_only=True), begin="BEGIN", connections=READERS)


def _engine(creator: Callable[[], sqlite3.Connection], *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        echo=False,
        hide_parameters=True,
        query_cache_size=2000,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        if isinstance(context.original_exception, sqlcipher.DatabaseError):
            known = known_error(context.original_exception)
            if known is not None:
                raise known from context.original_exception

    return engine


def set_durability(connection: Connection, durability: Durability) -> None:
    """Choose, outside a transaction, whether a commit waits for the disk.

    FULL: it does. NORMAL: a power cut may undo it; for what head office can send again. It never harms
    what was committed with FULL before.
    """
    driver = connection.connection.driver_connection
    if driver is None:
        raise DatabaseDamaged
    driver.execute(f"PRAGMA synchronous = {durability}")


def translated(error: Exception) -> Exception:
    """Return the product's error for one of the library's, or the same when it is a fault of the program."""
    return known_error(error) or error


def known_error(error: Exception) -> AppError | None:
    """Return DiskRefuses or DatabaseDamaged, or None for anything else.

    A file that may not grow gives "disk I/O error" and a full disk "database or disk is full": both are the
    disk.
    """
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    words = str(error).lower()
    if primary in _DISK or any(word in words for word in _DISK_WORDS):
        return DiskRefuses()
    if primary in _DAMAGE or any(word in words for word in _DAMAGE_WORDS):
        return DatabaseDamaged()
    return None


_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}
)
_DISK_WORDS = ("disk is full", "disk i/o error", "readonly database", "unable to open database")
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_DAMAGE_WORDS = ("malformed", "not a database", "hmac check failed")


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the pages: their seals (``cipher_integrity_check``) and their structure."""
    try:
        sealed = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
        found = sealed or [str(row[0]) for row in connection.execute("PRAGMA integrity_check(20)")]
    except sqlcipher.DatabaseError as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def checked_copy(source: Opening, target: Path) -> None:
    """Write a compact, encrypted copy of ``source`` to ``target`` and verify it by reopening it.

    Raises DatabaseDamaged and DiskRefuses; then there is no ``target``.
    """
    target.unlink(missing_ok=True)
    copy = Opening(target, source.key)
    new_database(copy)
    try:
        _copy(source, target)
        verify_database(copy)
    except BaseException:
        discard(target)
        raise


def _copy(source: Opening, target: Path) -> None:
    connection = connect(source)
    try:
        connection.execute("VACUUM INTO ?", (str(target),))
    except sqlcipher.Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def verify_database(opening: Opening) -> None:
    """Open a database that nobody else has open, check every page, and leave it without a WAL.

    Raises DatabaseDamaged, NotEncrypted and DiskRefuses.
    """
    connection = connect(opening)
    try:
        if integrity_problems(connection):
            raise DatabaseDamaged
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlcipher.Error as error:
        raise translated(error) from error
    finally:
        connection.close()


def discard(database: Path) -> None:
    """Delete a database that is not in use, with whatever lies beside it."""
    for path in (
        database,
        database.with_name(database.name + "-wal"),
        database.with_name(database.name + "-shm"),
    ):
        path.unlink(missing_ok=True)
