"""What the services answer: plain frozen values, read after the transaction has ended.

What the vault already gives in the shape that a person needs keeps it, under the desk's name.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes
from asi_desktop.storage.results import Draft, Filter, Hit, ListPage, ListQuery, Row, SearchPage, UndoStep
from asi_desktop.storage.results import JournalLine as JournalView
from asi_desktop.storage.results import OutboxEntry as Waiting
from asi_desktop.storage.results import QuarantineEntry as Quarantined
from asi_desktop.storage.results import Reference as BackLink
from asi_desktop.storage.results import SpaceInfo as SpaceView
from asi_desktop.storage.results import Verification as Verified
from asi_desktop.sync.engine import Report

__all__ = [
    "Added",
    "AlarmView",
    "BackLink",
    "ConflictValue",
    "ConflictView",
    "ContestedStep",
    "DeskStatus",
    "Draft",
    "Enrolled",
    "Filter",
    "HistoryView",
    "Hit",
    "Imported",
    "JournalView",
    "LineOutcome",
    "Link",
    "ListPage",
    "ListQuery",
    "Me",
    "Quarantined",
    "RecordView",
    "Report",
    "Row",
    "SearchPage",
    "SpaceView",
    "Step",
    "UndoStep",
    "Undone",
    "Verified",
    "Waiting",
]


@dataclass(frozen=True, slots=True)
class Added:
    """A new record: its id (16 bytes), its reference, and what changed."""

    id: bytes
    ref: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class ConflictValue:
    """One of the values that nobody has chosen between yet.

    ``n`` counts from 1 and is the same on every laptop. ``author`` is a person's name, or "" when the
    directory does not know the device; ``at_ms`` the author's clock; ``seq`` the number at head office
    of the version that brought it, None while it has none.
    """

    n: int
    value: Value
    author: str
    device: bytes
    at_ms: int
    seq: int | None


@dataclass(frozen=True, slots=True)
class ContestedStep:
    """A workflow step that another step, made without knowledge of it, outranked."""

    state: str
    author: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Step:
    """A workflow step that this officer may make now."""

    state: str
    label: Text
    reason_required: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A typed link to another record. ``element`` is its id in the list ``links`` (hex).

    ``title``, ``type`` and ``ref`` are empty while the target has not been received.
    """

    element: str
    target: bytes
    role: str
    type: str
    ref: str
    title: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as an officer sees it.

    ``fields``: by name; lists are ``{element id: {field: value}}`` in their order, sets sorted lists; a
    field in conflict holds value n = 1. ``conflicts``: by path. ``displayed``: for each path, the dots
    that this view shows; give it back to ``Records.set`` from a form that was open a while.
    ``sync_state``: local, queued, at_head_office or quarantined. ``why_read_only`` is None when the
    officer may write. ``created_ms`` and ``updated_ms`` are this laptop's clock.
    """

    id: bytes
    ref: str
    type: str
    space: bytes
    status: str
    deleted: bool
    deleted_while_edited: bool
    fields: Mapping[str, Value]
    conflicts: Mapping[str, tuple[ConflictValue, ...]]
    contested: tuple[ContestedStep, ...]
    links: tuple[Link, ...]
    sync_state: str
    allowed: tuple[Step, ...]
    read_only: bool
    why_read_only: Text | None
    displayed: Mapping[str, frozenset[Dot]]
    created_ms: int
    updated_ms: int
    title: str = ""
    attachments: tuple[Mapping[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One save, as the history page shows it. ``changes``: path to the value written.

    ``mine``: saved by this laptop; ``undoable``: it is what ``Records.undo`` takes back next.
    ``seq``: its number at head office, None while it has none.
    """

    at_ms: int
    author: str
    device: bytes
    dot: Dot
    changes: Mapping[str, Value]
    seq: int | None
    mine: bool
    undoable: bool


@dataclass(frozen=True, slots=True)
class Undone:
    """A save that was taken back: of which record, under which dot, and what taking it back changed."""

    record: bytes
    dot: Dot
    changes: Changes


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A value to choose in one field of one record, with what the list shows of the record."""

    record: bytes
    ref: str
    type: str
    title: str
    path: str
    values: tuple[ConflictValue, ...]


@dataclass(frozen=True, slots=True)
class DeskStatus:
    """What the status line says, and never wrongly.

    ``session``: local, online, offline, clock_suspect, intercepted, update_required, server_back, forked
    or removed. ``since_ms``: since when, this laptop's clock, None if never connected. ``as_of_ms``: the
    oldest word of head office among the spaces, None if it never spoke. ``line_used_up``: what keeps the line
    for what is urgent, session, day or metered; "" while there is room.
    """

    session: str
    since_ms: int | None
    pending: int
    urgent_pending: int
    conflicts: int
    quarantined: int
    alarms: int
    spaces: tuple[SpaceView, ...]
    as_of_ms: int | None
    line_used_up: str = ""


@dataclass(frozen=True, slots=True)
class Me:
    """Who works here: empty texts and ``enrolled`` False on a laptop that works alone."""

    enrolled: bool
    device: bytes
    login: str
    name: str
    role: str
    post: str
    letter: str
    office: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A laptop that joined head office: its id, the person's login, the post's code, the spaces' names."""

    device: bytes
    user: str
    post: str
    spaces: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class AlarmView:
    """Something that must be told to the system officer. ``code``: server_back, forked, bad_signature …"""

    code: str
    at_ms: int
    detail: Text


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What an import did, or would do, with one line: created, updated, unchanged or refused."""

    line: int
    outcome: str
    id: bytes | None
    code: str = ""
    message: Text | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import, line by line, and what changed (nothing on a dry run)."""

    lines: tuple[LineOutcome, ...]
    changes: Changes
