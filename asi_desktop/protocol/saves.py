"""How the saves inside a payload are spelled: their names in front, then what each of them still holds.

A name is what no compressor can shorten: the actor (8 bytes), the time (6) and n (as many as it needs). Names
stand together, each after its length, and end with a byte 0; what is alike in most payloads follows in one
piece. Nearly every save says that its record is there, so a bit beside the length says it.
"""

import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Annotated, NamedTuple

import msgspec

from asi_desktop.domain.dotted import ALIVE, Dot, Value
from asi_desktop.protocol.packing import MAX_MS, MAX_NATURAL, Bytes16, Undecodable

DEVICE_BYTES = 16

_MAX_DEPTH = 32
_ACTOR_BYTES, _TIME_BYTES, _MAX_COUNT_BYTES = 8, 6, 8
_COUNT_START = _ACTOR_BYTES + _TIME_BYTES
_ALIVE_BIT = 0x80
_END = b"\0"
_ELEMENT = re.compile("([^/]+)/([0-9a-f]{32})/(.+)", re.DOTALL)

_Json = None | bool | int | float | str | list[object] | dict[str, object]
_Elements = dict[str, dict[bytes, dict[str, Value]]]


class Save(NamedTuple):
    """One save: its dot, the device's clock (ms), the device if not the payload's own, values by path."""

    dot: Dot
    at_ms: int
    device: bytes
    values: dict[str, Value]


class Name(NamedTuple):
    """What stands in front of a save: its dot, its time and whether it says that its record is there."""

    dot: Dot
    at_ms: int
    alive: bool


class Body(msgspec.Struct, array_like=True, frozen=True, forbid_unknown_fields=True):
    """What a save still holds, without what its name tells.

    Values in elements of lists stand apart, under list and element: ids as bytes, paths once.
    """

    values: dict[str, _Json] = {}
    elements: dict[str, list[tuple[Bytes16, dict[str, _Json]]]] = {}
    device: Annotated[bytes, msgspec.Meta(max_length=DEVICE_BYTES)] = b""


def written(saves: Sequence[Save]) -> tuple[bytes, list[object]]:
    """Return the names of ``saves``, and their bodies to be packed; each dot may stand once."""
    ordered = sorted(saves)
    return b"".join(map(_name, ordered)) + _END, [_body(save) for save in ordered]


def names_read(data: bytes) -> tuple[list[Name], int]:
    """Return the names in front of ``data`` and where they end; raises Undecodable."""
    names: list[Name] = []
    place = 0
    while data[place : place + 1] not in {b"", _END}:
        length = data[place] & ~_ALIVE_BIT
        name = data[place + 1 : place + 1 + length]
        count = name[_COUNT_START:]
        at_ms = int.from_bytes(name[_ACTOR_BYTES:_COUNT_START], "big")
        dot = Dot(int.from_bytes(name[:_ACTOR_BYTES], "big"), int.from_bytes(count, "big"))
        in_order = not names or dot > names[-1].dot
        spelled = len(name) == length and 1 <= len(count) <= _MAX_COUNT_BYTES and count[0]
        if not (in_order and spelled and at_ms <= MAX_MS and dot.n <= MAX_NATURAL):
            raise Undecodable(kind="name")
        names.append(Name(dot, at_ms, bool(data[place] & _ALIVE_BIT)))
        place += 1 + length
    if place == len(data):
        raise Undecodable(kind="name")
    return names, place + len(_END)


def read(names: Sequence[Name], bodies: Sequence[Body]) -> Iterator[Save]:
    """Yield the saves that go by ``names`` and hold ``bodies``; raises Undecodable."""
    if len(names) != len(bodies) or any(len(body.device) not in {0, DEVICE_BYTES} for body in bodies):
        raise Undecodable(kind="saves")
    for name, body in zip(names, bodies, strict=True):
        values: dict[str, Value] = {ALIVE: True} if name.alive else {}
        for path, value in _paths(body):
            if path in values:
                raise Undecodable(kind="path")
            values[path] = _checked(value)
        yield Save(name.dot, name.at_ms, body.device, values)


def _name(save: Save) -> bytes:
    dot = save.dot
    name = (
        dot.actor.to_bytes(_ACTOR_BYTES, "big")
        + min(max(save.at_ms, 0), MAX_MS).to_bytes(_TIME_BYTES, "big")
        + dot.n.to_bytes((dot.n.bit_length() + 7) // 8, "big")
    )
    return (len(name) | _ALIVE_BIT * (save.values.get(ALIVE) is True)).to_bytes(1, "big") + name


def _body(save: Save) -> list[object]:
    values: dict[str, Value] = {}
    elements: _Elements = {}
    for path, value in save.values.items():
        if place := _ELEMENT.fullmatch(path):
            listing, element, name = place.groups()
            elements.setdefault(listing, {}).setdefault(bytes.fromhex(element), {})[name] = value
        elif path != ALIVE or value is not True:
            values[path] = value
    lists = {name: sorted(inside.items()) for name, inside in elements.items()}
    body: list[object] = [values, lists, save.device]
    while body and not body[-1]:
        body.pop()
    return body


def _paths(body: Body) -> Iterator[tuple[str, object]]:
    yield from body.values.items()
    for listing, inside in body.elements.items():
        for element, named in inside:
            for name, value in named.items():
                yield f"{listing}/{element.hex()}/{name}", value


def _checked(value: object, depth: int = 0) -> Value:
    """Return ``value``, which MessagePack read, unless JSON could not say it; raises Undecodable.

    Integers are those that a database holds too: of 64 bits with their sign.
    """
    match value:
        case None | str():
            return value
        case int() if -MAX_NATURAL - 1 <= value <= MAX_NATURAL:
            return value
        case float() if isfinite(value):
            return value
        case list() if depth < _MAX_DEPTH:
            return [_checked(item, depth + 1) for item in value]
        case dict() if depth < _MAX_DEPTH and all(isinstance(name, str) for name in value):
            return {name: _checked(item, depth + 1) for name, item in value.items()}
    raise Undecodable(kind="value")
