"""The invitation file: all that a new laptop needs to reach its office and prove that it was invited.

It is sealed under a six-word code that travels by another way: a file found on a stick, or a code overheard,
opens nothing alone.
"""

import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from asi_desktop.crypto.codes import read_word_code
from asi_desktop.crypto.identity import fingerprint
from asi_desktop.crypto.stretching import FLOOR, SALT_BYTES, Cost, stretched
from asi_desktop.domain.errors import Misused, Refused
from asi_desktop.domain.text import Text
from asi_desktop.protocol.control import Grant, Signature
from asi_desktop.protocol.packing import Bytes16, Bytes32, Bytes96, Undecodable, packed, unpacked

MAX_INVITATION_BYTES = 1024 * 1024

_MAGIC = b"ASI invitation 1\n"
_NONCE = bytes(12)
_TAG_BYTES = 16


class NotAnInvitation(Refused):
    """The file is no invitation, or was cut."""

    code = "not_an_invitation"
    what = Text(fr="Ce fichier n’est pas une invitation.", en="This file is not an invitation.")
    next_step = Text(
        fr="Choisissez le fichier reçu de la centrale, ou demandez-lui de le renvoyer.",
        en="Choose the file that head office sent, or ask for it again.",
    )


class WrongCode(Misused):
    """The six-word code does not open this invitation."""

    code = "wrong_code"
    what = Text(fr="Ce code n’ouvre pas cette invitation.", en="This code does not open this invitation.")
    next_step = Text(
        fr="Vérifiez que le code et le fichier vont ensemble, puis réessayez ; rien n’est perdu.",
        en="Check that code and file belong together, then try again; nothing is lost.",
    )


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a new laptop is told.

    ``root`` and ``relay`` are Ed25519 public keys, ``authority`` is a DER certificate, ``granted`` the
    administrator's signature of ``grant``. ``sign_private`` (32 bytes) is the private half of
    ``grant.invitation``, ``wrap_private`` (96 bytes) opens the keys of the spaces.
    """

    office: Bytes16
    office_name: str
    url: str
    root: Bytes32
    relay: Bytes32
    authority: bytes
    grant: Grant
    granted: Signature
    sign_private: Bytes32 = field(repr=False)
    wrap_private: Bytes96 = field(repr=False)

    @property
    def root_fingerprint(self) -> str:
        """Return what the officer compares with head office by another way."""
        return fingerprint(self.root)


def sealed(invitation: Invitation, code: str, *, cost: Cost = FLOOR) -> bytes:
    """Return the file of ``invitation`` under the six-word ``code``; raises UnreadableCode."""
    salt = secrets.token_bytes(SALT_BYTES)
    return _MAGIC + salt + _cipher(code, salt, cost).encrypt(_NONCE, packed(invitation), _MAGIC)


def opened_invitation(data: bytes, code: str, *, cost: Cost = FLOOR) -> Invitation:
    """Return the invitation in ``data``; raises NotAnInvitation, UnreadableCode or WrongCode.

    The cost is part of the format, not of the file, so no file can lower it.
    """
    start = len(_MAGIC) + SALT_BYTES
    if not data.startswith(_MAGIC) or not start + _TAG_BYTES < len(data) <= MAX_INVITATION_BYTES:
        raise NotAnInvitation
    cipher = _cipher(code, data[len(_MAGIC) : start], cost)
    try:
        return unpacked(cipher.decrypt(_NONCE, data[start:], _MAGIC), Invitation)
    except InvalidTag as error:
        raise WrongCode from error
    except Undecodable as error:
        raise NotAnInvitation from error


def _cipher(code: str, salt: bytes, cost: Cost) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(stretched(read_word_code(code).encode(), salt, cost))
