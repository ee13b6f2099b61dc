"""Pages of lists, read from the projections."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, Integer, RowMapping, Text, column, func, select, table

from asi_desktop.domain.dotted import Value
from asi_desktop.storage import references, tables
from asi_desktop.storage.encoding import values_of
from asi_desktop.storage.list_conditions import (
    NotABound,
    NotAColumn,
    conditions,
    narrowed,
    order,
    searched,
    unindexed,
)
from asi_desktop.storage.projections import Listing, listed, overview
from asi_desktop.storage.results import ListPage, ListQuery, Row, SyncState
from asi_desktop.storage.search_find import Asked, Matching
from asi_desktop.storage.search_words import SearchWords

__all__ = ["NotABound", "NotAColumn", "count", "ids", "is_sealed", "page", "sync_state"]

FEW = 2_000
"""Lines that are found and sorted; of more, the order is walked along until the page is full."""

_INDEX = table("search", column("rowid", Integer), column("search", Text))


def page(
    connection: Connection,
    listing: Listing,
    query: ListQuery,
    *,
    local_space: bytes,
    vocabulary: SearchWords | None = None,
) -> ListPage:
    """Return one page; raises NotAColumn, NotABound. ``vocabulary``: as a search takes it."""
    total, found = _found(connection, listing, query, vocabulary)
    lines = _lines(connection, listing, found)
    rows = [_row(listing, lines[key], local_space) for key in found]
    titles = _titles(connection, listing, rows)
    return ListPage(
        total, tuple(rows) if not titles else tuple(_titled(row, listing, titles) for row in rows)
    )


def count(
    connection: Connection, listing: Listing, query: ListQuery, *, vocabulary: SearchWords | None = None
) -> int:
    """Return how many lines ``query`` has on all its pages; raises NotAColumn, NotABound."""
    wanted = conditions(listing, query)
    if not searched(query):
        return _count(connection, listing, wanted)
    matching = _matching(connection, listing, query, vocabulary)
    return _count_matching(connection, listing, wanted, matching=matching, query=query)


def ids(
    connection: Connection, listing: Listing, query: ListQuery, *, vocabulary: SearchWords | None = None
) -> tuple[bytes, ...]:
    """Return the ids of the records on one page, in order; raises NotAColumn, NotABound."""
    found = _found(connection, listing, query, vocabulary)[1]
    record = tables.record
    wanted = func.json_each(json.dumps(list(found))).table_valued("value")
    asked = select(record.c.key, record.c.id).where(record.c.key.in_(select(wanted.c.value)))
    by_key = {row.key: row.id for row in connection.execute(asked)}
    return tuple(by_key[key] for key in found)


def sync_state(*, local: bool, dirty: bool, sealed: bool, quarantined: bool) -> SyncState:
    """Return where a record stands on its way. ``local``: in a space that never had a head office."""
    if local:
        return "local"
    if dirty or sealed:
        return "queued"
    return "quarantined" if quarantined else "at_head_office"


def is_sealed() -> ColumnElement[bool]:
    """Return the condition that a version of the record waits in the outbox."""
    outbox = tables.outbox
    return select(outbox.c.version).where(outbox.c.record == tables.record.c.id).exists()


def _found(
    connection: Connection, listing: Listing, query: ListQuery, vocabulary: SearchWords | None
) -> tuple[int, Sequence[int]]:
    """Return how many lines there are on all pages, and the keys of those of this one."""
    wanted = conditions(listing, query)
    if searched(query):
        matching = _matching(connection, listing, query, vocabulary)
        total = _count_matching(connection, listing, wanted, matching=matching, query=query)
        if not total or query.sort is None:
            return total, _best(connection, listing, wanted, matching=matching, query=query)
        wanted.append(_among(listing, matching.expression, few=total <= FEW))
    else:
        total = _count(connection, listing, wanted)
    ordered = order(listing, query.sort, few=total <= FEW)
    asked = select(listing.table.c.key).where(*wanted).order_by(*ordered)
    return total, connection.execute(asked.limit(query.limit).offset(query.offset)).scalars().all()


def _count(connection: Connection, listing: Listing, wanted: Sequence[ColumnElement[bool]]) -> int:
    asked = select(func.count()).select_from(listing.table).where(*wanted)
    return connection.execute(asked).scalar_one()


def _matching(
    connection: Connection, listing: Listing, query: ListQuery, vocabulary: SearchWords | None
) -> Matching:
    asked = Asked(types=(listing.kind.name,), vocabulary=vocabulary)
    return Matching(connection, query.words, asked=asked)


def _count_matching(
    connection: Connection,
    listing: Listing,
    wanted: Sequence[ColumnElement[bool]],
    *,
    matching: Matching,
    query: ListQuery,
) -> int:
    if not matching.expression or not narrowed(query):
        return matching.count()
    return _count(connection, listing, (*wanted, _among(listing, matching.expression, few=False)))


def _best(
    connection: Connection,
    listing: Listing,
    wanted: Sequence[ColumnElement[bool]],
    *,
    matching: Matching,
    query: ListQuery,
) -> Sequence[int]:
    """Return the keys of the page of what is ``matching``, best first."""
    key = listing.table.c.key

    def newest(words: str, most: int) -> Sequence[int]:
        among = _among(listing, words, few=True)
        asked = select(key).where(*wanted, among).order_by(key.desc()).limit(most)
        return connection.execute(asked).scalars().all()

    end = query.offset + query.limit
    found = matching.best(end, newest if narrowed(query) else matching.newest)
    return found[query.offset : end]


def _among(listing: Listing, words: str, *, few: bool) -> ColumnElement[bool]:
    """Return the condition that the index finds a line by the expression ``words``.

    ``few``: so few that looking up each is cheaper than looking for them along an index.
    """
    key: ColumnElement[int] = listing.table.c.key if few else unindexed(listing.table.c.key)
    return key.in_(select(_INDEX.c.rowid).where(_INDEX.c.search.op("MATCH")(words)))


def _lines(connection: Connection, listing: Listing, found: Sequence[int]) -> Mapping[int, RowMapping]:
    lines, record = listing.table, tables.record
    wanted = func.json_each(json.dumps(list(found))).table_valued("value")
    asked = (
        select(
            lines.c.key,
            lines.c.status,
            lines.c.updated_ms,
            lines.c.created_ms,
            record.c.id,
            record.c.space,
            record.c.dirty,
            record.c.quarantined,
            is_sealed().label("sealed"),
            overview.c.ref,
            overview.c.title,
            listed.c.shown,
        )
        .join(record, record.c.key == lines.c.key)
        .join(overview, overview.c.key == lines.c.key)
        .join(listed, listed.c.key == lines.c.key)
        .where(lines.c.key.in_(select(wanted.c.value)))
    )
    return {row["key"]: row for row in connection.execute(asked).mappings()}


def _row(listing: Listing, row: RowMapping, local_space: bytes) -> Row:
    return Row(
        id=row["id"],
        ref=row["ref"],
        type=listing.kind.name,
        status=row["status"],
        space=row["space"],
        title=row["title"],
        sync_state=sync_state(
            local=row["space"] == local_space,
            dirty=bool(row["dirty"]),
            sealed=bool(row["sealed"]),
            quarantined=bool(row["quarantined"]),
        ),
        updated_ms=row["updated_ms"],
        values=values_of(row["shown"]),
        created_ms=row["created_ms"],
    )


def _titles(connection: Connection, listing: Listing, rows: Sequence[Row]) -> Mapping[bytes, str]:
    """Return the titles of all records that ``rows`` name."""
    named = {
        target for row in rows for value in _naming(listing, row) for target in references.targets_of(value)
    }
    return references.titles(connection, named)


def _titled(row: Row, listing: Listing, titles: Mapping[bytes, str]) -> Row:
    named = {target for value in _naming(listing, row) for target in references.targets_of(value)}
    return replace(row, titles={target.hex(): titles[target] for target in named if target in titles})


def _naming(listing: Listing, row: Row) -> tuple[Value, ...]:
    return tuple(row.values.get(field.name) for field in listing.references)
