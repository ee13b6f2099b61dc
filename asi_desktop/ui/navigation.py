"""The navigation: the lines of cooperation, not the tables; a number says how many things need somebody."""

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFont, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asi_desktop.ui.icons import icon
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.results import DeskStatus
    from asi_desktop.ui.screens.screen import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
COUNT_ROLE = Qt.ItemDataRole.UserRole + 1
BREAK_ROLE = Qt.ItemDataRole.UserRole + 2
ROW_PX, GAP_PX = 32, 12


class Navigation(QListWidget):
    """``chosen`` carries the name of a screen."""

    chosen = Signal(str)

    def __init__(self, entries: "tuple[Entry, ...]") -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName(self.tr("Screens"))
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.entries = [entry for entry in entries if entry.shown]
        for place, entry in enumerate(self.entries):
            item = QListWidgetItem(entry.words())
            item.setData(ENTRY_ROLE, entry)
            item.setData(BREAK_ROLE, place > 0 and entry.group != self.entries[place - 1].group)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, entry.words())
            self.addItem(item)
        self.currentRowChanged.connect(self._moved)

    def show_screen(self, name: str) -> None:
        """Mark the screen that is open; a screen outside the list leaves none marked."""
        place = next((number for number, entry in enumerate(self.entries) if entry.name == name), -1)
        self.blockSignals(True)  # noqa: FBT003  # Qt's own signature
        self.setCurrentRow(place)
        self.blockSignals(False)  # noqa: FBT003
        self.viewport().update()

    def show_counts(self, status: "DeskStatus") -> None:
        """Put the numbers beside the names."""
        for place, entry in enumerate(self.entries):
            count = entry.counted(status)
            item = self.item(place)
            item.setData(COUNT_ROLE, count)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.words()}, {count}" if count else entry.words()
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The focus alone leads nowhere: without a mark Qt would set it on the first screen, and go there."""
        place = self.currentRow()
        with QSignalBlocker(self):
            super().focusInEvent(event)
            self.setCurrentRow(place)

    def _moved(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.entries[place].name)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        gap = theme().px(GAP_PX) if index.data(BREAK_ROLE) else 0
        return QSize(80, theme().line(ROW_PX) + gap)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry, count = index.data(ENTRY_ROLE), index.data(COUNT_ROLE)
        box = QRectF(option.rect)
        if index.data(BREAK_ROLE):
            painter.setPen(theme().colour("line"))
            middle = box.top() + theme().px(GAP_PX) / 2
            painter.drawLine(
                QPointF(box.left() + theme().px(12), middle), QPointF(box.right() - theme().px(12), middle)
            )
            box.setTop(box.top() + theme().px(GAP_PX))
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        pill = box.adjusted(theme().px(8), theme().px(1), -theme().px(8), -theme().px(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, pill, here=here)
        token = "accent" if here else "muted"
        side = theme().px(16)
        picture = QRectF(pill.left() + theme().px(8), pill.center().y() - side / 2, side, side)
        icon(entry.picture, theme().colours[token]).paint(painter, picture.toRect())
        font = painter.font()
        font.setPixelSize(theme().px(13))
        font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme().colour("text"))
        words = pill.adjusted(theme().px(34), 0, -theme().px(32 if count else 6), 0)
        elided = painter.fontMetrics().elidedText(
            entry.words(), Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, elided)
        if count:
            font.setWeight(QFont.Weight.Normal)
            font.setPixelSize(theme().px(11))
            painter.setFont(font)
            painter.setPen(theme().colour("muted"))
            painter.drawText(
                pill.adjusted(0, 0, -theme().px(10), 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                str(count),
            )
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, pill: QRectF, *, here: bool
    ) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if here:
            painter.setBrush(theme().colour("accent_soft"))
            painter.drawRoundedRect(pill, 4, 4)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme().colour("hover"))
            painter.drawRoundedRect(pill, 4, 4)
        if option.widget.hasFocus() and here:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme().colour("focus"))
            painter.drawRoundedRect(pill, 4, 4)
