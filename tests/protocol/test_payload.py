"""A payload says its state exactly, keeps what a newer program put there, and trusts no byte it reads."""

import math

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Dotted, Stamp, State, Write, merge, write
from asi_desktop.protocol.packing import Undecodable, packed
from asi_desktop.protocol.payload import Delta, applied, decoded, difference, encoded
from tests.domain.dotted.strategies import Lives, runs
from tests.protocol.contents import DEVICE, states

STAMP = Stamp(DEVICE, 1_767_225_600_000)
NAME = (7).to_bytes(8, "big") + (1_767_225_600_000).to_bytes(6, "big") + b"\x01"


@settings(max_examples=300)
@given(states())
def test_a_state_comes_back_as_it_was(state: State) -> None:
    data = encoded(state, device=DEVICE)
    assert decoded(data, device=DEVICE) == state
    assert encoded(decoded(data, device=DEVICE), device=DEVICE) == data


@given(states())
def test_equal_states_have_equal_bytes_whatever_the_order_of_their_parts(state: State) -> None:
    turned = State(
        state.type,
        state.schema,
        dict(reversed(list(state.fields.items()))),
        dict(reversed(list(state.vector.items()))),
        dict(reversed(list(state.stamps.items()))),
        dict(reversed(list(state.extra.items()))),
    )
    assert encoded(turned, device=DEVICE) == encoded(state, device=DEVICE)


@given(runs)
def test_an_edit_travels_as_its_difference_and_gives_the_same_state(lives: Lives) -> None:
    parent = merge(lives.states[0], lives.states[1])
    edited = write(parent, Write(Dot(50, 1), STAMP, {"title": "x", f"asks/{'b' * 32}/due": "y"}))
    delta = decoded(encoded(difference(edited, parent.vector), device=DEVICE), device=DEVICE)
    assert isinstance(delta, Delta)
    assert applied(delta, parent) == edited


def test_a_difference_carries_only_what_changed() -> None:
    parent = write(State("brief", 1, {}, {}, {}), Write(Dot(1, 1), STAMP, {"title": "a", "bluf": "b"}))
    edited = write(parent, Write(Dot(1, 2), STAMP, {"title": "c"}))
    delta = difference(edited, parent.vector)
    assert set(delta.fields) == {"title", "_alive"}
    assert delta.raised == {1: 2}


def test_a_newer_program_s_parts_are_kept_byte_for_byte_through_an_edit() -> None:
    unknown = b"\x82\xa1b\xd9\x03abc\xa1a\x01"  # neither sorted nor shortest: still not ours to touch
    state = State("brief", 3, {}, {}, {}, {"later": unknown})
    read = decoded(encoded(state, device=DEVICE), device=DEVICE)
    assert isinstance(read, State)
    edited = write(read, Write(Dot(1, 1), STAMP, {"title": "a"}))
    delta = decoded(encoded(difference(edited, read.vector), device=DEVICE), device=DEVICE)
    assert isinstance(delta, Delta)
    assert applied(delta, read).extra["later"] == unknown


def test_the_author_s_own_device_is_not_repeated_and_others_are_named() -> None:
    other = b"o" * 16
    fields = {"a": (Dotted(Dot(1, 1), 1),), "b": (Dotted(Dot(2, 1), 2),)}
    state = State("brief", 1, fields, {1: 1, 2: 1}, {Dot(1, 1): STAMP, Dot(2, 1): Stamp(other, 5)})
    data = encoded(state, device=DEVICE)
    assert data.count(DEVICE) == 0
    assert data.count(other) == 1
    read = decoded(data, device=b"z" * 16)
    assert read.stamps == {Dot(1, 1): Stamp(b"z" * 16, STAMP.at_ms), Dot(2, 1): Stamp(other, 5)}


def test_a_value_without_a_stamp_is_the_author_s_at_no_known_time() -> None:
    state = State("brief", 1, {"a": (Dotted(Dot(1, 1), 1),)}, {1: 1}, {})
    assert decoded(encoded(state, device=DEVICE), device=DEVICE).stamps == {Dot(1, 1): Stamp(DEVICE, 0)}


@pytest.mark.parametrize(("at_ms", "told"), [(-5, 0), (2**60, 253_402_300_799_999)])
def test_a_clock_beyond_all_dates_never_keeps_work_from_being_sealed(at_ms: int, told: int) -> None:
    state = State("brief", 1, {"a": (Dotted(Dot(1, 1), 1),)}, {1: 1}, {Dot(1, 1): Stamp(DEVICE, at_ms)})
    assert decoded(encoded(state, device=DEVICE), device=DEVICE).stamps[Dot(1, 1)].at_ms == told


def test_an_empty_map_is_an_empty_state() -> None:
    assert decoded(b"\0\x80", device=DEVICE) == State("", 0, {}, {}, {})


@settings(max_examples=500)
@given(st.binary(max_size=200))
def test_random_bytes_are_refused_or_read_and_never_break(data: bytes) -> None:
    refused_or_read(data)


@settings(max_examples=300)
@given(states(), st.data())
def test_truncated_and_altered_payloads_are_refused_or_read(state: State, draw: st.DataObject) -> None:
    data = bytearray(encoded(state, device=DEVICE))
    cut = draw.draw(st.integers(0, len(data) - 1))
    with pytest.raises(Undecodable):
        decoded(bytes(data[:cut]), device=DEVICE)
    data[cut] ^= draw.draw(st.integers(1, 255))
    refused_or_read(bytes(data))


def refused_or_read(data: bytes) -> None:
    """Whatever is accepted is a state that can be sealed again."""
    try:
        content = decoded(data, device=DEVICE)
    except Undecodable:
        return
    again = decoded(encoded(content, device=DEVICE), device=DEVICE)
    assert again.fields == content.fields


def deep(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


def one_save(values: object, *rest: object, name: bytes = NAME) -> bytes:
    return saves([name], [(values, *rest)])


def saves(names: list[bytes], bodies: list[object]) -> bytes:
    spelled = b"".join(bytes([len(name)]) + name for name in names)
    return spelled + b"\0" + packed({"s": 1, "t": "brief", "w": bodies})


ELEMENT = b"e" * 16


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\0\xc1", id="no MessagePack"),
        pytest.param(b"\0" + b"\x91" * 100_000, id="deep nesting"),
        pytest.param(b"\0\xdf\xff\xff\xff\xff", id="a map that claims four thousand million entries"),
        pytest.param(b"\0\x81\xa1w\xdd\xff\xff\xff\xff", id="a list that claims as many"),
        pytest.param(b"\0\x81\x01\x02", id="a name that is a number"),
        pytest.param(b"\0" + packed({"w": 1}), id="writes that are none"),
        pytest.param(b"\0" + packed({"s": -1}), id="a negative schema"),
        pytest.param(b"\0" + packed({"t": 1}), id="a type that is a number"),
        pytest.param(b"\0" + packed({"v": [1]}), id="a vector that is a list"),
        pytest.param(b"\0" + packed({"v": [(1, 0)]}), id="a vector entry of 0"),
        pytest.param(b"\0" + packed({"v": [(-1, 1)]}), id="a negative actor"),
        pytest.param(one_save({"a": deep(33)}), id="a value nested too deep"),
        pytest.param(one_save({"a": math.nan}), id="not a number"),
        pytest.param(one_save({"a": [math.inf]}), id="infinity"),
        pytest.param(one_save({"a": b"bytes"}), id="bytes as a value"),
        pytest.param(one_save({"a": [b"bytes"]}), id="bytes inside a list"),
        pytest.param(one_save({"a": [msgspec.msgpack.Ext(5, b"x")]}), id="an extension"),
        pytest.param(b"\x81\xa1w\x91\x92\xc4\x0f" + NAME + b"\x81\xa1a\x81\x01\x02", id="a number as a name"),
        pytest.param(one_save({}, name=NAME[:-1]), id="no count"),
        pytest.param(one_save({}, name=NAME[:-1] + b"\x00\x01"), id="a count with a leading zero"),
        pytest.param(one_save({}, name=NAME[:-1] + b"\x00"), id="count 0"),
        pytest.param(one_save({}, name=NAME[:-1] + b"\xff" * 8), id="a count past all counting"),
        pytest.param(one_save({}, name=NAME + b"\x01" * 9), id="a count too long"),
        pytest.param(one_save({}, name=bytes(8) + b"\xff" * 6 + b"\x01"), id="a time past the year 9999"),
        pytest.param(one_save({}, {"l": [(ELEMENT[:5], {})]}), id="a short element id"),
        pytest.param(
            one_save({}, {"l": [(ELEMENT, {"a": 1}), (ELEMENT, {"a": 2})]}), id="an element told twice"
        ),
        pytest.param(
            one_save({f"l/{ELEMENT.hex()}/a": 1}, {"l": [(ELEMENT, {"a": 2})]}), id="a path told twice"
        ),
        pytest.param(one_save({}, {}, b"d" * 17), id="a long device"),
        pytest.param(one_save({}, {}, b"d" * 5), id="a short device"),
        pytest.param(one_save({"a": 2**63}), id="a number that no database holds"),
        pytest.param(one_save({"a": [2**64 - 1]}), id="such a number inside a list"),
        pytest.param(one_save({}, {}, b"d" * 16, "more"), id="a write with more parts"),
        pytest.param(saves([NAME, NAME], [[{}], [{}]]), id="a dot told twice"),
        pytest.param(saves([NAME], []), id="a name without a save"),
        pytest.param(saves([], [[{}]]), id="a save without a name"),
        pytest.param(b"\x8f" + NAME, id="nothing after the names"),
        pytest.param(b"\x8f" + NAME[:9], id="a name cut short"),
        pytest.param(saves([NAME], [[{"_alive": True}]]).replace(b"\x0f", b"\x8f", 1), id="life told twice"),
    ],
)
def test_what_no_program_of_ours_writes_is_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decoded(data, device=DEVICE)


def test_a_value_as_deep_as_allowed_is_read() -> None:
    read = decoded(one_save({"a": deep(32)}), device=DEVICE)
    assert read.values("a")[0].value == deep(32) if isinstance(read, State) else False


def test_twenty_thousand_saves_of_one_field_are_read_in_no_time() -> None:
    names = [NAME[:14] + n.to_bytes(3, "big") for n in range(70_000, 90_000)]
    read = decoded(saves(names, [[{"title": ""}]] * len(names)), device=DEVICE)
    assert len(read.fields["title"]) == len(names)


def test_that_the_record_is_there_is_told_by_a_bit_and_its_deletion_in_full() -> None:
    there = encoded(
        write(State("brief", 1, {}, {}, {}), Write(Dot(1, 1), STAMP, {"title": "a"})), device=DEVICE
    )
    gone = encoded(
        write(State("brief", 1, {}, {}, {}), Write(Dot(1, 1), STAMP, {"_alive": False})), device=DEVICE
    )
    assert b"_alive" not in there
    assert b"_alive" in gone
    assert [value.value for value in decoded(there, device=DEVICE).fields["_alive"]] == [True]
    assert [value.value for value in decoded(gone, device=DEVICE).fields["_alive"]] == [False]


def test_payload_names_its_parts_only() -> None:
    data = encoded(State("brief", 1, {}, {9: 3}, {}), device=DEVICE)
    assert msgspec.msgpack.decode(data[1:]) == {"s": 1, "t": "brief", "v": [[9, 3]], "w": []}
