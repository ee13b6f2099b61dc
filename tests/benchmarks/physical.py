"""The yardstick: all records as one zstd stream, sent once over TLS and inserted in one transaction.

Nothing that keeps, seals and merges records can be faster or smaller than this on the same machine in
the same minute, so every figure of the product is given as a multiple of it.
"""

import datetime
import http.client
import json
import sqlite3
import ssl
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

LEVEL = 3


@dataclass(frozen=True)
class Moved:
    """One way of the yardstick: seconds, bytes of the body, requests."""

    seconds: float
    size: int
    requests: int = 1


class _Handler(BaseHTTPRequestHandler):
    """Takes a stream and stores it in one transaction; gives it back on GET."""

    protocol_version = "HTTP/1.1"
    store: Path
    kept: bytes = b""

    def do_POST(self) -> None:
        """Store the lines."""
        data = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).kept = data
        _insert(self.store, data)
        self._answer(b"")

    def do_GET(self) -> None:
        """Return the stream, or nothing at all."""
        self._answer(b"" if self.path == "/nothing" else type(self).kept)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Yardstick:
    """A sender and a receiver with one TLS connection for each exchange."""

    def __init__(self, port: int, folder: Path) -> None:
        self._port = port
        self._folder = folder
        self._context = ssl.create_default_context(cafile=folder / "physical.pem")

    def up(self, records: Sequence[object]) -> Moved:
        """Send all of ``records``."""
        begun = time.perf_counter()
        stream = zstd.compress("\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode(), LEVEL)
        self._ask("POST", "/", stream)
        return Moved(time.perf_counter() - begun, len(stream))

    def down(self) -> Moved:
        """Fetch what was sent last and insert it."""
        begun = time.perf_counter()
        stream = self._ask("GET", "/")
        _insert(self._folder / "physical-down.db", stream)
        return Moved(time.perf_counter() - begun, len(stream))

    def nothing(self) -> Moved:
        """Ask and hear that there is nothing."""
        begun = time.perf_counter()
        self._ask("GET", "/nothing")
        return Moved(time.perf_counter() - begun, 0)

    def _ask(self, method: str, path: str, body: bytes = b"") -> bytes:
        connection = http.client.HTTPSConnection("localhost", self._port, context=self._context, timeout=60)
        try:
            connection.request(method, path, body)
            return connection.getresponse().read()
        finally:
            connection.close()


@contextmanager
def yardstick(folder: Path) -> Iterator[Yardstick]:
    """A yardstick that keeps its files in ``folder``."""
    key = ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.fromtimestamp(time.time(), datetime.UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "physical.pem"
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    handler = type("Handler", (_Handler,), {"store": folder / "physical-up.db"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Yardstick(server.server_port, folder)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _insert(file: Path, stream: bytes) -> None:
    lines = zstd.decompress(stream).decode().split("\n")
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute("CREATE TABLE record (n INTEGER PRIMARY KEY, body TEXT)")
            connection.executemany("INSERT INTO record (body) VALUES (?)", [(line,) for line in lines])
    finally:
        connection.close()
