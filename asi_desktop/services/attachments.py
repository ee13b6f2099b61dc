"""Attachments: files that belong to a record, kept as sealed chunks beside the vault."""

import hashlib
import io
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from asi_desktop.crypto.chunks import FileSeal, new_seal
from asi_desktop.domain import ids, ordering
from asi_desktop.domain.attachments import FILES, SEAL, AttachedFile, attached_files
from asi_desktop.domain.dotted import ALIVE, State, Value, element_path
from asi_desktop.domain.dotted.dots import ORDER
from asi_desktop.domain.dotted.reading import elements
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.file_names import safe_name
from asi_desktop.domain.records import record_type
from asi_desktop.domain.text import Text
from asi_desktop.domain.values import TooMany, parse
from asi_desktop.exchange.media import HEAD_BYTES, detected
from asi_desktop.services.changes import Changes
from asi_desktop.services.saving import Pen, Saving
from asi_desktop.services.viewing import attachment_id, stored_record
from asi_desktop.storage import attachments as kept
from asi_desktop.storage.durable import write_file, written_file
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import Reader
from asi_desktop.storage.results import StoredRecord
from asi_desktop.tasks import Context

MIB = 1024 * 1024
MOST_BYTES = 256 * MIB
MOST_FILES = 200
_NAME_TOLD = 120

SEALING = Text("Ajout du fichier", "Adding the file")
OPENING = Text("Lecture de la pièce jointe", "Reading the attachment")


class NoSuchAttachment(Refused):
    """An id that names no attachment of a record here."""

    code = "no_such_attachment"
    what = Text(fr="Aucune pièce jointe « {id} ».", en="No attachment “{id}”.")
    next_step = Text(
        fr="« attach list FICHE » donne celles d’une fiche.",
        en="“attach list RECORD” lists those of a record.",
    )


class FileNotTaken(Refused):
    """A file that cannot be read, is not a file, or changed while it was read."""

    code = "file_unreadable"
    what = Text(
        fr="Le fichier « {name} » ne peut pas être lu en entier.",
        en="The file “{name}” cannot be read whole.",
    )
    next_step = Text(
        fr="Rien n’a été ajouté. Vérifiez qu’il existe, que vous y avez droit et que rien n’y écrit.",
        en="Nothing was added. Check that it is there, that you may read it and that nothing writes to it.",
    )


class FileTooLarge(Refused):
    """A file that is larger than an attachment may be."""

    code = "file_too_large"
    what = Text(fr="Le fichier « {name} » dépasse {mib} Mio.", en="The file “{name}” exceeds {mib} MiB.")
    next_step = Text(
        fr="Rien n’a été ajouté. Joignez-en un extrait ou une version réduite.",
        en="Nothing was added. Attach an extract or a smaller version.",
    )


class TooLargeToShow(Refused):
    """An attachment that is too large to be held in memory at once."""

    code = "too_large_to_show"
    what = Text(
        fr="Cette pièce jointe est trop grande pour être montrée ici.",
        en="This attachment is too large to be shown here.",
    )
    next_step = Text(fr="Enregistrez-en une copie.", en="Save a copy of it.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a record, as people see it. ``size`` in bytes; ``have``: its content is on this laptop."""

    id: str
    record: bytes
    name: str
    media: str
    size: int
    sha256: str
    caption: str
    have: bool


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was added: the attachment's id, and what changed."""

    id: str
    changes: Changes


class Attachments:
    """All that an officer does with files. ``attachment`` is an id as ``list`` gives it."""

    def __init__(self, vault: Vault, saving: Saving) -> None:
        self._vault = vault
        self._saving = saving

    def list(self, id_text: str) -> tuple[Attachment, ...]:
        """Return the files of a record, in the order in which they were added; raises NoSuchRecord."""
        with self._saving.reading() as reader:
            stored = stored_record(reader, id_text)
            return tuple(_shown(reader, stored, file) for file in attached_files(stored.state))

    def get(self, attachment: str) -> Attachment:
        """Return what is known of a file; raises NoSuchAttachment."""
        with self._saving.reading() as reader:
            return _shown(reader, *_found(reader, attachment))

    def add(self, id_text: str, file: Path, *, caption: str = "", context: Context | None = None) -> Attached:
        """Attach the file at ``file``, piece by piece, so that its size costs no memory.

        Raises NoSuchRecord, ReadOnly, FileNotTaken, FileTooLarge, DisguisedProgram, TooMany, InvalidValue,
        DiskRefuses and Cancelled; then nothing was added.
        """
        name = file.name
        try:
            with _regular_file(file) as source:
                return self._taken(id_text, source, name, caption=caption, context=context or Context())
        except OSError as error:
            raise FileNotTaken(name=name[:_NAME_TOLD]) from error

    def add_content(
        self, id_text: str, content: bytes, name: str, *, caption: str = "", context: Context | None = None
    ) -> Attached:
        """Attach ``content`` under ``name``: what was pasted, or came with a message. Raises as ``add``."""
        source = io.BytesIO(content)
        return self._taken(id_text, source, name, caption=caption, context=context or Context())

    def pieces(self, attachment: str, context: Context | None = None) -> Iterator[bytes]:
        """Yield a file's content, a mebibyte at a time.

        Raises NoSuchAttachment, ContentNotHere, ContentDamaged and Cancelled.
        """
        with self._saving.reading() as reader:
            _, file = _found(reader, attachment)
        seal, addresses = kept.unpacked(file)
        told, done = context or Context(), 0
        for piece in kept.pieces(self._vault.chunks, seal, addresses):
            told.report(OPENING, done=done, total=file.size)
            yield piece
            done += len(piece)

    def content(self, attachment: str, *, limit: int, context: Context | None = None) -> bytes:
        """Return a file's content, for the closed room; raises TooLargeToShow above ``limit`` bytes."""
        if self.get(attachment).size > limit:
            raise TooLargeToShow
        return b"".join(self.pieces(attachment, context))

    def save_copy(self, attachment: str, target: Path, context: Context | None = None) -> None:
        """Write a file's content, in clear, to ``target``, which only this user may read.

        It takes the place of a file of that name once it is whole. Raises as ``pieces``, and DiskRefuses.
        """
        self.note_export(self.get(attachment))
        with written_file(target, ours=False) as file:
            for piece in self.pieces(attachment, context):
                file.write(piece)

    def save_rewritten(self, attachment: str, content: bytes, target: Path) -> None:
        """Write ``content``, made from that file, as ``save_copy`` does: a picture without its position."""
        self.note_export(self.get(attachment))
        write_file(target, content, ours=False)

    def note_export(self, attachment: Attachment) -> None:
        """Write into the journal that a file's content left the vault."""
        with self._saving.pen() as pen:
            pen.writer.journal("attachment.exported", record=attachment.record)

    def fetch(self, attachment: str) -> Attachment:
        """Return a file whose content is on this laptop; raises ContentNotHere: none can be sent for yet."""
        found = self.get(attachment)
        if not found.have:
            raise kept.ContentNotHere
        return found

    def set_caption(self, attachment: str, caption: str) -> Changes:
        """Say what a file shows; empty for nothing. Raises NoSuchAttachment, ReadOnly, InvalidValue."""
        with self._saving.pen() as pen:
            stored, file = _writable(pen, attachment)
            path = element_path(FILES, file.element, "caption")
            pen.save(stored, {path: _caption(stored.type, path, caption)}, event="attachment.changed")
        return pen.changes

    def remove(self, attachment: str) -> Changes:
        """Take a file away from its record; undo brings it back. Raises NoSuchAttachment, ReadOnly."""
        with self._saving.pen() as pen:
            stored, file = _writable(pen, attachment)
            pen.save(stored, {element_path(FILES, file.element, ALIVE): False}, event="attachment.removed")
        return pen.changes

    def _taken(
        self, id_text: str, source: BinaryIO, name: str, *, caption: str, context: Context
    ) -> Attached:
        """Seal ``source`` into chunks; record and chunks' rows are written once all of them are on disk."""
        named = safe_name(name)
        size = source.seek(0, os.SEEK_END)
        source.seek(0)
        if size > MOST_BYTES:
            raise FileTooLarge(name=named, mib=MOST_BYTES // MIB)
        with self._saving.pen() as pen:  # what would be refused is refused before anything is sealed
            _, kind = pen.record(id_text)
            _caption(kind.name, f"{FILES}/+/caption", caption)
        seal = new_seal(size)
        boxes: dict[bytes, int] = {}
        try:
            facts = self._sealed(source, seal, boxes, context)
            with self._saving.pen() as pen:
                stored, kind = pen.record(id_text)
                kept.put(pen.writer.connection, boxes)
                told: dict[str, Value] = {"name": named, **facts, SEAL: kept.packed(seal, list(boxes))}
                if caption:
                    told["caption"] = _caption(kind.name, f"{FILES}/+/caption", caption)
                pen.save(stored, _element(stored.state, seal, told), event="attachment.added")
        except BaseException as error:
            self._forget(boxes)
            if isinstance(error, _Unsteady):
                raise FileNotTaken(name=named) from error
            raise
        return Attached(attachment_id(stored.id, ids.shown(seal.file)), pen.changes)

    def _sealed(
        self, source: BinaryIO, seal: FileSeal, boxes: dict[bytes, int], context: Context
    ) -> dict[str, Value]:
        """Write every chunk, noting address and size in ``boxes``; return what the record tells."""
        digest, media = hashlib.sha256(), ""
        for index in range(seal.total):
            context.report(SEALING, done=index * MIB, total=seal.size)
            piece = source.read(seal.length(index))
            if len(piece) != seal.length(index):
                raise _Unsteady
            media = media or detected(piece[:HEAD_BYTES])
            digest.update(piece)
            box = seal.sealed(index, piece)
            boxes[self._vault.chunks.write(box)] = len(box)
        if source.read(1):
            raise _Unsteady
        return {"media": media, "size": seal.size, "sha256": digest.hexdigest()}

    def _forget(self, boxes: dict[bytes, int]) -> None:
        """Delete the chunks of an addition that did not come about; what was committed stays."""
        with suppress(Exception), self._saving.reading() as reader:
            self._vault.chunks.drop(set(boxes) - kept.held(reader.connection, boxes))


class _Unsteady(Exception):
    """A file grew or shrank while it was read."""


def _regular_file(file: Path) -> BinaryIO:
    """Open a file that is one: neither a device nor a pipe, which may have no end."""
    if not stat.S_ISREG(file.stat().st_mode):
        raise FileNotTaken(name=file.name[:_NAME_TOLD])
    return file.open("rb")


def _found(reader: Reader, attachment: str) -> tuple[StoredRecord, AttachedFile]:
    record, _, element = attachment.partition(".")
    identifier = ids.parsed(record)
    stored = reader.record(identifier) if identifier else None
    files = attached_files(stored.state) if stored else ()
    file = next((one for one in files if one.element == element.lower()), None)
    if stored is None or file is None:
        raise NoSuchAttachment(id=attachment[:_NAME_TOLD])
    return stored, file


def _writable(pen: Pen, attachment: str) -> tuple[StoredRecord, AttachedFile]:
    stored, file = _found(pen.writer, attachment)
    pen.record(ids.shown(stored.id))
    return stored, file


def _shown(reader: Reader, stored: StoredRecord, file: AttachedFile) -> Attachment:
    return Attachment(
        id=attachment_id(stored.id, file.element),
        record=stored.id,
        name=file.name,
        media=file.media,
        size=file.size,
        sha256=file.sha256,
        caption=file.caption,
        have=kept.is_here(reader.connection, file),
    )


def _caption(type_name: str, path: str, caption: str) -> Value:
    field = record_type(type_name).at(path)
    if field is None:
        raise ValueError("every type has attachments with captions")
    return parse(field, caption, path) if caption else None


def _element(state: State, seal: FileSeal, told: dict[str, Value]) -> dict[str, Value]:
    """Return what adding a file writes; raises TooMany."""
    places = elements(state, FILES)
    if len(places) >= MOST_FILES:
        raise TooMany(field=FILES, label=Text("Pièces jointes", "Attachments"), most=MOST_FILES)
    place = ordering.after(max(places.values(), default=""))
    element = ids.shown(seal.file)
    values: dict[str, Value] = {ALIVE: True, ORDER: place, **told}
    return {element_path(FILES, element, name): value for name, value in values.items()}
