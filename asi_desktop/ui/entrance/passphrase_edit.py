"""The line a passphrase is typed into: hidden, forgotten as soon as it is taken, never suggested or kept."""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from asi_desktop.ui.icons import icon
from asi_desktop.ui.theme import theme


class PassphraseEdit(QLineEdit):
    """Gives its text once, as bytes that the taker overwrites. Pasting is allowed; copying out is not."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoPredictiveText | hints.ImhHiddenText)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._reveal = QAction(icon("eye", theme().colours["muted"]), self.tr("Show what is typed"), self)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._revealed)
        self.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)

    def taken(self) -> bytearray:
        """Return what was typed, NFC in UTF-8, and forget it here."""
        typed = bytearray(unicodedata.normalize("NFC", self.text()), "utf-8")
        self.clear()
        return typed

    def _revealed(self, shown: bool) -> None:  # noqa: FBT001  # the signature of the signal
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


def wiped(secret: bytearray) -> None:
    """Overwrite ``secret`` with zeros."""
    secret[:] = bytes(len(secret))
