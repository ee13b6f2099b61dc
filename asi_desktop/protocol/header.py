"""What is hashed and signed of a version: its one canonical spelling."""

import hashlib

import msgspec

from asi_desktop.protocol.chain import ORIGIN, Position
from asi_desktop.protocol.packing import Bytes16, Bytes32, Natural, packed, unpacked

SUITE = 1
"""ChaCha20-Poly1305, HKDF-SHA-256, Ed25519, SHA-256, zstd with dictionary 1."""


class Header(msgspec.Struct, array_like=True, frozen=True):
    """A version's header; ``id`` is the SHA-256 of its bytes.

    ``parents`` are version ids in ascending order. ``dev_seq`` rises per device and space, gaps
    allowed. ``seen`` and ``ctrl_seen`` say how much of the log the author had (position, and number of
    the last control entry). ``refs`` are ids of attachment chunks. ``full`` tells a whole state from a
    delta. ``ct_hash`` is the SHA-256 of the sealed payload.
    """

    suite: Natural
    space: Bytes16
    record: Bytes16
    parents: tuple[Bytes32, ...]
    device: Bytes16
    dev_seq: Natural
    epoch: Natural
    seen: Position
    ctrl_seen: Natural
    refs: tuple[Bytes32, ...]
    full: bool
    urgent: bool
    min_writer: Natural
    bundle: bytes
    salt: Bytes16
    ct_hash: Bytes32

    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        return packed(self)

    def id(self) -> bytes:
        """Return the version's id, 32 bytes."""
        return hashlib.sha256(packed(self)).digest()

    def associated(self) -> bytes:
        """Return what the sealed payload is bound to: the header without the hash of the payload."""
        return packed(msgspec.structs.replace(self, ct_hash=b""))

    def completed(self, box: bytes) -> "Header":
        """Return the header of the version whose sealed payload is ``box``."""
        return msgspec.structs.replace(self, ct_hash=hashlib.sha256(box).digest())


def decoded(data: bytes) -> Header:
    """Return the header written in ``data``; raises Undecodable."""
    return unpacked(data, Header)


__all__ = ["ORIGIN", "SUITE", "Header", "Position", "decoded"]
