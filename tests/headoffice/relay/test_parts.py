"""Tokens, numbers and the bell."""

import asyncio
import os
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
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
from asi_desktop.protocol.exchange import PATH, Cursor, Exchange, Fault, Wait
from asi_desktop.protocol.stream import AnswerReader, request_bytes
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import version
from tests.postgresql import Cluster, database_of

DEVICE = b"d" * 16
EVERYTHING = 64 * 1024 * 1024
NOW = 1_800_000_000_000


@pytest.fixture
def store(database: str) -> Iterator[LogStore]:
    with closing(LogStore.create(database)) as store:
        yield store


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
    store: LogStore, spaces: Collection[bytes] | None, rung: bool
) -> None:
    bell = Bell(store)

    async def listen() -> bool:
        async with bell.listening([b"a"]) as event:
            assert bell.listeners == 1
            bell.ring(spaces)
            return event.is_set()

    assert asyncio.run(listen()) is rung
    assert bell.listeners == 0


def test_a_closed_bell_lets_nobody_wait(store: LogStore) -> None:
    bell = Bell(store)

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
    office.service.store = LogStore(dialect.opened(office.premises.database.replace("host=", "host=/no")))
    for file in office.folder.glob("headoffice.sqlite*"):
        file.unlink()
        file.mkdir()


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


def test_the_bell_goes_on_after_the_database_was_away(database: str) -> None:
    LogStore.create(database).close()
    store = Flaky(dialect.opened(database))
    bell = Bell(store, look_every_s=0.001)

    async def listen() -> None:
        looking = asyncio.create_task(bell._look_again_and_again())
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
    store.close()


def test_the_bell_hears_other_processes_without_looking(cluster: Cluster) -> None:
    """The connection that hears is lost meanwhile."""
    url = cluster.database()
    with closing(LogStore.create(url)) as other, closing(Deaf(dialect.opened(url))) as store:
        bell = Bell(store, look_every_s=0.01)

        def grow(space: bytes) -> None:
            with other.writing() as writer:
                writer.grown.add(space)

        async def listen() -> None:
            hearing = asyncio.create_task(bell._listen())
            async with bell.listening([b"a" * 16]) as event:
                await event.wait()  # whatever was told before is unknown
                event.clear()
                grow(b"b" * 16)
                grow(b"a" * 16)
                await event.wait()
                event.clear()
                cluster.say(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    f" WHERE datname = '{database_of(url)}' AND query LIKE 'LISTEN%'"
                )
                await event.wait()
            hearing.cancel()

        asyncio.run(asyncio.wait_for(listen(), 20))


class Deaf(LogStore):
    """A store that nobody may look into."""

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        raise AssertionError
        yield


class Breaking(LogStore):
    """A store that goes away in the middle of an answer."""

    left = 0

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        self.left -= 1
        if self.left < 0:
            raise StoreUnavailable
        with super().reading() as reader:
            yield reader


@pytest.mark.parametrize("left", range(6))
def test_an_answer_that_the_database_cannot_finish(office: Office, left: int) -> None:
    """Until it has begun, the answer is to come later; then it is cut. What was stored before stays."""
    writer, laptop = office.laptop("anna"), office.laptop("bilal")
    big = [version(os.urandom(200_000)) for _ in range(4)]
    for one in big:
        writer.told(writer.push(writer.batch(office.home(), [one])))
    store = office.service.store = Breaking(office.store._engine)
    store.left = left
    app = application(office.service, Bell(office.store))
    cursors = (
        Cursor(office.home(), laptop.places[office.home()].incarnation, laptop.places[office.home()].seq),
    )
    question = Exchange(VERSION, laptop.device, laptop.token, bytes(32), cursors, max_bytes=EVERYTHING)
    body = request_bytes(question, laptop.keys.sign)

    async def post() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x") as line:
            return await line.post(PATH, content=body)

    reader = AnswerReader(body, lambda *_: True)
    messages = list(reader.feed(asyncio.run(post()).content))
    if left < 4:
        assert [type(one) for one in messages] == [Fault]
        assert reader.finished
    else:
        assert not reader.finished


def test_an_administration_without_its_database_is_not_well(tmp_path: Path) -> None:
    database = tmp_path / "logs.sqlite"
    store = LogStore.create(f"sqlite:///{database}")
    store.close()
    database.unlink()
    database.mkdir()
    transport = httpx.ASGITransport(administration(store, [Counters()]))

    async def asked(path: str) -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url="http://admin") as line:
            return await line.get(path)

    answer = asyncio.run(asked("/health"))
    assert (answer.status_code, answer.json()) == (503, {"ok": False})
    answer = asyncio.run(asked("/metrics"))
    assert answer.status_code == 200
    assert "asi_requests_total" in answer.text
    assert "asi_entries" not in answer.text
