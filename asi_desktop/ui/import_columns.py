"""Where the columns of a table go: each with its first cells and the field that it fills."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea, QWidget

from asi_desktop.exchange.contact_table.headers import NOWHERE, TECHNICAL, targets
from asi_desktop.services.import_results import ColumnView
from asi_desktop.services.import_words import target_label
from asi_desktop.ui.furniture import column, label, name_choice
from asi_desktop.ui.language import language
from asi_desktop.ui.theme import theme

HEIGHT_PX = 220


class _Target(QComboBox):
    """A drop-down that ignores the wheel, so that scrolling the columns changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class ColumnsPanel(QFrame):
    """``changed`` when the officer sends a column elsewhere; ``mapping`` is then what goes where."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QComboBox] = {}
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(self.tr("Columns of the table"))
        words = label(
            self.tr("Each column, its first values, and the field that it fills."), role="caption", wrap=True
        )
        self.setLayout(column(words, self._scroll, spacing=4, margins=(16, 0, 16, 8)))
        self.setMaximumHeight(theme().px(HEIGHT_PX))

    @property
    def mapping(self) -> dict[str, str | None]:
        """The target of each column, None for one that is left out."""
        return {header: box.currentData() or None for header, box in self._boxes.items()}

    def show_columns(self, columns: tuple[ColumnView, ...]) -> None:
        """Show ``columns`` that hold anything; those without a field stand first."""
        filled = sorted((one for one in columns if one.samples), key=lambda one: bool(one.target))
        if {one.header: one.target or None for one in filled} == self.mapping:
            return
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(1, 1)
        self._boxes = {}
        for place, one in enumerate(filled):
            box = self._box(one)
            self._boxes[one.header] = box
            grid.addWidget(label(one.header or "—"), place, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(" · ".join(one.samples), role="muted"), place, 1)
            grid.addWidget(box, place, 2)
        grid.setRowStretch(len(filled), 1)
        inner = QWidget()
        inner.setLayout(grid)
        self._scroll.setWidget(inner)

    def _box(self, one: ColumnView) -> QComboBox:
        box = _Target()
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        name_choice(box, self.tr("Field for the column {name}").format(name=one.header))
        for target in dict.fromkeys((NOWHERE, one.target, *targets(), TECHNICAL)):
            box.addItem(target_label(target, language()), target)
        box.setCurrentIndex(max(0, box.findData(one.target)))
        box.setFixedWidth(theme().px(240))
        box.activated.connect(lambda _: self.changed.emit())
        return box
