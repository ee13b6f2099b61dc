"""The list pane: what is asked for, the lines, how many there are; and what belongs here while there is
none."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPushButton, QTableView, QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.changes import Changes
from asi_desktop.services.lists import NamedList
from asi_desktop.services.results import Filter
from asi_desktop.ui.column_menu import ColumnMenu
from asi_desktop.ui.filter_bar import FilterBar
from asi_desktop.ui.furniture import button, column, label, named_surface, row
from asi_desktop.ui.language import locale, said
from asi_desktop.ui.record_rows import ROW_PX, RecordRows
from asi_desktop.ui.record_source import RecordSource
from asi_desktop.ui.record_table import ROW_ROLE, Asked, RecordTable
from asi_desktop.ui.saved_filters import KEYED, SavedFilters
from asi_desktop.ui.state_chips import EmptyList, StateChips
from asi_desktop.ui.steady_table import SteadyTable
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Row

FILTER_AFTER_MS = 180
ALL_COLUMNS_FROM = 620
STEPS = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
STATUS = frozenset({"status"})


class RecordList(QWidget):
    """``chosen`` carries the record to open, None for none; ``removing`` the ids that go to the bin.

    ``acting``: the officer asks what can be done with the lines that are selected.
    """

    chosen = Signal(object)
    creating = Signal(str)
    removing = Signal(object)
    acting = Signal(object)

    def __init__(self, workplace: Workplace, kind: RecordType) -> None:
        super().__init__()
        self.workplace = workplace
        self.kind = kind
        named_surface(self, "list")
        self._source = RecordSource(workplace, self)
        self.model = RecordTable(kind, self._source.fetch, self)
        self._totals = (0, 0)
        self._wanted_record: bytes | None = None
        self.states = StateChips(kind)
        self.words = self._filter_line()
        self.filters = FilterBar(workplace, kind)
        self.saved = SavedFilters(workplace, kind, self)
        self.table = self._table()
        self.columns = ColumnMenu(workplace, kind, self.table, self.model)
        self.count = label("", role="caption")
        self.act = button(self.tr("Act on the selection"), self.ask_for_acts, kind="link")
        self.act.hide()
        self.empty = EmptyList(kind)
        self._lay_out()
        self._connect()
        self.model.refresh()

    def selected(self) -> list["Row"]:
        """Return the lines that are selected and here."""
        rows = [index.data(ROW_ROLE) for index in self.table.selectionModel().selectedRows()]
        return [each for each in rows if each is not None]

    def with_selection(self, then: Callable[[tuple[bytes, ...]], None]) -> None:
        """Bring the ids of the lines that are selected to ``then``, those too that were never looked at."""
        numbers = [index.row() for index in self.table.selectionModel().selectedRows()]
        here = [row.id for row in self.selected()]
        if len(here) == len(numbers):
            then(tuple(here))
            return
        wanted = sorted(numbers)

        def pick(found: tuple[bytes, ...]) -> None:
            then(tuple(found[number] for number in wanted if number < len(found)))

        self._source.ids(self.model.asked, wanted[-1] + 1, pick)

    def select(self, record: bytes) -> None:
        """Select the line of ``record`` as soon as it is here."""
        self._wanted_record = record
        self._arrived()

    def step(self, step: int) -> None:
        """Go ``step`` lines down, or up."""
        here = self.table.currentIndex().row()
        there = max(0, min(self.model.rowCount() - 1, here + step))
        self.table.selectRow(there)

    def show_list(self, named: NamedList | None) -> None:
        """Show a list with a name, or all records."""
        self._patience.stop()
        asked = self.model.asked
        with QSignalBlocker(self.words):
            self.words.setText(named.words if named else "")
        filters, words = (named.filters, named.words) if named else ((), "")
        sort = named.sort if named and named.sort else "" if named else asked.sort
        self._ask(replace(asked, filters=filters, words=words, sort=sort))
        self._mark_order()

    def filter(self, given: Filter) -> None:
        """Put ``given`` in place of what its field was filtered by."""
        self._ask(self.model.asked.with_filter(given))

    def ask_for_acts(self) -> None:
        """Ask what can be done with the lines that are selected."""
        self.with_selection(self.acting.emit)

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
        elif key == Qt.Key.Key_Delete and self.table.selectionModel().hasSelection():
            self.with_selection(self.removing.emit)
        else:
            return False
        return True

    def _lay_out(self) -> None:
        heading = row(self.saved.button, None, self.columns.button, self._new_button())
        asking = row(self.words, self.filters.button)
        top = column(heading, asking, self.states, self.filters, spacing=8, margins=(16, 12, 12, 8))
        foot = row(self.count, self.act, None, margins=(16, 4, 16, 4))
        self.setLayout(column(top, self.table, self.empty, foot, spacing=0))

    def _connect(self) -> None:
        self.model.arrived.connect(self._arrived)
        self.model.counted.connect(self._counted)
        self.model.modelReset.connect(self._tell_count)
        self.workplace.changed.connect(self._changed)
        self.states.changed.connect(self.filter)
        self.empty.creating.connect(lambda: self.creating.emit(self.kind.name))
        self.empty.clearing.connect(partial(self.show_list, None))
        self.filters.changed.connect(self.filter)
        self.filters.cleared.connect(lambda: self._ask(replace(self.model.asked, filters=())))
        self.saved.chosen.connect(self.show_list)
        self.columns.changed.connect(self._show_columns)
        keys = {f"Alt+{number}": partial(self.saved.choose, number) for number in range(KEYED + 1)}
        for sequence, act in {
            **keys,
            "Ctrl+Shift+F": self.filters.open,
            "Ctrl+F": self.words.setFocus,
        }.items():
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _filter_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("Filter this list"))
        line.setAccessibleName(self.tr("Filter this list"))
        line.setClearButtonEnabled(True)
        self._patience = QTimer(line)
        self._patience.setSingleShot(True)
        self._patience.setInterval(FILTER_AFTER_MS)
        self._patience.timeout.connect(
            lambda: self._ask(replace(self.model.asked, words=line.text().strip()))
        )
        line.textChanged.connect(lambda _: self._patience.start())
        return line

    def _table(self) -> QTableView:
        table = SteadyTable()
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
        table.verticalHeader().setDefaultSectionSize(theme().line(ROW_PX))
        table.verticalHeader().setMinimumSectionSize(theme().line(ROW_PX))
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setSortIndicator(len(self.model.columns) - 1, Qt.SortOrder.DescendingOrder)
        table.horizontalHeader().setSortIndicatorShown(True)
        table.horizontalHeader().setSectionsClickable(True)
        table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(lambda _: self.ask_for_acts())
        table.installEventFilter(self)
        table.selectionModel().selectionChanged.connect(lambda *_: self._tell_count())
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

    def _ask(self, asked: Asked) -> None:
        """Show what is asked, and say it: in the heading, in the chips, in what belongs here."""
        self.model.ask(asked)
        status = asked.filter_of("status")
        values = status.values if status else ()
        self.states.show_states(values)
        self.filters.show_asked(asked, besides=STATUS if self.states.chips else frozenset())
        self.saved.show_asked(asked)

    def _mark_order(self) -> None:
        """Show in the heading what the lines are sorted by."""
        sort = self.model.asked.sort or "-updated"
        names = [column.name for column in self.model.columns]
        bare = sort.removeprefix("-")
        header = self.table.horizontalHeader()
        order = Qt.SortOrder.DescendingOrder if sort != bare else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(header):
            header.setSortIndicator(names.index(bare) if bare in names else -1, order)

    def _changed(self, changes: Changes) -> None:
        shown = {self.kind.name} | {name for field in self.kind.fields for name in field.targets}
        if not shown.isdisjoint(changes.types):
            self.model.refresh()

    def _arrived(self) -> None:
        total = self.model.rowCount()
        self.table.setVisible(total > 0)
        self.empty.setVisible(total == 0)
        self.empty.show_reason(filtered=self.model.asked.filtered)
        place = self.model.place_of(self._wanted_record) if self._wanted_record is not None else None
        selection = self.table.selectionModel()
        if place is not None and not selection.isRowSelected(
            place, QModelIndex()
        ):  # several stay as they are
            flags = QItemSelectionModel.SelectionFlag
            index = self.model.index(place, 0)
            selection.setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self.table.scrollTo(index)

    def _counted(self, total: int, unfiltered: int) -> None:
        self._totals = (total, unfiltered)
        self._tell_count()

    def _tell_count(self) -> None:
        total, unfiltered = self._totals
        words = self.tr("%n record(s)", "", total)
        if total != unfiltered:
            numbers = locale()
            words = self.tr("{total} of {all}").format(
                total=numbers.toString(total), all=numbers.toString(unfiltered)
            )
        chosen = sum(one.height() for one in self.table.selectionModel().selection().toList())
        if chosen > 1:
            words = self.tr("%n selected", "", chosen) + " · " + words
        self.act.setVisible(chosen > 1)
        self.count.setText(words)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(ROW_ROLE) if index.isValid() else None
        if line is not None and len(self.table.selectionModel().selectedRows()) <= 1:
            self._wanted_record = line.id
            self.chosen.emit(line.id)

    def _show_columns(self) -> None:
        self.columns.apply(wide=self.width() >= theme().px(ALL_COLUMNS_FROM))
