"""Navigation, list and record side by side; each keeps its width, a narrow window folds the list away."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from asi_desktop.ui.furniture import column, named_surface
from asi_desktop.ui.navigation import Navigation
from asi_desktop.ui.record_place import RecordPlace
from asi_desktop.ui.screens.screen import Screen
from asi_desktop.ui.theme import theme

LIST_FOLDS_AT = 1100
LEAST_SCREEN = 320
WIDTHS = (236, 404, 726)


class Panes(QSplitter):
    """Shows a screen, and a record beside it when one is open."""

    def __init__(self, navigation: Navigation, record: RecordPlace) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._record = record
        self._screens = QStackedWidget()
        self._screens.setMinimumWidth(theme().px(LEAST_SCREEN))  # the widest screen does not widen the others
        self.setHandleWidth(1)
        side = QWidget()
        named_surface(side, "side")
        side.setLayout(column(navigation, margins=(0, 8, 0, 8)))
        side.setMinimumWidth(theme().px(56))
        for pane in (side, self._screens, record):
            self.addWidget(pane)
        self.setSizes([theme().px(width) for width in WIDTHS])
        for number, stretch in enumerate((0, 2, 3)):
            self.setStretchFactor(number, stretch)
        self.setCollapsible(2, False)  # noqa: FBT003  # Qt's own signature
        record.hide()

    def show_screen(self, screen: Screen) -> None:
        """Show ``screen`` in the middle."""
        if self._screens.indexOf(screen) < 0:
            self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)

    def show_record(self, *, shown: bool) -> None:
        """Show the record beside the screen, or the screen alone."""
        self._record.setVisible(shown)
        self._fold()

    def screen_shown(self) -> Screen | None:
        """Return the screen in the middle."""
        screen = self._screens.currentWidget()
        return screen if isinstance(screen, Screen) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow window folds the list away behind the record."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        folded = self.width() <= theme().px(LIST_FOLDS_AT) and not self._record.isHidden()
        self._screens.setVisible(not folded)
