"""The journal: one altered, missing or added line is found."""

import pytest
from sqlalchemy import delete, insert, select, update

from asi_desktop.storage import journal, tables
from asi_desktop.storage.open_vault import Vault
from tests.storage.writing import add


@pytest.fixture
def written(vault: Vault) -> Vault:
    record = add(vault)
    with vault.writing() as writer:
        for n in range(5):
            writer.journal("record.exported", record=record, detail=f"pdf {n}")
    return vault


def problems(vault: Vault) -> tuple[str, ...]:
    with vault.reading() as reader:
        return reader.journal_verified().problems


def test_lines_stand_in_order_and_hold(written: Vault) -> None:
    with written.reading() as reader:
        lines = reader.journal_lines()
        found = reader.journal_verified()
    assert [line.number for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    assert [line.event for line in lines][:3] == ["vault_created", "record.added", "record.exported"]
    assert (found.ok, found.checked) == (True, {"journal": 7})


def test_the_last_line_of_each_transaction_is_signed(written: Vault) -> None:
    with written.reading() as reader:
        signatures = reader.connection.execute(
            select(tables.journal.c.signature).order_by(tables.journal.c.number)
        ).scalars()
        assert [bool(signature) for signature in signatures] == [True, True, False, False, False, False, True]


@pytest.mark.parametrize("column", ["detail", "event", "at_ms", "record", "device"])
def test_an_altered_line_is_found(written: Vault, column: str) -> None:
    value: object = {"at_ms": 1, "record": b"x", "device": b"x"}.get(column, "altered")
    with written.writing() as writer:
        asked = update(tables.journal).where(tables.journal.c.number == 4).values({column: value})
        writer.connection.execute(asked)
    assert problems(written)[0] == "journal: line 4 is altered"


def test_a_chain_that_was_forged_as_a_whole_lacks_the_signature(written: Vault) -> None:
    from asi_desktop.crypto.identity import DeviceKeys
    from asi_desktop.storage.journal import Event

    forger = DeviceKeys.generate()
    with written.writing() as writer:
        me = writer.device_keys()
        writer.connection.execute(delete(tables.journal))
        forged = DeviceKeys(me.device, forger.sign_private, forger.wrap_private)
        journal.append(writer.connection, forged, [Event(0, "nothing_happened", None, "")])
    assert problems(written) == ("journal: the signature of line 1 does not hold",)


def test_a_missing_line_is_found(written: Vault) -> None:
    with written.writing() as writer:
        writer.connection.execute(delete(tables.journal).where(tables.journal.c.number == 3))
    assert "journal: lines 3 to 3 are missing" in problems(written)


def test_an_unsigned_end_is_found(written: Vault) -> None:
    with written.writing() as writer:
        writer.connection.execute(delete(tables.journal).where(tables.journal.c.number == 7))
    assert problems(written) == ("journal: line 6 is not signed",)


def test_lines_of_an_unknown_device_are_found(written: Vault) -> None:
    with written.writing() as writer:
        writer.connection.execute(delete(tables.device))
    assert problems(written) == ("journal: the signature of line 7 does not hold",)


def test_nothing_to_write_writes_nothing(written: Vault) -> None:
    with written.writing() as writer:
        journal.append(writer.connection, writer.device_keys(), [])
    assert not problems(written)


def test_many_lines_are_verified_quickly(vault: Vault) -> None:
    with vault.writing() as writer:
        for n in range(10_000):
            writer.journal("record.changed", detail=str(n))
        writer.finish()
        last = writer.connection.execute(
            select(tables.journal).order_by(tables.journal.c.number.desc())
        ).first()
        assert last is not None
        assert last.number == 10_001
        writer.connection.execute(insert(tables.undo), {"record": b"", "dot": b"", "before": b""})
    assert not problems(vault)
