"""Head office on PostgreSQL, two relay processes: whatever is killed, nothing is lost and nothing doubled.

What two laptops promise on SQLite is promised here too: those tests run again, in this world.
"""

import json
import os
import random
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Timer

import pytest

from tests.e2e.conftest import PASSPHRASES, World, made
from tests.e2e.programs import Laptop
from tests.e2e.realistic import records
from tests.e2e.test_two_laptops import (
    added,
    test_a_deletion_unaware_of_an_edit_keeps_the_record,
    test_a_hundred_records_arrive_byte_for_byte,
    test_different_fields_and_new_elements_merge_without_a_question,
    test_head_office_killed_in_the_middle_of_a_push,
    test_the_same_field_is_one_question_answered_once,
)
from tests.postgresql import Cluster, running

__all__ = [
    "test_a_deletion_unaware_of_an_edit_keeps_the_record",
    "test_a_hundred_records_arrive_byte_for_byte",
    "test_different_fields_and_new_elements_merge_without_a_question",
    "test_head_office_killed_in_the_middle_of_a_push",
    "test_the_same_field_is_one_question_answered_once",
]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ROUNDS = int(os.environ.get("ASI_KILLS", "4"))
"""Set ASI_KILLS=200 for the long run: in each round somebody is killed, four take turns."""
RECORDS = int(os.environ.get("ASI_RECORDS", "100"))
"""Set ASI_RECORDS=1000 for the long run."""
STEPS = 6
NO_ANSWER = {"no_connection", "later"}


@pytest.fixture(scope="module")
def server() -> Iterator[Cluster]:
    """A database server of these tests' own: they pull its plug, so it writes as it does in earnest."""
    with running() as server:
        yield server


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, server: Cluster) -> Iterator[World]:
    with made(tmp_path_factory.mktemp("world"), "--database", server.database(), relays=2) as world:
        yield world


def test_a_relay_is_killed_in_a_push_and_the_other_takes_it(world: World) -> None:
    """Ana's relay dies half-way while Ben writes to the other, which then takes what Ana has left."""
    world.meet()
    ours = {added(world.ana, kind, given) for kind, given in records(RECORDS, seed=11)}
    theirs = {added(world.ben, kind, given) for kind, given in records(RECORDS, seed=12)}
    world.line.cut_when(RECORDS * 100, world.relay.kill)
    with ThreadPoolExecutor(2) as pool:
        cut, whole = pool.map(lambda laptop: laptop("sync"), (world.ana, world.ben))
    assert (cut.status, whole.status) == (4, 0)
    world.line.retarget(world.relays[1].port)
    assert world.ana("sync").json["pending"] == 0
    world.relay.start()
    world.line.retarget(world.relay.port)
    world.meet()
    assert_whole(world, ours | theirs)


def test_whoever_is_killed(world: World, server: Cluster) -> None:
    """Both laptops write to the same records and sync all the time; in each round one of four is killed."""
    chance = random.Random(5)
    promised: set[str] = set()
    shared = added(world.ana, "brief", {"title": "Partagée", "bluf": "0"})
    world.meet()
    victims: list[tuple[Callable[[], None], Callable[[], None]]] = [
        (server.kill, server.start),
        (world.relays[0].kill, world.relays[0].start),
        (world.relays[1].kill, world.relays[1].start),
        (world.ana.kill, world.ana.leave),
    ]
    for number in range(ROUNDS):
        kill, revive = victims[number % len(victims)]
        timer = Timer(chance.uniform(0.0, 0.8), kill)
        timer.start()
        with ThreadPoolExecutor(2) as pool:
            rounds = pool.map(lambda laptop: written(laptop, shared, number), (world.ana, world.ben))  # noqa: B023
            for ids in rounds:
                promised |= ids
        timer.join()
        revive()  # relays answer again as soon as the database does
    for laptop in (world.ana, world.ben):
        values = laptop("record", "get", shared).json["conflicts"].get("bluf", [])
        if values:
            laptop("conflict", "resolve", shared, "bluf", "--take", str(len(values))).done()
            break
    world.meet()
    assert_whole(world, promised)


def test_the_database_s_files_hold_no_word_of_it(world: World, server: Cluster) -> None:
    word = "Zibelinequolibet"
    added(world.ana, "brief", {"title": f"Note {word}", "bluf": f"Vu {word} au port."})
    world.meet()
    server.say("CHECKPOINT")
    files = [file for file in server.folder.rglob("*") if file.is_file()]
    assert len(files) > 100
    for file in files:
        data = file.read_bytes()
        for secret in (word, word.casefold(), *PASSPHRASES.values()):
            assert secret.encode() not in data, file


def written(laptop: Laptop, shared: str, number: int) -> set[str]:
    """Add, edit and sync for a while; return the records that the laptop said it had saved."""
    saved = set()
    for step in range(STEPS):
        answer = laptop.ask("record", "add", "brief", "-", given={"title": f"Ronde {number}, fiche {step}"})
        if answer is not None:
            saved.add(str(answer["output"]["id"]))
        laptop.ask("record", "set", shared, f'bluf="{number}.{step}"')
        answer = laptop.ask("sync")
        if answer is not None and answer["status"]:
            assert answer["error"]["code"] in NO_ANSWER
    return saved


def assert_whole(world: World, promised: set[str]) -> None:
    """Everything promised is on both laptops, once, byte for byte the same, and head office is sound."""
    ours, theirs = world.exports()
    assert ours == theirs
    here = Counter(json.loads(line)["id"] for line in theirs.splitlines())
    assert set(here.values()) == {1}
    assert promised <= set(here)
    proof = world.office("verify").json
    assert proof["ok"]
    assert proof["checked"]["versions"] >= len(promised)
    for laptop in (world.ana, world.ben):
        status = laptop("status").json
        assert (status["pending"], status["quarantined"]) == (0, 0)
        assert status["alarms"] in (0, [])
