"""The window before the desk is open: one calm card in the middle, from the first start or the lock to the
open desk."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from asi_desktop.ui import help_sheet
from asi_desktop.ui.entrance.first_start import JoinPage, PassphrasePage, RecoveryPage, WelcomePage
from asi_desktop.ui.entrance.page import EntrancePage, Means
from asi_desktop.ui.entrance.unlock import RecoverPage, UnlockPage
from asi_desktop.ui.furniture import button, column, emptied, label, named_surface, row
from asi_desktop.ui.help_sheet import HelpSheet
from asi_desktop.ui.reading_order import ReadingOrder
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk

CARD_WIDTH = 560
FIRST_STEPS = 3


class EntranceWindow(ReadingOrder, QWidget):
    """Shows one page after the other.

    ``entered`` carries the open desk, ``spoken`` a language that was chosen, ``turned`` the doors of another
    officer's desk.
    """

    entered = Signal(object)
    spoken = Signal(str)
    turned = Signal(object)

    def __init__(self, means: Means) -> None:
        super().__init__()
        self.means = means
        self.page: EntrancePage | None = None
        self._name = ""
        named_surface(self, "entrance")
        self.setWindowTitle(self.tr("ASI Desktop"))
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(theme().px(CARD_WIDTH))
        card.setMinimumWidth(min(theme().px(CARD_WIDTH), 720))
        self._steps = label("", role="caption")
        self._place: QVBoxLayout = column(spacing=0)
        self.help: HelpSheet | None = None
        ask = button(self.tr("Help"), self.show_help, kind="link", keys="F1")
        QShortcut(QKeySequence("F1"), self).activated.connect(self.show_help)
        card.setLayout(
            column(
                row(label("ASI Desktop", role="caption"), None, self._steps, ask),
                self._place,
                spacing=16,
                margins=(32, 24, 32, 32),
            )
        )
        middle = QWidget()
        middle.setLayout(column(None, row(None, card, None), None, margins=(16, 16, 16, 16)))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(middle)
        self.setLayout(column(scroll))

    def begin(self) -> None:
        """Show the unlock screen of an existing desk, otherwise the first start."""
        if self.means.doors.exists():
            self.show_unlock()
        else:
            self.show_welcome()

    def show_help(self) -> None:
        """Show the help that is wanted here: the first steps, or what to do without the passphrase."""
        if self.help is None:
            self.help = HelpSheet(self)
        locked = isinstance(self.page, UnlockPage | RecoverPage)
        self.help.begin(help_sheet.LOST_KEYS if locked else help_sheet.FIRST_STEPS)

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        page = UnlockPage(self.means)
        page.forgotten.connect(self.show_recover)
        page.turned.connect(self.turn_to)
        self._turn_to(page)

    def show_recover(self) -> None:
        """Ask for the recovery code."""
        page = RecoverPage(self.means)
        page.left.connect(self.show_unlock)
        self._turn_to(page)

    def show_welcome(self) -> None:
        """Step 1 of the first start."""
        page = WelcomePage(self.means)
        page.spoken.connect(self.spoken)
        page.name.setText(self._name)
        page.chosen.connect(lambda: self._take_name(page))
        page.left.connect(self._turn_to_first)
        self._turn_to(page, step=1)

    def show_passphrase(self) -> None:
        """Step 2: the passphrase."""
        page = PassphrasePage(self.means, self._name)
        page.left.connect(self.show_welcome)
        page.made.connect(self.show_recovery_code)
        self._turn_to(page, step=2)

    def show_recovery_code(self, code: str, desk: "Desk") -> None:
        """Step 3: the recovery code of the desk that was just made."""
        page = RecoveryPage(self.means, code)
        page.confirmed.connect(lambda: self.show_join(desk))
        self._turn_to(page, step=3)

    def show_join(self, desk: "Desk") -> None:
        """Join head office, or work alone."""
        page = JoinPage(self.means, desk)
        page.alone.connect(lambda: self.entered.emit(desk))
        page.joined.connect(lambda _: self.entered.emit(desk))
        self._turn_to(page)

    def turn_to(self, folder: Path | None) -> None:
        """Go to the desk in ``folder``, to one that is to be made for None."""
        if self.means.doors.turn_to is None:
            return
        self.means = Means(self.means.doors.turn_to(folder), self.means.runner)
        self._name = ""
        self.turned.emit(self.means.doors)
        self.begin()

    def _turn_to_first(self) -> None:
        known = self.means.doors.officers()
        if known:
            self.turn_to(known[0].folder)

    def _take_name(self, page: WelcomePage) -> None:
        self._name = page.name.text()
        self.show_passphrase()

    def _turn_to(self, page: EntrancePage, *, step: int = 0) -> None:
        emptied(self._place)
        self.page = page
        page.entered.connect(self.entered)
        self._steps.setText(
            self.tr("Step {step} of {steps}").format(step=step, steps=FIRST_STEPS) if step else ""
        )
        self._place.addWidget(page)
        field = page.first_field()
        if field is not None:
            field.setFocus()
