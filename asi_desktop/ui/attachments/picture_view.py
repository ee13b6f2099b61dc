"""A picture or a page: fitted to the room there is, enlarged, turned."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPixmap, QTransform, QWheelEvent
from PySide6.QtWidgets import QScrollArea

from asi_desktop.ui.furniture import label

STEP = 1.25
SMALLEST, LARGEST = 0.1, 8.0
EDGES = 2
"""The line around a picture, both sides together, in px."""


class PictureView(QScrollArea):
    """Shows one pixmap. ``zoom`` is a factor of its pixels; None fits it into the view."""

    def __init__(self) -> None:
        super().__init__()
        self.zoom: float | None = None
        self.quarters = 0
        self._whole = QPixmap()
        self._shown = label(role="page")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._shown)
        self.setWidgetResizable(False)
        self.viewport().installEventFilter(self)

    def show_pixmap(self, whole: QPixmap, words: str) -> None:
        """Show ``whole``; ``words`` are what a screen reader says of it."""
        self._whole = whole
        for part in (self, self._shown):
            part.setAccessibleName(words)
        self._draw()

    def fit(self) -> None:
        """Fit the picture into the view."""
        self.zoom = None
        self._draw()

    def enlarge(self, factor: float) -> None:
        """Enlarge by ``factor``; below 1 makes smaller."""
        self.zoom = min(LARGEST, max(SMALLEST, (self.zoom or self._fitting()) * factor))
        self._draw()

    def turn(self) -> None:
        """Turn by a quarter, clockwise."""
        self.quarters = (self.quarters + 1) % 4
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew when the room changes; Ctrl and the wheel enlarge."""
        if event.type() is QEvent.Type.Resize and self.zoom is None:
            self._draw()
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(STEP if event.angleDelta().y() > 0 else 1 / STEP)
            return True
        return super().eventFilter(watched, event)

    def _turned(self) -> QSize:
        size = self._whole.size()
        return size.transposed() if self.quarters % 2 else size

    def _fitting(self) -> float:
        size, room = self._turned(), self.viewport().size()
        if size.isEmpty():
            return 1.0
        return min(1.0, (room.width() - EDGES) / size.width(), (room.height() - EDGES) / size.height())

    def _draw(self) -> None:
        if self._whole.isNull():
            return
        factor = self._fitting() if self.zoom is None else self.zoom
        turned = self._whole.transformed(QTransform().rotate(90 * self.quarters))
        size = (turned.size().toSizeF() * factor).toSize().expandedTo(QSize(1, 1))
        smooth = Qt.TransformationMode.SmoothTransformation
        self._shown.setPixmap(turned.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        self._shown.adjustSize()
