"""Equal messages have equal bytes, and a decoder gives the type that was asked for or refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.domain.errors import Damaged
from asi_desktop.protocol.control import BODIES, Control, Signature, directory_space, key_check
from asi_desktop.protocol.exchange import Message, Request
from asi_desktop.protocol.header import Header
from asi_desktop.protocol.packing import Bytes16, Natural, Undecodable, packed, unpacked


def test_maps_are_spelled_in_one_order() -> None:
    assert packed({"b": 1, "a": 2}) == packed({"a": 2, "b": 1})


@pytest.mark.parametrize(
    "kind", [Request, Message, Header, Control, list[int], dict[str, bytes], Bytes16, Natural]
)
@given(data=st.binary(max_size=60))
def test_random_bytes_are_what_was_asked_for_or_refused(kind: object, data: bytes) -> None:
    try:
        value: object = unpacked(data, kind)  # type: ignore[arg-type]
    except Undecodable:
        return
    assert unpacked(packed(value), kind) == value  # type: ignore[arg-type]


def test_undecodable_names_the_message_and_is_damage() -> None:
    with pytest.raises(Undecodable) as refused:
        unpacked(b"", Header)
    assert refused.value.details == {"kind": "Header"}
    assert isinstance(refused.value, Damaged)


@pytest.mark.parametrize(
    ("data", "kind"), [(b"\xff", Natural), (packed(2**63), Natural), (packed(b"x" * 15), Bytes16)]
)
def test_numbers_and_bytes_outside_their_bounds_are_refused(data: bytes, kind: object) -> None:
    with pytest.raises(Undecodable):
        unpacked(data, kind)  # type: ignore[arg-type]


def test_a_control_entry_s_id_is_over_all_but_its_signatures() -> None:
    entry = Control(1, b"s" * 16, "POST", b"body", (), b"t" * 16)
    signed = Control(1, b"s" * 16, "POST", b"body", (Signature(b"k" * 32, b"g" * 64),), b"t" * 16)
    assert entry.id() == signed.id()
    changed = [
        Control(2, b"s" * 16, "POST", b"body", (), b"t" * 16),
        Control(1, b"x" * 16, "POST", b"body", (), b"t" * 16),
        Control(1, b"s" * 16, "SPACE", b"body", (), b"t" * 16),
        Control(1, b"s" * 16, "POST", b"other", (), b"t" * 16),
        Control(1, b"s" * 16, "POST", b"body", (), b"u" * 16),
    ]
    assert len({entry.id(), *(one.id() for one in changed)}) == 1 + len(changed)


def test_a_directory_and_a_key_are_recognised_by_labelled_hashes() -> None:
    assert len(directory_space(b"o" * 16)) == 16
    assert directory_space(b"o" * 16) != directory_space(b"p" * 16)
    assert key_check(b"k" * 32) != key_check(b"l" * 32)


def test_each_kind_of_control_entry_has_its_own_body() -> None:
    assert len(set(BODIES.values())) == len(BODIES)
