"""The key slots on disk: two copies, so that a spoilt one locks nobody out.

A copy is the slots followed by their SHA-256. Both copies are written whole or not at all, the first before
the second; the first sound copy counts, so that after a change the old passphrase is no longer good.
"""

import hashlib
import secrets
from pathlib import Path

from asi_desktop.crypto.slots import DamagedSlots
from asi_desktop.storage.durable import sync_file, write_file
from asi_desktop.storage.profile import Profile

_DIGEST_BYTES = 32


def write_keys(profile: Profile, slots: bytes) -> None:
    """Replace both copies; raises DiskRefuses."""
    for path in profile.key_files:
        write_file(path, _framed(slots))


def read_keys(profile: Profile) -> bytes:
    """Return the slots of the first sound copy; raises DamagedSlots when there is none."""
    for path in profile.key_files:
        slots = _sound(path)
        if slots is not None:
            return slots
    raise DamagedSlots


def mend_keys(profile: Profile, slots: bytes) -> None:
    """Write again each copy that does not hold ``slots``, which were just proved to open the vault."""
    for path in profile.key_files:
        if _sound(path) != slots:
            write_file(path, _framed(slots))


def keys_are_sound(profile: Profile) -> bool:
    """Tell whether both copies are there, whole and equal."""
    first, second = (_sound(path) for path in profile.key_files)
    return first is not None and first == second


def destroy_keys(profile: Profile) -> None:
    """Overwrite both copies with random bytes, then delete them.

    A disk may keep what is overwritten; the passphrase still guards it.
    """
    for path in profile.key_files:
        if path.exists():
            path.write_bytes(secrets.token_bytes(max(path.stat().st_size, 1)))
            sync_file(path)
            path.unlink()


def _framed(slots: bytes) -> bytes:
    return slots + hashlib.sha256(slots).digest()


def _sound(path: Path) -> bytes | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    slots, digest = data[:-_DIGEST_BYTES], data[-_DIGEST_BYTES:]
    return slots if slots and hashlib.sha256(slots).digest() == digest else None
