"""`export` and `import`: documents in and out."""

from collections import Counter

import click

from asi_desktop.cli.bilingual import Command, argument, command, option
from asi_desktop.cli.files import replaced_file
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.progress import watched
from asi_desktop.cli.shapes import optional_id
from asi_desktop.cli.wording import language
from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text
from asi_desktop.exchange.contact_table.headers import is_target
from asi_desktop.exchange.forms import FORMS_IN, FORMS_OUT
from asi_desktop.exchange.vcard.writing import VERSIONS, Version
from asi_desktop.services.import_results import TWINS, Intake, TakenLine, Twins, Wish

Json = dict[str, object]

AS_OUT = Text(
    f"Forme du document : {', '.join(FORMS_OUT)}.",
    f"Form of the document: {', '.join(FORMS_OUT)}.",
)
AS_IN = Text(
    f"Forme du document : {', '.join(FORMS_IN)} ; sans elle, celle que le document montre.",
    f"Form of the document: {', '.join(FORMS_IN)}; without it, the one that the document shows.",
)
MAX_IMPORT_BYTES = 1024 * 1024 * 1024
OUTCOMES = ("created", "updated", "unchanged", "duplicate", "refused")


class NoFile(Misused):
    """`import` without a file, and not to undo."""

    code = "no_file"
    what = Text(fr="Aucun fichier n’a été nommé.", en="No file was named.")
    next_step = Text(
        fr="« import FICHIER » reprend un document, « import --undo » annule le dernier import.",
        en="“import FILE” takes a document in, “import --undo” undoes the last import.",
    )


class BadMapping(Misused):
    """A mapping that sends a column nowhere known."""

    code = "bad_mapping"
    what = Text(
        fr="La correspondance n’est pas un objet JSON de colonnes et de champs ({column}).",
        en="The mapping is not a JSON object of columns and fields ({column}).",
    )
    next_step = Text(
        fr="Rien n’a été modifié. « import FICHIER --dry-run » montre les colonnes et leurs champs.",
        en="Nothing was changed. “import FILE --dry-run” shows the columns and their fields.",
    )


@command(
    None,
    "export",
    text=Text(
        "Écrit les fiches lisibles, une ligne JSON chacune ; deux postes au même point écrivent "
        "les mêmes octets. Ou des contacts en vCard, ou un type de fiche en tableau.",
        "Writes the readable records, one JSON line each; two laptops at the same point write "
        "the same bytes. Or contacts as vCards, or one type of record as a table.",
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
@option("--as", "form", default="canonical", metavar="KIND", text=AS_OUT)
@option(
    "--vcard-version",
    "version",
    type=click.Choice(VERSIONS),
    default="4.0",
    text=Text("Version des cartes : 4.0 ou 3.0.", "Version of the cards: 4.0 or 3.0."),
)
def export(  # the options of the command line, each by its name
    invocation: Invocation,
    *,
    file: str,
    records: tuple[str, ...],
    kind: str | None,
    form: str,
    version: Version,
) -> Json:
    """Write records into a file, or to standard output for ``-``."""
    lines = invocation.desk().documents.export(
        records=records, kind=kind, form=form, version=version, language=language()
    )
    if file == "-":
        invocation.stdout.writelines(lines)
        invocation.stdout.flush()
        raise click.exceptions.Exit(0)
    with replaced_file(file) as out:
        count = sum(out.write(line) > 0 for line in lines)
    return {"file": file, "records": count - 1 if form == "csv" else count}


@command(
    None,
    "import",
    text=Text(
        "Reprend un document : fiches canoniques, contacts en vCard ou en tableau, message. Une fiche "
        "canonique inconnue est créée sous son identifiant, une connue est mise à jour.",
        "Takes a document in: canonical records, contacts as vCards or as a table, a message. An unknown "
        "canonical record is made under its id, a known one updated.",
    ),
)
@argument("file", metavar="FILE", required=False)
@option("--as", "form", default="", metavar="KIND", text=AS_IN)
@option(
    "--mapping",
    metavar="JSONFILE",
    text=Text(
        "Pour un tableau : objet JSON, de chaque colonne vers son champ, null pour l’écarter.",
        "For a table: a JSON object from each column to its field, null to leave it out.",
    ),
)
@option(
    "--duplicates",
    "twins",
    type=click.Choice(TWINS),
    default="skip",
    text=Text(
        "Contacts déjà connus : skip les laisse, update les complète, new en crée d’autres.",
        "Contacts that are known: skip leaves them, update completes them, new makes others.",
    ),
)
@option(
    "--keep-rest",
    is_flag=True,
    text=Text(
        "Met dans les notes ce qui n’a pas trouvé de champ.", "Puts into the notes what found no field."
    ),
)
@option(
    "--dry-run",
    is_flag=True,
    text=Text("Dit ce qui serait fait, sans le faire.", "Says what would be done, without doing it."),
)
@option(
    "--undo",
    is_flag=True,
    text=Text("Annule le dernier import de contacts.", "Undoes the last import of contacts."),
)
def import_(invocation: Invocation, *, file: str | None, undo: bool, **options: object) -> Json:
    """Bring records in, or take the last import back."""
    documents = invocation.desk().documents
    if undo:
        with watched() as context:
            return {"undone": documents.undo_import(context).records}
    if file is None:
        raise NoFile
    mapping = _mapping(invocation, options["mapping"])
    data = invocation.bytes_of(file, limit=MAX_IMPORT_BYTES)
    wish = Wish(_twins(options["twins"]), keep_rest=options["keep_rest"] is True, language=language())
    with watched() as context:
        contents = documents.look_into(
            file, data, form=str(options["form"]), mapping=mapping, language=language(), context=context
        )
        done = documents.take_in(contents, wish, dry_run=options["dry_run"] is True, context=context)
    columns = {column.header: column.target or None for column in contents.columns}
    return _told(done) | ({"mapping": columns} if columns else {})


def _mapping(invocation: Invocation, source: object) -> dict[str, str | None]:
    """Return the mapping in a JSON file; raises NotJson, BadMapping."""
    if not isinstance(source, str):
        return {}
    mapping: dict[str, str | None] = {}
    for column, target in invocation.json_object(source).items():
        if target is not None and not (isinstance(target, str) and is_target(target)):
            raise BadMapping(column=column[:80])
        mapping[column] = target if isinstance(target, str) else None
    return mapping


def _twins(chosen: object) -> Twins:
    return next(one for one in TWINS if one == chosen)


def _told(done: Intake) -> Json:
    counted = Counter(line.outcome for line in done.lines)
    return {
        "form": done.form,
        "dry_run": done.dry_run,
        **{outcome: counted[outcome] for outcome in OUTCOMES},
        "organisations": [*done.organisations],
        "not_taken": done.left,
        "items": [_item(line) for line in done.lines],
    }


def _item(line: TakenLine) -> Json:
    return {
        "line": line.line,
        "outcome": line.outcome,
        "name": line.name,
        "id": optional_id(line.id),
        "duplicate_of": line.twin,
        "by": line.by,
        "not_taken": [{"name": one.name, "value": one.value} for one in line.left],
        "code": line.code,
        "message": line.message.to(language()) if line.message else "",
    }


COMMANDS: dict[str, Command] = {"export": export, "import": import_}
