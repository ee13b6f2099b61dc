"""The laws of merging: order and repetition change nothing, nothing is lost, nothing comes back."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Stamp, State, Write, merge, merge_all, write
from asi_desktop.domain.dotted.dots import covers, element_path, join, set_path
from tests.domain.dotted.strategies import EMPTY, LAPTOPS, Lives, runs, shown

PERMUTATIONS = st.permutations(range(LAPTOPS))


@given(runs)
def test_merging_is_commutative(lives: Lives) -> None:
    a, b, _ = lives.states
    assert merge(a, b) == merge(b, a)


@given(runs)
def test_merging_is_associative(lives: Lives) -> None:
    a, b, c = lives.states
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(runs)
def test_merging_is_idempotent(lives: Lives) -> None:
    a, b, _ = lives.states
    assert merge(a, a) == a
    assert merge(merge(a, b), b) == merge(a, b)


@given(runs, PERMUTATIONS)
def test_all_orders_of_meeting_end_in_the_same_state(lives: Lives, order: list[int]) -> None:
    assert merge_all(lives.states[place] for place in order) == merge_all(lives.states)


@settings(max_examples=400)
@given(runs)
def test_each_laptop_shows_what_it_knows_and_nobody_replaced_knowingly(lives: Lives) -> None:
    for laptop, state in enumerate(lives.states):
        assert shown(state) == lives.expected(laptop)


@given(runs)
def test_what_a_merge_shows_is_what_the_model_of_both_shows(lives: Lives) -> None:
    for one, other in itertools.permutations(range(LAPTOPS), 2):
        known = (lives.seen[one] | lives.seen[other]) - (lives.replaced[one] | lives.replaced[other])
        merged = merge(lives.states[one], lives.states[other])
        assert set(shown(merged)) == known


@given(runs)
def test_a_write_after_a_merge_replaces_both_values(lives: Lives) -> None:
    merged = merge_all(lives.states)
    after = write(merged, Write(Dot(99, 1), Stamp(b"x" * 16, 1), {"title": "decided"}))
    assert [value.value for value in after.values("title")] == ["decided"]
    assert merge(after, lives.states[0]) == after


@given(runs)
def test_siblings_stand_in_the_order_of_their_dots_and_each_has_its_stamp(lives: Lives) -> None:
    merged = merge_all(lives.states)
    live = set()
    for siblings in merged.fields.values():
        dots = [value.dot for value in siblings]
        assert dots == sorted(set(dots))
        live |= set(dots)
    assert set(merged.stamps) == live
    assert all(covers(merged.vector, dot) for dot in live)


def test_two_who_write_the_same_field_unseen_both_stay() -> None:
    a = write(EMPTY, Write(Dot(1, 1), Stamp(b"a" * 16, 5), {"title": "A"}))
    b = write(EMPTY, Write(Dot(2, 1), Stamp(b"b" * 16, 4), {"title": "A"}))
    merged = merge(a, b)
    assert [value.dot for value in merged.values("title")] == [Dot(1, 1), Dot(2, 1)]


def test_a_value_changed_back_is_a_change_all_the_same() -> None:
    base = write(EMPTY, Write(Dot(1, 1), Stamp(b"a" * 16, 1), {"title": "old"}))
    changed = write(base, Write(Dot(1, 2), Stamp(b"a" * 16, 2), {"title": "new"}))
    back = write(changed, Write(Dot(1, 3), Stamp(b"a" * 16, 3), {"title": "old"}))
    assert merge(base, back).values("title") == back.values("title")
    assert merge(changed, back) == back


def test_parts_of_a_newer_program_survive_and_meet_the_same_way_on_both_sides() -> None:
    one = State("brief", 1, {}, {}, {}, {"x": b"\x01", "z": b"\x05"})
    other = State("brief", 2, {}, {}, {}, {"x": b"\x02", "y": b"\x03"})
    assert merge(one, other) == merge(other, one)
    assert merge(one, other).extra == {"x": b"\x02", "y": b"\x03", "z": b"\x05"}
    assert merge(one, other).schema == 2


def test_a_stamp_that_two_sides_tell_differently_is_told_alike_afterwards() -> None:
    value = write(EMPTY, Write(Dot(1, 1), Stamp(b"a" * 16, 1), {"title": "A"}))
    other = State(value.type, 1, value.fields, value.vector, {Dot(1, 1): Stamp(b"a" * 16, 9)})
    unknown = State(value.type, 1, value.fields, value.vector, {})
    assert merge(value, other).stamps == merge(other, value).stamps == {Dot(1, 1): Stamp(b"a" * 16, 1)}
    assert merge(unknown, value).stamps == value.stamps
    assert merge(unknown, unknown).stamps == {}


def test_merging_nothing_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError):
        merge_all([])


def test_paths_and_vectors_are_spelled_as_documented() -> None:
    assert element_path("asks", "9f", "due") == "asks/9f/due"
    assert set_path("audience", "business") == "audience#business"
    assert join({1: 2, 3: 1}, {1: 1, 2: 5}) == {1: 2, 3: 1, 2: 5}
