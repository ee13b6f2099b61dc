"""The demonstration played: work written, sealed, sent, fetched, merged, and compared byte for byte."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from asi_desktop.cli.demonstration.office import HOST
from asi_desktop.cli.demonstration.stage import Figures, Stage
from asi_desktop.cli.demonstration.story import SHARED_BRIEF, SHARED_REQUEST
from asi_desktop.cli.demonstration.story.house import FOUNDED, MARCHAND, MONNET, OUDET, PEOPLE, Person
from asi_desktop.cli.demonstration.writing import Work
from asi_desktop.domain.text import Language, Text
from asi_desktop.services.desk import Desk
from asi_desktop.tasks import Context

FOUNDING = Text("Fondation de la centrale", "Founding head office")
ENROLLING = Text("Enrôlement des postes de travail", "Enrolling the laptops")
EXCHANGING = Text("Échange avec la centrale", "Exchanging with head office")
STEPS = 3

ADDED = {
    MARCHAND.login: (
        Text("Confirmer la présence des véhicules sur le terminal.", "Confirm that the vehicles are there."),
        Text("Identifier le chauffeur.", "Identify the driver."),
    ),
    OUDET.login: (Text("Vérifier le dépôt nord.", "Check the northern depot."),),
}
"""What each of two officers asks, without a line, in the same request: all of it survives."""

LEVELS = {MARCHAND.login: "3", OUDET.login: "1"}
"""What the same two make of the same threat: one question."""

Desks = dict[str, Desk]


def found(stage: Stage, context: Context) -> None:
    """Found head office with its posts and officers, and make their vaults, in place of unfinished ones."""
    stage.clear()
    stage.passphrase()
    with ThreadPoolExecutor(1) as pool:  # head office's processes run while the vaults' keys are stretched
        founding = pool.submit(_found_office, stage)
        for number, person in enumerate(PEOPLE):
            context.report(FOUNDING, done=number, total=len(PEOPLE))
            stage.prepare(person)
        founding.result()


def played(stage: Stage, port: int, *, language: Language, context: Context) -> Figures:
    """Play it all against the head office on ``port`` and return what was counted."""
    figures = Figures(port=port)
    with _on_the_line(stage, port, context) as desks:
        work = Work(desks, language, context)
        work.write_story()
        context.report(EXCHANGING, done=0, total=STEPS)
        _exchange(desks, (MONNET, OUDET, *PEOPLE), figures=figures)
        work.next_day()
        _exchange(desks, (MARCHAND, OUDET, MONNET, MARCHAND), figures=figures)
        context.report(EXCHANGING, done=1, total=STEPS)
        _offline(desks, work)
        _exchange(desks, (MARCHAND, OUDET, *PEOPLE), figures=figures)
        context.report(EXCHANGING, done=2, total=STEPS)
        figures.written = work.written
        _count(desks, work, figures)
    return figures


def compared(stage: Stage, context: Context) -> bool:
    """Sync all laptops once more and tell whether they hold the same, byte for byte."""
    with ExitStack() as open_desks:
        desks = {person.login: open_desks.enter_context(_open(stage, person)) for person in PEOPLE}
        for person in (*PEOPLE, *PEOPLE):
            desks[person.login].sync.run(context)
        return _equal(desks)


def _found_office(stage: Stage) -> None:
    ask = stage.office.ask
    ask("init")
    for code, name, countries in FOUNDED:
        ask("post", "add", code, name, "--countries", countries)
    for one in PEOPLE:
        ask("person", "add", one.login, "--name", one.name, "--role", one.role, "--post", one.post)


@contextmanager
def _on_the_line(stage: Stage, port: int, context: Context) -> Iterator[Desks]:
    """Open all desks and enrol them, for the length of the block."""
    desks: Desks = {}
    with ExitStack() as open_desks, ThreadPoolExecutor(1) as pool:
        invitations = {one.login: pool.submit(_invitation, stage, one, port) for one in PEOPLE}
        for number, person in enumerate(PEOPLE):
            context.report(ENROLLING, done=number, total=len(PEOPLE))
            desk = desks[person.login] = open_desks.enter_context(_open(stage, person))
            file, code = invitations[person.login].result()
            desk.enrolment.enrol(file.read_bytes(), code, context)
            file.unlink()
        yield desks


def _invitation(stage: Stage, person: Person, port: int) -> tuple[Path, str]:
    """Have an officer invited; return the invitation's file and its code."""
    file = stage.folder / f"{person.login}.invitation"
    file.unlink(missing_ok=True)
    url = f"https://{HOST}:{port}"
    told = stage.office.ask("invite", person.login, "--out", str(file), "--url", url)
    return file, str(told["code"])


@contextmanager
def _open(stage: Stage, person: Person) -> Iterator[Desk]:
    desk = stage.desk(person)
    try:
        yield desk
    finally:
        desk.close()


def _exchange(desks: Desks, people: tuple[Person, ...], *, figures: Figures) -> None:
    """Let ``people`` exchange with head office, one after the other."""
    for person in people:
        desk = desks[person.login]
        figures.sealed += len(desk.status.waiting())
        synced = desk.sync.run(Context())
        figures.pushed += synced.report.pushed
        figures.pulled += synced.report.pulled


def _offline(desks: Desks, work: Work) -> None:
    """Two officers work on without a line: on different parts of one record, on the same field of another."""
    for login, level in LEVELS.items():
        work.set(desks[login], SHARED_BRIEF, [("threat_level_overall", level)])
        for ask in ADDED[login]:
            work.set(desks[login], SHARED_REQUEST, [("asks/+", {"ask": "other", "text": work.said(ask)})])


def _count(desks: Desks, work: Work, figures: Figures) -> None:
    """Count what the meeting of both gave, from what the vaults now hold."""
    request = work.records[SHARED_REQUEST]
    seen = [desks[login].records.get(request) for login in LEVELS]
    asks = [view.fields.get("asks") for view in seen]
    every = 1 + sum(map(len, ADDED.values()))
    whole = all(isinstance(one, dict) and len(one) == every for one in asks)
    figures.merged = int(whole and seen[0].fields == seen[1].fields and not any(v.conflicts for v in seen))
    figures.conflicts = len(desks[MARCHAND.login].conflicts.list())
    figures.equal = _equal(desks)


def _equal(desks: Desks) -> bool:
    """Tell whether every laptop holds what the watch holds of it, which sees all posts, byte for byte."""
    held = {login: frozenset(desk.documents.export()) for login, desk in desks.items()}
    everything = held[OUDET.login]
    return held[MONNET.login] == everything and all(lines and lines <= everything for lines in held.values())
