"""Vaults for tests: real ones, but cheap to open, with a clock that a test can move."""

from dataclasses import dataclass
from pathlib import Path

from asi_desktop.crypto.stretching import Cost
from asi_desktop.services.desk import Desk
from asi_desktop.services.opening import create_vault, open_desk
from asi_desktop.services.passphrases import passphrase_bytes
from asi_desktop.storage.open_vault import Surroundings

PASSPHRASE = "velours cactus margelle tangram"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
NOON = 1_795_780_800_000
"""2026-11-27T12:00:00Z."""


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    at_ms: int = NOON
    seconds: float = 0.0

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic(self) -> float:
        return self.seconds

    def pass_ms(self, span: int) -> None:
        """Let time pass on both scales."""
        self.at_ms += span
        self.seconds += span / 1000


def cheap(clock: HandClock) -> Surroundings:
    """What a test's vault is given."""
    return Surroundings(clock=clock, cost=CHEAP, floor=CHEAP)


def new_vault(folder: Path, clock: HandClock) -> None:
    create_vault(folder, passphrase_bytes(PASSPHRASE), surroundings=cheap(clock))


def unlocked(folder: Path, clock: HandClock) -> Desk:
    return open_desk(folder, passphrase_bytes(PASSPHRASE), surroundings=cheap(clock))
