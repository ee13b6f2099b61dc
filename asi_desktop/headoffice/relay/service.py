"""Answers one request of a laptop: everything but the HTTP around it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import msgspec

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.domain.clock import Clock
from asi_desktop.headoffice.log_store import Log, LogStore, Reader, SealedKey
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.relay.asking import Asked, newcomer_fault, stranger_fault, version_fault
from asi_desktop.headoffice.relay.counters import Counters
from asi_desktop.headoffice.relay.enrolling import enrolled, newcomer
from asi_desktop.headoffice.relay.pulling import Pull, frames
from asi_desktop.headoffice.relay.pushing import pushed, results_of
from asi_desktop.headoffice.relay.tokens import Tokens
from asi_desktop.protocol.batch import MAX_BATCH_VERSIONS
from asi_desktop.protocol.chain import state_hash
from asi_desktop.protocol.control import Wrap
from asi_desktop.protocol.exchange import (
    MAX_PUSH_BYTES,
    Answer,
    Cursor,
    Enrol,
    Enrolled,
    Exchange,
    Fault,
    Frame,
    Head,
    Message,
    Outcome,
    Pushed,
    Wait,
)

_NOTED_EVERY_MS = 60_000
_COUNTED_AS = {
    Outcome.STORED: "stored",
    Outcome.BRANCH: "branches",
    Outcome.KNOWN: "known",
    Outcome.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True)
class Replied:
    """An answer, its frames read as they are taken, and the spaces that the request made grow.

    ``grown`` None: somebody joined, everybody who waits must look.
    """

    messages: Iterator[Message]
    grown: Collection[bytes] | None = ()


@dataclass(slots=True)
class Service:
    """One head office as laptops see it. Stateless but for what it can read again; safe across threads.

    Raises StoreUnavailable when the database cannot be used at this moment.
    """

    store: LogStore
    membership: Membership
    key: SigningKey
    tokens: Tokens
    clock: Clock
    counters: Counters
    _noted: dict[bytes, int] = field(default_factory=dict)

    def replied(self, asked: Asked) -> Replied:
        """Carry out an Exchange or an Enrol; a Wait that got here is refused."""
        request = asked.request
        if isinstance(request, Enrol):
            return self._let_in(asked, request)
        if isinstance(request, Exchange):
            return self._exchanged(asked, request)
        return self.refusal(Fault(last=True, code="refused"))

    def refusal(self, fault: Fault) -> Replied:
        """Return ``fault`` as an answer."""
        self.counters.add("faults")
        return Replied(iter((fault,)))

    def awaited(self, asked: Asked, request: Wait) -> frozenset[bytes] | Fault:
        """Return the spaces whose news the sender waits for, or why it may not wait."""
        with self.store.reading() as reader:
            view = self.membership.view(reader)
        if fault := self._fault(asked, request, view):
            return fault
        self._note(request.device, view)
        return frozenset(_spaces(view, request.device))

    def news(self, request: Wait, *, at_once: bool) -> Answer | None:
        """Return the answer to a wait when there is news, and in any case when it must come ``at_once``."""
        with self.store.reading() as reader:
            logs = self._logs(reader, request.device)
        equal = _state(logs) == request.state
        if equal and not at_once:
            return None
        self.counters.add("waits")
        return self._first(request.device, equal=equal)

    def _let_in(self, asked: Asked, request: Enrol) -> Replied:
        now_ms = self.clock.now_ms()
        device = newcomer(request)
        if device is None:
            return self.refusal(Fault(last=True, code="refused"))
        if fault := version_fault(request) or newcomer_fault(asked, device.sign):
            return self.refusal(fault)
        with self.store.writing() as writer:
            wraps = enrolled(writer, self.membership, request, device, now_ms=now_ms)
        if isinstance(wraps, Fault):
            return self.refusal(wraps)
        self.counters.add("enrolments")
        token = self.tokens.issue(device.device, now_ms)
        answer = Enrolled(
            last=True, server_ms=now_ms, token=token, directory=request.entry.space, wraps=wraps
        )
        return Replied(iter((answer,)), None)

    def _exchanged(self, asked: Asked, request: Exchange) -> Replied:
        with self.store.reading() as reader:
            view = self.membership.view(reader)
        if fault := self._fault(asked, request, view) or _excess(request):
            return self.refusal(fault)
        self._note(request.device, view)
        self.counters.add("exchanges")
        outcomes = tuple(self._pushed(request))
        with self.store.reading() as reader:
            logs = self._logs(reader, request.device)
            keys = reader.wraps(request.device, logs)
        cursors = {cursor.space: cursor for cursor in request.cursors}
        equal = _state(logs) == request.state
        answer = msgspec.structs.replace(
            self._first(request.device, equal=equal),
            heads=() if equal else _heads(logs, cursors),
            pushed=outcomes,
            wraps=self._wraps(keys, cursors, equal=equal),
        )
        whose = b"" if request.whole else request.device
        pulls = [] if equal else _pulls(logs, cursors.values(), whose)
        messages = _closed(answer, frames(self.store, pulls, request.max_bytes))
        return Replied(messages, {push.space for push in request.pushes})

    def _pushed(self, request: Exchange) -> Iterator[Pushed]:
        """Store the batches, each in a transaction of its own that is on disk before the answer."""
        for push in request.pushes:
            with self.store.writing() as writer:
                now_ms = self.clock.now_ms()
                results = results_of(writer, self.membership, push, sender=request.device, now_ms=now_ms)
            for result in results:
                self.counters.add(_COUNTED_AS.get(result.outcome, "asked_back"))
            yield pushed(results)

    def _wraps(
        self, keys: Collection[SealedKey], cursors: Mapping[bytes, Cursor], *, equal: bool
    ) -> tuple[Wrap, ...]:
        """Return the keys that the laptop lacks, and note which ones it has by now."""
        lacking = [] if equal else [key for key in keys if _lacks(key, cursors)]
        if arrived := [key for key in keys if not key.acked and key not in lacking]:
            with self.store.writing() as writer:
                writer.ack_wraps(arrived)
        return tuple(key.wrap for key in lacking)

    def _fault(self, asked: Asked, request: Exchange | Wait, view: DirectoryView) -> Fault | None:
        now_ms = self.clock.now_ms()
        return version_fault(request) or stranger_fault(asked, request, view, self.tokens, now_ms=now_ms)

    def _note(self, device: bytes, view: DirectoryView) -> None:
        """Note that the laptop was heard, once a minute; what waited for its invitation has arrived."""
        now_ms = self.clock.now_ms()
        if now_ms - self._noted.get(device, 0) < _NOTED_EVERY_MS:
            return
        grant = view.devices[device].grant
        with self.store.writing() as writer:
            writer.heard(device, now_ms)
            writer.drop_wraps(grant.invitation, [membership.space for membership in grant.memberships])
        self._noted[device] = now_ms

    def _logs(self, reader: Reader, device: bytes) -> dict[bytes, Log]:
        return reader.logs(_spaces(self.membership.view(reader), device))

    def _first(self, device: bytes, *, equal: bool) -> Answer:
        now_ms = self.clock.now_ms()
        return Answer(last=True, server_ms=now_ms, token=self.tokens.issue(device, now_ms), equal=equal)


def _excess(request: Exchange) -> Fault | None:
    """Return the fault of a request that pushes more than one exchange carries."""
    size = sum(len(push.batch) for push in request.pushes)
    too_large = size > MAX_PUSH_BYTES or len(request.pushes) > MAX_BATCH_VERSIONS
    return Fault(last=True, code="too_large") if too_large else None


def _spaces(view: DirectoryView, device: bytes) -> tuple[bytes, ...]:
    return (view.directory, *view.spaces_of(device))


def _state(logs: Mapping[bytes, Log]) -> bytes:
    return state_hash((log.space, log.position) for log in logs.values())


def _heads(logs: Mapping[bytes, Log], cursors: Mapping[bytes, Cursor]) -> tuple[Head, ...]:
    """Return the heads of the logs that the laptop does not stand at the end of, as far as it told.

    When it stands at the end of all it named, they are all shown: something differs, and it must see what.
    """
    named = [logs[space] for space in cursors if space in logs]
    behind = {log.space for log in named if not _at_end(cursors[log.space], log)}
    shown = [log for log in logs.values() if not behind or log.space in behind or log.space not in cursors]
    return tuple(Head(log.space, log.position, log.heads, log.durable) for log in shown)


def _at_end(cursor: Cursor, log: Log) -> bool:
    return (cursor.incarnation, cursor.after) == (log.position.incarnation, log.position.seq)


def _lacks(key: SealedKey, cursors: Mapping[bytes, Cursor]) -> bool:
    """Whether a laptop is before the entry that brought the key: by its cursor, or by what was noted."""
    cursor = cursors.get(key.wrap.space)
    return not key.acked if cursor is None else cursor.after < key.seq


def _pulls(logs: Mapping[bytes, Log], cursors: Iterable[Cursor], whose: bytes) -> list[Pull]:
    """Return what is read for ``cursors``: nothing of a space the laptop is not in, or of another life."""
    return [
        Pull(log, cursor.after, whose)
        for cursor in cursors
        if (log := logs.get(cursor.space)) is not None
        and (cursor.after == 0 or cursor.incarnation == log.position.incarnation)
    ]


def _closed(answer: Answer, following: Iterator[Frame]) -> Iterator[Message]:
    """Yield ``answer`` and the frames after it, the last of them marked as the last."""
    message: Answer | Frame = answer
    for frame in following:
        yield msgspec.structs.replace(message, last=False)
        message = frame
    yield msgspec.structs.replace(message, last=True)
