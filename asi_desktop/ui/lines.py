"""A plain list of lines that open something: a title over a detail, a shape in front, a word at the end."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from asi_desktop.ui import sync_marks
from asi_desktop.ui.icons import icon
from asi_desktop.ui.theme import theme

LINE_ROLE = Qt.ItemDataRole.UserRole
ROW_PX = 40
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


@dataclass(frozen=True, slots=True)
class Line:
    """One line.

    ``key`` names what it opens; ``mark`` a sync state, or ``picture`` an icon; ``tone`` of the end
    word.
    """

    title: str
    detail: str = ""
    end: str = ""
    key: object = None
    mark: str = ""
    picture: str = ""
    tone: str = "muted"


class LineList(QListWidget):
    """``chosen`` carries the key of the line that was opened. j and k go down and up, Enter opens."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(_Painter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.itemClicked.connect(self._open)
        self.itemActivated.connect(self._open)
        self.installEventFilter(self)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show ``lines`` in place of what was shown; the current line stays where it was."""
        place = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title)
            item.setData(LINE_ROLE, line)
            spoken = ", ".join(
                filter(
                    None,
                    (line.title, line.detail, line.end, sync_marks.words(line.mark) if line.mark else ""),
                )
            )
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.addItem(item)
        if lines:
            self.setCurrentRow(max(0, min(place, len(lines) - 1)))

    def fit(self) -> None:
        """Be as high as the lines, for a list among others on one page."""
        self.setFixedHeight(self.count() * theme().line(ROW_PX) + 4)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint with the interpreter in hand, as ``SteadyTable`` does."""
        super().paintEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Steer by letters as well as by arrows."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = STEPS.get(Qt.Key(event.key()))
            if step is not None:
                self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)

    def _open(self, item: QListWidgetItem) -> None:
        line = item.data(LINE_ROLE)
        if line.key is not None:
            self.chosen.emit(line.key)


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        return QSize(100, theme().line(ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line = index.data(LINE_ROLE)
        painter.save()
        box = QRectF(option.rect)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        steered = option.widget.hasFocus() or option.widget.focusPolicy() is Qt.FocusPolicy.NoFocus
        if option.state & QStyle.StateFlag.State_Selected and (focused or steered):
            painter.fillRect(box, theme().colour("accent_soft"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme().colour("hover"))
        if focused:
            painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), theme().colour("focus"))
        painter.setPen(theme().colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        self._paint_line(painter, option.font, box, line)
        painter.restore()

    def _paint_line(self, painter: QPainter, font: QFont, box: QRectF, line: Line) -> None:
        side = theme().px(16)
        mark = QRectF(box.left() + theme().px(16), box.center().y() - side / 2, side, side)
        if line.mark:
            sync_marks.paint(painter, line.mark, mark)
        elif line.picture:
            token = line.tone if line.tone != "good" else "muted"
            icon(line.picture, theme().colours[token]).paint(painter, mark.toRect())
        above, below = (1, 2) if theme().compact else (4, 5)
        inner = box.adjusted(theme().px(40), theme().px(above), -theme().px(12), -theme().px(below))
        painter.setFont(_sized(font, 11))
        end_width = painter.fontMetrics().horizontalAdvance(line.end) + theme().px(12) if line.end else 0
        if line.end:
            painter.setPen(theme().colour(line.tone))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, line.end)
        text = inner.adjusted(0, 0, -end_width, 0)
        upper = QRectF(text.left(), text.top(), text.width(), text.height() * (0.54 if line.detail else 1))
        _words(painter, _sized(font, 13), upper, line.title, ink="text")
        if line.detail:
            lower = QRectF(text.left(), upper.bottom(), text.width(), text.height() - upper.height())
            _words(painter, _sized(font, 11), lower, line.detail, ink="muted")


def _words(painter: QPainter, font: QFont, box: QRectF, words: str, *, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(theme().colour(ink))
    elided = painter.fontMetrics().elidedText(
        words.replace("\n", " "), Qt.TextElideMode.ElideRight, int(box.width())
    )
    painter.drawText(box, LEFT.value | Qt.TextFlag.TextDontClip.value, elided)


def _sized(font: QFont, size: int) -> QFont:
    sized = QFont(font)
    sized.setPixelSize(theme().px(size))
    return sized
