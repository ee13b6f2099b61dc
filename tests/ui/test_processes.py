"""What only a real process shows: a kill loses no typed word, a lock leaves no process with the keys."""

import subprocess
import sys
from pathlib import Path

from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.ui.autosave import FORM
from tests.ui.processes import TYPED
from tests.ui.world import made_desk, opened_desk

CHECKOUT = Path(__file__).parents[2]


def ended(how: str, folder: Path) -> tuple[bytes, "subprocess.CompletedProcess[str]"]:
    """Let a desk in a process of its own end as ``how`` says; return its record and what became of it."""
    desk = made_desk(folder)
    record = desk.records.add("brief", record_type("brief").example).id
    desk.close()
    line = [sys.executable, "-m", "tests.ui.processes", how, str(folder), shown(record)]
    done = subprocess.run(line, cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)
    return record, done


def test_a_kill_while_typing_loses_nothing(tmp_path: Path) -> None:
    record, done = ended("kill", tmp_path / "officer")
    assert done.returncode == -9, done.stderr
    desk = opened_desk(tmp_path / "officer")
    draft = desk.drafts.get(record, FORM)
    desk.close()
    assert draft is not None
    assert draft.values["fields"] == {"outlook": TYPED}


def test_a_lock_replaces_the_process_and_lets_the_vault_go(tmp_path: Path) -> None:
    record, done = ended("lock", tmp_path / "officer")
    assert done.stdout.strip() == "locked again", done.stderr
    assert done.returncode == 0
    desk = opened_desk(tmp_path / "officer")
    assert desk.records.get(shown(record)).fields["outlook"] == TYPED
    desk.close()
