"""Records that leave the desk on paper or as a PDF file: each leaves a line in the journal before it goes."""

from pathlib import Path

from asi_desktop.services.saving import Saving
from asi_desktop.services.viewing import stored_record
from asi_desktop.storage.durable import write_file

PRINTED, EXPORTED = "record.printed", "record.exported"


class Paper:
    """What the journal must know of printing. ``id_text`` is a record's id (hex) or its reference."""

    def __init__(self, saving: Saving) -> None:
        self._saving = saving

    def printed(self, id_text: str, *, detail: str = "") -> None:
        """Note that the record goes to a printer; raises NoSuchRecord.

        ``detail`` says in which language and with what, never content.
        """
        self._note(PRINTED, id_text, detail)

    def saved(self, id_text: str, file: Path, content: bytes, *, detail: str = "") -> None:
        """Note that the record leaves as a file, then put ``content`` there for its owner's eyes alone.

        An older file of that name stays whole when the disk refuses. Raises NoSuchRecord, DiskRefuses.
        """
        self._note(EXPORTED, id_text, detail)
        write_file(file, content, ours=False)

    def _note(self, event: str, id_text: str, detail: str) -> None:
        with self._saving.pen() as pen:
            record = stored_record(pen.writer, id_text).id
            pen.writer.journal(event, record=record, detail=detail)
