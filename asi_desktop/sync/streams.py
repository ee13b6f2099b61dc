"""Sockets that are counted, and TLS on top of them that knows one office and no other.

httpcore speaks HTTP over these streams. TLS runs on memory buffers, so that both what HTTP says and what
really passes the socket are counted, and so that it works through a proxy as without one.
"""

import selectors
import socket
import ssl
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from cryptography import x509
from httpcore import SOCKET_OPTION, NetworkBackend, NetworkStream

from asi_desktop.domain.clock import instant
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text
from asi_desktop.sync.failures import NoConnection, NotHeadOffice

T = TypeVar("T")

NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME: this laptop's clock has no say in what certificate is good."""

PULSE_S = 0.25
_RECORD_BYTES = 16 * 1024 + 512

UNREACHABLE = Text(fr="pas de réponse", en="no reply")
BROKEN = Text(fr="coupée", en="broken off")
SILENT = Text(fr="délai dépassé", en="timed out")
OTHER_CERTIFICATE = Text(fr="certificat d’un autre serveur", en="another server’s certificate")
NOT_TLS = Text(fr="pas de canal chiffré", en="no encrypted channel")
EXPIRED = Text(fr="certificat périmé", en="expired certificate")


@dataclass(slots=True)
class Counts:
    """What passed so far; ``connections`` counts the attempts to open one."""

    connections: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    wire_up: int = 0
    wire_down: int = 0


def _no_beat() -> None:
    """Let every wait go on."""


@dataclass(slots=True)
class Pulse:
    """What is called every quarter of a second while a read waits; whatever it raises ends the wait."""

    beat: Callable[[], None] = _no_beat


@dataclass(frozen=True, slots=True)
class Pinned:
    """The only server that is believed: ``context`` trusts one authority, ``name`` is in its certificate.

    ``server_ms``: the latest time that head office signed, which an honest certificate outlives.
    """

    context: ssl.SSLContext
    name: str
    server_ms: int


def pinned_context(authority: bytes) -> ssl.SSLContext:
    """Return a context for TLS 1.3 that trusts ``authority`` (DER certificate) alone, at whatever time.

    Raises NotHeadOffice for an authority that is no certificate.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_verify_locations(cadata=authority)
    except (ssl.SSLError, ValueError) as error:
        raise NotHeadOffice(reason=OTHER_CERTIFICATE) from error
    context.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME)
    context.hostname_checks_common_name = False
    return context


class CountingBackend(NetworkBackend):
    """Opens counted connections for httpcore."""

    def __init__(self, counts: Counts, pinned: Pinned, pulse: Pulse) -> None:
        self._counts = counts
        self._pinned = pinned
        self._pulse = pulse

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """Return a stream to ``host``; raises NoConnection."""
        source = None if local_address is None else (local_address, 0)
        self._counts.connections += 1
        try:
            connected = socket.create_connection((host, port), timeout, source_address=source)
        except (OSError, UnicodeError, OverflowError) as error:  # the latter two: no possible name or port
            raise NoConnection(reason=UNREACHABLE) from error
        for option in (*(socket_options or ()), (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)):
            connected.setsockopt(*option)
        return _Plain(connected, self._counts, self._pinned, self._pulse)


class _Plain(NetworkStream):
    """A TCP connection whose bytes are counted as what passed the socket."""

    def __init__(self, connected: socket.socket, counts: Counts, pinned: Pinned, pulse: Pulse) -> None:
        self._socket = connected
        self._counts = counts
        self._pinned = pinned
        self._pulse = pulse

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes, empty at the end; raises NoConnection."""
        data = self._guarded(partial(self._received, max_bytes, timeout))
        self._counts.wire_down += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of ``buffer``, each piece within ``timeout``; raises NoConnection."""
        rest = memoryview(buffer)
        while rest:
            self._socket.settimeout(timeout)
            sent = self._guarded(partial(self._socket.send, rest))
            self._counts.wire_up += sent
            rest = rest[sent:]

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,  # noqa: ARG002  (httpcore's signature; there is but one context,
        server_hostname: str | None = None,  # noqa: ARG002  and but one name)
        timeout: float | None = None,
    ) -> NetworkStream:
        """Return TLS on top, to the office by its own name, whatever it was called; closed if that fails."""
        secure = _Secure(self, self._counts, self._pinned)
        try:
            secure.shake(timeout)
        except AppError:
            self.close()
            raise
        return secure

    def get_extra_info(self, info: str) -> object:
        """Return the socket, or whether something is there to read; None for anything else."""
        if info == "is_readable":
            with selectors.DefaultSelector() as selector:
                selector.register(self._socket, selectors.EVENT_READ)
                return bool(selector.select(0))
        return self._socket if info == "socket" else None

    def _received(self, max_bytes: int, timeout: float | None) -> bytes:
        """Wait in slices, so that a wait can be ended; raises TimeoutError after ``timeout`` seconds."""
        left = timeout
        while True:
            self._socket.settimeout(PULSE_S if left is None else max(0.001, min(left, PULSE_S)))
            try:
                return self._socket.recv(max_bytes)
            except TimeoutError:
                left = None if left is None else left - PULSE_S
                if left is not None and left <= 0:
                    raise
            self._pulse.beat()

    def _guarded(self, step: Callable[[], T]) -> T:
        try:
            return step()
        except TimeoutError as error:
            raise NoConnection(reason=SILENT) from error
        except OSError as error:
            raise NoConnection(reason=BROKEN) from error


class _Secure(NetworkStream):
    """TLS over another stream; what passes here is counted as what HTTP says."""

    def __init__(self, below: NetworkStream, counts: Counts, pinned: Pinned) -> None:
        self._below = below
        self._counts = counts
        self._pinned = pinned
        self._come = ssl.MemoryBIO()
        self._going = ssl.MemoryBIO()
        self._tls = pinned.context.wrap_bio(self._come, self._going, server_hostname=pinned.name)

    def shake(self, timeout: float | None) -> None:
        """Shake hands; raises NotHeadOffice, NoConnection."""
        try:
            self._carried(self._tls.do_handshake, timeout)
        except ssl.SSLCertVerificationError as error:
            raise NotHeadOffice(reason=OTHER_CERTIFICATE) from error
        except ssl.SSLError as error:
            raise NotHeadOffice(reason=NOT_TLS) from error
        self._judge_dates()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes, empty at the end; raises NoConnection."""
        data = self._unbroken(lambda: self._tls.read(max_bytes), timeout)
        self._counts.bytes_down += len(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of ``buffer``; raises NoConnection."""
        rest = memoryview(buffer)
        while rest:
            sent = self._unbroken(partial(self._tls.write, rest[:_RECORD_BYTES]), timeout)
            self._counts.bytes_up += sent
            rest = rest[sent:]

    def close(self) -> None:
        """Close the connection."""
        self._below.close()

    def get_extra_info(self, info: str) -> object:
        """Return the TLS object, or what the stream below says."""
        return self._tls if info == "ssl_object" else self._below.get_extra_info(info)

    def _judge_dates(self) -> None:
        """Raises NotHeadOffice for a certificate that was over when head office last signed the time."""
        certificate = x509.load_der_x509_certificate(self._tls.getpeercert(binary_form=True) or b"")
        if certificate.not_valid_after_utc < instant(self._pinned.server_ms):
            raise NotHeadOffice(reason=EXPIRED)

    def _unbroken(self, step: Callable[[], T], timeout: float | None) -> T:
        try:
            return self._carried(step, timeout)
        except ssl.SSLError as error:
            raise NoConnection(reason=BROKEN) from error

    def _carried(self, step: Callable[[], T], timeout: float | None) -> T:
        """Take ``step`` again and again, carrying between TLS and the stream below what it waits for."""
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                self._carry_out(timeout)
                self._carry_in(timeout)
                continue
            except ssl.SSLError:
                self._carry_out(timeout)  # the alert, so that the other side knows too
                raise
            self._carry_out(timeout)
            return result

    def _carry_out(self, timeout: float | None) -> None:
        if data := self._going.read():
            self._below.write(data, timeout)

    def _carry_in(self, timeout: float | None) -> None:
        data = self._below.read(_RECORD_BYTES, timeout)
        if not data:
            raise NoConnection(reason=BROKEN)
        self._come.write(data)
