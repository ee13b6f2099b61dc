"""From what a caller gives to what one save writes: exact, all or nothing, in words when refused."""

from dataclasses import replace

import pytest

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import UnknownType, find_record_type, record_type
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import InvalidValue, NotHeld, TooLong, TooMany, UnknownCode
from asi_desktop.domain.writing import (
    MissingFields,
    NoSuchElement,
    NotARecord,
    SystemField,
    UnknownField,
    moved,
    new_values,
    set_values,
    split_local,
)
from tests.domain.laptop import Laptop

BRIEF, REQUEST, CONTACT = record_type("brief"), record_type("request"), record_type("contact")


@pytest.fixture
def brief() -> Laptop:
    return Laptop(BRIEF, 1).add({"title": "Port-Carvel", "audience": ["ambassador", "head_office"]})


@pytest.fixture
def request_() -> Laptop:
    return Laptop(REQUEST, 1).add(
        {"title": "Véhicules", "asks": [{"text": "un"}, {"text": "deux"}, {"text": "trois"}]}
    )


# A new record


def test_a_new_record_has_its_values_and_defaults() -> None:
    assert new_values(BRIEF, {"title": " Calme ", "audience": ["consulate"], "bluf": ""}) == {
        "title": "Calme",
        "audience#consulate": True,
        "priority": "ROUTINE",
        "pillar": "operational",
        "language": "fr",
        "protection": "usage_interne",
        "legal_regime": "NONE",
    }


def test_a_given_value_replaces_the_default_and_nothing_does_not() -> None:
    assert new_values(BRIEF, {"title": "x", "priority": "FLASH"})["priority"] == "FLASH"
    assert new_values(BRIEF, {"title": "x", "priority": None})["priority"] == "ROUTINE"


def test_elements_get_random_ids_their_order_and_their_defaults() -> None:
    values = new_values(
        REQUEST, {"title": "x", "asks": [{"text": "un"}, {"text": "deux", "status": "answered"}]}
    )
    elements = {path.split("/")[1] for path in values if path.startswith("asks/")}
    assert len(elements) == 2
    assert all(ids.parsed(element) for element in elements)
    by_text = {str(values[f"asks/{e}/text"]): e for e in elements}
    assert str(values[f"asks/{by_text['un']}/_order"]) < str(values[f"asks/{by_text['deux']}/_order"])
    assert values[f"asks/{by_text['un']}/status"] == "open"
    assert values[f"asks/{by_text['deux']}/status"] == "answered"
    assert values[f"asks/{by_text['un']}/_alive"] is True


def test_elements_given_by_id_keep_it() -> None:
    element = "0123456789abcdef0123456789abcdef"
    values = new_values(REQUEST, {"title": "x", "asks": {element: {"text": "un"}, "first": {"text": "deux"}}})
    assert values[f"asks/{element}/text"] == "un"
    assert sum(path.endswith("/text") for path in values) == 2


def test_a_set_inside_an_element_is_a_set() -> None:
    values = new_values(REQUEST, {"title": "x", "exchanges": [{"handling": ["H1", "H2"]}]})
    assert sum(path.endswith(("/handling#H1", "/handling#H2")) for path in values) == 2


@pytest.mark.parametrize(
    ("given", "error", "told"),
    [
        ({}, MissingFields, "title"),
        ({"title": " "}, MissingFields, "title"),
        ({"title": "x", "colour": 1}, UnknownField, "colour"),
        ({"title": "x", "colour": None}, UnknownField, "colour"),
        ({"title": "x", "status": "sent"}, SystemField, "status"),
        ({"title": "x", "_alive": False}, SystemField, "_alive"),
        ({"title": "x", "ref": "PCV-2026-SB-0001-A"}, SystemField, "ref"),
        ({"title": "x", "kind": "nonsense"}, UnknownCode, "kind"),
        ({"title": "x", "audience": "ambassador"}, InvalidValue, "audience"),
        ({"title": "x" * 10_000}, TooLong, "title"),
        ({"title": "x", "facts": "x" * 5_000_000}, TooLong, "facts"),
        ({"title": {"a": {"b": {}}}}, InvalidValue, "title"),
        ({"title": "x", "sources": 5}, InvalidValue, "sources"),
        ({"title": "x", "sources": [5]}, InvalidValue, "sources"),
        ({"title": "x", "sources": [{"colour": 1}]}, UnknownField, "colour"),
        ({"title": "x", "sources": [{"grade": "Z9"}]}, UnknownCode, "sources/"),
        ({"title": "x", "sources": [{}] * 1_001}, TooMany, "sources"),
        ({"title": "x", "links": [{"role": "about"}]}, MissingFields, "target"),
        ({"title": "x", "x" * 900: 1}, UnknownField, "xxx…"),
    ],
)
def test_bad_input_is_refused_in_words_that_name_the_field(
    given: dict[str, Value], error: type[Refused], told: str
) -> None:
    with pytest.raises(error) as refused:
        new_values(BRIEF, given)
    assert told in refused.value.message("fr")
    assert told in refused.value.message("en")
    assert len(refused.value.message("fr")) < 300


def test_what_is_no_object_is_no_record() -> None:
    with pytest.raises(NotARecord):
        new_values(BRIEF, ["title"])  # type: ignore[arg-type]


def test_a_matter_of_the_intelligence_services_is_not_kept() -> None:
    with pytest.raises(NotHeld):
        new_values(REQUEST, {"title": "x", "intel_remit": True})


def test_a_note_needs_its_text_and_a_contact_its_name() -> None:
    assert "text" in new_values(record_type("field_note"), {"text": "Pont coupé."})
    assert "family_name" in new_values(CONTACT, {"family_name": "Ferek"})


def test_private_notes_are_told_apart() -> None:
    values = new_values(BRIEF, {"title": "x", "notes_private": "à relancer"})
    shared, local = split_local(BRIEF, values)
    assert local == {"notes_private": "à relancer"}
    assert "notes_private" not in shared
    assert shared["title"] == "x"


def test_a_type_that_this_version_does_not_have() -> None:
    with pytest.raises(UnknownType) as refused:
        record_type("horoscope")
    assert "brief" in refused.value.advice("fr")
    assert find_record_type("horoscope") is None
    assert find_record_type("brief") is BRIEF


# Setting paths


def test_a_field_is_set_and_emptied(brief: Laptop) -> None:
    assert set_values(BRIEF, brief.state, [("bluf", "Calme."), ("facts", None)]) == {
        "bluf": "Calme.",
        "facts": None,
    }


def test_a_set_given_whole_becomes_differences(brief: Laptop) -> None:
    values = set_values(BRIEF, brief.state, [("audience", ["head_office", "consulate"])])
    assert values == {"audience#consulate": True, "audience#ambassador": False}
    assert set_values(BRIEF, brief.state, [("audience", ["ambassador", "head_office"])]) == {}
    assert set_values(BRIEF, brief.state, [("audience", None)]) == {
        "audience#ambassador": False,
        "audience#head_office": False,
    }


def test_one_code_of_a_set(brief: Laptop) -> None:
    assert set_values(BRIEF, brief.state, [("audience#consulate", True)]) == {"audience#consulate": True}
    for path, value in (("audience#consulate", "yes"), ("title#x", True)):
        with pytest.raises(InvalidValue):
            set_values(BRIEF, brief.state, [(path, value)])
    with pytest.raises(UnknownCode):
        set_values(BRIEF, brief.state, [("audience#martians", True)])


def test_a_code_of_a_newer_program_does_not_stand_in_the_way(brief: Laptop) -> None:
    brief.save({"audience#newer": True})
    brief.set("audience", ["newer", "business"])
    assert brief.seen().fields["audience"] == ["business", "newer"]
    with pytest.raises(UnknownCode):
        brief.set("audience", ["newer", "newest"])
    brief.set("audience#newer", False)
    assert brief.seen().fields["audience"] == ["business"]
    with pytest.raises(UnknownCode):
        brief.set("audience#newer", True)


def test_adding_setting_and_removing_elements(request_: Laptop) -> None:
    request_.set("asks/+", {"text": "quatre"})
    assert [one["text"] for one in request_.elements("asks").values()] == ["un", "deux", "trois", "quatre"]
    first, second, *_ = request_.elements("asks")
    request_.set(f"asks/{first}/status", "answered")
    request_.set(f"asks/{second}", None)
    assert [one["text"] for one in request_.elements("asks").values()] == ["un", "trois", "quatre"]
    assert request_.elements("asks")[first]["status"] == "answered"
    request_.set(f"asks/{second}", {"answer": "retrouvé"})
    assert request_.elements("asks")[second] == {
        "ask": "other",
        "status": "open",
        "text": "deux",
        "answer": "retrouvé",
    }


def test_several_elements_added_at_once_stand_in_turn(request_: Laptop) -> None:
    values = set_values(
        REQUEST, request_.state, [("asks/+", {"text": "quatre"}), ("asks/+", {"text": "cinq"})]
    )
    request_.save(values)
    assert [one["text"] for one in request_.elements("asks").values()] == [
        "un",
        "deux",
        "trois",
        "quatre",
        "cinq",
    ]


def test_a_set_inside_an_element_becomes_differences() -> None:
    laptop = Laptop(REQUEST, 1).add({"title": "x", "exchanges": [{"handling": ["H1"]}]})
    (element,) = laptop.elements("exchanges")
    path = f"exchanges/{element}/handling"
    assert set_values(REQUEST, laptop.state, [(path, ["H2"])]) == {f"{path}#H2": True, f"{path}#H1": False}
    laptop.set(f"{path}#H3", True)
    assert laptop.elements("exchanges")[element]["handling"] == ["H1", "H3"]


def test_a_list_given_whole_sets_removes_and_adds(request_: Laptop) -> None:
    first, second, third = request_.elements("asks")
    request_.set("asks", {third: {"status": "answered"}, first: {}, "new": {"text": "quatre"}})
    assert [one["text"] for one in request_.elements("asks").values()] == ["un", "trois", "quatre"]
    request_.set("asks", [{"text": "seule"}])
    assert [one["text"] for one in request_.elements("asks").values()] == ["seule"]
    request_.set("asks", None)
    assert request_.elements("asks") == {}
    assert second not in request_.elements("asks")


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("", 1, UnknownField),
        ("colour", 1, UnknownField),
        ("status", "sent", SystemField),
        ("ref", "x", SystemField),
        ("_alive", False, SystemField),
        ("title/abc", 1, UnknownField),
        ("colour/abc/x", 1, UnknownField),
        ("asks/ffffffffffffffffffffffffffffffff", None, NoSuchElement),
        ("asks/ffffffffffffffffffffffffffffffff/text", "x", NoSuchElement),
        ("asks//text", "x", NoSuchElement),
        ("asks/+/text", "x", NoSuchElement),
        ("asks/+", "x", InvalidValue),
        ("asks/FIRST", "x", InvalidValue),
        ("asks/FIRST/colour", "x", UnknownField),
        ("asks/FIRST/", "x", UnknownField),
        ("asks/FIRST/_alive", False, UnknownField),
        ("asks/FIRST/_order", "a", UnknownField),
        ("asks/FIRST", {"": None}, UnknownField),
        ("asks/FIRST", {"text/x": "y"}, UnknownField),
        ("asks/FIRST/status", "done", UnknownCode),
        ("title", None, MissingFields),
        ("title", " ", MissingFields),
        ("intel_remit", True, NotHeld),
    ],
)
def test_what_cannot_be_set_is_refused(
    request_: Laptop, path: str, value: Value, error: type[Refused]
) -> None:
    first = next(iter(request_.elements("asks")))
    with pytest.raises(error):
        set_values(REQUEST, request_.state, [("facts", "…"), (path.replace("FIRST", first), value)])


def test_what_the_program_fills_itself_is_refused_to_callers() -> None:
    label = Text("x", "x")
    inner = Field("n", Kind.INTEGER, label, system=True)
    kind = replace(
        REQUEST,
        fields=(
            Field("title", Kind.TEXT, label),
            Field("seen_at", Kind.DATE, label, system=True),
            Field("steps", Kind.LIST, label, system=True, fields=(inner,)),
            Field("parts", Kind.LIST, label, fields=(inner, Field("x", Kind.TEXT, label))),
        ),
    )
    laptop = Laptop(kind, 1).add({"title": "x", "parts": [{"x": "y"}]})
    (part,) = laptop.elements("parts")
    refused: list[tuple[str, Value]] = [
        ("seen_at", "2026-11-27"),
        ("steps/+", {"n": 1}),
        (f"parts/{part}/n", 1),
    ]
    for path, value in refused:
        with pytest.raises(SystemField):
            laptop.set(path, value)
    with pytest.raises(SystemField):
        new_values(kind, {"steps": [{"n": 1}]})


def test_what_an_element_cannot_be_without_is_not_emptied() -> None:
    laptop = Laptop(CONTACT, 1).add({"family_name": "Ferek", "channels": [{"value": "112"}]})
    (element,) = laptop.elements("channels")
    with pytest.raises(MissingFields):
        laptop.set(f"channels/{element}/value", None)


# Moving


def order(laptop: Laptop) -> list[Value]:
    return [one["text"] for one in laptop.elements("asks").values()]


def test_an_element_moves_before_another_or_to_the_end(request_: Laptop) -> None:
    first, second, third = request_.elements("asks")
    request_.save(moved(REQUEST, request_.state, "asks", third, before=first))
    assert order(request_) == ["trois", "un", "deux"]
    request_.save(moved(REQUEST, request_.state, "asks", third, before=second))
    assert order(request_) == ["un", "trois", "deux"]
    request_.save(moved(REQUEST, request_.state, "asks", first, before=None))
    assert order(request_) == ["trois", "deux", "un"]


def test_elements_that_share_a_place_can_still_be_moved_apart(request_: Laptop) -> None:
    other = request_.copy(2)
    request_.set("asks/+", {"text": "quatre"})
    other.set("asks/+", {"text": "cinq"})
    request_.meet(other)
    tied = list(request_.elements("asks"))
    for element in tied:
        for before in [one for one in tied if one != element]:
            after = Laptop(REQUEST, 3, request_.state)
            after.save(moved(REQUEST, after.state, "asks", element, before=before))
            found = list(after.elements("asks"))
            assert found.index(element) + 1 == found.index(before)
            assert [one for one in found if one != element] == [one for one in tied if one != element]


def test_what_is_not_in_the_list_is_not_moved(request_: Laptop) -> None:
    first = next(iter(request_.elements("asks")))
    for element, before in (("f" * 32, None), (first, "f" * 32), (first, first)):
        with pytest.raises(NoSuchElement):
            moved(REQUEST, request_.state, "asks", element, before=before)
    with pytest.raises(UnknownField):
        moved(REQUEST, request_.state, "title", first, before=None)
