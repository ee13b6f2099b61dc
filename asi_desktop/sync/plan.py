"""Decides what a sync does next: pure functions from what is known to what to ask, send or conclude."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from asi_desktop.domain.errors import AppError
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import MAX_BATCH_VERSIONS, Batch
from asi_desktop.protocol.exchange import (
    CURSORS_ALWAYS_SENT,
    MAX_PUSH_BYTES,
    Cursor,
    Fault,
    Head,
    Outcome,
    Pushed,
    Result,
)
from asi_desktop.sync.failures import Busy, Removed, RequestRefused, UnknownDevice, UpdateRequired
from asi_desktop.sync.ports import Place

MAX_PULL_BYTES = 4 * 1024 * 1024
URGENT_ALONE_BYTES = 64 * 1024
LEAST_BUDGET_BYTES = 1024
FRUITLESS_EXCHANGES = 3
CLOCK_SUSPECT_MS = 10 * 60 * 1000

NUMBERED = frozenset({Outcome.STORED, Outcome.KNOWN, Outcome.BRANCH})
SETTLING = NUMBERED | {Outcome.REFUSED}
"""Outcomes after which a version is done with, one way or the other."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A batch ready to travel. ``key`` names it in the outbox; None: bytes that head office needs first."""

    key: int | None
    batch: Batch
    data: bytes
    urgent: bool


def parcel(key: int | None, batch: Batch, number_of: Callable[[bytes], int | None]) -> Parcel:
    """Return ``batch`` as it goes on the wire, parents by the number that head office told."""
    urgent = any(version.header.urgent for version in batch.versions())
    return Parcel(key, batch, wire.encode(batch, number_of), urgent)


def fitting(parcels: Sequence[Parcel], room: int) -> tuple[Parcel, ...]:
    """Return the parcels to send in one exchange, urgent ones first, else in their order.

    At most ``room`` bytes (never over 1 MiB) and 4096 versions, but always the first. Urgent ones leave
    alone when the others would hold them up.
    """
    parcels = sorted(parcels, key=lambda one: not one.urgent)
    heavy = sum(len(one.data) for one in parcels if not one.urgent) > URGENT_ALONE_BYTES
    if heavy and any(one.urgent for one in parcels):
        parcels = [one for one in parcels if one.urgent]
    chosen: list[Parcel] = []
    room, versions = min(room, MAX_PUSH_BYTES), MAX_BATCH_VERSIONS
    for one in parcels:
        room -= len(one.data)
        versions -= len(one.batch.versions())
        if chosen and (room < 0 or versions < 0):
            break
        chosen.append(one)
    return tuple(chosen)


def is_oversized(one: Parcel) -> bool:
    """Tell whether a parcel is larger than head office takes from anybody."""
    return len(one.data) > MAX_PUSH_BYTES


def cursors(
    places: Sequence[Place],
    targets: Mapping[bytes, int],
    *,
    writable: Collection[bytes],
    asked: Collection[bytes],
) -> tuple[Cursor, ...]:
    """Return where to go on reading, the directory's log first.

    Those of the logs that are known to reach further (``targets``), that were never read, or that are
    ``asked`` for; and, unless they are many, of all ``writable`` ones, where news are likely.
    """
    likely = {*asked, *writable} if len(writable) <= CURSORS_ALWAYS_SENT else {*asked}
    known = [
        Cursor(place.space, place.position.incarnation, place.position.seq)
        for place in places
        if place.position.seq == 0 or place.space in likely or is_behind(place, targets)
    ]
    spaces = {place.space for place in places}
    return (*known, *(Cursor(space, bytes(8), 0) for space in targets if space not in spaces))


def is_behind(place: Place, targets: Mapping[bytes, int]) -> bool:
    """Tell whether head office's log is known to reach further than ``place``."""
    return targets.get(place.space, 0) > place.position.seq


def is_reached(places: Sequence[Place], targets: Mapping[bytes, int]) -> bool:
    """Tell whether every log was read as far as head office's are known to reach."""
    spaces = {place.space for place in places}
    return not any(is_behind(place, targets) for place in places) and targets.keys() <= spaces


class Verdict(Enum):
    """What head office's signed head says of our place in the same log."""

    HOLDS = auto()
    SHORTER = auto()
    DIFFERENT = auto()


def judged(place: Place, head: Head) -> Verdict:
    """Compare our place with head office's signed head of the same log.

    A new incarnation without a certificate of restore counts as a shorter history.
    """
    ours, theirs = place.position, head.position
    if ours.seq == 0:
        return Verdict.HOLDS
    if theirs.incarnation != ours.incarnation or theirs.seq < ours.seq:
        return Verdict.SHORTER
    if theirs.seq == ours.seq and theirs.chain != ours.chain:
        return Verdict.DIFFERENT
    return Verdict.HOLDS


def results(batch: Batch, pushed: Pushed) -> dict[bytes, Result] | None:
    """Return the outcome of each version of ``batch`` by id; None when the answer does not fit it.

    One refusal alone stands for a batch that head office could not even read.
    """
    ids = [version.header.id() for version in batch.versions()]
    told = pushed.results or [Result(Outcome.STORED, pushed.first + n) for n in range(len(ids))]
    if len(told) == 1 and told[0].outcome is Outcome.REFUSED:
        told = [told[0]] * len(ids)
    numbered = all(one.seq >= 1 for one in told if one.outcome in NUMBERED)
    return dict(zip(ids, told, strict=True)) if numbered and len(told) == len(ids) else None


def error_of(fault: Fault) -> AppError:
    """Return what a fault (other than ``stale``) means for the officer."""
    if fault.code == "later":
        return Busy(after_s=fault.after_s)
    plain = {"removed": Removed, "unknown_device": UnknownDevice, "update_required": UpdateRequired}
    if fault.code in plain:
        return plain[fault.code]()
    return RequestRefused(reason=fault.code)


def room_left(budget: int | None, spent: int) -> int:
    """Return how many bytes of HTTP the budget still allows; 0 when that is not worth an exchange."""
    if budget is None:
        return MAX_PUSH_BYTES + MAX_PULL_BYTES
    left = budget - spent
    return left if left >= LEAST_BUDGET_BYTES else 0


def clock_is_suspect(now_ms: int, server_ms: int) -> bool:
    """Tell whether this laptop's clock is so wrong that the officer should hear of it."""
    return abs(now_ms - server_ms) > CLOCK_SUSPECT_MS
