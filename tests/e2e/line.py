"""A line between laptop and head office that records every byte and can be cut anywhere."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable, Iterator

CHUNK = 2048


class Line:
    """A TCP proxy on the loopback. ``up`` and ``down`` are what passed towards and from head office.

    ``cut_after``: close every connection once that many bytes went up since it was set, and call
    ``on_cut`` first, so that head office dies while the rest of a push is still on its way.
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.up = bytearray()
        self.down = bytearray()
        self.cut_after: int | None = None
        self.on_cut: Callable[[], None] = lambda: None
        self.cuts = 0
        self._open = True
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def retarget(self, port: int) -> None:
        """Lead to another port from now on: head office came back."""
        self._target = (self._target[0], port)

    def cut_when(self, passed: int, on_cut: Callable[[], None]) -> None:
        """Cut after ``passed`` more bytes went up."""
        self.on_cut = on_cut
        self.cut_after = len(self.up) + passed

    def close(self) -> None:
        """Stop listening and wait for what is under way."""
        self._open = False
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _accept(self) -> None:
        while self._open:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._carry, args=(near,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _carry(self, near: socket.socket) -> None:
        with near:
            try:
                far = socket.create_connection(self._target, timeout=10)
            except OSError:
                return
            with far, contextlib.suppress(OSError):
                self._pump(near, far)

    def _pump(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as waiting:
            waiting.register(near, selectors.EVENT_READ, (far, self.up))
            waiting.register(far, selectors.EVENT_READ, (near, self.down))
            while self._open:
                for key, _ in waiting.select(timeout=0.2):
                    source = key.fileobj
                    assert isinstance(source, socket.socket)
                    data = source.recv(CHUNK)
                    if not data:
                        return
                    other, record = key.data
                    record += data
                    if self._cut():
                        return
                    other.sendall(data)

    def _cut(self) -> bool:
        if self.cut_after is None or len(self.up) < self.cut_after:
            return False
        self.cut_after = None
        self.cuts += 1
        self.on_cut()
        return True


@contextlib.contextmanager
def line_to(host: str, port: int) -> Iterator[Line]:
    """A line for the length of a test."""
    line = Line(host, port)
    try:
        yield line
    finally:
        line.close()
