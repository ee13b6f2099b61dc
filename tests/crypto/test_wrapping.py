"""A wrapped key opens for its recipient, for its purpose, unaltered; for nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.wrapping import (
    WRAP_PRIVATE_BYTES,
    WRAP_PUBLIC_BYTES,
    Unopenable,
    epoch_info,
    generate_wrap_pair,
    public_of,
    unwrap,
    wrap,
)

PRIVATE, PUBLIC = generate_wrap_pair()
INFO = epoch_info(b"s" * 16, 3)
SEALED = wrap(b"k" * 32, PUBLIC, info=INFO)


def test_a_wrapped_key_opens_for_its_recipient() -> None:
    assert unwrap(SEALED, PRIVATE, info=INFO) == b"k" * 32
    assert (len(PRIVATE), len(PUBLIC)) == (WRAP_PRIVATE_BYTES, WRAP_PUBLIC_BYTES)
    assert public_of(PRIVATE) == PUBLIC


def test_wrapping_twice_gives_different_bytes() -> None:
    assert wrap(b"k" * 32, PUBLIC, info=INFO) != SEALED


@pytest.mark.parametrize("info", [b"", epoch_info(b"s" * 16, 4), epoch_info(b"t" * 16, 3)])
def test_another_purpose_does_not_open_it(info: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(SEALED, PRIVATE, info=info)


def test_another_recipient_does_not_open_it() -> None:
    other, _ = generate_wrap_pair()
    with pytest.raises(Unopenable):
        unwrap(SEALED, other, info=INFO)


def test_neither_half_of_the_key_is_enough() -> None:
    other, _ = generate_wrap_pair()
    for mixed in (PRIVATE[:64] + other[64:], other[:64] + PRIVATE[64:]):
        with pytest.raises(Unopenable):
            unwrap(SEALED, mixed, info=INFO)


@given(st.integers(0, len(SEALED) - 1), st.integers(1, 255))
def test_any_altered_byte_is_refused(place: int, flip: int) -> None:
    altered = bytearray(SEALED)
    altered[place] ^= flip
    with pytest.raises(Unopenable):
        unwrap(bytes(altered), PRIVATE, info=INFO)


@given(st.integers(0, len(SEALED) - 1))
def test_truncated_bytes_are_refused(cut: int) -> None:
    with pytest.raises(Unopenable):
        unwrap(SEALED[:cut], PRIVATE, info=INFO)


@given(st.binary(max_size=1300))
def test_random_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Unopenable):
        unwrap(data, PRIVATE, info=INFO)


@pytest.mark.parametrize(
    "public",
    [b"", PUBLIC[:-1], PUBLIC + b"x", b"\xff" * WRAP_PUBLIC_BYTES],
    ids=["empty", "short", "long", "no point"],
)
def test_what_is_no_public_key_is_told_as_a_fault(public: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wrap(b"k" * 32, public, info=INFO)


def test_what_is_no_private_key_opens_nothing() -> None:
    with pytest.raises(Unopenable):
        unwrap(SEALED, PRIVATE[:-1], info=INFO)
    with pytest.raises(ValueError, match="96"):
        public_of(b"")
