"""One calm page before the desk: a title, a sentence, what is asked, a line for errors, and the buttons
that go on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.tasks import Progress
from asi_desktop.ui.doors import Doors
from asi_desktop.ui.furniture import column, label
from asi_desktop.ui.language import said
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.task_runner import Lane, TaskRunner, Work

PROGRESS_AFTER_MS = 300
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Means:
    """What a page before the desk works with."""

    doors: Doors
    runner: TaskRunner


class EntrancePage(QWidget):
    """A page of the entrance. ``entered`` carries the open desk; the other signals lead to other pages."""

    entered = Signal(object)

    def __init__(self, means: Means, title: str, sentence: str) -> None:
        super().__init__()
        self.means = means
        self.title = label(title, role="title", wrap=True)
        self.notice = NoticeStrip(self)
        self.body = column(spacing=12)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.progress_words = label("", role="caption")
        self.progress_words.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PROGRESS_AFTER_MS)
        self._patience.timeout.connect(self._show_progress)
        heading = column(self.title, label(sentence, role="muted", wrap=True), spacing=8)
        waiting = column(self.progress, self.progress_words, spacing=4)
        self.setLayout(column(heading, self.notice, self.body, waiting, spacing=16))

    def first_field(self) -> QWidget | None:
        """Return the control that has the focus when the page opens."""
        return None

    def work(self, words: str, work: Work[Outcome], then: Callable[[Outcome], None]) -> None:
        """Do something that takes a while: the page is quiet meanwhile, and an error becomes a line."""
        self.notice.clear()
        self.setEnabled(False)
        self.progress_words.setText(words)
        self.progress.setRange(0, 0)
        self._patience.start()

        def done(outcome: Outcome) -> None:
            self._rest()
            then(outcome)

        self.means.runner.run(
            work, self, then=done, failed=self._failed, progressed=self._progressed, lane=Lane.WRITE
        )

    def failed(self, error: AppError) -> None:
        """Show the error; a page may do more."""
        self.notice.tell_error(error)

    def _failed(self, error: AppError) -> None:
        self._rest()
        self.failed(error)

    def _progressed(self, progress: Progress) -> None:
        """Say what takes the time, and how far it is."""
        self.progress_words.setText(said(progress.label))
        if progress.total:
            self.progress.setRange(0, progress.total)
            self.progress.setValue(progress.done)

    def _show_progress(self) -> None:
        self.progress.show()
        self.progress_words.show()

    def _rest(self) -> None:
        self._patience.stop()
        self.progress.hide()
        self.progress_words.hide()
        self.setEnabled(True)
