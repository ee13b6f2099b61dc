"""What officers type finds whom they mean, among the first five of eleven thousand records."""

from collections.abc import Iterator

import pytest

from tests.search.judging import FIRST, Filled, filled, missed, plain_search
from tests.search.people import FIXED, people
from tests.search.queries import QUERIES
from tests.storage.surroundings import new_vault, surroundings

LEAST = 0.95
HOW_MANY = {
    "Arabic": 8,
    "Cyrillic": 8,
    "Greek": 5,
    "French accents": 8,
    "Transliterations": 8,
    "Typos": 8,
    "Partial words": 5,
    "Phone numbers": 5,
    "Plates": 3,
    "References": 3,
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = tmp_path_factory.mktemp("people")
    vault = new_vault(folder / "profile", surroundings(folder))
    yield filled(vault)
    vault.close()


def test_of_the_queries_nineteen_in_twenty_are_answered_and_unicode61_answers_half_as_many(
    made: Filled,
) -> None:
    total = sum(map(len, QUERIES.values()))
    ours, plain = (missed(find, made.named) for find in (made.find, plain_search(made)))
    found, beside = (total - sum(map(len, left.values())) for left in (ours, plain))
    assert found >= LEAST * total, ours
    assert beside * 2 < found, plain


def test_the_set_asks_for_every_difficulty() -> None:
    assert {name: len(QUERIES[name]) >= least for name, least in HOW_MANY.items()} == dict.fromkeys(
        HOW_MANY, True
    )
    assert sum(map(len, QUERIES.values())) >= 60


def test_the_people_are_the_same_every_time() -> None:
    assert [one.values for one in people(200)] == [one.values for one in people(200)]
    assert {one.name for one in people(200)} >= set(FIXED)


def test_everybody_is_found_by_the_whole_name(made: Filled) -> None:
    for name, person in FIXED.items():
        assert made.named[name] in made.find(f"{person.given} {person.family}")[:FIRST], name
