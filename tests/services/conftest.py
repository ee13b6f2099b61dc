"""A desk on a vault of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asi_desktop.services.desk import Desk
from tests.services.quick import HandClock, new_vault, unlocked


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def profile(tmp_path: Path, clock: HandClock) -> Path:
    new_vault(tmp_path / "profile", clock)
    return tmp_path / "profile"


@pytest.fixture
def desk(profile: Path, clock: HandClock) -> Iterator[Desk]:
    opened = unlocked(profile, clock)
    try:
        yield opened
    finally:
        opened.close()
