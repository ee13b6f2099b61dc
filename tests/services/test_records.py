"""What an officer does with records: nothing is lost, nothing half-done stays, a refusal is a sentence."""

from pathlib import Path

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.values.errors import UnknownCode
from asi_desktop.domain.workflow import NoSuchState, NoSuchStep, StepIncomplete
from asi_desktop.domain.writing import NoSuchElement
from asi_desktop.services.desk import Desk
from asi_desktop.services.note_taking import EmptyNote
from asi_desktop.services.results import ListQuery
from asi_desktop.services.rights import NoSuchSpace
from asi_desktop.services.undoing import NothingToUndo
from asi_desktop.storage.reader import NoSuchRecord
from tests.services.quick import HandClock, unlocked

BRIEF: dict[str, Value] = {
    "title": "Port bloqué",
    "bluf": "Calme.",
    "audience": ["head_office"],
    "country": "XA",
}


def brief(desk: Desk) -> str:
    return desk.records.add("brief", BRIEF).id.hex()


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_type_is_added_read_listed_and_found(desk: Desk, kind: RecordType) -> None:
    added = desk.records.add(kind.name, kind.example)
    assert added.changes.records == {added.id}
    assert added.changes.types == {kind.name}
    view = desk.records.get(added.ref)
    assert view == desk.records.get(added.id.hex())
    assert (view.id, view.type, view.ref, view.deleted) == (added.id, kind.name, added.ref, False)
    assert view.sync_state == "local"
    assert not view.conflicts
    page = desk.records.page(ListQuery(kind.name))
    assert [row.id for row in page.items] == [added.id]
    assert added.id in {hit.id for hit in desk.search.find(view.title).items}
    for name, value in kind.example.items():
        shown = view.fields[name]
        assert (
            list(shown.values()) if isinstance(shown, dict) and isinstance(value, list) else shown
        ) is not None


def test_references_count_up_and_are_never_used_twice(desk: Desk) -> None:
    first, second = desk.records.add("brief", BRIEF).ref, desk.records.add("brief", BRIEF).ref
    desk.records.delete(second)
    third = desk.records.add("brief", BRIEF).ref
    assert [ref.split("-")[3] for ref in (first, second, third)] == ["0001", "0002", "0003"]
    assert first.startswith("LOC-2026-SB-")


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        ("nope", {}, "unknown_type"),
        ("brief", {}, "missing_fields"),
        ("brief", {"title": "x", "nope": 1}, "unknown_field"),
        ("brief", {"title": "x", "status": "sent"}, "system_field"),
        ("brief", {"title": "x", "country": "ZZ"}, "unknown_code"),
        ("brief", {"title": "x", "threat_level_overall": "9"}, "unknown_code"),
        ("brief", {"title": "x" * 10_000}, "too_long"),
        ("brief", {"title": "x", "bluf": "y" * 5_000_000}, "too_long"),
        ("brief", {"title": [4]}, "invalid_value"),
    ],
)
def test_what_cannot_be_held_is_refused_and_nothing_is_kept(
    desk: Desk, kind: str, given: dict[str, Value], code: str
) -> None:
    with pytest.raises(AppError) as refused:
        desk.records.add(kind, given)
    assert refused.value.code == code
    assert refused.value.message("fr") != refused.value.message("en")
    assert desk.records.page(ListQuery("brief")).total == 0


def test_a_space_that_is_not_here_is_refused(desk: Desk) -> None:
    with pytest.raises(NoSuchSpace):
        desk.records.add("brief", BRIEF, space=bytes(16))


def test_several_fields_are_saved_together_or_not_at_all(desk: Desk) -> None:
    record = brief(desk)
    with pytest.raises(UnknownCode):
        desk.records.set(record, [("bluf", "Autre."), ("country", "ZZ")])
    assert desk.records.get(record).fields["bluf"] == "Calme."
    changes = desk.records.set(record, [("bluf", "Autre."), ("country", "XB")])
    assert changes.records == {bytes.fromhex(record)}
    assert changes.status
    fields = desk.records.get(record).fields
    assert (fields["bluf"], fields["country"]) == ("Autre.", "XB")


def test_elements_of_a_list_are_added_changed_and_removed(desk: Desk) -> None:
    record = brief(desk)
    desk.records.set(record, [("threat_lines/+", {"theme": "terrorism", "level": "1"})])
    lines = desk.records.get(record).fields["threat_lines"]
    assert isinstance(lines, dict)
    (element,) = lines
    desk.records.set(record, [(f"threat_lines/{element}/level", "4")])
    assert desk.records.get(record).fields["threat_lines"] == {element: {"theme": "terrorism", "level": "4"}}
    desk.records.set(record, [(f"threat_lines/{element}", None)])
    assert "threat_lines" not in desk.records.get(record).fields
    with pytest.raises(NoSuchElement):
        desk.records.set(record, [("threat_lines/00/level", "1")])


def test_a_set_given_whole_becomes_its_differences(desk: Desk) -> None:
    record = brief(desk)
    desk.records.set(record, [("audience", ["ambassador"])])
    assert desk.records.get(record).fields["audience"] == ["ambassador"]
    assert desk.records.set(
        record, [("audience", ["ambassador"])]
    ).records  # as it already was: still an answer
    assert len(desk.records.history(record)) == 2


def test_a_record_that_nobody_knows(desk: Desk) -> None:
    for name in ("LOC-2026-SB-9999-A", "00" * 16, "", "x"):
        with pytest.raises(NoSuchRecord):
            desk.records.get(name)
        with pytest.raises(NoSuchRecord):
            desk.records.set(name, [("title", "x")])


def test_workflow_steps_say_why_and_who(desk: Desk) -> None:
    record = brief(desk)
    assert [step.state for step in desk.records.get(record).allowed] == ["to_review"]
    with pytest.raises(StepIncomplete):
        desk.records.advance(record, "to_review")
    with pytest.raises(NoSuchStep):
        desk.records.advance(record, "sent")
    with pytest.raises(NoSuchState):
        desk.records.advance(record, "nowhere")
    assert desk.records.get(record).status == "draft"
    whole = desk.records.add("brief", next(k.example for k in RECORD_TYPES if k.name == "brief")).ref
    desk.records.advance(whole, "to_review")
    desk.records.advance(whole, "validated")
    view = desk.records.get(whole)
    assert view.status == "validated"
    assert "sent" in {step.state for step in view.allowed}


def test_a_link_is_made_once_and_shows_its_target(desk: Desk) -> None:
    one, other = brief(desk), desk.records.add("contact", {"family_name": "Ferek"}).ref
    desk.records.link(one, other)
    desk.records.link(one, other)
    (link,) = desk.records.get(one).links
    assert (link.ref, link.type, link.title, link.role) == (other, "contact", "Ferek", "related")
    desk.records.link(one, other, role="about")
    assert {link.role for link in desk.records.get(one).links} == {"related", "about"}


def test_the_bin_keeps_everything(desk: Desk) -> None:
    record = brief(desk)
    desk.records.delete(record)
    desk.records.delete(record)
    assert desk.records.get(record).deleted
    assert not desk.records.get(record).allowed
    assert desk.records.page(ListQuery("brief")).total == 0
    assert desk.records.page(ListQuery("brief", deleted=True)).total == 1
    desk.records.undelete(record)
    assert desk.records.get(record).fields["bluf"] == "Calme."
    assert not desk.records.get(record).deleted


def test_private_notes_stay_on_the_laptop(desk: Desk) -> None:
    record = brief(desk)
    desk.records.set(record, [("notes_private", "Ne pas oublier.")])
    assert desk.records.get(record).fields["notes_private"] == "Ne pas oublier."
    assert b"oublier" not in b"".join(desk.documents.export())


def test_a_note_is_kept_with_its_time(desk: Desk) -> None:
    added = desk.records.note("  Pont coupé.\nPassage à pied.  ")
    view = desk.records.get(added.ref)
    assert view.fields["text"] == "Pont coupé.\nPassage à pied."
    taken = view.fields["taken_at"]
    assert isinstance(taken, dict)
    assert taken["utc"] == "2026-11-27T12:00:00Z"
    with pytest.raises(EmptyNote):
        desk.records.note(" \n ")


def test_what_was_not_displayed_is_not_replaced(desk: Desk) -> None:
    record = brief(desk)
    form = desk.records.get(record)
    desk.records.set(record, [("bluf", "Un autre formulaire.")])
    desk.records.set(record, [("bluf", "Ce formulaire.")], displayed=form.displayed)
    conflict = desk.records.get(record).conflicts["bluf"]
    assert [one.value for one in conflict] == ["Un autre formulaire.", "Ce formulaire."]
    assert [one.n for one in conflict] == [1, 2]


def test_a_deletion_that_came_while_the_form_was_open_is_shown_beside_the_edit(desk: Desk) -> None:
    record = brief(desk)
    form = desk.records.get(record)
    desk.records.delete(record)
    desk.records.set(record, [("bluf", "Ce formulaire.")], displayed=form.displayed)
    view = desk.records.get(record)
    assert (view.deleted, view.deleted_while_edited) == (False, True)
    assert view.fields["bluf"] == "Ce formulaire."
    desk.records.set(record, [("bluf", "Il reste.")], displayed=view.displayed)
    assert not desk.records.get(record).deleted_while_edited


def test_an_element_removed_while_the_form_was_open_is_kept_and_its_removal_too(desk: Desk) -> None:
    record = brief(desk)
    desk.records.set(record, [("threat_lines/+", {"theme": "terrorism", "level": "1"})])
    form = desk.records.get(record)
    lines = form.fields["threat_lines"]
    assert isinstance(lines, dict)
    (element,) = lines
    desk.records.set(record, [(f"threat_lines/{element}", None)])
    desk.records.set(record, [(f"threat_lines/{element}/level", "4")], displayed=form.displayed)
    view = desk.records.get(record)
    assert view.fields["threat_lines"] == {element: {"theme": "terrorism", "level": "4"}}
    assert len(view.displayed[f"threat_lines/{element}/_alive"]) == 2


def test_history_tells_each_save_newest_first(desk: Desk, clock: HandClock) -> None:
    record = brief(desk)
    clock.pass_ms(60_000)
    desk.records.set(record, [("bluf", "Autre.")])
    newest, first = desk.records.history(record)
    assert newest.changes == {"bluf": "Autre."}
    assert newest.at_ms - first.at_ms == 60_000
    assert newest.mine
    assert (newest.undoable, first.undoable) == (True, False)
    assert newest.seq is None


class TestUndo:
    def test_goes_back_through_everything(self, desk: Desk) -> None:
        record = brief(desk)
        desk.records.set(record, [("bluf", "Deux."), ("facts", "Faits.")])
        desk.records.set(record, [("threat_lines/+", {"theme": "terrorism"})])
        desk.records.delete(record)
        desk.records.undo(record)
        assert not desk.records.get(record).deleted
        desk.records.undo(record)
        assert "threat_lines" not in desk.records.get(record).fields
        desk.records.undo(record)
        view = desk.records.get(record)
        assert view.fields["bluf"] == "Calme."
        assert "facts" not in view.fields
        desk.records.undo(record)
        assert desk.records.get(record).deleted
        with pytest.raises(NothingToUndo):
            desk.records.undo(record)

    def test_also_after_closing(self, profile: Path, clock: HandClock) -> None:
        first = unlocked(profile, clock)
        record = first.records.add("brief", BRIEF).ref
        first.records.set(record, [("bluf", "Deux.")])
        first.close()
        again = unlocked(profile, clock)
        again.records.undo_last()
        assert again.records.get(record).fields["bluf"] == "Calme."
        again.close()

    def test_a_step_of_the_workflow_that_nobody_has_yet(self, desk: Desk) -> None:
        note = desk.records.add("field_note", {"text": "Pont coupé.", "place_text": "Tessa"}).ref
        desk.records.set(note, [("note_kind", "observation"), ("taken_at", "2026-11-27T10:00:00Z")])
        desk.records.advance(note, "self_checked")
        desk.records.undo(note)
        assert desk.records.get(note).status == "captured"

    def test_of_a_choice_makes_the_conflict_again(self, desk: Desk) -> None:
        record = brief(desk)
        form = desk.records.get(record)
        desk.records.set(record, [("bluf", "Un.")])
        desk.records.set(record, [("bluf", "Deux.")], displayed=form.displayed)
        desk.conflicts.resolve(record, "bluf", take=1)
        desk.records.undo(record)
        assert {one.value for one in desk.records.get(record).conflicts["bluf"]} == {"Un.", "Deux."}

    def test_when_nothing_was_done(self, desk: Desk) -> None:
        with pytest.raises(NothingToUndo):
            desk.records.undo_last()


def test_every_write_stands_in_the_journal(desk: Desk) -> None:
    record = brief(desk)
    desk.records.set(record, [("bluf", "x")])
    desk.records.delete(record)
    desk.records.undelete(record)
    desk.records.undo(record)
    events = [line.event for line in desk.journal.list()]
    assert events[-5:] == [
        "record.added",
        "record.changed",
        "record.deleted",
        "record.undeleted",
        "record.undone",
    ]
    verified = desk.journal.verify()
    assert verified.ok
    assert verified.checked["journal"] == len(events)
