"""Two officers, their head office, the line between them: the real programs, one world for all tests here."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.line import Line, line_to
from tests.e2e.programs import Laptop, Program, Relay, authority, officer, serving, written

PASSPHRASES = {
    "ana": "girouette amphore bitume quartz",
    "ben": "péniche laurier octobre sémaphore",
    "office": "barrage trombone cuivre falaise",
}


@dataclass
class World:
    """The folder of everything, the two laptops, head office, its relays, and the lines that lead to them.

    Ana calls the first relay and Ben the last one, which may be the same.
    """

    folder: Path
    ana: Laptop
    ben: Laptop
    office: Program
    relays: list[Relay]
    lines: list[Line]

    @property
    def relay(self) -> Relay:
        """The relay that Ana calls."""
        return self.relays[0]

    @property
    def line(self) -> Line:
        """The line on which Ana calls."""
        return self.lines[0]

    def meet(self) -> None:
        """Let both laptops learn all that the other wrote."""
        for laptop in (self.ana, self.ben, self.ana):
            assert laptop("sync").json["pending"] == 0

    def exports(self) -> tuple[bytes, bytes]:
        """Both laptops' canonical exports."""
        files = self.folder / "ana.jsonl", self.folder / "ben.jsonl"
        for laptop, file in zip((self.ana, self.ben), files, strict=True):
            assert laptop("export", str(file), "--as", "canonical").status == 0
        return files[0].read_bytes(), files[1].read_bytes()

    def invitation(self, login: str, line: Line | None = None) -> tuple[str, str]:
        """A new invitation for ``login``, who calls on ``line``: the file and the file with its code."""
        file = self.folder / f"{login}.invitation"
        file.unlink(missing_ok=True)
        url = f"https://127.0.0.1:{(line or self.line).port}"
        code = self.office("invite", login, "--out", str(file), "--url", url).json["code"]
        return str(file), written(self.folder / f"{login}.code", code)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with made(tmp_path_factory.mktemp("world")) as world:
        yield world


@contextmanager
def made(folder: Path, *where: str, relays: int = 1) -> Iterator[World]:
    """Make a world in ``folder``; ``where`` are the words of `init` that say where head office keeps it."""
    office = authority(folder, PASSPHRASES["office"])
    ana, ben = (officer(folder, name, PASSPHRASES[name]) for name in ("ana", "ben"))
    office.environment["TMPDIR"] = str(folder / "tmp")
    office("init", *where).done()
    office("post", "add", "PCV", "Port-Carvel", "--countries", "XA").done()
    with ExitStack() as running:
        serve = [running.enter_context(serving(office)) for _ in range(relays)]
        lines = [running.enter_context(line_to("127.0.0.1", relay.port)) for relay in serve]
        world = World(folder, ana, ben, office, serve, lines)
        for login, role, laptop, line in (("ana", "ASI", ana, lines[0]), ("ben", "OL", ben, lines[-1])):
            office("person", "add", login, "--name", login.title(), "--role", role, "--post", "PCV").done()
            file, code = world.invitation(login, line)
            enrolled = laptop("enrol", file, "--code-file", code).json
            assert (enrolled["user"], enrolled["post"]) == (login, "PCV")
        yield world
        ana.leave()
        ben.leave()
