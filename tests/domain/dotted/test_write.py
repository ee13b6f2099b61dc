"""A save replaces what its author was shown, says that its subject is there, and uses its dot once."""

import pytest

from asi_desktop.domain.dotted import ALIVE, Dot, Stamp, State, Write, merge, with_life, write
from tests.domain.dotted.strategies import EMPTY

STAMP = Stamp(b"d" * 16, 1_700_000_000_000)
ELEMENT = "0f" * 16


def saved(state: State, n: int, **values: str) -> State:
    return write(state, Write(Dot(1, n), STAMP, dict(values)))


def test_a_save_says_that_the_record_and_its_element_are_there() -> None:
    state = write(EMPTY, Write(Dot(1, 1), STAMP, {f"asks/{ELEMENT}/due": "2027-01-01"}))
    assert set(state.fields) == {ALIVE, f"asks/{ELEMENT}/due", f"asks/{ELEMENT}/{ALIVE}"}
    assert [value.value for value in state.values(ALIVE)] == [True]


def test_deleting_says_so_and_nothing_else() -> None:
    state = write(saved(EMPTY, 1, title="a"), Write(Dot(1, 2), STAMP, {ALIVE: False}))
    assert [value.value for value in state.values(ALIVE)] == [False]
    assert [value.value for value in state.values("title")] == ["a"]


def test_removing_an_element_keeps_its_fields_for_whoever_edits_it_meanwhile() -> None:
    made = write(EMPTY, Write(Dot(1, 1), STAMP, {f"asks/{ELEMENT}/due": "x"}))
    removed = write(made, Write(Dot(1, 2), STAMP, {f"asks/{ELEMENT}/{ALIVE}": False}))
    edited = write(made, Write(Dot(2, 1), STAMP, {f"asks/{ELEMENT}/due": "y"}))
    met = merge(removed, edited)
    assert {value.value for value in met.values(f"asks/{ELEMENT}/{ALIVE}")} == {True, False}
    assert [value.value for value in met.values(f"asks/{ELEMENT}/due")] == ["y"]


def test_a_form_that_did_not_show_the_removal_keeps_it_beside_its_edit() -> None:
    shown = saved(EMPTY, 1, title="a")
    removed = write(shown, Write(Dot(2, 1), STAMP, {ALIVE: False}))
    displayed = {path: [one.dot for one in shown.values(path)] for path in with_life({"title": "b"})}
    after = write(removed, Write(Dot(1, 2), STAMP, {"title": "b"}, displayed))
    assert [value.value for value in after.values(ALIVE)] == [True, False]


def test_an_edit_made_without_knowledge_of_the_deletion_keeps_the_record() -> None:
    base = saved(EMPTY, 1, title="a")
    deleted = write(base, Write(Dot(1, 2), STAMP, {ALIVE: False}))
    edited = write(base, Write(Dot(2, 1), STAMP, {"title": "b"}))
    assert {value.value for value in merge(deleted, edited).values(ALIVE)} == {True, False}


def test_a_form_that_was_open_replaces_only_what_it_showed() -> None:
    base = saved(EMPTY, 1, title="shown")
    arrived = merge(base, write(EMPTY, Write(Dot(2, 1), STAMP, {"title": "arrived meanwhile"})))
    change = Write(Dot(1, 2), STAMP, {"title": "typed"}, {"title": {Dot(1, 1)}})
    assert [value.value for value in write(arrived, change).values("title")] == ["typed", "arrived meanwhile"]


def test_without_a_word_on_what_was_shown_all_current_values_are_replaced() -> None:
    both = merge(saved(EMPTY, 1, title="a"), write(EMPTY, Write(Dot(2, 1), STAMP, {"title": "b"})))
    assert [value.value for value in saved(both, 2, title="c").values("title")] == ["c"]


def test_stamps_of_replaced_values_go() -> None:
    state = write(saved(EMPTY, 1, title="a"), Write(Dot(1, 2), Stamp(b"e" * 16, 7), {"title": "b"}))
    assert state.stamps == {Dot(1, 2): Stamp(b"e" * 16, 7)}


@pytest.mark.parametrize("n", [1, 2])
def test_a_dot_names_one_save_only(n: int) -> None:
    state = saved(saved(EMPTY, 1, title="a"), 2, title="b")
    with pytest.raises(ValueError, match="used before"):
        saved(state, n, title="c")


def test_what_was_never_written_has_no_values() -> None:
    assert EMPTY.values("title") == ()
