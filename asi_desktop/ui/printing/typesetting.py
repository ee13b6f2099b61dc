"""Typesets a sheet: headings, pairs, prose, tables and cards as one document, alike on every device.

Lengths are tenths of a point; the press scales them to the device, so that pages break at the same words in
the preview, on paper and in a file.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableFormat,
)

from asi_desktop.domain.text import Text
from asi_desktop.ui.printing.pagination import GAP, HEADER_ROW, HEADING
from asi_desktop.ui.printing.prose import Paragraph, paragraphs
from asi_desktop.ui.printing.sheet import Block, Card, Cards, Pair, Pairs, Part, Prose, Sheet, Table

POINT = 10
"""Units of a point."""
BODY, SMALL, LABEL, SECTION, TITLE = 9.5, 8.5, 8, 11, 16
INK, QUIET, RULE, JUDGED, FRAMED = "#111111", "#555555", "#9a9a9a", "#f1f1f1", "#fafafa"
ASSESSMENT = Text("Appréciation — jugement, non un fait", "Assessment — a judgement, not a fact")
LONG_PAIR = 30
"""Characters from which on a pair has a line of its own."""
TABLE_TEXT = 8.5
PADDING = 6.0
CELL = 1.2
LEADING = 1.2
"""Points between two lines."""
BEHIND_TABLE, BEHIND_BOX, ABOVE_BOX = 4.0, 3.0, 3.0

_STAY = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute


@dataclass(frozen=True, slots=True)
class Ground:
    """A box behind the text: around which frame, in which colour. ``depth``: inside how many others."""

    frame: QTextFrame
    colour: str
    depth: int


@dataclass(frozen=True, slots=True)
class Column:
    """A sheet as one endless column, and the boxes behind its text, outer ones first."""

    document: QTextDocument
    grounds: tuple[Ground, ...]


def typeset(sheet: Sheet, width: float) -> Column:
    """Return ``sheet`` as a column of ``width``, in tenths of a point."""
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setUseDesignMetrics(True)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font())
    document.setTextWidth(width)
    typesetter = _Typesetter(document, sheet)
    typesetter.set()
    return Column(document, tuple(sorted(typesetter.grounds, key=lambda one: one.depth)))


def face(points: float, *, bold: bool = False, colour: str = INK) -> QTextCharFormat:
    """Return letters of a size in points."""
    made = QTextCharFormat()
    made.setProperty(QTextFormat.Property.FontPixelSize, round(points * POINT))
    made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    made.setForeground(QBrush(QColor(colour)))
    return made


def _font() -> QFont:
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setPixelSize(round(BODY * POINT))
    return font


class _Typesetter:
    """Writes one sheet into one document, from top to bottom."""

    def __init__(self, document: QTextDocument, sheet: Sheet) -> None:
        self._sheet = sheet
        self._cursor = QTextCursor(document)
        self._fresh = True
        self._depth = 0
        self.grounds: list[Ground] = []

    def set(self) -> None:
        """Write everything."""
        sheet = self._sheet
        self._line(sheet.title or sheet.furniture.reference, face(TITLE, bold=True), below=1)
        self._line(sheet.subtitle, face(SMALL, colour=QUIET), below=5)
        for remark in sheet.remarks:
            self._line(remark, face(SMALL, bold=True), below=4)
        for part in sheet.parts:
            self._part(part)

    def _part(self, part: Part) -> None:
        if part.heading:
            self._line(part.heading, face(SECTION, bold=True), above=8, below=3, heading=True)
        if part.boxed:
            self._in_box(lambda: self._inside(part), ground=FRAMED)
        else:
            self._inside(part)

    def _inside(self, part: Part | Card) -> None:
        self._blocks(part.facts)
        if part.assessments:
            self._in_box(lambda: self._judged(part.assessments), ground=JUDGED)

    def _judged(self, blocks: Sequence[Block]) -> None:
        words = ASSESSMENT.to(self._sheet.language)
        self._line(words, face(LABEL, bold=True, colour=QUIET), below=2, heading=True)
        self._blocks(blocks)

    def _blocks(self, blocks: Sequence[Block]) -> None:
        for block in blocks:
            match block:
                case Pairs():
                    self._pairs(block.pairs)
                case Prose():
                    self._prose(block)
                case Table():
                    self._table(block)
                case Cards():
                    self._cards(block)

    def _line(
        self,
        words: str,
        letters: QTextCharFormat,
        *,
        above: float = 0,
        below: float = 0,
        heading: bool = False,
    ) -> None:
        """Write a paragraph of one face; ``heading`` stays with what follows it. Lengths in points."""
        self._begin(above=above, below=below, heading=heading)
        shape = self._cursor.blockFormat()
        shape.setAlignment(_STAY)
        shape.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._cursor.setBlockFormat(shape)
        self._cursor.insertText(_in_one(words), letters)

    def _begin(self, *, above: float = 0, below: float = 0, indent: float = 0, heading: bool = False) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above * POINT)
        shape.setBottomMargin(below * POINT)
        shape.setLeftMargin(indent * POINT)
        shape.setLineHeight(LEADING * POINT, QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
        shape.setProperty(HEADING, int(heading))
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self._cursor.insertBlock(shape)

    def _prose(self, block: Prose) -> None:
        if block.label:
            self._line(block.label, face(LABEL, colour=QUIET), above=3, below=1, heading=True)
        for paragraph in paragraphs(block.text):
            self._paragraph(paragraph)

    def _paragraph(self, paragraph: Paragraph) -> None:
        self._begin(below=3, indent=8 if paragraph.mark else 0)
        if paragraph.mark:
            self._cursor.insertText(f"{paragraph.mark}\u00a0", face(BODY))
        for run in paragraph.runs:
            letters = face(BODY, bold=run.bold)
            letters.setFontItalic(run.italic)
            self._cursor.insertText(_in_one(run.text), letters)

    def _cards(self, block: Cards) -> None:
        if block.label:
            self._line(block.label, face(BODY, bold=True), above=5, below=2, heading=True)
        for card in block.cards:
            self._line(card.title, face(BODY, bold=True), above=4, below=2, heading=True)
            self._inside(card)

    def _pairs(self, pairs: Sequence[Pair]) -> None:
        lines = _lines_of(pairs)
        shape = _table_shape((20, 30, 20, 30))
        table = self._cursor.insertTable(len(lines), 4, shape)
        for row, line in enumerate(lines):
            for place, pair in enumerate(line):
                _write(table, row, 2 * place, pair.label, face(LABEL, colour=QUIET))
                _lower(table.cellAt(row, 2 * place))
                _write(table, row, 2 * place + 1, pair.value, face(BODY))
            if len(line) == 1:
                table.mergeCells(row, 1, 1, 3)
        self._leave(table, BEHIND_TABLE)

    def _table(self, block: Table) -> None:
        if block.label:
            self._line(block.label, face(BODY, bold=True), above=5, below=2, heading=True)
        shape = _table_shape(_shares(block))
        shape.setBorder(POINT / 2)
        shape.setBorderCollapse(True)
        shape.setBorderBrush(QBrush(QColor(RULE)))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setCellPadding(2.5 * POINT)
        shape.setProperty(HEADER_ROW, 1)
        table = self._cursor.insertTable(len(block.rows) + 1, len(block.columns), shape)
        for column, words in enumerate(block.columns):
            _write(table, 0, column, words, face(LABEL, bold=True))
            cell = table.cellAt(0, column)
            ground = cell.format()
            ground.setBackground(QBrush(QColor(JUDGED)))
            cell.setFormat(ground)
        for row, cells in enumerate(block.rows, start=1):
            for column, words in enumerate(cells):
                _write(table, row, column, words, face(TABLE_TEXT))
        self._leave(table, BEHIND_TABLE)

    def _in_box(self, write: Callable[[], None], *, ground: str) -> None:
        """Let ``write`` write inside a box; the press paints it, since Qt's own frames break badly."""
        shape = QTextFrameFormat()
        shape.setBorder(0)
        shape.setMargin(PADDING * POINT)
        shape.setTopMargin((PADDING + ABOVE_BOX) * POINT)
        frame = self._cursor.insertFrame(shape)
        self._fresh = True
        self._depth += 1
        write()
        self._depth -= 1
        self.grounds.append(Ground(frame, ground, self._depth))
        self._leave(frame, BEHIND_BOX if self._depth == 0 else BEHIND_TABLE / 4)

    def _leave(self, frame: QTextFrame, gap: float) -> None:
        """Go on behind ``frame``: the paragraph that Qt keeps there becomes a gap, in points."""
        self._cursor = QTextCursor(frame.document())
        self._cursor.setPosition(frame.lastPosition() + 1)
        shape = QTextBlockFormat()
        shape.setLineHeight(gap * POINT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        shape.setProperty(GAP, 1)
        self._cursor.setBlockFormat(shape)
        self._fresh = False


def _write(table: QTextTable, row: int, column: int, words: str, letters: QTextCharFormat) -> None:
    cursor = table.cellAt(row, column).firstCursorPosition()
    shape = QTextBlockFormat()
    shape.setAlignment(_STAY)
    cursor.setBlockFormat(shape)
    cursor.insertText(_in_one(words), letters)


def _lower(cell: QTextTableCell) -> None:
    """Put the small letters of ``cell`` on the line of the larger ones beside it."""
    shape = cell.format().toTableCellFormat()
    shape.setTopPadding((CELL + BODY - LABEL) * POINT)
    cell.setFormat(shape)


def _in_one(words: str) -> str:
    """Return ``words`` as one paragraph, its line ends kept."""
    return "\u2028".join(words.splitlines())


def _lines_of(pairs: Sequence[Pair]) -> list[tuple[Pair, ...]]:
    """Return the pairs line by line: two short ones beside each other, a long one alone."""
    lines: list[tuple[Pair, ...]] = []
    waiting: list[Pair] = []
    for pair in pairs:
        if len(pair.value) > LONG_PAIR or "\n" in pair.value:
            lines += [tuple(waiting)] if waiting else []
            lines.append((pair,))
            waiting = []
        else:
            waiting.append(pair)
        if len(waiting) == len(("left", "right")):
            lines.append(tuple(waiting))
            waiting = []
    return [*lines, tuple(waiting)] if waiting else lines


def _table_shape(shares: Sequence[float]) -> QTextTableFormat:
    shape = QTextTableFormat()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setCellPadding(CELL * POINT)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    lengths = [QTextLength(QTextLength.Type.PercentageLength, share) for share in shares]
    shape.setColumnWidthConstraints(lengths)
    return shape


def _shares(block: Table) -> list[float]:
    """Return the width of each column in percent: room for its longest word, then for its longest cell."""
    weights = []
    for column in zip(block.columns, *block.rows, strict=True):
        word = max((len(word) for cell in column for word in cell.split()), default=1)
        weights.append(word + max(len(cell) for cell in column) ** 0.5)
    return [100 * weight / sum(weights) for weight in weights]
