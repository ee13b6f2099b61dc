"""A local save: new values under one new dot, replacing what was displayed and nothing else."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from asi_desktop.domain.dotted.dots import ALIVE, Dot, Dotted, Stamp, State, Value, join


@dataclass(frozen=True, slots=True)
class Write:
    """The fields saved together.

    ``values``: path to its new value. ``displayed``: for a path, the dots that the author was shown;
    a path that is missing here replaces all of its current values, so a form that was open while
    others' work arrived must name what it showed.
    """

    dot: Dot
    stamp: Stamp
    values: Mapping[str, Value]
    displayed: Mapping[str, Collection[Dot]] = field(default_factory=dict)


def write(state: State, change: Write) -> State:
    """Return ``state`` after ``change``.

    Every edit says that the record, and each list element it touches, is there: so an edit made
    without knowledge of a deletion keeps its subject. Only a write of ``_alive`` itself says otherwise.
    Raises ValueError when the dot is not new to the state: a dot names one save only.
    """
    if state.vector.get(change.dot.actor, 0) >= change.dot.n:
        raise ValueError(f"dot {change.dot} was used before")
    fields = dict(state.fields)
    for path, value in with_life(change.values).items():
        shown = change.displayed.get(path)
        unseen = () if shown is None else tuple(v for v in state.values(path) if v.dot not in shown)
        fields[path] = tuple(sorted((*unseen, Dotted(change.dot, value)), key=lambda v: v.dot))
    live = {value.dot for values in fields.values() for value in values}
    stamps = {dot: stamp for dot, stamp in state.stamps.items() if dot in live}
    return State(
        type=state.type,
        schema=state.schema,
        fields=fields,
        vector=join(state.vector, {change.dot.actor: change.dot.n}),
        stamps=stamps | {change.dot: change.stamp},
        extra=state.extra,
    )


def with_life(values: Mapping[str, Value]) -> dict[str, Value]:
    """Return all that a save of ``values`` writes: also that the record and each element it touches is there.

    Whoever says what a form displayed says it for all these paths, or a removal that arrived meanwhile is
    replaced unseen.
    """
    alive: dict[str, Value] = {ALIVE: True}
    for path in values:
        listing, _, rest = path.partition("/")
        element, _, _ = rest.partition("/")
        if element:
            alive[f"{listing}/{element}/{ALIVE}"] = True
    return alive | dict(values)
