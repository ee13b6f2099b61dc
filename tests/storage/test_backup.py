"""Backups: whole or not there, opened by the passphrase of their day, restored only where nothing is."""

from pathlib import Path

import pytest

from asi_desktop.crypto.slots import WrongPassphrase
from asi_desktop.storage import backup as backups
from asi_desktop.storage.backup import NotABackup, WouldOverwrite
from asi_desktop.storage.database import checked_copy
from asi_desktop.storage.durable import DiskRefuses
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import backup, change_passphrase, restore, status, unlock
from tests.storage.surroundings import NOON, PASSPHRASE
from tests.storage.writing import add, edit, read


def test_a_backup_restores_what_was_there_and_takes_an_actor_of_its_own(
    vault: Vault, tmp_path: Path, given: Surroundings
) -> None:
    record = add(vault)
    backup(vault, tmp_path / "copy.asi")
    assert status(vault.profile).last_backup_ms == NOON
    edit(vault, record, {"title": "Since"})
    vault.close()
    change_passphrase(vault.profile, PASSPHRASE, b"since then another", surroundings=given)
    target = Profile(tmp_path / "restored")
    with pytest.raises(WrongPassphrase):
        restore(target, tmp_path / "copy.asi", b"since then another", surroundings=given)
    assert not target.exists()
    restore(target, tmp_path / "copy.asi", PASSPHRASE, surroundings=given)
    assert {path.stat().st_mode & 0o777 for path in target.folder.iterdir()} == {0o600}
    again = unlock(target, PASSPHRASE, surroundings=given)
    assert read(again, record).state.values("title")[0].value == "Situation à Bamako"
    (dot,) = (value.dot for value in read(again, record).state.values("title"))
    with again.writing() as writer:
        assert writer.next_dot().actor != dot.actor
    again.close()


def test_work_goes_on_while_a_backup_is_made(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = checked_copy
    monkeypatch.setattr(backups, "checked_copy", lambda *given: (add(vault), real(*given), add(vault)))
    backup(vault, tmp_path / "copy.asi")
    with vault.reading() as reader:
        assert len(reader.record_ids()) == 2


def test_a_backup_overwrites_nothing_and_neither_does_a_restore(
    vault: Vault, tmp_path: Path, given: Surroundings
) -> None:
    backup(vault, tmp_path / "copy.asi")
    with pytest.raises(WouldOverwrite):
        backup(vault, tmp_path / "copy.asi")
    with pytest.raises(WouldOverwrite):
        restore(vault.profile, tmp_path / "copy.asi", PASSPHRASE, surroundings=given)


@pytest.mark.parametrize("place", [0, 12, 60, -1, -4096])
def test_an_altered_backup_is_refused_whole(
    vault: Vault, tmp_path: Path, given: Surroundings, place: int
) -> None:
    file = tmp_path / "copy.asi"
    backup(vault, file)
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(NotABackup) as refusal:
        restore(Profile(tmp_path / "r"), file, PASSPHRASE, surroundings=given)
    assert refusal.value.status == 5
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    "content", [b"", b"ASIBACKUP1", b"ASIBACKUP1\0\0\0\0", b"ASIBACKUP1\xff\xff\xff\xff" + bytes(99)]
)
def test_what_is_no_backup_is_refused(tmp_path: Path, given: Surroundings, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    for file in (tmp_path / "x", tmp_path / "none", tmp_path):
        with pytest.raises(NotABackup):
            restore(Profile(tmp_path / "r"), file, PASSPHRASE, surroundings=given)


def test_a_disk_that_refuses_leaves_neither_file_nor_vault(
    vault: Vault, tmp_path: Path, given: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DiskRefuses):
        backup(vault, tmp_path / "missing folder" / "copy.asi")
    backup(vault, tmp_path / "copy.asi")

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(backups, "sync_file", full)
    target = Profile(tmp_path / "r")
    with pytest.raises(DiskRefuses):
        restore(target, tmp_path / "copy.asi", PASSPHRASE, surroundings=given)
    assert not target.exists()
    assert [path.name for path in target.folder.iterdir()] == ["lock"]
