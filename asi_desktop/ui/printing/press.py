"""Puts a typeset sheet on pages, each with its marking above and below, its reference and its number."""

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontDatabase,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextDocument,
)

from asi_desktop.ui.printing.pagination import CLOSE, Slice, slices
from asi_desktop.ui.printing.sheet import Furniture, Sheet
from asi_desktop.ui.printing.typesetting import ABOVE_BOX, INK, PADDING, POINT, QUIET, RULE, Ground, typeset

PAPER = QSizeF(595.0, 842.0) * POINT
"""A4, in tenths of a point."""
SIDE, HEAD, FOOT = 48.0 * POINT, 76.0 * POINT, 72.0 * POINT
PER_INCH, MM_PER_INCH = 72 * POINT, 25.4
ROUNDED = 0.01
"""Share by which a device's own figures for A4 may be rounded."""
STRICT_INK = "#b00020"
WATERMARK_INK = "#e4e4e4"
PDF_DPI = 1200
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
ROOM = QSizeF(PAPER.width() - 2 * SIDE, PAPER.height() - HEAD - FOOT)


@dataclass(frozen=True, slots=True)
class _Letters:
    """How a line of the furniture is written."""

    points: float
    side: Qt.AlignmentFlag = _LEFT
    bold: bool = False
    colour: str = INK


class Pages:
    """A sheet, typeset; ``put_on`` may be called for as many devices as wanted."""

    def __init__(self, sheet: Sheet) -> None:
        self.furniture = sheet.furniture
        self._column = typeset(sheet, ROOM.width())
        self._slices = slices(self._column.document, ROOM.height())

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._slices)

    def put_on(self, device: QPagedPaintDevice, *, first: int = 1, last: int = 0) -> None:
        """Print the pages ``first`` to ``last`` (0: the last) on ``device``, a page of its own for each."""
        painter = QPainter(device)
        numbers = range(max(1, first), min(last or self.count, self.count) + 1)
        for number in numbers:
            if number != numbers.start:
                device.newPage()
            self.paint(painter, number)
        painter.end()

    def paint(self, painter: QPainter, number: int) -> None:
        """Paint one page on a device whose origin is the paper’s corner; smaller where A4 has no room."""
        device = painter.device()
        sheet = QSizeF(device.widthMM(), device.heightMM()) / MM_PER_INCH * PER_INCH
        fit = min(1.0, sheet.width() / PAPER.width() + ROUNDED, sheet.height() / PAPER.height() + ROUNDED)
        painter.save()
        painter.scale(fit * device.logicalDpiX() / PER_INCH, fit * device.logicalDpiY() / PER_INCH)
        shown = self._slices[number - 1]
        self._paint_grounds(painter, shown)
        if self.furniture.watermark:
            _watermark(painter, self.furniture.watermark)
        _head(painter, self.furniture)
        _foot(painter, self.furniture, number, self.count)
        place = HEAD
        if shown.header is not None:
            self._paint_text(painter, *shown.header, place)
            place += shown.header[1] - shown.header[0]
        self._paint_text(painter, shown.top, shown.bottom, place)
        painter.restore()

    def _paint_text(self, painter: QPainter, top: float, bottom: float, place: float) -> None:
        """Paint the column from ``top`` to ``bottom``, beginning at the height ``place`` of the paper."""
        painter.save()
        painter.translate(SIDE, place - top)
        context = QAbstractTextDocumentLayout.PaintContext()
        area = QRectF(-POINT, top, ROOM.width() + 2 * POINT, bottom - top)
        painter.setClipRect(area)
        context.clip = area.adjusted(0, CLOSE, 0, -CLOSE)  # or lines that only touch it were drawn, unseen
        self._column.document.documentLayout().draw(painter, context)
        painter.restore()

    def _paint_grounds(self, painter: QPainter, shown: Slice) -> None:
        """Paint the boxes behind the text of a page; one that goes on over the page is open at that end."""
        shift = HEAD - shown.top + (shown.header[1] - shown.header[0] if shown.header else 0.0)
        for ground in self._column.grounds:
            top, bottom = _heights(self._column.document, ground)
            first, last = max(top, shown.top), min(bottom, shown.bottom)
            if last - first <= CLOSE:
                continue
            inset = ground.depth * PADDING * POINT
            area = QRectF(SIDE + inset, first + shift, ROOM.width() - 2 * inset, last - first)
            painter.fillRect(area, QColor(ground.colour))
            painter.setPen(QPen(QColor(RULE), POINT / 2))
            painter.drawLine(area.topLeft(), area.bottomLeft())
            painter.drawLine(area.topRight(), area.bottomRight())
            if first == top:
                painter.drawLine(area.topLeft(), area.topRight())
            if last == bottom:
                painter.drawLine(area.bottomLeft(), area.bottomRight())


def _heights(document: QTextDocument, ground: Ground) -> tuple[float, float]:
    """Return where the box ``ground`` begins and ends in the column."""
    area = document.documentLayout().frameBoundingRect(ground.frame)
    return area.top() + ABOVE_BOX * POINT, area.bottom()


def pdf_of(pages: Pages) -> bytes:
    """Return ``pages`` as a PDF file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(pages.furniture.reference)
    writer.setCreator("ASI Desktop")
    writer.setResolution(PDF_DPI)
    prepare(writer)
    pages.put_on(writer)
    del writer  # it writes the end of the file when it goes
    return bytes(buffer.data().data())


def prepare(device: QPagedPaintDevice) -> None:
    """Give ``device`` the paper that the pages are made for: A4, its margins being part of the page."""
    device.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    device.setPageOrientation(QPageLayout.Orientation.Portrait)
    device.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)


def _head(painter: QPainter, furniture: Furniture) -> None:
    _marking(painter, furniture, QRectF(SIDE, 22 * POINT, ROOM.width(), 22 * POINT))
    line = QRectF(SIDE, 48 * POINT, ROOM.width(), 14 * POINT)
    _words(painter, line, furniture.reference, _Letters(8.5, bold=True))
    _words(painter, line, furniture.kind, _Letters(8.5, _RIGHT))
    _rule(painter, 65 * POINT)


def _foot(painter: QPainter, furniture: Furniture, number: int, count: int) -> None:
    top = PAPER.height() - FOOT
    _rule(painter, top + 10 * POINT)
    line = QRectF(SIDE, top + 14 * POINT, ROOM.width(), 12 * POINT)
    _words(painter, line, furniture.printed, _Letters(7, colour=QUIET))
    _words(painter, line, f"{number}/{count}", _Letters(8.5, _RIGHT))
    _marking(painter, furniture, QRectF(SIDE, top + 30 * POINT, ROOM.width(), 22 * POINT))


def _marking(painter: QPainter, furniture: Furniture, area: QRectF) -> None:
    """Write the marking in the middle of ``area``; a strict one is large, red and framed."""
    size = 12 if furniture.strict else 9
    font = _font(size, bold=True)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(furniture.marking)
    while width > area.width() - 2 * size * POINT and size > 6:
        size -= 1
        painter.setFont(_font(size, bold=True))
        width = painter.fontMetrics().horizontalAdvance(furniture.marking)
    colour = QColor(STRICT_INK if furniture.strict else INK)
    if furniture.strict:
        frame = QRectF(0, 0, width + 2 * size * POINT, area.height())
        frame.moveCenter(area.center())
        painter.setPen(QPen(colour, 1.2 * POINT))
        painter.drawRect(frame)
    painter.setPen(colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, furniture.marking)


def _words(painter: QPainter, area: QRectF, words: str, letters: "_Letters") -> None:
    painter.setFont(_font(letters.points, bold=letters.bold))
    painter.setPen(QColor(letters.colour))
    painter.drawText(area, letters.side | Qt.AlignmentFlag.AlignVCenter, words)


def _rule(painter: QPainter, height: float) -> None:
    painter.setPen(QPen(QColor(RULE), 0.5 * POINT))
    painter.drawLine(round(SIDE), round(height), round(PAPER.width() - SIDE), round(height))


def _watermark(painter: QPainter, words: str) -> None:
    """Write ``words`` across the page, behind everything."""
    painter.save()
    painter.translate(PAPER.width() / 2, PAPER.height() / 2)
    painter.rotate(-52)
    painter.setFont(_font(96, bold=True))
    painter.setPen(QColor(WATERMARK_INK))
    area = QRectF(-PAPER.height() / 2, -80 * POINT, PAPER.height(), 160 * POINT)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)
    painter.restore()


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setPixelSize(round(points * POINT))
    font.setBold(bold)
    return font
