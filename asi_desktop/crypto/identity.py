"""The signing and wrapping keys of a device, and the signing keys of head office."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from asi_desktop.crypto.wrapping import generate_wrap_pair, public_of
from asi_desktop.domain.ids import new_id

SIGNATURE_BYTES = 64


@dataclass(frozen=True)
class DeviceKeys:
    """A laptop's keys: ``device`` is its id (16 bytes), the others are private and never printed.

    ``sign_private`` is an Ed25519 seed (32 bytes), ``wrap_private`` a key of the hybrid suite (96 bytes).
    """

    device: bytes
    sign_private: bytes = field(repr=False)
    wrap_private: bytes = field(repr=False)

    @staticmethod
    def generate() -> "DeviceKeys":
        """Return the keys of a new device."""
        wrap_private, _ = generate_wrap_pair()
        return DeviceKeys(new_id(), SigningKey.generate().private, wrap_private)

    @cached_property
    def signing(self) -> "SigningKey":
        """Return the device's signing key, as control entries are signed with."""
        return SigningKey(self.sign_private)

    @property
    def sign_public(self) -> bytes:
        """Return the Ed25519 public key, 32 bytes."""
        return self.signing.public

    @cached_property
    def wrap_public(self) -> bytes:
        """Return the public key that others wrap keys to, 1216 bytes."""
        return public_of(self.wrap_private)

    def sign(self, message: bytes) -> bytes:
        """Return the device's signature of ``message``, 64 bytes."""
        return self.signing.sign(message)


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 private key (its 32-byte seed): root, administrator, relay, invitation or device."""

    private: bytes = field(repr=False)

    @staticmethod
    def generate() -> "SigningKey":
        """Return a new key."""
        return SigningKey(Ed25519PrivateKey.generate().private_bytes_raw())

    @cached_property
    def public(self) -> bytes:
        """Return the public key, 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """Return the signature of ``message``, 64 bytes."""
        return self._key.sign(message)

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.private)


def verified(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether ``signature`` is ``public``'s of ``message``; malformed keys and signatures are not."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public: bytes) -> str:
    """Return what two people compare of a public key: eight groups of four hex digits (128 bits)."""
    digits = hashlib.sha256(b"asi-fingerprint-1" + public).hexdigest()[:32].upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))
