"""A program that tells when its window was painted: Qt's bare one, or the product's from locked to a list.

``python -m tests.benchmarks.first_paint bare`` or ``… PROFILE``. Each line on standard output is a word, the
moment on the clock that all processes share (nanoseconds), and the resident memory (kB).
"""

import importlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asi_desktop.domain.text import Language
    from asi_desktop.services.desk import Desk
    from asi_desktop.tasks import Context
    from asi_desktop.ui.doors import Doors

FIRST_LIST = "contact"


def main(what: str) -> None:
    """Show the window asked for."""
    if what == "bare":
        show_bare_window()
    else:
        open_product(Path(what))


def show_bare_window() -> None:
    """Show an empty window, as little as Qt can do."""
    from PySide6.QtWidgets import QApplication, QWidget

    application = QApplication([])
    window = QWidget()
    window.resize(1280, 800)
    when_painted(window, lambda: last("bare"))
    window.show()
    application.exec()


def open_product(profile: Path) -> None:
    """Run the program as its command does; unlock as soon as that can be done, and show a list."""
    from asi_desktop import app

    def open_desk(
        self: app.Composition,
        folder: Path,
        passphrase: Callable[[], bytearray],
        context: "Context | None" = None,
    ) -> "Desk":
        return unlocked(folder, passphrase(), context)

    def open_window(self: app.Composition, folder: Path, language: "Language | None") -> int:
        return window_of(self._doors(folder))

    app.Composition.open_desk = open_desk  # type: ignore[method-assign]
    app.Composition.open_window = open_window  # type: ignore[method-assign]
    sys.exit(app.run(["--profile", str(profile)]))


def unlocked(folder: Path, secret: bytearray, context: "Context | None" = None) -> "Desk":
    """Open the vault, made with a key derivation that costs nothing."""
    from asi_desktop.services.opening import open_desk
    from asi_desktop.storage.open_vault import Surroundings
    from tests.storage.surroundings import CHEAP

    return open_desk(folder, secret, context=context, surroundings=Surroundings(cost=CHEAP, floor=CHEAP))


def window_of(doors: "Doors") -> int:
    """Open the window as the program does, and watch what it shows."""
    from asi_desktop.ui import main_entry

    begin, opened = main_entry.Program.begin, main_entry.Program._open_window

    def begun(self: main_entry.Program) -> None:
        begin(self)
        assert self.entrance is not None
        when_painted(self.entrance, lambda: locked(self))

    def locked(self: main_entry.Program) -> None:
        tell("locked")
        from tests.storage.surroundings import PASSPHRASE

        open_desk = self.doors.open_desk

        def unlock(_: object) -> None:
            tell("typed")
            self.runner.run(lambda context: open_desk(bytearray(PASSPHRASE), context), self, then=self.enter)

        # What is loaded while the passphrase is typed has been loaded by then.
        self.runner.run(lambda _: importlib.import_module(main_entry.ROOMS), self, then=unlock)

    def shown(self: main_entry.Program, before: object) -> None:
        opened(self, None)
        tell("window")
        window = self.window
        window.show_screen(FIRST_LIST)  # type: ignore[union-attr]
        records = window.screens[FIRST_LIST].list  # type: ignore[union-attr]
        records.model.arrived.connect(lambda: when_painted(records.table.viewport(), lambda: last("list")))

    main_entry.Program.begin = begun  # type: ignore[method-assign]
    main_entry.Program._open_window = shown  # type: ignore[method-assign]
    return main_entry.run(doors)


def when_painted(widget: object, then: Callable[[], object]) -> None:
    """Call ``then`` once, after the next painting of ``widget``."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Painted(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, then)
            return False

    watch = Painted(widget)  # type: ignore[arg-type]
    widget.installEventFilter(watch)  # type: ignore[attr-defined]
    widget.update()  # type: ignore[attr-defined]


def last(word: str) -> None:
    """Say that ``word`` is reached, and end at once."""
    tell(word)
    os._exit(0)


def tell(word: str) -> None:
    """Say that ``word`` is reached."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    memory = next((line.split()[1] for line in lines if line.startswith("VmRSS")), "0")
    sys.stdout.write(f"{word} {perf_counter_ns()} {memory}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
