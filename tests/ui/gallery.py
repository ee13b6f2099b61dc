"""Pictures of every screen, from a real vault and a real head office: ``python -m tests.ui.gallery FOLDER``.

French and English, light and dark, empty and full, online, offline, in error, in conflict, locked, at
1366 × 768; then high contrast, text at 200 %, and a large screen.
"""

import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from asi_desktop.domain.text import Language
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.theme import Appearance
from tests.ui.fiction import Post, world
from tests.ui.tour import Stop, Tour
from tests.ui.world import doors, made_desk

LAPTOP, LARGE = (1366, 768), (3840, 2160)
PLAIN_PERCENT = 100
QUIET_MS = 40
QUIET_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Look:
    """How the window looks: language, colours, size of text in percent, size in px."""

    language: Language
    appearance: Appearance
    percent: int = PLAIN_PERCENT
    size: tuple[int, int] = LAPTOP

    @property
    def name(self) -> str:
        """What its pictures are called."""
        parts = [self.language, self.appearance.value]
        parts += [str(self.percent)] if self.percent != PLAIN_PERCENT else []
        parts += ["x".join(map(str, self.size))] if self.size != LAPTOP else []
        return "-".join(parts)


LOOKS = (
    Look("fr", Appearance.LIGHT),
    Look("en", Appearance.LIGHT),
    Look("fr", Appearance.DARK),
    Look("en", Appearance.DARK),
    Look("fr", Appearance.CONTRAST),
    Look("fr", Appearance.LIGHT, 200),
    Look("fr", Appearance.LIGHT, 200, LARGE),
    Look("en", Appearance.LIGHT, size=LARGE),
)


def quiet(program: Program) -> None:
    """Wait until ``program`` has nothing left to do."""
    rounds = 0
    while rounds < QUIET_ROUNDS:
        loop = QEventLoop()
        QTimer.singleShot(QUIET_MS, loop.quit)
        loop.exec()
        rounds = 0 if program.runner.busy else rounds + 1


def offline(tour: Tour, post: Post) -> Iterator[Stop]:
    """The line is cut: what waits, and the sentence that says so."""
    tour.enter(post.desk)
    window = tour.window
    window.show_screen("request")
    window.sync.now()
    loop = QEventLoop()
    window.sync.failed.connect(loop.quit)
    loop.exec()
    window.refresh_status()
    tour.rest()
    yield "90-offline", window
    for number, name in enumerate(("to_send", "connection"), start=91):
        window.show_screen(name)
        tour.rest()
        yield f"{number}-{name}-offline", window
    tour.leave()


def paint(folder: Path, profile: Path, walk: Callable[[Tour], Iterator[Stop]]) -> None:
    """Take a picture of every stop of ``walk``, in every look."""
    for look in LOOKS:
        preferences = Preferences(profile.parent / f"{look.name}.ini")
        preferences.language, preferences.appearance = look.language, look.appearance
        preferences.percent = look.percent
        program = Program(doors(profile), preferences, replace=lambda _: None)
        tour = Tour(program, partial(quiet, program))
        tour.size = look.size
        for name, widget in walk(tour):
            taken(widget, folder / f"{look.name}-{name}.png")
        program.runner.close()


def taken(widget: QWidget, file: Path) -> None:
    """Take a picture of ``widget``."""
    widget.grab().save(str(file))


def main(folder: Path) -> int:
    """Take every picture into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    QCursor.setPos(QPoint(*LARGE))  # nothing stands under the mouse
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        empty = made_desk(scratch / "empty")
        paint(folder, scratch / "unused", lambda tour: tour.entrance(empty))
        paint(folder, scratch / "unused", lambda tour: tour.first_day(empty))
        empty.close()
        paint(folder, scratch / "empty", Tour.wrong_passphrase)
        with world(scratch) as made:
            paint(folder, scratch / "unused", lambda tour: tour.at_work(made.post))
            made.relay.stop()
            paint(folder, scratch / "unused", lambda tour: offline(tour, made.post))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
