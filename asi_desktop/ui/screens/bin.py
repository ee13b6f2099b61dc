"""What was moved to the bin: everything of it is still here and can come back."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QPushButton, QWidget

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.services.results import ListQuery, Row
from asi_desktop.ui.furniture import button, column, growing, holding, label, row
from asi_desktop.ui.language import said
from asi_desktop.ui.lines import LINE_ROLE, Line, LineList
from asi_desktop.ui.list_acts import ListActs
from asi_desktop.ui.moments import ago
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

MOST = 200
FILTER_AFTER_MS = 180


@dataclass(frozen=True, slots=True)
class Binned:
    """What is in the bin: how many records, and the newest of them."""

    total: int
    rows: tuple[Row, ...]


class BinScreen(Screen):
    """The records in the bin, over all types or of one; several come back at once."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.kind = ""
        self.lines = LineList(self.tr("Bin"))
        self.lines.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.lines.chosen.connect(self._open)
        self.lines.itemSelectionChanged.connect(self._tell_count)
        self.lines.installEventFilter(self)
        self.nothing = label(self.tr("The bin is empty."), role="muted", wrap=True)
        self.nothing.setContentsMargins(16, 8, 16, 8)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words = self._words()
        self.types = button(self.tr("Any type"), self._open_types, picture="chevron-down")
        self.count = label("", role="caption")
        self.back: QPushButton = button(
            self.tr("Take out of the bin"), self.take_out, picture="undo", keys="Ctrl Enter"
        )
        self._total = 0
        sentence = self.tr("Nothing here is lost. Open a record to take it out again, or select several.")
        head = self.heading(self.tr("Bin"), sentence)
        self.acts = ListActs(workplace, self.notice, self)
        asking = holding(row(self.words, self.types, margins=(16, 0, 16, 8)))
        foot = holding(row(self.count, None, self.back, margins=(16, 8, 16, 8)))
        room = growing(holding(column(self.nothing, self.lines, spacing=0)))  # also while the bin is empty
        self.setLayout(column(head, asking, room, foot, spacing=0))
        self.follow(self.refresh)
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The list."""
        return self.lines

    def refresh(self) -> None:
        """Read what is in the bin."""
        desk, kind, words = self.workplace.desk, self.kind, self.words.text().strip()
        self.workplace.read(lambda: binned(desk, kind=kind, words=words), self, then=self._show)

    def selected(self) -> tuple[bytes, ...]:
        """Return the ids of the records that are selected."""
        return tuple(item.data(LINE_ROLE).key for item in self.lines.selectedItems())

    def take_out(self) -> None:
        """Take the records that are selected out of the bin."""
        chosen = self.selected()
        if chosen:
            self.acts.take_out(chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl Enter takes out what is selected."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.take_out()
                return True
        return super().eventFilter(watched, event)

    def _words(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(self.tr("Title or reference"))
        line.setAccessibleName(self.tr("Title or reference"))
        line.setClearButtonEnabled(True)
        patience = QTimer(line)
        patience.setSingleShot(True)
        patience.setInterval(FILTER_AFTER_MS)
        patience.timeout.connect(self.refresh)
        line.textChanged.connect(lambda _: patience.start())
        return line

    def _open_types(self) -> None:
        menu = QMenu(self.types)
        menu.setAccessibleName(self.types.text())
        choices = [("", self.tr("Any type")), *((kind.name, said(kind.plural)) for kind in RECORD_TYPES)]
        for name, words in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(name == self.kind)
            action.triggered.connect(partial(self.show_type, name))
        menu.popup(self.types.mapToGlobal(self.types.rect().bottomLeft()))

    def show_type(self, name: str, _: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt says whether the action is ticked
        """Show the records of one type, "" for all."""
        self.kind = name
        kinds = {kind.name: said(kind.plural) for kind in RECORD_TYPES}
        self.types.setText(kinds.get(name, self.tr("Any type")))
        self.refresh()

    def _open(self, record: bytes) -> None:
        if len(self.lines.selectedItems()) <= 1:
            self.opening.emit(record)

    def _show(self, found: Binned) -> None:
        self._total = found.total
        self.lines.show_lines(
            tuple(
                Line(
                    each.title or each.ref,
                    f"{type_words(each.type)} · {each.ref}",
                    ago(each.updated_ms),
                    key=each.id,
                    picture="bin",
                )
                for each in found.rows
            )
        )
        filtered = bool(self.kind or self.words.text().strip())
        self.nothing.setText(
            self.tr("Nothing in the bin matches.") if filtered else self.tr("The bin is empty.")
        )
        self.nothing.setVisible(not found.rows)
        self.lines.setVisible(bool(found.rows))
        self._tell_count()

    def _tell_count(self) -> None:
        shown, chosen = self.lines.count(), len(self.lines.selectedItems())
        words = self.tr("%n record(s)", "", self._total) if self._total else ""
        if shown < self._total:
            words = self.tr("the newest {shown} of {all}").format(shown=shown, all=self._total)
        if chosen > 1:
            words = self.tr("%n selected", "", chosen) + " · " + words
        self.count.setText(words)
        self.back.setEnabled(chosen > 0)


def binned(desk: "Desk", *, kind: str = "", words: str = "") -> Binned:
    """Return the newest records of the bin, over all types or of one, whose titles or references hold
    ``words``."""
    kinds = [one.name for one in RECORD_TYPES if kind in {"", one.name}]
    pages = [
        desk.lists.page(ListQuery(name, limit=MOST, deleted=True, words=words, sort="-updated"))
        for name in kinds
    ]
    rows = sorted((row for page in pages for row in page.items), key=lambda row: row.updated_ms, reverse=True)
    return Binned(sum(page.total for page in pages), tuple(rows[:MOST]))


ENTRY = Entry("bin", lambda: QCoreApplication.translate("BinScreen", "Bin"), "bin", BinScreen, group=2)
