"""Undo and redo wherever the officer is: an act on many is one step, until something else is written."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.dotted import Dot
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.changes import Changes
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Undone, UndoStep
from asi_desktop.ui.list_acts import ListActs
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.record_place import RecordPlace
from asi_desktop.ui.redo import MOST_ACTS, Act, RedoStack
from asi_desktop.ui.way_back import WayBack
from asi_desktop.ui.workplace import Workplace

TASK = record_type("task")
Rest = Callable[[], None]
PRIORITY = TASK.by_name["priority"]


@pytest.fixture
def tasks(desk: Desk) -> list[bytes]:
    return [desk.records.add("task", {**TASK.example, "title": f"T{n}"}).id for n in range(4)]


class Place(QWidget):
    """A desk's way back, the acts of a list beside it, and the record that is open."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.notice = NoticeStrip(self)
        self.record = RecordPlace(workplace)
        self.record.setParent(self)
        self.way_back = WayBack(workplace, self.record, self.notice, self)
        self.acts = ListActs(workplace, NoticeStrip(self), self)


@pytest.fixture
def place(qtbot: QtBot, workplace: Workplace) -> Place:
    made = Place(workplace)
    qtbot.addWidget(made)
    return made


def standing(desk: Desk, tasks: list[bytes]) -> set[tuple[object, str]]:
    views = [desk.records.get(shown(one)) for one in tasks]
    return {(view.fields["priority"], view.status) for view in views}


def priorities(desk: Desk, tasks: list[bytes]) -> set[object]:
    return {desk.records.get(shown(one)).fields["priority"] for one in tasks}


def test_an_act_on_many_is_taken_back_and_done_again_as_one_step(
    place: Place, desk: Desk, tasks: list[bytes], rest: Rest
) -> None:
    usual = standing(desk, tasks)
    place.acts.set(tasks, PRIORITY, "FLASH")
    rest()
    urgent = standing(desk, tasks)
    place.acts.advance(tasks, desk.bulk.steps([shown(tasks[0])])[0][0])
    rest()
    advanced = standing(desk, tasks)
    place.acts.notice.clear()  # it fades, and the act can be taken back as before
    for expected in (urgent, usual):
        place.way_back.undo()
        rest()
        rest()
        assert standing(desk, tasks) == expected
        assert place.notice.text.startswith("4 record")
    for expected in (urgent, advanced):
        place.way_back.redo()
        rest()
        assert standing(desk, tasks) == expected
        assert "changed again" in place.notice.text
    place.way_back.redo()  # nothing more was undone
    rest()
    place.way_back.undo()
    rest()
    rest()
    assert standing(desk, tasks) == urgent


def test_what_was_written_after_an_act_is_undone_first(
    place: Place, desk: Desk, tasks: list[bytes], rest: Rest
) -> None:
    place.acts.remove(tasks[:1])
    rest()
    place.acts.set(tasks[1:], PRIORITY, "FLASH")
    rest()
    desk.records.set(shown(tasks[3]), [("title", "Later")])
    place.record.open(tasks[3])
    rest()
    place.way_back.undo()  # in the record that is open
    rest()
    rest()
    assert desk.records.get(shown(tasks[3])).title == "T3"
    assert priorities(desk, tasks[1:]) == {"FLASH"}
    place.way_back.undo()  # the act, though a record is open
    rest()
    rest()
    assert "FLASH" not in priorities(desk, tasks)
    place.record.clear()
    rest()
    place.way_back.undo()
    rest()
    rest()
    assert not desk.records.get(shown(tasks[0])).deleted
    place.way_back.undo()  # the last save of all: the record that was made last
    rest()
    rest()
    assert desk.records.get(shown(tasks[3])).deleted
    place.way_back.redo()
    rest()
    assert not desk.records.get(shown(tasks[3])).deleted


def test_an_act_is_done_again_where_nothing_else_was_written(
    place: Place, desk: Desk, tasks: list[bytes], rest: Rest
) -> None:
    place.acts.remove(tasks[:2])
    assert place.acts.notice.remedy is not None
    place.acts.notice.remedy.click()
    rest()
    assert place.acts.notice.remedy is not None
    place.acts.notice.remedy.click()  # the strip's own way back
    rest()
    place.acts.advance(tasks[:1], desk.bulk.steps([shown(tasks[0])])[0][0])
    rest()
    place.way_back.redo()
    rest()
    rest()
    assert [desk.records.get(shown(one)).deleted for one in tasks] == [False, True, False, False]


def test_the_stack_knows_which_act_a_save_is_part_of() -> None:
    stack = RedoStack()
    one, other = (
        Act((UndoStep(n, bytes([n]), Dot(1, n), {}), UndoStep(0, b"x", Dot(1, 9 + n), {}))) for n in (1, 2)
    )
    stack.done(one)
    stack.done(other)
    assert stack.act_with(None) is None
    assert stack.act_with(Dot(1, 2)) is other
    assert stack.act_with(Dot(1, 2)) is None
    stack.put(one)
    stack.put(Undone(b"y", Dot(1, 7), Changes()))
    assert stack.take_act() is None
    stack.forget(b"y")
    stack.forget(b"x")
    assert stack.take() is None
    assert stack.take_act() == Act(one.steps[:1])
    stack.put(one)
    stack.forget(b"x", b"\1")
    assert stack.take_act() is None
    for _ in range(MOST_ACTS + 1):
        stack.done(one)
    assert len(stack._acts) == MOST_ACTS
