"""`kill -9` while editing and syncing: the vault opens, and what was reported as saved is there."""

import os
import random
import threading
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.e2e.conftest import World
from tests.e2e.programs import asked, ended

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]

ROUNDS = int(os.environ.get("ASI_KILLS", "12"))
"""Set ASI_KILLS=200 for the long run."""


@dataclass
class Promises:
    """What the program said it had saved: titles by id, and the last word of the record edited on and on."""

    titles: dict[str, str] = field(default_factory=dict)
    edited: str = ""
    word: int = 0
    under_way: int = 0


def test_kill_at_random_moments(world: World) -> None:
    chance = random.Random(3)
    promises = Promises()
    for number in range(ROUNDS):
        kill_one(world, promises, chance, number)
    views = (world.ana("record", "get", record).json for record in promises.titles)
    kept = {view["id"]: view["fields"]["title"] for view in views}
    assert kept == promises.titles
    assert world.ana("vault", "verify").json["ok"]
    world.meet()
    ours, theirs = world.exports()
    assert ours == theirs


def kill_one(world: World, promises: Promises, chance: random.Random, number: int) -> None:
    world.ana.leave()
    process = world.ana.program.start("batch")

    def ask(*words: str, given: object = None) -> dict[str, Any] | None:
        return asked(process, *words, given=given)

    timer = threading.Timer(chance.uniform(0.0, 0.8), process.kill)
    try:
        if not promises.edited:
            first = ask("record", "add", "brief", "-", given={"title": "Mot à mot", "bluf": "0"})
            assert first is not None
            promises.edited = str(first["output"]["id"])
            promises.titles[promises.edited] = "Mot à mot"
        else:
            answer = ask("record", "get", promises.edited)
            assert answer is not None, "the vault did not open"
            assert answer["status"] == 0
            word = int(answer["output"]["fields"]["bluf"])
            assert word in {promises.word, promises.under_way}
            promises.word = word
        timer.start()
        for step in range(10_000):
            promises.under_way = promises.word + 1
            if ask("record", "set", promises.edited, f'bluf="{promises.under_way}"') is None:
                break
            promises.word = promises.under_way
            title = f"Ronde {number}, fiche {step}"
            answer = ask("record", "add", "brief", "-", given={"title": title})
            if answer is None:
                break
            promises.titles[str(answer["output"]["id"])] = title
            if step % 3 == 0 and ask("sync") is None:
                break
    finally:
        timer.cancel()
        process.kill()
        ended(process)
