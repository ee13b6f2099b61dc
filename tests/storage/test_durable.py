"""Files that are whole or not there, also beside what others keep in the same folder."""

from pathlib import Path

import pytest

from asi_desktop.storage.durable import DiskRefuses, write_file, written_file


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "notes"
    write_file(file, b"first")
    with pytest.raises(ZeroDivisionError), written_file(file) as opened:
        opened.write(b"half" * (1 // 0))
    assert file.read_bytes() == b"first"
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


def test_what_others_keep_in_the_same_folder_stays(tmp_path: Path) -> None:
    theirs = tmp_path / "report.pdf.new"
    theirs.write_bytes(b"theirs")
    write_file(tmp_path / "report.pdf", b"ours", ours=False)
    assert theirs.read_bytes() == b"theirs"
    assert len([*tmp_path.iterdir()]) == 2


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DiskRefuses):
        write_file(tmp_path / "nowhere" / "file", b"x")
