"""Dots, vectors, stamps and the state of a record they make up.

A path names one independently merged value of a record:

``bluf``                    a field
``asks/9f…3c/status``       a field of one element of a list, by the element's random id
``audience#head_office``    one code of a set; its value says whether the code is in
``_alive``, ``asks/9f…3c/_alive``   whether the record, or the element, is there
``asks/9f…3c/_order``       the element's place in its list, a fractional key
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Value = None | bool | int | float | str | list["Value"] | dict[str, "Value"]
Vector = Mapping[int, int]

ALIVE = "_alive"
ORDER = "_order"


class Dot(NamedTuple):
    """The unique name of one save: the n-th of an actor (64-bit number)."""

    actor: int
    n: int


class Dotted(NamedTuple):
    """A value and the save that wrote it."""

    dot: Dot
    value: Value


class Stamp(NamedTuple):
    """Who made a save and when, for people to read: the device (16 bytes) and its clock (ms, UTC)."""

    device: bytes
    at_ms: int


@dataclass(frozen=True, slots=True)
class State:
    """Everything known of a record: values by path, what was seen, and who wrote what.

    ``fields``: path to its current values in the order of their dots; more than one means that they
    were written without knowledge of each other. ``vector``: per actor, the highest n seen; never
    pruned. ``stamps``: one for each dot in ``fields``. ``extra``: parts that a newer program put
    into the payload, kept byte for byte and sent on.
    """

    type: str
    schema: int
    fields: Mapping[str, tuple[Dotted, ...]]
    vector: Vector
    stamps: Mapping[Dot, Stamp]
    extra: Mapping[str, bytes] = field(default_factory=dict)

    def values(self, path: str) -> tuple[Dotted, ...]:
        """Return the current values of ``path``, empty when it was never written."""
        return self.fields.get(path, ())


def covers(vector: Vector, dot: Dot) -> bool:
    """Tell whether ``vector`` has seen ``dot``."""
    return vector.get(dot.actor, 0) >= dot.n


def join(a: Vector, b: Vector) -> dict[int, int]:
    """Return the vector that has seen what either has."""
    joined = dict(a)
    for actor, n in b.items():
        if joined.get(actor, 0) < n:
            joined[actor] = n
    return joined


def spelling(value: Value) -> str:
    """Return the one text by which values are compared: 1, 1.0 and true are three."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def element_path(listing: str, element: str, name: str) -> str:
    """Return the path of field ``name`` of element ``element`` (its id in hex) of a list."""
    return f"{listing}/{element}/{name}"


def set_path(name: str, code: str) -> str:
    """Return the path of one ``code`` of the set ``name``."""
    return f"{name}#{code}"
