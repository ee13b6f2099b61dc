"""One run: a seed decides who writes, who syncs, what line, laptops and head office suffer, and in what order."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Literal

from asi_desktop.domain.dotted import ALIVE, Dot, State, Value, Vector, covers
from asi_desktop.domain.ids import new_id
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.enrolment import joined
from asi_desktop.sync.failures import NoConnection
from asi_desktop.tasks import Context
from tests.simulation import checks
from tests.simulation.chance import drawn_from
from tests.simulation.laptop import Laptop
from tests.simulation.ledger import Ledger
from tests.simulation.line import Line, PowerLostError, Watched, Weather
from tests.simulation.offices import HandClock, Model, Office, Real
from tests.simulation.vaults import Copy, ModelVault, RealVault, Store, workplace
from tests.simulation.writing import Drawer
from tests.sync.office import Authority

StoreKind = Literal["model", "vault"]
RelayKind = Literal["model", "real"]

MOST_LAPTOPS = 4
DAY_MS = 24 * 3600 * 1000
CUTS = (0, 1, 50, 200, 400, 1000, 3000)


@dataclass(frozen=True)
class Variant:
    """Which of the parts are the product's own."""

    store: StoreKind = "model"
    relay: RelayKind = "model"


@dataclass
class _Image:
    """A copy of a laptop's disk, and what was private on it."""

    laptop: Laptop
    copy: Copy
    private: dict[tuple[bytes, str], tuple[Dot, Value]]


@dataclass
class Run:
    """The world of one seed. ``trace`` is equal whenever the seed is."""

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
        self.images: list[_Image] = []
        self.sent: list[bytes] = []
        home, file = self.office.home, self.office.file
        self._join("ana", {home: False, file: False})
        self._join("bob", {home: False, file: bool(self.seed % 2)})
        if self.seed % 3:
            self._join("cat", {home: True})

    def go(self, steps: int) -> "Run":
        """Take ``steps``, then let everybody sync in peace, and check what must hold."""
        doings = self._doings()
        for _ in range(steps):
            (doing,) = self.random.choices(list(doings), weights=list(doings.values()))
            laptop = self.random.choice(self.laptops)
            self.counts[doing.__name__] += 1
            self.trace.append(f"{doing.__name__} {laptop.name}")
            doing(laptop)
            laptop.check(self.office)
            self._let_time_pass()
        checks.settle(self.laptops)
        self._join("ana", {self.office.home: False, self.office.file: False})  # from head office alone
        checks.settle(self.laptops)
        checks.everything(self.laptops, self.office, self.ledger)
        checks.replayed(self.office, self.random.sample(self.sent, min(8, len(self.sent))))
        return self

    def digest(self) -> str:
        """Return one hash over everything that happened."""
        return hashlib.sha256("\n".join(self.trace).encode()).hexdigest()

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.store.close()
        if isinstance(self.office.relay, Real):
            self.office.relay.close()

    def _doings(self) -> dict[Callable[[Laptop], None], int]:
        doings: dict[Callable[[Laptop], None], int] = {
            self.write: 20,
            self.open_form: 3,
            self.sync: 12,
            self.crash: 3,
            self.restart: 1,
            self.rotate: 2,
            self.join: 1,
            self.jump: 1,
        }
        if self.variant.relay == "real":
            doings[self.office_falls] = 2
        if self.variant.store == "vault":
            doings |= {self.power_cut: 2, self.image: 1, self.go_back: 1, self.note_privately: 2}
        return doings

    # What officers do

    def write(self, laptop: Laptop) -> None:
        """Save something: a new record, or a change of one that is here, as the form shows it or as it stands."""
        spaces = [space for space, read_only in laptop.spaces.items() if not read_only]
        states = laptop.store.states()
        records = {record: state for record, (space, state) in states.items() if space in spaces}
        if not records or (len(self.ledger.spaces) < 4 and self.random.random() < 0.25):
            if not spaces:
                return
            self._save(laptop, new_id(), self.random.choice(spaces), self.drawer.first(), {})
            return
        record = self.random.choice(sorted(records))
        state = records[record]
        values, shown = self.drawer.change(state)
        form = laptop.forms.pop(record, None)
        if form is not None:
            shown = {path: form.get(path, ()) for path in values}
            self.counts["late form"] += 1
        self._save(laptop, record, states[record][0], values, shown)

    def open_form(self, laptop: Laptop) -> None:
        """Leave a form open on a record: what is saved from it later replaces what it shows now."""
        states = laptop.store.states()
        if states:
            record = self.random.choice(sorted(states))
            _, state = states[record]
            laptop.forms[record] = {
                path: tuple(one.dot for one in values) for path, values in state.fields.items()
            }

    def note_privately(self, laptop: Laptop) -> None:
        """Write what never leaves the laptop, on any record that is here."""
        states = laptop.store.states()
        if states:
            record = self.random.choice(sorted(states))
            space, _ = states[record]
            self._save(laptop, record, space, {"notes_private": self.drawer.words()}, {})

    def _save(
        self,
        laptop: Laptop,
        record: bytes,
        space: bytes,
        values: Mapping[str, Value],
        shown: Mapping[str, Collection[Dot]],
    ) -> None:
        before, change = laptop.store.save(record, space, values, shown)
        self.ledger.note(record, space, before, change, laptop.store.private)
        self.trace.append(f"  {record.hex()[:4]} {dict(values)}")

    # What befalls them

    def sync(self, laptop: Laptop) -> None:
        """Sync through whatever weather there is; now and then the officer writes meanwhile."""
        laptop.line.weather = [self._weather() for _ in range(self.random.choice((0, 0, 1, 2, 3)))]
        if self.random.random() < 0.3:
            self._watched(laptop, lambda: self.write(laptop))
        self._sync(laptop)

    def crash(self, laptop: Laptop) -> None:
        """The process dies between two calls of a sync."""
        self._fall(laptop, power=False)

    def power_cut(self, laptop: Laptop) -> None:
        """The laptop loses power between two calls of a sync: what was not forced to disk may be gone."""
        self._fall(laptop, power=True)

    def restart(self, laptop: Laptop) -> None:
        """Lock and unlock in good order."""
        laptop.store.restart()
        self._reconnect(laptop)

    def image(self, laptop: Laptop) -> None:
        """Take an image of the disk."""
        assert isinstance(laptop.store, RealVault)
        private = dict(self.ledger.private[laptop.device])
        self.images.append(_Image(laptop, laptop.store.copied(), private))

    def go_back(self, laptop: Laptop) -> None:
        """Put an image of the disk back: what the laptop alone held since is lost, and nothing else."""
        images = [image for image in self.images if image.laptop is laptop]
        if not images:
            return
        image = self.random.choice(images)
        store = laptop.store
        assert isinstance(store, RealVault)
        known = {line.id for space in laptop.spaces for line in self.office.relay.log(space)}
        sent = store.saves_sent(known)
        held = {record: state.vector for record, (_, state) in image.copy.states.items()}
        for dot in self._written_by(laptop):
            if dot not in sent and not covers(held.get(self.ledger.names[dot], {}), dot):
                self.ledger.lost.add(dot)
        self.ledger.private[laptop.device] = dict(image.private)
        store.go_back(image.copy)
        laptop.forget_what_was_seen()
        self._reconnect(laptop)

    def rotate(self, _: Laptop) -> None:
        """A space gets a new key."""
        space = self.random.choice((self.office.home, self.office.file))
        members = [one.store.keys for one in self.laptops if space in one.spaces]
        self.office.rotate(space, members)

    def join(self, _: Laptop) -> None:
        """Somebody joins late."""
        if len(self.laptops) < MOST_LAPTOPS:
            spaces = {self.office.home: self.random.random() < 0.3}
            self._join(self.random.choice(("bob", f"late{len(self.laptops)}")), spaces)

    def jump(self, laptop: Laptop) -> None:
        """A laptop's clock is set."""
        laptop.clock.ms += self.random.choice((-1, 1)) * self.random.randint(1, 4000) * DAY_MS
        laptop.clock.ms = max(laptop.clock.ms, 0)

    def office_falls(self, laptop: Laptop) -> None:
        """Head office dies before one of its commits, while a laptop syncs."""
        self.office.relay.die_before(self.random.randint(0, 3))
        self._sync(laptop)
        relay = self.office.relay
        assert isinstance(relay, Real)
        relay.restart()

    def _fall(self, laptop: Laptop, *, power: bool) -> None:
        def dies() -> None:
            raise PowerLostError

        laptop.line.weather = [self._weather() for _ in range(self.random.randint(0, 2))]
        self._watched(laptop, dies)
        self._sync(laptop)
        before, outbox = laptop.store.states(), laptop.store.outbox()
        laptop.store.kill(self.random, power=power)
        self._reconnect(laptop)
        if power:
            laptop.cursors.clear()
            laptop.numbered.clear()
            laptop.count = 0
            written = {dot: self.ledger.names[dot] for dot in self._written_by(laptop)}
            laptop.check_saves_kept(written, self.ledger.lost)
        else:
            assert laptop.store.states() == before, f"{laptop.name}: other after a crash (I5)"
            assert laptop.store.outbox() == outbox, f"{laptop.name}: another outbox after a crash (I7)"

    def _sync(self, laptop: Laptop) -> None:
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
        laptop.engine.store = self._listening(laptop)

    def _weather(self) -> Weather:
        kind = self.random.choice(("fair", "fair", "fair", "lost", "doubled", "cut", "broken"))
        self.counts[kind] += 1
        cut = self.random.choice(CUTS) if kind == "cut" else None
        pieces = self.random.randint(0, 3) if kind == "broken" else None
        return Weather(lost=kind == "lost", doubled=kind == "doubled", cut=cut, pieces=pieces)

    def _let_time_pass(self) -> None:
        seconds = self.random.randint(1, 3600)
        for clock in (self.clock, *(laptop.clock for laptop in self.laptops)):
            clock.ms += seconds * 1000
            clock.seconds += seconds

    # Who is there

    def _join(self, login: str, spaces: dict[bytes, bool]) -> Laptop:
        number = len(self.laptops)
        clock = HandClock(self.clock.ms + self.random.randint(-4000, 4000) * DAY_MS)
        store = self._store(number, clock)
        before = self._write_before_joining(store)
        invitation = self.office.invited(login, spaces)
        line = Line(self.office, store.keys.sign, self.sent, [self._weather()])
        engine = Engine(store, lambda _: line, clock, self.random.randbytes)  # type: ignore[arg-type]
        laptop = Laptop(f"{login}{number}", store, line, clock, engine, {**spaces, self.office.own[login]: False})
        try:
            given = joined(invitation, store.keys, line, Context())
        except NoConnection:
            line.weather = []
            given = joined(invitation, store.keys, line, Context())
        store.enrol(given)
        if before is not None:
            self.ledger.move(before, self.office.own[login])
        self.laptops.append(laptop)
        laptop.engine.store = self._listening(laptop)
        return laptop

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

    def _listening(self, laptop: Laptop) -> Watched:
        return Watched(laptop.store.port(), self.counts, 1 << 40, lambda: None)

    def _watched(self, laptop: Laptop, happens: Callable[[], None]) -> None:
        calls = self.random.randint(0, 25)
        laptop.engine.store = Watched(laptop.store.port(), self.counts, calls, happens)  # type: ignore[assignment]

    def _reconnect(self, laptop: Laptop) -> None:
        line = laptop.line
        laptop.engine = Engine(
            self._listening(laptop),  # type: ignore[arg-type]
            lambda _: line,
            laptop.clock,
            self.random.randbytes,
        )

    def _written_by(self, laptop: Laptop) -> list[Dot]:
        dots = {
            dot
            for entries in self.ledger.entries.values()
            for dot, entry in entries.items()
            if entry.author == laptop.device
        }
        return sorted(dots)


def run(seed: int, steps: int = 60, variant: Variant = Variant()) -> Run:
    """Return the finished run of ``seed``; raises AssertionError where a promise is broken."""
    folder = workplace()
    try:
        with drawn_from(Random(f"product {seed}")):
            one = Run(seed, variant, folder)
            try:
                return one.go(steps)
            finally:
                one.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


__all__ = ["Run", "Variant", "run"]
