"""Text as the search index holds it: one spelling for every way of writing a word."""

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

from asi_desktop.domain.search_key import normal_form

_TOKEN = re.compile(r"[0-9a-z]+")
_APOSTROPHES = re.compile("['’‘ʼ`´]")
_ARABIC_ARTICLE = re.compile("^ال(?=[\u0600-\u06ff]{2})")
_GREEK = re.compile("[α-ω]")
_GREEK_SOUNDS = tuple(
    (re.compile(written), latin)
    for written, latin in (
        ("ου", "ou"),
        ("^μπ", "b"),
        ("^ντ", "d"),
        ("^γκ", "g"),
        ("γ(?=[γκξχ])", "n"),
        ("γκ", "g"),
        ("(?<=[αε])υ(?=[αβγδεζηιλμνορωου]|$)", "v"),
        ("(?<=[αε])υ", "f"),
        ("(?<=[α-ω])γι(?=[αεοω])", "y"),
    )
)


def plain(text: str) -> str:
    """Return ``text`` in small Latin letters without marks, whatever its script."""
    return " ".join((text.lower().split()) if _is_bare(text) else map(_plain_word, text.split()))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` in plain form."""
    return tuple(_TOKEN.findall(text.lower() if _is_bare(text) else plain(text)))


def indexed(texts: Iterable[str]) -> set[str]:
    """Return the words by which ``texts`` are found: « l'information » by « information » too."""
    found: set[str] = set()
    for text in texts:
        if _is_bare(text):
            found.update(_TOKEN.findall(text.lower()))
        else:
            found.update(*map(_indexed_word, set(text.split())))
    return found


def readings(word: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways in which ``word``, may be indexed, each as words that must all be there.

    A word with an apostrophe as one, or as what follows the apostrophe; an Arabic one without its article.
    """
    whole = tokens(word)
    bare = _APOSTROPHES.split(word)[-1]
    ways = [whole[:1], tokens(bare)[:1]] if bare != word else [whole]
    return tuple(dict.fromkeys(way for way in (*ways, tokens(_without_article(word))) if way))


def _is_bare(text: str) -> bool:
    """Tell whether ``text`` needs no more than small letters: the usual case, which should cost little."""
    return text.isascii() and "'" not in text and "`" not in text


@lru_cache(maxsize=1 << 16)
def _plain_word(word: str) -> str:
    key = normal_form(word)
    if key.isascii():
        return key
    if _GREEK.search(key):
        for written, latin in _GREEK_SOUNDS:
            key = written.sub(latin, key)
    return _APOSTROPHES.sub("", anyascii(key)).lower()


@lru_cache(maxsize=1 << 16)
def _indexed_word(word: str) -> frozenset[str]:
    parts = {*_APOSTROPHES.split(word)[1:], word, _without_article(word)}
    return frozenset(token for part in parts for token in tokens(part))


def _without_article(word: str) -> str:
    return _ARABIC_ARTICLE.sub("", word)
