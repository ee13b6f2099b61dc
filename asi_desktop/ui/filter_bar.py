"""The filters of a list: a button that opens where they are chosen, and a chip for each that is in force."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.results import Filter
from asi_desktop.ui.filter_editors import FilterEditor, editor_for
from asi_desktop.ui.filter_words import Criterion, Manner, criteria, words_of
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, emptied, row
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.record_table import Asked
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView

SHEET_SIZE = (520, 340)
NAMES_WIDTH = 190


class FilterBar(QWidget):
    """``changed`` carries a Filter that takes the place of what its field was filtered by.

    ``cleared``: every filter goes.
    """

    changed = Signal(object)
    cleared = Signal()

    def __init__(self, workplace: Workplace, kind: RecordType) -> None:
        super().__init__()
        self.workplace = workplace
        self.criteria = {one.name: one for one in criteria(kind)}
        self.titles: dict[str, str] = {}
        self.sheet = FilterSheet(self)
        self.sheet.changed.connect(self.changed)
        self.button = button(self.tr("Filter"), self.open, picture="filter", keys="Ctrl Shift F")
        self.chips = FlowLayout(gap=4)
        self.setLayout(self.chips)
        self.hide()

    def open(self) -> None:
        """Open the sheet under its button."""
        self.sheet.open_under(self.button)

    def show_asked(self, asked: Asked, *, besides: frozenset[str] = frozenset()) -> None:
        """Show a chip for each filter of ``asked``, those on the fields ``besides`` apart."""
        self._asked, self._besides = asked, besides
        self.sheet.show_asked(asked)
        emptied(self.chips)
        shown = [one for one in asked.filters if one.field not in besides]
        for given in shown:
            self.chips.addWidget(self._chip(given))
        if len(shown) > 1:
            self.chips.addWidget(button(self.tr("Clear all"), self.cleared.emit, kind="link"))
        self.setVisible(bool(shown))
        self.updateGeometry()

    def _chip(self, given: Filter) -> QWidget:
        criterion = self.criteria.get(given.field) or Criterion(
            given.field, self.tr("Reference"), Manner.WORDS
        )
        if criterion.manner is Manner.RECORDS:
            self._learn(given)
        words = words_of(criterion, given, self.titles)
        chip = button(f"{words}  ×", partial(self.changed.emit, Filter(given.field)), kind="chip")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setAccessibleName(self.tr("Take away the filter {filter}").format(filter=words))
        chip.setToolTip(chip.accessibleName())
        return chip

    def _learn(self, given: Filter) -> None:
        """Find out the titles of the records that a filter names."""
        desk = self.workplace.desk
        for name in given.values:
            if name and name not in self.titles:
                self.titles[name] = "…"
                self.workplace.read(partial(desk.records.get, name), self, then=self._learned)

    def _learned(self, view: "RecordView") -> None:
        self.titles[view.id.hex()] = view.title or view.ref
        self.show_asked(self._asked, besides=self._besides)


class FilterSheet(ReadingOrder, QFrame):
    """A sheet over the list: fields at the left, their values at the right; Esc closes it.

    What is chosen is in force at once.
    """

    changed = Signal(object)

    def __init__(self, bar: FilterBar) -> None:
        super().__init__(bar, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._bar = bar
        self._asked: Asked | None = None
        self.names = QListWidget()
        self.names.setObjectName("plain")
        self.names.setAccessibleName(self.tr("What to filter by"))
        self.names.setFixedWidth(theme().px(NAMES_WIDTH))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.pages = QStackedWidget()
        self.editors: dict[str, FilterEditor] = {}
        for criterion in bar.criteria.values():
            item = QListWidgetItem(criterion.words)
            item.setData(Qt.ItemDataRole.UserRole, criterion.name)
            self.names.addItem(item)
        self.names.currentItemChanged.connect(lambda item, _: self._show(item))
        self.names.installEventFilter(self)
        self.setLayout(row(self.names, self.pages, spacing=12, margins=(8, 8, 12, 8)))
        self.resize(*(theme().px(size) for size in SHEET_SIZE))
        self.setAccessibleName(self.tr("Filter"))

    def open_under(self, control: QWidget) -> None:
        """Show the sheet under ``control``, inside the screen."""
        place = control.mapToGlobal(QPoint(0, control.height() + 4))
        room = control.screen().availableGeometry()
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        place.setY(max(room.top(), min(place.y(), room.bottom() - self.height())))
        self.move(place)
        if self.names.currentRow() < 0:
            self.names.setCurrentRow(0)
        self.show()
        self.names.setFocus()

    def show_asked(self, asked: Asked) -> None:
        """Show what is in force now: fields that filter are marked."""
        self._asked = asked
        for number in range(self.names.count()):
            item = self.names.item(number)
            font = item.font()
            font.setBold(asked.filter_of(item.data(Qt.ItemDataRole.UserRole)) is not None)
            item.setFont(font)
        for name, editor in self.editors.items():
            editor.show_filter(asked.filter_of(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and → go from a field to its values."""
        onward = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right}
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in onward:
            self.focusNextChild()
            return True
        return super().eventFilter(watched, event)

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        name = item.data(Qt.ItemDataRole.UserRole)
        if name not in self.editors:
            editor = editor_for(self._bar.criteria[name], self._bar.workplace, self._bar.titles)
            editor.changed.connect(self.changed)
            editor.show_filter(self._asked.filter_of(name) if self._asked else None)
            self.editors[name] = editor
            self.pages.addWidget(editor)
        self.pages.setCurrentWidget(self.editors[name])
