"""Drafts: what was typed and not saved yet, kept encrypted so that no crash and no lock costs a word."""

from collections.abc import Mapping

from asi_desktop.domain.dotted import Value
from asi_desktop.services.results import Draft
from asi_desktop.storage.open_vault import Vault


class Drafts:
    """One draft for each record and form; ``record`` is None for a record that does not exist yet."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def put(self, record: bytes | None, form: str, values: Mapping[str, Value]) -> None:
        """Keep what the form holds, in place of what was kept for it."""
        with self._vault.writing() as writer:
            writer.put_draft(record, form, values)

    def get(self, record: bytes | None, form: str) -> Draft | None:
        """Return what was kept for the form, or None."""
        with self._vault.reading() as reader:
            drafts = reader.drafts()
        return next((one for one in drafts if (one.record, one.form) == (record, form)), None)

    def drop(self, record: bytes | None, form: str) -> None:
        """Forget what was kept: it was saved, or given up."""
        with self._vault.writing() as writer:
            writer.drop_draft(record, form)

    def list(self) -> tuple[Draft, ...]:
        """Return every draft, newest first."""
        with self._vault.reading() as reader:
            return reader.drafts()
