"""Ctrl K: one line that finds records, screens and commands alike, with results as you type."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from asi_desktop.services.results import Hit, SearchPage
from asi_desktop.ui.commands import Command, shown_keys
from asi_desktop.ui.furniture import column, label
from asi_desktop.ui.icons import icon
from asi_desktop.ui.lines import LINE_ROLE, ROW_PX, Line, LineList
from asi_desktop.ui.palette import ranked
from asi_desktop.ui.status_words import type_words
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.ui.task_runner import Task

SEARCH_AFTER_MS = 60
LEAST_LETTERS = 2
MOST_HITS, MOST_COMMANDS, MOST_ROWS = 30, 5, 11
WIDTH_PX, BELOW_PX = 480, 12
COMMANDS_ONLY = ">"
"""In front of the words: find commands alone."""


class SearchBox(QLineEdit):
    """``opening`` carries the id of a record that was chosen."""

    opening = Signal(object)

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText(self.tr("Search everything") + "  (Ctrl K)")
        self.setAccessibleName(self.tr("Search everything"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", theme().colours["muted"]), QLineEdit.ActionPosition.LeadingPosition)
        self._workplace = workplace
        self._window = window
        self._commands: Callable[[], tuple[Command, ...]] = tuple
        self._search: Task[SearchPage] | None = None
        self._hurried = False
        self.results = LineList(self.tr("Results"))
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.chosen.connect(self._choose)
        self._foot = label("", role="caption")
        self._foot.setContentsMargins(12, 4, 12, 6)
        self.popup = QFrame(window)
        self.popup.setObjectName("popup")
        self.popup.setLayout(column(self.results, self._foot, spacing=0, margins=(2, 2, 2, 2)))
        self.popup.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_AFTER_MS)
        self._patience.timeout.connect(self._find)
        self.textEdited.connect(lambda _: self._patience.start())
        self.textChanged.connect(self._emptied)
        self.installEventFilter(self)

    def offer(self, commands: Callable[[], tuple[Command, ...]]) -> None:
        """Find the commands that ``commands`` returns when they are looked for, by their words."""
        self._commands = commands

    def start(self) -> None:
        """Take the focus, ready for new words, and show what can be done here."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        if not self.text():
            self._show_commands("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter go to the results, Esc leaves."""
        if event.type() is QEvent.Type.FocusOut:
            self.popup.hide()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._steered(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _steered(self, event: QKeyEvent) -> bool:
        key, open_now = event.key(), self.popup.isVisible()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.popup.hide()
            self.clearFocus()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up} and open_now:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.results.setCurrentRow(
                max(0, min(self.results.count() - 1, self.results.currentRow() + step))
            )
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        else:
            return False
        return True

    def _enter(self) -> None:
        """Take the line that is marked; words typed faster than they were searched are searched first."""
        if self._patience.isActive() or self._search is not None:
            self._hurried = True
        elif self.popup.isVisible() and self.results.currentItem() is not None:
            self._choose(self.results.currentItem().data(LINE_ROLE).key)

    def _find(self) -> None:
        if self._search is not None:
            self._search.cancel()
            self._search = None
        words, desk = self.text().strip(), self._workplace.desk
        if words.startswith(COMMANDS_ONLY):
            self._show_commands(words.removeprefix(COMMANDS_ONLY))
            return
        if len(words) < LEAST_LETTERS:
            self._show(words, None)
            return
        self._search = self._workplace.runner.run(
            lambda context: desk.search.find(words, limit=MOST_HITS, context=context),
            self,
            then=lambda page: self._show(words, page),
            failed=self._workplace.troubled.emit,
        )

    def _show(self, words: str, page: SearchPage | None) -> None:
        self._search = None
        if not words or not self.hasFocus():
            self.popup.hide()
            return
        hits = page.items if page is not None else ()
        commands = ranked(self._commands(), words, scattered=False)[:MOST_COMMANDS]
        lines = (*(_command_line(each) for each in commands), *(self._line(hit) for hit in hits))
        self.results.show_lines(lines)
        self.results.setCurrentRow(0)
        if page is None:
            self._foot.setText(self.tr("Two letters start the search"))
        else:
            self._foot.setText(self.tr("%n record(s) found", "", page.total))
        self._place()
        self._take_if_hurried()

    def _show_commands(self, words: str) -> None:
        """Show commands alone, those of the open record first."""
        self.results.show_lines(tuple(_command_line(each) for each in ranked(self._commands(), words)))
        self.results.setCurrentRow(0)
        self._foot.setText(self.tr("Type to find records and commands · > for commands alone"))
        if self.hasFocus():
            self._place()
        self._take_if_hurried()

    def _emptied(self, text: str) -> None:
        if not text:
            self._patience.stop()
            self.popup.hide()

    def _take_if_hurried(self) -> None:
        if self._hurried:
            self._hurried = False
            self._enter()

    def _line(self, hit: Hit) -> Line:
        return Line(
            hit.title or self.tr("Untitled"), hit.snippet, type_words(hit.type), key=hit.id, picture="record"
        )

    def _place(self) -> None:
        below = self.mapTo(self._window, QPoint(0, self.height() + 4))
        rows = max(1, min(MOST_ROWS, self.results.count()))
        if not self.results.count():
            self.results.hide()
            rows = 0
        else:
            self.results.show()
        height = rows * theme().line(ROW_PX) + theme().px(36)
        height = min(height, self._window.height() - below.y() - BELOW_PX)
        self.popup.setGeometry(below.x(), below.y(), max(self.width(), theme().px(WIDTH_PX)), height)
        self.popup.raise_()
        self.popup.show()

    def _choose(self, key: object) -> None:
        self.clear()
        self.popup.hide()
        if isinstance(key, Command):
            key.act()
        elif isinstance(key, bytes):
            self.opening.emit(key)


def _command_line(command: Command) -> Line:
    return Line(command.words, "", shown_keys(command.keys), key=command, picture=command.picture)
