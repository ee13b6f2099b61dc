"""A head office in memory for the tests of the sync store, and laptops that push to it and pull from it.

It keeps logs and answers as the real one does, without a line, signatures of answers or refusals of its own.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from asi_desktop.crypto.control import Body, entry
from asi_desktop.crypto.identity import SigningKey
from asi_desktop.crypto.sealing import Sealing, Unopenable, Unsealed, opened, seal
from asi_desktop.domain.ids import new_id
from asi_desktop.protocol.batch import Batch, Version
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, Position, linked, toggled
from asi_desktop.protocol.control import (
    Control,
    Device,
    Epoch,
    Grant,
    Member,
    Membership,
    Office,
    Person,
    Signature,
    Space,
    directory_space,
    key_check,
)
from asi_desktop.protocol.exchange import Outcome, Result
from asi_desktop.storage.open_vault import Surroundings, Vault
from asi_desktop.storage.outbox import Dirty
from asi_desktop.storage.results import Identity
from asi_desktop.storage.sync_store import Account, SyncStore
from asi_desktop.sync.ports import AppliedFrame, Mine, Opened, Ruled, Settled, Told
from tests.storage.surroundings import HandClock, new_vault, surroundings

Item = tuple[Version, Batch] | Control
Judge = Callable[[bytes], Result | None]


@dataclass
class Log:
    """One space's log."""

    space: bytes
    incarnation: bytes = field(default_factory=lambda: secrets.token_bytes(8))
    entries: list[tuple[bytes, bytes, Item]] = field(default_factory=list)

    def position(self, seq: int) -> Position:
        chain = self.entries[seq - 1][1] if seq else GENESIS
        return Position(self.incarnation, seq, chain)

    def append(self, id_: bytes, item: Item) -> int:
        after = linked(self.position(len(self.entries)), id_)
        self.entries.append((id_, after.chain, item))
        return after.seq

    def number_of(self, id_: bytes) -> int | None:
        return next((n for n, (one, _, _) in enumerate(self.entries, start=1) if one == id_), None)

    def heads(self, seq: int) -> set[bytes]:
        heads: set[bytes] = set()
        for id_, _, item in self.entries[:seq]:
            if not isinstance(item, Control):
                heads.difference_update(item[0].header.parents)
                heads.add(id_)
        return heads


class FakeOffice:
    """Root, administrator, one home space with its key, and the logs."""

    def __init__(self) -> None:
        self.id = new_id()
        self.root, self.administrator = SigningKey.generate(), SigningKey.generate()
        self.directory = Log(directory_space(self.id))
        self.home = Log(new_id())
        self.logs = {self.directory.space: self.directory, self.home.space: self.home}
        self.keys = {(self.home.space, 1): secrets.token_bytes(32)}
        office = Office(
            self.id,
            "Centrale",
            self.root.public,
            self.administrator.public,
            secrets.token_bytes(32),
            b"ca",
            0,
        )
        self.say(self.directory, office, self.root)
        self.say(self.directory, Space(self.home.space, "BKO", "home", "BKO"))
        self.say(self.home, Epoch(1, key_check(self.keys[self.home.space, 1])))

    def say(self, log: Log, body: Body, *keys: SigningKey) -> None:
        """Append a control entry."""
        control = entry(log.space, body, *(keys or (self.administrator,)))
        log.append(control.id(), control)

    def new_epoch(self, number: int) -> bytes:
        """Give the home space another key."""
        key = self.keys[self.home.space, number] = secrets.token_bytes(32)
        self.say(self.home, Epoch(number, key_check(key)))
        return key

    def hire(self, vault: Vault, login: str) -> bytes:
        """Enter a person, a laptop and a space of the person's own; return that space."""
        with vault.reading() as reader:
            keys = reader.device_keys()
        person, me = new_id(), Log(new_id())
        self.logs[me.space] = me
        self.keys[me.space, 1] = secrets.token_bytes(32)
        spaces = (Membership(self.home.space, False), Membership(me.space, False))
        grant = Grant(self.id, secrets.token_bytes(32), person, "A", spaces, 0)
        granted = Signature(self.administrator.public, bytes(64))
        self.say(self.directory, Space(me.space, f"me-{login}", "me", login))
        self.say(self.directory, Person(person, login, login.capitalize(), "ASI", "BKO", True))
        self.say(self.directory, Device(keys.device, keys.sign_public, keys.wrap_public, grant, granted))
        for log in (self.home, me):
            self.say(log, Member(keys.device, person, False))
        self.say(me, Epoch(1, key_check(self.keys[me.space, 1])))
        identity = Identity(
            keys=keys,
            office=self.id,
            office_name="Centrale",
            url="https://localhost:1",
            root=self.root.public,
            relay=secrets.token_bytes(32),
            authority=b"ca",
            person=person,
            login="",
            name="",
            role="",
            post="",
            letter="A",
        )
        known = {epoch: key for epoch, key in self.keys.items() if epoch[0] in (self.home.space, me.space)}
        with vault.writing() as writer:
            writer.enrol(identity, spaces=(self.home.space, me.space), keys=known, token=b"first")
        return me.space


@dataclass
class Laptop:
    """A vault and the little of a sync that its store needs to be driven."""

    office: FakeOffice
    vault: Vault
    clock: HandClock
    store: SyncStore
    me: bytes = b""

    @property
    def home(self) -> bytes:
        return self.office.home.space

    def seal(self, *, most: int = 500) -> list[int]:
        """Freeze everything that is dirty; return the keys of the batches."""
        frozen = []
        for place in self.store.cursors():
            while dirty := self.store.dirty([place.space], max_versions=most, max_bytes=1 << 20):
                frozen.append(self.freeze(dirty))
        return frozen

    def freeze(self, dirty: Sequence[Dirty]) -> int:
        """Seal records of one space and freeze them; return the key of the batch."""
        keys = self.store.keys()
        place = next(one for one in self.store.cursors() if one.space == dirty[0].space)
        epoch = max(number for space, number in sorted(keys) if space == place.space)
        sealing = Sealing(
            space=place.space,
            keys=self.account().keys,
            dev_seq=self.store.next_dev_seq(place.space, len(dirty)),
            epoch=epoch,
            epoch_key=keys[place.space, epoch],
            seen=place.position,
            ctrl_seen=place.ctrl_seen,
            salt=secrets.token_bytes(16),
        )
        unsealed = [Unsealed(one.record, one.parents, one.payload, one.full, one.urgent) for one in dirty]
        return self.store.freeze(seal(unsealed, sealing), dirty)

    def deliver(self, judge: Judge = lambda _: None, *, answer: bool = True) -> None:
        """Send the outbox; ``judge`` may rule on a version, else it is stored.

        Without ``answer`` the reply is lost.
        """
        settled = []
        for one in self.store.frozen(without=(), max_bytes=1 << 30):
            log, results = self.office.logs[one.space], {}
            for version in one.batch.versions():
                id_ = version.header.id()
                known = log.number_of(id_)
                ruled = judge(id_)
                if ruled is None:
                    seq = known or log.append(id_, (version, one.batch))
                    ruled = Result(Outcome.KNOWN if known else Outcome.STORED, seq)
                results[id_] = ruled
            settled.append(Settled(one.key, results))
        if answer:
            self.store.answered(Told(b"token", self.clock.at_ms, tuple(settled)))

    def push(self) -> None:
        self.seal()
        self.deliver()

    def pull(self, *, at_most: int = 200) -> None:
        """Pull every log to its end, in frames of ``at_most`` entries, the directory first."""
        for place in self.store.cursors():
            log = self.office.logs[place.space]
            seq = place.position.seq
            while seq < len(log.entries):
                until = min(seq + at_most, len(log.entries))
                self.store.apply(self.frame(log, seq, until))
                seq = until

    def sync(self) -> None:
        self.push()
        self.pull()

    def frame(self, log: Log, after: int, until: int) -> AppliedFrame:
        """Return entries of a log as a sync gives them to the store."""
        before, now = log.heads(after), log.heads(until)
        entries = [self._entry(log, seq) for seq in range(after + 1, until + 1)]
        return AppliedFrame(
            space=log.space,
            after=after,
            until=log.position(until),
            entries=tuple(entries),
            heads=toggled(EMPTY_HEADS, now),
            risen=frozenset(now - before),
            fallen=frozenset(before - now),
            as_of_ms=self.clock.at_ms if until == len(log.entries) else 0,
        )

    def account(self) -> Account:
        account = self.store.account()
        assert account is not None
        return account

    def _entry(self, log: Log, seq: int) -> Mine | Opened | Ruled:
        id_, chain, item = log.entries[seq - 1]
        if isinstance(item, Control):
            return Ruled(seq, chain, id_, item)
        version, batch = item
        if (
            version.header.device == self.account().keys.device
            and self.store.number_of(log.space, id_) == seq
        ):
            return Mine(seq, chain, id_)
        key = self.store.keys().get((log.space, version.header.epoch))
        if key is None:
            return Opened(seq, chain, id_, version, batch, None, "no_key")
        try:
            return Opened(seq, chain, id_, version, batch, opened(version, key))
        except Unopenable:
            return Opened(seq, chain, id_, version, batch, None, "unopenable")


def laptop(office: FakeOffice, folder: Path, login: str) -> Laptop:
    """Return an enrolled laptop that has pulled the directory."""
    clock = HandClock()
    given: Surroundings = surroundings(folder, clock)
    vault = new_vault(folder / "profile", given)
    me = office.hire(vault, login)
    made = Laptop(office, vault, clock, vault.sync_store(), me)
    made.pull()
    return made


def ids_of(batches: Sequence[Batch]) -> list[bytes]:
    """Return the ids of all versions that travel in batches."""
    return [version.header.id() for batch in batches for version in batch.versions()]
