"""Verification finds what is amiss, names no content, and changes nothing."""

from sqlalchemy import delete, update

from asi_desktop.storage import tables
from asi_desktop.storage.projections import overview
from asi_desktop.storage.results import Verification
from asi_desktop.storage.vault import verify
from asi_desktop.tasks import Context
from tests.storage.office import Laptop
from tests.storage.writing import add


def checked(laptop: Laptop) -> Verification:
    return verify(laptop.vault, Context())


def test_a_sound_vault_is_told_to_be_sound(anna: Laptop, bruno: Laptop) -> None:
    add(anna.vault, space=anna.home)
    anna.sync()
    bruno.pull()
    for one in (anna, bruno):
        found = checked(one)
        assert found.ok
        assert (found.checked["records"], found.checked["versions"], found.checked["keys"]) == (1, 1, 2)
        assert found.checked["pages"] > 10


def test_each_fault_is_found(anna: Laptop, bruno: Laptop) -> None:
    add(anna.vault, space=anna.home)
    anna.sync()
    with anna.vault.writing() as writer:
        writer.connection.execute(delete(overview))
        writer.connection.execute(update(tables.record).values(state=b"spoilt"))
    anna.vault.profile.key_files[1].unlink()
    found = checked(anna).problems
    assert len(found) == 3
    assert [problem.partition(" ")[0] for problem in found] == ["keys:", "record", "lists:"]
    bruno.pull()
    with bruno.vault.writing() as writer:
        writer.connection.execute(update(tables.version).values(box=b"spoilt"))
    assert [problem.partition(" ")[0] for problem in checked(bruno).problems] == ["batch", "version"]
    with bruno.vault.writing() as writer:
        writer.connection.execute(delete(tables.space_key))
    assert len(checked(bruno).problems) == 2


def test_damaged_pages_end_the_check(anna: Laptop) -> None:
    for n in range(100):
        add(anna.vault, {"title": f"T{n}"}, space=anna.home)
    with anna.vault.writing() as writer:
        pass
    file = anna.vault.opening.file
    with anna.vault.reading() as reader:
        reader.record_ids()
    anna.vault.close()
    from asi_desktop.storage.vault import unlock
    from tests.storage.surroundings import PASSPHRASE

    vault = unlock(anna.vault.profile, PASSPHRASE, surroundings=anna.vault.surroundings)
    data = bytearray(file.read_bytes())
    data[20 * 4096 + 100] ^= 1
    file.write_bytes(data)
    found = verify(vault, Context())
    assert found.problems
    assert all(problem.startswith("pages: ") for problem in found.problems)
    assert "records" not in found.checked
    vault.close()
    assert writer is not None
