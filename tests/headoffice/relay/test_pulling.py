"""What a laptop reads: everything of its spaces, in order, in frames of a size, nothing of the others'."""

import os
from collections.abc import Iterable

import pytest

from asi_desktop.crypto.sealing import Unsealed, signature_holds
from asi_desktop.headoffice.relay import pulling
from asi_desktop.protocol import batch as wire
from asi_desktop.protocol.chain import ORIGIN, Position
from asi_desktop.protocol.exchange import MAX_FRAME_BYTES, Frame, Mine, Versions
from asi_desktop.protocol.packing import packed
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import Laptop, Told, ids, version


@pytest.fixture
def laptop(office: Office) -> Laptop:
    return office.laptop("anna")


@pytest.fixture
def home(office: Office) -> bytes:
    return office.home()


def sealed(laptop: Laptop, home: bytes, count: int, size: int) -> list[bytes]:
    """Push one batch and return its ids."""
    batch = laptop.batch(home, [version(os.urandom(size)) for _ in range(count)])
    (pushed,) = laptop.told(laptop.push(batch)).pushed
    laptop.note_own(batch, pushed.first)
    return ids(batch)


def sizes(frames: Iterable[Frame]) -> list[int]:
    return [sum(len(item.batch) for item in frame.items if isinstance(item, Versions)) for frame in frames]


def test_the_last_message_is_marked(office: Office, laptop: Laptop, home: bytes) -> None:
    sealed(laptop, home, 2, 10)
    reader = office.laptop("bilal")
    told = reader.told(cursors=[home])
    assert told.answer.last
    assert told.frames == []
    reader.places.clear()
    told = reader.told(cursors=[home, reader.directory])
    assert not told.answer.last
    assert [frame.last for frame in told.frames] == [False] * (len(told.frames) - 1) + [True]


def test_a_run_of_own_entries_never_says_more_than_a_laptop_reads(
    office: Office, laptop: Laptop, home: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pulling, "MAX_MINE", 5)
    for _ in range(4):
        sealed(laptop, home, 2, 10)
    counts = [
        item.count
        for frame in laptop.told(cursors=[home]).frames
        for item in frame.items
        if isinstance(item, Mine)
    ]
    assert sum(counts) == 8
    assert max(counts) <= 5


def test_the_frames_come_in_the_order_of_the_cursors(office: Office, laptop: Laptop, home: bytes) -> None:
    laptop.places.clear()
    wanted = [home, laptop.directory]
    told = laptop.told(cursors=wanted, whole=True)
    assert [frame.space for frame in told.frames] == wanted


def test_frames_hold_whole_batches_up_to_their_size(office: Office, laptop: Laptop, home: bytes) -> None:
    pushed = [id_ for _ in range(5) for id_ in sealed(laptop, home, 20, 5000)]
    office.person("bilal")
    reader = office.invited("bilal")
    reader.enrol()
    told = reader.pull()
    frames = [frame for frame in told.frames if frame.space == home]
    assert len(frames) == 3
    assert max(sizes(frames)) <= MAX_FRAME_BYTES
    assert all(len(packed(frame)) <= MAX_FRAME_BYTES + 4096 for frame in frames)
    assert list(reader.contents) == pushed


def test_a_large_batch_is_divided_and_the_signature_still_holds(
    office: Office, laptop: Laptop, home: bytes
) -> None:
    record = os.urandom(16)
    base = laptop.batch(home, [version(b"base", record=record)])
    laptop.told(laptop.push(base))
    edit = Unsealed(record, tuple(ids(base)), b"edit", full=False)
    large = laptop.batch(home, [version(os.urandom(40_000)) for _ in range(15)] + [edit])
    laptop.told(laptop.push(large))
    reader = office.laptop("bilal")
    assert list(reader.contents)[-16:] == ids(large)
    assert reader.contents[ids(large)[-1]] == b"edit"


def test_one_version_larger_than_a_frame_travels_alone(office: Office, laptop: Laptop, home: bytes) -> None:
    (id_,) = sealed(laptop, home, 1, 600_000)
    sealed(laptop, home, 1, 10)
    reader = office.laptop("bilal")
    assert len(reader.contents[id_]) == 600_000
    assert len(reader.contents) == 2


@pytest.mark.parametrize("budget", [1, 1000, 20_000, 100_000, 300_000])
def test_any_budget_gets_there_in_the_end(office: Office, laptop: Laptop, home: bytes, budget: int) -> None:
    pushed = [id_ for size in (3000, 50, 30_000) for id_ in sealed(laptop, home, 6, size)]
    reader = office.laptop("bilal")
    reader.places[home] = ORIGIN
    reader.contents.clear()
    for _ in range(60):
        told = reader.told(cursors=[home], max_bytes=budget)
        assert sum(sizes(told.frames[1:])) <= budget
        for frame in told.frames:
            reader.apply(frame)
        if not told.frames:
            break
    assert list(reader.contents) == pushed


def test_no_budget_brings_no_frames(laptop: Laptop, home: bytes) -> None:
    laptop.places.clear()
    told = laptop.told(cursors=[home], max_bytes=0)
    assert told.frames == []
    assert told.answer.last


def test_one_s_own_versions_are_only_counted(office: Office, laptop: Laptop, home: bytes) -> None:
    sealed(laptop, home, 3, 10)
    sealed(laptop, home, 2, 10)
    colleague = office.laptop("bilal")
    other = sealed(colleague, home, 1, 10)
    sealed(laptop, home, 1, 10)
    (frame,) = _only(laptop.pull(), home)
    counted = [item.count for item in frame.items if isinstance(item, Mine)]
    assert counted == [5, 1]
    assert list(laptop.contents) == other


def test_one_s_own_versions_come_whole_when_asked_for(laptop: Laptop, home: bytes) -> None:
    mine = sealed(laptop, home, 3, 10)
    laptop.pull(whole=True)
    assert list(laptop.contents) == mine


def _only(told: Told, space: bytes) -> list[Frame]:
    return [frame for frame in told.frames if frame.space == space]


def test_a_cursor_inside_a_batch_gets_the_rest_of_it(office: Office, laptop: Laptop, home: bytes) -> None:
    reader = office.laptop("bilal")
    pushed = sealed(laptop, home, 4, 10)
    reader.pull()
    end = reader.places[home]
    reader.places[home] = Position(end.incarnation, end.seq - 2, bytes(32))
    (frame,) = reader.told(cursors=[home]).frames
    (item,) = frame.items
    assert isinstance(item, Versions)
    batch = wire.decode(item.batch, home, lambda _: None)
    assert (frame.after, frame.until) == (end.seq - 2, end)
    assert [one.header.id() for one in batch.versions()] == pushed[2:]
    assert signature_holds(batch, laptop.keys.sign_public)


@pytest.mark.parametrize("beyond", [0, 5])
def test_nothing_follows_the_end(office: Office, laptop: Laptop, home: bytes, beyond: int) -> None:
    end = laptop.places[home]
    laptop.places[home] = Position(end.incarnation, end.seq + beyond, bytes(32))
    told = laptop.told(cursors=[home])
    assert told.frames == []
    assert home in [head.space for head in told.answer.heads]


def test_a_cursor_of_another_life_of_the_server_gets_nothing(laptop: Laptop, home: bytes) -> None:
    laptop.places[home] = Position(b"earlier!", laptop.places[home].seq - 1, bytes(32))
    told = laptop.told(cursors=[home])
    assert told.frames == []
    assert home in [head.space for head in told.answer.heads]


def test_nothing_of_a_space_one_is_not_in(office: Office, laptop: Laptop) -> None:
    office.post("DKR")
    foreign, unknown = office.home("DKR"), os.urandom(16)
    laptop.pull()
    laptop.places[laptop.directory] = ORIGIN
    told = laptop.told(cursors=[foreign, unknown])
    assert told.frames == []
    assert {foreign, unknown}.isdisjoint(head.space for head in told.answer.heads)
