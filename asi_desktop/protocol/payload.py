"""The inside of a version: a record's state, whole (full) or as changed since its parent (delta).

First the names of its saves (``saves``), then a map, so that a newer program may add parts and an older one
carries them on untouched: ``t`` type, ``s`` schema version, ``w`` what each save still holds, ``v`` vector
entries that the saves do not tell, ``d`` in a delta.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import msgspec

from asi_desktop.domain.dotted import Dot, Dotted, Stamp, State, Value, Vector, covers, join
from asi_desktop.protocol.packing import MAX_NATURAL, Natural, packed, unpacked
from asi_desktop.protocol.saves import Body, Save, names_read, read, written

_KNOWN = frozenset({"d", "s", "t", "v", "w"})
_EMPTY_LIST, _EMPTY_TEXT, _ZERO = b"\x90", b"\xa0", b"\x00"

_Actor = Annotated[int, msgspec.Meta(ge=0)]
_Count = Annotated[int, msgspec.Meta(ge=1, le=MAX_NATURAL)]


@dataclass(frozen=True, slots=True)
class Delta:
    """What one version changed against its single parent.

    ``fields`` holds, for each path written, all values current after the change; ``raised`` the
    vector entries that it raises over the parent's.
    """

    type: str
    schema: int
    fields: Mapping[str, tuple[Dotted, ...]]
    raised: Vector
    stamps: Mapping[Dot, Stamp]
    extra: Mapping[str, bytes]


def difference(state: State, base: Vector) -> Delta:
    """Return what ``state`` changed over a parent whose vector is ``base``."""
    fields = {
        path: values
        for path, values in state.fields.items()
        if any(not covers(base, value.dot) for value in values)
    }
    live = {value.dot for values in fields.values() for value in values}
    return Delta(
        type=state.type,
        schema=state.schema,
        fields=fields,
        raised={actor: n for actor, n in state.vector.items() if base.get(actor, 0) < n},
        stamps={dot: stamp for dot, stamp in state.stamps.items() if dot in live},
        extra=state.extra,
    )


def applied(delta: Delta, parent: State) -> State:
    """Return the state of a version from its delta and its parent's state."""
    fields = {**parent.fields, **delta.fields}
    live = {value.dot for values in fields.values() for value in values}
    stamps = {**parent.stamps, **delta.stamps}
    return State(
        type=delta.type,
        schema=max(delta.schema, parent.schema),
        fields=fields,
        vector=join(parent.vector, delta.raised),
        stamps={dot: stamp for dot, stamp in stamps.items() if dot in live},
        extra={**parent.extra, **delta.extra},
    )


def encoded(content: State | Delta, *, device: bytes) -> bytes:
    """Return ``content`` as payload bytes; ``device`` (16 bytes) is not repeated in each save.

    Equal contents give equal bytes, whatever the order of their parts.
    """
    vector = content.vector if isinstance(content, State) else content.raised
    saves = _saves(content, device)
    told = _raised_by(saves)
    names, bodies = written(saves)
    parts: dict[str, object] = {
        "s": content.schema,
        "t": content.type,
        "w": bodies,
    }
    if rest := {actor: n for actor, n in vector.items() if told.get(actor) != n}:
        parts["v"] = sorted(rest.items())
    if isinstance(content, Delta):
        parts["d"] = True
    parts.update({name: msgspec.Raw(raw) for name, raw in content.extra.items()})
    return names + packed(parts)


def decoded(data: bytes, *, device: bytes) -> State | Delta:
    """Return the content of payload bytes written by ``device``; raises Undecodable."""
    names, end = names_read(data)
    parts = unpacked(data[end:], dict[str, msgspec.Raw])
    saves = list(read(names, unpacked(bytes(parts.get("w", _EMPTY_LIST)), list[Body])))
    vector = dict(unpacked(bytes(parts.get("v", _EMPTY_LIST)), list[tuple[_Actor, _Count]]))
    fields: dict[str, list[Dotted]] = {}
    for save in saves:
        for path, value in save.values.items():
            fields.setdefault(path, []).append(Dotted(save.dot, value))
    made = Delta if "d" in parts else State
    return made(
        unpacked(bytes(parts.get("t", _EMPTY_TEXT)), str),
        unpacked(bytes(parts.get("s", _ZERO)), Natural),
        {path: tuple(values) for path, values in fields.items()},
        join(vector, _raised_by(saves)),
        {save.dot: Stamp(save.device or device, save.at_ms) for save in saves},
        {name: bytes(raw) for name, raw in parts.items() if name not in _KNOWN},
    )


def _saves(content: State | Delta, device: bytes) -> list[Save]:
    values: dict[Dot, dict[str, Value]] = {}
    for path, siblings in content.fields.items():
        for dot, value in siblings:
            values.setdefault(dot, {})[path] = value
    unknown = Stamp(device, 0)
    stamps = {dot: content.stamps.get(dot, unknown) for dot in values}
    return [
        Save(dot, stamps[dot].at_ms, b"" if stamps[dot].device == device else stamps[dot].device, held)
        for dot, held in values.items()
    ]


def _raised_by(saves: list[Save]) -> dict[int, int]:
    raised: dict[int, int] = {}
    for (actor, n), *_ in saves:
        raised[actor] = max(raised.get(actor, 0), n)
    return raised
