"""The unlock screen, and the way back in with the recovery code.

A locked desk shows nothing of what it holds.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from asi_desktop.domain.errors import AppError
from asi_desktop.tasks import Context
from asi_desktop.ui.entrance.new_passphrase import NewPassphrase
from asi_desktop.ui.entrance.page import EntrancePage, Means
from asi_desktop.ui.entrance.passphrase_edit import PassphraseEdit, wiped
from asi_desktop.ui.furniture import button, column, label, name_choice, row


class UnlockPage(EntrancePage):
    """Asks for the passphrase, and whose desk it is when this laptop has several.

    ``turned`` carries the folder of another officer's desk, None for one that is to be made.
    """

    forgotten = Signal()
    turned = Signal(object)

    def __init__(self, means: Means) -> None:
        super().__init__(
            means,
            self.tr("Locked"),
            self.tr("Your desk is encrypted on this laptop. The passphrase opens it."),
        )
        self.officers = self._officers()
        self.passphrase = PassphraseEdit(self.tr("Passphrase"))
        self.unlock = button(self.tr("Unlock"), self._unlock, kind="primary", keys=self.tr("Enter"))
        self.forgotten_button = button(self.tr("Use the recovery code…"), self.forgotten.emit, kind="link")
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textChanged.connect(self._ready)
        self.another = button(
            self.tr("Another officer…"),
            lambda: self.turned.emit(None),
            kind="link",
            hint=self.tr("Set up a desk of their own on this laptop"),
        )
        self.another.setVisible(means.doors.turn_to is not None)
        if self.officers.count() > 1:
            self.body.addLayout(
                column(label(self.tr("Officer"), role="fieldlabel"), self.officers, spacing=4)
            )
        self.body.addLayout(
            column(label(self.tr("Passphrase"), role="fieldlabel"), self.passphrase, spacing=4)
        )
        self.body.addLayout(row(self.forgotten_button, self.another, None, self.unlock))
        self._ready()

    def first_field(self) -> QWidget | None:
        """The passphrase."""
        return self.passphrase

    def failed(self, error: AppError) -> None:
        """Say it in words and stand ready for the next try."""
        super().failed(error)
        self.passphrase.setFocus()

    def _officers(self) -> QComboBox:
        """Return the desks of this laptop, this one chosen."""
        made = QComboBox()
        name_choice(made, self.tr("Officer"))
        here = self.means.doors.profile.absolute()
        for officer in self.means.doors.officers():
            made.addItem(officer.name or str(officer.folder), officer.folder)
            made.setItemData(made.count() - 1, str(officer.folder), Qt.ItemDataRole.ToolTipRole)
            if officer.folder == here:
                made.setCurrentIndex(made.count() - 1)
        made.activated.connect(lambda at: self.turned.emit(made.itemData(at)))
        return made

    def _ready(self) -> None:
        self.unlock.setEnabled(bool(self.passphrase.text()))

    def _unlock(self) -> None:
        if not self.passphrase.text():
            return
        secret, doors = self.passphrase.taken(), self.means.doors

        def opened(context: Context) -> object:
            try:
                desk = doors.open_desk(secret, context)
            finally:
                wiped(secret)
            doors.remember("")
            return desk

        self.work(self.tr("Opening the desk…"), opened, self.entered.emit)


class RecoverPage(EntrancePage):
    """Puts a new passphrase in place of a forgotten one, by the printed recovery code."""

    left = Signal()

    def __init__(self, means: Means) -> None:
        sentence = self.tr(
            "Type the code that was printed when this desk was made, then choose a new passphrase."
        )
        super().__init__(means, self.tr("Recover the desk"), sentence)
        self.code = QLineEdit()
        self.code.setAccessibleName(self.tr("Recovery code"))
        self.fields = NewPassphrase(means)
        self.go_on = button(self.tr("Put the new passphrase in place"), self._recover, kind="primary")
        self.code.textChanged.connect(self._ready)
        self.fields.changed.connect(self._ready)
        self.fields.confirmed.connect(self._recover)
        self.body.addWidget(label(self.tr("Recovery code"), role="fieldlabel"))
        self.body.addWidget(self.code)
        self.body.addWidget(self.fields)
        self.body.addLayout(row(button(self.tr("Back"), self.left.emit), None, self.go_on))
        self._ready()

    def first_field(self) -> QWidget | None:
        """The recovery code."""
        return self.code

    def _ready(self) -> None:
        self.go_on.setEnabled(self.fields.acceptable and bool(self.code.text().strip()))

    def _recover(self) -> None:
        if not self.go_on.isEnabled():
            return
        code, secret, doors = self.code.text(), self.fields.taken(), self.means.doors

        def opened(context: Context) -> object:
            try:
                doors.recover(code, secret)
                desk = doors.open_desk(secret, context)
            finally:
                wiped(secret)
            doors.remember("")
            return desk

        self.work(self.tr("Recovering the desk…"), opened, self.entered.emit)
