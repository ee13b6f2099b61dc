"""One record: its head, its choices to make, its form, its history.

It saves itself and follows what others change.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.services.changes import Changes
from asi_desktop.ui.autosave import FORM, Autosave
from asi_desktop.ui.clipboard import copy_privately
from asi_desktop.ui.conflict_strip import ConflictStrip
from asi_desktop.ui.editors.editor import Surroundings
from asi_desktop.ui.furniture import column, hairline, label, named_surface
from asi_desktop.ui.history_panel import HistoryPanel
from asi_desktop.ui.language import said
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.record_head import RecordHead
from asi_desktop.ui.redo import again, undoable
from asi_desktop.ui.status_words import status_words
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Draft, HistoryView, RecordView


@dataclass(frozen=True, slots=True)
class Undone:
    """A save that was taken back, and what would do it again."""

    changes: Changes
    again: list[tuple[str, Value]]


class RecordPane(QWidget):
    """``made`` carries the id of a record that now exists; ``removed`` the view of one that went to the
    bin."""

    made = Signal(object)
    removed = Signal(object)
    window_wanted = Signal(object)
    closing = Signal()

    def __init__(
        self, workplace: Workplace, kind: RecordType, around: Surroundings, *, draft: str = ""
    ) -> None:
        super().__init__()
        self.workplace = workplace
        self.kind = kind
        self.view: RecordView | None = None
        self._redo: list[list[tuple[str, Value]]] = []
        self._asked = 0
        named_surface(self, "record")
        self.head = RecordHead(kind, workplace.me.role)
        self.notice = NoticeStrip(self)
        self.form = RecordForm(kind, around)
        self.autosave = Autosave(workplace, self.form, draft=draft or FORM)
        self.history = HistoryPanel()
        self.lacking = label("", role="caption", wrap=True)
        self.lacking.setContentsMargins(16, 0, 16, 4)
        self.lacking.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.form)
        self.stack.addWidget(self.history)
        self.setLayout(column(self.head, hairline(), self.lacking, self.notice, self.stack, spacing=0))
        self.conflicts: list[ConflictStrip] = []
        self._connect()

    def open(self, record: bytes) -> None:
        """Show ``record``, with what was typed in it and not saved before the desk last closed."""
        desk, name = self.workplace.desk, ids.shown(record)

        def read() -> "tuple[RecordView, Draft | None]":
            return desk.records.get(name), desk.drafts.get(record, FORM)

        self.workplace.read(read, self, then=lambda found: self._opened(*found), failed=self.tell)

    def begin_new(self, draft: "Draft | None" = None) -> None:
        """Show the form of a record that does not exist yet, with what was typed before."""
        self.head.show_new()
        self.form.show_values(self.kind.defaults)
        self.autosave.take_up(draft)
        self._tell_lacking(list(self.kind.demanded))
        self.form.focus_first()

    def keep(self) -> None:
        """Save what can be saved and keep the rest as a draft, now."""
        self.autosave.save()
        self.autosave.keep()

    def retire(self) -> None:
        """Leave the screen; go for good once nothing typed here waits to be saved."""
        self.hide()
        self.autosave.idle.connect(self.deleteLater)
        self.autosave.tell_when_idle()

    def undo(self) -> None:
        """Take back this laptop's last save of the record, also one of another day."""
        if self.view is None:
            return
        desk, name = self.workplace.desk, ids.shown(self.view.id)

        def work() -> Undone:
            entry = undoable(desk.records.history(name))
            return Undone(desk.records.undo(name), again(entry.changes) if entry else [])

        self.workplace.write(
            work, self, then=lambda undone: self._redo.append(undone.again), failed=self.tell
        )

    def redo(self) -> None:
        """Do again what was undone last here."""
        if self.view is None or not self._redo:
            return
        assignments = self._redo.pop()
        desk, name = self.workplace.desk, ids.shown(self.view.id)
        if assignments:
            self.workplace.write(lambda: desk.records.set(name, assignments), self, failed=self.tell)

    def toggle_history(self) -> None:
        """Show the saves of the record in place of its form, or the form again."""
        if self.stack.currentWidget() is self.history:
            self.stack.setCurrentWidget(self.form)
        elif self.view is not None:
            self._read_history(self.view)

    def remove(self) -> None:
        """Move the record to the bin."""
        if self.view is not None:
            view, desk = self.view, self.workplace.desk
            name = ids.shown(view.id)
            self.workplace.write(
                lambda: desk.records.delete(name),
                self,
                then=lambda _: self.removed.emit(view),
                failed=self.tell,
            )

    def tell(self, error: AppError) -> None:
        """Say an error in the record's own line."""
        self.notice.tell_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the history, then the record."""
        if event.key() == Qt.Key.Key_Escape:
            if self.stack.currentWidget() is self.history:
                self.toggle_history()
            else:
                self.closing.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self.head.undo_wanted.connect(self.undo)
        self.head.redo_wanted.connect(self.redo)
        self.head.history_wanted.connect(self.toggle_history)
        self.head.removal_wanted.connect(self.remove)
        self.head.closing.connect(self.closing)
        self.head.copy_wanted.connect(lambda: copy_privately(self.view.ref if self.view else ""))
        self.head.window_wanted.connect(lambda: self.window_wanted.emit(self.view.id if self.view else None))
        self.head.workflow.advanced.connect(self._advance)
        self.head.workflow.refused.connect(self.tell)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self.tell)
        self.autosave.lacking.connect(self._tell_lacking)
        self.workplace.changed.connect(self._changed)

    def _opened(self, view: "RecordView", draft: "Draft | None") -> None:
        self._show(view)
        if self.autosave.take_up(draft):
            self.notice.tell(
                self.tr("What you had typed and not left was kept, and stands here again."),
                tone="calm",
                fades=True,
            )
            self.autosave.save()

    def _saved(self, view: "RecordView") -> None:
        fresh = self.view is None
        self._redo.clear()
        self.notice.clear()
        self._show(view)
        if fresh:
            self._tell_lacking([])
            self.made.emit(view.id)

    def _show(self, view: "RecordView") -> None:
        self.view = view
        self.autosave.show_view(view)
        self.head.show_view(view)
        self.form.show_values(view.fields)
        self.form.set_read_only(read_only=view.read_only or view.deleted)
        next_step = view.allowed[0] if view.allowed else None
        words = self.tr("needed to go on") if next_step else ""
        self.form.show_demands(view.fields, next_step.state if next_step else "", words)
        self._show_strips(view)
        if self.stack.currentWidget() is self.history:
            self._read_history(view)

    def _show_strips(self, view: "RecordView") -> None:
        self.conflicts = []
        for path, values in view.conflicts.items():
            strip = ConflictStrip(self.kind, path, values, read_only=view.read_only)
            strip.taken.connect(self._resolve)
            strip.rewriting.connect(lambda at: self.form.focus_field(at.partition("/")[0]))
            self.conflicts.append(strip)
        lines = [NoticeStrip(self.form, lasting=True) for _ in self._remarks(view)]
        for line, (words, remedy) in zip(lines, self._remarks(view), strict=True):
            line.tell(words, tone="calm" if remedy is None else "warning", remedy=remedy)
        self.form.put_above([*lines, *self.conflicts])

    def _remarks(self, view: "RecordView") -> "list[tuple[str, Remedy | None]]":
        desk, name = self.workplace.desk, ids.shown(view.id)
        found: list[tuple[str, Remedy | None]] = []
        keep = Remedy(
            self.tr("Take out of the bin") if view.deleted else self.tr("Keep it"),
            lambda: self.workplace.write(lambda: desk.records.undelete(name), self, failed=self.tell),
        )
        if view.deleted:
            found.append((self.tr("This record is in the bin. Everything of it is still here."), keep))
        if view.deleted_while_edited:
            found.append(
                (
                    self.tr(
                        "Somebody moved this record to the bin while somebody else went on writing in it. "
                        "It stays."
                    ),
                    keep,
                )
            )
        for step in view.contested:
            who = step.author or self.tr("another laptop")
            words = self.tr(
                "{who} also set the status to “{status}”. The step of the higher authority counts."
            )
            found.append((words.format(who=who, status=status_words(view.type, step.state)), None))
        if view.read_only and view.why_read_only is not None:
            found.append((said(view.why_read_only), None))
        return found

    def _changed(self, changes: Changes) -> None:
        if self.view is not None and self.view.id in changes.records:
            desk, name = self.workplace.desk, ids.shown(self.view.id)
            self._asked += 1
            asked = self._asked
            self.workplace.read(
                lambda: desk.records.get(name),
                self,
                then=lambda view: self._refreshed(asked, view),
                failed=self.tell,
            )

    def _refreshed(self, asked: int, view: "RecordView") -> None:
        if asked == self._asked:
            self._show(view)

    def _advance(self, state: str, reason: str) -> None:
        if self.view is not None:
            desk, name = self.workplace.desk, ids.shown(self.view.id)
            self.autosave.save()
            self.workplace.write(
                lambda: desk.records.advance(name, state, reason=reason or None), self, failed=self.tell
            )

    def _resolve(self, path: str, number: int) -> None:
        if self.view is not None:
            desk, name = self.workplace.desk, ids.shown(self.view.id)
            self.workplace.write(
                lambda: desk.conflicts.resolve(name, path, take=number), self, failed=self.tell
            )

    def _read_history(self, view: "RecordView") -> None:
        desk, name = self.workplace.desk, ids.shown(view.id)
        self.workplace.read(
            lambda: desk.records.history(name), self, then=self._show_history, failed=self.tell
        )

    def _show_history(self, entries: "tuple[HistoryView, ...]") -> None:
        self.history.show_history(self.kind, entries)
        self.stack.setCurrentWidget(self.history)

    def _tell_lacking(self, fields: list[Field]) -> None:
        names = ", ".join(said(field.label) for field in fields)
        self.lacking.setText(
            self.tr("Kept as a draft. It becomes a record as soon as this is filled in: {fields}").format(
                fields=names
            )
        )
        self.lacking.setVisible(bool(fields))
