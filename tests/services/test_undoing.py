"""Undo goes back through everything: save after save, also where the same field was written each time."""

import pytest

from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.undoing import NothingToUndo

TASK = record_type("task")


@pytest.fixture
def name(desk: Desk) -> str:
    return desk.records.add("task", {**TASK.example, "title": "A"}).id.hex()


def test_the_same_field_goes_back_step_by_step_and_forward_again(desk: Desk, name: str) -> None:
    for title in ("B", "C", "D"):
        desk.records.set(name, [("title", title)])
    undone = []
    for title in ("C", "B", "A"):
        undone.append(desk.records.take_back(name))
        view = desk.records.get(name)
        assert (view.title, view.deleted) == (title, False)
    for title, one in zip(("B", "C", "D"), reversed(undone), strict=True):
        desk.records.write_again(name, one.dot)
        assert desk.records.get(name).title == title
    for title in ("C", "B", "A"):
        assert desk.records.next_undone() is not None
        desk.records.undo_last()
        assert desk.records.get(name).title == title
    desk.records.undo(name)
    assert desk.records.get(name).deleted
    with pytest.raises(NothingToUndo):
        desk.records.undo(name)


def test_what_is_undone_next_is_marked_in_the_history(desk: Desk, name: str) -> None:
    desk.records.set(name, [("title", "B")])
    first = desk.records.history(name)[0].dot
    desk.records.set(name, [("title", "C")])
    desk.records.undo(name)
    assert [save.dot for save in desk.records.history(name) if save.undoable] == [first]


def test_two_acts_on_one_field_are_taken_back_one_after_the_other(desk: Desk, name: str) -> None:
    other = desk.records.add("task", {**TASK.example, "title": "O"}).id.hex()
    usual = desk.records.get(name).fields["priority"]
    acts = [desk.bulk.set([name, other], "priority", value) for value in ("FLASH", "IMMEDIATE")]
    for act, expected in ((acts[1], "FLASH"), (acts[0], usual)):
        assert len(desk.bulk.undo(act.undo).done) == 2
        assert {desk.records.get(one).fields["priority"] for one in (name, other)} == {expected}


def test_an_act_leaves_what_was_written_again_by_hand(desk: Desk, name: str) -> None:
    act = desk.bulk.set([name], "priority", "FLASH")
    desk.records.set(name, [("priority", "IMMEDIATE")])
    desk.records.set(name, [("priority", "FLASH")])
    assert desk.bulk.undo(act.undo).done == ()
    assert desk.records.get(name).fields["priority"] == "FLASH"
