"""A copy of all logs in one SQLite file, whatever database they are in."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, RowMapping, Table, insert, select
from sqlalchemy.exc import DatabaseError

from asi_desktop.headoffice.log_store import dialect, schema, tables

_ROWS_AT_ONCE = 1000
_CONTENTS_AT_ONCE = 16


def copied(engine: Engine, target: Path) -> None:
    """Copy the whole database into the new file ``target`` and read it again; raises BackupUnsound.

    Readers and writers go on meanwhile; the copy is of one moment.
    """
    if dialect.is_file(engine):
        dialect.copied(engine, target)
    else:
        _rows_copied(engine, target)
    dialect.require_sound(target)


def _rows_copied(engine: Engine, target: Path) -> None:
    """Copy row by row, all from one transaction, which sees one moment."""
    copy = dialect.opened(dialect.file_url(target), new=True)
    try:
        schema.upgrade(copy)
        with engine.connect() as connection, connection.begin():
            for table in tables.metadata.sorted_tables:
                _table_copied(connection, copy, table)
    finally:
        copy.dispose()


def _table_copied(source: Connection, copy: Engine, table: Table) -> None:
    ahead = _CONTENTS_AT_ONCE if table is tables.stretch else _ROWS_AT_ONCE
    with source.execution_options(yield_per=ahead).execute(select(table)) as rows:
        for some in rows.mappings().partitions():
            _put(copy, table, some)


def _put(copy: Engine, table: Table, rows: Sequence[RowMapping]) -> None:
    try:
        with copy.execution_options(**{dialect.WRITING: True}).begin() as connection:
            connection.execute(insert(table), [dict(row) for row in rows])
    except DatabaseError as error:  # the copy's, not the database's own
        raise dialect.BackupUnsound from error
