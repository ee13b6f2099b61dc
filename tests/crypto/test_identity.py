"""Keys sign and are verified, and never show themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.identity import DeviceKeys, SigningKey, fingerprint, verified

KEY = SigningKey.generate()
KEYS = DeviceKeys.generate()


@given(st.binary(max_size=100))
def test_a_signature_holds_for_its_message_and_key_only(message: bytes) -> None:
    signature = KEY.sign(message)
    assert verified(KEY.public, message, signature)
    assert not verified(KEY.public, message + b"x", signature)
    assert not verified(KEYS.sign_public, message, signature)


@given(st.integers(0, 63), st.integers(1, 255))
def test_an_altered_signature_does_not_hold(place: int, flip: int) -> None:
    signature = bytearray(KEY.sign(b"message"))
    signature[place] ^= flip
    assert not verified(KEY.public, b"message", bytes(signature))


@pytest.mark.parametrize("public", [b"", b"short", bytes(33), b"\xff" * 32])
@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(64), bytes(65)])
def test_malformed_keys_and_signatures_do_not_hold(public: bytes, signature: bytes) -> None:
    assert not verified(public, b"message", signature)
    assert not verified(KEY.public, b"message", signature)


def test_a_device_s_keys_are_rebuilt_from_what_is_kept_of_them() -> None:
    again = DeviceKeys(KEYS.device, KEYS.sign_private, KEYS.wrap_private)
    assert again == KEYS
    assert (again.sign_public, again.wrap_public) == (KEYS.sign_public, KEYS.wrap_public)
    assert verified(KEYS.sign_public, b"m", again.sign(b"m"))
    assert again.signing.public == KEYS.sign_public
    assert SigningKey(KEY.private).public == KEY.public


def test_two_devices_share_nothing() -> None:
    other = DeviceKeys.generate()
    assert other.device != KEYS.device
    assert other.sign_public != KEYS.sign_public
    assert other.wrap_public != KEYS.wrap_public


def test_private_keys_never_appear_in_a_trace() -> None:
    shown = repr(KEYS) + repr(KEY)
    assert repr(KEYS.sign_private) not in shown
    assert repr(KEYS.wrap_private) not in shown
    assert repr(KEY.private) not in shown


def test_a_fingerprint_is_short_enough_to_compare_by_voice_and_differs_by_key() -> None:
    groups = fingerprint(KEY.public).split()
    assert [len(group) for group in groups] == [4] * 8
    assert fingerprint(KEY.public) != fingerprint(KEYS.sign_public)
