"""What a failure looks like from outside: one line, a stable code, a status, never what was worked on."""

import json

import click
import pytest

from asi_desktop.cli import wording
from asi_desktop.cli.failures import event_code, failure_of
from asi_desktop.domain.errors import NotInThisVersion
from tests.cli.conftest import Runner


def fault(held: str) -> Exception:
    with pytest.raises(KeyError) as raised:
        dict[str, int]()[held]
    return raised.value


def test_a_fault_is_told_by_its_place_and_nothing_else() -> None:
    one, other = fault("girouette"), fault("amphore")
    assert event_code(one) == event_code(other)
    told = failure_of(one)
    assert (told.status, told.code) == (1, "internal")
    for as_json in (True, False):
        assert "girouette" not in told.line(as_json=as_json)
        assert "\n" not in told.line(as_json=as_json)
    assert event_code(ValueError("no frame")).startswith("ValueError-")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_failure_is_a_sentence_in_the_language(language: str) -> None:
    wording.choose([f"--lang={language}"], {})
    for error in (NotInThisVersion(command="x"), click.UsageError("x"), KeyboardInterrupt(), fault("x")):
        told = failure_of(error)
        assert told.message[0].isupper() or not told.message[0].isalpha()
        assert told.message.endswith(".")
        assert told.advice
        document = json.loads(told.line(as_json=True))["error"]
        assert document == {"code": told.code, "message": told.message, "next": told.advice}
        assert told.line(as_json=False).startswith(f"error[{told.code}]: ")


def test_nothing_raw_passes_the_border(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("girouette")

    monkeypatch.setattr(runner.composition, "open_window", broken)
    answer = runner()
    assert answer.status == 1
    assert answer.err.startswith("error[internal]: ")
    assert "girouette" not in answer.err
    monkeypatch.setattr(runner.composition, "open_window", interrupted)
    assert runner("--json").error["code"] == "cancelled"
    monkeypatch.setattr(runner.composition, "open_window", left_alone)
    assert (runner().status, runner().err) == (1, "")


def interrupted(*_: object) -> int:
    raise KeyboardInterrupt


def left_alone(*_: object) -> int:
    raise BrokenPipeError
