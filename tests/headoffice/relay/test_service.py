"""What every answer holds: who is answered, what is equal, keys on their way, waits, and words for faults."""

import os

import msgspec
import pytest

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.headoffice.authority.people import add_post, find_person, remove_person
from asi_desktop.headoffice.authority.spaces import add_restricted, name_member, rotate
from asi_desktop.headoffice.relay.asking import asked
from asi_desktop.protocol import VERSION
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.exchange import MAX_PUSH_BYTES, Exchange, Fault, Push, Wait
from asi_desktop.protocol.stream import request_bytes
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import Laptop, conversed, version

THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000


@pytest.fixture
def laptop(office: Office) -> Laptop:
    return office.laptop("anna")


@pytest.fixture
def home(office: Office) -> bytes:
    return office.home()


def awaited(office: Office, laptop: Laptop) -> object:
    request = question(laptop)
    return office.service.awaited(asked(request_bytes(request, laptop.keys.sign)), request)


def code_of(message: object) -> str:
    assert isinstance(message, Fault), message
    return message.code


def test_when_nothing_is_new_the_answer_is_small(office: Office, laptop: Laptop) -> None:
    told = laptop.told()
    assert told.answer.equal
    assert told.answer.last
    assert (told.answer.heads, told.answer.pushed, told.answer.wraps, told.frames) == ((), (), (), [])
    question = Exchange(VERSION, laptop.device, laptop.token, laptop.state())
    body = request_bytes(question, laptop.keys.sign)
    assert len(body) < 160
    assert len(office.send(body)) < 120


def test_the_server_s_time_is_told(office: Office, laptop: Laptop) -> None:
    office.clock.at_ms += 5000
    assert laptop.told().answer.server_ms == office.clock.at_ms


def test_equal_is_judged_after_the_pushes(laptop: Laptop, home: bytes) -> None:
    told = laptop.told(laptop.push(laptop.batch(home, [version()])))
    assert not told.answer.equal
    assert home in [head.space for head in told.answer.heads]


def test_only_heads_that_differ_are_shown_as_far_as_cursors_tell(
    office: Office, laptop: Laptop, home: bytes
) -> None:
    colleague = office.laptop("bilal")
    laptop.pull()
    colleague.told(colleague.push(colleague.batch(home, [version()])))
    everything = [laptop.directory, *laptop.spaces]
    assert [head.space for head in laptop.told(cursors=everything).answer.heads] == [home]
    assert {head.space for head in laptop.told().answer.heads} == set(everything)


def test_a_fork_is_shown_even_where_the_numbers_agree(laptop: Laptop, home: bytes) -> None:
    true = laptop.places[home]
    laptop.places[home] = true._replace(chain=bytes(32))
    (head,) = [head for head in laptop.told(cursors=laptop.places).answer.heads if head.space == home]
    assert head.position == true


def test_how_far_the_backup_reaches_is_told(office: Office, laptop: Laptop, home: bytes) -> None:
    with office.store.writing() as writer:
        writer.put_durable({home: 2})
    laptop.told(laptop.push(laptop.batch(home, [version()])))
    (head,) = [head for head in laptop.told().answer.heads if head.space == home]
    assert head.durable == 2


# Who is answered


def test_a_stranger_is_unknown(office: Office, laptop: Laptop) -> None:
    stranger = Laptop(laptop.invitation, office.send)
    assert code_of(stranger.exchange()) == "unknown_device"
    assert code_of(awaited(office, stranger)) == "unknown_device"


def test_another_s_signature_is_refused(office: Office, laptop: Laptop) -> None:
    question = Exchange(VERSION, laptop.device, laptop.token, laptop.state())
    relay = laptop.invitation.relay
    (message,) = conversed(office.send, question, DeviceKeys.generate(), relay)
    assert code_of(message) == "refused"


def test_a_body_changed_on_its_way_is_refused(office: Office, laptop: Laptop) -> None:
    body = bytearray(
        request_bytes(Exchange(VERSION, laptop.device, laptop.token, laptop.state()), laptop.keys.sign)
    )
    body[-70] ^= 1
    (fault,) = office.service.replied(asked(bytes(body))).messages
    assert code_of(fault) == "refused"


@pytest.mark.parametrize("age_ms", [-1000, THIRTY_DAYS_MS + 1000])
def test_a_stale_token_costs_one_more_question(office: Office, laptop: Laptop, age_ms: int) -> None:
    office.clock.at_ms += age_ms
    assert code_of(laptop.exchange()) == "stale"
    assert laptop.told().answer.equal


@pytest.mark.parametrize("token", [b"", b"x", bytes(17), bytes(40)])
def test_a_token_of_one_s_own_making_is_stale(laptop: Laptop, token: bytes) -> None:
    laptop.token = token
    assert code_of(laptop.exchange()) == "stale"


def test_a_token_of_another_laptop_is_stale(office: Office, laptop: Laptop) -> None:
    laptop.token = office.laptop("bilal").token
    assert code_of(laptop.exchange()) == "stale"


@pytest.mark.parametrize("other", [VERSION - 1, VERSION + 1])
def test_a_program_of_another_time_is_told(laptop: Laptop, other: int) -> None:
    assert code_of(laptop.exchange(version=other)) == "update_required"


def test_who_left_is_removed(office: Office, laptop: Laptop) -> None:
    with office.authority.session() as session:
        remove_person(session, "anna")
    assert code_of(laptop.exchange()) == "removed"
    assert code_of(awaited(office, laptop)) == "removed"


def test_more_than_one_exchange_carries_is_too_large(laptop: Laptop, home: bytes) -> None:
    half = Push(home, bytes(MAX_PUSH_BYTES // 2 + 1))
    assert code_of(laptop.exchange(half, half)) == "too_large"
    assert code_of(laptop.exchange(*[Push(home, b"")] * 5000)) == "too_large"


def test_a_wait_is_no_exchange(office: Office, laptop: Laptop) -> None:
    body = request_bytes(Wait(VERSION, laptop.device, laptop.token, bytes(32), 1), laptop.keys.sign)
    (fault,) = office.service.replied(asked(body)).messages
    assert code_of(fault) == "refused"


def test_the_same_question_twice_changes_nothing(office: Office, laptop: Laptop, home: bytes) -> None:
    push = laptop.push(laptop.batch(home, [version()]))
    question = Exchange(VERSION, laptop.device, laptop.token, laptop.state(), pushes=(push,))
    body = request_bytes(question, laptop.keys.sign)
    office.send(body)
    with office.store.reading() as reader:
        before = reader.logs()
    office.send(body)
    with office.store.reading() as reader:
        assert reader.logs() == before


# Keys on their way


def test_a_new_post_opens_to_the_watch_at_once(office: Office) -> None:
    watch = office.laptop("watch", role="H24", post="HQ")
    assert watch.wraps
    with office.authority.session() as session:
        dakar = add_post(session, "DKR", "Dakar", ("SN",)).home
    watch.places[dakar] = ORIGIN
    told = watch.pull()
    assert [wrap.space for wrap in told.answer.wraps] == [dakar]
    writer = office.laptop("celine", post="DKR")
    batch = writer.batch(dakar, [version(b"from Dakar")])
    writer.told(writer.push(batch))
    watch.pull()
    assert b"from Dakar" in watch.contents.values()


def test_keys_come_until_they_have_arrived_and_again_for_a_laptop_from_a_copy(
    office: Office, laptop: Laptop
) -> None:
    with office.authority.session() as session:
        space = add_restricted(session, "dossier").space
        name_member(session, session.view.spaces[space], find_person(session, "anna"), read_only=False)
    assert len(laptop.told().answer.wraps) == 1
    assert len(laptop.told(cursors=[space]).answer.wraps) == 1
    laptop.places[space] = ORIGIN
    laptop.pull()
    assert laptop.told().answer.wraps == ()
    laptop.places.pop(space)
    assert laptop.told().answer.wraps == ()
    assert len(laptop.told(cursors=[space]).answer.wraps) == 1


def test_a_new_key_reaches_those_who_stay(office: Office, laptop: Laptop, home: bytes) -> None:
    with office.authority.session() as session:
        rotate(session, home)
    assert [(wrap.space, wrap.epoch) for wrap in laptop.pull().answer.wraps] == [(home, 2)]


# Waiting


def question(laptop: Laptop) -> Wait:
    return Wait(VERSION, laptop.device, laptop.token, laptop.state(), 30)


def test_a_wait_is_for_one_s_own_spaces(office: Office, laptop: Laptop) -> None:
    assert awaited(office, laptop) == frozenset({laptop.directory, *laptop.spaces})


def test_news_end_a_wait(office: Office, laptop: Laptop, home: bytes) -> None:
    colleague = office.laptop("bilal")
    laptop.pull()
    assert office.service.news(question(laptop), at_once=False) is None
    colleague.told(colleague.push(colleague.batch(home, [version()])))
    answer = office.service.news(question(laptop), at_once=False)
    assert answer is not None
    assert not answer.equal


def test_when_time_is_over_the_wait_says_that_nothing_is_new(office: Office, laptop: Laptop) -> None:
    answer = office.service.news(question(laptop), at_once=True)
    assert answer is not None
    assert answer.equal


def test_when_a_laptop_was_heard_is_noted_once_a_minute(office: Office, laptop: Laptop) -> None:
    began = office.clock.at_ms
    for later_ms, noted in ((59_999, 0), (60_001, 60_001)):
        office.clock.at_ms = began + later_ms
        laptop.told()
        with office.store.reading() as reader:
            assert reader.contacts() == {laptop.device: began + noted}


def test_what_is_asked_for_in_vain_is_counted(office: Office, laptop: Laptop, home: bytes) -> None:
    good, orphan = laptop.batch(home, [version()]), laptop.batch(home, [version(parents=[os.urandom(32)])])
    laptop.told(laptop.push(good), laptop.push(good), laptop.push(orphan), Push(home, b""))
    laptop.exchange(version=VERSION + 1)
    counted = office.service.counters.values()
    names = ("stored", "known", "asked_back", "refused", "faults", "enrolments")
    assert [counted[name] for name in names] == [1, 1, 1, 1, 1, 1]
    assert msgspec.json.encode(counted)
