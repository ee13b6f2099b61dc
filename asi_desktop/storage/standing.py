"""What stands open: changes to send, what was refused, conflicts, alarms."""

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from asi_desktop.storage import tables
from asi_desktop.storage.projections import conflict, overview
from asi_desktop.storage.results import AlarmEntry, Counts, OutboxEntry, QuarantineEntry


def outbox(connection: Connection, local_space: bytes) -> tuple[OutboxEntry, ...]:
    """Return the records with changes that head office does not have, urgent ones first, then the oldest."""
    record = tables.record
    asked = (
        select(record.c.id, record.c.type, overview.c.ref, overview.c.title, record.c.dirty, record.c.urgent)
        .join(overview, overview.c.key == record.c.key)
        .where(_waits(local_space))
        .order_by(record.c.urgent.desc(), record.c.updated_ms, record.c.key)
    )
    return tuple(
        OutboxEntry(row.id, row.type, row.ref, row.title, "dirty" if row.dirty else "sealed", row.urgent)
        for row in connection.execute(asked)
    )


def quarantine(connection: Connection) -> tuple[QuarantineEntry, ...]:
    """Return the versions that head office refused for good, of records with no later one, newest first."""
    refused, version, record = tables.quarantine, tables.version, tables.record
    asked = (
        select(
            version.c.id,
            version.c.record,
            record.c.type,
            overview.c.ref,
            overview.c.title,
            refused.c.reason,
            refused.c.at_ms,
        )
        .join(version, version.c.key == refused.c.version)
        .join(record, record.c.id == version.c.record)
        .join(overview, overview.c.key == record.c.key)
        .where(record.c.quarantined)
        .order_by(refused.c.version.desc())
    )
    return tuple(QuarantineEntry(*row) for row in connection.execute(asked))


def conflicts(connection: Connection) -> tuple[tuple[bytes, str], ...]:
    """Return (record id, path) of every value that somebody has to choose."""
    asked = (
        select(tables.record.c.id, conflict.c.path)
        .join(tables.record, tables.record.c.key == conflict.c.key)
        .order_by(tables.record.c.id, conflict.c.path)
    )
    return tuple((row.id, row.path) for row in connection.execute(asked))


def alarms(connection: Connection) -> tuple[AlarmEntry, ...]:
    """Return the alarms that nobody has closed, newest first."""
    table = tables.alarm
    columns = (table.c.key, table.c.code, table.c.space, table.c.at_ms, table.c.evidence)
    asked = select(*columns).where(~table.c.closed).order_by(table.c.key.desc())
    return tuple(AlarmEntry(*row) for row in connection.execute(asked))


def raise_alarm(connection: Connection, code: str, *, space: bytes, evidence: bytes, at_ms: int) -> bool:
    """Raise an alarm and return True, unless one of that code and space is open."""
    table = tables.alarm
    same = select(table.c.key).where(~table.c.closed, table.c.code == code, table.c.space == space)
    if connection.execute(same).first() is not None:
        return False
    row = {"code": code, "space": space, "at_ms": at_ms, "evidence": evidence, "closed": False}
    connection.execute(insert(table), row)
    return True


def close_alarm(connection: Connection, key: int) -> None:
    """Close an alarm; its evidence stays."""
    connection.execute(update(tables.alarm).where(tables.alarm.c.key == key), {"closed": True})


def counts(connection: Connection, local_space: bytes) -> Counts:
    """Return how much stands open."""
    record, table = tables.record, tables.alarm
    waiting = connection.execute(
        select(func.count(), func.coalesce(func.sum(record.c.urgent), 0))
        .select_from(record)
        .where(_waits(local_space))
    ).one()
    return Counts(
        pending=waiting[0],
        urgent_pending=waiting[1],
        conflicts=connection.execute(select(func.count()).select_from(conflict)).scalar_one(),
        quarantined=connection.execute(
            select(func.count()).select_from(record).where(record.c.quarantined)
        ).scalar_one(),
        alarms=connection.execute(
            select(func.count()).select_from(table).where(~table.c.closed)
        ).scalar_one(),
    )


def _waits(local_space: bytes) -> ColumnElement[bool]:
    """Return the condition that a record has something to send.

    One that never had a head office has nothing.
    """
    record = tables.record
    return or_(
        and_(record.c.dirty, record.c.space != local_space),
        record.c.id.in_(select(tables.outbox.c.record)),
    )
