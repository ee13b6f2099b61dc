"""The line that says how far long work is, what remains of it, and stops it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar

from asi_desktop.ui.furniture import button, label, named_surface, row
from asi_desktop.ui.language import locale, said
from asi_desktop.ui.moments import MINUTE_S, span
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.tasks import Progress
    from asi_desktop.ui.long_work import LongWork

SHOWN_AFTER_MS = 1_000
GUESSED_FROM = 0.05
"""The part of the work after which what remains can be told."""


class ProgressLine(QFrame):
    """Hidden until work takes a second; then its words, how far it is, and the button that stops it."""

    def __init__(self) -> None:
        super().__init__()
        named_surface(self, "progress")
        self.words = label("")
        self.remains = label("", role="caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("How far it is"))
        self.bar.setFixedWidth(theme().px(200))
        self.stop = button(self.tr("Stop"), self._stop)
        self.setLayout(
            row(self.words, self.bar, self.remains, None, self.stop, spacing=12, margins=(16, 4, 8, 4))
        )
        self._works: list[LongWork] = []
        self._took = QElapsedTimer()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOWN_AFTER_MS)
        self._patience.timeout.connect(self._appear)
        self.hide()

    def follow(self, work: "LongWork") -> None:
        """Show how far ``work`` is until it ends; the one begun first is shown while there are several."""
        self._works.append(work)
        work.progressed.connect(lambda progress: self._progressed(work, progress))
        work.ended.connect(lambda: self._ended(work))
        if len(self._works) == 1:
            self._begin(work)

    def _begin(self, work: "LongWork") -> None:
        self._took.start()
        self.words.setText(work.words)
        self.remains.clear()
        self.bar.setRange(0, 0 if not theme().still else 1)
        self.stop.setEnabled(True)
        self._patience.start()

    def _appear(self) -> None:
        self.stop.setVisible(self._works[0].stoppable)
        self.show()

    def _progressed(self, work: "LongWork", progress: "Progress") -> None:
        if self._works[:1] != [work]:
            return
        self.words.setText(said(progress.label))
        if progress.total:
            self.bar.setRange(0, progress.total)
            self.bar.setValue(progress.done)
        self.remains.setText(self._left(progress))

    def _left(self, progress: "Progress") -> str:
        done = locale().toString(progress.done)
        if not progress.total:
            return done if progress.done else ""
        told = self.tr("{done} of {total}").format(done=done, total=locale().toString(progress.total))
        part = progress.done / progress.total
        if part < GUESSED_FROM:
            return told
        seconds = self._took.elapsed() / 1000 * (1 - part) / part
        left = span(seconds) if seconds >= MINUTE_S else f"{round(seconds)} s"
        return f"{told} · " + self.tr("about {time} left").format(time=left)

    def _ended(self, work: "LongWork") -> None:
        self._works.remove(work)
        self._patience.stop()
        self.hide()
        work.deleteLater()
        if self._works:
            self._begin(self._works[0])

    def _stop(self) -> None:
        if self._works:
            self.stop.setEnabled(False)
            self.remains.setText(self.tr("stopping…"))
            self._works[0].stop()
