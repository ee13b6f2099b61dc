"""The closed room: an honest parser answers, a hostile one gets nowhere and is told of in a sentence."""

import os
import select
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.errors import AppError
from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room import (
    DocumentDangerous,
    DocumentTooLarge,
    DocumentTooSlow,
    DocumentUnreadable,
    Limits,
    Plain,
    opened,
    room,
)
from asi_desktop.exchange.closed_room.plain import Answer, answered
from asi_desktop.exchange.closed_room.system_calls import MACHINES, compiled
from asi_desktop.exchange.parsers import PARSERS
from asi_desktop.tasks import Cancelled, Context
from tests.exchange.closed_room import hostile

PATIENT = Limits(wall_s=60)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> "Run":
    return Run(monkeypatch)


class Run:
    """Opens a document with a parser of ``hostile``."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(
        self,
        name: str,
        document: bytes = b"",
        *,
        arguments: dict[str, Plain] | None = None,
        limits: Limits = PATIENT,
        context: Context | None = None,
    ) -> Plain:
        self._monkeypatch.setitem(PARSERS, name, f"tests.exchange.closed_room.hostile:{name}")
        return opened(name, document, arguments=arguments, limits=limits, context=context)


def test_an_honest_parser_answers(run: Run) -> None:
    assert run("honest", b"x" * 300_000, arguments={"page": 3}) == {
        "length": 300_000,
        "given": {"page": 3},
        "all": [None, True, -3, 1.5, "é", b"\0", {}],
    }


def test_it_knows_nothing_of_its_surroundings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASI_PASSPHRASE", "correct horse")
    with Path(__file__).open() as open_here:
        os.set_inheritable(open_here.fileno(), True)
        told = run("surroundings")
    assert isinstance(told, dict)
    environment = told["environment"]
    assert isinstance(environment, dict)
    assert environment.keys() <= {"LC_CTYPE"}  # which Python itself sets
    assert told["files"] == [0, 1, 2]
    assert told["folder"] == "/"
    modules = told["modules"]
    assert isinstance(modules, list)
    assert not [
        name for name in modules if str(name).startswith(("asi_desktop.crypto", "asi_desktop.storage"))
    ]


def test_it_may_still_import_what_python_brings(run: Run) -> None:
    assert run("reads_lazily") == "éé"


@pytest.mark.parametrize("what", hostile.ATTEMPTS)
def test_an_attempt_to_get_out_is_refused_and_told(run: Run, what: str) -> None:
    for parser in ("attempts", "hides_its_attempt"):
        with pytest.raises(DocumentDangerous) as caught:
            run(parser, arguments={"what": what})
        assert caught.value.message("fr").startswith("Ce document a été refusé")
    assert not Path("/tmp/closed-room-was-here").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="these walls are Linux's")
def test_a_parser_that_was_taken_over_gets_nowhere(run: Run, tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_text("the officer's own file")
    done = run("taken_over", arguments={"kept": str(kept), "new": str(new), "parent": os.getpid()})
    assert isinstance(done, dict)
    assert done.keys() == hostile.NATIVE.keys()
    refused = {name for name, result in done.items() if result == -1}
    assert refused == done.keys()
    assert kept.read_text() == "the officer's own file"
    assert not new.exists()


def test_a_thread_cannot_hide_in_it(run: Run) -> None:
    with pytest.raises(DocumentUnreadable):
        run("starts_a_thread")


@pytest.mark.parametrize("parser", ["loops", "sleeps"])
def test_what_never_ends_is_ended(run: Run, parser: str) -> None:
    with pytest.raises(DocumentTooSlow):
        run(parser, limits=Limits(wall_s=0.8))


def test_work_without_end_is_stopped_by_the_system_itself(run: Run) -> None:
    with pytest.raises(DocumentTooSlow):
        run("loops", limits=Limits(cpu_s=1, wall_s=60))


def test_what_eats_memory_is_told_so(run: Run) -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        run("eats_memory")
    assert "memory" in caught.value.message("en")


@pytest.mark.parametrize(("parser", "size"), [("answers_too_much", 1_000_000), ("floods", 0)])
def test_an_answer_is_bounded(run: Run, parser: str, size: int) -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        run(parser, arguments={"size": size}, limits=Limits(answer=500_000, wall_s=60))
    assert "amount of content" in caught.value.message("en")


def test_an_answer_beyond_memory_is_told_so(run: Run) -> None:
    with pytest.raises(DocumentTooLarge):
        run("answers_too_much", arguments={"size": 300 * 1024 * 1024})


def test_a_document_is_measured_before_a_child_is_started(run: Run) -> None:
    with pytest.raises(DocumentTooLarge) as caught:
        run("honest", b"x" * 1_048_577, limits=Limits(document=1_048_576))
    assert "1 MiB" in caught.value.message("en")


@pytest.mark.parametrize("parser", ["crashes", "crash", "ends"])
def test_the_death_of_the_child_is_a_sentence(run: Run, parser: str) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        run(parser)
    assert caught.value.message("en") == (
        "This document cannot be read: it brought down the program that read it."
    )


@pytest.mark.parametrize("parser", ["fails", "recurses"])
def test_a_failure_of_a_library_never_quotes_the_document(run: Run, parser: str) -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        run(parser)
    assert "rules of its format" in caught.value.message("en")
    assert "secret" not in repr(caught.value.details)


def test_a_value_nested_without_end_does_not_pass_the_door(run: Run) -> None:
    with pytest.raises(AppError):
        run("nests")


def test_a_parser_says_what_is_wrong_in_both_languages(run: Run) -> None:
    with pytest.raises(DocumentUnreadable) as unreadable:
        run("refuses")
    assert unreadable.value.message("fr") == "Ce document ne peut pas être lu : la page 3 manque."
    with pytest.raises(DocumentTooLarge) as too_large:
        run("refuses_size")
    assert too_large.value.message("en").endswith("opened here: too many pages.")
    with pytest.raises(DocumentUnreadable) as otherwise:
        run("refuses_otherwise")
    assert otherwise.value.message("en") == "This document cannot be read: A record says non."


def test_it_can_be_cancelled(run: Run) -> None:
    context = Context()
    context.cancel()
    with pytest.raises(Cancelled):
        run("sleeps", context=context)


def test_a_parser_that_is_not_in_the_table_is_our_fault() -> None:
    with pytest.raises(KeyError):
        opened("no such parser", b"")


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"\xc1",
        b"\x91",
        msgspec.msgpack.encode([1]),
        msgspec.msgpack.encode([None, "document_unreadable"])[:3],
    ],
)
def test_an_answer_in_another_tongue_is_unreadable(run: Run, said: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        run("answers_nonsense", arguments={"said": said + b"\xc1"})


@given(st.binary(max_size=200))
def test_no_answer_whatever_brings_the_program_down(said: bytes) -> None:
    with suppress(DocumentUnreadable):
        answered(said)


@pytest.mark.parametrize(
    "value",
    [msgspec.msgpack.Ext(5, b"x"), {1: 2}, [b"x", {"a": msgspec.msgpack.Ext(1, b"")}]],
)
def test_only_plain_values_pass_the_door(value: object) -> None:
    with pytest.raises(DocumentUnreadable):
        answered(msgspec.msgpack.encode(Answer(value)))


def test_a_code_that_is_not_known_here_is_unreadable() -> None:
    with pytest.raises(DocumentUnreadable) as caught:
        answered(msgspec.msgpack.encode(Answer(None, "of_tomorrow", "demain", "tomorrow")))
    assert caught.value.details["reason"] == Text("demain", "tomorrow")


def test_what_a_child_that_was_taken_over_says_is_short_and_of_one_line() -> None:
    said = "Appelez le\u202e 36\n" * 100_000
    with pytest.raises(DocumentUnreadable) as caught:
        answered(msgspec.msgpack.encode(Answer(None, "document_unreadable", said, said)))
    assert len(caught.value.message("fr")) < 400
    assert not {"\n", "\u202e"} & {*caught.value.message("fr"), *caught.value.message("en")}


def test_where_pipes_cannot_be_watched_it_answers_too(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_as_it_comes", room._in_slices)
    assert isinstance(run("honest", b"x" * 300_000), dict)
    with pytest.raises(DocumentTooSlow):
        run("sleeps", limits=Limits(wall_s=0.5))


def test_the_child_dies_with_the_program_that_started_it() -> None:
    code = (
        "import os, threading; from asi_desktop.exchange.closed_room import opened;"
        "from asi_desktop.exchange.parsers import PARSERS;"
        "PARSERS['s'] = 'tests.exchange.closed_room.hostile:sleeps';"
        "from asi_desktop.exchange.closed_room import room; started = room.subprocess.Popen;"
        "room.subprocess.Popen = lambda *a, **k: (c := started(*a, **k), print(c.pid, flush=True))[0];"
        "opened('s', b'')"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        watched = os.pidfd_open(child)
        program.kill()
    assert select.select([watched], [], [], 20)[0]
    os.close(watched)


def test_the_filter_allows_each_call_once_and_fits_its_jumps() -> None:
    for machine in MACHINES.values():
        listed = [*machine.allowed, *machine.opening]
        assert len(set(listed)) == len(listed)
        assert len(compiled(machine)) % 8 == 0
        assert len(compiled(machine)) // 8 < 4096
