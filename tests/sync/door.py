"""Something that answers on the loopback: head office over real TLS, or what a network puts in its place."""

import contextlib
import io
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from asi_desktop.headoffice.authority.certificates import Certificates

Reply = Callable[[bytes], Iterator[bytes]]


def whole(answer: Callable[[bytes], Iterator[bytes]]) -> Reply:
    """Return an HTTP reply with a length around what ``answer`` gives for a body."""

    def reply(body: bytes) -> Iterator[bytes]:
        content = b"".join(answer(body))
        yield b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(content)
        yield content

    return reply


def said(raw: bytes) -> Reply:
    """Return a reply that is always ``raw``, and after which the connection is closed."""

    def reply(_: bytes) -> Iterator[bytes]:
        yield raw
        raise ConnectionAbortedError

    return reply


class Door:
    """A server of one port; ``reply`` gives the bytes that answer the body of each request.

    ``hasty``: it answers whatever comes first, request or not.
    """

    def __init__(self, reply: Reply, tls: ssl.SSLContext | None, *, hasty: bool = False) -> None:
        self.reply = reply
        self._tls = tls
        self._hasty = hasty
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"https://127.0.0.1:{self.port}"
        self.requests: list[bytes] = []
        self.heads: list[bytes] = []
        self.connections: list[socket.socket] = []
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def drop(self) -> None:
        """Close every connection, as a router that forgets does."""
        for connection in self.connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()
        for thread in self._threads:
            thread.join(timeout=5)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError), connection:
            self.connections.append(connection)
            secured = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            self.connections[-1] = secured
            if self._hasty:
                secured.recv(4096)
                secured.sendall(next(self.reply(b"")))
                return
            with secured, secured.makefile("rb") as incoming:
                while head := _head(incoming):
                    self.heads.append(head)
                    length = [
                        line for line in head.lower().splitlines() if line.startswith(b"content-length")
                    ]
                    body = incoming.read(int(length[0].split(b":")[1])) if length else b""
                    self.requests.append(body)
                    for piece in self.reply(body):
                        secured.sendall(piece)


def _head(incoming: io.BufferedReader) -> bytes:
    """Return the lines of a request before the empty one; empty when the connection ended."""
    lines: list[bytes] = []
    while (line := incoming.readline()) not in {b"", b"\r\n"}:
        lines.append(line)
    return b"".join(lines)


def server_tls(certificates: Certificates, folder: Path, *, newest: bool = True) -> ssl.SSLContext:
    """Return the server's side of TLS under a certificate of ``certificates``."""
    file = folder / "server.pem"
    file.write_bytes(certificates.server())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    context.num_tickets = 0
    if not newest:
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context


class Tunnel(threading.Thread):
    """A proxy that takes one CONNECT on ``listener`` and carries everything to ``port`` of this machine."""

    def __init__(self, listener: socket.socket, port: int) -> None:
        super().__init__(daemon=True)
        self._listener = listener
        self._port = port
        self.start()

    def run(self) -> None:
        near, _ = self._listener.accept()
        with near, socket.create_connection(("127.0.0.1", self._port)) as far:
            asked = b""
            while not asked.endswith(b"\r\n\r\n"):
                asked += near.recv(1)
            near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self._carry, args=(far, near), daemon=True)
            back.start()
            self._carry(near, far)
            back.join(timeout=5)

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(4096):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)
