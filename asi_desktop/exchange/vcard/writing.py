"""Contacts as vCards, 4.0 (RFC 6350) or 3.0 (RFC 2426): what stands on a person's card, and nothing else.

Assessments, legal frame, markings and private notes stay in the desk: a card travels to telephones.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.exchange.vcard.reading import (
    CHANNEL_KIND,
    LABEL,
    LANGUAGE_LEVEL,
    OWN_CHANNEL,
    OWN_FIELDS,
    OWN_HOURS,
)

Version = Literal["4.0", "3.0"]
VERSIONS: tuple[Version, ...] = ("4.0", "3.0")

WIDTH = 75
"""Octets of a line before it is folded, the end of the line not counted (RFC 6350, 3.2)."""

_TYPES = {"phone": "voice", "mobile": "cell", "fax": "fax", "satellite": "voice,x-satellite"}
_DIALLED = re.compile(r"\+[0-9]+( [0-9]+)*")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[!-~]+")
_ESCAPED = re.compile(r"[\\,;\n]")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A contact to be written: its id (16 bytes), its fields as they are seen, its organisation's name."""

    id: bytes
    fields: Mapping[str, Value]
    organisation: str = ""


def card(contact: Outgoing, *, version: Version = "4.0", language: Language = "fr") -> bytes:
    """Return ``contact`` as one vCard, folded, with CRLF, in UTF-8; titles in words of ``language``."""
    lines = ["BEGIN:VCARD", f"VERSION:{version}", *_Card(contact, version, language).lines(), "END:VCARD"]
    return b"".join(_folded(line) for line in lines)


@dataclass(slots=True)
class _Card:
    contact: Outgoing
    version: Version
    language: Language
    groups: int = 0

    def lines(self) -> Iterator[str]:
        family, given = self._text("family_name"), self._text("given_names")
        title = self._text("courtesy_title")
        prefix = vocabulary("courtesy_title").label(title, self.language) if title else ""
        yield f"UID:urn:uuid:{uuid.UUID(bytes=self.contact.id)}"
        yield f"N:{_escaped(family)};{_escaped(given)};;{_escaped(prefix)};"
        yield f"FN:{_escaped(' '.join(part for part in (given, family) if part))}"
        yield from self._one("ORG", self.contact.organisation)
        yield from self._one("TITLE", self._text("function"))
        for each in self._elements("channels"):
            yield from self._channel(each)
        for each in self._elements("languages"):
            level = str(each.get("level") or "")
            mark = f";{LANGUAGE_LEVEL}={level}" if level else ""
            yield f"LANG{mark}:{_escaped(str(each.get('language') or ''))}"
        yield from self._birthday()
        yield from self._one("NOTE", self._text("notes"))
        for name, field in OWN_FIELDS.items():
            yield from self._one(name, self._text(field))

    def _channel(self, channel: Mapping[str, Value]) -> Iterator[str]:
        """Yield a way to reach, and in its group where it stands and when somebody answers."""
        said = {
            LABEL: str(channel.get("label") or ""),
            OWN_HOURS: str(channel.get("hours") or ""),
        }
        beside = {name: text for name, text in said.items() if text}
        group = ""
        if beside:
            self.groups += 1
            group = f"item{self.groups}."
        kind, value = str(channel.get("kind") or ""), str(channel.get("value") or "")
        name, types, written = _CHANNELS.get(kind, _own)(kind, value, self.version)
        yield f"{group}{name}{self._marks(types, preferred=channel.get('preferred') is True)}:{written}"
        for name, text in beside.items():
            yield f"{group}{name}:{_escaped(text)}"

    def _marks(self, types: str, *, preferred: bool) -> str:
        if preferred and self.version == "3.0":
            return f"{types},pref" if ";TYPE=" in types else f"{types};TYPE=pref"
        return f"{types};PREF=1" if preferred else types

    def _birthday(self) -> Iterator[str]:
        day = self._text("protocol_birthday")
        if day and self.version == "4.0" and len(day) != len("2026-11"):
            yield f"BDAY:{day.replace('-', '')}"
        elif day:
            yield f"BDAY:{day}"

    def _one(self, name: str, text: str) -> Iterator[str]:
        if text:
            yield f"{name}:{_escaped(text)}"

    def _text(self, name: str) -> str:
        value = self.contact.fields.get(name)
        return value if isinstance(value, str) else ""

    def _elements(self, name: str) -> Sequence[Mapping[str, Value]]:
        value = self.contact.fields.get(name)
        elements = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return [one for one in elements if isinstance(one, dict)]


def _phone(kind: str, value: str, version: Version) -> tuple[str, str, str]:
    types = (
        f";TYPE={_TYPES[kind]}" if "," not in _TYPES[kind] or version == "3.0" else f';TYPE="{_TYPES[kind]}"'
    )
    if version == "4.0" and _DIALLED.fullmatch(value):
        return "TEL", f";VALUE=uri{types}", "tel:" + value.replace(" ", "-")
    return "TEL", types, _escaped(value)


def _mail(_: str, value: str, version: Version) -> tuple[str, str, str]:
    return "EMAIL", ";TYPE=internet" if version == "3.0" else "", _escaped(value)


def _post(_: str, value: str, __: Version) -> tuple[str, str, str]:
    return "ADR", "", f";;{_escaped(value)};;;;"


def _messaging(kind: str, value: str, version: Version) -> tuple[str, str, str]:
    return ("IMPP", "", _escaped(value)) if _URI.fullmatch(value) else _own(kind, value, version)


def _own(kind: str, value: str, _: Version) -> tuple[str, str, str]:
    return OWN_CHANNEL, f";{CHANNEL_KIND}={quote(kind, safe='_-')}", _escaped(value)


_CHANNELS: dict[str, Callable[[str, str, Version], tuple[str, str, str]]] = {
    **dict.fromkeys(_TYPES, _phone),
    "email": _mail,
    "post": _post,
    "messaging": _messaging,
}


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], text)


def _folded(line: str) -> bytes:
    """Return a line of at most WIDTH octets, the rest indented below it; no letter is cut."""
    pieces: list[bytes] = []
    rest, room = line.encode(), WIDTH
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(rest[:cut])
        rest, room = rest[cut:], WIDTH - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"
