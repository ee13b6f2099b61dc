"""A line of two pixels that moves while something takes longer than an instant."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from asi_desktop.ui.task_runner import TaskRunner
from asi_desktop.ui.theme import theme

SHOWN_AFTER_MS = 300


class BusyLine(QProgressBar):
    """Always there, so that nothing jumps; it moves only from 300 ms of work on."""

    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("busy")
        self.setTextVisible(False)
        self.setAccessibleName(self.tr("Work under way"))
        self._runner = runner
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._begin)
        runner.busy_changed.connect(self._changed)
        self._rest()

    def _changed(self) -> None:
        if not self._runner.busy:
            self._patience.stop()
            self._rest()
        elif not self._patience.isActive() and self.maximum():
            self._patience.start()

    def _begin(self) -> None:
        """Move, or stand full where nothing shall move by itself."""
        if theme().still:
            self.setValue(1)
        else:
            self.setRange(0, 0)

    def _rest(self) -> None:
        self.setRange(0, 1)
        self.reset()
