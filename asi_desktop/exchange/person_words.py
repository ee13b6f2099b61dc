"""How people, places and days are written elsewhere, and what that is in a contact's fields."""

import re
from collections.abc import Iterable

from asi_desktop.domain.search_key import normal_form
from asi_desktop.domain.text import Language, Text

HOME = Text("Domicile", "Home")
OTHER = Text("Autre", "Other")

_LABELS: dict[str, Text | None] = {
    **dict.fromkeys(("work", "business", "bureau", "travail", "professionnel", "pro", "internet"), None),
    **dict.fromkeys(("home", "domicile", "personnel", "personal", "maison", "prive"), HOME),
    **dict.fromkeys(("other", "autre"), OTHER),
    **dict.fromkeys(("main", "principal"), Text("Standard", "Main")),
    **dict.fromkeys(("pager", "recepteur de radiomessagerie"), Text("Messageur", "Pager")),
    **dict.fromkeys(("car", "voiture"), Text("Voiture", "Car")),
    **dict.fromkeys(("assistant", "assistantphone"), Text("Secrétariat", "Assistant")),
    "school": Text("École", "School"),
}
_KINDS = {
    **dict.fromkeys(("cell", "mobile", "iphone", "portable", "tel. mobile"), "mobile"),
    **dict.fromkeys(("fax", "homefax", "workfax", "otherfax", "telecopie"), "fax"),
    **dict.fromkeys(("satellite", "sat", "x-satellite"), "satellite"),
}
_APPLE = re.compile(r"_\$!<(.*)>!\$_", re.DOTALL)
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T ].*)?", re.DOTALL)
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_MONTHS = 12
_NOBODYS_YEARS = ("1604", "0000")
"""What programs write for a birthday without a year."""


def told_label(raw: str, language: Language) -> str:
    """Return what to write beside a number or address that is marked ``raw`` elsewhere; work is not told."""
    match = _APPLE.fullmatch(raw.strip())
    words = " ".join((match[1] if match else raw).split())
    known = normal_form(words)
    if known in _LABELS:
        label = _LABELS[known]
        return label.to(language) if label else ""
    return words


def phone_kind(marks: list[str]) -> str:
    """Return the kind of a telephone that is marked with ``marks``, such as ``["WORK", "CELL"]``."""
    words = [part for mark in marks for part in (normal_form(mark), *normal_form(mark).split())]
    kinds = [_KINDS[word] for word in words if word in _KINDS]
    return next((kind for kind in ("fax", "satellite", "mobile") if kind in kinds), "phone")


def is_kind(mark: str) -> bool:
    """Tell whether a mark says what kind of telephone it is rather than where it stands."""
    return normal_form(mark) in _KINDS


def named(full: str) -> tuple[str, str]:
    """Return the family name and the given names in a name written as one.

    « Ferek, Dano » says which is which, and so do capitals; otherwise the last word is the family's.
    """
    family, comma, given = full.partition(",")
    if comma and given.strip():
        return " ".join(family.split()), " ".join(given.split())
    words = full.replace(",", " ").split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return (words[-1], " ".join(words[:-1])) if words else ("", "")


def birthday(raw: str, *, day_first: bool | None = None) -> str:
    """Return a date as a contact holds it, whole or in part, and "" when it is none or has no year.

    ``day_first``: how dates with slashes are meant; None when nobody knows, and then 3/4/1980 is none.
    """
    words = raw.strip()
    if match := _DAY.fullmatch(words):
        return "" if match[1] in _NOBODYS_YEARS else "-".join(match.groups())
    if match := _DAY_FIRST.fullmatch(words):
        return _dated(match, day_first=True if "." in words else day_first)
    if _MONTH.fullmatch(words) or _YEAR.fullmatch(words):
        return "" if words.startswith(_NOBODYS_YEARS) else words
    return ""


def day_first(dates: Iterable[str]) -> bool | None:
    """Tell how the dates of one column are meant, by the one that can be meant in one way only."""
    for match in filter(None, (_DAY_FIRST.fullmatch(one.strip()) for one in dates)):
        if (int(match[1]) > _MONTHS) is not (int(match[2]) > _MONTHS):
            return int(match[1]) > _MONTHS
    return None


def _dated(match: re.Match[str], *, day_first: bool | None) -> str:
    """Return a day written in numbers as ISO 8601, "" when it can be meant in two ways."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    if first > _MONTHS or second > _MONTHS or first == second:
        day_first = first > _MONTHS
    if day_first is None or year in _NOBODYS_YEARS:
        return ""
    day, month = (first, second) if day_first else (second, first)
    return f"{year}-{month:02d}-{day:02d}"


def address(parts: list[str]) -> str:
    """Return the parts of a postal address in one line; an address in one part stays as it is."""
    said = [part.strip() for part in parts if part.strip()]
    if len(said) == 1 and "\n" not in said[0]:
        return said[0]
    lines = (" ".join(line.split()).rstrip(",") for part in said for line in part.split("\n"))
    return ", ".join(line for line in lines if line)
