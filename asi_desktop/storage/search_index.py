"""The full-text index: what it holds of each record, and how it is asked."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from sqlalchemy import Connection, TextClause, text

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.domain.viewing import seen
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.projections import View, title_of
from asi_desktop.storage.results import Hit, SearchPage
from asi_desktop.storage.search_text import indexed, skeletons, snippet, tokens, wanted

CREATE = """
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
    title, body, names, skeleton,
    content='', contentless_delete=1, prefix='2 3', tokenize='unicode61 remove_diacritics 0'
)
"""
DROP = "DROP TABLE IF EXISTS search"

RANKED_FROM = 4
"""Characters from which on a single word is ranked; below, the newest records come first."""

_MAX_WORDS = 12
_PROSE = frozenset({Kind.TEXT, Kind.RICH, Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.PARTIAL_DATE})

_PUT = "INTO search (rowid, title, body, names, skeleton) VALUES (:key, :title, :body, :names, :skeleton)"
_INSERT = text(f"INSERT {_PUT}")
_REPLACE = text(f"INSERT OR REPLACE {_PUT}")
_DROP_ROW = text("DELETE FROM search WHERE rowid = :key")

_OF_TYPES = " AND rowid IN (SELECT key FROM record WHERE type IN (SELECT value FROM json_each(:types)))"
_MATCHING = " FROM search WHERE search MATCH :words"
_RANKED = " AND rank MATCH 'bm25(10.0, 1.0, 6.0, 2.0)' ORDER BY rank LIMIT :limit"
_NEWEST = " ORDER BY rowid DESC LIMIT :limit"
_SHOWN = (
    "SELECT record.id, record.type, record.state, found.score"
    " FROM (SELECT rowid AS key, {score} AS score{found}) AS found JOIN record ON record.key = found.key"
    " ORDER BY found.score DESC, record.key DESC"
)


@cache
def _statement(*, ranked: bool, typed: bool) -> TextClause:
    found = _MATCHING + (_OF_TYPES if typed else "") + (_RANKED if ranked else _NEWEST)
    return text(_SHOWN.format(score="-rank" if ranked else "0.0", found=found))


@cache
def _count(*, typed: bool) -> TextClause:
    return text("SELECT count(*)" + _MATCHING + (_OF_TYPES if typed else ""))


def put(connection: Connection, views: Sequence[View], *, fresh: bool) -> None:
    """Index records, and take the deleted ones out; ``fresh`` ones are not in the index yet."""
    gone = [{"key": view.key} for view in views if view.seen.deleted]
    rows = [_row(view, view.kind) for view in views if view.kind is not None and not view.seen.deleted]
    if gone and not fresh:
        connection.execute(_DROP_ROW, gone)
    if rows:
        connection.execute(_INSERT if fresh else _REPLACE, rows)


def find(
    connection: Connection, kinds: Mapping[str, RecordType], words: str, *, types: Sequence[str], limit: int
) -> SearchPage:
    """Return the records in which every word begins some word, best first.

    One short word alone is answered by age, newest first: ranking half of the index would take long and
    tell little.
    """
    asked = wanted(words)[:_MAX_WORDS]
    if not asked:
        return SearchPage(0, ())
    terms = {"words": _query(asked), "limit": limit} | ({"types": json.dumps(list(types))} if types else {})
    ranked = len(asked) > 1 or len(asked[0][0]) >= RANKED_FROM
    total = connection.execute(_count(typed=bool(types)), terms).scalar_one()
    beginnings = tuple(word for several in asked for word in several)
    hits = []
    for row in connection.execute(_statement(ranked=ranked, typed=bool(types)), terms):
        kind = kinds.get(row.type)
        fields = seen(kind, state_of(row.state)).fields
        shown = snippet(_texts(kind, fields), beginnings)
        hits.append(Hit(row.id, row.type, title_of(kind, fields), shown, row.score))
    return SearchPage(total, tuple(hits))


def _query(asked: Sequence[tuple[str, ...]]) -> str:
    """Return the FTS5 expression: each word by its beginning, or as a name by its consonants."""
    parts = []
    for several in asked:
        ways = [f'"{word}" *' for word in several]
        ways += [f'skeleton : "{skeleton}"' for skeleton in skeletons(several)]
        parts.append(f"({' OR '.join(ways)})")
    return " AND ".join(parts)


def _row(view: View, kind: RecordType) -> dict[str, object]:
    fields = view.seen.fields
    names = [text for field, text in _searched(kind, fields) if _is_name(field)]
    prose = [text for field, text in _searched(kind, fields) if not _is_name(field)]
    prose += [
        one.value
        for siblings in view.seen.conflicts.values()
        for one in siblings
        if isinstance(one.value, str)
    ]
    named = " ".join(names)
    return {
        "key": view.key,
        "title": indexed(f"{view.title} {view.seen.ref}"),
        "body": indexed("\n".join(prose)),
        "names": indexed(named),
        "skeleton": " ".join(skeletons(tokens(f"{named} {view.title}"))),
    }


def _texts(kind: RecordType | None, fields: dict[str, Value]) -> Iterator[str]:
    """Yield the texts that a snippet may be taken from: everything searchable but the title."""
    if kind is not None:
        yield from (text for field, text in _searched(kind, fields) if field.name != kind.title_field)


def _searched(kind: RecordType, fields: Mapping[str, Value]) -> Iterator[tuple[Field, str]]:
    for field, inner in _searchable(kind):
        value = fields.get(field.name)
        if isinstance(value, str):
            yield field, value
        elif isinstance(value, dict):
            for element in value.values():
                yield from _in_element(inner, element)


def _in_element(inner: Sequence[Field], element: Value) -> Iterator[tuple[Field, str]]:
    if isinstance(element, dict):
        for field in inner:
            value = element.get(field.name)
            if isinstance(value, str):
                yield field, value


@cache
def _searchable(kind: RecordType) -> tuple[tuple[Field, tuple[Field, ...]], ...]:
    """Return the fields whose words are indexed, the title apart, each list with those of its elements."""
    found: list[tuple[Field, tuple[Field, ...]]] = []
    for field in kind.fields:
        if field.kind is Kind.LIST:
            inner = tuple(f for f in field.fields if (f.searchable or field.searchable) and f.kind in _PROSE)
            found += [(field, inner)] if inner else []
        elif field.searchable and field.kind in _PROSE and field.name != kind.title_field:
            found.append((field, ()))
    return tuple(found)


def _is_name(field: Field) -> bool:
    """Tell whether the field holds names of persons, whose spellings vary."""
    return field.personal and field.kind is Kind.TEXT and not field.multiline
