"""Proving finds whatever was changed behind the program's back; a backup is proved before it counts."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from asi_desktop.headoffice.authority.backup import KEYS, FileExists, FileUnwritable, back_up
from asi_desktop.headoffice.authority.keys import FILES
from asi_desktop.headoffice.authority.verification import Verification, verify
from asi_desktop.headoffice.log_store import LogStore
from asi_desktop.headoffice.log_store.dialect import BackupUnsound
from asi_desktop.headoffice.premises import DamagedOffice
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import ids, version


@pytest.fixture
def busy(office: Office) -> Office:
    """An office with people, versions, edits and branches."""
    laptop, colleague, record = office.laptop("anna"), office.laptop("bilal"), os.urandom(16)
    home = office.home()
    begun = laptop.batch(home, [version(record=record), version(), version()])
    laptop.told(laptop.push(begun))
    for one in (laptop, colleague):
        one.told(one.push(one.batch(home, [version(record=record, parents=ids(begun)[:1])])))
    return office


def verified(office: Office) -> Verification:
    with office.store.reading() as reader:
        return verify(reader, office.premises)


def test_sound_logs_have_no_problems(busy: Office) -> None:
    found = verified(busy)
    assert found.problems == []
    assert found.checked["versions"] == 5
    assert found.checked["batches"] == 3
    assert found.checked["spaces"] == 6
    assert found.checked["entries"] == found.checked["versions"] + found.checked["controls"]


CHANGES = {
    "a chain": ("UPDATE entry SET chain = :noise WHERE space = :home AND seq = 5", {"chain"}),
    "an id": ("UPDATE entry SET id = :noise WHERE space = :home AND seq = 5", {"chain"}),
    "a row too many": (
        "INSERT INTO entry (space, seq, id, chain) VALUES (:home, 99, :noise, :noise)",
        {"head"},
    ),
    "an entry taken out": ("DELETE FROM stretch WHERE space = :home AND first = 7", {"gap", "chain"}),
    "content garbled": (
        "UPDATE stretch SET content = :garbled WHERE space = :home AND first = 4",
        {"undecodable", "gap"},
    ),
    "a signed entry garbled": (
        "UPDATE stretch SET content = :garbled WHERE space = :home AND first = 1",
        {"undecodable"},
    ),
    "a head taken out": ("DELETE FROM head WHERE space = :home", {"heads"}),
    "the digest of the heads": ("UPDATE space SET heads = :zeros WHERE space = :home", {"heads"}),
    "the end of a log": ("UPDATE space SET chain = :zeros WHERE space = :home", {"head"}),
    "another's name": (
        "UPDATE stretch SET device = :device WHERE space = :home AND first = 7",
        {"author"},
    ),
    "a member taken out": (
        "UPDATE stretch SET content = (SELECT content FROM stretch WHERE space = :home AND first = 1)"
        " WHERE space = :home AND first = 2",
        {"control", "author"},
    ),
    "the directory": (
        "UPDATE stretch SET content = (SELECT content FROM stretch WHERE space = :home AND first = 1)"
        " WHERE space = :directory AND first = 2",
        {"control"},
    ),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_whatever_is_changed_is_found(busy: Office, change: str) -> None:
    statement, expected = CHANGES[change]
    home = busy.home()
    with busy.authority.session() as session:
        directory = session.view.directory
    values = {
        "home": home,
        "directory": directory,
        "noise": os.urandom(32),
        "device": os.urandom(16),
        "garbled": os.urandom(80),
        "zeros": bytes(32),
    }
    assert busy.tamper(statement, **{name: one for name, one in values.items() if f":{name}" in statement})
    assert expected <= {problem.code for problem in verified(busy).problems}


def test_a_forged_signature_is_found(busy: Office) -> None:
    with busy.store.reading() as reader:
        stretches = reader.stretches(busy.home(), after=0, until=99)
        content = next(one.content for one in stretches if one.device is not None)
    place = content.index(b"\xc4\x40") + 10  # inside the 64 bytes of the signature
    forged = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    busy.tamper(
        "UPDATE stretch SET content = :forged WHERE content = :content", forged=forged, content=content
    )
    assert [problem.code for problem in verified(busy).problems] == ["signature"]


def test_a_database_without_its_directory(busy: Office) -> None:
    for table in ("space", "entry", "stretch", "head"):
        busy.tamper(f"DELETE FROM {table}")
    assert [problem.code for problem in verified(busy).problems] == ["no_directory"]


# Backup


def test_a_backup_holds_the_logs_and_the_sealed_keys(busy: Office, tmp_path: Path) -> None:
    target = tmp_path / "backup.sqlite"
    checked = back_up(busy.premises, busy.store, target)
    assert checked["versions"] == 5
    assert target.stat().st_mode & 0o077 == 0
    with closing(LogStore.open(f"sqlite:///{target}")) as copy, copy.reading() as reader:
        assert reader.setting(KEYS) == (busy.folder / FILES[0]).read_bytes()
        assert verify(reader, busy.premises).problems == []
    with busy.store.reading() as reader:
        assert all(log.durable == log.position.seq for log in reader.logs().values())


def test_the_second_copy_of_the_keys_will_do(busy: Office, tmp_path: Path) -> None:
    (busy.folder / FILES[0]).unlink()
    back_up(busy.premises, busy.store, tmp_path / "one.sqlite")
    (busy.folder / FILES[1]).unlink()
    with pytest.raises(DamagedOffice):
        back_up(busy.premises, busy.store, tmp_path / "two.sqlite")
    assert not (tmp_path / "two.sqlite").exists()


def test_nothing_is_overwritten(busy: Office, tmp_path: Path) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    with pytest.raises(FileExists):
        back_up(busy.premises, busy.store, tmp_path / "mine")
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_a_place_that_cannot_be_written(busy: Office, tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        back_up(busy.premises, busy.store, tmp_path / "no" / "where")


def test_a_backup_of_unsound_logs_does_not_count(busy: Office, tmp_path: Path) -> None:
    busy.tamper("UPDATE entry SET chain = :noise", noise=os.urandom(32))
    with pytest.raises(BackupUnsound):
        back_up(busy.premises, busy.store, tmp_path / "backup.sqlite")
    assert list(tmp_path.glob("backup*")) == []
    with busy.store.reading() as reader:
        assert all(log.durable == 0 for log in reader.logs().values())
