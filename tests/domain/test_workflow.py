"""Workflows: what may follow what, by whom, and with what filled in."""

import pytest

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.steps import (
    Condition,
    Different,
    EachElement,
    OneOf,
    State,
    Transition,
    When,
    Workflow,
)
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import Seen
from asi_desktop.domain.workflow import (
    NoSuchState,
    NoSuchStep,
    NotYourStep,
    ReasonMissing,
    StepBlocked,
    StepIncomplete,
    allowed,
    check,
    missing,
    status_value,
)
from tests.domain.laptop import Laptop

BRIEF, REQUEST, NOTE = record_type("brief"), record_type("request"), record_type("field_note")
WHY = Text("pas encore.", "not yet.")


def record(kind: RecordType, status: str, /, **changed: Value) -> Seen:
    given = {**kind.example, **changed}
    fields = Laptop(kind, 1).add({k: v for k, v in given.items() if v is not None}).seen().fields
    return Seen(fields, {}, status, (), deleted=False, deleted_while_edited=False, ref="")


# The request


def test_a_draft_is_never_sent_unchecked() -> None:
    with pytest.raises(NoSuchStep) as refused:
        check(REQUEST, record(REQUEST, "draft"), "sent", role="ASI")
    assert "checked" in refused.value.advice("en")
    assert check(REQUEST, record(REQUEST, "draft"), "checked", role="ASI").target == "checked"


def test_checking_is_for_the_attaché_and_says_so() -> None:
    with pytest.raises(NotYourStep) as refused:
        check(REQUEST, record(REQUEST, "draft"), "checked", role="OL")
    assert "Attaché de sécurité intérieure (ASI)" in refused.value.advice("fr")
    assert check(REQUEST, record(REQUEST, "draft"), "checked", role="ASIA")
    assert check(REQUEST, record(REQUEST, "draft"), "checked", role="LOCAL")


def test_it_is_answered_when_each_ask_is_closed() -> None:
    asks: list[Value] = [{"text": "un", "status": "answered"}, {"text": "deux"}]
    with pytest.raises(StepBlocked) as refused:
        check(REQUEST, record(REQUEST, "in_progress", asks=asks), "answered", role="OL")
    assert "each ask" in refused.value.message("en")
    asks[1] = {"text": "deux", "status": "no_answer"}
    assert check(REQUEST, record(REQUEST, "in_progress", asks=asks), "answered", role="OL")


def test_it_is_closed_with_its_result_and_what_france_gained() -> None:
    for lacking in ("result", "homeland_outcome"):
        with pytest.raises(StepIncomplete) as refused:
            check(REQUEST, record(REQUEST, "feedback_given", **{lacking: None}), "closed", role="ASI")
        assert lacking in refused.value.message("fr")
    assert check(REQUEST, record(REQUEST, "feedback_given"), "closed", role="ASI")


def test_nothing_returns_to_draft_once_sent() -> None:
    assert REQUEST.workflow is not None
    before = {"draft", "checked"}
    for step in REQUEST.workflow.transitions:
        assert step.target != "draft" or step.source in before


def test_withdrawing_needs_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        check(REQUEST, record(REQUEST, "sent"), "withdrawn", role="ASI", reason="  ")
    assert check(REQUEST, record(REQUEST, "sent"), "withdrawn", role="ASI", reason="doublon")


def test_a_partners_request_begins_received_and_is_triaged() -> None:
    inbound = record(REQUEST, "received", direction="partner_to_fr", received_at="2026-11-24T08:00:00Z")
    assert check(REQUEST, inbound, "triaged", role="H24")
    without = record(REQUEST, "received", direction="partner_to_fr")
    with pytest.raises(StepIncomplete) as refused:
        check(REQUEST, without, "triaged", role="H24")
    assert "received_at" in refused.value.message("en")


def test_what_only_outgoing_requests_need_is_not_asked_of_incoming_ones() -> None:
    incoming = record(
        REQUEST,
        "accepted",
        direction="partner_to_fr",
        received_at="2026-11-24T08:00:00Z",
        rights_result=None,
        why_you=None,
    )
    assert check(REQUEST, incoming, "in_progress", role="OL")
    with pytest.raises(StepIncomplete):
        check(REQUEST, record(REQUEST, "draft", rights_result=None), "checked", role="ASI")


def test_rights_and_markings_can_rule_out_sending() -> None:
    for change in ({"rights_result": "blocked"}, {"special_france": True}):
        with pytest.raises(StepBlocked):
            check(REQUEST, record(REQUEST, "checked", **change), "sent", role="ASI")


def test_what_is_asked_depends_on_the_kind() -> None:
    wanted = record(REQUEST, "draft", action_if_found=None)
    assert "action_if_found" in [path for path, _ in missing(REQUEST, wanted.fields, "checked")]
    fraud = record(REQUEST, "draft", kind="document_fraud")
    assert [path for path, _ in missing(REQUEST, fraud.fields, "checked")] == ["documents"]
    vehicles = record(REQUEST, "draft", kind="vehicles")
    assert [path for path, _ in missing(REQUEST, vehicles.fields, "checked")] == ["vehicles"]
    other = record(REQUEST, "draft", kind="drugs", action_if_found=None)
    assert missing(REQUEST, other.fields, "checked") == []


def test_urgency_needs_its_ground() -> None:
    urgent = record(REQUEST, "draft", urgency_ground=None)
    assert [path for path, _ in missing(REQUEST, urgent.fields, "checked")] == ["urgency_ground"]
    normal = record(REQUEST, "draft", urgency="normal", urgency_ground=None)
    assert missing(REQUEST, normal.fields, "checked") == []


def test_elements_are_asked_too() -> None:
    people: list[Value] = [{"label": "Tarvel", "entity_kind": "person"}]
    ((path, field),) = missing(REQUEST, record(REQUEST, "draft", entities=people).fields, "checked")
    assert path.startswith("entities/")
    assert field.name == "role"


# The brief and the note


def test_the_weekly_brief_goes_to_the_ambassador_first() -> None:
    weekly = record(
        BRIEF, "validated", kind="ambassador_weekly", period_start="2026-11-16", period_end="2026-11-22"
    )
    with pytest.raises(StepBlocked):
        check(BRIEF, weekly, "sent", role="ASI")
    assert check(BRIEF, weekly, "visa", role="AMB")
    assert check(BRIEF, record(BRIEF, "validated"), "sent", role="ASI")


def test_only_a_sanitised_version_is_released_and_by_two_people() -> None:
    people: dict[str, Value] = {
        "derived_from": "a" * 32,
        "sanitised_by": "b" * 32,
        "release_approved_by": "c" * 32,
        "released_at": {"utc": "2026-11-27T14:42:00Z", "offset": 180},
    }
    public: dict[str, Value] = {"audience": ["business"], "disclaimer_text": "Sans garantie."}
    assert check(BRIEF, record(BRIEF, "sent", **people, **public), "released", role="ASI")
    with pytest.raises(StepBlocked, match="step_blocked"):
        check(
            BRIEF,
            record(BRIEF, "sent", **{**people, **public, "sanitised_by": "c" * 32}),
            "released",
            role="ASI",
        )
    with pytest.raises(StepBlocked):
        check(BRIEF, record(BRIEF, "sent", **people), "released", role="ASI")
    with pytest.raises(StepIncomplete):
        check(BRIEF, record(BRIEF, "sent", **public), "released", role="ASI")


def test_returning_to_draft_asks_for_nothing() -> None:
    assert check(BRIEF, record(BRIEF, "to_review", bluf=None), "draft", role="ASI")


def test_a_note_needs_a_place_before_it_leaves() -> None:
    with pytest.raises(StepBlocked):
        check(NOTE, record(NOTE, "captured", position=None, place_text=None), "self_checked", role="CPX")
    assert check(NOTE, record(NOTE, "captured", position=None), "self_checked", role="CPX")


# Any workflow


def test_a_state_that_does_not_exist() -> None:
    with pytest.raises(NoSuchState) as refused:
        check(BRIEF, record(BRIEF, "draft"), "published", role="ASI")
    assert "to_review" in refused.value.advice("fr")
    with pytest.raises(NoSuchState) as refused:
        check(record_type("post"), record(record_type("post"), ""), "closed", role="ASI")
    assert "none" in refused.value.advice("en")


def test_an_end_leads_nowhere() -> None:
    with pytest.raises(NoSuchStep) as refused:
        check(BRIEF, record(BRIEF, "withdrawn"), "draft", role="ASI")
    assert "aucun" in refused.value.advice("fr")


def test_a_state_of_a_newer_program_leads_nowhere() -> None:
    with pytest.raises(NoSuchStep) as refused:
        check(BRIEF, record(BRIEF, "embargoed"), "draft", role="ASI")
    assert "embargoed" in refused.value.message("fr")


def test_steps_are_offered_to_those_who_may_take_them() -> None:
    draft = record(REQUEST, "draft")
    assert [step.target for step in allowed(REQUEST, draft, "ASI")] == ["checked"]
    assert allowed(REQUEST, draft, "CPX") == ()
    assert [step.target for step in allowed(REQUEST, record(REQUEST, "closed"), "SYSTEM")] == ["archived"]
    assert allowed(REQUEST, record(REQUEST, "closed"), "ASI") == ()
    assert allowed(record_type("post"), record(record_type("post"), ""), "ASI") == ()


def test_a_type_without_a_workflow_asks_for_what_creation_does() -> None:
    post = record_type("post")
    assert [path for path, _ in missing(post, {"code": "PCV"}, "")] == ["name"]


def test_a_step_is_written_with_its_reason_if_it_has_one() -> None:
    assert status_value("sent", "ASI") == {"state": "sent", "role": "ASI"}
    assert status_value("sent", "ASI", " vu ") == {"state": "sent", "role": "ASI", "reason": "vu"}


FLOW = Workflow(
    initial="a",
    states=tuple(State(code, Text(code, code), Text(code, code)) for code in "abcdez"),
    transitions=tuple(Transition(s, t, ("ASI",)) for s, t in ("ab", "ba", "bc", "bd", "ce", "de", "ec")),
)


def test_what_every_way_passes() -> None:
    assert FLOW.passed("a", "a") == {"a"}
    assert FLOW.passed("a", "e") == {"a", "b", "e"}
    assert FLOW.passed("a", "c") == {"a", "b", "c"}
    assert FLOW.passed("a", "z") == {"z"}


def test_conditions_and_guards() -> None:
    assert Condition(field="x", values=("a", "b")).holds({"x": "b"})
    assert Condition(field="x", values=("a",)).holds({"x": ["c", "a"]})
    assert not Condition(field="x", values=("a",)).holds({})
    assert Condition(field="x", values=("true",)).holds({"x": True})
    assert not Condition(field="x", values=("true",)).holds({"x": False})
    both = Condition(field="x", values=("a",), also=Condition(field="y", values=("true",)))
    assert both.holds({"x": "a", "y": True})
    assert not both.holds({"x": "a"})
    assert not both.holds({"x": "b", "y": True})
    each = EachElement(listing="l", field="s", values=("ok",), why=WHY)
    assert each.holds({})
    assert each.holds({"l": {"1": {"s": "ok"}}})
    assert not each.holds({"l": {"1": {"s": "ok"}, "2": {}}})
    assert Different(one="a", other="b", why=WHY).holds({"a": 1, "b": 2})
    assert OneOf(names=("a", "b"), why=WHY).holds({"b": "x"})
    assert not OneOf(names=("a", "b"), why=WHY).holds({"a": ""})
    assert When(condition=Condition(field="x", values=("a",)), why=WHY).holds({"x": "a"})
    assert not When(condition=Condition(field="x", values=("a",)), absent=True, why=WHY).holds({"x": "a"})
