"""A process killed at any moment loses nothing that it had told as saved, and opens every time."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from asi_desktop.storage.open_vault import Surroundings
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import unlock, verify
from asi_desktop.tasks import Context
from tests.storage.surroundings import PASSPHRASE, new_vault

KILLS = 30

WRITER = """
import sys
from pathlib import Path
from tests.storage.surroundings import PASSPHRASE, surroundings
from asi_desktop.domain.ids import new_id
from asi_desktop.storage.profile import Profile
from asi_desktop.storage.vault import unlock
from tests.storage.writing import BRIEF, add_with, edit

vault = unlock(Profile(Path(sys.argv[1]) / "p"), PASSPHRASE, surroundings=surroundings(Path(sys.argv[1])))
print("ready", flush=True)
while True:
    record = new_id()
    with vault.writing() as writer:
        add_with(writer, record, BRIEF)
    print(record.hex(), 0, flush=True)
    for n in range(1, 4):
        edit(vault, record, {"title": str(n)})
        print(record.hex(), n, flush=True)
"""


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path, given: Surroundings) -> None:
    new_vault(tmp_path / "p", given).close()
    chance = random.Random(7)
    told: dict[str, int] = {}
    for _ in range(KILLS):
        told.update(_killed(tmp_path, after=chance.randrange(12)))
    vault = unlock(Profile(tmp_path / "p"), PASSPHRASE, surroundings=given)
    assert verify(vault, Context()).problems == ()
    with vault.reading() as reader:
        dots = []
        for record, n in told.items():
            stored = reader.record(bytes.fromhex(record))
            assert stored is not None
            (title,) = stored.state.values("title")
            assert title.value == "Situation à Bamako" or int(str(title.value)) >= n
            assert len(reader.history(stored.id)) >= n + 1
            dots += [entry.dot for entry in reader.history(stored.id)]
        assert len(dots) == len(set(dots))
        assert reader.search("situation").total + reader.search("1 2 3").total <= len(reader.record_ids())
    vault.close()
    assert len(told) >= KILLS // 2


def _killed(folder: Path, *, after: int) -> list[tuple[str, int]]:
    """Run a writer, kill it on its way to the next save after ``after``; return what it told."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        lines = [child.stdout.readline() for _ in range(after)]
        child.kill()
        lines += child.stdout.read().splitlines(keepends=True)
    whole = (line.split() for line in lines if line.endswith("\n"))
    return [(record, int(n)) for record, n in whole]


def test_a_crash_between_freezing_and_settling_sends_the_same_bytes_again(tmp_path: Path) -> None:
    from tests.storage.office import FakeOffice, Laptop, laptop
    from tests.storage.writing import add

    anna = laptop(FakeOffice(), tmp_path / "anna", "anna")
    record = add(anna.vault, space=anna.home)
    anna.seal()
    frozen = anna.store.frozen(without=(), max_bytes=1 << 20)
    anna.deliver(answer=False)
    anna.vault.close()
    vault = unlock(anna.vault.profile, PASSPHRASE, surroundings=anna.vault.surroundings)
    again = Laptop(anna.office, vault, anna.clock, vault.sync_store(), anna.me)
    assert again.store.frozen(without=(), max_bytes=1 << 20) == frozen
    again.seal()
    again.deliver()
    assert not again.store.frozen(without=(), max_bytes=1 << 20)
    with vault.reading() as reader:
        stored = reader.record(record)
    assert stored is not None
    assert stored.sync_state == "at_head_office"
    vault.close()
