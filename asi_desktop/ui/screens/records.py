"""The list of one record type as a screen; its navigation entry is derived from the description."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.schema import RecordType
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import Row
from asi_desktop.ui import icons
from asi_desktop.ui.furniture import column
from asi_desktop.ui.language import said
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.record_list import RecordList
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.workplace import Workplace


class RecordsScreen(Screen):
    """The records of a type: list, filters, and moving several to the bin at once."""

    def __init__(self, kind: RecordType, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.kind = kind
        self.list = RecordList(workplace, kind)
        self.notice = NoticeStrip(self)
        self.setLayout(column(self.list, self.notice, spacing=0))
        self.list.chosen.connect(
            lambda record: self.closing.emit() if record is None else self.opening.emit(record)
        )
        self.list.creating.connect(self.creating)
        self.list.removing.connect(self.remove)

    def first_control(self) -> QWidget | None:
        """The table."""
        return self.list.table

    def show_record(self, record: bytes | None) -> None:
        """Select the line of the record that is open."""
        if record is not None:
            self.list.select(record)

    def remove(self, rows: list[Row]) -> None:
        """Move one record to the bin at once; several after a second yes that says how many."""
        if len(rows) == 1:
            self._remove(rows)
            return
        words = self.tr("Move %n record(s) to the bin?", "", len(rows))
        self.notice.tell(words, remedy=Remedy(self.tr("Move to the bin"), partial(self._remove, rows)))

    def _remove(self, rows: list[Row]) -> None:
        desk = self.workplace.desk
        names = [ids.shown(row.id) for row in rows]

        def work() -> Changes:
            return _all(desk.records.delete(name) for name in names)

        def again() -> Changes:
            return _all(desk.records.undelete(name) for name in names)

        def back() -> None:
            self.notice.clear()
            self.workplace.write(again, self, failed=self.notice.tell_error)

        def done(_: Changes) -> None:
            words = self.tr("%n record(s) moved to the bin.", "", len(names))
            self.notice.tell(words, tone="calm", remedy=Remedy(self.tr("Undo"), back), fades=True)

        self.workplace.write(work, self, then=done, failed=self.notice.tell_error)


def _all(each: Iterable[Changes]) -> Changes:
    changes = Changes()
    for one in each:
        changes |= one
    return changes


def entry_of(kind: RecordType, *, group: int) -> Entry:
    """Return the navigation entry of a record type."""
    picture = kind.name if icons.exists(kind.name) else "record"
    return Entry(kind.name, partial(said, kind.plural), picture, partial(RecordsScreen, kind), group=group)
