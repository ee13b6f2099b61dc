"""What only a database server can do: let nobody in, go away, come back, be damaged, tell who listens."""

import asyncio
import re
from collections.abc import Collection, Iterator
from contextlib import ExitStack, aclosing, closing
from pathlib import Path

import pytest
from sqlalchemy import event, text

from asi_desktop.headoffice.log_store import LogStore, StoreDamaged, StoreUnavailable, dialect
from asi_desktop.headoffice.log_store.dialect import BackupUnsound, DatabaseUnreachable
from asi_desktop.protocol.exchange import Enrolled
from tests.headoffice.conftest import HandClock, Office, founded, stored
from tests.headoffice.laptops import version
from tests.postgresql import SUPERUSER, Cluster, database_of, running

SPACE, OTHER = b"a" * 16, b"b" * 16


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """PostgreSQL alone."""
    with cluster.lent() as url:
        yield url


@pytest.fixture
def store(database: str) -> Iterator[LogStore]:
    with closing(LogStore.create(database)) as store:
        with store.writing() as writer:
            writer.create(SPACE, bytes(8))
            writer.create(OTHER, bytes(8))
        yield store


# Getting in


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (("host=", "host=/nowhere"), "No such file or directory"),
        (("/logs", "/nothing"), "does not exist"),
        ((f"//{SUPERUSER}@", "//stranger:carafe@"), "does not exist"),
    ],
)
def test_who_is_not_let_in_is_told_why(cluster: Cluster, changed: tuple[str, str], reason: str) -> None:
    with pytest.raises(DatabaseUnreachable) as refused:
        LogStore.open(cluster.url("logs").replace(*changed))
    assert reason in refused.value.message("en")
    assert "carafe" not in refused.value.message("fr")
    assert "\n" not in refused.value.message("fr")


def test_who_may_not_make_tables_is_told(cluster: Cluster) -> None:
    url = cluster.database()
    cluster.say("CREATE ROLE guest LOGIN")
    with pytest.raises(DatabaseUnreachable) as refused:
        LogStore.create(url.replace(f"//{SUPERUSER}@", "//guest@"))
    assert "permission denied" in refused.value.message("en")


def test_what_the_address_says_comes_before_what_the_program_prefers(database: str) -> None:
    engine = dialect.opened(f"{database}&connect_timeout=9&application_name=mine")
    with engine.connect() as connection:
        assert connection.execute(text("SHOW application_name")).scalar() == "mine"
    assert engine.url.query["connect_timeout"] == "9"
    engine.dispose()


@pytest.mark.parametrize(("theirs", "ours"), [("off", "on"), ("remote_write", "remote_write"), ("on", "on")])
def test_what_is_acknowledged_is_on_disk(cluster: Cluster, theirs: str, ours: str) -> None:
    url = cluster.database()
    cluster.say(f"ALTER DATABASE {database_of(url)} SET synchronous_commit = {theirs}")
    with closing(LogStore.create(url)) as store, store._engine.connect() as connection:
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == ours
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "30s"


# Side by side


def test_writers_of_different_logs_do_not_wait_for_each_other(store: LogStore) -> None:
    with store.writing() as one, store.writing() as other:
        assert one.lock(SPACE) is not None
        assert other.lock(OTHER) is not None


def test_a_reader_cannot_write(store: LogStore) -> None:
    with pytest.raises(StoreUnavailable), store.reading() as reader:
        reader._connection.execute(text("DELETE FROM space"))


def test_more_at_once_than_there_are_connections_come_later(store: LogStore) -> None:
    store._engine.pool._timeout = 0.01  # type: ignore[attr-defined]  # the pool's own patience is half a minute
    with ExitStack() as busy, pytest.raises(StoreUnavailable):
        [busy.enter_context(store.reading()) for _ in range(100)]
    with store.reading() as reader:
        assert reader.log(SPACE) is not None


def impatient(store: LogStore) -> None:
    with store.writing() as writer:
        writer._connection.execute(text("SET LOCAL lock_timeout = 20"))
        writer.lock(SPACE)


def test_whoever_waits_too_long_for_a_log_comes_later(store: LogStore) -> None:
    with store.writing() as first:
        first.lock(SPACE)
        with pytest.raises(StoreUnavailable):
            impatient(store)
    with store.writing() as third:
        assert third.lock(SPACE) is not None


def test_every_question_of_a_laptop_is_by_space(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """So that logs can be spread over several databases. The office's own small tables are not by space."""
    asked: list[str] = []
    folder = tmp_path_factory.mktemp("asked") / "office"
    with stored("postgresql", folder, lambda: cluster) as url, founded(folder, HandClock(), url) as office:
        writer, reader = office.laptop("anna"), office.laptop("bilal")
        writer.told()  # what is read again when somebody has joined is read here
        event.listen(office.store._engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        batch = writer.batch(office.home(), [version(), version()])
        writer.told(writer.push(batch), cursors=[office.home()])
        reader.pull()
    logs = [
        one
        for one in asked
        if re.search(r"\b(space|entry|stretch|head|wrap|alarm)\b", one.partition("WHERE")[0])
    ]
    assert len(logs) > 10
    for one in logs:
        assert "INSERT INTO" in one or re.search(r"\.space (=|IN)", one.partition("WHERE")[2]), one


# Going away and coming back


def terminated(cluster: Cluster, url: str) -> None:
    """End all connections to a database, as a server that restarts does."""
    cluster.say(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database_of(url)}'"
    )


def test_a_lost_connection_is_made_anew_unnoticed(cluster: Cluster, database: str, store: LogStore) -> None:
    with store.reading() as reader:
        assert reader.log(SPACE) is not None
    terminated(cluster, database)
    with store.writing() as writer:
        assert writer.lock(SPACE) is not None


def test_nothing_of_a_transaction_stays_whose_connection_is_lost(
    cluster: Cluster, database: str, store: LogStore
) -> None:
    def write() -> None:
        with store.writing() as writer:
            writer.put_setting("colour", b"blue")
            terminated(cluster, database)
            writer.put_setting("colour", b"green")

    with pytest.raises(StoreUnavailable):
        write()
    with store.reading() as reader:
        assert reader.setting("colour") is None


def test_a_database_that_is_away_says_so_until_it_is_back() -> None:
    with running() as server, closing(LogStore.create(url := server.database())) as store:
        with store.writing() as writer:
            writer.put_setting("kept", b"yes")
        server.kill()
        for transaction in (store.reading, store.writing):
            with pytest.raises(StoreUnavailable), transaction():
                pass
        with pytest.raises(DatabaseUnreachable):
            LogStore.open(url)
        server.start()
        with store.reading() as reader:
            assert reader.setting("kept") == b"yes"


def test_damage_is_told_apart(store: LogStore) -> None:
    with store._writing.begin() as connection:
        connection.execute(
            text(
                "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE 'invalid page in block 7' USING ERRCODE = 'XX001'; END $$"
            )
        )
        connection.execute(
            text("CREATE TRIGGER broken BEFORE INSERT ON setting FOR EACH ROW EXECUTE FUNCTION broken()")
        )
    try:
        with pytest.raises(StoreDamaged), store.writing() as writer:
            writer.put_setting("colour", b"blue")
    finally:
        with store._writing.begin() as connection:
            connection.execute(text("DROP FUNCTION broken CASCADE"))


def test_a_copy_that_cannot_be_made_is_told(cluster: Cluster, store: LogStore, tmp_path: Path) -> None:
    store.copy_to(tmp_path / "copy.sqlite")
    with pytest.raises(BackupUnsound):
        store.copy_to(tmp_path / "copy.sqlite")
    away = LogStore(dialect.opened(cluster.url("logs").replace("host=", "host=/nowhere")))
    with pytest.raises(StoreUnavailable):
        away.copy_to(tmp_path / "other.sqlite")


# Telling and hearing


def test_what_another_process_adds_is_heard(cluster: Cluster, database: str, store: LogStore) -> None:
    """Spaces by name, many of them or a joining as “look at everything”; a failure is told to nobody."""

    async def listen() -> list[Collection[bytes] | None]:
        heard: list[Collection[bytes] | None] = []
        with closing(LogStore.open(database)) as other:
            async with aclosing(store.heard()) as telling:
                heard.append(await anext(telling))
                for grown in ({SPACE}, {SPACE, OTHER}, {bytes([n]) * 16 for n in range(250)}, set(), {OTHER}):
                    with other.writing() as writer:
                        writer.grown |= grown
                    if grown:
                        heard.append(await anext(telling))
                with other.writing() as writer:
                    writer.grown, writer.ruled = {SPACE}, True
                heard.append(await anext(telling))
                terminated(cluster, database)
                with pytest.raises(StopAsyncIteration):
                    await anext(telling)
        return heard

    assert asyncio.run(listen()) == [None, {SPACE}, {SPACE, OTHER}, None, {OTHER}, None]


def test_who_cannot_listen_hears_nothing(cluster: Cluster) -> None:
    store = LogStore(dialect.opened(cluster.url("logs").replace("host=", "host=/nowhere")))

    async def listen() -> list[object]:
        return [one async for one in store.heard()]

    assert asyncio.run(listen()) == []


def test_an_enrolment_while_the_database_restarts(office: Office, cluster: Cluster, database: str) -> None:
    office.person("anna")
    laptop = office.invited("anna")
    terminated(cluster, database)
    assert isinstance(laptop.enrol(), Enrolled)
