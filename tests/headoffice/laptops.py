"""A small laptop for the tests of head office: enrols, seals, pushes, pulls, believes nothing unsigned."""

import os
import ssl
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import httpx
import msgspec

from asi_desktop.crypto.control import entry, signed
from asi_desktop.crypto.identity import DeviceKeys, SigningKey, verified
from asi_desktop.crypto.invitation import Invitation
from asi_desktop.crypto.sealing import Sealing, Unsealed, opened, seal
from asi_desktop.crypto.wrapping import epoch_info, unwrap
from asi_desktop.protocol import VERSION
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.batch import Batch, Parent
from asi_desktop.protocol.chain import GENESIS, ORIGIN, Position, linked, state_hash
from asi_desktop.protocol.control import Device, Member, Wrap, directory_space
from asi_desktop.protocol.exchange import (
    Answer,
    Controls,
    Cursor,
    Enrol,
    Enrolled,
    Exchange,
    Fault,
    Frame,
    Message,
    Mine,
    Push,
    Pushed,
    Request,
    Versions,
    Wait,
)
from asi_desktop.protocol.naming import office_host
from asi_desktop.protocol.stream import AnswerReader, request_bytes

Send = Callable[[bytes], bytes]
"""Takes the body of a POST and gives the body of its answer."""

NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME: no laptop's clock says what certificate is good."""

EVERYTHING = 64 * 1024 * 1024


def https(invitation: Invitation, url: str = "") -> tuple[httpx.Client, Send]:
    """Return a line to the office over TLS, pinned to its authority and its name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=invitation.authority)
    context.verify_flags |= ssl.VerifyFlags(NO_CHECK_TIME)
    client = httpx.Client(verify=context, trust_env=False, timeout=30)
    address = (url or invitation.url) + "/asi/1"

    def send(body: bytes) -> bytes:
        name = {"sni_hostname": office_host(invitation.office)}
        answer = client.post(address, content=body, extensions=name)
        answer.raise_for_status()
        return answer.content

    return client, send


def conversed(send: Send, request: Request, keys: DeviceKeys, relay: bytes) -> list[Message]:
    """Ask, and return the verified messages of a whole answer."""
    body = request_bytes(request, keys.sign)
    reader = AnswerReader(body, lambda message, signature: verified(relay, message, signature))
    messages = list(reader.feed(send(body)))
    assert reader.finished
    return messages


@dataclass
class Told:
    """An answer taken apart."""

    answer: Answer
    frames: list[Frame]

    @property
    def pushed(self) -> tuple[Pushed, ...]:
        return self.answer.pushed


@dataclass
class Laptop:
    """A laptop: its keys, its invitation, and whatever it has pulled."""

    invitation: Invitation
    send: Send
    keys: DeviceKeys = field(default_factory=DeviceKeys.generate)
    token: bytes = b""
    epoch_keys: dict[tuple[bytes, int], bytes] = field(default_factory=dict)
    places: dict[bytes, Position] = field(default_factory=dict)
    numbers: dict[tuple[bytes, int], Parent] = field(default_factory=dict)
    own: dict[bytes, dict[int, bytes]] = field(default_factory=dict)
    contents: dict[bytes, bytes] = field(default_factory=dict)
    controls: list[str] = field(default_factory=list)
    dev_seq: int = 1
    wraps: list[Wrap] = field(default_factory=list)

    @property
    def device(self) -> bytes:
        return self.keys.device

    @property
    def directory(self) -> bytes:
        return directory_space(self.invitation.office)

    @property
    def spaces(self) -> list[bytes]:
        return [one.space for one in self.invitation.grant.memberships]

    def enrolment(self) -> Enrol:
        grant, invited = self.invitation.grant, SigningKey(self.invitation.sign_private)
        device = Device(
            self.device, self.keys.sign_public, self.keys.wrap_public, grant, self.invitation.granted
        )
        members = tuple(
            entry(one.space, Member(self.device, grant.person, one.read_only), invited)
            for one in grant.memberships
        )
        return Enrol(VERSION, entry(self.directory, device, invited, self.keys.signing), members)

    def enrol(self, request: Enrol | None = None) -> Enrolled | Fault:
        (message,) = self.converse(request or self.enrolment())
        assert isinstance(message, Enrolled | Fault)
        if isinstance(message, Enrolled):
            self.token = message.token
            self._take(message.wraps, self.invitation.wrap_private)
        return message

    def state(self) -> bytes:
        return state_hash(self.places.items())

    def exchange(self, *pushes: Push, cursors: Iterable[bytes] = (), **changed: object) -> Told | Fault:
        asked = [
            Cursor(space, self.places.get(space, ORIGIN).incarnation, self.places.get(space, ORIGIN).seq)
            for space in cursors
        ]
        request = Exchange(
            VERSION, self.device, self.token, self.state(), tuple(asked), pushes, max_bytes=EVERYTHING
        )
        messages = self.converse(msgspec.structs.replace(request, **changed))
        first, frames = messages[0], messages[1:]
        if isinstance(first, Fault):
            self.token = first.token or self.token
            return first
        assert isinstance(first, Answer)
        self.token = first.token
        self._take(first.wraps, self.keys.wrap_private)
        return Told(first, [frame for frame in frames if isinstance(frame, Frame)])

    def told(self, *pushes: Push, cursors: Iterable[bytes] = (), **changed: object) -> Told:
        told = self.exchange(*pushes, cursors=cursors, **changed)
        assert isinstance(told, Told), told
        return told

    def wait(self, seconds: int) -> Answer | Fault:
        (message,) = self.converse(Wait(VERSION, self.device, self.token, self.state(), seconds))
        assert isinstance(message, Answer | Fault)
        return message

    def converse(self, request: Request, keys: DeviceKeys | None = None) -> list[Message]:
        return conversed(self.send, request, keys or self.keys, self.invitation.relay)

    def pull(self, *, whole: bool = False, max_bytes: int = EVERYTHING) -> Told:
        """Read all logs as far as one answer brings them."""
        wanted = [self.directory, *(self.places.keys() | set(self.spaces)) - {self.directory}]
        told = self.told(cursors=wanted, whole=whole, max_bytes=max_bytes)
        for frame in told.frames:
            self.apply(frame)
        return told

    def apply(self, frame: Frame) -> None:
        at = self.places.get(frame.space, ORIGIN)
        if at.seq == 0:
            at = Position(frame.until.incarnation, 0, GENESIS)
        assert at.seq == frame.after
        for item in frame.items:
            for id_ in self._ids(frame, item, at.seq):
                at = linked(at, id_)
        assert at == frame.until
        self.places[frame.space] = at

    def batch(
        self, space: bytes, versions: Sequence[Unsealed], *, epoch: int = 1, salt: bytes = b""
    ) -> Batch:
        sealing = Sealing(
            space=space,
            keys=self.keys,
            dev_seq=self.dev_seq,
            epoch=epoch,
            epoch_key=self.epoch_keys.get((space, epoch), bytes(32)),
            seen=self.places.get(space, ORIGIN),
            ctrl_seen=0,
            salt=salt or os.urandom(16),
        )
        self.dev_seq += len(versions)
        return seal(versions, sealing)

    def push(self, batch: Batch, numbers: dict[bytes, int] | None = None) -> Push:
        return Push(batch.space, wire.encode(batch, (numbers or {}).get))

    def note_own(self, batch: Batch, first: int) -> None:
        """Remember the numbers that a push was told."""
        for place, version in enumerate(batch.versions()):
            id_ = version.header.id()
            self.own.setdefault(batch.space, {})[first + place] = id_
            self.numbers[batch.space, first + place] = Parent(id_, version.header.record)

    def _ids(self, frame: Frame, item: object, after: int) -> list[bytes]:
        if isinstance(item, Controls):
            self.controls.append(item.entry.kind)
            return [item.entry.id()]
        if isinstance(item, Mine):
            return [self.own[frame.space][after + n + 1] for n in range(item.count)]
        assert isinstance(item, Versions)
        batch = wire.decode(item.batch, frame.space, lambda n: self.numbers.get((frame.space, n)))
        ids = []
        for place, version in enumerate(batch.versions()):
            header, id_ = version.header, version.header.id()
            self.numbers[frame.space, after + place + 1] = Parent(id_, header.record)
            key = self.epoch_keys.get((frame.space, header.epoch))
            if key is not None:
                self.contents[id_] = opened(version, key)
            ids.append(id_)
        return ids

    def _take(self, wraps: Iterable[Wrap], private: bytes) -> None:
        for one in wraps:
            self.wraps.append(one)
            key = unwrap(one.sealed, private, info=epoch_info(one.space, one.epoch))
            self.epoch_keys[one.space, one.epoch] = key


def version(payload: bytes = b"payload", *, record: bytes = b"", parents: Iterable[bytes] = ()) -> Unsealed:
    """Return a version to seal: full, of a new record unless ``record`` is given."""
    return Unsealed(record or os.urandom(16), tuple(sorted(parents)), payload, full=True)


def ids(batch: Batch) -> list[bytes]:
    return [one.header.id() for one in batch.versions()]


def resigned(enrol: Enrol, *keys: SigningKey) -> Enrol:
    """Return the enrolment with its DEVICE entry signed by ``keys``."""
    return msgspec.structs.replace(enrol, entry=signed(enrol.entry, *keys))
