"""A batch comes out of the wire as it went in, and nothing that is no batch gets through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.protocol.batch import (
    MAX_BATCH_VERSIONS,
    Batch,
    Parent,
    Version,
    decode,
    encode,
    signed_part,
)
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.packing import MAX_NATURAL, Undecodable, packed
from tests.protocol.contents import DEVICE, SALT, SPACE, batches, version

SIGNATURE = bytes(64)


def batch(*members: Version | bytes) -> Batch:
    return Batch(SPACE, DEVICE, members, SIGNATURE)


def wire(boxes: object, origins: object, dev_seq: int = 0) -> bytes:
    return packed((1, DEVICE, dev_seq, 1, ORIGIN, 0, SALT, SIGNATURE, boxes, origins))


def unknown(_: object) -> None:
    return None


@settings(max_examples=300)
@given(batches(), st.data())
def test_a_batch_comes_back_whichever_parents_the_receiver_knows(sent: Batch, draw: st.DataObject) -> None:
    parents = {parent: member.header.record for member in sent.versions() for parent in member.header.parents}
    known = draw.draw(st.lists(st.sampled_from(sorted(parents)), unique=True)) if parents else []
    numbers = {parent: place + 1 for place, parent in enumerate(known)}
    log = {number: Parent(parent, parents[parent]) for parent, number in numbers.items()}
    received = decode(encode(sent, numbers.get), SPACE, log.get)
    assert received == sent
    assert received.ids() == sent.ids()


@settings(max_examples=300)
@given(batches(), st.data())
def test_truncated_and_altered_batches_are_refused_or_read(sent: Batch, draw: st.DataObject) -> None:
    data = bytearray(encode(sent, unknown))
    cut = draw.draw(st.integers(0, len(data) - 1))
    with pytest.raises(Undecodable):
        decode(bytes(data[:cut]), SPACE, unknown)
    data[cut] ^= draw.draw(st.integers(1, 255))
    refused_or_read(bytes(data))


@settings(max_examples=500)
@given(st.binary(max_size=300))
def test_random_bytes_are_refused(data: bytes) -> None:
    refused_or_read(data)


def refused_or_read(data: bytes) -> None:
    """Whatever is accepted can be sent on."""
    try:
        received = decode(data, SPACE, unknown)
    except Undecodable:
        return
    if received.versions():
        assert decode(encode(received, unknown), SPACE, unknown) == received


def test_members_left_out_keep_their_place_in_the_signed_list() -> None:
    first, left_out, last = version(), b"i" * 32, version(dev_seq=9)
    sent = batch(left_out, first, left_out, last)
    received = decode(encode(sent, unknown), SPACE, unknown)
    assert received.ids() == (left_out, first.header.id(), left_out, last.header.id())
    assert received.versions() == (first, last)
    assert signed_part(received.ids()) == signed_part(sent.ids())


def test_a_plain_edit_costs_its_box_and_the_number_of_its_parent() -> None:
    parent = b"p" * 32
    one = version(parents=(parent,), full=False)
    many = [version(parents=(parent,), full=False, dev_seq=5 + place) for place in range(50)]
    single, hundred = (len(encode(batch(*m), lambda _: 60_000)) for m in ([one], many))
    assert (hundred - single) / 49 == pytest.approx(len(one.box) + 2 + 3, abs=0.1)


def test_a_plain_new_record_costs_its_box_and_its_id() -> None:
    many = [version(dev_seq=5 + place) for place in range(50)]
    single, fifty = len(encode(batch(many[0]), unknown)), len(encode(batch(*many), unknown))
    assert (fifty - single) / 49 == pytest.approx(len(many[0].box) + 2 + 18, abs=0.1)


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("parents", [0, 1, 2])
def test_full_and_delta_are_told_apart_whatever_the_parents(full: bool, parents: int) -> None:
    sent = batch(version(full=full, parents=tuple(bytes([n]) * 32 for n in range(parents))))
    assert decode(encode(sent, unknown), SPACE, unknown) == sent


def test_a_batch_in_which_nothing_travels_is_not_sent() -> None:
    with pytest.raises(ValueError, match="at least one"):
        encode(batch(b"i" * 32), unknown)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(wire([], []), id="no member"),
        pytest.param(
            wire([b""] * (MAX_BATCH_VERSIONS + 1), [b"r" * 16] * (MAX_BATCH_VERSIONS + 1)), id="too many"
        ),
        pytest.param(wire([b"x"], []), id="no origin"),
        pytest.param(wire([b"x", b"y"], [b"r" * 16]), id="a box without origin"),
        pytest.param(wire([b"x"], [None]), id="an id that is none"),
        pytest.param(wire([b"x"], [-1]), id="a negative number"),
        pytest.param(wire([b"x"], [b"r" * 15]), id="a short record"),
        pytest.param(wire([b"x"], [[]]), id="neither record nor parent"),
        pytest.param(wire([b"x"], [[[b"p" * 32]]]), id="a parent unknown and no record"),
        pytest.param(wire([b"x"], [[[b"p" * 32, b"p" * 32], b"r" * 16]]), id="a parent told twice"),
        pytest.param(wire([b"x"], [[[], b"r" * 16, 4]]), id="an unknown flag"),
        pytest.param(wire([b"x"], [[[], b"r" * 16, 0, -1]]), id="a step back"),
        pytest.param(wire([b"x"], [[[], b"r" * 16, 0, 1]], MAX_NATURAL), id="a count past all counting"),
        pytest.param(wire([b"x" * (1024 * 1024 + 1)], [b"r" * 16]), id="a version over 1 MiB"),
        pytest.param(wire([b"x"], [1]), id="a parent that the log does not have"),
    ],
)
def test_what_no_laptop_of_ours_sends_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(data, SPACE, unknown)
