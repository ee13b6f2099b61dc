"""The authority's file: opened by its passphrase alone, written twice, never half."""

import stat
from pathlib import Path

import msgspec
import pytest

from asi_desktop.crypto.slots import WeakenedSlots
from asi_desktop.crypto.stretching import Cost
from asi_desktop.headoffice.authority.keys import FILES, KeyFile, Named, Secrets, SpaceKey, WrongPassphrase
from asi_desktop.headoffice.premises import DamagedOffice, RelayKey
from tests.headoffice.conftest import CHEAP, PASSPHRASE

HELD = Secrets(
    generation=1,
    office=b"o" * 16,
    root=b"root-" + bytes(27),
    administrator=bytes(32),
    relay=RelayKey(bytes(32), bytes(32)),
    authority_key=b"der",
    spaces=(SpaceKey(b"s" * 16, 1, b"one"), SpaceKey(b"s" * 16, 2, b"two"), SpaceKey(b"t" * 16, 1, b"x")),
    named=(Named(b"s" * 16, b"p" * 16, read_only=True),),
    letters={"NBO": 3},
)


@pytest.fixture
def file(tmp_path: Path) -> KeyFile:
    return KeyFile.create(tmp_path, PASSPHRASE, HELD, cost=CHEAP)


def opened(folder: Path, passphrase: bytes = PASSPHRASE) -> KeyFile:
    return KeyFile.open(folder, passphrase, floor=CHEAP)


def test_what_was_written_is_read(file: KeyFile, tmp_path: Path) -> None:
    held = opened(tmp_path).read()
    assert held == HELD
    assert held.keys_of(b"s" * 16) == {1: b"one", 2: b"two"}
    assert held.named_persons() == {b"s" * 16: {b"p" * 16: True}}


def test_only_its_owner_reads_it_and_only_sealed(file: KeyFile, tmp_path: Path) -> None:
    for name in FILES:
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
        assert b"root-" not in (tmp_path / name).read_bytes()


def test_another_passphrase_does_not_open_it(file: KeyFile, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        opened(tmp_path, b"another one altogether")


def test_a_cost_below_the_floor_is_refused(file: KeyFile, tmp_path: Path) -> None:
    with pytest.raises(WeakenedSlots):
        KeyFile.open(tmp_path, PASSPHRASE, floor=Cost(128, 1, 1))


@pytest.mark.parametrize("damage", [b"", b"nonsense", None])
@pytest.mark.parametrize("name", FILES)
def test_one_copy_is_enough(file: KeyFile, tmp_path: Path, name: str, damage: bytes | None) -> None:
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    assert opened(tmp_path).read() == HELD


@pytest.mark.parametrize("place", [-1, -40, 30])
def test_a_flipped_byte_in_one_copy_is_no_harm(file: KeyFile, tmp_path: Path, place: int) -> None:
    data = bytearray((tmp_path / FILES[0]).read_bytes())
    data[place] ^= 1
    (tmp_path / FILES[0]).write_bytes(data)
    assert file.read() == HELD


def test_the_newest_copy_counts(file: KeyFile, tmp_path: Path) -> None:
    older = (tmp_path / FILES[0]).read_bytes()
    file.write(msgspec.structs.replace(HELD, generation=2))
    (tmp_path / FILES[0]).write_bytes(older)
    assert opened(tmp_path).read().generation == 2


def test_without_a_sound_copy_it_is_damaged(file: KeyFile, tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes(b"gone")
    with pytest.raises(DamagedOffice):
        opened(tmp_path)
    with pytest.raises(DamagedOffice):
        file.read()


def test_a_garbled_slot_in_one_copy_is_passed_over(file: KeyFile, tmp_path: Path) -> None:
    data = (tmp_path / FILES[0]).read_bytes()
    (tmp_path / FILES[0]).write_bytes(data.replace(b"ASIKEYS", b"ASIKEYZ"))
    assert opened(tmp_path).read() == HELD
