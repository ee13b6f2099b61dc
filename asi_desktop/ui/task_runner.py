"""The one door between threads: work goes out, and its outcome comes back to the window's own thread.

Work is a callable that takes a ``Context``: it may report progress and hears when it is cancelled. What it
returns reaches ``then``, an AppError reaches ``failed``; anything else it raises is a fault of the program
and reaches ``faulted``. All of these run in the window's thread, and not at all once the widget that asked
has gone or the work was cancelled.
"""

import enum
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from asi_desktop.domain.errors import AppError
from asi_desktop.tasks import Cancelled, Context, Progress

SWITCH_S = 0.0001
"""How long the window may wait for another thread to let go of the interpreter; Python's own 5 ms, waited for
at each of the many steps of painting a list, are a window that stands still while records come in."""

Outcome = TypeVar("Outcome")
Work = Callable[[Context], Outcome]


class Lane(enum.Enum):
    """Where work waits for its turn; the value is how many pieces of it run at once."""

    WRITE = 1
    READ = 3
    WATCH = 2


@dataclass(frozen=True, slots=True, eq=False)
class Task(Generic[Outcome]):
    """A piece of work under way: what to do with its outcome, and how to stop it."""

    work: Work[Outcome]
    owner: QObject
    then: Callable[[Outcome], None] | None
    failed: Callable[[AppError], None] | None
    progressed: Callable[[Progress], None] | None
    lane: Lane
    context: Context = field(default_factory=Context)
    given_up: list[bool] = field(default_factory=list)

    def cancel(self) -> None:
        """Ask the work to stop, and hear no more of it."""
        self.given_up.append(True)
        self.context.cancel()

    @property
    def wanted(self) -> bool:
        """Whether somebody still waits for the outcome."""
        return not self.given_up and isValid(self.owner)


class TaskRunner(QObject):
    """Runs work in threads of its own and brings the outcome home. One per window; ``close`` ends it.

    Writes run one after the other in the order they were asked for; reads run beside them, so that a list
    never waits behind a sync.
    """

    busy_changed = Signal(int)
    faulted = Signal(object)
    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._pools = {
            lane: ThreadPoolExecutor(max_workers=lane.value, thread_name_prefix=lane.name.lower())
            for lane in Lane
        }
        self._running: set[Task[object]] = set()
        self._closed = False
        self._home.connect(self._bring_home, Qt.ConnectionType.QueuedConnection)

    def run(  # the four ends of a piece of work, and whose it is, belong together
        self,
        work: Work[Outcome],
        owner: QObject,
        *,
        then: Callable[[Outcome], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        progressed: Callable[[Progress], None] | None = None,
        lane: Lane = Lane.READ,
    ) -> Task[Outcome]:
        """Start ``work`` in ``lane`` and return at once. ``owner``: the widget that waits for it."""

        def report(progress: Progress) -> None:
            self._send_home(lambda: _tell(task.progressed if task.wanted else None, progress))

        task: Task[Outcome] = Task(work, owner, then, failed, progressed, lane, Context(report))
        if self._closed:
            return task
        known = cast("Task[object]", task)
        self._running.add(known)
        self.busy_changed.emit(len(self._running))
        self._pools[lane].submit(self._carry_out, known)
        return task

    def close(self, *, wait: bool = True) -> None:
        """Cancel what only waits or watches, let writes that were asked for finish, and take nothing more."""
        self._closed = True
        for task in tuple(self._running):
            task.context.cancel()
        self._pools[Lane.WRITE].shutdown(wait=wait)
        for lane in (Lane.READ, Lane.WATCH):
            self._pools[lane].shutdown(wait=wait, cancel_futures=True)

    @property
    def busy(self) -> bool:
        """Whether any work is under way that comes to an end by itself: watching does not."""
        return any(task.lane is not Lane.WATCH for task in self._running)

    def _carry_out(self, task: Task[object]) -> None:
        try:
            outcome = task.work(task.context)
        except Cancelled:
            self._send_home(lambda: self._finish(task))
        except AppError as error:
            told = error
            self._send_home(lambda: self._finish(task, lambda: self._fail(task, told)))
        except Exception as error:  # noqa: BLE001  # the border of the thread: our own fault goes to the crash dialog
            fault = error
            self._send_home(lambda: self._finish(task, lambda: self.faulted.emit(fault)))
        else:
            self._send_home(
                lambda: self._finish(task, lambda: _tell(task.then if task.wanted else None, outcome))
            )

    def _fail(self, task: Task[object], error: AppError) -> None:
        if task.wanted:
            _tell(task.failed, error)

    def _finish(self, task: Task[object], ending: Callable[[], None] | None = None) -> None:
        self._running.discard(task)
        self.busy_changed.emit(len(self._running))
        if ending is not None:
            ending()

    def _send_home(self, call: Callable[[], None]) -> None:
        if not self._closed and isValid(self):
            self._home.emit(call)

    @Slot(object)
    def _bring_home(self, call: Callable[[], None]) -> None:
        call()


Value = TypeVar("Value")


def _tell(listener: Callable[[Value], None] | None, value: Value) -> None:
    if listener is not None:
        listener(value)
