"""Which commands a few typed letters mean: whole words first, then beginnings of words, then letters in
order."""

import unicodedata
from collections.abc import Iterable

from asi_desktop.ui.commands import Command

WHOLE, START, INSIDE, SCATTERED = 4.0, 3.0, 2.0, 1.0
LEAST = 0.01
MOST_GAPS = 6
"""Letters in order that lie in more pieces than this are no match but chance."""


def ranked(commands: Iterable[Command], words: str, *, scattered: bool = True) -> list[Command]:
    """Return the findable ``commands`` that ``words`` mean, best first; all of them without words.

    ``scattered``: letters in order are enough, as when nothing but commands is looked for.
    """
    wanted = folded(words).split()
    least = LEAST if scattered or not wanted else INSIDE
    scored = [
        (fit, place, each)
        for place, each in enumerate(commands)
        if each.findable and (fit := _fit(wanted, folded(each.words))) >= least
    ]
    return [each for _, _, each in sorted(scored, key=lambda one: (-one[0], one[1]))]


def folded(text: str) -> str:
    """Return ``text`` without capitals and accents, so that "echeance" finds "Échéance"."""
    parted = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _fit(wanted: list[str], text: str) -> float:
    """Return how well every word typed fits ``text``; 0: one does not. Shorter texts win among equals."""
    if not wanted:
        return 1.0
    fits = [_word_fit(word, text) for word in wanted]
    return 0.0 if 0.0 in fits else sum(fits) / len(fits) + 1 / (10 + len(text))


def _word_fit(word: str, text: str) -> float:
    words = text.split()
    if word in words:
        return WHOLE
    if any(each.startswith(word) for each in words):
        return START
    if word in text:
        return INSIDE
    return _scattered(word, text)


def _scattered(word: str, text: str) -> float:
    """Return how well the letters of ``word`` lie in ``text`` in their order, in few pieces."""
    at, pieces = -1, 0
    for letter in word:
        found = text.find(letter, at + 1)
        if found < 0:
            return 0.0
        pieces += found != at + 1
        at = found
    starts_there = text.startswith(word[0]) or f" {word[0]}" in text
    return SCATTERED / (1 + pieces) if starts_there and pieces <= min(MOST_GAPS, len(word)) else 0.0
