"""The place beside the list where one record is open, and the windows that records have of their own."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.records import find_record_type
from asi_desktop.domain.schema import RecordType
from asi_desktop.ui.autosave import new_form
from asi_desktop.ui.commands import Command
from asi_desktop.ui.desk_surroundings import surroundings
from asi_desktop.ui.furniture import column, label, named_surface
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.record_window import RecordWindow
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import Draft, RecordView

LEAST_WIDTH = 380


class RecordPlace(QWidget):
    """``following`` carries a record that a reference leads to."""

    made = Signal(object)
    removed = Signal(object)
    following = Signal(object)
    closing = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        named_surface(self, "record")
        self.setMinimumWidth(LEAST_WIDTH)
        self.pane: RecordPane | None = None
        self.record: bytes | None = None
        self.windows: list[RecordWindow] = []
        self._column: QVBoxLayout = column(spacing=0)
        self.setLayout(self._column)

    def open(self, record: bytes) -> None:
        """Show ``record`` in place of the one that is open, which saves itself first."""
        if record == self.record and self.pane is not None:
            return
        self.clear()
        self.record = record
        desk, name = self.workplace.desk, ids.shown(record)
        self.workplace.read(lambda: desk.records.get(name), self, then=self._opened)

    def begin_new(self, kind: str, draft: "Draft | None" = None) -> None:
        """Show the form of a record that does not exist yet."""
        described = find_record_type(kind)
        if described is None:
            return
        self.clear()
        pane = self._pane(described, draft=draft.form if draft is not None else new_form(kind))
        self._place(pane)
        pane.made.connect(self._on_made)
        pane.begin_new(draft)

    def clear(self) -> None:
        """Save what is typed and show nothing."""
        self.record = None
        if self.pane is not None:
            self.pane.keep()
            self.pane.retire()
            self.pane = None
        self._show_words("")

    def keep(self) -> None:
        """Save or draft what is typed here and in the windows."""
        for pane in (self.pane, *(window.pane for window in self.windows)):
            if pane is not None:
                pane.keep()

    def undo(self) -> None:
        """Undo in the record that is open."""
        if self.pane is not None:
            self.pane.acts.undo()

    def redo(self) -> None:
        """Redo in the record that is open."""
        if self.pane is not None:
            self.pane.acts.redo()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the record that is open."""
        return self.pane.commands() if self.pane is not None else ()

    def hide_windows(self) -> None:
        """Hide the windows that records have of their own: the desk is being locked."""
        for window in self.windows:
            window.hide()

    def close_windows(self) -> None:
        """Close the windows that records have of their own."""
        for window in tuple(self.windows):
            window.close()

    def _opened(self, view: "RecordView") -> None:
        if view.id != self.record:
            return
        kind = find_record_type(view.type)
        if kind is None:
            self._show_words(
                self.tr(
                    "A newer version of the program made this record. It is kept whole and sent on; "
                    "this version cannot show it."
                )
            )
            return
        pane = self._pane(kind)
        self._place(pane)
        pane.open(view.id)

    def _pane(self, kind: RecordType, *, draft: str = "") -> RecordPane:
        pane = RecordPane(
            self.workplace, kind, surroundings(self.workplace, self.following.emit), draft=draft
        )
        pane.removed.connect(self.removed)
        pane.following.connect(self.following)
        pane.window_wanted.connect(self.open_window)
        return pane

    def open_window(self, record: bytes) -> None:
        """Show ``record`` in a window of its own: the one it has already, if there is one."""
        known = next((window for window in self.windows if window.record == record), None)
        if known is not None:
            known.raise_()
            known.activateWindow()
            return
        desk, name = self.workplace.desk, ids.shown(record)
        self.workplace.read(lambda: desk.records.get(name), self, then=self._open_window)

    def _open_window(self, view: "RecordView") -> None:
        kind = find_record_type(view.type)
        if kind is None:
            return
        window = RecordWindow(self._pane(kind), view.id)
        window.closed.connect(lambda: self._window_closed(window))
        self.windows.append(window)
        window.begin()

    def _window_closed(self, window: RecordWindow) -> None:
        """Let the window go once nothing typed there waits to be saved."""
        if window in self.windows:
            self.windows.remove(window)
            window.pane.autosave.idle.connect(window.deleteLater)
            window.pane.autosave.tell_when_idle()

    def _place(self, pane: RecordPane) -> None:
        self._show_words("")
        pane.closing.connect(self.closing)
        self.pane = pane
        self._column.addWidget(pane)

    def _on_made(self, record: bytes) -> None:
        self.record = record
        self.made.emit(record)

    def _show_words(self, words: str) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                if not isinstance(widget, RecordPane):
                    widget.deleteLater()
        if words:
            said_here = label(words, role="muted", wrap=True)
            said_here.setContentsMargins(16, 16, 16, 16)
            self._column.addWidget(said_here)
            self._column.addStretch(1)
