"""What a newer or a hostile program may have written: never an exception, never in the way."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, merge
from asi_desktop.domain.dotted.dots import Dotted
from asi_desktop.domain.dotted.reading import elements, has_element, members
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.markings import banner, problems
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.values import show
from asi_desktop.domain.viewing import seen, title_of
from asi_desktop.domain.workflow import allowed, check, missing
from asi_desktop.domain.writing import set_values

BRIEF, REQUEST = record_type("brief"), record_type("request")
ELEMENT = "ab" * 16

ODD_PATHS = [
    *(
        "",
        "/",
        "//",
        "#",
        "a#",
        "#b",
        "asks//x",
        "asks/",
        "/x/y",
        "asks/#",
        "asks/e/",
        "asks/e/#x",
        "a/b/c/d",
    ),
    *(
        "_alive/x/y",
        "status#x",
        "status/x/y",
        "ref/x/y",
        "title#x",
        "title/x/y",
        "asks",
        "asks#x",
        "audience",
    ),
    *("audience/x/y", f"asks/{ELEMENT}/text#x", f"asks/{ELEMENT}/_alive#x", "asks//_alive", "asks//_order"),
    *("links/e/target", "position", "handling", "threat_lines/e/indicators#x", "due_at", "_order", "\x00"),
]
names = st.sampled_from([field.name for kind in RECORD_TYPES for field in kind.fields])
paths = st.one_of(
    st.sampled_from([*ODD_PATHS, "status", "ref", "_alive", "title"]), names, st.text(max_size=9)
)
values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**63), 2**64 - 1),
        st.floats(allow_nan=False),
        st.text(max_size=5),
    ),
    lambda inside: st.one_of(
        st.lists(inside, max_size=3),
        st.dictionaries(st.text(max_size=5) | st.just("state"), inside, max_size=3),
    ),
    max_leaves=5,
)
contents = st.dictionaries(paths, st.lists(values, min_size=1, max_size=3), max_size=12)


def state_of(found: dict[str, list[Value]], kind: RecordType = REQUEST) -> State:
    fields = {
        path: tuple(Dotted(Dot(actor, 1), value) for actor, value in enumerate(siblings, start=1))
        for path, siblings in found.items()
    }
    return State(kind.name, 1, fields, dict.fromkeys(range(1, 4), 1), {Dot(1, 1): Stamp(b"d" * 16, 1)})


def in_words(work: Callable[[], object]) -> str:
    """Return what an officer is told when ``work`` is refused."""
    try:
        work()
    except AppError as error:
        return error.message("fr")
    return "done"


@given(st.sampled_from([None, *RECORD_TYPES]), contents)
def test_anything_is_seen_without_an_exception_and_whatever_its_order(
    kind: RecordType | None, found: dict[str, list[Value]]
) -> None:
    state = state_of(found)
    backwards = state_of(dict(reversed(found.items())))
    view = seen(kind, state)
    assert view == seen(kind, backwards)
    assert isinstance(title_of(kind, view.fields), str)
    assert isinstance(problems(view.fields), tuple)
    assert isinstance(banner(view.fields), tuple)
    for name in view.fields:
        assert elements(state, name).keys() | members(state, name) is not None


@given(st.sampled_from(RECORD_TYPES), contents)
def test_what_rules_on_a_record_bears_anything_that_it_holds(
    kind: RecordType, found: dict[str, list[Value]]
) -> None:
    view = seen(kind, state_of(found))
    for field in kind.fields:
        for language in ("fr", "en"):
            assert isinstance(show(field, view.fields.get(field.name), language), str)
        field.applies(view.fields)
    allowed(kind, view, "LOCAL")
    for state in kind.workflow.by_code if kind.workflow else ():
        missing(kind, view.fields, state)
        assert in_words(partial(check, kind, view, state, role="ASI", reason="x"))


@given(contents, paths, values)
def test_what_an_officer_sets_is_saved_or_refused_in_words(
    found: dict[str, list[Value]], path: str, raw: Value
) -> None:
    assert in_words(partial(set_values, REQUEST, state_of(found), [(path, raw)]))


@pytest.mark.parametrize(
    "odd",
    ["title#x", f"title/{ELEMENT}/x", "audience", "threat_lines", "threat_lines#x", f"audience/{ELEMENT}/x"],
)
def test_what_is_not_of_its_field_s_shape_hides_nothing(odd: str) -> None:
    honest: dict[str, list[Value]] = {
        "title": ["Port-Carvel"],
        "audience#business": [True],
        f"threat_lines/{ELEMENT}/facts": ["Deux incidents."],
    }
    extra: dict[str, list[Value]] = {odd: [True]}
    for found in (honest | extra, extra | honest):
        view = seen(BRIEF, state_of(found, BRIEF))
        assert view.fields["title"] == "Port-Carvel"
        assert view.fields["audience"] == ["business"]
        assert view.fields["threat_lines"] == {ELEMENT: {"facts": "Deux incidents."}}


@pytest.mark.parametrize("odd", ["", "/", "#", "a#", "#b", "asks//x", "asks/", f"asks/{ELEMENT}/"])
def test_a_path_with_an_empty_part_is_no_field(odd: str) -> None:
    found: dict[str, list[Value]] = {odd: [True]}
    state = state_of(found)
    assert seen(REQUEST, state).fields == {}
    assert elements(state, "asks") == {}
    assert not has_element(state, "asks", "")


def test_a_status_that_cannot_be_read_was_not_taken() -> None:
    odd: list[Value] = [5, None, {}, {"state": 5, "role": "CHEF"}, ["sent"]]
    for unreadable in odd:
        view = seen(BRIEF, state_of({"status": [unreadable]}))
        assert (view.status, view.contested) == ("draft", ())
        both = state_of({"status": [unreadable, {"state": "sent", "role": "ASI"}]})
        assert (seen(BRIEF, both).status, seen(BRIEF, both).contested) == ("sent", ())


@given(values, values)
def test_a_dot_that_a_copied_laptop_used_twice_ends_alike_everywhere(a: Value, b: Value) -> None:
    one, other = state_of({"title": [a]}), state_of({"title": [b]})
    assert repr(merge(one, other).fields) == repr(merge(other, one).fields)
    assert merge(merge(one, other), other) == merge(one, other)
