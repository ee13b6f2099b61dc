"""The line-drawn icons of resources/icons, in the colour of the text they stand beside."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from asi_desktop.domain.resources import resource

SIZES_PX = (16, 20, 32, 40, 64)


@cache
def icon(name: str, colour: str) -> QIcon:
    """Return the icon ``name`` drawn in ``colour`` (#rrggbb), sharp on every screen."""
    drawn = QIcon()
    for size in SIZES_PX:
        drawn.addPixmap(pixmap(name, colour, size=size))
    return drawn


def pixmap(name: str, colour: str, *, size: int) -> QPixmap:
    """Return the icon ``name`` in ``colour`` as a square picture of ``size`` px."""
    picture = QPixmap(QSize(size, size))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(_coloured(name, colour))).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


def exists(name: str) -> bool:
    """Whether an icon of that name is drawn."""
    return resource("icons", f"{name}.svg").is_file()


def _coloured(name: str, colour: str) -> bytes:
    return resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode("ascii"))
