"""The form of every record type: it shows what is there and asks only for what applies."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, write
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import seen
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.domain.writing import new_values
from asi_desktop.services.desk import Desk
from asi_desktop.ui.desk_surroundings import MADE_IN_PASSING, surroundings
from asi_desktop.ui.editors.choice import ChoiceEditor
from asi_desktop.ui.editors.editor import Found, Surroundings
from asi_desktop.ui.editors.fields import FieldGrid
from asi_desktop.ui.editors.reference import ReferenceEditor
from asi_desktop.ui.editors.sub_records import SubRecordsEditor
from asi_desktop.ui.editors.table import make_editor
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.workplace import Workplace
from tests.strategies import every_field

AROUND = Surroundings(make=make_editor, day="2026-11-27")
EVERY = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
REQUEST, NOTE = record_type("request"), record_type("field_note")
COMMON = {"subject", "parties", "facts", "asks", "entities", "rights", "exchanges", "outcome"}
COMMON |= {"filing", "marking", "legal", "links", "private"}


def fields_of(kind: RecordType, given: dict[str, Value]) -> dict[str, Value]:
    change = Write(Dot(7, 1), Stamp(b"\7" * 16, 1_000), new_values(kind, given))
    return seen(kind, write(State(kind.name, 1, {}, {}, {}), change)).fields


def form_of(qtbot: QtBot, kind: RecordType, fields: dict[str, Value]) -> RecordForm:
    made = RecordForm(kind, AROUND)
    qtbot.addWidget(made)
    made.resize(800, 900)
    made.show_values(fields)
    while not made.complete:
        made._build_next()
    return made


def sections_of(form: RecordForm) -> set[str]:
    return {section.name for section in form.sections if not section.isHidden()}


@EVERY
def test_a_form_shows_every_field_that_applies_and_changes_nothing(qtbot: QtBot, kind: RecordType) -> None:
    for given in (kind.example, every_field(kind), {}):
        fields = fields_of(kind, given) if given else {}
        form = form_of(qtbot, kind, fields)
        shown = {name for name, box in form.boxes.items() if not box.isHidden()}
        assert shown == {f.name for f in kind.fields if not f.system and f.applies(fields)}
        assert not form.dirty
        assert form.collect() == []
        assert form.raw() == {}


@EVERY
def test_no_form_begins_with_more_than_an_officer_can_see(qtbot: QtBot, kind: RecordType) -> None:
    """What a new record shows first: few fields, the demanded ones among them."""
    first = kind.sections[0].name
    own = [f for f in kind.fields if f.section == first and not f.system]
    at_once = [f for f in own if f.applies(kind.defaults)]
    assert len(at_once) <= 14
    assert {f.name for f in kind.demanded} <= {f.name for f in own}


@pytest.mark.parametrize("code", [entry.code for entry in vocabulary("request_kind").entries])
def test_a_request_of_one_kind_shows_no_section_of_another(qtbot: QtBot, code: str) -> None:
    form = form_of(qtbot, REQUEST, fields_of(REQUEST, {"title": "Demande", "kind": code}))
    own = sections_of(form) - COMMON
    assert own, f"{code} has nothing of its own"
    inside = {field.section for field in REQUEST.fields if field.shown_when and field.applies({"kind": code})}
    assert own == inside - COMMON


@pytest.mark.parametrize(
    "code", [e.code for e in vocabulary("field_note_kind").entries if e.code != "observation"]
)
def test_a_field_note_of_one_kind_shows_its_own_section(qtbot: QtBot, code: str) -> None:
    form = form_of(qtbot, NOTE, fields_of(NOTE, {"text": "Note", "note_kind": code}))
    plain = form_of(qtbot, NOTE, fields_of(NOTE, {"text": "Note"}))
    assert sections_of(form) > sections_of(plain)


@pytest.mark.parametrize("code", [entry.code for entry in vocabulary("entity_kind").entries])
def test_an_entity_asks_for_what_its_kind_has(qtbot: QtBot, code: str) -> None:
    grid = FieldGrid(REQUEST.by_name["entities"].fields, AROUND)
    qtbot.addWidget(grid)
    grid.show_values({"entity_kind": code, "label": "KB-4471"})
    inner = REQUEST.elements["entities"]
    shown = {name for name, box in grid.boxes.items() if not box.isHidden()}
    assert shown == {name for name, field in inner.items() if field.applies({"entity_kind": code})}
    own = {f.name for f in inner.values() if f.shown_when and f.applies({"entity_kind": code})}
    assert own
    assert len(shown) <= 40


def test_a_new_entity_begins_as_a_person_and_follows_what_is_chosen(qtbot: QtBot) -> None:
    made = make_editor(REQUEST.by_name["entities"], AROUND)
    assert isinstance(made, SubRecordsEditor)
    qtbot.addWidget(made)
    made.show_value({})
    element = made.add()
    assert element.grid is not None
    boxes = element.grid.boxes
    assert not boxes["given_names"].isHidden()
    assert "vin" not in boxes
    kind = boxes["entity_kind"].editor
    assert isinstance(kind, ChoiceEditor)
    kind.show_value("vehicle")
    kind.typed.emit()
    assert boxes["given_names"].isHidden()
    assert not boxes["vin"].isHidden()
    order = element.grid._shown
    chain = []
    widget: QWidget | None = order[0].editor.control()
    for _ in range(2_000):
        for box in order:
            if widget is box.editor.control() and box not in chain:
                chain.append(box)
        assert widget is not None
        widget = widget.nextInFocusChain()
    assert chain == order, "the tabulator key follows the fields"


def test_a_draft_comes_back_into_a_field_that_does_not_apply_any_more(qtbot: QtBot) -> None:
    form = form_of(qtbot, REQUEST, fields_of(REQUEST, {"title": "Demande", "kind": "drugs"}))
    assert "hit_place" not in form.boxes
    form.restore({"hit_place": "Dargo"})
    assert not form.boxes["hit_place"].isHidden()
    assert ("hit_place", "Dargo") in form.collect()


def test_what_is_not_there_yet_is_made_when_it_is_chosen(qtbot: QtBot) -> None:
    asked: list[Found] = []
    offers = (
        Found("", "INTERPOL", "OIPC", "organisation", "interpol"),
        Found("", "Police de Dargo", "Organisation", "organisation"),
    )

    def add(found: Found, _owner: object, then: object) -> None:
        asked.append(found)
        assert callable(then)
        then("0" * 31 + "1")

    around = Surroundings(make=make_editor, find=lambda _words, _targets, _owner, then: then(offers), add=add)
    made = make_editor(record_type("contact").by_name["organisation"], around)
    assert isinstance(made, ReferenceEditor)
    qtbot.addWidget(made)
    made._found(offers)
    texts = [made.results.item(number).text() for number in range(2)]
    assert texts == ["INTERPOL   from the directory: OIPC", "Police de Dargo   new: Organisation"]
    with qtbot.waitSignal(made.left):
        made._take(made.results.item(0))
    assert asked == [offers[0]]
    assert made.value() == "0" * 31 + "1"


@pytest.mark.parametrize("name", sorted(MADE_IN_PASSING))
def test_what_is_made_in_passing_needs_no_more_than_its_name(name: str) -> None:
    kind = record_type(name)
    assert [field.name for field in kind.demanded] == [kind.title_field]


def test_the_desk_offers_the_directory_and_a_new_record_and_makes_what_is_chosen(
    desk: Desk, workplace: Workplace, qtbot: QtBot, rest: Callable[[], None]
) -> None:
    around = surroundings(workplace, lambda _: None)
    owner = QWidget()
    qtbot.addWidget(owner)
    told: list[tuple[Found, ...]] = []
    around.find("interpol", ("organisation",), owner, told.append)
    rest()
    (offers,) = told
    assert [(each.id, each.type, each.code) for each in offers] == [
        ("", "organisation", "interpol"),
        ("", "organisation", ""),
    ]
    chosen: list[str] = []
    for offer in (*offers, offers[0]):
        around.add(offer, owner, chosen.append)
        rest()
    assert chosen[0] == chosen[2] != chosen[1]
    assert desk.records.get(chosen[0]).fields["reference_code"] == "interpol"
    assert desk.records.get(chosen[1]).title == "interpol"
    around.find("carvel", ("brief",), owner, told.append)
    rest()
    assert told[-1] == (), "a brief is not made in passing"


def test_words_from_the_time_when_an_organisation_was_text_still_show(qtbot: QtBot) -> None:
    made = make_editor(record_type("contact").by_name["organisation"], AROUND)
    assert isinstance(made, ReferenceEditor)
    qtbot.addWidget(made)
    made.show_value("Police nationale")
    assert made.value() == "Police nationale"
    assert "Police nationale" in [each.text() for each in made._tokens.findChildren(QPushButton)]
