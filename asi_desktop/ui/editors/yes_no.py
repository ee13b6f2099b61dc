"""Yes, no, or not said: three different things."""

from PySide6.QtWidgets import QPushButton, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field
from asi_desktop.domain.values import show
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.furniture import button, row
from asi_desktop.ui.language import language


class YesNoEditor(Editor):
    """Two buttons that exclude each other; pressing the one that is down lifts it again."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.yes = self._button(answer=True)
        self.no = self._button(answer=False)
        self.setLayout(row(self.yes, self.no, None, spacing=4))
        self.setFocusProxy(self.yes)

    def show_value(self, value: Value) -> None:
        """Show the answer."""
        self.yes.setChecked(value is True)
        self.no.setChecked(value is False)

    def value(self) -> Value:
        """Return True, False or None."""
        if self.yes.isChecked():
            return True
        return False if self.no.isChecked() else None

    def control(self) -> QWidget:
        """Return the button that says yes."""
        return self.yes

    def _button(self, *, answer: bool) -> QPushButton:
        made = button(
            show(self.described, answer, language()), lambda: self._press(answer=answer), kind="chip"
        )
        made.setCheckable(True)
        made.setAccessibleName(f"{self.described.label.to(language())}: {made.text()}")
        return made

    def _press(self, *, answer: bool) -> None:
        other = self.no if answer else self.yes
        other.setChecked(False)
        self.typed.emit()
        self.left.emit()
