"""Two officers, their head office, the line between them: the real programs, one world for all tests here."""

from collections.abc import Iterator
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
    """The folder of everything, the two laptops, head office, its server, and the line that leads to it."""

    folder: Path
    ana: Laptop
    ben: Laptop
    office: Program
    relay: Relay
    line: Line

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

    def invitation(self, login: str) -> tuple[str, str]:
        """A new invitation for ``login``: the file and the file with its code."""
        file = self.folder / f"{login}.invitation"
        file.unlink(missing_ok=True)
        url = f"https://127.0.0.1:{self.line.port}"
        code = self.office("invite", login, "--out", str(file), "--url", url).json["code"]
        return str(file), written(self.folder / f"{login}.code", code)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("world")
    office = authority(folder, PASSPHRASES["office"])
    ana, ben = (officer(folder, name, PASSPHRASES[name]) for name in ("ana", "ben"))
    office.environment["TMPDIR"] = str(folder / "tmp")
    office("init").done()
    office("post", "add", "PCV", "Port-Carvel", "--countries", "XA").done()
    with serving(office) as relay, line_to("127.0.0.1", relay.port) as line:
        made = World(folder, ana, ben, office, relay, line)
        for login, role, laptop in (("ana", "ASI", made.ana), ("ben", "OL", made.ben)):
            office("person", "add", login, "--name", login.title(), "--role", role, "--post", "PCV").done()
            file, code = made.invitation(login)
            enrolled = laptop("enrol", file, "--code-file", code).json
            assert (enrolled["user"], enrolled["post"]) == (login, "PCV")
        yield made
        ana.leave()
        ben.leave()
