"""What a transaction promises on either database: readers see one moment, writers take turns."""

import os
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import pytest

from asi_desktop.headoffice.log_store import Arrival, Log, LogStore, Stored
from tests.headoffice.conftest import Office
from tests.headoffice.laptops import version

SPACE, OTHER = b"a" * 16, b"b" * 16


class GaveUpError(Exception):
    """Something went wrong in the middle of a transaction."""


def pushed(store: LogStore, space: bytes, count: int = 1) -> list[int]:
    """Append versions and return their numbers."""
    versions = [Arrival(os.urandom(32), os.urandom(16), n) for n in range(count)]
    with store.writing() as writer:
        log = writer.lock(space) or writer.create(space, bytes(8))
        end = writer.append_versions(log, stored(versions)).position.seq
    return list(range(end - count + 1, end + 1))


def stored(versions: list[Arrival]) -> Stored:
    return Stored(b"d" * 16, versions, b"content", [(one.record, one.id) for one in versions], [])


def test_numbers_have_no_gap_whoever_writes_at_once(database: str) -> None:
    """Two processes' stores, four writers each, one of them failing again and again."""
    with closing(LogStore.create(database)) as one, closing(LogStore.open(database)) as other:
        pushed(one, SPACE)

        def write(store: LogStore) -> list[int]:
            return [seq for count in (1, 3, 2) for seq in pushed(store, SPACE, count)]

        def fail(store: LogStore) -> list[int]:
            for _ in range(3):
                with suppress(GaveUpError), store.writing() as writer:
                    log = writer.lock(SPACE)
                    assert log is not None
                    writer.append_versions(log, stored([Arrival(os.urandom(32), bytes(16), 1)]))
                    raise GaveUpError
            return []

        with ThreadPoolExecutor(8) as pool:
            works = [pool.submit(write, store) for store in (one, other) for _ in range(3)]
            works += [pool.submit(fail, store) for store in (one, other)]
            numbers = sorted(seq for work in works for seq in work.result())
        assert numbers == list(range(2, 2 + 36))
        with one.reading() as reader:
            assert [seq for seq, _, _ in reader.chained(SPACE)] == [1, *numbers]


def test_a_reader_sees_one_moment(database: str) -> None:
    with closing(LogStore.create(database)) as store:
        pushed(store, SPACE)
        with store.reading() as reader:
            before = reader.log(SPACE)
            pushed(store, SPACE, 5)
            assert reader.log(SPACE) == before
            assert len(list(reader.chained(SPACE))) == 1
        with store.reading() as reader:
            assert len(list(reader.chained(SPACE))) == 6


def test_who_waited_for_a_log_sees_what_was_added_meanwhile(database: str) -> None:
    seen: list[Log | None] = []

    def look(store: LogStore) -> None:
        with store.writing() as writer:
            writer.setting("anything")
            seen.append(writer.lock(SPACE))

    with closing(LogStore.create(database)) as store, closing(LogStore.open(database)) as other:
        pushed(store, SPACE)
        waiting = Thread(target=look, args=(other,))
        with store.writing() as writer:
            log = writer.lock(SPACE)
            assert log is not None
            waiting.start()
            waiting.join(0.05)
            writer.append_versions(log, stored([Arrival(os.urandom(32), os.urandom(16), 1)]))
        waiting.join()
    assert [log and log.position.seq for log in seen] == [2]


def test_rows_that_are_put_take_the_place_of_others(database: str) -> None:
    """Also when two processes put the first one at the same time."""
    with closing(LogStore.create(database)) as store, closing(LogStore.open(database)) as other:

        def put(one: LogStore) -> None:
            for number in range(10):
                with one.writing() as writer:
                    writer.heard(number.to_bytes(16, "big"), 7)
                    writer.put_setting(f"{number}", b"same")
                    writer.alarm("x", space=SPACE, subject=bytes([number]) * 32, device=bytes(16), at_ms=1)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(put, (store, other)))
        with store.reading() as reader:
            assert set(reader.contacts().values()) == {7}
            assert len(reader.contacts()) == len(reader.alarms()) == 10


def test_tables_are_made_once_however_many_begin_at_once(cluster_or_file: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        stores = list(pool.map(lambda _: LogStore.create(cluster_or_file), range(3)))
    for store in stores:
        pushed(store, SPACE)
        store.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def cluster_or_file(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database that has no tables yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new.sqlite'}"
    return str(request.getfixturevalue("cluster").database())


def test_people_who_join_and_leave_while_others_write(office: Office) -> None:
    """Enrolments, rotations and pushes in any order never wait for each other in a ring."""
    writers = [office.laptop("anna"), office.laptop("bilal")]
    home = office.home()
    for number in range(4):
        office.person(f"new{number}")
    invited = [office.invited(f"new{number}") for number in range(4)]

    def write(number: int) -> int:
        laptop = writers[number]
        batches = [laptop.batch(home, [version()]) for _ in range(6)]
        outcomes = [laptop.told(laptop.push(batch)).pushed[0] for batch in batches]
        assert all(outcome.first or outcome.results for outcome in outcomes)
        return len(batches)

    with ThreadPoolExecutor(4) as pool:
        works: list[Future[object]] = [pool.submit(write, number) for number in range(2)]
        works += [pool.submit(office.person, f"late{number}") for number in range(2)]
        works += [pool.submit(laptop.enrol) for laptop in invited]
        for work in works:
            work.result()
    with office.store.reading() as reader:
        view = office.service.membership.view(reader)
    assert {laptop.device for laptop in (*writers, *invited)} <= view.devices.keys()
