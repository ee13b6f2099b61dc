"""A request and its answer survive any cutting of the stream, and nothing else is taken for an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.identity import SigningKey, verified
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.control import Control, Signature
from asi_desktop.protocol.exchange import (
    MAX_MESSAGE_BYTES,
    Answer,
    Controls,
    Cursor,
    Enrol,
    Enrolled,
    Exchange,
    Fault,
    Frame,
    Head,
    Message,
    Mine,
    Outcome,
    Push,
    Pushed,
    Request,
    Result,
    Versions,
    Wait,
)
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.protocol.stream import MAGIC, AnswerReader, answer_bytes, request_bytes, request_read

KEY = SigningKey.generate()
CONTROL = Control(1, b"s" * 16, "POST", b"body", (Signature(b"k" * 32, b"g" * 64),), b"t" * 16)
REQUESTS: list[Request] = [
    Exchange(1, b"d" * 16, b"token", b"h" * 32),
    Exchange(
        1,
        b"d" * 16,
        b"",
        b"h" * 32,
        (Cursor(b"s" * 16, b"i" * 8, 7),),
        (Push(b"s" * 16, b"batch"),),
        99,
        whole=True,
    ),
    Wait(1, b"d" * 16, b"token", b"h" * 32, 55),
    Enrol(1, CONTROL, (CONTROL, CONTROL)),
]
MESSAGES: list[Message] = [
    Answer(
        last=False,
        server_ms=1,
        token=b"t",
        equal=False,
        heads=(Head(b"s" * 16, ORIGIN, b"h" * 32, 1, 2),),
        pushed=(Pushed(4), Pushed(0, (Result(Outcome.NEED, needed=(b"n" * 32,)), Result(Outcome.STORED, 3)))),
    ),
    Frame(
        last=False, space=b"s" * 16, after=0, until=ORIGIN, items=(Mine(3), Versions(b"b"), Controls(CONTROL))
    ),
    Fault(last=False, code="stale", token=b"t", after_s=3),
    Enrolled(last=True, server_ms=1, token=b"t", directory=b"d" * 16, wraps=()),
]
ASKED = request_bytes(REQUESTS[0], KEY.sign)
ANSWER = b"".join(answer_bytes(MESSAGES, ASKED, KEY.sign))


def reader(asked: bytes = ASKED, key: SigningKey = KEY) -> AnswerReader:
    return AnswerReader(asked, lambda message, signature: verified(key.public, message, signature))


def fed(data: bytes, sizes: list[int], answer: AnswerReader) -> list[Message]:
    messages: list[Message] = []
    place = 0
    for size in [*sizes, len(data)]:
        messages += answer.feed(data[place : place + size])
        place += size
    return messages


@pytest.mark.parametrize("request_sent", REQUESTS)
def test_a_request_comes_back_with_what_its_signature_is_over(request_sent: Request) -> None:
    read, part, signature = request_read(request_bytes(request_sent, KEY.sign))
    assert read == request_sent
    assert verified(KEY.public, part, signature)


@given(st.integers(0, len(ASKED) - 1), st.integers(1, 255))
def test_an_altered_request_is_refused_or_its_signature_fails(place: int, flip: int) -> None:
    data = bytearray(ASKED)
    data[place] ^= flip
    try:
        _, part, signature = request_read(bytes(data))
    except Undecodable:
        return
    assert not verified(KEY.public, part, signature)


@pytest.mark.parametrize(
    "data", [b"", b"GET / HTTP/1.1", MAGIC, MAGIC + bytes(63), MAGIC + bytes(64), MAGIC + bytes(90)]
)
def test_what_is_no_request_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        request_read(data)


@given(st.lists(st.integers(0, 90), max_size=20))
def test_an_answer_is_read_however_it_is_cut(sizes: list[int]) -> None:
    answer = reader()
    assert fed(ANSWER, sizes, answer) == MESSAGES
    assert answer.finished


def test_an_answer_is_read_byte_by_byte() -> None:
    answer = reader()
    assert fed(ANSWER, [1] * len(ANSWER), answer) == MESSAGES


@given(st.integers(0, len(ANSWER) - 1))
def test_a_truncated_answer_gives_its_whole_messages_and_is_not_finished(cut: int) -> None:
    answer = reader()
    assert MESSAGES[: len(MESSAGES)][: len(read := fed(ANSWER[:cut], [], answer))] == read
    assert not answer.finished


@given(st.integers(0, len(ANSWER) - 1), st.integers(1, 255))
def test_an_altered_answer_gives_nothing_that_the_relay_did_not_say(place: int, flip: int) -> None:
    data = bytearray(ANSWER)
    data[place] ^= flip
    answer = reader()
    messages: list[Message] = []
    try:
        for message in answer.feed(bytes(data)):
            messages.append(message)  # noqa: PERF402 - what came before the refusal counts
    except Undecodable:
        pass
    assert messages == MESSAGES[: len(messages)]
    assert not answer.finished


def test_another_request_s_answer_is_refused() -> None:
    with pytest.raises(Undecodable):
        fed(ANSWER, [], reader(request_bytes(REQUESTS[1], KEY.sign)))


def test_another_key_s_answer_is_refused() -> None:
    with pytest.raises(Undecodable):
        fed(ANSWER, [], reader(key=SigningKey.generate()))


def test_messages_in_another_order_are_refused() -> None:
    turned = b"".join(answer_bytes(MESSAGES[1:3], ASKED, KEY.sign))
    first = b"".join(answer_bytes(MESSAGES[1:2], ASKED, KEY.sign))
    with pytest.raises(Undecodable):
        fed(MAGIC + turned[len(first) :], [], reader())


@pytest.mark.parametrize(
    "data",
    [
        b"<html>Welcome to our hotel</html>",
        b"HTTP/1.1 200 OK",
        b"\0",
        MAGIC + (MAX_MESSAGE_BYTES + 1).to_bytes(4, "big"),
    ],
)
def test_a_portal_s_page_is_no_answer(data: bytes) -> None:
    with pytest.raises(Undecodable):
        fed(data, [], reader())


def test_a_signed_message_of_no_known_kind_is_refused() -> None:
    from asi_desktop.protocol.stream import _answered

    digest = __import__("hashlib").sha256(ASKED).digest()
    body = b"\x01"
    data = MAGIC + len(body).to_bytes(4, "big") + body + KEY.sign(_answered(digest, 0, body))
    with pytest.raises(Undecodable):
        fed(data, [], reader())


def test_what_a_proxy_appends_is_ignored() -> None:
    answer = reader()
    assert fed(ANSWER + b"<script>", [], answer) == MESSAGES
    assert list(answer.feed(b"more")) == []
    assert answer.finished


def test_an_empty_answer_is_not_finished() -> None:
    answer = reader()
    assert fed(b"", [], answer) == []
    assert not answer.finished
