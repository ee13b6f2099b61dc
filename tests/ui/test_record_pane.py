"""One record on the screen: choices by one click, steps that say why not, undo and redo, history, the bin."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Text
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ContestedStep, Step
from asi_desktop.ui.conflict_strip import ConflictStrip
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.editors.line import LineEditor
from asi_desktop.ui.history_panel import AT_ONCE
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.record_commands import acts_of
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.record_strips import Answers, remarks
from asi_desktop.ui.record_tabs import FILES, HISTORY, LINKS
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press, type_in
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
    pane.acts.undo()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == before
    pane.acts.redo()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == "Tessa"


def test_nothing_to_undo_is_a_sentence(pane: RecordPane, rest: Rest) -> None:
    for _ in range(2):
        pane.acts.undo()
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
        pane.acts.remove()
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


def test_a_step_and_the_bin_are_done_again(pane: RecordPane, desk: Desk, brief: bytes, rest: Rest) -> None:
    name = shown(brief)
    first = desk.records.get(name).status
    pane.head.workflow.take(desk.records.get(name).allowed[0])
    rest()
    stepped = desk.records.get(name).status
    assert stepped != first
    for undo_and_redo in range(2):
        pane.acts.undo()
        rest()
        assert desk.records.get(name).status == first, undo_and_redo
        pane.acts.redo()
        rest()
        assert desk.records.get(name).status == stepped
    pane.acts.remove()
    rest()
    pane.acts.undo()
    rest()
    assert not desk.records.get(name).deleted
    pane.acts.redo()
    rest()
    assert desk.records.get(name).deleted
    pane.acts.take_out()
    rest()
    assert not desk.records.get(name).deleted


def test_what_was_undone_stays_undone_once_something_else_is_written(
    pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    desk.records.set(shown(brief), [("regions", "Tessa")])
    pane.acts.undo()
    rest()
    pane.links._forget()
    pane.links.view = None
    pane.links._forget()
    pane.workplace.redo.forget(brief)
    before = desk.records.get(shown(brief)).fields["regions"]
    pane.acts.redo()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == before


def test_an_earlier_value_is_put_back_from_the_history(
    pane: RecordPane, desk: Desk, brief: bytes, workplace: Workplace, rest: Rest
) -> None:
    before = desk.records.get(shown(brief)).fields["regions"]
    workplace.write(lambda: desk.records.set(shown(brief), [("regions", "Tessa")]), pane)
    rest()
    pane.show_page(HISTORY)
    rest()
    backs = [each for each in pane.history.findChildren(QPushButton) if each.text() == "Put back"]
    assert [each.accessibleName() for each in backs] == [f"Put back: Regions, {before}"]
    backs[0].click()
    rest()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == before


def test_the_history_of_one_field_alone_and_older_saves_when_asked_for(
    pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    for number in range(AT_ONCE + 3):
        desk.records.set(shown(brief), [("regions", f"District {number}")])
    desk.records.set(shown(brief), [("outlook", "Calme.")])
    pane.show_page(HISTORY)
    rest()
    assert pane.history._shown == AT_ONCE
    assert pane.history.older.text().startswith("Show older saves")
    pane.history.older.click()
    assert pane.history._shown == AT_ONCE + 5
    assert pane.history.older.isHidden()
    pane.history.field.setCurrentIndex(pane.history.field.findData("outlook"))
    words = " ".join(each.text() for each in pane.history.findChildren(QLabel) if not each.isHidden())
    assert pane.history._shown <= 2
    assert "Calme." in words


def test_the_history_names_records_by_their_titles(
    pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    note = desk.records.add("field_note", record_type("field_note").example).id
    desk.records.link(shown(brief), shown(note))
    pane.show_page(HISTORY)
    rest()
    words = [each.text() for each in pane.history.findChildren(QLabel)]
    assert not any(shown(note) in text for text in words)
    assert any("Tessa" in text for text in words)


def test_the_pages_of_a_record_are_a_key_away(
    qtbot: QtBot, pane: RecordPane, desk: Desk, brief: bytes, rest: Rest
) -> None:
    assert pane.tabs.buttons[LINKS].text() == "Links"
    note = desk.records.add("field_note", record_type("field_note").example).id
    pane.workplace.write(lambda: desk.records.link(shown(brief), shown(note)), pane)
    rest()
    rest()
    assert pane.tabs.buttons[LINKS].text() == "Links (1)"
    pane.tabs.buttons[LINKS].click()
    assert pane.stack.currentWidget() is pane.links
    pane.show_page(FILES)
    rest()
    assert pane.stack.currentWidget() is pane.files
    pane.begin_link()
    assert pane.stack.currentWidget() is pane.links
    press(pane, Qt.Key.Key_Escape)
    assert pane.stack.currentWidget() is pane.form
    keys = [command.keys for command in acts_of(pane)]
    assert len(keys) == len(set(keys))


def test_the_commands_of_a_record_are_its_steps_and_what_can_be_done_with_it(
    pane: RecordPane, desk: Desk, brief: bytes, workplace: Workplace, rest: Rest
) -> None:
    words = [command.words for command in pane.commands()]
    assert words[0].startswith("Step: ")
    assert {"Print or save as PDF", "Link to another record…", "Attach files…", "Move to the bin"} <= set(
        words
    )
    workplace.write(lambda: desk.records.delete(shown(brief)), pane)
    rest()
    rest()
    assert "Take out of the bin" in [command.words for command in pane.commands()]
    pane.acts.copy_reference()
    assert QGuiApplication.clipboard().text() == desk.records.get(shown(brief)).ref
    QGuiApplication.clipboard().clear()


def test_a_pane_without_a_record_offers_nothing(workplace: Workplace, qtbot: QtBot) -> None:
    empty = RecordPane(workplace, BRIEF, surroundings(workplace, lambda _: None))
    qtbot.addWidget(empty)
    assert empty.commands() == ()
    for act in (empty.acts.undo, empty.acts.redo, empty.acts.remove, empty.acts.copy_reference):
        act()
    empty.acts.print()
    empty.attach()
    empty.want_window()
    assert empty.acts.name == ""


def test_the_head_says_until_when_and_where(
    qtbot: QtBot, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    kind = record_type("request")
    request = desk.records.add("request", kind.example).id
    pane = RecordPane(workplace, kind, surroundings(workplace, lambda _: None))
    qtbot.addWidget(pane)
    pane.open(request)
    rest()
    line = pane.head.deadline
    assert not line.isHidden()
    assert line.moment.text() == "30 Nov 2026, 18:00 post · 16:00 Paris · 15:00 UTC"
    assert line.distance.text().startswith("Due: ")
    workplace.write(lambda: desk.records.set(shown(request), [("due_at", None)]), pane)
    rest()
    rest()
    assert line.isHidden()


def test_what_is_to_be_known_of_a_record_stands_above_its_fields(
    pane: RecordPane, desk: Desk, brief: bytes
) -> None:
    view = replace(
        desk.records.get(shown(brief)),
        deleted_while_edited=True,
        contested=(ContestedStep("validated", "", 0), ContestedStep("sent", "Luc Ferrand", 0)),
        read_only=True,
        why_read_only=Text("Lecture seule.", "Read only."),
    )
    said = remarks(view, Answers(lambda: None, lambda *_: None, lambda _: None))
    assert [words.partition(" ")[0] for words, _ in said] == ["Somebody", "another", "Luc", "Read"]
    assert [remedy.words for _, remedy in said if remedy is not None] == ["Keep it"]


def test_ctrl_p_shows_the_record_as_it_will_be_printed(
    qtbot: QtBot, pane: RecordPane, desk: Desk, rest: Rest
) -> None:
    title = pane.form.boxes["title"].editor
    assert isinstance(title, LineEditor)
    for words in ("Port-Carvel: quiet", "Port-Carvel: calm"):  # the second while the first is being saved
        title.line.setText("")
        type_in(title.line, words)
        pane.print()
    rest()
    assert desk.records.get(pane.acts.name).title == "Port-Carvel: calm"
    papers = [each for each in pane.findChildren(QWidget) if isinstance(each, PaperWindow)]
    assert len(papers) == 2
    for paper in papers:
        assert paper.material.view.title == "Port-Carvel: calm"
        paper.close()
    rest()


def test_what_cannot_be_saved_is_said_and_the_rest_is_printed(
    qtbot: QtBot, pane: RecordPane, desk: Desk, rest: Rest
) -> None:
    pane.form.boxes["title"].editor.restore("")
    pane.print()
    rest()
    assert desk.records.get(pane.acts.name).title
    (paper,) = [each for each in pane.findChildren(QWidget) if isinstance(each, PaperWindow)]
    paper.close()
    rest()
