"""What the index holds of a record: the words of its texts, the keys of its numbers, how its names sound."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sqlalchemy import Connection, select

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.viewing import Seen, seen, title_of
from asi_desktop.storage import references, search_codes, tables
from asi_desktop.storage.derived import View
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.search_sounds import joined, skeletons
from asi_desktop.storage.search_text import indexed

_TEXTS = frozenset({Kind.TEXT, Kind.RICH, Kind.PHONE, Kind.EMAIL, Kind.URL})
_DAYS = frozenset({Kind.DATE, Kind.PARTIAL_DATE, Kind.INSTANT})
_REFERENCES = frozenset({Kind.REFERENCE, Kind.REFERENCES})
_ISO_DAY = re.compile(r"\d{4}-\d\d")
_AT_ONCE = 500


@dataclass(slots=True)
class Entry:
    """The texts of one record, by where they count: a title, a name, prose; and the keys of its numbers."""

    title: str
    ref: str
    names: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def row(self, key: int) -> "Row":
        """Return the row of the index; each word stands where it counts most."""
        title, names, body = indexed((self.title, self.ref)), indexed(self.names), indexed(self.body)
        columns = {
            "title": title,
            "names": names - title,
            "body": body - title - names,
            "codes": self.codes,
            "skeleton": _sounds((self.title, *self.names)),
        }
        row: dict[str, object] = {name: " ".join(words) for name, words in columns.items()}
        row["key"] = key
        return Row(row, title | names | body)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the index, and the different words of its texts."""

    columns: dict[str, object]
    words: set[str]


def entries(
    connection: Connection, kinds: Mapping[str, RecordType], views: Sequence[View]
) -> Iterator[tuple[View, Entry]]:
    """Yield the entry of each record of a known type that is not deleted."""
    living = [(view, view.kind) for view in views if view.kind is not None and not view.seen.deleted]
    names = _names_of(
        connection, kinds, {target for view, kind in living for target in _targets(kind, view.seen.fields)}
    )
    for view, kind in living:
        yield view, _entry(view, kind, names)


def lends(kind: RecordType | None) -> bool:
    """Tell whether records that name one of this type are found by more of it than its title."""
    return kind is not None and bool(_lent(kind))


def type_key(name: str) -> str:
    """Return the key by which the records of the type ``name`` are told apart."""
    return f"t{name.replace('_', '')}"


def texts(kind: RecordType, fields: Mapping[str, Value]) -> Iterator[str]:
    """Yield the texts that a snippet may be taken from: everything searchable but the title."""
    return (text for one, text in _searched(kind, fields) if one.name != kind.title_field)


def _entry(view: View, kind: RecordType, names: Mapping[bytes, Sequence[str]]) -> Entry:
    fields, ref = view.seen.fields, view.seen.ref
    entry = Entry(view.heading, ref, codes={type_key(kind.name), *search_codes.reference_keys(ref)})
    for one, text in (*_searched(kind, fields), *_disputed(kind, view.seen)):
        short = one.kind is Kind.TEXT and not one.multiline
        if text != entry.title:
            (entry.names if short else entry.body).append(text)
        entry.codes.update(search_codes.keys(text, short=short))
    for target in _targets(kind, fields):
        entry.body += names.get(target, ())
    entry.codes.update(map(search_codes.day_key, _days(kind, fields)))
    return entry


def _sounds(names: Iterable[str]) -> set[str]:
    texts = [name.split() for name in names]
    alone = {word for words in texts for word in words if not ("@" in word or word.isdigit())}
    together = (sounds for words in texts for _, _, sounds in joined(words))
    return set().union(*map(skeletons, alone), *together)


def _searched(kind: RecordType, fields: Mapping[str, Value]) -> Iterator[tuple[Field, str]]:
    searchable = _searchable(kind)
    for name in [name for name in searchable if name in fields]:
        (one, inner), value = searchable[name], fields[name]
        if isinstance(value, str):
            yield one, value
        elif isinstance(value, dict):
            for element in value.values():
                yield from _in_element(inner, element)


def _in_element(inner: Sequence[Field], element: Value) -> Iterator[tuple[Field, str]]:
    if isinstance(element, dict):
        for one in inner:
            value = element.get(one.name)
            if isinstance(value, str):
                yield one, value


def _disputed(kind: RecordType, record: Seen) -> Iterator[tuple[Field, str]]:
    """Yield the values that nobody has chosen between yet; all of them are found."""
    for path, siblings in record.conflicts.items():
        place = kind.at(path)
        for one in siblings:
            if place is not None and isinstance(one.value, str):
                yield place, one.value


@cache
def _searchable(kind: RecordType) -> Mapping[str, tuple[Field, tuple[Field, ...]]]:
    """Return by name the fields whose words are indexed, each list with those of its elements."""
    found: dict[str, tuple[Field, tuple[Field, ...]]] = {}
    for one in kind.fields:
        if one.kind is Kind.LIST:
            inner = tuple(f for f in one.fields if (f.searchable or one.searchable) and f.kind in _TEXTS)
            found |= {one.name: (one, inner)} if inner else {}
        elif (one.searchable or one.name == kind.title_field) and one.kind in _TEXTS:
            found[one.name] = (one, ())
    return found


def _days(kind: RecordType, fields: Mapping[str, Value]) -> Iterator[str]:
    """Yield the days of the listed and the searchable fields, in ISO form."""
    for name in _dated(kind):
        value = fields.get(name)
        day = value.get("utc") if isinstance(value, dict) else value
        if isinstance(day, str) and _ISO_DAY.match(day):
            yield day[:10]


@cache
def _dated(kind: RecordType) -> tuple[str, ...]:
    return tuple(one.name for one in kind.fields if one.kind in _DAYS and (one.listed or one.searchable))


def _targets(kind: RecordType, fields: Mapping[str, Value]) -> Iterator[bytes]:
    """Yield the ids of the records by whose names this one is found; links alone do not count."""
    for name, inner in _referring(kind):
        value = fields.get(name)
        if value is None:
            continue
        if not inner:
            yield from references.targets_of(value)
        elif isinstance(value, dict):
            for element in value.values():
                if isinstance(element, dict):
                    for one in inner:
                        yield from references.targets_of(element.get(one))


@cache
def _referring(kind: RecordType) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the fields that name other records, each list with those of its elements that do."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for one in kind.fields:
        inner = tuple(f.name for f in one.fields if f.kind in _REFERENCES)
        if one.kind in _REFERENCES or (inner and one.name != "links"):
            found.append((one.name, inner))
    return tuple(found)


def _names_of(
    connection: Connection, kinds: Mapping[str, RecordType], targets: set[bytes]
) -> dict[bytes, list[str]]:
    """Return what the records ``targets`` lend to those that name them: their titles and acronyms."""
    table = tables.record
    found: dict[bytes, list[str]] = {}
    wanted = list(targets)
    for start in range(0, len(wanted), _AT_ONCE):
        asked = select(table.c.id, table.c.type, table.c.state)
        for row in connection.execute(asked.where(table.c.id.in_(wanted[start : start + _AT_ONCE]))):
            kind = kinds.get(row.type)
            if kind is not None:
                fields = seen(kind, state_of(row.state)).fields
                lent = [value for one in _lent(kind) if isinstance(value := fields.get(one.name), str)]
                found[row.id] = [title_of(kind, fields), *lent]
    return found


@cache
def _lent(kind: RecordType) -> tuple[Field, ...]:
    """Return the fields beside the title by which those that name a record of this type are found.

    Of an organisation its other names; of a person, whose function is nobody else's name, none.
    """
    if kind.by_name[kind.title_field].personal:
        return ()
    return tuple(
        one
        for one in kind.fields
        if one.searchable and one.kind is Kind.TEXT and not one.multiline and _is_a_name(one, kind)
    )


def _is_a_name(one: Field, kind: RecordType) -> bool:
    return one.name == "acronym" or (one.name.startswith("name_") and one.name != kind.title_field)
