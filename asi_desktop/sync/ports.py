"""What a sync needs of the store and of the line, and the values that pass between them.

Protocols describe what the store gives (it fits them by shape); dataclasses are what it is given.
Ids are bytes: spaces, records and devices 16, versions and entries 32. Times are ms since the epoch.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.dotted import Vector
from asi_desktop.protocol.batch import Batch, Parent, Version
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.control import Control
from asi_desktop.protocol.exchange import Message, Request, Result

Epoch = tuple[bytes, int]
"""A space and the number of one of its keys."""


# What the store gives


class Address(Protocol):
    """Where head office is called, and how it is recognised."""

    @property
    def office(self) -> bytes:
        """The office's id, which its server's certificate names."""

    @property
    def url(self) -> str:
        """Where the server is called, ``https://host:port``."""

    @property
    def authority(self) -> bytes:
        """The office's certificate authority (DER), the only one that is trusted."""

    @property
    def relay(self) -> bytes:
        """The Ed25519 public key that signs the server's answers."""

    @property
    def server_ms(self) -> int:
        """The latest time that head office ever signed: never goes back; 0 before the first."""


class Account(Address, Protocol):
    """Who this laptop is at head office."""

    @property
    def keys(self) -> DeviceKeys:
        """The laptop's id and private keys."""

    @property
    def directory(self) -> DirectoryView:
        """All valid control entries up to the cursors, folded: the directory's and every space's."""

    @property
    def token(self) -> bytes:
        """Nonce of the last signed answer, empty before the first."""

    @property
    def session(self) -> str:
        """The state of the session as last told to ``SyncStore.session``."""


class Place(Protocol):
    """How far this laptop has one space's log."""

    @property
    def space(self) -> bytes:
        """The space; the directory's log has a place like any other."""

    @property
    def position(self) -> Position:
        """The last entry that was committed; ``chain.ORIGIN`` before the first."""

    @property
    def heads(self) -> bytes:
        """``AppliedFrame.heads`` of the last frame; ``chain.EMPTY_HEADS`` before the first."""

    @property
    def ctrl_seen(self) -> int:
        """Number of the last control entry in this log, 0 for none."""


class Dirty(Protocol):
    """A record that was changed here and is not sealed yet: what its next version will be."""

    @property
    def space(self) -> bytes:
        """Its space."""

    @property
    def record(self) -> bytes:
        """Its id."""

    @property
    def payload(self) -> bytes:
        """``protocol.payload.encoded`` of the state, or of its difference to the only parent."""

    @property
    def parents(self) -> tuple[bytes, ...]:
        """All heads of the record that this laptop can read, ascending; never an unsettled one."""

    @property
    def full(self) -> bool:
        """Whether the payload is the whole state: no or several parents, or a chain of 16 deltas."""

    @property
    def urgent(self) -> bool:
        """Whether it goes before everything else."""

    @property
    def vector(self) -> Vector:
        """The vector of the state in ``payload``: the record is clean again if it still has it."""

    @property
    def min_writer(self) -> int:
        """The oldest program version that may write this record, 0 for any."""


class FrozenBatch(Protocol):
    """Sealed versions in the outbox. Their bytes never change."""

    @property
    def key(self) -> int:
        """Names the batch in the outbox; rises with its age."""

    @property
    def space(self) -> bytes:
        """Its space."""

    @property
    def batch(self) -> Batch:
        """The batch with its unsettled versions; the settled ones as bare ids."""


class OwnEntry(Protocol):
    """An entry of the log that this laptop wrote itself."""

    @property
    def id(self) -> bytes:
        """The version's id."""

    @property
    def parents(self) -> tuple[bytes, ...]:
        """Its parents."""


class Changes(Protocol):
    """What an applied frame changed, for views to refresh."""

    @property
    def records(self) -> frozenset[bytes]:
        """Records whose state moved."""

    @property
    def types(self) -> frozenset[str]:
        """Their types."""


class Counts(Protocol):
    """What stands open in the vault after a sync."""

    @property
    def pending(self) -> int:
        """Versions and dirty records that head office does not have."""

    @property
    def conflicts(self) -> int:
        """Values that somebody has to choose."""

    @property
    def quarantined(self) -> int:
        """Versions that head office refused for good."""

    @property
    def alarms(self) -> int:
        """Alarms that nobody has closed."""


# What the store is given


@dataclass(frozen=True, slots=True)
class Settled:
    """The outcomes of the versions of one frozen batch, by version id."""

    key: int
    results: Mapping[bytes, Result]


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the first message of an answer brings; committed in one transaction.

    ``token`` replaces the last one. ``server_ms`` 0: not told. ``keys``: epoch keys unwrapped from the
    answer, to be added or to replace. ``confirmed``: spaces whose log ends, as of ``server_ms``, where we
    are. ``proof``: this exchange as signed by head office, kept as evidence in place of the last;
    empty: keep the last.
    """

    token: bytes
    server_ms: int = 0
    settled: tuple[Settled, ...] = ()
    keys: Mapping[Epoch, bytes] = field(default_factory=dict)
    confirmed: frozenset[bytes] = frozenset()
    proof: bytes = b""


@dataclass(frozen=True, slots=True)
class Mine:
    """An entry of the log that is this laptop's own and was already known to be there."""

    seq: int
    chain: bytes
    id: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A version from the log. ``batch`` is the proof it came with: all ids and the signature.

    ``payload`` is None exactly when ``problem`` says why the version is kept but not merged: ``no_key``,
    ``unopenable``, ``bad_signature``, ``unknown_device``, ``not_a_writer``. It may be this laptop's own.
    """

    seq: int
    chain: bytes
    id: bytes
    version: Version
    batch: Batch
    payload: bytes | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A control entry from the log. Only when ``problem`` is empty does it count in the directory."""

    seq: int
    chain: bytes
    id: bytes
    entry: Control
    problem: str = ""


Entry = Mine | Opened | Ruled


@dataclass(frozen=True, slots=True)
class AppliedFrame:
    """Consecutive entries of one log, from ``after + 1`` to ``until.seq``.

    ``heads``: the digest of the log's heads at ``until``. ``risen``: versions of this frame that are
    heads of the log there; ``fallen``: heads of the log before it that no longer are. ``as_of_ms``: the
    server's clock if its log ended at ``until``, else 0.
    """

    space: bytes
    after: int
    until: Position
    entries: tuple[Entry, ...]
    heads: bytes
    risen: frozenset[bytes]
    fallen: frozenset[bytes]
    as_of_ms: int = 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person must hear of. ``code`` is stable; ``evidence`` is kept as it is.

    Codes: server_back, forked, heads_differ, device_forked, bad_control, bad_key, and the problems of
    ``Opened`` but no_key.
    The store keeps one open alarm for each code and space.
    """

    code: str
    space: bytes = b""
    evidence: bytes = b""


class SyncStore(Protocol):
    """What a sync needs of the vault. Each method is one transaction of its own, read or write."""

    def account(self) -> Account | None:
        """Return who this laptop is at head office, or None when it is not enrolled."""

    def cursors(self) -> Sequence[Place]:
        """Return how far this laptop has each log it knows of, the directory's first."""

    def keys(self) -> Mapping[Epoch, bytes]:
        """Return every epoch key held (32 bytes each), verified against its EPOCH entry or not."""

    def dirty(self, spaces: Collection[bytes], *, max_versions: int, max_bytes: int) -> Sequence[Dirty]:
        """Return changed records of ``spaces`` that have no unsettled version, urgent ones first.

        At most ``max_versions``, and payloads of at most ``max_bytes`` unless the first alone is larger.
        Reserves nothing.
        """

    def next_dev_seq(self, space: bytes, count: int) -> int:
        """Reserve ``count`` numbers of this device in ``space`` for good, and return the first (from 1)."""

    def freeze(self, batch: Batch, dirty: Sequence[Dirty]) -> int:
        """Put a sealed batch into the outbox, its versions becoming local heads; return its key there.

        ``dirty`` stands in the order of the batch's members. A record is clean if its vector is still
        the one that was sealed; else it stays dirty on top.
        """

    def frozen(self, *, without: Collection[int], max_bytes: int) -> Sequence[FrozenBatch]:
        """Return batches of the outbox but ``without`` those, urgent ones first, then by age.

        Boxes of at most ``max_bytes`` together, unless the first alone is larger.
        """

    def held(self, space: bytes, versions: Collection[bytes]) -> Sequence[Batch]:
        """Return the batches that carry the sealed bytes of ``versions``, other members as bare ids.

        Versions whose bytes are not held are left out.
        """

    def number_of(self, space: bytes, version: bytes) -> int | None:
        """Return a version's number in the log as far as this laptop has been told it."""

    def parent_at(self, space: bytes, seq: int) -> Parent | None:
        """Return the version with number ``seq``, or None when it is unknown or no version."""

    def chain_at(self, space: bytes, seq: int) -> bytes | None:
        """Return the chain after entry ``seq`` (``Entry.chain``), or None when it is not kept."""

    def own_at(self, space: bytes, after: int, count: int) -> Sequence[OwnEntry] | None:
        """Return this laptop's versions ``after + 1`` … ``after + count``; None if any is unknown."""

    def heads_among(self, space: bytes, versions: Collection[bytes]) -> frozenset[bytes]:
        """Return which of ``versions`` are heads of the log at the cursor (``AppliedFrame.risen``)."""

    def answered(self, told: Told) -> None:
        """Commit what an answer's first message says, all of it or nothing.

        stored, known, branch: the version gets its number and leaves the outbox. refused: it goes to
        quarantine with the reason. rekey: the sealed version is dropped, its record is dirty again with
        the parents and the base it had before. need, later: nothing changes. New keys open what was
        kept as ``no_key``.
        """

    def apply(self, frame: AppliedFrame) -> Changes:
        """Commit entries, heads and cursor in ONE transaction, and merge what was opened.

        The first frame of an unknown space makes its place. A version of this laptop that is still in
        the outbox leaves it. A version that is already there keeps its number. An entry with a problem,
        a payload that does not decode, a delta whose base cannot be read: stored, never merged, and
        never blocking the cursor.
        """

    def session(self, name: str, since_ms: int) -> None:
        """Note the state of the session; ``since_ms`` (this laptop's clock) counts only if it changed."""

    def alarm(self, alarm: Alarm) -> None:
        """Raise an alarm, unless the same one is open."""

    def last_proof(self) -> bytes:
        """Return ``Told.proof`` as last kept, empty if never."""

    def counts(self) -> Counts:
        """Return what stands open."""


# What a sync tells


@dataclass(frozen=True, slots=True)
class Changed:
    """What a sync changed: ids of records and spaces, names of record types."""

    records: frozenset[bytes] = frozenset()
    types: frozenset[str] = frozenset()
    spaces: frozenset[bytes] = frozenset()

    def __or__(self, other: "Changed") -> "Changed":
        """Return what either changed."""
        return Changed(self.records | other.records, self.types | other.types, self.spaces | other.spaces)


# The line


@dataclass(frozen=True, slots=True)
class Traffic:
    """Bytes that passed: of HTTP with its headers above TLS, and on the wire through the socket."""

    requests: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    wire_up: int = 0
    wire_down: int = 0


class Transport(Protocol):
    """The line to head office: asks one question and gives the answer's messages as they come in."""

    def ask(self, request: Request, *, patience_s: float, pulse: Callable[[], None]) -> Iterator[Message]:
        """Yield the verified messages of the answer to ``request``.

        ``patience_s``: how long the server may keep silent. ``pulse`` is called now and then while
        nothing comes, and stops the wait by raising. Raises NoConnection (also when the answer breaks
        off), NotHeadOffice, ProxyRefuses.
        """

    def proof(self) -> bytes:
        """Return the last question and the first message of its answer, as they were signed."""

    def traffic(self) -> Traffic:
        """Return what passed since the line was made."""

    def close(self) -> None:
        """Hang up."""
