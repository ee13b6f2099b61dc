"""Random lives of a few laptops: nothing lost, nothing resurrected, everybody equal in the end."""

import shutil
from collections import Counter
from random import Random

import pytest

from tests.simulation import checks
from tests.simulation.chance import drawn_from
from tests.simulation.real_vault import workplace
from tests.simulation.run import Run, run
from tests.simulation.world import Variant

MODELS = Variant()
REAL_RELAY = Variant(relay="real")
REAL_VAULT = Variant(store="vault")
REAL = Variant(store="vault", relay="real")

HARDSHIPS = (
    "lost",
    "doubled",
    "cut",
    "broken",
    "fell in a sync",
    "late form",
    "rotate",
    "join",
    "restart",
    "jump",
    "STORED",
    "BRANCH",
    "KNOWN",
    "REKEY",
)


@pytest.mark.parametrize("first", range(0, 24, 6))
def test_the_engine_alone(first: int) -> None:
    told = Counter[str]()
    for seed in range(first, first + 6):
        told += run(seed, 40, MODELS).counts
    assert told["STORED"]
    assert told["no_connection"]


@pytest.mark.slow
@pytest.mark.parametrize("first", range(100, 112, 4))
def test_the_engine_and_the_relay(first: int) -> None:
    for seed in range(first, first + 4):
        run(seed, 40, REAL_RELAY)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(200, 208, 4))
def test_the_engine_and_the_vault(first: int) -> None:
    for seed in range(first, first + 4):
        run(seed, 30, REAL_VAULT)


@pytest.mark.slow
@pytest.mark.parametrize("first", range(300, 308, 4))
def test_everything_as_it_is_shipped(first: int) -> None:
    for seed in range(first, first + 4):
        run(seed, 30, REAL)


@pytest.mark.slow
def test_the_seeds_meet_every_hardship() -> None:
    told = Counter[str]()
    for seed in range(500, 512):
        told += run(seed, 60, MODELS).counts
    assert not [hardship for hardship in HARDSHIPS if not told[hardship]]


@pytest.mark.parametrize("variant", [MODELS, REAL])
def test_a_seed_tells_the_same_story_twice(variant: Variant) -> None:
    assert run(3, 20, variant).trace == run(3, 20, variant).trace


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seed", "steps", "variant"),
    [
        (0, 60, REAL_RELAY),  # a newcomer to two spaces was never believed
        (1, 60, REAL),  # a private note said, to nobody, that its record is there
        (33, 60, REAL),  # kept since it shows a save that falls between sealing and freezing
    ],
)
def test_a_seed_that_found_a_fault(seed: int, steps: int, variant: Variant) -> None:
    run(seed, steps, variant)


def test_an_image_put_back_after_a_sync_numbers_no_version_twice() -> None:
    folder = workplace()
    try:
        with drawn_from(Random(1)):
            life = Run(3, REAL, folder)
            ana = life.laptops[0]
            life.write(ana)
            life.image(ana)
            ana.sync()
            life.go_back(ana)
            checks.settle(life.laptops)
            checks.everything(life.laptops, life.office, life.ledger)
            life.close()
    finally:
        shutil.rmtree(folder)
