"""The exchange with head office runs by itself; F5 asks for one now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.tasks import Context
from asi_desktop.ui.task_runner import Lane, Task
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.synchronising import Synced

SHOWN_AFTER_MS = 300


class BackgroundSync(QObject):
    """``syncing`` while an exchange was asked for and takes long enough to be shown; ``failed`` carries
    why one failed; ``emptied`` when one that was asked for left nothing to send."""

    syncing = Signal(bool)
    failed = Signal(object)
    emptied = Signal()
    not_enrolled = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._workplace = workplace
        self._watch: Task[None] | None = None
        self._asked: Task[Synced] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(lambda: self.syncing.emit(True))  # noqa: FBT003  # a signal's argument

    def begin(self) -> None:
        """Exchange whenever there is a connection, from now on; a laptop that works alone has nothing to
        do."""
        if not self._workplace.me.enrolled or self._watch is not None:
            return
        desk, tell = self._workplace.desk, self._workplace.tell

        def watch(context: Context) -> None:
            desk.sync.watch(context, tell)

        self._watch = self._workplace.runner.run(watch, self, failed=self.failed.emit, lane=Lane.WATCH)

    def now(self) -> None:
        """Exchange now, and say so when it fails."""
        if not self._workplace.me.enrolled:
            self.not_enrolled.emit()
            return
        if self._asked is not None:
            return
        desk = self._workplace.desk

        def exchanged(context: Context) -> "Synced":
            return desk.sync.run(context)

        self._patience.start()
        self._asked = self._workplace.runner.run(
            exchanged, self, then=self._done, failed=self._refused, lane=Lane.WATCH
        )

    def end(self) -> None:
        """Ask what is under way to stop."""
        for task in (self._watch, self._asked):
            if task is not None:
                task.cancel()
        self._watch = self._asked = None
        self._rest()

    def _done(self, synced: "Synced") -> None:
        self._asked = None
        self._rest()
        self._workplace.tell(synced.changes)
        if not synced.report.pending:
            self.emptied.emit()

    def _refused(self, error: AppError) -> None:
        self._asked = None
        self._rest()
        self._workplace.tell(Changes(status=True))
        self.failed.emit(error)

    def _rest(self) -> None:
        self._patience.stop()
        self.syncing.emit(False)  # noqa: FBT003  # a signal's argument
