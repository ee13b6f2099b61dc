"""The list of one record type as a screen; its navigation entry is derived from the description."""

from functools import partial

from PySide6.QtWidgets import QWidget

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.lists import NamedList
from asi_desktop.ui import icons
from asi_desktop.ui.commands import Command
from asi_desktop.ui.furniture import column
from asi_desktop.ui.language import said
from asi_desktop.ui.list_acts import ListActs, popped, selection_menu
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.record_list import RecordList
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.workplace import Workplace


class RecordsScreen(Screen):
    """The records of a type: list, filters, and what is done with several at once."""

    def __init__(self, kind: RecordType, workplace: Workplace) -> None:
        super().__init__(workplace)
        self.kind = kind
        self.list = RecordList(workplace, kind)
        self.notice = NoticeStrip(self)
        self.acts = ListActs(workplace, self.notice, self)
        self.setLayout(column(self.list, self.notice, spacing=0))
        self.list.chosen.connect(
            lambda record: self.closing.emit() if record is None else self.opening.emit(record)
        )
        self.list.creating.connect(self.creating)
        self.list.removing.connect(self.acts.remove)
        self.list.acting.connect(self._offer_acts)
        self.list.saved.refused.connect(self.notice.tell_error)

    def first_control(self) -> QWidget | None:
        """The table."""
        return self.list.table

    def show_record(self, record: bytes | None) -> None:
        """Select the line of the record that is open."""
        if record is not None:
            self.list.select(record)

    def show_list(self, named: NamedList | None) -> None:
        """Show a list with a name, or all records."""
        self.list.show_list(named)

    def commands(self) -> tuple[Command, ...]:
        """The named lists, the filters and the columns."""
        return (
            *self.list.saved.commands(),
            Command(self.tr("Filter this list"), "Ctrl+Shift+F", "filter", self.list.filters.open),
            Command(self.tr("Columns of the list"), "", "panes", self.list.columns.open),
        )

    def _offer_acts(self, records: tuple[bytes, ...]) -> None:
        if records:
            menu = selection_menu(self.acts, self.kind, records, binned=False, parent=self)
            popped(menu, self.list.act)


def entry_of(kind: RecordType, *, group: int) -> Entry:
    """Return the navigation entry of a record type."""
    picture = kind.name if icons.exists(kind.name) else "record"
    return Entry(kind.name, partial(said, kind.plural), picture, partial(RecordsScreen, kind), group=group)
