"""Codes that people print, read out and type: recovery codes and six-word codes."""

import hashlib
import math
import secrets
import unicodedata
from functools import cache
from itertools import product

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text

RECOVERY_BITS = 160
WORDS = 6

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_DIGIT_BITS = 5
_CODE_DIGITS = RECOVERY_BITS // _DIGIT_BITS
_CHECK_DIGITS = 3
_GROUP = 5

_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "bl", "tr")
_VOWELS = ("a", "i", "o", "u")
_ENDINGS = ("", "l")
_UNSAID = frozenset({"puta", "puti", "bita", "bito", "biti", "nazi", "vagi", "fudu", "kulo", "kuli", "kalu"})


class UnreadableCode(Misused):
    """What was typed cannot be a code: something is missing, or a character or word is mistaken."""

    code = "unreadable_code"
    what = Text(
        fr="Ce code est incomplet ou mal recopié.", en="This code is incomplete or was copied with a mistake."
    )
    next_step = Text(
        fr="Comparez-le signe par signe ; majuscules, tirets et espaces n’ont pas d’importance.",
        en="Compare it character by character; capitals, dashes and spaces do not matter.",
    )


class UnknownWord(UnreadableCode):
    """One word of a six-word code is none of the possible ones; ``position`` counts from 1."""

    code = "unknown_word"
    what = Text(
        fr="Le mot n° {position} de ce code est mal recopié.",
        en="Word no. {position} of this code was copied with a mistake.",
    )


def new_recovery_code() -> str:
    """Return a new recovery code: 160 random bits and a check of 15, as 7 groups of 5 characters."""
    return shown_recovery_code(secrets.token_bytes(RECOVERY_BITS // 8))


def shown_recovery_code(secret: bytes) -> str:
    """Return the code of ``secret`` (20 bytes) as it is printed: ``7Q2M9-…``."""
    number = int.from_bytes(secret, "big")
    digits = _base32(number, _CODE_DIGITS) + _base32(_check_of(secret), _CHECK_DIGITS)
    return "-".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def read_recovery_code(text: str) -> bytes:
    """Return the 20 secret bytes of a recovery code as typed; raises UnreadableCode.

    Case, spaces and dashes do not matter, and O is read as 0, I and L as 1, U as V.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(_LOOKALIKES)
    digits = "".join(character for character in typed if character.isalnum())
    if len(digits) != _CODE_DIGITS + _CHECK_DIGITS or not set(digits) <= set(_DIGITS):
        raise UnreadableCode
    secret = _number(digits[:_CODE_DIGITS]).to_bytes(RECOVERY_BITS // 8, "big")
    if _number(digits[_CODE_DIGITS:]) != _check_of(secret):
        raise UnreadableCode
    return secret


def new_word_code() -> str:
    """Return a new code of six random words, about 77 bits, as it is read out: ``bado-trilu-…``."""
    return "-".join(secrets.choice(words()) for _ in range(WORDS))


def read_word_code(text: str) -> str:
    """Return a six-word code as typed in its one spelling; raises UnreadableCode or UnknownWord.

    Case, accents and whatever separates the words do not matter.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    separated = "".join(
        character if character.isalpha() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    typed = separated.split()
    if len(typed) != WORDS:
        raise UnreadableCode
    for position, word in enumerate(typed, start=1):
        if word not in _word_set():
            raise UnknownWord(position=position)
    return "-".join(typed)


@cache
def words() -> tuple[str, ...]:
    """Return the words of the codes: two syllables, written as French and English speakers hear them."""
    syllables = ["".join(parts) for parts in product(_ONSETS, _VOWELS)]
    return tuple(
        first + second + ending
        for first, second, ending in product(syllables, syllables, _ENDINGS)
        if first != second and first + second not in _UNSAID
    )


def word_code_bits() -> float:
    """Return how many random bits a six-word code has."""
    return WORDS * math.log2(len(words()))


@cache
def _word_set() -> frozenset[str]:
    return frozenset(words())


def _check_of(secret: bytes) -> int:
    """Return the 15 bits by which a mistyped recovery code is told from a wrong one."""
    digest = hashlib.sha256(b"asi-recovery-check-1" + secret).digest()
    return int.from_bytes(digest[:2], "big") >> 1


def _base32(number: int, length: int) -> str:
    shifts = range((length - 1) * _DIGIT_BITS, -1, -_DIGIT_BITS)
    return "".join(_DIGITS[(number >> shift) & 31] for shift in shifts)


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value << _DIGIT_BITS | _DIGITS.index(digit)
    return value
