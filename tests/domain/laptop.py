"""Laptops that write one record apart and meet: what the tests of viewing and writing are told with."""

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, merge, write
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.viewing import Seen, seen
from asi_desktop.domain.writing import new_values, set_values


class Laptop:
    """One laptop with its copy of one record."""

    def __init__(self, kind: RecordType, actor: int, state: State | None = None) -> None:
        self.kind, self.actor = kind, actor
        self.state = state or State(kind.name, 1, {}, {}, {})

    def add(self, given: dict[str, Value]) -> "Laptop":
        """Makes the record."""
        return self.save(new_values(self.kind, given))

    def set(self, path: str, value: Value) -> "Laptop":
        """Sets one path, as ``record set`` does."""
        return self.save(set_values(self.kind, self.state, [(path, value)]))

    def save(self, values: dict[str, Value]) -> "Laptop":
        """Saves paths and values under a new dot."""
        dot = Dot(self.actor, self.state.vector.get(self.actor, 0) + 1)
        stamp = Stamp(bytes([self.actor]) * 16, 1_000 * self.actor + dot.n)
        self.state = write(self.state, Write(dot, stamp, values))
        return self

    def copy(self, actor: int) -> "Laptop":
        """A second laptop that knows what this one knows."""
        return Laptop(self.kind, actor, self.state)

    def meet(self, other: "Laptop") -> Seen:
        """Both learn what the other knows; what is then seen is the same on both."""
        self.state = other.state = merge(self.state, other.state)
        return self.seen()

    def seen(self) -> Seen:
        """What its user sees."""
        return seen(self.kind, self.state)

    def elements(self, name: str) -> dict[str, dict[str, Value]]:
        """The elements of a list, by id and in order."""
        found = self.seen().fields.get(name, {})
        assert isinstance(found, dict)
        assert all(isinstance(one, dict) for one in found.values())
        return {element: one for element, one in found.items() if isinstance(one, dict)}
