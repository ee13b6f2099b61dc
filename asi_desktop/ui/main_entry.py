"""Where the window begins: the look, the language, the unlock screen; then the open desk, and the lock
again."""

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from asi_desktop.domain.text import Language
from asi_desktop.ui import language as tongue
from asi_desktop.ui import memory
from asi_desktop.ui import theme as look
from asi_desktop.ui.clipboard import ClipboardGuard
from asi_desktop.ui.crash import CrashDialog, catch_faults
from asi_desktop.ui.doors import Doors
from asi_desktop.ui.entrance.page import Means
from asi_desktop.ui.entrance.window import EntranceWindow
from asi_desktop.ui.furniture import give_first_size
from asi_desktop.ui.icons import icon
from asi_desktop.ui.lock import IdleWatch, replaced_by
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.task_runner import Lane, TaskRunner

if TYPE_CHECKING:
    from asi_desktop.domain.dotted import Value
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import Me
    from asi_desktop.services.settings import Chosen
    from asi_desktop.ui.journey import Place
    from asi_desktop.ui.workplace import Workplace

WINDOW_SIZE = (1280, 800)
TIDY_EVERY_MS, STILL_MS = 60_000, 10_000
"""How often memory is searched for what nobody holds any more, while nobody has touched the program."""
ROOMS, WORKPLACE = "asi_desktop.ui.main_window", "asi_desktop.ui.workplace"
"""The modules of the open desk, loaded while the officer types the passphrase."""


class OpenDesk(Protocol):
    """The main window, as this module sees it."""

    def lock_when_kept(self, then: Callable[[], None]) -> None:
        """Keep what is typed as an encrypted draft, end the work under way and call ``then``."""

    def begin(self, place: "Place | None") -> None:
        """Show the desk, at ``place`` if there is one."""

    def place(self) -> "Place":
        """Return where the officer is."""


class Program(QObject):
    """One run of the window on one profile: entrance, desk, lock.

    ``locked`` when the desk is shut for good.
    """

    locked = Signal()

    def __init__(
        self,
        doors: Doors,
        preferences: Preferences,
        *,
        replace: Callable[[Sequence[str]], None] = replaced_by,
    ) -> None:
        super().__init__()
        self.doors = doors
        self.preferences = preferences
        self.replace = replace
        self.runner = TaskRunner(self)
        self.runner.faulted.connect(self.show_fault)
        self.clipboard = ClipboardGuard(self)
        self.entrance: EntranceWindow | None = None
        self.window: QWidget | None = None
        self.workplace: Workplace | None = None
        self.desk: Desk | None = None
        self.chosen: Chosen | None = None
        self._spoken = False
        self._idle: IdleWatch | None = None
        catch_faults(self.show_fault, self)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._scheme_changed)

    def begin(self) -> None:
        """Show the unlock screen or the first start, and load the rest behind it."""
        self._dress()
        self.entrance = self._new_entrance()
        give_first_size(self.entrance, *WINDOW_SIZE)
        self.entrance.begin()
        self.entrance.show()
        self.runner.run(lambda _: importlib.import_module(ROOMS), self)

    def enter(self, desk: "Desk") -> None:
        """Show the open desk in place of the entrance, as soon as it has said who works here."""
        self.desk = desk
        adopted = self._adopted()
        self.runner.run(lambda _: arrived(desk, adopted), self, then=self._entered, lane=Lane.WRITE)

    def speak(self, language: Language) -> None:
        """Go on in ``language``."""
        self.preferences.language = language
        self._spoken = True
        if self.desk is None:
            self.refresh()
        else:
            desk = self.desk
            work = lambda _: desk.settings.choose({"language": language})  # noqa: E731  # a piece of work
            self.runner.run(work, self, then=lambda _: self.settle(), lane=Lane.WRITE)

    def turn_to(self, doors: Doors) -> None:
        """Go on at the doors of another officer's desk: it is opened, locked and opened again behind them."""
        self.doors = doors

    def refresh(self) -> None:
        """Build what is on the screen anew, in the language and look that are now preferred."""
        if self.desk is not None:
            desk = self.desk
            self.runner.run(
                lambda _: Arrived(desk.status.me(), desk.settings.read()), self, then=self._reopen
            )
        elif self.entrance is not None:
            self._dress()
            geometry = self.entrance.saveGeometry()
            self.entrance.deleteLater()
            self.entrance = self._new_entrance()
            self.entrance.restoreGeometry(geometry)
            self.entrance.begin()
            self.entrance.show()

    def settle(self) -> None:
        """Heed the officer's settings; the window is only built anew when it shall look or read otherwise."""
        if self.desk is not None:
            desk = self.desk
            self.runner.run(
                lambda _: Arrived(desk.status.me(), desk.settings.read()), self, then=self._settled
            )

    def lock(self) -> None:
        """Hide everything, keep what is typed, and end this process in favour of a locked one."""
        if self.window is None:
            return
        window = self.window
        self.window = None
        window.hide()
        self.clipboard.clear()
        self.preferences.write()
        cast("OpenDesk", window).lock_when_kept(self._end)

    def show_fault(self, fault: BaseException) -> None:
        """Show the crash dialog over whatever is on the screen."""
        dialog = CrashDialog(fault, self.lock, self.window or self.entrance)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _new_entrance(self) -> EntranceWindow:
        entrance = EntranceWindow(Means(self.doors, self.runner))
        entrance.entered.connect(self.enter)
        entrance.spoken.connect(self.speak)
        entrance.turned.connect(self.turn_to)
        return entrance

    def _scheme_changed(self) -> None:
        if self.preferences.appearance is look.Appearance.SYSTEM:
            self.refresh()

    def _dress(self) -> None:
        application = cast("QApplication", QApplication.instance())
        tongue.speak(application, self.preferences.language)
        chosen = self.chosen
        look.apply(
            application,
            self.preferences.appearance,
            percent=self.preferences.percent,
            compact=chosen is not None and chosen.compact,
            still=chosen is not None and chosen.still,
        )

    def _adopted(self) -> "dict[str, Value]":
        """Return what the unlock screen was in, which counts where the vault holds no choice yet."""
        preferred = self.preferences
        return {
            "language": preferred.language,
            "appearance": preferred.appearance.value,
            "percent": preferred.percent,
            **({"spoken": True} if self._spoken else {}),
        }

    def _heed(self, chosen: "Chosen") -> bool:
        """Take up ``chosen`` and return whether the window must be built anew for it."""
        before, self.chosen = self.chosen, chosen
        self.preferences.take_up(chosen)
        if self._idle is not None:
            self._idle.wait_for(chosen.lock_minutes)
        return before is None or before.look != chosen.look

    def _entered(self, arrived: "Arrived") -> None:
        if self.desk is None:
            return
        rooms = importlib.import_module(WORKPLACE)
        self.workplace = rooms.Workplace(self.desk, self.runner, arrived.me)
        self._heed(arrived.chosen)
        self._dress()
        self._open_window(None)
        doors = self.doors
        self.runner.run(lambda _: doors.remember(arrived.me.name), self)
        if self.entrance is not None:
            self.entrance.close()
            self.entrance.deleteLater()
            self.entrance = None
        self._idle = IdleWatch(self)
        self._idle.wait_for(arrived.chosen.lock_minutes)
        self._idle.wanted.connect(self.lock)
        memory.set_aside()
        tidying = QTimer(self)
        tidying.timeout.connect(self._tidy)
        tidying.start(TIDY_EVERY_MS)

    def _tidy(self) -> None:
        if self._idle is not None and self._idle.still_ms >= STILL_MS:
            memory.tidy()

    def _open_window(self, before: "OpenDesk | None") -> None:
        rooms = importlib.import_module(ROOMS)
        window = rooms.MainWindow(self.workplace, self.preferences)
        rooms.connect_to(window, self)
        self.window = window
        window.begin(before.place() if before is not None else None)
        if before is not None:
            cast("QWidget", before).close()
            cast("QWidget", before).deleteLater()

    def _settled(self, arrived: "Arrived") -> None:
        if self._heed(arrived.chosen):
            self._reopen(arrived)

    def _reopen(self, arrived: "Arrived") -> None:
        if self.window is not None and self.workplace is not None:
            self.workplace.me = arrived.me
            self._heed(arrived.chosen)
            self._dress()
            self._open_window(cast("OpenDesk", self.window))

    def _end(self) -> None:
        self.runner.close()
        if self.desk is not None:
            self.desk.close()
        self.locked.emit()
        self.replace(self.doors.reopening(self.preferences.language))


@dataclass(frozen=True, slots=True)
class Arrived:
    """Who works here, and what they chose."""

    me: "Me"
    chosen: "Chosen"


def arrived(desk: "Desk", shown: "Mapping[str, Value]") -> Arrived:
    """Return who works at ``desk`` and what they chose.

    What the unlock screen had, ``shown``, becomes the choice where the vault holds none, and of the language
    also where it was chosen there just now (``spoken``).
    """
    chosen = desk.settings.read()
    lacking: dict[str, Value] = {
        name: shown[name] for name in ("language", "appearance", "percent") if not getattr(chosen, name)
    }
    if shown.get("spoken") and shown["language"] != chosen.language:
        lacking["language"] = shown["language"]
    return Arrived(desk.status.me(), desk.settings.choose(lacking) if lacking else chosen)


def run(doors: Doors, *, language: Language | None = None, arguments: Sequence[str] = ()) -> int:
    """Open the window on the profile behind ``doors`` and return its exit status when it is closed.

    ``language``: spoken from now on; None: the one chosen before. ``arguments``: for Qt, such as
    ``-platform``.
    """
    application = QApplication([sys.argv[0], *arguments])
    application.setApplicationName("ASI Desktop")
    application.setDesktopFileName("asi-desktop")
    application.setWindowIcon(icon("app", "#1d5a9e"))
    preferences = Preferences()
    if language is not None:
        preferences.language = language
    program = Program(doors, preferences)
    program.begin()
    status = application.exec()
    program.runner.close()
    if program.desk is not None:
        program.desk.close()
    return status
