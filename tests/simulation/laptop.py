"""One laptop of a run: its vault, its line, its clock, and what must be true of it after every step."""

from collections import Counter
from dataclasses import dataclass, field

from asi_desktop.domain.dotted import Dot, Vector, covers
from asi_desktop.sync.engine import Engine, Report
from asi_desktop.sync.ports import SyncStore
from asi_desktop.tasks import Context
from tests.simulation.ledger import Ledger
from tests.simulation.line import Line
from tests.simulation.offices import HandClock, Office
from tests.simulation.vaults import Store, canonical


@dataclass
class Laptop:
    """A laptop that joined; ``spaces``: id to whether it reads only. ``forms``: what open forms show.

    ``saved``: what was saved on this disk, by dot its record.
    """

    name: str
    store: Store
    line: Line
    clock: HandClock
    engine: Engine
    spaces: dict[bytes, bool]
    forms: dict[bytes, dict[str, tuple[Dot, ...]]] = field(default_factory=dict)
    frozen: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    cursors: dict[bytes, int] = field(default_factory=dict)
    numbered: dict[bytes, int] = field(default_factory=dict)
    count: int = 0
    saved: dict[Dot, bytes] = field(default_factory=dict)

    @property
    def device(self) -> bytes:
        return self.store.keys.device

    def port(self) -> SyncStore:
        return self.store.port()  # type: ignore[return-value]

    def sync(self, *, budget: int | None = None) -> Report:
        return self.engine.sync_once(Context(), budget=budget)

    def vectors(self) -> dict[bytes, Vector]:
        return {record: state.vector for record, (_, state) in self.store.states().items()}

    def forget_what_was_seen(self) -> None:
        """After the disk went back in time, cursors may too; what was sealed stays sealed."""
        self.forms.clear()
        self.cursors.clear()
        self.numbered.clear()
        self.count = 0

    def check(self, office: Office) -> None:
        """Check what holds at every moment."""
        self._check_outbox()
        self._check_cursors(office)
        count = self.store.size()
        assert count >= self.count, f"{self.name}: records went away without a tombstone (I16)"
        self.count = count

    def check_saves_kept(self) -> None:
        """Every save that was confirmed to the officer is there after the fall."""
        vectors = self.vectors()
        for dot, record in self.saved.items():
            assert covers(vectors.get(record, {}), dot), f"{self.name}: save {dot} is gone (I5)"

    def same(self, ledger: Ledger) -> dict[bytes, bytes]:
        """Return what every laptop must hold alike, by record."""
        private = self.store.private
        return {
            record: canonical(state, private, ledger.saves_of(record))
            for record, (_, state) in self.store.states().items()
        }

    def _check_outbox(self) -> None:
        outbox = self.store.outbox()
        for version, data in outbox.items():
            assert self.frozen.setdefault(version, data) == data, f"{self.name}: sealed bytes changed (I7)"
        records = Counter(record for record, _ in outbox.values())
        assert max(records.values(), default=0) <= 1, f"{self.name}: two unsent versions of a record (I15)"

    def _check_cursors(self, office: Office) -> None:
        port = self.port()
        for place in port.cursors():
            seq = place.position.seq
            assert seq >= self.cursors.get(place.space, 0), f"{self.name}: cursor went back (I4)"
            log = office.relay.log(place.space)
            assert seq <= len(log), f"{self.name}: cursor beyond the log (I4)"
            assert seq == 0 or log[seq - 1].chain == place.position.chain, f"{self.name}: other chain (I4)"
            for n in range(self.numbered.get(place.space, 0) + 1, seq + 1):
                if log[n - 1].is_version:
                    assert port.number_of(place.space, log[n - 1].id) == n, f"{self.name}: entry {n} (I4)"
            self.cursors[place.space] = self.numbered[place.space] = seq
