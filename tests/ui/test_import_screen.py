"""The import screen: everything is shown before it is written, can be stopped, is undone by one button."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ListQuery
from asi_desktop.ui.import_preview import PreviewModel
from asi_desktop.ui.screens.imports import ImportScreen
from asi_desktop.ui.workplace import Workplace

SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"
Rest = Callable[[], None]


@pytest.fixture
def screen(qtbot: QtBot, workplace: Workplace) -> ImportScreen:
    made = ImportScreen(workplace)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def outcomes(screen: ImportScreen) -> list[str]:
    return [line.outcome for line in screen.table.rows.lines]


def contacts(desk: Desk) -> int:
    return desk.records.page(ListQuery("contact")).total


def test_what_would_be_done_is_shown_then_done_then_undone(
    screen: ImportScreen, desk: Desk, rest: Rest
) -> None:
    assert screen.summary.text() == "Choose a file, or drop one here."
    screen.take_file(SAMPLES / "apple-3.0.vcf")
    rest()
    assert (outcomes(screen), contacts(desk)) == (["created", "created"], 0)
    assert screen.taking.isVisible()
    assert "2 new" in screen.summary.text()
    assert not screen.columns_button.isVisible()
    screen.taking.click()
    rest()
    assert contacts(desk) == 2
    assert not screen.taking.isVisible()
    assert screen.notice.remedy is not None
    screen.notice.remedy.click()
    rest()
    assert contacts(desk) == 0
    assert screen.intake is None


def test_the_wish_changes_what_is_shown(screen: ImportScreen, desk: Desk, rest: Rest) -> None:
    desk.records.add("contact", {"family_name": "Kouadio", "given_names": "Aya"})
    screen.take_file(SAMPLES / "excel-fr.csv")
    rest()
    assert outcomes(screen) == ["duplicate", "created"]
    screen.wishes.twins.setCurrentIndex(1)
    screen.wishes.twins.activated.emit(1)
    rest()
    assert outcomes(screen) == ["updated", "created"]
    screen.table.selectRow(0)
    assert screen.single.isVisible()
    screen.single.chosen.emit("new")
    rest()
    assert outcomes(screen) == ["created", "created"]


def test_a_column_can_be_sent_elsewhere(screen: ImportScreen, rest: Rest) -> None:
    screen.take_file(SAMPLES / "excel-fr.csv")
    rest()
    screen.columns_button.click()
    assert screen.columns.isVisible()
    assert screen.columns.mapping["Nom"] == "family_name"
    box = screen.columns._boxes["Nom"]
    box.setCurrentIndex(box.findData(""))
    screen.columns.changed.emit()
    rest()
    assert screen.columns.mapping["Nom"] is None
    assert any(one.name == "Nom" for one in screen.table.rows.lines[0].left)


def test_columns_show_by_themselves_when_nobody_is_recognised(
    screen: ImportScreen, rest: Rest, tmp_path: Path
) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("Alpha;Bêta\nx;y\n", encoding="utf-8")
    screen.take_file(odd)
    rest()
    assert screen.columns.isVisible()
    assert not screen.taking.isEnabled()


def test_a_document_that_cannot_be_read_is_a_line(screen: ImportScreen, rest: Rest, tmp_path: Path) -> None:
    screen.take_file(tmp_path / "nowhere.vcf")
    assert "nowhere.vcf" in screen.notice.text
    binary = tmp_path / "picture.vcf"
    binary.write_bytes(bytes(range(32)))
    screen.take_file(binary)
    rest()
    assert "it is no text" in screen.notice.text


def test_the_report_can_be_saved(screen: ImportScreen, rest: Rest, tmp_path: Path) -> None:
    screen.take_file(SAMPLES / "yahoo.csv")
    rest()
    screen.save_report(tmp_path / "report.csv")
    assert "Reyes Paloma" in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert (tmp_path / "report.csv").stat().st_mode & 0o077 == 0
    screen.save_report(tmp_path)
    assert "cannot be read or written" in screen.notice.text


def test_a_line_opens_the_record_that_it_met_or_made(
    qtbot: QtBot, screen: ImportScreen, desk: Desk, rest: Rest
) -> None:
    screen.take_file(SAMPLES / "yahoo.csv")
    rest()
    screen.table.selectRow(0)
    with qtbot.assertNotEmitted(screen.opening):
        screen.table._open(screen.table.currentIndex())
    screen.taking.click()
    rest()
    screen.table.selectRow(0)
    with qtbot.waitSignal(screen.opening) as opened:
        screen.table._open(screen.table.currentIndex())
    assert opened.args is not None
    assert desk.records.get(opened.args[0].hex()).fields["family_name"] == "Reyes"


def test_a_message_is_taken_as_a_note(screen: ImportScreen, desk: Desk, rest: Rest) -> None:
    screen.take_file(SAMPLES / "exchange-message.eml")
    rest()
    assert not screen.wishes.isVisible()
    screen.taking.click()
    rest()
    assert desk.records.page(ListQuery("field_note")).total == 1


def test_the_table_keeps_the_rules_of_models(qtmodeltester: object, screen: ImportScreen, rest: Rest) -> None:
    screen.take_file(SAMPLES / "android-2.1.vcf")
    rest()
    model = PreviewModel()
    model.show_lines(screen.table.rows.lines)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
