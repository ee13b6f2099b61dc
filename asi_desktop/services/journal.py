"""The journal: who did what on this laptop, each line bound to the one before and signed."""

from asi_desktop.services.results import JournalView, Verified
from asi_desktop.storage.open_vault import Vault


class Journal:
    """Reads and checks the journal; every use case that writes adds to it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def list(self) -> tuple[JournalView, ...]:
        """Return every line, oldest first."""
        with self._vault.reading() as reader:
            return reader.journal_lines()

    def verify(self) -> Verified:
        """Check that no line was altered, added or taken out, and that this laptop signed them."""
        with self._vault.reading() as reader:
            return reader.journal_verified()
