"""The full-text index: how it is kept in step with the records.

``title`` and ``names`` hold the words of titles and of short texts, ``body`` those of prose and of the names
of other records that this one refers to, ``codes`` the keys of its numbers and of its type, ``skeleton`` how
titles and names sound.
"""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select, text

from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import seen
from asi_desktop.storage import references, search_words, tables
from asi_desktop.storage.derived import View
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.search_entries import entries, lends

VERSION = 3
"""Raised when what the index holds of a record changes."""

_CREATE = """
CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(
    title, names, body, codes, skeleton,
    content='', contentless_delete=1, detail=column, prefix='2 3', tokenize='unicode61 remove_diacritics 0'
)
"""
_DROP = "DROP TABLE IF EXISTS search"

_PUT = (
    "INTO search (rowid, title, names, body, codes, skeleton)"
    " VALUES (:key, :title, :names, :body, :codes, :skeleton)"
)
_INSERT = f"INSERT {_PUT}"
_REPLACE = f"INSERT OR REPLACE {_PUT}"
_DROP_ROW = text("DELETE FROM search WHERE rowid = :key")
_AT_ONCE = 500


def create(connection: Connection) -> None:
    """Make the index, empty, where there is none."""
    connection.exec_driver_sql(_CREATE)
    connection.exec_driver_sql(search_words.CREATE)


def drop(connection: Connection) -> None:
    """Remove the index."""
    connection.exec_driver_sql(_DROP)
    connection.exec_driver_sql(search_words.DROP)


def put(
    connection: Connection,
    kinds: Mapping[str, RecordType],
    views: Sequence[View],
    *,
    naming: Collection[int] = (),
    fresh: bool,
) -> None:
    """Index records, and take the deleted ones out; ``fresh`` ones are not in the index yet.

    ``naming``: the keys of other records that refer to one of these whose title is new; they are indexed
    again, since that title finds them.
    """
    gone = [{"key": view.key} for view in views if view.seen.deleted]
    if gone and not fresh:
        connection.execute(_DROP_ROW, gone)
    _put(connection, kinds, views, fresh=fresh)
    lending = [] if fresh else [view.id for view in views if lends(view.kind)]
    again = {*naming, *references.sources(connection, lending)} - {view.key for view in views}
    wanted = sorted(again)
    for start in range(0, len(wanted), _AT_ONCE):
        _put(connection, kinds, _views(connection, kinds, wanted[start : start + _AT_ONCE]), fresh=False)


def _put(
    connection: Connection, kinds: Mapping[str, RecordType], views: Sequence[View], *, fresh: bool
) -> None:
    rows = [entry.row(view.key) for view, entry in entries(connection, kinds, views)]
    if rows:
        connection.exec_driver_sql(_INSERT if fresh else _REPLACE, [row.columns for row in rows])
        search_words.put(connection, set().union(*(row.words for row in rows)))


def _views(connection: Connection, kinds: Mapping[str, RecordType], keys: Sequence[int]) -> list[View]:
    table = tables.record
    rows = connection.execute(select(table).where(table.c.key.in_(keys))).all()
    return [
        View(
            key=row.key,
            id=row.id,
            space=row.space,
            kind=kinds.get(row.type),
            seen=seen(kinds.get(row.type), state_of(row.state)),
            created_ms=row.created_ms,
            updated_ms=row.updated_ms,
        )
        for row in rows
    ]
