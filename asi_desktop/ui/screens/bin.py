"""What was moved to the bin: everything of it is still here and can come back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.services.results import ListQuery, Row
from asi_desktop.ui.furniture import column, label
from asi_desktop.ui.lines import Line, LineList
from asi_desktop.ui.moments import ago
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

MOST = 200


class BinScreen(Screen):
    """The records in the bin, over all types; a record opened from here offers the way back."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.lines = LineList(self.tr("Bin"))
        self.lines.chosen.connect(self.opening)
        self.nothing = label(self.tr("The bin is empty."), role="muted")
        self.nothing.setContentsMargins(16, 8, 16, 8)
        sentence = self.tr("Nothing here is lost. Open a record to take it out again.")
        self.setLayout(column(self.heading(self.tr("Bin"), sentence), self.nothing, self.lines, spacing=0))
        workplace.changed.connect(lambda _: self.refresh())
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The list."""
        return self.lines

    def refresh(self) -> None:
        """Read what is in the bin."""
        desk = self.workplace.desk
        self.workplace.read(lambda: binned(desk), self, then=self._show)

    def _show(self, found: tuple[Row, ...]) -> None:
        self.lines.show_lines(
            tuple(
                Line(
                    each.title or each.ref,
                    f"{type_words(each.type)} · {each.ref}",
                    ago(each.updated_ms),
                    key=each.id,
                    picture="bin",
                )
                for each in found
            )
        )
        self.nothing.setVisible(not found)


def binned(desk: "Desk") -> tuple[Row, ...]:
    """Return the newest records of the bin, over all types."""
    rows = [
        row
        for kind in RECORD_TYPES
        for row in desk.records.page(ListQuery(kind.name, limit=MOST, deleted=True)).items
    ]
    return tuple(sorted(rows, key=lambda each: each.updated_ms, reverse=True)[:MOST])


ENTRY = Entry("bin", lambda: QCoreApplication.translate("BinScreen", "Bin"), "bin", BinScreen, group=2)
