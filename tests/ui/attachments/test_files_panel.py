"""The files of a record in the window: added in three ways, shown, copied, named, removed, brought back."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QByteArray, QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from asi_desktop.domain import ids
from asi_desktop.services.changes import Changes
from asi_desktop.ui.attachments import FilesPanel
from asi_desktop.ui.attachments.copies import others_may_enter
from asi_desktop.ui.attachments.showing import Form, form_of, thumbnail_of
from asi_desktop.ui.workplace import Workplace
from tests.ui.hands import press

Rest = Callable[[], None]


def png(width: int = 40, height: int = 20) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(target, "PNG")
    return target.getvalue()


@pytest.fixture
def record(workplace: Workplace) -> str:
    return ids.shown(workplace.desk.records.add("field_note", {"text": "Visite du poste"}).id)


@pytest.fixture
def panel(workplace: Workplace, record: str, qtbot: QtBot, rest: Rest) -> FilesPanel:
    """The panel of a record, which shows it anew as the record's pane does."""
    made = FilesPanel(workplace)
    qtbot.addWidget(made)

    def again(changes: Changes) -> None:
        if bytes.fromhex(record) in changes.records:
            made.show_view(workplace.desk.records.get(record))

    workplace.changed.connect(again)
    made.show_view(workplace.desk.records.get(record))
    made.show()
    rest()
    return made


class Moved:
    """What Qt tells of a thing that is dragged or dropped: a test cannot make its events any more."""

    def __init__(self, data: QMimeData) -> None:
        self._data = data
        self.accepted = False

    def mimeData(self) -> QMimeData:
        return self._data

    def acceptProposedAction(self) -> None:
        self.accepted = True


def names(panel: FilesPanel) -> list[str]:
    return [row.file.name for row in panel.rows]


def test_a_record_without_files_says_how_to_add_one(panel: FilesPanel) -> None:
    assert not panel.nothing.isHidden()
    assert not panel.add_button.isHidden()
    assert panel.rows == []


def test_files_are_chosen_and_show_small_pictures(
    panel: FilesPanel, tmp_path: Path, rest: Rest, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "a.png").write_bytes(png())
    (tmp_path / "b.txt").write_text("texte")
    chosen = [str(tmp_path / "a.png"), str(tmp_path / "b.txt")]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    counts: list[int] = []
    panel.counted.connect(counts.append)
    panel.choose()
    qtbot.waitUntil(lambda: names(panel) == ["a.png", "b.txt"])
    rest()
    assert counts[-1] == 2
    assert panel.rows[0].picture.pixmap().width() >= panel.rows[0].picture.pixmap().height()
    assert panel.rows[0].picture.pixmap().toImage().pixelColor(5, 5).name() == "#ff0000"
    assert panel.nothing.isHidden()


def test_files_are_dropped(panel: FilesPanel, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.txt").write_text("texte")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.txt")), QUrl("https://example.invalid/b.txt")])
    entering, dropping = Moved(data), Moved(data)
    panel.dragEnterEvent(entering)  # type: ignore[arg-type]
    panel.dropEvent(dropping)  # type: ignore[arg-type]
    assert (entering.accepted, dropping.accepted) == (True, True)
    qtbot.waitUntil(lambda: names(panel) == ["a.txt"])


def test_what_is_no_file_is_not_taken(panel: FilesPanel) -> None:
    data = QMimeData()
    data.setUrls([QUrl("https://example.invalid/b.txt"), QUrl("file://elsewhere/share/b.txt")])
    entering, dropping = Moved(data), Moved(data)
    panel.dragEnterEvent(entering)  # type: ignore[arg-type]
    panel.dropEvent(dropping)  # type: ignore[arg-type]
    assert (entering.accepted, dropping.accepted) == (False, False)


def test_what_is_on_the_clipboard_is_pasted(panel: FilesPanel, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setData("image/png", QByteArray(png()))
    QGuiApplication.clipboard().setMimeData(data)
    press(panel, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(panel) == ["Pasted picture.png"])
    words = QMimeData()
    words.setText("plain words")
    QGuiApplication.clipboard().setMimeData(words)
    assert not panel.paste()
    press(panel, Qt.Key.Key_A)
    QGuiApplication.clipboard().clear()


def test_a_refusal_is_told_and_the_others_are_added(panel: FilesPanel, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "plan.pdf.exe").write_bytes(b"MZ")
    (tmp_path / "plan.pdf").write_bytes(b"%PDF-1.7")
    panel.add([tmp_path / "plan.pdf.exe", tmp_path / "plan.pdf"])
    qtbot.waitUntil(lambda: names(panel) == ["plan.pdf"])
    assert "pretends to be a document" in panel.notice.text


def test_a_broken_picture_keeps_its_icon_and_the_panel_goes_on(
    panel: FilesPanel, workplace: Workplace, record: str, rest: Rest
) -> None:
    for content, name in ((b"\xff\xd8\xff broken", "a.jpg"), (png(), "b.png")):
        workplace.desk.attachments.add_content(record, content, name)
    panel.show_view(workplace.desk.records.get(record))
    rest()
    rest()
    assert panel.rows[0].picture.pixmap().width() == panel.rows[0].picture.pixmap().height()
    assert panel.rows[1].picture.pixmap().toImage().pixelColor(5, 5).name() == "#ff0000"


def test_a_caption_is_kept(panel: FilesPanel, workplace: Workplace, record: str, qtbot: QtBot) -> None:
    workplace.desk.attachments.add_content(record, b"x", "a.txt")
    panel.show_view(workplace.desk.records.get(record))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    caption = panel.rows[0].caption
    assert caption is not None
    caption.setText("Façade ")
    caption.editingFinished.emit()
    qtbot.waitUntil(lambda: workplace.desk.attachments.list(record)[0].caption == "Façade")
    qtbot.waitUntil(lambda: panel.rows[0].file.caption == "Façade")


def test_removing_is_undone_at_once(
    panel: FilesPanel, workplace: Workplace, record: str, qtbot: QtBot
) -> None:
    workplace.desk.attachments.add_content(record, b"x", "a.txt")
    panel.show_view(workplace.desk.records.get(record))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    panel.rows[0].remove_button.click()
    qtbot.waitUntil(lambda: panel.rows == [] and panel.notice.remedy is not None)
    assert panel.notice.remedy is not None
    panel.notice.remedy.click()
    qtbot.waitUntil(lambda: names(panel) == ["a.txt"])


def test_a_copy_is_saved_and_its_folder_judged(
    panel: FilesPanel,
    workplace: Workplace,
    record: str,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workplace.desk.attachments.add_content(record, b"x", "a.txt")
    panel.show_view(workplace.desk.records.get(record))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    assert others_may_enter(shared)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(shared / "a.txt"), ""))
    with qtbot.waitSignal(panel.copies.saved):
        panel.rows[0].copy_button.click()
    assert (shared / "a.txt").read_bytes() == b"x"
    assert "Other users" in panel.notice.text
    shared.chmod(0o700)
    with qtbot.waitSignal(panel.copies.saved):
        panel.rows[0].copy_button.click()
    assert "Other users" not in panel.notice.text
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(shared / "a.txt" / "b"), ""))
    with qtbot.waitSignal(panel.copies.failed):
        panel.rows[0].copy_button.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    panel.rows[0].copy_button.click()
    assert sorted(os.listdir(shared)) == ["a.txt"]  # noqa: PTH208


def test_a_record_that_is_only_read_takes_nothing(
    panel: FilesPanel, workplace: Workplace, record: str, qtbot: QtBot, tmp_path: Path
) -> None:
    from dataclasses import replace

    workplace.desk.attachments.add_content(record, b"x", "a.txt", caption="Façade")
    panel.show_view(replace(workplace.desk.records.get(record), read_only=True))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    assert panel.add_button.isHidden()
    assert panel.rows[0].caption is None
    assert panel.rows[0].remove_button.isHidden()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.txt"))])
    QGuiApplication.clipboard().setMimeData(data)
    assert not panel.paste()
    QGuiApplication.clipboard().clear()


def test_content_that_is_not_here_is_said(
    panel: FilesPanel, workplace: Workplace, record: str, qtbot: QtBot
) -> None:
    workplace.desk.attachments.add_content(record, png(), "a.png")
    with workplace.desk._vault.writing() as writer:
        writer.connection.exec_driver_sql("DELETE FROM chunk")
    panel.show_view(workplace.desk.records.get(record))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    file = panel.rows[0].file
    assert not file.have
    assert not panel.rows[0].copy_button.isEnabled()
    assert thumbnail_of(workplace.desk.attachments, file) is None


def test_a_long_name_keeps_its_ending_in_sight(
    panel: FilesPanel, workplace: Workplace, record: str, qtbot: QtBot
) -> None:
    name = "a" * 90 + ".exe"
    workplace.desk.attachments.add_content(record, b"MZ", name)
    panel.show_view(workplace.desk.records.get(record))
    qtbot.waitUntil(lambda: len(panel.rows) == 1)
    row = panel.rows[0]
    assert form_of(row.file) is Form.NONE
    assert row.name.property("text").endswith(".exe")
    assert len(row.name.property("text")) < 90
