"""Identifiers: random, and read however people write them."""

from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.ids import new_actor, new_id, parsed, shown


def test_ids_are_random_and_tell_nobody_the_time() -> None:
    made = [new_id() for _ in range(200)]
    assert len({*made}) == 200
    assert all(len(one) == 16 and one[6] >> 4 == 4 and one[8] >> 6 == 2 for one in made)
    assert len({new_actor() for _ in range(200)}) == 200
    assert all(0 <= new_actor() < 2**64 for _ in range(200))


@given(st.binary(min_size=16, max_size=16))
def test_what_is_shown_is_read_with_or_without_dashes(identifier: bytes) -> None:
    text = shown(identifier)
    assert parsed(text) == parsed(text.upper()) == identifier
    assert parsed("-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))) == identifier


@given(st.text(max_size=40))
def test_anything_else_is_none_or_sixteen_bytes(text: str) -> None:
    found = parsed(text)
    assert found is None or len(found) == 16


def test_what_is_not_hexadecimal_is_none() -> None:
    assert parsed("g" * 32) is None
    assert parsed("ab cd " * 5 + "ab") is None
    assert parsed("PCV-2026-SB-0001-A") is None
