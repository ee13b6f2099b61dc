"""How tests write records: as the services do, with fewer words."""

from collections.abc import Mapping

from asi_desktop.domain.dotted import State, Value, Write, write
from asi_desktop.domain.ids import new_id
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.results import StoredRecord
from asi_desktop.storage.writer import Writer

BRIEF: dict[str, Value] = {"title": "Situation à Bamako", "kind": "country_situation", "priority": "ROUTINE"}


def add(
    vault: Vault,
    values: Mapping[str, Value] | None = None,
    *,
    kind: str = "brief",
    space: bytes | None = None,
) -> bytes:
    """Save a new record and return its id."""
    record = new_id()
    with vault.writing() as writer:
        add_with(writer, record, BRIEF if values is None else values, kind=kind, space=space)
    return record


def add_with(
    writer: Writer,
    record: bytes,
    values: Mapping[str, Value],
    *,
    kind: str = "brief",
    space: bytes | None = None,
) -> None:
    """Save a new record within a transaction."""
    home = space or writer.spaces()[0].space
    change = Write(writer.next_dot(), writer.stamp(), values)
    writer.save(record, home, write(State(kind, 1, {}, {}, {}), change), change=change)
    writer.journal("record.added", record=record)


def edit(vault: Vault, record: bytes, values: Mapping[str, Value]) -> None:
    """Save a change of a record."""
    with vault.writing() as writer:
        stored = writer.record(record)
        assert stored is not None
        change = Write(writer.next_dot(), writer.stamp(), values)
        writer.save(record, stored.space, write(stored.state, change), change=change)
        writer.journal("record.changed", record=record)


def read(vault: Vault, record: bytes) -> StoredRecord:
    """Return a record, which must be there."""
    with vault.reading() as reader:
        stored = reader.record(record)
    assert stored is not None
    return stored


def value(vault: Vault, record: bytes, path: str) -> list[Value]:
    """Return the current values of a path."""
    return [one.value for one in read(vault, record).state.values(path)]
