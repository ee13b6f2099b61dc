"""F1: the keys of this screen."""

from PySide6.QtWidgets import QGridLayout, QWidget

from asi_desktop.ui.commands import Command, shown_keys
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.overlay import Overlay

WIDTH = 680


class KeysSheet(Overlay):
    """The commands with a key, then the keys inside lists and records."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, width=WIDTH)
        self.done = button(self.tr("Close"), self.sink, keys="Esc")

    def teach(self, commands: tuple[Command, ...]) -> None:
        """Show the keys of ``commands``, and those of lists and records."""
        inside = (
            (self.tr("Down, up"), "j  k"),
            (self.tr("Open what is marked"), self.tr("Enter")),
            (self.tr("Close, go back"), self.tr("Esc")),
            (self.tr("Move to the bin"), self.tr("Del")),
            (self.tr("Take the first or second version"), "1  2"),
            (self.tr("Write another version"), "0"),
        )
        pairs = [(command.words, shown_keys(command.keys)) for command in commands if command.keys]
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        everything = [*pairs, *inside]
        half = (len(everything) + 1) // 2
        for place, (words, keys) in enumerate(everything):
            grid.addLayout(row(label(words), None, label(keys, role="keys")), place % half, place // half)
        self.hold(
            column(
                label(self.tr("Keys of this screen"), role="section"),
                grid,
                row(None, self.done),
                spacing=16,
                margins=(20, 16, 20, 16),
            )
        )

    def begin(self) -> None:
        """Show the keys."""
        self.rise()
        self.done.setFocus()
