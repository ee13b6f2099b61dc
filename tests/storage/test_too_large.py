"""A record that no version can carry is refused when it is saved, and never holds up the others."""

import pytest

from asi_desktop.protocol.compression import MAX_PAYLOAD_BYTES, PayloadTooLarge
from asi_desktop.storage.open_vault import Vault
from tests.storage.office import Laptop
from tests.storage.writing import BRIEF, add, edit, value

HALF = "x" * (MAX_PAYLOAD_BYTES * 5 // 8)
TOO_MUCH = "y" * (MAX_PAYLOAD_BYTES + 1)


def alarms(vault: Vault) -> list[tuple[str, bytes]]:
    with vault.reading() as reader:
        return [(one.code, one.space) for one in reader.alarms()]


def test_a_save_that_no_version_can_carry_is_refused_and_changes_nothing(vault: Vault) -> None:
    with pytest.raises(PayloadTooLarge):
        add(vault, {**BRIEF, "facts": TOO_MUCH})
    record = add(vault)
    with pytest.raises(PayloadTooLarge):
        edit(vault, record, {"facts": TOO_MUCH})
    assert value(vault, record, "facts") == []
    assert alarms(vault) == []


def test_what_merging_made_too_large_waits_alone_until_it_is_shortened(anna: Laptop, bruno: Laptop) -> None:
    record = add(anna.vault, space=anna.home)
    anna.sync()
    bruno.sync()
    edit(bruno.vault, record, {"facts": HALF})
    bruno.push()
    edit(anna.vault, record, {"context": HALF})
    anna.pull()
    assert alarms(anna.vault) == [("too_large", anna.home)]
    other = add(anna.vault, space=anna.home)
    anna.push()
    bruno.pull()
    assert value(bruno.vault, other, "title") == [BRIEF["title"]]
    assert value(bruno.vault, record, "context") == []
    with pytest.raises(PayloadTooLarge):
        edit(anna.vault, record, {"bluf": "Longer still."})
    edit(anna.vault, record, {"facts": HALF[1000:]})  # shorter, if not yet short enough
    edit(anna.vault, record, {"context": "Short."})
    anna.push()
    bruno.pull()
    assert value(bruno.vault, record, "context") == ["Short."]
