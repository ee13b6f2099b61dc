"""References: read by people, made offline, never the same twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.reference import Reference, device_letter, parse_reference, reference

POSTS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=5)
PARTS = st.tuples(
    POSTS,
    st.integers(2000, 2999),
    st.sampled_from(("SB", "CT", "RQ", "FN")),
    st.integers(1, 999_999),
    st.integers(0, 700).map(device_letter),
)


@given(PARTS)
def test_a_reference_reads_back(parts: tuple[str, int, str, int, str]) -> None:
    text = reference(*parts)
    assert parse_reference(text) == Reference(*parts)
    assert parse_reference(f" {text.lower()} ") == Reference(*parts)


@given(PARTS, PARTS)
def test_unlike_parts_never_give_the_same_reference(
    a: tuple[str, int, str, int, str], b: tuple[str, int, str, int, str]
) -> None:
    assert (reference(*a) == reference(*b)) == (a == b)


def test_it_is_written_as_officers_know_it() -> None:
    assert reference("PCV", 2026, "RQ", 42, "A") == "PCV-2026-RQ-0042-A"


@pytest.mark.parametrize(
    "text", ["", "PCV", "PCV-26-RQ-0042-A", "PCV-2026-RQ-42-A", "P-2026-RQ-0042-A", "x" * 500]
)
def test_what_is_no_reference_is_none(text: str) -> None:
    assert parse_reference(text) is None


def test_a_part_that_cannot_be_read_back_is_never_written() -> None:
    for parts in (("P", 2026, "SB", 1, "A"), ("PCV", 2026, "SB", 0, "A"), ("PCV", 2026, "SB", 1, "4")):
        with pytest.raises(ValueError, match="not a reference"):
            reference(*parts)


def test_each_device_of_a_post_has_its_own_letter() -> None:
    letters = [device_letter(n) for n in range(800)]
    assert letters[:3] == ["A", "B", "C"]
    assert letters[25:28] == ["Z", "AA", "AB"]
    assert letters[701:703] == ["ZZ", "AAA"]
    assert len(set(letters)) == len(letters)
    for bad in (-1, 26 + 26**2 + 26**3):
        with pytest.raises(ValueError, match="no letter"):
            device_letter(bad)
