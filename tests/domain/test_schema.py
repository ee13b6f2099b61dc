"""The schema language: paths find their fields, and a description says no more than it must."""

from asi_desktop.domain.json_schema import json_schema
from asi_desktop.domain.records import record_type
from asi_desktop.domain.schema import Field, Kind, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

REQUEST = record_type("request")


def test_a_path_finds_its_field() -> None:
    for path, name in [
        ("facts", "facts"),
        ("handling#H1", "handling"),
        ("asks", "asks"),
        ("asks/9f", "asks"),
    ]:
        found = REQUEST.at(path)
        assert found is not None
        assert found.name == name
    due = REQUEST.at("asks/9f/due")
    assert due is not None
    assert due.kind is Kind.INSTANT
    assert REQUEST.at("exchanges/9f/handling#H1") is not None
    for unknown in ("colour", "asks/9f/colour", "colour/9f/x", ""):
        assert REQUEST.at(unknown) is None


def test_a_text_has_a_length_even_if_nobody_said() -> None:
    label = Text("x", "x")
    assert Field("a", Kind.TEXT, label).longest == 200
    assert Field("a", Kind.RICH, label).longest == 100_000
    assert Field("a", Kind.RICH, label, max_length=600).longest == 600


def test_a_field_is_placed_without_saying_so_each_time() -> None:
    placed = in_section("facts", Field("a", Kind.TEXT, Text("x", "x")))
    assert [field.section for field in placed] == ["facts"]


def test_fields_of_one_kind_keep_their_own_conditions_too() -> None:
    label = Text("x", "x")
    kind = Condition(field="kind", values=("drugs",))
    delivered = Condition(field="delivered", values=("true",))
    plain, nested = only_when(
        kind, Field("a", Kind.TEXT, label), Field("b", Kind.TEXT, label, shown_when=delivered)
    )
    assert plain.applies({"kind": "drugs"})
    assert not nested.applies({"kind": "drugs"})
    assert not nested.applies({"delivered": True})
    assert nested.applies({"kind": "drugs", "delivered": True})
    (deepest,) = only_when(Condition(field="sent", values=("true",)), nested)
    assert not deepest.applies({"kind": "drugs", "delivered": True})
    assert deepest.applies({"kind": "drugs", "delivered": True, "sent": True})


def test_the_schema_tells_when_a_field_is_asked() -> None:
    schema = json_schema(REQUEST)
    demands, properties = schema["x-required-for"], schema["properties"]
    assert isinstance(demands, dict)
    assert isinstance(properties, dict)
    assert "'result'" in str(demands["closed"])
    assert "'result'" not in str(demands["sent"])
    assert "draft" not in demands
    ground, vehicles = properties["urgency_ground"], properties["vehicles"]
    assert isinstance(ground, dict)
    assert isinstance(vehicles, dict)
    assert ground["x-required-when"] == {"field": "urgency", "values": ["urgent"]}
    assert vehicles["x-shown-when"] == {"field": "kind", "values": ["vehicles"]}
    custody = properties["hit_custody_started_at"]
    assert isinstance(custody, dict)
    assert custody["x-shown-when"] == {
        "field": "hit_custody",
        "values": ["true"],
        "also": {"field": "kind", "values": ["wanted_person", "missing_person"]},
    }
    assert json_schema(record_type("post"))["x-required-for"] == {}


def test_a_record_type_names_itself_shortly() -> None:
    assert repr(REQUEST) == "<record type request>"
