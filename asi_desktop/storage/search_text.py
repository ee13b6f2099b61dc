"""Text as the search index holds it: one spelling for every way of writing a word or a name."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anyascii import anyascii

from asi_desktop.domain.search_key import normal_form

_TOKEN = re.compile(r"[0-9a-z]+")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_VOWELS = re.compile(r"[aeiouyw]+")
_BREATH = re.compile(r"(?<=[bcdfgjklmnpqrstvxz])h")
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = (("ch", "sh"), ("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"))
_SHORTEST_SKELETON = 2
_SHORTEST_NAME = 4


def plain(text: str) -> str:
    """Return ``text`` in small Latin letters without marks, whatever its script."""
    return " ".join(map(_plain_word, text.split()))


def indexed(text: str) -> str:
    """Return ``text`` as the index holds it: « l'information » is found by « information » too."""
    return " ".join(map(_indexed_word, text.split()))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in plain form."""
    return tuple(_TOKEN.findall(plain(text)))


def wanted(text: str) -> tuple[tuple[str, ...], ...]:
    """Return what a search for ``text`` looks for.

    Every word, each in the ways in which it may be indexed.
    """
    found: list[tuple[str, ...]] = []
    for word in text.split():
        found += [(token,) for token in tokens(word)] if not _APOSTROPHES.search(word) else [_elided(word)]
    return tuple(several for several in found if several)


def _elided(word: str) -> tuple[str, ...]:
    """Return a word with an apostrophe as one, and what follows the apostrophe."""
    rest = tokens(_APOSTROPHES.split(word)[-1])
    return tuple(dict.fromkeys((*tokens(word)[:1], *rest[:1])))


@lru_cache(maxsize=1 << 16)
def _plain_word(word: str) -> str:
    key = normal_form(word)
    return key if key.isascii() else anyascii(key).lower()


@lru_cache(maxsize=1 << 16)
def _indexed_word(word: str) -> str:
    key = _plain_word(word)
    parts = _APOSTROPHES.split(word)
    return key if len(parts) == 1 else " ".join((key, *map(_plain_word, parts[1:])))


def skeletons(words: Iterable[str]) -> Iterator[str]:
    """Yield the consonants of ``words`` (in plain form) by which the spellings of a name agree.

    Mohamed, Mohammed and Muhammad give ``mhmd``. Words that are too short to tell apart give nothing.
    """
    for word in words:
        if len(word) < _SHORTEST_NAME or not word.isalpha():
            continue
        skeleton = _skeleton(word)
        if len(skeleton) >= _SHORTEST_SKELETON:
            yield skeleton


@lru_cache(maxsize=1 << 14)
def _skeleton(word: str) -> str:
    heard = word
    for written, sound in _SOUNDS:
        heard = heard.replace(written, sound)
    return _DOUBLED.sub(r"\1", _VOWELS.sub("", _BREATH.sub("", heard)))


def snippet(texts: Iterable[str], beginnings: tuple[str, ...], *, width: int = 120) -> str:
    """Return about ``width`` characters around the first word that begins as one of ``beginnings``.

    The words are the originals of ``texts``; without any, the beginning of the first text that is not empty.
    """
    first = ""
    for text in texts:
        first = first or text
        start = _found(text, beginnings)
        if start >= 0:
            return _around(text, start, width)
    return _around(first, 0, width)


def _found(text: str, beginnings: tuple[str, ...]) -> int:
    if text.isascii():
        places = (match.start() for match in _WORD.finditer(text) if match[0].lower().startswith(beginnings))
    else:
        places = (match.start() for match in _WORD.finditer(text) if plain(match[0]).startswith(beginnings))
    return next(places, -1) if beginnings else -1


def _around(text: str, place: int, width: int) -> str:
    start = max(0, place - width // 3)
    if start:
        start = text.find(" ", start, place) + 1 or start
    end = min(len(text), start + width)
    if end < len(text):
        space = text.rfind(" ", start, end)
        end = space if space > place else end
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"
