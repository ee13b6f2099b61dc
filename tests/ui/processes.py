"""A desk in a process of its own, killed while typing or locking itself."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from asi_desktop.domain.ids import parsed
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.record_pane import RecordPane
from tests.ui.world import doors, opened_desk

AFTERWARDS = "print('locked again')"
TYPED = "Typed and not left."


def main(how: str, folder: Path, record: str) -> int:
    """Open ``record``, type into its outlook, and end as ``how`` says: ``kill`` or ``lock``."""
    application = QApplication(sys.argv[:1])
    preferences = Preferences(folder.parent / "window.ini")
    program = Program(doors(folder, reopening=(sys.executable, "-c", AFTERWARDS)), preferences)
    program._dress()
    program.enter(opened_desk(folder))
    known = parsed(record)
    assert known is not None
    waiting = QTimer()
    waiting.timeout.connect(lambda: typed(program, known, waiting, ended))

    def ended() -> None:
        if how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        program.lock()

    waiting.start()
    return application.exec()


def typed(program: Program, record: bytes, waiting: QTimer, then: Callable[[], None]) -> None:
    """Open the record and type as soon as the field is there; go on when the draft is kept."""
    window = program.window
    if not isinstance(window, MainWindow):
        return
    window.open_record(record)
    pane = window.record.pane
    if isinstance(pane, RecordPane) and "outlook" in pane.form.boxes and pane.view is not None:
        waiting.stop()
        pane.autosave.drafted.connect(then)
        box = pane.form.boxes["outlook"]
        box.editor.restore(TYPED)
        box.editor.typed.emit()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
