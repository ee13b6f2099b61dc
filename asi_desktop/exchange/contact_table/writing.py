"""Records of one type as a table for spreadsheets: every field a column, in the words of the description.

UTF-8 with a mark, since spreadsheets guess wrong without; RFC 4180 quotes; nothing in a cell is a formula
(ASVS 1.2.10).
"""

import codecs
import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values.parsing import NAMED
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.exchange.contact_table.headers import OWN_START
from asi_desktop.exchange.contact_table.table import distinct

MOST_ELEMENTS = 20
"""Elements of a list that have columns; the canonical form carries them all."""

YES = Text("oui", "yes")
NO = Text("non", "no")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\0")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record as a row: its id in hex, its reference, its status, its fields, references by their titles."""

    id: str
    ref: str
    status: str
    fields: Mapping[str, Value]


def table(kind: RecordType, entries: Sequence[Entry], *, language: Language) -> Iterator[bytes]:
    """Yield the lines of a table of ``entries``, all of type ``kind``, the heading first."""
    columns = [*_columns(kind, entries, language)]
    headers = (*OWN_START, "status", *(header for header, _ in columns))
    yield codecs.BOM_UTF8 + _line(distinct(headers))
    for entry in entries:
        cells = (inert(_cell(field, _at(entry.fields, path), language)) for _, (path, field) in columns)
        yield _line([entry.id, inert(entry.ref), inert(entry.status), *cells])


def inert(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula: behind an apostrophe if need be."""
    return f"'{text}" if text.startswith(_FORMULA) else text


Path = tuple[str, int, str]
"""A field, the place of an element in it from 0, the element's field; -1 and "" for the field itself."""


def _columns(
    kind: RecordType, entries: Sequence[Entry], language: Language
) -> Iterator[tuple[str, tuple[Path, Field]]]:
    for field in kind.fields:
        label = field.label.to(language)
        if field.local:
            continue
        if field.kind is not Kind.LIST:
            yield label, ((field.name, -1, ""), field)
            continue
        most = max((len(_elements(entry.fields.get(field.name))) for entry in entries), default=0)
        for place in range(min(most, MOST_ELEMENTS)):
            for inner in field.fields:
                header = f"{label} {place + 1} – {inner.label.to(language)}"
                yield header, ((field.name, place, inner.name), inner)


def _at(fields: Mapping[str, Value], path: Path) -> Value:
    name, place, inner = path
    value = fields.get(name)
    if place < 0:
        return value
    elements = _elements(value)
    return elements[place].get(inner) if place < len(elements) else None


def _elements(value: Value) -> Sequence[Mapping[str, Value]]:
    several: Iterable[Value] = value.values() if isinstance(value, dict) else ()
    return [one for one in several if isinstance(one, dict)]


def _cell(field: Field, value: Value, language: Language) -> str:
    """Return a value as a person reads it; a value with parts is written as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return (YES if value else NO).to(language)
    if isinstance(value, list):
        return "; ".join(_cell(field, one, language) for one in value)
    if isinstance(value, dict):
        return str(value["utc"]) if "utc" in value else json.dumps(value, ensure_ascii=False, sort_keys=True)
    named = field.vocabulary or NAMED.get(field.kind)
    return vocabulary(named).label(str(value), language) if named else str(value)


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()
