"""The directory that comes with the program: bodies, networks and services, taken into the records on demand.

An entry is no record: nobody's list is filled with what nobody uses. The first who needs one takes it, and
from then on it is an organisation like any other, with ``reference_code`` to know it by.
"""

import json
import re
from dataclasses import dataclass
from functools import cache

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.resources import resource
from asi_desktop.domain.search_key import normal_form
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes
from asi_desktop.services.records import Records
from asi_desktop.services.results import Added, ListQuery, Row
from asi_desktop.storage.search_text import tokens

MOST_OFFERED = 6
_IN_BRACKETS = re.compile(r"\((.+?)\)")


class NoSuchEntry(Refused):
    """A code that the directory does not have."""

    code = "no_such_entry"
    what = Text(
        fr="Le répertoire n’a pas d’organisme « {entry} ».", en="The directory has no organisation “{entry}”."
    )
    next_step = Text(
        fr="Rien n’a été enregistré. Créez l’organisme à la main.",
        en="Nothing was saved. Make the organisation by hand.",
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation of the directory. ``kind``: a code of ``organisation_kind``; ``country``: or empty."""

    code: str
    kind: str
    acronym: str
    name: Text
    country: str

    @property
    def fields(self) -> dict[str, Value]:
        """The input of ``record add organisation`` that the entry becomes."""
        given: dict[str, Value] = {
            "name_official": self.name.fr,
            "acronym": self.acronym,
            "kind": self.kind,
            "name_fr": self.name.fr,
            "name_en": self.name.en,
            "reference_code": self.code,
        }
        return given | {"country": self.country} if self.country else given


@cache
def directory() -> tuple[Entry, ...]:
    """Return all entries, in the order of their file."""
    rows = json.loads(resource("reference", "organisations.json").read_text(encoding="utf-8"))
    return tuple(
        Entry(row["code"], row["kind"], row["acronym"], Text(row["fr"], row["en"]), row.get("country", ""))
        for row in rows
    )


def offered(words: str, *, most: int = MOST_OFFERED) -> tuple[Entry, ...]:
    """Return the entries in which every word of ``words`` begins a word, those called so first."""
    wanted = normal_form(words).split()
    if not wanted:
        return ()
    found = [entry for entry in directory() if all(_has(_words_of(entry), word) for word in wanted)]
    found.sort(key=lambda entry: normal_form(entry.acronym) != normal_form(words))
    return tuple(found[:most])


def taken(records: Records, code: str) -> Added:
    """Return the organisation that the entry ``code`` became; makes it in the author's home space if need be.

    One that the officer can already read is taken as it is, with empty ``changes``. Raises NoSuchEntry,
    ReadOnly.
    """
    entry = next((entry for entry in directory() if entry.code == code), None)
    if entry is None:
        raise NoSuchEntry(entry=code)
    there = _taken_from(records, code)
    if there:
        return Added(there[0].id, there[0].ref, Changes())
    return records.add("organisation", entry.fields)


def superseded(records: Records, words: str) -> frozenset[bytes]:
    """Return the records of the entries that ``words`` offer for which an equal one is to be chosen.

    Two laptops that take the same entry while they are apart make two records of it.
    """
    twins = (_taken_from(records, entry.code)[1:] for entry in offered(words))
    return frozenset(row.id for several in twins for row in several)


def called(name: str) -> Entry | None:
    """Return the entry that is called exactly ``name``: by its acronym, or whole in either language."""
    known = _by_name()
    return known.get(name_key(name)) or known.get(name_key(_IN_BRACKETS.sub("", name)))


def name_key(name: str) -> str:
    """Return a name as names are compared: without accents, case, spaces and dots; P.N.K. is PNK."""
    return "".join(tokens(name))


def _taken_from(records: Records, code: str) -> tuple[Row, ...]:
    """Return the organisations that the entry ``code`` became, first the one that every laptop prefers."""
    there = records.page(ListQuery("organisation", where=(("reference_code", code),))).items
    return tuple(sorted(there, key=lambda row: row.id))


@cache
def _by_name() -> dict[str, Entry]:
    """Return the entries by what they are called; a name that two have in common is nobody's."""
    found: dict[str, list[Entry]] = {}
    for entry in directory():
        whole = (entry.name.fr, entry.name.en)
        bare = (_IN_BRACKETS.sub("", name) for name in whole)
        short = (said for name in whole for said in _IN_BRACKETS.findall(name))
        for key in {name_key(name) for name in (entry.code, entry.acronym, *whole, *bare, *short)}:
            found.setdefault(key, []).append(entry)
    return {key: entries[0] for key, entries in found.items() if key and len(entries) == 1}


@cache
def _words_of(entry: Entry) -> tuple[str, ...]:
    text = f"{entry.code} {entry.acronym} {entry.name.fr} {entry.name.en}"
    parts = normal_form(text.replace("-", " ").replace("(", " ").replace(")", " ")).split()
    return (*parts, normal_form(entry.acronym))


def _has(words: tuple[str, ...], beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words)
