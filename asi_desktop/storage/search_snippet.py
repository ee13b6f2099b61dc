"""The words around what a search found, as they were written."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from asi_desktop.storage.search_codes import keys
from asi_desktop.storage.search_sounds import skeletons
from asi_desktop.storage.search_text import plain

_WORD = re.compile(r"[^\W_]+", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Sought:
    """How the words that were looked for begin or sound, and the beginnings of the keys of numbers."""

    beginnings: tuple[str, ...] = ()
    sounds: frozenset[str] = frozenset()
    codes: tuple[str, ...] = ()

    def begins(self, word: str) -> bool:
        """Tell whether ``word`` is written like one that was looked for."""
        return (word.lower() if word.isascii() else plain(word)).startswith(self.beginnings)

    def sounds_alike(self, word: str) -> bool:
        """Tell whether ``word`` sounds like one that was looked for."""
        return not self.sounds.isdisjoint(skeletons(word))


def snippet(texts: Iterable[str], sought: Sought, *, width: int = 120) -> str:
    """Return about ``width`` characters around the first word that was looked for.

    The words are the originals of ``texts``; without any, the beginning of the first text that is not empty.
    """
    given = [text for text in texts if text.strip()]
    text, place = _found(given, sought)
    return _around(text, place, width)


def _found(texts: Sequence[str], sought: Sought) -> tuple[str, int]:
    """Return the text to show and the place in it: as written first, then as a number, then as it sounds."""
    if sought.beginnings and (found := _first(texts, sought.begins)):
        return found
    for text in texts if sought.codes else ():
        if any(key.startswith(sought.codes) for key in keys(text, short=True)):
            return text, 0
    if sought.sounds and (found := _first(texts, sought.sounds_alike)):
        return found
    return (texts[0], 0) if texts else ("", 0)


def _first(texts: Sequence[str], fits: Callable[[str], bool]) -> tuple[str, int] | None:
    return next(
        ((text, word.start()) for text in texts for word in _WORD.finditer(text) if fits(word[0])), None
    )


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
