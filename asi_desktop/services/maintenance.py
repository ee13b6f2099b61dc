"""The upkeep of an open vault: verified, copied, remembered settings."""

from pathlib import Path

from asi_desktop.domain.dotted import Value
from asi_desktop.services.results import Verified
from asi_desktop.storage.backup import backup as write_backup
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.verification import verify
from asi_desktop.tasks import Context


class Maintenance:
    """What keeps a vault healthy, and the preferences that live in it."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def backup(self, file: Path) -> None:
        """Write an encrypted copy to ``file`` and verify it by reopening; raises what the disk raises."""
        with self._vault.writing() as writer:
            writer.journal("vault.backup", record=None)
        write_backup(self._vault, file)

    def verify(self, context: Context) -> Verified:
        """Check every page, chain, signature and projection."""
        return verify(self._vault, context)

    def setting(self, name: str) -> Value:
        """Return a preference kept in the vault, None when it was never set."""
        with self._vault.reading() as reader:
            return reader.setting(name)

    def set(self, name: str, value: Value) -> None:
        """Keep a preference in the vault; None removes it."""
        with self._vault.writing() as writer:
            writer.put_setting(name, value)
