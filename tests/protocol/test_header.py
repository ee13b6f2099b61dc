"""A header has one spelling, so that both sides compute the same id."""

import hashlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.protocol.batch import Batch
from asi_desktop.protocol.header import decoded
from asi_desktop.protocol.packing import Undecodable
from tests.protocol.contents import batches, version


@given(batches())
def test_a_header_s_bytes_say_it_exactly(batch: Batch) -> None:
    for one in batch.versions():
        data = one.header.encoded()
        assert decoded(data) == one.header
        assert decoded(data).encoded() == data
        assert one.header.id() == hashlib.sha256(data).digest()


@given(batches())
def test_every_field_counts_for_the_id(batch: Batch) -> None:
    header = batch.versions()[0].header
    changes = {
        "suite": header.suite + 1,
        "space": b"x" * 16,
        "record": bytes(b ^ 1 for b in header.record),
        "parents": (*header.parents, b"\xff" * 32),
        "device": b"x" * 16,
        "dev_seq": header.dev_seq + 1,
        "epoch": header.epoch + 1,
        "seen": header.seen._replace(seq=header.seen.seq + 1),
        "ctrl_seen": header.ctrl_seen + 1,
        "refs": (*header.refs, b"r" * 32),
        "full": not header.full,
        "urgent": not header.urgent,
        "min_writer": header.min_writer + 1,
        "bundle": header.bundle + b"b",
        "salt": bytes(b ^ 1 for b in header.salt),
        "ct_hash": bytes(b ^ 1 for b in header.ct_hash),
    }
    assert set(changes) == {field.name for field in msgspec.structs.fields(header)}
    for name, value in changes.items():
        changed = msgspec.structs.replace(header, **{name: value})
        assert changed.id() != header.id()
        assert (changed.associated() != header.associated()) == (name != "ct_hash")


@given(batches())
def test_a_header_is_completed_with_the_hash_of_its_box(batch: Batch) -> None:
    header = batch.versions()[0].header
    assert header.completed(b"box").ct_hash == hashlib.sha256(b"box").digest()
    assert header.completed(b"box").associated() == header.associated()


@settings(max_examples=300)
@given(st.binary(max_size=400))
def test_random_bytes_are_no_header(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decoded(data)


def test_a_truncated_header_is_refused() -> None:
    data = version().header.encoded()
    for cut in range(len(data)):
        with pytest.raises(Undecodable):
            decoded(data[:cut])


def test_the_spelling_of_headers_never_changes() -> None:
    """Old versions keep their ids for ever: whoever changes these bytes needs a new suite."""
    digest = "59cf0b87df4e"
    assert hashlib.sha256(version().header.encoded()).hexdigest().startswith(digest)
