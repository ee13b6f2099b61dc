"""The pages of a record: its fields, its files, its links, its history."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from asi_desktop.ui.commands import shown_keys
from asi_desktop.ui.furniture import button, row

FIELDS, FILES, LINKS, HISTORY = "fields", "files", "links", "history"
KEYS = {FIELDS: "Ctrl+1", FILES: "Ctrl+2", LINKS: "Ctrl+3", HISTORY: "Ctrl+H"}


class RecordTabs(QWidget):
    """``chosen`` carries the name of a page."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.words = {
            FIELDS: self.tr("Record"),
            FILES: self.tr("Files"),
            LINKS: self.tr("Links"),
            HISTORY: self.tr("History"),
        }
        self.buttons: dict[str, QPushButton] = {}
        line = row(spacing=4, margins=(12, 0, 12, 0))
        for name, words in self.words.items():
            made = button(words, partial(self.chosen.emit, name), kind="tab", keys=shown_keys(KEYS[name]))
            made.setCheckable(True)
            made.setAutoExclusive(True)
            self.buttons[name] = made
            line.addWidget(made)
        line.addStretch(1)
        self.setLayout(line)
        self.mark(FIELDS)

    def mark(self, name: str) -> None:
        """Show that the page ``name`` is open."""
        self.buttons[name].setChecked(True)

    def show_count(self, name: str, count: int) -> None:
        """Put how many things a page holds beside its name: "Files (4)"."""
        words = f"{self.words[name]} ({count})" if count else self.words[name]
        self.buttons[name].setText(words)
        self.buttons[name].setAccessibleName(words)
