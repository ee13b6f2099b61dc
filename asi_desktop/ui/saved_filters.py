"""The lists of a type that have a name: those offered and those that the officer kept, in one menu."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget, QWidgetAction

from asi_desktop.domain.schema import RecordType
from asi_desktop.services.lists import NamedList
from asi_desktop.ui.commands import Command
from asi_desktop.ui.furniture import button, column, holding, label, row
from asi_desktop.ui.language import said
from asi_desktop.ui.record_table import Asked
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

KEYED = 9
NAME_WIDTH = 240


class SavedFilters(QObject):
    """``chosen`` carries the NamedList to show, None for all records of the type."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, workplace: Workplace, kind: RecordType, parent: QWidget) -> None:
        super().__init__(parent)
        self.workplace = workplace
        self.kind = kind
        self.lists: tuple[NamedList, ...] = ()
        self.asked = Asked(kind.name)
        self.button: QPushButton = button(
            said(kind.plural), self.open, kind="heading", picture="chevron-down"
        )
        self.button.setToolTip(self.tr("Lists with a name  (Alt 1 … Alt 9)"))
        self.refresh()

    def refresh(self) -> None:
        """Read the named lists."""
        desk, kind = self.workplace.desk, self.kind.name
        self.workplace.read(lambda: desk.lists.named(kind), self, then=self._take)

    def show_asked(self, asked: Asked) -> None:
        """Know what the list shows: its heading names the list that asks for exactly that."""
        self.asked = asked
        found = self.current()
        words = said(self.kind.plural)
        self.button.setText(f"{words} · {said(found.name)}" if found is not None else words)
        self.button.setAccessibleName(self.button.text())

    def current(self) -> NamedList | None:
        """Return the named list that is on show."""
        asked = (frozenset(self.asked.filters), self.asked.words)
        if not (self.asked.filters or self.asked.words):
            return None
        return next((one for one in self.lists if (frozenset(one.filters), one.words) == asked), None)

    def open(self) -> None:
        """Show the menu under the heading."""
        self.menu().popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """Return the menu: all records, the lists, and what can be done with the one on show."""
        menu = QMenu(self.button)
        menu.setAccessibleName(self.button.text())
        now = self.current()
        self._add(
            menu,
            self.tr("All: {type}").format(type=said(self.kind.plural)),
            None,
            ticked=not self.asked.filtered,
        )
        menu.addSeparator()
        for number, one in enumerate(self.lists, start=1):
            keys = f"\tAlt+{number}" if number <= KEYED else ""
            self._add(menu, said(one.name) + keys, one, ticked=one == now)
        if now is not None and now.own:
            menu.addSeparator()
            words = self.tr("Remove the list “{name}”").format(name=said(now.name))
            menu.addAction(words).triggered.connect(partial(self.remove, now))
        elif now is None and self.asked.filtered:
            menu.addSeparator()
            menu.addAction(self._naming(menu))
        return menu

    def choose(self, number: int) -> None:
        """Show the ``number``-th named list, counted from 1; 0 shows all records."""
        if number == 0:
            self.chosen.emit(None)
        elif number <= len(self.lists):
            self.chosen.emit(self.lists[number - 1])

    def keep(self, name: str) -> None:
        """Keep what the list shows under ``name``."""
        desk, kind, asked = self.workplace.desk, self.kind.name, self.asked
        self.workplace.write(
            lambda: desk.lists.keep(kind, name, filters=asked.filters, words=asked.words, sort=asked.sort),
            self,
            then=lambda _: self.refresh(),
            failed=self.refused.emit,
        )

    def remove(self, one: NamedList) -> None:
        """Forget a list that the officer kept; what it shows stays on show."""
        desk = self.workplace.desk
        self.workplace.write(
            lambda: desk.lists.remove(one.type, one.key),
            self,
            then=lambda _: self.refresh(),
            failed=self.refused.emit,
        )

    def commands(self) -> tuple[Command, ...]:
        """Return a command for each list."""
        words = self.tr("List: {name}")
        return tuple(
            Command(
                words.format(name=f"{said(self.kind.plural)} · {said(one.name)}"),
                f"Alt+{number}" if number <= KEYED else "",
                "record",
                partial(self.chosen.emit, one),
            )
            for number, one in enumerate(self.lists, start=1)
        )

    def _add(self, menu: QMenu, words: str, one: NamedList | None, *, ticked: bool) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(ticked)
        action.triggered.connect(lambda _=False: self.chosen.emit(one))

    def _naming(self, menu: QMenu) -> QWidgetAction:
        """Return the line of the menu in which the list on show is given a name."""
        line = QLineEdit()
        line.setPlaceholderText(self.tr("Name for this list"))
        line.setAccessibleName(self.tr("Name for this list"))
        line.setMinimumWidth(theme().px(NAME_WIDTH))

        def keep() -> None:
            if line.text().strip():
                self.keep(line.text())
                menu.close()

        line.returnPressed.connect(keep)
        held = holding(
            column(
                label(self.tr("Keep this list"), role="fieldlabel"),
                row(line, button(self.tr("Keep"), keep, kind="primary")),
                spacing=4,
                margins=(12, 4, 12, 8),
            )
        )
        action = QWidgetAction(menu)
        action.setDefaultWidget(held)
        return action

    def _take(self, lists: tuple[NamedList, ...]) -> None:
        self.lists = lists
        self.show_asked(self.asked)
