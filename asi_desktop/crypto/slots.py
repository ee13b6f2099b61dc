"""The key slot file: the vault's key, sealed once under the passphrase and once under the recovery code.

Each slot binds its own parameters into its seal, a code under the vault's key binds all of them together, and
the bytes have one spelling only. So no slot can be weakened, exchanged or added without the vault's key, and
a cost below the floor is refused before it is used.
"""

import hmac
import secrets
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from asi_desktop.crypto.codes import read_recovery_code
from asi_desktop.crypto.stretching import (
    CEILING,
    FLOOR,
    KEY_BYTES,
    SALT_BYTES,
    Cost,
    spelled,
    stretched,
)
from asi_desktop.domain.errors import Damaged, Locked
from asi_desktop.domain.text import Text
from asi_desktop.protocol.packing import Bytes16, Undecodable, packed, unpacked

VERSION = 1

_MAGIC = b"ASIKEYS"
_NONCE = bytes(12)
_PASSPHRASE = "passphrase"  # noqa: S105 - the name of a slot
_RECOVERY = "recovery"
_NO_COST = Cost(0, 0, 0)


class WrongPassphrase(Locked):
    """The passphrase does not open this vault."""

    code = "wrong_passphrase"
    what = Text(
        fr="Cette phrase de passe n’ouvre pas le coffre.", en="This passphrase does not open the vault."
    )
    next_step = Text(
        fr="Vérifiez le clavier et la majuscule, puis réessayez ; le code de secours l’ouvre aussi.",
        en="Check the keyboard and caps lock, then try again; the recovery code opens it too.",
    )


class WrongRecoveryCode(Locked):
    """The recovery code does not open this vault, or the vault has none."""

    code = "wrong_recovery_code"
    what = Text(
        fr="Ce code de secours n’ouvre pas ce coffre.", en="This recovery code does not open this vault."
    )
    next_step = Text(
        fr="Vérifiez que le code imprimé est bien celui de cet ordinateur ; un code remplacé ne sert plus.",
        en="Check that the printed code is this laptop’s; a code that was replaced no longer works.",
    )


class DamagedSlots(Damaged):
    """The key slot file is not one, was cut, or was changed by another hand."""

    code = "damaged_slots"
    what = Text(fr="Le fichier des clés du coffre est endommagé.", en="The vault’s key file is damaged.")
    next_step = Text(
        fr="Le coffre lui-même est intact ; utilisez la seconde copie du fichier ou une sauvegarde.",
        en="The vault itself is untouched; use the second copy of the file, or a backup.",
    )


class WeakenedSlots(Damaged):
    """The key slot file asks for less work than the program accepts: someone tried to make guessing cheap."""

    code = "weakened_slots"
    what = Text(
        fr="La protection du fichier des clés a été abaissée.",
        en="The protection of the vault’s key file was lowered.",
    )
    next_step = Text(
        fr="Ne saisissez plus la phrase de passe ici ; utilisez une sauvegarde et prévenez la centrale.",
        en="Do not type the passphrase here again; use a backup and tell head office.",
    )


class _Slot(NamedTuple):
    kind: str
    cost: Cost
    salt: Bytes16
    box: bytes


class _File(NamedTuple):
    magic: bytes
    version: int
    slots: tuple[_Slot, ...]
    mac: bytes


def slot_file(
    vault_key: bytes,
    passphrase: str | bytes | bytearray,
    *,
    recovery_code: str | None = None,
    cost: Cost = FLOOR,
) -> bytes:
    """Return a new key slot file for ``vault_key`` (32 bytes).

    ``cost`` may rise above the floor with the machine. Raises UnreadableCode for a recovery code that is
    none.
    """
    slots = [_passphrase_slot(vault_key, passphrase, cost)]
    if recovery_code is not None:
        slots.append(_recovery_slot(vault_key, recovery_code))
    return _written(vault_key, slots)


def opened_with_passphrase(data: bytes, passphrase: str | bytes | bytearray, *, floor: Cost = FLOOR) -> bytes:
    """Return the vault's key; raises WrongPassphrase, WeakenedSlots or DamagedSlots."""
    file = _read(data)
    slot = _slot(file, _PASSPHRASE)
    if slot is None:
        raise DamagedSlots
    _check_cost(slot.cost, floor)
    vault_key = _unsealed(slot, stretched(spelled(passphrase), slot.salt, slot.cost))
    if vault_key is None:
        raise WrongPassphrase
    return _checked(file, vault_key)


def opened_with_recovery(data: bytes, recovery_code: str) -> bytes:
    """Return the vault's key; raises UnreadableCode (mistyped), WrongRecoveryCode or DamagedSlots."""
    file = _read(data)
    secret = read_recovery_code(recovery_code)
    slot = _slot(file, _RECOVERY)
    if slot is None:
        raise WrongRecoveryCode
    vault_key = _unsealed(slot, _recovery_key(secret, slot.salt))
    if vault_key is None:
        raise WrongRecoveryCode
    return _checked(file, vault_key)


def with_passphrase(
    data: bytes, vault_key: bytes, passphrase: str | bytes | bytearray, *, cost: Cost = FLOOR
) -> bytes:
    """Return the file with its passphrase (or the cost of guessing it) replaced; raises DamagedSlots."""
    return _replaced(data, vault_key, _passphrase_slot(vault_key, passphrase, cost))


def with_recovery(data: bytes, vault_key: bytes, recovery_code: str) -> bytes:
    """Return the file with its recovery code replaced or added; raises DamagedSlots or UnreadableCode."""
    return _replaced(data, vault_key, _recovery_slot(vault_key, recovery_code))


def has_recovery(data: bytes) -> bool:
    """Tell whether the file has a recovery slot; raises DamagedSlots."""
    return _slot(_read(data), _RECOVERY) is not None


def passphrase_cost(data: bytes) -> Cost:
    """Return the cost of one guess of the passphrase, to be raised on unlock; raises DamagedSlots."""
    slot = _slot(_read(data), _PASSPHRASE)
    if slot is None:
        raise DamagedSlots
    return slot.cost


def _passphrase_slot(vault_key: bytes, passphrase: str | bytes | bytearray, cost: Cost) -> _Slot:
    salt = secrets.token_bytes(SALT_BYTES)
    return _sealed(_PASSPHRASE, cost, salt, key=stretched(spelled(passphrase), salt, cost), content=vault_key)


def _recovery_slot(vault_key: bytes, recovery_code: str) -> _Slot:
    salt = secrets.token_bytes(SALT_BYTES)
    key = _recovery_key(read_recovery_code(recovery_code), salt)
    return _sealed(_RECOVERY, _NO_COST, salt, key=key, content=vault_key)


def _recovery_key(secret: bytes, salt: bytes) -> bytes:
    """Return the key of a recovery code: its 160 random bits need no stretching."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=b"asi-recovery-1").derive(secret)


def _sealed(kind: str, cost: Cost, salt: bytes, *, key: bytes, content: bytes) -> _Slot:
    box = ChaCha20Poly1305(key).encrypt(_NONCE, content, _bound(kind, cost, salt))
    return _Slot(kind, cost, salt, box)


def _unsealed(slot: _Slot, key: bytes) -> bytes | None:
    try:
        return ChaCha20Poly1305(key).decrypt(_NONCE, slot.box, _bound(slot.kind, slot.cost, slot.salt))
    except InvalidTag:
        return None


def _bound(kind: str, cost: Cost, salt: bytes) -> bytes:
    """Return what a slot's seal is bound to. Its key is its own by the salt, so the nonce is fixed."""
    return packed((_MAGIC, VERSION, kind, cost, salt))


def _check_cost(cost: Cost, floor: Cost) -> None:
    if not cost.reaches(floor):
        raise WeakenedSlots
    if not CEILING.reaches(cost):
        raise DamagedSlots


def _replaced(data: bytes, vault_key: bytes, slot: _Slot) -> bytes:
    file = _read(data)
    _checked(file, vault_key)
    return _written(vault_key, [*(other for other in file.slots if other.kind != slot.kind), slot])


def _written(vault_key: bytes, slots: list[_Slot]) -> bytes:
    ordered = tuple(sorted(slots))
    return packed(_File(_MAGIC, VERSION, ordered, _mac(vault_key, ordered)))


def _read(data: bytes) -> _File:
    try:
        file = unpacked(data, _File)
    except Undecodable as error:
        raise DamagedSlots from error
    kinds = [slot.kind for slot in file.slots]
    canonical = kinds == sorted(set(kinds)) and packed(file) == data
    if not canonical or (file.magic, file.version) != (_MAGIC, VERSION):
        raise DamagedSlots
    return file


def _checked(file: _File, vault_key: bytes) -> bytes:
    if not hmac.compare_digest(file.mac, _mac(vault_key, file.slots)):
        raise DamagedSlots
    return vault_key


def _mac(vault_key: bytes, slots: tuple[_Slot, ...]) -> bytes:
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"asi-slots-1").derive(vault_key)
    return hmac.digest(key, packed((_MAGIC, VERSION, slots)), "sha256")


def _slot(file: _File, kind: str) -> _Slot | None:
    return next((slot for slot in file.slots if slot.kind == kind), None)
