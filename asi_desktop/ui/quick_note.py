"""Ctrl Shift N: a note from anywhere, in one go. What stands in it is a draft until it is kept."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asi_desktop.services.results import Added, Draft
from asi_desktop.ui.commands import shown_keys
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.overlay import Overlay
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Value

FORM = "note"
KEEP_KEYS = "Ctrl+Return"
DRAFT_AFTER_MS = 400
WIDTH = 560


class QuickNote(Overlay):
    """``kept`` carries the id of the note that was made."""

    kept = Signal(object)

    def __init__(self, workplace: Workplace, window: QWidget) -> None:
        super().__init__(window, width=WIDTH)
        self._workplace = workplace
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Note"))
        self.text.setPlaceholderText(
            self.tr("What did you see or hear? The first line becomes the title; the place may follow.")
        )
        self.text.setMinimumHeight(theme().px(140))
        self.text.setTabChangesFocus(True)
        self.notice = NoticeStrip(self)
        keys = shown_keys(KEEP_KEYS)
        self.keep_button = button(self.tr("Keep the note"), self.keep, kind="primary", keys=keys)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_AFTER_MS)
        self._timer.timeout.connect(self.draft)
        self.text.textChanged.connect(self._typed)
        shortcut = QShortcut(QKeySequence(KEEP_KEYS), self)
        shortcut.activated.connect(self.keep)
        foot = row(
            label(self.tr("Closing keeps what stands here as a draft."), role="caption"),
            None,
            label(keys, role="keys"),
            self.keep_button,
        )
        self.hold(
            column(
                label(self.tr("Quick note"), role="section"),
                self.text,
                self.notice,
                foot,
                spacing=12,
                margins=(16, 16, 16, 16),
            )
        )
        self._typed()

    def begin(self) -> None:
        """Show the sheet with what was typed and not kept."""
        desk = self._workplace.desk
        self.rise()
        self.text.setFocus()
        if not self.text.toPlainText():
            self._workplace.read(lambda: desk.drafts.get(None, FORM), self, then=self._take_up)

    def keep(self) -> None:
        """Make a field note of the text."""
        text, desk = self.text.toPlainText().strip(), self._workplace.desk
        if not text:
            return

        def work() -> Added:
            added = desk.records.note(text)
            desk.drafts.drop(None, FORM)
            return added

        self._workplace.write(work, self, then=self._kept, failed=self.notice.tell_error)

    def draft(self) -> None:
        """Keep the text as an encrypted draft, now."""
        self._timer.stop()
        text, desk = self.text.toPlainText(), self._workplace.desk
        values: dict[str, Value] = {"text": text}
        if text.strip():
            self._workplace.write(lambda: desk.drafts.put(None, FORM, values), self)

    def sink(self) -> None:
        """Hide the sheet; what stands in it stays."""
        self.draft()
        super().sink()

    def _typed(self) -> None:
        self.keep_button.setEnabled(bool(self.text.toPlainText().strip()))
        if self.text.toPlainText() and not self._timer.isActive():
            self._timer.start()

    def _take_up(self, draft: Draft | None) -> None:
        if draft is not None and not self.text.toPlainText():
            self.text.setPlainText(str(draft.values.get("text", "")))

    def _kept(self, added: Added) -> None:
        self._timer.stop()
        self.text.clear()
        self._timer.stop()
        self.hide()
        self.kept.emit(added.id)
