"""What a sync sends: seals what was changed, chooses what goes now, and reads what became of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from asi_desktop.protocol.batch import Batch
from asi_desktop.protocol.exchange import Outcome, Pushed, Result
from asi_desktop.sync import plan
from asi_desktop.sync.failures import BadFrame
from asi_desktop.sync.plan import Parcel
from asi_desktop.sync.ports import Settled, SyncStore
from asi_desktop.sync.sealing import Sealer


@dataclass(slots=True)
class Outgoing:
    """The outbox during one cycle."""

    store: SyncStore
    _parked: set[int] = field(default_factory=set)  # not sent again in this cycle
    _helped: set[int] = field(default_factory=set)  # what they needed was sent once
    _offers: list[Parcel] = field(default_factory=list)  # what head office needs first
    _hopeless: list[Settled] = field(default_factory=list)  # what it would never take

    def parcels(self, sealer: Sealer, room: int) -> tuple[Parcel, ...]:
        """Seal what is changed, until enough is ready, and return what goes in the next exchange."""
        parcels = list(self._offers)
        for frozen in self.store.frozen(without=frozenset(self._parked), max_bytes=room):
            self._add(parcels, frozen.key, frozen.batch)
        for key, batch in sealer.frozen(room):
            self._add(parcels, key, batch)
            if sum(len(one.data) for one in parcels) >= room and not parcels[-1].urgent:
                break
        return plan.fitting(parcels, room)

    def settled(self, sent: Sequence[Parcel], pushed: Sequence[Pushed]) -> tuple[Settled, ...]:
        """Return what became of each batch; raises BadFrame when the answer does not fit what was sent."""
        if len(pushed) != len(sent):
            raise BadFrame(reason="outcomes")
        settled, self._hopeless, self._offers = self._hopeless, [], []
        for parcel, told in zip(sent, pushed, strict=True):
            results = plan.results(parcel.batch, told)
            if results is None:
                raise BadFrame(reason="outcomes")
            if parcel.key is not None:
                self._follow_up(parcel.key, parcel.batch, results)
                settled.append(Settled(parcel.key, results))
        return tuple(settled)

    def _add(self, parcels: list[Parcel], key: int, batch: Batch) -> None:
        """Add a batch to what goes; one that nobody would take goes to quarantine and blocks nothing."""
        parcel = self._parcel(key, batch)
        if plan.is_oversized(parcel):
            refused = Result(Outcome.REFUSED, reason="too_large")
            self._hopeless.append(Settled(key, {one.header.id(): refused for one in batch.versions()}))
            self._parked.add(key)
        else:
            parcels.append(parcel)

    def _parcel(self, key: int | None, batch: Batch) -> Parcel:
        return plan.parcel(key, batch, lambda version: self.store.number_of(batch.space, version))

    def _follow_up(self, key: int, batch: Batch, results: Mapping[bytes, Result]) -> None:
        """Send what is needed, once; else let the batch rest until the next cycle."""
        outcomes = {one.outcome for one in results.values()}
        if Outcome.NEED in outcomes and key not in self._helped:
            self._helped.add(key)
            self._offer(batch.space, {id_ for one in results.values() for id_ in one.needed})
        elif outcomes & {Outcome.NEED, Outcome.LATER}:
            self._parked.add(key)

    def _offer(self, space: bytes, versions: Collection[bytes]) -> None:
        self._offers += [self._parcel(None, batch) for batch in self.store.held(space, versions)]
