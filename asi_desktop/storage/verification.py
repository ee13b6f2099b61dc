"""Checks everything that a vault promises.

Pages, seals, chains, signatures, and that lists match the records.
"""

from contextlib import closing

from sqlalchemy import Connection, Table, func, select

from asi_desktop.crypto.sealing import Unopenable, opened, signature_holds
from asi_desktop.domain.text import Text
from asi_desktop.protocol.batch import Version
from asi_desktop.protocol.packing import Undecodable
from asi_desktop.storage import attachments, batches, journal, office, tables
from asi_desktop.storage.database import connect, integrity_problems
from asi_desktop.storage.encoding import state_of
from asi_desktop.storage.key_file import keys_are_sound
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.projections import overview
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import Verification
from asi_desktop.tasks import Context

_LABEL = Text("Vérification du coffre", "Verifying the vault")
_UNBELIEVED = frozenset({"bad_signature", "unknown_device"})


def verify(vault: Vault, context: Context) -> Verification:
    """Check the whole vault and tell what is amiss; raises Cancelled. Nothing is changed.

    When pages are damaged nothing further is read.
    """
    context.report(_LABEL, done=0, total=1 + len(_STEPS))
    found = [_keys(vault), _pages(vault)]
    if found[1].ok:
        with vault.reading() as reader:
            for done, step in enumerate(_STEPS, start=1):
                context.report(_LABEL, done=done, total=1 + len(_STEPS))
                found.append(step(reader))
            found.append(attachments.verify(reader.connection, vault.chunks))
    checked = {name: count for one in found for name, count in one.checked.items()}
    return Verification(checked, tuple(problem for one in found for problem in one.problems))


def _keys(vault: Vault) -> Verification:
    sound = keys_are_sound(vault.profile)
    return Verification({"keys": 2}, () if sound else ("keys: one of the two copies is damaged or missing",))


def _pages(vault: Vault) -> Verification:
    """Check the pages on a connection of its own: a bad page spoils the connection that met it."""
    with closing(connect(vault.opening, read_only=True)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        problems = integrity_problems(connection)
    return Verification({"pages": pages}, tuple(f"pages: {problem}" for problem in problems))


def _records(reader: Reader) -> Verification:
    table = tables.record
    count, problems = 0, []
    for row in reader.connection.execute(select(table.c.id, table.c.state)):
        count += 1
        try:
            state_of(row.state)
        except Undecodable:
            problems.append(f"record {row.id.hex()}: its state cannot be read")
    return Verification({"records": count}, tuple(problems))


def _versions(reader: Reader) -> Verification:
    """Check each batch's signature, and that each version opens with the key that its header names."""
    connection, directory = reader.connection, reader.directory()
    keys = office.space_keys(connection)
    count, problems = 0, []
    for batch in connection.execute(select(tables.batch.c.key).order_by(tables.batch.c.key)).scalars().all():
        rows = connection.execute(select(tables.version).where(tables.version.c.batch == batch)).all()
        count += len(rows)
        proof = batches.rebuilt(connection, batch, rows)
        public = directory.sign_key(proof.device) if directory else None
        believed = [row for row in rows if row.problem not in _UNBELIEVED]
        if believed and not signature_holds(proof, public or _own_key(reader, proof.device)):
            problems.append(f"batch {batch}: its signature does not hold")
        for row in rows:
            key = keys.get((row.space, row.epoch))
            if row.problem is None and not _opens(batches.version_of(row), key):
                problems.append(f"version {row.id.hex()}: its seal does not open")
    return Verification({"versions": count}, tuple(problems))


def _lists(reader: Reader) -> Verification:
    """Check that every record stands in the overview, and nothing else does."""
    connection = reader.connection
    listed = _count(connection, overview)
    stored = _count(connection, tables.record)
    problems = () if listed == stored else (f"lists: {listed} lines for {stored} records",)
    return Verification({"lists": listed}, problems)


def _count(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _own_key(reader: Reader, device: bytes) -> bytes:
    keys = reader.device_keys()
    return keys.sign_public if keys.device == device else b""


def _opens(version: Version, key: bytes | None) -> bool:
    try:
        return key is not None and bool(opened(version, key))
    except Unopenable:
        return False


def _journal(reader: Reader) -> Verification:
    return journal.verify(reader.connection)


_STEPS = (_journal, _records, _versions, _lists)
