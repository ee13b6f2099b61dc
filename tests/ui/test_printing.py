"""A record on paper: marked on every page, facts apart from assessments, nothing unasked for, noted in the
journal."""

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ConflictValue
from asi_desktop.storage.durable import DiskRefuses
from asi_desktop.ui.printing.composing import Choices
from asi_desktop.ui.printing.hours import Imprint, in_three_zones, printed_words
from asi_desktop.ui.printing.layout import LAYOUTS, groups_of
from asi_desktop.ui.printing.marking import is_strict, marking_of, stricter, words_of
from asi_desktop.ui.printing.material import NOT_HERE, material
from asi_desktop.ui.printing.pagination import slices
from asi_desktop.ui.printing.press import PAPER, Pages, pdf_of
from asi_desktop.ui.printing.prose import paragraphs
from asi_desktop.ui.printing.sheet import Block, Cards, Pairs, Prose, Sheet, Table
from asi_desktop.ui.printing.showing import show_paper
from asi_desktop.ui.printing.typesetting import typeset
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press
from tests.ui.paper import ENGLISH, FRENCH, leaves, printed, sheet_of, view_of

Rest = Callable[[], None]
EVERYTHING = Choices("fr", private=True, sources=True)
HEADINGS = {"Menaces", "Conséquences et évolution", "Recommandations", "Classement"}
PARAGRAPH = "Le collectif des transporteurs appelle à se rassembler devant la préfecture. " * 8


def said(sheet: Sheet, *, assessed: bool | None = None) -> str:
    """Return all words of ``sheet``; ``assessed``: those of assessments, or of facts, alone."""
    found = []
    for part in sheet.parts:
        if assessed is not True:
            found += [part.heading, *(_words(block, assessed) for block in part.facts)]
        if assessed is not False:
            found += [_words(block, None) for block in part.assessments]
        if assessed is True:
            found += [_words(block, True) for block in part.facts if isinstance(block, Cards)]
    return "\n".join(found)


def _words(block: Block, assessed: bool | None) -> str:
    match block:
        case Pairs():
            words = [f"{pair.label}: {pair.value}" for pair in block.pairs]
        case Prose():
            words = [block.label, block.text]
        case Table():
            words = [block.label, *block.columns, *(cell for line in block.rows for cell in line)]
        case Cards():
            words = [block.label]
            for card in block.cards:
                facts = [] if assessed is True else [card.title, *(_words(one, None) for one in card.facts)]
                judged = [] if assessed is False else [_words(one, None) for one in card.assessments]
                words += [*facts, *judged]
    return "\n".join(words)


def flat(text: str) -> str:
    """Return the letters of ``text`` without what a PDF reader makes of line ends."""
    return re.sub(r"\s+", " ", text)


def long_brief() -> dict[str, Value]:
    return {
        "facts": "\n\n".join([PARAGRAPH] * 14),
        "recommendations": [
            {"text": f"Recommandation {number} : prévenir les chefs d’îlot.", "addressee": "Consulat"}
            for number in range(70)
        ],
        "handling": ["H1", "H2"],
        "tlp": "AMBER",
        "special_france": True,
    }


@pytest.mark.parametrize("choices", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_every_page_carries_the_marking_twice_the_reference_and_its_number(
    qapp: object, choices: Choices
) -> None:
    pages = printed(sheet_of("brief", long_brief(), choices=choices))
    marking = {
        "fr": "USAGE INTERNE · SPÉCIAL FRANCE · H1 H2 · TLP:AMBER",
        "en": "INTERNAL USE · FRANCE ONLY · H1 H2 · TLP:AMBER",
    }[choices.language]
    assert len(pages) >= 5
    for number, page in enumerate(pages, start=1):
        assert page.text.count(marking) == 2
        assert "PCV-2026-SB-0042-A" in page.text
        assert f"{number}/{len(pages)}" in page.text
        assert "23/11/2026 23:44 (UTC+3) · 21:44 Paris · 20:44 UTC" in page.text
        assert "Hélène Marchand (PCV)" in page.text


def test_nothing_is_lost_or_doubled_where_pages_break(qapp: object) -> None:
    pages = printed(sheet_of("brief", long_brief()))
    text = flat(" ".join(page.body for page in pages))
    for number in range(70):
        assert text.count(f"Recommandation {number} :") == 1
    assert text.count("devant la préfecture.") == 112


def test_a_table_that_goes_on_says_its_columns_again(qapp: object) -> None:
    pages = printed(sheet_of("brief", long_brief()))
    with_rows = [page for page in pages if "chefs d’îlot" in page.text]
    assert len(with_rows) >= 2
    assert all("Destinataire\r\n" in page.text or "Destinataire" in page.text for page in with_rows)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_type_is_printed_whole_in_both_languages(qapp: object, kind: RecordType) -> None:
    for choices in (Choices("fr", private=True, sources=True), Choices("en", private=True, sources=True)):
        sheet = sheet_of(kind.name, choices=choices)
        words = said(sheet)
        view = view_of(kind.name)
        for field in kind.fields:
            if field.kind.value != "text" or field.system or not field.applies(view.fields):
                continue
            value = view.fields.get(field.name)
            assert value is None or str(value) in f"{sheet.title}\n{words}"
        assert printed(sheet)


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_field_has_exactly_one_place(kind: RecordType) -> None:
    places = [name for group in groups_of(kind) for name in group.fields]
    assert sorted(places) == sorted(field.name for field in kind.fields if not field.system)
    for group in LAYOUTS.get(kind.name, ()):
        assert set(group.fields) <= kind.by_name.keys()


def test_facts_stand_apart_from_assessments() -> None:
    sheet = sheet_of("brief")
    facts, judged = said(sheet, assessed=False), said(sheet, assessed=True)
    assert "2 000 personnes attendues" in facts
    assert "2 000 personnes attendues" not in judged
    assert "les organisateurs tiennent".casefold() in judged.casefold()
    assert "les organisateurs tiennent".casefold() not in facts.casefold()
    assert "Débordements improbables" in judged
    assert "Débordements improbables" not in facts


def test_private_notes_and_sources_are_printed_only_when_asked_for() -> None:
    more: dict[str, Value] = {"notes_private": "Rappeler Dano.", "source_grade": "B2"}
    plain, whole = said(sheet_of("brief", more)), said(sheet_of("brief", more, choices=EVERYTHING))
    for secret in ("Rappeler Dano.", "Préfecture de police de Port-Carvel", "Cotation"):
        assert secret not in plain
        assert secret in whole


def test_a_conflict_is_told_and_marked_by_its_strictest_version() -> None:
    view = view_of("brief")
    values = tuple(
        ConflictValue(n, value, "", b"", 0, None) for n, value in enumerate(("GREEN", "RED"), start=1)
    )
    sheet = sheet_of("brief", view=replace(view, conflicts={"tlp": values, "unknown": values}))
    assert "TLP:RED" in sheet.furniture.marking
    assert sheet.furniture.strict
    assert any("TLP" in remark for remark in sheet.remarks)
    assert not any("unknown" in remark for remark in sheet.remarks)


def test_a_record_in_the_bin_says_so(qapp: object) -> None:
    sheet = sheet_of("brief", view=replace(view_of("brief"), deleted=True), choices=ENGLISH)
    assert sheet.remarks == ("This record is in the bin.",)
    assert "This record is in the bin." in printed(sheet)[0].text


def test_an_outline_for_machines_is_not_printed() -> None:
    zones: list[Value] = [{"name": "Port", "colour": "red", "polygon": '{"type": "Polygon"}'}]
    words = said(sheet_of("brief", {"zones": zones}))
    assert "Port" in words
    assert "Polygon" not in words


def test_a_long_marking_is_written_smaller_rather_than_cut(qapp: object) -> None:
    sheet = sheet_of("brief", {"special_france": True})
    marking = "DIFFUSION RESTREINTE · SPÉCIAL FRANCE · H1 H2 H3 · TLP:AMBER+STRICT · AUTRE MENTION"
    long = replace(sheet, furniture=replace(sheet.furniture, marking=marking))
    assert all(page.text.count(marking) == 2 for page in printed(long))


def test_a_marking_within_the_record_counts_for_the_whole_paper() -> None:
    exchange: dict[str, Value] = {"direction": "in", "handling": ["H0", "H2"]}
    view = view_of("request", {"handling": ["H1"], "exchanges": [exchange]})
    assert marking_of(view)["handling"] == ["H1", "H2"]
    assert marking_of(view_of("request", {"handling": ["H0"], "exchanges": []}))["handling"] == ["H0"]


def test_a_stricter_marking_is_seen_from_afar() -> None:
    kind = record_type("brief")
    assert words_of(kind, {}, "fr") == "SANS MARQUAGE"
    assert words_of(None, {"protection": "x", "special_france": True}, "en") == "X · SPÉCIAL FRANCE"
    assert not is_strict({"protection": "usage_interne", "tlp": "AMBER"})
    assert is_strict({"protection": "diffusion_restreinte"})
    assert is_strict({"protection": "of a newer program"})
    assert is_strict({"tlp": "RED"})
    assert stricter({"special_france": True}, {})
    assert stricter({"protection": "diffusion_restreinte"}, {"protection": "usage_interne"})
    assert stricter({"tlp": "RED"}, {"tlp": "AMBER"})
    assert not stricter({}, {"protection": "usage_interne", "tlp": "GREEN", "special_france": True})


def test_an_exercise_is_said_across_every_page(qapp: object) -> None:
    sheet = sheet_of("brief", {"exercise": True} | long_brief())
    assert sheet.furniture.watermark == "EXERCICE"
    assert all("EXERCICE" in page.text for page in printed(sheet))
    assert sheet_of("brief").furniture.watermark == ""


def test_times_are_said_at_the_post_in_paris_and_in_utc() -> None:
    words = said(sheet_of("request"))
    assert "30/11/2026 18:00 (Africa/Nairobi, UTC+3) · 16:00 Paris · 15:00 UTC" in words
    late: dict[str, Value] = {"utc": "2026-11-30T23:30:00Z", "offset": 0}
    assert in_three_zones("23:30", late) == "23:30 · 01/12/2026 00:30 Paris"
    assert in_three_zones("as it is", {"utc": "never"}) == "as it is"
    alone = printed_words(Imprint("", datetime(2026, 7, 1, 12, tzinfo=UTC)), "en")
    assert alone == "Printed by a laptop working alone on 01/07/2026 12:00 (UTC) · 14:00 Paris"


def test_names_of_every_script_are_printed_and_found(qapp: object) -> None:
    more: dict[str, Value] = {
        "family_name": "Ferek",
        "name_native_script": "محمد بن يوسف",
        "notes": "Дано Ферек parle russe. Ελληνικά.",
    }
    text = printed(sheet_of("contact", more))[0].text
    assert "Дано Ферек" in text
    assert "Ελληνικά" in text
    assert re.search("[\u0600-\u06ff\ufe70-\ufeff]", text)


def test_prose_keeps_paragraphs_lists_and_emphasis_and_nothing_else() -> None:
    plain = "![x](file:///etc) <b>5 * 3 * 2</b>"
    found = paragraphs(f"# Titre\nUn **mot** fort,\nun *autre*.\n\n- un\n2. deux\n\n{plain}")
    assert [paragraph.mark for paragraph in found] == ["", "", "•", "2.", ""]
    assert found[0].runs[0].bold
    assert [(run.text, run.bold, run.italic) for run in found[1].runs] == [
        ("Un ", False, False),
        ("mot", True, False),
        (" fort,\nun ", False, False),
        ("autre", False, True),
        (".", False, False),
    ]
    assert found[4].runs[0].text == plain


@given(st.text(alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_no_letter_of_prose_is_lost(text: str) -> None:
    kept = "".join(run.text for paragraph in paragraphs(text) for run in paragraph.runs)
    letters = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in kept if letter.isalpha()] == letters


def test_a_paragraph_higher_than_a_page_is_cut_between_lines(qapp: object) -> None:
    document = QTextDocument()
    document.setTextWidth(500)
    document.setPlainText("mot " * 3_000)
    pages = slices(document, 400)
    assert len(pages) > 3
    assert pages[0].top == 0
    assert all(one.bottom == other.top for one, other in pairwise(pages))
    assert all(one.bottom - one.top <= 401 for one in pages)
    assert slices(QTextDocument(), 400) == slices(QTextDocument(), 400)


def test_a_table_row_higher_than_a_page_is_cut_all_the_same(qapp: object) -> None:
    column = typeset(sheet_of("request", {"offence_fr": "mot " * 40}), 900)
    pages = slices(column.document, 120)
    assert pages[-1].bottom >= column.document.size().height() - 1


def test_a_heading_never_stands_alone_at_the_foot(qapp: object) -> None:
    for lines in range(1, 60):
        pages = printed(sheet_of("brief", {"facts": "\n\n".join(["Une ligne."] * lines)}))
        body = pages[0].text.split("Imprimé par")[0].strip().splitlines()
        assert body[-1].strip() not in {
            "Menaces",
            "Conséquences et évolution",
            "Recommandations",
            "Classement",
        }


def test_references_are_called_by_name_unless_they_are_marked_more_strictly(desk: Desk) -> None:
    organisation = desk.records.add("organisation", {"name_official": "Police de Dargo"})
    secret = desk.records.add(
        "brief", record_type("brief").example | {"title": "Titre réservé", "tlp": "RED"}
    )
    missing = "00" * 16
    example = record_type("contact").example | {"organisation": shown(organisation.id), "positions": []}
    links: list[Value] = [{"target": one} for one in (shown(secret.id), missing)]
    contact = desk.records.add("contact", example | {"links": links})
    read = material(desk, shown(contact.id))
    assert "Police de Dargo" in read.names[shown(organisation.id)].fr
    assert read.names[shown(secret.id)].fr == secret.ref
    assert read.names[missing] == NOT_HERE


def test_pages_fit_a_smaller_paper_and_a_screen(qapp: object) -> None:
    pages = Pages(sheet_of("contact"))
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(72 / 0.0254))
    image.setDotsPerMeterY(round(72 / 0.0254))
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    pages.paint(painter, 1)
    painter.end()
    dark = [y for y in range(842) if any(image.pixelColor(x, y).lightness() < 128 for x in range(0, 595, 2))]
    assert 20 < dark[0] < 60
    assert 780 < dark[-1] < 830
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    assert QSizeF(5950, 8420) == PAPER


@pytest.fixture
def window(qtbot: QtBot, workplace: Workplace, rest: Rest) -> Iterator[PaperWindow]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    brief = record_type("brief").example | {"notes_private": "Rappeler Dano."}
    record = workplace.desk.records.add("brief", brief)
    show_paper(workplace.desk.records.get(shown(record.id)), workplace, parent)
    rest()
    qtbot.waitUntil(lambda: parent.findChild(PaperWindow) is not None)
    found = parent.findChild(PaperWindow)
    assert isinstance(found, PaperWindow)
    yield found
    parent.hide()


def journal(workplace: Workplace) -> list[tuple[str, str]]:
    lines = workplace.desk.journal.list()
    return [
        (line.event, line.detail) for line in lines if line.event in {"record.printed", "record.exported"}
    ]


def test_the_window_saves_a_pdf_for_its_owner_alone_and_the_journal_knows(
    window: PaperWindow, workplace: Workplace, rest: Rest, tmp_path: Path
) -> None:
    file = tmp_path / "note.pdf"
    window.languages["fr"].click()
    window.private.setChecked(True)
    window.save_to(file)
    rest()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Rappeler Dano." in " ".join(page.text for page in leaves(file.read_bytes()))
    assert journal(workplace) == [("record.exported", "fr private")]
    assert "note.pdf" in window.notice.text
    assert workplace.desk.journal.verify().problems == ()


def test_a_disk_that_refuses_is_told_in_words(window: PaperWindow, rest: Rest, tmp_path: Path) -> None:
    window.save_to(tmp_path / "nowhere" / "note.pdf")
    rest()
    assert DiskRefuses().message("en") in window.notice.text


def test_the_window_prints_the_pages_asked_for_after_the_journal(
    window: PaperWindow, workplace: Workplace, rest: Rest, tmp_path: Path
) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setFullPage(True)
    printer.setFromTo(1, 1)
    window.sources.setChecked(True)
    window.print_on(printer)
    rest()
    found = leaves((tmp_path / "printed.pdf").read_bytes())
    assert len(found) == 1
    assert "INTERNAL USE" in found[0].text
    assert journal(workplace) == [("record.printed", "en sources")]


def test_the_window_goes_with_the_desk(qtbot: QtBot, window: PaperWindow) -> None:
    parent = window.parentWidget()
    assert parent is not None
    with qtbot.waitSignal(window.destroyed):
        parent.hide()


def test_the_choices_change_the_pages_at_once(window: PaperWindow) -> None:
    window.languages["fr"].click()
    assert window.sheet().language == "fr"
    assert window.languages["fr"].isChecked()
    assert not window.languages["en"].isChecked()
    assert "page" in window.count.text()
    assert not window.choices().private


def test_the_ways_out_ask_where_to(
    window: PaperWindow, rest: Rest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def chosen(_: QWidget, __: str, proposed: str, ___: str) -> tuple[str, str]:
        asked.append(proposed)
        return str(tmp_path / "sans-suffixe"), ""

    monkeypatch.setattr("asi_desktop.ui.printing.window.QFileDialog.getSaveFileName", chosen)
    answers = [QDialog.DialogCode.Rejected, QDialog.DialogCode.Accepted]
    monkeypatch.setattr("asi_desktop.ui.printing.window.QPrintDialog.exec", lambda _: answers.pop(0))
    monkeypatch.setattr(window, "print_on", lambda printer: asked.append(printer.docName()))
    window.choose_printer()
    window.choose_printer()
    assert asked == ["ASI Desktop"]
    asked.clear()
    window.choose_file()
    rest()
    assert Path(asked[0]).name == f"{window.material.view.ref}.pdf"
    assert (tmp_path / "sans-suffixe.pdf").read_bytes().startswith(b"%PDF")


def test_what_is_open_is_shown_as_paper_and_nothing_when_nothing_is(
    qtbot: QtBot, workplace: Workplace, rest: Rest
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    record = workplace.desk.records.add("field_note", record_type("field_note").example)
    parent.show()
    show_paper(workplace.desk.records.get(shown(record.id)), workplace, parent)
    rest()
    window = parent.findChild(PaperWindow)
    assert window is not None
    with qtbot.waitSignal(window.destroyed):
        press(window, Qt.Key.Key_Escape)
    show_paper(None, workplace, parent)
    rest()
    assert parent.findChild(PaperWindow) is None


def test_a_file_of_five_pages_is_small_and_its_zone_is_told(qapp: object) -> None:
    assert len(pdf_of(Pages(sheet_of("brief", long_brief())))) < 400_000
    here = timezone(timedelta(hours=-3, minutes=-30))
    assert "(UTC−3:30)" in printed_words(Imprint("X", datetime(2026, 1, 1, 0, tzinfo=here)), "fr")
