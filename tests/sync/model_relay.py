"""A head office in memory: the relay's rules in their shortest form, and the lies it can be told to tell."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from asi_desktop.crypto.control import DirectoryView, folded
from asi_desktop.crypto.identity import SigningKey, verified
from asi_desktop.crypto.sealing import signature_holds
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Parent, Version
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, Position, linked, state_hash, toggled
from asi_desktop.protocol.control import Control, Device, Wrap
from asi_desktop.protocol.exchange import (
    Answer,
    Controls,
    Cursor,
    Enrol,
    Enrolled,
    Exchange,
    Fault,
    Frame,
    Head,
    Item,
    Message,
    Mine,
    Outcome,
    Push,
    Pushed,
    Result,
    Versions,
    Wait,
)
from asi_desktop.protocol.packing import Undecodable, unpacked
from asi_desktop.protocol.stream import answer_bytes, request_read

FRAME_ENTRIES = 7


@dataclass
class Entry:
    """A line of a log: a version with the batch it came in, or a control entry."""

    id: bytes
    content: tuple[Version, Batch] | Control
    position: Position


@dataclass
class Log:
    """One space's log."""

    incarnation: bytes = b"life-001"
    entries: list[Entry] = field(default_factory=list)
    heads: set[bytes] = field(default_factory=set)
    numbers: dict[bytes, int] = field(default_factory=dict)
    of_record: dict[bytes, set[bytes]] = field(default_factory=dict)
    sealed: dict[tuple[bytes, int], bytes] = field(default_factory=dict)

    @property
    def position(self) -> Position:
        return self.entries[-1].position if self.entries else Position(self.incarnation, 0, GENESIS)

    @property
    def digest(self) -> bytes:
        return toggled(EMPTY_HEADS, self.heads)

    def append(self, id_: bytes, content: tuple[Version, Batch] | Control) -> int:
        self.entries.append(Entry(id_, content, linked(self.position, id_)))
        self.numbers[id_] = len(self.entries)
        if not isinstance(content, Control):
            header = content[0].header
            self.heads -= set(header.parents)
            self.heads.add(id_)
            self.of_record.setdefault(header.record, set()).add(id_)
            self.sealed.setdefault((header.device, header.dev_seq), id_)
        return len(self.entries)

    def number_of(self, id_: bytes) -> int | None:
        return self.numbers.get(id_)

    def parent_at(self, seq: int) -> Parent | None:
        entry = self.entries[seq - 1] if 0 < seq <= len(self.entries) else None
        if entry is None or isinstance(entry.content, Control):
            return None
        return Parent(entry.id, entry.content[0].header.record)


@dataclass
class ModelRelay:
    """One head office. ``verdict`` may answer in its place for one version (a lie, or a rare outcome)."""

    key: SigningKey
    view: DirectoryView
    logs: dict[bytes, Log] = field(default_factory=dict)
    invitations: dict[bytes, tuple[Wrap, ...]] = field(default_factory=dict)
    wraps: dict[bytes, tuple[Wrap, ...]] = field(default_factory=dict)
    used: dict[bytes, bytes] = field(default_factory=dict)
    now_ms: int = 1_800_000_000_000
    token: int = 0
    faults: list[Fault] = field(default_factory=list)
    verdict: Callable[[Version], Result | None] = lambda _: None
    edited: Callable[[Message], Message] = lambda message: message
    requests: int = 0
    outcomes: dict[str, int] = field(default_factory=dict)

    def take(self, *entries: Control) -> None:
        """Append what the authority signed."""
        for entry in entries:
            self.view = folded(self.view, [entry])
            self.logs.setdefault(entry.space, Log()).append(entry.id(), entry)

    def kept(self) -> dict[bytes, Log]:
        """Return a backup of the logs."""
        return copy.deepcopy(self.logs)

    def answer(self, data: bytes) -> Iterator[bytes]:
        """Answer the body of a POST."""
        self.requests += 1
        request, signed, signature = request_read(data)
        if self.faults:
            messages: list[Message] = [self.faults.pop(0)]
        elif isinstance(request, Enrol):
            messages = [self._enrolled(request)]
        else:
            public = self.view.sign_key(request.device)
            if public is None:
                messages = [Fault(True, "unknown_device")]
            else:
                assert verified(public, signed, signature)
                messages = list(self._messages(request))
        return answer_bytes([self.edited(message) for message in messages], data, self.key.sign)

    def _messages(self, request: Exchange | Wait) -> Iterator[Message]:
        pushed = [self._push(push, request.device) for push in getattr(request, "pushes", ())]
        spaces = [self.view.directory, *self.view.spaces_of(request.device)]
        logs = {space: self.logs[space] for space in spaces}
        equal = request.state == state_hash((space, log.position) for space, log in logs.items())
        cursors = () if equal or isinstance(request, Wait) else request.cursors
        frames = [
            frame
            for cursor in cursors
            if cursor.space in logs and isinstance(request, Exchange)
            for frame in self._frames(logs[cursor.space], cursor, request)
        ]
        heads = [Head(space, log.position, log.digest) for space, log in logs.items()]
        at = {(cursor.space, cursor.incarnation, cursor.after) for cursor in cursors}
        differing = [
            one for one in heads if (one.space, one.position.incarnation, one.position.seq) not in at
        ]
        self.token += 1
        yield Answer(
            last=not frames,
            server_ms=self.now_ms,
            token=self.token.to_bytes(8, "big"),
            equal=equal,
            heads=() if equal else tuple(differing or heads),
            pushed=tuple(pushed),
            wraps=self.wraps.get(request.device, ()),
        )
        for n, (space, after, items, until) in enumerate(frames, 1):
            yield Frame(n == len(frames), space, after, until, tuple(items))

    def _frames(
        self, log: Log, cursor: Cursor, request: Exchange
    ) -> Iterator[tuple[bytes, int, list[Item], Position]]:
        if cursor.after and cursor.incarnation != log.incarnation:
            return
        at, room = cursor.after, request.max_bytes
        while at < len(log.entries) and room > 0:
            until = min(at + FRAME_ENTRIES, len(log.entries))
            items = list(self._items(log, log.entries[at:until], request))
            yield cursor.space, at, items, log.entries[until - 1].position
            room -= sum(len(item.batch) for item in items if isinstance(item, Versions))
            at = until

    def _items(self, log: Log, entries: list[Entry], request: Exchange) -> Iterator[Item]:
        """Give control entries one by one, and what travelled in one batch together again."""
        for _, run in groupby(entries, key=_batch):
            together = list(run)
            content = together[0].content
            if isinstance(content, Control):
                yield from (Controls(one.content) for one in together if isinstance(one.content, Control))
            elif content[1].device == request.device and not request.whole:
                yield Mine(len(together))
            else:
                versions = {
                    one.id: one.content[0] for one in together if not isinstance(one.content, Control)
                }
                members = tuple(versions.get(id_, id_) for id_ in content[1].ids())
                alone = Batch(content[1].space, content[1].device, members, content[1].signature)
                yield Versions(wire.encode(alone, self._earlier(log, together[0].position.seq)))

    def _earlier(self, log: Log, first: int) -> Callable[[bytes], int | None]:
        """Return what numbers the versions that stand before entry ``first``."""
        return lambda id_: log.numbers[id_] if log.numbers.get(id_, first) < first else None

    def _push(self, push: Push, sender: bytes) -> Pushed:
        log = self.logs[push.space]
        try:
            batch = wire.decode(push.batch, push.space, log.parent_at)
        except Undecodable:
            return Pushed(results=(Result(Outcome.REFUSED, reason="undecodable"),))
        public = self.view.sign_key(batch.device)
        assert public is not None
        assert signature_holds(batch, public)
        results = []
        for version in batch.versions():
            result = self.verdict(version) or self._stored(log, version, batch)
            results.append(result)
            name = result.outcome.name
            self.outcomes[name] = self.outcomes.get(name, 0) + 1
        seqs = [result.seq for result in results if result.outcome is Outcome.STORED and not result.forked]
        if len(seqs) == len(results) and seqs == list(range(seqs[0], seqs[0] + len(seqs))):
            return Pushed(first=seqs[0])
        return Pushed(results=tuple(results))

    def _stored(self, log: Log, version: Version, batch: Batch) -> Result:
        header, id_ = version.header, version.header.id()
        if (known := log.number_of(id_)) is not None:
            return Result(Outcome.KNOWN, known)
        if not self.view.may_write(batch.space, batch.device):
            return Result(Outcome.REFUSED, reason="removed")
        if header.epoch != self.view.epochs[batch.space].number:
            return Result(Outcome.REKEY)
        missing = tuple(parent for parent in header.parents if log.number_of(parent) is None)
        if missing:
            return Result(Outcome.NEED, needed=missing)
        mine = log.of_record.get(header.record, set())
        branch = bool((log.heads & mine) - set(header.parents))
        forked = log.sealed.get((header.device, header.dev_seq), id_) != id_
        seq = log.append(id_, (version, batch))
        return Result(Outcome.BRANCH if branch else Outcome.STORED, seq, forked=forked)

    def _enrolled(self, request: Enrol) -> Message:
        device = unpacked(request.entry.body, Device)
        invitation = device.grant.invitation
        if invitation not in self.invitations:
            return Fault(True, "refused")
        if self.used.get(invitation, request.entry.id()) != request.entry.id():
            return Fault(True, "invitation_used")
        if device.grant.expires_ms < self.now_ms:
            return Fault(True, "invitation_expired")
        if invitation not in self.used:
            self.used[invitation] = request.entry.id()
            self.take(request.entry, *request.members)
        return Enrolled(True, self.now_ms, b"first", self.view.directory, self.invitations[invitation])


def _batch(entry: Entry) -> int:
    return 0 if isinstance(entry.content, Control) else id(entry.content[1])
