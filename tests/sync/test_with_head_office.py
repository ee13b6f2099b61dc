"""The engine against the real relay over real TLS: what it does, and in how many bytes."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.domain.clock import SystemClock
from asi_desktop.headoffice.authority.invitations import invite
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.enrolment import InvitationUsed, joined
from asi_desktop.sync.failures import NotHeadOffice
from asi_desktop.sync.transport import Line, line_to
from asi_desktop.tasks import Context
from tests.headoffice.conftest import HandClock, Office, founded
from tests.headoffice.served import Relay, serving
from tests.sync.memory_store import MemoryStore


class Laptop:
    """A laptop with a vault in memory and a real line."""

    def __init__(self, office: Office, login: str, url: str) -> None:
        with office.authority.session() as session:
            self.invitation = invite(session, login, url=url).invitation
        self.store = MemoryStore(DeviceKeys.generate(), actor=random.getrandbits(60))
        line = Line(_Address(office, url), self.store.keys_.sign, clock=SystemClock())
        try:
            self.store.enrol(joined(self.invitation, self.store.keys_, line, Context()))
        finally:
            line.close()
        clock = SystemClock()
        self.engine = Engine(
            self.store, lambda account: line_to(account, clock), clock, random.Random(1).randbytes
        )


class _Address:
    def __init__(self, office: Office, url: str) -> None:
        premises = office.premises
        self.office, self.url, self.server_ms = premises.office, url, 0
        with office.authority.session() as session:
            assert session.view.office is not None
            self.authority, self.relay = session.view.office.authority, session.view.office.relay


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Relay]]:
    clock = HandClock(SystemClock().now_ms())
    with founded(tmp_path_factory.mktemp("headoffice") / "office", clock) as office:
        for login in ("ana", "bob", "cat"):
            office.person(login)
        with serving(office.folder) as relay:
            yield office, relay
            relay.stop()


@pytest.mark.slow
def test_two_laptops_and_a_real_head_office(place: tuple[Office, Relay]) -> None:
    office, relay = place
    home = office.home()
    ana, bob = Laptop(office, "ana", relay.url), Laptop(office, "bob", relay.url)
    for laptop in (ana, bob, ana):
        assert laptop.engine.sync_once(Context()).session == "online"

    for n in range(100):
        ana.store.save(home, n.to_bytes(16, "big"), {"title": f"Brief {n}", "bluf": "Convoy late"})
    report = ana.engine.sync_once(Context())
    assert (report.pushed, report.requests, report.pending) == (100, 1, 0)
    report = bob.engine.sync_once(Context())
    assert (report.pulled, report.requests) == (100, 1)

    for n in range(100):
        bob.store.save(home, n.to_bytes(16, "big"), {"bluf": f"Convoy {n} arrived"})
    up = bob.engine.sync_once(Context())
    assert (up.pushed, up.requests) == (100, 1)
    assert up.bytes_up + up.bytes_down < 12_000
    down = ana.engine.sync_once(Context())
    assert down.pulled == 100
    assert down.bytes_up + down.bytes_down < 12_000
    assert {id_: record.state.fields for id_, record in ana.store.records.items()} == {
        id_: record.state.fields for id_, record in bob.store.records.items()
    }

    ana.engine.sync_once(Context())
    nothing = ana.engine.sync_once(Context())
    assert nothing.requests == 1
    assert nothing.bytes_up + nothing.bytes_down <= 489
    assert not ana.engine.wait(Context(), seconds=0)
    for laptop in (ana, bob):
        assert not laptop.store.alarms
        assert not laptop.store.problems
        laptop.engine.close()


@pytest.mark.slow
def test_an_invitation_serves_once_and_one_office_alone(place: tuple[Office, Relay], tmp_path: Path) -> None:
    office, relay = place
    cat = Laptop(office, "cat", relay.url)
    address = _Address(office, relay.url)
    line = Line(address, cat.store.keys_.sign, clock=SystemClock())
    assert joined(cat.invitation, cat.store.keys_, line, Context()).token
    line.close()
    other = DeviceKeys.generate()
    line = Line(address, other.sign, clock=SystemClock())
    with pytest.raises(InvitationUsed):
        joined(cat.invitation, other, line, Context())
    line.close()
    with founded(tmp_path / "other", HandClock(SystemClock().now_ms())) as elsewhere:
        line = Line(_Address(elsewhere, relay.url), other.sign, clock=SystemClock())
        with pytest.raises(NotHeadOffice):
            joined(cat.invitation, other, line, Context())
        line.close()
