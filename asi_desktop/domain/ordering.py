"""Fractional keys: a place between any two others, chosen offline, without renumbering anything.

A key is a fraction in base 36 written without its leading ``0.``; keys compare as texts. It never ends
in ``0``, so there is always room before it. Two laptops may choose the same key: ids break the tie.
"""

import re

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)
_LONGEST = 500
_KEY = re.compile(r"[0-9a-z]*[1-9a-z]")


def is_key(text: str) -> bool:
    """Tell whether ``text`` is a key; one of more than 500 digits was made to do harm."""
    return len(text) <= _LONGEST and _KEY.fullmatch(text) is not None


def after(low: str) -> str:
    """Return a key after ``low``; the first key of a list is after the empty text."""
    return _between(low, None)


def between(low: str, high: str) -> str:
    """Return a key after ``low`` and before ``high``; ``low`` may be empty for the beginning.

    Raises ValueError when ``high`` is not after ``low`` or either is not a key.
    """
    if low >= high or not _KEY.fullmatch(high) or (low and not _KEY.fullmatch(low)):
        raise ValueError("no place between these keys")
    return _between(low, high)


def _between(low: str, high: str | None) -> str:
    key = ""
    while True:
        place = len(key)
        least = _DIGITS.index(low[place]) if place < len(low) else 0
        most = _DIGITS.index(high[place]) if high else _BASE
        if most - least > 1:
            return key + _DIGITS[(least + most) // 2 if high else least + 1]
        key += _DIGITS[least]
        if most > least:
            high = None  # a digit below ``high``'s is already before it, whatever follows
