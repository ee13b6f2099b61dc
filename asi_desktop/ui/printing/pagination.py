"""Cuts a typeset column into pages: between lines and between table rows, never behind a heading."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextFormat, QTextTable

HEADING = QTextFormat.Property.UserProperty + 1
"""Property of a paragraph that stays with what follows it."""
HEADER_ROW = QTextFormat.Property.UserProperty + 2
"""Property of a table whose first row stands again where the table goes on."""
GAP = QTextFormat.Property.UserProperty + 3
"""Property of an empty paragraph that only keeps two others apart."""
CLOSE = 0.5
"""Heights that differ by less are the same."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What one page shows of the column: from ``top`` to ``bottom``, under a repeated header row if any."""

    top: float
    bottom: float
    header: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class _Cut:
    """A height at which a page may end. ``header``: what stands again at the top of the next page."""

    at: float
    header: tuple[float, float] | None = None


def slices(document: QTextDocument, height: float) -> tuple[Slice, ...]:
    """Return the pages of ``document``, laid out as one column, when a page has room for ``height``."""
    cuts, spare = _cuts(document)
    end = document.size().height()
    found: list[Slice] = []
    top, header = 0.0, None
    while not found or top < end - CLOSE:
        room = height - (header[1] - header[0] if header else 0.0)
        cut = _Cut(end) if end - top <= room + CLOSE else _last(cuts, spare, top, room)
        found.append(Slice(top, cut.at, header))
        top, header = cut.at, cut.header
        if header is not None and header[1] - header[0] > height / 2:
            header = None  # no room is left for what stands under it
    return tuple(found)


def _last(cuts: list[_Cut], spare: list[float], top: float, room: float) -> _Cut:
    """Return the lowest cut on the page; where nothing may be cut, between two lines or right through."""
    fitting = [cut for cut in cuts if top + CLOSE < cut.at <= top + room + CLOSE]
    if fitting:
        return fitting[-1]
    lines = [at for at in spare if top + CLOSE < at <= top + room + CLOSE]
    return _Cut(max(lines, default=top + room))


def _cuts(document: QTextDocument) -> tuple[list[_Cut], list[float]]:
    """Return where a page may end, in order, and the foot of every line for want of anything better."""
    cuts: list[_Cut] = []
    spare: list[float] = []
    rows: dict[int, float] = {}
    table: QTextTable | None = None
    block = document.begin()
    while block.isValid():
        feet = list(_feet(document, block))
        spare += feet
        cursor = QTextCursor(block)
        inside = cast("QTextTable | None", cursor.currentTable())
        if table is not None and inside != table:
            cuts += _row_cuts(table, rows)
            rows = {}
        table = inside
        if inside is not None:
            row = inside.cellAt(cursor).row()
            rows[row] = max(rows.get(row, 0.0), max(feet, default=0.0))
        elif not block.blockFormat().intProperty(HEADING):
            cuts += [_Cut(foot) for foot in _proper(feet)]
        block = block.next()
    if table is not None:
        cuts += _row_cuts(table, rows)
    return sorted(cuts, key=lambda cut: cut.at), spare


def _feet(document: QTextDocument, block: QTextBlock) -> Iterator[float]:
    """Yield the foot of each line of ``block``; a gap has none, since nothing of it is seen."""
    if block.blockFormat().intProperty(GAP):
        return
    lines = block.layout()
    shift = document.documentLayout().blockBoundingRect(block).top()
    for number in range(lines.lineCount()):
        line = lines.lineAt(number)
        yield shift + line.y() + line.height()


def _proper(feet: list[float]) -> list[float]:
    """Return the feet behind which a paragraph may be cut: no single line stays behind or goes ahead."""
    few = 4
    return feet[-1:] if len(feet) < few else [*feet[1:-2], feet[-1]]


def _row_cuts(table: QTextTable, rows: dict[int, float]) -> Iterator[_Cut]:
    shape = table.format()
    below = shape.cellPadding() + shape.border()
    numbers = sorted(rows)
    header = None
    if shape.intProperty(HEADER_ROW) and numbers:
        first = table.document().documentLayout().frameBoundingRect(table).top()
        header = (first - shape.border(), rows[numbers[0]] + below)
    for number in numbers:
        if header is None or number > 0:
            last = number == numbers[-1]
            yield _Cut(rows[number] + below, None if last else header)
