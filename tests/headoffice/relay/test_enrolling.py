"""A laptop gets in by one invitation, once, with exactly what was granted, the authority's keys off line."""

import msgspec
import pytest

from asi_desktop.crypto.control import entry
from asi_desktop.crypto.identity import DeviceKeys, SigningKey
from asi_desktop.protocol import VERSION
from asi_desktop.protocol.control import Device, Member, Revoked
from asi_desktop.protocol.exchange import Enrol, Enrolled, Fault
from asi_desktop.protocol.packing import packed
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import Laptop, conversed, resigned

DAY_MS = 24 * 3600 * 1000


@pytest.fixture
def invited(office: Office) -> Laptop:
    office.person("anna")
    return office.invited("anna")


def code_of(message: object) -> str:
    assert isinstance(message, Fault), message
    return message.code


def test_it_gets_the_keys_of_its_spaces_and_a_token(invited: Laptop) -> None:
    enrolled = invited.enrol()
    assert isinstance(enrolled, Enrolled)
    assert enrolled.directory == invited.directory
    assert sorted(wrap.space for wrap in enrolled.wraps) == invited.spaces
    assert invited.pull().frames


def test_when_the_answer_is_lost_the_same_question_gets_it_again(invited: Laptop) -> None:
    question = invited.enrolment()
    assert isinstance(invited.enrol(question), Enrolled)
    again = invited.enrol(question)
    assert isinstance(again, Enrolled)
    assert len(again.wraps) == 3


def test_once_the_laptop_has_spoken_the_keys_that_waited_are_gone(office: Office, invited: Laptop) -> None:
    question = invited.enrolment()
    invited.enrol(question)
    invited.pull()
    with office.store.reading() as reader:
        assert reader.wraps(invited.invitation.grant.invitation, invited.spaces) == []
    assert code_of(invited.enrol(question)) == "invitation_used"


def test_a_second_laptop_finds_the_invitation_used(office: Office, invited: Laptop) -> None:
    invited.enrol()
    assert code_of(Laptop(invited.invitation, office.send).enrol()) == "invitation_used"


def test_after_a_day_it_is_too_late(office: Office, invited: Laptop) -> None:
    office.clock.at_ms += DAY_MS
    assert code_of(invited.enrol()) == "invitation_expired"


def test_an_unknown_invitation_is_refused(office: Office, invited: Laptop) -> None:
    other = SigningKey.generate()
    grant = msgspec.structs.replace(invited.invitation.grant, invitation=other.public)
    keys = invited.keys
    device = Device(keys.device, keys.sign_public, keys.wrap_public, grant, invited.invitation.granted)
    forged = Enrol(VERSION, entry(invited.directory, device, other, keys.signing), ())
    assert code_of(invited.enrol(forged)) == "refused"


def test_a_grant_that_was_widened_is_refused(office: Office, invited: Laptop) -> None:
    keys, invitation = invited.keys, invited.invitation
    grant = msgspec.structs.replace(invitation.grant, expires_ms=invitation.grant.expires_ms + 1)
    device = Device(keys.device, keys.sign_public, keys.wrap_public, grant, invitation.granted)
    signer = SigningKey(invitation.sign_private)
    forged = Enrol(
        VERSION, entry(invited.directory, device, signer, keys.signing), invited.enrolment().members
    )
    assert code_of(invited.enrol(forged)) == "refused"


def test_an_entry_that_the_invitation_s_key_did_not_sign_is_refused(invited: Laptop) -> None:
    forged = resigned(invited.enrolment(), SigningKey.generate(), invited.keys.signing)
    assert code_of(invited.enrol(forged)) == "refused"


def test_a_question_that_the_laptop_s_own_key_did_not_sign_is_refused(
    office: Office, invited: Laptop
) -> None:
    (message,) = conversed(office.send, invited.enrolment(), DeviceKeys.generate(), invited.invitation.relay)
    assert code_of(message) == "refused"


def test_every_space_of_the_grant_is_joined_and_no_other(office: Office, invited: Laptop) -> None:
    whole = invited.enrolment()
    signer = SigningKey(invited.invitation.sign_private)
    person = invited.invitation.grant.person
    alien = entry(office.home("HQ"), Member(invited.device, person, False), signer)
    wrong = entry(office.home(), Member(invited.device, person, True), signer)
    others = [one for one in whole.members if one.space != office.home()]
    for members in (whole.members[1:], (*whole.members, alien), (wrong, *others), ()):
        assert code_of(invited.enrol(Enrol(VERSION, whole.entry, members))) == "refused"
    assert isinstance(invited.enrol(whole), Enrolled)


def test_other_entries_do_not_pass_for_a_laptop_s(invited: Laptop) -> None:
    revoked = entry(invited.directory, Revoked(invited.device, "why"), invited.keys.signing)
    assert code_of(invited.enrol(Enrol(VERSION, revoked, ()))) == "refused"
    garbled = msgspec.structs.replace(invited.enrolment().entry, body=packed(("no", "device")))
    assert code_of(invited.enrol(Enrol(VERSION, garbled, ()))) == "refused"


def test_a_program_of_another_time_is_told(invited: Laptop) -> None:
    late = msgspec.structs.replace(invited.enrolment(), version=VERSION + 1)
    assert code_of(invited.enrol(late)) == "update_required"


def test_what_was_refused_left_nothing(office: Office, invited: Laptop) -> None:
    with office.store.reading() as reader:
        before = reader.logs()
    invited.enrol(resigned(invited.enrolment(), SigningKey.generate()))
    with office.store.reading() as reader:
        assert reader.logs() == before
