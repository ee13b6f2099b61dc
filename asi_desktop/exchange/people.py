"""A person as a document from outside tells of them: what a contact can hold, and what found no place in one.

Readers of documents run in the closed room, so what they give crosses as plain values; what comes back is
checked again here, since the room was given bytes of a stranger.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from asi_desktop.domain.dotted import Value

LONGEST_TOLD = 300
"""Characters of a value without a place that are told; a photograph needs no more."""

MOST_CHANNELS = 100
"""Ways to reach one person; more are told as left."""

GROUP = "group"
"""The problem of a card that lists people instead of being one."""

NAMELESS = "nameless"
"""The problem of a card or line without a name, an address or a number to call the person by."""

Plain = dict[str, Value]
_BREAKS = re.compile("[\r\n\t\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Left:
    """What found no place: the property or column, and what it said."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Person:
    """What a document says of one person.

    ``line``: where it begins to, from 1. ``uid``: what the document calls the person, "" without.
    ``fields``: names and values of a contact, codes still in the words of the document, the organisation by
    its name, ``channels`` and ``languages`` as lists of objects. ``problem``: "", GROUP or NAMELESS.
    """

    line: int
    uid: str
    fields: Mapping[str, Value]
    left: tuple[Left, ...]
    problem: str = ""

    @property
    def name(self) -> str:
        """What to call the person in a list."""
        parts = (self.fields.get("family_name"), self.fields.get("given_names"))
        return " ".join(part for part in parts if isinstance(part, str) and part)


@dataclass(slots=True)
class Portrait:
    """A person that is being read: each thing goes to its place, or is told as left."""

    line: int
    uid: str = ""
    fields: Plain = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    channels: list[Plain] = field(default_factory=list)
    languages: list[Plain] = field(default_factory=list)
    problem: str = ""

    def put(self, name: str, value: str, source: str) -> None:
        """Set the field ``name`` unless it is set already; then ``value`` is left under ``source``."""
        words = value.strip()
        if not words:
            return
        if name not in self.fields:
            self.fields[name] = words
        elif self.fields[name] != words:
            self.leave(source, words)

    def leave(self, source: str, value: str) -> None:
        """Note what has no place in a contact."""
        words = " ".join(value.split())
        if words:
            self.left.append(Left(source[:LONGEST_TOLD], shortened(words)))

    def reach(self, kind: str, value: str, *, label: str = "", preferred: bool = False, **more: str) -> None:
        """Add a way to reach the person; one that is there already is not added again."""
        words = one_line(value)
        same = next((one for one in self.channels if one["kind"] == kind and one["value"] == words), None)
        if not words:
            return
        if same is not None:
            same |= {"preferred": True} if preferred else {}
        elif len(self.channels) >= MOST_CHANNELS:
            self.leave(kind, words)
        else:
            said = {"label": one_line(label), **more}
            channel: Plain = {"kind": kind, "value": words}
            channel |= {name: text for name, text in said.items() if text}
            self.channels.append(channel | ({"preferred": True} if preferred else {}))

    def speak(self, language: str, level: str = "") -> None:
        """Add a language."""
        if language.strip() and all(one["language"] != language.strip() for one in self.languages):
            spoken: Plain = {"language": language.strip()}
            self.languages.append(spoken | ({"level": level} if level else {}))

    def finished(self) -> Person:
        """Return the person; one without a name is called by the organisation or an address."""
        lists: Plain = {"channels": [*self.channels]} if self.channels else {}
        lists |= {"languages": [*self.languages]} if self.languages else {}
        if "family_name" not in self.fields and not self.problem:
            self._call_somehow()
        return Person(self.line, self.uid, self.fields | lists, tuple(self.left), self.problem)

    def _call_somehow(self) -> None:
        given = self.fields.pop("given_names", None)
        reached = [one["value"] for one in self.channels if one["kind"] != "post"]
        called = given or self.fields.get("organisation") or next(iter(reached), None)
        if called:
            self.fields["family_name"] = called
        else:
            self.problem = NAMELESS


def one_line(words: str) -> str:
    """Return ``words`` in one line; the spaces within it stay, since some of them do not break."""
    return _BREAKS.sub(" ", words.strip())


def shortened(words: str) -> str:
    """Return ``words``, cut with an ellipsis where nobody reads on."""
    return words if len(words) <= LONGEST_TOLD else words[: LONGEST_TOLD - 1] + "…"


def plain(person: Person) -> Value:
    """Return ``person`` as a plain value that crosses out of the closed room."""
    return {
        "line": person.line,
        "uid": person.uid,
        "fields": dict(person.fields),
        "left": [[one.name, one.value] for one in person.left],
        "problem": person.problem,
    }


def person_of(value: Value) -> Person | None:
    """Return the person in a plain value, None when it is none: the room may answer anything."""
    said = value if isinstance(value, dict) else {}
    match (said.get("line"), said.get("fields"), said.get("left")):
        case (int(line), dict(fields), list(left)):
            uid, problem = (str(said.get(name) or "") for name in ("uid", "problem"))
            named = {str(name): one for name, one in fields.items()}
            return Person(line, uid, named, tuple(map(_left_of, left)), problem)
    return None


def _left_of(value: Value) -> Left:
    name, said = value if isinstance(value, list) and len(value) == len(("name", "value")) else ("", value)
    return Left(shortened(str(name)), shortened(str(said)))
