"""What an officer's hands do: typing letters and pressing keys."""

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

PLAIN = Qt.KeyboardModifier.NoModifier


def type_in(widget: QWidget, letters: str) -> None:
    """Type ``letters`` (ASCII only) into ``widget``."""
    QTest.keyClicks(widget, letters)


def press(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Press ``key`` in ``widget``."""
    QTest.keyClick(widget, key, modifiers)


def pause() -> None:
    """Let the window do what it has put off: lay out, paint, build."""
    for _ in range(12):
        loop = QEventLoop()
        QTimer.singleShot(0, loop.quit)
        loop.exec()
