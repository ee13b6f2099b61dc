"""Drafts, undo, settings, numbers: what surrounds the records survives closing and stays apart."""

from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Dot
from asi_desktop.storage import desk_notes
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.results import Draft
from asi_desktop.storage.vault import unlock
from tests.storage.surroundings import NOON, PASSPHRASE, HandClock, new_vault
from tests.storage.writing import BRIEF, add, add_with, read


def test_drafts_are_kept_by_record_and_form(vault: Vault, clock: HandClock) -> None:
    with vault.writing() as writer:
        writer.put_draft(None, "brief", {"title": "Half a"})
        writer.put_draft(None, "brief", {"title": "Half a sentence"})
        clock.pass_s(1)
        writer.put_draft(b"r" * 16, "brief", {"title": ["any", {"shape": None}]})
    with vault.reading() as reader:
        assert reader.drafts() == (
            Draft(b"r" * 16, "brief", {"title": ["any", {"shape": None}]}, NOON + 1000),
            Draft(None, "brief", {"title": "Half a sentence"}, NOON),
        )
    with vault.writing() as writer:
        writer.drop_draft(None, "brief")
        writer.drop_draft(None, "note")
    with vault.reading() as reader:
        assert [draft.record for draft in reader.drafts()] == [b"r" * 16]


def test_undo_gives_the_last_step_of_a_record_or_of_any(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_notes, "UNDO_STEPS", 3)
    with vault.writing() as writer:
        assert writer.undo() is None
        for n in range(5):
            writer.put_undo(bytes([n % 2]), Dot(1 << 63, n), {"title": [n]})
    with vault.writing() as writer:
        step = writer.undo()
        assert step is not None
        assert (step.record, step.dot, step.before) == (b"\0", Dot(1 << 63, 4), {"title": [4]})
        writer.drop_undo(step)
        one, zero = writer.undo(b"\1"), writer.undo(b"\0")
        assert one is not None
        assert zero is not None
        assert (one.dot.n, zero.dot.n) == (3, 2)
        writer.drop_undo(zero)
        assert writer.undo(b"\0") is None


def test_settings_survive_and_may_be_removed(tmp_path: Path, given: Surroundings) -> None:
    vault = new_vault(tmp_path / "p", given)
    with vault.writing() as writer:
        writer.put_setting("theme", {"dark": True})
        writer.put_setting("gone", 1)
        writer.put_setting("gone", None)
    vault.close()
    vault = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    with vault.reading() as reader:
        assert (reader.setting("theme"), reader.setting("gone")) == ({"dark": True}, None)
    vault.close()


def test_numbers_of_references_rise_by_post_year_type_and_letter(vault: Vault) -> None:
    with vault.writing() as writer:
        assert [writer.next_number("BKO", 2026, "SB", "A") for _ in range(3)] == [1, 2, 3]
        assert writer.next_number("BKO", 2026, "CT", "A") == writer.next_number("BKO", 2027, "SB", "A") == 1
    with vault.writing() as writer:
        assert writer.next_number("BKO", 2026, "SB", "A") == 4


def test_alarms_stay_until_they_are_closed(vault: Vault) -> None:
    with vault.writing() as writer:
        assert writer.put_alarm("forked", space=b"s", evidence=b"e")
        assert not writer.put_alarm("forked", space=b"s")
        assert writer.put_alarm("forked", space=b"t")
    with vault.writing() as writer:
        newest, oldest = writer.alarms()
        assert (newest.space, oldest.evidence, oldest.at_ms) == (b"t", b"e", NOON)
        writer.close_alarm(oldest.key)
        assert writer.put_alarm("forked", space=b"s")
        assert writer.counts().alarms == 2


def test_a_transaction_sees_its_own_saves(vault: Vault) -> None:
    record = b"r" * 16
    with vault.writing() as writer:
        add_with(writer, record, {**BRIEF, "ref": "R-1"})
        stored = writer.record(record)
        assert stored is not None
        assert (stored.sync_state, stored.created_ms) == ("local", NOON)
        assert writer.by_ref("R-1") == record
        assert writer.search("bamako").total == 1
        assert len(writer.history(record)) == 1
        assert writer.record(b"x" * 16) is None
        again = writer.record(record)
    assert again == read(vault, record) == stored


def test_a_record_never_changes_its_space(vault: Vault) -> None:
    record = add(vault)
    state = read(vault, record).state
    with pytest.raises(ValueError, match="space"), vault.writing() as writer:
        writer.save(record, b"another space", state, change=None)
    with vault.writing() as writer:
        writer.save(record, read(vault, record).space, state, change=None)
        with pytest.raises(ValueError, match="space"):
            writer.save(record, b"another space", state, change=None)


def test_a_state_may_be_kept_without_a_save(vault: Vault) -> None:
    record = add(vault)
    with vault.writing() as writer:
        writer.save(record, read(vault, record).space, read(vault, record).state, change=None)
    with vault.reading() as reader:
        assert len(reader.history(record)) == 1
        assert not reader.quarantine()
        assert not reader.outbox()


def test_another_laptops_keys_cannot_enrol(vault: Vault) -> None:
    from asi_desktop.crypto.identity import DeviceKeys
    from asi_desktop.storage.results import Identity

    other = Identity(DeviceKeys.generate(), *([b"x"] * 1), *([""] * 2), *([b""] * 4), *([""] * 5))  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="keys"), vault.writing() as writer:
        writer.enrol(other, spaces=(), keys={})
