"""The demonstration played: work written, sealed, sent, fetched, merged, and compared byte for byte."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from asi_desktop.cli.demonstration import story
from asi_desktop.cli.demonstration.office import HOST, TrialOffice
from asi_desktop.cli.demonstration.story import AUTHOR, COLLEAGUE, PEOPLE, Person
from asi_desktop.cli.files import new_file
from asi_desktop.cli.invocation import Composition
from asi_desktop.domain.text import Text
from asi_desktop.services.desk import Desk
from asi_desktop.services.opening import create_vault
from asi_desktop.services.passphrases import offered_passphrase, passphrase_bytes
from asi_desktop.services.synchronising import Synced
from asi_desktop.tasks import Context

FOUNDING = Text("Fondation de la centrale", "Founding head office")
VAULTS = Text("Création des coffres", "Making the vaults")
WRITING = Text("Rédaction", "Writing")
EXCHANGING = Text("Échange avec la centrale", "Exchanging with head office")
STEPS = 9


@dataclass(slots=True)
class Figures:
    """What the performance counted. ``port``: where its head office listens."""

    port: int = 0
    written: int = 0
    sealed: int = 0
    pushed: int = 0
    pulled: int = 0
    conflicts: int = 0
    merged: int = 0
    equal: bool = False


class Stage:
    """The folder of the demonstration: two profiles, a head office, the passphrase of all three."""

    def __init__(self, folder: Path, composition: Composition) -> None:
        self.folder = folder
        self.secret = folder / "passphrase.txt"
        self.office = TrialOffice(folder / "headoffice", self.secret)
        self._figures = folder / "figures.json"
        self._composition = composition

    @property
    def profiles(self) -> tuple[Path, ...]:
        """The officers' profiles, the one that the window opens first."""
        return tuple(self.folder / person.folder for person in PEOPLE)

    def figures(self) -> Figures | None:
        """Return what the performance counted, or None when it has not been played to its end."""
        if not self._figures.is_file():
            return None
        return Figures(**json.loads(self._figures.read_text("utf-8")))

    def keep(self, figures: Figures) -> None:
        """Keep the figures: the demonstration is complete from now on."""
        self._figures.write_text(json.dumps(asdict(figures)), "utf-8")

    def passphrase(self) -> bytearray:
        """Return the passphrase, drawing it first if there is none."""
        if not self.secret.is_file():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with new_file(str(self.secret)) as file:
                file.write(f"{offered_passphrase()}\n".encode())
        return passphrase_bytes(self.secret.read_text("utf-8").removesuffix("\n"))

    def desk(self, person: Person) -> Desk:
        """Unlock an officer's profile, making it first if there is none."""
        profile = self.folder / person.folder
        if not (profile / "vault.db").is_file():
            create_vault(profile, self.passphrase())
        return self._composition.open_desk(profile, self.passphrase)


def played(stage: Stage, port: int, context: Context) -> Figures:
    """Play the whole day against the head office on ``port`` and return what was counted."""
    figures = Figures(port=port)
    author, colleague = _desks(stage, port, context)
    try:
        context.report(WRITING, done=5, total=STEPS)
        brief, request = _first_day(author, figures)
        context.report(EXCHANGING, done=6, total=STEPS)
        _exchange(author, figures, context)
        _exchange(colleague, figures, context)
        context.report(WRITING, done=7, total=STEPS)
        _offline(author, colleague, brief=brief, request=request)
        figures.written += 5
        context.report(EXCHANGING, done=8, total=STEPS)
        for desk in (author, colleague, author):
            _exchange(desk, figures, context)
        _count(author, colleague, figures=figures, request=request)
    finally:
        author.close()
        colleague.close()
    context.report(EXCHANGING, done=STEPS, total=STEPS)
    return figures


def compared(stage: Stage, context: Context) -> bool:
    """Sync both profiles once more and tell whether they hold the same, byte for byte."""
    author, colleague = stage.desk(AUTHOR), stage.desk(COLLEAGUE)
    try:
        for desk in (author, colleague, author):
            desk.sync.run(context)
        return _export(author) == _export(colleague)
    finally:
        author.close()
        colleague.close()


def found(stage: Stage, context: Context) -> None:
    """Found head office with a post and two officers, unless it stands."""
    stage.passphrase()
    if stage.office.exists():
        return
    context.report(FOUNDING, done=1, total=STEPS)
    code, name, countries = story.POST
    stage.office.ask("init")
    stage.office.ask("post", "add", code, name, "--countries", countries)
    for person in PEOPLE:
        stage.office.ask(
            "person", "add", person.login, "--name", person.name, "--role", person.role, "--post", code
        )


def _desks(stage: Stage, port: int, context: Context) -> tuple[Desk, Desk]:
    desks = []
    for number, person in enumerate(PEOPLE):
        context.report(VAULTS, done=2 + number, total=STEPS)
        desk = stage.desk(person)
        if not desk.status.me().enrolled:
            file = stage.folder / f"{person.login}.invitation"
            file.unlink(missing_ok=True)
            url = f"https://{HOST}:{port}"
            invited = stage.office.ask("invite", person.login, "--out", str(file), "--url", url)
            desk.enrolment.enrol(file.read_bytes(), str(invited["code"]), context)
            file.unlink()
        desks.append(desk)
    return desks[0], desks[1]


def _first_day(author: Desk, figures: Figures) -> tuple[str, str]:
    """Write the library and the two records that both will work on; return the ids of these."""
    organisations: dict[str, str] = {}
    for kind, given in story.library():
        added = author.records.add(kind, story.joined(given, organisations))
        organisations[str(given.get("name_official"))] = added.id.hex()
        figures.written += 1
    for text in story.NOTES:
        author.records.note(text)
        figures.written += 1
    figures.written += 2
    brief = author.records.add("brief", story.SHARED_BRIEF)
    request = author.records.add("request", story.SHARED_REQUEST)
    return brief.id.hex(), request.id.hex()


def _offline(author: Desk, colleague: Desk, *, brief: str, request: str) -> None:
    """Both work on without a line: on different parts of one record, on the same field of another."""
    author.records.set(request, [("why_you", "Dernier pointage au terminal roulier de Port-Carvel.")])
    author.records.set(
        request, [("asks/+", {"ask": "identity_confirmation", "text": "Identifier le chauffeur."})]
    )
    colleague.records.set(request, [("asks/+", {"ask": "location", "text": "Vérifier le dépôt nord."})])
    author.records.set(brief, [("threat_level_overall", "3")])
    colleague.records.set(brief, [("threat_level_overall", "1")])


def _exchange(desk: Desk, figures: Figures, context: Context) -> Synced:
    figures.sealed += len(desk.status.waiting())
    synced = desk.sync.run(context)
    figures.pushed += synced.report.pushed
    figures.pulled += synced.report.pulled
    return synced


def _count(author: Desk, colleague: Desk, *, figures: Figures, request: str) -> None:
    """Count what the meeting of both gave, from what the vaults now hold."""
    figures.conflicts = len(author.conflicts.list())
    seen = (author.records.get(request), colleague.records.get(request))
    asks = [view.fields.get("asks") for view in seen]
    whole = all(
        isinstance(one, dict) and len(one) == 3 and not view.conflicts
        for one, view in zip(asks, seen, strict=True)
    )
    figures.merged = int(whole and seen[0].fields == seen[1].fields)
    figures.equal = _export(author) == _export(colleague)


def _export(desk: Desk) -> bytes:
    return b"".join(desk.documents.export())
