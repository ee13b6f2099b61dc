"""Random lives of two to four laptops: nothing lost, nothing resurrected, everybody equal in the end."""

import pytest

from tests.simulation.run import run


@pytest.mark.parametrize("first", range(0, 24, 4))
def test_seeds_keep_every_promise(first: int) -> None:
    for seed in range(first, first + 4):
        run(seed, steps=40)


def test_a_seed_tells_the_same_story_twice() -> None:
    assert run(3, steps=40).trace == run(3, steps=40).trace


def test_the_seeds_meet_every_hardship() -> None:
    counts = sum((run(seed, steps=60).counts for seed in range(3)), start=run(100, steps=60).counts)
    for hardship in (
        "lost",
        "doubled",
        "cut",
        "crashed",
        "rotate",
        "join",
        "STORED",
        "BRANCH",
        "KNOWN",
        "REKEY",
    ):
        assert counts[hardship] > 0
