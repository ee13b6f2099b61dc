"""The locks pin every library by content, tell nothing of where they were made, and agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
LOCKS = [CHECKOUT / "packaging" / name for name in ("requirements.txt", "requirements-dev.txt")]
RUNTIME, DEVELOPMENT = LOCKS

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[^ ;]+)")


def pins(lock: Path) -> dict[str, str]:
    lines = lock.read_text(encoding="utf-8").splitlines()
    found = [PIN.match(line) for line in lines if not line.startswith(" ")]
    return {pin["name"]: pin["version"] for pin in found if pin is not None}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_holds_pins_and_hashes_only(lock: Path) -> None:
    for requirement in re.split(r"\n(?! )", lock.read_text(encoding="utf-8").strip()):
        first, *hashes = requirement.split(" \\\n    ")
        assert PIN.match(first), first
        assert hashes, first
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", line) for line in hashes), first


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_covers_the_project(lock: Path) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"]) + list(project["optional-dependencies"]["setup"])
    if lock == DEVELOPMENT:
        wanted += project["optional-dependencies"]["dev"]

    names = {re.split(r"[<>=; \[]", requirement)[0].lower().replace(".", "-") for requirement in wanted}

    assert names <= pins(lock).keys()


def test_tests_run_with_the_libraries_that_users_run() -> None:
    assert pins(RUNTIME).items() <= pins(DEVELOPMENT).items()
