"""Who is here already: contacts by their addresses, numbers and names, however these are spelled."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import ALIVE, State, Value
from asi_desktop.domain.dotted.reading import is_alive
from asi_desktop.domain.text import Text
from asi_desktop.services.import_results import Given
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.search_sounds import skeletons
from asi_desktop.storage.search_text import tokens
from asi_desktop.tasks import Context

CONTACT = "contact"
_LABEL = Text("Recherche des contacts déjà connus", "Looking for contacts that are known")
_TOLD_EVERY = 500
_DIGITS = re.compile(r"[0-9]")
_TOLD_DIGITS = 9
"""Last digits by which two numbers are the same, whether written for here or for abroad."""

_FEWEST_DIGITS = 7
_URN = "urn:uuid:"
_PHONES = frozenset({"phone", "mobile", "satellite"})


@dataclass(frozen=True, slots=True)
class Twin:
    """A contact that seems to be the same person: its id, its name, and what told so."""

    id: bytes
    name: str
    by: str


@dataclass(slots=True)
class _Known:
    id: bytes
    name: str
    words: frozenset[str]


@dataclass(slots=True)
class Acquaintances:
    """The contacts of this laptop, by what tells people apart. ``reserved``: those that nobody may add to."""

    by_id: dict[bytes, _Known] = field(default_factory=dict)
    by_key: dict[str, list[_Known]] = field(default_factory=dict)
    reserved: set[bytes] = field(default_factory=set)

    def meet(self, record: bytes, names: Iterable[str], keys: Iterable[str]) -> None:
        """Come to know a contact: its names and the keys that ``keys_of`` gives."""
        name = " ".join(filter(None, names))
        words = _words(name)
        known = _Known(record, name, words)
        self.by_id[record] = known
        for key in (*keys, _name_key(words)):
            if key:
                self.by_key.setdefault(key, []).append(known)

    def twin(self, uid: str, given: Given) -> Twin | None:
        """Return who is here already of a person with these fields, None for somebody new."""
        own = ids.parsed(uid.lower().removeprefix(_URN))
        if own is not None and own in self.by_id:
            return Twin(own, self.by_id[own].name, "uid")
        words = _words(" ".join(_names(given)))
        called = given.get("family_name")
        unnamed = any(one.get("value") == called for one in _channels(given))
        for key in keys_of(given):
            for known in self.by_key.get(key, ()):
                if unnamed or known.words & words:  # a mailbox is shared: the names must agree in part
                    return Twin(known.id, known.name, key.partition(":")[0])
        several = self.by_key.get(_name_key(words), ())
        return next((Twin(known.id, known.name, "name") for known in several), None)


def acquaintances(reader: Reader, context: Context) -> Acquaintances:
    """Return the contacts of this laptop, those in the bin apart; raises Cancelled."""
    found = Acquaintances()
    for number, (record, state) in enumerate(reader.states(CONTACT)):
        if number % _TOLD_EVERY == 0:
            context.report(_LABEL, done=number)
        if not is_alive(state.values(ALIVE)):
            continue
        family, given = _first(state, "family_name"), _first(state, "given_names")
        found.meet(record, (str(given or ""), str(family or "")), _keys_in(state))
        if any(one.value is True for one in state.values("do_not_record")):
            found.reserved.add(record)
    return found


def keys_of(given: Given) -> Iterator[str]:
    """Yield what tells a person apart: addresses first, then numbers."""
    keys = [_key(str(one.get("kind") or ""), str(one.get("value") or "")) for one in _channels(given)]
    yield from sorted(filter(None, keys))


def _keys_in(state: State) -> Iterator[str]:
    prefix, suffix = "channels/", "/value"
    for path, values in state.fields.items():
        if path.startswith(prefix) and path.endswith(suffix):
            element = path.removesuffix(suffix)
            if is_alive(state.values(f"{element}/{ALIVE}")):
                kinds = state.values(f"{element}/kind")
                kind = str(kinds[0].value) if kinds else ""
                yield from (_key(kind, str(one.value)) for one in values)


def _key(kind: str, value: str) -> str:
    if kind == "email" or "@" in value:
        return f"email:{value.strip().casefold()}"
    digits = "".join(_DIGITS.findall(value))
    if kind in _PHONES and len(digits) >= _FEWEST_DIGITS:
        return f"phone:{digits[-_TOLD_DIGITS:]}"
    return ""


def _name_key(words: frozenset[str]) -> str:
    """Return the key of a whole name, whatever the order of its words; one word names nobody."""
    plain = sorted(word for word in words if not word.startswith("~"))
    return "name:" + " ".join(plain) if len(plain) > 1 else ""


def _channels(given: Given) -> list[dict[str, Value]]:
    channels = given.get("channels")
    return [one for one in channels if isinstance(one, dict)] if isinstance(channels, list) else []


def _words(name: str) -> frozenset[str]:
    """Return the words of a name in Latin letters, and by their consonants however they are spelled."""
    sounds = (f"~{one}" for word in name.split() for one in skeletons(word))
    return frozenset((*tokens(name), *sounds))


def _names(given: Given) -> tuple[str, str]:
    return str(given.get("given_names") or ""), str(given.get("family_name") or "")


def _first(state: State, path: str) -> Value:
    values = state.values(path)
    return values[0].value if values else None
