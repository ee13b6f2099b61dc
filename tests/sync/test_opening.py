"""What a frame may bring, and what is never believed: forged versions, foreign writers, other logs."""

from collections.abc import Callable, Iterator

import pytest
from msgspec.structs import replace

from asi_desktop.crypto.sealing import Sealing, Unsealed, seal
from asi_desktop.domain.dotted import Dot, Stamp, Write, write
from asi_desktop.domain.errors import AppError
from asi_desktop.protocol import payload
from asi_desktop.protocol.batch import Batch
from asi_desktop.protocol.chain import ORIGIN, Position
from asi_desktop.protocol.control import Member, MemberRemoved, Person
from asi_desktop.protocol.exchange import MAX_MINE, Frame, Message, Mine, Versions
from tests.sync.memory_store import EMPTY
from tests.sync.world import Laptop, World

RECORD = bytes(range(16))


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ana(world: World) -> Laptop:
    return _joined(world, "ana")


@pytest.fixture
def bob(world: World, ana: Laptop) -> Laptop:
    laptop = _joined(world, "bob")
    ana.sync()
    return laptop


def _joined(world: World, login: str) -> Laptop:
    laptop = world.laptop(login)
    laptop.sync()
    return laptop


def sealed(
    world: World,
    laptop: Laptop,
    *,
    epoch: int = 1,
    key: bytes | None = None,
    seen: Position = ORIGIN,
    content: bytes | None = None,
) -> Batch:
    """Return a batch of one version as ``laptop`` would seal it."""
    keys = laptop.store.keys_
    sealing = Sealing(
        space=world.home,
        keys=keys,
        dev_seq=7,
        epoch=epoch,
        epoch_key=key or world.authority.epoch_keys[world.home, epoch],
        seen=seen,
        ctrl_seen=0,
        salt=world.random.randbytes(16),
    )
    change = Write(Dot(7, 1), Stamp(keys.device, 0), {"title": "sealed by hand"})
    content = content or payload.encoded(write(EMPTY, change), device=keys.device)
    return seal([Unsealed(RECORD, (), content, full=True)], sealing)


def append(world: World, batch: Batch) -> bytes:
    """Let head office store a version without asking whether it may."""
    version = batch.versions()[0]
    world.relay.logs[world.home].append(version.header.id(), (version, batch))
    return version.header.id()


def test_a_version_that_its_author_did_not_sign_is_kept_and_not_believed(
    world: World, ana: Laptop, bob: Laptop
) -> None:
    batch = sealed(world, bob)
    id_ = append(world, Batch(batch.space, batch.device, batch.members, bytes(64)))
    ana.sync()
    assert ana.store.problems == {id_: "bad_signature"}
    assert ("bad_signature", world.home) in ana.store.alarms
    assert ana.sync().requests == 1


def test_a_version_of_a_reader_is_kept_and_not_believed(world: World, ana: Laptop) -> None:
    eve = world.laptop("eve", {world.home: True})
    eve.sync()
    id_ = append(world, sealed(world, eve))
    ana.sync()
    assert ana.store.problems == {id_: "not_a_writer"}


def test_a_version_counts_by_where_it_stands_in_the_log(world: World, ana: Laptop, bob: Laptop) -> None:
    before = append(world, sealed(world, bob))
    world.authority.say(world.home, MemberRemoved(bob.store.keys_.device))
    world.publish()
    after = append(world, sealed(world, bob))
    ana.sync()
    assert ana.store.problems == {after: "not_a_writer"}
    assert before in ana.store.known


def test_a_payload_that_does_not_decode_blocks_nothing(world: World, ana: Laptop, bob: Laptop) -> None:
    id_ = append(world, sealed(world, bob, content=b"\xc1\xc1"))
    bob.store.save(world.home, bytes(16), {"title": "good"})
    bob.sync()
    ana.sync()
    assert ana.store.problems == {id_: "unreadable"}
    assert ana.store.values(bytes(16))["title"] == ["good"]


def test_a_version_whose_key_is_not_here_is_kept_without_alarm(
    world: World, ana: Laptop, bob: Laptop
) -> None:
    id_ = append(world, sealed(world, bob, epoch=9, key=bytes(32)))
    ana.sync()
    assert ana.store.problems == {id_: "no_key"}
    assert not ana.store.alarms


def test_a_version_that_does_not_open_is_kept(world: World, ana: Laptop, bob: Laptop) -> None:
    id_ = append(world, sealed(world, bob, key=bytes(32)))
    ana.sync()
    assert ana.store.problems == {id_: "unopenable"}
    assert ("unopenable", world.home) in ana.store.alarms


def test_a_version_of_somebody_nobody_knows_is_kept_after_asking_the_directory(
    world: World, ana: Laptop
) -> None:
    stranger = World(seed=5).laptop("stranger")
    id_ = append(world, sealed(world, stranger))
    report = ana.sync()
    assert report.requests == 2
    assert ana.store.problems == {id_: "unknown_device"}
    assert ana.sync().requests == 1


def test_an_author_who_saw_the_future_is_an_alarm(world: World, ana: Laptop, bob: Laptop) -> None:
    place = ana.store.places[world.home].position
    append(world, sealed(world, bob, seen=Position(place.incarnation, 99, bytes(32))))
    ana.sync()
    assert ("forked", world.home) in ana.store.alarms


def test_an_author_who_saw_another_life_is_none(world: World, ana: Laptop, bob: Laptop) -> None:
    append(world, sealed(world, bob, seen=Position(b"life-000", 99, bytes(32))))
    ana.sync()
    assert not ana.store.alarms


def test_control_entries_are_judged_one_by_one_when_one_is_bad(world: World, ana: Laptop) -> None:
    world.authority.person("good")
    forged = Person(bytes(16), "eve", "Eve", "H24", "HQ", active=True)
    bad = world.authority.entry(world.authority.directory, forged, world.authority.relay)
    log = world.relay.logs[world.authority.directory]
    log.append(bad.id(), bad)
    world.authority.person("late")
    world.publish()
    ana.sync()
    assert ana.store.me is not None
    logins = {person.login for person in ana.store.me.directory.persons.values()}
    assert {"good", "late"} <= logins
    assert "eve" not in logins
    assert ana.store.problems == {bad.id(): "bad_control"}
    assert ("bad_control", world.authority.directory) in ana.store.alarms


def test_an_entry_of_another_log_does_not_count(world: World, ana: Laptop, bob: Laptop) -> None:
    other = world.authority.space("BER")
    world.publish()
    person = (
        b"" if bob.store.me is None else bob.store.me.directory.devices[bob.store.keys_.device].grant.person
    )
    misplaced = world.authority.say(other, Member(bob.store.keys_.device, person, read_only=False))
    world.relay.logs[world.home].append(misplaced.id(), misplaced)
    ana.sync()
    assert ana.store.problems == {misplaced.id(): "bad_control"}


def test_a_member_whom_the_directory_never_knew_is_kept_as_bad(world: World, ana: Laptop) -> None:
    unknown = world.authority.say(world.home, Member(bytes(16), bytes(16), read_only=False))
    world.relay.logs[world.home].append(unknown.id(), unknown)
    assert ana.sync().requests == 2
    assert ana.store.problems == {unknown.id(): "bad_control"}


# Frames that do not hold together


def changed_frame(change: Callable[[Frame], Frame]) -> Callable[[Message], Message]:
    return lambda message: change(message) if isinstance(message, Frame) else message


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda frame: replace(frame, after=frame.after + 1), "bad_frame"),
        (lambda frame: replace(frame, items=()), "bad_frame"),
        (lambda frame: replace(frame, items=(*frame.items, *frame.items)), "bad_frame"),
        (lambda frame: replace(frame, until=frame.until._replace(chain=bytes(32))), "forked"),
        (lambda frame: replace(frame, until=frame.until._replace(incarnation=b"life-003")), "forked"),
        (lambda frame: replace(frame, items=(Versions(b"\xc1"),)), "undecodable"),
        (lambda frame: replace(frame, items=(Mine(MAX_MINE),)), "bad_frame"),
    ],
)
def test_a_frame_that_does_not_continue_our_log_is_not_applied(
    world: World, ana: Laptop, bob: Laptop, change: Callable[[Frame], Frame], code: str
) -> None:
    bob.store.save(world.home, RECORD, {"title": "B"})
    bob.sync()
    place = ana.store.places[world.home]
    world.relay.edited = changed_frame(change)
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert (caught.value.code, caught.value.status) == (code, 5)
    assert ana.store.places[world.home] == place
    world.relay.edited = lambda message: message
    assert ana.sync().pulled == 1


def test_a_frame_that_we_have_is_passed_over(world: World, ana: Laptop, bob: Laptop) -> None:
    bob.store.save(world.home, RECORD, {"title": "B"})
    bob.sync()
    real = world.relay._messages

    def doubled(request: object) -> Iterator[Message]:
        messages = list(real(request))  # type: ignore[arg-type]
        yield from [replace(message, last=False) for message in messages]
        yield messages[-1]

    world.relay._messages = doubled  # type: ignore[method-assign]
    assert ana.sync().pulled == 1


def test_two_versions_of_one_record_in_one_frame(world: World, ana: Laptop, bob: Laptop) -> None:
    for title in ("one", "two", "three"):
        bob.store.save(world.home, RECORD, {"title": title})
        bob.sync()
    ana.sync()
    assert ana.store.values(RECORD)["title"] == ["three"]
    assert len(ana.store.log_heads[world.home]) == 1
    assert not ana.store.alarms


def test_a_batch_split_over_frames_is_proved_by_its_ids(world: World, ana: Laptop, bob: Laptop) -> None:
    for n in range(20):
        bob.store.save(world.home, bytes([n]) * 16, {"title": "B"})
    bob.sync()
    ana.sync()
    assert not ana.store.problems
    known = next(iter(ana.store.known.values()))
    assert len(known.batch.ids()) == 20
    assert len(known.batch.versions()) < 20


def test_a_forged_companion_of_a_signed_version_is_found(world: World, ana: Laptop, bob: Laptop) -> None:
    """One batch in two items: what the first proves says nothing of the second."""
    good, evil = sealed(world, bob), sealed(world, bob)
    first = append(world, good)
    second = append(world, Batch(evil.space, evil.device, evil.members, good.signature))
    ana.sync()
    assert ana.store.problems == {second: "bad_signature"}
    assert first in ana.store.known
