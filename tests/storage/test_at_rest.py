"""What a thief, a plain SQLite and a full disk meet: sealed pages, no header, no word, no half-done work."""

import contextlib
import resource
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from asi_desktop.domain.errors import Damaged
from asi_desktop.storage import database
from asi_desktop.storage.database import (
    PLAIN_HEADER,
    DatabaseDamaged,
    NotEncrypted,
    Opening,
    checked_copy,
    connect,
    integrity_problems,
    known_error,
    verify_database,
)
from asi_desktop.storage.durable import DiskRefuses, private_file, private_folder, write_file
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import backup, unlock
from tests.storage.surroundings import PASSPHRASE
from tests.storage.writing import BRIEF, add, read

WORDS = ("Zanzibarite", "Quokkaland", "Xylophage", "Wombatville", "Flibustier")


def test_no_file_of_the_profile_holds_a_planted_word_or_the_passphrase(vault: Vault, tmp_path: Path) -> None:
    for word in WORDS:
        add(vault, {**BRIEF, "title": word, "bluf": f"{word} " * 50, "notes_private": word})
    with vault.writing() as writer:
        writer.put_draft(None, "brief", {"title": WORDS[0]})
        writer.put_setting("last words", WORDS[1])
    backup(vault, tmp_path / "copy.asi")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"vault.db", "vault.db-wal", "keys.1", "copy.asi"} <= {path.name for path in files}
    for path in files:
        held = path.read_bytes()
        assert not any(word.encode() in held or word.lower().encode() in held for word in WORDS), path.name
        assert PASSPHRASE not in held


def test_plain_sqlite_cannot_open_it(vault: Vault) -> None:
    assert not vault.opening.file.read_bytes().startswith(b"SQLite format 3")
    with closing(sqlite3.connect(vault.opening.file)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM sqlite_master").fetchall()


def test_another_key_does_not_open_it(vault: Vault) -> None:
    for key in (bytes(32), b"short"):
        with pytest.raises(DatabaseDamaged) as refusal:
            connect(Opening(vault.opening.file, key))
        assert refusal.value.status == Damaged.status
    assert vault.opening.key.hex() not in repr(vault.opening)


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plain.db"
    with closing(sqlite3.connect(file)) as plain:
        plain.execute("CREATE TABLE t (x)")
        plain.commit()
    assert file.read_bytes().startswith(PLAIN_HEADER)
    with pytest.raises(NotEncrypted):
        connect(Opening(file, bytes(32)))


def test_a_library_that_does_not_encrypt_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "sqlcipher", sqlite3)
    private_file(tmp_path / "new.db").close()
    with pytest.raises(NotEncrypted):
        connect(Opening(tmp_path / "new.db", bytes(32)))


def test_a_setting_that_does_not_hold_is_refused(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_HELD", (("secure_delete", 7),))
    with pytest.raises(NotEncrypted):
        connect(vault.opening)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cipher_page_size", "4096"),
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cache_size", -64000),
        ("cipher_use_hmac", "1"),
    ],
)
def test_each_connection_has_the_settings(vault: Vault, name: str, value: object) -> None:
    with closing(connect(vault.opening)) as connection:
        assert connection.execute(f"PRAGMA {name}").fetchone() == (value,)


def test_readers_cannot_write(vault: Vault) -> None:
    with vault.reading() as reader, pytest.raises(DiskRefuses):
        reader.connection.exec_driver_sql("DELETE FROM record")


def test_a_flipped_byte_is_found_and_told(vault: Vault, given: Surroundings) -> None:
    for n in range(50):
        add(vault, {**BRIEF, "title": f"T{n}"})
    file = vault.opening.file
    vault.close()
    data = bytearray(file.read_bytes())
    data[5 * 4096 + 100] ^= 1
    file.write_bytes(data)
    with closing(connect(vault.opening)) as connection:
        assert integrity_problems(connection)
    with pytest.raises(DatabaseDamaged):
        verify_database(vault.opening)
    with pytest.raises(DatabaseDamaged):
        checked_copy(vault.opening, file.with_name("copy.db"))
    assert not file.with_name("copy.db").exists()
    data[50] ^= 1
    file.write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        unlock(Profile(file.parent), PASSPHRASE, surroundings=given)


def test_a_structure_that_is_broken_under_a_good_seal_is_found(tmp_path: Path) -> None:
    opening = Opening(tmp_path / "x.db", bytes(range(32)))
    database.new_database(opening)
    with closing(connect(opening)) as connection:
        connection.execute("CREATE TABLE t (x UNIQUE)")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE type = 'index'")
    with closing(connect(opening)) as connection:
        assert integrity_problems(connection)


def fill(vault: Vault) -> None:
    for _ in range(50):
        add(vault, {**BRIEF, "bluf": "x" * 100_000})


def test_a_full_disk_is_told_and_loses_nothing(vault: Vault) -> None:
    kept = add(vault)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = sum(path.stat().st_size for path in vault.profile.folder.iterdir())
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        with pytest.raises(DiskRefuses) as refusal:
            fill(vault)
        with pytest.raises(DiskRefuses):
            write_file(vault.profile.folder / "big", b"x" * (most + 1))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (refusal.value.code, refusal.value.status) == ("disk", 1)
    assert not list(vault.profile.folder.glob("big*"))
    assert read(vault, kept)
    assert read(vault, add(vault))


def test_errors_of_the_library_are_told_in_words_or_not_at_all() -> None:
    for words in ("database or disk is full", "disk I/O error", "attempt to write a readonly database"):
        assert isinstance(known_error(sqlite3.OperationalError(words)), DiskRefuses)
    assert isinstance(known_error(sqlite3.DatabaseError("file is not a database")), DatabaseDamaged)
    fault = sqlite3.OperationalError("no such table: t")
    assert known_error(fault) is None
    assert database.translated(fault) is fault


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DiskRefuses):
        private_folder(tmp_path / "file" / "below")


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    from asi_desktop.storage.durable import written_file

    write_file(tmp_path / "f", b"old")
    with contextlib.suppress(KeyError), written_file(tmp_path / "f") as file:
        file.write(b"half")
        raise KeyError
    assert (tmp_path / "f").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["f"]
