"""The bar above the panes: search, a new record, and who works here."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.text import LANGUAGES, Language
from asi_desktop.ui import icons
from asi_desktop.ui.commands import Command, shown_keys
from asi_desktop.ui.furniture import button, row
from asi_desktop.ui.icons import icon
from asi_desktop.ui.language import said
from asi_desktop.ui.preferences import SIZES_PERCENT, Preferences
from asi_desktop.ui.search_box import SearchBox
from asi_desktop.ui.theme import Appearance, theme
from asi_desktop.ui.workplace import Workplace

SEARCH_WIDTH = 480
Choice = TypeVar("Choice")
LANGUAGE_NAMES = {"fr": "Français", "en": "English"}


class TopBar(QFrame):
    """``creating`` carries the name of a type; ``look_changed`` that the preferences are others now."""

    creating = Signal(str)
    look_changed = Signal()

    def __init__(self, workplace: Workplace, preferences: Preferences, search: SearchBox) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self._workplace = workplace
        self._preferences = preferences
        self.search = search
        search.setMaximumWidth(theme().px(SEARCH_WIDTH))
        self.new_menu = self._new_menu()
        self.new = button(self.tr("New"), self.show_new_menu, picture="plus", keys="Ctrl N")
        self.me_menu = self._me_menu()
        self.me: QPushButton = button(self._my_words(), self.show_me_menu, kind="quiet", picture="person")
        line = row(search, self.new, None, self.me, spacing=12, margins=(12, 8, 8, 8))
        line.setStretch(0, 3)
        line.setStretch(2, 2)
        self.setLayout(line)

    def offer(self, commands: tuple[Command, ...]) -> None:
        """Put these ``commands`` into the menu of the person."""
        self.me_menu.addSeparator()
        for command in commands:
            action = self.me_menu.addAction(f"{command.words}\t{shown_keys(command.keys)}")
            action.triggered.connect(lambda _=False, act=command.act: act())

    def show_new_menu(self) -> None:
        """Ask what is to be made."""
        self.new_menu.popup(self.new.mapToGlobal(self.new.rect().bottomLeft()))

    def show_me_menu(self) -> None:
        """Show the language, the look, and what else concerns the person."""
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

    def _me_menu(self) -> QMenu:
        menu = QMenu(self)
        languages = menu.addMenu(self.tr("Language"))
        self._choices(
            languages,
            [(LANGUAGE_NAMES[code], code) for code in LANGUAGES],
            self._preferences.language,
            self._set_language,
        )
        looks = [
            (self.tr("As the laptop"), Appearance.SYSTEM),
            (self.tr("Light"), Appearance.LIGHT),
            (self.tr("Dark"), Appearance.DARK),
            (self.tr("High contrast"), Appearance.CONTRAST),
        ]
        self._choices(
            menu.addMenu(self.tr("Appearance")), looks, self._preferences.appearance, self._set_appearance
        )
        sizes = [(f"{percent} %", percent) for percent in SIZES_PERCENT]
        self._choices(
            menu.addMenu(self.tr("Size of text")), sizes, self._preferences.percent, self._set_percent
        )
        return menu

    def _choices(
        self,
        menu: QMenu,
        choices: list[tuple[str, Choice]],
        present: Choice,
        choose: Callable[[Choice], None],
    ) -> None:
        group = QActionGroup(menu)
        for words, value in choices:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == present)
            group.addAction(action)
            action.triggered.connect(lambda _=False, chosen=value: choose(chosen))

    def _set_language(self, language: Language) -> None:
        self._preferences.language = language
        self.look_changed.emit()

    def _set_appearance(self, appearance: Appearance) -> None:
        self._preferences.appearance = appearance
        self.look_changed.emit()

    def _set_percent(self, percent: int) -> None:
        self._preferences.percent = percent
        self.look_changed.emit()
