"""References: records chosen by searching for them, or made on the spot, and shown by their titles."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.ui.editors.editor import Editor, Found, Surroundings
from asi_desktop.ui.editors.tokens import Token
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, emptied
from asi_desktop.ui.language import language

SEARCH_AFTER_MS = 150
SHOWN_TITLE = 48


class ReferenceEditor(Editor):
    """Tokens that open what they name, and a line that searches; one record or several."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self._several = described.kind is Kind.REFERENCES
        self._ids: list[str] = []
        self._read_only = False
        self._tokens = QWidget()
        self._flow = FlowLayout(self._tokens)
        self.line = QLineEdit()
        self.line.setAccessibleName(described.label.to(language()))
        self.line.setPlaceholderText(self.tr("Search for a record"))
        self.line.installEventFilter(self)
        self.results = QListWidget(self)
        self.results.setObjectName("results")
        self.results.setWindowFlags(Qt.WindowType.ToolTip)
        self.results.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.results.itemClicked.connect(self._take)
        self.results.setAccessibleName(self.tr("Records found"))
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SEARCH_AFTER_MS)
        self._patience.timeout.connect(self._search)
        self.line.textEdited.connect(lambda _: self._patience.start())
        self.setLayout(column(self._tokens, self.line, spacing=4))
        self.setFocusProxy(self.line)

    def show_value(self, value: Value) -> None:
        """Show the records that ``value`` names."""
        given = value if isinstance(value, list) else [value] if value else []
        self._ids = [str(each) for each in given]
        self._lay_out()

    def value(self) -> Value:
        """Return the id, or the ids in order; None when empty."""
        if self._several:
            return [*sorted(self._ids)] or None
        return self._ids[0] if self._ids else None

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the references be followed only, or changed again."""
        self._read_only = read_only
        self._lay_out()

    def control(self) -> QWidget:
        """Return the search line."""
        return self.line

    def choose(self, found: str) -> None:
        """Name the record ``found`` (hex)."""
        self.line.clear()
        self.results.hide()
        others = [each for each in self._ids if each != found] if self._several else []
        self._ids = [*others, found]
        self._change()

    def take_out(self, taken: str) -> None:
        """Name the record ``taken`` no more."""
        self._ids.remove(taken)
        self._change()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter go to the results while the line keeps the focus."""
        if event.type() is QEvent.Type.FocusOut:
            self.results.hide()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.results.isVisible():
            return self._steered(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _steered(self, event: QKeyEvent) -> bool:
        key, at = event.key(), self.results.currentRow()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.results.setCurrentRow(max(0, min(self.results.count() - 1, at + step)))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take(self.results.currentItem())
        elif key == Qt.Key.Key_Escape:
            self.results.hide()
        else:
            return False
        return True

    def _search(self) -> None:
        words = self.line.text().strip()
        if words:
            self.around.find(words, self.described.targets, self, self._found)
        else:
            self.results.hide()

    def _found(self, found: tuple[Found, ...]) -> None:
        self.results.clear()
        for each in found:
            item = QListWidgetItem(f"{each.title}   {self._detail(each)}")
            item.setData(Qt.ItemDataRole.UserRole, each)
            self.results.addItem(item)
        if not found or not self.line.hasFocus():
            self.results.hide()
            return
        self.results.setCurrentRow(0 if found[0].id else -1)  # Enter alone makes no record
        self.results.setFixedWidth(max(320, self.line.width()))
        rows = sum(self.results.sizeHintForRow(number) for number in range(min(8, len(found))))
        self.results.setFixedHeight(rows + 8)
        self.results.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        self.results.show()

    def _detail(self, found: Found) -> str:
        if found.id:
            return found.detail
        words = self.tr("from the directory: {detail}") if found.code else self.tr("new: {detail}")
        return words.format(detail=found.detail)

    def _take(self, item: QListWidgetItem | None) -> None:
        taken = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not isinstance(taken, Found):
            return
        if taken.id:
            self.choose(taken.id)
        else:
            self.results.hide()
            self.around.add(taken, self, self.choose)

    def _change(self) -> None:
        self._lay_out()
        self.typed.emit()
        self.left.emit()

    def _lay_out(self) -> None:
        emptied(self._flow)
        for each in self._ids:
            follow = button("…", partial(self.around.open, each), kind="link")
            token = Token("", self.tr("Take out"), partial(self.take_out, each), follow=follow)
            token.remove.setVisible(not self._read_only)
            self._flow.addWidget(token)
            if ids.parsed(each) is None:  # words from the time when the field held text
                _show_name(follow, Found(each, each))
            else:
                self.around.name(each, follow, partial(_show_name, follow))
        self._tokens.setVisible(bool(self._ids))
        self.line.setVisible(not self._read_only and (self._several or not self._ids))


def _show_name(follow: QPushButton, found: Found) -> None:
    follow.setText(_short(found.title))
    if found.title == "…":
        unknown = QCoreApplication.translate("ReferenceEditor", "Not received yet")
        follow.setAccessibleName(unknown)
        follow.setToolTip(unknown)
    else:
        follow.setAccessibleName(found.title)


def _short(title: str) -> str:
    return title if len(title) <= SHOWN_TITLE else title[: SHOWN_TITLE - 1] + "…"
