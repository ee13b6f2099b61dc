"""Two versions of one field, side by side: who wrote them and when, the differing words marked, one key to
take either."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.domain.values import show
from asi_desktop.ui.differences import marked
from asi_desktop.ui.furniture import button, column, label, row
from asi_desktop.ui.language import language, said
from asi_desktop.ui.moments import ago, full
from asi_desktop.ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asi_desktop.services.results import ConflictValue

MOST_KEYS = 9
BESIDE_FROM = 440


class ConflictStrip(QFrame):
    """``taken`` carries the path and the number of a version; ``rewriting`` the path of a field to write
    anew."""

    taken = Signal(str, int)
    rewriting = Signal(str)

    def __init__(
        self, kind: RecordType, path: str, values: "Sequence[ConflictValue]", *, read_only: bool = False
    ) -> None:
        super().__init__()
        self.path = path
        self.setObjectName("strip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._field = kind.at(path)
        self._numbers = [value.n for value in values][:MOST_KEYS] if not read_only else []
        name = field_words(kind, path)
        heading = (
            self.tr("Two versions of “{field}”")
            if len(values) == 2
            else self.tr("Several versions of “{field}”")
        )
        self.setAccessibleName(heading.format(field=name))
        title = label(heading.format(field=name))
        self.buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._versions: list[QFrame] = []
        for place, value in enumerate(values):
            other = values[1 - place] if len(values) == 2 else values[0 if place else 1]
            self._versions.append(self._version(value, other, read_only=read_only))
        body = column(title, self._grid, spacing=8, margins=(12, 8, 12, 8))
        if not read_only:
            self.third = button(
                self.tr("Write another"), lambda: self.rewriting.emit(path), kind="link", keys="0"
            )
            body.addLayout(row(self.third, None))
        self.setLayout(body)
        self._columns = 0
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one below the other where there is not."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A version's number takes it; 0 writes another."""
        text = event.text()
        if text.isdecimal() and int(text) in self._numbers:
            self.taken.emit(self.path, int(text))
        elif text == "0" and self._numbers:
            self.rewriting.emit(self.path)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        columns = 2 if self.width() >= theme().px(BESIDE_FROM) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, version in enumerate(self._versions):
            self._grid.addWidget(version, place // columns, place % columns)

    def _version(self, value: "ConflictValue", other: "ConflictValue", *, read_only: bool) -> QFrame:
        frame = QFrame()
        frame.setObjectName("value")
        who = value.author or self.tr("another laptop")
        when = label(f"{who} · {ago(value.at_ms)}", role="caption")
        when.setToolTip(full(value.at_ms))
        text = label("", wrap=True, selectable=True)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setText(marked(self._shown(value.value), self._shown(other.value)))
        body = column(when, text, None, spacing=4, margins=(12, 8, 12, 8))
        if not read_only:
            take = button(
                self.tr("Take this one"), lambda: self.taken.emit(self.path, value.n), keys=str(value.n)
            )
            take.setAccessibleName(self.tr("Take the version of {author}").format(author=who))
            self.buttons.append(take)
            body.addLayout(row(take, label(str(value.n), role="keys"), None))
        frame.setLayout(body)
        return frame

    def _shown(self, value: Value) -> str:
        if value is None:
            return self.tr("(empty)")
        return show(self._field, value, language()) if isinstance(self._field, Field) else str(value)


def field_words(kind: RecordType, path: str) -> str:
    """Return what a path is called: "Key points", or "Asks › Due" for a field inside a list."""
    field = kind.at(path)
    name, slash, _ = path.partition("/")
    listing = kind.by_name.get(name)
    words = said(field.label) if field else path
    return f"{said(listing.label)} › {words}" if slash and listing and field is not listing else words
