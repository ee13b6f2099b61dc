"""A colleague whose saves come in while the officer works: other dots, under another device’s stamp."""

from collections.abc import Mapping
from itertools import count

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Dot, Stamp, Value, Write, write
from asi_desktop.services.desk import Desk

ACTOR = 77
DEVICE = b"c" * 16
_NUMBERS = count(1)


def writes(desk: Desk, record: bytes, values: Mapping[str, Value]) -> None:
    """Let the colleague, who has seen everything, save ``values``; they arrive at once."""
    with desk._vault.writing() as writer:
        stored = writer.record(record)
        assert stored is not None
        change = Write(Dot(ACTOR, next(_NUMBERS)), Stamp(DEVICE, writer.now_ms()), values)
        writer.save(record, stored.space, write(stored.state, change), change=change)


def deletes(desk: Desk, id_text: str) -> None:
    """Let the colleague put a record into the bin."""
    record = ids.parsed(id_text)
    assert record is not None
    writes(desk, record, {"_alive": False})
