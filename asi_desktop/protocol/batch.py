"""Versions sealed together under one signature, and their spelling on the wire.

A batch is what a laptop pushes and what head office hands on. What is common to its versions stands
once; what the receiver can derive (ids, hashes, ``dev_seq``, the record of an edit) is left out; a
parent that the receiver has in its log is named by its number there.
"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec

from asi_desktop.domain.ids import RECORD_ID_BYTES
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.header import Header
from asi_desktop.protocol.packing import (
    MAX_NATURAL,
    Bytes16,
    Bytes32,
    Bytes64,
    Natural,
    Undecodable,
    packed,
    unpacked,
)

MAX_BATCH_BYTES = 256 * 1024
MAX_BATCH_VERSIONS = 4096
MAX_VERSION_BYTES = 1024 * 1024

ID_BYTES = 32

_ODD, _URGENT = 1, 2


class Version(msgspec.Struct, frozen=True):
    """A header with its sealed payload."""

    header: Header
    box: bytes


class Batch(msgspec.Struct, frozen=True):
    """Versions that one device sealed together, in one space.

    ``members`` holds, in the order of sealing, a Version, or the bare id (32 bytes) of one that does
    not travel here. ``signature`` is the device's Ed25519 signature over ``signed_part``.
    """

    space: bytes
    device: bytes
    members: tuple[Version | bytes, ...]
    signature: bytes

    def ids(self) -> tuple[bytes, ...]:
        """Return the ids of all members in the order of sealing."""
        return tuple(m if isinstance(m, bytes) else m.header.id() for m in self.members)

    def versions(self) -> tuple[Version, ...]:
        """Return the members that travel here."""
        return tuple(m for m in self.members if isinstance(m, Version))


def signed_part(ids: Sequence[bytes]) -> bytes:
    """Return what a device signs for the versions with ``ids``."""
    return b"asi-batch-1" + hashlib.sha256(b"".join(ids)).digest()


class _Origin(msgspec.Struct, array_like=True, frozen=True):
    """Where a version comes from, when a number or a record's id does not say it all.

    ``parents``: numbers in the log, or ids. ``record``: empty where a parent tells it. ``flags``: urgent, and
    whether it is full against expectation or not, a delta having one parent. What stands at its default at
    the end of the array is left out.
    """

    parents: tuple[Natural | Bytes32, ...] = ()
    record: Annotated[bytes, msgspec.Meta(max_length=RECORD_ID_BYTES)] = b""
    flags: Annotated[int, msgspec.Meta(ge=0, le=_ODD | _URGENT)] = 0
    skip: Natural = 0
    refs: tuple[Bytes32, ...] = ()
    min_writer: Natural = 0
    bundle: bytes = b""


_Box = Annotated[bytes, msgspec.Meta(max_length=MAX_VERSION_BYTES)]
_Many = msgspec.Meta(min_length=1, max_length=MAX_BATCH_VERSIONS)


class _Wire(msgspec.Struct, array_like=True, frozen=True):
    """A batch on the wire; the space is told by what surrounds it.

    ``origins`` goes with ``boxes``: the number of the parent of a plain edit, the record of a plain new one,
    an ``_Origin`` for whatever is less plain, and None where the box is but the id of a version left out.
    """

    suite: Natural
    device: Bytes16
    dev_seq: Natural
    epoch: Natural
    seen: Position
    ctrl_seen: Natural
    salt: Bytes16
    signature: Bytes64
    boxes: Annotated[list[_Box], _Many]
    origins: Annotated[list[Natural | Bytes16 | _Origin | None], _Many]


_DEFAULTS = msgspec.structs.astuple(_Origin())


class Parent(msgspec.Struct, frozen=True):
    """A version that the receiver knows by its number: its id and its record's id."""

    id: bytes
    record: bytes


def encode(batch: Batch, number_of: Callable[[bytes], int | None]) -> bytes:
    """Return ``batch`` for the wire; ``number_of`` gives a version's number in the receiver's log.

    Raises ValueError when none of its versions travels.
    """
    versions = batch.versions()
    if not versions:
        raise ValueError("a batch on the wire holds at least one version")
    first = versions[0].header
    expected = first.dev_seq
    boxes: list[bytes] = []
    origins: list[object] = []
    for member in batch.members:
        if isinstance(member, bytes):
            boxes.append(member)
            origins.append(None)
        else:
            boxes.append(member.box)
            origins.append(_shortest(_origin(member.header, expected, number_of)))
            expected = member.header.dev_seq + 1
    return packed(
        (
            first.suite,
            batch.device,
            first.dev_seq,
            first.epoch,
            first.seen,
            first.ctrl_seen,
            first.salt,
            batch.signature,
            boxes,
            origins,
        )
    )


def decode(data: bytes, space: bytes, parent_at: Callable[[int], Parent | None]) -> Batch:
    """Return the batch of ``space`` written in ``data``; raises Undecodable.

    ``parent_at`` looks a number up in the receiver's own log.
    """
    wire = unpacked(data, _Wire)
    if len(wire.boxes) != len(wire.origins):
        raise Undecodable(kind="origins")
    expected = wire.dev_seq
    members: list[Version | bytes] = []
    for box, told in zip(wire.boxes, wire.origins, strict=True):
        if told is None:
            members.append(_id(box))
            continue
        origin = _whole(told)
        dev_seq = expected + origin.skip
        expected = dev_seq + 1
        record, parents = _resolved(origin, parent_at)
        header = Header(
            suite=wire.suite,
            space=space,
            record=record,
            parents=parents,
            device=wire.device,
            dev_seq=dev_seq,
            epoch=wire.epoch,
            seen=wire.seen,
            ctrl_seen=wire.ctrl_seen,
            refs=origin.refs,
            full=bool(origin.flags & _ODD) == _is_delta(origin.parents),
            urgent=bool(origin.flags & _URGENT),
            min_writer=origin.min_writer,
            bundle=origin.bundle,
            salt=wire.salt,
            ct_hash=b"",
        )
        members.append(Version(header.completed(box), box))
    if expected > MAX_NATURAL:
        raise Undecodable(kind="dev_seq")
    return Batch(space, wire.device, tuple(members), wire.signature)


def _origin(header: Header, expected: int, number_of: Callable[[bytes], int | None]) -> _Origin:
    parents = tuple(_parent(parent, number_of) for parent in header.parents)
    derivable = any(isinstance(parent, int) for parent in parents)
    return _Origin(
        parents=parents,
        record=b"" if derivable else header.record,
        flags=_ODD * (header.full == _is_delta(parents)) | _URGENT * header.urgent,
        skip=header.dev_seq - expected,
        refs=header.refs,
        min_writer=header.min_writer,
        bundle=header.bundle,
    )


def _shortest(origin: _Origin) -> object:
    """Return what stands on the wire for ``origin``; ``_whole`` reads it back."""
    values = list(msgspec.structs.astuple(origin))
    while values and values[-1] == _DEFAULTS[len(values) - 1]:
        values.pop()
    if len(values) == 1 and len(origin.parents) == 1 and isinstance(origin.parents[0], int):
        return origin.parents[0]
    if len(values) == len(("parents", "record")) and not origin.parents:
        return origin.record
    return values


def _whole(told: int | bytes | _Origin) -> _Origin:
    if isinstance(told, int):
        return _Origin(parents=(told,))
    if isinstance(told, bytes):
        return _Origin(record=told)
    return told


def _id(box: bytes) -> bytes:
    if len(box) != ID_BYTES:
        raise Undecodable(kind="id")
    return box


def _is_delta(parents: Sequence[object]) -> bool:
    """Tell what is expected of a version with these parents: a delta stands against exactly one."""
    return len(parents) == 1


def _parent(parent: bytes, number_of: Callable[[bytes], int | None]) -> int | bytes:
    number = number_of(parent)
    return parent if number is None else number


def _resolved(origin: _Origin, parent_at: Callable[[int], Parent | None]) -> tuple[bytes, tuple[bytes, ...]]:
    record = origin.record
    ids: list[bytes] = []
    for parent in origin.parents:
        if isinstance(parent, bytes):
            ids.append(parent)
            continue
        known = parent_at(parent)
        if known is None:
            raise Undecodable(kind="parent")
        record = record or known.record
        ids.append(known.id)
    if len(record) != RECORD_ID_BYTES or len(set(ids)) != len(ids):
        raise Undecodable(kind="record")
    return record, tuple(sorted(ids))
