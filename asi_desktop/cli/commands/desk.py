"""`status`, `note`, `search`, `outbox`, `quarantine`, `alarm`, `journal`: the desk at a glance."""

import click

from asi_desktop.cli import shapes
from asi_desktop.cli.bilingual import Command, argument, command, grouped, option
from asi_desktop.cli.files import new_file
from asi_desktop.cli.invocation import Invocation
from asi_desktop.domain.clock import iso
from asi_desktop.domain.ids import shown
from asi_desktop.domain.text import Text

Json = dict[str, object]

A_LIST = Text("La liste.", "The list.")


@command(
    None,
    "status",
    text=Text("Session, attente, conflits, alarmes, espaces.", "Session, queue, conflicts, alarms, spaces."),
)
def status(invocation: Invocation) -> Json:
    """Answer with what the status line shows."""
    return shapes.status(invocation.desk().status.now())


@command(None, "note", text=Text("Une note de terrain, tout de suite.", "A field note, right now."))
@argument("text", metavar="TEXT")
def note(invocation: Invocation, *, text: str) -> Json:
    """Keep a field note."""
    added = invocation.desk().records.note(text)
    return {"id": shown(added.id), "ref": added.ref}


@command(
    None,
    "search",
    text=Text(
        "Texte intégral ; accents et graphies des noms pardonnés, le meilleur d’abord.",
        "Full text; accents and spellings of names forgiven, best first.",
    ),
)
@argument("words", nargs=-1, required=True, metavar="WORDS")
@option("--type", "kind", metavar="TYPE", text=Text("Un seul type de fiche.", "One type of record only."))
@option("--limit", type=click.IntRange(1, 1000), default=50, text=Text("Au plus N.", "N at the most."))
def search(invocation: Invocation, *, words: tuple[str, ...], kind: str | None, limit: int) -> Json:
    """Find records by their words."""
    page = invocation.desk().search.find(" ".join(words), kind=kind, limit=limit)
    return {
        "total": page.total,
        "items": [
            {
                "id": shown(hit.id),
                "type": hit.type,
                "title": hit.title,
                "snippet": hit.snippet,
                "score": hit.score,
            }
            for hit in page.items
        ],
    }


outbox = grouped("outbox", text=Text("Ce qui attend d’être envoyé.", "What waits to be sent."))


@command(outbox, "list", text=A_LIST)
def outbox_list(invocation: Invocation) -> Json:
    """Answer with the changes that head office does not have yet."""
    waiting = invocation.desk().status.waiting()
    return {
        "total": len(waiting),
        "items": [
            {
                "id": shown(one.record),
                "ref": one.ref,
                "type": one.type,
                "title": one.title,
                "sync_state": one.state,
                "urgent": one.urgent,
            }
            for one in waiting
        ],
    }


quarantine = grouped("quarantine", text=Text("Ce que la centrale a refusé.", "What head office refused."))


@command(quarantine, "list", text=A_LIST)
def quarantine_list(invocation: Invocation) -> Json:
    """Answer with the changes that head office refused for good."""
    return {"items": _refused(invocation)}


@command(
    quarantine, "export", text=Text("Écrit ces fiches dans un fichier.", "Writes these records into a file.")
)
@argument("file", metavar="FILE")
def quarantine_export(invocation: Invocation, *, file: str) -> Json:
    """Write the records that head office refused, one JSON line each."""
    ids = [shown(one.record) for one in invocation.desk().status.quarantine()]
    lines = invocation.desk().documents.export(records=ids) if ids else ()
    with new_file(file) as out:
        out.writelines(lines)
    return {"file": file, "records": len(ids)}


alarm = grouped("alarm", text=Text("Les alarmes.", "Alarms."))


@command(alarm, "list", text=A_LIST)
def alarm_list(invocation: Invocation) -> Json:
    """Answer with what must be told to the system officer."""
    return {
        "items": [
            {"code": one.code, "at": iso(one.at_ms), "detail": one.detail}
            for one in invocation.desk().status.alarms()
        ]
    }


journal = grouped(
    "journal",
    text=Text("Le journal inviolable de qui a fait quoi.", "The tamper-evident log of who did what."),
)


@command(journal, "list", text=A_LIST)
def journal_list(invocation: Invocation) -> Json:
    """Answer with the journal, oldest line first."""
    return {
        "items": [
            {
                "n": line.number,
                "at": iso(line.at_ms),
                "event": line.event,
                "record": shapes.optional_id(line.record),
                "detail": line.detail,
            }
            for line in invocation.desk().journal.list()
        ]
    }


@command(
    journal,
    "verify",
    text=Text("Vérifie chaque maillon et chaque signature.", "Checks every link and every signature."),
)
def journal_verify(invocation: Invocation) -> Json:
    """Answer whether the journal is whole."""
    verified = invocation.desk().journal.verify()
    return {"ok": verified.ok, **verified.checked, "problems": list(verified.problems)}


def _refused(invocation: Invocation) -> list[Json]:
    return [
        {"id": shown(one.record), "ref": one.ref, "type": one.type, "title": one.title, "reason": one.reason}
        for one in invocation.desk().status.quarantine()
    ]


COMMANDS: dict[str, Command] = {
    "status": status,
    "note": note,
    "search": search,
    "outbox": outbox,
    "quarantine": quarantine,
    "alarm": alarm,
    "journal": journal,
}
