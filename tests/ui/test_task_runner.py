"""The one door between threads: order, progress, cancelling, faults, and owners that have gone."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from asi_desktop.domain.errors import AppError, NotInThisVersion
from asi_desktop.domain.text import Text
from asi_desktop.tasks import Context, Progress
from asi_desktop.ui.task_runner import Lane, TaskRunner

Rest = Callable[[], None]


def test_work_is_done_elsewhere_and_told_here(qtbot: QtBot, runner: TaskRunner, rest: Rest) -> None:
    here, owner, told = threading.get_ident(), QObject(), list[tuple[int, int]]()
    runner.run(
        lambda _: threading.get_ident(), owner, then=lambda there: told.append((there, threading.get_ident()))
    )
    rest()
    assert told[0][0] != here
    assert told[0][1] == here


def test_writes_keep_their_order(runner: TaskRunner, rest: Rest) -> None:
    done: list[int] = []
    owner = QObject()

    def write(number: int, _: Context) -> None:
        done.append(number)

    for number in range(20):
        runner.run(partial(write, number), owner, lane=Lane.WRITE)
    rest()
    assert done == list(range(20))


def test_an_error_reaches_failed_and_progress_progressed(runner: TaskRunner, rest: Rest) -> None:
    errors: list[AppError] = []
    steps: list[Progress] = []
    owner = QObject()

    def work(context: Context) -> None:
        context.report(Text("Un", "One"), done=1, total=2)
        raise NotInThisVersion(command="x")

    runner.run(work, owner, failed=errors.append, progressed=steps.append)
    rest()
    assert [type(error) for error in errors] == [NotInThisVersion]
    assert [step.done for step in steps] == [1]


def test_cancelled_work_is_heard_of_no_more(qtbot: QtBot, runner: TaskRunner, rest: Rest) -> None:
    started, told = threading.Event(), list[object]()
    owner = QObject()

    def work(context: Context) -> str:
        started.set()
        context.wait(10)
        context.check()
        return "never"

    task = runner.run(work, owner, then=told.append, failed=told.append)
    assert started.wait(5)
    task.cancel()
    rest()
    assert told == []


def test_an_owner_that_has_gone_is_not_told(qtbot: QtBot, runner: TaskRunner, rest: Rest) -> None:
    told: list[int] = []
    owner = QObject()
    gate = threading.Event()
    runner.run(lambda _: gate.wait(5), owner, then=lambda _: told.append(1))
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    gate.set()
    rest()
    assert told == []


def test_our_own_fault_reaches_the_crash_dialog(qtbot: QtBot, qapp: object) -> None:
    runner = TaskRunner()
    with qtbot.waitSignal(runner.faulted) as faulted:
        runner.run(lambda _: 1 / 0, runner)
    assert isinstance(faulted.args[0], ZeroDivisionError)
    runner.close()


def test_a_closed_runner_takes_nothing_more(qtbot: QtBot, qapp: object) -> None:
    runner = TaskRunner()
    runner.close()
    runner.run(lambda _: pytest.fail("must not run"), runner)
    assert not runner.busy


def test_watching_keeps_nobody_waiting(runner: TaskRunner, qtbot: QtBot) -> None:
    owner = QObject()
    task = runner.run(lambda context: context.wait(30), owner, lane=Lane.WATCH)
    assert not runner.busy
    task.cancel()
