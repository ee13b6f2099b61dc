"""A file as sealed chunks of a mebibyte, which betray neither its content nor its exact size.

Each file has a random key of its own, so a chunk's number is a nonce that never comes back. What is sealed
with a chunk (the file's id, the chunk's number, how many there are, whether it is the last) keeps chunks from
being exchanged, reordered, left out or cut short. The last one is padded as Padmé does, by an eighth at most.
"""

import hashlib
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from asi_desktop.crypto.wrapping import Unopenable
from asi_desktop.domain.ids import RECORD_ID_BYTES, new_id

CHUNK_BYTES = 1024 * 1024
KEY_BYTES = 32
ADDRESS_BYTES = 32
TAG_BYTES = 16
SMALLEST = 256
"""Bytes that even an empty file takes."""

_CONTEXT = b"asi-chunk-1"
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class FileSeal:
    """What seals and opens one file: its random id and key, and its ``size`` in bytes."""

    file: bytes
    key: bytes = field(repr=False)
    size: int

    def __post_init__(self) -> None:
        """Raise ValueError for a seal that no file ever had."""
        if len(self.file) != RECORD_ID_BYTES or len(self.key) != KEY_BYTES or self.size < 0:
            raise ValueError("a file has an id, a key and a size")

    @property
    def total(self) -> int:
        """How many chunks there are: one at least."""
        return max(1, -(-self.size // CHUNK_BYTES))

    def length(self, index: int) -> int:
        """Return how many bytes of the file chunk ``index`` holds."""
        return min(CHUNK_BYTES, self.size - index * CHUNK_BYTES)

    def sealed(self, index: int, piece: bytes) -> bytes:
        """Return chunk ``index`` sealed; ValueError when ``piece`` is not of its length."""
        if not 0 <= index < self.total or len(piece) != self.length(index):
            raise ValueError("a chunk holds its part of the file, no more and no less")
        padded = piece.ljust(padme(len(piece)), b"\0")
        return ChaCha20Poly1305(self.key).encrypt(_nonce(index), padded, self._bound_to(index))

    def opened(self, index: int, box: bytes) -> bytes:
        """Return what chunk ``index`` holds; raises Unopenable for anything but that chunk of this file."""
        if not 0 <= index < self.total or len(box) != padme(self.length(index)) + TAG_BYTES:
            raise Unopenable
        try:
            padded = ChaCha20Poly1305(self.key).decrypt(_nonce(index), box, self._bound_to(index))
        except InvalidTag as error:
            raise Unopenable from error
        return padded[: self.length(index)]

    def _bound_to(self, index: int) -> bytes:
        last = index == self.total - 1
        return b"".join(
            (_CONTEXT, self.file, index.to_bytes(4, "big"), self.total.to_bytes(4, "big"), bytes([last]))
        )


def new_seal(size: int) -> FileSeal:
    """Return a seal, with an id and a key of its own, for a file of ``size`` bytes."""
    return FileSeal(new_id(), secrets.token_bytes(KEY_BYTES), size)


def address(box: bytes) -> bytes:
    """Return where a sealed chunk is kept and asked for: the SHA-256 of its bytes."""
    return hashlib.sha256(box).digest()


def padme(length: int) -> int:
    """Return ``length`` rounded up so that little is told of it, to a whole chunk at the most."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    mask = (1 << (exponent - exponent.bit_length())) - 1
    return min(CHUNK_BYTES, (length + mask) & ~mask)


def _nonce(index: int) -> bytes:
    return index.to_bytes(_NONCE_BYTES, "big")
