"""The open desk: screens, search, notes, journeys, languages, keys; and the lock that ends the process."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from asi_desktop.domain.errors import Unreachable
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.text import Text
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Waiting
from asi_desktop.ui import theme
from asi_desktop.ui.autosave import FORM
from asi_desktop.ui.crash import CrashDialog
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.editors.prose import ProseEditor
from asi_desktop.ui.lines import LINE_ROLE
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.screens import LINES_OF_WORK, SCREENS
from asi_desktop.ui.screens.alarms import AlarmsScreen
from asi_desktop.ui.screens.bin import BinScreen
from asi_desktop.ui.screens.conflicts import ConflictsScreen
from asi_desktop.ui.screens.connection import ConnectionScreen
from asi_desktop.ui.screens.to_send import ToSendScreen
from asi_desktop.ui.screens.today import TodayScreen
from asi_desktop.ui.theme import Appearance
from asi_desktop.ui.window_commands import offered
from tests.ui.hands import press, type_in
from tests.ui.world import another_version, doors, made_desk, opened_desk

BRIEF = record_type("brief")


class CutLine(Unreachable):
    """No connection, as the transport says it."""

    code = "no_connection"
    what = Text("Pas de connexion.", "There is no connection.")
    next_step = Text("Réessayez plus tard.", "Try again later.")


@dataclass
class Run:
    """A program on a real vault, and the command lines it would have been replaced by."""

    program: Program
    desk: Desk
    qtbot: QtBot
    replaced: list[Sequence[str]] = field(default_factory=list)

    @property
    def window(self) -> MainWindow:
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: not self.program.runner.busy, timeout=10_000)
        QApplication.sendPostedEvents()
        self.qtbot.waitUntil(lambda: not self.program.runner.busy, timeout=10_000)


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path, preferences: Preferences) -> Iterator[Run]:
    desk = made_desk(tmp_path / "officer")
    made = Run(Program(doors(tmp_path / "officer"), preferences), desk, qtbot)
    made.program.replace = made.replaced.append
    faults: list[BaseException] = []
    made.program.runner.faulted.connect(faults.append)
    made.program._dress()
    made.program.enter(desk)
    qtbot.waitUntil(lambda: made.program.window is not None)
    made.window.resize(1366, 768)
    made.rest()
    yield made
    window = made.program.window
    if window is not None:
        window.close()
        made.rest()
        window.deleteLater()
    made.program.runner.close()
    if not made.replaced:
        desk.close()
    made.program.deleteLater()
    if faults:
        raise faults[0]


@pytest.fixture
def brief(run: Run) -> bytes:
    return run.desk.records.add("brief", BRIEF.example).id


def test_the_navigation_follows_the_mission_and_has_no_dead_entry(run: Run) -> None:
    names = [entry.name for entry in run.window.navigation.entries]
    assert names[0] == "today"
    assert {kind.name for kind in RECORD_TYPES} <= set(names)
    assert {kind.navigation for kind in RECORD_TYPES} <= set(LINES_OF_WORK)
    for entry in SCREENS:
        run.window.show_screen(entry.name)
        run.rest()
        assert run.window.panes.screen_shown() is run.window.screens[entry.name]


def test_an_empty_desk_teaches(run: Run) -> None:
    today = run.window.screens["today"]
    assert isinstance(today, TodayScreen)
    assert today.lists == []
    with run.qtbot.waitSignal(today.leading) as leading:
        today.leading.emit("note")
    assert leading.args == ["note"]
    assert run.window.note.isVisible()


def test_today_shows_what_needs_somebody_first(run: Run, brief: bytes) -> None:
    another_version(run.desk, brief, "bluf", "Other words.")
    run.desk.records.add("field_note", record_type("field_note").example)
    run.desk.drafts.put(None, "new/request/1", {"fields": {"title": "Unfinished"}, "shown": {}})
    today = run.window.screens["today"]
    assert isinstance(today, TodayScreen)
    today.refresh()
    run.rest()
    assert [each.accessibleName() for each in today.lists] == ["To finish", "Choices to make", "Urgent"]
    with run.qtbot.waitSignal(today.opening) as opening:
        today.lists[1].chosen.emit(brief)
    assert opening.args == [brief]
    today.lists[0].itemActivated.emit(today.lists[0].item(0))
    run.rest()
    pane = run.window.record.pane
    assert pane is not None
    assert pane.form.boxes["title"].editor.raw() == "Unfinished"


def test_today_says_what_is_due_and_by_how_much_it_is_late(run: Run) -> None:
    kind = record_type("request")
    for utc, title in (("2020-01-01T10:00:00Z", "Late"), ("2090-01-01T10:00:00Z", "Far")):
        added = run.desk.records.add("request", kind.example | {"title": title}).ref
        run.desk.records.set(added, [("due_at", {"utc": utc, "offset": 0, "zone": "UTC"})])
    today = run.window.screens["today"]
    assert isinstance(today, TodayScreen)
    today.refresh()
    run.rest()
    assert today.lists[0].accessibleName() == "Overdue, and due within seven days"
    line = today.lists[0].item(0).data(LINE_ROLE)
    assert (today.lists[0].count(), line.title, line.tone) == (1, "Late", "danger")
    assert line.end.startswith("overdue by ")


def test_search_finds_records_and_commands_as_one_types(run: Run, brief: bytes) -> None:
    box = run.window.search
    run.window.activateWindow()
    box.start()
    run.qtbot.waitUntil(box.hasFocus)
    type_in(box, "carvel")
    run.qtbot.waitUntil(lambda: box.results.count() == 1)
    press(box, Qt.Key.Key_Down)
    press(box, Qt.Key.Key_Return)
    run.rest()
    assert run.window.record.record == brief
    box.start()
    type_in(box, "go to bin")
    press(box, Qt.Key.Key_Return)  # faster than the search
    run.qtbot.waitUntil(lambda: isinstance(run.window.panes.screen_shown(), BinScreen))
    box.start()
    type_in(box, "x")
    press(box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_back_and_forward_lead_to_where_one_was(run: Run, brief: bytes) -> None:
    run.window.show_screen("brief")
    run.window.open_record(brief)
    run.rest()
    run.window.show_screen("contact")
    run.window.travel(-1)
    run.rest()
    assert run.window.record.record == brief
    run.window.travel(-1)
    assert run.window.record.record is None
    run.window.travel(1)
    run.rest()
    assert run.window.record.record == brief
    for _ in range(10):
        run.window.travel(-1)


def test_a_quick_note_is_a_draft_until_it_is_kept(run: Run) -> None:
    note = run.window.note
    note.begin()
    run.rest()
    type_in(note.text, "Two roadblocks lifted")
    note.sink()
    run.rest()
    assert [draft.form for draft in run.desk.drafts.list()] == ["note"]
    note.text.clear()
    note._timer.stop()
    note.begin()
    run.rest()
    assert note.text.toPlainText() == "Two roadblocks lifted"
    with run.qtbot.waitSignal(note.kept) as kept:
        note.keep_button.click()
    run.rest()
    assert run.desk.records.get(shown(kept.args[0])).fields["text"] == "Two roadblocks lifted"
    assert run.desk.drafts.list() == ()
    note.keep()  # nothing stands there: nothing happens


def test_a_new_record_begins_beside_its_list(run: Run) -> None:
    run.window.top.creating.emit("contact")
    run.rest()
    assert run.window.record.pane is not None
    assert run.window.record.pane.view is None
    assert run.window.panes.screen_shown() is run.window.screens["contact"]


def test_the_bin_says_so_and_gives_back(run: Run, brief: bytes) -> None:
    run.window.show_screen("brief")
    run.window.open_record(brief)
    run.rest()
    assert run.window.record.pane is not None
    run.window.record.pane.acts.remove()
    run.rest()
    assert "is in the bin" in run.window.notice.text
    run.window.show_screen("bin")
    run.rest()
    screen = run.window.screens["bin"]
    assert isinstance(screen, BinScreen)
    assert screen.lines.count() == 1
    assert run.window.notice.remedy is not None
    run.window.notice.remedy.click()
    run.rest()
    run.rest()
    assert not run.desk.records.get(shown(brief)).deleted
    assert screen.lines.count() == 0


def test_undo_without_a_record_takes_back_the_last_save_of_all(run: Run, brief: bytes) -> None:
    run.desk.records.set(shown(brief), [("regions", "Tessa")])
    run.window.way_back.undo()
    run.rest()
    assert run.desk.records.get(shown(brief)).fields["regions"] == BRIEF.example["regions"]
    run.window.open_record(brief)
    run.rest()
    run.desk.records.set(shown(brief), [("regions", "Dargo")])
    run.window.way_back.undo()
    run.rest()
    assert run.desk.records.get(shown(brief)).fields["regions"] == BRIEF.example["regions"]
    run.window.record.redo()
    run.rest()
    assert run.desk.records.get(shown(brief)).fields["regions"] == "Dargo"


def test_a_deletion_undone_from_anywhere_is_done_again_from_anywhere(run: Run, brief: bytes) -> None:
    run.desk.records.delete(shown(brief))
    run.window.way_back.undo()
    run.rest()
    assert not run.desk.records.get(shown(brief)).deleted
    run.window.way_back.redo()
    run.rest()
    assert run.desk.records.get(shown(brief)).deleted
    run.window.way_back.redo()  # nothing more was undone
    run.rest()


def test_the_palette_offers_what_can_be_done_here_before_a_letter_is_typed(run: Run, brief: bytes) -> None:
    run.window.open_record(brief)
    run.rest()
    box = run.window.search
    run.window.activateWindow()
    box.start()
    run.qtbot.waitUntil(box.hasFocus)
    assert box.popup.isVisible()
    assert box.results.item(0).text().startswith("Step: ")
    type_in(box, "> stngs")
    run.qtbot.waitUntil(lambda: box.results.count() > 0 and box.results.item(0).text() == "Settings")
    press(box, Qt.Key.Key_Return)
    run.rest()
    assert run.window.place().screen == "settings"
    commands = offered(run.window)
    assert len({command.words for command in commands}) == len(commands)
    keys = [command.keys for command in commands if command.keys]
    assert len(keys) == len(set(keys))


def test_settings_count_at_once_and_only_a_look_builds_the_window_anew(run: Run) -> None:
    window = run.window
    run.desk.settings.choose({"lock_minutes": 10})
    window.settled.emit()
    run.rest()
    assert run.window is window
    assert run.program._idle is not None
    assert run.program._idle._timer.interval() == 600_000
    run.desk.settings.choose({"appearance": "dark", "percent": 125, "compact": True})
    window.settled.emit()
    run.rest()
    assert run.window is not window
    assert theme.theme().name == "dark"
    assert theme.theme().px(100) == 125
    assert theme.theme().compact
    assert run.program.preferences.appearance is Appearance.DARK


def test_the_desk_locks_after_sending_for_the_officer_who_chose_it(run: Run) -> None:
    run.window.sync.emptied.emit()
    run.rest()
    assert run.program.window is not None
    run.desk.settings.choose({"lock_after_sending": True})
    with run.qtbot.waitSignal(run.program.locked, timeout=10_000):
        run.window.sync.emptied.emit()


def test_the_conflicts_screen_settles_a_choice_by_one_click(run: Run, brief: bytes) -> None:
    another_version(run.desk, brief, "bluf", "Other words.")
    run.window.show_screen("conflicts")
    run.rest()
    screen = run.window.screens["conflicts"]
    assert isinstance(screen, ConflictsScreen)
    screen.strips[0].buttons[0].click()
    run.rest()
    run.rest()
    assert screen.strips == []
    assert run.desk.conflicts.list() == ()


def test_what_waits_is_listed_urgent_first(run: Run, brief: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = (
        Waiting(brief, "brief", "PCV-1", "Later", "dirty", urgent=False),
        Waiting(brief, "brief", "PCV-2", "Now", "sealed", urgent=True),
    )
    monkeypatch.setattr(run.desk.status, "waiting", lambda: waiting)
    run.window.show_screen("to_send")
    run.rest()
    screen = run.window.screens["to_send"]
    assert isinstance(screen, ToSendScreen)
    assert [screen.lines.item(n).text() for n in range(2)] == ["Now", "Later"]


def test_a_laptop_alone_is_offered_to_join(run: Run) -> None:
    run.window.sync.now()
    run.rest()
    screen = run.window.screens["connection"]
    assert isinstance(screen, ConnectionScreen)
    assert not screen.joining.isHidden()
    assert "alone" in screen.words.text()
    run.window.show_screen("alarms")
    run.rest()
    assert isinstance(run.window.panes.screen_shown(), AlarmsScreen)


def test_an_error_of_no_view_is_a_line_with_one_button(run: Run) -> None:
    run.window.sync.failed.emit(CutLine())
    assert run.window.notice.text == "There is no connection. Try again later."
    assert run.window.notice.remedy is not None
    press(run.window.notice, Qt.Key.Key_Escape)
    assert run.window.notice.isHidden()


def test_a_record_may_have_a_window_of_its_own_whose_title_tells_nothing(run: Run, brief: bytes) -> None:
    place = run.window.record
    place.open_window(brief)
    run.rest()
    own = place.windows[0]
    assert own.windowTitle() == "ASI Desktop"
    assert own.isVisible()
    place.open_window(brief)
    run.rest()
    assert place.windows == [own]
    run.desk.records.set(shown(brief), [("regions", "Dargo")])
    own.pane.acts.undo()
    run.rest()
    assert run.desk.records.get(shown(brief)).fields["regions"] == BRIEF.example["regions"]
    press(own.pane, Qt.Key.Key_Escape)
    assert place.windows == []
    run.rest()


def test_a_record_binned_in_its_own_window_leaves_the_desk_as_it_is(run: Run, brief: bytes) -> None:
    other = run.desk.records.add("brief", BRIEF.example | {"title": "Autre"}).id
    run.window.open_record(other)
    run.window.record.open_window(brief)
    run.rest()
    run.window.record.windows[0].pane.acts.remove()
    run.rest()
    assert run.window.record.windows == []
    assert run.window.record.record == other


def test_locking_hides_the_windows_of_records_too(run: Run, brief: bytes) -> None:
    run.window.record.open_window(brief)
    run.rest()
    own = run.window.record.windows[0]
    with run.qtbot.waitSignal(run.program.locked, timeout=10_000):
        run.program.lock()
        assert not own.isVisible()


def test_a_narrow_window_folds_the_list_behind_the_record(run: Run, brief: bytes) -> None:
    run.window.show_screen("brief")
    run.window.open_record(brief)
    run.window.resize(1000, 700)
    run.rest()
    screen = run.window.panes.screen_shown()
    assert screen is not None
    assert not screen.isVisible()
    run.window.resize(1366, 768)
    run.qtbot.waitUntil(screen.isVisible)


def test_the_language_changes_at_once_and_is_kept(run: Run) -> None:
    assert run.window.status.conflicts.text() == "No conflicts"
    run.window.show_screen("contact")
    run.program.speak("fr")
    run.rest()
    assert run.window.place().screen == "contact"
    assert run.window.status.conflicts.text() == "Aucun conflit"
    assert run.window.navigation.item(0).text() == "Aujourd’hui"
    assert run.program.preferences.language == "fr"


def test_the_keys_of_the_screen_are_shown_by_f1(run: Run) -> None:
    run.window.keys.begin()
    assert run.window.keys.isVisible()
    press(run.window.keys, Qt.Key.Key_Escape)
    assert not run.window.keys.isVisible()
    bound = [command.keys for command in run.window.commands]
    assert len(bound) == len(set(bound))


def test_help_is_one_page_in_the_language_in_force(run: Run) -> None:
    run.window.help.begin()
    assert "Saving is not an act" in run.window.help.page.toPlainText()
    run.window.help.done.click()
    run.program.speak("fr")
    run.rest()
    run.window.help.begin()
    assert "Enregistrer" in run.window.help.page.toPlainText()


def test_every_control_of_every_screen_has_a_name_that_can_be_read_aloud(run: Run, brief: bytes) -> None:
    another_version(run.desk, brief, "bluf", "Other words.")
    for entry in SCREENS:
        run.window.show_screen(entry.name)
    run.window.open_record(brief)
    run.rest()
    pane = run.window.record.pane
    assert pane is not None
    run.qtbot.waitUntil(lambda: pane.form.complete)
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QAbstractItemView)
    own = [each for each in run.window.findChildren(QWidget) if isinstance(each, kinds)]
    nameless = [each for each in own if not each.accessibleName() and not of_qt(each)]
    assert nameless == []


def of_qt(widget: QWidget) -> bool:
    """Whether Qt made the widget inside one of ours: a header, a popup, a clear button."""
    inside = (QHeaderView, QComboBox, QLineEdit)
    return (
        widget.objectName().startswith("qt_")
        or isinstance(widget, QHeaderView)
        or any(isinstance(above, inside) for above in ancestors(widget))
        or type(widget).__name__ in {"QTableCornerButton", "QComboBoxListView", "QListView"}
    )


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    """The widgets around ``widget``, from the inside out."""
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def test_the_tab_key_walks_in_reading_order(run: Run, brief: bytes) -> None:
    run.window.show_screen("brief")
    run.window.open_record(brief)
    run.rest()
    pane = run.window.record.pane
    assert pane is not None
    run.qtbot.waitUntil(lambda: pane.form.complete)
    run.window.activateWindow()
    first = pane.form.sections[0].grids[0]
    boxes = [box for box in first.boxes.values() if not box.isHidden()]
    boxes[0].editor.control().setFocus()
    run.qtbot.waitUntil(lambda: boxes[0].editor.control().hasFocus())
    places: list[QPoint] = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert isinstance(focused, QWidget)
        if not first.isAncestorOf(focused):
            break
        places.append(focused.mapTo(first, QPoint(0, 0)))
        press(focused, Qt.Key.Key_Tab)
    tops = [place.y() for place in places]
    assert len(places) >= 6
    assert all(later >= earlier - 40 for earlier, later in itertools.pairwise(tops))


def test_locking_hides_everything_keeps_what_is_typed_and_ends_the_process(
    run: Run, brief: bytes, tmp_path: Path
) -> None:
    run.window.open_record(brief)
    run.rest()
    pane = run.window.record.pane
    assert pane is not None
    run.qtbot.waitUntil(lambda: "outlook" in pane.form.boxes)
    editor = pane.form.boxes["outlook"].editor
    assert isinstance(editor, ProseEditor)
    day = pane.form.boxes["valid_until"].editor
    day.restore("soon")
    day.typed.emit()
    editor.prose.setPlainText("Typed and not left.")
    window = run.window
    with run.qtbot.waitSignal(run.program.locked, timeout=10_000):
        press(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        run.program.lock()
        assert not window.isVisible()
    assert run.replaced == [("asi-desktop", "--profile", str(tmp_path / "officer"), "--lang", "en")]
    again = opened_desk(tmp_path / "officer")
    assert again.records.get(shown(brief)).fields["outlook"] == "Typed and not left."
    draft = again.drafts.get(brief, FORM)
    assert draft is not None
    assert draft.values["fields"] == {"valid_until": "soon"}
    again.close()


def test_a_fault_is_told_without_any_content(run: Run) -> None:
    fault = ValueError("Ferek, Dano")
    run.program.show_fault(fault)
    dialog = run.window.findChild(CrashDialog)
    assert isinstance(dialog, CrashDialog)
    assert "ValueError" in dialog.report
    assert "Ferek" not in dialog.report
    dialog.continue_button.click()
    dialog = CrashDialog(fault, run.program.lock, run.window)
    with run.qtbot.waitSignal(run.program.locked, timeout=10_000):
        dialog.restart_button.click()


def test_closing_keeps_the_places_of_window_and_panes(run: Run) -> None:
    run.window.keep_everything()
    assert run.program.preferences.geometry("window") is not None
    assert run.program.preferences.geometry("panes") is not None


def test_a_reference_is_found_named_and_followed_on_the_desk(run: Run, brief: bytes) -> None:
    around = surroundings(run.window.workplace, run.window.open_record)
    owner = QWidget()
    run.qtbot.addWidget(owner)
    told: list[object] = []
    around.find("carvel", ("brief",), owner, told.append)
    around.find("carvel", (), owner, told.append)
    around.name(shown(brief), owner, told.append)
    around.name("0" * 32, owner, told.append)
    run.rest()
    names = [
        [each.title for each in found if each.id] if isinstance(found, tuple) else found.title  # type: ignore[attr-defined]
        for found in told
    ]
    assert sorted(map(str, names)) == sorted(
        map(str, [[BRIEF.example["title"]]] * 2 + [BRIEF.example["title"], "…"])
    )
    around.open(shown(brief))
    around.open("not an id")
    run.rest()
    assert run.window.record.record == brief


def test_the_menu_of_the_person_leads_to_settings_help_and_lock(run: Run) -> None:
    run.window.top.show_new_menu()
    run.window.top.new_menu.hide()
    run.window.top.show_me_menu()
    run.window.top.me_menu.hide()
    words = [action.text().partition("\t")[0] for action in run.window.top.me_menu.actions()]
    assert words[0] == "Settings"
    assert words[-1] == "Lock the desk"
    run.window.top.me_menu.actions()[0].trigger()
    run.rest()
    assert run.window.place().screen == "settings"


def test_a_record_of_a_newer_program_is_told_in_words(
    run: Run, brief: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = replace(run.desk.records.get(shown(brief)), type="spaceship")
    monkeypatch.setattr(run.desk.records, "get", lambda _: view)
    run.window.open_record(brief)
    run.rest()
    words = [each.text() for each in run.window.record.findChildren(QLabel)]
    assert any("newer version" in text for text in words)
    run.window.record.open_window(brief)
    run.rest()
    assert run.window.record.windows == []


def test_letters_steer_the_lines_of_a_screen(run: Run, brief: bytes) -> None:
    run.desk.records.add("field_note", record_type("field_note").example)
    run.window.show_screen("bin")
    for each in (brief, run.desk.records.add("brief", BRIEF.example).id):
        run.desk.records.delete(shown(each))
    screen = run.window.screens["bin"]
    assert isinstance(screen, BinScreen)
    screen.refresh()
    run.rest()
    screen.lines.setFocus()
    press(screen.lines, Qt.Key.Key_J)
    assert screen.lines.currentRow() == 1
    press(screen.lines, Qt.Key.Key_K)
    press(screen.lines, Qt.Key.Key_K)
    assert screen.lines.currentRow() == 0
    with run.qtbot.waitSignal(screen.opening):
        screen.lines.itemActivated.emit(screen.lines.currentItem())
