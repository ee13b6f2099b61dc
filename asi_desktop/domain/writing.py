"""From what a caller gives to the paths and values that one save writes.

Nothing here touches a state: the result goes into ``dotted.Write``. All or nothing: the first value
that cannot be held refuses the whole input, naming its path.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asi_desktop.domain import ids, ordering
from asi_desktop.domain.dotted import ALIVE, State, Value, element_path, set_path
from asi_desktop.domain.dotted.dots import ORDER
from asi_desktop.domain.dotted.reading import elements, has_element, members
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.schema import CREATION, SETS, Field, Kind, RecordType
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import InvalidValue, TooMany, parse
from asi_desktop.domain.values.parsing import MOST_ITEMS, member
from asi_desktop.domain.viewing import REF, STATUS

NEW_ELEMENT = "+"
_ENVELOPE = frozenset({STATUS, REF, "id", "type", "space", "created", "updated", "deleted"})
_NAME_TOLD = 80


class NotARecord(Refused):
    """Something else than an object with fields."""

    code = "not_a_record"
    what = Text(
        fr="« {type} » s’écrit comme un objet JSON : des champs et leurs valeurs.",
        en="“{type}” is written as a JSON object: fields and their values.",
    )
    next_step = Text(fr="Rien n’a été enregistré.", en="Nothing was saved.")


class UnknownField(Refused):
    """A field that the record type does not have."""

    code = "unknown_field"
    what = Text(fr="« {type} » n’a pas de champ « {field} ».", en="“{type}” has no field “{field}”.")
    next_step = Text(
        fr="Rien n’a été enregistré. « record schema {name} » donne les champs de cette fiche.",
        en="Nothing was saved. “record schema {name}” lists the fields of this record.",
    )


class SystemField(Refused):
    """A field that the program fills itself."""

    code = "system_field"
    what = Text(fr="« {field} » est rempli par l’application.", en="“{field}” is filled by the program.")
    next_step = Text(
        fr="Rien n’a été enregistré. L’état change par « record advance » ; le reste se remplit tout seul.",
        en="Nothing was saved. The status changes by “record advance”; the rest fills itself.",
    )


class MissingFields(Refused):
    """Fields without which a record cannot be made."""

    code = "missing_fields"
    what = Text(fr="Il manque : {labels} ({fields}).", en="Missing: {labels} ({fields}).")
    next_step = Text(
        fr="Rien n’a été enregistré. Complétez et recommencez.",
        en="Nothing was saved. Fill these in and try again.",
    )

    def __init__(self, missing: Sequence[Field]) -> None:
        super().__init__(
            fields=", ".join(field.name for field in missing),
            labels=Text(
                fr=", ".join(f"« {field.label.fr} »" for field in missing),
                en=", ".join(f"“{field.label.en}”" for field in missing),
            ),
        )


class NoSuchElement(Refused):
    """An element that the list never had."""

    code = "no_such_element"
    what = Text(
        fr="La liste « {label} » ({field}) n’a pas cet élément.",
        en="The list “{label}” ({field}) has no such element.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré. « record get » donne les éléments ; « {field}/+ » en ajoute un.",
        en="Nothing was saved. “record get” lists the elements; “{field}/+” adds one.",
    )


def new_values(kind: RecordType, given: Mapping[str, Value]) -> dict[str, Value]:
    """Return what the first save of a record writes: path to value, defaults filled in.

    Raises UnknownField, SystemField, MissingFields, or what ``values.parse`` raises.
    """
    if not isinstance(given, Mapping):
        raise NotARecord(type=kind.label)
    values: dict[str, Value] = {}
    for name, raw in given.items():
        values |= _first(kind, name, raw)
    values |= {name: value for name, value in kind.defaults.items() if given.get(name) is None}
    filled = {path.partition("#")[0].partition("/")[0] for path in values}
    if missing := [field for field in kind.demanded if field.name not in filled]:
        raise MissingFields(missing)
    return values


def _first(kind: RecordType, name: str, raw: Value) -> dict[str, Value]:
    field = _field(kind, name)
    if field.kind is Kind.LIST:
        return _added(_Listing(kind, field), raw, last="")
    return _first_value(field, raw, name)


def _first_value(field: Field, raw: Value, path: str) -> dict[str, Value]:
    if field.kind in SETS:
        return {set_path(path, code): True for code in _codes(field, raw, path)}
    value = parse(field, raw, path)
    return {} if value is None else {path: value}


def set_values(kind: RecordType, state: State, assignments: Sequence[tuple[str, Value]]) -> dict[str, Value]:
    """Return what a save writes for ``assignments`` of ``record set``: PATH to JSON value.

    ``field``, ``set#code`` (true or false), ``list/ELEMENT/field``, ``list/+`` with an object adds an
    element, ``list/ELEMENT`` with null removes it, with an object sets several of its fields. A set given
    whole becomes the differences from what it holds; a list given whole likewise. Raises as ``new_values``
    does, and NoSuchElement.
    """
    values: dict[str, Value] = {}
    last: dict[str, str] = {}
    for path, raw in assignments:
        name, slash, rest = path.partition("/")
        if slash:
            listing = _Listing(kind, _list_field(kind, name, path))
            values.update(_in_list(listing, state, rest, raw, last))
        else:
            values.update(_at_top(kind, state, path, raw))
    return values


def moved(
    kind: RecordType, state: State, listing: str, element: str, *, before: str | None
) -> dict[str, Value]:
    """Return what a save writes to move ``element`` in front of another one, or to the end.

    Elements that share a place, because two laptops chose it, are given places of their own.
    Raises UnknownField or NoSuchElement.
    """
    field = _list_field(kind, listing, listing)
    places = elements(state, listing)
    if element not in places or (before is not None and (before not in places or before == element)):
        raise NoSuchElement(field=listing, label=field.label)
    others = [one for one in places if one != element]
    at = len(others) if before is None else others.index(before)
    low = places[others[at - 1]] if at else ""
    return _places(listing, element, low, {one: places[one] for one in others[at:]})


def _places(listing: str, element: str, low: str, following: Mapping[str, str]) -> dict[str, Value]:
    tied = [one for one, place in following.items() if place <= low]
    high = next((place for place in following.values() if place > low), None)
    values: dict[str, Value] = {}
    for one in (element, *tied):
        low = ordering.after(low) if high is None else ordering.between(low, high)
        values[element_path(listing, one, ORDER)] = low
    return values


def split_local(kind: RecordType, values: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return ``values`` in two: those that travel, and those that never leave the laptop."""
    local = {path: value for path, value in values.items() if path in kind.local_names}
    return {path: value for path, value in values.items() if path not in local}, local


@dataclass(frozen=True, slots=True)
class _Listing:
    """A list field of a record type, for reading its elements."""

    kind: RecordType
    field: Field

    @property
    def name(self) -> str:
        return self.field.name

    def inner(self, name: str, path: str) -> Field:
        found = self.kind.elements[self.name].get(name)
        if found is None:
            raise _unknown(self.kind, path)
        if found.system:
            raise SystemField(field=path)
        return found

    def new_element(self, element: str, raw: Value) -> dict[str, Value]:
        """Return what a new element writes, defaults filled in; nothing for empty fields."""
        if not isinstance(raw, dict):
            raise InvalidValue(self.field, f"{self.name}/{element}")
        values: dict[str, Value] = {}
        for name, inside in raw.items():
            path = element_path(self.name, element, name)
            values |= _first_value(self.inner(name, path), inside, path)
        for name, default in self.kind.element_defaults[self.name].items():
            if raw.get(name) is None:
                values[element_path(self.name, element, name)] = default
        filled = {path.rpartition("/")[2].partition("#")[0] for path in values}
        wanted = self.kind.elements[self.name].values()
        if missing := [f for f in wanted if f.required_from == CREATION and f.name not in filled]:
            raise MissingFields(missing)
        return values


def _at_top(kind: RecordType, state: State, path: str, raw: Value) -> dict[str, Value]:
    name, mark, code = path.partition("#")
    field = _field(kind, name)
    if mark:
        return _one_code(field, state, name, code, raw)
    if field.kind is Kind.LIST:
        return _whole_list(_Listing(kind, field), state, raw)
    return _replaced(field, state, name, raw)


def _in_list(
    listing: _Listing, state: State, rest: str, raw: Value, last: dict[str, str]
) -> dict[str, Value]:
    element, slash, name = rest.partition("/")
    if element == NEW_ELEMENT and not slash:
        low = last.get(listing.name) or _last_place(state, listing.name)
        last[listing.name] = ordering.after(low)
        return _added(listing, [raw], last=low)
    if not has_element(state, listing.name, element):
        raise NoSuchElement(field=listing.name, label=listing.field.label)
    if slash:
        return _in_element(listing, state, element, name, raw)
    return _whole_element(listing, state, element, raw)


def _in_element(listing: _Listing, state: State, element: str, name: str, raw: Value) -> dict[str, Value]:
    inner, mark, code = name.partition("#")
    path = element_path(listing.name, element, inner)
    field = listing.inner(inner, path)
    return _one_code(field, state, path, code, raw) if mark else _replaced(field, state, path, raw)


def _whole_element(listing: _Listing, state: State, element: str, raw: Value) -> dict[str, Value]:
    if raw is None:
        return {element_path(listing.name, element, ALIVE): False}
    if not isinstance(raw, dict):
        raise InvalidValue(listing.field, f"{listing.name}/{element}")
    values: dict[str, Value] = {element_path(listing.name, element, ALIVE): True}
    for name, inside in raw.items():
        values |= _in_element(listing, state, element, name, inside)
    return values


def _whole_list(listing: _Listing, state: State, raw: Value) -> dict[str, Value]:
    """A list given whole: elements that it names are set, the others removed, new ones added in turn."""
    held = elements(state, listing.name)
    given = raw if isinstance(raw, dict) else {}
    values: dict[str, Value] = {}
    for element in held:
        values.update(_whole_element(listing, state, element, given.get(element)))
    rest: Value = {key: one for key, one in raw.items() if key not in held} if isinstance(raw, dict) else raw
    return values | _added(listing, rest, last=_last_place(state, listing.name))


def _added(listing: _Listing, raw: Value, *, last: str) -> dict[str, Value]:
    """Return what adding elements writes: an object for each, in order after the place ``last``.

    Accepts a list of objects, or a map whose keys are kept where they are ids.
    """
    if raw is None:
        return {}
    if not isinstance(raw, dict | list):
        raise InvalidValue(listing.field, listing.name)
    if len(raw) > MOST_ITEMS:
        raise TooMany(field=listing.name, label=listing.field.label, most=MOST_ITEMS)
    values: dict[str, Value] = {}
    for key, one in raw.items() if isinstance(raw, dict) else (("", one) for one in raw):
        element = ids.shown(ids.parsed(key) or ids.new_id())
        last = ordering.after(last)
        values[element_path(listing.name, element, ALIVE)] = True
        values[element_path(listing.name, element, ORDER)] = last
        values.update(listing.new_element(element, one))
    return values


def _replaced(field: Field, state: State, path: str, raw: Value) -> dict[str, Value]:
    """A field given anew; of a set, only what differs from what it holds."""
    if field.kind in SETS:
        held = members(state, path)
        wanted = _wanted(field, held, raw, path)
        values: dict[str, Value] = {set_path(path, code): True for code in sorted(wanted - held)}
        return values | {set_path(path, code): False for code in sorted(held - wanted)}
    value = parse(field, raw, path)
    if value is None and field.required_from == CREATION:
        raise MissingFields([field])
    return {path: value}


def _wanted(field: Field, held: set[str], raw: Value, path: str) -> set[str]:
    """Return the codes that a set given whole shall hold; those it holds may be a newer program's."""
    if not isinstance(raw, list):
        return set(_codes(field, raw, path))
    kept = [one for one in raw if isinstance(one, str) and one in held]
    return {*kept, *_codes(field, [one for one in raw if one not in kept], path)}


def _one_code(field: Field, state: State, path: str, code: str, raw: Value) -> dict[str, Value]:
    if field.kind not in SETS or not isinstance(raw, bool):
        raise InvalidValue(field, path)
    known = code if code in members(state, path) else member(field, code, path)
    return {set_path(path, known): raw}


def _codes(field: Field, raw: Value, path: str) -> list[str]:
    value = parse(field, raw, path)
    return [str(code) for code in value] if isinstance(value, list) else []


def _field(kind: RecordType, name: str) -> Field:
    field = kind.by_name.get(name)
    if field is None:
        raise SystemField(field=name) if name in _ENVELOPE or name == ALIVE else _unknown(kind, name)
    if field.system:
        raise SystemField(field=name)
    return field


def _list_field(kind: RecordType, name: str, path: str) -> Field:
    field = kind.by_name.get(name)
    if field is None or field.kind is not Kind.LIST:
        raise _unknown(kind, path)
    if field.system:
        raise SystemField(field=name)
    return field


def _unknown(kind: RecordType, path: str) -> UnknownField:
    told = path if len(path) <= _NAME_TOLD else path[:_NAME_TOLD] + "…"
    return UnknownField(type=kind.label, name=kind.name, field=told)


def _last_place(state: State, listing: str) -> str:
    return max(elements(state, listing).values(), default="")
