"""What an import would do, or did, line by line: a table that never builds more rows than it shows."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from asi_desktop.services.import_results import TakenLine
from asi_desktop.services.import_words import OUTCOMES, left_words, twin_words
from asi_desktop.ui.language import language, said
from asi_desktop.ui.steady_table import SteadyTable
from asi_desktop.ui.theme import theme

ROW_PX = 28
WIDTHS_PX = (56, 200, 136, 220)
_TONES = {
    "refused": "danger",
    "duplicate": "warning",
    "unchanged": "muted",
    "created": "text",
    "updated": "text",
}

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The lines of an import as rows."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[TakenLine, ...] = ()
        self.headings = (
            self.tr("Line"),
            self.tr("Name"),
            self.tr("Outcome"),
            self.tr("Known already as"),
            self.tr("Not taken"),
        )

    def show_lines(self, lines: tuple[TakenLine, ...]) -> None:
        """Show ``lines`` in place of what was shown."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns a line has."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a cell, or their colour."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme().colour(_TONES[line.outcome])) if index.column() == 2 else None
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._cells(line)[index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the heading of a column."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return self.headings[section] if 0 <= section < len(self.headings) else None

    @staticmethod
    def _cells(line: TakenLine) -> tuple[str, ...]:
        last = said(line.message) if line.message else left_words(line)
        return (str(line.line), line.name, said(OUTCOMES[line.outcome]), twin_words(line, language()), last)


class PreviewTable(SteadyTable):
    """``opened`` carries the id of the record that a line made or met; ``chosen`` the lines selected."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.rows = PreviewModel()
        self.setModel(self.rows)
        self.setAccessibleName(self.tr("What becomes of each line"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(ROW_PX))
        self.horizontalHeader().setHighlightSections(False)
        for place, width in enumerate(WIDTHS_PX):
            self.setColumnWidth(place, theme().px(width))
        self.horizontalHeader().setSectionResizeMode(len(WIDTHS_PX), QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)
        self.activated.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit(self.selected()))

    def show_lines(self, lines: tuple[TakenLine, ...]) -> None:
        """Show ``lines`` in place of what was shown, where the reader was."""
        place = self.currentIndex().row()
        self.rows.show_lines(lines)
        if 0 <= place < len(lines):
            self.selectRow(place)
        self.chosen.emit(self.selected())

    def selected(self) -> tuple[TakenLine, ...]:
        """Return the lines that are selected."""
        return tuple(self.rows.lines[index.row()] for index in self.selectionModel().selectedRows())

    def _open(self, index: QModelIndex) -> None:
        line = self.rows.lines[index.row()]
        if line.id is not None:
            self.opened.emit(line.id)
