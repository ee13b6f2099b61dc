"""Undo and redo of the whole desk: of an act on many records, else of the record that is open, else of the
last save of all."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from asi_desktop.ui.list_acts import ListActs
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.record_place import RecordPlace
from asi_desktop.ui.redo import done_again
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from asi_desktop.domain.dotted import Dot


class WayBack(QObject):
    """What undo and redo do wherever the officer is. ``notice`` says how many records an act touched."""

    def __init__(
        self, workplace: Workplace, record: RecordPlace, notice: NoticeStrip, parent: "QWidget"
    ) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._record = record
        self._acts = ListActs(workplace, notice, parent)

    def undo(self) -> None:
        """Take back the act on many of which the last save is part, whole; after any other save, the last one
        of the record that is open, or of all."""
        self._workplace.write(self._workplace.desk.records.next_undone, self, then=self._undo)

    def redo(self) -> None:
        """Do again what was undone last: an act on many, else in the record that is open, or anywhere."""
        desk, redo = self._workplace.desk, self._workplace.redo
        if (act := redo.take_act()) is not None:
            self._acts.do_again(act)
        elif self._record.record is not None:
            self._record.redo()
        elif (undone := redo.take()) is not None:
            self._workplace.write(lambda: done_again(desk, undone), self)

    def _undo(self, last: "Dot | None") -> None:
        desk, redo = self._workplace.desk, self._workplace.redo
        if (act := redo.act_with(last)) is not None:
            self._acts.take_back(act)
        elif self._record.record is not None:
            self._record.undo()
        else:
            self._workplace.write(desk.records.take_back, self, then=redo.put)
