"""Sealed versions and the batches that prove them, as rows and back again, byte for byte."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from asi_desktop.protocol.batch import Batch, Version
from asi_desktop.protocol.header import Header, decoded
from asi_desktop.storage import tables

ID_BYTES = 32

StoredRow = Row[*tuple[Any, ...]]
"""A row of ``tables.version``, or as many of its columns as are needed."""


@dataclass(slots=True)
class NewVersion:
    """A version that is about to get a row; see ``tables.version``."""

    id: bytes
    version: Version
    batch: int
    seq: int | None
    own: bool
    head: bool = False
    log_head: bool = False
    chain: int = 0
    weight: int = 0
    problem: str | None = None


def put_batch(connection: Connection, proof: Batch) -> int:
    """Keep what proves the members of ``proof``, and return its key; a batch that is there keeps its own."""
    table = tables.batch
    asked = select(table.c.key).where(table.c.signature == proof.signature)
    key = connection.execute(asked).scalar_one_or_none()
    if key is None:
        row = {
            "space": proof.space,
            "device": proof.device,
            "signature": proof.signature,
            "ids": b"".join(proof.ids()),
        }
        connection.execute(insert(table), row)
        key = connection.execute(asked).scalar_one()
    return int(key)


def put_versions(connection: Connection, versions: Sequence[NewVersion]) -> None:
    """Write new versions, in the order in which they are given."""
    if versions:
        connection.execute(insert(tables.version), [_row(one) for one in versions])


def header_of(row: StoredRow) -> Header:
    """Return the header of a row of ``tables.version``."""
    return decoded(row.header)


def version_of(row: StoredRow) -> Version:
    """Return the version of a row of ``tables.version``."""
    return Version(decoded(row.header), row.box)


def rebuilt(connection: Connection, batch: int, rows: Iterable[StoredRow]) -> Batch:
    """Return a batch with the versions of ``rows`` and the other members as bare ids."""
    table = tables.batch
    proof = connection.execute(select(table).where(table.c.key == batch)).one()
    carried = {row.id: version_of(row) for row in rows}
    ids = (proof.ids[start : start + ID_BYTES] for start in range(0, len(proof.ids), ID_BYTES))
    return Batch(proof.space, proof.device, tuple(carried.get(one, one) for one in ids), proof.signature)


def _row(one: NewVersion) -> dict[str, object]:
    header = one.version.header
    return {
        "id": one.id,
        "record": header.record,
        "space": header.space,
        "seq": one.seq,
        "batch": one.batch,
        "epoch": header.epoch,
        "chain": one.chain,
        "weight": one.weight,
        "own": one.own,
        "head": one.head,
        "log_head": one.log_head,
        "problem": one.problem,
        "header": header.encoded(),
        "box": one.version.box,
    }
