"""Fractional keys: always a place between two others, whatever was chosen before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.ordering import after, between, is_key

KEYS = st.text("0123456789abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=6).filter(is_key)


@given(KEYS, KEYS)
def test_there_is_a_key_between_any_two(a: str, b: str) -> None:
    low, high = sorted((a, b))
    if low == high:
        return
    middle = between(low, high)
    assert low < middle < high
    assert is_key(middle)


@given(KEYS)
def test_there_is_a_key_before_and_after_any(key: str) -> None:
    assert "" < between("", key) < key < after(key)
    assert is_key(after(key))


@given(st.lists(st.integers(0, 1_000), max_size=60))
def test_any_number_of_insertions_keep_their_order(places: list[int]) -> None:
    keys: list[str] = []
    for place in places:
        at = place % (len(keys) + 1)
        low = keys[at - 1] if at else ""
        keys.insert(at, between(low, keys[at]) if at < len(keys) else after(low))
    assert keys == sorted(set(keys))


def test_keys_made_to_do_harm_leave_room_and_are_read_as_none() -> None:
    longest = "z" * 500
    assert is_key(longest)
    assert longest < after(longest)
    assert not is_key(after(longest))
    assert longest < between(longest, after(longest)) < after(longest)
    assert "" < between("", "0" * 5_000 + "1") < "0" * 5_000 + "1"


def test_a_thousand_elements_in_turn_have_short_keys() -> None:
    key = ""
    for _ in range(1_000):
        key = after(key)
    assert len(key) < 40


@pytest.mark.parametrize(("low", "high"), [("a", "a"), ("b", "a"), ("", "0"), ("A", "b"), ("", "é")])
def test_no_place_is_invented_where_there_is_none(low: str, high: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        between(low, high)
