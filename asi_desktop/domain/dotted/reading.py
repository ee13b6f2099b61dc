"""What the values of a state say together, whatever the record: siblings, life, sets and lists."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from asi_desktop.domain.dotted.dots import ALIVE, ORDER, Dot, Dotted, Stamp, State, Value, spelling
from asi_desktop.domain.ordering import is_key

UNKNOWN_STAMP = Stamp(b"", 0)


@dataclass(frozen=True, slots=True)
class Sibling:
    """One of several values written without knowledge of each other.

    ``n`` counts from 1 and is the same on every laptop. ``dots``: all saves that wrote this same
    value; ``dot`` is the first of them, ``stamp`` says who made it and when.
    """

    n: int
    value: Value
    dot: Dot
    stamp: Stamp
    dots: tuple[Dot, ...]


def siblings(values: Sequence[Dotted], stamps: Mapping[Dot, Stamp]) -> tuple[Sibling, ...]:
    """Return the values that differ, byte-equal ones grouped, in the order of their first dots."""
    groups: dict[str, list[Dotted]] = {}
    for one in sorted(values, key=lambda v: v.dot):
        groups.setdefault(spelling(one.value), []).append(one)
    return tuple(
        Sibling(
            n=n,
            value=group[0].value,
            dot=group[0].dot,
            stamp=stamps.get(group[0].dot, UNKNOWN_STAMP),
            dots=tuple(one.dot for one in group),
        )
        for n, group in enumerate(groups.values(), start=1)
    )


def is_alive(values: Sequence[Dotted]) -> bool:
    """Tell whether a record or an element is there: not when each of its last words is a removal."""
    return not values or any(one.value is not False for one in values)


def holds(values: Iterable[Dotted]) -> bool:
    """Tell whether a set holds a code: adding wins over a removal that did not know of it."""
    return any(one.value is True for one in values)


def members(state: State, name: str) -> set[str]:
    """Return the codes that the set ``name`` holds."""
    prefix = name + "#"
    return {
        path[len(prefix) :]
        for path, values in state.fields.items()
        if path.startswith(prefix) and holds(values)
    }


def elements(state: State, listing: str) -> dict[str, str]:
    """Return the living elements of ``listing`` in their order: id to fractional key."""
    prefix = listing + "/"
    found: dict[str, str] = {}
    for path, values in state.fields.items():
        if path.startswith(prefix):
            element, _, name = path[len(prefix) :].partition("/")
            if not (element and name):
                continue  # no path of an element, whoever wrote it
            if name == ORDER:
                found[element] = order_key(values)
            else:
                found.setdefault(element, "")
    alive = {
        element: key for element, key in found.items() if is_alive(state.values(f"{prefix}{element}/{ALIVE}"))
    }
    return dict(sorted(alive.items(), key=lambda item: (item[1], item[0])))


def has_element(state: State, listing: str, element: str) -> bool:
    """Tell whether ``listing`` ever had the element, removed or not."""
    return element != "" and f"{listing}/{element}/{ALIVE}" in state.fields


def order_key(values: Sequence[Dotted]) -> str:
    """Return the place of an element, empty when it has none that this version can read.

    Of places given without knowledge of each other, the first by dot counts, everywhere alike.
    """
    key = values[0].value if values else ""
    return key if isinstance(key, str) and is_key(key) else ""
