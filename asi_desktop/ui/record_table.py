"""The records of one type as a table model that holds only the pages somebody looked at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.values import show
from asi_desktop.services.results import Filter
from asi_desktop.ui import sync_marks
from asi_desktop.ui.language import language, said
from asi_desktop.ui.moments import ago, full
from asi_desktop.ui.status_words import status_words

if TYPE_CHECKING:
    from asi_desktop.services.results import Row

PAGE = 200
TITLE = "title"
ROW_ROLE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Asked:
    """What the table shows: a type, filters, words, an order; from the living or from the bin."""

    kind: str
    filters: tuple[Filter, ...] = ()
    words: str = ""
    sort: str = ""
    deleted: bool = False

    @property
    def filtered(self) -> bool:
        """Whether fewer than all records of the type are asked for."""
        return bool(self.filters or self.words)

    def filter_of(self, field: str) -> Filter | None:
        """Return the filter on ``field``, None when there is none."""
        return next((one for one in self.filters if one.field == field), None)

    def with_filter(self, given: Filter) -> "Asked":
        """Return the same with ``given`` in place of what its field was filtered by; an empty one is none."""
        others = tuple(one for one in self.filters if one.field != given.field)
        empty = not (given.values or given.since or given.until)
        return replace(self, filters=others if empty else (*others, given))


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of the answer: how many lines there are, of how many without the filters, and some of them."""

    total: int
    unfiltered: int
    offset: int
    rows: tuple["Row", ...]


Fetch = Callable[[Asked, int, int, Callable[[Portion], None]], None]
"""Asks for lines of what is asked from an offset on, at most so many; the answer comes later."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, which is what it sorts by, its heading, and the field it shows, None for the
    envelope's own."""

    name: str
    heading: str
    field: Field | None = None


class RecordTable(QAbstractTableModel):
    """Lines come in pages, asked for as they are looked at.

    ``arrived`` after each; ``counted`` with the totals.
    """

    arrived = Signal()
    counted = Signal(int, int)

    def __init__(self, kind: RecordType, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.asked = Asked(kind.name)
        self._fetch = fetch
        self._total = 0
        self._pages: dict[int, tuple[Row, ...]] = {}
        self._wanted: set[int] = set()
        self._round = 0
        self.possible = self._possible()
        self.columns = tuple(column for column in self.possible.values() if self._is_usual(column))

    def show_columns(self, names: Sequence[str]) -> None:
        """Show the columns ``names`` after the title, in that order; unknown ones are left out."""
        known = [name for name in dict.fromkeys(names) if name in self.possible and name != TITLE]
        self.beginResetModel()
        self.columns = tuple(self.possible[name] for name in (TITLE, *known))
        self.endResetModel()

    def ask(self, asked: Asked) -> None:
        """Show what is ``asked`` from its first line on."""
        self.asked = asked
        self.refresh()

    def refresh(self) -> None:
        """Ask again for the pages on show; the lines stay until the new ones are here."""
        self._round += 1
        self._wanted = set()
        for page in sorted(self._pages) or [0]:
            self._want(page)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many lines there are on all pages."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].heading
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, or its Row; a line that is not here yet is asked for and shown as
        "…"."""
        if not index.isValid() or index.row() >= self._total:
            return None
        row = self.row_at(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return "…" if row is None else self._text(row, self.columns[index.column()])
        if role == Qt.ItemDataRole.ToolTipRole and row is not None:
            return self._tooltip(row, self.columns[index.column()])
        if role == Qt.ItemDataRole.AccessibleTextRole and row is not None:
            return ", ".join(
                filter(
                    None,
                    (
                        self._text(row, self.columns[index.column()]),
                        row.ref,
                        sync_marks.words(row.sync_state),
                    ),
                )
            )
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the lines by a column."""
        if 0 <= column < len(self.columns):
            sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
            self.ask(replace(self.asked, sort=sign + self.columns[column].name))

    def row_at(self, number: int) -> "Row | None":
        """Return the line ``number``, None while it is on its way."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        return rows[place] if place < len(rows) else None

    def place_of(self, record: bytes) -> int | None:
        """Return the line of ``record`` among those that are here."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.id == record:
                    return page * PAGE + place
        return None

    def _want(self, page: int) -> None:
        if page in self._wanted:
            return
        self._wanted.add(page)
        asked_in = self._round
        self._fetch(self.asked, page * PAGE, PAGE, lambda portion: self._receive(asked_in, portion))

    def _receive(self, asked_in: int, portion: Portion) -> None:
        if asked_in != self._round:
            return
        page = portion.offset // PAGE
        self._wanted.discard(page)
        if portion.total == self._total:
            self._pages[page] = portion.rows
            self._tell_changed(portion)
        else:
            self.beginResetModel()
            self._total = portion.total
            self._pages = {page: portion.rows}
            self.endResetModel()
        self.counted.emit(portion.total, portion.unfiltered)
        self.arrived.emit()

    def _tell_changed(self, portion: Portion) -> None:
        if portion.rows:
            first = self.index(portion.offset, 0)
            last = self.index(portion.offset + len(portion.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(first, last)

    def _possible(self) -> dict[str, Column]:
        """Return every column that the list can show, in the order of the description."""
        kind = self.kind
        status = [Column("status", self.tr("Status"))] if kind.workflow else []
        own = [
            Column(field.name, said(field.label), field)
            for field in kind.fields
            if (field.listed or field.filterable) and field.name not in {TITLE, kind.title_field}
        ]
        ends = [
            Column("ref", self.tr("Reference")),
            Column("created", self.tr("Made")),
            Column("updated", self.tr("Changed")),
        ]
        return {one.name: one for one in (Column(TITLE, self.tr("Title")), *status, *own, *ends)}

    def _is_usual(self, column: Column) -> bool:
        """Tell whether ``column`` is shown until the officer chooses."""
        if column.field is not None:
            return column.field.listed and column.field.name not in self.kind.title_with
        return column.name in {TITLE, "status", "updated"}

    def _text(self, row: "Row", column: Column) -> str:
        if column.field is not None:
            return cell_words(column.field, row)
        own = {
            TITLE: lambda: row.title or self.tr("Untitled"),
            "status": lambda: status_words(row.type, row.status),
            "ref": lambda: row.ref,
            "created": lambda: ago(row.created_ms),
        }
        return own.get(column.name, lambda: ago(row.updated_ms))()

    def _tooltip(self, row: "Row", column: Column) -> str:
        """Return the whole text of a cell, a moment with its zone and in those that matter."""
        if column.name in {"created", "updated"}:
            return full(row.created_ms if column.name == "created" else row.updated_ms)
        if column.field is not None and column.field.kind is Kind.INSTANT:
            return show(column.field, row.values.get(column.field.name), language())
        return self._text(row, column)


def cell_words(field: Field, row: "Row") -> str:
    """Return what a line shows in the column of ``field``: other records by their titles."""
    value = row.values.get(field.name)
    if field.kind in {Kind.REFERENCE, Kind.REFERENCES}:
        given = value if isinstance(value, list) else [value] if value else []
        return " · ".join(row.titles.get(str(one), "…") for one in given)
    if field.kind is Kind.BOOLEAN and not value:
        return ""
    words = show(field, value, language())
    return words.partition(" (")[0] if field.kind is Kind.INSTANT else words  # its zone is in the tooltip
