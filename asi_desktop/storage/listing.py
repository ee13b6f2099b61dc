"""Pages of lists, read from the projections."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from asi_desktop.domain.dotted import Value
from asi_desktop.storage import references, search_find, tables
from asi_desktop.storage.encoding import values_of
from asi_desktop.storage.list_conditions import NotABound, NotAColumn, conditions, order, searched
from asi_desktop.storage.projections import Listing, listed, overview
from asi_desktop.storage.results import ListPage, ListQuery, Row, SyncState
from asi_desktop.storage.search_find import Asked
from asi_desktop.storage.search_words import SearchWords

__all__ = ["NotABound", "NotAColumn", "count", "ids", "is_sealed", "page", "sync_state"]

MOST_MATCHING = 100_000
"""Records that words are looked for in; of more, the best."""

FEW = 2_000
"""Lines that are found and sorted; of more, the order is walked along until the page is full."""


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
    if searched(query):
        wanted.append(_among(listing, _matching(connection, listing, query, vocabulary)))
    asked = select(func.count()).select_from(listing.table).where(*wanted)
    return connection.execute(asked).scalar_one()


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
    matching: Sequence[int] = ()
    if searched(query):
        matching = _matching(connection, listing, query, vocabulary)
        wanted.append(_among(listing, matching))
        if query.sort is None:
            return _ranked(connection, listing, wanted, matching=matching, query=query)
    table = listing.table
    total = connection.execute(select(func.count()).select_from(table).where(*wanted)).scalar_one()
    ordered = order(listing, query.sort, few=total <= FEW or bool(matching))
    asked = select(table.c.key).where(*wanted).order_by(*ordered).limit(query.limit).offset(query.offset)
    return total, connection.execute(asked).scalars().all()


def _ranked(
    connection: Connection,
    listing: Listing,
    wanted: Sequence[ColumnElement[bool]],
    *,
    matching: Sequence[int],
    query: ListQuery,
) -> tuple[int, Sequence[int]]:
    """Return what ``_found`` does, of those ``matching`` in their order: best first."""
    fitting = set(connection.execute(select(listing.table.c.key).where(*wanted)).scalars())
    best = [key for key in matching if key in fitting]
    return len(best), best[query.offset : query.offset + query.limit]


def _matching(
    connection: Connection, listing: Listing, query: ListQuery, vocabulary: SearchWords | None
) -> Sequence[int]:
    """Return the keys of the records that hold the words of ``query``, best first."""
    asked = Asked(types=(listing.kind.name,), limit=MOST_MATCHING, vocabulary=vocabulary)
    return search_find.keys(connection, query.words, asked=asked)


def _among(listing: Listing, matching: Collection[int]) -> ColumnElement[bool]:
    member = func.json_each(json.dumps(list(matching))).table_valued("value")
    return listing.table.c.key.in_(select(member.c.value))


def _lines(connection: Connection, listing: Listing, found: Sequence[int]) -> Mapping[int, RowMapping]:
    table, record = listing.table, tables.record
    wanted = func.json_each(json.dumps(list(found))).table_valued("value")
    asked = (
        select(
            table.c.key,
            table.c.status,
            table.c.updated_ms,
            table.c.created_ms,
            record.c.id,
            record.c.space,
            record.c.dirty,
            record.c.quarantined,
            is_sealed().label("sealed"),
            overview.c.ref,
            overview.c.title,
            listed.c.shown,
        )
        .join(record, record.c.key == table.c.key)
        .join(overview, overview.c.key == table.c.key)
        .join(listed, listed.c.key == table.c.key)
        .where(table.c.key.in_(select(wanted.c.value)))
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
