"""Turns changed records into sealed batches whose bytes never change again."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.crypto.sealing import Sealing, Unsealed, seal
from asi_desktop.protocol.batch import Batch
from asi_desktop.protocol.control import key_check
from asi_desktop.sync.ports import Dirty, Epoch, Place, SyncStore

MAX_PAYLOAD_BYTES = 192 * 1024
MAX_VERSIONS = 512
"""A batch never outgrows ``protocol.batch.MAX_BATCH_BYTES`` from these, even where nothing compresses."""


@dataclass(frozen=True, slots=True)
class Sealer:
    """What sealing needs besides the records: ``draw`` gives so many random bytes."""

    store: SyncStore
    keys: DeviceKeys
    epoch_keys: Mapping[Epoch, bytes]
    view: DirectoryView
    places: Sequence[Place]
    draw: Callable[[int], bytes]

    def frozen(self, max_bytes: int) -> Iterator[tuple[int, Batch]]:
        """Seal changed records and put them into the outbox, batch by batch, urgent ones first.

        Yields each batch with its key in the outbox; ``max_bytes`` bounds a batch's payloads further.
        """
        places = {place.space: place for place in self.places if self._may_seal(place)}
        while dirty := self.store.dirty(
            frozenset(places), max_versions=MAX_VERSIONS, max_bytes=min(max_bytes, MAX_PAYLOAD_BYTES)
        ):
            for (space, _), group in groupby(dirty, key=_kin):
                yield self._frozen(places[space], list(group))

    def _may_seal(self, place: Place) -> bool:
        """Whether this laptop may write there under a key that the log itself vouches for."""
        epoch = self.view.epochs.get(place.space)
        if epoch is None or not self.view.may_write(place.space, self.keys.device):
            return False
        key = self.epoch_keys.get((place.space, epoch.number))
        return key is not None and key_check(key) == epoch.check

    def _frozen(self, place: Place, dirty: Sequence[Dirty]) -> tuple[int, Batch]:
        epoch = self.view.epochs[place.space].number
        sealing = Sealing(
            space=place.space,
            keys=self.keys,
            dev_seq=self.store.next_dev_seq(place.space, len(dirty)),
            epoch=epoch,
            epoch_key=self.epoch_keys[place.space, epoch],
            seen=place.position,
            ctrl_seen=place.ctrl_seen,
            salt=self.draw(16),
        )
        batch = seal([_unsealed(one) for one in dirty], sealing)
        return self.store.freeze(batch, dirty), batch


def _kin(dirty: Dirty) -> tuple[bytes, bool]:
    return dirty.space, dirty.urgent


def _unsealed(dirty: Dirty) -> Unsealed:
    return Unsealed(
        record=dirty.record,
        parents=dirty.parents,
        payload=dirty.payload,
        full=dirty.full,
        urgent=dirty.urgent,
        min_writer=dirty.min_writer,
    )
