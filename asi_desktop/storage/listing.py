"""Pages of lists, read from the projections."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, func, select

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text
from asi_desktop.storage import tables
from asi_desktop.storage.columns import RULES, column_name
from asi_desktop.storage.encoding import values_of
from asi_desktop.storage.projections import Listing
from asi_desktop.storage.results import ListPage, ListQuery, Row, SyncState

_SORTS = {
    "ref": "ref",
    "title": "title_key",
    "status": "status",
    "created": "created_ms",
    "updated": "updated_ms",
}
_FILTERS = frozenset({"ref", "title", "status"})


class NotAColumn(Misused):
    """A list cannot be filtered or sorted by this name."""

    code = "not_a_column"
    what = Text(
        fr="La liste « {type} » ne peut pas être filtrée ni triée par « {field} ».",
        en="The list “{type}” cannot be filtered or sorted by “{field}”.",
    )
    next_step = Text(fr="Champs possibles : {possible}.", en="Possible fields: {possible}.")


def page(connection: Connection, listing: Listing, query: ListQuery, *, local_space: bytes) -> ListPage:
    """Return one page; raises NotAColumn."""
    table = listing.table
    conditions = [table.c.deleted == query.deleted, *_conditions(listing, query)]
    total = connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()
    asked = _rows(listing, query).where(*conditions).limit(query.limit).offset(query.offset)
    return ListPage(
        total, tuple(_row(listing, row, local_space) for row in connection.execute(asked).mappings())
    )


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


def _rows(listing: Listing, query: ListQuery) -> Select[*tuple[Any, ...]]:
    table, record = listing.table, tables.record
    ordered = _order(listing, query.sort)
    keys = (
        table.c.id,
        table.c.space,
        table.c.ref,
        table.c.title,
        table.c.status,
        table.c.updated_ms,
        table.c.shown,
    )
    return (
        select(
            *keys,
            record.c.dirty,
            record.c.quarantined,
            is_sealed().label("sealed"),
        )
        .join(record, record.c.key == table.c.key)
        .order_by(*ordered)
    )


def _conditions(listing: Listing, query: ListQuery) -> list[ColumnElement[bool]]:
    table = listing.table
    conditions = [_condition(listing, name, value) for name, value in query.where]
    if query.spaces:
        conditions.append(table.c.space.in_(query.spaces))
    return conditions


def _condition(listing: Listing, name: str, value: str) -> ColumnElement[bool]:
    if name in _FILTERS:
        return listing.table.c[name] == value
    field = listing.fields.get(name)
    if field is None:
        raise _refusal(listing, name, _FILTERS)
    column = listing.table.c[column_name(field)]
    return RULES[field.kind].matches(column, value) if value else column.is_(None)


def _order(listing: Listing, sort: str | None) -> Sequence[ColumnElement[object]]:
    """Return the order: ties by newest record, what has no value last."""
    table = listing.table
    name = "-updated" if sort is None else sort
    descending, bare = name.startswith("-"), name.lstrip("-")
    column = _sorted_column(listing, table, bare)
    first = column.desc() if descending else column.asc()
    return (first if bare in _SORTS else first.nulls_last(), table.c.key.desc())


def _sorted_column(listing: Listing, table: Table, name: str) -> ColumnElement[object]:
    if name in _SORTS:
        return table.c[_SORTS[name]]
    if name == listing.kind.title_field:
        return table.c.title_key
    field = listing.fields.get(name)
    if field is None:
        raise _refusal(listing, name, _SORTS)
    return table.c[column_name(field)]


def _refusal(listing: Listing, name: str, more: frozenset[str] | Mapping[str, str]) -> NotAColumn:
    possible = ", ".join(sorted({*listing.fields, *more}))
    return NotAColumn(type=listing.kind.label, field=name[:80], possible=possible)


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
    )
