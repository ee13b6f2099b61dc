"""A record chosen by searching for it, where no form is: in a menu, for many records at once."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from asi_desktop.domain.schema import Field
from asi_desktop.ui.desk_surroundings import found
from asi_desktop.ui.furniture import column
from asi_desktop.ui.language import said
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.ui.editors.editor import Found

SEARCH_AFTER_MS = 150
WIDTH, ROOM = 320, 160
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RecordChoice(QWidget):
    """A line that searches for what ``field`` may name, and what it found. ``chosen`` carries an id (hex)."""

    chosen = Signal(str)

    def __init__(self, workplace: Workplace, field: Field) -> None:
        super().__init__()
        self._workplace = workplace
        self._targets = field.targets
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("Search for a record"))
        self.line.setAccessibleName(said(field.label))
        self.line.installEventFilter(self)
        self.results = QListWidget()
        self.results.setAccessibleName(self.tr("Records found"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setFixedSize(theme().px(WIDTH), theme().px(ROOM))
        self.results.itemClicked.connect(self._take)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_AFTER_MS)
        self._patience.timeout.connect(self.search)
        self.line.textEdited.connect(lambda _: self._patience.start())
        self.setLayout(column(self.line, self.results, spacing=4))
        self.setFocusProxy(self.line)

    def search(self) -> None:
        """Look for what is typed."""
        desk, words = self._workplace.desk, self.line.text().strip()
        self._workplace.read(
            lambda: found(desk, words, self._targets) if words else (), self, then=partial(self._show, words)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter go to what was found while the line keeps the focus."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in STEPS:
                last = self.results.count() - 1
                there = self.results.currentRow() + STEPS[Qt.Key(event.key())]
                self.results.setCurrentRow(max(0, min(last, there)))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self.results.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _show(self, words: str, several: "tuple[Found, ...]") -> None:
        if words != self.line.text().strip():
            return  # an answer to what was typed before
        self.results.clear()
        for each in several:
            item = QListWidgetItem(f"{each.title} · {each.detail}")
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            self.results.addItem(item)
        self.results.setCurrentRow(0)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))
