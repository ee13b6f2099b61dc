"""A key sealed to one recipient: hybrid HPKE (RFC 9180), ML-KEM-768 with X25519.

What is recorded today stays closed to a quantum computer of tomorrow, and to whoever breaks only one of the
two. A private key is the ML-KEM seed (64 bytes) and the X25519 key (32 bytes); a public key 1184 and 32
bytes.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from asi_desktop.domain.errors import Damaged
from asi_desktop.domain.text import Text

WRAP_PRIVATE_BYTES = 96
WRAP_PUBLIC_BYTES = 1216

_SEED_BYTES = 64
_KEM_PUBLIC_BYTES = 1184
_SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


class Unopenable(Damaged):
    """Sealed bytes that the key at hand does not open: another key's, altered, or cut."""

    code = "unopenable"
    what = Text(
        fr="Un contenu scellé ne s’ouvre pas avec la clé de cet ordinateur.",
        en="Sealed content does not open with this laptop’s key.",
    )
    next_step = Text(
        fr="Il est conservé tel quel et rien n’est perdu ; prévenez la centrale.",
        en="It is kept as it is and nothing is lost; tell head office.",
    )


def wrap(key: bytes, public: bytes, *, info: bytes) -> bytes:
    """Return ``key`` sealed to ``public`` for the one purpose ``info``; raises ValueError for a bad key."""
    return _SUITE.encrypt(key, _public_key(public), info=info)


def can_be_wrapped_to(public: bytes) -> bool:
    """Tell whether ``wrap`` takes ``public``: a device with a key that it refuses would stop any rotation."""
    try:
        wrap(bytes(32), public, info=b"asi-trial-1")
    except ValueError:
        return False
    return True


def unwrap(sealed: bytes, private: bytes, *, info: bytes) -> bytes:
    """Return the key that was wrapped for the purpose ``info``; raises Unopenable."""
    try:
        return _SUITE.decrypt(sealed, _private_key(private), info=info)
    except (InvalidTag, ValueError) as error:
        raise Unopenable from error


def generate_wrap_pair() -> tuple[bytes, bytes]:
    """Return a new private key and its public key."""
    private = (
        MLKEM768PrivateKey.generate().private_bytes_raw() + X25519PrivateKey.generate().private_bytes_raw()
    )
    return private, public_of(private)


def public_of(private: bytes) -> bytes:
    """Return the public key of ``private``; raises ValueError when it is no key of this suite."""
    kem, exchange = _halves(private)
    return kem.public_key().public_bytes_raw() + exchange.public_key().public_bytes_raw()


def epoch_info(space: bytes, epoch: int) -> bytes:
    """Return the purpose under which the key of ``epoch`` of ``space`` is wrapped."""
    return b"asi-epoch-1" + space + epoch.to_bytes(8, "big")


def _public_key(public: bytes) -> hpke.MLKEM768X25519PublicKey:
    if len(public) != WRAP_PUBLIC_BYTES:
        raise ValueError("a public key of the hybrid suite has 1216 bytes")
    return hpke.MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_KEM_PUBLIC_BYTES]),
        X25519PublicKey.from_public_bytes(public[_KEM_PUBLIC_BYTES:]),
    )


def _private_key(private: bytes) -> hpke.MLKEM768X25519PrivateKey:
    return hpke.MLKEM768X25519PrivateKey(*_halves(private))


def _halves(private: bytes) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
    if len(private) != WRAP_PRIVATE_BYTES:
        raise ValueError("a private key of the hybrid suite has 96 bytes")
    return (
        MLKEM768PrivateKey.from_seed_bytes(private[:_SEED_BYTES]),
        X25519PrivateKey.from_private_bytes(private[_SEED_BYTES:]),
    )
