"""What vaults of tests are given: a clock to move, a machine to restart, cheap passphrases."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from asi_desktop.crypto.stretching import Cost
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import Surroundings, Vault, create, unlock
from asi_desktop.tasks import Context

PASSPHRASE = b"velours cactus margelle tangram"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
NOON = 1_795_780_800_000
"""2026-11-27T12:00:00Z."""


@dataclass
class HandClock:
    """A clock that stands until it is moved."""

    at_ms: int = NOON
    seconds: float = 100.0

    def now_ms(self) -> int:
        return self.at_ms

    def monotonic(self) -> float:
        return self.seconds

    def pass_s(self, seconds: float) -> None:
        """Let time pass on both scales."""
        self.at_ms += int(seconds * 1000)
        self.seconds += seconds


@dataclass
class Machine:
    """A machine whose runtime folder is a folder of the test."""

    folder: Path
    booted: str = "first boot"

    def boot(self) -> str:
        return self.booted

    def runtime(self) -> Path:
        return self.folder

    def restart(self) -> None:
        self.booted = secrets.token_hex(4)


@dataclass
class Impatient(Context):
    """Notes for how long it was asked to wait, and does not."""

    waited: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        Context.__init__(self)

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return False


def surroundings(tmp_path: Path, clock: HandClock | None = None) -> Surroundings:
    """Return cheap surroundings under ``tmp_path``."""
    machine = Machine(tmp_path / "runtime")
    return Surroundings(
        clock=clock or HandClock(), machine=machine, cost=CHEAP, floor=CHEAP, waits=Impatient()
    )


def new_vault(folder: Path, given: Surroundings) -> Vault:
    """Make a vault and open it."""
    create(Profile(folder), PASSPHRASE, surroundings=given)
    return unlock(Profile(folder), PASSPHRASE, surroundings=given)
