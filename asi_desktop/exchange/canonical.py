"""A record as one line of JSON that two laptops with the same knowledge spell byte for byte alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.ids import parsed as parsed_id
from asi_desktop.domain.ids import shown
from asi_desktop.domain.text import Text
from asi_desktop.exchange.json_text import parsed

_KEYS = {"id", "type", "space", "status", "deleted", "fields", "conflicts"}


class NotCanonical(Refused):
    """A line is JSON, but not a record in the canonical form."""

    code = "not_canonical"
    what = Text(
        fr="Cette ligne n’est pas une fiche sous forme canonique ({key}).",
        en="This line is not a record in the canonical form ({key}).",
    )
    next_step = Text(
        fr="Rien n’a été pris de cette ligne ; exportez de nouveau avec --as canonical.",
        en="Nothing was taken from this line; export it again with --as canonical.",
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the values of a field in conflict, and who wrote it: a login, or a device in hex."""

    value: Value
    author: str


@dataclass(frozen=True, slots=True)
class CanonicalRecord:
    """What the canonical form tells of a record: nothing that is only so on one laptop."""

    id: bytes
    type: str
    space: bytes
    status: str
    deleted: bool
    fields: Mapping[str, Value]
    conflicts: Mapping[str, Sequence[Claim]]


def line(record: CanonicalRecord) -> bytes:
    """Return ``record`` as its line, the end of the line included: keys sorted, no spaces, UTF-8."""
    document = {
        "id": shown(record.id),
        "type": record.type,
        "space": shown(record.space),
        "status": record.status,
        "deleted": record.deleted,
        "fields": dict(record.fields),
        "conflicts": {
            path: [{"value": claim.value, "author": claim.author} for claim in claims]
            for path, claims in record.conflicts.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def read(data: bytes) -> CanonicalRecord:
    """Return the record written in one line; raises NotJson or NotCanonical."""
    document = parsed(data)
    if not isinstance(document, dict) or document.keys() != _KEYS:
        raise NotCanonical(key="")
    return CanonicalRecord(
        id=_identifier(document, "id"),
        type=_text(document, "type"),
        space=_identifier(document, "space"),
        status=_text(document, "status"),
        deleted=_flag(document, "deleted"),
        fields=_object(document, "fields"),
        conflicts={path: _claims(values) for path, values in _object(document, "conflicts").items()},
    )


def _identifier(document: dict[str, Value], key: str) -> bytes:
    identifier = parsed_id(_text(document, key))
    if identifier is None:
        raise NotCanonical(key=key)
    return identifier


def _text(document: dict[str, Value], key: str) -> str:
    value = document[key]
    if not isinstance(value, str):
        raise NotCanonical(key=key)
    return value


def _flag(document: dict[str, Value], key: str) -> bool:
    value = document[key]
    if not isinstance(value, bool):
        raise NotCanonical(key=key)
    return value


def _object(document: dict[str, Value], key: str) -> dict[str, Value]:
    value = document[key]
    if not isinstance(value, dict):
        raise NotCanonical(key=key)
    return value


def _claims(values: Value) -> tuple[Claim, ...]:
    if not isinstance(values, list) or len(values) < 2:
        raise NotCanonical(key="conflicts")
    return tuple(_claim(one) for one in values)


def _claim(one: Value) -> Claim:
    if not isinstance(one, dict) or one.keys() != {"value", "author"}:
        raise NotCanonical(key="conflicts")
    return Claim(one["value"], _text(one, "author"))
