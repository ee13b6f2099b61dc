"""Head office from here: how the connection stands, each space and how old its word is, and joining with
an invitation."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.services.results import DeskStatus, Enrolled, Me, SpaceView
from asi_desktop.tasks import Context
from asi_desktop.ui.furniture import button, column, holding, label, row
from asi_desktop.ui.lines import Line, LineList
from asi_desktop.ui.moments import full
from asi_desktop.ui.screens.screen import Entry, Screen
from asi_desktop.ui.task_runner import Lane
from asi_desktop.ui.theme import theme
from asi_desktop.ui.workplace import Workplace

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

INVITATION_LIMIT_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stands with head office."""

    status: DeskStatus
    me: Me


class ConnectionScreen(Screen):
    """Says in words what is connected and since when; a laptop that works alone is offered to join."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._invitation = Path()
        self.words = label("", wrap=True)
        self.line = label("", wrap=True)
        self.line.hide()
        self.spaces = LineList(self.tr("Spaces on this laptop"))
        self.sync = button(self.tr("Sync now"), lambda: self.leading.emit("sync"), picture="sync", keys="F5")
        self.file = label(self.tr("No file chosen"), role="muted")
        self.code = QLineEdit()
        self.code.setPlaceholderText(self.tr("Six words, separated by spaces"))
        self.code.setAccessibleName(self.tr("Six words"))
        self.code.setMaximumWidth(theme().px(480))
        self.join = button(self.tr("Join head office"), self._join, kind="primary")
        self.joining = self._joining()
        self.code.textChanged.connect(self._ready)
        self.code.returnPressed.connect(self._join)
        head = self.heading(
            self.tr("Head office"),
            self.tr(
                "Everything you write is sealed on this laptop before it leaves; head office's server cannot "
                "read it."
            ),
        )
        top = column(
            self.words, self.line, row(self.sync, None), self.joining, spacing=12, margins=(16, 0, 16, 12)
        )
        self.setLayout(column(head, top, self.spaces, spacing=0))
        self.follow(self.refresh)
        self._ready()
        self.refresh()

    def first_control(self) -> QWidget | None:
        """The button that exchanges now."""
        return self.sync

    def refresh(self) -> None:
        """Read how things stand."""
        desk = self.workplace.desk
        self.workplace.read(lambda: standing(desk), self, then=self._show)

    def take_file(self, file: Path) -> None:
        """Show the invitation that was chosen."""
        self._invitation = file
        self.file.setText(file.name)
        self._ready()
        self.code.setFocus()

    def _joining(self) -> QWidget:
        choose = button(self.tr("Choose the invitation file…"), self._choose, picture="folder")
        words = label(
            self.tr("To join, head office gives you a file and, by another way, six words."),
            role="muted",
            wrap=True,
        )
        field = column(label(self.tr("Six words"), role="fieldlabel"), self.code, spacing=4)
        joining = holding(
            column(words, row(choose, self.file, None), field, row(self.join, None), spacing=12)
        )
        joining.hide()
        return joining

    def _show(self, found: Standing) -> None:
        me = found.me
        self.joining.setVisible(not me.enrolled)
        self.sync.setVisible(me.enrolled)
        if me.enrolled:
            words = self.tr("{name}, {post}, on laptop {letter}. Head office: {office}.")
            self.words.setText(
                words.format(name=me.name or me.login, post=me.post, letter=me.letter, office=me.office)
            )
        else:
            self.words.setText(
                self.tr(
                    "This laptop works alone. What you write stays here, encrypted, and follows once "
                    "you have joined."
                )
            )
        self.line.setText(self._saving_words(found.status.line_used_up))
        self.line.setVisible(bool(found.status.line_used_up))
        self.spaces.show_lines(tuple(self._line(space) for space in found.status.spaces))

    def _saving_words(self, limit: str) -> str:
        """Say why the line rests, what passes all the same, and until when."""
        limits = {
            "session": self.tr(
                "The line budget of this session is used up. Until the desk is unlocked anew, only urgent "
                "changes leave by themselves."
            ),
            "day": self.tr(
                "The line budget of the day is used up. Until midnight UTC, only urgent changes leave by "
                "themselves."
            ),
        }
        paid = self.tr("You pay this line by volume: only urgent changes leave by themselves.")
        rest = self.tr(
            "Everything else waits here, safe. “Sync now” exchanges a little all the same; the settings say "
            "how much the line may carry."
        )
        return f"{limits.get(limit, paid)} {rest}"

    def _line(self, space: SpaceView) -> Line:
        purposes = {
            "home": self.tr("home of the post"),
            "network": self.tr("shared with the whole network"),
            "me": self.tr("yours alone"),
            "restricted": self.tr("named members only"),
        }
        purpose = purposes.get(space.purpose, space.purpose)
        reading = self.tr("read only")
        detail = f"{purpose} · {reading}" if space.read_only else purpose
        end = self.tr("as of {when}").format(when=full(space.as_of_ms)) if space.as_of_ms is not None else ""
        name = self.tr("Personal space") if space.purpose == "me" else space.name
        return Line(name or purpose, detail, end, picture="folder")

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the invitation file"))
        if chosen:
            self.take_file(Path(chosen))

    def _ready(self) -> None:
        self.join.setEnabled(self._invitation.is_file() and bool(self.code.text().strip()))

    def _join(self) -> None:
        if not self.join.isEnabled():
            return
        file, words, desk = self._invitation, self.code.text(), self.workplace.desk
        self.joining.setEnabled(False)

        def work(context: Context) -> Enrolled:
            with file.open("rb") as source:
                invitation = source.read(INVITATION_LIMIT_BYTES)
            return desk.enrolment.enrol(invitation, words, context)

        def joined(enrolled: Enrolled) -> None:
            self.joining.setEnabled(True)
            self.code.clear()
            self.workplace.tell(enrolled.changes)
            self.leading.emit("joined")

        self.workplace.runner.run(work, self, then=joined, failed=self._refused, lane=Lane.WRITE)

    def _refused(self, error: AppError) -> None:
        self.joining.setEnabled(True)
        self.notice.tell_error(error)


def standing(desk: "Desk") -> Standing:
    """Return how the desk stands with head office."""
    return Standing(desk.status.now(), desk.status.me())


ENTRY = Entry(
    "connection",
    lambda: QCoreApplication.translate("ConnectionScreen", "Head office"),
    "sync",
    ConnectionScreen,
    shown=False,
)
