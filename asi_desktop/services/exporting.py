"""Records as documents for other programs: cards of contacts, tables of any one type."""

from collections.abc import Callable, Iterator, Sequence

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.records import find_record_type, record_type
from asi_desktop.domain.schema import Kind, RecordType
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.viewing import Seen, seen
from asi_desktop.exchange.contact_table.writing import Entry, table
from asi_desktop.exchange.vcard.writing import Outgoing, Version, card
from asi_desktop.services.viewing import title
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord

CONTACT = "contact"
_REFERENCES = frozenset({Kind.REFERENCE, Kind.REFERENCES})


class OnlyContacts(Refused):
    """Cards of something else than contacts."""

    code = "only_contacts"
    what = Text(fr="Seuls des contacts deviennent des cartes de visite.", en="Only contacts become cards.")
    next_step = Text(
        fr="Rien n’a été écrit ; choisissez une autre forme, ou des contacts seuls.",
        en="Nothing was written; choose another form, or contacts alone.",
    )


class OneTypeOnly(Refused):
    """A table of several types, or of none."""

    code = "one_type_only"
    what = Text(
        fr="Un tableau ne contient qu’un type de fiche.", en="A table holds records of one type only."
    )
    next_step = Text(
        fr="Rien n’a été écrit ; précisez le type avec --type.",
        en="Nothing was written; say which type with --type.",
    )


def cards(
    reader: Reader, found: Sequence[StoredRecord], *, version: Version, language: Language
) -> Iterator[bytes]:
    """Yield a card for each contact that is not in the bin; raises OnlyContacts for anything else."""
    if any(stored.type != CONTACT for stored in found):
        raise OnlyContacts
    kind, called = record_type(CONTACT), _titles(reader)
    for stored in found:
        view = seen(kind, stored.state)
        if not view.deleted:
            organisation = called(view.fields.get("organisation"))
            yield card(Outgoing(stored.id, view.fields, organisation), version=version, language=language)


def rows(
    reader: Reader, found: Sequence[StoredRecord], *, named: str | None, language: Language
) -> Iterator[bytes]:
    """Yield the lines of a table of records that are not in the bin; of none, the head of the type ``named``.

    Raises OneTypeOnly.
    """
    (*others, name) = {stored.type for stored in found} or {named or ""}
    kind = None if others else find_record_type(name)
    if kind is None:
        raise OneTypeOnly
    called = _titles(reader)
    views = [(stored, seen(kind, stored.state)) for stored in found]
    entries = [_entry(kind, stored, view, called) for stored, view in views if not view.deleted]
    yield from table(kind, entries, language=language)


def _entry(kind: RecordType, stored: StoredRecord, view: Seen, called: Callable[[Value], str]) -> Entry:
    fields = {name: _readable(kind, name, value, called) for name, value in view.fields.items()}
    return Entry(ids.shown(stored.id), view.ref, view.status, fields)


def _readable(kind: RecordType, name: str, value: Value, called: Callable[[Value], str]) -> Value:
    """Return a value with every reference as the title of what it names."""
    field = kind.by_name.get(name)
    if field is None:
        return value
    if field.kind in _REFERENCES:
        return [called(one) for one in value] if isinstance(value, list) else called(value)
    if field.kind is Kind.LIST and isinstance(value, dict):
        inner = {one.name for one in field.fields if one.kind in _REFERENCES}
        return {key: _element(one, inner, called) for key, one in value.items()}
    return value


def _element(element: Value, references: set[str], called: Callable[[Value], str]) -> Value:
    if not isinstance(element, dict):
        return element
    return {name: called(one) if name in references else one for name, one in element.items()}


def _titles(reader: Reader) -> Callable[[Value], str]:
    """Return what gives the title of the record that a reference names; its id when it has not come yet."""
    known: dict[str, str] = {}

    def called(reference: Value) -> str:
        if not isinstance(reference, str) or not reference:
            return ""
        if reference not in known:
            identifier = ids.parsed(reference)
            stored = reader.record(identifier) if identifier else None
            kind = find_record_type(stored.type) if stored else None
            named = title(kind, seen(kind, stored.state).fields) if stored else ""
            known[reference] = named or reference
        return known[reference]

    return called
