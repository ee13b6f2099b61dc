"""The program as a process: its real cost of a passphrase, a terminal to type it on, pipes that close."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.headoffice.conftest import PASSPHRASE

PROGRAM = [sys.executable, "-m", "asi_desktop.headoffice"]


def test_from_nothing_to_an_invitation(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(PASSPHRASE)
    options = ["--data", str(tmp_path / "office"), "--passphrase-file", str(tmp_path / "secret"), "--json"]

    def ask(*words: str) -> dict[str, object]:
        done = subprocess.run([*PROGRAM, *options, *words], check=False, capture_output=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert done.stderr == b""
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    ask("init")
    ask("person", "add", "anna", "--name", "Anna", "--role", "CHEF", "--post", "HQ")
    told = ask("invite", "anna", "--out", str(tmp_path / "invitation"), "--url", "https://127.0.0.1:7443")
    assert len(str(told["code"]).split("-")) == 6


@pytest.mark.parametrize(("second", "status"), [(PASSPHRASE, 0), (b"typed otherwise", 2)])
def test_a_new_passphrase_is_typed_twice_unseen(tmp_path: Path, second: bytes, status: int) -> None:
    ours, theirs = pty.openpty()
    line = [*PROGRAM, "--data", str(tmp_path / "office"), "--lang", "en", "init"]
    with subprocess.Popen(
        line, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        seen = read_until(ours, b"passphrase: ")
        os.write(ours, PASSPHRASE + b"\n")
        seen += read_until(ours, b"more: ")
        os.write(ours, second + b"\n")
        seen += drained(ours)
        assert process.wait(60) == status
    assert PASSPHRASE not in seen
    os.close(ours)


def read_until(terminal: int, text: bytes) -> bytes:
    seen = b""
    while text not in seen:
        seen += os.read(terminal, 1000)
    return seen


def drained(terminal: int) -> bytes:
    seen = b""
    try:
        while piece := os.read(terminal, 1000):
            seen += piece
    except OSError:  # the other side is gone
        pass
    return seen


def test_who_stops_reading_is_no_fault(tmp_path: Path) -> None:
    with subprocess.Popen([*PROGRAM, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        process.wait(60)
    assert b"Traceback" not in told
