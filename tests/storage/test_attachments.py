"""Chunks beside the vault: there before their rows, kept with them, swept without them."""

import os
import secrets
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from asi_desktop.crypto.chunks import FileSeal, new_seal
from asi_desktop.domain.attachments import FILES, SEAL, AttachedFile
from asi_desktop.domain.dotted import Dot, Dotted, State
from asi_desktop.storage import attachments
from asi_desktop.storage.attachments import ChunkFolder, ContentDamaged, ContentNotHere
from asi_desktop.storage.backup import MAGIC, WITHOUT_CHUNKS, NotABackup, backup, restore
from asi_desktop.storage.durable import DiskRefuses
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import unlock, verify, wipe
from asi_desktop.tasks import Context
from tests.storage.surroundings import PASSPHRASE, new_vault


@pytest.fixture
def vault(tmp_path: Path, given: Surroundings) -> Vault:
    return new_vault(tmp_path / "p", given)


def kept(vault: Vault, *boxes: bytes) -> list[bytes]:
    """Keep chunks as an addition does; return their addresses."""
    addresses = [vault.chunks.write(box) for box in boxes]
    with vault.writing() as writer:
        attachments.put(writer.connection, dict(zip(addresses, map(len, boxes), strict=True)))
    return addresses


def sealed(content: bytes) -> tuple[FileSeal, bytes]:
    seal = new_seal(len(content))
    return seal, seal.sealed(0, content)


def file_of(seal: FileSeal, packed: str) -> AttachedFile:
    return AttachedFile(seal.file.hex(), "x", "", seal.size, "", "", packed)


def files_in(vault: Vault) -> set[str]:
    return {path.name for path in vault.profile.chunks.glob("*/*")}


def test_a_chunk_lies_private_under_its_address(vault: Vault) -> None:
    (where,) = kept(vault, b"sealed")
    path = vault.profile.chunks / where.hex()[:2] / where.hex()
    assert path.read_bytes() == vault.chunks.read(where) == b"sealed"
    assert path.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (path.parent, path.parent.parent)} == {0o700}
    with vault.reading() as reader:
        assert attachments.all_held(reader.connection) == {where: 6}
        assert attachments.held(reader.connection, [where, bytes(32)]) == {where}
    vault.close()


def test_the_same_rows_twice_are_one(vault: Vault) -> None:
    assert kept(vault, b"sealed") == kept(vault, b"sealed")
    with vault.writing() as writer:
        attachments.put(writer.connection, {})
    vault.close()


def test_a_file_comes_back_from_what_its_record_holds(vault: Vault) -> None:
    seal, box = sealed(b"the content")
    file = file_of(seal, attachments.packed(seal, kept(vault, box)))
    found, addresses = attachments.unpacked(file)
    assert b"".join(attachments.pieces(vault.chunks, found, addresses)) == b"the content"
    with vault.reading() as reader:
        assert attachments.is_here(reader.connection, file)
        elsewhere = file_of(seal, attachments.packed(seal, [bytes(32)]))
        assert not attachments.is_here(reader.connection, elsewhere)
    vault.close()


def test_what_is_not_here_or_not_whole_is_told(vault: Vault) -> None:
    seal, box = sealed(b"the content")
    (where,) = kept(vault, box)
    with pytest.raises(ContentNotHere):
        list(attachments.pieces(vault.chunks, seal, [bytes(32)]))
    vault.chunks.path_of(where).write_bytes(box[:-1] + b"\0")
    with pytest.raises(ContentDamaged):
        list(attachments.pieces(vault.chunks, seal, [where]))
    vault.chunks.path_of(where).unlink()
    vault.chunks.path_of(where).mkdir()
    with pytest.raises(ContentDamaged):
        vault.chunks.read(where)
    assert not verify(vault, Context()).ok
    vault.close()


@pytest.mark.parametrize("packed", ["", "!!", "é", "AAAA", "A" * 43 + "=", "A" * 44])
def test_a_seal_that_nobody_wrote_opens_nothing(vault: Vault, packed: str) -> None:
    file = file_of(new_seal(1), packed)
    with pytest.raises(ContentDamaged):
        attachments.unpacked(file)
    with vault.reading() as reader:
        assert not attachments.is_here(reader.connection, file)
    vault.close()


def test_a_seal_with_too_few_chunks_opens_nothing() -> None:
    seal = new_seal(1)
    with pytest.raises(ContentDamaged):
        attachments.unpacked(replace(file_of(seal, attachments.packed(seal, [bytes(32)])), size=1 << 21))


def test_the_refs_of_a_version_are_all_its_chunks() -> None:
    seal = new_seal(3)
    values = {
        f"{FILES}/{seal.file.hex()}/{SEAL}": attachments.packed(seal, [b"b" * 32, b"a" * 32, b"a" * 32]),
        f"{FILES}/{bytes(16).hex()}/{SEAL}": "nonsense",
    }
    state = State("brief", 1, {path: (Dotted(Dot(1, 1), one),) for path, one in values.items()}, {}, {})
    assert attachments.refs_of(state) == (b"a" * 32, b"b" * 32)


def test_unlocking_sweeps_what_no_row_names(vault: Vault, given: Surroundings) -> None:
    (where,) = kept(vault, b"sealed")
    vault.chunks.write(b"left by a crash")
    (vault.profile.chunks / where.hex()[:2] / f"{where.hex()}.new").write_bytes(b"half written")
    vault.close()
    again = unlock(vault.profile, PASSPHRASE, surroundings=given)
    assert files_in(again) == {where.hex()}
    assert verify(again, Context()).checked["chunks"] == 1
    again.close()


def test_verification_finds_missing_and_changed_chunks(vault: Vault) -> None:
    first, second = kept(vault, b"first", b"second")
    assert verify(vault, Context()).ok
    vault.chunks.path_of(first).unlink()
    vault.chunks.path_of(second).write_bytes(b"secund")
    problems = verify(vault, Context()).problems
    assert set(problems) == {
        f"chunk {first.hex()}: its file is missing",
        f"chunk {second.hex()}: its file was changed",
    }
    vault.close()


def test_a_full_disk_is_a_sentence_and_leaves_nothing(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as filled:
        filled.setattr(os, "fsync", full)
        with pytest.raises(DiskRefuses):
            vault.chunks.write(b"sealed")
    assert files_in(vault) == set()
    vault.close()


def test_a_backup_brings_the_chunks_back(vault: Vault, tmp_path: Path, given: Surroundings) -> None:
    boxes = [secrets.token_bytes(size) for size in (1, 300, 1024 * 1024 + 16)]
    addresses = kept(vault, *boxes)
    kept(vault, b"lost before the backup")
    (lost,) = kept(vault, b"lost")
    vault.chunks.path_of(lost).unlink()
    backup(vault, tmp_path / "b")
    vault.close()
    restored = Profile(tmp_path / "again")
    restore(restored, tmp_path / "b", PASSPHRASE, surroundings=given)
    again = unlock(restored, PASSPHRASE, surroundings=given)
    assert [again.chunks.read(where) for where in addresses] == boxes
    assert verify(again, Context()).problems == (f"chunk {lost.hex()}: its file is missing",)
    again.close()


def test_a_backup_from_before_attachments_still_opens(
    vault: Vault, tmp_path: Path, given: Surroundings
) -> None:
    import hashlib

    backup(vault, tmp_path / "b")
    vault.close()
    whole = (tmp_path / "b").read_bytes()[:-32]
    slots = 4 + int.from_bytes(whole[10:14], "big")
    old = WITHOUT_CHUNKS + whole[10 : 10 + slots] + whole[10 + slots + 8 :]
    (tmp_path / "old").write_bytes(old + hashlib.sha256(old).digest())
    restore(Profile(tmp_path / "again"), tmp_path / "old", PASSPHRASE, surroundings=given)
    unlock(Profile(tmp_path / "again"), PASSPHRASE, surroundings=given).close()


@pytest.mark.parametrize("tail", [b"\0", b"\0\0\0\x09short", b"\xff\xff\xff\xff" + bytes(20)])
def test_a_backup_with_a_false_frame_restores_nothing(
    vault: Vault, tmp_path: Path, given: Surroundings, tail: bytes
) -> None:
    import hashlib

    kept(vault, b"sealed")
    backup(vault, tmp_path / "b")
    vault.close()
    false = (tmp_path / "b").read_bytes()[:-32] + tail
    assert false.startswith(MAGIC)
    (tmp_path / "f").write_bytes(false + hashlib.sha256(false).digest())
    restored = Profile(tmp_path / "again")
    with pytest.raises(NotABackup):
        restore(restored, tmp_path / "f", PASSPHRASE, surroundings=given)
    assert not restored.exists()
    assert not restored.chunks.exists()


def test_a_backup_whose_database_is_longer_than_it_restores_nothing(
    vault: Vault, tmp_path: Path, given: Surroundings
) -> None:
    import hashlib

    backup(vault, tmp_path / "b")
    vault.close()
    whole = bytearray((tmp_path / "b").read_bytes()[:-32])
    place = 14 + int.from_bytes(whole[10:14], "big")
    whole[place : place + 8] = (1 << 40).to_bytes(8, "big")
    (tmp_path / "f").write_bytes(whole + hashlib.sha256(whole).digest())
    with pytest.raises(NotABackup):
        restore(Profile(tmp_path / "again"), tmp_path / "f", PASSPHRASE, surroundings=given)


def test_wiping_takes_the_chunks_too(vault: Vault) -> None:
    kept(vault, b"sealed")
    vault.close()
    wipe(vault.profile)
    assert not vault.profile.chunks.exists()


def test_dropping_what_is_gone_is_no_failure(tmp_path: Path) -> None:
    folder = ChunkFolder(tmp_path / "chunks")
    folder.drop([bytes(32)])
    assert folder.sweep([]) == 0
    folder.destroy()


ADDER = """
import sys
from pathlib import Path
from asi_desktop.storage import attachments
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import unlock
from tests.storage.surroundings import PASSPHRASE, surroundings

folder = Path(sys.argv[1])
vault = unlock(Profile(folder / "p"), PASSPHRASE, surroundings=surroundings(folder))
print("ready", flush=True)
for number in range(10_000):
    boxes = [b"%d-%d" % (number, part) * 20_000 for part in range(3)]
    addresses = {vault.chunks.write(box): len(box) for box in boxes}
    print("chunks", flush=True)
    with vault.writing() as writer:
        attachments.put(writer.connection, addresses)
    print(*(one.hex() for one in addresses), flush=True)
"""


@pytest.mark.slow
def test_killed_at_any_moment_no_row_is_without_its_file(tmp_path: Path, given: Surroundings) -> None:
    new_vault(tmp_path / "p", given).close()
    told: set[str] = set()
    for lines in (1, 2, 3, 5, 8):
        with subprocess.Popen(
            [sys.executable, "-c", ADDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            said = [child.stdout.readline() for _ in range(1 + lines)]
            child.kill()
            said += child.stdout.read().splitlines(keepends=True)
        for line in said:
            told |= {word for word in line.split() if len(word) == 64 and line.endswith("\n")}
        vault = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
        assert verify(vault, Context()).problems == ()
        with vault.reading() as reader:
            rows = {one.hex() for one in attachments.all_held(reader.connection)}
        assert told <= rows
        assert files_in(vault) == rows
        vault.close()
