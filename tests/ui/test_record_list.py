"""Lists: pages on demand, filters, order, keys, counts; what belongs here while there is nothing."""

from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QMenu, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Filter, ListPage, ListQuery, Row
from asi_desktop.tasks import Context
from asi_desktop.ui.filter_editors import Choices, FilterEditor, Records, Span, Words, editor_for
from asi_desktop.ui.filter_words import Criterion, Manner, criteria, day_shown, day_typed, words_of
from asi_desktop.ui.list_acts import selection_menu
from asi_desktop.ui.record_choice import RecordChoice
from asi_desktop.ui.record_list import RecordList
from asi_desktop.ui.record_rows import details_of
from asi_desktop.ui.record_source import RecordSource
from asi_desktop.ui.record_table import PAGE, ROW_ROLE, Asked, Portion, RecordTable
from asi_desktop.ui.screens.bin import BinScreen
from asi_desktop.ui.screens.records import RecordsScreen
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press, type_in

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Value

Rest = Callable[[], None]
CONTACT = record_type("contact")


def row(number: int) -> Row:
    return Row(
        number.to_bytes(16), f"PCV-{number}", "contact", "active", b"", f"Name {number}", "queued", 0, {}
    )


class Shelf:
    """Lines given out page by page, and what was asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[int] = []

    def fetch(self, asked: Asked, offset: int, limit: int, then: Callable[[Portion], None]) -> None:
        self.asked.append(offset)
        rows = tuple(row(number) for number in range(offset, min(offset + limit, self.total)))
        then(Portion(self.total, self.total, offset, rows))


@pytest.fixture
def contacts(desk: Desk) -> list[bytes]:
    names = ["Belin", "Ferek", "Olen"]
    plain = {name: value for name, value in CONTACT.example.items() if name != "name_native_script"}
    return [desk.records.add("contact", plain | {"family_name": name}).id for name in names]


@pytest.fixture
def shown_list(qtbot: QtBot, workplace: Workplace, contacts: list[bytes], rest: Rest) -> RecordList:
    made = RecordList(workplace, CONTACT)
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    rest()
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = RecordTable(CONTACT, Shelf(2 * PAGE + 5).fetch)
    model.refresh()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_only_the_pages_that_are_looked_at_are_asked_for() -> None:
    shelf = Shelf(100_000)
    model = RecordTable(CONTACT, shelf.fetch)
    model.refresh()
    assert model.rowCount() == 100_000
    assert shelf.asked == [0]
    assert model.index(70_000, 0).data() == "…"
    assert model.index(70_000, 0).data() == "Name 70000"
    assert shelf.asked == [0, 70_000]


def test_an_answer_to_an_older_question_is_not_shown() -> None:
    waiting: list[Callable[[Portion], None]] = []
    model = RecordTable(CONTACT, lambda _asked, _offset, _limit, then: waiting.append(then))
    model.refresh()
    model.ask(Asked("contact", words="ferek"))
    waiting[1](Portion(1, 3, 0, (row(1),)))
    waiting[0](Portion(3, 3, 0, (row(1), row(2), row(3))))
    assert model.rowCount() == 1


def test_a_column_is_a_listed_field_and_sorts(desk: Desk, shown_list: RecordList, rest: Rest) -> None:
    headings = [
        shown_list.model.headerData(n, Qt.Orientation.Horizontal)
        for n in range(shown_list.model.columnCount())
    ]
    assert headings[0] == "Title"
    assert "Organisation" in headings
    assert headings[-1] == "Changed"
    shown_list.model.sort(0, Qt.SortOrder.AscendingOrder)
    rest()
    assert [shown_list.model.index(n, 0).data() for n in range(3)] == [
        "Belin Dano",
        "Ferek Dano",
        "Olen Dano",
    ]
    shown_list.model.sort(0, Qt.SortOrder.DescendingOrder)
    rest()
    assert shown_list.model.index(0, 0).data() == "Olen Dano"


def test_words_filter_the_list_and_the_count_says_of_how_many(
    qtbot: QtBot, shown_list: RecordList, rest: Rest
) -> None:
    assert shown_list.count.text() == "3 records"
    shown_list.words.setText("ferek")
    qtbot.waitUntil(lambda: shown_list.model.rowCount() == 1)
    assert shown_list.count.text() == "1 of 3"
    shown_list.words.setText("nobody at all")
    qtbot.waitUntil(lambda: shown_list.model.rowCount() == 0)
    assert shown_list.empty.words.text() == "Nothing matches this filter."
    shown_list.empty.all.click()
    qtbot.waitUntil(lambda: shown_list.model.rowCount() == 3)
    assert shown_list.words.text() == ""


def test_a_chip_filters_by_status(shown_list: RecordList, rest: Rest) -> None:
    chips = shown_list.states.chips
    chips["dormant"].click()
    rest()
    assert shown_list.model.rowCount() == 0
    chips["active"].click()
    rest()
    assert shown_list.model.rowCount() == 3
    assert chips["dormant"].isChecked()
    assert not chips[""].isChecked()
    chips["dormant"].click()
    chips[""].click()
    rest()
    assert shown_list.model.rowCount() == 3
    assert chips[""].isChecked()


def test_letters_steer_enter_opens_esc_goes_back(qtbot: QtBot, shown_list: RecordList) -> None:
    table = shown_list.table
    table.selectRow(0)
    press(table, Qt.Key.Key_J)
    press(table, Qt.Key.Key_J)
    press(table, Qt.Key.Key_K)
    assert table.currentIndex().row() == 1
    with qtbot.waitSignal(shown_list.chosen) as chosen:
        press(table, Qt.Key.Key_Return)
    assert chosen.args == [table.currentIndex().data(ROW_ROLE).id]
    with qtbot.waitSignal(shown_list.chosen) as left:
        press(table, Qt.Key.Key_Escape)
    assert left.args == [None]


def test_a_change_shows_without_being_asked(
    shown_list: RecordList, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    workplace.write(
        lambda: desk.records.add("contact", CONTACT.example | {"family_name": "Saint-Aubin"}), shown_list
    )
    rest()
    rest()
    assert shown_list.model.rowCount() == 4


def test_several_go_to_the_bin_at_once_with_their_number_and_come_back(
    qtbot: QtBot, workplace: Workplace, desk: Desk, contacts: list[bytes], rest: Rest
) -> None:
    screen = RecordsScreen(CONTACT, workplace)
    qtbot.addWidget(screen)
    screen.show()
    rest()
    screen.list.table.selectAll()
    assert screen.list.count.text().startswith("3 selected · ")
    press(screen.list.table, Qt.Key.Key_Delete)
    assert screen.notice.text.startswith("Move 3 record")
    assert screen.list.model.rowCount() == 3
    assert screen.notice.remedy is not None
    screen.notice.remedy.click()
    rest()
    rest()
    assert screen.list.model.rowCount() == 0
    assert screen.notice.text.startswith("3 record")
    assert screen.notice.remedy is not None
    screen.notice.remedy.click()
    rest()
    rest()
    assert screen.list.model.rowCount() == 3


def test_an_empty_list_teaches_and_offers_the_first(qtbot: QtBot, workplace: Workplace, rest: Rest) -> None:
    empty = RecordList(workplace, record_type("request"))
    qtbot.addWidget(empty)
    empty.show()
    rest()
    assert not empty.empty.isHidden()
    assert empty.table.isHidden()
    assert empty.empty.words.text() == record_type("request").help.en
    with qtbot.waitSignal(empty.creating) as creating:
        empty.empty.first.click()
    assert creating.args == ["request"]


def test_many_states_are_chosen_with_the_other_filters(
    qtbot: QtBot, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    request = record_type("request")
    desk.records.add("request", request.example)
    made = RecordList(workplace, request)
    qtbot.addWidget(made)
    made.show()
    rest()
    assert made.states.chips == {}
    made.filter(Filter("status", ("draft", "sent")))
    rest()
    assert made.model.rowCount() == 1
    (chip,) = chips_of(made)
    assert chip.text() == "Status: Draft, Sent  ×"
    chip.click()
    assert made.model.asked.filters == ()


def test_a_wide_list_shows_its_columns_and_a_narrow_one_the_first(shown_list: RecordList) -> None:
    assert shown_list.table.isColumnHidden(1)
    shown_list.resize(1100, 600)
    assert not shown_list.table.isColumnHidden(1)
    assert not shown_list.table.horizontalHeader().isHidden()


def chips_of(shown: RecordList) -> list[QPushButton]:
    flow = shown.filters.chips
    widgets = [item.widget() for n in range(flow.count()) if (item := flow.itemAt(n)) is not None]
    return [widget for widget in widgets if isinstance(widget, QPushButton)]


def names_of(found: QListWidget) -> list[str]:
    return [found.item(number).text() for number in range(found.count())]


def open_sheet(shown: RecordList, name: str) -> FilterEditor:
    shown.filters.open()
    sheet = shown.filters.sheet
    place = list(shown.filters.criteria).index(name)
    sheet.names.setCurrentRow(place)
    sheet.hide()
    return sheet.editors[name]


def test_codes_are_ticked_and_the_chip_takes_them_away(shown_list: RecordList, rest: Rest) -> None:
    editor = open_sheet(shown_list, "posted_in")
    assert isinstance(editor, Choices)
    editor.line.setText("karv")
    visible = [
        editor.items.item(n) for n in range(editor.items.count()) if not editor.items.item(n).isHidden()
    ]
    assert [item.text() for item in visible] == ["Karvelia"]
    editor.items.itemActivated.emit(visible[0])
    rest()
    assert shown_list.model.asked.filters == (Filter("posted_in", ("XA",)),)
    assert shown_list.model.rowCount() == 3
    editor.items.item(editor.items.count() - 1).setCheckState(Qt.CheckState.Checked)
    assert shown_list.model.asked.filters == (Filter("posted_in", ("XA", "")),)
    (chip,) = chips_of(shown_list)
    assert chip.text() == "Posted in: Karvelia, nothing filled in  ×"
    chip.click()
    assert editor.ticked() == ()
    rest()


def test_days_have_names_and_can_be_typed(shown_list: RecordList, rest: Rest) -> None:
    editor = open_sheet(shown_list, "review_at")
    assert isinstance(editor, Span)
    preset = next(one for one in editor.named if one.words == "Next 7 days")
    editor.named[preset].click()
    assert shown_list.model.asked.filters == (Filter("review_at", since="@today", until="@today+7"),)
    assert editor.named[preset].isChecked()
    (chip,) = chips_of(shown_list)
    assert chip.text() == "Review on: next 7 days  ×"
    editor.since.setText("")
    editor.until.clear()
    type_in(editor.until, "31/12/2026")
    press(editor.until, Qt.Key.Key_Return)
    assert shown_list.model.asked.filters == (Filter("review_at", until="2026-12-31"),)
    editor.until.clear()
    type_in(editor.until, "soon")
    press(editor.until, Qt.Key.Key_Return)
    assert editor.until.property("wrong")
    assert shown_list.model.asked.filters == (Filter("review_at", until="2026-12-31"),)
    editor.unset.click()
    rest()
    assert shown_list.model.asked.filters == (Filter("review_at", ("",)),)


def test_records_are_searched_for_and_named_in_the_chip(
    qtbot: QtBot, shown_list: RecordList, desk: Desk, rest: Rest
) -> None:
    police = desk.records.add("organisation", record_type("organisation").example).id
    editor = open_sheet(shown_list, "organisation")
    assert isinstance(editor, Records)
    editor.line.setText("karvelian")
    editor._search()
    rest()
    assert names_of(editor.items)[0] == "Policia Nasional Karvelian"
    editor.items.item(0).setCheckState(Qt.CheckState.Checked)
    rest()
    assert shown_list.model.asked.filters == (Filter("organisation", (police.hex(),)),)
    (chip,) = chips_of(shown_list)
    assert chip.text() == "Organisation: Policia Nasional Karvelian  ×"
    shown_list.filters.titles.clear()
    shown_list.filter(Filter("organisation", (police.hex(), "")))
    rest()
    qtbot.waitUntil(lambda: "Policia" in chips_of(shown_list)[-1].text())


def test_every_field_that_filters_has_an_editor_that_shows_and_tells(
    workplace: Workplace, qtbot: QtBot
) -> None:
    for kind in RECORD_TYPES:
        for criterion in criteria(kind):
            editor = editor_for(criterion, workplace, {})
            qtbot.addWidget(editor)
            editor.show_filter(Filter(criterion.name, ("",)))
            editor.show_filter(Filter(criterion.name, since="1", until="2"))
            editor.show_filter(None)
            assert words_of(criterion, Filter(criterion.name, ("",)), {}).endswith("nothing filled in")
    words = Words(Criterion("place_text", "Place", Manner.WORDS))
    qtbot.addWidget(words)
    told: list[Filter] = []
    words.changed.connect(told.append)
    type_in(words.line, "Port")
    press(words.line, Qt.Key.Key_Return)
    words.unset.click()
    assert told == [Filter("place_text", ("Port",)), Filter("place_text", ("",))]


def test_numbers_are_bounds_too(qtbot: QtBot) -> None:
    numbers = Span(Criterion("dead", "Dead", Manner.NUMBERS))
    qtbot.addWidget(numbers)
    told: list[Filter] = []
    numbers.changed.connect(told.append)
    type_in(numbers.since, "1 000")
    press(numbers.since, Qt.Key.Key_Return)
    type_in(numbers.until, "many")
    press(numbers.until, Qt.Key.Key_Return)
    assert told == [Filter("dead", since="1000")]
    criterion = numbers.criterion
    assert words_of(criterion, Filter("dead", since="1", until="9"), {}) == "Dead: 1 to 9"
    assert words_of(criterion, Filter("dead", since="1"), {}) == "Dead: from 1"
    four = Filter("dead", ("1", "2", "3", "4"))
    assert words_of(criterion, four, {}) == "Dead: 1, 2 +2"
    assert day_shown("@today+1") > ""
    assert day_typed("") == ""


def test_a_named_list_is_shown_kept_and_removed(shown_list: RecordList, desk: Desk, rest: Rest) -> None:
    saved = shown_list.saved
    keys = [one.key for one in saved.lists]
    shown_list.saved.choose(keys.index("mine") + 1)
    rest()
    assert saved.button.text() == "Contacts · Made on this laptop"
    assert shown_list.model.rowCount() == 3
    shown_list.filter(Filter("priority", ("FLASH", "ROUTINE")))
    assert saved.button.text() == "Contacts"
    saved.keep("Mine, routine")
    rest()
    assert saved.button.text() == "Contacts · Mine, routine"
    assert saved.commands()[0].words == "List: Contacts · Mine, routine"
    words = [action.text() for action in saved.menu().actions()]
    assert words[-1] == "Remove the list “Mine, routine”"
    saved.menu().actions()[-1].trigger()
    rest()
    assert saved.button.text() == "Contacts"
    saved.choose(0)
    rest()
    assert shown_list.model.asked.filters == ()
    refused: list[object] = []
    saved.refused.connect(refused.append)
    saved.keep("x" * 100)
    rest()
    assert len(refused) == 1


def test_columns_are_chosen_moved_and_drawn_and_stay_so(
    qtbot: QtBot, shown_list: RecordList, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    shown_list.resize(1300, 600)
    columns = shown_list.columns
    columns.turn("language", on=True)
    columns.turn("status", on=False)
    header = shown_list.table.horizontalHeader()
    header.moveSection(header.visualIndex(len(shown_list.model.columns) - 1), 1)
    header.resizeSection(len(shown_list.model.columns) - 1, 90)
    columns.keep()
    rest()
    again = RecordList(workplace, CONTACT)
    qtbot.addWidget(again)
    again.resize(1300, 600)
    again.show()
    rest()
    assert again.columns.shown()[:2] == ("title", "language")
    assert "status" not in again.columns.shown()
    assert again.columns.widths["language"] == 90
    menu = again.columns.menu()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    rest()
    assert "status" in again.columns.shown()
    assert desk.lists.layout("contact") is None


def test_lines_that_were_never_looked_at_are_acted_on_too(
    qtbot: QtBot, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    for n in range(PAGE + 20):
        desk.records.add("field_note", {"text": f"N{n}"})
    screen = RecordsScreen(record_type("field_note"), workplace)
    qtbot.addWidget(screen)
    screen.show()
    rest()
    screen.list.table.selectAll()
    told: list[tuple[bytes, ...]] = []
    screen.list.acting.disconnect()
    screen.list.acting.connect(told.append)
    screen.list.act.click()
    rest()
    assert len(set(told[0])) == PAGE + 20


def test_a_step_and_a_field_for_several(
    qtbot: QtBot, workplace: Workplace, desk: Desk, contacts: list[bytes], rest: Rest
) -> None:
    screen = RecordsScreen(CONTACT, workplace)
    qtbot.addWidget(screen)
    screen.show()
    rest()
    menu = selection_menu(screen.acts, CONTACT, contacts, binned=False, parent=screen)
    rest()
    menus = {one.title(): one for one in menu.findChildren(QMenu)}
    assert {"Next step", "Set a field"} <= set(menus)
    next(action for action in menus["Precedence"].actions() if "Flash" in action.text()).trigger()
    rest()
    assert {desk.records.get(one.hex()).fields["priority"] for one in contacts} == {"FLASH"}
    assert "3 record" in screen.notice.text
    assert screen.notice.remedy is not None
    screen.notice.remedy.click()
    rest()
    rest()
    assert {desk.records.get(one.hex()).fields["priority"] for one in contacts} == {"ROUTINE"}
    force = desk.records.add("organisation", {"name_official": "Garde du littoral"}).id.hex()
    menus["Organisation"].aboutToShow.emit()
    choice = menus["Organisation"].findChildren(RecordChoice)[0]
    press(choice.line, Qt.Key.Key_Return)  # nothing found yet: nothing happens
    type_in(choice.line, "littoral")
    choice.search()
    rest()
    assert choice.results.count() == 1
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return):
        press(choice.line, key)
    rest()
    assert {desk.records.get(one.hex()).fields["organisation"] for one in contacts} == {force}
    choice.line.clear()
    choice.search()
    rest()
    assert choice.results.count() == 0
    choice._show("an answer to what was typed before", ())
    next(action for action in menus["Organisation"].actions() if action.text() == "Empty").trigger()
    rest()
    assert {desk.records.get(one.hex()).fields.get("organisation") for one in contacts} == {None}
    step = desk.bulk.steps([one.hex() for one in contacts])[0][0]
    desk.records.delete(contacts[0].hex())
    screen.acts.advance(contacts, step, "why")
    rest()
    assert desk.records.get(contacts[1].hex()).status == step.state
    field = CONTACT.by_name["review_at"]
    screen.acts._set_typed(contacts, field, "no day")
    assert screen.notice.text
    screen.acts._set_typed(contacts, field, "24/12/2026")
    rest()
    assert desk.records.get(contacts[1].hex()).fields["review_at"] == "2026-12-24"


def test_a_line_says_what_presses_first() -> None:
    due: dict[str, Value] = {"priority": "FLASH", "due_at": {"utc": "2020-01-01T00:00:00Z", "offset": 0}}
    line = replace(row(1), type="request", status="sent", values=due)
    details = details_of(line)
    assert [(one.tone) for one in details] == ["danger", "danger", "muted", "muted"]
    assert details[1].words.startswith("overdue by")
    assert details_of(replace(line, status="closed", values={}))[0].words == "PCV-1"


def test_the_bin_is_filtered_and_gives_back_several(
    qtbot: QtBot, workplace: Workplace, desk: Desk, contacts: list[bytes], rest: Rest
) -> None:
    note = desk.records.add("field_note", {"text": "Bridge cut"}).id
    for one in (*contacts, note):
        desk.records.delete(one.hex())
    screen = BinScreen(workplace)
    qtbot.addWidget(screen)
    screen.show()
    rest()
    assert screen.lines.count() == 4
    screen.show_type("contact")
    rest()
    assert screen.lines.count() == 3
    screen.words.setText("olen")
    qtbot.waitUntil(lambda: screen.lines.count() == 1)
    screen.words.setText("nothing")
    qtbot.waitUntil(lambda: screen.lines.count() == 0)
    assert screen.nothing.text() == "Nothing in the bin matches."
    screen.words.clear()
    screen.show_type("")
    qtbot.waitUntil(lambda: screen.lines.count() == 4)
    screen.lines.selectAll()
    assert screen.count.text().startswith("4 selected")
    press(screen.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    rest()
    rest()
    assert screen.lines.count() == 0
    assert not screen.back.isEnabled()
    assert desk.records.page(ListQuery("contact")).total == 3


def test_a_question_that_is_superseded_ends(
    qtbot: QtBot,
    workplace: Workplace,
    desk: Desk,
    contacts: list[bytes],
    rest: Rest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    source, ended = RecordSource(workplace, owner), Event()
    heard: list[Portion] = []
    read = desk.lists.page

    def page(query: ListQuery, context: Context) -> ListPage:
        if query.words == "slow":
            ended_by_cancel = context.wait(10)
            ended.set()
            assert ended_by_cancel
        return read(query, context)

    monkeypatch.setattr(desk.lists, "page", page)
    slow = Asked("contact", words="slow")
    source.fetch(slow, 0, 10, heard.append)
    source.fetch(slow, 10, 10, heard.append)
    source.fetch(Asked("contact"), 0, 10, heard.append)
    rest()
    assert ended.is_set()
    assert [len(found.rows) for found in heard] == [len(contacts)]
