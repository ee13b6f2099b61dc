"""The line that never lies: connection, what waits, how old head office's word is, conflicts and alarms,
lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from asi_desktop.ui.furniture import button, restyled, row
from asi_desktop.ui.icons import icon
from asi_desktop.ui.moments import clock_or_day, full
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.results import DeskStatus

ALARMING = frozenset({"intercepted", "update_required", "server_back", "forked", "removed"})
CONNECTED = frozenset({"online"})


class StatusLine(QFrame):
    """Shows a DeskStatus. ``opened`` names the page that a part leads to; ``locking`` asks to lock."""

    opened = Signal(str)
    locking = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAccessibleName(self.tr("Status line"))
        self._syncing = False
        self._known: DeskStatus | None = None
        self.connection = self._part(lambda: self.opened.emit("connection"))
        self.waiting = self._part(lambda: self.opened.emit("to_send"))
        self.word = self._part(lambda: self.opened.emit("connection"))
        self.conflicts = self._part(lambda: self.opened.emit("conflicts"))
        self.alarms = self._part(lambda: self.opened.emit("alarms"))
        self.lock = self._part(self.locking.emit)
        self._word(self.lock, self.tr("Lock"), picture="lock")
        self.lock.setToolTip(self.tr("Lock the desk now") + "  (Ctrl L)")
        self.setLayout(
            row(
                self.connection,
                self.waiting,
                self.word,
                None,
                self.conflicts,
                self.alarms,
                self.lock,
                spacing=4,
                margins=(8, 2, 8, 2),
            )
        )

    def show_status(self, status: "DeskStatus") -> None:
        """Say what ``status`` holds."""
        self._known = status
        words, tone, picture = self._connection(status)
        self._word(self.connection, words, tone=tone, picture=picture)
        self._word(self.waiting, self._waiting(status), tone="warning" if status.urgent_pending else "")
        self._word(self.word, self._head_office(status))
        self.word.setVisible(status.session != "local")
        if status.as_of_ms is not None:
            self.word.setToolTip(
                self.tr("Head office last confirmed this desk on {when}").format(when=full(status.as_of_ms))
            )
        words = (
            self.tr("%n conflict(s)", "", status.conflicts) if status.conflicts else self.tr("No conflicts")
        )
        self._word(self.conflicts, words, tone="warning" if status.conflicts else "")
        refused = status.alarms + status.quarantined
        words = self.tr("%n alarm(s)", "", refused) if refused else self.tr("No alarms")
        self._word(self.alarms, words, tone="danger" if refused else "", picture="alarm" if refused else "")

    def show_syncing(self, *, syncing: bool) -> None:
        """Say that an exchange with head office is under way."""
        self._syncing = syncing
        if self._known is not None:
            self.show_status(self._known)

    def _connection(self, status: "DeskStatus") -> tuple[str, str, str]:
        if self._syncing:
            return self.tr("Syncing with head office…"), "", "sync"
        words = self._session_words(status)
        if status.session in ALARMING:
            return words, "danger", "alarm"
        if status.session in CONNECTED and not status.line_used_up:
            return words, "", "online"
        return words, "" if status.session == "local" else "warning", "offline"

    def _session_words(self, status: "DeskStatus") -> str:
        sessions = {
            "local": self.tr("Working alone"),
            "online": self.tr("Online"),
            "clock_suspect": self.tr("Online · check this laptop's clock"),
            "intercepted": self.tr("Not head office: hotel portal?"),
            "update_required": self.tr("An update is needed to connect"),
            "server_back": self.tr("Head office went back in time"),
            "forked": self.tr("Head office tells two stories"),
            "removed": self.tr("This laptop was removed by head office"),
        }
        if status.line_used_up and status.session not in ALARMING:
            return self._saving_words(status.line_used_up)
        if status.session in sessions:
            return sessions[status.session]
        if status.since_ms is None:
            return self.tr("Offline")
        return self.tr("Offline since {when}").format(when=clock_or_day(status.since_ms))

    def _saving_words(self, limit: str) -> str:
        """Say that the line rests because of what the officer chose, and what passes all the same."""
        limits = {
            "session": self.tr("Session’s line budget used up: only urgent changes leave"),
            "day": self.tr("Day’s line budget used up: only urgent changes leave"),
        }
        return limits.get(limit, self.tr("Line paid by volume: only urgent changes leave"))

    def _waiting(self, status: "DeskStatus") -> str:
        if not status.pending:
            return self.tr("Nothing to send")
        words = self.tr("%n change(s) waiting", "", status.pending)
        if status.urgent_pending:
            words += " " + self.tr("(%n urgent)", "", status.urgent_pending)
        return words

    def _head_office(self, status: "DeskStatus") -> str:
        if status.as_of_ms is None:
            return self.tr("No word from head office yet")
        return self.tr("Head office as of {when}").format(when=clock_or_day(status.as_of_ms))

    def _part(self, act: Callable[[], object]) -> QPushButton:
        made = button("", act)
        made.setIconSize(QSize(theme().px(14), theme().px(14)))
        return made

    def _word(self, part: QPushButton, words: str, *, tone: str = "", picture: str = "") -> None:
        part.setText(words)
        part.setAccessibleName(words)
        part.setProperty("tone", tone)
        if picture:
            part.setIcon(icon(picture, theme().colours[tone or "muted"]))
        restyled(part)
