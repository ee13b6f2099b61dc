"""The rule for a pushed version: what is stored, at which number, and what is answered otherwise.

Nothing is refused for being late, and nothing is merged: head office cannot read. A version that does not
build on all current heads of its record is stored at once, as a branch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.sealing import signature_holds
from asi_desktop.domain.ids import RECORD_ID_BYTES
from asi_desktop.headoffice.log_store import Arrival, Known, Log, Stored, Writer
from asi_desktop.headoffice.membership import Membership
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Parent, Version
from asi_desktop.protocol.exchange import Outcome, Push, Pushed, Result
from asi_desktop.protocol.header import SUITE, Header
from asi_desktop.protocol.packing import Undecodable

LONGEST_CHAIN = 64
"""Deltas upon one full version; a laptop makes 16, and whoever reads must be able to open them all."""


@dataclass(slots=True)
class _Ground:
    """What the log knows that bears on one batch, kept up while its versions are stored."""

    log: Log
    known: dict[bytes, Known]
    heads: dict[bytes, set[bytes]]
    written: dict[int, bytes]
    risen: set[tuple[bytes, bytes]] = field(default_factory=set)
    fallen: set[tuple[bytes, bytes]] = field(default_factory=set)
    stored: dict[bytes, Arrival] = field(default_factory=dict)


def results_of(
    writer: Writer, membership: Membership, push: Push, *, sender: bytes, now_ms: int
) -> list[Result]:
    """Store what may be stored of one batch of the device ``sender``; return the outcome of each version.

    ``writer`` is the batch's own transaction. Raises nothing that a sender could cause.
    """
    log = writer.lock(push.space)
    view = membership.view(writer)
    try:
        if log is None or not view.may_write(push.space, sender):
            blind = wire.decode(push.batch, push.space, _stand_in)
            return _refused(blind, _not_writing(view, push.space, sender))
        batch, parents = _decoded(writer, push)
    except Undecodable:
        return [Result(Outcome.REFUSED, reason="undecodable")]
    if reason := _reason_against(batch, view):
        return _refused(batch, reason)
    ground = _ground(writer, log, batch)
    results = [_result(version, ground, view) for version in batch.versions()]
    _store(writer, ground, batch, parents)
    _raise_alarms(writer, batch, results, now_ms)
    return results


def pushed(results: Sequence[Result]) -> Pushed:
    """Return the outcomes of a batch as they are answered: in short when all is stored in a row."""
    first = results[0].seq if results else 0
    in_a_row = [Result(Outcome.STORED, first + n) for n in range(len(results))]
    return Pushed(first=first) if results == in_a_row else Pushed(results=tuple(results))


def _decoded(writer: Writer, push: Push) -> tuple[Batch, dict[bytes, int]]:
    """Return the batch, and the numbers of the parents that it names by number; raises Undecodable."""
    numbers: set[int] = set()

    def noted(number: int) -> Parent:
        numbers.add(number)
        return _stand_in(number)

    wire.decode(push.batch, push.space, noted)
    known = writer.numbered(push.space, numbers)
    parents = {number: Parent(one.id, one.record) for number, one in known.items()}
    return wire.decode(push.batch, push.space, parents.get), {one.id: n for n, one in parents.items()}


def _stand_in(number: int) -> Parent:
    """Return a parent that is none, for decoding a batch without looking into the log."""
    return Parent(number.to_bytes(32, "big"), bytes(RECORD_ID_BYTES))


def _reason_against(batch: Batch, view: DirectoryView) -> str:
    """Return why nothing of the batch may be stored, empty when something may."""
    public = view.sign_key(batch.device)
    if public is None or not view.may_write(batch.space, batch.device):
        return _not_writing(view, batch.space, batch.device)
    return "" if signature_holds(batch, public) else "signature"


def _not_writing(view: DirectoryView, space: bytes, device: bytes) -> str:
    return "removed" if device in view.left.get(space, ()) else "not_a_writer"


def _ground(writer: Writer, log: Log, batch: Batch) -> _Ground:
    """Ask at one go for everything that the versions of the batch have to be compared with."""
    headers = [version.header for version in batch.versions()]
    ids = {header.id() for header in headers}
    parents = {parent for header in headers for parent in header.parents}
    numbers = [header.dev_seq for header in headers] or [0]
    return _Ground(
        log=log,
        known=writer.known(log.space, ids | parents),
        heads=writer.heads(log.space, {header.record for header in headers}),
        written=writer.written(log.space, batch.device, first=min(numbers), last=max(numbers)),
    )


def _result(version: Version, ground: _Ground, view: DirectoryView) -> Result:
    """Judge one version and, when it may be stored, take it into the ground."""
    header, id_ = version.header, version.header.id()
    if id_ in ground.known:
        return Result(Outcome.KNOWN, ground.known[id_].seq)
    if reason := _malformation(header):
        return Result(Outcome.REFUSED, reason=reason)
    epoch = view.epochs.get(header.space)
    if epoch is None or header.epoch != epoch.number:
        return Result(Outcome.REKEY)
    if missing := _missing(header, ground):
        return Result(Outcome.NEED, needed=missing)
    if any(ground.known[parent].record != header.record for parent in header.parents):
        return Result(Outcome.REFUSED, reason="malformed")
    deltas = 0 if header.full else ground.known[header.parents[0]].deltas + 1
    if deltas > LONGEST_CHAIN:
        return Result(Outcome.REFUSED, reason="long_chain")
    return _taken(header, id_, ground, deltas)


def _malformation(header: Header) -> str:
    """Return why a version can never be stored, empty when nothing speaks against its shape."""
    if header.suite != SUITE:
        return "suite"
    return "" if header.full or len(header.parents) == 1 else "malformed"


def _missing(header: Header, ground: _Ground) -> tuple[bytes, ...]:
    """Return what must be here first: parents, and attachment chunks, of which this server keeps none.

    A delta is stored only upon a parent that is stored, so the chain it rests on is complete.
    """
    return (*(parent for parent in header.parents if parent not in ground.known), *header.refs)


def _taken(header: Header, id_: bytes, ground: _Ground, deltas: int) -> Result:
    seq = ground.log.position.seq + len(ground.stored) + 1
    heads = ground.heads.setdefault(header.record, set())
    replaced = heads.intersection(header.parents)
    outcome = Outcome.STORED if replaced == heads else Outcome.BRANCH
    forked = ground.written.setdefault(header.dev_seq, id_) != id_
    heads -= replaced
    heads.add(id_)
    for parent in replaced:
        _fall(ground, (header.record, parent))
    ground.risen.add((header.record, id_))
    ground.known[id_] = Known(seq, id_, header.record, deltas)
    ground.stored[id_] = Arrival(id_, header.record, header.dev_seq, deltas)
    return Result(outcome, seq, forked=forked)


def _fall(ground: _Ground, head: tuple[bytes, bytes]) -> None:
    """A head ceases to be one; what rose in this very batch was never one for anybody."""
    if head in ground.risen:
        ground.risen.remove(head)
    else:
        ground.fallen.add(head)


def _store(writer: Writer, ground: _Ground, batch: Batch, parents: dict[bytes, int]) -> None:
    if not ground.stored:
        return
    numbered = {one.id: one.seq for one in ground.known.values() if one.id not in ground.stored} | parents
    content = wire.encode(only(batch, ground.stored), numbered.get)
    writer.append_versions(
        ground.log,
        Stored(
            device=batch.device,
            arrivals=list(ground.stored.values()),
            content=content,
            risen=ground.risen,
            fallen=ground.fallen,
        ),
    )


def only(batch: Batch, wanted: Iterable[bytes]) -> Batch:
    """Return ``batch`` with the versions ``wanted`` (ids) alone, the others as bare ids."""
    chosen = frozenset(wanted)

    def bared(member: Version | bytes) -> Version | bytes:
        if isinstance(member, bytes):
            return member
        id_ = member.header.id()
        return member if id_ in chosen else id_

    return Batch(batch.space, batch.device, tuple(map(bared, batch.members)), batch.signature)


def _raise_alarms(writer: Writer, batch: Batch, results: Sequence[Result], now_ms: int) -> None:
    for version, result in zip(batch.versions(), results, strict=True):
        if result.forked:
            writer.alarm(
                "device_forked",
                space=batch.space,
                subject=version.header.id(),
                device=batch.device,
                at_ms=now_ms,
            )


def _refused(batch: Batch, reason: str) -> list[Result]:
    return [Result(Outcome.REFUSED, reason=reason) for _ in batch.versions()]
