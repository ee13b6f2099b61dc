"""A record in a window of its own, beside the desk; it hides and closes with the desk."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from asi_desktop.ui.furniture import column, give_first_size, named_surface
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.record_pane import RecordPane

FIRST_SIZE = (860, 720)


class RecordWindow(ReadingOrder, QWidget):
    """Holds one pane. ``closed`` once it has been left, everything kept. Its title carries no content."""

    closed = Signal()

    def __init__(self, pane: RecordPane, record: bytes) -> None:
        super().__init__()
        self.pane = pane
        self.record = record
        named_surface(self, "record")
        self.setWindowTitle("ASI Desktop")
        self.setLayout(column(pane, spacing=0))
        give_first_size(self, *FIRST_SIZE)
        pane.closing.connect(self.close)
        pane.removed.connect(lambda _: self.close())
        for keys, act in (
            ("Ctrl+Z", pane.acts.undo),
            ("Ctrl+Shift+Z", pane.acts.redo),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def begin(self) -> None:
        """Show the record."""
        self.pane.open(self.record)
        self.show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving keeps everything; nothing is asked."""
        self.pane.keep()
        self.closed.emit()
        super().closeEvent(event)
