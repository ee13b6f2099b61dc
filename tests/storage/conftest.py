"""A vault of its own for each test, and an office with two laptops."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asi_desktop.storage.open_vault import Surroundings, Vault
from tests.storage.office import FakeOffice, Laptop, laptop
from tests.storage.surroundings import HandClock, new_vault, surroundings


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def given(tmp_path: Path, clock: HandClock) -> Surroundings:
    return surroundings(tmp_path, clock)


@pytest.fixture
def vault(tmp_path: Path, given: Surroundings) -> Iterator[Vault]:
    opened = new_vault(tmp_path / "profile", given)
    yield opened
    opened.close()


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def anna(office: FakeOffice, tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(office, tmp_path / "anna", "anna")
    yield made
    made.vault.close()


@pytest.fixture
def bruno(office: FakeOffice, tmp_path: Path) -> Iterator[Laptop]:
    made = laptop(office, tmp_path / "bruno", "bruno")
    yield made
    made.vault.close()
