"""The world of one seed: head office, laptops, what was written, and how they reach each other."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.ids import new_id
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.enrolment import joined
from asi_desktop.sync.failures import NoConnection
from asi_desktop.sync.ports import SyncStore
from asi_desktop.tasks import Context
from tests.simulation.laptop import Laptop
from tests.simulation.ledger import Ledger
from tests.simulation.line import Line, PowerLostError, Weather, watched
from tests.simulation.offices import HandClock, Model, Office, Real
from tests.simulation.real_vault import RealVault
from tests.simulation.vaults import ModelVault, Store
from tests.simulation.writing import Drawer
from tests.sync.office import Authority

StoreKind = Literal["model", "vault"]
RelayKind = Literal["model", "real"]

DAY_MS = 24 * 3600 * 1000
CUTS = (0, 1, 50, 200, 400, 1000, 3000)
NEVER = 1 << 40
COMMITS = ("next_dev_seq", "freeze", "answered", "apply")
"""What a sync writes to the vault, in its order."""


@dataclass(frozen=True)
class Variant:
    """Which of the parts are the product's own."""

    store: StoreKind = "model"
    relay: RelayKind = "model"


@dataclass
class World:
    """Everything that a seed decides about. ``trace`` is equal whenever the seed is."""

    seed: int
    variant: Variant
    folder: Path
    trace: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)
        self.clock = HandClock()
        authority = Authority(self.random)
        relay = (
            Real(authority, self.folder / "office", self.clock, self.random)
            if self.variant.relay == "real"
            else Model(authority)
        )
        self.office = Office(authority, relay)
        self.ledger = Ledger()
        self.drawer = Drawer(self.random)
        self.laptops: list[Laptop] = []
        self.sent: list[bytes] = []
        home, file = self.office.home, self.office.file
        self.add_laptop("ana", {home: False, file: False})
        self.add_laptop("bob", {home: False, file: bool(self.seed % 2)})
        if self.seed % 3:
            self.add_laptop("cat", {home: True})

    def digest(self) -> str:
        """Return one hash over everything that happened."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    def close(self) -> None:
        """Close every file."""
        for laptop in self.laptops:
            laptop.store.close()
        if isinstance(self.office.relay, Real):
            self.office.relay.close()

    def save(
        self,
        laptop: Laptop,
        record: bytes,
        space: bytes,
        values: Mapping[str, Value],
        shown: Mapping[str, Collection[Dot]],
    ) -> None:
        """Let an officer save ``values``; ``shown``: the dots that the form showed, by path."""
        before, change = laptop.store.save(record, space, values, shown)
        self.ledger.note(record, space, before, change, laptop.store.private)
        laptop.saved[change.dot] = record
        self.trace.append(f"  {record.hex()[:4]} {str(dict(values))[:200]}")

    def exchange(self, laptop: Laptop) -> None:
        """Let a laptop sync as far as it comes."""
        budget = self.random.choice((None, None, None, 3000))
        try:
            report = laptop.sync(budget=budget)
        except NoConnection as error:
            self.counts[error.code] += 1
            self.trace.append(f"  {error.code}")
        except PowerLostError:
            self.counts["fell in a sync"] += 1
            self.trace.append("  fell")
        else:
            told = (report.pushed, report.pulled, report.conflicts, report.requests, report.bytes_up)
            self.trace.append(f"  synced {told}")
        laptop.line.weather = []
        laptop.engine.store = self._heard(laptop.store)

    def add_laptop(self, login: str, spaces: dict[bytes, bool]) -> Laptop:
        """Let one more laptop of ``login`` join ``spaces`` (id to read-only)."""
        number = len(self.laptops)
        clock = HandClock(self.clock.ms + self.random.randint(-4000, 4000) * DAY_MS)
        store = self._store(number, clock)
        before = self._write_before_joining(store)
        invitation = self.office.invited(login, spaces)
        line = Line(self.office, store.keys.sign, self.sent, [self.weather()])
        engine = Engine(self._heard(store), lambda _: line, clock, self.random.randbytes)
        everywhere = {**spaces, self.office.own[login]: False}
        laptop = Laptop(f"{login}{number}", store, line, clock, engine, everywhere)
        try:
            given = joined(invitation, store.keys, line, Context())
        except NoConnection:
            line.weather = []
            given = joined(invitation, store.keys, line, Context())
        store.enrol(given)
        if before is not None:
            self.ledger.move(before, self.office.own[login])
        self.laptops.append(laptop)
        return laptop

    def watch(self, laptop: Laptop, happens: Callable[[], None]) -> None:
        """Let something happen once, before some call of the next syncs to the store."""
        when = self.random.choice((*COMMITS, self.random.randint(0, 9), self.random.randint(0, 25)))
        laptop.engine.store = watched(laptop.store.port(), self.counts, when, happens)

    def reconnect(self, laptop: Laptop) -> None:
        """Begin anew with what the vault holds, as a new process does."""
        line = laptop.line
        laptop.engine = Engine(self._heard(laptop.store), lambda _: line, laptop.clock, self.random.randbytes)

    def written_by(self, laptop: Laptop) -> list[Dot]:
        """Return the saves made on a laptop, but for private ones."""
        dots = {
            dot
            for entries in self.ledger.entries.values()
            for dot, entry in entries.items()
            if entry.author == laptop.device
        }
        return sorted(dots)

    def let_time_pass(self) -> None:
        """Move all clocks by up to an hour."""
        seconds = self.random.randint(1, 3600)
        for clock in (self.clock, *(laptop.clock for laptop in self.laptops)):
            clock.ms += seconds * 1000
            clock.seconds += seconds

    def weather(self) -> Weather:
        """Draw what befalls one exchange."""
        kind = self.random.choice(("fair", "fair", "fair", "lost", "doubled", "cut", "broken"))
        self.counts[kind] += 1
        cut = self.random.choice(CUTS) if kind == "cut" else None
        pieces = self.random.randint(0, 3) if kind == "broken" else None
        return Weather(lost=kind == "lost", doubled=kind == "doubled", cut=cut, pieces=pieces)

    def _heard(self, store: Store) -> SyncStore:
        return watched(store.port(), self.counts, NEVER, lambda: None)

    def _store(self, number: int, clock: HandClock) -> Store:
        if self.variant.store == "vault":
            return RealVault(self.folder / f"laptop{number}", number, clock)
        return ModelVault(self.office.authority.device(), clock, self.random)

    def _write_before_joining(self, store: Store) -> bytes | None:
        """Write a record on a laptop that has no head office yet, where the vault can."""
        if not isinstance(store, RealVault) or self.random.random() < 0.5:
            return None
        record, space = new_id(), store.local_space()
        before, change = store.save(record, space, self.drawer.first(), {})
        self.ledger.note(record, space, before, change, store.private)
        return record
