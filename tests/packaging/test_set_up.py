"""run.sh keeps out of the way: arguments, streams and status are the program's, and what is there stays."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROGRAM = """#!/bin/bash
printf '[%s]' "$@"
cat
exit 7
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout in a folder with spaces, set up already, whose program tells its arguments and its input."""
    folder = tmp_path / "un dossier à part"
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    shutil.copytree(CHECKOUT / "packaging", folder / "packaging")
    shutil.copy(CHECKOUT / "pyproject.toml", folder)
    (programs / "python").symlink_to("/usr/bin/python3")
    (programs / "asi-desktop").write_text(PROGRAM, encoding="utf-8")
    (programs / "asi-desktop").chmod(stat.S_IRWXU)
    dependencies = 'stamp requirements.txt "$(fingerprint "$RUNTIME_LOCK")"'
    libraries = 'stamp system-qt "$(sha256sum <"$RUNTIME_LOCK")"'
    stamped = shell(folder, f"{dependencies}; {libraries}")
    assert stamped.returncode == 0, stamped.stderr
    return folder


def shell(checkout: Path, code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs code that has sourced setup.sh."""
    return run(
        "bash",
        "-c",
        f'set -euo pipefail; source "$1"; {code}',
        "sh",
        checkout / "packaging" / "setup.sh",
        **environment,
    )


def run(*command: str | Path, text: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with nothing of this machine's display and language."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "TMPDIR"}}
    return subprocess.run(
        command, input=text, env={**kept, **environment}, capture_output=True, text=True, check=False, cwd="/"
    )


def test_arguments_input_and_status_are_the_programs(checkout: Path) -> None:
    ended = run(
        "bash", checkout / "packaging" / "run.sh", "--json", "note", "deux mots", "", "*", text="entrée"
    )

    assert ended.stdout == "[--json][note][deux mots][][*]entrée"
    assert ended.stderr == ""
    assert ended.returncode == 7


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr_FR.UTF-8", "Aucun écran utilisable"),
        ("en_GB.UTF-8", "No usable display"),
        ("C", "No usable display"),
    ],
)
def test_without_a_display_it_says_so_and_shows_the_demonstration(
    checkout: Path, language: str, words: str
) -> None:
    ended = run("bash", checkout / "packaging" / "run.sh", LC_ALL=language)

    assert ended.stdout == "[demo][--headless]"
    assert words in ended.stderr


def test_a_changed_lock_is_noticed(checkout: Path) -> None:
    with (checkout / "packaging" / "requirements.txt").open("a", encoding="utf-8") as lock:
        lock.write("\n")

    assert shell(checkout, 'is_set_up "$RUNTIME_LOCK"').returncode == 1


def test_a_moved_checkout_is_noticed(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("ailleurs"))

    assert shell(moved, 'is_set_up "$RUNTIME_LOCK"').returncode == 1


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Tapez cette ligne"), ("en", "Type this line")], ids=["fr", "en"]
)
def test_without_privileges_it_says_the_line_to_type(checkout: Path, language: str, words: str) -> None:
    code = "as_root() { return 1; }; install_packages python3-venv libgl1; echo went on"

    ended = shell(checkout, code, LANG=language)

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert words in ended.stderr
    assert (
        "'apt-get update && apt-get install --yes --no-install-recommends python3-venv libgl1'"
        in ended.stderr
    )


def test_what_a_failing_step_said_is_shown(checkout: Path) -> None:
    ended = shell(checkout, "quietly true; quietly bash -c 'echo the reason; exit 3'")

    assert (ended.returncode, ended.stdout, ended.stderr) == (3, "", "the reason\n")


def test_two_copies_started_at_once_set_up_one_after_the_other(checkout: Path) -> None:
    (checkout / ".venv" / "set-up" / "requirements.txt").unlink()
    code = (
        'provide_environment() { echo begins >>"$ROOT/log"; "$PYTHON" -c "print(sum(range(2_000_000)))"; }; '
        'provide_dependencies() { echo ends >>"$ROOT/log"; }; '
        'set_up "$RUNTIME_LOCK" & set_up "$RUNTIME_LOCK" & wait'
    )

    ended = shell(checkout, code)

    assert ended.returncode == 0, ended.stderr
    assert (checkout / "log").read_text(encoding="utf-8").split() == ["begins", "ends"] * 2
