"""Sealed chunks of attachments: files beside the vault, and the rows that say which of them count.

A chunk is written whole and synced to disk before its row is, and the file of a row is never deleted. So a
crash at any moment leaves at the most files without a row, which the next unlock sweeps away.
"""

import base64
import binascii
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, insert, select

from asi_desktop.crypto.chunks import ADDRESS_BYTES, KEY_BYTES, FileSeal, address
from asi_desktop.crypto.wrapping import Unopenable
from asi_desktop.domain import ids
from asi_desktop.domain.attachments import AttachedFile, seals
from asi_desktop.domain.dotted import State
from asi_desktop.domain.errors import Damaged, Refused
from asi_desktop.domain.text import Text
from asi_desktop.storage import tables
from asi_desktop.storage.durable import DiskRefuses, private_folder, sync_folder, write_file
from asi_desktop.storage.results import Verification

_AT_ONCE = 500


class ContentNotHere(Refused):
    """The content of an attachment has not come to this laptop."""

    code = "content_not_here"
    what = Text(
        fr="Le contenu de cette pièce jointe n’est pas sur ce poste : seules ses indications y sont.",
        en="The content of this attachment is not on this laptop: only what is known of it is.",
    )
    next_step = Text(
        fr="Demandez-le à qui l’a ajoutée : cette version n’échange pas encore les pièces jointes.",
        en="Ask whoever added it: this version does not exchange attachments yet.",
    )


class ContentDamaged(Damaged):
    """A chunk on this laptop is not what was sealed."""

    code = "content_damaged"
    what = Text(
        fr="Le contenu de cette pièce jointe est abîmé sur ce poste.",
        en="The content of this attachment is damaged on this laptop.",
    )
    next_step = Text(
        fr="La fiche n’a rien perdu d’autre. Reprenez-le dans une sauvegarde, ou ajoutez-le de nouveau.",
        en="The record lost nothing else. Take the file from a backup, or add it again.",
    )


class ChunkFolder:
    """The folder of a profile's chunks: each under its address, in a folder of its first two digits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path_of(self, address_: bytes) -> Path:
        """Return where the chunk at ``address_`` lies, or would."""
        name = address_.hex()
        return self._folder / name[:2] / name

    def write(self, box: bytes) -> bytes:
        """Keep a sealed chunk, on disk when this returns, and return its address; raises DiskRefuses."""
        path = self.path_of(where := address(box))
        try:
            if not path.parent.is_dir():
                private_folder(path.parent)
                private_folder(self._folder)
                sync_folder(self._folder)
                sync_folder(self._folder.parent)
            write_file(path, box)
        except OSError as error:
            raise DiskRefuses from error
        return where

    def read(self, address_: bytes) -> bytes:
        """Return a sealed chunk, which nobody has checked yet; raises ContentNotHere."""
        try:
            return self.path_of(address_).read_bytes()
        except FileNotFoundError as error:
            raise ContentNotHere from error
        except OSError as error:
            raise ContentDamaged from error

    def drop(self, addresses: Collection[bytes]) -> None:
        """Delete chunks that no row names: those of an addition that did not come about."""
        for one in addresses:
            with suppress(OSError):  # the next unlock sweeps what stays
                self.path_of(one).unlink(missing_ok=True)

    def sweep(self, kept: Collection[bytes]) -> int:
        """Delete every file that is not one of the chunks ``kept``; return how many there were."""
        names = {one.hex() for one in kept}
        stray = [path for path in self._folder.glob("*/*") if path.name not in names]
        for path in stray:
            with suppress(OSError):  # it takes room and harms nothing
                path.unlink()
        return len(stray)

    def destroy(self) -> None:
        """Delete the folder with all that lies in it."""
        shutil.rmtree(self._folder, ignore_errors=True)


def put(connection: Connection, chunks: Mapping[bytes, int]) -> None:
    """Note that chunks, address to size, lie beside the vault; they do, on disk, by now."""
    rows = [{"address": where, "size": size} for where, size in chunks.items()]
    if rows:
        connection.execute(insert(tables.chunk).prefix_with("OR IGNORE"), rows)


def held(connection: Connection, addresses: Collection[bytes]) -> set[bytes]:
    """Return those of ``addresses`` whose chunks are on this laptop."""
    column, asked = tables.chunk.c.address, sorted(addresses)
    found: set[bytes] = set()
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        found.update(connection.execute(select(column).where(column.in_(part))).scalars())
    return found


def all_held(connection: Connection) -> dict[bytes, int]:
    """Return every chunk on this laptop: address to size in bytes."""
    rows = connection.execute(select(tables.chunk.c.address, tables.chunk.c.size))
    return {row.address: row.size for row in rows}


def packed(seal: FileSeal, addresses: Sequence[bytes]) -> str:
    """Return what opens a file and where its chunks are, as a record's state holds it."""
    return base64.urlsafe_b64encode(seal.key + b"".join(addresses)).decode()


def unpacked(file: AttachedFile) -> tuple[FileSeal, tuple[bytes, ...]]:
    """Return what opens ``file`` and the addresses of its chunks in order; raises ContentDamaged."""
    found = _unpacked(file.element, file.seal)
    if found is None:
        raise ContentDamaged
    key, addresses = found
    seal = FileSeal(bytes.fromhex(file.element), key, file.size)
    if len(addresses) != seal.total:
        raise ContentDamaged
    return seal, addresses


def is_here(connection: Connection, file: AttachedFile) -> bool:
    """Tell whether all chunks of ``file`` are on this laptop."""
    known = _unpacked(file.element, file.seal)
    return known is not None and held(connection, known[1]) == set(known[1])


def refs_of(state: State) -> tuple[bytes, ...]:
    """Return the chunks that a version of ``state`` rests on, each once: the ``refs`` of its header."""
    found = (_unpacked(element, seal) for element, seal in seals(state))
    return tuple(sorted({one for known in found if known for one in known[1]}))


def pieces(folder: ChunkFolder, seal: FileSeal, addresses: Sequence[bytes]) -> Iterator[bytes]:
    """Yield a file's content in order, chunk by chunk; raises ContentNotHere, ContentDamaged."""
    for index, where in enumerate(addresses):
        box = folder.read(where)
        try:
            yield seal.opened(index, box)
        except Unopenable as error:
            raise ContentDamaged from error


def verify(connection: Connection, folder: ChunkFolder) -> Verification:
    """Check that every chunk that a row names is there and is what its address says."""
    rows = all_held(connection)
    problems = [problem for where, size in rows.items() if (problem := _problem(folder, where, size))]
    return Verification({"chunks": len(rows)}, tuple(problems))


def _problem(folder: ChunkFolder, where: bytes, size: int) -> str:
    try:
        box = folder.read(where)
    except ContentNotHere:
        return f"chunk {where.hex()}: its file is missing"
    except ContentDamaged:
        return f"chunk {where.hex()}: its file cannot be read"
    whole = len(box) == size and address(box) == where
    return "" if whole else f"chunk {where.hex()}: its file was changed"


def _unpacked(element: str, seal: str) -> tuple[bytes, tuple[bytes, ...]] | None:
    """Return key and addresses of a seal; None for what no program of ours wrote."""
    try:
        data = base64.b64decode(seal, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    key, rest = data[:KEY_BYTES], data[KEY_BYTES:]
    if len(key) < KEY_BYTES or not rest or len(rest) % ADDRESS_BYTES or ids.parsed(element) is None:
        return None
    return key, tuple(rest[at : at + ADDRESS_BYTES] for at in range(0, len(rest), ADDRESS_BYTES))
