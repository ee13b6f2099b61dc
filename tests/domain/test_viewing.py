"""What two laptops that wrote apart see when they meet: everything, the same on both, and no question."""

import pytest

from asi_desktop.domain.dotted import Dot, Stamp, State, Value
from asi_desktop.domain.dotted.dots import Dotted
from asi_desktop.domain.dotted.reading import UNKNOWN_STAMP, elements, order_key
from asi_desktop.domain.records import record_type
from asi_desktop.domain.viewing import displayed_dots, seen, title_of
from asi_desktop.domain.workflow import status_value
from tests.domain.laptop import Laptop

BRIEF, REQUEST, CONTACT = record_type("brief"), record_type("request"), record_type("contact")


@pytest.fixture
def one() -> Laptop:
    return Laptop(BRIEF, 1).add({"title": "Port-Carvel", "audience": ["ambassador"]})


@pytest.fixture
def other(one: Laptop) -> Laptop:
    return one.copy(2)


def test_different_fields_both_stay(one: Laptop, other: Laptop) -> None:
    one.set("bluf", "Calme.")
    other.set("facts", "Deux incidents.")
    view = one.meet(other)
    assert (view.fields["bluf"], view.fields["facts"]) == ("Calme.", "Deux incidents.")
    assert view.conflicts == {}
    assert other.seen() == view


def test_the_same_field_is_one_conflict_with_both_values_in_one_order(one: Laptop, other: Laptop) -> None:
    one.set("bluf", "Calme.")
    other.set("bluf", "Tendu.")
    view = one.meet(other)
    first, second = view.conflicts["bluf"]
    assert [(first.n, first.value), (second.n, second.value)] == [(1, "Calme."), (2, "Tendu.")]
    assert first.stamp.device == b"\1" * 16
    assert second.stamp.device == b"\2" * 16
    assert view.fields["bluf"] == "Calme."
    assert other.seen() == view


def test_a_conflict_resolved_once_is_gone_on_both(one: Laptop, other: Laptop) -> None:
    one.set("bluf", "Calme.")
    other.set("bluf", "Tendu.")
    one.meet(other)
    other.set("bluf", "Tendu, sans incident.")
    view = one.meet(other)
    assert view.conflicts == {}
    assert view.fields["bluf"] == "Tendu, sans incident."


def test_the_same_words_typed_twice_are_no_conflict(one: Laptop, other: Laptop) -> None:
    one.set("bluf", "Calme.")
    other.set("bluf", "Calme.")
    view = one.meet(other)
    assert view.conflicts == {}
    assert view.fields["bluf"] == "Calme."
    assert displayed_dots(one.state, "bluf") == (Dot(1, 2), Dot(2, 1))


def test_three_laptops_two_of_one_mind_are_two_values(one: Laptop, other: Laptop) -> None:
    third = one.copy(3)
    one.set("bluf", "Calme.")
    other.set("bluf", "Tendu.")
    third.set("bluf", "Calme.")
    one.meet(other)
    conflict = one.meet(third).conflicts["bluf"]
    assert [(c.value, c.dots) for c in conflict] == [
        ("Calme.", (Dot(1, 2), Dot(3, 1))),
        ("Tendu.", (Dot(2, 1),)),
    ]


def test_emptying_against_editing_is_a_conflict_that_shows_nothing_as_a_value(
    one: Laptop, other: Laptop
) -> None:
    one.set("bluf", "Calme.")
    one.meet(other)
    one.set("bluf", None)
    other.set("bluf", "Tendu.")
    view = one.meet(other)
    assert [c.value for c in view.conflicts["bluf"]] == [None, "Tendu."]
    assert view.fields["bluf"] is None


def test_an_emptied_field_is_not_there(one: Laptop) -> None:
    assert "bluf" not in one.set("bluf", "x").set("bluf", None).seen().fields


def test_yes_and_one_are_different_values(one: Laptop, other: Laptop) -> None:
    one.save({"new_field": True})
    other.save({"new_field": 1})
    assert len(one.meet(other).conflicts["new_field"]) == 2


# Sets


def test_codes_added_apart_are_all_in(one: Laptop, other: Laptop) -> None:
    one.set("audience", ["ambassador", "consulate"])
    other.set("audience", ["ambassador", "head_office"])
    view = one.meet(other)
    assert view.fields["audience"] == ["ambassador", "consulate", "head_office"]
    assert view.conflicts == {}


def test_a_code_taken_out_and_put_in_apart_stays_in(one: Laptop, other: Laptop) -> None:
    one.set("audience#ambassador", False)
    other.set("audience#ambassador", True)
    view = one.meet(other)
    assert view.fields["audience"] == ["ambassador"]
    assert view.conflicts == {}


def test_a_set_emptied_is_not_there(one: Laptop) -> None:
    assert "audience" not in one.set("audience", []).seen().fields


# Lists


def test_each_adds_an_element_and_both_stay_in_the_same_order(one: Laptop, other: Laptop) -> None:
    one.set("recommendations/+", {"text": "Éviter le centre."})
    other.set("recommendations/+", {"text": "Prévenir le lycée."})
    one.meet(other)
    texts = [element["text"] for element in one.elements("recommendations").values()]
    assert sorted(map(str, texts)) == ["Prévenir le lycée.", "Éviter le centre."]
    assert list(one.elements("recommendations")) == list(other.elements("recommendations"))


def test_fields_of_one_element_merge_by_themselves(one: Laptop, other: Laptop) -> None:
    one.set("recommendations/+", {"text": "Éviter le centre."})
    one.meet(other)
    (element,) = one.elements("recommendations")
    one.set(f"recommendations/{element}/addressee", "Consulat")
    other.set(f"recommendations/{element}/due", "2026-11-26")
    view = one.meet(other)
    assert view.conflicts == {}
    assert one.elements("recommendations")[element] == {
        "text": "Éviter le centre.",
        "addressee": "Consulat",
        "due": "2026-11-26",
    }


def test_a_removed_element_goes_and_its_disputes_with_it(one: Laptop, other: Laptop) -> None:
    one.set("recommendations/+", {"text": "Éviter le centre."})
    one.meet(other)
    (element,) = one.elements("recommendations")
    one.set(f"recommendations/{element}/text", "Éviter le port.")
    other.set(f"recommendations/{element}/text", "Éviter la gare.")
    assert f"recommendations/{element}/text" in one.meet(other).conflicts
    view = one.set(f"recommendations/{element}", None).seen()
    assert "recommendations" not in view.fields
    assert view.conflicts == {}


def test_an_element_edited_by_one_and_removed_by_the_other_stays(one: Laptop, other: Laptop) -> None:
    one.set("recommendations/+", {"text": "Éviter le centre."})
    one.meet(other)
    (element,) = one.elements("recommendations")
    one.set(f"recommendations/{element}", None)
    other.set(f"recommendations/{element}/addressee", "Consulat")
    one.meet(other)
    assert one.elements("recommendations")[element]["addressee"] == "Consulat"


def test_two_places_given_to_one_element_are_no_conflict(one: Laptop, other: Laptop) -> None:
    for text in ("a", "b", "c"):
        one.set("recommendations/+", {"text": text})
    one.meet(other)
    last = list(one.elements("recommendations"))[-1]
    one.save({f"recommendations/{last}/_order": "01"})
    other.save({f"recommendations/{last}/_order": "15"})
    view = one.meet(other)
    assert view.conflicts == {}
    assert next(iter(one.elements("recommendations"))) == last


def test_a_place_that_is_none_counts_as_the_beginning() -> None:
    dot = Dot(1, 1)
    for value in (None, 3, "Z", "0", ""):
        assert order_key((Dotted(dot, value),)) == ""
    assert order_key(()) == ""


# Life


def test_deleted_on_one_and_edited_on_the_other_stays_and_says_so(one: Laptop, other: Laptop) -> None:
    one.save({"_alive": False})
    assert one.seen().deleted
    other.set("bluf", "Calme.")
    view = one.meet(other)
    assert not view.deleted
    assert view.deleted_while_edited
    assert not one.set("facts", "…").seen().deleted_while_edited


def test_deleted_on_both_is_deleted_and_disputes_nothing(one: Laptop, other: Laptop) -> None:
    one.set("bluf", "Calme.")
    other.set("bluf", "Tendu.")
    one.meet(other)
    one.save({"_alive": False})
    other.save({"_alive": False})
    view = one.meet(other)
    assert view.deleted
    assert view.conflicts == {}
    assert len(one.save({"_alive": True}).seen().conflicts) == 1


# Status


def test_a_new_record_is_in_its_first_state(one: Laptop) -> None:
    assert one.seen().status == "draft"
    assert Laptop(REQUEST, 1).add({"title": "x"}).seen().status == "draft"
    assert Laptop(REQUEST, 1).add({"title": "x", "direction": "partner_to_fr"}).seen().status == "received"
    assert Laptop(record_type("post"), 1).add({"code": "PCV", "name": "SSI"}).seen().status == ""


def test_the_higher_authority_decides_and_the_other_step_stays_visible(one: Laptop, other: Laptop) -> None:
    one.save({"status": status_value("withdrawn", "ASI", "erreur")})
    other.save({"status": status_value("superseded", "CHEF")})
    view = one.meet(other)
    assert view.status == "superseded"
    (contested,) = view.contested
    assert contested.value == {"state": "withdrawn", "role": "ASI", "reason": "erreur"}
    assert view.conflicts == {}


def test_between_equals_the_first_by_dot_decides(one: Laptop, other: Laptop) -> None:
    one.save({"status": status_value("validated", "ASI")})
    other.save({"status": status_value("draft", "ASI")})
    assert one.meet(other).status == "validated"


def test_the_same_step_taken_twice_is_not_contested(one: Laptop, other: Laptop) -> None:
    one.save({"status": status_value("to_review", "OL")})
    other.save({"status": status_value("to_review", "ASI")})
    view = one.meet(other)
    assert (view.status, view.contested) == ("to_review", ())


def test_a_role_and_a_shape_of_a_newer_program_are_read_as_far_as_possible(
    one: Laptop, other: Laptop
) -> None:
    one.save({"status": status_value("validated", "NEW_ROLE")})
    other.save({"status": "sent"})
    assert one.meet(other).status in {"validated", "sent"}
    assert Laptop(BRIEF, 1).add({"title": "x"}).save({"status": 5}).seen().status == "draft"
    assert seen(None, one.state).status in {"validated", "sent"}


# What a newer program wrote


def test_fields_that_this_version_does_not_know_are_kept_and_shown(one: Laptop) -> None:
    stored: Value = ["b", "a", {"x": [2, 1]}]
    view = one.save({"colour_of_sky": stored, "tags#b": True, "tags#a": True, "things/e1/size": 3}).seen()
    assert view.fields["colour_of_sky"] == ["b", "a", {"x": [2, 1]}]
    assert view.fields["tags"] == ["a", "b"]
    assert view.fields["things"] == {"e1": {"size": 3}}


def test_reading_never_changes_what_is_stored(one: Laptop) -> None:
    one.save({"newer": ["z", "a"]})
    one.seen()
    assert one.state.values("newer")[0].value == ["z", "a"]


def test_a_state_without_stamps_is_still_read() -> None:
    dots = Dot(1, 1), Dot(2, 1)
    state = State("brief", 1, {"bluf": (Dotted(dots[0], "a"), Dotted(dots[1], "b"))}, {1: 1, 2: 1}, {})
    assert [c.stamp for c in seen(BRIEF, state).conflicts["bluf"]] == [UNKNOWN_STAMP] * 2
    assert Stamp(b"", 0) == UNKNOWN_STAMP


def test_the_reference_is_read_from_its_own_path(one: Laptop) -> None:
    assert one.seen().ref == ""
    view = one.save({"ref": "PCV-2026-SB-0001-A"}).seen()
    assert view.ref == "PCV-2026-SB-0001-A"
    assert "ref" not in view.fields
    assert Laptop(BRIEF, 1).add({"title": "x"}).save({"ref": 5}).seen().ref == ""


def test_elements_tells_the_living_ones_in_order(one: Laptop) -> None:
    one.set("recommendations/+", {"text": "a"}).set("recommendations/+", {"text": "b"})
    first, second = elements(one.state, "recommendations")
    one.set(f"recommendations/{first}", None)
    assert list(elements(one.state, "recommendations")) == [second]


# Titles


def test_what_names_a_record() -> None:
    assert title_of(BRIEF, {"title": "Port-Carvel"}) == "Port-Carvel"
    assert title_of(CONTACT, {"family_name": "Ferek", "given_names": "Dano"}) == "Ferek Dano"
    assert title_of(CONTACT, {"family_name": "Ferek", "title": "Le colonel"}) == "Le colonel"
    note = title_of(record_type("field_note"), {"text": "Pont coupé.\nDétails…"})
    assert note == "Pont coupé."
    assert title_of(record_type("field_note"), {"text": "x" * 500}) == "x" * 159 + "…"
    assert title_of(None, {"title": "Autre"}) == "Autre"
    assert title_of(None, {}) == title_of(BRIEF, {}) == ""
