"""How the lines of a list are drawn: the title over what presses and its reference, and the shape of its way
to head office."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.ui import sync_marks
from asi_desktop.ui.deadline_line import deadline_of
from asi_desktop.ui.language import language
from asi_desktop.ui.record_table import ROW_ROLE
from asi_desktop.ui.status_words import status_words
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.results import Row

PRESSING = {"FLASH": "danger", "IMMEDIATE": "danger", "PRIORITY": "warning"}
"""The tone of each precedence that a list says."""

Index = QModelIndex | QPersistentModelIndex
ROW_PX = 36
LEFT, MARK, GAP = 36, 16, 8


@dataclass(frozen=True, slots=True)
class Detail:
    """A part of the second line of a record, and its tone."""

    words: str
    tone: str = "muted"


def details_of(row: "Row") -> tuple[Detail, ...]:
    """Return the second line: the precedence when it presses, the deadline, the reference, the status."""
    kind = find_record_type(row.type)
    due = deadline_of(kind, row.values, row.status) if kind else None
    precedence = str(row.values.get("priority") or "")
    parts = (
        Detail(vocabulary("precedence").label(precedence, language()), PRESSING[precedence])
        if precedence in PRESSING
        else None,
        Detail(due.distance, due.tone) if due else None,
        Detail(row.ref) if row.ref else None,
        Detail(status_words(row.type, row.status)) if row.status else None,
    )
    return tuple(part for part in parts if part is not None)


class RecordRows(QStyledItemDelegate):
    """Draws the first column in two lines, the others in one, muted."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Every line is as high as the next."""
        return QSize(super().sizeHint(option, index).width(), theme().line(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell. The style draws what lies below; it need not ask the model for anything of its own."""
        text = str(index.data() or "")
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
        painter.setFont(_sized(option.font, theme().px(11)))
        self._paint_details(painter, lower, details_of(row))

    def _paint_details(self, painter: QPainter, box: QRectF, details: "tuple[Detail, ...]") -> None:
        """Draw one part after the other, each in its tone, as far as there is room."""
        metrics, left = painter.fontMetrics(), box.left()
        for number, one in enumerate(details):
            words = one.words if number == 0 else f"  ·  {one.words}"
            room = QRectF(left, box.top(), max(0.0, box.right() - left), box.height())
            painter.setPen(theme().colour(one.tone))
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
            left += metrics.horizontalAdvance(words)

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
