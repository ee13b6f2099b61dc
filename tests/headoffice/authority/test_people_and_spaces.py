"""What the system officer does: each change is signed, whole, and closed to who left."""

import os
from collections.abc import Iterator
from contextlib import closing

import pytest

from asi_desktop.crypto.wrapping import epoch_info, unwrap
from asi_desktop.headoffice.authority import lists
from asi_desktop.headoffice.authority.invitations import invite
from asi_desktop.headoffice.authority.people import (
    BadValue,
    LoginTaken,
    NoSuchDevice,
    NoSuchPerson,
    NoSuchPost,
    PostExists,
    add_person,
    add_post,
    find_person,
    remove_person,
    revoke_device,
)
from asi_desktop.headoffice.authority.session import DirectoryShortened, Session
from asi_desktop.headoffice.authority.spaces import (
    FixedMembership,
    NoSuchSpace,
    SpaceExists,
    add_restricted,
    find_space,
    name_member,
    rotate,
    unname_member,
)
from asi_desktop.headoffice.authority.verification import verify
from asi_desktop.headoffice.log_store import LogStore, dialect
from asi_desktop.headoffice.log_store.tables import metadata
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.control import key_check
from asi_desktop.protocol.exchange import Enrolled, Fault
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import Laptop, version


@pytest.fixture
def session(office: Office) -> Iterator[Session]:
    with office.authority.session() as session:
        yield session


def sound(office: Office) -> bool:
    with office.store.reading() as reader:
        return verify(reader, office.premises).problems == []


# Posts and people


@pytest.mark.parametrize(
    ("code", "name", "countries"),
    [
        ("nbo", "Nairobi", ("KE",)),
        ("N", "Nairobi", ("KE",)),
        ("N" * 6, "Nairobi", ("KE",)),
        ("DKR", "", ("SN",)),
        ("DKR", "x" * 121, ("SN",)),
        ("DKR", "bell\a", ("SN",)),
        ("DKR", "Dakar", ("Senegal",)),
        ("DKR", "Dakar", ("",)),
    ],
)
def test_a_post_of_the_wrong_form(session: Session, code: str, name: str, countries: tuple[str, ...]) -> None:
    with pytest.raises(BadValue):
        add_post(session, code, name, countries)


def test_a_post_exists_once(session: Session) -> None:
    with pytest.raises(PostExists):
        add_post(session, "NBO", "Nairobi", ("KE",))


@pytest.mark.parametrize(
    ("login", "role", "error"),
    [
        ("Anna", "ASI", BadValue),
        ("", "ASI", BadValue),
        ("x" * 41, "ASI", BadValue),
        ("anna", "KING", BadValue),
    ],
)
def test_a_person_of_the_wrong_form(session: Session, login: str, role: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        add_person(session, login, name="Anna", role=role, post="NBO")


def test_a_person_belongs_to_a_post_and_a_login_to_one_person_for_ever(office: Office) -> None:
    with office.authority.session() as session:
        with pytest.raises(NoSuchPost):
            add_person(session, "anna", name="Anna", role="ASI", post="XXX")
        add_person(session, "anna", name="Anna", role="ASI", post="NBO")
        remove_person(session, "anna")
        with pytest.raises(LoginTaken):
            add_person(session, "anna", name="Anna", role="ASI", post="NBO")
        with pytest.raises(NoSuchPerson):
            find_person(session, "anna")
    assert sound(office)


def test_a_change_that_fails_leaves_nothing(office: Office) -> None:
    with office.store.reading() as reader:
        before = reader.logs()
    with pytest.raises(NoSuchPost), office.authority.session() as session:
        add_person(session, "anna", name="Anna", role="ASI", post="XXX")
    with office.store.reading() as reader:
        assert reader.logs() == before


# Invitations


def test_letters_are_never_given_twice(office: Office) -> None:
    office.person("anna")
    office.person("bilal")
    given = [office.invited(login).invitation.grant.letter for login in ("anna", "bilal", "anna")]
    assert given == ["A", "B", "C"]


def test_letters_are_a_post_s_own(office: Office) -> None:
    office.person("anna")
    office.person("watch", role="H24", post="HQ")
    assert office.invited("anna").invitation.grant.letter == "A"
    assert office.invited("watch").invitation.grant.letter == "A"


@pytest.mark.parametrize("url", ["http://office", "office:7443", "https://a b", "https://a\n"])
def test_an_address_that_is_none(office: Office, url: str) -> None:
    office.person("anna")
    with pytest.raises(BadValue), office.authority.session() as session:
        invite(session, "anna", url=url)


def test_the_invitation_s_keys_are_those_of_the_spaces(office: Office) -> None:
    office.person("anna")
    laptop = office.invited("anna")
    laptop.enrol()
    laptop.pull()
    with office.authority.session() as session:
        for space in laptop.spaces:
            assert key_check(laptop.epoch_keys[space, 1]) == session.view.epochs[space].check


# Leaving


def test_who_is_removed_is_out_and_what_follows_is_closed(office: Office) -> None:
    leaver, stays = office.laptop("anna"), office.laptop("bilal")
    home = office.home()
    waiting = office.invited("anna")
    with office.authority.session() as session:
        remove_person(session, "anna")
    assert isinstance(leaver.exchange(), Fault)
    refused = waiting.enrol()
    assert isinstance(refused, Fault)
    assert refused.code == "refused"
    stays.pull()
    assert (home, 2) in stays.epoch_keys
    assert (home, 2) not in leaver.epoch_keys
    batch = stays.batch(home, [version(b"after")], epoch=2)
    assert stays.told(stays.push(batch)).pushed[0].first
    assert sound(office)


def test_a_revoked_laptop_s_owner_may_have_another(office: Office) -> None:
    stolen = office.laptop("anna")
    with office.authority.session() as session:
        revoke_device(session, stolen.device.hex(), reason="stolen")
        with pytest.raises(NoSuchDevice):
            revoke_device(session, stolen.device.hex(), reason="again")
        with pytest.raises(NoSuchDevice):
            revoke_device(session, "nonsense", reason="")
    fresh = office.invited("anna")
    assert isinstance(fresh.enrol(), Enrolled)
    fresh.pull()
    assert {(space, epoch) for space in fresh.spaces for epoch in (1, 2)} <= fresh.epoch_keys.keys()
    assert sound(office)


def test_an_invitation_that_waits_gets_the_new_key_too(office: Office) -> None:
    office.person("anna")
    laptop = office.invited("anna")
    with office.authority.session() as session:
        rotate(session, session.view.posts["NBO"].home)
    laptop.enrol()
    assert {epoch for space, epoch in laptop.epoch_keys if space == office.home()} == {1, 2}


# Restricted spaces


@pytest.fixture
def dossier(office: Office) -> bytes:
    with office.authority.session() as session:
        return add_restricted(session, "dossier").space


def name(office: Office, space: bytes, login: str, *, read_only: bool = False) -> None:
    with office.authority.session() as session:
        name_member(session, session.view.spaces[space], find_person(session, login), read_only=read_only)


def test_a_named_person_s_laptops_of_now_and_of_later_get_in(office: Office, dossier: bytes) -> None:
    first = office.laptop("anna")
    name(office, dossier, "anna")
    second = office.invited("anna")
    second.enrol()
    for laptop in (first, second):
        laptop.places[dossier] = ORIGIN
        laptop.pull()
        assert (dossier, 1) in laptop.epoch_keys
    outsider = office.laptop("bilal")
    assert (dossier, 1) not in outsider.epoch_keys
    assert sound(office)


def test_a_reader_may_become_a_writer(office: Office, dossier: bytes) -> None:
    laptop = office.laptop("anna")
    name(office, dossier, "anna", read_only=True)
    laptop.told(cursors=[dossier])
    push = laptop.push(laptop.batch(dossier, [version()]))
    assert laptop.told(push).pushed[0].results[0].reason == "not_a_writer"
    name(office, dossier, "anna")
    assert laptop.told(push).pushed[0].first
    assert sound(office)


def test_who_was_named_before_enrolling_gets_in_with_the_invitation(office: Office, dossier: bytes) -> None:
    office.person("anna")
    name(office, dossier, "anna", read_only=True)
    laptop = office.invited("anna")
    assert dossier in laptop.spaces
    assert isinstance(laptop.enrol(), Enrolled)


def test_who_was_named_while_an_invitation_was_out_gets_in_with_the_next_change(
    office: Office, dossier: bytes
) -> None:
    office.person("anna")
    laptop = office.invited("anna")
    name(office, dossier, "anna")
    laptop.enrol()
    office.post("DKR")
    assert dossier in [wrap.space for wrap in laptop.told(cursors=[dossier]).answer.wraps]


def test_who_is_taken_out_reads_nothing_that_follows(office: Office, dossier: bytes) -> None:
    laptop = office.laptop("anna")
    name(office, dossier, "anna")
    laptop.places[dossier] = ORIGIN
    laptop.pull()
    with office.authority.session() as session:
        unname_member(session, session.view.spaces[dossier], find_person(session, "anna"))
        assert session.view.epochs[dossier].number == 2
    told = laptop.told(cursors=[dossier])
    assert told.frames == []
    assert dossier not in [head.space for head in told.answer.heads]
    assert sound(office)


def test_membership_by_role_is_not_given_by_hand(office: Office) -> None:
    office.person("anna")
    with office.authority.session() as session:
        person, network = find_person(session, "anna"), find_space(session, "Centrale")
        with pytest.raises(FixedMembership):
            name_member(session, network, person, read_only=True)
        with pytest.raises(FixedMembership):
            unname_member(session, network, person)


def test_spaces_are_found_by_id_or_name(office: Office, dossier: bytes) -> None:
    with office.authority.session() as session:
        assert find_space(session, dossier.hex()).space == dossier
        assert find_space(session, "dossier").space == dossier
        with pytest.raises(NoSuchSpace):
            find_space(session, "nowhere")
        with pytest.raises(NoSuchSpace):
            find_space(session, os.urandom(16).hex())
        with pytest.raises(SpaceExists):
            add_restricted(session, "dossier")


# The authority against its database


def test_a_database_put_back_is_noticed(office: Office) -> None:
    older = office.folder / "older.sqlite"
    office.store.copy_to(older)
    office.person("anna")
    office.person("bilal")
    with closing(LogStore.open(dialect.file_url(older))) as copy, copy._engine.begin() as rows:
        for table in metadata.sorted_tables:
            office.tamper(f"DELETE FROM {table.name}")
            kept = [dict(row) for row in rows.execute(table.select()).mappings()]
            if kept:
                with office.store._writing.begin() as connection:
                    connection.execute(table.insert(), kept)
    with pytest.raises(DirectoryShortened), office.authority.session():
        pass


def test_a_database_without_its_directory_is_noticed(office: Office) -> None:
    office.tamper("DELETE FROM space")
    with pytest.raises(DirectoryShortened), office.authority.session():
        pass


def test_a_false_member_in_the_database_gets_no_key(office: Office) -> None:
    office.person("anna")
    with office.store.writing() as writer:
        writer.put_setting("named", b"bilal")
    laptop = office.invited("anna")
    with office.store.reading() as reader:
        keys = reader.wraps(laptop.invitation.grant.invitation, laptop.spaces)
    assert sorted(one.wrap.space for one in keys) == laptop.spaces
    for one in keys:
        info = epoch_info(one.wrap.space, one.wrap.epoch)
        assert len(unwrap(one.wrap.sealed, laptop.invitation.wrap_private, info=info)) == 32


# Lists


def test_lists_tell_who_and_what(office: Office) -> None:
    laptop: Laptop = office.laptop("anna")
    with office.store.reading() as reader:
        view = lists.view_of(office.premises, reader)
        (device,) = lists.devices(view, reader.contacts())
        (person,) = lists.persons(view)
        spaces = lists.spaces(view, reader.logs())
    assert (device.device, device.login, device.post, device.letter) == (laptop.device, "anna", "NBO", "A")
    assert (device.last_seen, device.revoked) == (office.clock.at_ms, False)
    assert (person.login, person.role, person.active, person.devices) == ("anna", "ASI", True, 1)
    members = {space.name: space.members for space in spaces}
    assert members["NBO"] == (("anna", False),)
    assert members["Centrale"] == (("anna", True),)
    assert members["HQ"] == ()
