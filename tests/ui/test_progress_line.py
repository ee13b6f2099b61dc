"""Long work: told, counted, stopped."""

from collections.abc import Callable
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes
from asi_desktop.tasks import Context, Progress
from asi_desktop.ui import theme
from asi_desktop.ui.busy_line import BusyLine
from asi_desktop.ui.progress_line import ProgressLine
from asi_desktop.ui.task_runner import TaskRunner
from asi_desktop.ui.theme import Appearance
from asi_desktop.ui.workplace import Workplace

COUNTING = Text("Comptage", "Counting")
Rest = Callable[[], None]


@pytest.fixture
def line(qtbot: QtBot, workplace: Workplace) -> ProgressLine:
    made = ProgressLine()
    qtbot.addWidget(made)
    workplace.under_way.connect(made.follow)
    return made


def test_long_work_tells_how_far_it_is_and_what_remains(
    qtbot: QtBot, workplace: Workplace, line: ProgressLine, rest: Rest
) -> None:
    go_on = Event()
    told: list[Changes] = []

    def work(context: Context) -> Changes:
        context.report(COUNTING, done=1_500, total=3_000)
        go_on.wait(10)
        return Changes(status=True)

    workplace.changed.connect(told.append)
    workplace.long("Counting records", work, line, then=told.append)
    assert line.words.text() == "Counting records"
    qtbot.waitUntil(lambda: line.bar.value() == 1_500)
    assert line.words.text() == "Counting"
    assert "1,500 of 3,000 · about" in line.remains.text()
    qtbot.waitUntil(line.isVisible, timeout=5_000)
    go_on.set()
    qtbot.waitUntil(line.isHidden)
    rest()
    assert told == [Changes(status=True)] * 2


def test_long_work_is_stopped_by_its_button_and_calls_nobody_back(
    qtbot: QtBot, workplace: Workplace, line: ProgressLine, rest: Rest
) -> None:
    began = Event()
    called: list[object] = []

    def work(context: Context) -> None:
        began.set()
        while not context.wait(0.01):
            pass
        context.check()

    workplace.long("Waiting", work, line, then=called.append, failed=called.append)
    assert began.wait(10)
    line.stop.click()
    assert not line.stop.isEnabled()
    qtbot.waitUntil(lambda: line._works == [])
    rest()
    assert called == []
    line._stop()  # nothing is under way: nothing happens


def test_several_pieces_are_shown_one_after_the_other(
    qtbot: QtBot, workplace: Workplace, line: ProgressLine, rest: Rest
) -> None:
    first, second = Event(), Event()
    workplace.long("First", lambda _: first.wait(10), line)
    workplace.long("Second", lambda _: second.wait(10), line)
    assert line.words.text() == "First"
    first.set()
    qtbot.waitUntil(lambda: line.words.text() == "Second")
    second.set()
    qtbot.waitUntil(lambda: line._works == [])
    rest()


def test_work_that_cannot_be_stopped_offers_no_button(
    qtbot: QtBot, workplace: Workplace, line: ProgressLine
) -> None:
    go_on = Event()
    workplace.long("Copying", lambda _: go_on.wait(10), line).stoppable = False
    qtbot.waitUntil(line.isVisible, timeout=5_000)
    assert line.stop.isHidden()
    go_on.set()
    qtbot.waitUntil(line.isHidden)


def test_a_failure_is_told_and_ends_the_line(
    qtbot: QtBot, workplace: Workplace, line: ProgressLine, rest: Rest
) -> None:
    failed: list[AppError] = []

    def work(_: Context) -> None:
        raise AppError

    workplace.long("Failing", work, line, failed=failed.append)
    rest()
    qtbot.waitUntil(lambda: line._works == [])
    assert len(failed) == 1


def test_progress_without_a_total_counts_and_promises_nothing(qtbot: QtBot, line: ProgressLine) -> None:
    assert line._left(Progress(COUNTING, 0)) == ""
    assert line._left(Progress(COUNTING, 1_200)) == "1,200"
    assert line._left(Progress(COUNTING, 1, 1_000)) == "1 of 1,000"


def test_nothing_moves_where_nothing_shall_move(qtbot: QtBot, qapp: QApplication, runner: TaskRunner) -> None:
    theme.apply(qapp, Appearance.LIGHT, still=True)
    busy = BusyLine(runner)
    qtbot.addWidget(busy)
    busy._begin()
    assert (busy.minimum(), busy.maximum(), busy.value()) == (0, 1, 1)
    theme.apply(qapp, Appearance.LIGHT)
    busy._begin()
    assert busy.maximum() == 0


def test_lists_stand_closer_where_that_is_chosen(qapp: QApplication) -> None:
    assert theme.apply(qapp, Appearance.LIGHT, compact=True).line(36) == 28
    assert theme.apply(qapp, Appearance.LIGHT).line(36) == 36
