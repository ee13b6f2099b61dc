"""One record on the screen: choices by one click, steps that say why not, undo and redo, history, the bin."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Text
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Step
from asi_desktop.ui.conflict_strip import ConflictStrip
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press
from tests.ui.world import another_version

Rest = Callable[[], None]
BRIEF = record_type("brief")


@pytest.fixture
def brief(desk: Desk) -> bytes:
    return desk.records.add("brief", BRIEF.example).id


@pytest.fixture
def pane(qtbot: QtBot, workplace: Workplace, brief: bytes, rest: Rest) -> RecordPane:
    made = RecordPane(workplace, BRIEF, surroundings(workplace, lambda _: None))
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.open(brief)
    rest()
    qtbot.waitUntil(lambda: made.form.complete)
    return made


def conflicting(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> ConflictStrip:
    another_version(desk, brief, "bluf", "Meeting at 15 h.")
    pane.open(brief)
    rest()
    assert len(pane.conflicts) == 1
    return pane.conflicts[0]


def test_the_head_shows_reference_title_marking_status_and_way(
    pane: RecordPane, desk: Desk, brief: bytes
) -> None:
    view = desk.records.get(shown(brief))
    assert view.ref in pane.head.ref.text()
    assert pane.head.title.text() == view.title
    assert pane.head.marking.words.text() == "Internal use"
    assert pane.head.workflow.chain.accessibleName() == "Status: Draft"
    assert pane.head.mark.accessibleName() == "on this laptop"


def test_one_click_takes_a_version(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    strip = conflicting(pane, desk, brief, rest)
    values = {value.n: value.value for value in desk.records.get(shown(brief)).conflicts["bluf"]}
    strip.buttons[1].click()
    rest()
    rest()
    view = desk.records.get(shown(brief))
    assert view.conflicts == {}
    assert view.fields["bluf"] == values[2]
    assert pane.conflicts == []


def test_one_key_takes_a_version(
    qtbot: QtBot, pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    strip = conflicting(pane, desk, brief, rest)
    with qtbot.waitSignal(strip.rewriting):
        press(strip, Qt.Key.Key_0)
    with qtbot.waitSignal(strip.taken) as taken:
        press(strip, Qt.Key.Key_1)
    assert taken.args == ["bluf", 1]
    rest()
    assert desk.records.get(shown(brief)).conflicts == {}


def test_a_third_version_replaces_both(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    strip = conflicting(pane, desk, brief, rest)
    strip.third.click()
    box = pane.form.boxes["bluf"]
    box.editor.restore("Meeting between 14 and 15 h.")
    box.editor.typed.emit()
    box.editor.left.emit()
    rest()
    view = desk.records.get(shown(brief))
    assert view.conflicts == {}
    assert view.fields["bluf"] == "Meeting between 14 and 15 h."


def test_the_differing_words_are_marked(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    strip = conflicting(pane, desk, brief, rest)
    rich = [each.text() for each in strip.findChildren(QLabel) if each.textFormat() is Qt.TextFormat.RichText]
    assert len(rich) == 2
    assert all("background-color" in text for text in rich)


def test_a_step_is_a_verb_and_a_refused_one_says_why(
    qtbot: QtBot, pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    strip = pane.head.workflow
    item = strip._steps.itemAt(0)
    assert item is not None
    first = item.widget()
    assert isinstance(first, QPushButton)
    first.click()
    rest()
    assert desk.records.get(shown(brief)).status != "draft"
    desk.records.set(shown(brief), [("bluf", None)])
    pane.open(brief)
    rest()
    refused = [each for each in strip.menu.actions() if "not yet" in each.text()]
    if refused:
        refused[0].trigger()
        assert pane.notice.text


def test_a_step_with_a_reason_asks_for_it(qtbot: QtBot, pane: RecordPane, rest: Rest) -> None:
    strip = pane.head.workflow
    strip.take(Step("withdrawn", Text("Retirer", "Withdraw"), reason_required=True))
    assert not strip._reason_row.isHidden()
    strip._confirm()  # no reason, no step
    strip.reason.setText("Données dépassées.")
    with qtbot.waitSignal(strip.advanced) as advanced:
        strip._confirm()
    assert advanced.args == ["withdrawn", "Données dépassées."]
    rest()
    assert pane.notice.text  # from a draft there is no such step, and the record says so


def test_undo_and_redo_reach_the_record(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    before = desk.records.get(shown(brief)).fields["regions"]
    desk.records.set(shown(brief), [("regions", "Tessa")])
    pane.undo()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == before
    pane.redo()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == "Tessa"


def test_nothing_to_undo_is_a_sentence(pane: RecordPane, rest: Rest) -> None:
    for _ in range(2):
        pane.undo()
        rest()
    assert "nothing to undo" in pane.notice.text


def test_the_history_shows_what_was_before(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    desk.records.set(shown(brief), [("regions", "Tessa"), ("special_france", True)])
    pane.toggle_history()
    rest()
    assert pane.stack.currentWidget() is pane.history
    texts = " ".join(each.text() for each in pane.history.findChildren(QLabel))
    assert "Tessa" in texts
    assert "before:" in texts
    assert "this laptop" in texts
    pane.toggle_history()
    assert pane.stack.currentWidget() is pane.form


def test_esc_closes_the_history_then_the_record(qtbot: QtBot, pane: RecordPane, rest: Rest) -> None:
    pane.toggle_history()
    rest()
    press(pane, Qt.Key.Key_Escape)
    assert pane.stack.currentWidget() is pane.form
    with qtbot.waitSignal(pane.closing):
        press(pane, Qt.Key.Key_Escape)


def test_a_record_goes_to_the_bin_and_offers_the_way_back(
    qtbot: QtBot, pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    with qtbot.waitSignal(pane.removed):
        pane.remove()
    rest()
    rest()
    assert desk.records.get(shown(brief)).deleted
    lines = [each for each in pane.form.findChildren(NoticeStrip) if "in the bin" in each.text]
    assert lines[0].remedy is not None
    lines[0].remedy.click()
    rest()
    assert not desk.records.get(shown(brief)).deleted


def test_a_strict_marking_is_told_in_capitals(
    pane: RecordPane, desk: Desk, brief: bytes, workplace: Workplace, rest: Rest
) -> None:
    workplace.write(lambda: desk.records.set(shown(brief), [("special_france", True), ("tlp", "RED")]), pane)
    rest()
    rest()
    assert pane.head.marking.words.text() == "INTERNAL USE · FRANCE ONLY · TLP:RED"
    assert pane.head.marking.property("level") == "strict"


def test_what_the_next_step_demands_is_marked_quietly(
    pane: RecordPane, desk: Desk, brief: bytes, workplace: Workplace, rest: Rest
) -> None:
    workplace.write(lambda: desk.records.set(shown(brief), [("bluf", None)]), pane)
    rest()
    rest()
    assert pane.form.boxes["bluf"].demand.text() == "needed to go on"
    assert pane.form.boxes["regions"].demand.text() == ""
