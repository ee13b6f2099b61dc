"""Which column of a list holds a field of each kind, and how a filter's words are compared with it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Float, Integer, Text, and_, func, literal_column
from sqlalchemy.types import TypeEngine

from asi_desktop.domain import ids
from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import Field, Kind

Cell = None | int | float | str

_DAY_LENGTH = len("2026-11-27")

MARKED: ColumnElement[int] = literal_column("1", Integer())
"""A yes as it is written in the conditions of indexes, which are only used for the same condition."""

AFTER_ALL = "￿"
"""Sorts behind whatever may follow a text: a day or a month ends with everything that begins with it."""


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """``type`` of the column, ``cell`` what it holds for a value, ``matches`` a filter's condition on it.

    ``bound``: a limit of a range as the column holds it; None for kinds that have no more and less.
    """

    type: TypeEngine[Any]
    cell: Callable[[Value], Cell]
    matches: Callable[[Column[object], str], ColumnElement[bool]]
    bound: Callable[[str], Cell] | None = None


def column_of(field: Field) -> Column[object] | None:
    """Return the column for ``field``, or None when its kind has none: lists of sub-records."""
    rule = RULES.get(field.kind)
    return None if rule is None else Column(column_name(field), rule.type)


def column_name(field: Field) -> str:
    """Return the name of the field's column, apart from those that every list has."""
    return f"f_{field.name}"


def title_column(field: Field) -> str:
    """Return the name of the column by which titles that the field shows are sorted."""
    return f"t_{field.name}"


def cell_targets(cell: object) -> tuple[bytes, ...]:
    """Return the ids that the cell of a REFERENCE or REFERENCES names."""
    given = json.loads(cell) if isinstance(cell, str) and cell.startswith("[") else (cell,)
    return tuple(found for one in given if isinstance(one, str) and (found := ids.parsed(one)) is not None)


def _text(value: Value) -> Cell:
    return value if isinstance(value, str) else None


def _number(value: Value) -> Cell:
    return _float(value) if isinstance(value, str) else value if isinstance(value, int | float) else None


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _part(name: str) -> Callable[[Value], Cell]:
    def cell(value: Value) -> Cell:
        part = value.get(name) if isinstance(value, dict) else None
        return part if isinstance(part, str) else None

    return cell


def _amount(value: Value) -> Cell:
    return _number(value.get("amount")) if isinstance(value, dict) else None


def _json(value: Value) -> Cell:
    return None if value in (None, []) else json.dumps(value, ensure_ascii=False)


def _same(column: Column[object], text: str) -> ColumnElement[bool]:
    return column == text


def _same_number(column: Column[object], text: str) -> ColumnElement[bool]:
    return column == _float(text)


def _same_flag(column: Column[object], text: str) -> ColumnElement[bool]:
    return column == MARKED if text.lower() in {"true", "1", "yes", "oui"} else column == 0


def _begins(column: Column[object], text: str) -> ColumnElement[bool]:
    """``2026-11`` finds the whole month."""
    return and_(column >= text, column < text + AFTER_ALL)


def _contains(column: Column[object], text: str) -> ColumnElement[bool]:
    """Members stand in the cell between quotation marks, so one is found without taking the cell apart."""
    return func.instr(column, json.dumps(text, ensure_ascii=False)) > 0


def _day(text: str) -> Cell:
    """Return a year, a month, a day or a moment as it is, None for what is none of them."""
    try:
        datetime.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < _DAY_LENGTH else text)
    except ValueError:
        return None
    return text


_TEXT = ColumnRule(Text(), _text, _same)
_DAY = ColumnRule(Text(), _text, _begins, _day)
_NUMBER = ColumnRule(Float(), _number, _same_number, _float)
_SET = ColumnRule(Text(), _json, _contains)

RULES: dict[Kind, ColumnRule] = {
    Kind.TEXT: _TEXT,
    Kind.RICH: _TEXT,
    Kind.INTEGER: ColumnRule(Integer(), _number, _same_number, _float),
    Kind.DECIMAL: _NUMBER,
    Kind.BOOLEAN: ColumnRule(Integer(), _number, _same_flag),
    Kind.DATE: _DAY,
    Kind.PARTIAL_DATE: _DAY,
    Kind.INSTANT: ColumnRule(Text(), _part("utc"), _begins, _day),
    Kind.COUNTRY: _TEXT,
    Kind.LANGUAGE: _TEXT,
    Kind.PHONE: _TEXT,
    Kind.EMAIL: _TEXT,
    Kind.URL: _TEXT,
    Kind.MONEY: ColumnRule(Float(), _amount, _same_number, _float),
    Kind.POSITION: ColumnRule(Text(), _json, _same),
    Kind.CODE: _TEXT,
    Kind.CODES: _SET,
    Kind.COUNTRIES: _SET,
    Kind.REFERENCE: _TEXT,
    Kind.REFERENCES: _SET,
}
"""Every kind but LIST, whose elements have no single cell."""
