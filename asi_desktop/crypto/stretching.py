"""What people type turned into keys: Argon2id (RFC 9106), at a cost that nobody can lower unseen."""

import unicodedata
from typing import NamedTuple

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

KEY_BYTES = 32
SALT_BYTES = 16


class Cost(NamedTuple):
    """The work of one guess: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int

    def reaches(self, floor: "Cost") -> bool:
        """Tell whether no part of this cost is below ``floor``."""
        return all(own >= least for own, least in zip(self, floor, strict=True))


FLOOR = Cost(memory_kib=256 * 1024, passes=3, lanes=4)
CEILING = Cost(memory_kib=2 * 1024 * 1024, passes=16, lanes=16)
"""More than this is an attack on the laptop, not a protection."""


def stretched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Return the key (32 bytes) that ``secret`` gives with ``salt``; about 0.7 s at the floor."""
    function = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return function.derive(secret)


def spelled(passphrase: str | bytes | bytearray) -> bytes:
    """Return the bytes of a passphrase, equal however the keyboard composed its accents.

    Normal form C, as RFC 8265 asks. Bytes are UTF-8.
    """
    text = passphrase if isinstance(passphrase, str) else passphrase.decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", text).encode("utf-8", "backslashreplace")
