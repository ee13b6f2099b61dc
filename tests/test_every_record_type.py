"""Every record type, whatever it is: described in full, written, seen, checked and explained alike."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, write
from asi_desktop.domain.json_schema import json_schema
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.resources import resource
from asi_desktop.domain.roles import AUTHORITY, acts_as
from asi_desktop.domain.schema import CREATION, LEAVING, SETS, Field, Kind, RecordType
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text
from asi_desktop.domain.values.parsing import NAMED
from asi_desktop.domain.viewing import Seen, seen, title_of
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.domain.workflow import (
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
from asi_desktop.domain.writing import new_values, set_values
from tests.strategies import complete_input, states, valid_input, valid_value
from tests.validator import valid

EVERY = pytest.mark.parametrize("kind", RECORD_TYPES, ids=lambda kind: kind.name)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def born(kind: RecordType, given_: dict[str, Value]) -> State:
    change = Write(Dot(7, 1), Stamp(b"\7" * 16, 1_000), new_values(kind, given_))
    return write(State(kind.name, 1, {}, {}, {}), change)


def all_fields(kind: RecordType) -> Iterator[tuple[str, Field]]:
    for field in kind.fields:
        yield field.name, field
        for inner in field.fields:
            yield f"{field.name}/{inner.name}", inner


# What a description must say


@EVERY
def test_names_and_codes_are_unlike_any_other(kind: RecordType) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", kind.name)
    assert re.fullmatch(r"[A-Z]{2}", kind.code)
    assert [one.code for one in RECORD_TYPES].count(kind.code) == 1
    assert record_type(kind.name) is kind


@EVERY
def test_each_field_is_named_once_and_can_be_a_path(kind: RecordType) -> None:
    paths = [path for path, _ in all_fields(kind)]
    assert len(paths) == len(set(paths))
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?", path) for path in paths)
    assert not {"status", "ref", "id", "type", "space", "deleted"} & set(kind.by_name)


@EVERY
def test_every_word_stands_in_both_languages(kind: RecordType) -> None:
    texts = [kind.label, kind.plural, kind.help, *(section.label for section in kind.sections)]
    for _, field in all_fields(kind):
        texts += [field.label, field.help] if field.help else [field.label]
    if kind.workflow:
        texts += [text for state in kind.workflow.states for text in (state.label, state.action)]
        texts += [guard.why for step in kind.workflow.transitions for guard in step.guards]
    for text in texts:
        assert well_worded(text), text


def well_worded(text: Text) -> bool:
    both = (text.fr, text.en)
    return all(one and one == one.strip() and "!" not in one and "'" not in one for one in both)


@EVERY
def test_each_field_stands_in_a_section_and_each_section_has_fields(kind: RecordType) -> None:
    sections = [section.name for section in kind.sections]
    assert len(sections) == len(set(sections))
    assert {field.section for field in kind.fields} == set(sections)


@EVERY
def test_what_a_field_refers_to_exists(kind: RecordType) -> None:
    for path, field in all_fields(kind):
        siblings = (
            {one.name for one in kind.elements[path.partition("/")[0]].values()}
            if "/" in path
            else set(kind.by_name)
        )
        assert (field.kind in {Kind.CODE, Kind.CODES}) == (field.vocabulary is not None), path
        if field.vocabulary:
            assert vocabulary(field.vocabulary).entries
        assert (field.kind is Kind.LIST) == bool(field.fields), path
        assert "/" not in path or field.kind is not Kind.LIST, f"{path}: no list inside a list"
        for target in field.targets:
            assert record_type(target)
        for condition in (field.shown_when, field.required_when):
            assert {one.field for one in parts(condition)} <= siblings if condition else True, path
        if field.required_from not in (None, CREATION, LEAVING):
            assert kind.workflow is not None
            assert field.required_from in kind.workflow.by_code, path
        assert not (field.local and field.required_from is not None), path


@EVERY
def test_conditions_speak_of_codes_that_exist(kind: RecordType) -> None:
    conditions = [
        (path, one) for path, f in all_fields(kind) for one in (f.shown_when, f.required_when) if one
    ]
    for path, condition in [(path, one) for path, whole in conditions for one in parts(whole)]:
        prefix = path.partition("/")[0] + "/" if "/" in path else ""
        asked = dict(all_fields(kind))[prefix + condition.field]
        assert set(condition.values) <= answers(asked), path


def parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    if condition.also:
        yield from parts(condition.also)


def answers(field: Field) -> set[str]:
    if field.kind is Kind.BOOLEAN:
        return {"true", "false"}
    return set(vocabulary(field.vocabulary or NAMED[field.kind]).by_code)


@EVERY
def test_lists_have_few_columns_and_a_title(kind: RecordType) -> None:
    assert 1 <= len(kind.listed) <= 10
    assert kind.by_name[kind.title_field].kind in {Kind.TEXT, Kind.RICH}
    sort = kind.default_sort.removeprefix("-")
    assert sort == "updated" or sort in kind.by_name


@EVERY
def test_making_a_record_demands_little(kind: RecordType) -> None:
    assert 1 <= len(kind.demanded) <= 2


@EVERY
def test_every_state_can_be_reached_and_every_step_joins_states(kind: RecordType) -> None:
    flow = kind.workflow
    if flow is None:
        return
    assert len(flow.by_code) == len(flow.states)
    reached = set(flow.firsts)
    for _ in flow.states:
        reached |= {step.target for step in flow.transitions if step.source in reached}
    assert reached == set(flow.by_code)
    steps = [(step.source, step.target) for step in flow.transitions]
    assert len(steps) == len(set(steps))
    for step in flow.transitions:
        assert {step.source, step.target} <= set(flow.by_code)
        assert set(step.roles) <= set(vocabulary("role").by_code)
        assert step.roles


# What follows from it


@EVERY
def test_the_example_can_be_added_and_reads_back(kind: RecordType) -> None:
    view = seen(kind, born(kind, kind.example))
    for name, value in kind.example.items():
        assert same(kind.by_name[name], value, view.fields[name]), name


@EVERY
def test_the_example_is_complete_enough_for_every_later_state(kind: RecordType) -> None:
    if kind.workflow is None:
        return
    record = seen(kind, born(kind, kind.example))
    reached, way = {record.status}, [record.status]
    while way:
        here = way.pop()
        view = Seen(record.fields, {}, here, (), deleted=False, deleted_while_edited=False, ref="")
        for step in kind.workflow.steps_from(here):
            if step.target in reached or (kind.name, step.target) in {("brief", "released")}:
                continue
            check(kind, view, step.target, role=step.roles[0], reason="motif")
            reached.add(step.target)
            way.append(step.target)
    unlike = {("brief", "released")} | {("request", state) for state in ("received", "triaged")}
    later = {state for state in kind.workflow.by_code if (kind.name, state) not in unlike}
    assert later - reached <= {"accepted", "redirected"}


@EVERY
@QUICK
@given(data=st.data())
def test_whatever_is_added_reads_back(kind: RecordType, data: st.DataObject) -> None:
    given_ = data.draw(valid_input(kind))
    view = seen(kind, born(kind, given_))
    for name, value in given_.items():
        assert same(kind.by_name[name], value, view.fields.get(name)), name
    assert set(view.fields) == set(given_) | set(kind.defaults)
    assert view.conflicts == {}
    assert not view.deleted


@EVERY
@QUICK
@given(data=st.data())
def test_whatever_is_seen_can_be_written_again_without_a_change(
    kind: RecordType, data: st.DataObject
) -> None:
    state = born(kind, data.draw(complete_input(kind)))
    view = seen(kind, state)
    again = set_values(kind, state, list(view.fields.items()))
    after = write(state, Write(Dot(7, 2), Stamp(b"\7" * 16, 2_000), again))
    assert seen(kind, after).fields == view.fields


@EVERY
@QUICK
@given(data=st.data())
def test_each_field_can_be_set_and_emptied(kind: RecordType, data: st.DataObject) -> None:
    given_ = [f for f in kind.fields if f.required_from != CREATION and not f.system]
    field = data.draw(st.sampled_from(given_))
    state = born(kind, kind.example)
    value = data.draw(valid_value(field))
    filled = apply(kind, state, field.name, value)
    assert same(field, value, seen(kind, filled).fields.get(field.name))
    assert field.name not in seen(kind, apply(kind, filled, field.name, None)).fields


def apply(kind: RecordType, state: State, path: str, value: Value) -> State:
    n = max(state.vector.values()) + 1
    return write(state, Write(Dot(7, n), Stamp(b"\7" * 16, n), set_values(kind, state, [(path, value)])))


@EVERY
@QUICK
@given(data=st.data())
def test_what_laptops_wrote_apart_looks_the_same_on_each(kind: RecordType, data: st.DataObject) -> None:
    state = data.draw(states(kind))
    view = seen(kind, state)
    other_way = dict(reversed(list(state.fields.items())))
    again = seen(kind, State(state.type, state.schema, other_way, state.vector, state.stamps))
    assert again == view
    for listing in kind.elements:
        assert list_of(again, listing) == list_of(view, listing)
    for path, found in view.conflicts.items():
        assert [one.n for one in found] == list(range(1, len(found) + 1))
        assert len({json.dumps(one.value, sort_keys=True) for one in found}) == len(found) >= 2
        assert "#" not in path
        assert path != "status"
        assert not path.endswith(("/_alive", "/_order"))


def list_of(view: Seen, listing: str) -> list[str]:
    found = view.fields.get(listing, {})
    assert isinstance(found, dict)
    return list(found)


@EVERY
@QUICK
@given(data=st.data())
def test_a_program_that_does_not_know_the_type_shows_the_same_values(
    kind: RecordType, data: st.DataObject
) -> None:
    state = data.draw(states(kind))
    raw, view = seen(None, state), seen(kind, state)
    assert raw.fields == view.fields
    assert raw.conflicts == view.conflicts
    assert raw.status == ""


@EVERY
def test_it_has_a_name_in_lists(kind: RecordType) -> None:
    assert title_of(kind, seen(kind, born(kind, kind.example)).fields)


# Who may take which step


@EVERY
def test_each_role_is_allowed_its_own_steps_and_no_others(kind: RecordType) -> None:
    if kind.workflow is None:
        return
    fields = seen(kind, born(kind, kind.example)).fields
    for state, target, role in product(kind.workflow.by_code, kind.workflow.by_code, AUTHORITY):
        view = standing(fields, state)
        step = {one.target: one for one in kind.workflow.steps_from(state)}.get(target)
        mine = step is not None and (role in step.roles or bool(acts_as(role) & set(step.roles)))
        assert (target in {one.target for one in allowed(kind, view, role)}) is mine
        expected = NotYourStep if step else NoSuchStep
        if not mine:
            with pytest.raises(expected):
                check(kind, view, target, role=role, reason="motif")


@EVERY
def test_a_step_waits_for_its_fields_its_reason_and_its_rules(kind: RecordType) -> None:
    if kind.workflow is None:
        return
    full = seen(kind, born(kind, kind.example)).fields
    for step in kind.workflow.transitions:
        view = standing(full, step.source)
        blocked = [guard for guard in step.guards if not guard.holds(full)]
        if missing(kind, full, step.target) or blocked:
            with pytest.raises((StepBlocked, StepIncomplete)):
                check(kind, view, step.target, role=step.roles[0], reason="motif")
        else:
            assert check(kind, view, step.target, role=step.roles[0], reason="motif") is step
        if step.reason_required:
            with pytest.raises(ReasonMissing):
                check(kind, view, step.target, role=step.roles[0], reason=" ")
        empty = standing({}, step.source)
        if missing(kind, empty.fields, step.target):
            with pytest.raises(StepIncomplete):
                check(kind, empty, step.target, role=step.roles[0], reason="motif")


def standing(fields: Mapping[str, Value], state: str) -> Seen:
    return Seen({**fields}, {}, state, (), deleted=False, deleted_while_edited=False, ref="")


# What scripts are told


@EVERY
def test_the_schema_is_json_and_says_what_creation_demands(kind: RecordType) -> None:
    schema = json_schema(kind)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["required"] == [field.name for field in kind.demanded]
    assert schema["additionalProperties"] is False
    assert schema["examples"] == [kind.example]
    states_ = {state.code for state in kind.workflow.states} if kind.workflow else set()
    demands = schema["x-required-for"]
    assert isinstance(demands, dict)
    assert set(demands) <= states_


@EVERY
@QUICK
@given(data=st.data())
def test_the_schema_accepts_what_can_be_added(kind: RecordType, data: st.DataObject) -> None:
    given_ = data.draw(valid_input(kind))
    new_values(kind, given_)
    assert valid(given_, json_schema(kind)) == []


@EVERY
def test_the_schema_accepts_the_example(kind: RecordType) -> None:
    assert valid(kind.example, json_schema(kind)) == []


@EVERY
def test_references_are_told_apart_in_the_schema(kind: RecordType) -> None:
    properties = json_schema(kind)["properties"]
    assert isinstance(properties, dict)
    for field in kind.fields:
        if field.kind is Kind.REFERENCE:
            shape = properties[field.name]
            assert isinstance(shape, dict)
            assert shape["type"] == "string"
            assert shape["x-ref"] == (field.targets[0] if len(field.targets) == 1 else "*")
            assert shape.get("x-ref-types", []) == ([*field.targets] if len(field.targets) > 1 else [])


def test_every_vocabulary_file_reads_in_both_languages() -> None:
    files = sorted(resource("vocabularies").glob("*.json"))
    assert len(files) > 60
    for file in files:
        listing = vocabulary(file.stem)
        assert len(listing.by_code) == len(listing.entries)
        for entry in listing.entries:
            assert entry.code
            assert entry.label.fr.strip() == entry.label.fr != ""
            assert entry.label.en.strip() == entry.label.en != ""


def test_a_step_is_written_so_that_everyone_sees_the_state() -> None:
    kind = record_type("brief")
    state = born(kind, kind.example)
    step = {"status": status_value("to_review", "OL")}
    after = write(state, Write(Dot(7, 2), Stamp(b"\7" * 16, 2), step))
    assert seen(kind, after).status == "to_review"


def same(field: Field, given_: Value, found: Value) -> bool:
    """Whether what is seen is what was given, in the form in which it is kept."""
    if field.kind is Kind.LIST:
        return same_list(field, given_, found)
    if field.kind in SETS:
        return sorted(map(str, given_ if isinstance(given_, list) else [])) == found
    if field.kind is Kind.REFERENCE:
        return isinstance(given_, str) and found == ids.shown(ids.parsed(given_) or b"")
    if field.kind in {Kind.INSTANT, Kind.MONEY, Kind.POSITION, Kind.DECIMAL}:
        return found is not None and same_things(given_, found)
    if isinstance(given_, str):
        return found == unicodedata.normalize("NFC", given_).strip()
    return found == given_


def same_list(field: Field, given_: Value, found: Value) -> bool:
    assert isinstance(given_, list)
    assert isinstance(found, dict)
    inner = {one.name: one for one in field.fields}
    pairs = list(zip(given_, found.values(), strict=True))
    for one, kept in pairs:
        assert isinstance(one, dict)
        assert isinstance(kept, dict)
        defaults = {f.name for f in field.fields if f.default is not None}
        if set(kept) != set(one) | defaults:
            return False
        if not all(same(inner[name], value, kept.get(name)) for name, value in one.items()):
            return False
    return True


def same_things(given_: Value, found: Value) -> bool:
    """A value with parts reads back as itself when it is written again."""
    if isinstance(given_, dict) and isinstance(found, dict):
        return all(name in found for name in given_)
    return found is not None
