"""The rows of a table as people, by a mapping from its columns to a contact's fields."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Language
from asi_desktop.exchange.contact_table import ldif
from asi_desktop.exchange.contact_table.headers import (
    ADDRESS_PARTS,
    LABEL,
    NOWHERE,
    TECHNICAL,
    UID,
    is_target,
    mapped,
    spelled,
)
from asi_desktop.exchange.contact_table.table import Table, table_of
from asi_desktop.exchange.people import Person, Portrait, plain
from asi_desktop.exchange.person_words import (
    address,
    birthday,
    day_first,
    is_kind,
    named,
    phone_kind,
    told_label,
)

SAMPLES = 3
_SEVERAL = " ::: "
"""Between several values that Google puts into one cell."""

_FORMULA = "=+-@"
_NOTHING_SAID = frozenset({"0/0/00", "00/00/00", "0/0/0", "* mycontacts", "mycontacts"})
"""What programs write into cells of which nobody filled anything in."""

_FRENCH_BIRTHDAYS = frozenset({"anniversaire", "date de naissance"})
_TRANSPORTS = frozenset({"smtp", "ex", "x500"})


@dataclass(slots=True)
class _Row:
    """What a row's cells leave to be put together once all are read."""

    portrait: Portrait
    language: Language
    day_first: bool | None = None
    label: str = ""
    full_name: str = ""
    middle: str = ""
    department: str = ""
    birth: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    elements: dict[tuple[str, int], dict[str, Value]] = field(default_factory=dict)


def read(data: bytes, arguments: Mapping[str, Value]) -> Value:
    """Return a table and its people, as plain values.

    ``arguments``: ``language`` of labels; ``mapping`` from headers to targets, in place of what the headers
    say themselves. The answer has ``headers``, ``mapping`` (all headers), ``samples`` (the first filled cells
    of each column) and ``people``.
    """
    found = ldif.table_of(data) if ldif.is_ldif(data) else table_of(data)
    given = arguments.get("mapping")
    mapping = completed(found.headers, given if isinstance(given, dict) else {})
    language: Language = "en" if arguments.get("language") == "en" else "fr"
    return {
        "headers": [*found.headers],
        "mapping": {**mapping},
        "samples": {header: [*_samples(found, place)] for place, header in enumerate(found.headers)},
        "people": [plain(person) for person in people(found, mapping, language)],
    }


def completed(headers: tuple[str, ...], given: Mapping[str, Value]) -> dict[str, str]:
    """Return the target of each header: the one given, else the one that the header says itself."""
    chosen = {name: target for name, target in given.items() if isinstance(target, str) and is_target(target)}
    chosen |= {name: NOWHERE for name, target in given.items() if target is None}
    return {header: chosen.get(header, target) for header, target in mapped(headers).items()}


def people(table: Table, mapping: Mapping[str, str], language: Language = "fr") -> list[Person]:
    """Return the people in ``table``, one for each row."""
    order = _day_first(table, mapping)
    return [
        _person(table.headers, mapping, _Row(Portrait(line), language, order), cells)
        for line, cells in table.rows
    ]


def _day_first(table: Table, mapping: Mapping[str, str]) -> bool | None:
    """Tell how the table writes dates; a heading in French says the day first."""
    places = [place for place, name in enumerate(table.headers) if mapping.get(name) == "protocol_birthday"]
    dates = (cells[place] for _, cells in table.rows for place in places if place < len(cells))
    told = day_first(dates)
    french = any(spelled(table.headers[place]) in _FRENCH_BIRTHDAYS for place in places)
    return True if told is None and french else told


def _samples(table: Table, place: int) -> Sequence[str]:
    filled = (bare(cells[place]) for _, cells in table.rows if place < len(cells))
    return [cell[:60] for cell, _ in zip(filter(None, filled), range(SAMPLES), strict=False)]


def _person(headers: Sequence[str], mapping: Mapping[str, str], row: _Row, cells: Sequence[str]) -> Person:
    for place, cell in enumerate(cells):
        header = headers[place] if place < len(headers) else f"({place + 1})"
        words = bare(cell)
        target = mapping.get(header, NOWHERE)
        if words and words.casefold() not in _NOTHING_SAID:
            _place(row, target, words, header)
        elif target == LABEL or target.startswith("channels/"):
            row.label = ""
    _put_together(row)
    return row.portrait.finished()


def bare(cell: str) -> str:
    """Return the text of a cell; an apostrophe that kept it from being a formula is none of it."""
    words = cell.strip()
    if words.startswith('="') and words.endswith('"'):  # how spreadsheets are told to keep a zero
        return words[2:-1].strip()
    return words[1:] if words[:1] == "'" and words[1:2] and words[1] in _FORMULA else words


def _place(row: _Row, target: str, words: str, header: str) -> None:
    head, _, rest = target.partition("/")
    if target == NOWHERE:
        row.portrait.leave(header, words)
    elif head == "channels" and not rest[:1].isdigit():
        _reach(row, rest, words)
    elif head in {"channels", "languages"} and rest:
        number, _, name = rest.partition("/")
        row.elements.setdefault((head, int(number)), {})[name] = words
    elif head == "address":
        place, _, part = rest.partition("/")
        _add_part(row.addresses.setdefault(place, {}), part, words)
    elif target in _PIECES:
        _PIECES[target](row, words)
    elif target != TECHNICAL:
        _put(row, target, words, header)


def _put(row: _Row, target: str, words: str, header: str) -> None:
    if target == "protocol_birthday":
        day = birthday(words, day_first=row.day_first)
        if day:
            row.portrait.put(target, day, header)
        else:
            row.portrait.leave(header, words)
    elif target == "languages":
        for spoken in words.replace(";", ",").split(","):
            row.portrait.speak(spoken)
    else:
        row.portrait.put(target, words, header)


def _reach(row: _Row, rest: str, words: str) -> None:
    kind, _, place = rest.partition("/")
    marked, row.label = row.label, ""
    preferred = marked.startswith("*")
    label = marked.lstrip("* ") or place
    if kind == "phone" and label:
        kind = phone_kind([label])
    known = is_kind(label) or (kind == "fax" and "work" in label.lower())
    told = "" if known else told_label(label, row.language)
    for one in words.split(_SEVERAL):
        row.portrait.reach(kind, one, label=told, preferred=preferred)


def _add_part(parts: dict[str, str], part: str, words: str) -> None:
    parts[part] = f"{parts[part]}, {words}" if part in parts else words


def _put_together(row: _Row) -> None:
    _name(row)
    if row.department:
        said = (str(row.portrait.fields.get("function") or ""), row.department)
        row.portrait.fields["function"] = " – ".join(part for part in said if part)
    _birthday(row)
    for place, parts in row.addresses.items():
        written = (
            [parts["formatted"]] if "formatted" in parts else [parts.get(part, "") for part in ADDRESS_PARTS]
        )
        label = "" if place.isdigit() else told_label(place, row.language)
        row.portrait.reach("post", address(written), label=label)
    for (listing, _), element in sorted(row.elements.items()):
        _element(row.portrait, listing, element)


def _birthday(row: _Row) -> None:
    """Put a day together that has columns of its own for its parts; a part alone is told as left."""
    parts = [row.birth.get(name, "") for name in ("birth_year", "birth_month", "birth_day")]
    if all(parts):
        year, month, day = parts
        numbers = (day + month).isascii() and (day + month).isdecimal()
        whole = birthday(f"{int(day)}/{int(month)}/{year}" if numbers else "", day_first=True)
        _put(row, "protocol_birthday", whole or "-".join(parts), "birthday")
    else:
        row.portrait.leave("birthday", "-".join(filter(None, parts)))


def _name(row: _Row) -> None:
    fields = row.portrait.fields
    if row.middle:
        fields["given_names"] = " ".join(filter(None, (str(fields.get("given_names") or ""), row.middle)))
    if row.full_name and not {"family_name", "given_names"} & fields.keys():
        family, given = named(row.full_name)
        row.portrait.put("family_name", family, "full_name")
        row.portrait.put("given_names", given, "full_name")


def _element(portrait: Portrait, listing: str, element: dict[str, Value]) -> None:
    """Add an element of a list as this program wrote it, its cells as they are."""
    wanted = "language" if listing == "languages" else "value"
    if wanted in element:
        (portrait.languages if listing == "languages" else portrait.channels).append(element)
    else:
        portrait.leave(listing, ", ".join(str(one) for one in element.values()))


def _labelled(row: _Row, words: str) -> None:
    row.label = "" if words.casefold() in _TRANSPORTS else words


def _named(row: _Row, words: str) -> None:
    row.full_name = row.full_name or words


def _middle(row: _Row, words: str) -> None:
    row.middle = words


def _department(row: _Row, words: str) -> None:
    row.department = words


def _called(row: _Row, words: str) -> None:
    row.portrait.uid = words


_PIECES: dict[str, Callable[[_Row, str], None]] = {
    LABEL: _labelled,
    UID: _called,
    "full_name": _named,
    "middle_names": _middle,
    "department": _department,
    "birth_year": lambda row, words: row.birth.update(birth_year=words),
    "birth_month": lambda row, words: row.birth.update(birth_month=words),
    "birth_day": lambda row, words: row.birth.update(birth_day=words),
}
