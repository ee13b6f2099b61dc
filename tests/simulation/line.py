"""A line to head office that loses, doubles and cuts, and a store whose laptop dies between two commits."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol, cast

from asi_desktop.crypto.identity import verified
from asi_desktop.protocol.exchange import Enrol, Message, Request
from asi_desktop.protocol.stream import AnswerReader, request_bytes
from asi_desktop.sync.failures import NoConnection
from asi_desktop.sync.ports import SyncStore, Told, Traffic

PIECE_BYTES = 1000


class PowerLostError(Exception):
    """A laptop, or head office, dies at this point."""


class Answering(Protocol):
    """What answers the body of a POST."""

    def answer(self, body: bytes) -> Iterator[bytes]:
        """Yield the answer, piece by piece."""

    @property
    def public(self) -> bytes:
        """The key that the answers are signed with."""


@dataclass(frozen=True)
class Weather:
    """What befalls one exchange. ``cut``: bytes, ``pieces``: messages of the answer that still arrive."""

    lost: bool = False
    doubled: bool = False
    cut: int | None = None
    pieces: int | None = None


FAIR = Weather()


@dataclass
class Line:
    """A line of one laptop; ``weather`` is used up exchange by exchange, ``sent`` keeps every question."""

    office: Answering
    sign: Callable[[bytes], bytes]
    sent: list[bytes]
    weather: list[Weather] = field(default_factory=list)
    passed: Traffic = field(default_factory=Traffic)

    def ask(self, request: Request, *, patience_s: float, pulse: Callable[[], None]) -> Iterator[Message]:
        assert patience_s > 0
        pulse()
        weather = self.weather.pop(0) if self.weather else FAIR
        body = request_bytes(request, self.sign)
        if not isinstance(request, Enrol):
            self.sent.append(body)
        self._count(up=len(body))
        if weather.lost:
            raise NoConnection(reason="lost")
        if weather.doubled:
            self._answer(body, FAIR)
        reader = AnswerReader(body, lambda message, sig: verified(self.office.public, message, sig))
        answer = self._answer(body, weather)
        for start in range(0, len(answer), PIECE_BYTES):
            self._count(down=len(answer[start : start + PIECE_BYTES]))
            yield from reader.feed(answer[start : start + PIECE_BYTES])
        if not reader.finished:
            raise NoConnection(reason="cut")

    def proof(self) -> bytes:
        return b"proof"

    def traffic(self) -> Traffic:
        return self.passed

    def close(self) -> None:
        """Nothing is kept open."""

    def _answer(self, body: bytes, weather: Weather) -> bytes:
        pieces: list[bytes] = []
        try:
            for piece in self.office.answer(body):
                if weather.pieces is not None and len(pieces) > weather.pieces:
                    break
                pieces.append(piece)
        except PowerLostError as error:
            raise NoConnection(reason="head office died") from error
        return b"".join(pieces)[: weather.cut]

    def _count(self, *, up: int = 0, down: int = 0) -> None:
        was = self.passed
        self.passed = Traffic(was.requests + bool(up), was.bytes_up + up, was.bytes_down + down)


class _Watched:
    """A store in which something happens once: before so many more calls, or before the first of a name.

    ``heard`` counts what head office's answers said of versions.
    """

    def __init__(
        self, store: object, heard: Counter[str], when: int | str, happens: Callable[[], None]
    ) -> None:
        self._store = store
        self._heard = heard
        self._when = when
        self._happens = happens

    def __getattr__(self, name: str) -> object:
        method = getattr(self._store, name)

        def called(*given: object, **named: object) -> object:
            if self._is_time(name):
                self._happens()
            if name == "answered" and isinstance(given[0], Told):
                results = [result for one in given[0].settled for result in one.results.values()]
                self._heard.update(result.outcome.name for result in results)
            return method(*given, **named)

        return called

    def _is_time(self, name: str) -> bool:
        if self._when not in {0, name}:
            self._when = self._when - 1 if isinstance(self._when, int) else self._when
            return False
        self._when = -1
        return True


def watched(store: object, heard: Counter[str], when: int | str, happens: Callable[[], None]) -> SyncStore:
    """Return ``store`` watched; see ``_Watched``."""
    return cast("SyncStore", _Watched(store, heard, when, happens))
