"""What never leaves the laptop changes nothing that does, and no laptop differs from the others for it."""

from asi_desktop.domain.dotted import ALIVE
from asi_desktop.storage.open_vault import Vault
from tests.storage.writing import add, edit, read, value


def test_a_private_note_leaves_alone_what_travels(vault: Vault) -> None:
    record = add(vault)
    before = read(vault, record).state
    edit(vault, record, {"notes_private": "ask again on Monday"})
    after = read(vault, record).state
    assert value(vault, record, "notes_private") == ["ask again on Monday"]
    for path, values in before.fields.items():
        assert after.values(path) == values
    assert {one.dot for one in after.values("notes_private")} <= after.stamps.keys()


def test_a_private_note_on_a_deleted_record_does_not_bring_it_back(vault: Vault) -> None:
    record = add(vault)
    edit(vault, record, {ALIVE: False})
    edit(vault, record, {"notes_private": "why was it deleted?"})
    assert value(vault, record, ALIVE) == [False]


def test_a_note_that_is_saved_with_what_travels_goes_with_it(vault: Vault) -> None:
    record = add(vault)
    edit(vault, record, {ALIVE: False})
    edit(vault, record, {"notes_private": "mine", "title": "Ours"})
    assert value(vault, record, ALIVE) == [True]
    assert value(vault, record, "title") == ["Ours"]


def test_a_new_record_may_begin_with_a_private_note(vault: Vault) -> None:
    record = add(vault, {"notes_private": "to be filled in"})
    assert value(vault, record, "notes_private") == ["to be filled in"]
