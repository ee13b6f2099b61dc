"""The program as a whole: quick to start, silent about what it holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asi_desktop.app import Composition

HARDENED = """
import resource, threading
from asi_desktop.app import harden
harden()
print(resource.getrlimit(resource.RLIMIT_CORE), open("/proc/self/status").read().count("\\nCoreDumping:\\t0"))
def crash():
    held = "girouette"
    raise ValueError(held)
thread = threading.Thread(target=crash)
thread.start()
thread.join()
crash()
"""


def python(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, *words]
    own = os.environ | environment
    line = [sys.executable, *words]
    own = os.environ | environment
    return subprocess.run(line, capture_output=True, text=True, env=own, timeout=60, check=False)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_crash_leaves_neither_a_core_nor_a_word() -> None:
    done = python("-c", HARDENED)
    assert done.returncode == 1
    assert done.stdout.startswith("(0, 0)")
    assert done.stderr.count("error[internal]: ValueError-") == 2
    assert "girouette" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_light_command_imports_neither_window_nor_vault() -> None:
    code = (
        "import sys; from asi_desktop.__main__ import main; sys.argv[1:] = ['--help']; status = main();"
        "print(sorted({'PySide6', 'sqlalchemy', 'httpcore', 'rich'} & set(sys.modules)), status)"
    )
    assert python("-c", code).stdout.splitlines()[-1] == "[] 0"


def test_who_stops_reading_is_no_fault() -> None:
    line = f"{sys.executable} -m asi_desktop record schema request | head -c 10"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


def test_the_window_is_started_by_a_line_of_its_own(tmp_path: Path) -> None:
    line = Composition().command_line(tmp_path, "fr")
    assert line[0] == sys.executable
    assert line[-4:] == ["--profile", str(tmp_path), "--lang", "fr"]
    assert Composition().command_line(tmp_path, None)[-2:] == ["--profile", str(tmp_path)]
