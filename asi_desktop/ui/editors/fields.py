"""A grid of fields as on paper: labels above, at most two columns, help in one line under the label on
focus."""

from collections.abc import Mapping
from contextlib import suppress
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.ui.editors.editor import Assignment, Editor, Surroundings
from asi_desktop.ui.furniture import column, label, row
from asi_desktop.ui.language import language, said
from asi_desktop.ui.theme import theme

TWO_COLUMNS_FROM = 520


class FieldBox(QWidget):
    """One field: its label, its help while it has the focus, its editor, and what is wrong with it."""

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = editor
        self.described = editor.described
        self.dirty = False
        """Whether something was typed that is not saved yet."""
        self.name = label(said(self.described.label), role="fieldlabel", wrap=True)
        self.name.setBuddy(editor.control())
        self.demand = label("", role="caption")
        self.help: QLabel = label(
            said(self.described.help) if self.described.help else "", role="help", wrap=True
        )
        self.help.hide()
        self.trouble = label("", role="danger", wrap=True)
        self.trouble.hide()
        heading = row(self.name, self.demand, spacing=8)
        heading.setStretch(0, 1)
        self.setLayout(column(heading, self.help, editor, self.trouble, spacing=4))

    def show_focus(self, *, focused: bool) -> None:
        """Show the help while the field is being filled in."""
        self.help.setVisible(focused and bool(self.help.text()))

    def tell(self, words: str) -> None:
        """Say what is wrong with the field, or nothing."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))


class FieldGrid(QWidget):
    """The fields of one section or element. ``typed`` and ``left`` carry the name of the field."""

    typed = Signal(str)
    left = Signal(str)

    def __init__(self, fields: tuple[Field, ...], around: Surroundings, *, named: bool = True) -> None:
        super().__init__()
        self.fields = {described.name: described for described in fields if not described.system}
        self.boxes: dict[str, FieldBox] = {}
        """The fields that are built: those that apply, or did at some time."""
        self._surroundings = around
        self._named = named
        self._deciding = _deciding(fields)
        self._shown: list[FieldBox] = []
        self._under_way: set[str] = set()
        self._demanded: tuple[frozenset[str], str] = (frozenset(), "")
        self._read_only = False
        self._columns = 0
        self._held: Mapping[str, Value] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)
        self._arrange()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show ``values`` in every field where nothing is being typed, and only the fields that apply.

        Which apply follows what is chosen, saved or not: a new element asks at once for what its kind has.
        """
        self._held = values
        for name, box in self.boxes.items():
            if not box.dirty or box.described.kind is Kind.LIST:
                box.editor.show_value(values.get(name))
        self._arrange()

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved yet."""
        return any(box.dirty for box in self.boxes.values())

    def collect(self) -> list[Assignment]:
        """Return what is to be saved of all fields that mean something; the others say what is wrong.

        What is collected counts as saved until ``give_back``; it stays in ``raw`` until ``confirm``.
        """
        found: list[Assignment] = []
        for name, box in self.boxes.items():
            if not box.dirty:
                continue
            try:
                pairs = box.editor.collect()
            except AppError as error:
                box.tell(error.message(language()))
                continue
            box.tell("")
            box.dirty = box.editor.unfinished
            found += pairs
            self._under_way.add(name)
        return found

    def give_back(self) -> None:
        """Know that what was collected could not be saved: it stands here as typed."""
        for name in self._under_way:
            self.boxes[name].dirty = True
            self.boxes[name].editor.give_back()
        self._under_way.clear()

    def confirm(self) -> None:
        """Know that what was collected is saved."""
        self._under_way.clear()

    def raw(self) -> dict[str, Value]:
        """Return what is typed and not surely saved yet, as it stands, by field."""
        return {
            name: box.editor.raw() for name, box in self.boxes.items() if box.dirty or name in self._under_way
        }

    def restore(self, raw: Mapping[str, Value]) -> None:
        """Put typed text back."""
        for name, text in raw.items():
            if name in self.fields:
                box = self.boxes.get(name) or self._built(self.fields[name])
                box.dirty = True
                box.editor.restore(text)
        self._arrange()

    def show_demands(self, lacking: frozenset[str], words: str) -> None:
        """Mark the fields ``lacking`` with ``words``, and no others."""
        self._demanded = (lacking, words)
        for name, box in self.boxes.items():
            box.demand.setText(words if name in lacking else "")

    def set_read_only(self, *, read_only: bool) -> None:
        """Let everything be read only, or changed again."""
        self._read_only = read_only
        for box in self.boxes.values():
            box.editor.set_read_only(read_only=read_only)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        if self._shown:
            self._shown[0].editor.control().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take one or two columns, as there is room."""
        if self._wanted_columns() != self._columns:
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show a field's help while the focus is anywhere inside it."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut} and isinstance(watched, QWidget):
            box = self._around(watched)
            if box is not None:
                box.show_focus(focused=event.type() is QEvent.Type.FocusIn)
        return super().eventFilter(watched, event)

    def _built(self, described: Field) -> FieldBox:
        """Build the field: one that does not apply costs nothing until it does."""
        name, editor = described.name, self._surroundings.make(described, self._surroundings)
        box = self.boxes[name] = FieldBox(editor, self)
        lacking, words = self._demanded
        box.demand.setText(words if name in lacking else "")
        box.name.setVisible(self._named)
        editor.show_value(self._held.get(name))
        editor.set_read_only(read_only=self._read_only)
        editor.typed.connect(lambda: self._on_typed(name))
        editor.left.connect(lambda: self.left.emit(name))
        for control in {editor.control(), *editor.findChildren(QWidget)}:
            control.installEventFilter(self)
        return box

    def _on_typed(self, name: str) -> None:
        self.boxes[name].dirty = True
        if name in self._deciding:
            self._arrange()
        self.typed.emit(name)

    def _chosen(self) -> Mapping[str, Value]:
        """Return what stands here now of the fields that decide which others apply."""
        live = dict(self._held)
        for name in self._deciding & self.boxes.keys():
            if self.boxes[name].dirty:
                with suppress(AppError):
                    live[name] = self.boxes[name].editor.value()
        return live

    def _around(self, widget: QWidget) -> FieldBox | None:
        found: QWidget | None = widget
        while found is not None and found is not self:
            if isinstance(found, FieldBox):
                return found if found.parentWidget() is self else None
            found = found.parentWidget()
        return None

    def _wanted_columns(self) -> int:
        return 2 if self._room() >= theme().px(TWO_COLUMNS_FROM) else 1

    def _room(self) -> int:
        """Return how wide the grid may be: its own width follows from its columns, the page's does not."""
        above = self.parentWidget()
        while above is not None:
            page = above.widget() if isinstance(above, QScrollArea) else None
            if isinstance(above, QScrollArea) and page is not None:
                return above.viewport().width() - 2 * self.mapTo(page, QPoint(0, 0)).x()
            above = above.parentWidget()
        return self.width()

    def _arrange(self) -> None:
        """Put the fields that apply into one or two columns, in order; a wide one takes its own line."""
        self._columns = self._wanted_columns()
        before = len(self.boxes)
        self._choose_shown()
        line, place = 0, 0
        for box in self._shown:
            span = self._columns if box.editor.wide else 1
            if place + span > self._columns:
                line, place = line + 1, 0
            self._grid.addWidget(box, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            box.show()
            place += span
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < self._columns else 0)
        if 0 < before < len(self.boxes):
            self._chain()

    def _choose_shown(self) -> None:
        chosen = self._chosen()
        self._shown = []
        for name, described in self.fields.items():
            box = self.boxes.get(name)
            if described.applies(chosen) or (box is not None and box.dirty):
                self._shown.append(box or self._built(described))
            elif box is not None:
                box.hide()
                self._grid.removeWidget(box)

    def _chain(self) -> None:
        """Let the tabulator key reach fields that were built late in the order in which they stand."""
        for one, following in pairwise([each for box in self._shown for each in _controls(box)]):
            QWidget.setTabOrder(one, following)


def _deciding(fields: tuple[Field, ...]) -> frozenset[str]:
    """Return the names of the fields that decide whether others of ``fields`` apply."""
    names: set[str] = set()
    for described in fields:
        condition = described.shown_when
        while condition is not None:
            names.add(condition.field)
            condition = condition.also
    return frozenset(names)


def _controls(box: FieldBox) -> list[QWidget]:
    """Return what the tabulator key reaches inside ``box``, in order; lists that pop up are not inside."""
    inside = [each for each in box.findChildren(QWidget) if each.window() is box.window()]
    reached = [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    return [each for each in reached if each.focusProxy() is None]
