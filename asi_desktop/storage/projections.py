"""What lists read: one table per record type, derived from its description and rebuilt when that changes.

Nothing here is truth. ``overview`` has a line for every record of whatever type, ``conflict`` one for every
value that nobody has chosen yet, ``reference`` one for every record that another names, ``list_<type>`` the
columns by which a type's list is filtered and sorted, and ``listed`` what its lines show.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from asi_desktop.domain.schema import Field, Kind, RecordType
from asi_desktop.protocol.packing import packed
from asi_desktop.storage import references
from asi_desktop.storage.columns import MARKED, RULES, cell_targets, column_name, column_of, title_column
from asi_desktop.storage.derived import View, metadata, overview, title_of
from asi_desktop.storage.encoding import values_bytes
from asi_desktop.storage.search_text import plain
from asi_desktop.storage.tables import Blob

__all__ = ["Listing", "View", "conflict", "listed", "metadata", "overview", "put", "title_of"]

VERSION = 3
"""Raised when what is derived changes though no description does."""

_AT_ONCE = 500
_NAMED = SQLiteDialect_pysqlite(paramstyle="named")
_USUAL = frozenset({Kind.COUNTRIES, Kind.DATE})
"""Kinds of field that lists are filtered by whether they show them or not: where, and until when."""

conflict = Table(
    "conflict",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    sqlite_with_rowid=False,
)
listed = Table("listed", metadata, Column("key", Integer, primary_key=True), Column("shown", Blob))
"""What the lines of all lists show, apart from what they are found by: pages of a list stay narrow."""


class Listing:
    """The table of one record type's list."""

    def __init__(self, kind: RecordType) -> None:
        self.kind = kind
        self.fields: Mapping[str, Field] = {
            field.name: field
            for field in kind.fields
            if (field.listed or field.filterable or field.name == kind.default_sort.lstrip("-"))
            and field.kind in RULES
        }
        self.references = tuple(field for field in self.fields.values() if refers(field))
        """The columns that show the titles of other records."""
        self.table = self._table()
        self._empty: Mapping[str, None] = dict.fromkeys(self.table.c.keys())
        self._cells = {
            name: (column_name(field), RULES[field.kind].cell) for name, field in self.fields.items()
        }

    @property
    def fingerprint(self) -> bytes:
        """What the table and the search index hold for this type.

        Another value means that they are out of date.
        """
        kind = self.kind
        described = [
            (f.name, f.kind.value, f.listed, f.filterable, f.searchable, f.personal, f.multiline)
            for field in kind.fields
            for f in (field, *field.fields)
        ]
        order = kind.workflow.order if kind.workflow else ()
        parts = packed((VERSION, kind.title_field, kind.title_with, kind.default_sort, order, described))
        return hashlib.sha256(parts).digest()

    def row(self, view: View, titles: Mapping[bytes, str]) -> dict[str, object]:
        """Return the line of one record. ``titles``: of the records that it names, by id."""
        row: dict[str, object] = {
            **self._empty,
            "key": view.key,
            "space": view.space,
            "ref": view.seen.ref,
            "title_key": plain(view.heading),
            "status": view.seen.status,
            "deleted": view.seen.deleted,
            "created_ms": view.created_ms,
            "updated_ms": view.updated_ms,
        }
        for name, value in view.seen.fields.items():
            if name in self._cells:
                column, cell = self._cells[name]
                row[column] = cell(value)
        if self.references:
            row.update(self.title_keys(row, titles))
        return row

    def title_keys(self, row: Mapping[str, object], titles: Mapping[bytes, str]) -> dict[str, object]:
        """Return what the line sorts by in its columns that show titles."""
        return {
            title_column(field): _title_key(cell_targets(row[column_name(field)]), titles)
            for field in self.references
        }

    def shown(self, view: View) -> dict[str, object]:
        """Return what the line of one record shows."""
        values = view.seen.fields
        filled = {name: values[name] for name in self.fields if values.get(name) not in (None, [], {})}
        return {"key": view.key, "shown": values_bytes(filled)}

    def targets(self, view: View) -> set[bytes]:
        """Return the ids of the records whose titles the line of one record shows."""
        values = view.seen.fields
        return {
            target for field in self.references for target in references.targets_of(values.get(field.name))
        }

    def _table(self) -> Table:
        own = [column for field in self.fields.values() if (column := column_of(field)) is not None]
        name = f"list_{self.kind.name}"
        table = Table(
            name,
            MetaData(),
            Column("key", Integer, primary_key=True),
            Column("deleted", Boolean, nullable=False),
            Column("status", Text, nullable=False),
            Column("updated_ms", Integer, nullable=False),
            Column("created_ms", Integer, nullable=False),
            Column("space", Blob, nullable=False),
            Column("ref", Text, nullable=False),
            Column("title_key", Text, nullable=False),
            *own,
            *(Column(title_column(field), Text) for field in self.references),
        )
        for column in self._sorted_columns(table):
            Index(f"ix_{name}_{column.name}", table.c.deleted, column, table.c.key.desc(), table.c.status)
        for column in (table.c.updated_ms, table.c.created_ms):
            Index(f"ix_{name}_{column.name}", table.c.deleted, column, table.c.key, table.c.status)
        Index(f"ix_{name}_status", table.c.deleted, table.c.status, table.c.updated_ms, table.c.key)
        for column in self._marks(table):
            rest = (table.c.deleted, column, table.c.key.desc(), table.c.status)
            Index(f"ix_{name}_{column.name}", *rest, sqlite_where=column == MARKED)
        return table

    def _sorted_columns(self, table: Table) -> tuple[Column[object], ...]:
        """Return the columns that lists are sorted by: each has an index, which also knows the status.

        So a page, and the count of a state or of a value, is read from the index alone.
        """
        shown = [field for field in self.fields.values() if self._is_sorted(field)]
        own = [table.c[title_column(field) if refers(field) else column_name(field)] for field in shown]
        return (table.c.title_key, table.c.ref, *own)

    def _marks(self, table: Table) -> Iterator[Column[object]]:
        """Yield the columns of yes or no that are not sorted by: their indexes hold the few with a yes."""
        for field in self.fields.values():
            if field.kind is Kind.BOOLEAN and not self._is_sorted(field):
                yield table.c[column_name(field)]

    def _is_sorted(self, field: Field) -> bool:
        if field.name == self.kind.title_field:
            return False  # the title has its own
        by_default = field.name == self.kind.default_sort.lstrip("-")
        return field.listed or by_default or field.kind in _USUAL


def refers(field: Field) -> bool:
    """Tell whether ``field`` names other records."""
    return field.kind in {Kind.REFERENCE, Kind.REFERENCES}


def put(
    connection: Connection, listings: Mapping[str, Listing], views: Sequence[View], *, fresh: bool
) -> frozenset[int]:
    """Write the lines of records: ``fresh`` ones have none yet, the others are replaced.

    Replacing makes SQLite keep a copy of every page that it touches, so it is not done where nothing can be
    there. Returns the keys of the other records that name one whose title is new: their lists follow here,
    and whatever else shows that title is out of date.
    """
    if not views:
        return frozenset()
    retitled = [view.id for view in views] if fresh else _retitled(connection, views)
    _put(connection, overview, [_overview_row(view) for view in views], fresh=fresh)
    _put_conflicts(connection, views, fresh=fresh)
    references.put(connection, views, fresh=fresh)
    for name in {view.kind.name for view in views if view.kind is not None}:
        _put_list(connection, listings[name], [view for view in views if _is(view, name)], fresh=fresh)
    naming = references.sources(connection, retitled) - {view.key for view in views}
    if naming:
        _retitle(connection, listings, naming)
    return naming


def _is(view: View, name: str) -> bool:
    return view.kind is not None and view.kind.name == name


def _put_list(connection: Connection, listing: Listing, views: Sequence[View], *, fresh: bool) -> None:
    named = {target for view in views for target in listing.targets(view)} if listing.references else set()
    titles = references.titles(connection, named)
    _put(connection, listing.table, [listing.row(view, titles) for view in views], fresh=fresh)
    _put(connection, listed, [listing.shown(view) for view in views], fresh=fresh)


def _put(connection: Connection, table: Table, rows: list[dict[str, object]], *, fresh: bool) -> None:
    """Write whole lines: their values go to the driver as they are, since those are many and plain."""
    connection.exec_driver_sql(_statement(table, fresh=fresh), rows)


@cache
def _statement(table: Table, *, fresh: bool) -> str:
    wanted = insert(table) if fresh else insert(table).prefix_with("OR REPLACE")
    return str(wanted.compile(dialect=_NAMED))


def _overview_row(view: View) -> dict[str, object]:
    return {"key": view.key, "ref": view.seen.ref, "title": view.heading, "deleted": view.seen.deleted}


def _put_conflicts(connection: Connection, views: Sequence[View], *, fresh: bool) -> None:
    if not fresh:
        gone = [{"k": view.key} for view in views]
        connection.execute(delete(conflict).where(conflict.c.key == bindparam("k")), gone)
    rows = [
        {"key": view.key, "path": path}
        for view in views
        if not view.seen.deleted
        for path in view.seen.conflicts
    ]
    if rows:
        connection.execute(insert(conflict), rows)


def _retitled(connection: Connection, views: Sequence[View]) -> list[bytes]:
    """Return the ids of the records whose title, or reference without one, is not what the overview says."""
    keys = [view.key for view in views]
    before: dict[int, tuple[str, str]] = {}
    for start in range(0, len(keys), _AT_ONCE):
        asked = select(overview).where(overview.c.key.in_(keys[start : start + _AT_ONCE]))
        before.update((row.key, (row.title, row.ref)) for row in connection.execute(asked))
    return [view.id for view in views if before.get(view.key) != (view.heading, view.seen.ref)]


def _retitle(connection: Connection, listings: Mapping[str, Listing], keys: Collection[int]) -> None:
    """Let the lists of the records ``keys`` sort by the titles that they show now."""
    wanted = sorted(keys)
    for listing in listings.values():
        if listing.references:
            for start in range(0, len(wanted), _AT_ONCE):
                _retitle_some(connection, listing, wanted[start : start + _AT_ONCE])


def _retitle_some(connection: Connection, listing: Listing, keys: Sequence[int]) -> None:
    table = listing.table
    columns = [table.c[column_name(field)] for field in listing.references]
    asked = select(table.c.key, *columns).where(table.c.key.in_(keys))
    rows = [dict(row) for row in connection.execute(asked).mappings()]
    if not rows:
        return
    named = {target for row in rows for column in columns for target in cell_targets(row[column.name])}
    titles = references.titles(connection, named)
    values: dict[str, object] = {name: bindparam(name) for name in map(title_column, listing.references)}
    connection.execute(
        update(table).where(table.c.key == bindparam("k")).values(values),
        [{"k": row["key"], **listing.title_keys(row, titles)} for row in rows],
    )


def _title_key(targets: Sequence[bytes], titles: Mapping[bytes, str]) -> str | None:
    """Return what a cell that shows titles is sorted by, None for nothing."""
    return " ".join(sorted(plain(titles.get(target, "")) for target in targets)).strip() or None
