"""Framing of a request and of an answer: magic, length, message, signature."""

import hashlib
from collections.abc import Callable, Iterable, Iterator

from asi_desktop.protocol.exchange import MAX_MESSAGE_BYTES, Message, Request
from asi_desktop.protocol.packing import Undecodable, packed, unpacked

MAGIC = b"ASI\x01"
SIGNATURE_BYTES = 64
LENGTH_BYTES = 4

Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], bool]


def request_bytes(request: Request, sign: Sign) -> bytes:
    """Return ``request`` as the body of a POST: magic, message, the sender's signature."""
    body = packed(request)
    return MAGIC + body + sign(_asked(body))


def request_read(data: bytes) -> tuple[Request, bytes, bytes]:
    """Return the request in ``data``, what its signature is over, and the signature.

    Raises Undecodable. The caller verifies, once it knows whose key to use.
    """
    if not data.startswith(MAGIC) or len(data) < len(MAGIC) + SIGNATURE_BYTES:
        raise Undecodable(kind="request")
    body = data[len(MAGIC) : -SIGNATURE_BYTES]
    return unpacked(body, Request), _asked(body), data[-SIGNATURE_BYTES:]


def answer_bytes(messages: Iterable[Message], request: bytes, sign: Sign) -> Iterator[bytes]:
    """Yield the answer to the request whose body was ``request``, piece by piece."""
    digest = hashlib.sha256(request).digest()
    yield MAGIC
    for index, message in enumerate(messages):
        body = packed(message)
        yield len(body).to_bytes(LENGTH_BYTES, "big") + body + sign(_answered(digest, index, body))


class AnswerReader:
    """Takes an answer's bytes as they come and gives its messages, each verified.

    Raises Undecodable for anything that is not an answer to this very request.
    """

    def __init__(self, request: bytes, verify: Verify) -> None:
        self._digest = hashlib.sha256(request).digest()
        self._verify = verify
        self._buffer = bytearray()
        self._begun = False
        self._index = 0
        self.finished = False

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that ``data`` completes; nothing is taken in until this is iterated."""
        self._buffer += data
        if not self._begun:
            if not MAGIC.startswith(bytes(self._buffer[: len(MAGIC)])):
                raise Undecodable(kind="answer")
            if len(self._buffer) < len(MAGIC):
                return
            del self._buffer[: len(MAGIC)]
            self._begun = True
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> Message | None:
        if self.finished:
            self._buffer.clear()  # what a proxy appends after the last message is nobody's
        if len(self._buffer) < LENGTH_BYTES:
            return None
        length = int.from_bytes(self._buffer[:LENGTH_BYTES], "big")
        if length > MAX_MESSAGE_BYTES:
            raise Undecodable(kind="answer")
        end = LENGTH_BYTES + length + SIGNATURE_BYTES
        if len(self._buffer) < end:
            return None
        body = bytes(self._buffer[LENGTH_BYTES : LENGTH_BYTES + length])
        signature = bytes(self._buffer[LENGTH_BYTES + length : end])
        if not self._verify(_answered(self._digest, self._index, body), signature):
            raise Undecodable(kind="answer")
        del self._buffer[:end]
        self._index += 1
        message = unpacked(body, Message)
        self.finished = message.last
        return message


def _asked(body: bytes) -> bytes:
    return b"asi-request-1" + hashlib.sha256(body).digest()


def _answered(digest: bytes, index: int, body: bytes) -> bytes:
    return b"asi-answer-1" + digest + index.to_bytes(4, "big") + hashlib.sha256(body).digest()
