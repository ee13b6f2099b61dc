"""The meeting of two states of one record: no clock, no ancestor, no question.

A value stays when both sides hold it, or when one holds it and the other has never seen its dot.
What one side has seen and no longer holds was replaced there knowingly, so it goes. A dot names one
value; where a copied laptop made it name two, every laptop keeps the same one.
"""

from collections.abc import Iterable, Mapping
from functools import reduce

from asi_desktop.domain.dotted.dots import Dot, Dotted, Stamp, State, Vector, covers, join, spelling


def merge(a: State, b: State) -> State:
    """Return the state that holds all that ``a`` and ``b`` know.

    Commutative, associative and idempotent, so states may meet in any order and any number of times.
    """
    fields = {
        path: kept
        for path in a.fields.keys() | b.fields.keys()
        if (kept := _merged(a.values(path), b.values(path), seen=(a.vector, b.vector)))
    }
    return State(
        type=max(a.type, b.type),
        schema=max(a.schema, b.schema),
        fields=fields,
        vector=join(a.vector, b.vector),
        stamps=_stamps_of(fields, a.stamps, b.stamps),
        extra=_extra_of(a.extra, b.extra),
    )


def merge_all(states: Iterable[State]) -> State:
    """Return the meeting of one or more states; raises TypeError when there is none."""
    return reduce(merge, states)


def _merged(
    ours: tuple[Dotted, ...], theirs: tuple[Dotted, ...], *, seen: tuple[Vector, Vector]
) -> tuple[Dotted, ...]:
    our_dots = {one.dot: one for one in ours}
    their_dots = {one.dot: one for one in theirs}
    kept = [_one_of(one, their_dots[one.dot]) for one in ours if one.dot in their_dots]
    kept += [one for one in ours if one.dot not in their_dots and not covers(seen[1], one.dot)]
    kept += [one for one in theirs if one.dot not in our_dots and not covers(seen[0], one.dot)]
    return tuple(sorted(kept, key=lambda one: one.dot))


def _one_of(a: Dotted, b: Dotted) -> Dotted:
    """Return what a dot names: ``a`` and ``b`` are one save's value, unless that save was made twice."""
    if a.value is b.value or (isinstance(a.value, str) and a.value == b.value):
        return a
    return max(a, b, key=lambda one: spelling(one.value))


def _stamps_of(
    fields: Mapping[str, tuple[Dotted, ...]], a: Mapping[Dot, Stamp], b: Mapping[Dot, Stamp]
) -> dict[Dot, Stamp]:
    live = {value.dot for values in fields.values() for value in values}
    return {dot: min(s for s in (a.get(dot), b.get(dot)) if s) for dot in live if dot in a or dot in b}


def _extra_of(a: Mapping[str, bytes], b: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: max(a.get(name, b""), b.get(name, b"")) for name in a.keys() | b.keys()}
