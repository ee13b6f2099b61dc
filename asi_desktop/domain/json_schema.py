"""JSON Schema 2020-12 of a record type, for scripts that write records: what ``record add`` accepts."""

from collections.abc import Callable

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType
from asi_desktop.domain.steps import Condition, Workflow
from asi_desktop.domain.values.parsing import EMAIL, MOST_ITEMS, NAMED, PHONE, URL
from asi_desktop.domain.vocabularies import vocabulary

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ANY_TYPE = "*"
"""``x-ref`` of a reference that may name a record of any type."""

_ID = "^[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}$"
_DECIMAL = r"^[+-]?[0-9]{1,30}(\.[0-9]{1,15})?$"

Schema = dict[str, Value]


def json_schema(kind: RecordType) -> Schema:
    """Return the schema of ``record add`` for ``kind``.

    ``required`` is what creation demands; ``x-required-for`` what being in a later state demands beyond
    it, including fields that only apply to some records (their ``x-required-when`` tells which).
    """
    schema = _object(kind.fields, kind.workflow)
    return {
        "$schema": DIALECT,
        "title": kind.label.en,
        "x-title-fr": kind.label.fr,
        "description": kind.help.en,
        **schema,
        "x-states": [state.code for state in kind.workflow.states] if kind.workflow else [],
        "examples": [kind.example],
    }


def _object(fields: tuple[Field, ...], workflow: Workflow | None) -> Schema:
    given = [field for field in fields if not field.system]
    return {
        "type": "object",
        "properties": {field.name: _property(field, workflow) for field in given},
        "required": [field.name for field in given if field.required_from == CREATION],
        "additionalProperties": False,
        "x-required-for": _required_for(workflow, given) if workflow else {},
    }


def _required_for(workflow: Workflow, fields: list[Field]) -> Schema:
    demands: Schema = {}
    for state in workflow.states:
        passed = _passed(workflow, state.code)
        names: list[Value] = [field.name for field in fields if field.required_from in passed]
        if names:
            demands[state.code] = names
    return demands


def _passed(workflow: Workflow, state: str) -> frozenset[str]:
    ways = [workflow.passed(first, state) for first in workflow.firsts]
    left = frozenset() if state in workflow.firsts else frozenset({LEAVING})
    return left.union(*ways)


def _property(field: Field, workflow: Workflow | None) -> Schema:
    schema = _list(field, workflow) if field.kind is Kind.LIST else _SHAPES[field.kind](field)
    schema["title"] = field.label.en
    schema["x-title-fr"] = field.label.fr
    if field.help:
        schema["description"] = field.help.en
    if field.default is not None:
        schema["default"] = field.default
    if field.shown_when:
        schema["x-shown-when"] = _condition(field.shown_when)
    if condition := field.required_when or (field.shown_when if field.required_from is not None else None):
        schema["x-required-when"] = _condition(condition)
    if field.personal:
        schema["x-personal"] = True
    return schema


def _list(field: Field, workflow: Workflow | None) -> Schema:
    """An array of objects, or a map from element ids to objects as ``record get`` gives it."""
    element = _object(field.fields, workflow)
    return {
        "anyOf": [
            {"type": "array", "items": element, "maxItems": MOST_ITEMS},
            {"type": "object", "additionalProperties": element},
        ]
    }


def _condition(condition: Condition) -> Schema:
    also: Schema = {"also": _condition(condition.also)} if condition.also else {}
    return {"field": condition.field, "values": list(condition.values), **also}


def _text(field: Field) -> Schema:
    schema: Schema = {"type": "string", "maxLength": field.longest}
    if pattern := _PATTERNS.get(field.kind):
        schema["pattern"] = pattern
    elif field.kind is Kind.TEXT and not field.multiline:
        schema["pattern"] = "^[^\\t\\n]*$"
    return schema


def _string(**more: Value) -> Callable[[Field], Schema]:
    return lambda _: {"type": "string", **more}


def _integer(field: Field) -> Schema:
    return {"type": "integer", **_bounds(field)}


def _decimal(field: Field) -> Schema:
    return {"type": ["string", "number"], "pattern": _DECIMAL, **_bounds(field)}


def _bounds(field: Field) -> Schema:
    bounds = {"minimum": field.minimum, "maximum": field.maximum}
    return {name: bound for name, bound in bounds.items() if bound is not None}


def _boolean(field: Field) -> Schema:
    return {"type": "boolean", "enum": [value for value in (True, False) if value not in field.never]}


def _code(field: Field) -> Schema:
    return _codes_of(field.vocabulary or NAMED[field.kind])


def _codes_of(name: str) -> Schema:
    codes: list[Value] = [entry.code for entry in vocabulary(name).entries if entry.enabled]
    return {"enum": codes, "x-vocabulary": name}


def _set(items: Callable[[Field], Schema]) -> Callable[[Field], Schema]:
    return lambda field: {"type": "array", "items": items(field), "maxItems": MOST_ITEMS}


def _reference(field: Field) -> Schema:
    target = field.targets[0] if len(field.targets) == 1 else ANY_TYPE
    several: Schema = {"x-ref-types": [*field.targets]} if len(field.targets) > 1 else {}
    return {"type": "string", "pattern": _ID, "x-ref": target, **several}


def _instant(_: Field) -> Schema:
    stated: Schema = {
        "type": "object",
        "properties": {
            "utc": {"type": "string", "format": "date-time"},
            "offset": {"type": "integer", "minimum": -1080, "maximum": 1080},
            "zone": {"type": "string", "maxLength": 64},
        },
        "required": ["utc"],
        "additionalProperties": False,
    }
    return {"anyOf": [{"type": "string", "format": "date-time"}, stated]}


def _money(_: Field) -> Schema:
    return {
        "type": "object",
        "properties": {
            "amount": {"type": ["string", "number"], "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
            "currency": _codes_of("currency"),
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _position(field: Field) -> Schema:
    return {
        "type": "object",
        "properties": {
            "lat": {"type": "number", "minimum": -90, "maximum": 90},
            "lon": {"type": "number", "minimum": -180, "maximum": 180},
            "accuracy_m": {"type": "number", "minimum": 0},
            "source": _codes_of("position_source"),
            "fixed_at": _instant(field),
        },
        "required": ["lat", "lon"],
        "additionalProperties": False,
    }


_PATTERNS = {
    Kind.PHONE: f"^{PHONE.pattern}$",
    Kind.EMAIL: f"^{EMAIL.pattern}$",
    Kind.URL: f"^{URL.pattern}$",
}

_SHAPES: dict[Kind, Callable[[Field], Schema]] = {
    Kind.TEXT: _text,
    Kind.RICH: _text,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _string(format="date"),
    Kind.PARTIAL_DATE: _string(pattern="^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"),
    Kind.INSTANT: _instant,
    Kind.COUNTRY: _code,
    Kind.LANGUAGE: _code,
    Kind.PHONE: _text,
    Kind.EMAIL: _text,
    Kind.URL: _text,
    Kind.MONEY: _money,
    Kind.POSITION: _position,
    Kind.CODE: _code,
    Kind.CODES: _set(_code),
    Kind.COUNTRIES: _set(_code),
    Kind.REFERENCE: _reference,
    Kind.REFERENCES: _set(_reference),
}
