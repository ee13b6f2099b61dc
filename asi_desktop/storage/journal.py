"""The journal: who did what, each line bound to the one before, the last of each transaction signed.

The hash of a line covers the hash before it, so one good signature vouches for every line above it: an
altered line is found without verifying a signature per line.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from asi_desktop.crypto.identity import DeviceKeys, verified
from asi_desktop.protocol.packing import packed
from asi_desktop.storage import tables
from asi_desktop.storage.results import JournalLine, Verification

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Event:
    """A line that is about to be written: ``event`` a stable word, ``record`` the id it is about, if any.

    ``detail`` never holds content of records.
    """

    at_ms: int
    event: str
    record: bytes | None
    detail: str


def append(connection: Connection, keys: DeviceKeys, events: Sequence[Event]) -> None:
    """Write ``events`` as the journal's next lines and sign the last of them."""
    if not events:
        return
    table = tables.journal
    last = connection.execute(
        select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)
    ).first()
    number, linked = (0, START) if last is None else (last.number, last.hash)
    rows = []
    for one in events:
        number += 1
        line = JournalLine(number, one.at_ms, keys.device, one.event, one.record, one.detail)
        linked = _linked(linked, line)
        rows.append(
            {
                "number": number,
                "at_ms": one.at_ms,
                "device": keys.device,
                "event": one.event,
                "record": one.record,
                "detail": one.detail,
                "hash": linked,
                "signature": b"",
            }
        )
    rows[-1]["signature"] = keys.sign(_signed_part(linked))
    connection.execute(insert(table), rows)


def lines(connection: Connection) -> tuple[JournalLine, ...]:
    """Return every line, oldest first."""
    table = tables.journal
    columns = (table.c.number, table.c.at_ms, table.c.device, table.c.event, table.c.record, table.c.detail)
    return tuple(JournalLine(*row) for row in connection.execute(select(*columns).order_by(table.c.number)))


def verify(connection: Connection) -> Verification:
    """Check that no line is altered, missing or added, and that this laptop's devices signed them."""
    keys = {row.id: row.sign_public for row in connection.execute(select(tables.device))}
    table = tables.journal
    linked, number, problems = START, 0, []
    last_signed: dict[bytes, tuple[int, bytes, bytes]] = {}
    signature = b"-"
    for row in connection.execute(select(table).order_by(table.c.number)):
        line = JournalLine(row.number, row.at_ms, row.device, row.event, row.record, row.detail)
        if row.number != number + 1:
            problems.append(f"journal: lines {number + 1} to {row.number - 1} are missing")
        if row.hash != _linked(linked, line):
            problems.append(f"journal: line {row.number} is altered")
        linked, number, signature = row.hash, row.number, row.signature
        if signature:
            last_signed[row.device] = (row.number, row.hash, signature)
    if not signature:
        problems.append(f"journal: line {number} is not signed")
    for device, (signed, hashed, by) in last_signed.items():
        if not verified(keys.get(device, b""), _signed_part(hashed), by):
            problems.append(f"journal: the signature of line {signed} does not hold")
    return Verification({"journal": number}, tuple(problems))


def _linked(before: bytes, line: JournalLine) -> bytes:
    body = packed((line.number, line.at_ms, line.device, line.event, line.record, line.detail))
    return hashlib.sha256(before + body).digest()


def _signed_part(hashed: bytes) -> bytes:
    return b"asi-journal-1" + hashed
