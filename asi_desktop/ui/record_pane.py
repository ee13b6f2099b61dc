"""One record: its head, its choices to make, and its pages: fields, files, links, history.

It saves itself and follows what others change.
"""

import importlib
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.services.changes import Changes
from asi_desktop.ui.autosave import FORM, Autosave
from asi_desktop.ui.commands import Command
from asi_desktop.ui.desk_surroundings import named
from asi_desktop.ui.editors.editor import Surroundings
from asi_desktop.ui.furniture import column, hairline, label, named_surface
from asi_desktop.ui.history_panel import HistoryPanel, named_in
from asi_desktop.ui.language import said
from asi_desktop.ui.links_panel import LinksPanel
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.record_acts import RecordActs
from asi_desktop.ui.record_commands import acts_of, commands_of
from asi_desktop.ui.record_form import RecordForm
from asi_desktop.ui.record_head import RecordHead
from asi_desktop.ui.record_strips import Answers, conflict_strips, remark_strips
from asi_desktop.ui.record_tabs import FIELDS, FILES, HISTORY, LINKS, RecordTabs
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Draft, HistoryView, RecordView
    from asi_desktop.ui.attachments import FilesPanel
    from asi_desktop.ui.conflict_strip import ConflictStrip

FILES_MODULE = "asi_desktop.ui.attachments"
"""Loaded when the files of a record are first looked at."""
LINKS_SECTION = "links"
"""The section of the description that the page of links shows in place of the form."""


class RecordPane(QWidget):
    """``made`` carries the id of a record that now exists; ``removed`` the view of one that went to the
    bin; ``following`` the id of a record that a link leads to."""

    made = Signal(object)
    removed = Signal(object)
    window_wanted = Signal(object)
    following = Signal(object)
    closing = Signal()

    def __init__(
        self, workplace: Workplace, kind: RecordType, around: Surroundings, *, draft: str = ""
    ) -> None:
        super().__init__()
        self.workplace = workplace
        self.kind = kind
        self.view: RecordView | None = None
        self._asked = 0
        named_surface(self, "record")
        self.acts = RecordActs(workplace, self)
        self.head = RecordHead(kind, workplace.me.role)
        self.notice = NoticeStrip(self)
        self.tabs = RecordTabs()
        self.form = RecordForm(_without_links(kind), around)
        self.autosave = Autosave(workplace, self.form, draft=draft or FORM)
        self.links = LinksPanel(workplace)
        self.history = HistoryPanel()
        self.files: FilesPanel | None = None
        self.lacking = label("", role="caption", wrap=True)
        self.lacking.setContentsMargins(16, 8, 16, 4)
        self.lacking.hide()
        self.stack = QStackedWidget()
        for page in (self.form, self.links, self.history):
            self.stack.addWidget(page)
        self.tabs.hide()
        self.setLayout(
            column(self.head, self.tabs, hairline(), self.lacking, self.notice, self.stack, spacing=0)
        )
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

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the record now."""
        return commands_of(self, self.view) if self.view is not None else ()

    def show_page(self, name: str) -> None:
        """Show a page of the record: its fields, files, links or history."""
        if self.view is None:
            return
        if name == FILES and self.files is None:
            self._make_files()
        pages = {FIELDS: self.form, FILES: self.files, LINKS: self.links, HISTORY: self.history}
        page = pages[name]
        if page is not None:
            self.tabs.mark(name)
            self.stack.setCurrentWidget(page)
            self._show_rest(self.view)

    def toggle_history(self) -> None:
        """Show the saves of the record in place of its form, or the form again."""
        self.show_page(FIELDS if self.stack.currentWidget() is self.history else HISTORY)

    def attach(self) -> None:
        """Show the files and let the officer choose what to add."""
        self.show_page(FILES)
        if self.files is not None and self.view is not None and not self.view.read_only:
            self.files.choose()

    def begin_link(self) -> None:
        """Show the links, ready to find the record to link."""
        self.show_page(LINKS)
        self.links.begin()

    def print(self) -> None:
        """Show the record as it will be printed, what is being typed included."""
        self.autosave.save_then(self.acts.print)

    def want_window(self) -> None:
        """Ask for a window of the record's own."""
        if self.view is not None:
            self.window_wanted.emit(self.view.id)

    def tell(self, error: AppError) -> None:
        """Say an error in the record's own line."""
        self.notice.tell_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the fields, then closes the record."""
        if event.key() == Qt.Key.Key_Escape:
            if self.stack.currentWidget() is not self.form:
                self.show_page(FIELDS)
            else:
                self.closing.emit()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        head, acts = self.head, self.acts
        acts.failed.connect(self.tell)
        acts.removed.connect(self.removed)
        head.undo_wanted.connect(acts.undo)
        head.redo_wanted.connect(acts.redo)
        head.print_wanted.connect(self.print)
        head.link_wanted.connect(self.begin_link)
        head.removal_wanted.connect(acts.remove)
        head.closing.connect(self.closing)
        head.copy_wanted.connect(acts.copy_reference)
        head.window_wanted.connect(self.want_window)
        head.workflow.advanced.connect(self._advance)
        head.workflow.refused.connect(self.tell)
        self.tabs.chosen.connect(self.show_page)
        self.links.following.connect(self.following)
        self.links.failed.connect(self.tell)
        self.links.counted.connect(partial(self.tabs.show_count, LINKS))
        self.history.restoring.connect(acts.put_back)
        self.autosave.saved.connect(self._saved)
        self.autosave.failed.connect(self.tell)
        self.autosave.lacking.connect(self._tell_lacking)
        self.workplace.changed.connect(self._changed)
        for command in acts_of(self):
            QShortcut(QKeySequence(command.keys), self).activated.connect(command.act)

    def _advance(self, state: str, reason: str) -> None:
        """Make a workflow step, after what is typed has been saved."""
        self.autosave.save_then(lambda: self.acts.advance(state, reason))

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
        self.workplace.redo.forget(view.id)
        self.notice.clear()
        self._show(view)
        if fresh:
            self._tell_lacking([])
            self.made.emit(view.id)

    def _show(self, view: "RecordView") -> None:
        self.view = self.acts.view = view
        self.autosave.show_view(view)
        self.head.show_view(view)
        self.form.show_values(view.fields)
        self.form.set_read_only(read_only=view.read_only or view.deleted)
        next_step = view.allowed[0] if view.allowed else None
        words = self.tr("needed to go on") if next_step else ""
        self.form.show_demands(view.fields, next_step.state if next_step else "", words)
        answers = Answers(
            self.acts.take_out, self.acts.resolve, lambda path: self.form.focus_field(path.partition("/")[0])
        )
        self.conflicts = conflict_strips(self.kind, view, answers)
        self.form.put_above([*remark_strips(view, answers, self.form), *self.conflicts])
        self.tabs.show()
        self.tabs.show_count(FILES, len(view.attachments))
        self.links.show_view(view)
        self._show_rest(view)

    def _show_rest(self, view: "RecordView") -> None:
        """Read what only an open page shows."""
        if self.stack.currentWidget() is self.history:
            desk, kind, name = self.workplace.desk, self.kind, ids.shown(view.id)

            def read() -> "tuple[tuple[HistoryView, ...], dict[str, str]]":
                entries = desk.records.history(name)
                return entries, {each: named(desk, each).title for each in named_in(kind, entries)}

            self.workplace.read(read, self, then=lambda found: self._show_history(*found), failed=self.tell)
        if self.files is not None:
            self.files.show_view(view)

    def _show_history(self, entries: "tuple[HistoryView, ...]", titles: dict[str, str]) -> None:
        read_only = self.view is None or self.view.read_only
        self.history.show_history(self.kind, entries, titles=titles, read_only=read_only)

    def _make_files(self) -> None:
        self.files = files = importlib.import_module(FILES_MODULE).FilesPanel(self.workplace)
        files.counted.connect(partial(self.tabs.show_count, FILES))
        self.stack.addWidget(files)

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

    def _tell_lacking(self, fields: list[Field]) -> None:
        names = ", ".join(said(field.label) for field in fields)
        self.lacking.setText(
            self.tr("Kept as a draft. It becomes a record as soon as this is filled in: {fields}").format(
                fields=names
            )
        )
        self.lacking.setVisible(bool(fields))


def _without_links(kind: RecordType) -> RecordType:
    """Return the description without the section that the page of links shows."""
    return replace(kind, sections=tuple(each for each in kind.sections if each.name != LINKS_SECTION))
