"""What a sync promises: everything arrives, once, in one exchange where one is enough."""

import copy

import pytest
from msgspec.structs import replace

from asi_desktop.domain.errors import AppError
from asi_desktop.protocol.control import Member
from asi_desktop.protocol.exchange import (
    Answer,
    Exchange,
    Fault,
    Frame,
    Head,
    Message,
    Mine,
    Outcome,
    Pushed,
    Result,
)
from asi_desktop.sync.failures import (
    BadFrame,
    Busy,
    NoConnection,
    NotEnrolled,
    Removed,
    RequestRefused,
    UnknownDevice,
    UpdateRequired,
)
from asi_desktop.sync.ports import Changed
from asi_desktop.tasks import Cancelled, Context
from tests.sync.world import Laptop, Weather, World

RECORD = bytes(range(16))


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ana(world: World) -> Laptop:
    laptop = world.laptop("ana")
    laptop.sync()
    laptop.line.questions.clear()
    return laptop


@pytest.fixture
def bob(world: World, ana: Laptop) -> Laptop:
    laptop = world.laptop("bob")
    laptop.sync()
    ana.sync()
    laptop.line.questions.clear()
    ana.line.questions.clear()
    return laptop


def last(laptop: Laptop) -> Exchange:
    question = laptop.line.questions[-1]
    assert isinstance(question, Exchange)
    return question


def test_an_edit_reaches_a_colleague(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "Convoy", "bluf": "Late"})
    report = ana.sync()
    assert (report.session, report.pushed, report.pending, report.requests) == ("online", 1, 0, 1)
    heard = [Changed()]
    report = bob.engine.sync_once(Context(), changed=heard.append)
    assert (report.pulled, report.requests) == (1, 1)
    assert bob.store.values(RECORD) == ana.store.values(RECORD)
    assert report.changes.records == {RECORD}
    assert heard[-1].spaces == {world.home}
    assert not ana.store.alarms
    assert not bob.store.alarms


def test_a_first_sync_needs_one_exchange(world: World) -> None:
    assert world.laptop("ana").sync().requests == 1


def test_nothing_to_do_is_one_exchange_without_frames(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.sync()
    report = ana.sync()
    assert (report.requests, report.pushed, report.pulled) == (1, 0, 0)
    assert not report.changes.spaces
    assert world.home in ana.store.confirmed
    assert last(ana).pushes == ()


def test_a_hundred_edits_and_their_answer_are_one_exchange(world: World, ana: Laptop, bob: Laptop) -> None:
    for n in range(100):
        ana.store.save(world.home, bytes([n]) * 16, {"title": f"Brief {n}"})
    report = ana.sync()
    assert (report.pushed, report.requests, report.pending) == (100, 1, 0)
    report = bob.sync()
    assert (report.pulled, report.requests) == (100, 1)


def test_what_is_more_than_a_push_goes_in_the_fewest_exchanges(world: World, ana: Laptop) -> None:
    for n in range(250):
        ana.store.save(world.home, n.to_bytes(16, "big"), {"title": ana.engine.draw(5000).hex()})
    report = ana.sync()
    assert report.pushed == 250
    assert report.requests == 2
    assert all(
        sum(len(push.batch) for push in question.pushes) <= 1024 * 1024
        for question in ana.line.questions
        if isinstance(question, Exchange)
    )


def test_different_fields_merge_and_the_same_field_is_one_conflict(
    world: World, ana: Laptop, bob: Laptop
) -> None:
    ana.store.save(world.home, RECORD, {"title": "A", "bluf": "same"})
    ana.sync()
    bob.sync()
    ana.store.save(world.home, RECORD, {"title": "Ana's"})
    bob.store.save(world.home, RECORD, {"title": "Bob's", "bluf": "Bob's alone"})
    ana.sync()
    assert bob.sync().conflicts == 1
    assert ana.sync().conflicts == 1
    assert ana.store.values(RECORD) == bob.store.values(RECORD)
    assert sorted(ana.store.values(RECORD)["title"]) == ["Ana's", "Bob's"]  # type: ignore[type-var]
    assert ana.store.values(RECORD)["bluf"] == ["Bob's alone"]
    ana.store.save(world.home, RECORD, {"title": "Settled"})
    ana.sync()
    assert bob.sync().conflicts == 0
    assert bob.store.values(RECORD)["title"] == ["Settled"]


# The line fails


def test_a_lost_question_is_asked_again(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.line.weather = [Weather(lost=True)]
    with pytest.raises(NoConnection):
        ana.sync()
    assert ana.store.sessions[-1] == "offline"
    frozen = dict(ana.store.outbox)
    assert ana.sync().pushed == 1
    assert ana.line.closed == 1
    assert last(ana).pushes
    assert frozen
    assert not ana.store.outbox


def test_a_lost_answer_is_made_up_for_with_the_very_same_bytes(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.line.weather = [Weather(cut=0)]
    with pytest.raises(NoConnection):
        ana.sync()
    first = last(ana).pushes
    report = ana.sync()
    assert last(ana).pushes == first
    assert (report.pushed, report.pending) == (1, 0)
    assert world.relay.outcomes == {"STORED": 1, "KNOWN": 1}
    assert len(world.relay.logs[world.home].heads) == 1


def test_a_doubled_question_does_no_harm(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.line.weather = [Weather(doubled=True)]
    assert ana.sync().pending == 0
    assert len(world.relay.logs[world.home].heads) == 1


def test_a_cut_keeps_every_frame_that_came_whole(world: World, ana: Laptop, bob: Laptop) -> None:
    for n in range(50):
        ana.store.save(world.home, bytes([n]) * 16, {"title": f"Brief {n}"})
    ana.sync()
    bob.line.weather = [Weather(cut=5000)]
    with pytest.raises(NoConnection):
        bob.sync()
    got = len(bob.store.records)
    assert 0 < got < 50
    assert bob.sync().pulled == 50 - got
    assert not bob.store.alarms


def test_a_cancelled_sync_keeps_what_came(world: World, ana: Laptop, bob: Laptop) -> None:
    for n in range(50):
        ana.store.save(world.home, bytes([n]) * 16, {"title": f"Brief {n}"})
    ana.sync()
    context = Context()
    with pytest.raises(Cancelled):
        bob.engine.sync_once(context, changed=lambda _: context.cancel())
    assert 0 < len(bob.store.records) < 50
    assert bob.store.sessions[-1] == "online"
    assert bob.line.closed == 1


# What head office may answer


@pytest.mark.parametrize(
    ("code", "error", "session", "status"),
    [
        ("removed", Removed, "removed", 1),
        ("update_required", UpdateRequired, "update_required", 1),
        ("unknown_device", UnknownDevice, "offline", 1),
        ("later", Busy, "offline", 4),
        ("too_large", RequestRefused, "offline", 1),
    ],
)
def test_a_fault_is_named(
    world: World, ana: Laptop, code: str, error: type[AppError], session: str, status: int
) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.faults = [Fault(True, code, after_s=9)]
    with pytest.raises(error) as caught:
        ana.sync()
    assert ana.store.sessions[-1] == session
    assert caught.value.status == status
    assert ana.sync().pending == 0


def test_a_stale_token_costs_one_more_exchange(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.faults = [Fault(True, "stale", token=b"fresh")]
    report = ana.sync()
    assert (report.requests, report.pushed) == (2, 1)
    assert last(ana).token == b"fresh"


def test_a_token_that_is_always_stale_is_an_error(world: World, ana: Laptop) -> None:
    world.relay.faults = [Fault(True, "stale", token=b"fresh")] * 9
    with pytest.raises(RequestRefused):
        ana.sync()
    assert len(ana.line.questions) == 3


def test_a_refused_version_goes_to_quarantine_and_blocks_nothing(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "bad"})
    ana.store.save(world.home, bytes(16), {"title": "good"})
    refused = Result(Outcome.REFUSED, reason="quota")
    world.relay.verdict = lambda version: refused if version.header.record == RECORD else None
    report = ana.sync()
    assert (report.pushed, report.quarantined, report.pending, report.requests) == (1, 1, 0, 1)
    assert list(ana.store.quarantine.values()) == ["quota"]


def test_later_lets_a_version_rest_until_the_next_sync(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.verdict = lambda _: Result(Outcome.LATER)
    report = ana.sync()
    assert (report.pushed, report.pending, report.requests) == (0, 1, 1)
    world.relay.verdict = lambda _: None
    assert ana.sync().pending == 0


def test_what_head_office_needs_is_sent_first(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    bob.sync()
    kept = world.relay.kept()
    ana.store.save(world.home, RECORD, {"title": "B"})
    ana.sync()
    parent = next(iter(ana.store.records[RECORD].heads))
    needed = [Result(Outcome.NEED, needed=(parent,))]
    world.relay.verdict = lambda version: (
        needed.pop() if needed and parent in version.header.parents else None
    )
    ana.store.save(world.home, RECORD, {"title": "C"})
    report = ana.sync()
    assert (report.pushed, report.pending, report.requests) == (1, 0, 2)
    assert world.relay.outcomes["NEED"] == 1
    assert world.relay.outcomes["KNOWN"] == 1
    assert kept


def test_what_is_needed_and_not_held_rests(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.verdict = lambda _: Result(Outcome.NEED, needed=(bytes(32),))
    report = ana.sync()
    assert (report.pushed, report.pending, report.requests) == (0, 1, 2)


def test_a_new_epoch_reseals_the_same_content(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.rotate(ana, bob)
    report = ana.sync()
    assert (report.pushed, report.pending) == (1, 0)
    assert world.relay.outcomes == {"REKEY": 1, "STORED": 1}
    bob.sync()
    assert bob.store.values(RECORD) == ana.store.values(RECORD)


def test_an_epoch_whose_key_never_comes_seals_nothing(world: World, ana: Laptop) -> None:
    world.rotate()
    ana.sync()
    ana.store.save(world.home, RECORD, {"title": "A"})
    report = ana.sync()
    assert (report.pushed, report.pending) == (0, 1)


def test_a_key_that_the_log_does_not_vouch_for_is_an_alarm(world: World, ana: Laptop) -> None:
    world.rotate(ana)
    key = world.authority.epoch_keys[world.home, 2]
    world.authority.epoch_keys[world.home, 2] = bytes(32)
    forged = world.authority.wraps(ana.store.keys_.wrap_public, {world.home: False})
    world.relay.wraps[ana.store.keys_.device] = ()
    ana.sync()
    world.relay.wraps[ana.store.keys_.device] = forged
    ana.store.save(world.home, RECORD, {"title": "A"})
    assert ana.sync().pending == 1
    assert ("bad_key", world.home) in ana.store.alarms
    world.authority.epoch_keys[world.home, 2] = key
    world.relay.wraps[ana.store.keys_.device] = world.authority.wraps(
        ana.store.keys_.wrap_public, {world.home: False}
    )
    assert ana.sync().pending == 0


def test_a_key_taken_on_trust_gives_way_to_the_one_that_the_log_vouches_for(world: World) -> None:
    genuine = world.authority.epoch_keys[world.home, 1]
    ana = world.laptop("ana")
    ana.store.epoch_keys[world.home, 1] = bytes(32)
    ana.sync()
    world.rotate(ana)
    ana.sync()
    world.relay.wraps[ana.store.keys_.device] = world.authority.wraps(
        ana.store.keys_.wrap_public, {world.home: False}
    )
    ana.sync()
    assert ana.store.keys()[world.home, 1] == genuine


def test_a_key_for_somebody_else_is_an_alarm(world: World, ana: Laptop, bob: Laptop) -> None:
    world.relay.wraps[ana.store.keys_.device] = world.authority.wraps(
        bob.store.keys_.wrap_public, {world.home: False}
    )
    ana.sync()
    assert ("bad_key", world.home) in ana.store.alarms


def test_a_version_that_nobody_would_take_goes_to_quarantine(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": ana.engine.draw(1_200_000).hex()})
    ana.store.save(world.home, bytes(16), {"title": "good"})
    report = ana.sync()
    assert (report.pushed, report.quarantined, report.pending) == (1, 1, 0)


def test_an_urgent_version_leaves_before_a_heavy_rest(world: World, ana: Laptop) -> None:
    for n in range(40):
        ana.store.save(world.home, bytes([n]) * 16, {"title": ana.engine.draw(9000).hex()})
    ana.store.save(world.home, RECORD, {"title": "FLASH"}, urgent=True)
    report = ana.sync()
    assert report.pushed == 41
    first = ana.line.questions[0]
    assert isinstance(first, Exchange)
    assert sum(len(push.batch) for push in first.pushes) < 2000


def test_a_light_rest_goes_with_the_urgent_version(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, bytes(16), {"title": "routine"})
    ana.store.save(world.home, RECORD, {"title": "FLASH"}, urgent=True)
    assert ana.sync().requests == 1


def test_a_budget_ends_the_sync(world: World, ana: Laptop) -> None:
    for n in range(60):
        ana.store.save(world.home, bytes([n]) * 16, {"title": ana.engine.draw(1000).hex()})
    report = ana.sync(budget=20_000)
    assert report.pending > 0
    assert report.pushed > 0
    assert report.bytes_up + report.bytes_down < 40_000
    assert ana.sync(budget=100).requests == 0
    assert ana.sync().pending == 0


def test_a_reader_writes_nothing(world: World) -> None:
    reader = world.laptop("eve", {world.home: True})
    reader.sync()
    reader.store.save(world.home, RECORD, {"title": "A"})
    report = reader.sync()
    assert (report.pushed, report.pending) == (0, 1)


def test_a_space_that_is_given_later_is_found(world: World, ana: Laptop) -> None:
    space = world.authority.space("BER")
    person = ana.store.me.directory.devices[ana.store.keys_.device].grant.person if ana.store.me else b""
    world.authority.say(space, Member(ana.store.keys_.device, person, read_only=False))
    world.publish()
    world.relay.wraps[ana.store.keys_.device] = world.authority.wraps(
        ana.store.keys_.wrap_public, {space: False}
    )
    report = ana.sync()
    assert space in ana.store.places
    assert report.requests <= 3
    ana.store.save(space, RECORD, {"title": "A"})
    assert ana.sync().pending == 0


def test_news_from_somebody_new_bring_the_directory_too(world: World, ana: Laptop) -> None:
    dan = world.laptop("dan")
    dan.sync()
    dan.store.save(world.home, RECORD, {"title": "Dan's"})
    dan.sync()
    report = ana.sync()
    assert report.pulled == 1
    assert ana.store.values(RECORD)["title"] == ["Dan's"]
    assert not ana.store.problems
    assert not ana.store.alarms


def test_a_laptop_restored_from_an_image_asks_for_its_own_work_too(world: World, ana: Laptop) -> None:
    image = copy.deepcopy(ana.store)
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    ana.store, ana.engine.store = image, image
    image.actor = 99
    report = ana.sync()
    assert report.pulled == 0
    assert ana.store.values(RECORD)["title"] == ["A"]
    assert last(ana).whole
    ana.store.save(world.home, RECORD, {"title": "B"})
    assert ana.sync().pending == 0


def test_a_profile_used_twice_is_an_alarm(world: World, ana: Laptop) -> None:
    image = copy.deepcopy(ana.store)
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    ana.engine.store = image
    image.actor = 99
    image.save(world.home, bytes(16), {"title": "B"})
    ana.sync()
    assert ("device_forked", world.home) in image.alarms


# When something does not hold together


def test_a_shorter_history_stops_the_sync_and_is_kept_as_evidence(world: World, ana: Laptop) -> None:
    backup = world.relay.kept()
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    world.relay.logs = backup
    ana.store.save(world.home, RECORD, {"title": "B"})
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert (caught.value.code, caught.value.status) == ("server_back", 5)
    assert ana.store.sessions[-1] == "server_back"
    assert len(ana.store.alarms["server_back", world.home].evidence) > 50
    assert ana.store.outbox
    ana.line.questions.clear()
    with pytest.raises(AppError):
        ana.sync()
    assert last(ana).pushes == ()


def test_the_sync_goes_on_when_head_office_has_its_log_back(world: World, ana: Laptop) -> None:
    backup = world.relay.kept()
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    whole, world.relay.logs = world.relay.logs, backup
    with pytest.raises(AppError):
        ana.sync()
    ana.store.save(world.home, RECORD, {"title": "B"})
    world.relay.logs = whole
    report = ana.sync()
    assert (report.session, report.pushed, report.pending) == ("online", 1, 0)


def test_another_life_of_the_server_without_certificate_stops_the_sync(world: World, ana: Laptop) -> None:
    log = world.relay.logs[world.home]
    world.relay.logs[world.home] = type(log)(b"life-002")
    for entry in log.entries:
        world.relay.logs[world.home].append(entry.id, entry.content)
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert caught.value.code == "server_back"


def test_a_different_history_of_the_same_length_stops_the_sync(
    world: World, ana: Laptop, bob: Laptop
) -> None:
    backup = world.relay.kept()
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    world.relay.logs = backup
    bob.store.save(world.home, RECORD, {"title": "B"})
    bob.sync()
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert (caught.value.code, caught.value.status) == ("forked", 5)
    assert ana.store.sessions[-1] == "forked"


def test_a_different_history_that_goes_on_stops_the_sync(world: World, ana: Laptop, bob: Laptop) -> None:
    backup = world.relay.kept()
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    world.relay.logs = backup
    for n in range(3):
        bob.store.save(world.home, bytes([n]) * 16, {"title": "B"})
    bob.sync()
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert caught.value.code == "forked"
    assert bytes([2]) * 16 not in ana.store.records


def test_two_histories_are_found_by_what_a_colleague_saw(world: World, ana: Laptop, bob: Laptop) -> None:
    fork = world.relay.kept()
    bob.store.save(world.home, RECORD, {"title": "seen by Bob alone"})
    bob.sync()
    bobs, world.relay.logs = world.relay.logs, fork
    ana.store.save(world.home, bytes(16), {"title": "seen by Ana alone"})
    ana.sync()
    bob.store.save(world.home, bytes([3]) * 16, {"title": "carried over"})
    bob.line.weather = [Weather(lost=True)]
    world.relay.logs = bobs
    with pytest.raises(NoConnection):
        bob.sync()
    world.relay.logs = fork
    bob.store.session("online", 0)
    push = next(iter(bob.store.outbox.values()))
    fork[world.home].append(push.versions()[0].header.id(), (push.versions()[0], push))
    ana.sync()
    assert ("forked", world.home) in ana.store.alarms


def test_a_number_that_was_given_before_stops_the_sync(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.verdict = lambda _: Result(Outcome.STORED, 1)
    with pytest.raises(AppError) as caught:
        ana.sync()
    assert caught.value.code == "server_back"
    assert ana.store.outbox


def test_other_heads_than_ours_are_an_alarm(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    ana.sync()
    world.relay.logs[world.home].heads.add(bytes(32))
    bob.sync()
    assert ("heads_differ", world.home) in bob.store.alarms
    world.relay.edited = lambda message: _with_heads(message, world)
    ana.sync()
    assert ("heads_differ", world.home) in ana.store.alarms


def _with_heads(message: Message, world: World) -> Message:
    if not isinstance(message, Answer):
        return message
    log = world.relay.logs[world.home]
    return replace(message, heads=(Head(world.home, log.position, log.digest),))


@pytest.mark.parametrize("count", [0, 2])
def test_outcomes_that_do_not_fit_are_not_believed(world: World, ana: Laptop, count: int) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    pushed = (Pushed(results=(Result(Outcome.STORED, 9),) * 2),) * (count or 1) if count else ()
    world.relay.edited = lambda message: (
        replace(message, pushed=pushed) if isinstance(message, Answer) else message
    )
    with pytest.raises(BadFrame):
        ana.sync()
    assert ana.store.outbox


def test_outcomes_that_do_not_fit_a_batch_are_not_believed(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.edited = lambda message: (
        replace(message, pushed=(Pushed(),)) if isinstance(message, Answer) else message
    )
    with pytest.raises(BadFrame):
        ana.sync()


def test_news_that_never_come_are_an_error(world: World, ana: Laptop, bob: Laptop) -> None:
    bob.store.save(world.home, RECORD, {"title": "B"})
    bob.sync()
    answer = world.relay._messages
    world.relay._messages = lambda request: iter([replace(next(answer(request)), last=True)])  # type: ignore[method-assign]
    with pytest.raises(BadFrame) as caught:
        ana.sync()
    assert caught.value.details["reason"] == "stuck"


def test_a_version_that_is_always_to_be_resealed_ends_the_sync(world: World, ana: Laptop) -> None:
    ana.store.save(world.home, RECORD, {"title": "A"})
    world.relay.verdict = lambda _: Result(Outcome.REKEY)
    report = ana.sync()
    assert (report.pushed, report.pending, report.requests) == (0, 1, 3)


def test_a_frame_without_an_answer_is_not_believed(world: World, ana: Laptop) -> None:
    frame = Frame(True, world.home, 0, ana.store.places[world.home].position, (Mine(1),))
    world.relay._messages = lambda *_: iter([frame])  # type: ignore[method-assign]
    with pytest.raises(BadFrame):
        ana.sync()


def test_a_wrong_clock_is_told_and_changes_nothing(world: World, ana: Laptop) -> None:
    ana.clock.ms -= 5 * 365 * 24 * 3600 * 1000
    ana.store.save(world.home, RECORD, {"title": "A"})
    report = ana.sync()
    assert (report.session, report.pending) == ("clock_suspect", 0)


def test_a_profile_alone_does_not_sync(ana: Laptop) -> None:
    ana.store.me = None
    with pytest.raises(NotEnrolled):
        ana.sync()
    ana.engine.close()


# Waiting for news


def test_waiting_tells_whether_there_is_news(world: World, ana: Laptop, bob: Laptop) -> None:
    ana.sync()
    assert not ana.engine.wait(Context())
    bob.store.save(world.home, RECORD, {"title": "B"})
    bob.sync()
    ana.store.confirmed.clear()
    world.relay.edited = lambda message: (
        replace(message, heads=()) if isinstance(message, Answer) else message
    )
    assert ana.engine.wait(Context())
    assert not ana.store.confirmed


def test_waiting_with_a_stale_token_asks_again(world: World, ana: Laptop) -> None:
    world.relay.faults = [Fault(True, "stale", token=b"fresh")]
    ana.engine.wait(Context())
    world.relay.faults = [Fault(True, "stale", token=b"fresh")] * 5
    with pytest.raises(RequestRefused):
        ana.engine.wait(Context())


def test_waiting_ends_when_cancelled(ana: Laptop) -> None:
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        ana.engine.wait(context)
