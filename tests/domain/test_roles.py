"""Roles: who stands in for whom, and who may do what."""

import pytest

from asi_desktop.domain.records import RECORD_TYPES
from asi_desktop.domain.roles import AUTHORITY, LOCAL, RIGHTS, SYSTEM, acts_as, may, role_label, role_names
from asi_desktop.domain.vocabularies import vocabulary


def test_every_role_has_its_place_and_its_name() -> None:
    assert list(vocabulary("role").by_code) == list(AUTHORITY)
    assert AUTHORITY[:6] == ("CHEF", "BUR", "H24", "ASI", "ASIA", "OL")
    assert role_label("OL").fr == "Officier de liaison"
    assert role_label("NEW").en == "NEW"
    assert "Internal security attaché (ASI)" in role_names(("ASI", "BUR")).en


def test_a_deputy_and_a_laptop_of_its_own_stand_in_for_the_attaché() -> None:
    assert {"ASI", "OL"} <= acts_as("ASIA")
    assert {"ASI", "OL"} <= acts_as(LOCAL)
    assert acts_as("OL") == {"OL"}


@pytest.mark.parametrize("kind", ["brief", "contact", "request"])
def test_who_writes(kind: str) -> None:
    for role in ("OL", "ASI", "ASIA", LOCAL, SYSTEM):
        assert may(role, "C", kind)
        assert may(role, "U", kind)
    for role in ("ADM", "FUND", "GSDM"):
        assert not may(role, "C", kind)


def test_only_some_validate_and_send() -> None:
    assert may("ASI", "V", "brief")
    assert not may("OL", "V", "brief")
    assert may("ASI", "S", "request")
    assert not may("OL", "S", "request")
    assert may("AMB", "V", "brief")
    assert not may("AMB", "U", "brief")


def test_a_type_without_a_line_is_open_to_whom_its_space_lets_in() -> None:
    assert may("CPX", "C", "field_note")
    assert not may("CPX", "V", "field_note")


def test_rights_are_given_on_types_that_exist_to_roles_that_exist() -> None:
    assert set(RIGHTS) <= {kind.name for kind in RECORD_TYPES}
    for row in RIGHTS.values():
        assert set(row) <= set(AUTHORITY)
        assert all(set(rights) <= set("CRUDVS") for rights in row.values())
