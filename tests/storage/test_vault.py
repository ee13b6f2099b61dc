"""Making, opening, recovering and destroying a vault; wrong passphrases are slow and remembered."""

from pathlib import Path

import pytest

from asi_desktop.crypto.codes import UnreadableCode, new_recovery_code
from asi_desktop.crypto.slots import DamagedSlots, WeakenedSlots, WrongPassphrase, WrongRecoveryCode
from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.errors import Locked, Refused
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.attachments import ChunkFolder
from asi_desktop.storage.notes import read_notes
from asi_desktop.storage.open_vault import Surroundings
from asi_desktop.storage.profile import Profile, ProfileInUse
from asi_desktop.storage.results import VaultStatus
from asi_desktop.storage.tables import SCHEMA_HEAD
from asi_desktop.storage.vault import NoSuchProfile, ProfileExists, create, recover, status, unlock, wipe
from asi_desktop.tasks import Cancelled, Context
from tests.storage.surroundings import CHEAP, PASSPHRASE, HandClock, Impatient, new_vault
from tests.storage.writing import add, read


@pytest.fixture
def profile(tmp_path: Path, given: Surroundings) -> Profile:
    made = Profile(tmp_path / "profile")
    create(made, PASSPHRASE, surroundings=given)
    return made


def opens(profile: Profile, passphrase: bytes, given: Surroundings) -> bool:
    try:
        unlock(profile, passphrase, surroundings=given).close()
    except WrongPassphrase:
        return False
    return True


def test_what_was_saved_is_there_after_opening_again(profile: Profile, given: Surroundings) -> None:
    vault = unlock(profile, PASSPHRASE, surroundings=given)
    record = add(vault)
    state = read(vault, record).state
    vault.close()
    again = unlock(profile, PASSPHRASE, surroundings=given)
    assert read(again, record).state == state
    again.close()


def test_a_passphrase_is_the_same_however_its_accents_are_composed(
    tmp_path: Path, given: Surroundings
) -> None:
    profile = Profile(tmp_path / "p")
    create(profile, "été à la forêt".encode(), surroundings=given)
    assert opens(profile, "été à la forêt".encode(), given)


def test_files_are_their_owners_alone(profile: Profile) -> None:
    assert profile.folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in profile.folder.iterdir()} == {0o600}


def test_a_vault_is_never_made_over_another(profile: Profile, given: Surroundings) -> None:
    with pytest.raises(ProfileExists) as refusal:
        create(profile, PASSPHRASE, surroundings=given)
    assert refusal.value.status == Refused.status


def test_a_folder_without_a_vault_is_locked(tmp_path: Path, given: Surroundings) -> None:
    profile = Profile(tmp_path / "nothing")
    for attempt in (
        lambda: unlock(profile, PASSPHRASE, surroundings=given),
        lambda: recover(profile, "code", PASSPHRASE, surroundings=given),
        lambda: vaults.change_passphrase(profile, PASSPHRASE, PASSPHRASE, surroundings=given),
        lambda: wipe(profile),
    ):
        with pytest.raises(NoSuchProfile) as refusal:
            attempt()
        assert (refusal.value.code, refusal.value.status) == ("no_such_profile", Locked.status)
    assert status(profile) == VaultStatus(
        exists=False, locked=False, schema="", slots=(), last_backup_ms=None, failures=0
    )
    assert not profile.folder.exists()


def test_a_second_opening_is_refused_until_the_first_ends(profile: Profile, given: Surroundings) -> None:
    first = unlock(profile, PASSPHRASE, surroundings=given)
    assert status(profile).locked is False
    with pytest.raises(ProfileInUse) as refusal:
        unlock(profile, PASSPHRASE, surroundings=given)
    assert (refusal.value.code, refusal.value.status) == ("profile_in_use", 1)
    first.close()
    first.close()
    assert status(profile).locked is True
    assert opens(profile, PASSPHRASE, given)


def test_wrong_passphrases_wait_longer_each_time_and_the_count_survives(
    profile: Profile, given: Surroundings
) -> None:
    waits = given.waits
    assert isinstance(waits, Impatient)
    for _ in range(6):
        with pytest.raises(WrongPassphrase):
            unlock(profile, b"not it", surroundings=given)
    assert waits.waited == [2, 4, 8]
    assert status(profile).failures == 6
    assert opens(profile, PASSPHRASE, given)
    assert waits.waited[-1] == 16
    assert status(profile).failures == 0
    assert [vaults.pause_after(n) for n in (0, 2, 3, 20)] == [0, 0, 2, 60]


def test_an_attempt_that_is_killed_counts_as_a_failure(profile: Profile, given: Surroundings) -> None:
    class KilledError(BaseException):
        pass

    def killed(*_: object, **__: object) -> bytes:
        raise KilledError

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vaults, "opened_with_passphrase", killed)
        with pytest.raises(KilledError):
            unlock(profile, PASSPHRASE, surroundings=given)
    assert read_notes(profile).failures == 1


def test_the_passphrase_changes_and_the_old_one_is_no_longer_good(
    profile: Profile, given: Surroundings
) -> None:
    vaults.change_passphrase(profile, PASSPHRASE, b"another long passphrase", surroundings=given)
    assert not opens(profile, PASSPHRASE, given)
    assert opens(profile, b"another long passphrase", given)
    with pytest.raises(WrongPassphrase):
        vaults.change_passphrase(profile, PASSPHRASE, b"a third one", surroundings=given)


def test_the_recovery_code_puts_a_new_passphrase_in_place(tmp_path: Path, given: Surroundings) -> None:
    profile = Profile(tmp_path / "p")
    code = create(profile, PASSPHRASE, surroundings=given).recovery_code
    assert code is not None
    with pytest.raises(WrongRecoveryCode):
        recover(profile, new_recovery_code(), b"x", surroundings=given)
    with pytest.raises(UnreadableCode):
        recover(profile, "mistyped", b"x", surroundings=given)
    assert status(profile).failures == 1
    recover(profile, code.lower().replace("-", " "), b"a new passphrase", surroundings=given)
    assert opens(profile, b"a new passphrase", given)
    assert not opens(profile, PASSPHRASE, given)


def test_a_vault_may_be_made_without_a_recovery_code(tmp_path: Path, given: Surroundings) -> None:
    profile = Profile(tmp_path / "p")
    assert create(profile, PASSPHRASE, recovery=False, surroundings=given).recovery_code is None
    assert status(profile).slots == ("passphrase",)
    with pytest.raises(WrongRecoveryCode):
        recover(profile, new_recovery_code(), b"x", surroundings=given)


@pytest.mark.parametrize("copy", [0, 1])
@pytest.mark.parametrize("damage", ["cut", "flipped", "missing"])
def test_one_spoilt_copy_of_the_keys_locks_nobody_out_and_is_mended(
    profile: Profile, given: Surroundings, copy: int, damage: str
) -> None:
    spoilt, sound = profile.key_files[copy], profile.key_files[1 - copy].read_bytes()
    if damage == "missing":
        spoilt.unlink()
    else:
        data = bytearray(sound)
        data[len(data) // 2] ^= 1
        spoilt.write_bytes(sound[:20] if damage == "cut" else bytes(data))
    assert opens(profile, PASSPHRASE, given)
    assert spoilt.read_bytes() == sound


def test_two_spoilt_copies_are_told_as_damage(profile: Profile, given: Surroundings) -> None:
    for path in profile.key_files:
        path.write_bytes(b"spoilt")
    with pytest.raises(DamagedSlots) as refusal:
        unlock(profile, PASSPHRASE, surroundings=given)
    assert refusal.value.status == 5
    assert read_notes(profile).failures == 0


def test_keys_that_ask_for_too_little_work_are_refused(profile: Profile, given: Surroundings) -> None:
    dear = Surroundings(clock=given.clock, machine=given.machine, floor=Cost(128, 1, 1), waits=given.waits)
    with pytest.raises(WeakenedSlots):
        unlock(profile, PASSPHRASE, surroundings=dear)


def test_a_guess_costs_a_second_of_this_machine_and_never_less_than_the_floor() -> None:
    class Quick(HandClock):
        def monotonic(self) -> float:
            self.seconds += 0.25
            return self.seconds

    class Slow(HandClock):
        def monotonic(self) -> float:
            self.seconds += 5
            return self.seconds

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vaults, "stretched", lambda *_: b"")
        assert vaults.calibrated(Quick()) == FLOOR._replace(passes=9)
        assert vaults.calibrated(Slow()) == FLOOR
        assert vaults.calibrated(HandClock()) == FLOOR._replace(passes=9)


def test_the_real_floor_is_what_a_vault_is_made_with(tmp_path: Path, given: Surroundings) -> None:
    from asi_desktop.crypto.slots import passphrase_cost
    from asi_desktop.storage.key_file import read_keys

    profile = Profile(tmp_path / "p")
    create(profile, PASSPHRASE, surroundings=Surroundings(clock=given.clock, machine=given.machine))
    assert passphrase_cost(read_keys(profile)).reaches(FLOOR)
    assert not CHEAP.reaches(FLOOR)


def test_wiping_leaves_nothing_that_opens(profile: Profile, given: Surroundings) -> None:
    ChunkFolder(profile.chunks).write(b"sealed")
    with pytest.raises(ProfileInUse), profile.hold():
        wipe(profile)
    wipe(profile)
    assert not profile.exists()
    assert {path.name for path in profile.folder.rglob("*")} == {"lock"}
    create(profile, b"a new life", surroundings=given)
    assert opens(profile, b"a new life", given)


def test_a_crash_while_a_vault_is_made_leaves_a_folder_without_one(
    tmp_path: Path, given: Surroundings
) -> None:
    profile = Profile(tmp_path / "p")

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vaults, "write_keys", crash)
        with pytest.raises(KeyboardInterrupt):
            create(profile, PASSPHRASE, surroundings=given)
    assert not profile.exists()
    create(profile, PASSPHRASE, surroundings=given)
    assert opens(profile, PASSPHRASE, given)


def test_unlocking_that_is_given_up_lets_go_of_the_profile(profile: Profile, given: Surroundings) -> None:
    context = Context()
    context.cancel()
    fewer = Surroundings(
        types=given.types[:1],
        clock=given.clock,
        machine=given.machine,
        cost=CHEAP,
        floor=CHEAP,
        waits=given.waits,
    )
    unlock(profile, PASSPHRASE, surroundings=fewer).close()
    vault = unlock(profile, PASSPHRASE, surroundings=given)
    with vault.writing() as writer:
        from asi_desktop.storage import settings

        settings.put_raw(writer.connection, "derived:brief", b"older")
    vault.close()
    with pytest.raises(Cancelled):
        unlock(profile, PASSPHRASE, context=context, surroundings=given)
    assert opens(profile, PASSPHRASE, given)


def test_status_tells_what_may_be_known_while_locked(profile: Profile) -> None:
    assert status(profile) == VaultStatus(
        exists=True,
        locked=True,
        schema=SCHEMA_HEAD,
        slots=("passphrase", "recovery"),
        last_backup_ms=None,
        failures=0,
    )
    profile.notes.write_bytes(b"\xff{")
    assert status(profile).exists


def test_a_laptop_keeps_the_keys_it_was_made_with(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    with vault.reading() as reader:
        keys = reader.device_keys()
    vault.close()
    again = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    with again.reading() as reader:
        assert reader.device_keys() == keys
    assert repr(keys.sign_private) not in repr(keys)
    again.close()
