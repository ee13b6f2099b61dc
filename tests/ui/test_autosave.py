"""Saving is not an act: drafts while typing, saves on leaving, nothing lost, nothing overwritten unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.ui.autosave import FORM
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.editors.line import LineEditor
from asi_desktop.ui.editors.prose import ProseEditor
from asi_desktop.ui.editors.sub_records import SubRecordsEditor
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.task_runner import TaskRunner
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import type_in
from tests.ui.world import another_version, made_desk, opened_desk

BRIEF = record_type("brief")
Rest = Callable[[], None]


@pytest.fixture
def brief(desk: Desk) -> bytes:
    return desk.records.add("brief", BRIEF.example).id


def pane_on(qtbot: QtBot, workplace: Workplace, record: bytes, rest: Rest) -> RecordPane:
    pane = RecordPane(workplace, BRIEF, surroundings(workplace, lambda _: None))
    qtbot.addWidget(pane)
    pane.open(record)
    rest()
    qtbot.waitUntil(lambda: pane.form.complete)
    return pane


def prose(pane: RecordPane, name: str) -> ProseEditor:
    found = pane.form.boxes[name].editor
    assert isinstance(found, ProseEditor)
    return found


def line(pane: RecordPane, name: str) -> LineEditor:
    found = pane.form.boxes[name].editor
    assert isinstance(found, LineEditor)
    return found


def test_typing_reaches_an_encrypted_draft_and_leaving_saves(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    editor = line(pane, "title")
    with qtbot.waitSignal(pane.autosave.drafted, timeout=2_000):
        editor.line.setText("")
        type_in(editor.line, "Port-Carvel : calme")
    draft = desk.drafts.get(brief, FORM)
    assert draft is not None
    assert draft.values["fields"] == {"title": "Port-Carvel : calme"}
    with qtbot.waitSignal(pane.autosave.saved):
        editor.left.emit()
    rest()
    assert desk.records.get(shown(brief)).fields["title"] == "Port-Carvel : calme"
    assert desk.drafts.get(brief, FORM) is None
    assert pane.head.title.text() == "Port-Carvel : calme"


def test_what_was_typed_before_a_kill_stands_in_the_form_again_and_is_saved(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "killed"
    desk, runner = made_desk(folder), TaskRunner()
    record = desk.records.add("brief", BRIEF.example).id
    workplace = Workplace(desk, runner, desk.status.me())
    pane = pane_on(qtbot, workplace, record, lambda: qtbot.waitUntil(lambda: not runner.busy))
    with qtbot.waitSignal(pane.autosave.drafted, timeout=2_000):
        type_in(prose(pane, "outlook").prose, "Dispersion ")
    runner.close()  # the process ends here: the field was never left
    desk.close()

    desk, runner = opened_desk(folder), TaskRunner()
    workplace = Workplace(desk, runner, desk.status.me())
    again = pane_on(qtbot, workplace, record, lambda: qtbot.waitUntil(lambda: not runner.busy))
    assert "Dispersion " in prose(again, "outlook").prose.toPlainText()
    qtbot.waitUntil(lambda: "Dispersion" in str(desk.records.get(shown(record)).fields["outlook"]))
    assert desk.records.get(shown(record)).conflicts == {}
    runner.close()
    desk.close()


def test_saving_one_field_twice_is_no_conflict_with_oneself(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    editor = line(pane, "regions")
    for words in ("Dargo", "Dargo ; Tessa", "Tessa"):
        editor.line.setText("")
        type_in(editor.line, words)
        editor.left.emit()  # the first save may still be under way
    rest()
    rest()
    view = desk.records.get(shown(brief))
    assert view.fields["regions"] == "Tessa"
    assert view.conflicts == {}


def test_a_version_that_arrives_while_typing_becomes_a_choice_and_never_a_loss(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    editor = prose(pane, "bluf")
    editor.prose.setPlainText("Mine.")
    another_version(desk, brief, "bluf", "Theirs.")
    editor.left.emit()
    rest()
    view = desk.records.get(shown(brief))
    assert {value.value for value in view.conflicts["bluf"]} == {"Mine.", "Theirs."}


def test_a_value_that_means_nothing_stays_in_the_field_and_the_rest_is_saved(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    day, region = line(pane, "valid_until"), line(pane, "regions")
    day.line.setText("")
    type_in(day.line, "soon")
    region.line.setText("")
    type_in(region.line, "Tessa")
    pane.autosave.save()
    rest()
    assert desk.records.get(shown(brief)).fields["regions"] == "Tessa"
    assert day.line.text() == "soon"
    assert pane.form.boxes["valid_until"].trouble.text()
    draft = desk.drafts.get(brief, FORM)
    assert draft is not None
    assert draft.values["fields"] == {"valid_until": "soon"}


def test_a_refused_save_says_why_and_keeps_the_text(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    editor = line(pane, "title")
    editor.line.setText("")
    editor.typed.emit()
    with qtbot.waitSignal(pane.autosave.failed):
        editor.left.emit()
    rest()
    assert "Missing" in pane.notice.text
    assert desk.records.get(shown(brief)).fields["title"] == BRIEF.example["title"]
    assert pane.form.boxes["title"].dirty


def test_an_element_added_in_the_form_is_in_the_record_and_stays_the_same_row(
    qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest
) -> None:
    pane = pane_on(qtbot, workplace, brief, rest)
    editor = pane.form.boxes["recommendations"].editor
    assert isinstance(editor, SubRecordsEditor)
    element = editor.add()
    assert element.grid is not None
    text = element.grid.boxes["text"].editor
    text.restore("Reporter la visite.")
    text.typed.emit()
    text.left.emit()
    rest()
    rest()
    given = desk.records.get(shown(brief)).fields["recommendations"]
    assert isinstance(given, dict)
    assert [each["text"] for each in given.values() if isinstance(each, dict)][-1] == "Reporter la visite."
    assert element in editor.elements.values()
    assert not pane.form.dirty


def test_a_new_record_is_a_draft_until_it_can_stand_and_then_a_record(
    qtbot: QtBot, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    pane = RecordPane(workplace, BRIEF, surroundings(workplace, lambda _: None), draft="new/brief/1")
    qtbot.addWidget(pane)
    pane.begin_new()
    assert "Title" in pane.lacking.text()
    region = line(pane, "regions")
    with qtbot.waitSignal(pane.autosave.drafted, timeout=2_000):
        type_in(region.line, "Dargo")
        region.left.emit()
    rest()
    assert [draft.form for draft in desk.drafts.list()] == ["new/brief/1"]
    title = line(pane, "title")
    type_in(title.line, "Dargo : routes")
    with qtbot.waitSignal(pane.made) as made:
        title.left.emit()
    rest()
    view = desk.records.get(shown(made.args[0]))
    assert view.fields["title"] == "Dargo : routes"
    assert view.fields["regions"] == "Dargo"
    assert desk.drafts.list() == ()
    assert pane.lacking.isHidden()
