"""The key slot file gives the vault's key for the passphrase or the recovery code, and cannot be weakened."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asi_desktop.crypto import slots
from asi_desktop.crypto.codes import UnreadableCode, new_recovery_code
from asi_desktop.crypto.slots import (
    DamagedSlots,
    WeakenedSlots,
    WrongPassphrase,
    WrongRecoveryCode,
    has_recovery,
    opened_with_passphrase,
    opened_with_recovery,
    passphrase_cost,
    slot_file,
    with_passphrase,
    with_recovery,
)
from asi_desktop.crypto.stretching import CEILING, FLOOR, Cost
from asi_desktop.protocol.packing import packed, unpacked

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
VAULT_KEY = bytes(range(32))
PASSPHRASE = "trois ânes bleus mangent la lune"
RECOVERY = new_recovery_code()
FILE = slot_file(VAULT_KEY, PASSPHRASE, recovery_code=RECOVERY, cost=CHEAP)


def opened(data: bytes, passphrase: str | bytes | bytearray = PASSPHRASE) -> bytes:
    return opened_with_passphrase(data, passphrase, floor=CHEAP)


def forged(*, cost: Cost = CHEAP, salt: bytes | None = None) -> bytes:
    """Return FILE with parts of its passphrase slot changed, written canonically, its old code kept."""
    file = unpacked(FILE, slots._File)
    recovery, passphrase = sorted(file.slots, key=lambda slot: slot.kind == "passphrase")
    changed = passphrase._replace(cost=cost, salt=salt or passphrase.salt)
    return packed(file._replace(slots=tuple(sorted([recovery, changed]))))


@pytest.mark.slow
def test_the_real_cost_is_256_mib_three_passes_four_lanes() -> None:
    data = slot_file(VAULT_KEY, PASSPHRASE)
    assert passphrase_cost(data) == FLOOR == Cost(256 * 1024, 3, 4)
    assert opened_with_passphrase(data, PASSPHRASE) == VAULT_KEY
    with pytest.raises(WrongPassphrase):
        opened_with_passphrase(data, "autre chose")


def test_passphrase_and_recovery_code_open_the_same_vault() -> None:
    assert opened(FILE) == VAULT_KEY
    assert opened_with_recovery(FILE, RECOVERY) == VAULT_KEY
    assert opened_with_recovery(FILE, RECOVERY.lower().replace("-", " ")) == VAULT_KEY
    assert has_recovery(FILE)


@pytest.mark.parametrize(
    "typed", [PASSPHRASE.encode(), bytearray(PASSPHRASE.encode()), PASSPHRASE.replace("â", "a\u0302")]
)
def test_the_passphrase_is_the_same_however_the_keyboard_spelled_it(typed: str | bytes | bytearray) -> None:
    assert opened(FILE, typed) == VAULT_KEY


@pytest.mark.parametrize("typed", ["", PASSPHRASE.upper(), PASSPHRASE + " ", b"\xff\xfe", "\ud800"])
def test_a_wrong_passphrase_is_told_as_such(typed: str | bytes) -> None:
    with pytest.raises(WrongPassphrase):
        opened(FILE, typed)


def test_a_wrong_or_missing_recovery_code_is_told_as_such() -> None:
    with pytest.raises(WrongRecoveryCode):
        opened_with_recovery(FILE, new_recovery_code())
    without = slot_file(VAULT_KEY, PASSPHRASE, cost=CHEAP)
    assert not has_recovery(without)
    with pytest.raises(WrongRecoveryCode):
        opened_with_recovery(without, RECOVERY)
    with pytest.raises(UnreadableCode):
        opened_with_recovery(FILE, RECOVERY[:-1])


def test_a_cost_below_the_floor_is_refused_before_anything_is_tried() -> None:
    with pytest.raises(WeakenedSlots):
        opened_with_passphrase(FILE, PASSPHRASE)
    for lower in (Cost(63, 1, 1), Cost(64, 0, 1), Cost(64, 1, 0)):
        with pytest.raises(WeakenedSlots):
            opened(forged(cost=lower))


@pytest.mark.parametrize("place", range(3))
def test_a_cost_that_would_exhaust_the_laptop_is_refused(place: int) -> None:
    cost = Cost(*[part + 1 if index == place else part for index, part in enumerate(CEILING)])
    with pytest.raises(DamagedSlots):
        opened(forged(cost=cost))


def test_a_raised_cost_or_another_salt_is_authenticated() -> None:
    with pytest.raises(WrongPassphrase):
        opened(forged(cost=Cost(65, 1, 1)))
    with pytest.raises(WrongPassphrase):
        opened(forged(salt=bytes(16)))


@pytest.mark.parametrize("salt", [b"x", bytes(17)])
def test_a_salt_of_another_length_is_damage(salt: bytes) -> None:
    with pytest.raises(DamagedSlots):
        opened(forged(salt=salt))


def test_slots_cannot_be_exchanged_between_files() -> None:
    """Each slot opens by itself; the code under the vault's key tells that they were not written together."""
    other = unpacked(slot_file(VAULT_KEY, "une autre phrase", cost=CHEAP), slots._File)
    file = unpacked(FILE, slots._File)
    mixed = tuple(sorted([file.slots[1], other.slots[0]]))
    with pytest.raises(DamagedSlots):
        opened(packed(file._replace(slots=mixed)), "une autre phrase")
    with pytest.raises(DamagedSlots):
        opened_with_recovery(packed(file._replace(slots=mixed)), RECOVERY)
    with pytest.raises(DamagedSlots):
        opened(packed(file._replace(slots=file.slots[:1])))


def test_the_passphrase_is_changed_and_its_cost_raised() -> None:
    dearer = Cost(128, 2, 1)
    changed = with_passphrase(FILE, VAULT_KEY, "une nouvelle phrase", cost=dearer)
    assert opened(changed, "une nouvelle phrase") == VAULT_KEY
    assert passphrase_cost(changed) == dearer
    assert opened_with_recovery(changed, RECOVERY) == VAULT_KEY
    with pytest.raises(WrongPassphrase):
        opened(changed)


def test_the_recovery_code_is_replaced_and_the_old_one_no_longer_works() -> None:
    fresh = new_recovery_code()
    changed = with_recovery(FILE, VAULT_KEY, fresh)
    assert opened_with_recovery(changed, fresh) == VAULT_KEY
    assert opened(changed) == VAULT_KEY
    with pytest.raises(WrongRecoveryCode):
        opened_with_recovery(changed, RECOVERY)


def test_nobody_changes_a_file_without_its_vault_s_key() -> None:
    with pytest.raises(DamagedSlots):
        with_passphrase(FILE, bytes(32), "x", cost=CHEAP)
    with pytest.raises(DamagedSlots):
        with_recovery(FILE, bytes(32), RECOVERY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_any_altered_byte_is_noticed(place: int, flip: int) -> None:
    data = bytearray(FILE)
    data[place] ^= flip
    with pytest.raises((DamagedSlots, WeakenedSlots, WrongPassphrase)):
        opened(bytes(data))


@given(st.integers(0, len(FILE) - 1))
def test_a_truncated_file_is_damaged(cut: int) -> None:
    with pytest.raises(DamagedSlots):
        opened(FILE[:cut])


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(FILE + b"x", id="longer"),
        pytest.param(packed((b"OTHER", 1, (), b"")), id="another magic"),
        pytest.param(packed((b"ASIKEYS", 2, (), b"")), id="a newer version"),
        pytest.param(packed((b"ASIKEYS", 1, (), b"")), id="no slot"),
        pytest.param(b"\xdc\x00\x04" + FILE[1:], id="another spelling of the same"),
    ],
)
def test_what_is_no_slot_file_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedSlots):
        opened(data)


def test_a_file_without_a_passphrase_slot_has_no_cost() -> None:
    with pytest.raises(DamagedSlots):
        passphrase_cost(packed((b"ASIKEYS", 1, (), b"")))


def test_the_key_does_not_show_in_the_file() -> None:
    assert VAULT_KEY not in FILE
    assert PASSPHRASE.encode() not in FILE
