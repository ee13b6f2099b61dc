"""Drafts, status, search, settings, backup: the desk around its records."""

from pathlib import Path

import pytest

from asi_desktop.crypto.passphrases import ShortPassphrase
from asi_desktop.crypto.slots import WrongPassphrase
from asi_desktop.domain.records import UnknownType
from asi_desktop.services import opening
from asi_desktop.services.changes import NOTHING, Changes
from asi_desktop.services.desk import Desk
from asi_desktop.services.passphrases import offered_passphrase, passphrase_bytes, weakness
from asi_desktop.storage.profile import ProfileInUse
from asi_desktop.storage.vault import NoSuchProfile, ProfileExists
from asi_desktop.tasks import Context
from tests.services.quick import PASSPHRASE, HandClock, cheap, unlocked


def test_a_draft_survives_the_end_of_the_program(profile: Path, clock: HandClock) -> None:
    first = unlocked(profile, clock)
    record = first.records.add("brief", {"title": "Port"}).id
    first.drafts.put(record, "brief", {"bluf": "à moitié tap"})
    first.drafts.put(None, "note", {"text": "vu au port"})
    first.drafts.put(record, "brief", {"bluf": "à moitié tapé"})
    first.close()
    again = unlocked(profile, clock)
    draft = again.drafts.get(record, "brief")
    assert draft is not None
    assert draft.values == {"bluf": "à moitié tapé"}
    assert {one.form for one in again.drafts.list()} == {"brief", "note"}
    again.drafts.drop(record, "brief")
    again.drafts.drop(record, "brief")
    assert again.drafts.get(record, "brief") is None
    assert again.drafts.get(None, "note") is not None
    again.close()


def test_alone_the_status_says_so(desk: Desk) -> None:
    desk.records.add("brief", {"title": "Port", "priority": "FLASH"})
    now = desk.status.now()
    assert (now.session, now.since_ms, now.pending, now.as_of_ms) == ("local", None, 0, None)
    assert [space.purpose for space in now.spaces] == ["me"]
    me = desk.status.me()
    assert (me.enrolled, me.role, me.login) == (False, "LOCAL", "")
    assert desk.status.waiting() == ()
    assert desk.status.quarantine() == ()
    assert desk.status.alarms() == ()


def test_search_forgives_accents_and_keeps_to_a_type(desk: Desk) -> None:
    brief = desk.records.add("brief", {"title": "Évolution à Port-Carvel"}).id
    contact = desk.records.add("contact", {"family_name": "Évolué"}).id
    assert {hit.id for hit in desk.search.find("evolu").items} == {brief, contact}
    assert [hit.id for hit in desk.search.find("EVOLUTION carvel", kind="brief").items] == [brief]
    assert desk.search.find("introuvable").total == 0
    with pytest.raises(UnknownType):
        desk.search.find("x", kind="nope")


def test_preferences_are_kept_in_the_vault(desk: Desk) -> None:
    assert desk.maintenance.setting("panes") is None
    desk.maintenance.set("panes", [240, 400])
    assert desk.maintenance.setting("panes") == [240, 400]
    desk.maintenance.set("panes", None)
    assert desk.maintenance.setting("panes") is None


def test_a_backup_opens_as_the_vault_did(desk: Desk, tmp_path: Path, clock: HandClock) -> None:
    ref = desk.records.add("brief", {"title": "Port"}).ref
    desk.maintenance.backup(tmp_path / "copy")
    opening.restore(
        tmp_path / "again", tmp_path / "copy", passphrase_bytes(PASSPHRASE), surroundings=cheap(clock)
    )
    again = unlocked(tmp_path / "again", clock)
    assert again.records.get(ref).fields["title"] == "Port"
    again.close()


def test_a_whole_vault_is_verified(desk: Desk) -> None:
    desk.records.add("brief", {"title": "Port"})
    verified = desk.maintenance.verify(Context())
    assert verified.ok
    assert verified.problems == ()
    assert verified.checked["journal"] > 0


def test_the_doors_of_a_profile(tmp_path: Path, clock: HandClock) -> None:
    folder, given = tmp_path / "p", cheap(clock)
    secret, new = passphrase_bytes(PASSPHRASE), passphrase_bytes(offered_passphrase())
    assert opening.vault_status(folder)["exists"] is False
    with pytest.raises(NoSuchProfile):
        opening.require_profile(folder)
    with pytest.raises(ShortPassphrase):
        opening.create_vault(folder, b"court", surroundings=given)
    made = opening.create_vault(folder, secret, surroundings=given)
    assert made.recovery_code
    opening.require_profile(folder)
    with pytest.raises(ProfileExists):
        opening.create_vault(folder, secret, surroundings=given)
    desk = opening.open_desk(folder, secret, surroundings=given)
    with pytest.raises(ProfileInUse):
        opening.open_desk(folder, secret, surroundings=given)
    assert opening.vault_status(folder)["locked"] is False
    desk.close()
    opening.change_passphrase(folder, secret, new, surroundings=given)
    with pytest.raises(WrongPassphrase):
        opening.open_desk(folder, secret, surroundings=given)
    opening.recover(folder, made.recovery_code, secret, surroundings=given)
    opening.open_desk(folder, secret, surroundings=given).close()
    opening.wipe(folder)
    assert opening.vault_status(folder)["exists"] is False


def test_a_weak_passphrase_is_told_in_words() -> None:
    assert weakness(offered_passphrase()) is None
    told = weakness("court")
    assert told is not None
    assert told.fr != told.en


def test_a_passphrase_is_spelled_one_way() -> None:
    assert passphrase_bytes("e\u0301te\u0301") == passphrase_bytes("été") == "été".encode()


def test_changes_add_up() -> None:
    one = Changes(records=frozenset({b"a"}), status=True)
    other = Changes(types=frozenset({"brief"}))
    assert one | other == Changes(frozenset({b"a"}), frozenset({"brief"}), frozenset(), status=True)
    assert not NOTHING
    assert one
