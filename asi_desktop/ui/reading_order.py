"""The tabulator key walks as one reads: by the layouts, whenever their parts were made.

Qt walks in the order in which widgets were made: lists, chips, tokens and elements that came later would
stand last.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
"""Controls with nothing inside them to walk to."""

if TYPE_CHECKING:
    Walked = QWidget
else:
    Walked = object


class ReadingOrder(Walked):
    """A window, or a sheet that keeps the key to itself while it is open. Stands before Qt's class."""

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  # Qt's own signature
        """Give the focus to the next control as one reads, or the one before; the last is followed by the
        first."""
        chain = list(stops(self))
        if not chain:
            return False
        here = self.focusWidget()
        place = chain.index(here) if here in chain else -1 if forward else 0
        if forward:
            _enter(chain[(place + 1) % len(chain)], Qt.FocusReason.TabFocusReason)
        else:
            _enter(chain[place - 1], Qt.FocusReason.BacktabFocusReason)
        return True


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield the controls inside ``widget`` that the tabulator key reaches, as one reads."""
    for each in _inside(widget):
        if each.isHidden() or each.isWindow() or not each.isEnabled() or isinstance(each, ReadingOrder):
            continue
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
            yield each
        if not isinstance(each, WHOLE):
            yield from stops(each)


def _enter(control: QWidget, reason: Qt.FocusReason) -> None:
    """Give ``control`` the focus and bring it into view."""
    control.setFocus(reason)
    above = control.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(control)
        above = above.parentWidget()


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """Yield the widgets right inside ``widget`` in their order."""
    if isinstance(widget, QSplitter):
        parts = (widget.widget(number) for number in range(widget.count()))
        yield from (part for part in parts if part is not None)
        return
    if isinstance(widget, QMainWindow):
        inner: QWidget | None = widget.centralWidget()
    elif isinstance(widget, QStackedWidget):
        inner = widget.currentWidget()
    elif isinstance(widget, QScrollArea):
        inner = widget.widget()
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _laid_out(layout)
        return
    if inner is not None:
        yield inner


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    numbers = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        numbers.sort(key=lambda number: _cell(layout, number))
    for number in numbers:
        item = layout.itemAt(number)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _cell(layout: QGridLayout, number: int) -> tuple[int, int]:
    place: tuple[int, int, int, int] = layout.getItemPosition(number)  # type: ignore[assignment]
    return place[:2]
