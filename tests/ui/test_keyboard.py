"""Everything by the keyboard alone: no test here touches the mouse or calls a widget's method to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ListQuery
from asi_desktop.ui import reading_order
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.screens.imports import ImportScreen
from asi_desktop.ui.screens.records import RecordsScreen
from tests.ui.accessibility import stops
from tests.ui.hands import pause, press, type_in
from tests.ui.tour import SAMPLES
from tests.ui.world import PASSPHRASE, doors, made_desk

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
Key = Qt.Key
EDITS = (
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Deselect,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)
"""What a line of text does with a key itself."""


@dataclass
class Officer:
    """Hands on the keyboard of an open desk."""

    program: Program
    desk: Desk
    qtbot: QtBot

    @property
    def window(self) -> MainWindow:
        """The open desk."""
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    @property
    def here(self) -> QWidget:
        """What has the focus: in a menu that is open, the menu."""
        if QApplication.activeWindow() is None:  # the platform without a screen loses it now and then
            self.window.activateWindow()
            pause()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other, and let the desk do its work."""
        for key in keys:
            press(self.here, key, held)
            self.rest()

    def type(self, letters: str) -> None:
        """Type into what has the focus."""
        type_in(self.here, letters)
        self.rest()

    def command(self, words: str) -> None:
        """Find a command by its words and take it."""
        self.press(Key.Key_K, held=CTRL)
        type_in(self.here, f"> {words}")
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: not self.window.search.text())  # it has been taken
        self.rest()

    def tab_to(self, name: str) -> None:
        """Go on with the tabulator key until the control called ``name`` has the focus."""
        for _ in range(200):
            press(self.here, Key.Key_Tab)
            if self.here.accessibleName() == name:
                return
        pytest.fail(f"the tabulator key does not reach “{name}”")

    def rest(self) -> None:
        """Wait until everything is done, told and built."""

        def at_rest() -> bool:
            forms = (each for each in QApplication.allWidgets() if isinstance(each, RecordForm))
            return not self.program.runner.busy and all(each.complete for each in forms if each.isVisible())

        for _ in range(2):
            self.qtbot.waitUntil(at_rest, timeout=20_000)
            pause()

    def list(self) -> RecordsScreen:
        """The list that is open."""
        screen = self.window.panes.screen_shown()
        assert isinstance(screen, RecordsScreen)
        return screen


@pytest.fixture
def officer(qtbot: QtBot, tmp_path: Path, preferences: Preferences) -> Iterator[Officer]:
    """An officer who has just come in by typing the passphrase."""
    made_desk(tmp_path / "officer").close()
    program = Program(doors(tmp_path / "officer"), preferences, replace=lambda _: None)
    program.begin()
    assert program.entrance is not None
    program.entrance.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    focused = QApplication.focusWidget()
    assert focused is not None
    type_in(focused, PASSPHRASE)
    press(focused, Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    assert program.desk is not None
    made = Officer(program, program.desk, qtbot)
    made.window.resize(1366, 768)
    made.window.activateWindow()
    made.rest()
    yield made
    if program.window is not None:
        program.window.close()
        made.rest()
        program.desk.close()
        program.window.deleteLater()
    program.runner.close()
    program.deleteLater()


def test_a_record_is_made_left_found_and_advanced(officer: Officer) -> None:
    officer.press(Key.Key_N, held=CTRL)
    officer.type("2")  # the second of the menu
    pane = officer.window.record.pane
    assert pane is not None
    kind = pane.kind
    assert officer.here is pane.form.boxes[kind.demanded[0].name].editor.control()
    for field in kind.demanded:
        assert officer.here.accessibleName() == field.label.en
        officer.type("Crossing closed")
        officer.press(Key.Key_Tab)
    (made,) = officer.desk.records.page(ListQuery(kind.name)).items
    officer.press(Key.Key_Escape)
    assert officer.window.record.pane is None
    officer.press(Key.Key_K, held=CTRL)
    type_in(officer.here, "crossing")
    officer.press(Key.Key_Return)
    officer.qtbot.waitUntil(lambda: officer.window.record.record == made.id)


def test_lists_are_walked_filtered_and_emptied(officer: Officer) -> None:
    for place in ("Dargo", "Tessa"):
        officer.desk.records.add(
            "brief", record_type("brief").example | {"title": place, "priority": "FLASH"}
        )
    officer.command("go to security briefs")
    officer.tab_to("Security briefs")
    while not officer.here.metaObject().className().endswith("Table"):
        officer.press(Key.Key_Tab)
    officer.press(Key.Key_Home, Key.Key_J, Key.Key_Return)
    assert officer.window.record.record is not None
    officer.press(Key.Key_F, held=CTRL | SHIFT)
    sheet = officer.list().list.filters.sheet
    assert sheet.isVisible()
    while sheet.names.currentItem().text() != "Precedence":
        press(sheet.names, Key.Key_Down)
    press(sheet.names, Key.Key_Return)
    inner = sheet.focusWidget()
    assert inner is not None
    assert inner is not sheet.names
    press(sheet, Key.Key_Escape)
    officer.rest()
    assert not sheet.isVisible()


def test_a_record_goes_to_the_bin_and_comes_back(officer: Officer) -> None:
    made = officer.desk.records.add("field_note", record_type("field_note").example)
    officer.command("go to field notes")
    while not officer.here.metaObject().className().endswith("Table"):
        officer.press(Key.Key_Tab)
    officer.press(Key.Key_Home, Key.Key_Delete)
    assert officer.desk.records.get(shown(made.id)).deleted
    officer.command("go to bin")
    officer.tab_to("Bin")
    officer.press(Key.Key_Return, held=CTRL)
    assert not officer.desk.records.get(shown(made.id)).deleted


def test_a_record_is_linked_given_a_file_and_printed(
    officer: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = officer.desk.records.add("brief", record_type("brief").example)
    officer.desk.records.add("field_note", {"text": "Bridge of Tessa, scoured"})
    officer.window.open_record(brief.id)
    officer.rest()
    officer.press(Key.Key_L, held=CTRL | SHIFT)
    type_in(officer.here, "Tessa")
    pane = officer.window.record.pane
    assert pane is not None
    officer.qtbot.waitUntil(pane.links.results.isVisible)
    officer.press(Key.Key_Return)
    assert len(officer.desk.records.get(shown(brief.id)).links) == 1
    (tmp_path / "plan.txt").write_text("plan")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "plan.txt")], ""))
    officer.press(Key.Key_J, held=CTRL | SHIFT)
    officer.qtbot.waitUntil(lambda: len(officer.desk.attachments.list(shown(brief.id))) == 1)
    officer.rest()
    officer.press(Key.Key_P, held=CTRL)
    (paper,) = (each for each in QApplication.topLevelWidgets() if isinstance(each, PaperWindow))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "brief.pdf"), ""))
    paper.activateWindow()
    press(paper, Key.Key_S, CTRL)
    officer.rest()
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    press(paper, Key.Key_Escape)
    officer.rest()
    assert not any(
        isinstance(each, PaperWindow) and each.isVisible() for each in QApplication.topLevelWidgets()
    )


def test_contacts_are_taken_in(officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    file = str(SAMPLES / "apple-3.0.vcf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    officer.command("go to import")
    officer.press(Key.Key_O, held=CTRL)
    screen = officer.window.panes.screen_shown()
    assert isinstance(screen, ImportScreen)
    officer.qtbot.waitUntil(lambda: screen.intake is not None)
    officer.rest()
    while officer.here is not screen.taking:
        officer.press(Key.Key_Tab)
    officer.press(Key.Key_Space)
    officer.qtbot.waitUntil(lambda: officer.desk.records.page(ListQuery("contact")).total == 2)


def test_settings_are_chosen_and_the_desk_is_locked(officer: Officer) -> None:
    officer.press(Key.Key_Comma, held=CTRL)
    officer.tab_to("Lists")
    officer.press(Key.Key_Down)
    officer.qtbot.waitUntil(lambda: officer.desk.settings.read().compact)
    officer.rest()
    with officer.qtbot.waitSignal(officer.program.locked, timeout=20_000):
        press(officer.here, Key.Key_L, CTRL)


@pytest.mark.parametrize("name", ["today", "brief", "bin", "imports", "connection", "settings"])
def test_the_tabulator_key_reaches_everything_and_is_kept_by_nothing(officer: Officer, name: str) -> None:
    brief = officer.desk.records.add("brief", record_type("brief").example)
    officer.window.show_screen(name)
    officer.window.open_record(brief.id)
    officer.rest()
    reached = stops(officer.window)
    assert set(reached) == set(reading_order.stops(officer.window))
    press(reached[0], Key.Key_Tab, SHIFT)
    assert officer.here is reached[-1] or officer.here in reached


def test_every_key_that_is_taught_is_bound(officer: Officer) -> None:
    brief = officer.desk.records.add("brief", record_type("brief").example)
    officer.window.open_record(brief.id)
    officer.rest()
    bound = {each.key().toString() for each in officer.window.findChildren(QShortcut)}
    taught = {
        QKeySequence(each.keys).toString()
        for each in (*officer.window.commands, *officer.window.record.commands())
        if each.keys
    }
    assert taught <= bound
    edits = {keys.toString() for edit in EDITS for keys in QKeySequence.keyBindings(edit)}
    assert taught.isdisjoint(edits), "a line that is typed in would keep the key"
