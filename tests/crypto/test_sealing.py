"""A sealed version opens with its key, in its place, unaltered; its batch is its device's word."""

import os
from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asi_desktop.crypto.identity import DeviceKeys
from asi_desktop.crypto.sealing import Sealing, Unopenable, Unsealed, opened, seal, signature_holds
from asi_desktop.protocol.batch import Version, decode, encode
from asi_desktop.protocol.chain import ORIGIN
from asi_desktop.protocol.compression import MAX_PAYLOAD_BYTES, PayloadTooLarge

KEYS = DeviceKeys.generate()
KEY = b"e" * 32
SEALING = Sealing(
    space=b"s" * 16,
    keys=KEYS,
    dev_seq=7,
    epoch=2,
    epoch_key=KEY,
    seen=ORIGIN,
    ctrl_seen=3,
    salt=b"t" * 16,
)
PAYLOADS = [b"first payload", b"", b"the third " * 200]
VERSIONS = [Unsealed(bytes([place]) * 16, (), payload, True) for place, payload in enumerate(PAYLOADS)]
BATCH = seal(VERSIONS, SEALING)
FIRST = BATCH.versions()[0]


def test_every_version_opens_and_counts_on() -> None:
    assert [opened(version, KEY) for version in BATCH.versions()] == PAYLOADS
    assert [version.header.dev_seq for version in BATCH.versions()] == [7, 8, 9]
    assert signature_holds(BATCH, KEYS.sign_public)


def test_the_header_says_what_was_asked_for() -> None:
    parents = (b"a" * 32, b"b" * 32)
    asked = Unsealed(b"r" * 16, parents, b"p", False, True, (b"c" * 32,), 4, b"u" * 16)
    header = seal([asked], SEALING).versions()[0].header
    told = (
        header.record,
        header.parents,
        header.full,
        header.urgent,
        header.refs,
        header.min_writer,
        header.bundle,
    )
    assert told == (b"r" * 16, parents, False, True, (b"c" * 32,), 4, b"u" * 16)
    common = (header.space, header.device, header.epoch, header.seen, header.ctrl_seen, header.salt)
    assert common == (b"s" * 16, KEYS.device, 2, ORIGIN, 3, b"t" * 16)


def test_a_batch_that_crossed_the_wire_still_holds_and_opens() -> None:
    received = decode(encode(BATCH, lambda _: None), SEALING.space, lambda _: None)
    assert signature_holds(received, KEYS.sign_public)
    assert [opened(version, KEY) for version in received.versions()] == PAYLOADS


def test_no_content_shows_in_what_is_sealed() -> None:
    secret = b"CANARY-7141"
    batch = seal([Unsealed(b"r" * 16, (), secret * 3, True)], SEALING)
    assert secret not in encode(batch, lambda _: None)


def test_the_wrong_key_opens_nothing() -> None:
    with pytest.raises(Unopenable):
        opened(FIRST, b"f" * 32)


@given(st.integers(0, 8 * len(FIRST.box) - 1))
def test_any_flipped_bit_is_refused(bit: int) -> None:
    box = bytearray(FIRST.box)
    box[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unopenable):
        opened(Version(FIRST.header, bytes(box)), KEY)
    assert not signature_holds(
        msgspec.structs.replace(BATCH, members=(Version(FIRST.header, bytes(box)),)), KEYS.sign_public
    )


@given(st.integers(0, len(FIRST.box) - 1))
def test_a_truncated_box_is_refused(cut: int) -> None:
    with pytest.raises(Unopenable):
        opened(Version(FIRST.header, FIRST.box[:cut]), KEY)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("suite", 2),
        ("space", b"x" * 16),
        ("record", b"x" * 16),
        ("parents", (b"p" * 32,)),
        ("device", b"x" * 16),
        ("dev_seq", 8),
        ("epoch", 3),
        ("seen", ORIGIN._replace(seq=1)),
        ("ctrl_seen", 4),
        ("refs", (b"c" * 32,)),
        ("full", False),
        ("urgent", True),
        ("min_writer", 1),
        ("bundle", b"u" * 16),
        ("salt", b"x" * 16),
    ],
)
def test_a_box_under_any_other_header_is_refused(name: str, value: object) -> None:
    moved = msgspec.structs.replace(FIRST.header, **{name: value})
    with pytest.raises(Unopenable):
        opened(Version(moved, FIRST.box), KEY)
    batch = msgspec.structs.replace(BATCH, members=(Version(moved, FIRST.box), *BATCH.members[1:]))
    assert not signature_holds(batch, KEYS.sign_public)


def test_boxes_exchanged_within_a_batch_are_refused() -> None:
    second = BATCH.versions()[1]
    with pytest.raises(Unopenable):
        opened(Version(FIRST.header, second.box), KEY)


def test_a_box_that_holds_no_compressed_payload_is_refused() -> None:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    from asi_desktop.crypto import sealing

    key = sealing._version_key(sealing._batch_secret(KEY, FIRST.header.salt), FIRST.header)
    box = ChaCha20Poly1305(key).encrypt(bytes(12), b"\xff" * 9, FIRST.header.associated())
    with pytest.raises(Unopenable):
        opened(Version(FIRST.header, box), KEY)


def test_another_device_s_key_does_not_vouch_for_the_batch() -> None:
    assert not signature_holds(BATCH, DeviceKeys.generate().sign_public)


def test_a_batch_with_a_member_less_more_or_moved_is_not_its_device_s_word() -> None:
    first, second, third = BATCH.members
    for members in ((first, second), (first, second, third, third), (second, first, third)):
        assert not signature_holds(msgspec.structs.replace(BATCH, members=members), KEYS.sign_public)
    left_out = (first, second, third.header.id() if isinstance(third, Version) else third)
    assert signature_holds(msgspec.structs.replace(BATCH, members=left_out), KEYS.sign_public)


def test_a_batch_cannot_be_passed_off_under_another_device_or_space() -> None:
    assert not signature_holds(msgspec.structs.replace(BATCH, device=b"x" * 16), KEYS.sign_public)
    assert not signature_holds(msgspec.structs.replace(BATCH, space=b"x" * 16), KEYS.sign_public)


def test_the_same_number_sealed_twice_never_meets_the_same_key() -> None:
    """A laptop that was rolled back counts again; its batch draws another salt."""
    again = seal(VERSIONS, replace(SEALING, salt=os.urandom(16)))
    for one, other in zip(BATCH.versions(), again.versions(), strict=True):
        assert one.header.dev_seq == other.header.dev_seq
        assert one.box != other.box


def test_equal_payloads_in_one_batch_have_different_boxes() -> None:
    one, other = seal([VERSIONS[0], VERSIONS[0]], SEALING).versions()
    assert one.box != other.box


def test_an_empty_batch_or_a_short_salt_is_a_fault() -> None:
    with pytest.raises(ValueError, match="at least one"):
        seal([], SEALING)
    with pytest.raises(ValueError, match="salt"):
        seal(VERSIONS, replace(SEALING, salt=b"short"))


def test_a_record_too_large_to_send_is_told_before_anything_is_sealed() -> None:
    with pytest.raises(PayloadTooLarge):
        seal([Unsealed(b"r" * 16, (), bytes(MAX_PAYLOAD_BYTES + 1), True)], SEALING)


def test_keys_never_appear_in_a_trace() -> None:
    assert repr(KEY) not in repr(SEALING)
