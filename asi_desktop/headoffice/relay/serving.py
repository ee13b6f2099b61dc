"""One process of the relay: TLS 1.3, readiness, and a clean stop."""

import asyncio
import os
import signal
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from asi_desktop.domain.clock import SystemClock
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.log_store import LogStore
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.premises import DamagedOffice, Premises
from asi_desktop.headoffice.relay.administration import administration
from asi_desktop.headoffice.relay.application import application
from asi_desktop.headoffice.relay.bell import Bell
from asi_desktop.headoffice.relay.counters import Counters
from asi_desktop.headoffice.relay.service import Service
from asi_desktop.headoffice.relay.tokens import Tokens

BACKLOG = 2048
_KEEP_ALIVE_S = 75
_STOP_WITHIN_S = 10
_LINGER_S = 0.25
_MOST_CONNECTIONS = 4000


class PortTaken(Refused):
    """Another program listens there already, or this one may not."""

    code = "port_taken"
    what = Text(
        fr="Le port {port} de {host} n’est pas disponible.", en="Port {port} of {host} is not available."
    )
    next_step = Text(
        fr="Choisissez-en un autre ; 0 en prend un libre.", en="Choose another one; 0 takes a free one."
    )


@dataclass(frozen=True, slots=True)
class Ready:
    """Where the relay and its administration listen."""

    url: str
    admin: str
    pid: int


class Server(uvicorn.Server):
    """A server that leaves signals to its owner, says when it listens, wakes those who wait when it stops."""

    def __init__(
        self, app: ASGIApp, *, tls: ssl.SSLContext | None = None, stopping: Callable[[], None] | None = None
    ) -> None:
        super().__init__(_config(app, tls))
        self._stopping = stopping
        self.listening = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        self.listening.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let nobody wait for news any longer, and stop when the last answer is out."""
        if self._stopping is not None:
            self._stopping()
        letting_go = asyncio.create_task(self._let_go())
        await super().shutdown(sockets)
        letting_go.cancel()

    async def _let_go(self) -> None:
        """Drop connections that were closed, instead of waiting until each laptop has closed its side too."""
        closed: set[asyncio.BaseTransport] = set()
        while True:
            await asyncio.sleep(_LINGER_S)
            transports = [connection.transport for connection in self.server_state.connections]
            for transport in transports:
                if transport in closed:
                    transport.abort()
            closed = {transport for transport in transports if transport.is_closing()}


def serve_alone(
    premises: Premises, door: socket.socket, back: socket.socket, ready: Callable[[], None]
) -> None:
    """Run relay and administration in this process until SIGTERM or SIGINT; ``ready`` is called once."""
    counters = Counters()
    with closing(LogStore.open(premises.database)) as store:
        relay = relay_server(premises, store, counters)
        admin = Server(administration(store, [counters]))
        asyncio.run(run([(relay, door), (admin, back)], ready))


def relay_server(premises: Premises, store: LogStore, counters: Counters) -> Server:
    """Return the server that laptops talk to; raises DamagedOffice or BadControl."""
    key = premises.relay_key()
    service = Service(
        store=store,
        membership=Membership(premises.office, premises.root),
        key=key.signing,
        tokens=Tokens(key.secret),
        clock=SystemClock(),
        counters=counters,
    )
    with store.reading() as reader:
        service.membership.view(reader)  # what takes long, or is damaged, shows before anybody calls
    bell = Bell(store)
    return Server(application(service, bell), tls=_tls(premises), stopping=bell.close)


async def run(servers: Sequence[tuple[Server, socket.socket]], ready: Callable[[], None]) -> None:
    """Run the servers on their sockets until a signal says stop; ``ready`` is called when all listen."""
    stop_on_signals([server for server, _ in servers])
    running = asyncio.gather(*(server.serve(sockets=[door]) for server, door in servers))
    listening = asyncio.gather(*(server.listening.wait() for server, _ in servers))
    await asyncio.wait((running, listening), return_when=asyncio.FIRST_COMPLETED)
    if listening.done():
        ready()
    listening.cancel()
    await running


def stop_on_signals(servers: Sequence[uvicorn.Server]) -> None:
    """Have SIGTERM and SIGINT end ``servers``, which then finish what they have begun."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for server in servers:
            server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket bound to ``host`` and ``port`` (0: a free one); raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio would not switch off Nagle's algorithm: 40 ms for each small answer.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let a second program share the port
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((host, port))
        door.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        door.close()
        raise PortTaken(host=host, port=port) from error
    return door


def url_of(scheme: str, host: str, door: socket.socket) -> str:
    """Return the URL of a bound socket."""
    shown = f"[{host}]" if ":" in host else host
    return f"{scheme}://{shown}:{door.getsockname()[1]}"


def _config(app: ASGIApp, tls: ssl.SSLContext | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="httptools",
        ws="none",
        lifespan="auto",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        date_header=False,
        backlog=BACKLOG,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_STOP_WITHIN_S,
        ssl_context_factory=None if tls is None else lambda _config, _default: tls,
    )


def _tls(premises: Premises) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    try:
        context.load_cert_chain(premises.certificate)
    except (OSError, ssl.SSLError) as error:
        raise DamagedOffice(file=premises.certificate.name) from error
    return context
