"""The real vault on SQLCipher files, cheap to unlock, which can be killed, restarted and put back in time."""

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from sqlalchemy import func, select

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.crypto.stretching import Cost
from asi_desktop.crypto.wrapping import WRAP_PRIVATE_BYTES
from asi_desktop.domain.dotted import Dot, State, Value, Write, write
from asi_desktop.storage import office, tables
from asi_desktop.storage.database import Durability
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import Identity
from asi_desktop.storage.sync_store import SyncStore
from asi_desktop.storage.vault import Surroundings, Vault, create, unlock, verify
from asi_desktop.storage.writer import Writer
from asi_desktop.sync.enrolment import Joined
from asi_desktop.tasks import Context
from tests.simulation.chance import drawn_from
from tests.simulation.offices import HandClock
from tests.simulation.vaults import EMPTY, KIND, sealed

EVERYTHING = 1 << 40
WAL_PAGES_KEPT = 3_000
"""Below this the write-ahead log only grows, so that its length says what a power cut may take."""

_COMPILED: dict[object, object] = {}
"""Statements compiled once for all vaults of all runs: each of them would compile the same ones."""

_PASSPHRASE = b"velours cactus margelle tangram"
_CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
_MEMORY = Path("/dev/shm")
_PAGE_BYTES = 4096
_FULL = 2
"""SQLite's number for commits that wait for the disk."""


@dataclass(frozen=True)
class _Machine:
    """A machine whose runtime folder is a folder of the run."""

    folder: Path

    def boot(self) -> str:
        return "boot"

    def runtime(self) -> Path:
        return self.folder


class _Guarded:
    """An open vault that notes how much of its write-ahead log was forced to disk."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.forced = wal_size(vault.profile)

    def reading(self) -> AbstractContextManager[Reader]:
        return self.vault.reading()

    @contextmanager
    def writing(self, *durability: Durability) -> Iterator[Writer]:
        with self.vault.writing(*durability) as writer:
            forced = writer.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() >= _FULL
            yield writer
        if forced:
            self.forced = wal_size(self.vault.profile)


@dataclass(frozen=True)
class Copy:
    """The files of a vault at one moment."""

    folder: Path
    states: dict[bytes, tuple[bytes, State]] = field(repr=False)


class RealVault:
    """A vault of the product, cheap to unlock; each life of its process has a folder of its own."""

    private = KIND.local_names

    def __init__(self, folder: Path, number: int, clock: HandClock) -> None:
        self._folder = folder
        self._clock = clock
        self._life = 0
        self._copies = 0
        self.keys = _device(number)
        shutil.copytree(_template(number), self._profile_folder())
        self._open()

    def port(self) -> object:
        return SyncStore(self._guarded)

    def enrol(self, joined: Joined) -> None:
        names = ("keys", "office", "office_name", "url", "root", "relay", "authority", "person", "letter")
        known = {name: getattr(joined, name) for name in names}
        identity = Identity(**known, login="", name="", role="", post="")
        with self._guarded.writing() as writer:
            writer.enrol(
                identity,
                spaces=joined.spaces,
                keys=joined.epoch_keys,
                token=joined.token,
                server_ms=joined.server_ms,
            )

    def local_space(self) -> bytes:
        """Return the space of what is written before enrolment."""
        with self._guarded.reading() as reader:
            return office.local_space(reader.connection)

    def save(
        self, record: bytes, space: bytes, values: Mapping[str, Value], shown: Mapping[str, Collection[Dot]]
    ) -> tuple[State, Write]:
        with self._guarded.writing() as writer:
            stored = writer.record(record)
            before = stored.state if stored else EMPTY
            change = Write(writer.next_dot(), writer.stamp(), values, shown)
            where = stored.space if stored else space
            writer.save(record, where, write(before, change), change=change)
            writer.journal("record.changed", record=record)
        return before, change

    def states(self) -> dict[bytes, tuple[bytes, State]]:
        table = tables.record
        with self._guarded.reading() as reader:
            rows = reader.connection.execute(select(table.c.id, table.c.space, table.c.state)).all()
        return {row.id: (row.space, state_of(row.state)) for row in rows}

    def size(self) -> int:
        with self._guarded.reading() as reader:
            return reader.connection.execute(select(func.count()).select_from(tables.record)).scalar_one()

    def outbox(self) -> dict[bytes, tuple[bytes, bytes]]:
        frozen = SyncStore(self._guarded).frozen(without=(), max_bytes=EVERYTHING)
        return sealed([one.batch for one in frozen])

    def problems(self) -> list[str]:
        with self._guarded.reading() as reader:
            found = [alarm.code for alarm in reader.alarms()]
            found += [one.reason for one in reader.quarantine()]
            table = tables.version
            found += reader.connection.execute(
                select(table.c.problem).where(table.c.problem.is_not(None))
            ).scalars()
        return found

    def verified(self) -> tuple[str, ...]:
        """Return what the vault's own verification finds amiss."""
        return verify(self._guarded.vault, Context()).problems

    def saves_sent(self, known: Collection[bytes]) -> set[Dot]:
        """Return the saves that lie in versions which head office knows."""
        with self._guarded.reading() as reader:
            ids = reader.connection.execute(select(tables.record.c.id)).scalars().all()
            return {one.dot for id_ in ids for one in reader.history(id_) if one.version in known}

    def kill(self, random: Random, *, power: bool) -> None:
        old, target = self._guarded, self._next_profile()
        keep = wal_size(old.vault.profile)
        if power and keep < WAL_PAGES_KEPT * _PAGE_BYTES:
            keep = random.randint(old.forced, keep)
        _copied(old.vault.profile, target, wal=keep)
        old.vault.close()
        self._life += 1
        self._open()

    def restart(self) -> None:
        self._guarded.vault.close()
        self._open()

    def copied(self) -> Copy:
        """Copy the vault's files, as an image of the disk does."""
        self._copies += 1
        folder = self._folder / f"copy{self._copies}"
        profile = self._guarded.vault.profile
        _copied(profile, folder, wal=wal_size(profile))
        return Copy(folder, self.states())

    def go_back(self, copy: Copy) -> None:
        """Close in good order, put a copy in place of everything, and open that."""
        self._guarded.vault.close()
        runtime = self._runtime()
        self._life += 1
        shutil.copytree(copy.folder, self._profile_folder())
        if runtime.exists():
            shutil.copytree(runtime, self._runtime())
        self._open()

    def close(self) -> None:
        self._guarded.vault.close()

    def _open(self) -> None:
        given = _surroundings(self._runtime(), self._clock)
        profile = Profile(self._profile_folder())
        vault = unlock(profile, _PASSPHRASE, surroundings=given)
        for engine in (vault._readers, vault._writers):
            engine.update_execution_options(compiled_cache=_COMPILED)
        self._guarded = _Guarded(vault)

    def _profile_folder(self) -> Path:
        return self._folder / f"life{self._life}"

    def _next_profile(self) -> Path:
        return self._folder / f"life{self._life + 1}"

    def _runtime(self) -> Path:
        return self._folder / f"runtime{self._life}"


def wal_size(profile: Profile) -> int:
    """Return the length of the write-ahead log."""
    wal = _wal(profile.database)
    return wal.stat().st_size if wal.exists() else 0


def _wal(database: Path) -> Path:
    return database.with_name(database.name + "-wal")


def _copied(profile: Profile, target: Path, *, wal: int) -> None:
    target.mkdir(parents=True)
    for path in (profile.database, *profile.key_files, profile.notes):
        shutil.copy(path, target)
    if wal:
        with _wal(profile.database).open("rb") as file:
            (target / _wal(profile.database).name).write_bytes(file.read(wal))


def _surroundings(runtime: Path, clock: HandClock) -> Surroundings:
    return Surroundings(clock=clock, machine=_Machine(runtime), cost=_CHEAP, floor=_CHEAP)


def workplace() -> Path:
    """Return a new folder for a run, in memory where the system has such a place."""
    where = _MEMORY if _MEMORY.is_dir() else None
    return Path(tempfile.mkdtemp(prefix="asi-simulation-", dir=where))


@cache
def _templates() -> "tempfile.TemporaryDirectory[str]":
    where = _MEMORY if _MEMORY.is_dir() else None
    return tempfile.TemporaryDirectory(prefix="asi-simulation-", dir=where)


@cache
def _template(number: int) -> Path:
    """Return a new vault of the device ``number``, made once and copied for each run."""
    folder = Path(_templates().name) / f"vault{number}"
    given = _surroundings(folder / "runtime", HandClock())
    with drawn_from(Random(f"vault {number}")):
        create(Profile(folder / "profile"), _PASSPHRASE, recovery=False, surroundings=given)
        vault = unlock(Profile(folder / "profile"), _PASSPHRASE, surroundings=given)
        with vault.writing() as writer:
            office.put_device(writer.connection, _device(number))
        vault.close()
    return folder / "profile"


def _device(number: int) -> DeviceKeys:
    draw = Random(f"device {number}").randbytes
    return DeviceKeys(draw(16), draw(32), draw(WRAP_PRIVATE_BYTES))
