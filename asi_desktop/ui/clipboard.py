"""What is copied here does not stay: gone after 30 seconds and when the desk is locked, if it is still
ours."""

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

STAYS_MS = 30_000


class ClipboardGuard(QObject):
    """Watches the clipboard. Remembers only a digest of what was copied from this program.

    ``ours`` tells whether what the clipboard holds came from here; None: as the system says.
    """

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        stays_ms: int = STAYS_MS,
        ours: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard: QClipboard = QGuiApplication.clipboard()
        self._is_ours = ours or self._clipboard.ownsClipboard
        self._ours = b""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(stays_ms)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        if self._is_ours():
            self._ours = _digest(self._clipboard.text())
            self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard now, if it still holds what was copied here."""
        self._timer.stop()
        if self._ours and _digest(self._clipboard.text()) == self._ours:
            self._clipboard.clear()
        self._ours = b""


def copy_privately(text: str) -> None:
    """Copy ``text`` with the marks that keep it out of the clipboard histories of Windows and KDE."""
    data = QMimeData()
    data.setText(text)
    data.setData("x-kde-passwordManagerHint", QByteArray(b"secret"))
    data.setData(
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"',
        QByteArray(b"\x01"),
    )
    data.setData('application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"', QByteArray(bytes(4)))
    QGuiApplication.clipboard().setMimeData(data)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
