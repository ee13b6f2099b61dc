"""What must be told to the system officer, in words."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asi_desktop.services.results import AlarmView
from asi_desktop.ui.furniture import column, label
from asi_desktop.ui.language import said
from asi_desktop.ui.lines import Line, LineList
from asi_desktop.ui.moments import full
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.workplace import Workplace


class AlarmsScreen(Screen):
    """The alarms that stand, newest first."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.lines = LineList(self.tr("Alarms"))
        self.nothing = label(self.tr("No alarm stands."), role="muted")
        self.nothing.setContentsMargins(16, 8, 16, 8)
        sentence = self.tr(
            "Nothing you wrote is lost. Tell your system officer what stands here; go on working meanwhile."
        )
        self.setLayout(column(self.heading(self.tr("Alarms"), sentence), self.nothing, self.lines, spacing=0))
        self.follow(self.refresh)
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The list."""
        return self.lines

    def refresh(self) -> None:
        """Read the alarms."""
        self.workplace.read(self.workplace.desk.status.alarms, self, then=self._show)

    def _show(self, found: tuple[AlarmView, ...]) -> None:
        newest = sorted(found, key=lambda each: each.at_ms, reverse=True)
        self.lines.show_lines(
            tuple(
                Line(said(each.detail), full(each.at_ms), each.code, picture="alarm", tone="danger")
                for each in newest
            )
        )
        self.nothing.setVisible(not found)


ENTRY = Entry(
    "alarms", lambda: QCoreApplication.translate("AlarmsScreen", "Alarms"), "alarm", AlarmsScreen, shown=False
)
