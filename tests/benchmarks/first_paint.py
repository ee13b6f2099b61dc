"""A program that tells when its window was painted: Qt's bare one, or the product's from locked to a list.

``python -m tests.benchmarks.first_paint bare`` or ``… PROFILE``. Each line on standard output is a word, the
moment on the clock that all processes share (nanoseconds), and the resident memory (kB).
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter_ns

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
    when_painted(window, lambda: (tell("bare"), os._exit(0)))
    window.show()
    application.exec()


def open_product(profile: Path) -> None:
    """Run the program as its command does; unlock as soon as that can be done, and show a list."""
    from asi_desktop import app
    from asi_desktop.cli.main import PROGRAM_NAME

    assert PROGRAM_NAME
    app.Composition.open_desk = lambda _, folder, secret: unlocked(folder, secret())  # type: ignore[method-assign,assignment]
    app.Composition.open_window = lambda self, folder, _: window_of(self, folder)  # type: ignore[method-assign]
    sys.exit(app.run(["--profile", str(profile)]))


def unlocked(folder: Path, secret: bytearray) -> object:
    """Open the vault, made with a key derivation that costs nothing: its second is the officer's protection."""
    from asi_desktop.services.opening import open_desk
    from asi_desktop.storage.open_vault import Surroundings
    from tests.storage.surroundings import CHEAP

    return open_desk(folder, secret, surroundings=Surroundings(cost=CHEAP, floor=CHEAP))


def window_of(composition: object, folder: Path) -> int:
    """Open the window as the program does, and watch what it shows."""
    from asi_desktop.ui import main_entry

    begin, opened = main_entry.Program.begin, main_entry.Program._open_window

    def begun(self: main_entry.Program) -> None:
        begin(self)
        assert self.entrance is not None
        when_painted(self.entrance, lambda: locked(self))

    def locked(self: main_entry.Program) -> None:
        tell("locked")
        if folder.joinpath("stay-locked").exists():
            os._exit(0)
        from tests.storage.surroundings import PASSPHRASE

        open_desk = self.doors.open_desk
        self.runner.run(lambda _: open_desk(bytearray(PASSPHRASE)), self, then=self.enter)

    def shown(self: main_entry.Program, before: object) -> None:
        opened(self, None)
        tell("window")
        window = self.window
        window.show_screen(FIRST_LIST)  # type: ignore[union-attr]
        records = window.screens[FIRST_LIST].list  # type: ignore[union-attr]
        records.model.arrived.connect(
            lambda: when_painted(records.table.viewport(), lambda: (tell("list"), os._exit(0)))
        )

    main_entry.Program.begin = begun  # type: ignore[method-assign]
    main_entry.Program._open_window = shown  # type: ignore[method-assign,assignment]
    return main_entry.run(composition._doors(folder))  # type: ignore[attr-defined,no-any-return]


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


def tell(word: str) -> None:
    """Say that ``word`` is reached."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    memory = next((line.split()[1] for line in lines if line.startswith("VmRSS")), "0")
    sys.stdout.write(f"{word} {perf_counter_ns()} {memory}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
