"""A screen that nobody looks at does not read the desk anew with each change, and catches up when shown."""

from pytestqt.qtbot import QtBot

from asi_desktop.services.changes import Changes
from asi_desktop.ui.screens.screen import Screen
from asi_desktop.ui.workplace import Workplace

NEWS = Changes(status=True)


def test_a_screen_follows_while_it_is_shown_and_catches_up_once(qtbot: QtBot, workplace: Workplace) -> None:
    screen = Screen(workplace)
    qtbot.addWidget(screen)
    read: list[None] = []
    screen.follow(lambda: read.append(None))
    workplace.changed.emit(NEWS)
    workplace.changed.emit(NEWS)
    assert read == []
    screen.show()
    assert len(read) == 1
    workplace.changed.emit(NEWS)
    assert len(read) == 2
    screen.hide()
    screen.show()
    assert len(read) == 2
