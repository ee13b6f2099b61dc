"""Random lives of one record on several laptops that write, delete and meet in any order."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, merge, write

LAPTOPS = 3
PATHS = ("title", "bluf", "audience#business", "_alive", "asks/" + "a" * 32 + "/due")
EMPTY = State("brief", 1, {}, {}, {})

values = st.one_of(st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(["", "a", "b"]))
laptops = st.integers(0, LAPTOPS - 1)


@dataclass(frozen=True)
class Writes:
    """Laptop ``by`` saves ``values``; ``blind`` keeps what it had not displayed."""

    by: int
    values: dict[str, Value]
    blind: bool


@dataclass(frozen=True)
class Meets:
    """Laptop ``by`` takes in the state of laptop ``other``."""

    by: int
    other: int


steps = st.lists(
    st.one_of(
        st.builds(
            Writes, laptops, st.dictionaries(st.sampled_from(PATHS), values, min_size=1), st.booleans()
        ),
        st.builds(Meets, laptops, laptops),
    ),
    max_size=14,
)


@dataclass
class Lives:
    """The states that a run of steps leads to, and a model that knows who saw what."""

    states: list[State] = field(default_factory=lambda: [EMPTY] * LAPTOPS)
    saves: list[int] = field(default_factory=lambda: [0] * LAPTOPS)
    seen: list[set[tuple[Dot, str]]] = field(default_factory=lambda: [set() for _ in range(LAPTOPS)])
    replaced: list[set[tuple[Dot, str]]] = field(default_factory=lambda: [set() for _ in range(LAPTOPS)])
    written: dict[tuple[Dot, str], Value] = field(default_factory=dict)

    def take(self, step: Writes | Meets) -> None:
        """Take one step, in the states and in the model."""
        if isinstance(step, Meets):
            self.states[step.by] = merge(self.states[step.by], self.states[step.other])
            self.seen[step.by] |= self.seen[step.other]
            self.replaced[step.by] |= self.replaced[step.other]
            return
        self.saves[step.by] += 1
        dot = Dot(step.by, self.saves[step.by])
        before = self.states[step.by]
        displayed = {path: frozenset[Dot]() for path in step.values} if step.blind else {}
        change = Write(dot, Stamp(bytes([step.by]) * 16, self.saves[step.by]), step.values, displayed)
        after = write(before, change)
        for path, siblings in after.fields.items():
            if any(value.dot == dot for value in siblings):
                if path not in displayed:
                    self.replaced[step.by] |= {name for name in self.seen[step.by] if name[1] == path}
                self.seen[step.by].add((dot, path))
                self.written[(dot, path)] = next(value.value for value in siblings if value.dot == dot)
        self.states[step.by] = after

    def expected(self, laptop: int) -> dict[tuple[Dot, str], Value]:
        """What the laptop must show: every value it knows of, but those replaced knowingly."""
        known = self.seen[laptop] - self.replaced[laptop]
        return {name: self.written[name] for name in known}


def lived(run: list[Writes | Meets]) -> Lives:
    """Return the lives after ``run``."""
    lives = Lives()
    for step in run:
        lives.take(step)
    return lives


runs = steps.map(lived)


def shown(state: State) -> dict[tuple[Dot, str], Value]:
    """Return what a state holds, value by value."""
    return {(dot, path): value for path, siblings in state.fields.items() for dot, value in siblings}
