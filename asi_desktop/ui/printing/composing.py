"""Composes the paper of a record from its description: facts apart from assessments, nothing unasked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values import show
from asi_desktop.domain.viewing import title_of
from asi_desktop.ui.printing.hours import Imprint, in_three_zones, printed_words
from asi_desktop.ui.printing.layout import Group, groups_of, short_of
from asi_desktop.ui.printing.marking import is_strict, marking_of, words_of
from asi_desktop.ui.printing.material import NOT_HERE, Material
from asi_desktop.ui.printing.sheet import (
    Block,
    Card,
    Cards,
    Furniture,
    Pair,
    Pairs,
    Part,
    Prose,
    Sheet,
    Table,
)

MOST_COLUMNS = 6
LONGEST_CELL, MOST_LETTERS = 120, 84
"""Letters of a cell, and of the longest words of all columns together, that a table has room for."""
EXERCISE = Text("Exercice", "Exercise")
IN_THE_BIN = Text("Cette fiche est à la corbeille.", "This record is in the bin.")
UNSETTLED = Text(
    "Deux versions attendent un choix ; la première est imprimée : {fields}",
    "Two versions await a choice; the first is printed: {fields}",
)
_SOURCES = frozenset({"sources", "source", "source_grade", "source_of_data"})
_HANDLING = "handling"
"""The vocabulary whose codes are known by their numbers: both are printed."""
_UNREADABLE = frozenset({"polygon"})
"""Fields for machines: an outline in GeoJSON says nothing on paper."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer chose for the paper; private notes and sources only when asked for."""

    language: Language
    private: bool = False
    sources: bool = False

    def allows(self, field: Field) -> bool:
        """Tell whether ``field`` is to be printed."""
        if field.name in _UNREADABLE or field.system:
            return False
        return (self.private or not field.local) and (self.sources or field.name not in _SOURCES)


def composed(material: Material, choices: Choices, imprint: Imprint) -> Sheet:
    """Return ``material`` as it stands on paper."""
    return _Composer(material, choices).sheet(imprint)


class _Composer:
    """Composes one paper; made for one reading of it."""

    def __init__(self, material: Material, choices: Choices) -> None:
        self._kind = material.kind
        self._view = material.view
        self._names = material.names
        self._choices = choices
        self._language = choices.language
        self._title = title_of(material.kind, material.view.fields)

    def sheet(self, imprint: Imprint) -> Sheet:
        """Return the whole paper."""
        marking = marking_of(self._view)
        exercise = self._view.fields.get("exercise") is True
        furniture = Furniture(
            marking=words_of(self._kind, marking, self._language),
            strict=is_strict(marking),
            reference=self._view.ref,
            kind=self._said(self._kind.label),
            printed=printed_words(imprint, self._language),
            watermark=self._said(EXERCISE).upper() if exercise else "",
        )
        parts = tuple(part for group in groups_of(self._kind) if (part := self._part(group)) is not None)
        return Sheet(self._language, furniture, self._title, self._subtitle(), parts, self._remarks())

    def _subtitle(self) -> str:
        states = self._kind.workflow.by_code if self._kind.workflow else {}
        state = states.get(self._view.status)
        status = self._said(state.label) if state else self._view.status
        return " · ".join(filter(None, (self._said(self._kind.label), status)))

    def _remarks(self) -> tuple[str, ...]:
        remarks = [self._said(IN_THE_BIN)] if self._view.deleted else []
        unsettled = []
        for path in self._view.conflicts:
            field = self._kind.by_name.get(path.partition("/")[0].partition("#")[0])
            if field is not None and self._choices.allows(field) and field.label not in unsettled:
                unsettled.append(field.label)
        if unsettled:
            names = ", ".join(self._said(label) for label in unsettled)
            remarks.append(UNSETTLED.filled(self._language, {"fields": names}))
        return tuple(remarks)

    def _part(self, group: Group) -> Part | None:
        described = [self._kind.by_name[name] for name in group.fields if name in self._kind.by_name]
        wanted = [field for field in described if not self._told_by_title(field)]
        facts = self._blocks(wanted, self._view.fields, assessment=False)
        assessments = self._blocks(wanted, self._view.fields, assessment=True)
        if not facts and not assessments:
            return None
        heading = self._said(group.heading) if group.heading else ""
        return Part(heading, _unrepeated(facts, heading), assessments, group.boxed)

    def _told_by_title(self, field: Field) -> bool:
        naming = {"title", self._kind.title_field, *self._kind.title_with}
        value = self._view.fields.get(field.name)
        return field.name in naming and isinstance(value, str) and value in self._title

    def _blocks(
        self, fields: list[Field], values: Mapping[str, Value], *, assessment: bool
    ) -> tuple[Block, ...]:
        """Return the filled ones of ``fields``, short ones gathered before each long one."""
        blocks: list[Block] = []
        pairs: list[Pair] = []
        for field in fields:
            if field.assessment is not assessment or not self._is_told(field, values):
                continue
            value = values[field.name]
            if short_of(field):
                pairs.append(Pair(self._said(field.label), self._shown(field, value)))
                continue
            if pairs:
                blocks.append(Pairs(tuple(pairs)))
                pairs = []
            blocks.append(self._long(field, value))
        return (*blocks, Pairs(tuple(pairs))) if pairs else tuple(blocks)

    def _long(self, field: Field, value: Value) -> Block:
        label = self._said(field.label)
        if field.kind is Kind.LIST and isinstance(value, dict):
            elements = [element for element in value.values() if isinstance(element, dict)]
            return self._listing(field, label, elements)
        return Prose(label, str(value))

    def _listing(self, field: Field, label: str, elements: list[dict[str, Value]]) -> Block:
        used = [inner for inner in field.fields if any(self._is_told(inner, one) for one in elements)]
        rows = tuple(tuple(self._cell(inner, one) for inner in used) for one in elements)
        table = Table(label, tuple(self._said(inner.label) for inner in used), rows)
        if not any(inner.assessment for inner in used) and _fits(table):
            return table
        cards = tuple(self._card(number, used, one) for number, one in enumerate(elements, start=1))
        return Cards(label, cards)

    def _is_told(self, field: Field, values: Mapping[str, Value]) -> bool:
        """Tell whether ``field`` stands on this paper: filled, in place, and asked for."""
        filled = values.get(field.name) not in (None, [], {}, "")
        return filled and field.applies(values) and self._choices.allows(field)

    def _cell(self, field: Field, element: Mapping[str, Value]) -> str:
        return self._shown(field, element.get(field.name)) if field.applies(element) else ""

    def _card(self, number: int, fields: list[Field], element: dict[str, Value]) -> Card:
        naming = [
            field
            for field in fields
            if short_of(field) and not field.assessment and element.get(field.name) not in (None, [], "")
        ][:1]
        title = " ".join([f"{number}.", *(self._cell(field, element) for field in naming)])
        rest = [field for field in fields if field not in naming]
        return Card(
            title,
            self._blocks(rest, element, assessment=False),
            self._blocks(rest, element, assessment=True),
        )

    def _shown(self, field: Field, value: Value) -> str:
        words = partial(show, field, language=self._language)
        match field.kind, value:
            case Kind.REFERENCE, str(one):
                return self._name(one)
            case Kind.REFERENCES, list(several):
                return "; ".join(self._name(str(one)) for one in several)
            case Kind.INSTANT, dict(moment):
                return in_three_zones(words(moment), moment)
            case _, list(codes) if field.vocabulary == _HANDLING:
                return "; ".join(f"{code} – {words([code])}" for code in codes)
        return words(value)

    def _name(self, record: str) -> str:
        return self._said(self._names.get(record, NOT_HERE))

    def _said(self, text: Text) -> str:
        return text.to(self._language)


def _fits(table: Table) -> bool:
    """Tell whether every row is a line of a table that can be read."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    words = [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    cells = [cell for row in table.rows for cell in row]
    return (
        len(columns) <= MOST_COLUMNS
        and sum(words) <= MOST_LETTERS
        and all(len(cell) <= LONGEST_CELL and "\n" not in cell for cell in cells)
    )


def _unrepeated(blocks: tuple[Block, ...], heading: str) -> tuple[Block, ...]:
    """Return ``blocks``, the first without its label when the heading just above says the same."""
    if not blocks or isinstance(blocks[0], Pairs) or blocks[0].label != heading:
        return blocks
    first = blocks[0]
    match first:
        case Prose():
            bare: Block = Prose("", first.text)
        case Table():
            bare = Table("", first.columns, first.rows)
        case Cards():
            bare = Cards("", first.cards)
    return (bare, *blocks[1:])
