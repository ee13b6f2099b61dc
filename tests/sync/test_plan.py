"""The decisions of a sync, one by one: pure, so they are asked directly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.errors import AppError
from asi_desktop.protocol.batch import MAX_BATCH_VERSIONS, Batch, Version
from asi_desktop.protocol.chain import EMPTY_HEADS, GENESIS, ORIGIN, Position
from asi_desktop.protocol.exchange import MAX_PUSH_BYTES, Fault, Head, Outcome, Pushed, Result
from asi_desktop.protocol.header import Header
from asi_desktop.sync import plan
from asi_desktop.sync.failures import Busy, Removed, RequestRefused, UnknownDevice, UpdateRequired
from asi_desktop.sync.plan import Parcel, Verdict
from tests.sync.memory_store import Place

LIFE = b"life-001"


def version(n: int, *, urgent: bool = False) -> Version:
    header = Header(
        suite=1,
        space=bytes(16),
        record=n.to_bytes(16, "big"),
        parents=(),
        device=bytes(16),
        dev_seq=n,
        epoch=1,
        seen=ORIGIN,
        ctrl_seen=0,
        refs=(),
        full=True,
        urgent=urgent,
        min_writer=0,
        bundle=b"",
        salt=bytes(16),
        ct_hash=b"",
    )
    return Version(header.completed(b"box"), b"box")


def batch(*versions: Version) -> Batch:
    return Batch(bytes(16), bytes(16), versions, bytes(64))


def parcel(key: int, size: int, *, urgent: bool = False, versions: int = 1) -> Parcel:
    members = tuple(version(n, urgent=urgent) for n in range(1, versions + 1))
    return Parcel(key, batch(*members), bytes(size), urgent)


def place(space: bytes, seq: int, *, chain: bytes = b"c" * 32) -> Place:
    return Place(space, Position(LIFE, seq, chain if seq else GENESIS))


# What goes


def test_a_parcel_is_urgent_when_any_version_is() -> None:
    assert plan.parcel(1, batch(version(1), version(2, urgent=True)), lambda _: None).urgent
    assert not plan.parcel(1, batch(version(1)), lambda _: None).urgent


@given(
    st.lists(st.tuples(st.integers(1, 400_000), st.booleans(), st.integers(1, 3)), max_size=12),
    st.integers(0, 2 * MAX_PUSH_BYTES),
)
def test_what_goes_fits_and_loses_nothing(sizes: list[tuple[int, bool, int]], room: int) -> None:
    parcels = [
        parcel(n, size, urgent=urgent, versions=count) for n, (size, urgent, count) in enumerate(sizes)
    ]
    chosen = plan.fitting(parcels, room)
    assert bool(chosen) == bool(parcels)
    assert len({one.key for one in chosen}) == len(chosen)
    total = sum(len(one.data) for one in chosen)
    assert len(chosen) == 1 or (chosen == () or total <= min(room, MAX_PUSH_BYTES))
    urgent = [one.key for one in parcels if one.urgent]
    assert [one.key for one in chosen if one.urgent] == urgent[: sum(one.urgent for one in chosen)]
    if urgent and chosen:
        assert chosen[0].urgent


def test_urgent_ones_leave_alone_before_a_heavy_rest() -> None:
    heavy = [parcel(1, 50_000), parcel(2, 50_000), parcel(3, 10, urgent=True)]
    assert [one.key for one in plan.fitting(heavy, MAX_PUSH_BYTES)] == [3]
    light = [parcel(1, 50_000), parcel(3, 10, urgent=True)]
    assert [one.key for one in plan.fitting(light, MAX_PUSH_BYTES)] == [3, 1]


def test_a_push_carries_no_more_versions_than_head_office_takes() -> None:
    parcels = [parcel(n, 10, versions=MAX_BATCH_VERSIONS // 2) for n in range(3)]
    assert len(plan.fitting(parcels, MAX_PUSH_BYTES)) == 2


def test_what_nobody_would_take_is_known_before() -> None:
    assert plan.is_oversized(parcel(1, MAX_PUSH_BYTES + 1))
    assert not plan.is_oversized(parcel(1, MAX_PUSH_BYTES))


# What is asked for


def test_logs_are_asked_for_that_are_new_behind_written_or_likely() -> None:
    directory, home, network, fresh = b"d", b"h", b"n", b"f"
    places = [place(directory, 9), place(home, 5), place(network, 7), place(fresh, 0)]
    asked = plan.cursors(places, {}, writable=[home], asked=[])
    assert [(one.space, one.after) for one in asked] == [(home, 5), (fresh, 0)]
    asked = plan.cursors(places, {network: 8, directory: 9, b"x": 3}, writable=[], asked=[home])
    assert [one.space for one in asked] == [home, network, fresh, b"x"]
    assert asked[-1].incarnation == bytes(8)


def test_many_writable_spaces_are_not_asked_for_unseen() -> None:
    spaces = [bytes([n]) for n in range(9)]
    places = [place(space, 1) for space in spaces]
    assert plan.cursors(places, {}, writable=spaces, asked=[]) == ()
    assert [one.space for one in plan.cursors(places, {}, writable=spaces, asked=spaces[:1])] == spaces[:1]
    assert len(plan.cursors(places[:8], {}, writable=spaces[:8], asked=[])) == 8


def test_everything_is_reached_when_no_log_goes_further() -> None:
    assert plan.is_reached([place(b"a", 3)], {})
    assert plan.is_reached([place(b"a", 3)], {b"a": 3})
    assert not plan.is_reached([place(b"a", 3)], {b"a": 4})
    assert not plan.is_reached([place(b"a", 3)], {b"b": 1})


# What is concluded


@pytest.mark.parametrize(
    ("ours", "theirs", "verdict"),
    [
        (ORIGIN, Position(b"life-009", 0, GENESIS), Verdict.HOLDS),
        (Position(LIFE, 3, b"a"), Position(LIFE, 3, b"a"), Verdict.HOLDS),
        (Position(LIFE, 3, b"a"), Position(LIFE, 4, b"b"), Verdict.HOLDS),
        (Position(LIFE, 3, b"a"), Position(LIFE, 2, b"b"), Verdict.SHORTER),
        (Position(LIFE, 3, b"a"), Position(b"life-002", 9, b"b"), Verdict.SHORTER),
        (Position(LIFE, 3, b"a"), Position(LIFE, 3, b"b"), Verdict.DIFFERENT),
    ],
)
def test_a_signed_head_is_judged_by_our_place(ours: Position, theirs: Position, verdict: Verdict) -> None:
    assert plan.judged(Place(b"s", ours), Head(b"s", theirs, EMPTY_HEADS)) is verdict


def test_outcomes_belong_to_versions_in_their_order() -> None:
    two = batch(version(1), version(2))
    ids = two.ids()
    assert plan.results(two, Pushed(first=7)) == {
        ids[0]: Result(Outcome.STORED, 7),
        ids[1]: Result(Outcome.STORED, 8),
    }
    told = (Result(Outcome.KNOWN, 3), Result(Outcome.LATER))
    assert plan.results(two, Pushed(results=told)) == dict(zip(ids, told, strict=True))


def test_one_refusal_stands_for_a_batch_that_could_not_be_read() -> None:
    refused = Result(Outcome.REFUSED, reason="undecodable")
    told = plan.results(batch(version(1), version(2)), Pushed(results=(refused,)))
    assert told is not None
    assert list(told.values()) == [refused, refused]


@pytest.mark.parametrize(
    "pushed",
    [
        Pushed(),
        Pushed(results=(Result(Outcome.STORED, 1),)),
        Pushed(results=(Result(Outcome.STORED, 1),) * 3),
        Pushed(results=(Result(Outcome.STORED, 1), Result(Outcome.KNOWN, 0))),
    ],
)
def test_outcomes_that_do_not_fit_are_none(pushed: Pushed) -> None:
    assert plan.results(batch(version(1), version(2)), pushed) is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("removed", Removed),
        ("unknown_device", UnknownDevice),
        ("update_required", UpdateRequired),
        ("later", Busy),
        ("refused", RequestRefused),
        ("something_new", RequestRefused),
    ],
)
def test_a_fault_says_what_to_do(code: str, kind: type[AppError]) -> None:
    error = plan.error_of(Fault(True, code, after_s=7))
    assert isinstance(error, kind)
    for language in ("fr", "en"):
        assert "{" not in error.message(language) + error.advice(language)


def test_a_budget_is_spent_and_not_overspent() -> None:
    assert plan.room_left(None, 10**9) == MAX_PUSH_BYTES + plan.MAX_PULL_BYTES
    assert plan.room_left(5000, 1000) == 4000
    assert plan.room_left(5000, 4500) == 0
    assert plan.room_left(5000, 9000) == 0


def test_a_clock_is_suspect_beyond_ten_minutes() -> None:
    assert not plan.clock_is_suspect(1_000_000, 1_000_000 + 10 * 60 * 1000)
    assert plan.clock_is_suspect(1_000_000, 1_000_001 + 10 * 60 * 1000)
    assert plan.clock_is_suspect(9_000_000, 0)
