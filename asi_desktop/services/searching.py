"""Full-text search over everything that this laptop can read."""

from asi_desktop.domain.records import record_type
from asi_desktop.services.results import SearchPage
from asi_desktop.storage.open_vault import Vault


class Search:
    """Accents, case and the spelling of names are forgiven."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def find(self, words: str, *, kind: str | None = None, limit: int = 50) -> SearchPage:
        """Return the records that hold ``words``, best first; raises UnknownType."""
        types = () if kind is None else (record_type(kind).name,)
        with self._vault.reading() as reader:
            return reader.search(words, types=types, limit=limit)
