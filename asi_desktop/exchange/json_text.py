"""JSON from outside: bounded in size and depth before it is parsed, and strict."""

import json
import re
from typing import NoReturn

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 32
MAX_INTEGER = 2**53

# A whole string, skipped at once, or one bracket.
_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', re.DOTALL)


class NotJson(Refused):
    """What was given is not JSON as the program takes it."""

    code = "invalid_json"
    what = Text(
        fr="Ce qui a été donné n’est pas du JSON valide : {why}.",
        en="What was given is not valid JSON: {why}.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré ; corrigez l’entrée et recommencez.",
        en="Nothing was saved; correct the input and try again.",
    )


TOO_BIG = Text("plus de {limit} octets", "more than {limit} bytes")
TOO_DEEP = Text("plus de {limit} niveaux imbriqués", "nested deeper than {limit} levels")
NOT_UTF8 = Text("ce n’est pas de l’UTF-8", "it is not UTF-8")
MALFORMED = Text("erreur à la ligne {line}, colonne {column}", "an error at line {line}, column {column}")
BAD_NUMBER = Text("un nombre hors limites", "a number out of range")
TWICE = Text("la clé « {key} » deux fois", "the key “{key}” twice")
NOT_TEXT = Text("un texte que l’Unicode ne connaît pas", "a text that Unicode does not know")


def parsed(data: bytes) -> Value:
    """Return the JSON value in ``data``; raises NotJson, never anything else."""
    if len(data) > MAX_BYTES:
        _refuse(TOO_BIG, limit=MAX_BYTES)
    if _deeper_than(data, MAX_DEPTH):
        _refuse(TOO_DEEP, limit=MAX_DEPTH)
    try:
        text = data.decode("utf-8-sig")
        value: Value = json.loads(
            text,
            parse_constant=_constant,
            parse_int=_integer,
            parse_float=_decimal,
            object_pairs_hook=_object,
        )
        if b"\\u" in data:
            json.dumps(value, ensure_ascii=False).encode()  # a lone half of a surrogate pair is no text
    except json.JSONDecodeError as error:
        _refuse(MALFORMED, line=error.lineno, column=error.colno)
    except UnicodeDecodeError:
        _refuse(NOT_UTF8)
    except UnicodeEncodeError:
        _refuse(NOT_TEXT)
    return value


def _deeper_than(data: bytes, limit: int) -> bool:
    depth = 0
    for token in _TOKEN.finditer(data):
        first = data[token.start()]
        if first in b"[{":
            depth += 1
            if depth > limit:
                return True
        elif first in b"]}":
            depth -= 1
    return False


def _object(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for key, value in pairs:
        if key in made:
            _refuse(TWICE, key=key[:40])
        made[key] = value
    return made


def _integer(digits: str) -> int:
    if len(digits) > len(str(MAX_INTEGER)) + 1 or abs(int(digits)) > MAX_INTEGER:
        _refuse(BAD_NUMBER)
    return int(digits)


def _decimal(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        _refuse(BAD_NUMBER)
    return number


def _constant(_: str) -> NoReturn:
    _refuse(BAD_NUMBER)


def _refuse(why: Text, **values: object) -> NoReturn:
    raise NotJson(why=Text(why.filled("fr", values), why.filled("en", values)))
