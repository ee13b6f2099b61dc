"""What officers write: fields, sets, lists, steps, removals, and the settling of conflicts."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from random import Random

from asi_desktop.domain.dotted import ALIVE, Dot, State, Value
from asi_desktop.domain.dotted.reading import elements
from asi_desktop.domain.ids import new_id
from asi_desktop.domain.ordering import after
from asi_desktop.domain.viewing import displayed_dots
from asi_desktop.domain.workflow import status_value

Change = tuple[dict[str, Value], Mapping[str, Collection[Dot]]]

WORDS = ("convoy", "passport", "Beirut", "Nouakchott", "escort", "", None)
FIELDS = ("title", "bluf", "facts")
CODES = ("ambassador", "head_office")
LISTINGS = ("recommendations", "threat_lines")
LONG_ONES = 0.06
STEPS = ("draft", "review", "validated", "archived")
ROLES = ("ASI", "ASIA", "H24", "CHEF")


@dataclass
class Drawer:
    """Draws what is written next."""

    random: Random

    def words(self) -> Value:
        """Return a few words, nothing, or a text that no compressor makes small."""
        if self.random.random() < LONG_ONES:
            return self.random.randbytes(self.random.randint(500, 3000)).hex()
        return self.random.choice(WORDS)

    def first(self) -> dict[str, Value]:
        """Return the values of a new record."""
        status = status_value("draft", self.random.choice(ROLES))
        return {"title": self.words(), "status": status, "priority": "ROUTINE", f"audience#{CODES[0]}": True}

    def change(self, state: State) -> Change:
        """Return a change of a record that shows ``state``, and what of it was displayed."""
        doings: dict[Callable[[State], Change], int] = {
            self._fields: 8,
            self._set: 3,
            self._new_element: 3,
            self._element: 4,
            self._no_element: 2,
            self._step: 3,
            self._urgent: 1,
            self._delete: 1,
            self._undelete: 1,
            self._choose: 4,
        }
        (doing,) = self.random.choices(list(doings), weights=list(doings.values()))
        return doing(state)

    def _fields(self, _: State) -> Change:
        paths = self.random.sample(FIELDS, self.random.randint(1, 2))
        return {path: self.words() for path in paths}, {}

    def _set(self, _: State) -> Change:
        return {f"audience#{self.random.choice(CODES)}": self.random.random() < 0.6}, {}

    def _new_element(self, state: State) -> Change:
        listing = self.random.choice(LISTINGS)
        there = list(elements(state, listing).values())
        order = after(there[-1] if there else "")
        prefix = f"{listing}/{new_id().hex()}/"
        return {f"{prefix}text": self.words(), f"{prefix}_order": order, f"{prefix}{ALIVE}": True}, {}

    def _element(self, state: State) -> Change:
        path = self._some_element(state)
        return ({f"{path}/text": self.words()}, {}) if path else self._fields(state)

    def _no_element(self, state: State) -> Change:
        path = self._some_element(state)
        return ({f"{path}/{ALIVE}": False}, {}) if path else self._fields(state)

    def _step(self, _: State) -> Change:
        return {"status": status_value(self.random.choice(STEPS), self.random.choice(ROLES))}, {}

    def _urgent(self, _: State) -> Change:
        return {"priority": self.random.choice(("FLASH", "ROUTINE"))}, {}

    def _delete(self, _: State) -> Change:
        return {ALIVE: False}, {}

    def _undelete(self, _: State) -> Change:
        return {ALIVE: True}, {}

    def _choose(self, state: State) -> Change:
        """Settle a conflict: one of the values, or another, in place of those that are displayed."""
        disputed = sorted(
            path for path, values in state.fields.items() if len(values) > 1 and ALIVE not in path
        )
        if not disputed:
            return self._fields(state)
        path = self.random.choice(disputed)
        values: list[Value] = [one.value for one in state.values(path)]
        return {path: self.random.choice(values)}, {path: displayed_dots(state, path)}

    def _some_element(self, state: State) -> str | None:
        there = [f"{name}/{element}" for name in LISTINGS for element in elements(state, name)]
        return self.random.choice(sorted(there)) if there else None
