"""F1: the keys of this screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from asi_desktop.ui.commands import Command, shown_keys
from asi_desktop.ui.furniture import button, column, emptied, holding, label, row
from asi_desktop.ui.overlay import Overlay

WIDTH = 680


class KeysSheet(Overlay):
    """The commands with a key, also those of the open record, then the keys inside lists and records."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=WIDTH)
        self.done = button(self.tr("Close"), self.sink, keys="Esc")
        self._commands: Callable[[], tuple[Command, ...]] = tuple
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self.hold(
            column(
                label(self.tr("Keys of this screen"), role="section"),
                self._grid,
                row(None, self.done),
                spacing=16,
                margins=(20, 16, 20, 16),
            )
        )

    def teach(self, commands: Callable[[], tuple[Command, ...]]) -> None:
        """Show the keys of what ``commands`` returns whenever the sheet is opened."""
        self._commands = commands

    def begin(self) -> None:
        """Show the keys."""
        emptied(self._grid)
        pairs = [(each.words, shown_keys(each.keys)) for each in self._commands() if each.keys]
        everything = [*pairs, *self._inside()]
        half = (len(everything) + 1) // 2
        for place, (words, keys) in enumerate(everything):
            pair = holding(row(label(words), None, label(keys, role="keys")))
            self._grid.addWidget(pair, place % half, place // half)
        self.rise()
        self.done.setFocus()

    def _inside(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Down, up"), "j  k"),
            (self.tr("Open what is marked"), self.tr("Enter")),
            (self.tr("Close, go back"), self.tr("Esc")),
            (self.tr("Move to the bin"), self.tr("Del")),
            (self.tr("Take the first or second version"), "1  2"),
            (self.tr("Write another version"), "0"),
        )
