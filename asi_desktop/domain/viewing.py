"""What a person sees of a record's state: fields, conflicts, status, and whether it is there at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from asi_desktop.domain.attachments import is_hidden
from asi_desktop.domain.dotted import ALIVE, Dot, Dotted, State, Value
from asi_desktop.domain.dotted.dots import ORDER
from asi_desktop.domain.dotted.reading import Sibling, holds, is_alive, order_key, siblings
from asi_desktop.domain.schema import SETS, Field, Kind, RecordType

STATUS = "status"
REF = "ref"
_ENVELOPE = frozenset({STATUS, REF, ALIVE})
_PLAIN = frozenset(Kind) - SETS - {Kind.LIST}
_TITLE = 160

__all__ = ["REF", "STATUS", "Seen", "Sibling", "displayed_dots", "seen", "title_of"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as people see it.

    ``fields``: filled fields by name; a set as a sorted list, a list of sub-records as element id to
    fields, in order. Where values conflict it shows n = 1, and ``conflicts`` has all of them by path.
    ``status``: empty for a type without a workflow; ``contested``: steps that another laptop took and
    that gave way, their values as stored. ``deleted_while_edited``: somebody deleted what somebody
    else, not knowing, went on editing; it stays.
    """

    fields: dict[str, Value]
    conflicts: dict[str, tuple[Sibling, ...]]
    status: str
    contested: tuple[Sibling, ...]
    deleted: bool
    deleted_while_edited: bool
    ref: str


def seen(kind: RecordType | None, state: State) -> Seen:
    """Return what a person sees of ``state``; of an unknown type everything is shown raw.

    Never raises, whatever a newer or a hostile program wrote: a path with an empty part is no field, and
    what is not of the shape of its field (a plain value for a list, elements of a text) stays unseen in
    the state instead of hiding what is.
    """
    reader = _Reader(kind, state)
    for path, values in state.fields.items():
        if path not in _ENVELOPE:
            reader.take(path, values)
    reader.arrange()
    life = state.values(ALIVE)
    deleted = not is_alive(life)
    status, contested = _status(kind, state, reader.fields)
    return Seen(
        fields=reader.fields,
        conflicts={} if deleted else reader.conflicts,
        status=status,
        contested=contested,
        deleted=deleted,
        deleted_while_edited=not deleted and any(one.value is False for one in life),
        ref=_text(state.values(REF)),
    )


def title_of(kind: RecordType | None, fields: Mapping[str, Value]) -> str:
    """Return what names the record in a list: its title, or else the first line of what it is about."""
    if isinstance(own := fields.get("title"), str) or kind is None:
        return own if isinstance(own, str) else ""
    parts = [fields.get(name) for name in (kind.title_field, *kind.title_with)]
    line = " ".join(part for part in parts if isinstance(part, str)).partition("\n")[0]
    return line if len(line) <= _TITLE else line[: _TITLE - 1] + "…"


def displayed_dots(state: State, path: str) -> tuple[Dot, ...]:
    """Return the dots of the values that whoever looks at ``path`` now is shown."""
    return tuple(one.dot for one in state.values(path))


class _Reader:
    """Sorts the paths of one state into fields, sets and lists; made for one reading."""

    def __init__(self, kind: RecordType | None, state: State) -> None:
        self.fields: dict[str, Value] = {}
        self.conflicts: dict[str, tuple[Sibling, ...]] = {}
        self._known: Mapping[str, Field] = kind.by_name if kind else {}
        self._inner: Mapping[str, Mapping[str, Field]] = kind.elements if kind else {}
        self._stamps = state.stamps
        self._lists: dict[str, dict[str, dict[str, Value]]] = {}
        self._places: dict[tuple[str, str], str] = {}
        self._dead: set[tuple[str, str]] = set()
        self._sets: dict[tuple[int, str], tuple[dict[str, Value], list[Value]]] = {}

    def take(self, path: str, values: tuple[Dotted, ...]) -> None:
        """Put the values of ``path`` where they belong."""
        listing, slash, rest = path.partition("/")
        if not slash:
            self._put(self.fields, self._known, path, path, values)
            return
        element, _, name = rest.partition("/")
        if not (listing and element and name) or not _fits(self._known.get(listing), {Kind.LIST}):
            return
        inside = self._lists.setdefault(listing, {}).setdefault(element, {})
        if name == ORDER:
            self._places[listing, element] = order_key(values)
        elif name == ALIVE:
            if not is_alive(values):
                self._dead.add((listing, element))
        elif not is_hidden(path):
            self._put(inside, self._inner.get(listing, {}), name, path, values)

    def _put(
        self,
        target: dict[str, Value],
        known: Mapping[str, Field],
        name: str,
        path: str,
        values: tuple[Dotted, ...],
    ) -> None:
        base, mark, code = name.partition("#")
        field = known.get(base)
        if not mark and name and _fits(field, _PLAIN):
            self._put_plain(target, name, path, values)
        elif base and code and _fits(field, SETS) and holds(values):
            self._sets.setdefault((id(target), base), (target, []))[1].append(code)

    def _put_plain(self, target: dict[str, Value], name: str, path: str, values: tuple[Dotted, ...]) -> None:
        value = values[0].value
        if len(values) > 1:
            grouped = siblings(values, self._stamps)
            value = grouped[0].value
            if len(grouped) > 1:
                self.conflicts[path] = grouped
                target[name] = value
                return
        if value is not None:
            target[name] = value

    def arrange(self) -> None:
        """Sort the sets, put the lists' living elements in order, and forget what removed ones dispute."""
        for (_, name), (target, held) in self._sets.items():
            held.sort(key=str)
            target[name] = held
        for listing, found in self._lists.items():
            living: list[str] = [element for element in found if (listing, element) not in self._dead]
            living.sort(key=lambda element: (self._places.get((listing, element), ""), element))
            if living:
                self.fields[listing] = {element: found[element] for element in living}
        for listing, element in self._dead:
            prefix = f"{listing}/{element}/"
            for path in [path for path in self.conflicts if path.startswith(prefix)]:
                del self.conflicts[path]


def _status(
    kind: RecordType | None, state: State, fields: dict[str, Value]
) -> tuple[str, tuple[Sibling, ...]]:
    """Choose the step of the highest authority, then the first by dot; the others are contested.

    A step that cannot be read was not taken.
    """
    workflow = kind.workflow if kind else None
    steps = [one for one in siblings(state.values(STATUS), state.stamps) if _part(one.value, "state")]
    if not steps:
        return (workflow.first(fields) if workflow else ""), ()
    ranks = workflow.ranks if workflow else {}
    chosen = min(steps, key=lambda step: (ranks.get(_part(step.value, "role"), len(ranks)), step.dot))
    status = _part(chosen.value, "state")
    return status, tuple(step for step in steps if _part(step.value, "state") != status)


def _fits(field: Field | None, kinds: Collection[Kind]) -> bool:
    """Tell whether a path of this shape belongs to ``field``; of an unknown one, any does."""
    return field is None or field.kind in kinds


def _part(value: Value, name: str) -> str:
    part = value.get(name) if isinstance(value, dict) else value if name == "state" else None
    return part if isinstance(part, str) else ""


def _text(values: tuple[Dotted, ...]) -> str:
    value = values[0].value if values else ""
    return value if isinstance(value, str) else ""
