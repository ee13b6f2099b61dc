"""What head office does not have yet, and what it refused."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asi_desktop.services.results import Quarantined, Waiting
from asi_desktop.ui.furniture import column, label
from asi_desktop.ui.lines import Line, LineList
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What waits and what was refused."""

    waiting: tuple[Waiting, ...]
    refused: tuple[Quarantined, ...]


class ToSendScreen(Screen):
    """Urgent changes first; refused ones are kept, with the reason."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.lines = LineList(self.tr("To send"))
        self.lines.chosen.connect(self.opening)
        self.nothing = label(
            self.tr("Nothing waits: head office has everything you wrote."), role="muted", wrap=True
        )
        self.nothing.setContentsMargins(16, 8, 16, 8)
        sentence = self.tr(
            "These changes leave by themselves, urgent ones first, as soon as there is a connection."
        )
        self.setLayout(
            column(self.heading(self.tr("To send"), sentence), self.nothing, self.lines, spacing=0)
        )
        self.follow(self.refresh)
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The list."""
        return self.lines

    def refresh(self) -> None:
        """Read what waits."""
        desk = self.workplace.desk
        self.workplace.read(lambda: outgoing(desk), self, then=self._show)

    def _show(self, found: Outgoing) -> None:
        refused = tuple(
            Line(
                each.title or each.ref,
                f"{type_words(each.type)} · {each.ref}",
                self.tr("refused: {reason}").format(reason=each.reason),
                key=each.record,
                mark="quarantined",
                tone="danger",
            )
            for each in found.refused
        )
        waiting = tuple(
            Line(
                each.title or each.ref,
                f"{type_words(each.type)} · {each.ref}",
                self.tr("urgent") if each.urgent else "",
                key=each.record,
                mark="queued",
                tone="warning",
            )
            for each in sorted(found.waiting, key=lambda each: not each.urgent)
        )
        self.lines.show_lines(refused + waiting)
        self.nothing.setVisible(not refused and not waiting)


def outgoing(desk: "Desk") -> Outgoing:
    """Return what waits and what was refused."""
    return Outgoing(desk.status.waiting(), desk.status.quarantine())


ENTRY = Entry(
    "to_send",
    lambda: QCoreApplication.translate("ToSendScreen", "To send"),
    "send",
    ToSendScreen,
    counted=lambda status: status.pending + status.quarantined,
    group=2,
)
