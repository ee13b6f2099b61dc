"""The links of a record: found and made by the keyboard, opened, taken away; and what refers to it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.ui.links_panel import LinksPanel
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press, type_in

Rest = Callable[[], None]
BRIEF, NOTE = record_type("brief"), record_type("field_note")


@pytest.fixture
def brief(desk: Desk) -> bytes:
    return desk.records.add("brief", BRIEF.example).id


@pytest.fixture
def note(desk: Desk) -> bytes:
    return desk.records.add("field_note", NOTE.example).id


@pytest.fixture
def panel(qtbot: QtBot, workplace: Workplace, desk: Desk, brief: bytes, rest: Rest) -> LinksPanel:
    made = LinksPanel(workplace)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    workplace.changed.connect(lambda _: made.show_view(desk.records.get(shown(brief))))
    made.show_view(desk.records.get(shown(brief)))
    rest()
    return made


def ways(panel: LinksPanel) -> list[QPushButton]:
    return [each for each in panel.findChildren(QPushButton) if each.property("kind") == "link"]


def test_a_record_without_links_says_so(panel: LinksPanel) -> None:
    words = [each.text() for each in panel.findChildren(QLabel)]
    assert "This record names no other yet." in words
    assert panel.back_box.isHidden()


def test_a_link_is_found_and_made_without_the_mouse(
    panel: LinksPanel, desk: Desk, brief: bytes, note: bytes, rest: Rest, qtbot: QtBot
) -> None:
    panel.role.setCurrentIndex(panel.role.findData("evidence_for"))
    panel.begin()
    type_in(panel.line, "tessa")
    qtbot.waitUntil(lambda: panel.results.count() == 1)  # the brief itself is not offered
    press(panel.line, Qt.Key.Key_Down)
    press(panel.line, Qt.Key.Key_Up)
    press(panel.line, Qt.Key.Key_Return)
    rest()
    rest()
    link = desk.records.get(shown(brief)).links[0]
    assert (link.target, link.role) == (note, "evidence_for")
    assert panel.line.text() == ""
    assert ways(panel)[0].accessibleName().startswith("Evidence for")


def test_words_that_find_nothing_say_so_and_esc_empties_the_line(panel: LinksPanel, qtbot: QtBot) -> None:
    type_in(panel.line, "zzzzqqq")
    qtbot.waitUntil(lambda: not panel.nothing_found.isHidden())
    press(panel.line, Qt.Key.Key_Return)  # nothing to take
    press(panel.line, Qt.Key.Key_Escape)
    assert panel.line.text() == ""
    qtbot.waitUntil(panel.nothing_found.isHidden)


def test_a_link_is_opened_and_taken_away(
    panel: LinksPanel, workplace: Workplace, desk: Desk, brief: bytes, note: bytes, rest: Rest, qtbot: QtBot
) -> None:
    workplace.write(lambda: desk.records.link(shown(brief), shown(note)), panel)
    rest()
    rest()
    with qtbot.waitSignal(panel.following) as following:
        ways(panel)[0].click()
    assert following.args == [note]
    panel._remove(desk.records.get(shown(brief)).links[0])
    rest()
    assert desk.records.get(shown(brief)).links == ()


def test_what_refers_to_the_record_is_told_with_its_way(
    panel: LinksPanel, workplace: Workplace, desk: Desk, brief: bytes, note: bytes, rest: Rest, qtbot: QtBot
) -> None:
    desk.records.link(shown(note), shown(brief), role="about")
    other = desk.records.add("brief", BRIEF.example | {"title": "Suite"}).id
    desk.records.set(shown(other), [("supersedes", shown(brief))])
    with qtbot.waitSignal(panel.counted) as counted:
        panel.show_view(desk.records.get(shown(brief)))
    assert counted.args == [2]
    names = [each.accessibleName() for each in ways(panel)]
    assert any(name.startswith("About") for name in names)
    assert any(name.startswith("Supersedes") for name in names)
    assert not panel.back_box.isHidden()


def test_a_record_that_has_not_come_yet_is_named_as_such(
    panel: LinksPanel, desk: Desk, brief: bytes, rest: Rest
) -> None:
    desk.records.set(shown(brief), [("links/+", {"target": "f" * 32})])
    panel.show_view(desk.records.get(shown(brief)))
    rest()
    assert "Not received yet" in ways(panel)[0].accessibleName()
