"""A desk in a process of its own that a screen reader visits: ``python -m tests.ui.spoken FOLDER``.

It says each stop of the tour on its output, and goes on with each line on its input.
"""

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSocketNotifier
from PySide6.QtWidgets import QApplication

from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.theme import Appearance
from tests.ui.fiction import unfinished, written
from tests.ui.gallery import quiet
from tests.ui.tour import Tour
from tests.ui.world import another_version, doors, made_desk


def main(folder: Path) -> int:
    """Walk through the entrance and the desk."""
    application = QApplication(sys.argv[:1])
    empty, desk = made_desk(folder / "empty"), made_desk(folder / "officer")
    post = written(desk)
    another_version(desk, post.brief, "bluf", "Rassemblement à 15 h.")
    unfinished(post)
    preferences = Preferences(folder / "window.ini")
    preferences.language, preferences.appearance = "en", Appearance.LIGHT
    program = Program(doors(folder / "none"), preferences, replace=lambda _: None)
    tour = Tour(program, partial(quiet, program))
    for walk in (tour.entrance(empty), tour.at_work(post)):
        for name, _ in walk:
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
            asked_to_go_on()
    program.runner.close()
    application.quit()
    return 0


def asked_to_go_on() -> None:
    """Live on until a line is on the input."""
    loop = QEventLoop()
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(loop.quit)
    loop.exec()
    sys.stdin.readline()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
