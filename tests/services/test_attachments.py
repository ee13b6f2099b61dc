"""Attachments: added whole or not at all, listed, copied, named, removed and brought back."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from asi_desktop.crypto import chunks as chunk_sealing
from asi_desktop.domain import ids
from asi_desktop.domain.errors import AppError
from asi_desktop.domain.file_names import DisguisedProgram
from asi_desktop.domain.values import TooLong, TooMany
from asi_desktop.services import attachments as attaching
from asi_desktop.services.attachments import (
    FileNotTaken,
    FileTooLarge,
    NoSuchAttachment,
    TooLargeToShow,
)
from asi_desktop.services.desk import Desk
from asi_desktop.services.rights import ReadOnly
from asi_desktop.storage.attachments import ChunkFolder, ContentNotHere
from asi_desktop.storage.durable import DiskRefuses
from asi_desktop.storage.reader import NoSuchRecord
from asi_desktop.tasks import Cancelled, Context, Progress
from tests.services.quick import HandClock, unlocked

CONTENT = b"%PDF-1.7 content of a report"


@pytest.fixture
def record(desk: Desk) -> str:
    return ids.shown(desk.records.add("field_note", {"text": "Visite du poste"}).id)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunk_sealing, "CHUNK_BYTES", 1000)


def chunk_files(profile: Path) -> set[str]:
    return {path.name for path in (profile / "chunks").glob("*/*")}


def test_a_file_is_added_listed_and_read_again(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report, caption="Mission de novembre")
    assert added.changes.records == {bytes.fromhex(record)}
    (found,) = desk.attachments.list(record)
    assert (found.id, found.name, found.size) == (added.id, "rapport.pdf", len(CONTENT))
    assert (found.media, found.caption, found.have) == ("application/pdf", "Mission de novembre", True)
    assert found.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert b"".join(desk.attachments.pieces(added.id)) == CONTENT
    assert desk.attachments.content(added.id, limit=100) == CONTENT
    assert desk.attachments.fetch(added.id) == found


def test_its_record_tells_of_it_and_keeps_its_key_to_itself(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report)
    view = desk.records.get(record)
    assert view.attachments == ({"id": added.id, "name": "rapport.pdf", "size": len(CONTENT), "have": True},)
    assert "attachments" not in view.fields
    seen = [path for save in desk.records.history(record) for path in save.changes]
    assert any(path.endswith("/name") for path in seen)
    assert not [path for path in seen if path.endswith("/_seal")]
    exported = b"".join(desk.documents.export(records=[record]))
    assert b"attachments" not in exported
    assert b"_seal" not in exported


def test_it_is_found_by_name_and_caption(desk: Desk, record: str, report: Path) -> None:
    desk.attachments.add(record, report, caption="Passerelle du fleuve")
    assert [ids.shown(hit.id) for hit in desk.search.find("rapport").items] == [record]
    assert [ids.shown(hit.id) for hit in desk.search.find("passerelle").items] == [record]


def test_its_content_lies_nowhere_in_clear(desk: Desk, record: str, report: Path, profile: Path) -> None:
    desk.attachments.add(record, report)
    for file in profile.rglob("*"):
        assert not file.is_file() or CONTENT[9:] not in file.read_bytes()


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 4321])
@pytest.mark.usefixtures("small_chunks")
def test_a_file_of_any_size_comes_back(desk: Desk, record: str, size: int, profile: Path) -> None:
    content = bytes(number % 256 for number in range(size))
    added = desk.attachments.add_content(record, content, "x.bin")
    assert b"".join(desk.attachments.pieces(added.id)) == content
    assert len(chunk_files(profile)) == max(1, -(-size // 1000))


@pytest.mark.usefixtures("small_chunks")
def test_progress_is_told_and_stopping_leaves_nothing(desk: Desk, record: str, profile: Path) -> None:
    told: list[Progress] = []

    def hear(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 3:
            context.cancel()

    context = Context(hear)
    with pytest.raises(Cancelled):
        desk.attachments.add_content(record, bytes(9000), "x.bin", context=context)
    assert [one.total for one in told] == [9000] * 3
    assert chunk_files(profile) == set()
    assert desk.attachments.list(record) == ()


def test_a_copy_is_whole_private_and_noted(desk: Desk, record: str, report: Path, tmp_path: Path) -> None:
    added = desk.attachments.add(record, report)
    desk.attachments.save_copy(added.id, tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == CONTENT
    assert (tmp_path / "copy.pdf").stat().st_mode & 0o777 == 0o600
    desk.attachments.save_rewritten(added.id, b"other", tmp_path / "copy.pdf")
    assert (tmp_path / "copy.pdf").read_bytes() == b"other"
    events = [line.event for line in desk.journal.list()]
    assert events.count("attachment.exported") == 2


def test_a_copy_that_has_nowhere_to_go_is_a_sentence(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report)
    with pytest.raises(DiskRefuses):
        desk.attachments.save_copy(added.id, report / "not a folder")


def test_captions_change_and_undo(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report)
    assert desk.attachments.set_caption(added.id, "Façade")
    assert desk.attachments.get(added.id).caption == "Façade"
    desk.records.undo(record)
    assert desk.attachments.get(added.id).caption == ""
    desk.attachments.set_caption(added.id, "")
    with pytest.raises(TooLong):
        desk.attachments.set_caption(added.id, "x" * 501)


def test_removing_and_adding_are_undone(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report)
    desk.attachments.remove(added.id)
    assert desk.attachments.list(record) == ()
    with pytest.raises(NoSuchAttachment):
        desk.attachments.get(added.id)
    desk.records.undo(record)
    assert b"".join(desk.attachments.pieces(added.id)) == CONTENT
    desk.records.undo(record)
    assert desk.attachments.list(record) == ()


def test_files_stay_in_the_order_of_their_adding(desk: Desk, record: str) -> None:
    for name in ("c.txt", "a.txt", "b.txt"):
        desk.attachments.add_content(record, name.encode(), name)
    assert [one.name for one in desk.attachments.list(record)] == ["c.txt", "a.txt", "b.txt"]


def test_a_desk_opened_again_has_it(desk: Desk, record: str, report: Path, profile: Path) -> None:
    added = desk.attachments.add(record, report)
    desk.close()
    again = unlocked(profile, HandClock())
    assert b"".join(again.attachments.pieces(added.id)) == CONTENT
    again.close()


def test_content_that_is_not_here_is_told(desk: Desk, record: str, report: Path, profile: Path) -> None:
    added = desk.attachments.add(record, report)
    with desk._vault.writing() as writer:
        writer.connection.exec_driver_sql("DELETE FROM chunk")
    (file,) = (profile / "chunks").glob("*/*")
    file.unlink()
    (found,) = desk.attachments.list(record)
    assert not found.have
    for attempt in (
        lambda: desk.attachments.fetch(added.id),
        lambda: list(desk.attachments.pieces(added.id)),
    ):
        with pytest.raises(ContentNotHere) as caught:
            attempt()
        assert "Demandez-le" in caught.value.advice("fr")


@pytest.mark.parametrize("wrong", ["", ".", "zz.zz", f"{bytes(16).hex()}.{bytes(16).hex()}"])
def test_an_id_that_names_nothing_is_told(desk: Desk, wrong: str, record: str) -> None:
    for each in (wrong, f"{record}.{bytes(16).hex()}", record):
        with pytest.raises(NoSuchAttachment):
            desk.attachments.get(each)
        with pytest.raises(NoSuchAttachment):
            desk.attachments.remove(each)


def test_what_is_no_regular_file_is_refused(desk: Desk, record: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for wrong in (tmp_path, tmp_path / "pipe", tmp_path / "absent", Path("/dev/zero")):
        with pytest.raises(FileNotTaken):
            desk.attachments.add(record, wrong)


@pytest.mark.parametrize("grown", [b"", b"longer than it was at first"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    desk: Desk, record: str, profile: Path, grown: bytes
) -> None:
    class Unsteady(io.BytesIO):
        """Says that it has ten bytes."""

        def seek(self, offset: int, whence: int = 0) -> int:
            return 10 if whence == os.SEEK_END else super().seek(offset, whence)

    with pytest.raises(FileNotTaken):
        desk.attachments._taken(record, Unsteady(grown), "x", caption="", context=Context())
    assert chunk_files(profile) == set()


def test_limits_are_told(desk: Desk, record: str, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = desk.attachments.add(record, report)
    with pytest.raises(TooLargeToShow):
        desk.attachments.content(added.id, limit=3)
    monkeypatch.setattr(attaching, "MOST_BYTES", 3)
    with pytest.raises(FileTooLarge):
        desk.attachments.add(record, report)
    monkeypatch.undo()
    monkeypatch.setattr(attaching, "MOST_FILES", 1)
    with pytest.raises(TooMany):
        desk.attachments.add(record, report)
    with pytest.raises(DisguisedProgram):
        desk.attachments.add_content(record, b"MZ", "facture.pdf.exe")
    with pytest.raises(NoSuchRecord):
        desk.attachments.add(bytes(16).hex(), report)


def test_fields_of_files_are_the_programs_own(desk: Desk, record: str, report: Path) -> None:
    added = desk.attachments.add(record, report)
    element = added.id.partition(".")[2]
    for path in (f"attachments/{element}/name", "attachments/+", "attachments"):
        with pytest.raises(AppError) as caught:
            desk.records.set(record, [(path, "x")])
        assert caught.value.code == "system_field"


def test_a_record_that_may_not_be_written_takes_no_file(
    desk: Desk, record: str, report: Path, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from asi_desktop.services import saving
    from asi_desktop.services.rights import NEWER_TYPE

    monkeypatch.setattr(saving, "why_not", lambda *_, **__: NEWER_TYPE)
    with pytest.raises(ReadOnly):
        desk.attachments.add(record, report)
    assert chunk_files(profile) == set()


def test_a_full_disk_half_way_leaves_nothing(
    desk: Desk, record: str, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk_sealing, "CHUNK_BYTES", 1000)
    written: list[bytes] = []
    write = ChunkFolder.write

    def filling(folder: ChunkFolder, box: bytes) -> bytes:
        if len(written) == 2:
            raise DiskRefuses
        written.append(write(folder, box))
        return written[-1]

    monkeypatch.setattr(ChunkFolder, "write", filling)
    with pytest.raises(DiskRefuses):
        desk.attachments.add_content(record, bytes(5000), "x.bin")
    assert len(written) == 2
    assert chunk_files(profile) == set()
    assert desk.attachments.list(record) == ()


def test_a_record_with_its_files_goes_through_export_and_import(
    desk: Desk, record: str, report: Path
) -> None:
    desk.attachments.add(record, report)
    lines = list(desk.documents.export(records=[record]))
    assert [line.outcome for line in desk.documents.bring_in(lines).lines] == ["unchanged"]
    assert len(desk.attachments.list(record)) == 1


ADDER = """
import sys
from pathlib import Path
from asi_desktop.crypto import chunks
from tests.services.quick import HandClock, unlocked

chunks.CHUNK_BYTES = 4096
desk = unlocked(Path(sys.argv[1]), HandClock())
print("ready", flush=True)
while True:
    print(desk.attachments.add_content(sys.argv[2], bytes(40_000), "x.bin").id, flush=True)
"""


@pytest.mark.slow
def test_killed_while_adding_every_file_told_of_is_whole(
    desk: Desk, record: str, profile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunk_sealing, "CHUNK_BYTES", 4096)
    desk.close()
    told: list[str] = []
    for lines in (0, 1, 2, 4):
        with subprocess.Popen(
            [sys.executable, "-c", ADDER, str(profile), record], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            told += [child.stdout.readline() for _ in range(lines)]
            child.kill()
            told += [line for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
        again = unlocked(profile, HandClock())
        found = again.attachments.list(record)
        assert {line.strip() for line in told} <= {one.id for one in found}
        assert all(b"".join(again.attachments.pieces(one.id)) == bytes(40_000) for one in found)
        assert again.maintenance.verify(Context()).ok
        again.close()
