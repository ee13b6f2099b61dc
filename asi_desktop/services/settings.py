"""What an officer chose for this desk: language, look, lock and line; kept in the vault, so that it follows
the officer."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import LANGUAGES, Text
from asi_desktop.services.rights import officer
from asi_desktop.storage.open_vault import Vault

KEPT = "officer.choices"
"""The setting of the vault that holds what was chosen; what was not chosen is not in it."""

APPEARANCES = ("system", "light", "dark", "contrast")
PERCENTS = (100, 125, 150, 175, 200)
LOCK_CHOICES = (1, 2, 5, 10, 15, 30, 60)
"""Idle minutes that can be chosen."""

LOCK_MINUTES: Mapping[str, tuple[int, int]] = {"H24": (15, 60), "BUR": (5, 30), "CHEF": (5, 30)}
"""For a role, the idle minutes until the lock and the most that may be chosen: a watch room is guarded."""

ELSEWHERE_MINUTES = (5, 15)
"""The same for every other role: a laptop at a post, in a hotel, in a car."""

KILOBYTES = (250, 1_000, 5_000, 20_000, 100_000)
"""Line budgets that the window offers; any whole number of kilobytes is kept."""


class UnknownSetting(Refused):
    """A setting that this version does not have, or a value that it cannot have."""

    code = "unknown_setting"
    what = Text(fr="« {name} » ne peut pas prendre cette valeur.", en="“{name}” cannot have this value.")
    next_step = Text(
        fr="Rien n’a été modifié ; choisissez l’une des valeurs proposées.",
        en="Nothing was changed; choose one of the values offered.",
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """The choices in force. ``language`` and ``appearance`` are "" and ``percent`` 0 until chosen here.

    ``lock_minutes``: idle minutes until the lock. ``lock_after_sending``: lock once everything asked for
    has left. ``session_kb``, ``day_kb``: kilobytes of line that an unlocked session, or a day, may use; None
    for no limit. ``metered``: every kilobyte is paid for: only what is urgent leaves by itself.
    """

    language: str = ""
    appearance: str = ""
    percent: int = 0
    compact: bool = False
    still: bool = False
    lock_minutes: int = ELSEWHERE_MINUTES[0]
    lock_after_sending: bool = False
    session_kb: int | None = None
    day_kb: int | None = None
    metered: bool = False

    @property
    def look(self) -> tuple[Value, ...]:
        """What a window is built by: one that was built by another must be built anew."""
        return (self.language, self.appearance, self.percent, self.compact, self.still)


class Settings:
    """Reads and keeps the officer's choices."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def read(self) -> Chosen:
        """Return the choices in force, defaults of the officer's role filled in."""
        with self._vault.reading() as reader:
            return _chosen(reader.setting(KEPT), officer(reader).role)

    def choose(self, given: Mapping[str, Value]) -> Chosen:
        """Keep ``given`` (name of a choice to its value) and return all choices; raises UnknownSetting."""
        for name, value in given.items():
            if name not in _FITS or not _FITS[name](value):
                raise UnknownSetting(name=name[:40])
        with self._vault.writing() as writer:
            kept = writer.setting(KEPT)
            chosen = (kept if isinstance(kept, dict) else {}) | dict(given)
            writer.put_setting(KEPT, chosen)
            return _chosen(chosen, officer(writer).role)


def lock_minutes_of(role: str) -> tuple[int, int]:
    """Return the idle minutes until the lock, and the most that may be chosen, for ``role``."""
    return LOCK_MINUTES.get(role, ELSEWHERE_MINUTES)


def _chosen(kept: Value, role: str) -> Chosen:
    """Return what was kept, as far as this version understands it, over the defaults of ``role``."""
    usual, most = lock_minutes_of(role)
    held: dict[str, Value] = asdict(Chosen(lock_minutes=usual))
    if isinstance(kept, dict):
        held |= {name: value for name, value in kept.items() if name in _FITS and _FITS[name](value)}
    minutes = held["lock_minutes"]
    held["lock_minutes"] = min(minutes, most) if isinstance(minutes, int) else usual
    return Chosen(**held)  # type: ignore[arg-type]  # every value fits its place, by _FITS


def _one_of(*values: Value) -> Callable[[Value], bool]:
    return lambda value: not isinstance(value, bool) and value in values


def _yes_or_no(value: Value) -> bool:
    return isinstance(value, bool)


def _kilobytes(value: Value) -> bool:
    return value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0)


_FITS: Mapping[str, Callable[[Value], bool]] = {
    "language": _one_of("", *LANGUAGES),
    "appearance": _one_of("", *APPEARANCES),
    "percent": _one_of(0, *PERCENTS),
    "compact": _yes_or_no,
    "still": _yes_or_no,
    "lock_minutes": _one_of(*LOCK_CHOICES),
    "lock_after_sending": _yes_or_no,
    "session_kb": _kilobytes,
    "day_kb": _kilobytes,
    "metered": _yes_or_no,
}
