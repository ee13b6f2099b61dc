"""Workflows as data: states, the steps between them, who may take them and what they demand."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.roles import AUTHORITY
from asi_desktop.domain.text import Text


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """Holds when ``field`` is one of ``values`` or, for a set, contains one of them.

    A yes or no is written ``true`` or ``false``. With ``also``, that other condition must hold too.
    """

    field: str
    values: tuple[str, ...]
    also: "Condition | None" = None

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the condition holds for ``fields``."""
        if self.also is not None and not self.also.holds(fields):
            return False
        value = fields.get(self.field)
        if isinstance(value, bool):
            return ("true" if value else "false") in self.values
        if isinstance(value, list):
            return any(item in self.values for item in value)
        return value in self.values


class Guard(Protocol):
    """What must hold beyond filled fields before a step is taken; ``why`` is told when it does not."""

    @property
    def why(self) -> Text:
        """The reason for a refusal, as a sentence."""

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the step may be taken with these ``fields``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EachElement:
    """Each element of ``listing`` has one of ``values`` in ``field``."""

    listing: str
    field: str
    values: tuple[str, ...]
    why: Text

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the rule holds; an empty list has nothing against it."""
        elements = fields.get(self.listing)
        if not isinstance(elements, dict):
            return True
        return all(isinstance(e, dict) and e.get(self.field) in self.values for e in elements.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Different:
    """Two fields differ: two persons, four eyes."""

    one: str
    other: str
    why: Text

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the two fields differ."""
        return fields.get(self.one) != fields.get(self.other)


@dataclass(frozen=True, kw_only=True, slots=True)
class OneOf:
    """At least one of several fields is filled."""

    names: tuple[str, ...]
    why: Text

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether one of the fields is filled."""
        return any(fields.get(name) not in (None, "", [], {}) for name in self.names)


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A condition holds, or with ``absent`` does not."""

    condition: Condition
    why: Text
    absent: bool = False

    def holds(self, fields: Mapping[str, Value]) -> bool:
        """Tell whether the step suits a record with these ``fields``."""
        return self.condition.holds(fields) is not self.absent


@dataclass(frozen=True, slots=True)
class State:
    """A state of a record: its name, and the words on the button that leads there."""

    code: str
    label: Text
    action: Text


@dataclass(frozen=True, slots=True)
class Transition:
    """A step that some roles may take."""

    source: str
    target: str
    roles: tuple[str, ...]
    reason_required: bool = False
    guards: tuple[Guard, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Workflow:
    """The states of a record type and the steps between them.

    ``starts``: other first states, for records for which a condition holds. ``order``: roles by
    authority; where two laptops took different steps, the earlier role's counts.
    """

    states: tuple[State, ...]
    initial: str
    transitions: tuple[Transition, ...]
    starts: tuple[tuple[Condition, str], ...] = ()
    order: tuple[str, ...] = AUTHORITY

    @cached_property
    def by_code(self) -> Mapping[str, State]:
        """States by their codes."""
        return {state.code: state for state in self.states}

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """Place of each role in the order of authority."""
        return {role: place for place, role in enumerate(self.order)}

    @cached_property
    def firsts(self) -> frozenset[str]:
        """All states in which a record may begin."""
        return frozenset({self.initial, *(state for _, state in self.starts)})

    def first(self, fields: Mapping[str, Value]) -> str:
        """Return the state in which a record with ``fields`` begins."""
        return next((state for condition, state in self.starts if condition.holds(fields)), self.initial)

    def steps_from(self, state: str) -> tuple[Transition, ...]:
        """Return the steps that lead out of ``state``."""
        return tuple(step for step in self.transitions if step.source == state)

    def passed(self, start: str, target: str) -> frozenset[str]:
        """Return the states that every way from ``start`` to ``target`` passes, both included.

        What is demanded from a state on is demanded in all states that can only be reached through it.
        """
        return self._passed_from[start].get(target, frozenset({target}))

    @cached_property
    def _passed_from(self) -> Mapping[str, Mapping[str, frozenset[str]]]:
        return {start: self._ways_from(start) for start in self.firsts}

    def _ways_from(self, start: str) -> Mapping[str, frozenset[str]]:
        everything = frozenset(self.by_code)
        passed = {start: frozenset({start})}
        changed = True
        while changed:
            changed = False
            for step in self.transitions:
                if step.source not in passed or step.target == start:
                    continue
                known = passed.get(step.target, everything)
                now = (known & passed[step.source]) | {step.target}
                if now != passed.get(step.target):
                    passed[step.target] = now
                    changed = True
        return passed
