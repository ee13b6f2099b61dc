"""The viewer: what the closed room read, enlarged, turned, leafed through and searched."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from asi_desktop.domain import ids
from asi_desktop.ui.attachments.picture_view import PictureView
from asi_desktop.ui.attachments.viewer import Viewer
from asi_desktop.ui.workplace import Workplace
from tests.exchange.test_pdf import written
from tests.ui.hands import press

Open = Callable[[bytes, str], Viewer]


@pytest.fixture
def show(workplace: Workplace, qtbot: QtBot) -> Open:
    """Open a file in the viewer."""
    record = ids.shown(workplace.desk.records.add("field_note", {"text": "Visite du poste"}).id)
    home = QWidget()
    qtbot.addWidget(home)

    def opening(content: bytes, name: str) -> Viewer:
        added = workplace.desk.attachments.add_content(record, content, name)
        made = Viewer(workplace, workplace.desk.attachments.get(added.id), home)
        made.begin()
        return made

    return opening


def photo() -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Fictive"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (48.0, 51.0, 0.0)
    target = io.BytesIO()
    Image.new("RGB", (400, 200), "red").save(target, "JPEG", exif=exif)
    return target.getvalue()


def drawn(viewer: Viewer) -> QPixmap:
    return viewer.picture._shown.pixmap()


def test_a_picture_is_shown_with_its_facts_and_without_its_place(
    show: Open, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = show(photo(), "photo.jpg")
    qtbot.waitUntil(lambda: not drawn(viewer).isNull())
    assert viewer.facts.text() == "JPEG · 400 × 200 · Fictive"
    assert not viewer.position.isHidden()
    assert viewer.windowTitle() == "ASI Desktop"
    target = tmp_path / "copy.jpg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    with qtbot.waitSignal(viewer.copies.saved):
        viewer.clean_copy.click()
    assert b"Fictive" not in target.read_bytes()
    with Image.open(target) as again:
        assert again.size == (400, 200)
    viewer.close()


def test_a_picture_is_enlarged_and_turned(show: Open, qtbot: QtBot) -> None:
    viewer = show(photo(), "photo.jpg")
    qtbot.waitUntil(lambda: not drawn(viewer).isNull())
    before = drawn(viewer).size()
    viewer.picture.turn()
    assert drawn(viewer).height() > drawn(viewer).width()
    viewer.picture.enlarge(2)
    assert drawn(viewer).height() > before.width()
    for _ in range(40):
        viewer.picture.enlarge(0.5)
    assert drawn(viewer).width() >= 1
    viewer.picture.fit()
    assert viewer.picture.zoom is None
    viewer.close()


def test_ctrl_and_the_wheel_enlarge(qtbot: QtBot) -> None:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(200, 200)
    view.show()
    view.turn()  # nothing to turn yet
    whole = QPixmap(400, 100)
    whole.fill(Qt.GlobalColor.red)
    view.quarters = 0
    view.show_pixmap(whole, "red")
    for way, larger in ((120, True), (-120, False)):
        before = view._shown.width()
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(0, 0),
            QPoint(0, way),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view.viewport(), wheel)
        assert (view._shown.width() > before) is larger


def test_a_document_is_leafed_through_and_searched(show: Open, qtbot: QtBot) -> None:
    viewer = show(written("first", "second", "third", pages=3), "plan.pdf")
    qtbot.waitUntil(lambda: not drawn(viewer).isNull())
    assert (viewer.facts.text(), viewer.pages.text()) == ("PDF document, 3 pages", "of 3")
    viewer.sought.setText("THIRD")
    press(viewer.sought, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.page.value() == 3)
    viewer.sought.setText("first")
    press(viewer.sought, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: viewer.page.value() == 1)
    viewer.sought.setText("absent")
    press(viewer.sought, Qt.Key.Key_Return)
    assert "not in the text" in viewer.notice.text
    assert viewer.page.value() == 1
    viewer.sought.setText(" ")
    press(viewer.sought, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not viewer.workplace.runner.busy)
    viewer.close()


def test_a_text_is_shown_and_searched(show: Open, qtbot: QtBot) -> None:
    viewer = show("Bonjour\n<b>gras</b>\nexe\u202efdp".encode(), "notes.txt")
    qtbot.waitUntil(lambda: viewer.text.toPlainText() != "")
    assert viewer.text.toPlainText() == "Bonjour\n<b>gras</b>\nexe�fdp"
    viewer.sought.setText("gras")
    for _ in range(2):
        press(viewer.sought, Qt.Key.Key_Return)
        assert viewer.text.textCursor().selectedText() == "gras"
    viewer.sought.setText("absent")
    press(viewer.sought, Qt.Key.Key_Return)
    assert "not in the text" in viewer.notice.text
    viewer.close()


@pytest.mark.parametrize(("content", "name"), [(b"\xff\xd8\xff", "a.jpg"), (b"%PDF-1.7", "a.pdf")])
def test_a_broken_file_is_a_sentence(show: Open, qtbot: QtBot, content: bytes, name: str) -> None:
    viewer = show(content, name)
    qtbot.waitUntil(lambda: "cannot be read" in viewer.notice.text)
    assert viewer.facts.text() == ""
    viewer.close()
