"""What lists read: one table per record type, derived from its description and rebuilt when that changes.

Nothing here is truth. ``overview`` has a line for every record of whatever type, ``conflict`` one for every
value that nobody has chosen yet, ``list_<type>`` the columns of a type's list.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
)

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.domain.viewing import Seen
from asi_desktop.protocol.packing import packed
from asi_desktop.storage.columns import RULES, column_name, column_of
from asi_desktop.storage.encoding import values_bytes
from asi_desktop.storage.search_text import plain
from asi_desktop.storage.tables import Blob

VERSION = 1
"""Raised when what is derived changes though no description does."""

metadata = MetaData()

overview = Table(
    "overview",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("ref", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Index("ix_overview_ref", "ref"),
)
conflict = Table(
    "conflict",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    sqlite_with_rowid=False,
)


@dataclass(frozen=True, slots=True)
class View:
    """A record as lists and the search index take it. ``kind``: None for a type of a newer program."""

    key: int
    id: bytes
    space: bytes
    kind: RecordType | None
    seen: Seen
    created_ms: int
    updated_ms: int

    @property
    def title(self) -> str:
        """What names the record, empty when it has no title yet."""
        return title_of(self.kind, self.seen.fields)


def title_of(kind: RecordType | None, fields: Mapping[str, Value]) -> str:
    """Return what names a record with ``fields``."""
    value = fields.get(kind.title_field) if kind else None
    return value if isinstance(value, str) else ""


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
        self.table = self._table()
        self._cells = tuple(
            (name, column_name(field), RULES[field.kind].cell) for name, field in self.fields.items()
        )

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
        parts = packed((VERSION, kind.title_field, kind.default_sort, order, described))
        return hashlib.sha256(parts).digest()

    def row(self, view: View) -> dict[str, object]:
        """Return the line of one record."""
        values = view.seen.fields
        row: dict[str, object] = {
            "key": view.key,
            "id": view.id,
            "space": view.space,
            "ref": view.seen.ref,
            "title": view.title,
            "title_key": plain(view.title),
            "status": view.seen.status,
            "deleted": view.seen.deleted,
            "created_ms": view.created_ms,
            "updated_ms": view.updated_ms,
            "shown": values_bytes(self._shown(values)),
        }
        for name, column, cell in self._cells:
            row[column] = cell(values.get(name))
        return row

    def _shown(self, values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            field.name: value
            for field in self.kind.listed
            if (value := values.get(field.name)) not in (None, [], {})
        }

    def _table(self) -> Table:
        own = [column for field in self.fields.values() if (column := column_of(field)) is not None]
        name = f"list_{self.kind.name}"
        table = Table(
            name,
            MetaData(),
            Column("key", Integer, primary_key=True),
            Column("id", Blob, nullable=False),
            Column("space", Blob, nullable=False),
            Column("ref", Text, nullable=False),
            Column("title", Text, nullable=False),
            Column("title_key", Text, nullable=False),
            Column("status", Text, nullable=False),
            Column("deleted", Boolean, nullable=False),
            Column("created_ms", Integer, nullable=False),
            Column("updated_ms", Integer, nullable=False),
            *own,
            Column("shown", Blob, nullable=False),
        )
        Index(f"ix_{name}_updated", table.c.deleted, table.c.updated_ms, table.c.key)
        Index(f"ix_{name}_title", table.c.deleted, table.c.title_key)
        sorted_by = self.fields.get(self.kind.default_sort.lstrip("-"))
        if sorted_by is not None:
            Index(f"ix_{name}_sorted", table.c.deleted, table.c[column_name(sorted_by)])
        return table


def put(
    connection: Connection, listings: Mapping[str, Listing], views: Sequence[View], *, fresh: bool
) -> None:
    """Write the lines of records: ``fresh`` ones have none yet, the others are replaced.

    Replacing makes SQLite keep a copy of every page that it touches, so it is not done where nothing can be
    there.
    """
    if not views:
        return
    _put(connection, overview, [_overview_row(view) for view in views], fresh=fresh)
    _put_conflicts(connection, views, fresh=fresh)
    rows: dict[str, list[dict[str, object]]] = {}
    for view in views:
        if view.kind is not None:
            rows.setdefault(view.kind.name, []).append(listings[view.kind.name].row(view))
    for name, lines in rows.items():
        _put(connection, listings[name].table, lines, fresh=fresh)


def _put(connection: Connection, table: Table, rows: list[dict[str, object]], *, fresh: bool) -> None:
    connection.execute(insert(table) if fresh else insert(table).prefix_with("OR REPLACE"), rows)


def _overview_row(view: View) -> dict[str, object]:
    return {"key": view.key, "ref": view.seen.ref, "title": view.title, "deleted": view.seen.deleted}


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
