"""The line believes head office alone, names everything else, and counts every byte."""

import os
import socket
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from asi_desktop.crypto.identity import SigningKey
from asi_desktop.domain.errors import AppError
from asi_desktop.headoffice.authority.certificates import Certificates
from asi_desktop.protocol.exchange import Answer, Exchange, Frame, Message
from asi_desktop.protocol.stream import answer_bytes
from asi_desktop.sync import transport
from asi_desktop.sync.failures import NoConnection, NotHeadOffice, ProxyRefuses
from asi_desktop.sync.streams import EXPIRED
from asi_desktop.sync.transport import TOO_SLOW, Line, proxy_for
from tests.sync.door import Door, Reply, Tunnel, said, server_tls, whole
from tests.sync.world import Clock

OFFICE = bytes(range(16))
NOW_MS = 1_800_000_000_000
RELAY = SigningKey(bytes(32))
LAPTOP = SigningKey(bytes([7]) * 32)
QUESTION = Exchange(1, bytes(16), b"token", bytes(32))
ANSWER = Answer(last=True, server_ms=NOW_MS, token=b"next", equal=True)


@dataclass(frozen=True)
class Address:
    """Where the tests' office is."""

    url: str
    authority: bytes
    office: bytes = OFFICE
    relay: bytes = RELAY.public
    server_ms: int = NOW_MS


def never() -> None:
    """Let a wait go on."""


def answering(*messages: Message) -> Reply:
    return whole(lambda body: answer_bytes(messages, body, RELAY.sign))


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates(OFFICE, NOW_MS)


@pytest.fixture
def opened(certificates: Certificates, tmp_path: Path) -> Iterator[Callable[..., Door]]:
    doors: list[Door] = []

    def door(
        reply: Reply, *, of: Certificates | None = certificates, newest: bool = True, hasty: bool = False
    ) -> Door:
        tls = None if of is None else server_tls(of, tmp_path, newest=newest)
        doors.append(Door(reply, tls, hasty=hasty))
        return doors[-1]

    yield door
    for one in doors:
        one.close()


@pytest.fixture
def calling(certificates: Certificates) -> Iterator[Callable[..., Line]]:
    lines: list[Line] = []

    def line(url: str, *, clock: Clock | None = None, proxy: str | None = None, **pins: object) -> Line:
        pinned = {"authority": certificates.authority, **pins}
        address = Address(url, **pinned)  # type: ignore[arg-type]
        lines.append(Line(address, LAPTOP.sign, clock=clock or Clock(), proxy=proxy))
        return lines[-1]

    yield line
    for one in lines:
        one.close()


Opened = Callable[..., Door]
Calling = Callable[..., Line]


def ask(line: Line, *, patience_s: float = 5.0) -> list[Message]:
    return list(line.ask(QUESTION, patience_s=patience_s, pulse=never))


def test_an_answer_is_read_and_counted(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER))
    line = calling(door.url)
    assert ask(line) == [ANSWER]
    assert ask(line) == [ANSWER]
    traffic = line.traffic()
    assert traffic.requests == 2
    up = sum(len(head) + 2 + len(body) for head, body in zip(door.heads, door.requests, strict=True))
    assert traffic.bytes_up == up
    assert traffic.wire_up > traffic.bytes_up
    assert traffic.wire_down > traffic.bytes_down > 0
    assert len(door.connections) == 1


def test_nothing_is_said_that_is_not_needed(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER))
    ask(calling(door.url))
    lines = door.heads[0].decode().splitlines()
    assert lines[0] == "POST /asi/1 HTTP/1.1"
    assert {line.split(":")[0] for line in lines[1:]} == {"Host", "Content-Length"}


def test_the_proof_is_the_question_and_the_first_message(opened: Opened, calling: Calling) -> None:
    first = Answer(last=False, server_ms=1, token=b"t", equal=False)
    frame = Frame(last=True, space=bytes(16), after=0, until=(bytes(8), 1, bytes(32)), items=())  # type: ignore[arg-type]
    door = opened(answering(first, frame))
    line = calling(door.url)
    assert line.proof() == b""
    for message in line.ask(QUESTION, patience_s=5, pulse=never):
        proof = line.proof()
        assert isinstance(message, Answer | Frame)
    assert door.requests[0] in proof
    assert b"".join(answer_bytes([first], door.requests[0], RELAY.sign)) in proof


def test_a_connection_that_was_dropped_while_idle_is_opened_again(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER))
    line = calling(door.url)
    ask(line)
    door.drop()
    assert ask(line) == [ANSWER]
    assert len(door.connections) == 2


def test_a_connection_that_dies_on_being_used_again_is_replaced(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER))
    line = calling(door.url)
    ask(line)
    good = door.reply

    def dying(_: bytes) -> Iterator[bytes]:
        door.reply = good
        raise ConnectionAbortedError

    door.reply = dying
    assert ask(line) == [ANSWER]
    assert len(door.requests) == 3
    assert line.traffic().requests == 3


def test_bytes_that_are_no_tls_break_the_connection(opened: Opened, calling: Calling) -> None:
    def garbling(_: bytes) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n"
        socket.socket.send(door.connections[-1], bytes(600))
        yield bytes(400)

    door = opened(garbling)
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_a_connection_that_is_reset_is_no_connection(opened: Opened, calling: Calling) -> None:
    def resetting(_: bytes) -> Iterator[bytes]:
        door.connections[-1].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        yield b""
        raise ConnectionAbortedError

    door = opened(resetting)
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_another_servers_certificate_is_not_head_office(opened: Opened, calling: Calling) -> None:
    other = opened(answering(ANSWER), of=Certificates(OFFICE, NOW_MS))
    with pytest.raises(NotHeadOffice) as caught:
        ask(calling(other.url))
    assert caught.value.status == 4
    assert caught.value.code == "intercepted"
    assert other.requests == []


def test_another_office_of_the_same_authority_is_not_head_office(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER))
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url, office=bytes(16)))


def test_old_tls_is_not_head_office(opened: Opened, calling: Calling) -> None:
    door = opened(answering(ANSWER), newest=False)
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url))


def test_a_clock_years_off_neither_opens_nor_locks_the_door(opened: Opened, calling: Calling) -> None:
    past = Certificates(OFFICE, 0)  # over since 2019
    door = opened(answering(ANSWER), of=past)
    assert ask(calling(door.url, authority=past.authority, server_ms=0)) == [ANSWER]
    with pytest.raises(NotHeadOffice) as caught:
        ask(calling(door.url, authority=past.authority, server_ms=NOW_MS))
    assert caught.value.details["reason"] is EXPIRED


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Welcome to our hotel</html>",
        b"<html>not even HTTP</html>",
    ],
)
def test_a_page_without_tls_is_not_head_office(opened: Opened, calling: Calling, raw: bytes) -> None:
    door = opened(said(raw), of=None, hasty=True)
    with pytest.raises(NotHeadOffice) as caught:
        ask(calling(door.url))
    assert caught.value.status == 4


def test_a_page_within_tls_is_not_head_office(opened: Opened, calling: Calling) -> None:
    door = opened(whole(lambda _: iter([b"<html>Welcome</html>"])))
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url))


def test_what_is_not_even_http_breaks_the_connection(opened: Opened, calling: Calling) -> None:
    door = opened(said(b"220 mail.example ESMTP\r\n\r\n"))
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_a_cached_older_answer_is_not_head_office(opened: Opened, calling: Calling) -> None:
    older = b"".join(answer_bytes([ANSWER], b"another question", RELAY.sign))
    door = opened(whole(lambda _: iter([older])))
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url))


def test_a_decoded_answer_is_not_asked_for_nor_believed(opened: Opened, calling: Calling) -> None:
    bomb = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f\x8b\x08\x00"
    door = opened(said(bomb))
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url))


@pytest.mark.parametrize("status", [b"302 Found", b"502 Bad Gateway", b"404 Not Found"])
def test_a_failing_server_is_no_connection(opened: Opened, calling: Calling, status: bytes) -> None:
    door = opened(said(b"HTTP/1.1 " + status + b"\r\nlocation: /\r\ncontent-length: 0\r\n\r\n"))
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_every_cut_of_an_answer_is_no_connection(opened: Opened, calling: Calling) -> None:
    door = opened(said(b""))
    length = len(b"".join(answer_bytes([ANSWER], b"", RELAY.sign)))
    for cut in range(0, length, 7):

        def reply(body: bytes, cut: int = cut) -> Iterator[bytes]:
            content = b"".join(answer_bytes([ANSWER], body, RELAY.sign))
            yield b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(content) + content[:cut]
            raise ConnectionAbortedError

        door.reply = reply
        with pytest.raises(NoConnection):
            ask(calling(door.url))


def test_an_answer_that_ends_early_in_good_order_is_no_connection(opened: Opened, calling: Calling) -> None:
    door = opened(whole(lambda body: iter([b"".join(answer_bytes([ANSWER], body, RELAY.sign))[:-9]])))
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_nobody_there_is_no_connection(calling: Calling) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(NoConnection) as caught:
        ask(calling(f"https://127.0.0.1:{port}"))
    assert caught.value.status == 4
    assert caught.value.retryable


def test_a_connection_that_ends_in_the_handshake_is_no_connection(opened: Opened, calling: Calling) -> None:
    door = opened(said(b""), of=None, hasty=True)
    with pytest.raises(NoConnection):
        ask(calling(door.url))


def test_silence_is_no_connection(opened: Opened, calling: Calling) -> None:
    def silent(_: bytes) -> Iterator[bytes]:
        door.connections[-1].recv(1)
        yield b""

    door = opened(silent)
    with pytest.raises(NoConnection):
        ask(calling(door.url), patience_s=0.01)


def test_a_wait_can_be_ended_from_this_side(opened: Opened, calling: Calling) -> None:
    def silent(_: bytes) -> Iterator[bytes]:
        door.connections[-1].recv(1)
        yield b""

    class EnoughError(Exception):
        pass

    def pulse() -> None:
        raise EnoughError

    door = opened(silent)
    with pytest.raises(EnoughError):
        list(calling(door.url).ask(QUESTION, patience_s=50, pulse=pulse))


def test_an_answer_that_drips_is_given_up(opened: Opened, calling: Calling) -> None:
    class Racing(Clock):
        def monotonic(self) -> float:
            self.seconds += 100
            return self.seconds

    door = opened(answering(ANSWER))
    with pytest.raises(NoConnection) as caught:
        ask(calling(door.url, clock=Racing()))
    assert caught.value.details["reason"] is TOO_SLOW


def test_an_endless_answer_is_given_up(
    opened: Opened, calling: Calling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "MAX_ANSWER_BYTES", 50)
    door = opened(answering(ANSWER))
    with pytest.raises(NotHeadOffice):
        ask(calling(door.url))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1",
        "https://",
        "file:///etc/passwd",
        "https://\ud800",
    ],
)
def test_an_address_without_tls_is_refused(calling: Calling, url: str) -> None:
    with pytest.raises(NotHeadOffice):
        calling(url)
    with pytest.raises(NotHeadOffice):
        proxy_for(url)


@pytest.mark.parametrize("url", ["https://" + "a" * 80 + ".example", "https://127.0.0.1:99999"])
def test_an_address_that_cannot_be_is_no_connection(calling: Calling, url: str) -> None:
    with pytest.raises(NoConnection):
        ask(calling(url))


def test_an_authority_that_is_no_certificate_is_not_head_office(calling: Calling) -> None:
    with pytest.raises(NotHeadOffice):
        calling("https://127.0.0.1:1", authority=b"no certificate")


# Through a proxy


def proxy(opened: Opened, answer: bytes) -> Door:
    """Return a proxy that answers CONNECT with ``answer`` and leads nowhere."""
    return opened(said(answer), of=None)


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (b"407 Proxy Authentication Required", ProxyRefuses),
        (b"502 Bad Gateway", NoConnection),
        (b"511 Network Authentication Required", NotHeadOffice),
        (b"302 Found", NotHeadOffice),
        (b"403 Forbidden", NotHeadOffice),
    ],
)
def test_a_proxys_refusal_is_named(
    opened: Opened, calling: Calling, status: bytes, error: type[AppError]
) -> None:
    door = proxy(opened, b"HTTP/1.1 " + status + b"\r\ncontent-length: 0\r\n\r\n")
    with pytest.raises(error) as caught:
        ask(calling("https://198.51.100.7:443", proxy=f"http://me:pass%20word@127.0.0.1:{door.port}"))
    assert caught.value.status == 4
    assert b"Proxy-Authorization: Basic bWU6cGFzcyB3b3Jk" in door.heads[0]


def test_a_proxy_leads_to_head_office(opened: Opened, calling: Calling) -> None:
    office = opened(answering(ANSWER))
    listener = socket.create_server(("127.0.0.1", 0))
    with listener:
        through = Tunnel(listener, office.port)
        line = calling("https://198.51.100.7:443", proxy=f"127.0.0.1:{listener.getsockname()[1]}")
        assert ask(line) == [ANSWER]
        line.close()
        through.join()
    traffic = line.traffic()
    assert traffic.wire_up > traffic.bytes_up


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "https://127.0.0.1:1", "http://", "http://\ud800"])
def test_a_proxy_of_another_kind_is_refused(calling: Calling, proxy: str) -> None:
    with pytest.raises(NoConnection):
        calling("https://198.51.100.7:443", proxy=proxy)


def test_the_proxy_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)
    assert proxy_for("https://office.example:443") is None
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert proxy_for("https://office.example:443") == "http://proxy.example:3128"
    assert proxy_for("https://inside.example") is None
    assert proxy_for("https://127.0.0.1:8443") is None
    assert proxy_for("https://localhost:8443") is None
