"""How the lines of a list are drawn: the title over its reference, and the shape of its way to head
office."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asi_desktop.ui import sync_marks
from asi_desktop.ui.record_table import ROW_ROLE
from asi_desktop.ui.status_words import status_words
from asi_desktop.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 36
LEFT, MARK, GAP = 36, 16, 8


class RecordRows(QStyledItemDelegate):
    """Draws the first column in two lines, the others in one, muted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every line is as high as the next."""
        return QSize(super().sizeHint(option, index).width(), theme().px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        text = str(index.data() or "")
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        if index.column() == 0:
            self._paint_title(painter, option, index, text)
        else:
            self._paint_rest(painter, option, text)
        painter.restore()

    def _paint_title(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, text: str) -> None:
        row = index.data(ROW_ROLE)
        box = QRectF(option.rect)
        if row is not None:
            mark = QRectF(box.left() + theme().px(MARK), box.top(), theme().px(12), box.height() - 1)
            sync_marks.paint(painter, row.sync_state, mark)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height() - 1), theme().colour("focus"))
        inner = box.adjusted(theme().px(LEFT), theme().px(3), -GAP, -theme().px(3))
        upper = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * 0.54)
        lower = QRectF(inner.left(), upper.bottom(), inner.width(), inner.height() - upper.height())
        painter.setPen(theme().colour("text"))
        painter.setFont(_sized(option.font, theme().px(13)))
        metrics = painter.fontMetrics()
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(upper.width()))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
        if row is None:
            return
        detail = " · ".join(filter(None, (row.ref, status_words(row.type, row.status))))
        painter.setPen(theme().colour("muted"))
        painter.setFont(_sized(option.font, theme().px(11)))
        elided = painter.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, int(lower.width()))
        painter.drawText(lower, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)

    def _paint_rest(self, painter: QPainter, option: QStyleOptionViewItem, text: str) -> None:
        box = QRectF(option.rect).adjusted(GAP, 0, -GAP, 0)
        painter.setPen(theme().colour("muted"))
        painter.setFont(_sized(option.font, theme().px(12)))
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


def _sized(font: QFont, size: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(size)
    return sized
