"""An open vault: its connections, its queue of writers, and the transactions it hands out."""

import contextlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.clock import Clock, SystemClock
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.schema import RecordType
from asi_desktop.storage import attachments, office, rebuild, settings
from asi_desktop.storage.actor import ActorKeeper, Machine, ThisMachine
from asi_desktop.storage.attachments import ChunkFolder
from asi_desktop.storage.database import Durability, Opening, read_engine, set_durability, write_engine
from asi_desktop.storage.profile import Hold, Profile
from asi_desktop.storage.projections import Listing
from asi_desktop.storage.reader import Fittings, Reader
from asi_desktop.storage.sync_store import SyncStore
from asi_desktop.storage.write_queue import WriteQueue
from asi_desktop.storage.writer import Writer
from asi_desktop.tasks import Context

_LEAP = 1 << 20
"""Beyond the numbers that a copy of a vault may have given to versions meanwhile."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a vault is given from outside; the defaults are the real ones.

    ``cost``: the work of one guess of the passphrase, None to take at least a second of this machine.
    ``floor``: the least work that an existing vault may ask for. ``waits``: gives the pauses after wrong
    passphrases.
    """

    types: tuple[RecordType, ...] = RECORD_TYPES
    clock: Clock = field(default_factory=SystemClock)
    machine: Machine = field(default_factory=ThisMachine)
    cost: Cost | None = None
    floor: Cost = FLOOR
    waits: Context = field(default_factory=Context)


class Vault:
    """An open vault. Every method may be called from any thread; ``unlock`` makes it, ``close`` ends it."""

    def __init__(self, profile: Profile, key: bytes, hold: Hold, surroundings: Surroundings) -> None:
        self.profile = profile
        self.chunks = ChunkFolder(profile.chunks)
        self._opening = Opening(profile.database, key)
        self._hold = hold
        self._closed = False
        self._queue = WriteQueue()
        self._writers: Engine = write_engine(self._opening)
        self._readers: Engine = read_engine(self._opening)
        self._surroundings = surroundings
        kinds = {kind.name: kind for kind in surroundings.types}
        with self._readers.begin() as connection:
            self.id = settings.raw(connection, settings.VAULT) or b""
            keys, local_space = office.device_keys(connection), office.local_space(connection)
        self._fittings = Fittings(
            kinds=kinds,
            listings={name: Listing(kind) for name, kind in kinds.items()},
            clock=surroundings.clock,
            actors=ActorKeeper(self.id, surroundings.machine, surroundings.clock),
            keys=keys,
            local_space=local_space,
        )

    def prepare(self, context: Context) -> None:
        """Make the vault ready after unlocking.

        Go on with its actor or not, derive again what is out of date, forget chunks that nothing names.
        """
        with self._readers.begin() as connection:
            self.chunks.sweep(attachments.all_held(connection))
            goes_on = self._fittings.actors.begin(connection)
            names = rebuild.out_of_date(connection, self._fittings.listings)
        if goes_on and not names:
            return
        with self._turn("FULL") as connection:
            if not goes_on:
                settings.leap(connection, secrets.randbelow(_LEAP) + 1)
            if names:
                rebuild.rebuild(connection, self._fittings.listings, names, context)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give a Reader that sees one state of the vault and never waits for a writer."""
        with self._readers.begin() as connection:
            yield Reader(connection, self._fittings)

    @contextmanager
    def writing(self, durability: Durability = "FULL") -> Iterator[Writer]:
        """Give a Writer when its turn comes; committed at the end of the block, undone when it raises.

        ``durability`` FULL: on return the disk has it. NORMAL: a power cut may undo it, nothing else can; for
        what head office would send again. Raises DiskRefuses; then nothing of the block was kept.
        """
        with self._turn(durability) as connection:
            writer = Writer(connection, self._fittings)
            try:
                yield writer
                writer.finish()
                connection.commit()
                writer.committed()
            finally:
                writer.shelf.put_away()

    def sync_store(self) -> SyncStore:
        """Return the store that a sync works on."""
        return SyncStore(self)

    @property
    def opening(self) -> Opening:
        """What opens the database: for backups and verification."""
        return self._opening

    @property
    def surroundings(self) -> Surroundings:
        """What the vault was given from outside."""
        return self._surroundings

    def close(self) -> None:
        """End all transactions' connections and let go of the profile; harmless when done twice."""
        if self._closed:
            return
        self._closed = True
        try:
            with self._queue.turn():
                with contextlib.suppress(AppError), self._readers.begin() as connection:
                    self._fittings.actors.leave(settings.sealed(connection))
                self._readers.dispose()
                self._empty_the_wal()
                self._writers.dispose()
        finally:
            self._hold.release()

    def _empty_the_wal(self) -> None:
        """Put everything into the one file; what cannot be moved now is safe where it is."""
        with contextlib.suppress(AppError), self._writers.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _turn(self, durability: Durability) -> Iterator[Connection]:
        with self._queue.turn(), self._writers.connect() as connection:
            set_durability(connection, durability)
            with connection.begin() as transaction:
                yield connection
                if transaction.is_active:
                    transaction.commit()
