"""Signed entries about people, devices and spaces: who may read, who may write, since when.

They stand in the same logs as the versions, so their order is the log's. An entry is valid by its
signatures alone: root → administrator → grant → invitation → device. The relay that stores them holds
none of these keys.
"""

import hashlib

import msgspec

from asi_desktop.protocol.packing import Bytes16, Bytes32, Bytes64, Natural, packed

CONTROL_SUITE = 1


class Signature(msgspec.Struct, array_like=True, frozen=True):
    """An Ed25519 signature (64 bytes) and the public key (32 bytes) that made it."""

    by: Bytes32
    signature: Bytes64


class Control(msgspec.Struct, array_like=True, frozen=True):
    """A control entry: ``kind`` says which of the bodies below ``body`` holds, packed.

    ``salt`` (16 random bytes) makes each issue of an entry unlike all earlier ones, so that an old one
    that is put into the log once more is recognised by its id and refused.
    """

    suite: Natural
    space: Bytes16
    kind: str
    body: bytes
    signatures: tuple[Signature, ...]
    salt: bytes = b""

    def id(self) -> bytes:
        """Return the entry's id: SHA-256 of what is signed."""
        return hashlib.sha256(self.signed_part()).digest()

    def signed_part(self) -> bytes:
        """Return what each signature is made over."""
        return b"asi-control-1" + packed((self.suite, self.space, self.kind, self.body, self.salt))


class Office(msgspec.Struct, array_like=True, frozen=True):
    """First entry of the directory, signed by the root: the office and the keys it trusts.

    ``root``, ``administrator`` and ``relay`` are Ed25519 public keys; ``authority`` the DER
    certificate of the private certificate authority.
    """

    office: Bytes16
    name: str
    root: Bytes32
    administrator: Bytes32
    relay: Bytes32
    authority: bytes
    at_ms: Natural


class Post(msgspec.Struct, array_like=True, frozen=True):
    """An internal security service abroad, or head office itself (``HQ``), and its home space."""

    code: str
    name: str
    countries: tuple[str, ...]
    home: Bytes16


class Space(msgspec.Struct, array_like=True, frozen=True):
    """A unit of need-to-know. ``purpose``: home, network, me or restricted; ``owner``: post code or login."""

    space: Bytes16
    name: str
    purpose: str
    owner: str


class Person(msgspec.Struct, array_like=True, frozen=True):
    """Someone on staff: login, name, role (``ASI``, ``H24`` …), post code, and whether still active."""

    person: Bytes16
    login: str
    name: str
    role: str
    post: str
    active: bool


class Membership(msgspec.Struct, array_like=True, frozen=True):
    """A space that a grant opens, and whether for reading alone."""

    space: Bytes16
    read_only: bool


class Grant(msgspec.Struct, array_like=True, frozen=True):
    """What an administrator grants to the holder of an invitation key (Ed25519 public key)."""

    office: Bytes16
    invitation: Bytes32
    person: Bytes16
    letter: str
    memberships: tuple[Membership, ...]
    expires_ms: Natural

    def signed_part(self) -> bytes:
        """Return what the administrator signs."""
        return b"asi-grant-1" + packed(self)


class Device(msgspec.Struct, array_like=True, frozen=True):
    """A laptop in the directory. Signed by the grant's invitation key and by the device's own.

    ``sign`` is its Ed25519 public key, ``wrap`` its public key of the hybrid suite
    (ML-KEM-768 with X25519), ``granted`` the administrator's signature of ``grant``.
    """

    device: Bytes16
    sign: Bytes32
    wrap: bytes
    grant: Grant
    granted: Signature


class Revoked(msgspec.Struct, array_like=True, frozen=True):
    """A device that may no longer speak, with the reason in words."""

    device: Bytes16
    reason: str


class Member(msgspec.Struct, array_like=True, frozen=True):
    """A device joins a space. Signed by an administrator, or by the invitation key of its grant."""

    device: Bytes16
    person: Bytes16
    read_only: bool


class MemberRemoved(msgspec.Struct, array_like=True, frozen=True):
    """A device leaves a space; signed by an administrator."""

    device: Bytes16


class Epoch(msgspec.Struct, array_like=True, frozen=True):
    """A new key of the space. ``check`` is the SHA-256 of a label and the key, to recognise it."""

    number: Natural
    check: Bytes32


BODIES: dict[str, type[msgspec.Struct]] = {
    "OFFICE": Office,
    "POST": Post,
    "SPACE": Space,
    "PERSON": Person,
    "DEVICE": Device,
    "REVOKED": Revoked,
    "MEMBER+": Member,
    "MEMBER-": MemberRemoved,
    "EPOCH": Epoch,
}
"""Kinds of control entry. A kind that is not here comes from a newer program: stored, not interpreted."""


class Wrap(msgspec.Struct, array_like=True, frozen=True):
    """A space's key of one epoch, sealed to one recipient's public key of the hybrid suite."""

    space: Bytes16
    epoch: Natural
    sealed: bytes


def directory_space(office: bytes) -> bytes:
    """Return the id of an office's directory log, 16 bytes."""
    return hashlib.sha256(b"asi-directory" + office).digest()[:16]


def key_check(key: bytes) -> bytes:
    """Return the value by which an epoch key (32 bytes) is recognised before it is used."""
    return hashlib.sha256(b"asi-epoch-check" + key).digest()
