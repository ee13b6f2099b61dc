"""Full-text search over everything that this laptop can read."""

from asi_desktop.domain.records import record_type
from asi_desktop.services.results import SearchPage
from asi_desktop.storage.open_vault import Vault
from asi_desktop.tasks import Context


class Search:
    """Accents, case, script, the spelling of names, notation of numbers and typing errors are forgiven."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def find(
        self, words: str, *, kind: str | None = None, limit: int = 50, context: Context | None = None
    ) -> SearchPage:
        """Return the records in which all of ``words`` are found, best first.

        Raises UnknownType, and Cancelled soon after ``context`` was cancelled: the database stops at once.
        """
        types = () if kind is None else (record_type(kind).name,)
        with self._vault.reading() as reader:
            return reader.search(words, types=types, limit=limit, context=context)
