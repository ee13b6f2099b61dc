"""Each save of a record, as the history page shows it."""

from sqlalchemy import Connection, select

from asi_desktop.storage import tables
from asi_desktop.storage.encoding import dot_of, values_of
from asi_desktop.storage.results import HistoryEntry


def of_record(connection: Connection, record: bytes) -> tuple[HistoryEntry, ...]:
    """Return the record's saves, newest first: in the order in which they came to this laptop."""
    save, version = tables.save, tables.version
    asked = (
        select(save.c.at_ms, save.c.device, save.c.dot, save.c.changes, version.c.seq, save.c.version)
        .join(tables.record, tables.record.c.key == save.c.record)
        .outerjoin(version, version.c.id == save.c.version)
        .where(tables.record.c.id == record)
        .order_by(save.c.key.desc())
    )
    return tuple(
        HistoryEntry(
            at_ms=row.at_ms,
            device=row.device,
            dot=dot_of(row.dot),
            changes=values_of(row.changes),
            seq=row.seq,
            version=row.version,
        )
        for row in connection.execute(asked)
    )
