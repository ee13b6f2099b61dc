"""The office itself: founding, serving, looking after."""

import json
from pathlib import Path

import click

from asi_desktop.domain.clock import iso
from asi_desktop.domain.errors import Damaged
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority import lists
from asi_desktop.headoffice.authority.backup import back_up
from asi_desktop.headoffice.authority.founding import Founding, found, root_fingerprint
from asi_desktop.headoffice.authority.verification import verify
from asi_desktop.headoffice.cli.answers import line, write
from asi_desktop.headoffice.cli.described import Argument, Described, Document, Option
from asi_desktop.headoffice.cli.invocation import Invocation
from asi_desktop.headoffice.log_store import dialect
from asi_desktop.headoffice.premises import Premises
from asi_desktop.headoffice.relay.serving import Ready
from asi_desktop.headoffice.relay.supervising import Place, serve

_MOST_WORKERS = 64
_PORT = click.IntRange(0, 65535)


class Unsound(Damaged):
    """The logs are not what was written."""

    code = "unsound"
    what = Text(
        fr="La base de données n’est pas saine : {count} anomalie(s).",
        en="The database is not sound: {count} problem(s).",
    )
    next_step = Text(
        fr="Arrêtez le relais, conservez la base telle quelle et reprenez une sauvegarde.",
        en="Stop the relay, keep the database as it is, and go back to a backup.",
    )


def init(invocation: Invocation, database: str | None, name: str) -> Document:
    """Make a head office."""
    founding = Founding(invocation.folder, name, database, invocation.cost)
    premises = found(founding, invocation.passphrase(new=True), invocation.clock)
    return {"office": premises.office.hex(), "fingerprint": root_fingerprint(premises)}


def run_relay(invocation: Invocation, host: str, port: int, admin_port: int, workers: int) -> None:
    """Serve until told to stop; the first line says where."""

    def ready(told: Ready) -> None:
        line(json.dumps({"ready": True, "url": told.url, "admin": told.admin, "pid": told.pid}))

    serve(Premises.of(invocation.folder), Place(host, port, admin_port, workers), ready)


def backup(invocation: Invocation, file: str) -> Document:
    """Copy everything that cannot be made again."""
    with invocation.store() as (premises, store):
        return {"file": file, "checked": back_up(premises, store, Path(file))}


def check(invocation: Invocation) -> Document | None:
    """Prove the logs; raises Unsound after the answer."""
    with invocation.reading() as (premises, reader):
        found = verify(reader, premises)
    problems = [{"code": one.code, "space": one.space.hex(), "seq": one.seq} for one in found.problems]
    document = {"ok": not problems, "checked": found.checked, "problems": problems}
    write(document, invocation.language, as_json=invocation.as_json)
    if problems:
        raise Unsound(count=len(problems))
    return None


def status(invocation: Invocation) -> Document:
    """Tell how the office is."""
    with invocation.reading() as (premises, reader):
        view, logs, contacts = lists.view_of(premises, reader), reader.logs(), reader.contacts()
        alarms, size = reader.alarms(), reader.stored_bytes()
    last = max(contacts.values(), default=None)
    return {
        "office": premises.office.hex(),
        "name": premises.name,
        "fingerprint": root_fingerprint(premises),
        "database": dialect.shown(premises.database),
        "posts": len(view.posts),
        "persons": sum(person.active for person in view.persons.values()),
        "devices": len(view.devices) - len(view.revoked),
        "revoked": len(view.revoked),
        "last_contact": None if last is None else iso(last),
        "spaces": len(view.spaces),
        "entries": sum(log.position.seq for log in logs.values()),
        "stored_bytes": size,
        "alarms": [
            {"code": code, "space": space.hex(), "device": device.hex(), "at": iso(at_ms)}
            for code, space, device, at_ms in alarms
        ],
    }


OFFICE = (
    Described(
        "init",
        Text(
            "Crée une centrale : clés, autorité de certification, base de données, poste HQ.",
            "Makes a head office: keys, certificate authority, database, post HQ.",
        ),
        init,
        (
            Option(
                "--database",
                "URL",
                Text(
                    "Base de données : postgresql+psycopg://UTILISATEUR@SERVEUR/BASE ;"
                    " SQLite dans le dossier par défaut.",
                    "Database: postgresql+psycopg://USER@SERVER/DATABASE; SQLite in the folder if left out.",
                ),
            ),
            Option("--name", "NAME", Text("Nom de la centrale.", "Name of the office."), default="Centrale"),
        ),
    ),
    Described(
        "serve",
        Text(
            "Lance le relais (TLS 1.3) ; la première ligne dit où il écoute.",
            "Runs the relay (TLS 1.3); the first line says where it listens.",
        ),
        run_relay,
        (
            Option("--host", "HOST", Text("Adresse d’écoute.", "Address to listen on."), default="127.0.0.1"),
            Option(
                "--port",
                "PORT",
                Text("Port ; 0 : un libre.", "Port; 0: a free one."),
                default=7443,
                kind=_PORT,
            ),
            Option(
                "--admin-port",
                "PORT",
                Text("Port d’administration, local.", "Administration port, on this machine."),
                default=7444,
                kind=_PORT,
            ),
            Option(
                "--workers",
                "N",
                Text("Nombre de processus.", "Number of processes."),
                default=1,
                kind=click.IntRange(1, _MOST_WORKERS),
            ),
        ),
    ),
    Described(
        "backup",
        Text(
            "Copie la base et les clés scellées dans un fichier, et vérifie la copie.",
            "Copies the database and the sealed keys into one file, and proves the copy.",
        ),
        backup,
        (Argument("FILE"),),
    ),
    Described(
        "verify",
        Text(
            "Vérifie chaînes, signatures et têtes de tous les journaux.",
            "Proves chains, signatures and heads of all logs.",
        ),
        check,
    ),
    Described("status", Text("Dit comment va la centrale.", "Tells how the office is."), status),
)
