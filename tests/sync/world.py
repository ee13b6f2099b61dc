"""One head office and some laptops in memory, joined by a line that can be cut, doubled and lost."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import verified
from asi_desktop.protocol.exchange import Message, Request
from asi_desktop.protocol.stream import AnswerReader, request_bytes
from asi_desktop.sync.engine import Engine, Report
from asi_desktop.sync.enrolment import joined
from asi_desktop.sync.failures import NoConnection
from asi_desktop.sync.ports import Traffic
from asi_desktop.tasks import Context
from tests.sync.memory_store import MemoryStore
from tests.sync.model_relay import ModelRelay
from tests.sync.office import Authority


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    ms: int = 1_800_000_000_000
    seconds: float = 0.0

    def now_ms(self) -> int:
        return self.ms

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Weather:
    """What befalls the next requests; each is used up once. ``cut``: bytes of the answer that arrive."""

    lost: bool = False
    doubled: bool = False
    cut: int | None = None


@dataclass
class MemoryLine:
    """A line to a model relay."""

    relay: ModelRelay
    sign: Callable[[bytes], bytes]
    weather: list[Weather] = field(default_factory=list)
    passed: Traffic = field(default_factory=Traffic)
    last: bytes = b"proof"
    closed: int = 0
    questions: list[Request] = field(default_factory=list)

    def ask(self, request: Request, *, patience_s: float, pulse: Callable[[], None]) -> Iterator[Message]:
        assert patience_s > 0
        pulse()
        weather = self.weather.pop(0) if self.weather else Weather()
        self.questions.append(request)
        body = request_bytes(request, self.sign)
        self.passed = Traffic(
            self.passed.requests + 1, self.passed.bytes_up + len(body), self.passed.bytes_down
        )
        if weather.lost:
            raise NoConnection(reason="lost")
        if weather.doubled:
            list(self.relay.answer(body))
        answer = b"".join(self.relay.answer(body))[: weather.cut]
        self.passed = Traffic(
            self.passed.requests, self.passed.bytes_up, self.passed.bytes_down + len(answer)
        )
        reader = AnswerReader(body, lambda message, sig: verified(self.relay.key.public, message, sig))
        for start in range(0, len(answer), 1000):
            yield from reader.feed(answer[start : start + 1000])
        if not reader.finished:
            raise NoConnection(reason="cut")

    def proof(self) -> bytes:
        return self.last

    def traffic(self) -> Traffic:
        return self.passed

    def close(self) -> None:
        self.closed += 1


@dataclass
class Laptop:
    """A laptop that joined."""

    store: MemoryStore
    line: MemoryLine
    clock: Clock
    engine: Engine

    def sync(self, *, budget: int | None = None) -> Report:
        return self.engine.sync_once(Context(), budget=budget)


@dataclass
class World:
    """A head office with one space, ``home``, and whoever joins."""

    seed: int = 0

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.clock = Clock()
        self.authority = Authority(self.random)
        self.authority.found()
        self.home = self.authority.space("BEY")
        view = DirectoryView.of(self.authority.office, self.authority.root.public)
        self.relay = ModelRelay(self.authority.relay, view)
        self.said = 0
        self.publish()

    def publish(self) -> None:
        """Give the relay what the authority has signed since."""
        self.relay.take(*self.authority.entries[self.said :])
        self.said = len(self.authority.entries)

    def laptop(self, login: str, spaces: dict[bytes, bool] | None = None) -> Laptop:
        """Let somebody join ``spaces`` (id to read-only; the home space unless told)."""
        person = self.authority.person(login)
        invitation, wraps = self.authority.invitation(person, spaces or {self.home: False}, expires_ms=2**60)
        self.publish()
        self.relay.invitations[invitation.grant.invitation] = wraps
        keys = self.authority.device()
        line = MemoryLine(self.relay, keys.sign)
        store = MemoryStore(keys, actor=self.random.getrandbits(63))
        store.enrol(joined(invitation, keys, line, Context()))
        line.passed = Traffic()
        line.questions.clear()
        engine = Engine(store, lambda _: line, self.clock, self.random.randbytes)
        return Laptop(store, line, self.clock, engine)

    def rotate(self, *laptops: Laptop) -> None:
        """Begin a new epoch of the home space, its key waiting at head office for ``laptops``."""
        self.authority.rotate(self.home)
        self.publish()
        for laptop in laptops:
            keys = laptop.store.keys_
            self.relay.wraps[keys.device] = self.authority.wraps(keys.wrap_public, {self.home: False})
