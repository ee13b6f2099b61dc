"""Random identifiers: 128 bits for records, list elements, spaces and devices, 64 for actors."""

import re
import secrets
import uuid

RECORD_ID_BYTES = 16

_HEX = re.compile(f"[0-9a-f]{{{2 * RECORD_ID_BYTES}}}")


def new_id() -> bytes:
    """Return 16 random bytes shaped as a UUID version 4, which tells nobody the time."""
    return uuid.uuid4().bytes


def new_actor() -> int:
    """Return a random 64-bit number that names a run of writes."""
    return secrets.randbits(64)


def shown(identifier: bytes) -> str:
    """Return ``identifier`` as it appears in commands, exports and paths: 32 lower-case hex digits."""
    return identifier.hex()


def parsed(text: str) -> bytes | None:
    """Return the 16 bytes of an identifier written as hex, dashes allowed, or None if it is not one."""
    digits = text.replace("-", "").lower()
    return bytes.fromhex(digits) if _HEX.fullmatch(digits) else None
