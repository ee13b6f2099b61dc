"""A sheet over the window: for a thing done in one go, closed with Esc, never a question."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.theme import theme

TOP_PX = 88


class Overlay(ReadingOrder, QFrame):
    """Stands in the upper middle of its window and keeps the keyboard while it is open.

    ``closed`` when it goes.
    """

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self._width = width
        self._window = window
        self.hide()
        window.installEventFilter(self)

    def hold(self, layout: QLayout) -> None:
        """Show ``layout`` inside."""
        self.setLayout(layout)

    def rise(self) -> None:
        """Show the sheet above everything."""
        self._place()
        self.raise_()
        self.show()

    def sink(self) -> None:
        """Hide the sheet."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.sink()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the window."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._window.size()
        width = min(theme().px(self._width), room.width() - 32)
        needed = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        height = min(max(needed, self.sizeHint().height()), room.height() - 48)
        top = min(TOP_PX, max(16, (room.height() - height) // 2))
        self.setGeometry((room.width() - width) // 2, top, width, height)
