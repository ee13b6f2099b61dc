"""Payloads into sealed versions signed together as one batch, and a sealed version back into its payload.

Each version has a key of its own, HKDF-SHA-256 over the epoch key with the batch's random salt and the
version's device, space and ``dev_seq``; so a fixed nonce never meets the same key twice, not even when a
laptop is rolled back and counts again from an older number.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from asi_desktop.crypto.identity import DeviceKeys, verified
from asi_desktop.crypto.wrapping import Unopenable
from asi_desktop.protocol.batch import Batch, Version, signed_part
from asi_desktop.protocol.chain import Position
from asi_desktop.protocol.compression import compressed, decompressed
from asi_desktop.protocol.header import SUITE, Header
from asi_desktop.protocol.packing import Undecodable

SALT_BYTES = 16
KEY_BYTES = 32

_NONCE = bytes(12)


@dataclass(frozen=True, slots=True)
class Unsealed:
    """A version before sealing: see ``protocol.header.Header``; ``parents`` are ids in ascending order."""

    record: bytes
    parents: tuple[bytes, ...]
    payload: bytes
    full: bool
    urgent: bool = False
    refs: tuple[bytes, ...] = ()
    min_writer: int = 0
    bundle: bytes = b""


@dataclass(frozen=True, slots=True)
class Sealing:
    """What the versions of one batch have in common; ``dev_seq`` is the first one's, the others follow.

    ``salt``: 16 random bytes, drawn anew for each batch.
    """

    space: bytes
    keys: DeviceKeys
    dev_seq: int
    epoch: int
    epoch_key: bytes = field(repr=False)
    seen: Position
    ctrl_seen: int
    salt: bytes


def seal(versions: Sequence[Unsealed], sealing: Sealing) -> Batch:
    """Return ``versions`` compressed, sealed and signed together; raises ValueError when there is none."""
    if not versions or len(sealing.salt) != SALT_BYTES:
        raise ValueError("a batch has at least one version and a salt of 16 bytes")
    secret = _batch_secret(sealing.epoch_key, sealing.salt)
    members = tuple(
        _sealed(version, sealing.dev_seq + place, secret, sealing) for place, version in enumerate(versions)
    )
    signature = sealing.keys.sign(signed_part([member.header.id() for member in members]))
    return Batch(sealing.space, sealing.keys.device, members, signature)


def signature_holds(batch: Batch, public: bytes) -> bool:
    """Tell whether the device with the key ``public`` signed all of ``batch``, box by box."""
    return all(
        version.header.device == batch.device
        and version.header.space == batch.space
        and version.header.ct_hash == hashlib.sha256(version.box).digest()
        for version in batch.versions()
    ) and verified(public, signed_part(batch.ids()), batch.signature)


def opened(version: Version, epoch_key: bytes) -> bytes:
    """Return the payload of ``version``; raises Unopenable.

    Never more than ``compression.MAX_PAYLOAD_BYTES``, whatever the box pretends to hold.
    """
    header = version.header
    if header.suite != SUITE:
        raise Unopenable
    key = _version_key(_batch_secret(epoch_key, header.salt), header)
    try:
        return decompressed(ChaCha20Poly1305(key).decrypt(_NONCE, version.box, header.associated()))
    except (InvalidTag, Undecodable) as error:
        raise Unopenable from error


def _sealed(version: Unsealed, dev_seq: int, secret: bytes, sealing: Sealing) -> Version:
    header = Header(
        suite=SUITE,
        space=sealing.space,
        record=version.record,
        parents=version.parents,
        device=sealing.keys.device,
        dev_seq=dev_seq,
        epoch=sealing.epoch,
        seen=sealing.seen,
        ctrl_seen=sealing.ctrl_seen,
        refs=version.refs,
        full=version.full,
        urgent=version.urgent,
        min_writer=version.min_writer,
        bundle=version.bundle,
        salt=sealing.salt,
        ct_hash=b"",
    )
    cipher = ChaCha20Poly1305(_version_key(secret, header))
    box = cipher.encrypt(_NONCE, compressed(version.payload), header.encoded())
    return Version(header.completed(box), box)


def _batch_secret(epoch_key: bytes, salt: bytes) -> bytes:
    """Return HKDF-Extract (RFC 5869) of the epoch key."""
    return hmac.digest(salt, epoch_key, "sha256")


def _version_key(secret: bytes, header: Header) -> bytes:
    """Return HKDF-Expand (RFC 5869) to the 32 bytes of one version's key."""
    context = b"asi-version-1" + header.device + header.space + header.dev_seq.to_bytes(8, "big")
    return hmac.digest(secret, context + b"\x01", "sha256")


__all__ = ["Sealing", "Unopenable", "Unsealed", "opened", "seal", "signature_holds"]
