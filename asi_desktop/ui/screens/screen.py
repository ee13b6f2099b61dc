"""What a screen is: a page of the middle pane, known to the navigation by its entry in ``SCREENS``."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from asi_desktop.services.results import DeskStatus
from asi_desktop.ui.commands import Command
from asi_desktop.ui.furniture import column, label, named_surface
from asi_desktop.ui.notice_strip import NoticeStrip
from asi_desktop.ui.workplace import Workplace


class Screen(QWidget):
    """A page.

    ``opening`` carries the id of a record to open, ``unfinished`` a Draft to go on with, ``leading`` a
    screen's name.
    """

    opening = Signal(object)
    unfinished = Signal(object)
    leading = Signal(str)
    creating = Signal(str)
    closing = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self._follow: Callable[[], None] | None = None
        self._behind = False
        named_surface(self, "list")

    def follow(self, refresh: Callable[[], None]) -> None:
        """Call ``refresh`` with every change of the desk; once, when it is shown again, for those before."""
        self._follow = refresh
        self.workplace.changed.connect(lambda _: self._changed())

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while nobody looked."""
        super().showEvent(event)
        if self._behind:
            self._changed()

    def _changed(self) -> None:
        self._behind = self.isHidden()
        if self._follow is not None and not self._behind:
            self._follow()

    def first_control(self) -> QWidget | None:
        """Return what takes the focus when the screen is opened."""
        return None

    def take_focus(self) -> None:
        """Put the focus where work begins."""
        control = self.first_control()
        if control is not None:
            control.setFocus()

    def commands(self) -> tuple[Command, ...]:
        """Return what the command palette offers while the screen is open, beside the desk's own."""
        return ()

    def show_record(self, record: bytes | None) -> None:
        """Know which record is open beside the screen."""

    def heading(self, title: str, sentence: str) -> QWidget:
        """Return the title of the screen with one sentence on what it is for, and the screen's line for
        errors."""
        self.notice = NoticeStrip(self)
        head = QWidget()
        words = label(sentence, role="caption", wrap=True)
        head.setLayout(
            column(label(title, role="section"), words, self.notice, spacing=4, margins=(16, 12, 16, 8))
        )
        return head


@dataclass(frozen=True, slots=True)
class Entry:
    """A screen in the navigation.

    ``counted``: the number beside its name, 0 for none. ``shown``: stands in the list.
    """

    name: str
    words: Callable[[], str]
    picture: str
    make: Callable[[Workplace], Screen]
    counted: Callable[[DeskStatus], int] = lambda _: 0
    shown: bool = True
    group: int = 0
