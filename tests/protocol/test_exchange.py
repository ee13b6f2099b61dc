"""Numbers and ids in messages are what they can be, or the message is none, whoever signed it."""

import pytest

from asi_desktop.protocol.exchange import MAX_MINE, Answer, Frame, Message, Result
from asi_desktop.protocol.packing import MAX_MS, MAX_NATURAL, Undecodable, packed, unpacked

HASH = bytes(32)


def frame(*, space: bytes = bytes(16), after: int = 0, count: int = 1) -> bytes:
    return packed(["f", True, space, after, (bytes(8), 1, HASH), [["m", count]]])


def answer(*, server_ms: int = 0, results: object = ()) -> bytes:
    return packed(["a", True, server_ms, b"token", True, [], [[0, results]]])


def fault(after_s: int) -> bytes:
    return packed(["!", True, "later", b"", after_s])


def test_what_is_in_bounds_is_read() -> None:
    assert isinstance(unpacked(frame(count=MAX_MINE), Message), Frame)
    assert isinstance(unpacked(answer(server_ms=MAX_MS, results=[[0, MAX_NATURAL]]), Message), Answer)
    assert unpacked(packed([0, 5]), Result).seq == 5


@pytest.mark.parametrize(
    "data",
    [
        frame(space=b"short"),
        frame(after=-1),
        frame(after=2**63),
        frame(count=0),
        frame(count=-1),
        frame(count=MAX_MINE + 1),
        answer(server_ms=-1),
        answer(server_ms=MAX_MS + 1),
        answer(results=[[0, -1]]),
        answer(results=[[0, 2**63]]),
        answer(results=[[3, 0, [b"no id"]]]),
        answer(results=[[9, 1]]),
        fault(-1),
        fault(2**64 - 1),
    ],
)
def test_what_no_honest_server_says_is_not_read(data: bytes) -> None:
    with pytest.raises(Undecodable):
        unpacked(data, Message)
