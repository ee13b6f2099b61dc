"""The demonstration as a whole: what it prints, what its four laptops then hold, and that it is quick."""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from asi_desktop.app import Composition
from asi_desktop.cli.demonstration.story import STORY
from asi_desktop.cli.demonstration.story.house import MARCHAND, PEOPLE, Person
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.schema import Kind
from asi_desktop.services.desk import Desk
from asi_desktop.services.results import ListQuery, RecordView
from tests.e2e.programs import Answer, Program

MOST_SECONDS = 40
"""Seconds of a processor that playing may take, head office's and the laptops' together."""

PATIENCE = 400
"""Seconds on a clock: a machine that others use takes longer."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@dataclass
class Played:
    """A demonstration that was played: its folder, what it told, the seconds of a processor it took."""

    folder: Path
    program: Program
    answer: Answer
    seconds: float

    @property
    def figures(self) -> dict[str, Any]:
        """What it printed."""
        figures: dict[str, Any] = self.answer.json
        return figures

    @contextmanager
    def desk(self, person: Person) -> Iterator[Desk]:
        """Unlock an officer's profile with the passphrase that lies beside it."""
        words = (self.folder / "passphrase.txt").read_text("utf-8").strip()
        desk = Composition().open_desk(self.folder / person.folder, lambda: bytearray(words, "utf-8"))
        try:
            yield desk
        finally:
            desk.close()


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    home = tmp_path_factory.mktemp("home")
    program = Program("asi_desktop", ("--lang", "fr"), {"XDG_DATA_HOME": str(home)}, PATIENCE)
    before = _seconds()
    answer = program("demo", "--headless")
    return Played(home / "asi-desktop" / "demo", program, answer, _seconds() - before)


def _seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def views(desk: Desk) -> list[RecordView]:
    """Every record that a laptop shows."""
    pages = (desk.records.page(ListQuery(kind.name, limit=500)).items for kind in RECORD_TYPES)
    return [desk.records.get(shown(row.id)) for page in pages for row in page]


def mentioned(view: RecordView) -> set[str]:
    """The ids of the records that a record names."""
    kind = record_type(view.type)
    found: set[str] = set()
    for name, value in view.fields.items():
        field = kind.by_name[name]
        if field.kind is Kind.LIST and isinstance(value, dict):
            for element in value.values():
                assert isinstance(element, dict)
                for inner, one in element.items():
                    found |= _ids(kind.elements[name][inner].kind, one)
        found |= _ids(field.kind, value)
    return found


def _ids(kind: Kind, value: object) -> set[str]:
    if kind is Kind.REFERENCE:
        return {str(value)}
    return set(map(str, value)) if kind is Kind.REFERENCES and isinstance(value, list) else set()


def test_it_prints_what_scripts_read(played: Played) -> None:
    figures = played.figures
    assert figures["profiles"] == [str(played.folder / person.folder) for person in PEOPLE]
    assert (figures["conflicts"], figures["merged"], figures["equal"]) == (1, 1, True)
    assert figures["written"] > figures["sealed"] == figures["pushed"] >= len(STORY)
    assert figures["pulled"] > figures["pushed"]
    assert figures["passphrase_file"] == str(played.folder / "passphrase.txt")
    assert (played.folder / "passphrase.txt").read_text("utf-8").strip() in played.answer.err
    assert json.loads((played.folder / "figures.json").read_text("utf-8"))["port"] > 0


def test_it_is_quick(played: Played) -> None:
    played.answer.done()
    assert played.seconds < MOST_SECONDS


def test_each_officer_finds_a_desk_that_holds_together(played: Played) -> None:
    for person in PEOPLE:
        with played.desk(person) as desk:
            seen = views(desk)
            held = {shown(view.id) for view in seen}
            assert desk.status.me().name == person.name
            assert {view.type for view in seen} == {kind.name for kind in RECORD_TYPES}
            for view in seen:
                assert mentioned(view) <= held, (person.login, view.title)
                assert view.sync_state == "at_head_office"
            assert desk.status.alarms() == ()


def test_the_window_opens_on_work_to_be_done(played: Played) -> None:
    with played.desk(MARCHAND) as desk:
        seen = views(desk)
        (conflict,) = desk.conflicts.list()
        assert (conflict.path, {value.value for value in conflict.values}) == (
            "threat_level_overall",
            {"1", "3"},
        )
        explosion = next(view for view in seen if view.title.startswith("Explosion devant le lycée français"))
        assert desk.records.referring(shown(explosion.id))
        (sketch,) = desk.attachments.list(shown(explosion.id))
        assert sketch.have
        assert len(desk.attachments.content(sketch.id, limit=1_000_000)) == sketch.size
        assert {history.author for view in seen for history in desk.records.history(shown(view.id))} >= {
            person.name for person in PEOPLE if person.post != "SDR"
        }


def test_it_is_not_played_twice(played: Played) -> None:
    assert played.program("demo", "--headless").json == played.figures


@pytest.mark.skipif(sys.platform == "win32", reason="permissions as POSIX has them")
def test_nobody_else_reads_the_folder(played: Played) -> None:
    played.answer.done()
    assert played.folder.stat().st_mode & 0o077 == 0
