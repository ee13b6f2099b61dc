"""On a terminal: secrets asked for unseen, progress as a bar, and a signal that stops work safely."""

import getpass
import io
import os
import signal
import sys
from collections.abc import Iterator

import pytest

from asi_desktop.cli.invocation import NoPassphrase, PassphrasesDiffer
from asi_desktop.cli.progress import watched
from asi_desktop.domain.text import Text
from asi_desktop.tasks import Cancelled
from tests.cli.conftest import Runner
from tests.services.quick import PASSPHRASE

WORK = Text("Travail", "Work")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answers(*given: str) -> Iterator[str]:
    yield from given


def test_a_passphrase_is_asked_for_unseen(desk: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def typed(question: str) -> str:
        asked.append(question)
        return PASSPHRASE

    monkeypatch.setattr(getpass, "getpass", typed)
    desk.terminal = True
    assert desk("--profile", str(desk.folder / "profile"), "--json", "status").status == 0
    assert asked == ["Passphrase: "]


@pytest.mark.parametrize(("second", "error"), [("autre chose", PassphrasesDiffer.code), (PASSPHRASE, "")])
def test_a_new_passphrase_is_asked_for_twice(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, second: str, error: str
) -> None:
    typed = answers(PASSPHRASE, second)
    monkeypatch.setattr(getpass, "getpass", lambda _: next(typed))
    runner.terminal = True
    answer = runner("--profile", str(runner.folder / "new"), "--json", "vault", "create")
    if error:
        assert answer.error["code"] == error
        assert not (runner.folder / "new").exists()
    else:
        assert set(answer.json) == {"vault", "recovery_code"}


def test_without_a_terminal_nothing_is_asked(desk: Runner) -> None:
    answer = desk("--profile", str(desk.folder / "profile"), "--json", "status")
    assert (answer.status, answer.error["code"]) == (3, NoPassphrase.code)


def test_progress_is_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with watched() as context:
        for done in range(3):
            context.report(WORK, done=done, total=3)
    assert "Work" in terminal.getvalue()


def test_progress_is_silent_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    with watched() as context:
        context.report(WORK, done=1)
    assert pipe.getvalue() == ""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_work_at_its_next_safe_point(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with watched() as context:
        os.kill(os.getpid(), number)
        with pytest.raises(Cancelled):
            context.report(WORK, done=1)
    assert signal.getsignal(number) is before
