"""What is shown when the program itself is at fault: the kind of fault and where in our code, never any
content."""

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from asi_desktop import __version__
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.reading_order import ReadingOrder


class CrashDialog(ReadingOrder, QDialog):
    """Says that nothing saved is lost, shows what may be sent on, and offers to start afresh."""

    def __init__(
        self, fault: BaseException, restart: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in the program"))
        self.report = described(fault)
        shown = QPlainTextEdit(self.report)
        shown.setReadOnly(True)
        shown.setAccessibleName(self.tr("Report of the fault"))
        shown.setFixedHeight(120)
        self.restart_button = button(
            self.tr("Lock and start again"), lambda: self._leave(restart), kind="primary"
        )
        self.continue_button = button(self.tr("Carry on"), self.reject)
        words = self.tr(
            "The program made a mistake of its own. What you saved is safe, and what you typed is kept as an "
            "encrypted draft. "
            "The report below holds no content of your records: send it to your system officer."
        )
        self.setLayout(
            column(
                label(self.tr("Something went wrong in the program"), role="section"),
                label(words, wrap=True),
                shown,
                row(None, self.continue_button, self.restart_button),
                spacing=12,
                margins=(24, 24, 24, 24),
            )
        )
        self.setMinimumWidth(520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=True)

    def _leave(self, restart: Callable[[], None]) -> None:
        self.accept()
        restart()


def described(fault: BaseException) -> str:
    """Return the version, the kind of fault and the places it passed, without any value or message."""
    package = Path(__file__).parents[1]
    lines = [f"ASI Desktop {__version__} · {type(fault).__qualname__}"]
    for frame in traceback.extract_tb(fault.__traceback__):
        path = Path(frame.filename)
        place = path.relative_to(package) if path.is_relative_to(package) else path.name
        lines.append(f"{place}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def catch_faults(show: Callable[[BaseException], None], owner: QObject) -> None:
    """Bring every exception that nobody caught in the window's thread to ``show``, until ``owner`` goes."""
    before = sys.excepthook

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, fault, trace)
        else:
            show(fault.with_traceback(trace))

    def released() -> None:
        sys.excepthook = before

    sys.excepthook = caught
    owner.destroyed.connect(released)
