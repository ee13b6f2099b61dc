"""What is read from the desk for a paper: the record, and what those it refers to are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.records import find_record_type, record_type
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.viewing import title_of
from asi_desktop.ui.printing.marking import marking_of, stricter

if TYPE_CHECKING:
    from asi_desktop.services.desk import Desk
    from asi_desktop.services.results import RecordView

NOT_HERE = Text("fiche non reçue", "record not received yet")
_APART, _TOGETHER = "\u2068", "\u2069"
"""Unicode isolates: a name in Arabic letters must not turn the reference behind it round."""


@dataclass(frozen=True, slots=True)
class Material:
    """A record, its type, and the names of the records that it refers to, by id (hex)."""

    kind: RecordType
    view: "RecordView"
    names: Mapping[str, Text]


def material(desk: "Desk", id_text: str) -> Material:
    """Read the record ``id_text`` and the names of those it refers to; raises NoSuchRecord, UnknownType."""
    view = desk.records.get(id_text)
    kind = record_type(view.type)
    named = {one: _name(desk, view, one) for one in sorted(set(_referred(kind.fields, view.fields)))}
    return Material(kind, view, named)


def _referred(fields: tuple[Field, ...], values: Mapping[str, Value]) -> Iterator[str]:
    for field in fields:
        match field.kind, values.get(field.name):
            case Kind.REFERENCE, str(one):
                yield one
            case Kind.REFERENCES, list(several):
                yield from map(str, several)
            case Kind.LIST, dict(elements):
                for element in elements.values():
                    yield from _referred(field.fields, element if isinstance(element, dict) else {})


def _name(desk: "Desk", paper: "RecordView", record: str) -> Text:
    """Return what to call ``record``: by its reference alone if it is marked more strictly than the paper."""
    if ids.parsed(record) is None:
        return Text(record, record)
    try:
        view = desk.records.get(record)
    except AppError:
        return NOT_HERE
    title = title_of(find_record_type(view.type), view.fields)
    if stricter(marking_of(view), marking_of(paper)) or not title:
        return Text(view.ref, view.ref)
    words = f"{_APART}{title}{_TOGETHER} ({view.ref})" if view.ref else title
    return Text(words, words)
