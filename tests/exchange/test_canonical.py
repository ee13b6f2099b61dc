"""The canonical line: one spelling, and everything of it is read back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.exchange.canonical import CanonicalRecord, Claim, NotCanonical, line, read
from asi_desktop.exchange.json_text import NotJson

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS | st.lists(TEXTS, max_size=3)
CLAIMS = st.lists(st.builds(Claim, VALUES, TEXTS), min_size=2, max_size=3).map(tuple)
RECORDS = st.builds(
    CanonicalRecord,
    id=st.binary(min_size=16, max_size=16),
    type=TEXTS,
    space=st.binary(min_size=16, max_size=16),
    status=TEXTS,
    deleted=st.booleans(),
    fields=st.dictionaries(TEXTS, VALUES, max_size=4),
    conflicts=st.dictionaries(TEXTS, CLAIMS, max_size=2),
)

EXAMPLE = CanonicalRecord(
    id=bytes(range(16)),
    type="brief",
    space=bytes(16),
    status="draft",
    deleted=False,
    fields={"title": "Évolution à Port-Clair", "country": "XA", "audience": ["H24"]},
    conflicts={"bluf": (Claim("calme", "a.officer"), Claim("tendu", "b.officer"))},
)


@given(RECORDS)
def test_what_was_written_is_read(record: CanonicalRecord) -> None:
    assert read(line(record)) == record


@given(RECORDS)
def test_a_record_is_one_line_of_sorted_keys_without_spaces(record: CanonicalRecord) -> None:
    written = line(record)
    assert written.endswith(b"\n")
    assert written.count(b"\n") == 1
    again = json.dumps(json.loads(written), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert written == again.encode() + b"\n"


def test_the_line_as_it_stands_in_the_interface() -> None:
    assert line(EXAMPLE).decode() == (
        '{"conflicts":{"bluf":[{"author":"a.officer","value":"calme"},{"author":"b.officer","value":"tendu"}]},'
        '"deleted":false,"fields":{"audience":["H24"],"country":"XA","title":"Évolution à Port-Clair"},'
        '"id":"000102030405060708090a0b0c0d0e0f","space":"00000000000000000000000000000000",'
        '"status":"draft","type":"brief"}\n'
    )


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"id": 4},
        {"type": None},
        {"space": "00"},
        {"status": 1},
        {"deleted": "no"},
        {"fields": []},
        {"conflicts": {"a": 1}},
        {"conflicts": {"a": [{"value": 1, "author": "x"}]}},
        {"conflicts": {"a": [{"value": 1, "author": "x"}, 2]}},
        {"conflicts": {"a": [{"value": 1, "author": "x"}, {"value": 1}]}},
        {"conflicts": {"a": [{"value": 1, "author": "x"}, {"value": 1, "author": 5}]}},
        {"more": 1},
    ],
    ids=str,
)
def test_another_document_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(NotCanonical):
        read(json.dumps(json.loads(line(EXAMPLE)) | change).encode())


def test_what_is_no_object_is_refused() -> None:
    with pytest.raises(NotCanonical):
        read(b"[1]")
    with pytest.raises(NotJson):
        read(b"{")
