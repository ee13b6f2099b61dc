"""The hash chain of a space's log and the digest of its heads."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from asi_desktop.protocol.packing import Bytes8, Bytes32, Natural

GENESIS = bytes(32)
EMPTY_HEADS = bytes(32)


class Position(NamedTuple):
    """A place in a log: the life of the server (8 bytes), the entry's number, the chain there (32 bytes)."""

    incarnation: Bytes8
    seq: Natural
    chain: Bytes32


ORIGIN = Position(bytes(8), 0, GENESIS)


def linked(before: Position, entry: bytes) -> Position:
    """Return the position after ``entry`` (its id, 32 bytes) was appended at ``before``.

    c_n = SHA-256(incarnation ‖ n ‖ c_{n-1} ‖ entry id), n as eight bytes, big-endian.
    """
    seq = before.seq + 1
    joined = before.incarnation + seq.to_bytes(8, "big") + before.chain + entry
    return Position(before.incarnation, seq, hashlib.sha256(joined).digest())


def toggled(heads: bytes, versions: Iterable[bytes]) -> bytes:
    """Return the digest of heads after each of ``versions`` (ids) became one or ceased to be one.

    The exclusive or of the hashed ids: order does not matter, and both sides keep it up at no cost.
    It finds faults made in good faith; the chain is what a liar cannot bend.
    """
    digest = int.from_bytes(heads, "big")
    for version in versions:
        digest ^= int.from_bytes(hashlib.sha256(b"head" + version).digest(), "big")
    return digest.to_bytes(32, "big")


def state_hash(positions: Iterable[tuple[bytes, Position]]) -> bytes:
    """Return one hash over (space, position) of all spaces, in the order of the spaces' ids."""
    digest = hashlib.sha256()
    for space, position in sorted(positions):
        digest.update(space + position.incarnation + position.seq.to_bytes(8, "big") + position.chain)
    return digest.digest()
