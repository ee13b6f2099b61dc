"""What waits to be sent: changed records, versions sealed from them, and what head office said of these."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import Connection, Select, bindparam, delete, func, insert, select, update

from asi_desktop.domain.dotted import State, Vector, covers
from asi_desktop.domain.schema import RecordType
from asi_desktop.protocol.batch import Batch
from asi_desktop.protocol.compression import MAX_PAYLOAD_BYTES
from asi_desktop.protocol.exchange import Outcome, Result
from asi_desktop.protocol.payload import difference, encoded
from asi_desktop.storage import tables
from asi_desktop.storage.batches import NewVersion, StoredRow, put_batch, put_versions, rebuilt
from asi_desktop.storage.encoding import dot_of, state_of, vector_bytes, vector_of
from asi_desktop.storage.merging import Chain, shared, write_heads_of

LONGEST_CHAIN = 16
"""Deltas after which a full version is due."""

_NOTHING_SEEN = vector_bytes({})
_NUMBERED = frozenset({Outcome.STORED, Outcome.KNOWN, Outcome.BRANCH})
_AT_ONCE = 500


class Sealed(Protocol):
    """What of ``sync.ports.Dirty`` freezing needs."""

    @property
    def record(self) -> bytes:
        """The record's id."""

    @property
    def payload(self) -> bytes:
        """What was sealed."""

    @property
    def urgent(self) -> bool:
        """Whether it goes first."""

    @property
    def vector(self) -> Vector:
        """The vector of the state that was sealed."""


@dataclass(frozen=True, slots=True)
class Dirty:
    """A changed record and what its next version will be; see ``sync.ports.Dirty``."""

    space: bytes
    record: bytes
    payload: bytes
    parents: tuple[bytes, ...]
    full: bool
    urgent: bool
    vector: Vector
    min_writer: int = 0


@dataclass(frozen=True, slots=True)
class FrozenBatch:
    """Sealed versions in the outbox; see ``sync.ports.FrozenBatch``."""

    key: int
    space: bytes
    batch: Batch


# Changed records


def dirty(
    connection: Connection,
    kinds: Mapping[str, RecordType],
    spaces: Collection[bytes],
    *,
    device: bytes,
    max_versions: int,
    max_bytes: int,
) -> list[Dirty]:
    """Return changed records of ``spaces`` without an unsettled version: urgent ones first, then by age.

    One that merging made too large for any version waits until somebody shortens it, and holds up nothing.
    """
    rows = _changed(connection, spaces, urgent=True, limit=max_versions)
    rows += _changed(connection, spaces, urgent=False, limit=max_versions - len(rows))
    heads = _heads(connection, [row.id for row in rows])
    found: list[Dirty] = []
    size = 0
    for row in rows:
        kind = kinds.get(row.type)
        one = _dirty(row, kind, heads.get(row.id, {}), device)
        size += len(one.payload)
        if found and size > max_bytes:
            break
        found.append(one)
    return found


def _changed(
    connection: Connection, spaces: Collection[bytes], *, urgent: bool, limit: int
) -> list[StoredRow]:
    record, waiting = tables.record, tables.outbox
    asked = (
        select(record)
        .where(record.c.dirty, record.c.urgent if urgent else ~record.c.urgent)
        .where(record.c.space.in_(list(spaces)), record.c.id.not_in(select(waiting.c.record)))
        .where(func.length(record.c.state) <= MAX_PAYLOAD_BYTES)
        .order_by(record.c.updated_ms, record.c.key)
        .limit(limit)
    )
    return list(connection.execute(asked))


def _dirty(row: StoredRow, kind: RecordType | None, heads: Mapping[bytes, Chain], device: bytes) -> Dirty:
    whole = state_of(row.state)
    state = shared(whole, kind.local_names) if kind else whole
    delta = _delta(state, row.base_vector, heads, device)
    return Dirty(
        space=row.space,
        record=row.id,
        payload=encoded(state, device=device) if delta is None else delta,
        parents=tuple(sorted(heads)),
        full=delta is None,
        urgent=row.urgent,
        vector=whole.vector,
    )


def _delta(state: State, base: bytes, heads: Mapping[bytes, Chain], device: bytes) -> bytes | None:
    """Return the delta's payload, None when a full version is due.

    No or several parents, or a long or heavy chain.
    """
    if len(heads) != 1 or base == _NOTHING_SEEN:
        return None
    (chain,) = heads.values()
    if chain.length >= LONGEST_CHAIN:
        return None
    delta = encoded(difference(state, vector_of(base)), device=device)
    too_heavy = chain.weight + len(delta) > len(encoded(state, device=device))
    return None if too_heavy else delta


def _heads(connection: Connection, records: Sequence[bytes]) -> dict[bytes, dict[bytes, Chain]]:
    table = tables.version
    columns = (table.c.record, table.c.id, table.c.chain, table.c.weight)
    found: dict[bytes, dict[bytes, Chain]] = {}
    for part in _parts(records):
        asked = select(*columns).where(table.c.record.in_(part), table.c.head.is_(True))
        for row in connection.execute(asked):
            found.setdefault(row.record, {})[row.id] = Chain(row.chain, row.weight)
    return found


# Sealed versions


def freeze(connection: Connection, batch: Batch, sealed: Sequence[Sealed]) -> int:
    """Put a sealed batch into the outbox, its versions becoming their records' heads; return its key."""
    key = put_batch(connection, batch)
    parents = {parent for version in batch.versions() for parent in version.header.parents}
    chains = _chains(connection, parents)
    fresh: list[NewVersion] = []
    for version, one in zip(batch.versions(), sealed, strict=True):
        header = version.header
        before = Chain() if header.full else chains[header.parents[0]]
        chain = Chain() if header.full else Chain(before.length + 1, before.weight + len(one.payload))
        fresh.append(
            NewVersion(
                header.id(),
                version,
                key,
                seq=None,
                own=True,
                head=True,
                chain=chain.length,
                weight=chain.weight,
            )
        )
    _lower(connection, parents)
    put_versions(connection, fresh)
    _queue(connection, key, fresh, sealed)
    _settle_records(connection, sealed)
    _name_saves(connection, fresh, sealed)
    return key


def frozen(connection: Connection, *, without: Collection[int], max_bytes: int) -> list[FrozenBatch]:
    """Return batches of the outbox but ``without`` those, urgent ones first, then by age.

    Boxes of at most ``max_bytes`` together, unless the first alone is larger.
    """
    table = tables.outbox
    asked = (
        select(table.c.batch)
        .where(table.c.batch.not_in(list(without)))
        .group_by(table.c.batch)
        .order_by(func.max(table.c.urgent).desc(), table.c.batch)
    )
    found: list[FrozenBatch] = []
    size = 0
    for key in connection.execute(asked).scalars().all():
        rows = connection.execute(_waiting(key)).all()
        size += sum(len(row.box) for row in rows)
        if found and size > max_bytes:
            break
        batch = rebuilt(connection, key, rows)
        found.append(FrozenBatch(key, batch.space, batch))
    return found


def held(connection: Connection, space: bytes, versions: Collection[bytes]) -> list[Batch]:
    """Return the batches that carry the sealed bytes of ``versions``, other members as bare ids."""
    table = tables.version
    rows: dict[int, list[StoredRow]] = {}
    for part in _parts(sorted(versions)):
        asked = select(table).where(table.c.id.in_(part), table.c.space == space).order_by(table.c.key)
        for row in connection.execute(asked):
            rows.setdefault(row.batch, []).append(row)
    return [rebuilt(connection, key, several) for key, several in sorted(rows.items())]


def _waiting(batch: int) -> Select[*tuple[Any, ...]]:
    version, table = tables.version, tables.outbox
    return (
        select(version.c.id, version.c.header, version.c.box)
        .join(table, table.c.version == version.c.key)
        .where(table.c.batch == batch)
        .order_by(version.c.key)
    )


def _chains(connection: Connection, versions: Collection[bytes]) -> dict[bytes, Chain]:
    table = tables.version
    found: dict[bytes, Chain] = {}
    for part in _parts(sorted(versions)):
        asked = select(table.c.id, table.c.chain, table.c.weight).where(table.c.id.in_(part))
        found.update((row.id, Chain(row.chain, row.weight)) for row in connection.execute(asked))
    return found


def _lower(connection: Connection, versions: Collection[bytes]) -> None:
    if versions:
        table = tables.version
        asked = update(table).where(table.c.id == bindparam("v")).values(head=False)
        connection.execute(asked, [{"v": one} for one in sorted(versions)])


def _queue(connection: Connection, batch: int, fresh: Sequence[NewVersion], sealed: Sequence[Sealed]) -> None:
    table = tables.version
    keys: dict[bytes, int] = {}
    for part in _parts([one.id for one in fresh]):
        rows = connection.execute(select(table.c.id, table.c.key).where(table.c.id.in_(part)))
        keys.update((row.id, row.key) for row in rows)
    connection.execute(
        insert(tables.outbox),
        [
            {"version": keys[one.id], "batch": batch, "record": was.record, "urgent": was.urgent}
            for one, was in zip(fresh, sealed, strict=True)
        ],
    )


def _settle_records(connection: Connection, sealed: Sequence[Sealed]) -> None:
    """Let each next delta rest on what was sealed; a record that was not written meanwhile is clean."""
    table = tables.record
    asked = (
        update(table)
        .where(table.c.id == bindparam("r"))
        .values(base_vector=bindparam("b"), dirty=table.c.vector != bindparam("b"))
    )
    connection.execute(asked, [{"r": one.record, "b": vector_bytes(one.vector)} for one in sealed])


def _name_saves(connection: Connection, fresh: Sequence[NewVersion], sealed: Sequence[Sealed]) -> None:
    """Note in the history which version holds each save that none held before."""
    save, record = tables.save, tables.record
    by_record = {one.record: (new.id, one.vector) for one, new in zip(sealed, fresh, strict=True)}
    named = []
    for part in _parts(list(by_record)):
        asked = (
            select(save.c.key, save.c.dot, record.c.id)
            .join(record, record.c.key == save.c.record)
            .where(save.c.version.is_(None), record.c.id.in_(part))
        )
        for row in connection.execute(asked):
            version, vector = by_record[row.id]
            if covers(vector, dot_of(row.dot)):
                named.append({"k": row.key, "v": version})
    if named:
        connection.execute(
            update(save).where(save.c.key == bindparam("k")).values(version=bindparam("v")), named
        )


# What head office said of them


def settle(connection: Connection, results: Mapping[bytes, Result], at_ms: int) -> None:
    """Note what became of sealed versions."""
    table = tables.version
    numbered: list[tuple[int, bytes, int]] = []
    for part in _parts(sorted(results)):
        asked = (
            select(table.c.key, table.c.id, table.c.record)
            .join(tables.outbox, tables.outbox.c.version == table.c.key)
            .where(table.c.id.in_(part))
        )
        for row in connection.execute(asked).all():
            result = results[row.id]
            if result.outcome in _NUMBERED:
                numbered.append((row.key, row.record, result.seq))
            elif result.outcome is Outcome.REFUSED:
                _refuse(connection, row, result.reason, at_ms)
            elif result.outcome is Outcome.REKEY:
                _drop(connection, row)
    number(connection, numbered)


def number(connection: Connection, versions: Sequence[tuple[int, bytes, int]]) -> None:
    """Give versions (key, record) the numbers they have in the log, and take them out of the outbox."""
    if not versions:
        return
    table, waiting, record = tables.version, tables.outbox, tables.record
    rows = [{"k": key, "s": seq, "r": owner} for key, owner, seq in versions]
    known = (table.c.key == bindparam("k")) & table.c.seq.is_(None)
    connection.execute(update(table).where(known).values(seq=bindparam("s")), rows)
    connection.execute(delete(waiting).where(waiting.c.version == bindparam("k")), rows)
    refused = (record.c.id == bindparam("r")) & record.c.quarantined
    connection.execute(update(record).where(refused).values(quarantined=False), rows)


def _refuse(connection: Connection, row: StoredRow, reason: str, at_ms: int) -> None:
    """Keep a refused version aside; its record's next version rests on what was there before."""
    connection.execute(delete(tables.outbox).where(tables.outbox.c.version == row.key))
    connection.execute(
        insert(tables.quarantine).prefix_with("OR REPLACE"),
        {"version": row.key, "reason": reason, "at_ms": at_ms},
    )
    _rest_on_nothing(connection, row.record, {"quarantined": True})


def _drop(connection: Connection, row: StoredRow) -> None:
    """Take a version back that must be sealed under another key: same content, same saves."""
    connection.execute(delete(tables.outbox).where(tables.outbox.c.version == row.key))
    connection.execute(delete(tables.version).where(tables.version.c.key == row.key))
    connection.execute(update(tables.save).where(tables.save.c.version == row.id).values(version=None))
    _rest_on_nothing(connection, row.record, {"dirty": True})


def _rest_on_nothing(connection: Connection, record: bytes, values: Mapping[str, bool]) -> None:
    write_heads_of(connection, record)
    table = tables.record
    connection.execute(update(table).where(table.c.id == record).values(base_vector=_NOTHING_SEEN, **values))


def _parts(whole: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]
