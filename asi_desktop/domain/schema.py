"""The language in which a record type is described once, so that everything else is derived from it.

Tables, forms, lists, filters, search, export, the JSON Schema and the tests all read these
descriptions. A field is one line; a record type is one file and one line in ``records.RECORD_TYPES``.
"""

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from enum import Enum
from functools import cached_property

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.steps import Condition, Workflow
from asi_desktop.domain.text import Text


class Kind(Enum):
    """What a field holds; ``values`` tells how each is written, read and shown."""

    TEXT = "text"  # one line, or a few with multiline
    RICH = "rich"  # prose, Markdown allowed
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    PARTIAL_DATE = "partial_date"  # a year, a month or a day
    INSTANT = "instant"  # a moment with the offset and zone where it was stated
    COUNTRY = "country"
    LANGUAGE = "language"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    MONEY = "money"
    POSITION = "position"
    CODE = "code"  # one code of a vocabulary
    CODES = "codes"  # a set of them, merged code by code
    COUNTRIES = "countries"  # a set of countries
    REFERENCE = "reference"  # the id of another record
    REFERENCES = "references"  # a set of them
    LIST = "list"  # sub-records, merged element by element


SETS = frozenset({Kind.CODES, Kind.COUNTRIES, Kind.REFERENCES})

CREATION = ""
"""``required_from`` of a field without which the record cannot be made."""

LEAVING = ">"
"""``required_from`` of a field that is demanded on leaving the first state, whichever that is."""

MAX_LENGTHS = {Kind.TEXT: 200, Kind.RICH: 100_000, Kind.PHONE: 60, Kind.EMAIL: 254, Kind.URL: 2_000}
"""Characters that a text may have when its field does not say."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a form, with its heading; sections stand in the order in which an officer thinks."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record or of a list's elements.

    ``required_from``: the state from which on it is demanded, CREATION, LEAVING, or None for never;
    ``required_when`` narrows that to a condition. ``shown_when``: a field that does not apply is not
    shown and never demanded. ``vocabulary`` names the list of a CODE or CODES; ``fields`` are those of
    a LIST's elements; ``targets`` the record types that a reference may name, empty for any.
    ``assessment``: a judgement, kept apart from facts. ``system``: filled by the program, refused to
    callers. ``local``: never leaves the laptop. ``never``: values that the product refuses to hold.
    """

    name: str
    kind: Kind
    label: Text
    _: KW_ONLY
    section: str = ""
    help: Text | None = None
    vocabulary: str | None = None
    fields: tuple["Field", ...] = ()
    targets: tuple[str, ...] = ()
    required_from: str | None = None
    required_when: Condition | None = None
    shown_when: Condition | None = None
    searchable: bool = False
    listed: bool = False
    filterable: bool = False
    personal: bool = False
    assessment: bool = False
    multiline: bool = False
    system: bool = False
    local: bool = False
    max_length: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    default: Value = None
    never: tuple[Value, ...] = ()

    @property
    def longest(self) -> int:
        """The most characters that a text in this field may have."""
        return self.max_length if self.max_length is not None else MAX_LENGTHS.get(self.kind, 200)

    def applies(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the field is shown beside these ``fields`` of the same record or element."""
        return self.shown_when is None or self.shown_when.holds(fields)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class RecordType:
    """Everything the product knows of one kind of record.

    ``code``: the two letters in references. ``title_field``: what names a record in lists, followed by
    the fields ``title_with``.
    ``default_sort``: a field, with ``-`` in front for descending. ``example``: a valid input of
    ``record add`` that is complete enough for every later state.
    """

    name: str
    code: str
    label: Text
    plural: Text
    help: Text
    pillar: str
    navigation: str
    sections: tuple[Section, ...]
    fields: tuple[Field, ...]
    title_field: str
    workflow: Workflow | None
    legal_regime: str
    default_sort: str
    example: dict[str, Value]
    title_with: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<record type {self.name}>"

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by their names."""
        return {field.name: field for field in self.fields}

    @cached_property
    def elements(self) -> Mapping[str, Mapping[str, Field]]:
        """For each list, the fields of its elements by their names."""
        return {
            listing.name: {field.name: field for field in listing.fields}
            for listing in self.fields
            if listing.kind is Kind.LIST
        }

    @cached_property
    def defaults(self) -> Mapping[str, Value]:
        """What a new record holds in fields that were not given."""
        own: dict[str, Value] = {"pillar": self.pillar, "legal_regime": self.legal_regime}
        return {
            field.name: value
            for field in self.fields
            if (value := own.get(field.name, field.default)) is not None
        }

    @cached_property
    def element_defaults(self) -> Mapping[str, dict[str, Value]]:
        """For each list, what a new element holds in fields that were not given."""
        return {
            name: {field.name: field.default for field in inner.values() if field.default is not None}
            for name, inner in self.elements.items()
        }

    @cached_property
    def demanded(self) -> tuple[Field, ...]:
        """Fields without which a record cannot be made."""
        return tuple(field for field in self.fields if field.required_from == CREATION)

    @cached_property
    def listed(self) -> tuple[Field, ...]:
        """The columns of its lists, in order."""
        return tuple(field for field in self.fields if field.listed)

    @cached_property
    def local_names(self) -> frozenset[str]:
        """Names of the fields that never leave the laptop."""
        return frozenset(field.name for field in self.fields if field.local)

    def at(self, path: str) -> Field | None:
        """Return the field that ``path`` belongs to, None when this version does not know it.

        ``asks`` and ``asks/9f…3c`` are the list itself, ``asks/9f…3c/due`` a field of its elements,
        ``audience#business`` the set.
        """
        name, _, rest = path.partition("#")[0].partition("/")
        inner = rest.partition("/")[2]
        return self.elements.get(name, {}).get(inner) if inner else self.by_name.get(name)


def in_section(section: str, *fields: Field) -> tuple[Field, ...]:
    """Return ``fields`` placed in ``section``, so that a description reads like the form."""
    return tuple(replace(field, section=section) for field in fields)


def only_when(condition: Condition, *fields: Field) -> tuple[Field, ...]:
    """Return ``fields`` shown only where ``condition`` holds, beside the conditions of their own."""
    return tuple(replace(field, shown_when=_both(field.shown_when, condition)) for field in fields)


def _both(own: Condition | None, condition: Condition) -> Condition:
    return condition if own is None else replace(own, also=_both(own.also, condition))
