"""Each kind of field has an editor that shows a value, gives it back, and understands what people type."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.schema import CREATION, Field, Kind
from asi_desktop.domain.text import Text
from asi_desktop.ui.editors.choice import ChoiceEditor
from asi_desktop.ui.editors.editor import Editor, Found, Surroundings
from asi_desktop.ui.editors.line import LineEditor
from asi_desktop.ui.editors.moment import MomentEditor
from asi_desktop.ui.editors.prose import ProseEditor
from asi_desktop.ui.editors.reference import ReferenceEditor
from asi_desktop.ui.editors.sub_records import SubRecordsEditor
from asi_desktop.ui.editors.table import EDITORS, make_editor
from asi_desktop.ui.editors.tokens import ChipsEditor, TokensEditor
from asi_desktop.ui.editors.yes_no import YesNoEditor
from tests.ui.hands import press, type_in

AROUND = Surroundings(make=make_editor, day="2026-11-27")
NAME = Text("Champ", "Field")
ONE, OTHER = "0" * 31 + "1", "0" * 31 + "2"
ASK = (
    Field("text", Kind.TEXT, Text("Texte", "Text"), required_from=CREATION),
    Field("due", Kind.DATE, Text("Échéance", "Due")),
)
VALUES: dict[Kind, Value] = {
    Kind.TEXT: "Port-Carvel",
    Kind.RICH: "Première ligne\nseconde ligne",
    Kind.INTEGER: 12,
    Kind.DECIMAL: "12.5",
    Kind.BOOLEAN: False,
    Kind.DATE: "2026-11-27",
    Kind.PARTIAL_DATE: "1987-04",
    Kind.INSTANT: {"utc": "2026-11-27T14:42:00Z", "offset": 180, "zone": "Africa/Nairobi"},
    Kind.COUNTRY: "XA",
    Kind.LANGUAGE: "fr",
    Kind.PHONE: "+44 7700 900123",
    Kind.EMAIL: "d.ferek@example.org",
    Kind.URL: "https://example.org/a",
    Kind.MONEY: {"amount": "60.00", "currency": "EUR"},
    Kind.POSITION: {"lat": 12.3456, "lon": -1.2345, "accuracy_m": 6.0, "source": "gps"},
    Kind.CODE: "PRIORITY",
    Kind.CODES: ["H1", "H2"],
    Kind.COUNTRIES: ["FR", "XA"],
    Kind.REFERENCE: ONE,
    Kind.REFERENCES: [ONE, OTHER],
    Kind.LIST: {ONE: {"text": "Confirmer l’adresse.", "due": "2026-12-01"}},
}
VOCABULARIES = {Kind.CODE: "precedence", Kind.CODES: "handling"}


def field(kind: Kind, *, fields: tuple[Field, ...] = ()) -> Field:
    return Field("field", kind, NAME, vocabulary=VOCABULARIES.get(kind), fields=fields)


def editor(qtbot: QtBot, kind: Kind, around: Surroundings = AROUND) -> Editor:
    made = make_editor(field(kind, fields=ASK if kind is Kind.LIST else ()), around)
    qtbot.addWidget(made)
    return made


def test_every_kind_has_an_editor_and_an_example_here() -> None:
    assert set(EDITORS) == set(Kind) == set(VALUES)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.LIST])
def test_a_value_comes_back_as_it_was_shown(qtbot: QtBot, kind: Kind) -> None:
    made = editor(qtbot, kind)
    made.show_value(VALUES[kind])
    assert made.value() == VALUES[kind]
    assert made.collect() == [("field", VALUES[kind])]
    made.show_value(None)
    assert made.value() is None


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.LIST])
def test_what_a_draft_kept_means_what_it_meant(qtbot: QtBot, kind: Kind) -> None:
    first, second = editor(qtbot, kind), editor(qtbot, kind)
    first.show_value(VALUES[kind])
    second.restore(first.raw())
    shown = second.value()
    if (
        kind is Kind.POSITION
    ):  # a line holds latitude and longitude; accuracy and source belong to the saved value
        assert isinstance(shown, dict)
        assert (shown["lat"], shown["lon"]) == (12.3456, -1.2345)
    else:
        assert shown == VALUES[kind]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_control_has_a_name_that_can_be_read_aloud(qtbot: QtBot, kind: Kind) -> None:
    made = editor(qtbot, kind)
    made.show_value(VALUES[kind])
    if isinstance(made, SubRecordsEditor):
        made.elements[ONE].open()
    for control in controls(made):
        assert control.accessibleName(), type(control)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_read_only_editor_still_shows_its_value(qtbot: QtBot, kind: Kind) -> None:
    made = editor(qtbot, kind)
    made.show_value(VALUES[kind])
    made.set_read_only(read_only=True)
    if kind is not Kind.LIST:
        assert made.value() == VALUES[kind]
    made.set_read_only(read_only=False)
    assert made.control().isEnabled()


def controls(widget: QWidget) -> list[QWidget]:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractButton)
    return [
        each
        for each in widget.findChildren(QWidget)
        if isinstance(each, kinds) and not each.objectName().startswith("qt_")
    ]


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        (Kind.DATE, "27/11/2026", "2026-11-27"),
        (Kind.PARTIAL_DATE, "04/1987", "1987-04"),
        (Kind.INTEGER, "1 200", 1200),
        (Kind.DECIMAL, "12,5", "12.5"),
        (Kind.MONEY, "60,50 eur", {"amount": "60.50", "currency": "EUR"}),
        (Kind.POSITION, "12.3456, -1.2345", {"lat": 12.3456, "lon": -1.2345}),
    ],
)
def test_a_line_is_understood_as_people_type_it(qtbot: QtBot, kind: Kind, typed: str, meant: Value) -> None:
    made = editor(qtbot, kind)
    assert isinstance(made, LineEditor)
    made.show_value(VALUES[kind])
    made.line.selectAll()
    type_in(made.line, typed)
    assert made.value() == meant


def test_a_line_that_means_nothing_is_marked_and_kept(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.DATE)
    assert isinstance(made, LineEditor)
    type_in(made.line, "tomorrow")
    assert made.line.property("wrong") is True
    assert made.raw() == "tomorrow"
    with pytest.raises(AppError):
        made.value()


def test_a_date_and_a_phone_number_say_how_they_were_understood(qtbot: QtBot) -> None:
    day, phone = editor(qtbot, Kind.DATE), editor(qtbot, Kind.PHONE)
    assert isinstance(day, LineEditor)
    assert isinstance(phone, LineEditor)
    day.show_value("2026-11-27")
    phone.show_value("+33199001234")
    assert day.meaning.text() == "Friday 27 November 2026"
    assert phone.meaning.text() == "+33 1 99 00 12 34 · France"
    phone.show_value("4471")
    assert phone.meaning.text() == ""


def test_a_moment_keeps_its_zone_and_is_told_in_paris_and_utc(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.INSTANT)
    assert isinstance(made, MomentEditor)
    made.show_value(VALUES[Kind.INSTANT])
    assert made.line.text() == "27/11/2026 17:42"
    assert made.meaning.text() == "15:42 Paris · 14:42 UTC"
    made.line.clear()
    type_in(made.line, "28/11/2026 01:02")
    assert made.value() == {"utc": "2026-11-27T22:02:00Z", "offset": 180, "zone": "Africa/Nairobi"}
    made.zones.setCurrentText("Nowhere/Land")
    with pytest.raises(AppError):
        made.value()


def test_now_fills_a_moment_in(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.INSTANT)
    assert isinstance(made, MomentEditor)
    with qtbot.waitSignal(made.left):
        made.now.click()
    assert isinstance(made.value(), dict)


def test_a_choice_is_found_by_a_part_of_its_name(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.COUNTRY)
    assert isinstance(made, ChoiceEditor)
    made.box.setEditText("Karvelia")
    assert made.value() == "XA"
    made.box.setEditText("Nowhere")
    with pytest.raises(AppError):
        made.value()


def test_a_code_of_a_newer_program_is_shown_and_kept(qtbot: QtBot) -> None:
    choice, chips = editor(qtbot, Kind.CODE), editor(qtbot, Kind.CODES)
    choice.show_value("LIGHTNING")
    chips.show_value(["H1", "H9"])
    assert choice.value() == "LIGHTNING"
    assert chips.value() == ["H1", "H9"]


def test_yes_no_and_not_said_are_three_things(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.BOOLEAN)
    assert isinstance(made, YesNoEditor)
    made.yes.click()
    assert made.value() is True
    made.no.click()
    assert made.value() is False
    made.no.click()
    assert made.value() is None


def test_a_short_set_is_pressed_and_a_long_one_typed(qtbot: QtBot) -> None:
    chips, tokens = editor(qtbot, Kind.CODES), editor(qtbot, Kind.COUNTRIES)
    assert isinstance(chips, ChipsEditor)
    assert isinstance(tokens, TokensEditor)
    with qtbot.waitSignal(chips.left):
        chips.chips["H1"].click()
    assert chips.value() == ["H1"]
    tokens.line.setText("Karvelia")
    tokens._completer.setCompletionPrefix("Karvelia")
    with qtbot.waitSignal(tokens.left):
        tokens.line.returnPressed.emit()
    tokens.add("FR")
    assert tokens.value() == ["FR", "XA"]
    tokens.take_out("XA")
    assert tokens.value() == ["FR"]


def test_prose_grows_counts_and_refuses_what_is_too_long(qtbot: QtBot) -> None:
    described = Field("bluf", Kind.RICH, NAME, max_length=20)
    made = make_editor(described, AROUND)
    qtbot.addWidget(made)
    assert isinstance(made, ProseEditor)
    low = made.prose.height()
    made.prose.setPlainText("\n".join("abcdefgh"))
    assert made.prose.height() > low
    made.prose.setPlainText("x" * 21)
    assert made.count.text() == "21 of 20 characters"
    with pytest.raises(AppError):
        made.value()


def test_a_reference_is_found_by_searching_and_shown_by_its_title(qtbot: QtBot) -> None:
    opened: list[str] = []
    around = Surroundings(
        make=make_editor,
        find=lambda words, _targets, _owner, then: then((Found(ONE, f"Ferek ({words})", "Contact"),)),
        name=lambda record, _owner, then: then(Found(record, "Ferek " + "x" * 80)),
        open=opened.append,
    )
    made = editor(qtbot, Kind.REFERENCE, around)
    assert isinstance(made, ReferenceEditor)
    made.show()
    made.line.setFocus()
    made.line.setText("fer")
    made._search()
    made.choose(ONE)
    assert made.value() == ONE
    assert made.line.isHidden()
    follow = made._tokens.findChild(QAbstractButton)
    assert isinstance(follow, QAbstractButton)
    assert follow.text().endswith("…")
    follow.click()
    assert opened == [ONE]
    made.take_out(ONE)
    assert made.value() is None


def test_an_element_is_saved_field_by_field(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.LIST)
    assert isinstance(made, SubRecordsEditor)
    made.show_value(VALUES[Kind.LIST])
    assert made.elements[ONE].summary.text() == "1   Confirmer l’adresse. · 27/11/2026".replace(
        "27/11", "01/12"
    )
    element = made.elements[ONE]
    element.open()
    assert element.grid is not None
    line = element.grid.boxes["text"].editor
    assert isinstance(line, LineEditor)
    line.line.clear()
    type_in(line.line, "Confirmer le nom.")
    assert made.raw() == {"known": {ONE: {"text": "Confirmer le nom."}}, "fresh": []}
    assert made.collect() == [(f"field/{ONE}/text", "Confirmer le nom.")]
    assert made.collect() == []
    made.give_back()
    assert made.collect() == [(f"field/{ONE}/text", "Confirmer le nom.")]


def test_a_new_element_waits_until_it_may_stand_alone_and_comes_back_with_an_id(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.LIST)
    assert isinstance(made, SubRecordsEditor)
    made.show_value({})
    element = made.add()
    assert element.grid is not None
    due, text = element.grid.boxes["due"].editor, element.grid.boxes["text"].editor
    assert isinstance(due, LineEditor)
    assert isinstance(text, LineEditor)
    type_in(due.line, "01/12/2026")
    assert made.collect() == []
    assert made.unfinished
    type_in(text.line, "Owner?")
    assert made.collect() == [("field/+", {"text": "Owner?", "due": "2026-12-01"})]
    made.show_value({OTHER: {"text": "Owner?", "due": "2026-12-01"}})
    assert made.elements[OTHER] is element
    made.take_out(OTHER)
    assert made.collect() == [(f"field/{OTHER}", None)]
    made.show_value({})
    assert made.elements == {}


def test_a_new_element_comes_back_from_a_draft_and_may_be_given_up(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.LIST)
    assert isinstance(made, SubRecordsEditor)
    made.show_value(VALUES[Kind.LIST])
    made.restore({"known": {ONE: {"due": "02/12/2026"}}, "fresh": [{"text": "Encore une"}]})
    assert made.collect() == [(f"field/{ONE}/due", "2026-12-02"), ("field/+", {"text": "Encore une"})]
    made.add().remove.click()
    assert made.fresh == []


@pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
def test_every_field_of_every_type_can_be_edited(qtbot: QtBot, kind: object) -> None:
    for described in kind.fields:  # type: ignore[attr-defined]
        qtbot.addWidget(make_editor(described, AROUND))


def test_the_arrows_steer_the_records_found(qtbot: QtBot) -> None:
    many = tuple(Found(f"{number:032x}", f"Record {number}") for number in range(3))
    around = Surroundings(make=make_editor, find=lambda _words, _targets, _owner, then: then(many))
    made = editor(qtbot, Kind.REFERENCES, around)
    assert isinstance(made, ReferenceEditor)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus)
    type_in(made.line, "rec")
    qtbot.waitUntil(made.results.isVisible)
    press(made.line, Qt.Key.Key_Down)
    press(made.line, Qt.Key.Key_Down)
    press(made.line, Qt.Key.Key_Up)
    press(made.line, Qt.Key.Key_Return)
    assert made.value() == [many[1].id]
    made._search()  # no words: nothing is shown
    type_in(made.line, "rec")
    qtbot.waitUntil(made.results.isVisible)
    press(made.line, Qt.Key.Key_Escape)
    assert not made.results.isVisible()


def test_an_editor_without_a_desk_finds_and_names_nothing(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.REFERENCE)
    assert isinstance(made, ReferenceEditor)
    made.show_value(ONE)
    made.line.setText("ferek")
    made._search()
    assert made.value() == ONE


def test_scrolling_a_form_changes_no_choice(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.CODE)
    assert isinstance(made, ChoiceEditor)
    made.show_value("PRIORITY")
    made.show()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(made.box, wheel)
    assert made.value() == "PRIORITY"


def test_choosing_the_empty_line_clears_a_searched_choice(qtbot: QtBot) -> None:
    made = editor(qtbot, Kind.COUNTRY)
    assert isinstance(made, ChoiceEditor)
    made.show_value("XA")
    made.box.setCurrentIndex(0)
    with qtbot.waitSignal(made.left):
        made.box.activated.emit(0)
    assert made.value() is None
