"""Frames: consecutive entries of one log, whole stretches as they are stored wherever they fit."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asi_desktop.headoffice.log_store import Log, LogStore, Reader, Stretch
from asi_desktop.headoffice.relay.pushing import only
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Parent
from asi_desktop.protocol.control import Control
from asi_desktop.protocol.exchange import MAX_FRAME_BYTES, MAX_MINE, Controls, Frame, Item, Mine, Versions
from asi_desktop.protocol.packing import unpacked

_ITEM_OVERHEAD = 16
_MEMBER_OVERHEAD = 96
_ID_BYTES = 32


@dataclass(frozen=True, slots=True)
class Pull:
    """What a laptop asks of one log: the entries after number ``after``, up to where ``log`` ends.

    ``device``: whose own versions are only counted, empty for nobody's.
    """

    log: Log
    after: int
    device: bytes


@dataclass(frozen=True, slots=True)
class _Room:
    """Bytes of content that a frame may have: its first entry alone, and all together."""

    alone: int
    together: int


def frames(store: LogStore, pulls: Sequence[Pull], max_bytes: int) -> Iterator[Frame]:
    """Yield frames that answer ``pulls`` in their order, content of ``max_bytes`` at the most.

    The first entry goes however large it is, so that every answer brings something. No transaction stays
    open between two frames.
    """
    left = max_bytes
    for pull in pulls:
        after = pull.after
        while after < pull.log.position.seq and left > 0:
            room = _Room(sys.maxsize if left == max_bytes else left, min(left, MAX_FRAME_BYTES))
            with store.reading() as reader:
                building = _Building(reader, pull, after, room)
                frame = building.frame()
            if frame is None:
                return
            yield frame
            after = frame.until.seq
            left -= building.size


class _Building:
    """One frame while it is put together: ``until`` is the last entry it holds."""

    def __init__(self, reader: Reader, pull: Pull, after: int, room: _Room) -> None:
        self._reader = reader
        self._log = pull.log
        self._device = pull.device
        self._room = room
        self._after = self._until = after
        self._items: list[Item] = []
        self.size = 0

    def frame(self) -> Frame | None:
        """Return the frame, or None when not even one entry fits."""
        log = self._log
        for stretch in self._reader.stretches(log.space, after=self._after, until=log.position.seq):
            if not self._took(stretch):
                break
        if not self._items:
            return None
        until = self._reader.position(log.space, self._until, log.position.incarnation)
        return Frame(last=False, space=log.space, after=self._after, until=until, items=tuple(self._items))

    def _took(self, stretch: Stretch) -> bool:
        """Take the stretch, or what fits of it; False when the frame is full."""
        size = len(stretch.content)
        if stretch.device is None:
            return self._added(Controls(unpacked(stretch.content, Control)), size, until=stretch.last)
        if stretch.device == self._device:
            return self._counted(stretch)
        if stretch.first == self._until + 1 and self.size + size <= self._room.together:
            return self._added(Versions(stretch.content), size, until=stretch.last)
        return not self._items and self._took_part(stretch)

    def _added(self, item: Item, size: int, *, until: int) -> bool:
        room = self._room.together if self._items else max(self._room.alone, self._room.together)
        if self.size + size > room:
            return False
        self._items.append(item)
        self._until = until
        self.size += size + _ITEM_OVERHEAD
        return True

    def _counted(self, stretch: Stretch) -> bool:
        """Take the asking laptop's own versions, which it holds: their number says all."""
        count = stretch.last - self._until
        last = self._items[-1] if self._items else None
        if isinstance(last, Mine) and last.count + count <= MAX_MINE:
            self._items[-1] = Mine(last.count + count)
            self._until = stretch.last
            return True
        return self._added(Mine(count), 0, until=stretch.last)

    def _took_part(self, stretch: Stretch) -> bool:
        """Take as many versions of a large stretch as fit; more of it follows in the next frame."""
        batch = self._decoded(stretch)
        versions = batch.versions()[self._until + 1 - stretch.first :]
        size = _ID_BYTES * len(batch.members)
        count = 0
        for version in versions:
            size += len(version.box) + _MEMBER_OVERHEAD
            if size > (self._room.together if count else self._room.alone):
                break
            count += 1
        if count:
            part = only(batch, [version.header.id() for version in versions[:count]])
            content = wire.encode(part, self._numbers(batch, below=stretch.first).get)
            self._items.append(Versions(content))
            self._until += count
            self.size += len(content) + _ITEM_OVERHEAD
        return False

    def _decoded(self, stretch: Stretch) -> Batch:
        def parent_at(number: int) -> Parent | None:
            known = self._reader.numbered(self._log.space, [number]).get(number)
            return None if known is None else Parent(known.id, known.record)

        return wire.decode(stretch.content, self._log.space, parent_at)

    def _numbers(self, batch: Batch, *, below: int) -> dict[bytes, int]:
        parents = {parent for version in batch.versions() for parent in version.header.parents}
        known = self._reader.known(self._log.space, parents).values()
        return {one.id: one.seq for one in known if one.seq < below}
