"""The actor: the random number that names this laptop's run of writes, and is never used for two runs.

A vault that was copied, restored or rolled back must not count on with the actor it had, or one dot would
name two writes. So the vault's actor goes on only when a file of this machine's runtime folder, which dies
with the boot and is not part of the profile, still says the same: boot, actor and count, and how many
versions were numbered. The file is taken away at opening and put back at closing; whoever does not find it
draws a new actor, which costs some ten bytes in the vectors.
"""

import contextlib
import os
import secrets
import warnings
from pathlib import Path
from typing import Protocol

import msgspec
import platformdirs
from sqlalchemy import Connection, insert, select

from asi_desktop.domain.clock import Clock
from asi_desktop.domain.dotted import Dot
from asi_desktop.domain.ids import new_actor
from asi_desktop.storage import settings, tables
from asi_desktop.storage.durable import FILE_MODE, DiskRefuses, private_folder

JUMP_S = 600
_NOTHING = Dot(0, 0)
"""Stands for the last dot of a vault in which nothing was saved."""

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class Machine(Protocol):
    """What an actor needs to know of the machine."""

    def boot(self) -> str:
        """Return what names this boot, empty when the system does not tell."""

    def runtime(self) -> Path:
        """Return the folder for files that die with the boot."""


class ThisMachine:
    """The machine that the program runs on."""

    def boot(self) -> str:
        """Return Linux's boot id; elsewhere empty, and each opening draws a new actor."""
        return BOOT_ID.read_text("ascii").strip() if BOOT_ID.is_file() else ""

    def runtime(self) -> Path:
        """Return the user's runtime folder of this program, or its stand-in where the session has none."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Path(platformdirs.user_runtime_dir("asi-desktop", appauthor=False))


class _Left(msgspec.Struct, frozen=True):
    """What the runtime file says.

    ``ahead_s``: the clock over the monotonic scale when it was left. ``sealed``: how many numbers were given
    to versions, in all spaces; a copy from before a sync has fewer even where nothing was saved since.
    """

    boot: str
    actor: int
    n: int
    ahead_s: float
    sealed: int


class ActorKeeper:
    """Draws dots, within the transactions that use them.

    One for each open vault, used by its writers in turn.
    """

    def __init__(self, vault: bytes, machine: Machine, clock: Clock) -> None:
        self._machine = machine
        self._clock = clock
        self._file = machine.runtime() / f"actor-{vault.hex()}"
        self._ahead_s = self._ahead()
        self._run = Dot(new_actor(), 0)

    def begin(self, connection: Connection) -> bool:
        """Go on with the vault's actor if nobody else can have; return False when the vault may be a copy."""
        row = connection.execute(select(tables.actor.c.actor, tables.actor.c.n)).one_or_none()
        left = self._take()
        stored = _NOTHING if row is None else Dot(int.from_bytes(row.actor, "big"), row.n)
        if left is None or not self._continues(left, stored, settings.sealed(connection)):
            return row is None and not _is_enrolled(connection)
        if row is not None:
            self._run = stored
        return True

    def next_dot(self, last: Dot | None) -> Dot:
        """Return the next dot of a transaction whose last one was ``last``, None before its first."""
        run = last or self._run
        if self._clock_jumped():
            run = Dot(new_actor(), 0)
        return Dot(run.actor, run.n + 1)

    def renew(self) -> None:
        """Begin a new run: somebody else writes, or says to have written, under this one's name."""
        self._run = Dot(new_actor(), 0)

    @property
    def run(self) -> Dot:
        """The last dot of a committed transaction; before the first of a run, its actor and 0."""
        return self._run

    def store(self, connection: Connection, last: Dot) -> None:
        """Store the last dot that a transaction drew, within it."""
        values = {"key": 1, "actor": last.actor.to_bytes(8, "big"), "n": last.n}
        connection.execute(insert(tables.actor).prefix_with("OR REPLACE"), values)

    def committed(self, last: Dot) -> None:
        """Hear that the transaction which drew ``last`` is committed."""
        self._run = last

    def leave(self, sealed: int) -> None:
        """Put the runtime file back, so that the next opening goes on with this actor.

        ``sealed``: how many numbers were given to versions so far.
        """
        boot = self._machine.boot()
        if not boot:
            return
        last = self._run if self._run.n else _NOTHING
        left = msgspec.json.encode(_Left(boot, *last, self._ahead(), sealed))
        with contextlib.suppress(OSError, DiskRefuses):  # without the file the next opening draws a new actor
            private_folder(self._file.parent)
            beside = self._beside()
            descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(left)
            beside.replace(self._file)

    def _take(self) -> _Left | None:
        """Take the runtime file away and return what it says; of two that try, one gets it."""
        taken = self._beside()
        try:
            self._file.replace(taken)
            data = taken.read_bytes()
            taken.unlink()
            return msgspec.json.decode(data, type=_Left)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None

    def _beside(self) -> Path:
        return self._file.with_name(f"{self._file.name}.{secrets.token_hex(4)}")

    def _continues(self, left: _Left, stored: Dot, sealed: int) -> bool:
        return (
            left.boot == self._machine.boot() != ""
            and (Dot(left.actor, left.n), left.sealed) == (stored, sealed)
            and abs(self._ahead_s - left.ahead_s) <= JUMP_S
        )

    def _clock_jumped(self) -> bool:
        """Tell whether the clock moved by more than ten minutes against the scale that never jumps."""
        ahead_s = self._ahead()
        jumped = abs(ahead_s - self._ahead_s) > JUMP_S
        self._ahead_s = ahead_s
        return jumped

    def _ahead(self) -> float:
        return self._clock.now_ms() / 1000 - self._clock.monotonic()


def _is_enrolled(connection: Connection) -> bool:
    return connection.execute(select(tables.identity.c.key)).first() is not None
