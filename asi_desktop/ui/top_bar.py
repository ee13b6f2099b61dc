"""The bar above the panes: search, a new record, and who works here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.ui import icons
from asi_desktop.ui.commands import Command, shown_keys
from asi_desktop.ui.furniture import button, row
from asi_desktop.ui.icons import icon
from asi_desktop.ui.language import said
from asi_desktop.ui.search_box import SearchBox
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

SEARCH_WIDTH = 480


class TopBar(QFrame):
    """``creating`` carries the name of a type."""

    creating = Signal(str)

    def __init__(self, workplace: Workplace, search: SearchBox) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._workplace = workplace
        self.search = search
        search.setMaximumWidth(theme().px(SEARCH_WIDTH))
        self.new_menu = self._new_menu()
        self.new = button(self.tr("New"), self.show_new_menu, picture="plus", keys="Ctrl N")
        self.me_menu = QMenu(self)
        self.me: QPushButton = button(self._my_words(), self.show_me_menu, kind="quiet", picture="person")
        line = row(search, self.new, None, self.me, spacing=12, margins=(12, 8, 8, 8))
        line.setStretch(0, 3)
        line.setStretch(2, 2)
        self.setLayout(line)

    def offer(self, commands: tuple[Command, ...]) -> None:
        """Put these ``commands`` into the menu of the person."""
        for command in commands:
            action = self.me_menu.addAction(f"{command.words}\t{shown_keys(command.keys)}")
            action.triggered.connect(lambda _=False, act=command.act: act())

    def show_new_menu(self) -> None:
        """Ask what is to be made."""
        self.new_menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    def show_me_menu(self) -> None:
        """Show what concerns the person: settings, help, the lock."""
        corner = self.me.mapToGlobal(self.me.rect().bottomRight())
        corner.setX(corner.x() - self.me_menu.sizeHint().width())
        self.me_menu.popup(corner)

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        for number, kind in enumerate(RECORD_TYPES, start=1):
            picture = kind.name if icons.exists(kind.name) else "record"
            words = f"&{number}   {said(kind.label)}"
            action = menu.addAction(icon(picture, theme().colours["muted"]), words)
            action.triggered.connect(lambda _=False, name=kind.name: self.creating.emit(name))
        return menu

    def _my_words(self) -> str:
        me = self._workplace.me
        if not me.enrolled:
            return self.tr("Working alone")
        return " · ".join(filter(None, (me.post, me.name or me.login)))
