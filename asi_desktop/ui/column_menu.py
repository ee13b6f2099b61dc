"""Which columns a list shows, in which order and how wide: chosen in a menu, moved and drawn in the heading,
and kept in the vault."""

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QToolButton

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.lists import Layout
from asi_desktop.ui.furniture import icon_button
from asi_desktop.ui.record_table import TITLE, RecordTable
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

KEEP_AFTER_MS = 500
COLUMN_WIDTH = 132
LEAST_WIDTH = 48


class ColumnMenu(QObject):
    """Keeps the columns of ``table`` as the officer leaves them. ``changed``: others are shown now."""

    changed = Signal()

    def __init__(self, workplace: Workplace, kind: RecordType, table: QTableView, model: RecordTable) -> None:
        super().__init__(table)
        self.workplace = workplace
        self.kind = kind
        self.table = table
        self.model = model
        self.usual = tuple(column.name for column in model.columns)
        self.widths: dict[str, int] = {}
        self.button: QToolButton = icon_button("panes", self.tr("Columns of the list"), self.open)
        self._quiet = False
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(KEEP_AFTER_MS)
        self._patience.timeout.connect(self.keep)
        header = table.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setMinimumSectionSize(theme().px(LEAST_WIDTH))
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self._note())
        desk = workplace.desk
        workplace.read(lambda: desk.lists.layout(kind.name), self, then=self._take)

    def open(self) -> None:
        """Show the menu of all columns under its button."""
        menu = self.menu()
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu: a tick for each column, and the way back to the usual ones."""
        menu = QMenu(self.button)
        menu.setAccessibleName(self.tr("Columns of the list"))
        shown = self.shown()
        for column in self.model.possible.values():
            if column.name != TITLE:
                action = menu.addAction(column.heading)
                action.setCheckable(True)
                action.setChecked(column.name in shown)
                action.toggled.connect(lambda on, name=column.name: self.turn(name, on=on))
        menu.addSeparator()
        menu.addAction(self.tr("Usual columns")).triggered.connect(self.reset)
        return menu

    def shown(self) -> tuple[str, ...]:
        """Return the names of the columns on show, in the order of the heading."""
        header = self.table.horizontalHeader()
        numbers = sorted(range(len(self.model.columns)), key=header.visualIndex)
        return tuple(self.model.columns[number].name for number in numbers)

    def turn(self, name: str, *, on: bool) -> None:
        """Show or hide a column; a new one stands last."""
        others = tuple(one for one in self.shown() if one != name)
        self._show((*others, name) if on else others)
        self._note()

    def reset(self) -> None:
        """Show the usual columns again and forget what was chosen."""
        self._patience.stop()
        self.widths.clear()
        self._show(self.usual)
        desk, kind = self.workplace.desk, self.kind.name
        self.workplace.write(lambda: desk.lists.keep_layout(kind, None), self)

    def keep(self) -> None:
        """Keep the columns as they stand now."""
        desk, kind = self.workplace.desk, self.kind.name
        layout = Layout(tuple((name, self.widths.get(name, 0)) for name in self.shown()))
        self.workplace.write(lambda: desk.lists.keep_layout(kind, layout), self)

    def apply(self, *, wide: bool) -> None:
        """Give the columns their widths; a list that is not ``wide`` shows the first alone."""
        self._quiet = True
        header = self.table.horizontalHeader()
        header.setVisible(wide)
        room = self.table.width() - theme().px(240)
        for number in sorted(range(1, len(self.model.columns)), key=header.visualIndex):
            name = self.model.columns[number].name
            width = theme().px(self.widths.get(name) or COLUMN_WIDTH)
            room -= width
            self.table.setColumnHidden(number, not wide or room < 0)
            self.table.setColumnWidth(number, width)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._quiet = False

    def _take(self, layout: Layout | None) -> None:
        if layout is not None:
            self.widths = {name: width for name, width in layout.columns if width > 0}
            self._show(tuple(name for name, _ in layout.columns))

    def _show(self, names: tuple[str, ...]) -> None:
        header = self.table.horizontalHeader()
        sorted_by = self.model.columns[header.sortIndicatorSection()].name
        self._quiet = True
        self.model.show_columns(names)
        for number in range(header.count()):
            header.moveSection(header.visualIndex(number), number)
        with QSignalBlocker(header):  # the order is what it was: nothing is to be asked again
            self._mark(sorted_by)
        self._quiet = False
        self.changed.emit()

    def _mark(self, name: str) -> None:
        """Keep the mark of the order where it belongs, on no column when the one sorted by is not shown."""
        header = self.table.horizontalHeader()
        place = next((n for n, column in enumerate(self.model.columns) if column.name == name), -1)
        header.setSortIndicator(place, header.sortIndicatorOrder())

    def _resized(self, number: int, _: int, width: int) -> None:
        if not self._quiet and number and width:
            self.widths[self.model.columns[number].name] = round(width / theme().scale)
            self._note()

    def _note(self) -> None:
        if not self._quiet:
            self._patience.start()
