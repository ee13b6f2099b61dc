"""One run: what officers do, and what line, laptops and head office suffer, drawn from a seed."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from asi_desktop.domain.dotted import Dot, Value, covers, with_life
from asi_desktop.domain.ids import new_id
from tests.simulation import checks
from tests.simulation.chance import drawn_from
from tests.simulation.laptop import Laptop
from tests.simulation.line import PowerLostError
from tests.simulation.offices import Real
from tests.simulation.real_vault import Copy, RealVault, workplace
from tests.simulation.world import DAY_MS, Variant, World

MOST_LAPTOPS = 4
MODELS = Variant()


@dataclass
class _Image:
    """A copy of a laptop's disk, and what was private on it."""

    laptop: Laptop
    copy: Copy
    private: dict[tuple[bytes, str], tuple[Dot, Value]]


class Run(World):
    """A life in this world: what happens in which order."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.images: list[_Image] = []

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
            self.let_time_pass()
        checks.settle(self.laptops)
        self.add_laptop("ana", {self.office.home: False, self.office.file: False})  # from head office alone
        checks.settle(self.laptops)
        checks.everything(self.laptops, self.office, self.ledger)
        checks.replayed(self.office, self.random.sample(self.sent, min(8, len(self.sent))))
        return self

    def _doings(self) -> dict[Callable[[Laptop], None], float]:
        doings: dict[Callable[[Laptop], None], float] = {
            self.write: 20,
            self.open_form: 3,
            self.sync: 12,
            self.burst: 0.4,
            self.crash: 3,
            self.restart: 1,
            self.rotate: 2,
            self.join: 1,
            self.jump: 1,
        }
        if self.variant.relay == "real":
            doings[self.office_falls] = 2
        if self.variant.store == "vault":
            doings |= {self.power_cut: 2, self.image: 2, self.go_back: 2, self.note_privately: 2}
        return doings

    def write(self, laptop: Laptop) -> None:
        """Save a new record, or a change of one that is here, as an open form shows it or as it stands."""
        spaces = [space for space, read_only in laptop.spaces.items() if not read_only]
        states = laptop.store.states()
        records = {record: state for record, (space, state) in states.items() if space in spaces}
        if not records or (len(self.ledger.spaces) < 3 and self.random.random() < 0.25):
            if not spaces:
                return
            self.save(laptop, new_id(), self.random.choice(spaces), self.drawer.first(), {})
            return
        record = self.random.choice(sorted(records))
        state = records[record]
        values, shown = self.drawer.change(state)
        form = laptop.forms.pop(record, None)
        if form is not None:
            shown = {path: form.get(path, ()) for path in with_life(values)}
            self.counts["late form"] += 1
        self.save(laptop, record, states[record][0], values, shown)

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
            self.save(laptop, record, space, {"notes_private": self.drawer.words()}, {})

    def sync(self, laptop: Laptop) -> None:
        """Sync through whatever weather there is; now and then the officer writes meanwhile."""
        laptop.line.weather = [self.weather() for _ in range(self.random.choice((0, 0, 1, 2, 3)))]
        if self.random.random() < 0.3:
            self.watch(laptop, lambda: self.write(laptop))
        self.exchange(laptop)

    def burst(self, laptop: Laptop) -> None:
        """Save and sync a record again and again, beyond the longest chain of deltas."""
        writable = {space for space, read_only in laptop.spaces.items() if not read_only}
        states = laptop.store.states()
        records = sorted(record for record, (space, _) in states.items() if space in writable)
        for n in range(18 if records else 0):
            space, _ = states[records[0]]
            self.save(laptop, records[0], space, {"bluf": f"line {n}"}, {})
            laptop.sync()

    def crash(self, laptop: Laptop) -> None:
        """The process dies between two calls of a sync."""
        self._fall(laptop, power=False)

    def power_cut(self, laptop: Laptop) -> None:
        """The laptop loses power between two calls of a sync: what was not forced to disk may be gone."""
        self._fall(laptop, power=True)

    def restart(self, laptop: Laptop) -> None:
        """Lock and unlock in good order."""
        laptop.store.restart()
        self.reconnect(laptop)

    def image(self, laptop: Laptop) -> None:
        """Take an image of the disk."""
        assert isinstance(laptop.store, RealVault)
        private = dict(self.ledger.private[laptop.device])
        self.images.append(_Image(laptop, laptop.store.copied(), private))

    def go_back(self, _: Laptop) -> None:
        """Put an image of a disk back: what that laptop alone held since is lost, and nothing else."""
        if not self.images:
            return
        image = self.random.choice(self.images)
        laptop = image.laptop
        self.counts["went back"] += 1
        self.trace.append(f"  {laptop.name}")
        store = laptop.store
        assert isinstance(store, RealVault)
        known = {line.id for space in laptop.spaces for line in self.office.relay.log(space)}
        self.ledger.sent |= store.saves_sent(known)
        now = laptop.vectors()
        then = {record: state.vector for record, (_, state) in image.copy.states.items()}
        laptop.saved = {dot: one for dot, one in laptop.saved.items() if covers(then.get(one, {}), dot)}
        for dot in self.written_by(laptop):
            record = self.ledger.names[dot]
            if covers(then.get(record, {}), dot):
                self.ledger.lost.discard(dot)
            elif covers(now.get(record, {}), dot) and dot not in self.ledger.sent:
                self.ledger.lost.add(dot)
        self.ledger.private[laptop.device] = dict(image.private)
        store.go_back(image.copy)
        laptop.forget_what_was_seen()
        self.reconnect(laptop)
        laptop.check(self.office)

    def rotate(self, _: Laptop) -> None:
        """A space gets a new key."""
        space = self.random.choice((self.office.home, self.office.file))
        members = [one.store.keys for one in self.laptops if space in one.spaces]
        self.office.rotate(space, members)

    def join(self, _: Laptop) -> None:
        """Somebody joins late."""
        if len(self.laptops) < MOST_LAPTOPS:
            spaces = {self.office.home: self.random.random() < 0.3}
            self.add_laptop(self.random.choice(("bob", f"late{len(self.laptops)}")), spaces)

    def jump(self, laptop: Laptop) -> None:
        """A laptop's clock is set."""
        laptop.clock.ms += self.random.choice((-1, 1)) * self.random.randint(1, 4000) * DAY_MS
        laptop.clock.ms = max(laptop.clock.ms, 0)

    def office_falls(self, laptop: Laptop) -> None:
        """Head office dies before one of its commits, while a laptop syncs."""
        self.office.relay.die_before(self.random.randint(0, 3))
        self.exchange(laptop)
        relay = self.office.relay
        assert isinstance(relay, Real)
        relay.restart()

    def _fall(self, laptop: Laptop, *, power: bool) -> None:
        def dies() -> None:
            raise PowerLostError

        laptop.line.weather = [self.weather() for _ in range(self.random.randint(0, 2))]
        self.watch(laptop, dies)
        self.exchange(laptop)
        before, outbox = laptop.store.states(), laptop.store.outbox()
        laptop.store.kill(self.random, power=power)
        self.reconnect(laptop)
        if power:
            laptop.cursors.clear()
            laptop.numbered.clear()
            laptop.count = 0
            laptop.check_saves_kept()
        else:
            assert laptop.store.states() == before, f"{laptop.name}: other after a crash (I5)"
            assert laptop.store.outbox() == outbox, f"{laptop.name}: another outbox after a crash (I7)"


def run(seed: int, steps: int = 60, variant: Variant = MODELS) -> Run:
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
