"""What a document says of a person, fitted to a contact's fields: words to codes, the rest told as left."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.schema import CREATION, SETS, Field, Kind, RecordType
from asi_desktop.domain.search_key import normal_form
from asi_desktop.domain.text import LANGUAGES, Language, Text
from asi_desktop.domain.values import TooLong, parse
from asi_desktop.domain.values.parsing import NAMED
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.exchange.people import Left, Person, shortened
from asi_desktop.services.import_results import Given

NOTES = "notes"
ORGANISATION = "organisation"

_YES = frozenset({"true", "yes", "oui", "1", "x", "vrai"})
_NO = frozenset({"false", "no", "non", "0", "faux"})
_TITLES = {
    "mr": ("m", "monsieur", "mister", "sir", "herr", "sr"),
    "ms": ("mme", "mrs", "miss", "mlle", "madame", "mademoiselle", "frau", "sra"),
    "dr": ("docteur", "doctor", "dr med"),
    "prof": ("pr", "professeur", "professor"),
    "excellency": ("se", "he", "sem", "his excellency", "her excellency", "son excellence"),
    "general": ("gen", "gal"),
    "colonel": ("col", "cel"),
}
"""How people are addressed elsewhere, beside the vocabulary's own words."""

_KEPT = Text("Non repris ailleurs :", "Not taken elsewhere:")


def fitted(
    kind: RecordType, person: Person, *, keep_rest: bool, language: Language
) -> tuple[Given, tuple[Left, ...]]:
    """Return the fields of a contact that ``person`` fills, and what found no place.

    The organisation stays a name. A text that is too long for its field goes into the notes whole; with
    ``keep_rest`` so does everything else that is left, in ``language``.
    """
    fitting = _Fitting(kind, language, [*person.left])
    for name, raw in _titles_settled(person.fields).items():
        fitting.take(name, raw)
    rest = [f"{one.name}: {one.value}" for one in fitting.left] if keep_rest else []
    if noted := [*fitting.long, *rest]:
        notes = (str(fitting.given.get(NOTES) or ""), "\n".join((_KEPT.to(language), *noted)))
        fitting.given[NOTES] = "\n\n".join(part for part in notes if part)
    return fitting.given, (*fitting.left, *fitting.told)


@dataclass(slots=True)
class _Fitting:
    """What was fitted so far; ``long`` are the texts that go into the notes, ``told`` their beginnings."""

    kind: RecordType
    language: Language
    left: list[Left]
    given: Given = field(default_factory=dict)
    long: list[str] = field(default_factory=list)
    told: list[Left] = field(default_factory=list)

    def take(self, name: str, raw: Value) -> None:
        """Fit one field of the document."""
        known = self.kind.by_name.get(name)
        label = known.label.to(self.language) if known else name
        try:
            value = None if known is None or known.system or known.local else self._value(known, raw, label)
        except TooLong:
            self.long.append(f"{label}: {raw}")
            self.told.append(Left(label, shortened(str(raw))))
            return
        except Refused:
            value = None
        if value is not None:
            self.given[name] = value
        elif isinstance(raw, str) and raw:
            self.left.append(Left(label, shortened(raw)))

    def _value(self, known: Field, raw: Value, label: str) -> Value:
        """Return ``raw`` as the field holds it; of a list, the elements that fit; raises Refused."""
        if known.name == ORGANISATION:
            return str(raw).strip() or None
        if known.kind is Kind.LIST:
            return self._elements(known, raw, label)
        if known.kind in SETS and isinstance(raw, str):
            return parse(known, [_code(known, word) for word in raw.split(";")])
        return parse(known, _code(known, raw) if isinstance(raw, str) else raw)

    def _elements(self, listing: Field, raw: Value, label: str) -> Value:
        several = (self._element(listing, one, label) for one in (raw if isinstance(raw, list) else []))
        return [one for one in several if one] or None

    def _element(self, listing: Field, raw: Value, label: str) -> dict[str, Value]:
        """Return an element of a list, without the parts that do not fit; nothing when it cannot be."""
        made: dict[str, Value] = {}
        said: Mapping[str, Value] = raw if isinstance(raw, dict) else {}
        for inner in listing.fields:
            try:
                words = said.get(inner.name)
                made[inner.name] = parse(inner, _code(inner, words) if isinstance(words, str) else words)
            except Refused:
                self.left.append(Left(label, shortened(str(said[inner.name]))))
        needed = (inner.name for inner in listing.fields if inner.required_from == CREATION)
        whole = all(made.get(name) is not None for name in needed)
        return {name: value for name, value in made.items() if value is not None} if whole else {}


def _titles_settled(fields: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields with forms of address, ranks and functions where they belong.

    Address books have one place for all three: a title that is no form of address is a rank, and a function
    that is one is a title.
    """
    known, settled = _spellings("courtesy_title"), dict(fields)
    title, function = (str(fields.get(name) or "") for name in ("courtesy_title", "function"))
    if title and _spelled(title) not in known and not fields.get("rank"):
        settled |= {"courtesy_title": None, "rank": title}
    if not title and _spelled(function) in known:
        settled |= {"courtesy_title": function, "function": None}
    return settled


def _code(known: Field, words: str) -> Value:
    """Return the code that ``words`` stand for, in either language; the words themselves when none does."""
    name = known.vocabulary or NAMED.get(known.kind)
    if known.kind is Kind.BOOLEAN:
        said = normal_form(words)
        return True if said in _YES else False if said in _NO else words
    if name is None:
        return words
    return _spellings(name).get(_spelled(words), words.strip())


def _spelled(words: str) -> str:
    return normal_form(words).replace(".", "").strip()


@cache
def _spellings(name: str) -> Mapping[str, str]:
    """Return every way to write a code of a vocabulary, in normal form."""
    found: dict[str, str] = {}
    if name == "courtesy_title":
        found |= {spelled: code for code, several in _TITLES.items() for spelled in several}
    for entry in vocabulary(name).entries:
        for language in LANGUAGES:
            found.setdefault(_spelled(entry.label.to(language)), entry.code)
    return found | {_spelled(entry.code): entry.code for entry in vocabulary(name).entries}
