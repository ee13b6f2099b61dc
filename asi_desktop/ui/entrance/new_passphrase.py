"""Choosing a passphrase: random words are offered, the rule is told in words while typing, and it is typed
twice."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from asi_desktop.ui.entrance.page import Means
from asi_desktop.ui.entrance.passphrase_edit import PassphraseEdit, wiped
from asi_desktop.ui.furniture import button, column, label, restyled, row
from asi_desktop.ui.language import said


class NewPassphrase(QWidget):
    """Two lines and a sentence.

    ``changed`` with every letter, ``confirmed`` when Enter is pressed in the second.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(self, means: Means) -> None:
        super().__init__()
        self._means = means
        self.offered = label("", role="code", wrap=True, selectable=True)
        self.offered.setAccessibleName(self.tr("Random words offered"))
        self.other = button(self.tr("Other words"), self._offer, kind="quiet", picture="sync")
        self.first = PassphraseEdit(self.tr("New passphrase"))
        self.second = PassphraseEdit(self.tr("The same again"))
        self.sentence = label("", role="caption", wrap=True)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing() * 2)
        self.first.textChanged.connect(self._judge)
        self.second.textChanged.connect(self._judge)
        self.first.returnPressed.connect(self.second.setFocus)
        self.second.returnPressed.connect(self.confirmed)
        offer = row(self.offered, self.other)
        offer.setStretch(0, 1)
        advice = self.tr(
            "Words drawn at random are easy to keep and hard to guess. Write these down for the first days:"
        )
        self.setLayout(
            column(
                label(advice, role="caption", wrap=True),
                offer,
                column(label(self.tr("New passphrase"), role="fieldlabel"), self.first, spacing=4),
                column(label(self.tr("The same again"), role="fieldlabel"), self.second, spacing=4),
                self.sentence,
                spacing=12,
            )
        )
        self._offer()
        self._judge()

    @property
    def acceptable(self) -> bool:
        """Whether both lines agree and the rule is met."""
        typed = self.first.text()
        return bool(typed) and typed == self.second.text() and self._means.doors.weakness(typed) is None

    def taken(self) -> bytearray:
        """Return the passphrase once and forget it here."""
        wiped(self.second.taken())
        return self.first.taken()

    def _offer(self) -> None:
        self.offered.setText(self._means.doors.offered_passphrase())

    def _judge(self) -> None:
        words, role = self._verdict()
        self.sentence.setText(words)
        self.sentence.setProperty("role", role)
        restyled(self.sentence)
        self.changed.emit()

    def _verdict(self) -> tuple[str, str]:
        typed = self.first.text()
        if not typed:
            return self.tr("At least six words, or fourteen characters. It never expires."), "caption"
        weakness = self._means.doors.weakness(typed)
        if weakness is not None:
            return said(weakness), "warning"
        if not self.second.text():
            return self.tr("Strong enough. Type it once more."), "good"
        if typed != self.second.text():
            return self.tr("The two lines differ."), "warning"
        return self.tr("Strong enough, and both lines agree."), "good"
