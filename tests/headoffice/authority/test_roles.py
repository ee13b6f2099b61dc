"""Which role opens which space."""

import pytest

from asi_desktop.domain.roles import AUTHORITY
from asi_desktop.headoffice.authority.roles import ROLES, opens
from asi_desktop.protocol.control import Person, Space

NOBODY: dict[bytes, dict[bytes, bool]] = {}
HOME = Space(b"h" * 16, "NBO", "home", "NBO")
HEAD_OFFICE = Space(b"q" * 16, "HQ", "home", "HQ")
NETWORK = Space(b"n" * 16, "Network", "network", "HQ")
OWN = Space(b"m" * 16, "anna", "me", "anna")
OTHERS = Space(b"x" * 16, "bilal", "me", "bilal")
FILE = Space(b"f" * 16, "dossier", "restricted", "")

WRITES, READS, NOTHING = False, True, None


def person(role: str, post: str = "NBO", *, active: bool = True) -> Person:
    return Person(b"p" * 16, "anna", "Anna", role, post, active)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_is_one_of_the_product_and_has_a_space_of_its_own(role: str) -> None:
    assert role in AUTHORITY
    assert opens(person(role), OWN, NOBODY) is WRITES
    assert opens(person(role), OTHERS, NOBODY) is NOTHING


@pytest.mark.parametrize("role", ["ASI", "ASIA", "OL", "CPX", "AMB", "CONS"])
def test_staff_of_a_post_write_its_home_and_read_the_network(role: str) -> None:
    assert opens(person(role), HOME, NOBODY) is WRITES
    assert opens(person(role, "DKR"), HOME, NOBODY) is NOTHING
    assert opens(person(role), HEAD_OFFICE, NOBODY) is NOTHING
    assert opens(person(role), NETWORK, NOBODY) is READS


@pytest.mark.parametrize("role", ["H24", "BUR", "CHEF"])
def test_watch_desks_and_chiefs_write_everywhere(role: str) -> None:
    for space in (HOME, HEAD_OFFICE, NETWORK):
        assert opens(person(role, "HQ"), space, NOBODY) is WRITES


@pytest.mark.parametrize("role", ["FUND", "GSDM", "DPO"])
def test_cells_of_head_office_write_its_home_and_read_the_network(role: str) -> None:
    assert opens(person(role, "HQ"), HEAD_OFFICE, NOBODY) is WRITES
    assert opens(person(role, "HQ"), HOME, NOBODY) is NOTHING
    assert opens(person(role, "HQ"), NETWORK, NOBODY) is READS


def test_who_keeps_the_machines_sees_no_content() -> None:
    for space in (HOME, HEAD_OFFICE, NETWORK, FILE):
        assert opens(person("ADM", "HQ"), space, NOBODY) is NOTHING


def test_a_restricted_file_is_for_those_named() -> None:
    assert opens(person("CHEF"), FILE, NOBODY) is NOTHING
    assert opens(person("ASI"), FILE, {FILE.space: {b"p" * 16: True}}) is READS
    assert opens(person("ASI"), FILE, {FILE.space: {b"p" * 16: False}}) is WRITES


def test_who_left_opens_nothing() -> None:
    gone = person("CHEF", active=False)
    named = {FILE.space: {gone.person: False}}
    assert [opens(gone, space, named) for space in (HOME, NETWORK, OWN, FILE)] == [None] * 4
