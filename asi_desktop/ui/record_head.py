"""The head of a record: reference, title, where it is on its way, the marking; always the same, always on
top."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.ui.deadline_line import DeadlineLine, deadline_of
from asi_desktop.ui.furniture import column, icon_button, label, row
from asi_desktop.ui.language import said
from asi_desktop.ui.marking_strip import MarkingStrip
from asi_desktop.ui.moments import ago, full
from asi_desktop.ui.sync_marks import SyncMark
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workflow_strip import WorkflowStrip

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView

HEADLINE_LENGTH = 120
ALL_FROM = 560
SIDES = 32


class RecordHead(QWidget):
    """The signals say what is asked of the record."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    print_wanted = Signal()
    link_wanted = Signal()
    window_wanted = Signal()
    copy_wanted = Signal()
    removal_wanted = Signal()
    closing = Signal()

    def __init__(self, kind: RecordType, role: str) -> None:
        super().__init__()
        self.kind = kind
        self.ref = label("", role="caption", selectable=True)
        self.type = label(said(kind.label), role="caption")
        self.title = label("", role="title", wrap=True)
        self.mark = SyncMark()
        self.changed = label("", role="caption")
        self.marking = MarkingStrip()
        self.deadline = DeadlineLine()
        self.workflow = WorkflowStrip(role)
        self.undo = icon_button(
            "undo", self.tr("Undo the last change of this record"), self.undo_wanted.emit, keys="Ctrl Z"
        )
        self.redo = icon_button("redo", self.tr("Redo"), self.redo_wanted.emit, keys="Ctrl Shift Z")
        self.print = icon_button(
            "print", self.tr("Print or save as PDF"), self.print_wanted.emit, keys="Ctrl P"
        )
        self.more = self._more()
        self.close_button = icon_button("close", self.tr("Close this record"), self.closing.emit, keys="Esc")
        tools = row(self.undo, self.redo, self.print, self.more, self.close_button, spacing=0)
        first = row(self.ref, self.type, None, self.changed, self.mark, tools, spacing=12)
        self.setLayout(
            column(
                first,
                self.title,
                self.marking,
                self.deadline,
                self.workflow,
                spacing=8,
                margins=(16, 8, 12, 8),
            )
        )
        self.title.setContentsMargins(0, 0, 4, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never cut the title; leave out what matters less where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def show_view(self, view: "RecordView") -> None:
        """Show ``view``."""
        self.ref.setText(view.ref)
        self.title.setText(headline(view.title) or self.tr("Untitled"))
        self.mark.show_state(view.sync_state)
        self.changed.setText(self.tr("saved {when}").format(when=ago(view.updated_ms)))
        self.changed.setToolTip(full(view.updated_ms))
        self.marking.show_fields(self.kind, view.fields)
        self.deadline.show_deadline(deadline_of(self.kind, view.fields, view.status))
        self.workflow.show_view(self.kind, view)
        for tool in (self.undo, self.redo, self.print, self.more):
            tool.setVisible(True)
        self._fit()

    def show_new(self) -> None:
        """Show that the record does not exist yet."""
        self.ref.clear()
        self.title.setText(self.tr("New: {type}").format(type=said(self.kind.label)))
        self.mark.show_state("draft")
        self.changed.clear()
        self.marking.show_fields(self.kind, self.kind.defaults)
        self.deadline.show_deadline(None)
        self.workflow.hide()
        for tool in (self.undo, self.redo, self.print, self.more):
            tool.setVisible(False)

    def _fit(self) -> None:
        roomy = self.width() >= theme().px(ALL_FROM)
        self.changed.setVisible(roomy)
        self.type.setVisible(roomy)
        self.title.setMinimumHeight(max(0, self.title.heightForWidth(max(1, self.width() - SIDES))))

    def _more(self) -> QToolButton:
        made = icon_button(
            "more", self.tr("More"), lambda: menu.popup(made.mapToGlobal(made.rect().bottomLeft()))
        )
        menu = QMenu(made)
        menu.addAction(self.tr("Open in a window of its own"), self.window_wanted.emit)
        menu.addAction(self.tr("Copy the reference"), self.copy_wanted.emit)
        menu.addAction(self.tr("Link to another record…"), self.link_wanted.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Move to the bin"), self.removal_wanted.emit)
        return made


def headline(title: str) -> str:
    """Return the first line of ``title``, cut where a heading ends: a note's title is its whole text."""
    first = title.partition("\n")[0]
    return first if len(first) <= HEADLINE_LENGTH else first[: HEADLINE_LENGTH - 1].rstrip() + "…"
