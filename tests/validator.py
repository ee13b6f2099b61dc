"""The part of JSON Schema 2020-12 that the product's own schemas use, checked by their text alone."""

import re

from asi_desktop.domain.dotted import Value

Schema = dict[str, Value]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
}


def valid(value: Value, schema: Value, at: str = "") -> list[str]:
    """Return what is wrong with ``value``, empty when the schema accepts it."""
    assert isinstance(schema, dict)
    if "anyOf" in schema:
        choices = schema["anyOf"]
        assert isinstance(choices, list)
        found = [valid(value, choice, at) for choice in choices]
        return [] if [] in found else min(found, key=len)
    wrong = [f"{at}: not of its type"] if not _typed(value, schema) else []
    if isinstance(enum := schema.get("enum"), list) and value not in enum:
        wrong.append(f"{at}: not one of the codes")
    if not wrong:
        wrong = _inside(value, schema, at)
    return wrong


def _typed(value: Value, schema: Schema) -> bool:
    names = schema.get("type")
    if names is None:
        return True
    listed = names if isinstance(names, list) else [names]
    return any(
        isinstance(value, _TYPES[str(n)]) and (n == "boolean") == isinstance(value, bool) for n in listed
    )


def _inside(value: Value, schema: Schema, at: str) -> list[str]:
    if isinstance(value, str):
        return _text(value, schema, at)
    if isinstance(value, list):
        most = schema.get("maxItems")
        wrong = [f"{at}: too many"] if isinstance(most, int) and len(value) > most else []
        return wrong + [
            one for n, item in enumerate(value) for one in valid(item, schema["items"], f"{at}[{n}]")
        ]
    if isinstance(value, dict):
        return _object(value, schema, at)
    return _number(value, schema, at)


def _text(value: str, schema: Schema, at: str) -> list[str]:
    most, pattern = schema.get("maxLength"), schema.get("pattern")
    wrong = [f"{at}: too long"] if isinstance(most, int) and len(value) > most else []
    return wrong + ([f"{at}: pattern"] if isinstance(pattern, str) and not re.search(pattern, value) else [])


def _number(value: Value, schema: Schema, at: str) -> list[str]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return []
    low, high = schema.get("minimum"), schema.get("maximum")
    outside = (isinstance(low, int) and value < low) or (isinstance(high, int) and value > high)
    return [f"{at}: out of range"] if outside else []


def _object(value: dict[str, Value], schema: Schema, at: str) -> list[str]:
    properties, required = schema.get("properties", {}), schema.get("required", [])
    others = schema.get("additionalProperties", True)
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    wrong = [f"{at}: {name} missing" for name in required if name not in value]
    for name, inside in value.items():
        if name in properties:
            wrong += valid(inside, properties[name], f"{at}.{name}")
        elif others is False:
            wrong.append(f"{at}: {name} unknown")
        elif isinstance(others, dict):
            wrong += valid(inside, others, f"{at}.{name}")
    return wrong
