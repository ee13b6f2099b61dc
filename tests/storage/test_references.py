"""Who names whom: a record knows the fields, links and lists by which others refer to it."""

from asi_desktop.domain.dotted import Value
from asi_desktop.storage import references
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.results import Reference
from tests.storage.surroundings import HandClock
from tests.storage.writing import BRIEF, add, edit


def referring(vault: Vault, record: bytes) -> tuple[Reference, ...]:
    with vault.reading() as reader:
        return reader.referring(record)


def contact(vault: Vault, name: str, **values: Value) -> bytes:
    return add(vault, {"family_name": name, "given_names": "Dano", **values}, kind="contact")


def test_a_field_a_set_and_a_link_refer(vault: Vault, clock: HandClock) -> None:
    police = add(vault, {"name_official": "Police"}, kind="organisation")
    ferek = contact(vault, "Ferek", organisation=police.hex(), ref="LOC-2026-CT-0001-A")
    clock.pass_s(1)
    met = add(vault, {"subject": "Visit", f"participants#{ferek.hex()}": True}, kind="interaction")
    clock.pass_s(1)
    linked = add(vault, {**BRIEF, "links/aa/target": ferek.hex(), "links/aa/role": "mentions"})
    assert referring(vault, police) == (
        Reference(ferek, "contact", "LOC-2026-CT-0001-A", "Ferek Dano", "organisation", ""),
    )
    assert [(one.id, one.path, one.role) for one in referring(vault, ferek)] == [
        (linked, "links/aa/target", "mentions"),
        (met, "participants", ""),
    ]
    with vault.reading() as reader:
        assert references.count_referring(reader.connection, ferek) == 2


def test_what_is_changed_or_in_the_bin_refers_no_more(vault: Vault) -> None:
    police = add(vault, {"name_official": "Police"}, kind="organisation")
    other = add(vault, {"name_official": "Other"}, kind="organisation")
    ferek = contact(vault, "Ferek", organisation=police.hex())
    edit(vault, ferek, {"organisation": other.hex()})
    assert referring(vault, police) == ()
    assert [one.id for one in referring(vault, other)] == [ferek]
    edit(vault, ferek, {"_alive": False})
    assert referring(vault, other) == ()
    edit(vault, ferek, {"_alive": True})
    assert [one.id for one in referring(vault, other)] == [ferek]


def test_what_is_no_id_refers_to_nothing(vault: Vault) -> None:
    odd: tuple[Value, ...] = ("", "Police", 7, {"a": 1}, None)
    for value in odd:
        contact(vault, "Ferek", organisation=value)
    add(vault, {**BRIEF, "links/aa/target": 4, "links/bb/role": "mentions"})
    with vault.reading() as reader:
        assert reader.connection.exec_driver_sql("SELECT count(*) FROM reference").scalar_one() == 0
    assert references.targets_of([b"x".hex() * 16, "no", 3]) == (b"x" * 16,)


def test_a_record_may_name_what_has_not_come_yet(vault: Vault) -> None:
    absent = b"\x05" * 16
    ferek = contact(vault, "Ferek", organisation=absent.hex())
    assert [one.id for one in referring(vault, absent)] == [ferek]
    with vault.reading() as reader:
        assert references.titles(reader.connection, {absent, ferek}) == {ferek: "Ferek Dano"}
        assert references.sources(reader.connection, ()) == frozenset()
