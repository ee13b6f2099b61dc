"""`export` and `import`: documents in and out."""

from collections import Counter

import click

from asi_desktop.cli.bilingual import Command, argument, command, option
from asi_desktop.cli.files import replaced_file
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.shapes import optional_id
from asi_desktop.cli.wording import language
from asi_desktop.domain.errors import NotInThisVersion
from asi_desktop.domain.text import Text

Json = dict[str, object]

AS = Text("Forme du document : canonical.", "Kind of document: canonical.")
MAX_IMPORT_BYTES = 1024 * 1024 * 1024


@command(
    None,
    "export",
    text=Text(
        "Écrit les fiches lisibles, une ligne JSON chacune ; deux postes au même point écrivent "
        "les mêmes octets.",
        "Writes the readable records, one JSON line each; two laptops at the same point write "
        "the same bytes.",
    ),
)
@argument("file", metavar="FILE")
@option(
    "--record",
    "records",
    multiple=True,
    metavar="ID",
    text=Text("Cette fiche, répétable.", "This record, repeatable."),
)
@option("--type", "kind", metavar="TYPE", text=Text("Ce type seulement.", "This type only."))
@option("--as", "form", default="canonical", metavar="KIND", text=AS)
def export(
    invocation: Invocation, *, file: str, records: tuple[str, ...], kind: str | None, form: str
) -> Json:
    """Write records into a file, or to standard output for ``-``."""
    _known(form, "export")
    lines = invocation.desk().documents.export(records=records, kind=kind)
    if file == "-":
        invocation.stdout.writelines(lines)
        invocation.stdout.flush()
        raise click.exceptions.Exit(0)
    with replaced_file(file) as out:
        count = sum(out.write(line) > 0 for line in lines)
    return {"file": file, "records": count}


@command(
    None,
    "import",
    text=Text(
        "Lit des lignes canoniques : une fiche inconnue est créée sous son identifiant, une "
        "connue est mise à jour.",
        "Reads canonical lines: an unknown record is made under its id, a known one updated.",
    ),
)
@argument("file", metavar="FILE")
@option("--as", "form", default="canonical", metavar="KIND", text=AS)
@option(
    "--dry-run",
    is_flag=True,
    text=Text("Dit ce qui serait fait, sans le faire.", "Says what would be done, without doing it."),
)
def import_(invocation: Invocation, *, file: str, form: str, dry_run: bool) -> Json:
    """Bring records in."""
    _known(form, "import")
    data = invocation.bytes_of(file, limit=MAX_IMPORT_BYTES)
    done = invocation.desk().documents.bring_in(data.splitlines(), dry_run=dry_run)
    counted = Counter(line.outcome for line in done.lines)
    return {
        "dry_run": dry_run,
        **{outcome: counted[outcome] for outcome in ("created", "updated", "unchanged", "refused")},
        "items": [
            {
                "line": line.line,
                "outcome": line.outcome,
                "id": optional_id(line.id),
                "code": line.code,
                "message": line.message.to(language()) if line.message else "",
            }
            for line in done.lines
        ],
    }


def _known(form: str, name: str) -> None:
    if form != "canonical":
        raise NotInThisVersion(command=f"{name} --as {form[:40]}")


COMMANDS: dict[str, Command] = {"export": export, "import": import_}
