"""Payloads become small, come back exactly, and never unpack into more than a version may hold."""

import os
import resource as limits
import threading

import pytest
from backports import zstd
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.domain.resources import resource
from asi_desktop.protocol.compression import MAX_PAYLOAD_BYTES, PayloadTooLarge, compressed, decompressed
from asi_desktop.protocol.packing import Undecodable

MAGIC = b"\x28\xb5\x2f\xfd"
ONE_BLOCK = 128 * 1024
PROSE = (
    "La situation reste tendue à Port-Carvel. La police a renforcé ses contrôles et interpellé deux "
    "suspects. No French nationals are among the victims; the road to the airport has been reopened and the "
    "curfew lifted."
).encode()
SEALED_IN_THE_PAST = (
    "d801c04c61506f72742d4361727365744e3b72656c69667465642e12fcee9985915f5cfd9e64a80cd8643c99394517d8"
    "34d5ad3e521c6ce7bce91f2f9987e07b88b8d247463acde88518180e09a7a902"
)


@given(st.binary(max_size=500), st.integers(1, 400))
def test_every_payload_comes_back(piece: bytes, times: int) -> None:
    assert decompressed(compressed(piece * times)) == piece * times


@pytest.mark.parametrize(
    "size", [0, 1, 127, 128, 16_383, 16_384, ONE_BLOCK, ONE_BLOCK + 1, 3_000_000, MAX_PAYLOAD_BYTES]
)
@pytest.mark.parametrize("random", [False, True])
def test_every_size_comes_back(size: int, random: bool) -> None:
    payload = os.urandom(size) if random else (b"la situation reste calme " * (size // 25 + 1))[:size]
    assert decompressed(compressed(payload)) == payload


def test_a_payload_over_8_mib_is_refused_before_it_is_sealed() -> None:
    with pytest.raises(PayloadTooLarge):
        compressed(bytes(MAX_PAYLOAD_BYTES + 1))


@pytest.mark.parametrize("size", [MAX_PAYLOAD_BYTES + 1, 512 * 1024 * 1024])
def test_a_bomb_is_refused_without_being_unpacked(size: int) -> None:
    bomb = b"\0" + zeros(size)[len(MAGIC) :]
    assert len(bomb) < 64 * 1024
    before = limits.getrusage(limits.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Undecodable):
        decompressed(bomb)
    assert limits.getrusage(limits.RUSAGE_SELF).ru_maxrss - before < 64 * 1024


def zeros(size: int) -> bytes:
    compressor = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    piece = bytes(1024 * 1024)
    parts = [compressor.compress(piece) for _ in range(size // len(piece))]
    return b"".join([*parts, compressor.compress(bytes(size % len(piece))), compressor.flush()])


def test_a_frame_that_asks_for_a_large_window_is_refused() -> None:
    without_size, window_of_128_mib, empty_last_block = b"\x00", bytes([17 << 3]), b"\x01\x00\x00"
    with pytest.raises(Undecodable):
        decompressed(b"\0" + without_size + window_of_128_mib + empty_last_block)


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_unpack_into_little(data: bytes) -> None:
    refused_or_small(data)


@settings(max_examples=300)
@given(st.binary(max_size=300), st.data())
def test_truncated_and_altered_data_never_breaks(payload: bytes, draw: st.DataObject) -> None:
    data = bytearray(compressed(b"the patrol reports that " + payload))
    cut = draw.draw(st.integers(0, len(data) - 1))
    refused_or_small(bytes(data[:cut]))
    data[cut] ^= draw.draw(st.integers(1, 255))
    refused_or_small(bytes(data))


def refused_or_small(data: bytes) -> None:
    try:
        assert len(decompressed(data)) <= MAX_PAYLOAD_BYTES
    except Undecodable:
        return


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\x80\x80\x80", id="a length without end"),
        pytest.param(b"\xff\xff\x7f" + bytes(10), id="more than a block holds"),
        pytest.param(b"\x05" + bytes(ONE_BLOCK + 1), id="a block longer than a block may be"),
        pytest.param(compressed(b"calm " * 9) + b"x", id="bytes after a block"),
        pytest.param(compressed(b"x") + b"x", id="bytes after a frame"),
    ],
)
def test_what_is_no_compressed_payload_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decompressed(data)


def test_threads_may_share_the_compressor() -> None:
    payloads = [f"thread {n} ".encode() * 500 for n in range(8)]
    seen: list[bool] = []

    def work(payload: bytes) -> None:
        seen.append(all(decompressed(compressed(payload)) == payload for _ in range(200)))

    threads = [threading.Thread(target=work, args=(payload,)) for payload in payloads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [True] * len(payloads)


def test_the_dictionary_is_the_one_that_suite_1_was_sealed_with() -> None:
    """Old versions open with these bytes only: a better dictionary is another number and another suite."""
    content = resource("dictionary", "payload-1.dict").read_bytes()
    assert len(content) <= 64 * 1024
    assert decompressed(bytes.fromhex(SEALED_IN_THE_PAST)) == PROSE


def test_ordinary_prose_shrinks_to_less_than_half() -> None:
    assert len(compressed(PROSE)) < len(PROSE) / 2
