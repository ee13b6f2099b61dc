"""The form of a record, derived from its description: sections in the order in which an officer thinks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.domain.workflow import missing
from asi_desktop.ui.editors.editor import Assignment, Surroundings
from asi_desktop.ui.editors.fields import FieldBox, FieldGrid
from asi_desktop.ui.flow import FlowLayout
from asi_desktop.ui.furniture import button, column, emptied, holding, label, named_surface
from asi_desktop.ui.language import said
from asi_desktop.ui.theme import theme

SIDE, BETWEEN = 16, 24
RAIL_FROM = 300
AT_ONCE = 2
"""Sections built before the form is first shown."""


class SectionBox(QFrame):
    """One section: its heading, facts, then assessments in a box of their own.

    Its fields are built when first needed.
    """

    def __init__(self, name: str, heading: str, fields: tuple[Field, ...]) -> None:
        super().__init__()
        self.name = name
        self.fields = fields
        self.grids: list[FieldGrid] = []
        self._heading = heading
        self._body = column(label(heading, role="section"), spacing=12)
        self.setLayout(self._body)

    @property
    def filled(self) -> bool:
        """Whether the fields are built."""
        return bool(self.grids)

    def fill(self, around: Surroundings) -> None:
        """Build the fields."""
        facts = tuple(field for field in self.fields if not field.assessment)
        judgements = tuple(field for field in self.fields if field.assessment)
        named = len(self.fields) > 1 or said(self.fields[0].label) != self._heading
        if facts:
            self.grids.append(FieldGrid(facts, around, named=named))
            self._body.addWidget(self.grids[-1])
        if judgements:
            self.grids.append(FieldGrid(judgements, around, named=named))
            frame = QFrame()
            frame.setObjectName("assessment")
            title = label(self.tr("Assessment, not fact"), role="caption")
            frame.setLayout(column(title, self.grids[-1], spacing=8, margins=(12, 8, 12, 12)))
            self._body.addWidget(frame)

    def applies(self, values: Mapping[str, Value]) -> bool:
        """Whether any field of the section is shown beside ``values``."""
        return any(field.applies(values) for field in self.fields)


class RecordForm(QWidget):
    """All fields of a type. ``typed`` carries the name of a field; ``left``: something is to be saved.

    The first sections are built at once and the others one by one while the window answers, so that a
    long form opens as fast as a short one.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, kind: RecordType, around: Surroundings) -> None:
        super().__init__()
        self.kind = kind
        self._around = around
        self._values: Mapping[str, Value] = {}
        self._read_only = False
        self._demanded: tuple[frozenset[str], str] = (frozenset(), "")
        self._strips: QVBoxLayout = column(spacing=8)
        self._above = holding(self._strips)
        self._above.hide()
        self._body = column(self._above, spacing=BETWEEN, margins=(SIDE, 8, SIDE, 32))
        self.sections = self._shells()
        for each in self.sections:
            self._body.addWidget(each)
        self._body.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._body)
        named_surface(inner, "surface")
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setAccessibleName(said(kind.label))
        self._anchors = FlowLayout(gap=2)
        self._links = {each.name: self._anchor(each) for each in self.sections}
        for link in self._links.values():
            self._anchors.addWidget(link)
        self._anchors.setContentsMargins(SIDE - 4, 0, SIDE, 4)
        self._rail = holding(self._anchors)
        self.setLayout(column(self._rail, self.area, spacing=0))
        self._building = QTimer(self)
        self._building.timeout.connect(self._build_next)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low page shows fields rather than the way to its sections; a wide one two columns."""
        super().resizeEvent(event)
        self._rail.setVisible(self.height() >= theme().px(RAIL_FROM))
        for grid in self._grids:
            grid.fit()

    @property
    def boxes(self) -> dict[str, FieldBox]:
        """The fields that are built, by name."""
        return {name: box for grid in self._grids for name, box in grid.boxes.items()}

    @property
    def dirty(self) -> bool:
        """Whether anything was typed that is not saved yet."""
        return any(grid.dirty for grid in self._grids)

    @property
    def complete(self) -> bool:
        """Whether every section that applies is built."""
        return self._next_shell() is None

    def show_values(self, fields: Mapping[str, Value]) -> None:
        """Show ``fields`` wherever nothing is being typed."""
        self._values = fields
        for section in self.sections:
            applies = section.applies(fields)
            section.setVisible(applies)
            self._links[section.name].setVisible(applies)
            for grid in section.grids:
                grid.show_values(fields)
        while len([each for each in self.sections if each.filled]) < AT_ONCE and not self.complete:
            self._build_next()
        if not self.complete:
            self._building.start()

    def show_demands(self, fields: Mapping[str, Value], target: str, words: str) -> None:
        """Mark quietly what the state ``target`` demands and is still empty; ``words`` say for what."""
        lacking = (
            {path.partition("/")[0] for path, _ in missing(self.kind, fields, target)} if target else set()
        )
        self._demanded = (frozenset(lacking), words)
        self._mark_demands(self._grids)

    def collect(self) -> list[Assignment]:
        """Return what is to be saved, as PATH and value."""
        return [each for grid in self._grids for each in grid.collect()]

    def give_back(self) -> None:
        """Know that what was collected could not be saved."""
        for grid in self._grids:
            grid.give_back()

    def confirm(self) -> None:
        """Know that what was collected is saved."""
        for grid in self._grids:
            grid.confirm()

    def raw(self) -> dict[str, Value]:
        """Return what is typed and not surely saved yet, by field."""
        return {name: text for grid in self._grids for name, text in grid.raw().items()}

    def restore(self, raw: Mapping[str, Value]) -> None:
        """Put typed text back."""
        for section in self.sections:
            if not section.filled and any(field.name in raw for field in section.fields):
                self._build(section)
        for grid in self._grids:
            grid.restore(raw)

    def set_read_only(self, *, read_only: bool) -> None:
        """Let everything be read only, or changed again."""
        self._read_only = read_only
        for grid in self._grids:
            grid.set_read_only(read_only=read_only)

    def put_above(self, strips: Sequence[QWidget]) -> None:
        """Show ``strips`` above the fields, in place of those that stand there."""
        emptied(self._strips)
        for strip in strips:
            self._strips.addWidget(strip)
        self._above.setVisible(bool(strips))

    def focus_field(self, name: str) -> None:
        """Put the focus into the field ``name`` and bring it into view."""
        for section in self.sections:
            if not section.filled and any(field.name == name for field in section.fields):
                self._build(section)
        box = self.boxes.get(name)
        if box is not None:
            box.editor.control().setFocus()
            self.area.ensureWidgetVisible(box)

    def focus_first(self) -> None:
        """Put the focus into the first field."""
        first = next((name for name, box in self.boxes.items() if not box.isHidden()), None)
        if first is not None:
            self.focus_field(first)

    @property
    def _grids(self) -> list[FieldGrid]:
        return [grid for section in self.sections for grid in section.grids]

    def _shells(self) -> list[SectionBox]:
        shells = []
        for section in self.kind.sections:
            fields = tuple(f for f in self.kind.fields if f.section == section.name and not f.system)
            if fields:
                shells.append(SectionBox(section.name, said(section.label), fields))
        return shells

    def _next_shell(self) -> SectionBox | None:
        return next((each for each in self.sections if not each.filled and each.applies(self._values)), None)

    def _build_next(self) -> None:
        section = self._next_shell()
        if section is None:
            self._building.stop()
        else:
            self._build(section)

    def _build(self, section: SectionBox) -> None:
        section.fill(self._around)
        for grid in section.grids:
            grid.show_values(self._values)
            grid.set_read_only(read_only=self._read_only)
            grid.typed.connect(self.typed)
            grid.left.connect(lambda _: self.left.emit())
        self._mark_demands(section.grids)

    def _mark_demands(self, grids: Sequence[FieldGrid]) -> None:
        for grid in grids:
            grid.show_demands(*self._demanded)

    def _anchor(self, section: SectionBox) -> QPushButton:
        heading = next(said(each.label) for each in self.kind.sections if each.name == section.name)
        made = button(heading, lambda: self._go_to(section), kind="anchor")
        made.setAccessibleName(self.tr("Go to {section}").format(section=heading))
        return made

    def _go_to(self, section: SectionBox) -> None:
        if not section.filled:
            self._build(section)
        self.area.verticalScrollBar().setValue(section.y() - 8)
        QTimer.singleShot(0, section.grids[0].focus_first)
