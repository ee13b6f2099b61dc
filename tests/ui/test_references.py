"""References: of two records of one body the same one is found, and naming one again loses no other."""

from pytestqt.qtbot import QtBot

from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.services.reference_data import called
from asi_desktop.ui.desk_surroundings import found
from asi_desktop.ui.editors.editor import Surroundings
from asi_desktop.ui.editors.reference import ReferenceEditor
from asi_desktop.ui.editors.table import make_editor


def test_of_two_records_of_one_entry_of_the_directory_one_is_found(desk: Desk) -> None:
    entry = called("Europol")
    assert entry is not None
    first, _ = sorted(desk.records.add("organisation", entry.fields).id.hex() for _ in range(2))
    assert [each.id for each in found(desk, "europol", ("organisation",))] == [first]
    assert [each.id for each in found(desk, "europol", ())] == [first]


def test_a_record_that_is_named_twice_leaves_the_others(qtbot: QtBot) -> None:
    editor = ReferenceEditor(
        record_type("interaction").by_name["participants"], Surroundings(make=make_editor)
    )
    qtbot.addWidget(editor)
    editor.show_value(["a" * 32, "b" * 32])
    editor.choose("a" * 32)
    assert editor.value() == ["a" * 32, "b" * 32]
    editor.choose("c" * 32)
    assert editor.value() == ["a" * 32, "b" * 32, "c" * 32]
