"""When a sync happens: at once, soon, when there is news, or after a pause that is left to chance."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.errors import AppError
from asi_desktop.sync import schedule
from asi_desktop.sync.engine import Engine, Report
from asi_desktop.sync.failures import Busy, NoConnection, NotEnrolled, Removed
from asi_desktop.sync.ports import Changed
from asi_desktop.sync.schedule import Bell, Listener, Phase, Step, watch
from asi_desktop.tasks import Context
from tests.sync.world import Laptop, Weather, World

RECORD = bytes(range(16))

Hears = Callable[[Changed], None]


# The decisions


def test_a_sync_is_followed_by_waiting_for_news() -> None:
    assert schedule.after_sync(Step(failures=4), moved=True) == Step(Phase.WAIT, 55)
    assert schedule.after_wait(news=False) == Step(Phase.WAIT, 55)
    assert schedule.after_wait(news=True) == Step(Phase.SYNC, woken=True)


def test_news_that_a_sync_does_not_find_do_not_make_it_ask_for_ever() -> None:
    woken = schedule.after_wait(news=True)
    assert schedule.after_sync(woken, moved=True).phase is Phase.WAIT
    assert schedule.after_sync(woken, moved=False) == Step(Phase.PAUSE, schedule.STALE_PAUSE_S)


def test_a_change_is_sent_soon_and_an_urgent_one_at_once() -> None:
    assert schedule.after_ring(urgent=False) == Step(Phase.PAUSE, schedule.SETTLE_S)
    assert schedule.after_ring(urgent=True) == Step(Phase.SYNC)


@given(st.integers(0, 1000), st.floats(0, 1))
def test_pauses_grow_up_to_a_minute_and_are_left_to_chance(failures: int, chance: float) -> None:
    step = schedule.after_failure(Step(failures=failures), NoConnection(reason="x"), chance)
    assert step.phase is Phase.PAUSE
    assert 0 <= step.seconds <= schedule.LONGEST_PAUSE_S * chance
    assert step.failures == failures + 1
    assert schedule.after_pause(step) == Step(Phase.SYNC, failures=failures + 1)


def test_a_busy_head_office_says_when_and_a_hopeless_case_waits_long() -> None:
    assert schedule.after_failure(Step(), Busy(after_s=40), 0.0).seconds == 40
    assert schedule.after_failure(Step(failures=9), Busy(after_s=0), 1.0).seconds == schedule.LONGEST_PAUSE_S
    assert schedule.after_failure(Step(), Busy(after_s=2**60), 0.0).seconds == schedule.HOPELESS_PAUSE_S
    assert schedule.after_failure(Step(), Removed(), 1.0).seconds == schedule.HOPELESS_PAUSE_S


# The loop


@dataclass
class Heard:
    """A listener that ends the loop when it has heard enough."""

    context: Context
    enough: int = 1
    reports: list[Report] = field(default_factory=list)
    errors: list[AppError] = field(default_factory=list)
    changes: list[Changed] = field(default_factory=list)

    def listener(self) -> Listener:
        return Listener(self.changes.append, self._ended, self._failed)

    def _ended(self, report: Report) -> None:
        self.reports.append(report)
        self._count()

    def _failed(self, error: AppError) -> None:
        self.errors.append(error)
        self._count()

    def _count(self) -> None:
        if len(self.reports) + len(self.errors) >= self.enough:
            self.context.cancel()


class Waiting(Engine):
    """An engine that does something of the test's before it waits."""

    __slots__ = ("before",)
    before: Callable[[], bool | None]

    def wait(self, context: Context, *, seconds: int = 55, pulse: Callable[[], None] = lambda: None) -> bool:
        news = self.before()
        return super().wait(context, seconds=seconds, pulse=pulse) if news is None else news


def before_waiting(laptop: Laptop, before: Callable[[], bool | None]) -> None:
    """Let ``before`` happen whenever the laptop is about to wait; what it returns stands for the answer."""
    engine = laptop.engine
    laptop.engine = waiting = Waiting(engine.store, engine.connect, engine.clock, engine.draw)
    waiting.before = before


def loop(
    laptop: Laptop, heard: Heard, *, bell: Bell | None = None, chance: Callable[[], float] = lambda: 0.0
) -> None:
    watch(laptop.engine, heard.context, bell=bell or Bell(), chance=chance, listener=heard.listener())


@pytest.fixture
def world() -> World:
    return World()


def test_it_syncs_at_once_and_ends_when_cancelled(world: World) -> None:
    ana = world.laptop("ana")
    ana.store.save(world.home, RECORD, {"title": "A"})
    heard = Heard(Context(), enough=2)
    bell = Bell()
    heard_first = heard.listener()

    def ended(report: Report) -> None:
        bell.ring(urgent=True)
        heard_first.ended(report)

    watch(
        ana.engine,
        heard.context,
        bell=bell,
        chance=lambda: 0.0,
        listener=Listener(heard_first.changed, ended, heard_first.failed),
    )
    assert [report.session for report in heard.reports] == ["online", "online"]
    assert heard.changes
    assert ana.store.counts().pending == 0
    assert ana.line.closed >= 1


def test_it_comes_back_after_the_line_was_lost(world: World) -> None:
    ana = world.laptop("ana")
    ana.line.weather = [Weather(lost=True), Weather(lost=True)]
    heard = Heard(Context(), enough=3)
    loop(ana, heard)
    assert [error.code for error in heard.errors] == ["no_connection", "no_connection"]
    assert len(heard.reports) == 1


def test_it_pauses_when_news_do_not_show(world: World) -> None:
    ana = world.laptop("ana")
    waited: list[float] = []

    class Counting(Context):
        def wait(self, seconds: float) -> bool:
            waited.append(seconds)
            return len(waited) > 3

    before_waiting(ana, lambda: True)
    heard = Heard(Counting(), enough=9)
    loop(ana, heard)
    assert len(heard.reports) == 2
    assert waited == [0.25] * 4


def test_news_bring_the_next_sync(world: World) -> None:
    ana, bob = world.laptop("ana"), world.laptop("bob")
    bob.sync()
    bob.store.save(world.home, RECORD, {"title": "B"})
    heard = Heard(Context(), enough=2)

    def bob_syncs() -> None:
        bob.sync()

    before_waiting(ana, bob_syncs)
    loop(ana, heard)
    assert heard.reports[-1].pulled == 1


def test_a_change_ends_the_wait(world: World) -> None:
    ana = world.laptop("ana")
    bell, heard = Bell(), Heard(Context(), enough=2)

    def saved() -> None:
        ana.store.save(world.home, RECORD, {"title": "A"}, urgent=True)
        bell.ring(urgent=True)

    before_waiting(ana, saved)
    loop(ana, heard, bell=bell)
    assert heard.reports[-1].pushed == 1


def test_a_change_lets_the_officer_finish_before_it_is_sent(world: World) -> None:
    ana = world.laptop("ana")
    bell = Bell()
    waited: list[float] = []

    class Counting(Context):
        def wait(self, seconds: float) -> bool:
            waited.append(seconds)
            return False

    heard = Heard(Counting(), enough=2)
    first = heard.listener()

    def ended(report: Report) -> None:
        if not heard.reports:
            bell.ring()
        first.ended(report)

    watch(
        ana.engine,
        heard.context,
        bell=bell,
        chance=lambda: 0.0,
        listener=Listener(first.changed, ended, first.failed),
    )
    assert sum(waited) == schedule.SETTLE_S
    assert len(heard.reports) == 2


def test_an_urgent_ring_cuts_a_pause_short(world: World) -> None:
    ana = world.laptop("ana")
    bell = Bell()
    ana.line.weather = [Weather(lost=True)]
    heard = Heard(Context(), enough=2)
    first = heard.listener()

    def failed(error: AppError) -> None:
        bell.ring(urgent=True)
        first.failed(error)

    watch(
        ana.engine,
        heard.context,
        bell=bell,
        chance=lambda: 1.0,
        listener=Listener(first.changed, first.ended, failed),
    )
    assert len(heard.reports) == 1


def test_a_profile_alone_is_told_so(world: World) -> None:
    ana = world.laptop("ana")
    ana.store.me = None
    with pytest.raises(NotEnrolled):
        loop(ana, Heard(Context()))


def test_a_pause_ends_when_cancelled(world: World) -> None:
    ana = world.laptop("ana")
    ana.line.weather = [Weather(lost=True)]
    heard = Heard(Context())
    loop(ana, heard, chance=lambda: 1.0)
    assert len(heard.errors) == 1


def test_a_bell_is_heard_from_another_thread() -> None:
    bell = Bell()
    thread = threading.Thread(target=bell.ring)
    thread.start()
    thread.join()
    assert bell.rung
    assert not bell.urgent
    bell.silence()
    assert not bell.rung


def test_a_line_whose_budget_is_used_up_rests_until_something_is_urgent(world: World) -> None:
    ana = world.laptop("ana")
    ana.store.save(world.home, RECORD, {"title": "A"})
    heard, bell, asked = Heard(Context(), enough=1), Bell(), []

    def room(*, urgent: bool) -> int | None:
        asked.append(urgent)
        bell.ring(urgent=True)
        return None if urgent else 0

    watch(ana.engine, heard.context, bell=bell, chance=lambda: 0.0, listener=heard.listener(), room=room)
    assert asked == [False, True]
    assert ana.store.counts().pending == 0


def test_what_the_budget_did_not_let_through_waits_for_the_next_time(world: World) -> None:
    ana = world.laptop("ana")
    for number in range(40):
        ana.store.save(world.home, bytes([number]) * 16, {"title": secrets.token_hex(2_000)})
    heard, bell, left = Heard(Context(), enough=2), Bell(), []
    first = heard.listener()

    def room(*, urgent: bool) -> int | None:
        left.append(ana.store.counts().pending)
        return None if urgent else 20_000

    def ended(report: Report) -> None:
        bell.ring(urgent=True)
        first.ended(report)

    listener = Listener(first.changed, ended, first.failed)
    watch(ana.engine, heard.context, bell=bell, chance=lambda: 0.0, listener=listener, room=room)
    assert left[0] == 40
    assert 0 < left[1] < 40
    assert ana.store.counts().pending == 0


def test_what_was_saved_during_a_sync_does_not_rest_while_the_budget_lasts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, bell, heard = world.laptop("ana"), Bell(), Heard(Context())
    whole = Engine.sync_once

    def sync_once(engine: Engine, context: Context, *, budget: int | None, changed: Hears) -> Report:
        report = whole(engine, context, budget=budget, changed=changed)
        bell.ring()  # saved when all else had left
        return replace(report, pending=1)

    def step(budget: int) -> Step:
        def room(*, urgent: bool) -> int | None:
            return None if urgent else budget

        return schedule._synced(Step(), ana.engine, Context(), bell, heard.listener(), room)

    monkeypatch.setattr(Engine, "sync_once", sync_once)
    assert step(10_000_000) == Step(Phase.PAUSE, schedule.SETTLE_S)
    assert step(1_100) == Step(Phase.PAUSE, schedule.SAVING_PAUSE_S)
