"""A line that says what happened, that nothing was lost and what to do next, with one button that does it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from asi_desktop.domain.errors import AppError, Damaged
from asi_desktop.ui.furniture import button, emptied, icon_button, label, picture, restyled, row
from asi_desktop.ui.language import language

UNDO_LINE_MS = 12_000


@dataclass(frozen=True, slots=True)
class Remedy:
    """The one button of a notice: a verb and what it does."""

    words: str
    act: Callable[[], object]


class NoticeStrip(QFrame):
    """Hidden while there is nothing to say; never a box in the way.

    ``closed`` when the officer has read it.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, lasting: bool = False) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self._lasting = lasting
        self._line = row(spacing=8, margins=(12, 4, 4, 4))
        self.setLayout(self._line)
        self._fading = QTimer(self)
        self._fading.setSingleShot(True)
        self._fading.timeout.connect(self.clear)
        self.remedy: QPushButton | None = None
        self.text = ""
        self.hide()

    def tell_error(self, error: AppError, remedy: Remedy | None = None) -> None:
        """Say an error in the language in force: what happened, then what to do next."""
        words = f"{error.message(language())} {error.advice(language())}"
        self.tell(words, tone="danger" if isinstance(error, Damaged) else "warning", remedy=remedy)

    def tell(
        self, words: str, *, tone: str = "warning", remedy: Remedy | None = None, fades: bool = False
    ) -> None:
        """Say ``words``. ``tone``: warning, danger or calm; ``fades``: goes by itself after a while."""
        emptied(self._line)
        self.text = words
        pictures = {
            "warning": ("warning", "warning"),
            "danger": ("alarm", "danger"),
            "calm": ("check", "accent"),
        }
        name, token = pictures[tone]
        self._line.addWidget(picture(name, tone=token), alignment=Qt.AlignmentFlag.AlignVCenter)
        sentence = label(words, wrap=True, selectable=True)
        self._line.addWidget(sentence, stretch=1)
        self.remedy = None
        if remedy is not None:
            self.remedy = button(remedy.words, remedy.act)
            self._line.addWidget(self.remedy)
        if not self._lasting:
            self._line.addWidget(icon_button("close", self.tr("Close this line"), self.clear, keys="Esc"))
        self.setProperty("tone", tone)
        self.setAccessibleName(words)
        restyled(self)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._fading.stop()
        if fades:
            self._fading.start(UNDO_LINE_MS)

    def clear(self) -> None:
        """Say nothing more."""
        self._fading.stop()
        self.text = ""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the line."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)
