"""From JSON to the one form in which a value is stored, or a refusal that names the field."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import things, times
from asi_desktop.domain.values.errors import (
    CodeNotEnabled,
    InvalidValue,
    NotHeld,
    TooLong,
    TooMany,
    UnknownCode,
)
from asi_desktop.domain.vocabularies import Vocabulary, vocabulary

MOST_ITEMS = 1_000
"""Items that a set or a list may have."""

NAMED = {Kind.COUNTRY: "country", Kind.COUNTRIES: "country", Kind.LANGUAGE: "language"}
"""The vocabularies of the kinds that have one of their own."""

_LARGEST = 2**63 - 1
_CHOICES_TOLD = 12
_PLAIN_DECIMAL = re.compile(r"[+-]?[0-9]{1,30}(\.[0-9]{1,15})?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_BREAK = re.compile("[\t\n\u2028\u2029]")
PHONE = re.compile(r"[+0-9(][0-9 ().\-/+#*xX,;\u00a0]*")
EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")
URL = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>]+")


def parse(field: Field, raw: Value, path: str = "") -> Value:
    """Return ``raw`` as it is stored; None, an empty text and an empty set all mean "nothing".

    ``path`` names the place in messages when it is more than the field's name. A LIST is refused here:
    its elements are parsed field by field. Raises InvalidValue, UnknownCode, CodeNotEnabled, TooLong,
    TooMany or NotHeld.
    """
    if raw is None or raw == "":
        return None
    value = _PARSERS[field.kind](field, raw, path)
    if field.never and value in field.never:
        raise NotHeld(field=path or field.name, label=field.label)
    return value


def _set(field: Field, raw: Value, path: str) -> Value:
    if not isinstance(raw, list):
        raise InvalidValue(field, path)
    if len(raw) > MOST_ITEMS:
        raise TooMany(field=path or field.name, label=field.label, most=MOST_ITEMS)
    items = {_MEMBERS[field.kind](field, item, path) for item in raw}
    return [*sorted(items)] or None


def member(field: Field, raw: Value, path: str = "") -> str:
    """Return one item of a set as it is stored; raises as ``parse`` does."""
    return _MEMBERS[field.kind](field, raw, path)


def _text(field: Field, raw: Value, path: str) -> Value:
    if not isinstance(raw, str):
        raise InvalidValue(field, path)
    if len(raw) > field.longest:
        raise TooLong(field=path or field.name, label=field.label, longest=field.longest, length=len(raw))
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        raise InvalidValue(
            field, path, Text("un texte sans caractère de commande", "text without control characters")
        )
    text = unicodedata.normalize("NFC", text).strip()
    if field.kind is not Kind.RICH and not field.multiline and _BREAK.search(text):
        raise InvalidValue(field, path)
    return text or None


def _shaped(pattern: re.Pattern[str]) -> Callable[[Field, Value, str], Value]:
    def parse_shaped(field: Field, raw: Value, path: str) -> Value:
        text = _text(field, raw, path)
        if text is not None and not pattern.fullmatch(str(text)):
            raise InvalidValue(field, path)
        return text

    return parse_shaped


def _integer(field: Field, raw: Value, path: str) -> Value:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 2**53:
        raw = int(raw)
    if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) > _LARGEST:
        raise InvalidValue(field, path)
    _require_within(field, Decimal(raw), path)
    return raw


def _decimal(field: Field, raw: Value, path: str) -> Value:
    text = things.plain_number(raw)
    if text is None or not _PLAIN_DECIMAL.fullmatch(text):
        raise InvalidValue(field, path)
    try:
        number = Decimal(text)
    except InvalidOperation as error:  # pragma: no cover - the pattern lets only decimals through
        raise InvalidValue(field, path) from error
    _require_within(field, number, path)
    return things.canonical(number)


def _require_within(field: Field, number: Decimal, path: str) -> None:
    low, high = field.minimum, field.maximum
    if (low is not None and number < low) or (high is not None and number > high):
        least, most = ("…" if bound is None else bound for bound in (low, high))
        raise InvalidValue(
            field, path, Text(f"un nombre de {least} à {most}", f"a number from {least} to {most}")
        )


def _boolean(field: Field, raw: Value, path: str) -> Value:
    if not isinstance(raw, bool):
        raise InvalidValue(field, path)
    return raw


def _code(field: Field, raw: Value, path: str) -> str:
    if isinstance(raw, int) and not isinstance(raw, bool):
        raw = str(raw)
    if not isinstance(raw, str):
        raise InvalidValue(field, path)
    listing = vocabulary(field.vocabulary or NAMED[field.kind])
    if raw not in listing.accepted:
        raise _not_accepted(field, listing, raw, path)
    return raw


def _not_accepted(field: Field, listing: Vocabulary, code: str, path: str) -> UnknownCode | CodeNotEnabled:
    known = listing.by_code.get(code)
    if known is not None:
        return CodeNotEnabled(field=path or field.name, label=field.label, choice=known.label)
    told = [entry.code for entry in listing.entries if entry.enabled]
    choices = ", ".join(told[:_CHOICES_TOLD]) + ("…" if len(told) > _CHOICES_TOLD else "")
    return UnknownCode(field=path or field.name, label=field.label, vocabulary=listing.name, choices=choices)


def _reference(field: Field, raw: Value, path: str) -> str:
    identifier = ids.parsed(raw) if isinstance(raw, str) else None
    if identifier is None:
        raise InvalidValue(field, path)
    return ids.shown(identifier)


def _refused(field: Field, _: Value, path: str) -> Value:
    raise InvalidValue(field, path)


_PARSERS: dict[Kind, Callable[[Field, Value, str], Value]] = {
    Kind.TEXT: _text,
    Kind.RICH: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: times.parse_date,
    Kind.PARTIAL_DATE: times.parse_partial_date,
    Kind.INSTANT: times.parse_instant,
    Kind.COUNTRY: _code,
    Kind.LANGUAGE: _code,
    Kind.PHONE: _shaped(PHONE),
    Kind.EMAIL: _shaped(EMAIL),
    Kind.URL: _shaped(URL),
    Kind.MONEY: things.parse_money,
    Kind.POSITION: things.parse_position,
    Kind.CODE: _code,
    Kind.CODES: _set,
    Kind.COUNTRIES: _set,
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _set,
    Kind.LIST: _refused,
}

_MEMBERS: dict[Kind, Callable[[Field, Value, str], str]] = {
    Kind.CODES: _code,
    Kind.COUNTRIES: _code,
    Kind.REFERENCES: _reference,
}
