"""Work that a person waits for: an import, a backup, a verification; it tells how far it is and can be
stopped."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from asi_desktop.domain.errors import AppError
from asi_desktop.tasks import Context
from asi_desktop.ui.task_runner import Lane

if TYPE_CHECKING:
    from asi_desktop.tasks import Progress
    from asi_desktop.ui.task_runner import TaskRunner

Outcome = TypeVar("Outcome")


class LongWork(QObject):
    """One such piece of work. ``words`` name it; ``progressed`` carries a Progress; ``ended`` comes once,
    also when the work was stopped or failed. ``stoppable``: it heeds the wish to stop."""

    progressed = Signal(object)
    ended = Signal()
    _over = Signal()

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self.stoppable = True
        self.progress: Progress | None = None
        self._context: Context | None = None
        self._over.connect(self.ended, Qt.ConnectionType.QueuedConnection)
        self.progressed.connect(self._note)

    def begin(  # the ends of a piece of work, and whose it is, belong together
        self,
        runner: "TaskRunner",
        work: Callable[[Context], Outcome],
        owner: QObject,
        *,
        then: Callable[[Outcome], None] | None,
        failed: Callable[[AppError], None],
        lane: Lane = Lane.WRITE,
    ) -> None:
        """Start ``work`` in ``lane``."""

        def carried_out(context: Context) -> Outcome:
            try:
                return work(context)
            finally:
                self._over.emit()

        task = runner.run(
            carried_out, owner, then=then, failed=failed, progressed=self.progressed.emit, lane=lane
        )
        self._context = task.context

    def stop(self) -> None:
        """Ask the work to stop at its next safe point."""
        if self._context is not None:
            self._context.cancel()

    def _note(self, progress: "Progress") -> None:
        self.progress = progress
