"""The recovery code on the screen: in groups, to print or to copy, and two groups to type back."""

import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QGridLayout, QLineEdit, QWidget

from asi_desktop.ui.clipboard import copy_privately
from asi_desktop.ui.furniture import button, column, holding, label, row
from asi_desktop.ui.notice_strip import NoticeStrip

ASKED = 2
PER_ROW = 4


class RecoveryCode(QWidget):
    """Shows ``code`` once.

    ``changed`` with every letter of the answers, ``finished`` when Enter is pressed in the last.
    """

    changed = Signal()
    finished = Signal()

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code
        self.groups = code.split("-")
        self.asked = sorted(
            secrets.SystemRandom().sample(range(len(self.groups)), min(ASKED, len(self.groups)))
        )
        self.answers = [self._answer(number) for number in self.asked]
        self.notice = NoticeStrip(self)
        copy = button(self.tr("Copy for 30 seconds"), self._copy, kind="quiet", picture="copy")
        printed = button(self.tr("Print…"), self._print, kind="quiet", picture="print")
        asking = row(
            *(
                column(label(self._asked(number), role="fieldlabel"), answer, spacing=4)
                for number, answer in zip(self.asked, self.answers, strict=True)
            )
        )
        self.setLayout(
            column(
                holding(self._grid(), name="surface"),
                row(printed, copy, None),
                self.notice,
                label(self.tr("To be sure it is kept, type two of its groups:"), wrap=True),
                asking,
                spacing=12,
            )
        )

    @property
    def confirmed(self) -> bool:
        """Whether the groups asked for were typed as they are; letters in either case."""
        return all(
            answer.text().strip().casefold() == self.groups[number].casefold()
            for number, answer in zip(self.asked, self.answers, strict=True)
        )

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(16, 12, 16, 12)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        for number, group in enumerate(self.groups):
            cell = row(
                label(f"{number + 1}", role="caption"), label(group, role="code", selectable=True), None
            )
            grid.addLayout(cell, number // PER_ROW, number % PER_ROW)
        return grid

    def _asked(self, number: int) -> str:
        return self.tr("Group {number}").format(number=number + 1)

    def _answer(self, number: int) -> QLineEdit:
        line = QLineEdit()
        line.setAccessibleName(self._asked(number))
        line.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        line.textChanged.connect(self.changed)
        line.returnPressed.connect(self.finished)
        return line

    def _copy(self) -> None:
        copy_privately(self.code)
        self.notice.tell(self.tr("Copied. It leaves the clipboard in 30 seconds."), tone="calm", fades=True)

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            printed_on(printer, self.tr("ASI Desktop: recovery code"), self.code)


def printed_on(printer: QPrinter, heading: str, code: str) -> None:
    """Print ``code`` large, four groups a line, under ``heading``."""
    painter = QPainter(printer)
    page = printer.pageRect(QPrinter.Unit.DevicePixel)
    painter.setFont(QFont(painter.font().family(), 14))
    line = painter.fontMetrics().lineSpacing()
    painter.drawText(int(page.left()), int(page.top()) + line, heading)
    painter.setFont(QFont("DejaVu Sans Mono", 18))
    step = painter.fontMetrics().lineSpacing() * 2
    groups = code.split("-")
    for start in range(0, len(groups), PER_ROW):
        height = int(page.top()) + 2 * line + step * (start // PER_ROW + 1)
        painter.drawText(int(page.left()), height, "   ".join(groups[start : start + PER_ROW]))
    painter.end()
