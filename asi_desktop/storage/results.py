"""The plain values that the vault gives back: frozen, and good after the transaction has ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.dotted import Dot, State, Value

SyncState = Literal["local", "queued", "at_head_office", "quarantined"]


@dataclass(frozen=True, slots=True)
class Created:
    """A vault that was just made: its id (16 bytes), and the recovery code to show once, if asked for."""

    vault: bytes
    recovery_code: str | None


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """What can be told while locked. ``slots``: kinds of key slot; ``schema``: version of the database."""

    exists: bool
    locked: bool
    schema: str
    slots: tuple[str, ...]
    last_backup_ms: int | None
    failures: int


@dataclass(frozen=True, slots=True)
class Verification:
    """Counts by what was checked, and problems in words that name no content; sound when there are none."""

    checked: Mapping[str, int]
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found amiss."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record and where it stands on its way to head office. Times are this laptop's clock."""

    id: bytes
    space: bytes
    type: str
    state: State
    sync_state: SyncState
    created_ms: int
    updated_ms: int


@dataclass(frozen=True, slots=True)
class Filter:
    """What one field of a list must be: any of ``values``, or between ``since`` and ``until``, both included.

    An empty value stands for nothing filled in; a set matches when it contains one of the values. Bounds are
    ISO days, months or moments in UTC (a day includes all its moments), or numbers; an empty one is none.
    In ``ref`` a ``*`` stands for anything.
    """

    field: str
    values: tuple[str, ...] = ()
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """One page of the records of a type.

    ``where``: (field, value) pairs, and ``filters``: all of them must hold, and every word of ``words`` be
    found. ``sort``: a listed field, ``ref``, ``title``, ``status``, ``created`` or ``updated``, descending
    with ``-`` in front; None: newest change first, or with words what fits best. ``deleted``: the bin instead
    of the living.
    """

    type: str
    where: tuple[tuple[str, str], ...] = ()
    sort: str | None = None
    limit: int = 200
    offset: int = 0
    spaces: tuple[bytes, ...] = ()
    deleted: bool = False
    filters: tuple[Filter, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list. ``values``: the fields of the list that are filled, by name, in their JSON form.

    ``titles``: of the records that those fields name, by id (hex); one that has not come yet is missing.
    """

    id: bytes
    ref: str
    type: str
    status: str
    space: bytes
    title: str
    sync_state: SyncState
    updated_ms: int
    values: Mapping[str, Value]
    titles: Mapping[str, str] = field(default_factory=dict)
    created_ms: int = 0


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page, and how many lines there are on all pages."""

    total: int
    items: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A record that names another. ``path``: the field that does, or ``links/ELEMENT/target``; ``role``: what
    a link says of the other, empty for a field.
    """

    id: bytes
    type: str
    ref: str
    title: str
    path: str
    role: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that a search found. ``score``: higher is better, comparable within one search."""

    id: bytes
    type: str
    title: str
    snippet: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What a search found, best first, and how many there are."""

    total: int
    items: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One save. ``seq``: the number at head office of the version that holds it, None while it has none."""

    at_ms: int
    device: bytes
    dot: Dot
    changes: Mapping[str, Value]
    seq: int | None
    version: bytes | None


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A change that head office does not have. ``state``: dirty (not sealed yet) or sealed."""

    record: bytes
    type: str
    ref: str
    title: str
    state: Literal["dirty", "sealed"]
    urgent: bool


@dataclass(frozen=True, slots=True)
class QuarantineEntry:
    """A version that head office refused for good; ``reason`` is its stable code."""

    version: bytes
    record: bytes
    type: str
    ref: str
    title: str
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class AlarmEntry:
    """Something that a person must hear of and that nobody has closed.

    ``key`` names it to ``close_alarm``.
    """

    key: int
    code: str
    space: bytes
    at_ms: int
    evidence: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """What stands open."""

    pending: int
    urgent_pending: int
    conflicts: int
    quarantined: int
    alarms: int


@dataclass(frozen=True, slots=True)
class SpaceInfo:
    """A space on this laptop. ``cursor``: its last entry here. ``as_of_ms``: head office's clock when it last
    confirmed the space, None if never. ``purpose``: home, network, me or restricted.
    """

    space: bytes
    name: str
    purpose: str
    owner: str
    cursor: int
    as_of_ms: int | None
    read_only: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who works here, and how head office is known.

    ``keys``: the laptop's own. ``office``: its id; ``url``: where its server is called; ``root`` and
    ``relay``: its pinned Ed25519 keys; ``authority``: its certificate authority (DER). ``letter`` ends
    references. Name, role and post are those of the directory as soon as it has been received.
    """

    keys: DeviceKeys
    office: bytes
    office_name: str
    url: str
    root: bytes
    relay: bytes
    authority: bytes
    person: bytes
    login: str
    name: str
    role: str
    post: str
    letter: str

    @property
    def device(self) -> bytes:
        """The laptop's id, 16 bytes."""
        return self.keys.device


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that was typed and not saved yet. ``record``: None for a record that does not exist yet."""

    record: bytes | None
    form: str
    values: Mapping[str, Value]
    at_ms: int


@dataclass(frozen=True, slots=True)
class UndoStep:
    """A save of this laptop that can be undone: what each path held before it, None for nothing."""

    key: int
    record: bytes
    dot: Dot
    before: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal."""

    number: int
    at_ms: int
    device: bytes
    event: str
    record: bytes | None
    detail: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What an applied frame changed: records whose state moved, and their types."""

    records: frozenset[bytes] = field(default=frozenset())
    types: frozenset[str] = field(default=frozenset())
