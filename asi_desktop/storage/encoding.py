"""How values of the domain are spelt in the vault's columns."""

from collections.abc import Mapping
from typing import cast

from asi_desktop.domain.dotted import Dot, State, Value, Vector
from asi_desktop.protocol import payload
from asi_desktop.protocol.packing import Undecodable, packed, unpacked


def state_bytes(state: State) -> bytes:
    """Return ``state`` as a full payload that names every device."""
    return payload.encoded(state, device=b"")


def state_of(data: bytes) -> State:
    """Return the state in ``data``; raises Undecodable."""
    state = payload.decoded(data, device=b"")
    if not isinstance(state, State):
        raise Undecodable(kind="state")
    return state


def vector_bytes(vector: Vector) -> bytes:
    """Return ``vector`` so that equal vectors give equal bytes."""
    return packed(sorted(vector.items()))


def vector_of(data: bytes) -> dict[int, int]:
    """Return the vector in ``data``; raises Undecodable."""
    return dict(unpacked(data, list[tuple[int, int]]))


def dot_bytes(dot: Dot) -> bytes:
    """Return ``dot`` as 16 bytes."""
    return dot.actor.to_bytes(8, "big") + dot.n.to_bytes(8, "big")


def dot_of(data: bytes) -> Dot:
    """Return the dot in 16 bytes."""
    return Dot(int.from_bytes(data[:8], "big"), int.from_bytes(data[8:], "big"))


def values_bytes(values: Mapping[str, Value]) -> bytes:
    """Return values by path, or by field, as bytes."""
    return packed(values)


def values_of(data: bytes) -> dict[str, Value]:
    """Return the values in ``data``; raises Undecodable."""
    return cast("dict[str, Value]", unpacked(data, dict[str, object]))
