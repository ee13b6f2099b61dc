"""References such as ``PCV-2026-RQ-0042-A``: made offline, never the same twice, never renumbered.

Post, year, code of the record type, a number that each device counts for itself, and the device's
letter, which head office gives once per post: two laptops of one post can never write the same one.
"""

import re
from typing import NamedTuple

_REFERENCE = re.compile(r"([A-Z0-9]{2,5})-([0-9]{4})-([A-Z]{2})-([0-9]{4,9})-([A-Z]{1,3})")
_LETTERS = 26


class Reference(NamedTuple):
    """The parts of a reference."""

    post: str
    year: int
    code: str
    number: int
    letter: str


def reference(post: str, year: int, code: str, number: int, letter: str) -> str:
    """Return the reference of the ``number``-th record of type ``code`` on device ``letter`` of ``post``.

    Raises ValueError when a part is not of its form.
    """
    text = f"{post.upper()}-{year:04d}-{code}-{number:04d}-{letter.upper()}"
    if parse_reference(text) is None or number < 1:
        raise ValueError(f"not a reference: {text}")
    return text


def parse_reference(text: str) -> Reference | None:
    """Return the parts of a reference however it is capitalised, None when it is not one."""
    match = _REFERENCE.fullmatch(text.strip().upper())
    if match is None:
        return None
    post, year, code, number, letter = match.groups()
    return Reference(post, int(year), code, int(number), letter)


def device_letter(index: int) -> str:
    """Return the letter of the device number ``index`` of a post, from 0: A … Z, AA … ZZ, AAA …

    Raises ValueError for a negative index or one that three letters cannot tell.
    """
    if not 0 <= index < _LETTERS + _LETTERS**2 + _LETTERS**3:
        raise ValueError(f"no letter for device {index}")
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
