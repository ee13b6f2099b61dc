"""Text of several lines, which grows with what is written."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field
from asi_desktop.domain.values import parse
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.furniture import column, label, restyled
from asi_desktop.ui.language import language
from asi_desktop.ui.theme import theme

LEAST_LINES, MOST_LINES = 2, 18
COUNTED_FROM = 0.8
"""The share of the allowed length from which on the characters are counted on the screen."""


class Prose(QPlainTextEdit):
    """A plain text box as high as its text, within bounds. Tab leaves it, as in every other field."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setTabChangesFocus(True)
        self.setAccessibleName(editor.described.label.to(language()))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the box saves it."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._editor.left.emit()

    def _fit(self) -> None:
        lines = max(LEAST_LINES, min(MOST_LINES, int(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + theme().px(20)
        if height != self.minimumHeight():
            self.setFixedHeight(height)


class ProseEditor(Editor):
    """Rich text as plain text, and text of a few lines."""

    wide = True

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.prose = Prose(self)
        self.count = label("", role="caption")
        self.count.hide()
        self.setLayout(column(self.prose, self.count, spacing=2))
        self.setFocusProxy(self.prose)
        self._showing = False
        self.prose.textChanged.connect(self._edited)

    def show_value(self, value: Value) -> None:
        """Show ``value``, keeping the place of the cursor where it can."""
        self._showing = True
        if self.prose.toPlainText() != (value or ""):
            self.prose.setPlainText(str(value or ""))
        self._showing = False
        self._judge()

    def value(self) -> Value:
        """Return the text, None when empty; raises TooLong."""
        return parse(self.described, self.prose.toPlainText())

    def raw(self) -> Value:
        """Return the text as it stands."""
        return self.prose.toPlainText()

    def restore(self, raw: Value) -> None:
        """Put typed text back."""
        self.show_value(raw)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the text be read and copied only, or changed again."""
        self.prose.setReadOnly(read_only)
        restyled(self.prose)

    def control(self) -> QWidget:
        """Return the text box."""
        return self.prose

    def _edited(self) -> None:
        self._judge()
        if not self._showing:
            self.typed.emit()

    def _judge(self) -> None:
        length, longest = len(self.prose.toPlainText()), self.described.longest
        self.count.setVisible(length > longest * COUNTED_FROM)
        self.count.setText(self.tr("{length} of {longest} characters").format(length=length, longest=longest))
        wrong = length > longest
        if self.prose.property("wrong") != wrong:
            self.prose.setProperty("wrong", wrong)
            restyled(self.prose)
