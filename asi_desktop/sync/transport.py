"""The line to head office: one POST per question over TLS 1.3, the signed answer read as it comes.

Whatever answers is told apart: nobody, a proxy that wants a password, a hotel's portal, another server,
or head office. Nothing but head office's own signature is believed.
"""

import ipaddress
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from typing import Final

import httpcore
import httpx

from asi_desktop.crypto.identity import verified
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text
from asi_desktop.protocol.exchange import PATH, Message, Request
from asi_desktop.protocol.naming import office_host
from asi_desktop.protocol.packing import Undecodable, packed
from asi_desktop.protocol.stream import MAGIC, SIGNATURE_BYTES, AnswerReader, request_bytes
from asi_desktop.sync.failures import NoConnection, NotHeadOffice, ProxyRefuses
from asi_desktop.sync.ports import Account, Address, Traffic
from asi_desktop.sync.streams import BROKEN, CountingBackend, Counts, Pinned, Pulse, pinned_context

MAX_ANSWER_BYTES: Final = 64 * 1024 * 1024
CONNECT_S: Final = 20.0
SEND_S: Final = 30.0
SLOW_AFTER_S: Final = 60.0
SLOW_BYTES_PER_S: Final = 64

OTHER_ANSWER = Text(fr="une autre réponse que la sienne", en="an answer that is not its own")
OTHER_ADDRESS = Text(fr="une adresse qui n’est pas la sienne", en="an address that is not its own")
TOO_LONG = Text(fr="réponse sans fin", en="an answer without end")
TOO_SLOW = Text(fr="trop lente", en="too slow")
PROXY_FAILS = Text(fr="le serveur mandataire échoue", en="the proxy fails")
SERVER_FAILS = Text(fr="le serveur échoue", en="the server fails")


class _Counted(httpx.HTTPTransport):
    """httpx's own transport, over a pool whose streams are counted and pinned."""

    def __init__(self, pool: httpcore.ConnectionPool) -> None:
        self._pool = pool


class Line:
    """A connection to one office, opened when first needed and again after it was lost.

    ``sign`` signs each question; ``proxy`` is the URL of a proxy, None to go straight.
    """

    def __init__(
        self, address: Address, sign: Callable[[bytes], bytes], *, clock: Clock, proxy: str | None = None
    ) -> None:
        self._url = _checked(address.url)
        self._relay = address.relay
        self._sign = sign
        self._clock = clock
        self._counts = Counts()
        self._pulse = Pulse()
        self._requests = 0
        self._proof = b""
        context = pinned_context(address.authority)
        pinned = Pinned(context, office_host(address.office), address.server_ms)
        backend = CountingBackend(self._counts, pinned, self._pulse)
        pool = httpcore.ConnectionPool(
            ssl_context=context,
            proxy=None if proxy is None else _proxy(proxy),
            max_connections=1,
            network_backend=backend,
        )
        self._client = httpx.Client(transport=_Counted(pool), trust_env=False)

    def ask(self, request: Request, *, patience_s: float, pulse: Callable[[], None]) -> Iterator[Message]:
        """Yield the verified messages of the answer; see ``ports.Transport``."""
        self._pulse.beat = pulse
        body = request_bytes(request, self._sign)
        opened, heard = self._counts.connections, False
        try:
            for message in self._asked(body, patience_s):
                heard = True
                yield message
        except NoConnection:
            if heard or self._counts.connections != opened:
                raise
        else:
            return
        yield from self._asked(body, patience_s)  # the kept connection had been dropped meanwhile

    def proof(self) -> bytes:
        """Return the last question and the first message of its answer, as they were signed."""
        return self._proof

    def traffic(self) -> Traffic:
        """Return what passed since the line was made."""
        counts = self._counts
        return Traffic(self._requests, counts.bytes_up, counts.bytes_down, counts.wire_up, counts.wire_down)

    def close(self) -> None:
        """Hang up; the line cannot be used again."""
        self._client.close()

    def _asked(self, body: bytes, patience_s: float) -> Generator[Message, None, None]:
        self._requests += 1
        self._proof = b""
        timeout = {"connect": CONNECT_S, "read": patience_s, "write": SEND_S, "pool": CONNECT_S}
        # Made by hand: the client's own requests would carry headers that nobody needs.
        question = httpx.Request("POST", self._url, content=body, extensions={"timeout": timeout})
        with _told_apart(), closing(self._client.send(question, stream=True)) as response:
            if response.status_code != HTTPStatus.OK:
                raise NoConnection(reason=SERVER_FAILS)
            yield from self._read(response, body)

    def _read(self, response: httpx.Response, body: bytes) -> Generator[Message, None, None]:
        reader = AnswerReader(body, lambda message, signature: verified(self._relay, message, signature))
        begun, size, begin = self._clock.monotonic(), 0, b""
        for chunk in response.iter_raw():
            size += len(chunk)
            _check_pace(size, self._clock.monotonic() - begun)
            begin = self._keep_proof(body, begin + chunk) if not self._proof else b""
            yield from reader.feed(chunk)
        if not reader.finished:
            raise NoConnection(reason=BROKEN)

    def _keep_proof(self, body: bytes, begin: bytes) -> bytes:
        """Keep question and first message once it is whole; return the beginning of the answer so far."""
        head = len(MAGIC) + 4
        end = head + int.from_bytes(begin[len(MAGIC) : head], "big") + SIGNATURE_BYTES
        if len(begin) >= max(head, end):
            self._proof = packed((body, begin[:end]))
        return begin


def line_to(account: Account, clock: Clock) -> Line:
    """Return the line of an enrolled laptop, through the proxy of the environment if it names one."""
    return Line(account, account.keys.sign, clock=clock, proxy=proxy_for(account.url))


def proxy_for(url: str) -> str | None:
    """Return the proxy that the system's settings name for ``url``, None for none. Never for this machine.

    Raises NotHeadOffice for an address that is not one of TLS.
    """
    host = _checked(url).host
    if _is_this_machine(host) or urllib.request.proxy_bypass(host):
        return None
    return urllib.request.getproxies().get("https")


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _checked(url: str) -> httpx.URL:
    """Return where to post; raises NotHeadOffice for an address that is not one of TLS."""
    try:
        parts = httpx.URL(url)
        if parts.scheme == "https" and parts.host:
            return httpx.URL(scheme="https", host=parts.host, port=parts.port, path=PATH)
    except httpx.InvalidURL as error:
        raise NotHeadOffice(reason=OTHER_ADDRESS) from error
    raise NotHeadOffice(reason=OTHER_ADDRESS)


def _proxy(url: str) -> httpcore.Proxy:
    try:
        parts = httpx.URL(url if "://" in url else f"http://{url}")
    except httpx.InvalidURL as error:
        raise NoConnection(reason=PROXY_FAILS) from error
    if parts.scheme != "http" or not parts.host:
        raise NoConnection(reason=PROXY_FAILS)
    address = httpcore.URL(scheme="http", host=parts.raw_host, port=parts.port, target="/")
    return httpcore.Proxy(address, auth=(parts.username, parts.password) if parts.username else None)


def _check_pace(size: int, seconds: float) -> None:
    """Raises for an answer that never ends, or that only drips."""
    if size > MAX_ANSWER_BYTES:
        raise NotHeadOffice(reason=TOO_LONG)
    if seconds > SLOW_AFTER_S and size < SLOW_BYTES_PER_S * seconds:
        raise NoConnection(reason=TOO_SLOW)


@contextmanager
def _told_apart() -> Iterator[None]:
    """Translate what httpx and the reader of answers raise."""
    try:
        yield
    except Undecodable as error:
        raise NotHeadOffice(reason=OTHER_ANSWER) from error
    except httpx.ProxyError as error:
        raise _proxy_error(str(error)) from error
    except (httpx.TransportError, httpx.InvalidURL) as error:
        raise NoConnection(reason=BROKEN) from error


def _proxy_error(answer: str) -> AppError:
    """Return what a proxy's refusal means; ``answer`` begins with its status."""
    if answer.startswith("407"):
        return ProxyRefuses()
    if answer.startswith("5") and not answer.startswith("511"):
        return NoConnection(reason=PROXY_FAILS)
    return NotHeadOffice(reason=OTHER_ANSWER)
