"""The command line in this process: on a real vault that is cheap to open, answers read from real streams."""

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from asi_desktop.cli import main as command_line
from asi_desktop.domain.text import Language
from asi_desktop.services.desk import Desk
from asi_desktop.services.opening import open_desk, require_profile
from tests.services.quick import PASSPHRASE, HandClock, cheap, new_vault


@dataclass
class Answer:
    """What a run wrote, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401  # a document of any command
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, str]:
        told: dict[str, str] = json.loads(self.err)["error"]
        return told


class QuickComposition:
    """Lends the commands vaults that open at once, and a window that only notes that it was opened."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.windows: list[tuple[Path, Language | None]] = []

    def open_desk(self, folder: Path, passphrase: Callable[[], bytearray]) -> Desk:
        require_profile(folder)
        return open_desk(folder, passphrase(), surroundings=cheap(self.clock))

    def open_window(self, folder: Path, language: Language | None) -> int:
        self.windows.append((folder, language))
        return 0

    def command_line(self, folder: Path, language: Language | None) -> list[str]:
        return [sys.executable, "-c", "", str(folder), str(language)]


class Keyboard(io.TextIOWrapper):
    """Standard input with somebody at it."""

    def isatty(self) -> bool:
        return True


class Runner:
    """Runs command lines as a script does; ``terminal``: as a person does."""

    terminal = False

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, clock: HandClock) -> None:
        self.folder = folder
        self.composition = QuickComposition(clock)
        self.environment: dict[str, str] = {}
        self._patch = monkeypatch

    def __call__(self, *words: str, given: bytes = b"") -> Answer:
        """Run one line; ``given`` is its standard input."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        with self._patch.context() as patch:
            stream = Keyboard if self.terminal else io.TextIOWrapper
            patch.setattr(sys, "stdin", stream(io.BytesIO(given), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            for name, value in self.environment.items():
                patch.setenv(name, value)
            status = command_line.run(words, self.composition, environment=os.environ)
        return Answer(status, *(read(stream) for stream in (out, err)))

    def on(self, *words: str, given: bytes = b"") -> Answer:
        """Run one command on the profile, with ``--json``."""
        options = (
            "--profile",
            str(self.folder / "profile"),
            "--passphrase-file",
            str(self.folder / "secret"),
        )
        return self(*options, "--json", *words, given=given)


def read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    for name in ("ASI_PROFILE", "ASI_PASSPHRASE_FILE", "ASI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "secret").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Runner(tmp_path, monkeypatch, HandClock())


@pytest.fixture
def desk(runner: Runner) -> Runner:
    """A runner with a vault in its profile."""
    new_vault(runner.folder / "profile", runner.composition.clock)
    return runner
