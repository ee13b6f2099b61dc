"""The first start in three calm steps: the language, the passphrase, the recovery code; then head office,
or alone."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from asi_desktop.domain.text import Language
from asi_desktop.tasks import Context
from asi_desktop.ui.entrance.new_passphrase import NewPassphrase
from asi_desktop.ui.entrance.page import EntrancePage, Means
from asi_desktop.ui.entrance.passphrase_edit import wiped
from asi_desktop.ui.entrance.recovery_code import RecoveryCode
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.language import language

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

INVITATION_LIMIT_BYTES = 1 << 20
LONGEST_NAME = 80


class WelcomePage(EntrancePage):
    """Step 1: the language, a name if the laptop is shared, and that a new desk is wanted.

    ``left``: back to the desks that this laptop has already.
    """

    spoken = Signal(str)
    chosen = Signal()
    left = Signal()

    def __init__(self, means: Means) -> None:
        sentence = self.tr(
            "Security briefs, contacts and requests, encrypted on this laptop. You work without a network; "
            "what you wrote reaches head office whenever there is a connection."
        )
        super().__init__(means, self.tr("Welcome to your desk"), sentence)
        self.french = self._choice("Français", "fr")
        self.english = self._choice("English", "en")
        self.new_desk = button(
            self.tr("Set up a new desk"), self.chosen.emit, kind="primary", keys=self.tr("Enter")
        )
        self.body.addWidget(label(self.tr("Language"), role="fieldlabel"))
        self.body.addLayout(row(self.french, self.english, None))
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Your name on this laptop"))
        self.name.setPlaceholderText(self.tr("Shown at unlocking when officers share the laptop"))
        self.name.setMaxLength(LONGEST_NAME)
        self.name.returnPressed.connect(self.chosen)
        self.body.addLayout(
            column(label(self.tr("Your name on this laptop"), role="fieldlabel"), self.name, spacing=4)
        )
        self.body.addWidget(
            label(
                self.tr("This laptop: {folder}").format(folder=means.doors.profile), role="caption", wrap=True
            )
        )
        self.back = button(self.tr("Desks of this laptop"), self.left.emit)
        self.back.setVisible(bool(means.doors.officers()))
        self.body.addLayout(row(self.back, None, self.new_desk))

    def first_field(self) -> QWidget | None:
        """The button that goes on."""
        return self.new_desk

    def _choice(self, words: str, code: Language) -> QPushButton:
        made = button(words, lambda: self.spoken.emit(code), kind="chip")
        made.setCheckable(True)
        made.setChecked(language() == code)
        return made


class PassphrasePage(EntrancePage):
    """Step 2: a passphrase, with random words offered; the desk goes by ``name`` on this laptop.

    ``made`` carries the recovery code and the open desk.
    """

    made = Signal(str, object)
    left = Signal()

    def __init__(self, means: Means, name: str = "") -> None:
        sentence = self.tr(
            "It is the only key of this laptop. Nobody can reset it from afar, head office included."
        )
        super().__init__(means, self.tr("Choose a passphrase"), sentence)
        self._name = name
        self.fields = NewPassphrase(means)
        self.go_on = button(
            self.tr("Make the encrypted desk"), self._make, kind="primary", keys=self.tr("Enter")
        )
        self.fields.changed.connect(self._ready)
        self.fields.confirmed.connect(self._make)
        self.body.addWidget(self.fields)
        self.body.addLayout(row(button(self.tr("Back"), self.left.emit), None, self.go_on))
        self._ready()

    def first_field(self) -> QWidget | None:
        """The first of the two lines."""
        return self.fields.first

    def _ready(self) -> None:
        self.go_on.setEnabled(self.fields.acceptable)

    def _make(self) -> None:
        if not self.fields.acceptable:
            return
        secret, doors, name = self.fields.taken(), self.means.doors, self._name

        def made(context: Context) -> tuple[str, object]:
            try:
                outcome = doors.create_vault(secret), doors.open_desk(secret, context)
            finally:
                wiped(secret)
            doors.remember(name)
            return outcome

        self.work(self.tr("Making the encrypted desk…"), made, lambda outcome: self.made.emit(*outcome))


class RecoveryPage(EntrancePage):
    """Step 3: the recovery code, shown once, confirmed by typing two of its groups."""

    confirmed = Signal()

    def __init__(self, means: Means, code: str) -> None:
        sentence = self.tr(
            "If the passphrase is forgotten, only this code opens the desk. It is shown once: print or copy "
            "it, and keep it in a safe."
        )
        super().__init__(means, self.tr("Keep the recovery code"), sentence)
        self.code = RecoveryCode(code)
        self.go_on = button(
            self.tr("I have kept it"), self.confirmed.emit, kind="primary", keys=self.tr("Enter")
        )
        self.code.changed.connect(self._ready)
        self.code.finished.connect(self._finish)
        self.body.addWidget(self.code)
        self.body.addLayout(row(None, self.go_on))
        self._ready()

    def first_field(self) -> QWidget | None:
        """The first group to type."""
        return self.code.answers[0]

    def _ready(self) -> None:
        self.go_on.setEnabled(self.code.confirmed)

    def _finish(self) -> None:
        if self.code.confirmed:
            self.confirmed.emit()


class JoinPage(EntrancePage):
    """The last step: join head office with an invitation file and its six words, or work alone for now."""

    alone = Signal()
    joined = Signal(object)

    def __init__(self, means: Means, desk: "Desk") -> None:
        sentence = self.tr(
            "Head office gives a file and, by another way, six words. You may also work alone and join later."
        )
        super().__init__(means, self.tr("Join head office"), sentence)
        self._desk = desk
        self._invitation = Path()
        self.file: QLabel = label(self.tr("No file chosen"), role="muted")
        self.choose = button(self.tr("Choose the invitation file…"), self._choose, picture="folder")
        self.words = QLineEdit()
        self.words.setAccessibleName(self.tr("Six words"))
        self.words.setPlaceholderText(self.tr("Six words, separated by spaces"))
        self.join = button(self.tr("Join head office"), self._join, kind="primary", keys=self.tr("Enter"))
        self.work_alone = button(self.tr("Work alone for now"), self.alone.emit)
        self.words.textChanged.connect(self._ready)
        self.words.returnPressed.connect(self._join)
        self.body.addLayout(row(self.choose, self.file, None))
        self.body.addLayout(column(label(self.tr("Six words"), role="fieldlabel"), self.words, spacing=4))
        self.body.addLayout(row(self.work_alone, None, self.join))
        self._ready()

    def first_field(self) -> QWidget | None:
        """The button that chooses the file."""
        return self.choose

    def take_file(self, file: Path) -> None:
        """Show the invitation that was chosen."""
        self._invitation = file
        self.file.setText(file.name)
        self._ready()
        self.words.setFocus()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose the invitation file"))
        if chosen:
            self.take_file(Path(chosen))

    def _ready(self) -> None:
        self.join.setEnabled(self._invitation.is_file() and bool(self.words.text().strip()))

    def _join(self) -> None:
        if not self.join.isEnabled():
            return
        file, words, desk = self._invitation, self.words.text(), self._desk

        def enrolled(context: Context) -> object:
            with file.open("rb") as source:
                invitation = source.read(INVITATION_LIMIT_BYTES)
            return desk.enrolment.enrol(invitation, words, context)

        self.work(self.tr("Joining head office…"), enrolled, self.joined.emit)
