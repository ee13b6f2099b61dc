"""The commands of the open desk: those with a key, and what the palette finds beyond them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from asi_desktop.ui.commands import Command
from asi_desktop.ui.screens import SCREENS
from asi_desktop.ui.status_words import type_words

if TYPE_CHECKING:
    from asi_desktop.ui.main_window import MainWindow

PERSONAL = ("settings", "sync", "help", "lock")
"""Pictures of the commands that also stand in the menu of the person, in this order."""


def keyed(window: "MainWindow") -> tuple[Command, ...]:
    """Return the commands that have a key wherever the officer is."""
    go_to, translate = window.show_screen, QCoreApplication.translate
    return (
        Command(
            translate("MainWindow", "Search everything"),
            "Ctrl+K",
            "search",
            window.search.start,
            findable=False,
        ),
        Command(translate("MainWindow", "New record"), "Ctrl+N", "plus", window.top.show_new_menu),
        Command(translate("MainWindow", "Quick note"), "Ctrl+Shift+N", "field_note", window.note.begin),
        Command(translate("MainWindow", "Undo"), "Ctrl+Z", "undo", window.way_back.undo),
        Command(translate("MainWindow", "Redo"), "Ctrl+Shift+Z", "redo", window.way_back.redo),
        Command(translate("MainWindow", "Back"), "Alt+Left", "back", partial(window.travel, -1)),
        Command(translate("MainWindow", "Forward"), "Alt+Right", "forward", partial(window.travel, 1)),
        Command(translate("MainWindow", "Sync with head office now"), "F5", "sync", window.sync.now),
        Command(translate("MainWindow", "Settings"), "Ctrl+,", "settings", partial(go_to, "settings")),
        Command(translate("MainWindow", "Keys of this screen"), "F1", "help", window.keys.begin),
        Command(translate("MainWindow", "How the desk works"), "Shift+F1", "help", window.help.begin),
        Command(translate("MainWindow", "About this program"), "", "help", partial(go_to, "about")),
        Command(translate("MainWindow", "Lock the desk"), "Ctrl+L", "lock", window.locking.emit),
    )


def personal(commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """Return those of ``commands`` that concern the person."""
    return tuple(each for picture in PERSONAL for each in commands if each.picture == picture)


def offered(window: "MainWindow") -> tuple[Command, ...]:
    """Return all that the palette finds now: what record, screen and desk can do, and where to go."""
    screen = window.panes.screen_shown()
    return (
        *window.record.commands(),
        *(screen.commands() if screen is not None else ()),
        *window.commands,
        *_making(window),
        *_going(window),
    )


def _making(window: "MainWindow") -> list[Command]:
    new = QCoreApplication.translate("MainWindow", "New: {type}")
    return [
        Command(new.format(type=type_words(entry.name)), "", "plus", partial(window.begin_record, entry.name))
        for entry in SCREENS
        if entry.group == 1
    ]


def _going(window: "MainWindow") -> list[Command]:
    """Return a way to every screen; one that has a key stands among the commands already."""
    go_to, known = QCoreApplication.translate("MainWindow", "Go to {screen}"), {"settings", "about"}
    return [
        Command(
            go_to.format(screen=entry.words()), "", entry.picture, partial(window.show_screen, entry.name)
        )
        for entry in SCREENS
        if entry.name not in known
    ]
