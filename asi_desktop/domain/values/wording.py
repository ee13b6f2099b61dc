"""Between stored values and people: what they read in lists and on paper, and what they type."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import product

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.search_key import normal_form
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values import times
from asi_desktop.domain.values.errors import InvalidValue
from asi_desktop.domain.values.parsing import NAMED, parse
from asi_desktop.domain.vocabularies import Vocabulary, vocabulary

YES = Text("Oui", "Yes")
NO = Text("Non", "No")

_SEPARATORS = re.compile(r"[;\n]")
_CLEANED = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_DAY_FIRST = re.compile(r"(?:(?:([0-9]{1,2})[/.])?([0-9]{1,2})[/.])?([0-9]{4})")
_MOMENT = re.compile(
    r"(\S+?)[ T](\d{1,2})[:hH](\d{2})(?::(\d{2}))?\s*\(?(?:[^\s,()]+, )?"
    r"(Z|UTC|(?:UTC)?[+-]\d{1,2}(?::?\d{2})?)?\)?"
)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_MONEY = re.compile(r"(-?[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?)\s*([A-Za-z]{3})")
_DEGREES = re.compile(r"\s*(-?[0-9.]+)\s*[,; ]\s*(-?[0-9.]+)\s*")


def show(field: Field, value: Value, language: Language) -> str:
    """Return ``value`` as people read it in ``language``; empty for nothing.

    A value of another shape than the field's, from a newer program, is shown as it is.
    """
    if value is None:
        return ""
    shower = _SHOWERS.get(field.kind)
    try:
        return shower(field, value, language) if shower else str(value)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return str(value)


def read(field: Field, text: str, language: Language, *, offset: int = 0) -> Value:
    """Return what somebody typed as the value that ``parse`` gives; None for an empty text.

    ``offset`` (minutes east of UTC) holds for a moment typed without one. Raises what ``parse`` raises.
    """
    cleaned = _CLEANED.sub("", text).strip()
    if not cleaned:
        return None
    if field.kind is Kind.INSTANT:
        return parse(field, _moment(cleaned, offset))
    reader = _READERS.get(field.kind)
    return parse(field, reader(field, cleaned, language) if reader else cleaned)


def _show_boolean(_: Field, value: Value, language: Language) -> str:
    return (YES if value else NO).to(language)


def _show_number(_: Field, value: Value, language: Language) -> str:
    return str(value).replace(".", ",") if language == "fr" else str(value)


def _show_date(_: Field, value: Value, __: Language) -> str:
    return "/".join(reversed(str(value).split("-")))


def _show_instant(_: Field, value: Value, __: Language) -> str:
    if not isinstance(value, dict):
        raise TypeError
    moment = times.datetime_of(value)
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "" if not minutes else f"+{hours}" if minutes > 0 else f"-{hours}"
    offset = "UTC" + sign + (f":{rest:02d}" if rest else "")
    zone = f"{value['zone']}, " if value.get("zone") else ""
    return f"{moment:%d/%m/}{moment.year:04d}{moment: %H:%M} ({zone}{offset})"


def _show_code(field: Field, value: Value, language: Language) -> str:
    return _vocabulary_of(field).label(str(value), language)


def _show_country(_: Field, value: Value, language: Language) -> str:
    return f"{vocabulary('country').label(str(value), language)} ({value})"


def _show_set(field: Field, value: Value, language: Language) -> str:
    if not isinstance(value, list):
        raise TypeError
    one = {Kind.CODES: _show_code, Kind.COUNTRIES: _show_country}.get(field.kind)
    return "; ".join(one(field, item, language) if one else str(item) for item in value)


def _show_money(field: Field, value: Value, language: Language) -> str:
    if not isinstance(value, dict):
        raise TypeError
    return f"{_show_number(field, value['amount'], language)}\u00a0{value['currency']}"


def _show_position(_: Field, value: Value, __: Language) -> str:
    if not isinstance(value, dict):
        raise TypeError
    accuracy = f" (±{value['accuracy_m']:g} m)" if value.get("accuracy_m") is not None else ""
    return f"{value['lat']}, {value['lon']}{accuracy}"


def _show_list(_: Field, value: Value, __: Language) -> str:
    if not isinstance(value, dict):
        raise TypeError
    return str(len(value))


def _read_boolean(_: Field, text: str, __: Language) -> Value:
    folded = text.casefold()
    if folded in {"oui", "o", "yes", "y", "true", "vrai", "1"}:
        return True
    return False if folded in {"non", "n", "no", "false", "faux", "0"} else text


def _read_integer(_: Field, text: str, __: Language) -> Value:
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    return int(digits) if re.fullmatch(r"[+-]?[0-9]{1,20}", digits) else text


def _read_decimal(_: Field, text: str, __: Language) -> Value:
    return re.sub(r"[\s\u00a0\u202f]", "", text).replace(",", ".")


def _read_date(_: Field, text: str, __: Language) -> Value:
    return _iso_day(text)


def _iso_day(text: str) -> str:
    match = _DAY_FIRST.fullmatch(text)
    if not match:
        return text
    day, month, year = match.groups()
    return "-".join([year, *(part.zfill(2) for part in (month, day) if part)])


def _moment(text: str, offset: int) -> Value:
    match = _MOMENT.fullmatch(text)
    if not match:
        return text
    day, hour, minute, second, stated = match.groups()
    try:
        naive = datetime.fromisoformat(f"{_iso_day(day)}T{hour.zfill(2)}:{minute}:{second or '00'}")
        minutes = offset if stated is None else _minutes(stated)
        return times.instant_of(naive.replace(tzinfo=timezone(timedelta(minutes=minutes))))
    except (ValueError, OverflowError):
        return text


def _minutes(stated: str) -> int:
    match = _OFFSET.search(stated)
    if not match:
        return 0
    sign, hours, minutes = match.groups()
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if sign == "-" else 1)


def _read_code(field: Field, text: str, language: Language) -> Value:
    listing = _vocabulary_of(field)
    bare = re.sub(r"\s*\(\w+\)$", "", text) if field.kind in NAMED else text
    for code in (text, text.upper(), text.lower()):
        if code in listing.by_code:
            return code
    for form, wanted in product((str.casefold, normal_form), (text, bare)):
        for entry in listing.entries:
            if form(entry.label.to(language)) == form(wanted):
                return entry.code
    return text


def _read_set(field: Field, text: str, language: Language) -> Value:
    parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
    if field.kind is Kind.REFERENCES:
        return [*parts]
    known = _vocabulary_of(field).by_code
    codes: list[Value] = []
    for part in parts:  # a label may hold commas; a list of codes may be typed with them
        code = _read_code(field, part, language)
        codes += (
            [code] if code in known else [_read_code(field, p.strip(), language) for p in part.split(",")]
        )
    return codes


def _read_money(field: Field, text: str, language: Language) -> Value:
    match = _MONEY.fullmatch(text)
    if not match:
        return text
    return {"amount": _read_decimal(field, match[1], language), "currency": match[2].upper()}


def _read_position(field: Field, text: str, __: Language) -> Value:
    match = _DEGREES.fullmatch(re.sub(r"\s*\(±.*\)$", "", text))
    if not match:
        return text
    try:
        return {"lat": float(match[1]), "lon": float(match[2])}
    except ValueError as error:
        raise InvalidValue(field, "") from error


def _vocabulary_of(field: Field) -> Vocabulary:
    return vocabulary(field.vocabulary or NAMED.get(field.kind, ""))


_SHOWERS: dict[Kind, Callable[[Field, Value, Language], str]] = {
    Kind.DECIMAL: _show_number,
    Kind.BOOLEAN: _show_boolean,
    Kind.DATE: _show_date,
    Kind.PARTIAL_DATE: _show_date,
    Kind.INSTANT: _show_instant,
    Kind.COUNTRY: _show_country,
    Kind.LANGUAGE: _show_code,
    Kind.MONEY: _show_money,
    Kind.POSITION: _show_position,
    Kind.CODE: _show_code,
    Kind.CODES: _show_set,
    Kind.COUNTRIES: _show_set,
    Kind.REFERENCES: _show_set,
    Kind.LIST: _show_list,
}

_READERS: dict[Kind, Callable[[Field, str, Language], Value]] = {
    Kind.INTEGER: _read_integer,
    Kind.DECIMAL: _read_decimal,
    Kind.BOOLEAN: _read_boolean,
    Kind.DATE: _read_date,
    Kind.PARTIAL_DATE: _read_date,
    Kind.COUNTRY: _read_code,
    Kind.LANGUAGE: _read_code,
    Kind.MONEY: _read_money,
    Kind.POSITION: _read_position,
    Kind.CODE: _read_code,
    Kind.CODES: _read_set,
    Kind.COUNTRIES: _read_set,
    Kind.REFERENCES: _read_set,
}
