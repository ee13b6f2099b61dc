"""The composition root: joins window, commands and services; imports each when it is first needed."""

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from asi_desktop.cli.failures import event_code
from asi_desktop.cli.main import default_profile
from asi_desktop.cli.main import run as run_commands
from asi_desktop.domain.text import Language

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.tasks import Context
    from asi_desktop.ui.doors import Doors

if sys.platform != "win32":
    import resource

PR_SET_DUMPABLE = 4


class Composition:
    """What the commands borrow: the vault and the window, neither imported before it is asked for."""

    def open_desk(
        self, folder: Path, passphrase: Callable[[], bytearray], context: "Context | None" = None
    ) -> "Desk":
        """Unlock the profile in ``folder``; ``passphrase`` is only asked for when there is one.

        ``context`` hears how far it is when lists are derived again.
        """
        from asi_desktop.services.opening import open_desk, require_profile

        require_profile(folder)
        secret = passphrase()
        try:
            return open_desk(folder, secret, context=context)
        finally:
            secret[:] = bytes(len(secret))

    def open_window(self, folder: Path, language: Language | None) -> int:
        """Open the window on the profile in ``folder``; return its exit status when it is closed."""
        from asi_desktop.ui.main_entry import run as run_window

        return run_window(self._doors(folder), language=language)

    def command_line(self, folder: Path, language: Language | None) -> list[str]:
        """Return the command that opens the window on ``folder``, also from a packed program."""
        packed = getattr(sys, "frozen", False)
        program = [sys.executable] if packed else [sys.executable, "-m", "asi_desktop"]
        return [*program, "--profile", str(folder), *(["--lang", language] if language else [])]

    def _doors(self, folder: Path) -> "Doors":
        """Return what the window can do with the profile in ``folder`` before its vault is open."""
        from asi_desktop.services.officers import Officers
        from asi_desktop.services.passphrases import offered_passphrase, weakness
        from asi_desktop.storage.profile import Profile
        from asi_desktop.ui.doors import Doors

        def create(passphrase: bytearray) -> str:
            from asi_desktop.services.opening import create_vault

            return create_vault(folder, passphrase).recovery_code or ""

        def recover(code: str, passphrase: bytearray) -> None:
            from asi_desktop.services.opening import recover

            recover(folder, code, passphrase)

        officers = Officers(default_profile().parent)

        return Doors(
            profile=folder,
            exists=Profile(folder).exists,
            create_vault=create,
            open_desk=lambda passphrase, context: self.open_desk(folder, lambda: passphrase, context),
            recover=recover,
            offered_passphrase=offered_passphrase,
            weakness=weakness,
            reopening=lambda language: self.command_line(folder, language),
            officers=officers.known,
            remember=lambda name: officers.remember(folder, name),
            turn_to=lambda other: self._doors(other or officers.new_folder()),
        )


def run(arguments: Sequence[str]) -> int:
    """Run one command line, or the window when it holds no command, and return the exit status."""
    harden()
    try:
        status = run_commands(arguments, Composition(), environment=os.environ)
        sys.stdout.flush()
    except BrokenPipeError:
        status = 1
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # nothing is left to be flushed at exit
    return status


def harden() -> None:
    """Keep keys and content out of core dumps and out of what a crash prints."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    sys.excepthook = _told
    threading.excepthook = _told_by_thread


def _told(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the code of an event, never a traceback: its lines may quote what was worked on."""
    sys.stderr.write(f"error[internal]: {event_code(error.with_traceback(trace))}\n")


def _told_by_thread(crash: threading.ExceptHookArgs) -> None:
    if crash.exc_value is not None:
        _told(crash.exc_type, crash.exc_value, crash.exc_traceback)
