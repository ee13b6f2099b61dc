"""What an officer's work leaves beside the records: drafts, and what can be undone."""

from collections.abc import Mapping

from sqlalchemy import Connection, Row, delete, insert, select

from asi_desktop.domain.dotted import Dot, Value
from asi_desktop.storage import tables
from asi_desktop.storage.encoding import dot_bytes, dot_of, values_bytes, values_of
from asi_desktop.storage.results import Draft, UndoStep

UNDO_STEPS = 200
"""How many saves can be undone, newest first; the history keeps all."""


def drafts(connection: Connection) -> tuple[Draft, ...]:
    """Return all drafts, newest first."""
    table = tables.draft
    rows = connection.execute(select(table).order_by(table.c.at_ms.desc(), table.c.form, table.c.record))
    return tuple(Draft(row.record or None, row.form, values_of(row.content), row.at_ms) for row in rows)


def put_draft(connection: Connection, draft: Draft) -> None:
    """Keep a draft in place of the one of the same record and form."""
    row = {
        "form": draft.form,
        "record": draft.record or b"",
        "at_ms": draft.at_ms,
        "content": values_bytes(draft.values),
    }
    connection.execute(insert(tables.draft).prefix_with("OR REPLACE"), row)


def drop_draft(connection: Connection, record: bytes | None, form: str) -> None:
    """Forget a draft; nothing happens when there is none."""
    table = tables.draft
    connection.execute(delete(table).where(table.c.record == (record or b""), table.c.form == form))


def undo_step(connection: Connection, record: bytes | None) -> UndoStep | None:
    """Return the last save of this laptop that can be undone: of ``record``, or of any."""
    table = tables.undo
    asked = select(table).order_by(table.c.key.desc()).limit(1)
    if record is not None:
        asked = asked.where(table.c.record == record)
    row: Row[tuple[int, bytes, bytes, bytes]] | None = connection.execute(asked).first()
    return None if row is None else UndoStep(row.key, row.record, dot_of(row.dot), values_of(row.before))


def put_undo(connection: Connection, record: bytes, dot: Dot, before: Mapping[str, Value]) -> None:
    """Note what a save replaced."""
    table = tables.undo
    row = {"record": record, "dot": dot_bytes(dot), "before": values_bytes(before)}
    key = connection.execute(insert(table), row).inserted_primary_key
    if key is not None:
        connection.execute(delete(table).where(table.c.key <= key[0] - UNDO_STEPS))


def drop_undo(connection: Connection, step: UndoStep) -> None:
    """Forget a step that was undone; another save may have its key by now."""
    table = tables.undo
    connection.execute(delete(table).where(table.c.key == step.key, table.c.dot == dot_bytes(step.dot)))
