"""A vault is put back as it was before its first sync: what head office has of it comes back whole."""

import shutil
from pathlib import Path

from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import Vault, unlock
from tests.storage.office import FakeOffice, Laptop
from tests.storage.surroundings import PASSPHRASE, HandClock, new_vault, surroundings
from tests.storage.writing import add, edit, value


def test_a_record_from_before_enrolment_comes_back_with_its_later_versions(tmp_path: Path) -> None:
    office, given = FakeOffice(), surroundings(tmp_path)
    vault = new_vault(tmp_path / "profile", given)
    record = add(vault)
    office.hire(vault, "ana")
    vault.close()
    shutil.copytree(tmp_path / "profile", tmp_path / "image")

    vault = unlock(Profile(tmp_path / "profile"), PASSPHRASE, surroundings=given)
    laptop = _laptop(office, vault)
    laptop.pull()
    laptop.push()
    edit(vault, record, {"title": "Convoi en retard"})
    laptop.push()
    vault.close()

    vault = unlock(Profile(tmp_path / "image"), PASSPHRASE, surroundings=given)
    _laptop(office, vault).pull()
    assert value(vault, record, "title") == ["Convoi en retard"]
    vault.close()


def _laptop(office: FakeOffice, vault: Vault) -> Laptop:
    return Laptop(office, vault, HandClock(), vault.sync_store())
