"""Values with parts that are not times: amounts of money, positions, and plain decimal numbers."""

import math
from decimal import Decimal

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import times
from asi_desktop.domain.values.errors import InvalidValue
from asi_desktop.domain.vocabularies import vocabulary

_MOST_DIGITS = 30
_MOST_ACCURACY_M = 10_000_000


def plain_number(raw: Value) -> str | None:
    """Return a JSON number or a text as the text of a decimal number, None if it is neither."""
    if isinstance(raw, str):
        return raw.strip()
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    if isinstance(raw, float) and not math.isfinite(raw):
        return None
    if isinstance(raw, int) and abs(raw) >= 10**_MOST_DIGITS:
        return None
    return f"{Decimal(repr(raw)):f}"


def canonical(number: Decimal) -> str:
    """Return ``number`` without sign for zero, leading zeros or ``+``; decimals stay as they were written."""
    text = f"{number:f}"
    return text.removeprefix("-") if number.is_zero() else text


def parse_money(field: Field, raw: Value, path: str) -> Value:
    """Return ``{"amount", "currency"}`` with the amount as decimal text; raises InvalidValue."""
    if not isinstance(raw, dict) or raw.keys() != {"amount", "currency"}:
        raise InvalidValue(field, path)
    amount = plain_number(raw["amount"])
    if amount is None or not amount.removeprefix("-").replace(".", "", 1).isdecimal():
        raise InvalidValue(field, path)
    if not amount.isascii() or len(amount) > _MOST_DIGITS:
        raise InvalidValue(field, path)
    currency = raw["currency"]
    if not isinstance(currency, str) or currency not in vocabulary("currency").accepted:
        raise InvalidValue(
            field, path, Text("une devise ISO 4217, par exemple EUR", "an ISO 4217 currency such as EUR")
        )
    return {"amount": canonical(Decimal(amount)), "currency": currency}


def parse_position(field: Field, raw: Value, path: str) -> Value:
    """Return ``{"lat", "lon", "accuracy_m"?, "source"?, "fixed_at"?}`` (WGS 84, degrees, metres).

    Raises InvalidValue for anything out of range or not known.
    """
    if not isinstance(raw, dict) or not {"lat", "lon"} <= raw.keys() <= _POSITION_PARTS.keys():
        raise InvalidValue(field, path)
    position: dict[str, Value] = {}
    for name, part in raw.items():
        if part is not None or name in {"lat", "lon"}:
            position[name] = _position_part(name, part)
            if position[name] is None:
                raise InvalidValue(field, path, _POSITION_PARTS[name])
    return position


def _position_part(name: str, raw: Value) -> Value:
    """Return one part of a position as it is stored, None when it is not what it should be."""
    if name in _LIMITS:
        return _number(raw, _LIMITS[name])
    if name == "source":
        return raw if isinstance(raw, str) and raw in vocabulary("position_source").accepted else None
    return times.instant(raw)


_POSITION_PARTS = {
    "lat": Text("une latitude de -90 à 90", "a latitude from -90 to 90"),
    "lon": Text("une longitude de -180 à 180", "a longitude from -180 to 180"),
    "accuracy_m": Text("une précision en mètres", "an accuracy in metres"),
    "source": Text(
        "l’origine de la position : gps, map, photo, stated",
        "the origin of the position: gps, map, photo, stated",
    ),
    "fixed_at": Text("l’instant du relevé", "the moment of the fix"),
}
_LIMITS = {"lat": (-90, 90), "lon": (-180, 180), "accuracy_m": (0, _MOST_ACCURACY_M)}


def _number(raw: Value, limits: tuple[int, int]) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    low, high = limits
    if not low <= raw <= high:  # false for NaN too
        return None
    return float(raw) + 0.0  # no negative zero
