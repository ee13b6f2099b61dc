"""Sync from the desk: once, or watching; who asks meanwhile gets the watch's next outcome."""

import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from asi_desktop.domain.clock import Clock
from asi_desktop.services.changes import Changes
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import Report
from asi_desktop.storage import vault as vaults
from asi_desktop.storage.profile import Profile
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.failures import NoConnection
from asi_desktop.sync.ports import Changed
from asi_desktop.tasks import Cancelled, Context
from tests.services.quick import PASSPHRASE, HandClock, cheap

REPORT = Report(
    session="online",
    pushed=2,
    pulled=1,
    pending=0,
    conflicts=0,
    quarantined=0,
    alarms=0,
    requests=1,
    bytes_up=900,
    bytes_down=400,
    wire_up=1200,
    wire_down=700,
    seconds=0.2,
    changes=Changed(frozenset({b"r" * 16}), frozenset({"brief"}), frozenset({b"s" * 16})),
)


class ScriptedEngine(Engine):
    """Answers each sync from a script, and head office's silence by waiting for the bell or the end."""

    def __init__(self, vault: vaults.Vault, clock: Clock, script: list[Report | Exception]) -> None:
        super().__init__(vault.sync_store(), lambda _: pytest.fail("no line"), clock, secrets.token_bytes)
        self.script = script
        self.budgets: list[int | None] = []
        self.began = threading.Event()

    def sync_once(
        self,
        context: Context,
        *,
        budget: int | None = None,
        changed: Callable[[Changed], None] = lambda _: None,
    ) -> Report:
        context.check()
        self.began.set()
        self.budgets.append(budget)
        outcome = (
            self.script.pop(0) if self.script else replace(REPORT, pushed=0, pulled=0, changes=Changed())
        )
        if isinstance(outcome, Exception):
            raise outcome
        changed(outcome.changes)
        return outcome

    def wait(self, context: Context, *, seconds: int = 55, pulse: Callable[[], None] = lambda: None) -> bool:
        while not context.wait(0.01):
            pulse()
        raise Cancelled


@pytest.fixture
def opened(profile: Path, clock: HandClock) -> Iterator[tuple[Desk, ScriptedEngine]]:
    secret = PASSPHRASE.encode()
    vault = vaults.unlock(Profile(profile), secret, surroundings=cheap(clock))
    engine = ScriptedEngine(vault, clock, [])
    desk = Desk(vault, clock, engine)
    yield desk, engine
    desk.close()


Opened = tuple[Desk, ScriptedEngine]


def test_a_sync_tells_what_it_changed_and_stands_in_the_journal(opened: Opened) -> None:
    desk, engine = opened
    engine.script.append(REPORT)
    synced = desk.sync.run(Context(), budget_kb=8)
    assert synced.report == REPORT
    assert synced.changes == Changes(
        REPORT.changes.records, REPORT.changes.types, REPORT.changes.spaces, status=True
    )
    assert engine.budgets == [8192]
    line = desk.journal.list()[-1]
    assert (line.event, line.detail) == ("sync", "sent 2, received 1")


def test_a_sync_with_nothing_to_do_writes_no_journal(opened: Opened) -> None:
    desk, _ = opened
    before = len(desk.journal.list())
    desk.sync.run(Context())
    assert len(desk.journal.list()) == before


def test_a_failure_is_raised_as_it_is(opened: Opened) -> None:
    desk, engine = opened
    engine.script.append(NoConnection(reason="x"))
    with pytest.raises(NoConnection):
        desk.sync.run(Context())


class Watching:
    """A watch in a thread of its own, for the length of a test."""

    def __init__(self, desk: Desk) -> None:
        self.context = Context()
        self.heard: list[Changes] = []
        self.reports: list[Report] = []
        self.news = threading.Condition()
        self.thread = threading.Thread(
            target=desk.sync.watch, args=(self.context, self.hear, self.reports.append)
        )
        self.thread.start()

    def hear(self, changes: Changes) -> None:
        with self.news:
            self.heard.append(changes)
            self.news.notify_all()

    def wait_for(self, fulfilled: Callable[[], bool]) -> None:
        with self.news:
            assert self.news.wait_for(fulfilled, timeout=20)

    def end(self) -> None:
        self.context.cancel()
        self.thread.join(20)
        assert not self.thread.is_alive()


@pytest.fixture
def watching(opened: Opened) -> Iterator[Callable[[], Watching]]:
    """Starts a watch; it is ended with the test, however that ends."""
    started: list[Watching] = []

    def start() -> Watching:
        started.append(Watching(opened[0]))
        return started[0]

    yield start
    for one in started:
        one.end()


Start = Callable[[], Watching]


def test_a_watch_goes_on_after_a_failure_and_tells_each_turn(opened: Opened, watching: Start) -> None:
    opened[1].script += [NoConnection(reason="x"), REPORT]
    watch = watching()
    watch.wait_for(lambda: bool(watch.reports))
    assert watch.heard[0] == Changes(status=True)  # the failure: the status line turns
    assert REPORT in watch.reports
    assert any(changes.records == REPORT.changes.records for changes in watch.heard)


def test_who_asks_during_a_watch_gets_its_next_outcome(opened: Opened, watching: Start) -> None:
    desk, engine = opened
    watch = watching()
    watch.wait_for(lambda: len(watch.reports) == 1)
    engine.script.append(REPORT)
    assert desk.sync.run(Context()).report == REPORT
    engine.script.append(NoConnection(reason="x"))
    with pytest.raises(NoConnection):
        desk.sync.run(Context())


def test_who_asks_may_give_up(opened: Opened, watching: Start) -> None:
    watch = watching()
    watch.wait_for(lambda: len(watch.reports) == 1)
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        opened[0].sync.run(context)


def test_a_save_rings_the_watch(opened: Opened, watching: Start) -> None:
    watch = watching()
    watch.wait_for(lambda: len(watch.reports) == 1)
    opened[0].records.add("brief", {"title": "Alerte", "priority": "FLASH"})
    watch.wait_for(lambda: len(watch.reports) == 2)
