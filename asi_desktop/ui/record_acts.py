"""What an officer does with the record that is open: undo, steps, choices, earlier values, the bin, paper."""

import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Dot
from asi_desktop.services.changes import Changes
from asi_desktop.ui.clipboard import copy_privately
from asi_desktop.ui.redo import done_again
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView

PRINTING_MODULE = "asi_desktop.ui.printing.showing"
"""Loaded when something is first printed."""


class RecordActs(QObject):
    """Acts on ``view``; without one, on nothing. ``failed`` carries an AppError, ``removed`` the view of a
    record that went to the bin."""

    failed = Signal(object)
    removed = Signal(object)

    def __init__(self, workplace: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.view: RecordView | None = None
        self._parent = parent

    @property
    def name(self) -> str:
        """The id of the record (hex), empty without one."""
        return ids.shown(self.view.id) if self.view is not None else ""

    def undo(self) -> None:
        """Take back this laptop's last save of the record, also one of another day."""
        if self.view is not None:
            desk, name = self.workplace.desk, self.name
            self.workplace.write(
                lambda: desk.records.take_back(name),
                self,
                then=self.workplace.redo.put,
                failed=self.failed.emit,
            )

    def redo(self) -> None:
        """Do again what was undone last in this record, a step or the bin included."""
        undone = self.workplace.redo.take(self.view.id) if self.view is not None else None
        if undone is not None:
            desk = self.workplace.desk
            self.workplace.write(lambda: done_again(desk, undone), self, failed=self.failed.emit)

    def advance(self, state: str, reason: str) -> None:
        """Make a workflow step."""
        desk, name = self.workplace.desk, self.name
        self._write(lambda: desk.records.advance(name, state, reason=reason or None))

    def resolve(self, path: str, number: int) -> None:
        """Take one of the versions of a field."""
        desk, name = self.workplace.desk, self.name
        found = self.view.conflicts.get(path, ()) if self.view is not None else ()
        shown = [one.value for one in found]
        self._write(lambda: desk.conflicts.resolve(name, path, take=number, shown=shown))

    def put_back(self, dot: Dot, path: str) -> None:
        """Write again what an earlier save wrote in a field."""
        desk, name = self.workplace.desk, self.name
        shown = self.view.displayed if self.view is not None else None
        self._write(lambda: desk.records.write_again(name, dot, (path,), displayed=shown))

    def remove(self) -> None:
        """Move the record to the bin."""
        view, desk, name = self.view, self.workplace.desk, self.name
        self._write(lambda: desk.records.delete(name), then=lambda _: self.removed.emit(view))

    def take_out(self) -> None:
        """Take the record out of the bin."""
        desk, name = self.workplace.desk, self.name
        self._write(lambda: desk.records.undelete(name))

    def copy_reference(self) -> None:
        """Copy the reference of the record; it does not stay in the clipboard."""
        if self.view is not None:
            copy_privately(self.view.ref)

    def print(self) -> None:
        """Show the record as it will be printed, to be printed or saved as PDF."""
        if self.view is not None:
            importlib.import_module(PRINTING_MODULE).show_paper(self.view, self.workplace, self._parent)

    def _write(self, work: Callable[[], Changes], then: Callable[[Changes], None] | None = None) -> None:
        """Write something new: what was undone in this record before stays undone."""
        if self.view is not None:
            self.workplace.redo.forget(self.view.id)
            self.workplace.write(work, self, then=then, failed=self.failed.emit)
