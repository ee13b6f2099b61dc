"""Questions a laptop asks and the answers it gets: one HTTP exchange carries as many as fit.

A request is one message and the device's signature. An answer is a stream of messages, each signed by
the relay over the request's digest, so that a page of a hotel portal, a cached reply or a truncated
body is recognised as what it is.
"""

from enum import IntEnum
from typing import Annotated

import msgspec

from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.control import Control, Wrap
from asi_desktop.protocol.packing import Bytes8, Bytes16, Bytes32, Millis, Natural

MAX_REQUEST_BYTES = 2 * 1024 * 1024
MAX_PUSH_BYTES = 1024 * 1024
MAX_FRAME_BYTES = 256 * 1024
MAX_MESSAGE_BYTES = 2 * 1024 * 1024
MAX_WAIT_S = 55
MAX_MINE = 2**20
CURSORS_ALWAYS_SENT = 8
PATH = "/asi/1"
CONTENT_TYPE = "application/vnd.asi"


class Cursor(msgspec.Struct, array_like=True, frozen=True):
    """How far a laptop has a space's log."""

    space: Bytes16
    incarnation: Bytes8
    after: Natural


class Push(msgspec.Struct, array_like=True, frozen=True):
    """One batch (``batch.encode``) for one space."""

    space: Bytes16
    batch: bytes


class Exchange(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="x"):
    """HELLO, PUSH and PULL in one.

    ``token`` is the nonce of the last signed answer. ``state`` is one hash over all positions. With
    ``cursors`` the answer brings frames after each of them, ``max_bytes`` at the most, the space asked
    for first going first. ``whole`` asks for the laptop's own versions too, which are else only counted.
    """

    version: Natural
    device: Bytes16
    token: bytes
    state: Bytes32
    cursors: tuple[Cursor, ...] = ()
    pushes: tuple[Push, ...] = ()
    max_bytes: Natural = 0
    whole: bool = False


class Wait(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="w"):
    """Answer when any of the device's spaces moves away from ``state``, or after ``seconds`` (<= 55)."""

    version: Natural
    device: Bytes16
    token: bytes
    state: Bytes32
    seconds: Natural


class Enrol(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="e"):
    """A new laptop: its DEVICE entry and a MEMBER+ entry for each space of its grant."""

    version: Natural
    entry: Control
    members: tuple[Control, ...]


Request = Exchange | Wait | Enrol


class Outcome(IntEnum):
    """What became of one pushed version."""

    STORED = 0
    KNOWN = 1
    BRANCH = 2
    NEED = 3
    REKEY = 4
    LATER = 5
    REFUSED = 6


class Result(msgspec.Struct, array_like=True, frozen=True):
    """The outcome of one version. ``seq`` where stored; ``needed`` ids of versions that are missing.

    ``reason`` is a stable code when refused; ``forked``: another version has the same ``dev_seq``.
    """

    outcome: Outcome
    seq: Natural = 0
    needed: tuple[Bytes32, ...] = ()
    reason: str = ""
    forked: bool = False


class Pushed(msgspec.Struct, array_like=True, frozen=True):
    """The outcome of one batch of the request, in order.

    Without ``results`` all of it was stored, at ``first``, ``first + 1`` …
    """

    first: Natural = 0
    results: tuple[Result, ...] = ()


class Head(msgspec.Struct, array_like=True, frozen=True):
    """Where a space's log ends. ``heads`` is ``chain.toggled`` over its heads; ``durable`` the last
    number that a verified backup covers, ``stable`` the lowest active cursor.
    """

    space: Bytes16
    position: Position
    heads: Bytes32
    durable: Natural = 0
    stable: Natural = 0


class Answer(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="a"):
    """First message of an answer. ``last``: nothing follows. ``heads``: only of spaces that differ.

    ``equal``: the laptop's ``state`` was the server's (after its pushes). ``server_ms``: the server's
    clock, the only one that certificates' dates are judged by.
    """

    last: bool
    server_ms: Millis
    token: bytes
    equal: bool
    heads: tuple[Head, ...] = ()
    pushed: tuple[Pushed, ...] = ()
    wraps: tuple[Wrap, ...] = ()


class Mine(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="m"):
    """The next ``count`` entries are the asking laptop's own, whose numbers it was told."""

    count: Annotated[int, msgspec.Meta(ge=1, le=MAX_MINE)]


class Versions(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="v"):
    """The next entries are the versions that travel in this batch."""

    batch: bytes


class Controls(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="c"):
    """The next entry is this control entry."""

    entry: Control


Item = Mine | Versions | Controls


class Frame(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="f"):
    """Consecutive entries of one log, from ``after + 1`` to ``until.seq``; committed with the cursor."""

    last: bool
    space: Bytes16
    after: Natural
    until: Position
    items: tuple[Item, ...]


class Fault(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="!"):
    """The request as a whole was not carried out. ``code``: stale (with a fresh ``token``), removed,
    unknown_device, update_required, too_large, later, invitation_used, invitation_expired, refused.
    """

    last: bool
    code: str
    token: bytes = b""
    after_s: Natural = 0


class Enrolled(msgspec.Struct, array_like=True, frozen=True, tag_field="k", tag="n"):
    """The laptop is in: its first token and the keys of its spaces, sealed to the invitation's key."""

    last: bool
    server_ms: Millis
    token: bytes
    directory: Bytes16
    wraps: tuple[Wrap, ...]


Message = Answer | Frame | Fault | Enrolled
