"""What every screen of the open desk works with: the services, the way to other threads, and the news of
changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.tasks import Context
from asi_desktop.ui.task_runner import Lane, Task, TaskRunner

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import Me

Outcome = TypeVar("Outcome")


class Workplace(QObject):
    """The open desk as the window sees it. ``changed`` carries Changes: every view refreshes itself from it.

    ``troubled`` carries an AppError that no view asked to be told itself.
    """

    changed = Signal(object)
    troubled = Signal(object)
    _heard = Signal(object)

    def __init__(self, desk: "Desk", runner: TaskRunner, me: "Me") -> None:
        super().__init__()
        self.desk = desk
        self.runner = runner
        self.me = me
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

    def tell(self, changes: Changes | None) -> None:
        """Spread ``changes``; may be called from any thread."""
        if changes:
            self._heard.emit(changes)

    @Slot(object)
    def _spread(self, changes: Changes) -> None:
        self.changed.emit(changes)
