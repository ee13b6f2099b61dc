"""What runs in the closed room, looked at from outside: its answers, and what counts as an attempt."""

import io
import os
import sys
from pathlib import Path

import msgspec
import pytest

from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room import (
    DocumentDangerous,
    DocumentTooLarge,
    DocumentTooSlow,
    DocumentUnreadable,
    inside,
    walls,
)
from asi_desktop.exchange.closed_room.errors import as_told, from_told
from asi_desktop.exchange.closed_room.plain import Answer, Task
from tests.exchange.closed_room import hostile

HOSTILE = "tests.exchange.closed_room.hostile:"


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Leave the walls down: they would close this very process."""
    noted: list[str] = []
    monkeypatch.setattr(inside, "enclosed", lambda: noted)
    monkeypatch.setattr(inside, "bounded", lambda **_: None)
    monkeypatch.setattr(inside, "tied", lambda _: None)
    return noted


@pytest.mark.usefixtures("attempts")
def test_a_task_is_answered_on_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    task = msgspec.msgpack.encode(Task(HOSTILE + "honest", b"four", {"page": 1}))
    out = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(task)))
    monkeypatch.setattr(sys, "stdout", out)
    inside.main(os.getppid(), 1 << 29, 10, 1 << 20)
    answer = msgspec.msgpack.decode(out.buffer.getvalue(), type=Answer)
    assert isinstance(answer.value, dict)
    assert answer.value["length"] == 4


@pytest.mark.usefixtures("attempts")
@pytest.mark.parametrize(
    ("parser", "code"),
    [
        ("refuses", "document_unreadable"),
        ("refuses_size", "document_too_large"),
        ("refuses_otherwise", "document_unreadable"),
        ("fails", "document_unreadable"),
        ("no_such_parser", "document_unreadable"),
    ],
)
def test_whatever_is_raised_is_a_code_with_two_wordings(parser: str, code: str) -> None:
    answer = inside._done(Task(HOSTILE + parser, b"", {}))
    assert (answer.value, answer.code) == (None, code)
    assert answer.fr
    assert answer.en


@pytest.mark.usefixtures("attempts")
def test_memory_that_runs_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def starve(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(hostile, "honest", starve)
    assert inside._done(Task(HOSTILE + "honest", b"", {})).code == "document_too_large"


def test_an_attempt_outweighs_any_answer(attempts: list[str]) -> None:
    attempts.append("socket.connect")
    assert inside._done(Task(HOSTILE + "honest", b"", {})).code == "document_dangerous"


@pytest.mark.parametrize(
    "value", ["x" * 100, b"x" * 100, ["x" * 50, {"y" * 30: b"z" * 30}], list(range(200))]
)
def test_an_answer_that_is_too_long_is_replaced_by_a_sentence(value: object) -> None:
    said = msgspec.msgpack.decode(inside._written(Answer(value), 90), type=Answer)
    assert said.code == "document_too_large"
    assert msgspec.msgpack.decode(inside._written(Answer(value), 9000), type=Answer).value == value


@pytest.mark.parametrize(
    "error",
    [
        DocumentUnreadable(reason=Text("fin", "end")),
        DocumentTooLarge(limit=Text("pages", "pages")),
        DocumentTooSlow(),
    ],
)
def test_an_error_passes_the_door_as_it_was(
    error: DocumentUnreadable | DocumentTooLarge | DocumentTooSlow,
) -> None:
    again = from_told(*as_told(error))
    assert type(again) is type(error)
    assert again.message("fr") == error.message("fr")
    assert as_told(DocumentUnreadable(reason="words"))[1:] == ("words", "words")


PLACES = (f"{Path(sys.prefix).resolve()}{os.sep}",)


@pytest.mark.parametrize(
    ("event", "values", "outward"),
    [
        ("socket.connect", (None, ("host", 1)), True),
        ("subprocess.Popen", (), True),
        ("os.fork", (), True),
        ("os.rename", ("a", "b"), True),
        ("ctypes.dlopen", ("x",), True),
        ("ctypes.dlsym", (), False),
        ("import", ("json",), False),
        ("os.listdir", (".",), False),
        ("open", (3, "w", 0), False),
        ("open", (f"{sys.prefix}/lib/x.py", "r", os.O_RDONLY), False),
        ("open", (f"{sys.prefix}/lib/x.py".encode(), "rb", 0), False),
        ("open", (Path(sys.prefix) / "x.py", "r", 0), False),
        ("open", (f"{sys.prefix}/lib/x.py", "a", 0), True),
        ("open", (f"{sys.prefix}/lib/x.py", None, os.O_WRONLY), True),
        ("open", (f"{sys.prefix}/lib/x.py", "r+", 0), True),
        ("open", (f"{sys.prefix}/../../etc/passwd", "r", 0), True),
        ("open", ("/etc/passwd", "r", 0), True),
    ],
)
def test_the_hook_knows_what_leads_outside(event: str, values: tuple[object, ...], outward: bool) -> None:
    assert walls._outward(event, values, PLACES) is outward
    noted: list[str] = []
    watch = walls._watching(noted, PLACES)
    if outward:
        with pytest.raises(DocumentDangerous):
            watch(event, values)
    else:
        watch(event, values)
    assert noted == [event] * outward


def test_what_may_be_read_is_pythons_the_programs_and_the_systems_own() -> None:
    places = walls._readable()
    assert str(Path(walls.__file__).resolve().parents[2]) in places
    assert str(Path(sys.prefix).resolve()) in places
    assert not [place for place in places if place in {"/", "/etc", "/home", "/proc", "/tmp"}]
    assert not [place for place in places if Path.home().is_relative_to(place)]
