"""vCards into people: every property goes to its place in a contact, or is told as left."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language
from asi_desktop.exchange.people import GROUP, Person, Portrait, plain
from asi_desktop.exchange.person_words import address, birthday, is_kind, named, phone_kind, told_label
from asi_desktop.exchange.vcard.content_lines import ContentLine, content_lines, unescaped

OWN = "X-ASI-"
"""Begins the names of properties that only this program writes."""

OWN_FIELDS = {
    f"{OWN}RANK": "rank",
    f"{OWN}NATIVE-NAME": "name_native_script",
    f"{OWN}KIND": "contact_kind",
    f"{OWN}POSTED-IN": "posted_in",
}
OWN_CHANNEL = f"{OWN}CHANNEL"
OWN_HOURS = f"{OWN}HOURS"
CHANNEL_KIND = "X-KIND"
LANGUAGE_LEVEL = "X-LEVEL"
LABEL = "X-ABLABEL"
APPLE = "_$!<"
"""Begins a label that stands for a word in the language of whoever reads it."""


_TECHNICAL = frozenset(
    {"VERSION", "PRODID", "REV", "PROFILE", "SOURCE", "CLIENTPIDMAP", "SORT-STRING", "MAILER", "X-ABUID"}
    | {"X-ABADR", "X-ABSHOWAS", "X-MS-OL-DEFAULT-POSTAL-ADDRESS", "X-MS-OL-DESIGN", "X-FILE-AS", "KIND"}
    | {
        "X-EVOLUTION-FILE-AS",
        "X-MOZILLA-HTML",
        "X-CREATION-TIME",
        "X-IMAGETYPE",
        "X-IMAGEHASH",
        "X-MS-SIGNATURE",
    }
)
"""What a program notes for itself: nothing of the person is lost with it."""

_GROUPS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_TOLD_PLACES = frozenset({"home", "other", "pager", "car", "main"})
_MESSENGERS = re.compile(
    r"X-(AIM|ICQ|JABBER|MS-IMADDRESS|MSN|YAHOO|SKYPE|SKYPE-USERNAME|GADUGADU|GOOGLE-TALK|QQ|MATRIX|SIGNAL)"
)
_MESSENGERS_TOLD = {"X-MS-IMADDRESS": "", "X-SKYPE-USERNAME": "Skype"}
_SCHEME = re.compile(r"(xmpp|aim|ymsgr|skype|sip|msnim|icq|im|x-apple|matrix|whatsapp|tel):(//)?")
_TEL = re.compile(r"tel:", re.IGNORECASE)


@dataclass(slots=True)
class Card:
    """The lines of one card; ``labels`` and ``hours`` by the group that they speak of."""

    number: int
    language: Language
    lines: list[ContentLine] = field(default_factory=list)

    def said(self, line: ContentLine, name: str) -> str:
        """Return what the property ``name`` says of ``line``, by their group."""
        if not line.group:
            return ""
        return next((one.text for one in self.lines if one.name == name and one.group == line.group), "")

    def label(self, line: ContentLine) -> str:
        """Return where a number or address stands: the label of its group as it is, else its type."""
        given = self.said(line, LABEL)
        if given:
            return told_label(given, self.language) if given.startswith(APPLE) else given
        places = [one for one in line.types if one in _TOLD_PLACES]
        own = [one for one in line.types if one.startswith("x-") and not is_kind(one)]
        return told_label(next(iter(places or own), "").removeprefix("x-"), self.language)


def read(data: bytes, arguments: Mapping[str, Value]) -> Value:
    """Return the people in a document of vCards, as plain values; ``language`` is that of the labels."""
    language: Language = "en" if arguments.get("language") == "en" else "fr"
    return [plain(person) for person in people(data, language)]


def people(data: bytes, language: Language = "fr") -> Iterator[Person]:
    """Yield the people in a document of vCards, whatever their version."""
    for card in _cards(data, language):
        yield _person(card)


def _cards(data: bytes, language: Language) -> Iterator[Card]:
    """Yield the cards; a card within a card, as an agent was written once, belongs to the outer one."""
    card = Card(1, language)
    depth = 0
    for line in content_lines(data):
        step = _STEPS.get(line.name, 0) if line.text.upper() == "VCARD" else 0
        if step > 0 and depth == 0:
            card = Card(line.number, language)
        if depth == 1 and step == 0:
            card.lines.append(line)
        if step < 0 and depth == 1:
            yield card
        depth = max(0, depth + step)
    if depth:  # the file was cut
        yield card


_STEPS = {"BEGIN": 1, "END": -1}
"""How deep a line leads into cards, or out of them."""


def _person(card: Card) -> Person:
    portrait = Portrait(card.number)
    if any(line.name in _GROUPS and line.text.lower() == "group" for line in card.lines):
        portrait.problem = GROUP
    for line in sorted(card.lines, key=lambda line: _ORDER.get(line.name, len(_ORDER))):
        reader = _READERS.get(line.name)
        if reader is not None:
            reader(portrait, card, line)
        elif _MESSENGERS.fullmatch(line.name):
            portrait.reach(
                "messaging", line.text, label=_MESSENGERS_TOLD.get(line.name, line.name[2:].capitalize())
            )
        elif line.name in OWN_FIELDS:
            portrait.put(OWN_FIELDS[line.name], line.text, line.name)
        elif line.name not in _TECHNICAL and line.name not in {LABEL, OWN_HOURS}:
            portrait.leave(line.name, line.told)
    return portrait.finished()


def _name(portrait: Portrait, _: Card, line: ContentLine) -> None:
    family, given, more, prefix, *suffixes = _padded(line.parts, 5)
    portrait.put("family_name", family, line.name)
    portrait.put("given_names", " ".join(part for part in (given, more) if part), line.name)
    portrait.put("courtesy_title", prefix, line.name)
    portrait.leave(line.name, " ".join(suffixes))


def _full_name(portrait: Portrait, _: Card, line: ContentLine) -> None:
    """Take the name apart when nothing else did; it says no more than ``N`` otherwise."""
    if not {"family_name", "given_names"} & portrait.fields.keys() and line.text:
        family, given = named(line.text)
        if line.text == portrait.fields.get("organisation"):
            family, given = line.text, ""
        portrait.put("family_name", family, line.name)
        portrait.put("given_names", given, line.name)


def _organisation(portrait: Portrait, _: Card, line: ContentLine) -> None:
    name, *units = _padded(line.parts, 1)
    if name and "organisation" not in portrait.fields:
        portrait.put("organisation", name, line.name)
        _add_to_function(portrait, units)
    else:
        portrait.leave(line.name, ", ".join(part for part in (name, *units) if part))


def _function(portrait: Portrait, _: Card, line: ContentLine) -> None:
    portrait.put("function", line.text, line.name)


def _add_to_function(portrait: Portrait, units: Sequence[str]) -> None:
    """Keep the department where it is read: behind the function, which stands before ``ORG`` in order."""
    said = [str(portrait.fields.get("function") or ""), *units]
    words = " – ".join(part for part in said if part)
    if words:
        portrait.fields["function"] = words


def _phone(portrait: Portrait, card: Card, line: ContentLine) -> None:
    marks, label, number = line.types, card.label(line), line.text
    if is_kind(label) and not {*marks} - {"pref"}:  # nothing but the label says that it is a mobile
        marks, label = [label], ""
    if _TEL.match(number):
        number = _from_uri(number[len("tel:") :])
    hours = card.said(line, OWN_HOURS)
    portrait.reach(phone_kind(marks), number, label=label, preferred=line.preferred, hours=hours)


def _from_uri(uri: str) -> str:
    """Return a number in a ``tel:`` URI (RFC 3966) as people write it."""
    number, *parameters = unquote(uri).split(";")
    extension = next((one[len("ext=") :] for one in parameters if one.lower().startswith("ext=")), "")
    return number.replace("-", " ") + (f" x{extension}" if extension else "")


def _mail(portrait: Portrait, card: Card, line: ContentLine) -> None:
    value = line.text[len("mailto:") :] if line.text.lower().startswith("mailto:") else line.text
    hours = card.said(line, OWN_HOURS)
    portrait.reach("email", value, label=card.label(line), preferred=line.preferred, hours=hours)


def _post(portrait: Portrait, card: Card, line: ContentLine) -> None:
    written, parts = address([unescaped(line.first("LABEL"))]), address(line.parts)
    words = parts or written
    if not set(written.replace(",", " ").split()) <= set(words.replace(",", " ").split()):
        portrait.leave("LABEL", written)
    hours = card.said(line, OWN_HOURS)
    portrait.reach("post", words, label=card.label(line), preferred=line.preferred, hours=hours)


def _messaging(portrait: Portrait, card: Card, line: ContentLine) -> None:
    service = line.first("X-SERVICE-TYPE") or line.first("SERVICE-TYPE")
    value = line.text if not service else _SCHEME.sub("", line.text, count=1)
    label = service or card.label(line)
    hours = card.said(line, OWN_HOURS)
    portrait.reach("messaging", value, label=label, preferred=line.preferred, hours=hours)


def _own_channel(portrait: Portrait, card: Card, line: ContentLine) -> None:
    kind = unquote(line.first(CHANNEL_KIND)).lower()
    hours = card.said(line, OWN_HOURS)
    portrait.reach(kind, line.text, label=card.label(line), preferred=line.preferred, hours=hours)


def _language(portrait: Portrait, _: Card, line: ContentLine) -> None:
    portrait.speak(line.text, line.first(LANGUAGE_LEVEL))


def _birthday(portrait: Portrait, _: Card, line: ContentLine) -> None:
    day = birthday(line.text) if not line.first("X-APPLE-OMIT-YEAR") else ""
    if day:
        portrait.put("protocol_birthday", day, line.name)
    else:
        portrait.leave(line.name, line.text)


def _note(portrait: Portrait, _: Card, line: ContentLine) -> None:
    words = line.text
    before = portrait.fields.get("notes")
    if words:
        portrait.fields["notes"] = f"{before}\n\n{words}" if before and before != words else words


def _identifier(portrait: Portrait, _: Card, line: ContentLine) -> None:
    portrait.uid = portrait.uid or line.text[:200]


def _address_label(portrait: Portrait, card: Card, line: ContentLine) -> None:
    """Take a written address of vCard 2.1 and 3.0 only where the card has none in parts."""
    if not any(one.name == "ADR" and any(one.parts) for one in card.lines):
        portrait.reach("post", address([line.text]), label=card.label(line), preferred=line.preferred)


def _padded(parts: Sequence[str], least: int) -> list[str]:
    return [*parts, *[""] * (least - len(parts))]


_READERS: dict[str, Callable[[Portrait, Card, ContentLine], None]] = {
    "N": _name,
    "TITLE": _function,
    "ROLE": _function,
    "ORG": _organisation,
    "FN": _full_name,
    "TEL": _phone,
    "EMAIL": _mail,
    "IMPP": _messaging,
    "ADR": _post,
    "LABEL": _address_label,
    OWN_CHANNEL: _own_channel,
    "LANG": _language,
    "BDAY": _birthday,
    "NOTE": _note,
    "UID": _identifier,
}
_ORDER = {name: place for place, name in enumerate(("N", "TITLE", "ROLE", "ORG", "FN"))}
"""What is read first, because what follows depends on it; the rest stays in its order."""
