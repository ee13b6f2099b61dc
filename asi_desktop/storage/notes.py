"""The few facts about a vault that are told while it is locked: none of them secret, none of them trusted."""

import msgspec

from asi_desktop.storage.durable import write_file
from asi_desktop.storage.profile import Profile


class Notes(msgspec.Struct, frozen=True):
    """``failures``: wrong passphrases since the last right one. ``last_backup_ms``: None if never.

    ``schema``: the database's version when it was last open.
    """

    failures: int = 0
    last_backup_ms: int | None = None
    schema: str = ""


def read_notes(profile: Profile) -> Notes:
    """Return the notes; empty ones when the file is missing or spoilt, for nothing rests on them."""
    try:
        return msgspec.json.decode(profile.notes.read_bytes(), type=Notes)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError):
        return Notes()


def write_notes(profile: Profile, notes: Notes) -> None:
    """Replace the notes; raises DiskRefuses."""
    write_file(profile.notes, msgspec.json.encode(notes))
