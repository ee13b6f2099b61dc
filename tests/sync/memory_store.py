"""A vault in memory that obeys ``sync.ports.SyncStore``: small, exact, and copied as a whole for a crash."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from asi_desktop.crypto.control import DirectoryView, folded
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Vector, Write, merge, write
from asi_desktop.protocol import payload
from asi_desktop.protocol.batch import Batch, Parent, Version
from asi_desktop.protocol.chain import EMPTY_HEADS, ORIGIN, Position
from asi_desktop.protocol.exchange import Outcome, Result
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.sync import ports
from asi_desktop.sync.enrolment import Joined
from asi_desktop.sync.ports import Alarm, AppliedFrame, Epoch, Mine, Opened, Ruled, Told

CHAIN_OF_DELTAS = 16
_NUMBERED = {Outcome.STORED, Outcome.KNOWN, Outcome.BRANCH}


@dataclass(frozen=True)
class Account:
    keys: DeviceKeys
    office: bytes
    url: str
    authority: bytes
    relay: bytes
    directory: DirectoryView
    token: bytes
    server_ms: int
    session: str = "local"


@dataclass(frozen=True)
class Place:
    space: bytes
    position: Position = ORIGIN
    heads: bytes = EMPTY_HEADS
    ctrl_seen: int = 0


@dataclass(frozen=True)
class Dirty:
    space: bytes
    record: bytes
    payload: bytes
    parents: tuple[bytes, ...]
    full: bool
    urgent: bool
    vector: Vector
    min_writer: int
    state: State


@dataclass(frozen=True)
class Frozen:
    key: int
    space: bytes
    batch: Batch


@dataclass(frozen=True)
class Own:
    id: bytes
    parents: tuple[bytes, ...]


@dataclass(frozen=True)
class Changes:
    records: frozenset[bytes] = frozenset()
    types: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Counts:
    pending: int
    conflicts: int
    quarantined: int
    alarms: int


@dataclass
class Record:
    space: bytes
    state: State
    dirty: bool = False
    urgent: bool = False
    heads: set[bytes] = field(default_factory=set)
    unsettled: bytes | None = None


@dataclass
class Known:
    """A version that was sealed here or came: its state where it could be read, and its chain of deltas."""

    version: Version
    batch: Batch
    state: State | None
    length: int = 0
    seq: int | None = None


EMPTY = State("brief", 1, {}, {}, {})


@dataclass
class MemoryStore:
    """One laptop's vault."""

    keys_: DeviceKeys
    me: Account | None = None
    places: dict[bytes, Place] = field(default_factory=dict)
    epoch_keys: dict[Epoch, bytes] = field(default_factory=dict)
    records: dict[bytes, Record] = field(default_factory=dict)
    known: dict[bytes, Known] = field(default_factory=dict)
    numbers: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    chains: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    log_heads: dict[bytes, set[bytes]] = field(default_factory=dict)
    outbox: dict[int, Batch] = field(default_factory=dict)
    waiting: dict[bytes, int] = field(default_factory=dict)
    dev_seqs: dict[bytes, int] = field(default_factory=dict)
    quarantine: dict[bytes, str] = field(default_factory=dict)
    problems: dict[bytes, str] = field(default_factory=dict)
    alarms: dict[tuple[str, bytes], Alarm] = field(default_factory=dict)
    sessions: list[str] = field(default_factory=list)
    confirmed: set[bytes] = field(default_factory=set)
    proof: bytes = b""
    actor: int = 1
    n: int = 0

    # The officer's side

    def enrol(self, joined: Joined) -> None:
        view = DirectoryView.of(joined.office, joined.root)
        self.me = Account(
            keys=joined.keys,
            office=joined.office,
            url=joined.url,
            authority=joined.authority,
            relay=joined.relay,
            directory=view,
            token=joined.token,
            server_ms=joined.server_ms,
        )
        self.epoch_keys |= joined.epoch_keys
        self.places = {space: Place(space) for space in (view.directory, *joined.spaces)}

    def save(self, space: bytes, record: bytes, values: Mapping[str, Value], *, urgent: bool = False) -> Dot:
        """Save ``values`` under one new dot, as the form would."""
        kept = self.records.setdefault(record, Record(space, EMPTY))
        self.n += 1
        dot = Dot(self.actor, self.n)
        kept.state = write(kept.state, Write(dot, Stamp(self.keys_.device, 0), values))
        kept.dirty, kept.urgent = True, kept.urgent or urgent
        return dot

    def values(self, record: bytes) -> dict[str, list[Value]]:
        state = self.records[record].state
        return {path: [value.value for value in values] for path, values in state.fields.items()}

    # What the engine asks

    def account(self) -> Account | None:
        return self.me

    def cursors(self) -> Sequence[Place]:
        return list(self.places.values())

    def keys(self) -> Mapping[Epoch, bytes]:
        return self.epoch_keys

    def dirty(self, spaces: Collection[bytes], *, max_versions: int, max_bytes: int) -> Sequence[Dirty]:
        waiting = [
            (not record.urgent, id_)
            for id_, record in self.records.items()
            if record.dirty and record.unsettled is None and record.space in spaces
        ]
        chosen: list[Dirty] = []
        for _, id_ in sorted(waiting)[:max_versions]:
            one = self._dirty(id_, self.records[id_])
            max_bytes -= len(one.payload)
            if chosen and max_bytes < 0:
                break
            chosen.append(one)
        return chosen

    def _dirty(self, id_: bytes, record: Record) -> Dirty:
        parents = tuple(sorted(record.heads))
        base = self.known[parents[0]] if len(parents) == 1 else None
        full = base is None or base.state is None or base.length >= CHAIN_OF_DELTAS
        content: State | payload.Delta = record.state
        if not full and base is not None and base.state is not None:
            content = payload.difference(record.state, base.state.vector)
        return Dirty(
            space=record.space,
            record=id_,
            payload=payload.encoded(content, device=self.keys_.device),
            parents=parents,
            full=full,
            urgent=record.urgent,
            vector=record.state.vector,
            min_writer=0,
            state=record.state,
        )

    def next_dev_seq(self, space: bytes, count: int) -> int:
        first = self.dev_seqs.get(space, 0) + 1
        self.dev_seqs[space] = first + count - 1
        return first

    def freeze(self, batch: Batch, dirty: Sequence[ports.Dirty]) -> int:
        key = max(self.outbox, default=0) + 1
        self.outbox[key] = batch
        for version, one in zip(batch.versions(), dirty, strict=True):
            assert isinstance(one, Dirty)
            id_, record = version.header.id(), self.records[one.record]
            self.waiting[id_] = key
            length = 0 if one.full else self.known[one.parents[0]].length + 1
            self.known[id_] = Known(version, batch, one.state, length)
            record.heads, record.unsettled = {id_}, id_
            record.dirty = record.state.vector != one.vector
            record.urgent = record.urgent and record.dirty
        return key

    def frozen(self, *, without: Collection[int], max_bytes: int) -> Sequence[Frozen]:
        chosen: list[Frozen] = []
        for key, frozen in sorted(self.outbox.items(), key=lambda item: (not _urgent(item[1]), item[0])):
            if key in without:
                continue
            batch = _bared(frozen, keep=self.waiting)
            max_bytes -= sum(len(version.box) for version in batch.versions())
            if chosen and max_bytes < 0:
                break
            chosen.append(Frozen(key, batch.space, batch))
        return chosen

    def held(self, space: bytes, versions: Collection[bytes]) -> Sequence[Batch]:
        return [_bared(self.known[id_].batch, keep={id_}) for id_ in sorted(versions) if id_ in self.known]

    def number_of(self, space: bytes, version: bytes) -> int | None:
        return self.known[version].seq if version in self.known else None

    def parent_at(self, space: bytes, seq: int) -> Parent | None:
        id_ = self.numbers.get((space, seq))
        return None if id_ is None else Parent(id_, self.known[id_].version.header.record)

    def chain_at(self, space: bytes, seq: int) -> bytes | None:
        return self.chains.get((space, seq))

    def own_at(self, space: bytes, after: int, count: int) -> Sequence[Own] | None:
        ids = [self.numbers.get((space, seq)) for seq in range(after + 1, after + count + 1)]
        own = [Own(id_, self.known[id_].version.header.parents) for id_ in ids if id_ is not None]
        return own if len(own) == count else None

    def heads_among(self, space: bytes, versions: Collection[bytes]) -> frozenset[bytes]:
        return frozenset(self.log_heads.get(space, set()) & set(versions))

    def answered(self, told: Told) -> None:
        assert self.me is not None
        server_ms = max(self.me.server_ms, told.server_ms)
        self.me = replace(self.me, token=told.token, server_ms=server_ms)
        self.epoch_keys |= told.keys
        self.confirmed |= told.confirmed
        self.proof = told.proof or self.proof
        for settled in told.settled:
            for id_, result in settled.results.items():
                self._settle(id_, result)

    def _settle(self, id_: bytes, result: Result) -> None:
        if result.outcome in _NUMBERED:
            self._numbered(id_, result.seq)
        elif result.outcome in {Outcome.REFUSED, Outcome.REKEY}:
            version = self.known.pop(id_).version
            record = self.records[version.header.record]
            record.heads = set(version.header.parents)
            record.unsettled = None
            record.dirty = record.dirty or result.outcome is Outcome.REKEY
            if result.outcome is Outcome.REFUSED:
                self.quarantine[id_] = result.reason
            self._leave_outbox(id_)

    def _numbered(self, id_: bytes, seq: int) -> None:
        known = self.known[id_]
        header = known.version.header
        if known.seq is None:
            known.seq = seq
            self.numbers[header.space, seq] = id_
        record = self.records[header.record]
        if record.unsettled == id_:
            record.unsettled = None
        self._leave_outbox(id_)

    def _leave_outbox(self, id_: bytes) -> None:
        key = self.waiting.pop(id_, None)
        if key is not None and key not in self.waiting.values():
            del self.outbox[key]

    def apply(self, frame: AppliedFrame) -> Changes:
        place = self.places.get(frame.space, Place(frame.space))
        assert place.position.seq == frame.after
        changed = set()
        for entry in frame.entries:
            self.chains[frame.space, entry.seq] = entry.chain
            if isinstance(entry, Ruled):
                self._rule(entry)
                place = replace(place, ctrl_seen=entry.seq)
            elif isinstance(entry, Opened):
                self._open(entry)
                changed.add(entry.version.header.record)
            else:
                assert isinstance(entry, Mine)
                self._numbered(entry.id, entry.seq)
        heads = self.log_heads.setdefault(frame.space, set())
        heads -= frame.fallen
        heads |= frame.risen
        self.places[frame.space] = replace(place, position=frame.until, heads=frame.heads)
        if frame.as_of_ms:
            self.confirmed.add(frame.space)
        return Changes(frozenset(changed), frozenset({"brief"}) if changed else frozenset())

    def _rule(self, entry: Ruled) -> None:
        assert self.me is not None
        if entry.problem:
            self.problems[entry.id] = entry.problem
        else:
            self.me = replace(self.me, directory=folded(self.me.directory, [entry.entry], verify=False))

    def _open(self, entry: Opened) -> None:
        header = entry.version.header
        record = self.records.setdefault(header.record, Record(header.space, EMPTY))
        if entry.id not in self.known:
            state, length = self._content(entry)
            self.known[entry.id] = Known(entry.version, entry.batch, state, length)
            if state is None:
                self.problems[entry.id] = entry.problem or "unreadable"
            else:
                record.state = state if record.state is EMPTY else merge(record.state, state)
                record.heads = (record.heads - set(header.parents)) | {entry.id}
        self._numbered(entry.id, entry.seq)

    def _content(self, entry: Opened) -> tuple[State | None, int]:
        if entry.payload is None:
            return None, 0
        try:
            content = payload.decoded(entry.payload, device=entry.version.header.device)
        except Undecodable:
            return None, 0
        if isinstance(content, State):
            return content, 0
        base = self.known.get(entry.version.header.parents[0])
        if base is None or base.state is None:
            return None, 0
        return payload.applied(content, base.state), base.length + 1

    def session(self, name: str, since_ms: int) -> None:
        self.sessions.append(name)
        if self.me is not None:
            self.me = replace(self.me, session=name)

    def alarm(self, alarm: Alarm) -> None:
        self.alarms.setdefault((alarm.code, alarm.space), alarm)

    def last_proof(self) -> bytes:
        return self.proof

    def counts(self) -> Counts:
        conflicts = sum(
            len({str(value.value) for value in values}) > 1
            for record in self.records.values()
            for values in record.state.fields.values()
        )
        pending = len(self.waiting) + sum(record.dirty for record in self.records.values())
        return Counts(pending, conflicts, len(self.quarantine), len(self.alarms))


def _urgent(batch: Batch) -> bool:
    return any(version.header.urgent for version in batch.versions())


def _bared(batch: Batch, *, keep: Collection[bytes]) -> Batch:
    """Return the batch with the versions ``keep`` alone, the others as bare ids."""
    members = tuple(
        member if isinstance(member, bytes) or member.header.id() in keep else member.header.id()
        for member in batch.members
    )
    return Batch(batch.space, batch.device, members, batch.signature)
