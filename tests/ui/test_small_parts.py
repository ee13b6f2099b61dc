"""The small parts: colours that can be read, icons, times, differences, journeys, idling."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.clock import instant
from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import Kind
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import HistoryView, Undone
from asi_desktop.ui import icons, language, lock, moments, sync_marks, theme
from asi_desktop.ui.clipboard import ClipboardGuard, copy_privately
from asi_desktop.ui.crash import catch_faults, described
from asi_desktop.ui.deadline_line import FIELDS, SETTLED, Deadline, deadline_of
from asi_desktop.ui.differences import MOST_COMPARED, marked
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import label
from asi_desktop.ui.journey import MOST, Journey, Place
from asi_desktop.ui.lock import IdleWatch
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.record_head import headline
from asi_desktop.ui.redo import MOST as MOST_UNDONE
from asi_desktop.ui.redo import RedoStack, undoable
from asi_desktop.ui.screens import SCREENS
from asi_desktop.ui.status_words import status_words, type_words
from asi_desktop.ui.theme import Appearance
from tests.ui.hands import press
from tests.ui.world import doors

MINUTE_MS, HOUR_MS, DAY_MS = 60_000, 3_600_000, 86_400_000


def test_the_look_follows_the_laptop_and_the_size_of_text(qapp: QApplication) -> None:
    assert theme.apply(qapp, Appearance.SYSTEM).name in {"light", "dark"}
    assert theme.apply(qapp, Appearance.LIGHT, percent=200).px(13) == 26
    assert theme.apply(qapp, Appearance.LIGHT).px(13) == 13


def test_every_screen_and_type_has_an_icon_of_its_own(qapp: QApplication) -> None:
    assert all(icons.exists(entry.picture) for entry in SCREENS)
    assert all(icons.exists(kind.name) for kind in RECORD_TYPES)
    assert not icons.icon("lock", "#112233").isNull()


def test_times_are_said_as_people_say_them() -> None:
    noon = int(datetime(2026, 11, 27, 12, 0).astimezone().timestamp() * 1000)
    assert moments.ago(noon - 5_000, now=noon) == "just now"
    assert moments.ago(noon - 12 * MINUTE_MS, now=noon) == "12 min ago"
    assert moments.ago(noon - 3 * HOUR_MS, now=noon) == "09:00"
    assert moments.ago(noon - DAY_MS, now=noon) == "yesterday 12:00"
    assert moments.ago(noon - 3 * DAY_MS, now=noon) == "Tue 12:00"
    assert moments.ago(noon - 30 * DAY_MS, now=noon) == "28 Oct 2026"
    assert moments.full(noon).startswith("27 Nov 2026 12:00 (UTC")
    assert moments.offset_name(instant(noon)) == "UTC"
    assert moments.offset_name(datetime(2026, 1, 1, tzinfo=timezone(timedelta(minutes=-210)))) == "UTC−3:30"
    assert moments.zone("Nowhere/Land") is UTC


@pytest.mark.parametrize(
    ("ahead_ms", "words"),
    [
        (30_000, "now"),
        (-59_000, "now"),
        (12 * MINUTE_MS, "in 12 min"),
        (5 * HOUR_MS + 10 * MINUTE_MS, "in 5 h 10"),
        (2 * HOUR_MS + 5 * MINUTE_MS, "in 2 h 05"),
        (3 * HOUR_MS, "in 3 h"),
        (-2 * HOUR_MS, "overdue by 2 h"),
        (-90 * MINUTE_MS, "overdue by 1 h 30"),
        (-20 * MINUTE_MS, "overdue by 20 min"),
    ],
)
def test_a_deadline_is_told_by_its_distance(ahead_ms: int, words: str) -> None:
    assert moments.until(1_790_000_000_000 + ahead_ms, now=1_790_000_000_000) == words


def test_days_are_counted_and_close_ones_named() -> None:
    noon = int(datetime(2026, 11, 27, 12, 0).astimezone().timestamp() * 1000)
    assert moments.until_day(date(2026, 11, 27), now=noon) == "today"
    assert moments.until_day(date(2026, 11, 28), now=noon) == "tomorrow"
    assert moments.until_day(date(2026, 12, 4), now=noon).startswith("in 7 day")
    assert moments.until_day(date(2026, 11, 25), now=noon).startswith("overdue by 2 day")
    assert moments.span(2 * 86_400 + 4 * 3_600).endswith(" 4 h")
    assert moments.span(12 * 86_400 + 4 * 3_600).startswith("12 day")


def test_a_moment_is_told_at_the_post_in_paris_and_in_utc() -> None:
    late = int(datetime(2026, 11, 30, 22, 30, tzinfo=UTC).timestamp() * 1000)
    assert moments.in_three_zones(late, "Africa/Nairobi") == (
        "1 Dec 2026, 01:30 post · 30 Nov 2026 23:30 Paris · 30 Nov 2026 22:30 UTC"
    )
    assert "UTC" in moments.in_three_zones(late)


def test_a_deadline_is_the_first_field_that_says_one_while_it_still_counts() -> None:
    request = record_type("request")
    due: dict[str, Value] = {
        "due_at": {"utc": "2026-11-30T15:00:00Z", "offset": 180, "zone": "Africa/Nairobi"}
    }
    found = deadline_of(request, due, "draft")
    assert found is not None
    assert (found.name, found.zone) == ("Due", "Africa/Nairobi")
    assert found.order == found.at_ms
    assert deadline_of(request, due, "closed") is None
    assert deadline_of(request, {}, "draft") is None
    assert deadline_of(request, {"due_at": {"utc": "some day"}}, "draft") is None
    assert deadline_of(record_type("contact"), due, "") is None
    past, soon, far = (Deadline("Due", at_ms=moments.now_ms() + each) for each in (-1, HOUR_MS, 9 * DAY_MS))
    assert [each.tone for each in (past, soon, far)] == ["danger", "warning", "muted"]
    today = instant(moments.now_ms()).astimezone().date()
    days = [Deadline("Due", day=today + timedelta(days=each)) for each in (-1, 0, 2)]
    assert [each.tone for each in days] == ["danger", "warning", "muted"]
    assert days[1].distance == "today"
    assert days[0].order < days[1].order
    assert days[1].moment.endswith(str(today.year))


def test_every_field_that_says_until_when_is_one_that_the_head_can_read() -> None:
    for kind in RECORD_TYPES:
        for name in FIELDS:
            if name in kind.by_name:
                assert kind.by_name[name].kind in {Kind.INSTANT, Kind.DATE}
    states = {state.code for kind in RECORD_TYPES if kind.workflow for state in kind.workflow.states}
    assert SETTLED & states


def test_only_the_words_that_differ_are_marked() -> None:
    assert marked("at 14 h", "at 15 h").count("background-color") == 1
    assert marked("same", "same") == "same"
    assert marked("a <b>", "a").startswith("a <span")
    assert marked("a <b>", "a").endswith(">&lt;b&gt;</span>")
    assert "background" not in marked("word " * MOST_COMPARED, "other")


def test_a_journey_forgets_what_lay_ahead() -> None:
    journey = Journey()
    for name in ("a", "b", "b", "c"):
        journey.go(Place(name))
    assert journey.travel(-1) == Place("b")
    journey.go(Place("d"))
    assert journey.travel(1) is None
    assert journey.travel(-2) == Place("a")
    for number in range(2 * MOST):
        journey.go(Place(str(number)))
    assert journey.travel(-MOST) is None


def test_what_was_undone_is_done_again_newest_first_until_something_else_is_written() -> None:
    stack = RedoStack()
    assert stack.take() is None
    one, other, last = (Undone(record, Dot(1, n), Changes()) for n, record in enumerate((b"a", b"b", b"a")))
    for each in (one, other, last):
        stack.put(each)
    assert stack.take(b"b") is other
    assert stack.take() is last
    stack.put(other)
    stack.forget(b"a")
    assert stack.take(b"a") is None
    assert stack.take() is other
    for _ in range(MOST_UNDONE + 1):
        stack.put(one)
    assert len(stack._undone) == MOST_UNDONE
    save = HistoryView(0, "", b"", Dot(1, 1), {}, None, mine=True, undoable=True)
    assert undoable((save,)) is save
    assert undoable(()) is None


def test_a_copy_does_not_stay(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QObject()
    guard = ClipboardGuard(owner, stays_ms=20, ours=lambda: True)
    copy_privately("recovery code")
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")
    guard.clear()


def test_what_another_program_copied_is_left_alone(qapp: QApplication) -> None:
    owner = QObject()
    guard = ClipboardGuard(owner, ours=lambda: False)
    QGuiApplication.clipboard().setText("a colleague's")
    guard.clear()
    assert QGuiApplication.clipboard().text() == "a colleague's"
    QGuiApplication.clipboard().clear()


def test_idling_asks_for_the_lock_and_touching_puts_it_off(qtbot: QtBot, qapp: QApplication) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    watch = IdleWatch(owner, idle_ms=30)
    with qtbot.waitSignal(watch.wanted):
        press(owner, Qt.Key.Key_A)
    with qtbot.waitSignal(watch.wanted):
        watch._state_changed(Qt.ApplicationState.ApplicationSuspended)
    watch._state_changed(Qt.ApplicationState.ApplicationActive)
    with qtbot.waitSignal(watch.wanted):
        watch.screen_locked()
    watch.fell_asleep(False)
    with qtbot.waitSignal(watch.wanted):
        watch.fell_asleep(True)
    watch.wait_for(10)
    assert watch._timer.interval() == 600_000


def test_the_process_is_replaced_by_the_locked_one(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(os, "execv", lambda path, line: replaced.append((path, line)))
    lock.replaced_by([sys.executable, "-m", "asi_desktop"])
    assert replaced == [(sys.executable, [sys.executable, "-m", "asi_desktop"])]


def test_a_fault_that_nobody_caught_is_shown_and_a_keyboard_interrupt_is_not(qtbot: QtBot) -> None:
    shown: list[BaseException] = []
    owner = QObject()
    before = sys.excepthook
    catch_faults(shown.append, owner)
    sys.excepthook(ValueError, ValueError("secret"), None)
    assert "secret" not in described(shown[0])
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    assert sys.excepthook is before


def test_preferences_hold_geometry_language_and_look_only(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "window.ini")
    assert kept.language in {"fr", "en"}
    assert kept.appearance is Appearance.SYSTEM
    assert kept.percent == 100
    kept.language, kept.appearance, kept.percent = "fr", Appearance.DARK, 150
    kept.write()
    again_read = Preferences(tmp_path / "window.ini")
    assert (again_read.language, again_read.appearance, again_read.percent) == ("fr", Appearance.DARK, 150)
    assert again_read.geometry("window") is None


def test_words_flow_into_the_next_line(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for number in range(6):
        flow.addWidget(label(f"word {number}"))
    assert flow.heightForWidth(60) > flow.heightForWidth(2_000)
    assert flow.itemAt(9) is None
    assert flow.takeAt(9) is None
    taken = flow.takeAt(0)
    assert taken is not None
    assert flow.count() == 5


def test_a_heading_is_the_first_line_cut_where_a_heading_ends() -> None:
    assert headline("First\nsecond") == "First"
    assert len(headline("x" * 500)) == 120


def test_states_and_types_of_a_newer_program_are_shown_as_they_are_called() -> None:
    assert type_words("spaceship") == "spaceship"
    assert status_words("brief", "in_orbit") == "in_orbit"
    assert status_words("brief", "draft") == "Draft"
    assert sync_marks.words("teleported") == "teleported"


def test_the_language_in_force_chooses_texts_and_numbers(qapp: QApplication) -> None:
    language.speak(qapp, "fr")
    assert language.said(RECORD_TYPES[0].label) == RECORD_TYPES[0].label.fr
    assert language.locale().decimalPoint() == ","
    language.speak(qapp, "en")
    assert language.locale().decimalPoint() == "."


def test_the_unlock_screen_needs_neither_services_nor_storage() -> None:
    """It opens fast because it loads little: what it needs comes through its doors."""
    names = "('sqlalchemy', 'httpx', 'asi_desktop.services')"
    code = f"import sys, asi_desktop.ui.main_entry; sys.exit(any(n in sys.modules for n in {names}))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_program_locks_only_an_open_desk(preferences: Preferences, tmp_path: Path, qtbot: QtBot) -> None:
    program = Program(
        doors(tmp_path / "nobody"), preferences, replace=lambda _: pytest.fail("nothing is open")
    )
    program.lock()
    program.runner.close()
    with qtbot.waitSignal(program.destroyed):
        program.deleteLater()
