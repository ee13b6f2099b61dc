"""Reads a frame of head office's log: proves that it continues ours, judges each entry, opens what it may.

Nothing is written. What fails stays in the log with its problem named: a bad entry neither blocks the
cursor nor is believed.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from asi_desktop.crypto.control import BadControl, DirectoryView, NotYetKnown, folded
from asi_desktop.crypto.sealing import Unopenable, opened, signature_holds
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol import exchange
from asi_desktop.protocol.batch import Batch, Parent, Version
from asi_desktop.protocol.chain import GENESIS, Position, linked, toggled
from asi_desktop.protocol.control import Control
from asi_desktop.protocol.exchange import Controls, Frame, Versions
from asi_desktop.protocol.packing import packed
from asi_desktop.sync.failures import BadFrame, Forked
from asi_desktop.sync.ports import (
    Alarm,
    AppliedFrame,
    Entry,
    Epoch,
    Mine,
    Opened,
    OwnEntry,
    Place,
    Ruled,
    SyncStore,
)


class OwnNumbersUnknownError(Exception):
    """Entries of our own that we were never told the numbers of: ask again, for everything."""


class DirectoryBehindError(Exception):
    """An entry by somebody whom the directory does not know yet: read the directory first."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a frame is read against. ``patient``: rather ask for the directory than store somebody unknown."""

    store: SyncStore
    view: DirectoryView
    epoch_keys: Mapping[Epoch, bytes]
    patient: bool = True


@dataclass(frozen=True, slots=True)
class ReadFrame:
    """A frame ready to be committed, the directory after it, and what a person must hear of."""

    frame: AppliedFrame
    view: DirectoryView
    alarms: tuple[Alarm, ...]


@dataclass(frozen=True, slots=True)
class _Foreign:
    """A version of the frame with the batch that it travelled in."""

    version: Version
    batch: Batch


_Item = OwnEntry | _Foreign | Control


@dataclass(slots=True)
class _Reader:
    """One frame while it is read."""

    desk: Desk
    frame: Frame
    start: Position
    view: DirectoryView
    alarms: list[Alarm] = field(default_factory=list)
    chains: dict[int, bytes] = field(default_factory=dict)
    ids: dict[int, Parent] = field(default_factory=dict)
    signed: dict[int, bool] = field(default_factory=dict)


def read(frame: Frame, place: Place | None, desk: Desk) -> ReadFrame:
    """Return ``frame`` proved, judged and opened; ``place`` is ours in that log, None in an unknown one.

    Raises BadFrame, Forked, OwnNumbersUnknownError, DirectoryBehindError.
    """
    start = _start(frame, place)
    reader = _Reader(desk, frame, start, desk.view)
    items = _linked_items(reader)
    entries = tuple(_judged(reader, items))
    risen, fallen = _heads(reader, items)
    before = toggled(place.heads if place else bytes(32), fallen | risen)
    applied = AppliedFrame(frame.space, frame.after, frame.until, entries, before, risen, fallen)
    return ReadFrame(applied, reader.view, tuple(reader.alarms))


def _start(frame: Frame, place: Place | None) -> Position:
    """Return where the frame must begin; a log is entered with whatever incarnation it has."""
    if place is None or place.position.seq == 0:
        start = Position(frame.until.incarnation, 0, GENESIS)
    else:
        start = place.position
    if frame.after != start.seq:
        raise BadFrame(reason="gap")
    return start


# What stands in the frame, linked to our end of the log


def _linked_items(reader: _Reader) -> list[tuple[int, bytes, _Item]]:
    """Return (number, id, item) of all entries; raises Forked unless the chain leads to ``until``."""
    items: list[tuple[int, bytes, _Item]] = []
    at = reader.start
    for id_, item in _unpacked(reader):
        at = linked(at, id_)
        items.append((at.seq, id_, item))
        reader.chains[at.seq] = at.chain
        if isinstance(item, _Foreign):
            reader.ids[at.seq] = Parent(id_, item.version.header.record)
    if not items or at.seq != reader.frame.until.seq:
        raise BadFrame(reason="count")
    if at != reader.frame.until:
        raise Forked
    return items


def _unpacked(reader: _Reader) -> Iterator[tuple[bytes, _Item]]:
    seq = reader.start.seq
    for item in reader.frame.items:
        for id_, one in _entries_of(reader, item, seq):
            seq += 1
            yield id_, one


def _entries_of(reader: _Reader, item: exchange.Item, seq: int) -> Iterable[tuple[bytes, _Item]]:
    if isinstance(item, Controls):
        return [(item.entry.id(), item.entry)]
    if isinstance(item, Versions):
        batch = wire.decode(item.batch, reader.frame.space, lambda n: _parent(reader, n))
        return [(version.header.id(), _Foreign(version, batch)) for version in batch.versions()]
    if item.count > reader.frame.until.seq - seq:
        raise BadFrame(reason="count")
    own = reader.desk.store.own_at(reader.frame.space, seq, item.count)
    if own is None:
        raise OwnNumbersUnknownError
    return [(one.id, one) for one in own]


def _parent(reader: _Reader, seq: int) -> Parent | None:
    return reader.ids.get(seq) or reader.desk.store.parent_at(reader.frame.space, seq)


# Judging them, in the order of the log


def _judged(reader: _Reader, items: list[tuple[int, bytes, _Item]]) -> Iterator[Entry]:
    for ruling, run in groupby(items, key=_is_control):
        if ruling:
            yield from _ruled(reader, list(run))
            continue
        for seq, id_, item in run:
            if isinstance(item, _Foreign):
                yield _opened(reader, seq, id_, item)
            else:
                yield Mine(seq, reader.chains[seq], id_)


def _is_control(item: tuple[int, bytes, _Item]) -> bool:
    return isinstance(item[2], Control)


def _ruled(reader: _Reader, run: list[tuple[int, bytes, _Item]]) -> Iterator[Ruled]:
    """Judge a run of control entries: at one go while all are good, else one by one."""
    entries = [item for _, _, item in run if isinstance(item, Control)]
    problems = [""] * len(entries)
    try:
        reader.view = _folded(reader, entries)
    except BadControl:
        problems = [_problem_of(reader, entry) for entry in entries]
    for (seq, id_, _), entry, problem in zip(run, entries, problems, strict=True):
        yield Ruled(seq, reader.chains[seq], id_, entry, problem)


def _folded(reader: _Reader, entries: list[Control]) -> DirectoryView:
    for entry in entries:
        if entry.space != reader.frame.space:
            raise BadControl(kind=entry.kind, reason="wrong_log")
    return folded(reader.view, entries)


def _problem_of(reader: _Reader, entry: Control) -> str:
    try:
        reader.view = _folded(reader, [entry])
    except NotYetKnown as unknown:
        if reader.desk.patient:
            raise DirectoryBehindError from unknown
    except BadControl:
        pass
    else:
        return ""
    reader.alarms.append(Alarm("bad_control", reader.frame.space, packed(entry)))
    return "bad_control"


def _opened(reader: _Reader, seq: int, id_: bytes, item: _Foreign) -> Opened:
    payload, problem = _content(reader, item)
    if problem not in {"", "no_key"}:
        evidence = wire.encode(item.batch, lambda _: None)
        reader.alarms.append(Alarm(problem, reader.frame.space, evidence))
    elif _seen_elsewhere(reader, seq, item.version):
        evidence = wire.encode(item.batch, lambda _: None)
        reader.alarms.append(Alarm("forked", reader.frame.space, evidence))
    return Opened(seq, reader.chains[seq], id_, item.version, item.batch, payload, problem)


def _content(reader: _Reader, item: _Foreign) -> tuple[bytes | None, str]:
    """Return the payload of a version, or None and why it is not to be believed or read."""
    header = item.version.header
    public = reader.view.sign_key(header.device)
    if public is None:
        if reader.desk.patient:
            raise DirectoryBehindError
        return None, "unknown_device"
    if not _signed(reader, item.batch, public):
        return None, "bad_signature"
    if not reader.view.may_write(header.space, header.device):
        return None, "not_a_writer"
    key = reader.desk.epoch_keys.get((header.space, header.epoch))
    if key is None:
        return None, "no_key"
    try:
        return opened(item.version, key), ""
    except Unopenable:
        return None, "unopenable"


def _signed(reader: _Reader, batch: Batch, public: bytes) -> bool:
    """Whether the device signed the batch; one that carries several versions is verified once."""
    if id(batch) not in reader.signed:
        reader.signed[id(batch)] = signature_holds(batch, public)
    return reader.signed[id(batch)]


def _seen_elsewhere(reader: _Reader, seq: int, version: Version) -> bool:
    """Whether the author had been shown another history of this log than we were."""
    seen = version.header.seen
    if seen.seq == 0 or seen.incarnation != reader.start.incarnation:
        return False
    if seen.seq >= seq:
        return True
    ours = reader.chains.get(seen.seq) or reader.desk.store.chain_at(reader.frame.space, seen.seq)
    return ours is not None and ours != seen.chain


# The heads of the log


def _heads(
    reader: _Reader, items: list[tuple[int, bytes, _Item]]
) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Return the versions that are heads now, and the heads from before that are no longer."""
    risen: set[bytes] = set()
    named: set[bytes] = set()
    for _, id_, item in items:
        if isinstance(item, Control):
            continue
        parents = item.version.header.parents if isinstance(item, _Foreign) else item.parents
        named.update(parents)
        risen.difference_update(parents)
        risen.add(id_)
    fallen = reader.desk.store.heads_among(reader.frame.space, named)
    return frozenset(risen), fallen
