"""JSON from outside is read within limits, exactly, and never breaks the program."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.exchange.json_text import MAX_BYTES, MAX_DEPTH, MAX_INTEGER, NotJson, parsed

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(VALUES, st.booleans())
def test_what_is_json_comes_through_unchanged(value: object, ascii_only: bool) -> None:
    assert parsed(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_refused(data: bytes) -> None:
    with contextlib.suppress(NotJson):
        parsed(data)


def test_brackets_within_a_text_are_no_depth() -> None:
    assert parsed(json.dumps("[" * 1000 + '"\\' + "{" * 1000).encode()) == "[" * 1000 + '"\\' + "{" * 1000


def test_the_deepest_that_is_read() -> None:
    value = parsed(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH)
    for _ in range(MAX_DEPTH - 1):
        assert isinstance(value, list)
        value = value[0]
    assert value == []


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 33 + b"]" * 33,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
        b'"' + b"x" * MAX_BYTES + b'"',
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"1e999",
        b"9" * 400,
        b"9" * 10_000,
        str(MAX_INTEGER + 1).encode(),
        b'{"a": 1, "a": 2}',
        b'"\\ud800"',
        b'{"\\udfff": 1}',
        b'"\xff"',
        b"",
        b"{",
        b"[1, 2",
        b"{'a': 1}",
        b'"abc',
        b"1 2",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(NotJson):
        parsed(data)


def test_a_byte_order_mark_is_no_part_of_the_document() -> None:
    assert parsed(b"\xef\xbb\xbf{}") == {}


def test_the_place_of_an_error_is_told() -> None:
    with pytest.raises(NotJson) as refused:
        parsed(b'{\n  "a": }')
    assert "line 2" in refused.value.message("en")
    assert "ligne 2" in refused.value.message("fr")
