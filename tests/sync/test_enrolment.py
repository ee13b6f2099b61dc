"""Joining an office: once per invitation, over a line that may lose the answer, with clear refusals."""

import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from asi_desktop.crypto.codes import new_word_code
from asi_desktop.crypto.control import folded
from asi_desktop.crypto.invitation import NotAnInvitation, WrongCode, sealed
from asi_desktop.domain.errors import AppError
from asi_desktop.headoffice.authority.certificates import Certificates
from asi_desktop.protocol.exchange import Answer, Enrolled, Fault
from asi_desktop.sync import enrolment
from asi_desktop.sync.enrolment import InvitationExpired, InvitationForeign, InvitationUsed, enrol, joined
from asi_desktop.sync.failures import BadFrame, NoConnection, UpdateRequired
from asi_desktop.tasks import Cancelled, Context
from tests.sync.door import Door, server_tls, whole
from tests.sync.world import Clock, MemoryLine, Weather, World


def test_the_entries_are_what_the_directory_accepts() -> None:
    world = World()
    other = world.authority.space("BER")
    person = world.authority.person("ana")
    invitation, _ = world.authority.invitation(person, {world.home: False, other: True})
    world.publish()
    keys = world.authority.device()
    request = enrolment.request(invitation, keys)
    view = folded(world.relay.view, (request.entry, *request.members))
    assert view.may_write(world.home, keys.device)
    assert not view.may_write(other, keys.device)
    assert view.may_read(other, keys.device)
    assert enrolment.request(invitation, keys) == request
    assert enrolment.request(invitation, world.authority.device()).entry.id() != request.entry.id()


def test_joining_brings_keys_pins_and_a_first_token() -> None:
    world = World()
    person = world.authority.person("ana")
    invitation, wraps = world.authority.invitation(person, {world.home: False}, expires_ms=2**60)
    world.publish()
    world.relay.invitations[invitation.grant.invitation] = wraps
    keys = world.authority.device()
    found = joined(invitation, keys, MemoryLine(world.relay, keys.sign), Context())
    assert found.epoch_keys == {(world.home, 1): world.authority.epoch_keys[world.home, 1]}
    assert (found.office, found.root, found.relay) == (
        world.authority.office,
        world.authority.root.public,
        world.authority.relay.public,
    )
    assert (found.person, found.letter, found.spaces) == (person, "A", (world.home,))
    assert (found.token, found.server_ms) == (b"first", world.relay.now_ms)
    assert "epoch_keys" not in repr(found)


def test_a_lost_answer_is_asked_for_again_with_the_same_bytes() -> None:
    world = World()
    invitation, wraps = world.authority.invitation(
        world.authority.person("ana"), {world.home: False}, expires_ms=2**60
    )
    world.publish()
    world.relay.invitations[invitation.grant.invitation] = wraps
    keys = world.authority.device()
    line = MemoryLine(world.relay, keys.sign, weather=[Weather(cut=10)])
    with pytest.raises(NoConnection):
        joined(invitation, keys, line, Context())
    assert joined(invitation, keys, line, Context()).token == b"first"
    assert line.questions[0] == line.questions[1]
    with pytest.raises(InvitationUsed) as caught:
        joined(invitation, world.authority.device(), line, Context())
    assert (caught.value.code, caught.value.status) == ("invitation_used", 1)


@pytest.mark.parametrize(
    ("code", "kind", "told"),
    [
        ("invitation_used", InvitationUsed, "invitation_used"),
        ("invitation_expired", InvitationExpired, "invitation_expired"),
        ("refused", InvitationForeign, "invitation_refused"),
        ("update_required", UpdateRequired, "update_required"),
    ],
)
def test_a_refusal_is_named(code: str, kind: type[AppError], told: str) -> None:
    world = World()
    invitation, _ = world.authority.invitation(world.authority.person("ana"), {world.home: False})
    keys = world.authority.device()
    world.relay.faults = [Fault(True, code)]
    with pytest.raises(kind) as caught:
        joined(invitation, keys, MemoryLine(world.relay, keys.sign), Context())
    assert (caught.value.code, caught.value.status) == (told, 1)
    assert caught.value.message("fr")
    assert caught.value.advice("en")


def test_an_answer_to_something_else_is_not_believed() -> None:
    world = World()
    invitation, wraps = world.authority.invitation(
        world.authority.person("ana"), {world.home: False}, expires_ms=2**60
    )
    world.publish()
    world.relay.invitations[invitation.grant.invitation] = wraps
    keys = world.authority.device()
    line = MemoryLine(world.relay, keys.sign)
    world.relay.edited = lambda _: Answer(True, 1, b"", equal=True)
    with pytest.raises(BadFrame):
        joined(invitation, keys, line, Context())
    world.relay.edited = lambda message: (
        replace(message, directory=bytes(16)) if isinstance(message, Enrolled) else message
    )
    with pytest.raises(BadFrame):
        joined(invitation, keys, line, Context())


def test_a_line_that_says_nothing_is_not_believed() -> None:
    class Silent(MemoryLine):
        def ask(self, *_: object, **__: object):  # type: ignore[no-untyped-def]
            return iter(())

    world = World()
    invitation, _ = world.authority.invitation(world.authority.person("ana"), {world.home: False})
    keys = world.authority.device()
    with pytest.raises(BadFrame):
        joined(invitation, keys, Silent(world.relay, keys.sign), Context())


def test_an_invitation_file_leads_over_tls_into_the_office(tmp_path: Path) -> None:
    world = World()
    certificates = Certificates(world.authority.office, world.clock.ms)
    world.authority.certificate = certificates.authority
    lock = threading.Lock()

    def answer(body: bytes):  # type: ignore[no-untyped-def]
        with lock:
            return world.relay.answer(body)

    door = Door(whole(answer), server_tls(certificates, tmp_path))
    try:
        invitation, wraps = world.authority.invitation(
            world.authority.person("ana"), {world.home: False}, url=door.url, expires_ms=2**60
        )
        world.publish()
        world.relay.invitations[invitation.grant.invitation] = wraps
        code = new_word_code()
        data, keys = sealed(invitation, code), world.authority.device()
        found = enrol(data, code, keys=keys, clock=Clock(), context=Context())
        assert found.url == door.url
        assert found.keys is keys
        with pytest.raises(WrongCode):
            enrol(data, new_word_code(), keys=keys, clock=Clock(), context=Context())
        cancelled = Context()
        cancelled.cancel()
        with pytest.raises(Cancelled):
            enrol(data, code, keys=keys, clock=Clock(), context=cancelled)
    finally:
        door.close()


def test_a_file_that_is_no_invitation_is_refused() -> None:
    keys = World().authority.device()
    with pytest.raises(NotAnInvitation) as caught:
        enrol(b"hello", new_word_code(), keys=keys, clock=Clock(), context=Context())
    assert caught.value.status == 1
