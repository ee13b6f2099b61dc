"""A record's way to head office as a word and a shape, the same in every list and on every record."""

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from asi_desktop.ui.furniture import label, row
from asi_desktop.ui.theme import theme

SIZE = 12


def words(sync_state: str) -> str:
    """Return the word for a ``sync_state``; a state of a newer program is shown as it is called."""
    known = {
        "draft": QCoreApplication.translate("SyncMarks", "draft"),
        "local": QCoreApplication.translate("SyncMarks", "on this laptop"),
        "queued": QCoreApplication.translate("SyncMarks", "to send"),
        "at_head_office": QCoreApplication.translate("SyncMarks", "at head office"),
        "quarantined": QCoreApplication.translate("SyncMarks", "refused by head office"),
    }
    return known.get(sync_state, sync_state)


def paint(painter: QPainter, sync_state: str, box: QRectF) -> None:
    """Draw the shape of ``sync_state`` in the middle of ``box``.

    An empty circle stays here, a half one waits, a full one has arrived, a triangle was refused.
    """
    tokens = {"queued": "warning_shape", "at_head_office": "accent", "quarantined": "danger"}
    colour = theme().colour(tokens.get(sync_state, "edge"))
    side = min(box.width(), box.height(), theme().px(SIZE)) - 2
    shape = QRectF(0, 0, side, side)
    shape.moveCenter(box.center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if sync_state == "quarantined":
        painter.setBrush(QBrush(colour))
        painter.drawPolygon(
            QPolygonF([shape.bottomLeft(), shape.bottomRight(), QPointF(shape.center().x(), shape.top())])
        )
    else:
        if sync_state == "at_head_office":
            painter.setBrush(QBrush(colour))
        painter.drawEllipse(shape)
        if sync_state == "queued":
            painter.setBrush(QBrush(colour))
            painter.drawPie(shape, 90 * 16, 180 * 16)
    painter.restore()


class SyncMark(QWidget):
    """The shape and the word, side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._shape = _Shape()
        self._words = label("", role="caption")
        self.setLayout(row(self._shape, self._words, spacing=4))

    def show_state(self, sync_state: str) -> None:
        """Show ``sync_state``."""
        self._shape.state = sync_state
        self._shape.update()
        self._words.setText(words(sync_state))
        self.setAccessibleName(words(sync_state))


class _Shape(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.state = ""
        self.setFixedSize(theme().px(SIZE), theme().px(SIZE))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        paint(painter, self.state, QRectF(self.rect()))
        painter.end()
