"""Head offices of a run: the model of the tests, and the real relay over its real log store."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple, Protocol

from asi_desktop.crypto.control import DirectoryView
from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.crypto.invitation import Invitation
from asi_desktop.crypto.wrapping import public_of
from asi_desktop.headoffice import log_store
from asi_desktop.headoffice.log_store import LogStore, SealedKey
from asi_desktop.headoffice.log_store.reading import Reader
from asi_desktop.headoffice.log_store.writing import Writer
from asi_desktop.headoffice.membership import Membership
from asi_desktop.headoffice.relay.asking import asked
from asi_desktop.headoffice.relay.counters import Counters
from asi_desktop.headoffice.relay.service import Service
from asi_desktop.headoffice.relay.tokens import Tokens
from asi_desktop.protocol import control
from asi_desktop.protocol.control import Control, Wrap
from asi_desktop.protocol.packing import packed
from asi_desktop.protocol.stream import answer_bytes
from tests.simulation.line import PowerLostError
from tests.sync.model_relay import ModelRelay
from tests.sync.office import Authority


class LogLine(NamedTuple):
    """One entry of a log: its id, the chain after it, and whether it is a version."""

    id: bytes
    chain: bytes
    is_version: bool


COMPILED: dict[object, object] = {}
"""Statements compiled once: each new engine would compile the same ones again."""

FAR_MS = 2**45
START_MS = 1_800_000_000_000


@dataclass
class HandClock:
    """A clock that a run moves."""

    ms: int = START_MS
    seconds: float = 100.0

    def now_ms(self) -> int:
        return self.ms

    def monotonic(self) -> float:
        return self.seconds


class Relay(Protocol):
    """What a run needs of a relay."""

    def answer(self, body: bytes) -> Iterator[bytes]:
        """Yield the answer to the body of a POST."""

    def take(self, *entries: Control) -> None:
        """Append what the authority signed."""

    def invite(self, invitation: Invitation, wraps: Sequence[Wrap]) -> None:
        """Open an invitation."""

    def deliver(self, device: bytes, space: bytes, wraps: Sequence[Wrap]) -> None:
        """Keep sealed keys for a laptop; the last entry of ``space`` brought them."""

    def log(self, space: bytes) -> list[LogLine]:
        """Return the whole log of a space."""

    def die_before(self, commits: int) -> None:
        """Lose power before so many more commits."""

    def problems(self) -> list[str]:
        """Return what alarms stand."""


class Model:
    """The rules in their shortest form."""

    def __init__(self, authority: Authority) -> None:
        view = DirectoryView.of(authority.office, authority.root.public)
        self._relay = ModelRelay(authority.relay, view)

    def answer(self, body: bytes) -> Iterator[bytes]:
        return self._relay.answer(body)

    def take(self, *entries: Control) -> None:
        self._relay.take(*entries)

    def invite(self, invitation: Invitation, wraps: Sequence[Wrap]) -> None:
        self._relay.invitations[invitation.grant.invitation] = tuple(wraps)

    def deliver(self, device: bytes, space: bytes, wraps: Sequence[Wrap]) -> None:
        others = [wrap for wrap in self._relay.wraps.get(device, ()) if wrap.space != space]
        self._relay.wraps[device] = (*others, *wraps)

    def log(self, space: bytes) -> list[LogLine]:
        log = self._relay.logs.get(space)
        entries = log.entries if log else []
        return [LogLine(one.id, one.position.chain, not isinstance(one.content, Control)) for one in entries]

    def die_before(self, commits: int) -> None:
        """The model has no commits that could be told apart."""

    def problems(self) -> list[str]:
        return []


class _FrailStore:
    """A log store whose process dies before its n-th commit; a commit that was begun leaves nothing."""

    def __init__(self, store: LogStore) -> None:
        self.store = store
        self.left: int | None = None

    def reading(self) -> AbstractContextManager[Reader]:
        return self.store.reading()

    def writing(self) -> AbstractContextManager[Writer]:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise PowerLostError
        return self.store.writing()


def _quick(store: LogStore) -> LogStore:
    """Compile each statement once for all stores of all runs."""
    store._writing = store._engine.execution_options(
        compiled_cache=COMPILED, **store._writing.get_execution_options()
    )
    store._engine = store._engine.execution_options(compiled_cache=COMPILED)
    return store


class Real:
    """The relay's service over a database file, without a socket in between."""

    def __init__(self, authority: Authority, folder: Path, clock: HandClock, random: Random) -> None:
        self._authority = authority
        self._clock = clock
        self._secret = random.randbytes(32)
        self._incarnation = random.randbytes(8)
        folder.mkdir(parents=True)
        self._url = f"sqlite:///{folder / 'headoffice.sqlite'}"
        self._frail = _FrailStore(_quick(LogStore.create(self._url)))
        self._service = self._begun()

    def answer(self, body: bytes) -> Iterator[bytes]:
        try:
            replied = self._service.replied(asked(body))
            yield from answer_bytes(replied.messages, body, self._authority.relay.sign)
        except PowerLostError:
            self.restart()
            raise

    def restart(self) -> None:
        """Begin anew over the same file."""
        self._frail.store.close()
        self._frail = _FrailStore(_quick(LogStore.open(self._url)))
        self._service = self._begun()

    def close(self) -> None:
        self._frail.store.close()

    def take(self, *entries: Control) -> None:
        with self._frail.store.writing() as writer:
            for entry in entries:
                log = writer.lock(entry.space) or writer.create(entry.space, self._incarnation)
                writer.append_control(log, entry)

    def invite(self, invitation: Invitation, wraps: Sequence[Wrap]) -> None:
        grant = invitation.grant
        public = public_of(invitation.wrap_private)
        row = log_store.Invitation(
            grant.invitation, grant.person, public, grant.expires_ms, packed(grant), None
        )
        with self._frail.store.writing() as writer:
            writer.put_invitation(row)
            writer.replace_wraps(SealedKey(grant.invitation, 0, wrap) for wrap in wraps)

    def deliver(self, device: bytes, space: bytes, wraps: Sequence[Wrap]) -> None:
        with self._frail.store.writing() as writer:
            log = writer.lock(space)
            assert log is not None
            newest = max(wraps, key=lambda wrap: wrap.epoch)
            writer.replace_wraps([SealedKey(device, log.position.seq, newest)])

    def log(self, space: bytes) -> list[LogLine]:
        with self._frail.store.reading() as reader:
            lines = list(reader.chained(space))
            versions = reader.known(space, [id_ for _, id_, _ in lines])
        return [LogLine(id_, chain, id_ in versions) for _, id_, chain in lines]

    def die_before(self, commits: int) -> None:
        self._frail.left = commits

    def problems(self) -> list[str]:
        with self._frail.store.reading() as reader:
            return [code for code, *_ in reader.alarms()]

    def _begun(self) -> Service:
        membership = Membership(self._authority.office, self._authority.root.public)
        key, tokens = self._authority.relay, Tokens(self._secret)
        return Service(self._frail, membership, key, tokens, self._clock, Counters())  # type: ignore[arg-type]


@dataclass
class Office:
    """A head office: an authority that signs, a relay that stores, and the spaces of the run."""

    authority: Authority
    relay: Relay
    persons: dict[str, bytes] = field(default_factory=dict)
    own: dict[str, bytes] = field(default_factory=dict)
    _said: int = 0

    def __post_init__(self) -> None:
        self.authority.found()
        self.home = self.authority.space("BEY")
        self.file = self.authority.space("File 7", "restricted")
        self.publish()

    @property
    def public(self) -> bytes:
        """The key that answers are signed with."""
        return self.authority.relay.public

    def answer(self, body: bytes) -> Iterator[bytes]:
        return self.relay.answer(body)

    def publish(self) -> None:
        """Give the relay what the authority has signed since."""
        self.relay.take(*self.authority.entries[self._said :])
        self._said = len(self.authority.entries)

    def invited(self, login: str, spaces: dict[bytes, bool]) -> Invitation:
        """Invite one more laptop of ``login`` to ``spaces`` (id to read-only) and the person's own space."""
        if login not in self.persons:
            self.persons[login] = self.authority.person(login)
            self.own[login] = self._own_space(login)
        everywhere = {**spaces, self.own[login]: False}
        invitation, wraps = self.authority.invitation(self.persons[login], everywhere, expires_ms=FAR_MS)
        self.publish()
        self.relay.invite(invitation, wraps)
        return invitation

    def rotate(self, space: bytes, members: Sequence[DeviceKeys]) -> None:
        """Give a space a new key, which waits for ``members``."""
        self.authority.rotate(space)
        self.publish()
        for keys in members:
            self.relay.deliver(keys.device, space, self.authority.wraps(keys.wrap_public, {space: False}))

    def _own_space(self, login: str) -> bytes:
        space = self.authority.random.randbytes(16)
        self.authority.say(self.authority.directory, control.Space(space, login, "me", login))
        self.authority.rotate(space)
        return space
