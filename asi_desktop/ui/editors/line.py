"""Values on one line: what is typed is read by the domain, and how it was understood stands below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.values import read, show
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.editors.understood import understood
from asi_desktop.ui.furniture import column, label, restyled
from asi_desktop.ui.language import language


class Line(QLineEdit):
    """A line that says when it is left."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setAccessibleName(editor.described.label.to(language()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the line saves it; a menu opened over it is no leaving."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._editor.left.emit()


class LineEditor(Editor):
    """One line for text, numbers, dates, addresses, money and positions, typed as people write them."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.line = Line(self)
        self.line.setPlaceholderText(self._example())
        self.meaning = label("", role="caption")
        self.meaning.hide()
        self.setLayout(column(self.line, self.meaning, spacing=2))
        self.setFocusProxy(self.line)
        self._saved: Value = None
        self._shown = ""
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.left)

    def show_value(self, value: Value) -> None:
        """Show ``value`` as people read it."""
        self._saved = value
        self._shown = show(self.described, value, language())
        self.line.setText(self._shown)
        self.line.setCursorPosition(0)
        self._judge()

    def value(self) -> Value:
        """Return what the line means; text nobody touched means what it meant."""
        if self.line.text() == self._shown:
            return self._saved
        return read(self.described, self.line.text(), language())

    def raw(self) -> Value:
        """Return the line as it stands."""
        return self.line.text()

    def restore(self, raw: Value) -> None:
        """Put typed text back."""
        self.line.setText(str(raw or ""))
        self._judge()

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the line be read and copied only, or changed again."""
        self.line.setReadOnly(read_only)
        restyled(self.line)

    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def _edited(self) -> None:
        self._judge()
        self.typed.emit()

    def _judge(self) -> None:
        """Mark a line that means nothing, and say how one with a meaning was understood."""
        try:
            value, wrong = self.value(), False
        except AppError:
            value, wrong = None, True
        if self.line.property("wrong") != wrong:
            self.line.setProperty("wrong", wrong)
            restyled(self.line)
        words = "" if wrong or value is None else understood(self.described.kind, value)
        self.meaning.setText(words)
        self.meaning.setVisible(bool(words))

    def _example(self) -> str:
        examples = {
            Kind.DATE: self.tr("27/11/2026"),
            Kind.PARTIAL_DATE: self.tr("2026, 11/2026 or 27/11/2026"),
            Kind.PHONE: "+33 1 99 00 12 34",
            Kind.EMAIL: self.tr("name@example.org"),
            Kind.URL: "https://",
            Kind.MONEY: self.tr("1250.00 EUR"),
            Kind.POSITION: self.tr("latitude, longitude"),
        }
        return examples.get(self.described.kind, "")
