"""What was typed, and the expressions by which the index is asked for it, the strictest first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain

from asi_desktop.storage.search_codes import ENDING, wanted_keys
from asi_desktop.storage.search_snippet import Sought
from asi_desktop.storage.search_sounds import joined, skeletons
from asi_desktop.storage.search_text import readings, tokens

MAX_WORDS = 12
_LEAST_DIGITS = 6
_SHORT = 3
_SPOKEN_BEGINNING = 3
_NUMERIC = re.compile(r"[+(]*\d[\d().+/-]*")
_DIGIT = re.compile(r"\d")
_PARTS = re.compile(r"[a-z]+|[0-9]+")
_SOFT = frozenset(
    (
        *("al", "el", "ul", "as", "ad", "ar", "an", "ibn", "ben", "bin", "bint", "bn", "ould", "walad"),
        *("von", "van", "der", "den", "dem", "und", "zu", "da", "do", "dos", "das", "di", "e", "y"),
        *("de", "du", "d", "la", "le", "les", "l", "des", "et", "the", "of", "and"),
    )
)
"""Particles and articles, which one writes and another leaves out."""

NAMED = "{title names codes}"


class Level(IntEnum):
    """How near to what was typed a record is."""

    MEANT = 1
    """Words that may have been meant: a typing error away, or beginning to sound so."""
    SOUNDS = 2
    """Words that sound alike, or have what was typed inside them; particles are forgiven."""
    ANYWHERE = 3
    """Words that begin so, in any text."""
    BEGINS = 4
    """Words of titles, names and numbers that begin so."""
    EXACT = 5
    """Whole words of titles, names and numbers."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that was typed, or several that make one name or number.

    ``ways``: how it may be indexed, each as words that all must be there; ``codes``: the beginnings of its
    keys; ``sounds``: its skeletons; ``soft``: a particle; ``faint``: a single letter, which tells so little
    that beside other words it only ranks.
    """

    ways: tuple[tuple[str, ...], ...]
    codes: tuple[str, ...] = ()
    sounds: tuple[str, ...] = ()
    soft: bool = False
    faint: bool = False

    @property
    def telling(self) -> bool:
        """Whether it tells one record from another."""
        return not (self.soft or self.faint)


@dataclass(frozen=True, slots=True)
class Others:
    """The words of the index that may stand for those that were typed, by these."""

    inside: Mapping[str, Sequence[str]] = field(default_factory=dict)
    near: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, way: Sequence[str], level: Level) -> Iterator[str]:
        """Yield the words that may stand for ``way`` at ``level``."""
        if len(way) == 1:
            yield from self.inside.get(way[0], ()) if level <= Level.SOUNDS else ()
            yield from self.near.get(way[0], ()) if level <= Level.MEANT else ()


def terms(words: str) -> tuple[Term, ...]:
    """Return what ``words`` ask for, MAX_WORDS at the most."""
    typed = words.split()[:MAX_WORDS]
    spans = [*_names(typed), *_numbers(typed), *_codes(typed)]
    taken: dict[int, tuple[int, Term]] = {}
    for start, end, term in spans:
        if not any(first < end and start < last for first, (last, _) in taken.items()):
            taken[start] = (end, term)
    found: list[Term] = []
    place = 0
    while place < len(typed):
        end, term = taken.get(place) or (place + 1, _word(typed[place]))
        found += [term] if term.ways or term.codes else []
        place = end
    return tuple(found)


NO_OTHERS = Others()


def expression(asked: Sequence[Term], level: Level, others: Others = NO_OTHERS) -> str:
    """Return the FTS5 expression that every term of ``asked`` is there."""
    demanded = [term for term in asked if not term.faint] or asked
    if level <= Level.SOUNDS:
        demanded = [term for term in demanded if not term.soft] or demanded
    return " AND ".join(f"({' OR '.join(_ways(term, level, others))})" for term in demanded)


def sought(asked: Sequence[Term], words: Others = NO_OTHERS) -> Sought:
    """Return what a snippet should show of ``asked``."""
    ways = [way for term in asked if term.telling for way in term.ways]
    others = (words.of(way, Level.MEANT) for way in ways)
    return Sought(
        tuple(dict.fromkeys(chain(*ways, *others))),
        frozenset(chain(*(term.sounds for term in asked))),
        tuple(chain(*(term.codes for term in asked))),
    )


def _ways(term: Term, level: Level, others: Others) -> list[str]:
    star = "" if level is Level.EXACT else " *"
    found = [_way(way, level) for way in term.ways]
    found += [f'codes : "{code}"{" *" if code[0] == ENDING else star}' for code in term.codes]
    found += _sounding(term.sounds, level)
    found += [f'"{other}"' for way in term.ways for other in others.of(way, level)]
    return found


def _sounding(sounds: Sequence[str], level: Level) -> list[str]:
    """Return the expressions for what sounds like ``sounds``, when it is meant, for what begins so too."""
    if level > Level.SOUNDS:
        return []
    begun = [one for one in sounds if level is Level.MEANT and len(one) >= _SPOKEN_BEGINNING]
    return [f'skeleton : "{one}"' for one in sounds] + [f'skeleton : "{one}" *' for one in begun]


def _way(way: Sequence[str], level: Level) -> str:
    """Return the expression that all words of ``way`` are there.

    Of several, those before the last were typed to their end; only a short one, which the index finds by its
    beginning at no cost, may be a beginning.
    """
    scope = f"{NAMED} : " if level >= Level.BEGINS else ""
    last = len(way) - 1
    begun = [level < Level.EXACT and (place == last or len(word) <= _SHORT) for place, word in enumerate(way)]
    told = [f'{scope}"{word}"{" *" if star else ""}' for word, star in zip(way, begun, strict=True)]
    return f"({' AND '.join(told)})"


def _word(word: str) -> Term:
    ways = readings(word)
    parts = tuple(_PARTS.findall(ways[0][0])) if len(ways) == 1 and len(ways[0]) == 1 else ()
    if len(parts) > 1:
        ways = (*ways, parts)
    faint = all(len(part) == 1 for way in ways for part in way)
    return Term(_telling(ways), wanted_keys(word), skeletons(word), soft=word.lower() in _SOFT, faint=faint)


def _names(typed: Sequence[str]) -> list[tuple[int, int, Term]]:
    return [
        (start, end, Term((tokens(" ".join(typed[start:end])),), sounds=sounds))
        for start, end, sounds in joined(typed)
    ]


def _numbers(typed: Sequence[str]) -> list[tuple[int, int, Term]]:
    """Return the phone numbers that were typed in groups."""
    return [
        (start, end, _together(typed[start:end]))
        for start, end in _runs([bool(_NUMERIC.fullmatch(word)) for word in typed])
        if len(_DIGIT.findall("".join(typed[start:end]))) >= _LEAST_DIGITS
    ]


def _codes(typed: Sequence[str]) -> list[tuple[int, int, Term]]:
    """Return the plates and references that were typed in groups."""
    likely = [
        bool(_DIGIT.search(word)) or (len(word) <= _SHORT and word.lower() not in _SOFT) for word in typed
    ]
    return [
        (start, end, _together(typed[start:end]))
        for start, end in _runs(likely)
        if _DIGIT.search("".join(typed[start:end]))
    ]


def _together(words: Sequence[str]) -> Term:
    text = " ".join(words)
    return Term(_telling((tokens(text),)), wanted_keys(text))


def _telling(ways: Iterable[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return ``ways`` without the single letters beside longer words."""
    return tuple(tuple(word for word in way if len(word) > 1) or way for way in ways)


def _runs(fits: Sequence[bool]) -> list[tuple[int, int]]:
    """Return where several neighbours fit, as (first, behind the last)."""
    found, start = [], 0
    for place, one in enumerate((*fits, False)):
        if not one:
            found += [(start, place)] if place - start > 1 else []
            start = place + 1
    return found
