"""The queue of the vault's writers: one at a time, first come first served."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, get_ident


class WriteQueue:
    """A lock that is handed on in the order in which it was asked for.

    A plain lock may be won again and again by the thread that just let go of it, so that a window's save
    would wait behind many batches of a sync; here it waits behind one.
    """

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._owner: int | None = None

    @property
    def waiting(self) -> int:
        """How many wait behind the one whose turn it is."""
        with self._guard:
            return max(0, len(self._waiting) - 1)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn and keep it for the block; RuntimeError inside a turn of the same thread."""
        if self._owner == get_ident():
            raise RuntimeError("a write inside a write of the same thread would wait for itself")
        ticket = Lock()
        ticket.acquire()
        with self._guard:
            self._waiting.append(ticket)
            if len(self._waiting) == 1:
                ticket.release()
        ticket.acquire()
        self._owner = get_ident()
        try:
            yield
        finally:
            self._owner = None
            with self._guard:
                self._waiting.popleft()
                if self._waiting:
                    self._waiting[0].release()
