"""A list of sub-records: each element a small form of its own, folded to one line until it is wanted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.values import show
from asi_desktop.ui.editors.editor import Assignment, Editor, Found, Surroundings
from asi_desktop.ui.editors.fields import FieldGrid
from asi_desktop.ui.furniture import button, column, holding, icon_button, restyled, row
from asi_desktop.ui.language import language

NEW = "+"
SUMMARY_PARTS = 3
SUMMARY_LENGTH = 90


class Element(QFrame):
    """One element: its summary, and its fields when open.

    ``touched`` with each letter, ``done`` to be saved.
    """

    touched = Signal()
    done = Signal()
    removed = Signal()

    def __init__(self, described: Field, around: Surroundings, number: int) -> None:
        super().__init__()
        self.setObjectName("element")
        self.described = described
        self._around = around
        self._number = number
        self._held: dict[str, Value] = {}
        self._titles: dict[str, str] = {}
        self.grid: FieldGrid | None = None
        self._read_only = False
        self.summary: QPushButton = button("", self._fold, kind="link")
        self.summary.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.remove = icon_button("close", self.tr("Take this element out"), self.removed.emit)
        self._column: QVBoxLayout = column(row(self.summary, self.remove), spacing=4, margins=(12, 0, 0, 4))
        self.setLayout(self._column)

    def show_value(self, values: dict[str, Value]) -> None:
        """Show the element's ``values``, in the summary and in the fields that are not being typed in."""
        self._held = values
        if self.grid is not None:
            self.grid.show_values(values)
        self._summarise()

    def begin(self) -> None:
        """Unfold the fields of a new element, with what they hold unless somebody says otherwise."""
        self.open()
        if self.grid is not None:
            self.grid.show_values(
                {field.name: field.default for field in self.described.fields if field.default is not None}
            )

    def open(self) -> None:
        """Unfold the fields."""
        if self.grid is None:
            self.grid = FieldGrid(self.described.fields, self._around)
            self.grid.show_values(self._held)
            self.grid.set_read_only(read_only=self._read_only)
            self.grid.typed.connect(lambda _: self.touched.emit())
            self.grid.left.connect(lambda _: self.done.emit())
            self._column.addWidget(self.grid)
        self.grid.show()
        self._mark()

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved yet."""
        return self.grid is not None and self.grid.dirty

    @property
    def complete(self) -> bool:
        """Whether a new element holds something, and all that it cannot be without."""
        if self.grid is None:
            return False
        filled = {name for name, box in self.grid.boxes.items() if box.dirty and box.editor.raw()}
        return bool(filled) and all(f.name in filled for f in self.described.fields if f.required_from == "")

    def collect(self) -> list[Assignment]:
        """Return (field, value) of what was typed and not saved yet."""
        return [] if self.grid is None else self.grid.collect()

    def give_back(self) -> None:
        """Know that what was collected could not be saved."""
        if self.grid is not None:
            self.grid.give_back()

    def confirm(self) -> None:
        """Know that what was collected is saved."""
        if self.grid is not None:
            self.grid.confirm()

    def raw(self) -> dict[str, Value]:
        """Return what is typed and not surely saved yet, by field."""
        return {} if self.grid is None else self.grid.raw()

    def restore(self, raw: dict[str, Value]) -> None:
        """Put typed text back."""
        self.open()
        if self.grid is not None:
            self.grid.restore(raw)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the element be read only, or changed again."""
        self._read_only = read_only
        self.remove.setHidden(read_only)
        if self.grid is not None:
            self.grid.set_read_only(read_only=read_only)

    def _fold(self) -> None:
        if self.grid is not None and self.grid.isVisible():
            self.grid.hide()
            self._mark()
        else:
            self.open()

    def _mark(self) -> None:
        self.setProperty("open", self.grid is not None and not self.grid.isHidden())
        restyled(self)

    def _summarise(self) -> None:
        told = [
            field
            for field in self.described.fields
            if field.name in self._held and not isinstance(self._held[field.name], dict | list)
        ]
        parts = [self._told(field, self._held[field.name]) for field in told[:SUMMARY_PARTS]]
        words = " · ".join(part.replace("\n", " ") for part in parts if part)
        words = words if len(words) <= SUMMARY_LENGTH else words[: SUMMARY_LENGTH - 1] + "…"
        words = words or self.tr("new, not filled in yet")
        self.summary.setText(f"{self._number}   {words}")
        self.summary.setAccessibleName(self.summary.text())

    def _told(self, field: Field, value: Value) -> str:
        """Return a value in words; a record by its title, which is looked up once."""
        if field.kind is not Kind.REFERENCE or not isinstance(value, str) or ids.parsed(value) is None:
            return show(field, value, language())
        if value not in self._titles:
            self._titles[value] = "…"
            self._around.name(value, self, self._learned)
        return self._titles[value]

    def _learned(self, found: Found) -> None:
        self._titles[found.id] = found.title
        self._summarise()


class SubRecordsEditor(Editor):
    """The elements in order and a button that adds one. Saves each field of each element by itself."""

    wide = True

    def __init__(self, described: Field, around: Surroundings) -> None:
        super().__init__(described, around)
        self.elements: dict[str, Element] = {}
        self.fresh: list[Element] = []
        self._sent: list[Element] = []
        self._gone: list[str] = []
        self._read_only = False
        self._column = column(spacing=4)
        self.add_button = button(self.tr("Add"), self.add, kind="quiet", picture="plus")
        self.add_button.setAccessibleName(
            self.tr("Add to {list}").format(list=described.label.to(language()))
        )
        self.setLayout(column(holding(self._column), row(self.add_button, None), spacing=4))
        self.setFocusProxy(self.add_button)

    def show_value(self, value: Value) -> None:
        """Show the elements of ``value`` (element id to fields); what is being typed stays."""
        given = value if isinstance(value, dict) else {}
        self._adopt([each for each in given if each not in self.elements])
        for gone in [each for each in self.elements if each not in given]:
            self._let_go(self.elements.pop(gone))
        self._gone = [each for each in self._gone if each in given]
        for number, (each, fields) in enumerate(given.items(), start=1):
            element = self.elements.get(each) or self._grown(each, number)
            element.show_value(fields if isinstance(fields, dict) else {})

    def value(self) -> Value:
        """Return None: a list is saved by its assignments, never whole."""
        return None

    def collect(self) -> list[Assignment]:
        """Return what was typed and not saved yet, as PATH and value.

        A new element waits until it may stand alone.
        """
        name = self.described.name
        found: list[Assignment] = [(f"{name}/{each}", None) for each in self._gone]
        for each, element in self.elements.items():
            found += [(f"{name}/{each}/{field}", value) for field, value in element.collect()]
        for element in [fresh for fresh in self.fresh if fresh.complete]:
            filled: dict[str, Value] = {
                field: value for field, value in element.collect() if value is not None
            }
            found.append((f"{name}/{NEW}", filled))
            self.fresh.remove(element)
            self._sent.append(element)
        return found

    def give_back(self) -> None:
        """Know that what was collected could not be saved."""
        self.fresh += self._sent
        self._sent.clear()
        for element in (*self.elements.values(), *self.fresh):
            element.give_back()

    @property
    def unfinished(self) -> bool:
        """Whether a new element is begun that cannot stand alone yet, or a field means nothing."""
        return any(element.dirty for element in (*self.elements.values(), *self.fresh))

    def raw(self) -> Value:
        """Return what is typed and not saved yet, for the draft."""
        kept: dict[str, Value] = {
            each: element.raw() for each, element in self.elements.items() if element.raw()
        }
        fresh: list[Value] = [element.raw() for element in (*self._sent, *self.fresh) if element.raw()]
        return {"known": kept, "fresh": fresh}

    def restore(self, raw: Value) -> None:
        """Put typed text back."""
        if not isinstance(raw, dict):
            return
        known, fresh = raw.get("known"), raw.get("fresh")
        for each, inner in known.items() if isinstance(known, dict) else ():
            if each in self.elements and isinstance(inner, dict):
                self.elements[each].restore(inner)
        for inner in fresh if isinstance(fresh, list) else ():
            if isinstance(inner, dict):
                self.add().restore(inner)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let the list be read only, or changed again."""
        self._read_only = read_only
        self.add_button.setHidden(read_only)
        for element in (*self.elements.values(), *self.fresh):
            element.set_read_only(read_only=read_only)

    def control(self) -> QWidget:
        """Return the button that adds."""
        return self.add_button

    def add(self) -> Element:
        """Unfold an empty element at the end and return it; it is saved once something stands in it."""
        element = self._element(len(self.elements) + len(self.fresh) + 1)
        element.removed.connect(lambda: self._drop(element))
        element.show_value({})
        element.begin()
        self.fresh.append(element)
        self._column.addWidget(element)
        if element.grid is not None:
            element.grid.focus_first()
        return element

    def take_out(self, each: str) -> None:
        """Take the element ``each`` out of the list."""
        self._gone.append(each)
        self.elements[each].hide()
        self.typed.emit()
        self.left.emit()

    def _drop(self, element: Element) -> None:
        self.fresh.remove(element)
        self._let_go(element)
        self.typed.emit()

    def _let_go(self, element: Element) -> None:
        element.hide()
        element.deleteLater()

    def _adopt(self, unknown: list[str]) -> None:
        """Give the elements that were added and saved here the ids they come back with, in turn."""
        for each, element in zip(unknown, tuple(self._sent), strict=False):
            self._sent.remove(element)
            self.elements[each] = element
            element.confirm()
            element.removed.disconnect()
            element.removed.connect(lambda taken=each: self.take_out(taken))

    def _grown(self, each: str, number: int) -> Element:
        element = self._element(number)
        element.removed.connect(lambda: self.take_out(each))
        self.elements[each] = element
        self._column.insertWidget(number - 1, element)
        return element

    def _element(self, number: int) -> Element:
        element = Element(self.described, self.around, number)
        element.set_read_only(read_only=self._read_only)
        element.touched.connect(self.typed)
        element.done.connect(self.left)
        return element
