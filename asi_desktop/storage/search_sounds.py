"""How a name sounds, told by its consonants: the spellings of one name agree, in whatever script.

Mohamed, Muhammad and محمد give ``mhmd``; Khrouchtchev, Khrushchev and Хрущёв ``krsf``. A letter that is read
differently from one language to the next gives several skeletons, both in the index and when it is asked for.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from asi_desktop.domain.search_key import normal_form
from asi_desktop.storage.search_text import tokens

_SHORTEST_NAME = 3
_SHORTEST_SKELETON = 2
_OPEN = "a"
"""Stands before the consonants of a name that begins with a vowel: Omar is not Mara."""

_HEARD = {
    **dict.fromkeys(("schtsch", "chtch", "shtch", "shch", "tsch", "tch", "sch", "sh", "cz", "tz", "ts"), "s"),
    "dzh": "g",
    "dj": "g",
    "zh": "g",
    "gh": "g",
    "kh": "k",
    "ck": "k",
    "ph": "f",
    "th": "t",
    "dh": "d",
    "ce": "s",
    "ci": "s",
    "cy": "s",
    "z": "s",
    "c": "k",
    "q": "k",
    "x": "ks",
    "v": "f",
}
_AMBIGUOUS = {"ch": ("s", "k"), "j": ("g", "i"), "w": ("f", "u")}
_SOUND = re.compile("|".join(["ic$", *sorted((*_HEARD, *_AMBIGUOUS), key=len, reverse=True)]))
_VOWELS = re.compile("[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_GLUED_ARTICLE = re.compile(r"[aeou]l(?=[a-z]{4})|[aeou]([cdnrstz])(?=\1[a-z]{3})")

_SEMITIC = re.compile("[\u0590-\u06ff]")
_ARTICLE = "ال"
_OPENING = frozenset("اأإآعويىאעי")
_SILENT = frozenset("هةה")
"""Letters that nobody writes in Latin at the end of a name."""

_LETTERS: dict[str, Sequence[str]] = {
    **dict(zip("بپتجژگحهخچدضرزسشصطغفڤقكلمن", "bbtggghhksddrsssstgffkklmn", strict=True)),
    **dict(zip("גדהזחטךכלםמןנסףצץקרשת", "gdhshtkklmmnnsfsskrst", strict=True)),
    "ث": ("t", "s"),
    "ذ": ("d", "s"),
    "ظ": ("d", "s"),
    "و": ("", "f"),
    "ב": ("b", "f"),
    "פ": ("p", "f"),
    "ו": ("", "f"),
}
"""Arabic and Hebrew consonants as they sound; those that are not here are vowels."""

_MOST_READINGS = 8

_MAY_SERVE = re.compile("[aA](?=.*[bB]).{2,5}|[عا].{2,5}")
_SERVANT = re.compile("abd[ldnrst]?")
_LONE_ARTICLES = frozenset({"al", "el", "ul", "ar", "er", "ur", "as", "es", "us"})


@lru_cache(maxsize=1 << 16)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the ways in which ``word`` may sound, as consonants; none for what is too short or no name."""
    found = _semitic(normal_form(word)) if _SEMITIC.search(word) else _latin(tokens(word))
    told = [one for one in found if len(one) >= _SHORTEST_SKELETON]
    return tuple(dict.fromkeys([*told, *(f"abd{one[4:]}" for one in told if _is_glued_servant(one))]))


def joined(words: Sequence[str]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Return where names in ``words`` begin with an Abd of their own, where they end, and how they sound.

    Abdul Rahman, Abd al-Rahman and Abderrahmane sound the same.
    """
    found = []
    for place, word in enumerate(words[:-1]):
        if _MAY_SERVE.fullmatch(word) and any(map(_SERVANT.fullmatch, skeletons(word))):
            rest = place + 1 + (words[place + 1].lower() in _LONE_ARTICLES and place + 2 < len(words))
            sounds = tuple(f"abd{one.removeprefix(_OPEN)}" for one in skeletons(words[rest]))
            found += [(place, rest + 1, sounds)] if sounds else []
    return tuple(found)


def _is_glued_servant(skeleton: str) -> bool:
    """Tell whether a name in one word has the article after its Abd: Abdelkader, and not Abdallah."""
    return skeleton.startswith("abdl") and len(skeleton) > 5


def _latin(words: Sequence[str]) -> Iterator[str]:
    for word in words:
        if word.isalpha() and len(word) >= _SHORTEST_NAME:
            yield from _spoken(word)
            article = _GLUED_ARTICLE.match(word)
            if article:
                yield from _spoken(word[article.end() :])


def _spoken(word: str) -> Iterator[str]:
    """Yield the skeletons of a Latin word, one for each reading of its ambiguous letters."""
    unclear = [sign for sign in _AMBIGUOUS if sign in word]
    for reading in product(*(_AMBIGUOUS[sign] for sign in unclear)):
        sounds = _HEARD | dict(zip(unclear, reading, strict=True)) | {"ic": "s"}
        yield _consonants(_SOUND.sub(lambda written: sounds[written[0]], word))  # noqa: B023 - used at once


def _consonants(heard: str) -> str:
    begins = _OPEN if _VOWELS.match(heard) else ""
    return begins + _DOUBLED.sub(r"\1", _VOWELS.sub("", heard.removesuffix("h")))


def _semitic(word: str) -> Iterator[str]:
    """Yield the skeletons of a word in Arabic or Hebrew letters, with its article and without."""
    for one in dict.fromkeys((word, word.removeprefix(_ARTICLE))):
        heard = one[:-1] if one[-1:] and one[-1] in _SILENT else one
        begins = _OPEN if one[:1] in _OPENING else ""
        readings = product(*(_LETTERS.get(letter, ("",)) for letter in heard))
        for reading in islice(readings, _MOST_READINGS):
            yield begins + _DOUBLED.sub(r"\1", "".join(reading))
