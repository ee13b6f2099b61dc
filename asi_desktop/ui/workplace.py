"""What every screen of the open desk works with: the services, the way to other threads, and the news of
changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.tasks import Context
from asi_desktop.ui.long_work import LongWork
from asi_desktop.ui.redo import RedoStack
from asi_desktop.ui.task_runner import Lane, Task, TaskRunner

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import Me

Outcome = TypeVar("Outcome")


class Workplace(QObject):
    """The open desk as the window sees it. ``changed`` carries Changes: every view refreshes itself from it.

    ``troubled`` carries an AppError that no view asked to be told itself, ``under_way`` a LongWork.
    """

    changed = Signal(object)
    troubled = Signal(object)
    under_way = Signal(object)
    _heard = Signal(object)

    def __init__(self, desk: "Desk", runner: TaskRunner, me: "Me") -> None:
        super().__init__()
        self.desk = desk
        self.runner = runner
        self.me = me
        self.redo = RedoStack()
        self._heard.connect(self._spread, Qt.ConnectionType.QueuedConnection)

    def read(
        self,
        work: Callable[[], Outcome],
        owner: QObject,
        *,
        then: Callable[[Outcome], None],
        failed: Callable[[AppError], None] | None = None,
    ) -> Task[Outcome]:
        """Read from the desk in another thread; ``then`` gets the outcome unless ``owner`` has gone."""
        return self.runner.run(
            lambda _: work(), owner, then=then, failed=failed or self.troubled.emit, lane=Lane.READ
        )

    def write(
        self,
        work: Callable[[], Outcome],
        owner: QObject,
        *,
        then: Callable[[Outcome], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
    ) -> Task[Outcome]:
        """Write to the desk in another thread, after the writes asked for before, and spread its Changes.

        The Changes are told to all, also when the view that asked has gone since.
        """

        def carried_out(_: Context) -> Outcome:
            outcome = work()
            self.tell(outcome if isinstance(outcome, Changes) else getattr(outcome, "changes", None))
            return outcome

        return self.runner.run(
            carried_out, owner, then=then, failed=failed or self.troubled.emit, lane=Lane.WRITE
        )

    def long(
        self,
        words: str,
        work: Callable[[Context], Outcome],
        owner: QObject,
        *,
        then: Callable[[Outcome], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        lane: Lane = Lane.WRITE,
    ) -> LongWork:
        """Do what takes seconds, called ``words``: the window shows how far it is and lets it be stopped.

        Changes among the outcome are spread; nothing is called after the work was stopped.
        """
        long_work = LongWork(words, self)

        def carried_out(context: Context) -> Outcome:
            outcome = work(context)
            self.tell(outcome if isinstance(outcome, Changes) else getattr(outcome, "changes", None))
            return outcome

        long_work.begin(
            self.runner, carried_out, owner, then=then, failed=failed or self.troubled.emit, lane=lane
        )
        self.under_way.emit(long_work)
        return long_work

    def tell(self, changes: Changes | None) -> None:
        """Spread ``changes``; may be called from any thread."""
        if changes:
            self._heard.emit(changes)

    @Slot(object)
    def _spread(self, changes: Changes) -> None:
        self.changed.emit(changes)
