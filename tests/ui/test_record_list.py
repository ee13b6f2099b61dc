"""Lists: pages on demand, filters, order, keys, counts; what belongs here while there is nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Row
from asi_desktop.ui.record_list import RecordList
from asi_desktop.ui.record_table import PAGE, ROW_ROLE, Asked, Portion, RecordTable
from asi_desktop.ui.screens.records import RecordsScreen
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press

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
    assert headings[-1] == "Changed"
    shown_list.model.sort(0, Qt.SortOrder.AscendingOrder)
    rest()
    assert [shown_list.model.index(n, 0).data() for n in range(3)] == ["Belin", "Ferek", "Olen"]
    shown_list.model.sort(0, Qt.SortOrder.DescendingOrder)
    rest()
    assert shown_list.model.index(0, 0).data() == "Olen"


def test_words_filter_the_list_and_the_count_says_of_how_many(
    qtbot: QtBot, shown_list: RecordList, rest: Rest
) -> None:
    assert shown_list.count.text() == "3 records"
    shown_list.words.setText("ferek")
    qtbot.waitUntil(lambda: shown_list.model.rowCount() == 1)
    assert shown_list.count.text() == "1 of 3"
    shown_list.words.setText("nobody at all")
    qtbot.waitUntil(lambda: shown_list.model.rowCount() == 0)
    assert shown_list._emptiness.text() == "Nothing matches this filter."


def test_a_chip_filters_by_status(shown_list: RecordList, rest: Rest) -> None:
    shown_list.chips["dormant"].click()
    rest()
    assert shown_list.model.rowCount() == 0
    shown_list.chips[""].click()
    rest()
    assert shown_list.model.rowCount() == 3


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
    assert screen.notice.text == "Move 3 records to the bin?"
    assert screen.list.model.rowCount() == 3
    assert screen.notice.remedy is not None
    screen.notice.remedy.click()
    rest()
    rest()
    assert screen.list.model.rowCount() == 0
    assert screen.notice.text == "3 records moved to the bin."
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
    assert empty._emptiness.text() == record_type("request").help.en
    with qtbot.waitSignal(empty.creating) as creating:
        empty._first.click()
    assert creating.args == ["request"]


def test_a_type_with_many_states_filters_by_a_menu(
    qtbot: QtBot, workplace: Workplace, desk: Desk, rest: Rest
) -> None:
    request = record_type("request")
    desk.records.add("request", request.example)
    made = RecordList(workplace, request)
    qtbot.addWidget(made)
    made.show()
    rest()
    assert made.chips == {}
    made._filter("draft")
    rest()
    assert made.model.rowCount() == 1
    assert made.states.text() == "Draft"


def test_a_wide_list_shows_its_columns_and_a_narrow_one_the_first(shown_list: RecordList) -> None:
    assert shown_list.table.isColumnHidden(1)
    shown_list.resize(1100, 600)
    assert not shown_list.table.isColumnHidden(1)
    assert not shown_list.table.horizontalHeader().isHidden()
