"""Says when to sync: by itself whenever a connection exists, soon after a change, at once when urgent.

The functions on ``Step`` decide and touch nothing; ``watch`` does what they say. Pauses are those of
``Context.wait``; while nothing is to be done the waiting is head office's (WAIT): it answers as soon as
there is news.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from threading import Event
from typing import Final, Protocol

from asi_desktop.domain.errors import AppError
from asi_desktop.protocol.exchange import MAX_WAIT_S
from asi_desktop.sync.engine import Engine, Report
from asi_desktop.sync.failures import Busy, NotEnrolled
from asi_desktop.sync.plan import room_left
from asi_desktop.sync.ports import Changed
from asi_desktop.tasks import Cancelled, Context

SETTLE_S: Final = 1.5
FIRST_PAUSE_S: Final = 2.0
LONGEST_PAUSE_S: Final = 60.0
HOPELESS_PAUSE_S: Final = 900.0
STALE_PAUSE_S: Final = 30.0
SAVING_PAUSE_S: Final = 900.0
"""How long a line whose budget is used up rests; an urgent change does not wait for it."""
_SLICE_S: Final = 0.25


class Phase(Enum):
    """What is done next: a sync, a question that head office answers when it has news, or a pause."""

    SYNC = auto()
    WAIT = auto()
    PAUSE = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """What to do next and for how long. ``failures``: in a row. ``woken``: head office said it had news."""

    phase: Phase = Phase.SYNC
    seconds: float = 0.0
    failures: int = 0
    woken: bool = False


def after_sync(step: Step, *, moved: bool) -> Step:
    """Return what follows a sync that reached its end; ``moved``: it brought or sent something.

    News that a sync does not find must not make it ask again and again.
    """
    if step.woken and not moved:
        return Step(Phase.PAUSE, STALE_PAUSE_S)
    return Step(Phase.WAIT, MAX_WAIT_S)


def after_wait(*, news: bool) -> Step:
    """Return what follows head office's answer to WAIT."""
    return Step(Phase.SYNC, woken=True) if news else Step(Phase.WAIT, MAX_WAIT_S)


def after_ring(*, urgent: bool) -> Step:
    """Return what follows a change that was saved here."""
    return Step() if urgent else Step(Phase.PAUSE, SETTLE_S)


def after_failure(step: Step, error: AppError, chance: float) -> Step:
    """Return what follows a failure: a pause that grows, all of it left to ``chance`` (0 to 1).

    So a thousand laptops that lost their server at once do not come back at once. What another try cannot
    mend is tried again much later.
    """
    failures = step.failures + 1
    grown = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2 ** min(failures, 16)) * chance
    if isinstance(error, Busy):
        seconds = min(HOPELESS_PAUSE_S, error.after_s) + grown
    elif error.retryable:
        seconds = grown
    else:
        seconds = HOPELESS_PAUSE_S * (1 + chance) / 2
    return Step(Phase.PAUSE, seconds, failures)


def after_pause(step: Step) -> Step:
    """Return what follows a pause."""
    return Step(Phase.SYNC, failures=step.failures)


class Bell:
    """Rung, from any thread, when something was saved, or when the officer wants a sync now."""

    def __init__(self) -> None:
        self._rung = Event()
        self._urgent = Event()

    def ring(self, *, urgent: bool = False) -> None:
        """Say that there is something to send; ``urgent``: without waiting for more of it."""
        if urgent:
            self._urgent.set()
        self._rung.set()

    @property
    def rung(self) -> bool:
        """Whether it was rung since it was last silenced."""
        return self._rung.is_set()

    @property
    def urgent(self) -> bool:
        """Whether it was rung urgently since it was last silenced."""
        return self._urgent.is_set()

    def silence(self) -> None:
        """Forget that it was rung: a sync begins."""
        self._rung.clear()
        self._urgent.clear()


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears, from the thread of the loop, what was committed, how a sync ended, and why one failed."""

    changed: Callable[[Changed], None]
    ended: Callable[[Report], None]
    failed: Callable[[AppError], None]


def _unlimited(*, urgent: bool) -> int | None:  # noqa: ARG001  # fits any ``Room``
    """Allow as much as a sync needs."""
    return None


class Room(Protocol):
    """Says how many bytes of HTTP a sync may use now; None: as many as it needs."""

    def __call__(self, *, urgent: bool) -> int | None:
        """``urgent``: somebody waits for this sync."""


class _RungError(Exception):
    """The bell rang while head office was asked to wait."""


def watch(
    engine: Engine,
    context: Context,
    *,
    bell: Bell,
    chance: Callable[[], float],
    listener: Listener,
    room: Room = _unlimited,
) -> None:
    """Sync whenever a connection exists, until the context is cancelled; raises NotEnrolled.

    ``chance`` gives a random number from 0 to 1. ``room`` is asked before each sync.
    """
    step = Step()
    doings = {
        Phase.SYNC: lambda step: _synced(step, engine, context, bell, listener, room),
        Phase.WAIT: lambda step: _waited(step, engine, context, bell),
        Phase.PAUSE: lambda step: _paused(step, context, bell),
    }
    try:
        while True:
            try:
                step = doings[step.phase](step)
            except (Cancelled, NotEnrolled):
                raise
            except AppError as error:
                listener.failed(error)
                step = after_failure(step, error, chance())
    except Cancelled:
        return
    finally:
        engine.close()


def _synced(step: Step, engine: Engine, context: Context, bell: Bell, listener: Listener, room: Room) -> Step:
    budget = room(urgent=bell.urgent)
    if not room_left(budget, 0):
        return Step(Phase.PAUSE, SAVING_PAUSE_S)
    bell.silence()
    report = engine.sync_once(context, budget=budget, changed=listener.changed)
    listener.ended(report)
    if budget is not None and report.pending:
        goes_on = bell.rung and room_left(budget, report.bytes_up + report.bytes_down)
        return Step(Phase.PAUSE, SETTLE_S if goes_on else SAVING_PAUSE_S)  # saved meanwhile, or left over
    return after_sync(step, moved=bool(report.pushed or report.changes.spaces))


def _waited(step: Step, engine: Engine, context: Context, bell: Bell) -> Step:
    def pulse() -> None:
        if bell.rung:
            raise _RungError

    try:
        pulse()
        return after_wait(news=engine.wait(context, seconds=int(step.seconds), pulse=pulse))
    except _RungError:
        return after_ring(urgent=bell.urgent)


def _paused(step: Step, context: Context, bell: Bell) -> Step:
    """Wait the time out; only an urgent ring cuts it short."""
    left = step.seconds
    while left > 0 and not bell.urgent:
        if context.wait(min(left, _SLICE_S)):
            raise Cancelled
        left -= _SLICE_S
    return after_pause(step)
