"""Laptops' vaults of a run: what a run needs of one, and the model of the tests."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Protocol

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, covers, write
from asi_desktop.domain.records import record_type
from asi_desktop.protocol import payload
from asi_desktop.protocol.batch import Batch
from asi_desktop.sync.enrolment import Joined
from tests.simulation.offices import HandClock
from tests.sync.memory_store import MemoryStore, Record

KIND = record_type("brief")
EMPTY = State(KIND.name, 1, {}, {}, {})


class Store(Protocol):
    """What a run needs of a vault, whichever it is."""

    keys: DeviceKeys
    private: frozenset[str]

    def port(self) -> object:
        """Return what fits ``sync.ports.SyncStore``."""

    def enrol(self, joined: Joined) -> None:
        """Keep what enrolment gave."""

    def save(
        self, record: bytes, space: bytes, values: Mapping[str, Value], shown: Mapping[str, Collection[Dot]]
    ) -> tuple[State, Write]:
        """Save as a form does; return the state before, and the write."""

    def states(self) -> dict[bytes, tuple[bytes, State]]:
        """Return space and state of every record."""

    def size(self) -> int:
        """Return how many records there are."""

    def outbox(self) -> dict[bytes, tuple[bytes, bytes]]:
        """Return the record and the sealed bytes of every unsettled version by id."""

    def problems(self) -> list[str]:
        """Return alarms, refused and unreadable versions, and whatever else is amiss."""

    def kill(self, random: Random, *, power: bool) -> None:
        """End without a farewell and open again; ``power``: what was not forced to disk may be gone."""

    def restart(self) -> None:
        """Close in good order and open again."""

    def close(self) -> None:
        """Close for good."""


class ModelVault:
    """A vault in memory, whose every call is a commit."""

    private: frozenset[str] = frozenset()

    def __init__(self, keys: DeviceKeys, clock: HandClock, random: Random) -> None:
        self.keys = keys
        self.store = MemoryStore(keys, actor=random.getrandbits(63))
        self._clock = clock
        self._random = random

    def port(self) -> object:
        return self.store

    def enrol(self, joined: Joined) -> None:
        self.store.enrol(joined)

    def save(
        self, record: bytes, space: bytes, values: Mapping[str, Value], shown: Mapping[str, Collection[Dot]]
    ) -> tuple[State, Write]:
        store = self.store
        kept = store.records.setdefault(record, Record(space, EMPTY))
        store.n += 1
        change = Write(
            Dot(store.actor, store.n), Stamp(self.keys.device, self._clock.now_ms()), values, shown
        )
        before, kept.state = kept.state, write(kept.state, change)
        kept.dirty = True
        kept.urgent = any(one.value == "FLASH" for one in kept.state.values("priority"))
        return before, change

    def states(self) -> dict[bytes, tuple[bytes, State]]:
        return {id_: (record.space, record.state) for id_, record in self.store.records.items()}

    def size(self) -> int:
        return len(self.store.records)

    def outbox(self) -> dict[bytes, tuple[bytes, bytes]]:
        return sealed(self.store.outbox.values(), only=self.store.waiting)

    def problems(self) -> list[str]:
        store = self.store
        return [code for code, _ in store.alarms] + [*store.quarantine.values(), *store.problems.values()]

    def kill(self, random: Random, *, power: bool) -> None:
        self.restart()

    def restart(self) -> None:
        self.store.actor, self.store.n = self._random.getrandbits(63), 0

    def close(self) -> None:
        """Nothing is open."""


def canonical(state: State, private: frozenset[str], saves: Collection[Dot]) -> bytes:
    """Return what of a state every laptop must hold alike, byte for byte; ``saves``: those that travel."""
    fields = {path: values for path, values in state.fields.items() if path not in private}
    live = {value.dot for values in fields.values() for value in values}
    stamps = {dot: stamp for dot, stamp in state.stamps.items() if dot in live}
    seen: dict[int, int] = {}
    for dot in saves:
        if covers(state.vector, dot):
            seen[dot.actor] = max(seen.get(dot.actor, 0), dot.n)
    return payload.encoded(replace(state, fields=fields, stamps=stamps, vector=seen), device=b"")


def sealed(
    batches: Iterable[Batch], only: Collection[bytes] | None = None
) -> dict[bytes, tuple[bytes, bytes]]:
    """Return record and sealed bytes of the versions in ``batches`` by id."""
    found = {
        version.header.id(): (version.header.record, version.header.encoded() + version.box + batch.signature)
        for batch in batches
        for version in batch.versions()
    }
    return found if only is None else {id_: data for id_, data in found.items() if id_ in only}
