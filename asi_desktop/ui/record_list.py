"""The list pane: what is asked for, the lines, how many there are; and what belongs here while there is
none."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QPushButton, QTableView, QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.changes import Changes
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, holding, label, named_surface, row
from asi_desktop.ui.language import said
from asi_desktop.ui.record_rows import RecordRows
from asi_desktop.ui.record_source import RecordSource
from asi_desktop.ui.record_table import ROW_ROLE, RecordTable
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Row

FILTER_AFTER_MS = 180
ALL_COLUMNS_FROM = 620
COLUMN_WIDTH = 132
MOST_CHIPS = 8
STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}


class RecordList(QWidget):
    """``chosen`` carries the record to open, None for none; ``removing`` the records that go to the bin."""

    chosen = Signal(object)
    creating = Signal(str)
    removing = Signal(object)

    def __init__(self, workplace: Workplace, kind: RecordType) -> None:
        super().__init__()
        self.workplace = workplace
        self.kind = kind
        named_surface(self, "list")
        self.model = RecordTable(kind, RecordSource(workplace, self).fetch, self)
        self.chips: dict[str, QPushButton] = {}
        self._filters = FlowLayout(gap=4)
        self.words = self._filter_line()
        self.table = self._table()
        self.count = label("", role="caption")
        self.empty = self._empty_page()
        self._wanted_record: bytes | None = None
        heading = row(label(said(kind.plural), role="section"), None, self._new_button())
        self.states = self._state_menu()
        top = column(
            heading, row(self.words, self.states), holding(self._filters), spacing=8, margins=(16, 12, 12, 8)
        )
        foot = row(self.count, None, margins=(16, 4, 16, 4))
        self.setLayout(column(top, self.table, self.empty, foot, spacing=0))
        self._make_chips()
        self.model.arrived.connect(self._arrived)
        self.model.counted.connect(self._counted)
        workplace.changed.connect(self._changed)
        self.model.refresh()

    def selected(self) -> list["Row"]:
        """Return the lines that are selected and here."""
        rows = [index.data(ROW_ROLE) for index in self.table.selectionModel().selectedRows()]
        return [each for each in rows if each is not None]

    def select(self, record: bytes) -> None:
        """Select the line of ``record`` as soon as it is here."""
        self._wanted_record = record
        self._arrived()

    def step(self, step: int) -> None:
        """Go ``step`` lines down, or up."""
        here = self.table.currentIndex().row()
        there = max(0, min(self.model.rowCount() - 1, here + step))
        self.table.selectRow(there)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """j and k go down and up, Enter opens, Esc goes back, Del moves to the bin."""
        if watched is self.table and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._steered(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow list shows its first column only; the second line of each row says the rest."""
        super().resizeEvent(event)
        self._show_columns()

    def _steered(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key in STEPS:
            self.step(STEPS[Qt.Key(key)])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open(self.table.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.chosen.emit(None)
        elif key == Qt.Key.Key_Delete and self.selected():
            self.removing.emit(self.selected())
        else:
            return False
        return True

    def _filter_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("Filter this list"))
        line.setAccessibleName(self.tr("Filter this list"))
        line.setClearButtonEnabled(True)
        patience = QTimer(line)
        patience.setSingleShot(True)
        patience.setInterval(FILTER_AFTER_MS)
        patience.timeout.connect(lambda: self.model.ask(replace(self.model.asked, words=line.text().strip())))
        line.textChanged.connect(lambda _: patience.start())
        return line

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegate(RecordRows(table))
        table.setAccessibleName(said(self.kind.plural))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().px(36))
        table.verticalHeader().setMinimumSectionSize(theme().px(36))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSortIndicator(len(self.model.columns) - 1, Qt.SortOrder.DescendingOrder)
        table.horizontalHeader().setSortIndicatorShown(True)
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        table.installEventFilter(self)
        table.selectionModel().selectionChanged.connect(self._selection_changed)
        table.activated.connect(self._open)
        table.clicked.connect(self._open)
        return table

    def _new_button(self) -> QPushButton:
        words = self.tr("New")
        made = button(
            words, lambda: self.creating.emit(self.kind.name), kind="quiet", picture="plus", keys="Ctrl N"
        )
        made.setAccessibleName(self.tr("New: {type}").format(type=said(self.kind.label)))
        return made

    def _empty_page(self) -> QWidget:
        self._emptiness = label("", role="muted", wrap=True)
        self._first = button(
            self.tr("Make the first one"),
            lambda: self.creating.emit(self.kind.name),
            kind="primary",
            keys="Ctrl N",
        )
        page = holding(
            column(
                self._emptiness,
                row(self._first, label("Ctrl N", role="keys"), None),
                None,
                spacing=12,
                margins=(16, 16, 16, 16),
            )
        )
        page.hide()
        return page

    def _state_menu(self) -> QPushButton:
        """A button that chooses among many states; few states have a chip each instead."""
        menu = QMenu(self)
        made = button(
            self.tr("Any status"),
            lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft())),
            picture="chevron-down",
        )
        states = self.kind.workflow.states if self.kind.workflow else ()
        choices = [("", self.tr("Any status")), *((state.code, said(state.label)) for state in states)]
        for code, words in choices:
            menu.addAction(words).triggered.connect(lambda _=False, chosen=code: self._filter(chosen))
        self._state_words = dict(choices)
        made.setVisible(len(states) > MOST_CHIPS)
        return made

    def _make_chips(self) -> None:
        states = self.kind.workflow.states if self.kind.workflow else ()
        if not 0 < len(states) <= MOST_CHIPS:
            return
        self._add_chip("", self.tr("All"))
        for state in states:
            self._add_chip(state.code, said(state.label))
        self.chips[""].setChecked(True)

    def _add_chip(self, code: str, words: str) -> None:
        chip = button(words, lambda: self._filter(code), kind="chip")
        chip.setCheckable(True)
        self.chips[code] = chip
        self._filters.addWidget(chip)

    def _filter(self, code: str) -> None:
        for each, chip in self.chips.items():
            chip.setChecked(each == code)
        self.states.setText(self._state_words[code])
        self.model.ask(replace(self.model.asked, status=code))

    def _changed(self, changes: Changes) -> None:
        if self.kind.name in changes.types:
            self.model.refresh()

    def _arrived(self) -> None:
        total = self.model.rowCount()
        self.table.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        nothing_matches = self.model.asked.filtered
        self._first.setVisible(not nothing_matches)
        self._emptiness.setText(
            self.tr("Nothing matches this filter.") if nothing_matches else said(self.kind.help)
        )
        if self._wanted_record is not None:
            place = self.model.place_of(self._wanted_record)
            if place is not None:
                flags = QItemSelectionModel.SelectionFlag
                index = self.model.index(place, 0)
                self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                self.table.scrollTo(index)

    def _counted(self, total: int, unfiltered: int) -> None:
        self._totals = (total, unfiltered)
        self._tell_count()

    def _tell_count(self) -> None:
        total, unfiltered = getattr(self, "_totals", (0, 0))
        words = self.tr("%n record(s)", "", total)
        if total != unfiltered:
            words = self.tr("{total} of {all}").format(total=total, all=unfiltered)
        chosen = len(self.table.selectionModel().selectedRows())
        if chosen > 1:
            words = self.tr("%n selected", "", chosen) + " · " + words
        self.count.setText(words)

    def _selection_changed(self) -> None:
        self._tell_count()

    def _open(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE) if index.isValid() else None
        if line is not None and len(self.table.selectionModel().selectedRows()) <= 1:
            self._wanted_record = line.id
            self.chosen.emit(line.id)

    def _show_columns(self) -> None:
        wide = self.width() >= theme().px(ALL_COLUMNS_FROM)
        header = self.table.horizontalHeader()
        header.setVisible(wide)
        fitting = (self.width() - theme().px(300)) // theme().px(COLUMN_WIDTH) if wide else 0
        for number in range(1, len(self.model.columns)):
            last = number == len(self.model.columns) - 1
            self.table.setColumnHidden(number, not (wide and (last or number < fitting)))
            self.table.setColumnWidth(number, theme().px(COLUMN_WIDTH))
        header.setSectionResizeMode(0, header.ResizeMode.Stretch)
