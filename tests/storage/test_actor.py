"""No dot ever names two writes: a copied, restored or rolled-back vault takes a new actor."""

import contextlib
import shutil
from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Dot
from asi_desktop.storage import settings
from asi_desktop.storage.actor import ThisMachine
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import unlock
from tests.storage.office import FakeOffice
from tests.storage.surroundings import PASSPHRASE, HandClock, Machine, new_vault, surroundings
from tests.storage.writing import add


def drawn(vault: Vault) -> Dot:
    with vault.writing() as writer:
        return writer.next_dot()


def reopened(folder: Path, given: Surroundings) -> Vault:
    return unlock(Profile(folder), PASSPHRASE, surroundings=given)


def test_each_save_has_the_next_number_and_a_failed_one_gives_it_back(vault: Vault) -> None:
    first = drawn(vault)
    with vault.writing() as writer:
        assert [writer.next_dot().n - first.n for _ in range(3)] == [1, 2, 3]
    with contextlib.suppress(KeyError), vault.writing() as writer:
        writer.next_dot()
        raise KeyError
    assert drawn(vault) == Dot(first.actor, first.n + 4)


def test_the_actor_goes_on_over_an_orderly_close(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    vault.close()
    for n in (1, 2):
        vault = reopened(tmp_path / "p", given)
        assert drawn(vault) == Dot(first.actor, first.n + n)
        vault.close()
    reopened(tmp_path / "p", given).close()
    vault = reopened(tmp_path / "p", given)
    assert drawn(vault) == Dot(first.actor, first.n + 3)
    vault.close()


def test_a_restart_of_the_machine_begins_a_new_actor(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    vault.close()
    assert isinstance(given.machine, Machine)
    given.machine.restart()
    vault = reopened(tmp_path / "p", given)
    assert drawn(vault).actor != first.actor
    vault.close()


@pytest.mark.parametrize("clobbered", [b"", b"{}", b"\xff"])
def test_without_a_good_runtime_file_a_new_actor_begins(
    tmp_path: Path, given: Surroundings, clobbered: bytes
) -> None:
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    vault.close()
    (file,) = given.machine.runtime().iterdir()
    file.write_bytes(clobbered)
    vault = reopened(tmp_path / "p", given)
    assert drawn(vault).actor != first.actor
    vault.close()


def test_a_rolled_back_copy_and_a_copy_in_use_take_actors_of_their_own(
    tmp_path: Path, given: Surroundings
) -> None:
    vault = new_vault(tmp_path / "p", given)
    drawn(vault)
    vault.close()
    shutil.copytree(tmp_path / "p", tmp_path / "older")
    shutil.copytree(tmp_path / "p", tmp_path / "twin")
    original, twin = reopened(tmp_path / "p", given), reopened(tmp_path / "twin", given)
    dots = {drawn(original), drawn(twin)}
    original.close()
    twin.close()
    older = reopened(tmp_path / "older", given)
    again = reopened(tmp_path / "p", given)
    dots |= {drawn(older), drawn(again)}
    assert len({dot.actor for dot in dots}) >= 3
    assert len(dots) == 4
    older.close()
    again.close()


def test_numbers_of_versions_leap_when_the_vault_may_be_a_copy(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    add(vault)
    assert vault.sync_store().next_dev_seq(b"space", 5) == 1
    assert vault.sync_store().next_dev_seq(b"space", 1) == 6
    vault.close()
    vault = reopened(tmp_path / "p", given)
    assert vault.sync_store().next_dev_seq(b"space", 1) == 7
    vault.close()
    shutil.rmtree(given.machine.runtime())
    vault = reopened(tmp_path / "p", given)
    assert vault.sync_store().next_dev_seq(b"space", 1) > 8
    with vault.writing() as writer:
        settings.count_at_least(writer.connection, settings.DEV_SEQ + b"space".hex(), 10**9)
        settings.count_at_least(writer.connection, settings.DEV_SEQ + b"space".hex(), 5)
    assert vault.sync_store().next_dev_seq(b"space", 1) == 10**9 + 1
    vault.close()


def test_a_clock_that_jumps_begins_a_new_actor(tmp_path: Path) -> None:
    clock = HandClock()
    given = surroundings(tmp_path, clock)
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    clock.pass_s(3600)
    assert drawn(vault).actor == first.actor
    clock.at_ms += 11 * 60 * 1000
    second = drawn(vault)
    assert second.actor != first.actor
    vault.close()
    clock.at_ms -= 11 * 60 * 1000
    vault = reopened(tmp_path / "p", given)
    assert drawn(vault).actor not in {first.actor, second.actor}
    vault.close()


def test_a_machine_that_does_not_tell_its_boot_begins_anew_each_time(
    tmp_path: Path, given: Surroundings
) -> None:
    assert isinstance(given.machine, Machine)
    given.machine.booted = ""
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    vault.close()
    vault = reopened(tmp_path / "p", given)
    assert drawn(vault).actor != first.actor
    vault.close()


def test_a_runtime_folder_that_cannot_be_written_harms_nothing(tmp_path: Path, given: Surroundings) -> None:
    (tmp_path / "runtime").write_bytes(b"in the way")
    vault = new_vault(tmp_path / "p", given)
    drawn(vault)
    vault.close()
    reopened(tmp_path / "p", given).close()


def test_this_machine_tells_its_boot_and_its_runtime_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    machine = ThisMachine()
    assert machine.boot() == machine.boot()
    assert machine.runtime().name == "asi-desktop"


def test_a_copy_from_before_a_sync_takes_a_new_actor_though_nothing_was_saved_since(
    tmp_path: Path, given: Surroundings
) -> None:
    vault = new_vault(tmp_path / "p", given)
    first = drawn(vault)
    vault.close()
    shutil.copytree(tmp_path / "p", tmp_path / "copy")
    vault = reopened(tmp_path / "p", given)
    assert vault.sync_store().next_dev_seq(bytes(16), 3) == 1
    vault.close()
    copy = reopened(tmp_path / "copy", given)
    assert drawn(copy).actor != first.actor
    copy.close()


def test_an_enrolled_vault_from_before_the_first_save_begins_beyond_what_a_copy_used(
    tmp_path: Path, given: Surroundings
) -> None:
    vault = new_vault(tmp_path / "p", given)
    FakeOffice().hire(vault, "ana")
    vault.close()
    shutil.copytree(tmp_path / "p", tmp_path / "copy")
    vault = reopened(tmp_path / "p", given)
    add(vault)
    assert vault.sync_store().next_dev_seq(bytes(16), 3) == 1
    vault.close()
    copy = reopened(tmp_path / "copy", given)
    assert copy.sync_store().next_dev_seq(bytes(16), 1) > 1
    copy.close()


def test_a_space_first_written_after_a_leap_begins_beyond_it(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    add(vault)
    vault.close()
    assert isinstance(given.machine, Machine)
    given.machine.restart()
    vault = reopened(tmp_path / "p", given)
    assert vault.sync_store().next_dev_seq(bytes(16), 1) > 1
    vault.close()


def test_a_dot_is_new_to_the_record_that_it_is_for(vault: Vault) -> None:
    first = drawn(vault)
    with vault.writing() as writer:
        dot = writer.next_dot({first.actor: first.n + 1})
        assert (dot.actor != first.actor, dot.n) == (True, 1)
        assert writer.next_dot() == Dot(dot.actor, 2)
    assert drawn(vault) == Dot(dot.actor, 3)
    with vault.reading() as reader:
        assert [one.code for one in reader.alarms()] == ["actor_forked"]
    with vault.writing() as writer:
        writer.beware({dot.actor: 3})  # all of it was made here
        assert writer.next_dot() == Dot(dot.actor, 4)
