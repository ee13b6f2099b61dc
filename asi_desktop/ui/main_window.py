"""The open desk: navigation, list and record side by side, search above, the line that never lies below."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from asi_desktop.domain import ids
from asi_desktop.domain.errors import AppError
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import DeskStatus, Draft
from asi_desktop.ui.background_sync import BackgroundSync
from asi_desktop.ui.busy_line import BusyLine
from asi_desktop.ui.furniture import column, give_first_size, holding
from asi_desktop.ui.help_sheet import HelpSheet
from asi_desktop.ui.journey import Journey, Place
from asi_desktop.ui.keys_sheet import KeysSheet
from asi_desktop.ui.navigation import Navigation
from asi_desktop.ui.notice_strip import NoticeStrip, Remedy
from asi_desktop.ui.panes import Panes
from asi_desktop.ui.preferences import Preferences
from asi_desktop.ui.progress_line import ProgressLine
from asi_desktop.ui.quick_note import FORM as NOTE_FORM
from asi_desktop.ui.quick_note import QuickNote
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.record_place import RecordPlace
from asi_desktop.ui.screens import SCREENS
from asi_desktop.ui.search_box import SearchBox
from asi_desktop.ui.status_line import StatusLine
from asi_desktop.ui.top_bar import TopBar
from asi_desktop.ui.way_back import WayBack
from asi_desktop.ui.window_commands import keyed, offered, personal
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.results import RecordView
    from asi_desktop.ui.main_entry import Program
    from asi_desktop.ui.screens.screen import Screen

STATUS_EVERY_MS = 10_000
FIRST_SIZE = (1280, 800)


class MainWindow(ReadingOrder, QMainWindow):
    """Built anew when language or look change.

    ``locking`` asks the program to lock, ``settled`` to heed the officer's settings, ``look_changed`` to
    build the window anew.
    """

    locking = Signal()
    settled = Signal()
    look_changed = Signal()

    def __init__(self, workplace: Workplace, preferences: Preferences) -> None:
        super().__init__()
        self.setWindowTitle("ASI Desktop")
        self.preferences = preferences
        self.workplace = workplace
        self.screens: dict[str, Screen] = {}
        self.journey = Journey()
        self.search = SearchBox(self.workplace, self)
        self.top = TopBar(self.workplace, self.search)
        self.navigation = Navigation(SCREENS)
        self.record = RecordPlace(self.workplace)
        self.panes = Panes(self.navigation, self.record)
        self.notice = NoticeStrip(self)
        self.way_back = WayBack(self.workplace, self.record, self.notice, self)
        self.progress = ProgressLine()
        self.status = StatusLine()
        self.note = QuickNote(self.workplace, self)
        self.keys = KeysSheet(self)
        self.help = HelpSheet(self)
        self.sync = BackgroundSync(self.workplace)
        self.commands = keyed(self)
        self.search.offer(lambda: offered(self))
        self.top.offer(personal(self.commands))
        self.keys.teach(lambda: (*self.commands, *self.record.commands()))
        lines = (self.top, BusyLine(workplace.runner), self.progress, self.notice)
        body = column(*lines, self.panes, self.status, spacing=0)
        body.setStretchFactor(self.panes, 1)
        self.setCentralWidget(holding(body, name="window"))
        self._connect()

    def begin(self, place: Place | None = None) -> None:
        """Show the desk, at ``place`` if there is one, and sync with head office from now on."""
        kept, panes = self.preferences.geometry("window"), self.preferences.geometry("panes")
        if kept is None or not self.restoreGeometry(kept):
            give_first_size(self, *FIRST_SIZE)
        if panes is not None:
            self.panes.restoreState(panes)
        self.show()
        self.navigation.setFocus()
        self._go_to(place or Place(SCREENS[0].name))
        self.refresh_status()
        self.sync.begin()

    def show_screen(self, name: str, *, travelled: bool = False) -> None:
        """Show the screen ``name`` in the middle."""
        if name not in self.screens:
            self._make_screen(name)
        screen = self.screens[name]
        self.panes.show_screen(screen)
        self.navigation.show_screen(name)
        if not travelled:
            self.journey.go(Place(name, self.record.record))
            if not self.navigation.hasFocus():
                screen.take_focus()

    def open_record(self, record: bytes, *, travelled: bool = False) -> None:
        """Show a record beside the screen that is open."""
        self.record.open(record)
        self.panes.show_record(shown=True)
        current = self.panes.screen_shown()
        if current is not None:
            current.show_record(record)
        if not travelled:
            self.journey.go(Place(self._screen_name(), record))

    def close_record(self) -> None:
        """Show the screen alone."""
        self.record.clear()
        self.panes.show_record(shown=False)
        current = self.panes.screen_shown()
        if current is not None:
            current.take_focus()
        self.journey.go(Place(self._screen_name(), None))

    def begin_record(self, kind: str, draft: Draft | None = None) -> None:
        """Begin a record of type ``kind``, or go on with its draft."""
        if kind in {entry.name for entry in SCREENS}:
            self.show_screen(kind)
        self.panes.show_record(shown=True)
        self.record.begin_new(kind, draft)

    def go_on_with(self, draft: Draft) -> None:
        """Go on with something typed and not finished."""
        if draft.form == NOTE_FORM:
            self.note.begin()
        else:
            self.begin_record(draft.form.split("/")[1], draft)

    def refresh_status(self) -> None:
        """Read again what the status line and the navigation say."""
        self.workplace.read(self.workplace.desk.status.now, self, then=self.show_status)

    def show_status(self, status: DeskStatus) -> None:
        """Say how the desk stands."""
        self.status.show_status(status)
        self.navigation.show_counts(status)

    def tell(self, error: AppError, remedy: Remedy | None = None) -> None:
        """Say an error that belongs to no view."""
        self.notice.tell_error(error, remedy)

    def lock_when_kept(self, then: Callable[[], None]) -> None:
        """Keep what is typed, then call ``then``: the writes asked for before come first."""
        self.sync.end()
        self.keep_everything()
        self.record.hide_windows()
        self.workplace.write(lambda: None, self, then=lambda _: then(), failed=lambda _: then())

    def keep_everything(self) -> None:
        """Save or draft whatever is typed anywhere, and the places of window and panes."""
        self.record.keep()
        self.note.draft()
        self.preferences.keep_geometry("window", self.saveGeometry())
        self.preferences.keep_geometry("panes", self.panes.saveState())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving keeps everything; nothing is asked."""
        self.keep_everything()
        self.sync.end()
        self.record.close_windows()
        super().closeEvent(event)

    def place(self) -> Place:
        """Return where the officer is."""
        return Place(self._screen_name(), self.record.record)

    def travel(self, step: int) -> None:
        """Go back or forward to where the officer was."""
        place = self.journey.travel(step)
        if place is not None:
            self._go_to(place, travelled=True)

    def _go_to(self, place: Place, *, travelled: bool = False) -> None:
        self.show_screen(place.screen, travelled=travelled)
        if place.record is None:
            self.record.clear()
            self.panes.show_record(shown=False)
        else:
            self.open_record(place.record, travelled=travelled)

    def _make_screen(self, name: str) -> None:
        entry = next(entry for entry in SCREENS if entry.name == name)
        screen = entry.make(self.workplace)
        screen.opening.connect(self.open_record)
        screen.creating.connect(self.begin_record)
        screen.closing.connect(self.close_record)
        screen.unfinished.connect(self.go_on_with)
        screen.leading.connect(self._lead)
        self.screens[name] = screen

    def _lead(self, where: str) -> None:
        """Follow a screen's button: to a sync, a note, another screen, or a fresh start after joining."""
        acts: dict[str, Callable[[], object]] = {
            "sync": self.sync.now,
            "settled": self.settled.emit,
            "note": self.note.begin,
            "joined": self.look_changed.emit,
        }
        acts.get(where, partial(self.show_screen, where))()

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.show_screen)
        self.search.opening.connect(self.open_record)
        self.top.creating.connect(self.begin_record)
        self.status.opened.connect(self.show_screen)
        self.status.locking.connect(self.locking)
        self.note.kept.connect(self.open_record)
        self.record.closing.connect(self.close_record)
        self.record.removed.connect(self._removed)
        self.record.made.connect(lambda record: self.journey.go(Place(self._screen_name(), record)))
        self.record.following.connect(self.open_record)
        self.workplace.changed.connect(self._changed)
        self.workplace.troubled.connect(self.tell)
        self.workplace.under_way.connect(self.progress.follow)
        self.sync.syncing.connect(lambda syncing: self.status.show_syncing(syncing=syncing))
        self.sync.failed.connect(lambda error: self.tell(error, Remedy(self.tr("Try again"), self.sync.now)))
        self.sync.not_enrolled.connect(lambda: self.show_screen("connection"))
        self.sync.emptied.connect(self._lock_if_wished)
        for command in (each for each in self.commands if each.keys):
            QShortcut(QKeySequence(command.keys), self).activated.connect(command.act)
        pulse = QTimer(self)
        pulse.timeout.connect(self.refresh_status)
        pulse.start(STATUS_EVERY_MS)

    def _changed(self, changes: Changes) -> None:
        if changes.status or changes.records:
            self.refresh_status()

    def _removed(self, view: "RecordView") -> None:
        """Say that a record went to the bin, with the way back."""
        if self.record.record == view.id:
            self.close_record()
        desk, name = self.workplace.desk, ids.shown(view.id)

        def back() -> None:
            self.notice.clear()
            self.workplace.write(
                lambda: desk.records.undelete(name), self, then=lambda _: self.open_record(view.id)
            )

        words = self.tr("“{title}” is in the bin.").format(title=view.title or view.ref)
        self.notice.tell(words, tone="calm", remedy=Remedy(self.tr("Undo"), back), fades=True)

    def _lock_if_wished(self) -> None:
        """Lock after everything has left, for the officer who chose that."""
        desk = self.workplace.desk
        self.workplace.read(
            desk.settings.read,
            self,
            then=lambda chosen: self.locking.emit() if chosen.lock_after_sending else None,
        )

    def _screen_name(self) -> str:
        shown = self.panes.screen_shown()
        return next((name for name, screen in self.screens.items() if screen is shown), "")


def connect_to(window: MainWindow, program: "Program") -> None:
    """Let the window's wishes reach the program."""
    window.locking.connect(program.lock)
    window.look_changed.connect(program.refresh)
    window.settled.connect(program.settle)
