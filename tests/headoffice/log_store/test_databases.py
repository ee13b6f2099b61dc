"""Which databases are taken, how they are opened, and how a copy is made."""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from asi_desktop.domain.errors import NotInThisVersion
from asi_desktop.headoffice.log_store import LogStore, StoreDamaged, StoreUnavailable, dialect
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


def test_postgresql_is_refused_in_words() -> None:
    with pytest.raises(NotInThisVersion) as refused:
        LogStore.open("postgresql+psycopg://head@office/logs")
    assert "postgresql" in refused.value.message("en")


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://somewhere/x", "sqlite://", "sqlite:////nowhere/at/all/x.sqlite"]
)
def test_other_databases_are_refused_in_words(address: str) -> None:
    with pytest.raises(UnknownDatabase):
        LogStore.create(address)


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    LogStore.create(url(tmp_path)).close()
    with closing(sqlite3.connect(tmp_path / "headoffice.sqlite")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(DatabaseNewer):
        LogStore.open(url(tmp_path))


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


def test_a_copy_holds_everything(tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    with closing(LogStore.create(url(tmp_path))) as store:
        with store.writing() as writer:
            writer.put_setting("colour", b"blue")
        store.copy_to(copy)
    with closing(LogStore.open(f"sqlite:///{copy}")) as copied, copied.reading() as reader:
        assert reader.setting("colour") == b"blue"


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
