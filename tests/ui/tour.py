"""A walk through everything the window can show, stop by stop: for the pictures and for the tests that look
at every screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from asi_desktop.domain.ids import shown
from asi_desktop.services.desk import Desk
from asi_desktop.ui.attachments.viewer import Viewer
from asi_desktop.ui.crash import CrashDialog
from asi_desktop.ui.entrance.unlock import UnlockPage
from asi_desktop.ui.entrance.window import EntranceWindow
from asi_desktop.ui.main_entry import Program
from asi_desktop.ui.main_window import MainWindow
from asi_desktop.ui.printing.material import material
from asi_desktop.ui.printing.window import PaperWindow
from asi_desktop.ui.record_pane import RecordPane
from asi_desktop.ui.screens import SCREENS
from asi_desktop.ui.screens.imports import ImportScreen
from asi_desktop.ui.screens.records import RecordsScreen
from tests.ui.fiction import Post

Stop = tuple[str, QWidget]
"""A name, and the widget to look at."""
ANY_CODE = "7KQ2X-9MPLA-4TRWZ-8HNCV-2BDFG-6JYSE-3UXKM-5AVTR"
SAMPLES = Path(__file__).parents[1] / "exchange" / "samples"


class Tour:
    """Leads through one program; ``rest`` waits until it has nothing left to do."""

    def __init__(self, program: Program, rest: Callable[[], None]) -> None:
        self.program = program
        self.rest = rest
        self.size: tuple[int, int] | None = None
        """The size of the windows, their own without one."""

    @property
    def window(self) -> MainWindow:
        """The open desk."""
        assert isinstance(self.program.window, MainWindow)
        return self.program.window

    @property
    def pane(self) -> RecordPane:
        """The record that is open."""
        assert self.window.record.pane is not None
        return self.window.record.pane

    def entrance(self, empty: Desk) -> Iterator[Stop]:
        """First start step by step, unlocking, recovering."""
        entrance = self.came()
        yield from self._pages(
            entrance,
            ("01-welcome", entrance.show_welcome),
            ("02-passphrase", entrance.show_passphrase),
            ("03-recovery-code", lambda: entrance.show_recovery_code(ANY_CODE, empty)),
            ("04-join", lambda: entrance.show_join(empty)),
            ("05-locked", entrance.show_unlock),
            ("07-recover", entrance.show_recover),
            ("08-help", entrance.show_help),
        )
        entrance.close()

    def wrong_passphrase(self) -> Iterator[Stop]:
        """The unlock screen of a real vault after a wrong passphrase."""
        entrance = self.came()
        page = entrance.page
        assert isinstance(page, UnlockPage)
        page.passphrase.setText("not the words that were drawn")
        page.unlock.click()
        yield from self._pages(entrance, ("06-wrong-passphrase", lambda: None))
        entrance.close()

    def came(self) -> EntranceWindow:
        """Begin, and return the window before the desk."""
        self.program.begin()
        entrance = self.program.entrance
        assert entrance is not None
        self.fit(entrance)
        return entrance

    def first_day(self, desk: Desk) -> Iterator[Stop]:
        """A desk on its first day."""
        self.enter(desk)
        for number, name in enumerate(
            ("today", "brief", "conflicts", "to_send", "bin", "connection"), start=10
        ):
            self.window.show_screen(name)
            self.rest()
            yield f"{number}-{name}-empty", self.window
        self.leave()

    def at_work(self, post: Post) -> Iterator[Stop]:
        """A desk at work: every screen, then records, tools and windows of their own."""
        self.enter(post.desk)
        for number, entry in enumerate(SCREENS, start=20):
            self.window.show_screen(entry.name)
            self.rest()
            yield f"{number}-{entry.name}", self.window
        yield from self.records(post)
        yield from self.tools(post)
        yield from self.menus()
        yield from self.windows(post)
        self.leave()

    def records(self, post: Post) -> Iterator[Stop]:
        """Records: a conflict, its pages, a request, a contact, a new one."""
        window = self.window
        window.show_screen("brief")
        window.open_record(post.brief)
        self.rest()
        yield "50-brief-in-conflict", window
        for number, page in enumerate(("files", "links", "history"), start=51):
            self.pane.show_page(page)
            self.rest()
            yield f"{number}-{page}", window
        window.show_screen("request")
        window.open_record(post.request)
        self.rest()
        yield "54-request", window
        for number, section in enumerate(("asks", "entities", "marking"), start=55):
            self.pane.form._go_to(next(each for each in self.pane.form.sections if each.name == section))
            self.rest()
            yield f"{number}-request-{section}", window
        window.show_screen("contact")
        window.open_record(post.contact)
        self.rest()
        yield "58-contact", window
        window.begin_record("field_note")
        self.rest()
        yield "59-new-note", window
        window.close_record()
        window.begin_record("task")
        self.rest()
        yield "60-new-task", window
        window.close_record()

    def tools(self, post: Post) -> Iterator[Stop]:
        """Search, commands, the quick note, the keys, help, an import, a question, a narrow window."""
        window = self.window
        window.show_screen("request")
        window.open_record(post.request)
        self.rest()
        for name, words in (("61-search", "port"), ("62-commands", "> re")):
            window.activateWindow()
            window.search.setFocus()
            window.search.setText(words)
            window.search._find()
            self.rest()
            yield name, window
        window.search.clear()
        for name, sheet in (
            ("63-quick-note", window.note),
            ("64-keys", window.keys),
            ("65-help", window.help),
        ):
            sheet.begin()
            self.rest()
            yield name, window
            sheet.sink()
        window.close_record()
        window.show_screen("imports")
        imports = window.screens["imports"]
        assert isinstance(imports, ImportScreen)
        imports.take_file(SAMPLES / "outlook-fr.csv")
        self.rest()
        yield "66-import", window
        imports.columns.show()
        imports.table.selectAll()
        self.rest()
        yield "67-import-columns", window
        window.show_screen("field_note")
        self.rest()
        notes = self.records_screen()
        notes.list.table.selectAll()
        notes.acts.remove([row.id for row in notes.list.selected()])
        self.rest()
        yield "68-second-yes", window
        notes.notice.clear()
        window.show_screen("contact")
        window.open_record(post.contact)
        self.rest()
        wide = window.size()
        window.resize(min(wide.width(), 1100), wide.height())
        self.rest()
        yield "69-narrow", window
        window.resize(wide)
        window.close_record()

    def records_screen(self) -> RecordsScreen:
        """The list that is open."""
        screen = self.window.panes.screen_shown()
        assert isinstance(screen, RecordsScreen)
        return screen

    def menus(self) -> Iterator[Stop]:
        """What opens over a list: filters, columns, lists with a name."""
        self.window.show_screen("request")
        self.rest()
        listed = self.records_screen().list
        listed.filters.open()
        for number in range(listed.filters.sheet.names.count()):
            listed.filters.sheet.names.setCurrentRow(number)
        listed.filters.sheet.names.setCurrentRow(0)
        self.rest()
        yield "70-filters", listed.filters.sheet
        listed.filters.sheet.close()
        listed.saved.choose(1)
        self.rest()
        yield "71-list-with-a-name", self.window
        for name, menu in (("72-columns", listed.columns.menu()), ("73-lists", listed.saved.menu())):
            yield from self._menu(name, menu)
        listed.saved.choose(0)

    def windows(self, post: Post) -> Iterator[Stop]:
        """Windows of their own: a record, paper, a picture, a text, the crash dialog."""
        window = self.window
        window.show_screen("brief")
        window.record.open_window(post.request)
        self.rest()
        (own,) = window.record.windows
        yield "80-record-window", own
        own.close()
        paper = PaperWindow(material(post.desk, shown(post.brief)), window.workplace, window)
        paper.show()
        self.rest()
        yield "81-paper", paper
        paper.close()
        for number, file in enumerate(post.desk.attachments.list(shown(post.brief)), start=82):
            viewer = Viewer(window.workplace, file, window)
            viewer.begin()
            self.rest()
            yield f"{number}-viewer", viewer
            viewer.close()
        dialog = CrashDialog(fault(), lambda: None, window)
        dialog.show()
        self.rest()
        yield "84-crash", dialog
        dialog.close()

    def enter(self, desk: Desk) -> None:
        """Open the desk, in the language and look of the program whatever was chosen there before."""
        liked = self.program.preferences
        look = {"language": liked.language, "appearance": liked.appearance.value, "percent": liked.percent}
        desk.settings.choose(look)
        self.program._dress()
        self.program.enter(desk)
        self.rest()
        self.fit(self.window)
        self.window.sync.end()
        self.rest()

    def leave(self) -> None:
        """Put the window away without locking: the desk goes on to the next stop."""
        window = self.window
        window.close()
        self.rest()
        self.program.window = None
        window.deleteLater()

    def fit(self, window: QWidget) -> None:
        """Give ``window`` its size, and the keyboard."""
        if self.size is not None:
            window.resize(*self.size)
        window.activateWindow()

    def _pages(self, entrance: EntranceWindow, *pages: tuple[str, Callable[[], object]]) -> Iterator[Stop]:
        for name, show in pages:
            show()
            self.rest()
            yield name, entrance

    def _menu(self, name: str, menu: QMenu) -> Iterator[Stop]:
        menu.popup(self.window.pos())
        self.rest()
        yield name, menu
        menu.close()


def fault() -> ZeroDivisionError:
    """A fault of the program, as it is caught."""
    try:
        return ZeroDivisionError(1 // 0)
    except ZeroDivisionError as error:
        return error
