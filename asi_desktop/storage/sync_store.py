"""The vault as a sync sees it: fits ``sync.ports.SyncStore`` by shape. Each method is one transaction."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from asi_desktop.crypto.directory import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.protocol.batch import Batch, Parent
from asi_desktop.protocol.exchange import Result
from asi_desktop.storage import applying, office, outbox, places, settings
from asi_desktop.storage.applying import Frame
from asi_desktop.storage.database import Durability
from asi_desktop.storage.outbox import Dirty, FrozenBatch, Sealed
from asi_desktop.storage.places import OwnEntry, Place
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import Changes, Counts
from asi_desktop.storage.writer import Writer


class Transactions(Protocol):
    """What the store needs of an open vault."""

    def reading(self) -> AbstractContextManager[Reader]:
        """Give a Reader for one transaction."""

    def writing(self, durability: Durability = "FULL") -> AbstractContextManager[Writer]:
        """Give a Writer for one transaction."""


class Settled(Protocol):
    """The outcomes of the versions of one frozen batch; see ``sync.ports.Settled``."""

    @property
    def results(self) -> Mapping[bytes, Result]:
        """Outcome by version id."""


class Told(Protocol):
    """What the first message of an answer brings; see ``sync.ports.Told``."""

    @property
    def token(self) -> bytes:
        """Replaces the last one."""

    @property
    def server_ms(self) -> int:
        """Head office's clock, 0 when it was not told."""

    @property
    def settled(self) -> Sequence[Settled]:
        """What became of frozen batches."""

    @property
    def keys(self) -> Mapping[tuple[bytes, int], bytes]:
        """Keys of spaces, to be added or to replace."""

    @property
    def confirmed(self) -> Collection[bytes]:
        """Spaces whose log ends where we are."""

    @property
    def proof(self) -> bytes:
        """The exchange as it was signed, empty to keep the last."""


class Alarm(Protocol):
    """Something that a person must hear of; see ``sync.ports.Alarm``."""

    @property
    def code(self) -> str:
        """A stable word."""

    @property
    def space(self) -> bytes:
        """The space it is about, if any."""

    @property
    def evidence(self) -> bytes:
        """What proves it."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who this laptop is at head office; see ``sync.ports.Account``."""

    keys: DeviceKeys
    office: bytes
    url: str
    authority: bytes
    relay: bytes
    directory: DirectoryView
    token: bytes
    server_ms: int
    session: str


class SyncStore:
    """What a sync needs of one open vault. May be used from any thread."""

    def __init__(self, vault: Transactions) -> None:
        self._vault = vault

    def account(self) -> Account | None:
        """Return who this laptop is at head office, None when it is not enrolled."""
        with self._vault.reading() as reader:
            found, directory = reader.identity(), reader.directory()
            if found is None or directory is None:
                return None
            return Account(
                keys=found.keys,
                office=found.office,
                url=found.url,
                authority=found.authority,
                relay=found.relay,
                directory=directory,
                token=settings.raw(reader.connection, settings.TOKEN) or b"",
                server_ms=settings.number(reader.connection, settings.SERVER_MS),
                session=reader.session()[0],
            )

    def cursors(self) -> Sequence[Place]:
        """Return how far this laptop has each log it knows of, the directory's first."""
        with self._vault.reading() as reader:
            directory = reader.directory()
            return places.all_places(reader.connection, directory.directory if directory else b"")

    def keys(self) -> Mapping[tuple[bytes, int], bytes]:
        """Return every key of a space that is held, by space and epoch."""
        with self._vault.reading() as reader:
            return office.space_keys(reader.connection)

    def dirty(self, spaces: Collection[bytes], *, max_versions: int, max_bytes: int) -> Sequence[Dirty]:
        """Return changed records of ``spaces`` that have no unsettled version, urgent ones first."""
        with self._vault.reading() as reader:
            return outbox.dirty(
                reader.connection,
                reader.kinds,
                spaces,
                device=reader.device_keys().device,
                max_versions=max_versions,
                max_bytes=max_bytes,
            )

    def next_dev_seq(self, space: bytes, count: int) -> int:
        """Reserve ``count`` numbers of this device in ``space`` for good, and return the first (from 1)."""
        with self._vault.writing("NORMAL") as writer:
            return settings.next_dev_seq(writer.connection, space, count)

    def freeze(self, batch: Batch, dirty: Sequence[Sealed]) -> int:
        """Put a sealed batch into the outbox, its versions becoming local heads; return its key there."""
        with self._vault.writing() as writer:
            return outbox.freeze(writer.connection, batch, dirty)

    def frozen(self, *, without: Collection[int], max_bytes: int) -> Sequence[FrozenBatch]:
        """Return batches of the outbox but ``without`` those, urgent ones first, then by age."""
        with self._vault.reading() as reader:
            return outbox.frozen(reader.connection, without=without, max_bytes=max_bytes)

    def held(self, space: bytes, versions: Collection[bytes]) -> Sequence[Batch]:
        """Return the batches that carry the sealed bytes of ``versions``, other members as bare ids."""
        with self._vault.reading() as reader:
            return outbox.held(reader.connection, space, versions)

    def number_of(self, space: bytes, version: bytes) -> int | None:
        """Return a version's number in the log as far as this laptop has been told it."""
        with self._vault.reading() as reader:
            return places.number_of(reader.connection, space, version)

    def parent_at(self, space: bytes, seq: int) -> Parent | None:
        """Return the version with number ``seq``, None when it is unknown or no version."""
        with self._vault.reading() as reader:
            return places.parent_at(reader.connection, space, seq)

    def chain_at(self, space: bytes, seq: int) -> bytes | None:
        """Return the chain after entry ``seq``, None when it is not kept."""
        with self._vault.reading() as reader:
            return places.chain_at(reader.connection, space, seq)

    def own_at(self, space: bytes, after: int, count: int) -> Sequence[OwnEntry] | None:
        """Return this laptop's versions ``after + 1`` … ``after + count``; None if any is unknown."""
        with self._vault.reading() as reader:
            return places.own_at(reader.connection, space, after, count)

    def heads_among(self, space: bytes, versions: Collection[bytes]) -> frozenset[bytes]:
        """Return which of ``versions`` are heads of the log at the cursor."""
        with self._vault.reading() as reader:
            return places.heads_among(reader.connection, space, versions)

    def answered(self, told: Told) -> None:
        """Commit what an answer's first message says, all of it or nothing."""
        with self._vault.writing("FULL" if told.keys else "NORMAL") as writer:
            connection = writer.connection
            settings.put_raw(connection, settings.TOKEN, told.token)
            latest = max(told.server_ms, settings.number(connection, settings.SERVER_MS))
            settings.put(connection, settings.SERVER_MS, latest)
            if told.proof:
                settings.put_raw(connection, settings.PROOF, told.proof)
            places.confirm(connection, told.confirmed, told.server_ms)
            for one in told.settled:
                outbox.settle(connection, one.results, writer.now_ms())
            if told.keys:
                office.put_space_keys(connection, told.keys)
                applying.open_with(writer, told.keys)

    def apply(self, frame: Frame) -> Changes:
        """Commit entries, heads and cursor in one transaction, and merge what was opened."""
        with self._vault.writing("NORMAL") as writer:
            return applying.apply(writer, frame)

    def session(self, name: str, since_ms: int) -> None:
        """Note the state of the session; ``since_ms`` (this laptop's clock) counts only if it changed."""
        with self._vault.reading() as reader:
            if reader.session()[0] == name:
                return
        with self._vault.writing("NORMAL") as writer:
            settings.put(writer.connection, settings.SESSION, name)
            settings.put(writer.connection, settings.SINCE_MS, since_ms)

    def alarm(self, alarm: Alarm) -> None:
        """Raise an alarm, unless the same one is open."""
        with self._vault.writing() as writer:
            writer.put_alarm(alarm.code, space=alarm.space, evidence=alarm.evidence)

    def last_proof(self) -> bytes:
        """Return the exchange that was last kept as evidence, empty if never."""
        with self._vault.reading() as reader:
            return settings.raw(reader.connection, settings.PROOF) or b""

    def counts(self) -> Counts:
        """Return what stands open."""
        with self._vault.reading() as reader:
            return reader.counts()
