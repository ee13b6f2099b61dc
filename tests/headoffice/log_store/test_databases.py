"""Which databases are taken, how they are opened, and how a copy is made."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import OperationalError, ProgrammingError

from asi_desktop.headoffice.log_store import LogStore, StoreDamaged, StoreUnavailable, dialect, schema
from asi_desktop.headoffice.log_store.dialect import BackupUnsound, DatabaseMissing, UnknownDatabase
from asi_desktop.headoffice.log_store.schema import DatabaseNewer


def url(folder: Path) -> str:
    return dialect.default_url(folder)


def test_every_transaction_is_on_disk_when_it_ends(tmp_path: Path) -> None:
    engine = dialect.opened(url(tmp_path), new=True)
    with engine.connect() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
    engine.dispose()


def test_the_database_is_its_owner_s_alone(tmp_path: Path) -> None:
    with closing(LogStore.create(url(tmp_path))) as store, store.writing() as writer:
        writer.put_setting("a", b"b")
        for path in tmp_path.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "address",
    [
        "nonsense",
        "mysql://somewhere/x",
        "sqlite://",
        "sqlite:////nowhere/at/all/x.sqlite",
        "postgresql+asyncpg://somewhere/x",
        "postgresql://somewhere:port/x",
    ],
)
def test_other_databases_are_refused_in_words(address: str) -> None:
    with pytest.raises(UnknownDatabase) as refused:
        LogStore.create(address)
    assert "postgresql+psycopg://" in refused.value.advice("en")


@pytest.mark.parametrize(
    ("address", "as_shown"),
    [
        ("sqlite:////srv/asi/headoffice.sqlite", "sqlite:////srv/asi/headoffice.sqlite"),
        ("postgresql+psycopg://asi@db.example/logs", "postgresql+psycopg://asi@db.example/logs"),
        ("postgresql+psycopg://asi:carafe@db.example/logs", "postgresql+psycopg://asi:***@db.example/logs"),
        ("postgresql+psycopg:///logs?password=carafe", "postgresql+psycopg:///logs"),
        ("postgresql://asi:carafe@db.example:port/logs", "postgresql://***@db.example:port/logs"),
        ("nonsense", "nonsense"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, as_shown: str) -> None:
    assert dialect.shown(address) == as_shown


def test_a_database_of_a_newer_program_is_refused(database: str) -> None:
    with closing(LogStore.create(database)) as store, store._writing.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseNewer):
        LogStore.open(database)
    mended = dialect.opened(database)
    with mended.execution_options(**{dialect.WRITING: True}).begin() as connection:
        newest = ScriptDirectory.from_config(schema.configuration()).get_current_head()
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
    mended.dispose()


def test_an_empty_database_is_brought_up_to_date_when_it_is_opened(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissing):
        LogStore.open(url(tmp_path))
    (tmp_path / "headoffice.sqlite").touch()
    with closing(LogStore.open(url(tmp_path))) as store, store.reading() as reader:
        assert reader.logs() == {}


def test_a_database_that_cannot_be_used_now_says_so(tmp_path: Path) -> None:
    store = LogStore.create(url(tmp_path))
    store.close()
    (tmp_path / "headoffice.sqlite").unlink()
    (tmp_path / "headoffice.sqlite").mkdir()
    with pytest.raises(StoreUnavailable), store.reading():
        pass


def test_a_database_that_is_damaged_says_so(tmp_path: Path) -> None:
    with closing(LogStore.create(url(tmp_path))) as store:
        with closing(sqlite3.connect(tmp_path / "headoffice.sqlite")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (tmp_path / "headoffice.sqlite").write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 64)
        with pytest.raises(StoreDamaged), store.reading() as reader:
            reader.logs()
        with pytest.raises(BackupUnsound):
            store.copy_to(tmp_path / "copy.sqlite")


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "headoffice.sqlite").write_bytes(b"nothing of the kind" * 300)
    with pytest.raises(StoreDamaged):
        LogStore.open(url(tmp_path))
    with pytest.raises(BackupUnsound):
        dialect.require_sound(tmp_path / "headoffice.sqlite")


def test_a_server_that_repeats_the_password_is_not_quoted() -> None:
    error = OperationalError(None, None, psycopg.OperationalError("no carafe for carafe.\nnor else"))
    for address in ("postgresql://asi:carafe@db/logs", "postgresql:///logs?password=carafe"):
        refused = dialect.refusal(address, error)
        assert refused is not None
        assert refused.details["reason"] == "no *** for ***"
    assert (
        dialect.refusal("postgresql:///logs", ProgrammingError(None, None, psycopg.ProgrammingError()))
        is None
    )


def test_a_copy_holds_everything(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with closing(LogStore.create(database)) as store:
        with store.writing() as writer:
            writer.put_setting("colour", b"blue")
            for number in range(1100):
                writer.heard(number.to_bytes(16, "big"), number)
        store.copy_to(copy)
    assert [path.name for path in tmp_path.glob("copy*")] == ["copy.sqlite"]
    with closing(LogStore.open(dialect.file_url(copy))) as copied, copied.reading() as reader:
        assert reader.setting("colour") == b"blue"
        assert sorted(reader.contacts().values()) == list(range(1100))


def test_a_copy_that_is_not_sound_is_told(tmp_path: Path) -> None:
    with closing(LogStore.create(url(tmp_path))) as store:
        with store.writing() as writer:
            for number in range(50):
                writer.put_setting(f"{number}", bytes(2000))
        with closing(sqlite3.connect(tmp_path / "headoffice.sqlite")) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            pages = database.execute("PRAGMA page_count").fetchone()[0]
        with (tmp_path / "headoffice.sqlite").open("r+b") as file:
            file.seek((pages - 3) * 4096)
            file.write(b"\xff" * 4096 * 3)
        with pytest.raises(BackupUnsound):
            store.copy_to(tmp_path / "copy.sqlite")
