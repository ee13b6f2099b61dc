"""Redo, and earlier values put back: saves, steps, the bin, elements of lists; never what may not be."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot
from asi_desktop.domain.workflow import TransitionRefused
from asi_desktop.services.desk import Desk
from asi_desktop.services.undoing import NothingToUndo
from asi_desktop.services.writing_again import NothingToRestore

BRIEF = {"title": "Karvélie : bilan", "kind": "security_note", "country": "XA"}


@pytest.fixture
def note(desk: Desk) -> str:
    added = desk.records.add("field_note", {"text": "Pont coupé.", "place_text": "Tessa"}).ref
    desk.records.set(added, [("note_kind", "observation"), ("taken_at", "2026-11-27T10:00:00Z")])
    return added


def redone(desk: Desk, record: str) -> None:
    """Undo the last save and do it again."""
    undone = desk.records.take_back(record)
    assert desk.records.get(record).id == undone.record
    desk.records.write_again(record, undone.dot)


def test_a_field_is_written_again(desk: Desk, note: str) -> None:
    desk.records.set(note, [("text", "Pont ouvert."), ("place_text", None)])
    redone(desk, note)
    fields = desk.records.get(note).fields
    assert fields["text"] == "Pont ouvert."
    assert "place_text" not in fields


def test_a_step_is_made_again(desk: Desk, note: str) -> None:
    desk.records.advance(note, "self_checked")
    redone(desk, note)
    assert desk.records.get(note).status == "self_checked"
    assert desk.journal.list()[-1].event == "record.advanced"


def test_a_step_that_may_no_longer_be_made_is_refused_in_words(desk: Desk, note: str) -> None:
    desk.records.advance(note, "self_checked")
    undone = desk.records.take_back(note)
    desk.records.set(note, [("taken_at", None)])
    with pytest.raises(TransitionRefused):
        desk.records.write_again(note, undone.dot)
    assert desk.records.get(note).status == "captured"


def test_the_bin_is_done_again_either_way(desk: Desk, note: str) -> None:
    desk.records.delete(note)
    redone(desk, note)
    assert desk.records.get(note).deleted
    assert desk.journal.list()[-1].event == "record.deleted"
    desk.records.undelete(note)
    redone(desk, note)
    assert not desk.records.get(note).deleted
    assert desk.journal.list()[-1].event == "record.undeleted"


def test_a_new_record_that_was_undone_comes_back_whole(desk: Desk) -> None:
    added = desk.records.add("field_note", {"text": "Seule."})
    undone = desk.records.take_back()
    assert undone.record == added.id
    assert desk.records.get(added.ref).deleted
    desk.records.write_again(added.ref, undone.dot)
    view = desk.records.get(added.ref)
    assert not view.deleted
    assert (view.fields["text"], view.ref) == ("Seule.", added.ref)


def test_an_element_of_a_list_comes_back_with_its_place(desk: Desk, note: str) -> None:
    other = desk.records.add("field_note", {"text": "Autre."}).ref
    desk.records.link(note, other, role="about")
    redone(desk, note)
    links = desk.records.get(note).links
    assert [(link.ref, link.role) for link in links] == [(other, "about")]
    element = links[0].element
    desk.records.set(note, [(f"links/{element}", None)])
    assert desk.records.get(note).links == ()
    made = next(each for each in desk.records.history(note) if f"links/{element}/role" in each.changes)
    desk.records.write_again(note, made.dot, (f"links/{element}/role",))
    assert [link.role for link in desk.records.get(note).links] == ["about"]


def test_one_earlier_value_is_put_back_and_nothing_else(desk: Desk, note: str) -> None:
    first = desk.records.history(note)[-1]
    desk.records.set(note, [("text", "Deux."), ("place_text", "Dargo")])
    changes = desk.records.write_again(note, first.dot, ("text",))
    view = desk.records.get(note)
    assert (view.fields["text"], view.fields["place_text"]) == ("Pont coupé.", "Dargo")
    assert changes.records == {view.id}
    desk.records.undo(note)
    assert desk.records.get(note).fields["text"] == "Deux."


@pytest.mark.parametrize(
    "ask",
    [
        lambda desk, note: desk.records.write_again(note, Dot(9, 99)),
        lambda desk, note: desk.records.write_again(note, desk.records.history(note)[-1].dot, ("bluf",)),
        lambda desk, note: desk.records.write_again(note, desk.records.history(note)[-1].dot, ("ref",)),
    ],
)
def test_what_a_save_did_not_write_cannot_be_put_back(
    desk: Desk, note: str, ask: Callable[[Desk, str], object]
) -> None:
    with pytest.raises(NothingToRestore):
        ask(desk, note)


def test_nothing_taken_back_is_nothing_to_do_again(desk: Desk) -> None:
    with pytest.raises(NothingToUndo):
        desk.records.take_back()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["Un.", "Deux.", "Trois.", None]), min_size=1, max_size=4))
def test_undoing_and_doing_again_changes_nothing(desk: Desk, values: list[str | None]) -> None:
    record = desk.records.add("field_note", {"text": "Début."}).ref
    for value in values:
        desk.records.set(record, [("place_text", value)])
    before = dict(desk.records.get(record).fields)
    undone = [desk.records.take_back(record) for _ in range(len(desk.records.history(record)) // 2)]
    for each in reversed(undone):
        desk.records.write_again(record, each.dot)
    assert dict(desk.records.get(record).fields) == before
