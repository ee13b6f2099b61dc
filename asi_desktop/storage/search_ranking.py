"""Which of several records that fit what was typed fits it best, told by their titles."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler

from asi_desktop.storage.search_codes import reference_keys
from asi_desktop.storage.search_query import Term
from asi_desktop.storage.search_sounds import skeletons
from asi_desktop.storage.search_text import indexed

_WHOLE, _BEGINNING, _INSIDE, _SOUND, _LIKE = 1.0, 0.9, 0.85, 0.8, 0.75
_LEAST_LIKE = 0.75
_FIRST, _PARTICLE = 0.05, 0.02
"""Added when the title begins with a word that was typed, and when it has a particle or a letter that was."""
_MOST = 1 + _FIRST + _PARTICLE


@dataclass(frozen=True, slots=True)
class Title:
    """A title's words, those of its first, how they sound, and the keys of the record's reference."""

    words: frozenset[str]
    first: frozenset[str]
    sounds: frozenset[str]
    ref: frozenset[str]


def closeness(title: str, ref: str, asked: Sequence[Term]) -> float:
    """Return from 0 to below 1 how much of what was asked for a title or a reference is."""
    told = _told(title, ref)
    demanded = [term for term in asked if not (term.soft or term.faint)] or asked
    each = [_best(term, told) for term in demanded]
    begins = any(way[0] in told.first for term in demanded for way in term.ways)
    aside = any(_written(term, told) for term in asked if term.soft or term.faint)
    found = sum(each) / len(each) + _FIRST * begins + _PARTICLE * aside
    return 0.999 * found / _MOST * _breadth(len(told.words), len(demanded))


@lru_cache(maxsize=1 << 12)
def _told(title: str, ref: str) -> Title:
    words = title.split()
    return Title(
        frozenset(indexed(words)),
        frozenset(indexed(words[:1])),
        frozenset(sound for word in words for sound in skeletons(word)),
        frozenset(reference_keys(ref)),
    )


def _breadth(words: int, asked: int) -> float:
    """Return a little less for a title with many more words than were asked for."""
    return 1 - min(max(words - asked, 0), 10) / 100


def _best(term: Term, title: Title) -> float:
    """Return how well the title or the reference answers ``term``."""
    if not title.ref.isdisjoint(term.codes):
        return _WHOLE
    written = _written(term, title)
    if written < _SOUND and not title.sounds.isdisjoint(term.sounds):
        return _SOUND
    if term.codes and any(key.startswith(term.codes) for key in title.ref):
        return max(written, _BEGINNING)
    return written


def _written(term: Term, title: Title) -> float:
    return max((sum(_word(one, title.words) for one in way) / len(way) for way in term.ways), default=0.0)


def _word(typed: str, words: frozenset[str]) -> float:
    if typed in words:
        return _WHOLE
    if any(word.startswith(typed) for word in words):
        return _BEGINNING
    if any(typed in word for word in words):
        return _INSIDE
    like = max((JaroWinkler.similarity(typed, word) for word in words), default=0.0)
    return _LIKE * like if like >= _LEAST_LIKE else 0.0
