"""What the window must be able to do before a vault is open; the composition root fills it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from asi_desktop.domain.text import Language, Text
from asi_desktop.tasks import Context

if TYPE_CHECKING:  # loading the services takes longer than drawing the unlock screen
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.officers import Officer


def _nobody() -> "Sequence[Officer]":
    return ()


def _forgotten(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Doors:
    """The doors of one profile. A callable may take seconds and raise AppError: call it in the task runner.

    A passphrase is UTF-8 text normalised to NFC, in a bytearray that the window wipes when the call has
    returned.
    """

    profile: Path
    exists: Callable[[], bool]
    """Whether the profile holds a vault. Quick: it is asked before the first picture."""
    create_vault: Callable[[bytearray], str]
    """Make the vault and return its recovery code, as it is printed."""
    open_desk: Callable[[bytearray, Context], "Desk"]
    """Unlock the vault, telling how far it is when that takes long; raises WrongPassphrase and its kin."""
    recover: Callable[[str, bytearray], None]
    """Put a new passphrase in place of a forgotten one, by the recovery code."""
    offered_passphrase: Callable[[], str]
    """Return a fresh passphrase of random words."""
    weakness: Callable[[str], Text | None]
    """Return what is wrong with a passphrase as a sentence, or None when it is strong enough. Quick."""
    reopening: Callable[[Language | None], Sequence[str]]
    """Return the command line that starts the window again on this profile, at the unlock screen."""
    officers: "Callable[[], Sequence[Officer]]" = _nobody
    """Return the desks of this laptop, the one entered last first. Quick: it is asked before the first
    picture."""
    remember: Callable[[str], None] = _forgotten
    """Put this desk first among those, under a name; an empty one leaves the name it had."""
    turn_to: "Callable[[Path | None], Doors] | None" = None
    """Return the doors of another profile, of a new one for None; None where there is only this one."""
