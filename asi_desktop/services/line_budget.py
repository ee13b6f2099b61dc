"""How much of the line a sync may still use: the officer's budget for the session and for the day."""

from asi_desktop.domain.clock import Clock, instant
from asi_desktop.services.settings import Settings
from asi_desktop.storage.open_vault import Vault
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.plan import room_left

KILOBYTE = 1024
DAY_USED = "line.day"
"""The setting with the day (this laptop's, UTC) and the bytes that passed on it."""

URGENT_ROOM = 256 * KILOBYTE
"""Bytes that an urgent change, or the officer's own wish, may use when nothing is left."""


class LineBudget:
    """Counts bytes of HTTP: those of a session are the engine's, those of a day are kept in the vault.

    A day's count is a courtesy, no safeguard: it rests on this laptop's clock.
    """

    def __init__(self, vault: Vault, clock: Clock, engine: Engine) -> None:
        self._vault = vault
        self._clock = clock
        self._engine = engine
        self._noted = 0

    def room(self, *, urgent: bool) -> int | None:
        """Return how many bytes a sync may use now, None for as many as it needs.

        ``urgent``: something urgent waits, or the officer asked for it.
        """
        lefts = self._lefts()
        if not lefts:
            return None
        return max(min(lefts.values()), URGENT_ROOM if urgent or self._urgent_waits() else 0)

    def used_up(self) -> str:
        """Return what keeps the line for what is urgent: session, day or metered; "" while there is room."""
        return next((name for name, left in self._lefts().items() if not room_left(left, 0)), "")

    def used_today(self) -> int:
        """Return the bytes that passed today."""
        with self._vault.reading() as reader:
            return self._kept(reader.setting(DAY_USED)) + self._engine.passed - self._noted

    @property
    def used_in_session(self) -> int:
        """The bytes that passed since the desk was unlocked."""
        return self._engine.passed

    def note(self) -> None:
        """Keep what passed since this was last asked for."""
        passed = self._engine.passed
        if passed == self._noted:
            return
        with self._vault.writing() as writer:
            used = self._kept(writer.setting(DAY_USED)) + passed - self._noted
            writer.put_setting(DAY_USED, {"day": self._today(), "bytes": used})
        self._noted = passed

    def _lefts(self) -> dict[str, int]:
        """Return the bytes that each limit leaves."""
        chosen = Settings(self._vault).read()
        limits = {
            "day": (chosen.day_kb, self.used_today()),
            "session": (chosen.session_kb, self._engine.passed),
        }
        lefts = {
            name: max(0, limit * KILOBYTE - used)
            for name, (limit, used) in limits.items()
            if limit is not None
        }
        return {"metered": 0} | lefts if chosen.metered else lefts

    def _kept(self, kept: object) -> int:
        used = kept.get("bytes") if isinstance(kept, dict) and kept.get("day") == self._today() else 0
        return used if isinstance(used, int) else 0

    def _today(self) -> str:
        return f"{instant(self._clock.now_ms()):%Y-%m-%d}"

    def _urgent_waits(self) -> bool:
        with self._vault.reading() as reader:
            return bool(reader.counts().urgent_pending)
