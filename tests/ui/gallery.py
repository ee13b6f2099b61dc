"""Pictures of every screen, from a real vault and a real head office: ``python -m tests.ui.gallery FOLDER``.

French and English, light and dark, empty and full, online, offline, in error, in conflict, locked, at
1366 × 768; then high contrast and text at 200 %.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from asi_desktop.domain.text import Language
from asi_desktop.services.desk import Desk
from asi_desktop.ui.crash import CrashDialog
from asi_desktop.ui.entrance.page import EntrancePage
from asi_desktop.ui.entrance.unlock import UnlockPage
from asi_desktop.ui.entrance.window import EntranceWindow
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.screens import SCREENS
from asi_desktop.ui.screens.records import RecordsScreen
from asi_desktop.ui.theme import Appearance
from tests.ui.fiction import World, world
from tests.ui.world import doors, made_desk

SIZE = (1366, 768)
QUIET_MS = 40
QUIET_ROUNDS = 5
LOOKS: tuple[tuple[Language, Appearance, int], ...] = (
    ("fr", Appearance.LIGHT, 100),
    ("en", Appearance.LIGHT, 100),
    ("fr", Appearance.DARK, 100),
    ("en", Appearance.DARK, 100),
    ("fr", Appearance.CONTRAST, 100),
    ("fr", Appearance.LIGHT, 200),
)


class Gallery:
    """Takes pictures of one program in one language and look."""

    def __init__(self, folder: Path, program: Program, name: str) -> None:
        self.folder = folder
        self.program = program
        self.name = name

    def rest(self) -> None:
        """Wait until the program has nothing left to do."""
        quiet = 0
        while quiet < QUIET_ROUNDS:
            loop = QEventLoop()
            QTimer.singleShot(QUIET_MS, loop.quit)
            loop.exec()
            quiet = 0 if self.program.runner.busy else quiet + 1

    def take(self, subject: str, shown: QWidget | None = None) -> QPixmap:
        """Take a picture of what is on the screen."""
        self.rest()
        widget = shown or self.program.window or self.program.entrance
        assert widget is not None
        picture = widget.grab()
        picture.save(str(self.folder / f"{self.name}-{subject}.png"))
        return picture

    @property
    def entrance(self) -> EntranceWindow:
        """The window before the desk."""
        assert self.program.entrance is not None
        return self.program.entrance

    @property
    def window(self) -> MainWindow:
        """The open desk."""
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    def page(self) -> EntrancePage:
        """The page before the desk."""
        assert self.entrance.page is not None
        return self.entrance.page

    def show(self, widget: QWidget) -> None:
        """Give the window the size of an embassy's laptop."""
        widget.resize(*SIZE)


def program_of(folder: Path, scratch: Path, look: tuple[Language, Appearance, int]) -> Program:
    """Return a program on the profile in ``folder`` that starts nothing when it locks."""
    preferences = Preferences(scratch / f"{look[0]}-{look[1].value}-{look[2]}.ini")
    preferences.language, preferences.appearance, preferences.percent = look
    return Program(doors(folder), preferences, replace=lambda _: None)


def entrance_pictures(gallery: Gallery, empty: Desk) -> None:
    """First start step by step, unlocking, a wrong passphrase, recovering."""
    gallery.program.begin()
    entrance = gallery.entrance
    gallery.show(entrance)
    gallery.take("01-welcome")
    entrance.show_passphrase()
    gallery.take("02-passphrase")
    entrance.show_recovery_code("7KQ2X-9MPLA-4TRWZ-8HNCV-2BDFG-6JYSE-3UXKM-5AVTR", empty)
    gallery.take("03-recovery-code")
    entrance.show_join(empty)
    gallery.take("04-join")
    entrance.show_unlock()
    gallery.take("05-locked")
    entrance.show_recover()
    gallery.take("07-recover")


def wrong_passphrase(gallery: Gallery) -> None:
    """The unlock screen of a real vault after a wrong passphrase."""
    gallery.program.begin()
    gallery.show(gallery.entrance)
    gallery.entrance.show_unlock()
    page = gallery.page()
    assert isinstance(page, UnlockPage)
    page.passphrase.setText("not the words that were drawn")
    page.unlock.click()
    gallery.take("06-wrong-passphrase")
    gallery.entrance.close()


def empty_pictures(gallery: Gallery, desk: Desk) -> None:
    """A desk on its first day."""
    gallery.program._dress()
    gallery.program.enter(desk)
    gallery.rest()
    gallery.show(gallery.window)
    gallery.take("10-today-empty")
    for number, name in enumerate(("brief", "conflicts", "to_send", "bin", "connection"), start=11):
        gallery.window.show_screen(name)
        gallery.take(f"{number}-{name}-empty")
    leave(gallery)


def full_pictures(gallery: Gallery, made: World) -> None:
    """A desk at work, first online, then with the line cut."""
    gallery.program._dress()
    gallery.program.enter(made.marchand)
    gallery.rest()
    window = gallery.window
    gallery.show(window)
    window.sync.end()
    gallery.take("20-today")
    for number, entry in enumerate(SCREENS[1:], start=21):
        window.show_screen(entry.name)
        gallery.take(f"{number}-{entry.name}")
    record_pictures(gallery, made)
    tool_pictures(gallery, made)
    leave(gallery)


def record_pictures(gallery: Gallery, made: World) -> None:
    """Records: a conflict, a request, a contact, the history, a new one, a refused step."""
    window = gallery.window
    window.show_screen("brief")
    window.open_record(made.brief)
    gallery.take("40-brief-in-conflict")
    assert window.record.pane is not None
    window.record.pane.show_page("history")
    gallery.take("41-history")
    window.show_screen("request")
    window.open_record(made.request)
    gallery.take("42-request")
    pane = window.record.pane
    assert pane is not None
    pane.form._go_to(next(each for each in pane.form.sections if each.name == "asks"))
    gallery.take("43-request-asks")
    window.show_screen("contact")
    window.open_record(made.contact)
    gallery.take("44-contact")
    window.begin_record("field_note")
    gallery.take("45-new-note")
    window.close_record()


def tool_pictures(gallery: Gallery, made: World) -> None:
    """Search, the quick note, the keys, the bin's line, an error, the crash dialog, a narrow window."""
    window = gallery.window
    window.show_screen("request")
    window.activateWindow()
    window.search.setFocus()
    window.search.setText("port")
    window.search._find()
    gallery.take("50-search")
    window.search.clear()
    window.note.begin()
    gallery.take("51-quick-note")
    window.note.sink()
    window.keys.begin()
    gallery.take("52-keys")
    window.keys.sink()
    window.help.begin()
    gallery.take("55-help")
    window.help.sink()
    window.show_screen("field_note")
    gallery.rest()
    screen = window.screens["field_note"]
    assert isinstance(screen, RecordsScreen)
    screen.list.table.selectAll()
    screen.acts.remove([row.id for row in screen.list.selected()])
    gallery.take("56-second-yes")
    screen.notice.clear()
    window.show_screen("contact")
    window.open_record(made.contact)
    gallery.rest()
    window.resize(1000, SIZE[1])
    gallery.take("53-narrow")
    window.resize(*SIZE)
    window.close_record()
    dialog = CrashDialog(fault(), lambda: None, window)
    dialog.show()
    gallery.take("54-crash", dialog)
    dialog.close()


def offline_pictures(gallery: Gallery, made: World) -> None:
    """The line is cut: what waits, and the sentence that says so."""
    gallery.program._dress()
    gallery.program.enter(made.marchand)
    gallery.rest()
    window = gallery.window
    gallery.show(window)
    gallery.rest()
    window.show_screen("request")
    window.sync.now()
    loop = QEventLoop()
    window.sync.failed.connect(loop.quit)
    loop.exec()
    window.refresh_status()
    gallery.take("60-offline")
    leave(gallery)


def fault() -> ZeroDivisionError:
    """A fault of the program, as it is caught."""
    try:
        return ZeroDivisionError(1 // 0)
    except ZeroDivisionError as error:
        return error


def leave(gallery: Gallery) -> None:
    """Put the window away without locking: the desk goes on to the next picture."""
    window = gallery.window
    window.close()
    gallery.rest()
    gallery.program.window = None
    window.deleteLater()


def paint(
    folder: Path, scratch: Path, pictures: Callable[[Gallery, tuple[Language, Appearance, int]], None]
) -> None:
    """Take ``pictures`` in every look."""
    for look in LOOKS:
        language, appearance, percent = look
        name = "-".join((language, appearance.value, *([str(percent)] if percent != 100 else [])))
        program = program_of(scratch / "unused", scratch, look)
        gallery = Gallery(folder, program, name)
        pictures(gallery, look)
        program.runner.close()


def main(folder: Path) -> int:
    """Take every picture into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        empty = made_desk(scratch / "empty")
        paint(folder, scratch, lambda gallery, _: entrance_pictures(gallery, empty))
        paint(folder, scratch, lambda gallery, _: empty_pictures(gallery, empty))
        empty.close()
        for look in LOOKS:
            program = program_of(scratch / "empty", scratch, look)
            wrong_passphrase(
                Gallery(folder, program, f"{look[0]}-{look[1].value}" + ("-200" if look[2] == 200 else ""))
            )
            program.runner.close()
        with world(scratch) as made:
            paint(folder, scratch, lambda gallery, _: full_pictures(gallery, made))
            made.relay.stop()
            paint(folder, scratch, lambda gallery, _: offline_pictures(gallery, made))
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
