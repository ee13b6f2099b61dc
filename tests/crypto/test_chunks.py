"""Chunks of a file: whole, in order, of this file, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto import chunks
from asi_desktop.crypto.chunks import CHUNK_BYTES, SMALLEST, TAG_BYTES, FileSeal, address, new_seal, padme
from asi_desktop.crypto.wrapping import Unopenable

KEY = bytes(range(32))
FILE = bytes(range(16))


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> int:
    """Make chunks of a kibibyte, so that many fit into a test."""
    monkeypatch.setattr(chunks, "CHUNK_BYTES", 1024)
    return 1024


def pieces(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, max(1, len(content)), size)]


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 1023, 1024, 1025, 2048, 5000])
def test_what_was_sealed_is_opened(small_chunks: int, size: int) -> None:
    content = bytes(i % 251 for i in range(size))
    seal = new_seal(size)
    boxes = [seal.sealed(index, piece) for index, piece in enumerate(pieces(content, small_chunks))]
    assert len(boxes) == seal.total
    assert b"".join(seal.opened(index, box) for index, box in enumerate(boxes)) == content
    assert len({address(box) for box in boxes}) == len(boxes)


@given(st.integers(0, 3000), st.data())
def test_any_size_is_covered_by_its_chunks_exactly_once(size: int, data: st.DataObject) -> None:
    seal = FileSeal(FILE, KEY, size * 1000)
    lengths = [seal.length(index) for index in range(seal.total)]
    assert sum(lengths) == seal.size
    assert all(length == CHUNK_BYTES for length in lengths[:-1])
    assert lengths[-1] > 0 or seal.size == 0


@given(st.binary(max_size=600))
def test_a_small_file_comes_back(content: bytes) -> None:
    seal = new_seal(len(content))
    assert seal.opened(0, seal.sealed(0, content)) == content


@given(st.integers(0, CHUNK_BYTES))
def test_padding_tells_little_and_costs_little(length: int) -> None:
    padded = padme(length)
    assert length <= padded <= CHUNK_BYTES
    assert padded <= max(SMALLEST, length + length // 8)
    assert padme(padded) == padded


def test_there_are_few_lengths_to_tell_apart() -> None:
    assert len({padme(length) for length in range(0, CHUNK_BYTES, 7)}) < 300


@given(st.integers(0, SMALLEST + TAG_BYTES - 1), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    seal = FileSeal(FILE, KEY, 5)
    box = bytearray(seal.sealed(0, b"hello"))
    box[place] ^= change
    with pytest.raises(Unopenable):
        seal.opened(0, bytes(box))


@pytest.mark.parametrize("index", [0, 2])
def test_a_chunk_is_good_in_its_place_only(small_chunks: int, index: int) -> None:
    seal = FileSeal(FILE, KEY, 4 * small_chunks)
    box = seal.sealed(1, bytes(small_chunks))
    with pytest.raises(Unopenable):
        seal.opened(index, box)


def test_a_chunk_of_another_file_or_of_a_shortened_one_is_noticed(small_chunks: int) -> None:
    seal = FileSeal(FILE, KEY, 3 * small_chunks)
    box = seal.sealed(1, bytes(small_chunks))
    for other in (
        FileSeal(bytes(16), KEY, seal.size),
        FileSeal(FILE, bytes(32), seal.size),
        FileSeal(FILE, KEY, 2 * small_chunks),
        FileSeal(FILE, KEY, 4 * small_chunks),
    ):
        with pytest.raises(Unopenable):
            other.opened(1, box)
    assert seal.opened(1, box) == bytes(small_chunks)


@pytest.mark.parametrize(("index", "box"), [(-1, b""), (1, b""), (0, b""), (0, bytes(SMALLEST))])
def test_what_cannot_be_a_chunk_is_not_opened(index: int, box: bytes) -> None:
    with pytest.raises(Unopenable):
        FileSeal(FILE, KEY, 5).opened(index, box)


@pytest.mark.parametrize(("index", "piece"), [(0, b"four"), (1, b"hello"), (-1, b"hello"), (0, b"longer")])
def test_only_its_part_of_the_file_is_sealed(index: int, piece: bytes) -> None:
    with pytest.raises(ValueError, match="part of the file"):
        FileSeal(FILE, KEY, 5).sealed(index, piece)


@pytest.mark.parametrize(("file", "key", "size"), [(b"", KEY, 1), (FILE, b"", 1), (FILE, KEY, -1)])
def test_a_seal_that_no_file_had_is_none(file: bytes, key: bytes, size: int) -> None:
    with pytest.raises(ValueError, match="an id, a key and a size"):
        FileSeal(file, key, size)


def test_two_files_never_share_a_key_and_none_shows_it() -> None:
    first, second = new_seal(1), new_seal(1)
    assert first.key != second.key
    assert first.sealed(0, b"x") != second.sealed(0, b"x")
    assert first.key.hex() not in repr(first)
    assert repr(first.key) not in repr(first)
