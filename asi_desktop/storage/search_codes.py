"""Numbers as they are looked for: phone numbers, plates, references and dates, in whatever notation.

Each gives keys, words of their own in the index. A phone number gives one key from its beginning and one from
its end (so that its last digits find it), a date one by year, month and day, anything else its letters and
digits without what stands between them.
"""

import re
from collections.abc import Iterator

from anyascii import anyascii

_DIGIT = re.compile(r"\d")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d(?:[\s().\-/\u00a0\u202f]*\d){5,16}(?!\w)")
_TRUNK = re.compile(r"\(0\)")
_WORD = re.compile(r"[^\s,;:!?«»“”\"]+")
_GROUP = re.compile(r"[a-z]+|[0-9]+")
_ISO_DAY = re.compile(r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)")
_WRITTEN_DAY = re.compile(r"(?<!\d)(?:(\d{1,2})[./-])?(\d{1,2})[./-](\d{4})(?!\d)")

ENDING = "q"
"""Begins the keys of phone numbers read from their end: the last digits are all that one may know."""

_SHORTEST_PHONE, _LONGEST_PHONE = 6, 15
_SHORTEST_ENDING = 4
_LONGEST_CODE = 34
_MOST_GROUPS = 8
_SHORT_TEXT = 24

_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТУХІавекмнорстухі", "ABEKMHOPCTYXIabekmhopctyxi")
"""Cyrillic letters on plates that were chosen because they look Latin."""

_MISREAD = str.maketrans("oi", "01")
"""Letters of a code that are taken for digits, and digits that are taken for letters."""

_ONE_DIGIT_CODES = frozenset({"1", "7"})
_TWO_DIGIT_CODES = re.compile("20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]")
"""Country codes of ITU-T E.164; all others have three digits."""


def keys(text: str, *, short: bool) -> Iterator[str]:
    """Yield the keys of every number in ``text``. ``short``: one line, which may be a code as a whole."""
    if not _DIGIT.search(text):
        return
    yield from _day_keys(text)
    rest = _WRITTEN_DAY.sub(" ", _ISO_DAY.sub(" ", text))
    for written in _PHONE.findall(rest):
        yield from phone_keys(written)
        rest = rest.replace(written, " ")
    whole = [rest] if short and len(rest) <= _SHORT_TEXT else []
    for word in (*_WORD.findall(rest), *whole):
        yield from _code_keys(word)


def _code_keys(word: str) -> Iterator[str]:
    """Yield the key of a code: digits and letters, or several groups of digits; no address is one."""
    if "@" in word or not _DIGIT.search(word):
        return
    groups = _groups(word)
    if 1 < len(groups) <= _MOST_GROUPS and len(key := _key(groups)) <= _LONGEST_CODE:
        yield key


def day_key(day: str) -> str:
    """Return the key of a day, a month or a year in ISO form."""
    return f"d{day.replace('-', '')}"


def reference_keys(ref: str) -> Iterator[str]:
    """Yield the keys by which a reference is asked for: ``RQ-0042``, ``42-A``, ``rq 42``, the whole."""
    groups = [group.translate(_MISREAD) for group in _without_zeros(ref)]
    for end in (len(groups), len(groups) - 1):
        for start in range(end - 1):
            yield "".join(groups[start:end])


def phone_keys(written: str) -> Iterator[str]:
    """Yield the keys of a phone number: its beginning with and without country, and its end."""
    digits, national = _numbers(written)
    if _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE:
        yield from dict.fromkeys((f"p{digits}", f"p{national}"))
        yield f"{ENDING}{digits[::-1]}"


def wanted_keys(text: str) -> tuple[str, ...]:
    """Return the beginnings of keys that ``text``, typed as one number, looks for; none without a digit."""
    if not _DIGIT.search(text):
        return ()
    days = _day_keys(text)
    found = days or [_key(_groups(text)), _key(_without_zeros(text))]
    if not days and not any(letter.isalpha() for letter in text):
        found += _wanted_phone(text)
    return tuple(dict.fromkeys(key for key in found if key and len(key) <= _LONGEST_CODE))


def _wanted_phone(text: str) -> list[str]:
    digits, national = _numbers(text)
    typed = "".join(_groups(text))
    ending = typed if len(typed) <= _SHORTEST_PHONE else national
    if len(ending) < _SHORTEST_ENDING:
        return []
    return [f"p{digits}", f"p{national}", f"{ENDING}{ending[::-1]}"]


def _numbers(written: str) -> tuple[str, str]:
    """Return the digits of a phone number, without zeros that only dial, and those without the country."""
    bare = _TRUNK.sub("", anyascii(written))
    digits = "".join(_DIGIT.findall(bare))
    abroad = bare.lstrip(" (").startswith("+")
    if not abroad and digits.startswith("00"):
        abroad, digits = True, digits[2:]
    if not abroad:
        return digits.lstrip("0"), digits.lstrip("0")
    length = 1 if digits[:1] in _ONE_DIGIT_CODES else 2 if _TWO_DIGIT_CODES.match(digits) else 3
    return digits, digits[length:].lstrip("0")


def _key(groups: list[str]) -> str:
    return "".join(groups).translate(_MISREAD)


def _groups(text: str) -> list[str]:
    return _GROUP.findall((text if text.isascii() else anyascii(text.translate(_LOOK_ALIKE))).lower())


def _without_zeros(text: str) -> list[str]:
    return [group.lstrip("0") if group.isdigit() else group for group in _groups(text)]


def _day_keys(text: str) -> list[str]:
    """Return the keys of the days and months in ``text``."""
    found = [f"d{year}{month}{day}" for year, month, day in _ISO_DAY.findall(text)]
    for day, month, year in _WRITTEN_DAY.findall(text):
        found += [f"d{year}{int(month):02}{f'{int(day):02}' if day else ''}"] if 1 <= int(month) <= 12 else []
    return found
