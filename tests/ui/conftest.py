"""A window's surroundings for every test: a look, a language, a real vault, a runner that ends with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from asi_desktop.services.desk import Desk
from asi_desktop.ui import language, theme
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.task_runner import TaskRunner
from asi_desktop.ui.theme import Appearance
from asi_desktop.ui.workplace import Workplace
from tests.ui.world import made_desk

HERE = Path(__file__).parent
PLAIN = ("en", "light", 1.0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The platform without a screen says of each window what it cannot do: no warning of ours."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """English, light, text at its plain size; put on again only when a test changed it.

    Windows of earlier tests go first: without a loop of events they would wait in their thousands, and every
    change of the look would dress them all.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if not qapp.styleSheet() or (language.language(), theme.theme().name, theme.theme().scale) != PLAIN:
        language.speak(qapp, "en")
        theme.apply(qapp, Appearance.LIGHT)


@pytest.fixture
def preferences(tmp_path: Path) -> Preferences:
    """Preferences of this test alone."""
    chosen = Preferences(tmp_path / "window.ini")
    chosen.language, chosen.appearance = "en", Appearance.LIGHT
    return chosen


@pytest.fixture
def runner(qapp: QApplication) -> Iterator[TaskRunner]:
    """A runner whose faults fail the test."""
    made = TaskRunner()
    faults: list[BaseException] = []
    made.faulted.connect(faults.append)
    yield made
    made.close()
    if faults:
        raise faults[0]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An open desk on a new vault."""
    made = made_desk(tmp_path / "profile")
    yield made
    made.close()


@pytest.fixture
def workplace(desk: Desk, runner: TaskRunner) -> Workplace:
    """The open desk as the window sees it."""
    return Workplace(desk, runner, desk.status.me())


@pytest.fixture
def rest(qtbot: QtBot, runner: TaskRunner) -> Callable[[], None]:
    """Wait until everything that was asked for is done and told."""

    def resting() -> None:
        qtbot.waitUntil(lambda: not runner.busy, timeout=10_000)

    return resting
