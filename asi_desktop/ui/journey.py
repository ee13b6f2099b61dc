"""Where the officer has been, for Alt ← and Alt →."""

from dataclasses import dataclass

MOST = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A screen, and the record that was open beside it."""

    screen: str
    record: bytes | None = None


class Journey:
    """Places in the order they were visited; going somewhere new from the middle forgets what lay ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    def go(self, place: Place) -> None:
        """Arrive at ``place``."""
        if self._at >= 0 and self._places[self._at] == place:
            return
        self._places = [*self._places[: self._at + 1], place][-MOST:]
        self._at = len(self._places) - 1

    def travel(self, step: int) -> Place | None:
        """Go ``step`` places forward, or back, and return where that is; None at either end."""
        there = self._at + step
        if not 0 <= there < len(self._places):
            return None
        self._at = there
        return self._places[there]
