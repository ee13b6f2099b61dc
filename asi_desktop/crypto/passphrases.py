"""The rule for a passphrase: long, and not one that everybody tries first."""

import unicodedata
from functools import cache

from asi_desktop.crypto.codes import new_word_code
from asi_desktop.domain.errors import Misused
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Text

MIN_CHARACTERS = 14
MIN_WORDS = 6
MIN_DIFFERENT = 6

_DIGITS = "0123456789"
_LONGEST_UNIT = 100


class ShortPassphrase(Misused):
    """The passphrase has neither enough characters nor enough words."""

    code = "short_passphrase"
    what = Text(fr="Cette phrase de passe est trop courte.", en="This passphrase is too short.")
    next_step = Text(
        fr="Prenez au moins 14 caractères ou 6 mots ; le programme en propose une au hasard.",
        en="Take at least 14 characters or 6 words; the program offers a random one.",
    )


class CommonPassphrase(Misused):
    """The passphrase, or what it repeats, is among the first that anyone would try."""

    code = "common_passphrase"
    what = Text(
        fr="Cette phrase de passe est trop connue ou trop répétitive.",
        en="This passphrase is too well known or too repetitive.",
    )
    next_step = Text(
        fr="Prenez des mots sans lien entre eux ; le programme en propose au hasard.",
        en="Take words that have nothing to do with each other; the program offers random ones.",
    )


def check_passphrase(passphrase: str) -> None:
    """Raise ShortPassphrase or CommonPassphrase unless ``passphrase`` may protect a vault.

    No kind of character is asked for, and a passphrase never expires.
    """
    text = unicodedata.normalize("NFC", passphrase).strip()
    if len(text) < MIN_CHARACTERS and len(text.split()) < MIN_WORDS:
        raise ShortPassphrase
    key = _key(text)
    unit = _unit(key)
    if {unit, _unit(key.strip(_DIGITS))} & _common() or len(set(unit or text)) < MIN_DIFFERENT:
        raise CommonPassphrase


def suggested_passphrase() -> str:
    """Return a random passphrase of six pronounceable words, about 77 bits."""
    return new_word_code().replace("-", " ")


@cache
def _common() -> frozenset[str]:
    lines = resource("passphrases", "common.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_unit(_key(line)) for line in lines if line and not line.startswith("#"))


def _key(text: str) -> str:
    """Return letters and digits only, without case or accents."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in plain if character.isalnum())


def _unit(key: str) -> str:
    """Return what ``key`` repeats, the last time perhaps in part; ``key`` itself when it repeats nothing."""
    longest = min(len(key) // 2, _LONGEST_UNIT)
    return next((key[:period] for period in range(1, longest + 1) if key[period:] == key[:-period]), key)
