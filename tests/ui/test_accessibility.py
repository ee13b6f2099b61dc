"""What a screen reader finds: every control of every screen has a name, in both languages; the tabulator key
walks as one reads; and the tree reaches other programs over the accessibility bus."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.text import LANGUAGES, Language
from asi_desktop.services.desk import Desk
from asi_desktop.ui.furniture import column, label, name_choice
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.theme import Appearance
from tests.ui.accessibility import faults_of, jumps, tree_of
from tests.ui.fiction import Post, unfinished, written
from tests.ui.hands import pause
from tests.ui.tour import Stop, Tour
from tests.ui.world import another_version, doors, made_desk


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    """A desk at work, with a choice between two versions to make."""
    desk = made_desk(tmp_path_factory.mktemp("post") / "officer")
    made = written(desk)
    another_version(desk, made.brief, "bluf", "Rassemblement à 15 h.")
    unfinished(made)
    yield made
    desk.close()


@dataclass
class Visit:
    """A tour of one program, and what was found wrong at its stops."""

    tour: Tour
    found: list[str] = field(default_factory=list)

    def look(self, stops: Iterator[Stop]) -> None:
        """Look at every stop."""
        for name, widget in stops:
            self.found += [f"{name}: {each}" for each in faults_of(tree_of(widget))]
            if not isinstance(widget, QMenu):  # where arrows walk
                self.found += [f"{name}: {each}" for each in jumps(widget)]


@pytest.fixture(params=LANGUAGES)
def visit(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Visit]:
    language: Language = request.param
    preferences = Preferences(tmp_path / "window.ini")
    preferences.language, preferences.appearance = language, Appearance.LIGHT
    program = Program(doors(tmp_path / "none"), preferences, replace=lambda _: None)
    made = Visit(Tour(program, resting(program, qtbot)))
    made.tour.size = (1366, 768)
    yield made
    program.runner.close()
    program.deleteLater()


def resting(program: Program, qtbot: QtBot) -> Callable[[], None]:
    """Return what waits until everything is done, told and built."""

    def at_rest() -> bool:
        forms = (each for each in QApplication.allWidgets() if isinstance(each, RecordForm))
        return not program.runner.busy and all(each.complete or not each.isVisible() for each in forms)

    def rest() -> None:
        for _ in range(2):
            qtbot.waitUntil(at_rest, timeout=20_000)
            pause()

    return rest


def test_the_entrance_can_be_read_aloud(visit: Visit, desk: Desk) -> None:
    visit.look(visit.tour.entrance(desk))
    assert not visit.found, "\n".join(visit.found)


def test_a_desk_on_its_first_day_can_be_read_aloud(visit: Visit, desk: Desk) -> None:
    visit.look(visit.tour.first_day(desk))
    assert not visit.found, "\n".join(visit.found)


@pytest.mark.slow
def test_a_desk_at_work_can_be_read_aloud(visit: Visit, post: Post) -> None:
    visit.look(visit.tour.at_work(post))
    assert not visit.found, "\n".join(visit.found)


def test_what_has_no_name_is_found(qtbot: QtBot) -> None:
    """The rules themselves: a nameless control, a choice without label, and a stop out of order."""
    lines = [QLineEdit(), QLineEdit(), QLineEdit()]
    window = QWidget()
    window.setLayout(column(*lines))
    for number, line in enumerate(lines):
        line.setAccessibleName(str(number))
    qtbot.addWidget(window)
    window.show()
    assert (faults_of(tree_of(window)), jumps(window)) == ([], [])
    QWidget.setTabOrder(lines[1], lines[0])
    assert jumps(window)
    lines[0].setAccessibleName("")
    assert [each.partition(":")[0] for each in faults_of(tree_of(window))] == ["no name"]


def test_a_choice_says_what_it_is_for(qtbot: QtBot) -> None:
    window, choice, visible = QWidget(), QComboBox(), label("Zone")
    choice.addItems(["Paris", "UTC"])
    window.setLayout(column(visible, choice))
    qtbot.addWidget(window)
    window.show()
    (fault,) = faults_of(tree_of(window))
    assert fault.startswith("a choice without label")
    name_choice(choice, "Time zone")
    assert faults_of(tree_of(window)) == []
    assert "for Time zone" in str(tree_of(window).inner[1])
