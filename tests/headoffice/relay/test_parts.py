"""Tokens, numbers and the bell."""

import asyncio
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from asi_desktop.headoffice.log_store import LogStore, Reader, StoreUnavailable, dialect
from asi_desktop.headoffice.relay.administration import administration
from asi_desktop.headoffice.relay.application import BUSY_AFTER_S, application
from asi_desktop.headoffice.relay.bell import Bell
from asi_desktop.headoffice.relay.counters import COUNTED, Counters, exposition
from asi_desktop.headoffice.relay.tokens import Tokens
from asi_desktop.protocol import VERSION
from asi_desktop.protocol.exchange import PATH, Exchange, Fault, Wait
from asi_desktop.protocol.stream import AnswerReader, request_bytes
from tests.headoffice.conftest import Office

DEVICE = b"d" * 16
NOW = 1_800_000_000_000


def test_a_token_is_good_for_thirty_days_for_its_laptop() -> None:
    tokens = Tokens(b"secret")
    token = tokens.issue(DEVICE, NOW)
    days = 24 * 3600 * 1000
    assert tokens.fresh(token, DEVICE, NOW)
    assert tokens.fresh(token, DEVICE, NOW + 30 * days)
    assert not tokens.fresh(token, DEVICE, NOW + 31 * days)
    assert not tokens.fresh(token, DEVICE, NOW - days)
    assert not tokens.fresh(token, b"e" * 16, NOW)
    assert not Tokens(b"other").fresh(token, DEVICE, NOW)
    assert len(token) < 20


def test_numbers_of_several_processes_are_summed() -> None:
    first, second = Counters(), Counters([0] * len(COUNTED))
    first.add("stored", 5)
    second.add("stored")
    text = exposition([first, second], {"alarms": ("Alarms", 2)})
    assert "asi_stored_total 6\n" in text
    assert "# HELP asi_alarms Alarms\n# TYPE asi_alarms gauge\nasi_alarms 2\n" in text
    assert text.count("# TYPE") == len(COUNTED) + 1


@pytest.mark.parametrize(
    ("spaces", "rung"), [([b"a"], True), ([b"b"], False), ([], False), (None, True), ([b"a", b"b"], True)]
)
def test_the_bell_wakes_those_it_concerns(
    tmp_path: Path, spaces: Collection[bytes] | None, rung: bool
) -> None:
    bell = Bell(LogStore.create(f"sqlite:///{tmp_path / 'logs.sqlite'}"))

    async def listen() -> bool:
        async with bell.listening([b"a"]) as event:
            assert bell.listeners == 1
            bell.ring(spaces)
            return event.is_set()

    assert asyncio.run(listen()) is rung
    assert bell.listeners == 0


def test_a_closed_bell_lets_nobody_wait(tmp_path: Path) -> None:
    bell = Bell(LogStore.create(f"sqlite:///{tmp_path / 'logs.sqlite'}"))

    async def listen() -> bool:
        bell.close()
        async with bell.listening([b"a"]) as event:
            return event.is_set()

    assert asyncio.run(listen())


def test_without_its_database_the_relay_asks_to_come_later(office: Office) -> None:
    laptop = office.laptop("anna")
    unusable(office)
    app = application(office.service, Bell(office.store))
    for question in (
        Exchange(VERSION, laptop.device, laptop.token, bytes(32)),
        Wait(VERSION, laptop.device, laptop.token, bytes(32), 50),
    ):
        body = request_bytes(question, laptop.keys.sign)

        async def post(body: bytes = body) -> httpx.Response:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as line:
                return await line.post(PATH, content=body)

        reader = AnswerReader(body, lambda *_: True)
        (fault,) = reader.feed(asyncio.run(post()).content)
        assert isinstance(fault, Fault)
        assert (fault.code, fault.after_s) == ("later", BUSY_AFTER_S)


def unusable(office: Office) -> None:
    office.store.close()
    for file in office.folder.glob("headoffice.sqlite*"):
        file.unlink()
    (office.folder / "headoffice.sqlite").mkdir()


def test_who_hangs_up_while_asking_is_no_fault(office: Office) -> None:
    app = application(office.service, Bell(office.store))
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": PATH, "headers": [], "query_string": b""}
    asyncio.run(app(scope, receive, send))  # type: ignore[arg-type]  # a scope as small as it can be
    assert sent[0]["status"] == 408


class Flaky(LogStore):
    """A store that is away for some of the looks."""

    away = 0

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        if self.away:
            self.away -= 1
            raise StoreUnavailable
        with super().reading() as reader:
            yield reader


def test_the_bell_goes_on_after_the_database_was_away(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'logs.sqlite'}"
    LogStore.create(url).close()
    store = Flaky(dialect.opened(url))
    bell = Bell(store, look_every_s=0.001)

    async def listen() -> None:
        looking = asyncio.create_task(bell.look_out())
        async with bell.listening([b"a" * 16]) as event:
            await event.wait()  # the first look
            event.clear()
            store.away = 3
            with store.writing() as writer:
                writer.create(b"a" * 16, bytes(8))
            await event.wait()
        looking.cancel()

    asyncio.run(asyncio.wait_for(listen(), 20))
    assert store.away == 0


def test_an_administration_without_its_database_is_not_well(tmp_path: Path) -> None:
    database = tmp_path / "logs.sqlite"
    store = LogStore.create(f"sqlite:///{database}")
    store.close()
    database.unlink()
    database.mkdir()
    transport = httpx.ASGITransport(administration(store, []))

    async def health() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://admin") as line:
            return await line.get("/health")

    answer = asyncio.run(health())
    assert (answer.status_code, answer.json()) == (503, {"ok": False})
