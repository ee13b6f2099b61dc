"""One entry of a list: a vocabulary's code, a country, a language; typing a part of its name finds it."""

from functools import cache

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Language
from asi_desktop.domain.values import read, show
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.ui.editors.editor import Editor, Surroundings
from asi_desktop.ui.furniture import column
from asi_desktop.ui.language import language

FEW = 14
CODE_ROLE = Qt.ItemDataRole.UserRole
VOCABULARIES = {Kind.COUNTRY: "country", Kind.COUNTRIES: "country", Kind.LANGUAGE: "language"}


def vocabulary_name(described: Field) -> str:
    """Return the vocabulary that ``described`` chooses from."""
    return described.vocabulary or VOCABULARIES[described.kind]


@cache
def choices(name: str, spoken: Language, day: str, *, blank: bool) -> QStandardItemModel:
    """Return the entries of the vocabulary ``name`` valid on ``day``, with an empty first line if
    ``blank``."""
    model = QStandardItemModel()
    if blank:
        model.appendRow(_item("—", None))
    for entry in vocabulary(name).choices(day):
        words = entry.label.to(spoken)
        model.appendRow(_item(f"{words} ({entry.code})" if name == "country" else words, entry.code))
    return model


def _item(words: str, code: str | None) -> QStandardItem:
    item = QStandardItem(words)
    item.setData(code, CODE_ROLE)
    item.setEditable(False)
    return item


class Choice(QComboBox):
    """A drop-down that ignores the wheel unless it has the focus, so that scrolling a form changes
    nothing."""

    def __init__(self, editor: Editor) -> None:
        super().__init__(editor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(editor.described.label.to(language()))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the form scroll."""
        event.ignore()


class ChoiceEditor(Editor):
    """A drop-down; a long list is also searched by typing."""

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.box = Choice(self)
        self.box.setModel(choices(vocabulary_name(described), language(), around.day, blank=True))
        self.setLayout(column(self.box))
        self.setFocusProxy(self.box)
        self._foreign: Value = None
        if self.box.count() > FEW:
            self._make_searchable()
        self.box.activated.connect(self._chosen)

    def show_value(self, value: Value) -> None:
        """Show the entry of ``value``; a code of a newer program is shown as it is and kept."""
        place = self.box.findData(value, CODE_ROLE) if value is not None else 0
        self._foreign = value if place < 0 else None
        self.box.setCurrentIndex(place)
        if self.box.isEditable():
            self.box.setEditText("" if value is None else show(self.described, value, language()))
        elif place < 0:
            self.box.setPlaceholderText(show(self.described, value, language()))

    def value(self) -> Value:
        """Return the code; raises UnknownCode for typed text that names none."""
        if not self.box.isEditable():
            return self.box.currentData(CODE_ROLE) if self.box.currentIndex() >= 0 else self._foreign
        text = self.box.currentText().strip()
        if self._foreign is not None and text == show(self.described, self._foreign, language()):
            return self._foreign
        return read(self.described, text.removeprefix("—"), language())

    def raw(self) -> Value:
        """Return the code, or the text when it names none yet."""
        return self.box.currentText() if self.box.isEditable() else self.value()

    def restore(self, raw: Value) -> None:
        """Put the choice or the typed text back."""
        if self.box.isEditable():
            self.box.setEditText(str(raw or ""))
        else:
            self.show_value(raw)

    def control(self) -> QWidget:
        """Return the drop-down."""
        return self.box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the search line saves what it names."""
        if event.type() is QEvent.Type.FocusOut and not self.box.view().isVisible():
            self.left.emit()
        return super().eventFilter(watched, event)

    def _make_searchable(self) -> None:
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.box.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line = QLineEdit()
        self.box.setLineEdit(line)
        self.box.setCompleter(completer)
        line.setAccessibleName(self.box.accessibleName())
        line.setPlaceholderText(self.tr("Type to search"))
        line.textEdited.connect(lambda _: self.typed.emit())
        line.installEventFilter(self)

    def _chosen(self) -> None:
        if self.box.currentIndex() == 0 and self.box.isEditable():
            self.box.setEditText("")
        self.typed.emit()
        self.left.emit()
