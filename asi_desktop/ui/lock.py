"""Locking: after idle minutes, by Ctrl L, when the laptop sleeps, is locked, or the session ends.

The process then ends and starts again locked.
"""

import os
import sys
from collections.abc import Callable, Sequence

from PySide6.QtCore import SLOT, QEvent, QObject, QProcess, Qt, QTimer, Signal, Slot
from PySide6.QtDBus import QDBusConnection
from PySide6.QtGui import QGuiApplication, QWindow

IDLE_MS = 5 * 60_000
ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


LOGIN = "org.freedesktop.login1"
SIGNALS = (
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", "fell_asleep(bool)"),
    ("", f"{LOGIN}.Session", "Lock", "screen_locked()"),
)
"""What a Linux laptop says when it goes to sleep and when its screen is locked."""


class IdleWatch(QObject):
    """Says when nobody has touched the program for a while, or the laptop goes to sleep.

    ``wanted`` carries no reason.
    """

    wanted = Signal()

    def __init__(self, parent: QObject, *, idle_ms: int = IDLE_MS) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(idle_ms)
        self._timer.timeout.connect(self.wanted)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._look_at)
            self._look_at(application.focusWindow())
            application.applicationStateChanged.connect(self._state_changed)
            application.commitDataRequest.connect(lambda _: self.wanted.emit())
        self._timer.start()
        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            for path, interface, name, slot in SIGNALS:
                bus.connect(LOGIN, path, interface, name, self, SLOT(slot).encode())

    @property
    def still_ms(self) -> int:
        """For how long nobody has touched the program."""
        return self._timer.interval() - max(0, self._timer.remainingTime())

    def wait_for(self, minutes: int) -> None:
        """Lock after so many idle minutes from now on."""
        self._timer.start(minutes * 60_000)

    @Slot(bool)
    def fell_asleep(self, asleep: bool) -> None:  # noqa: FBT001  # the signature of the signal
        """Lock when the laptop goes to sleep, not when it wakes."""
        if asleep:
            self.wanted.emit()

    @Slot()
    def screen_locked(self) -> None:
        """Lock with the laptop's own screen."""
        self.wanted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start counting anew with every act of the officer; swallows nothing."""
        if event.type() in ACTS:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _look_at(self, window: QWindow | None) -> None:
        """Watch what comes in at ``window``: all acts pass there first, and little else does.

        A look at every event of the program would have each step of painting wait for the interpreter.
        """
        if window is not None:
            window.installEventFilter(self)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationSuspended:
            self.wanted.emit()


Restart = Callable[[Sequence[str]], None]


def replaced_by(command: Sequence[str]) -> None:
    """End this process, keys and all, in favour of ``command``: on Windows a new process, elsewhere the
    same one anew."""
    if sys.platform == "win32":
        QProcess.startDetached(command[0], list(command[1:]))
        os._exit(0)
    else:
        os.execv(command[0], list(command))  # noqa: S606  # our own program, by its absolute path
