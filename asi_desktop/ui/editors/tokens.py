"""Sets: a short list as buttons that stay down, a long one as tokens with a line to add another."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QListView, QPushButton, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.values import show
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.ui.editors.choice import CODE_ROLE, FEW, choices, vocabulary_name
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, emptied, icon_button, label, row
from asi_desktop.ui.language import language


class Token(QFrame):
    """One member of a set, with a button that takes it out."""

    def __init__(
        self, words: str, removal: str, remove: Callable[[], None], *, follow: QPushButton | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("token")
        self.words = follow or label(words, role="caption")
        self.remove = icon_button("close", removal, remove)
        self.remove.setFixedSize(20, 20)
        self.setLayout(row(self.words, self.remove, spacing=2, margins=(10, 0, 2, 0)))


class ChipsEditor(Editor):
    """A set from a short vocabulary: one button per code."""

    wide = True

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.chips: dict[str, QPushButton] = {}
        self._foreign: list[str] = []
        self._flow = FlowLayout(self)
        for entry in vocabulary(vocabulary_name(described)).choices(around.day):
            self._add(entry.code, entry.label.to(language()))
        self.setFocusProxy(self.control())

    def show_value(self, value: Value) -> None:
        """Press the buttons of the codes; codes of a newer program are kept."""
        codes = [str(code) for code in value] if isinstance(value, list) else []
        self._foreign = [code for code in codes if code not in self.chips]
        for code, chip in self.chips.items():
            chip.setChecked(code in codes)

    def value(self) -> Value:
        """Return the codes in order, None when empty."""
        pressed = [code for code, chip in self.chips.items() if chip.isChecked()]
        return [*sorted([*pressed, *self._foreign])] or None

    def control(self) -> QWidget:
        """Return the first button."""
        return next(iter(self.chips.values()), self)

    def _add(self, code: str, words: str) -> None:
        chip = button(words, self._press, kind="chip")
        chip.setCheckable(True)
        chip.setAccessibleName(f"{self.described.label.to(language())}: {words}")
        self.chips[code] = chip
        self._flow.addWidget(chip)

    def _press(self) -> None:
        self.typed.emit()
        self.left.emit()


class TokensEditor(Editor):
    """A set from a long vocabulary: tokens, and a line that finds more."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self._codes: list[str] = []
        self._read_only = False
        self._name = vocabulary_name(described)
        self._tokens = QWidget()
        self._flow = FlowLayout(self._tokens)
        self.line = QLineEdit()
        self.line.setAccessibleName(described.label.to(language()))
        self.line.setPlaceholderText(self.tr("Type to add"))
        self._completer = QCompleter(choices(self._name, language(), around.day, blank=False), self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.clicked.connect(self._completed)
        self.line.setCompleter(self._completer)
        self.line.returnPressed.connect(self._entered)
        self.setLayout(column(self._tokens, self.line, spacing=4))
        self.setFocusProxy(self.line)

    def show_value(self, value: Value) -> None:
        """Show the members as tokens."""
        self._codes = [str(code) for code in value] if isinstance(value, list) else []
        self._lay_out()

    def value(self) -> Value:
        """Return the members in order, None when empty."""
        return [*sorted(self._codes)] or None

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the set be read only, or changed again."""
        self._read_only = read_only
        self.line.setHidden(read_only)
        self._lay_out()

    def control(self) -> QWidget:
        """Return the line."""
        return self.line

    def add(self, code: str) -> None:
        """Put ``code`` into the set."""
        self.line.clear()
        if code not in self._codes:
            self._codes.append(code)
            self._change()

    def take_out(self, code: str) -> None:
        """Take ``code`` out of the set."""
        self._codes.remove(code)
        self._change()

    def _completed(self, index: QModelIndex) -> None:
        self._popup.hide()
        self.add(str(index.data(CODE_ROLE)))

    def _entered(self) -> None:
        """Take the line that is marked, otherwise the first that fits."""
        marked = self._popup.currentIndex() if self._popup.isVisible() else QModelIndex()
        self._popup.hide()
        if marked.isValid():
            self.add(str(marked.data(CODE_ROLE)))
        elif self.line.text().strip() and self._completer.completionCount() > 0:
            self.add(str(self._completer.currentIndex().data(CODE_ROLE)))

    def _change(self) -> None:
        self._lay_out()
        self.typed.emit()
        self.left.emit()

    def _lay_out(self) -> None:
        emptied(self._flow)
        for code in self._codes:
            words = show(self.described, [code], language())
            token = Token(words, self.tr("Take out {name}").format(name=words), partial(self.take_out, code))
            token.remove.setVisible(not self._read_only)
            self._flow.addWidget(token)
        self._tokens.setVisible(bool(self._codes))
        self._tokens.updateGeometry()


def set_editor(described: Field, around: Surroundings) -> Editor:
    """Return buttons for a short vocabulary, tokens for a long one."""
    entries = vocabulary(vocabulary_name(described)).choices(around.day)
    few = described.kind is Kind.CODES and len(entries) <= FEW
    return ChipsEditor(described, around) if few else TokensEditor(described, around)
