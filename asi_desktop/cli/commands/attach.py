"""`attach`: files of a record, added, listed, taken out, sent for."""

from pathlib import Path

from asi_desktop.cli.bilingual import Command, argument, command, grouped, option
from asi_desktop.cli.files import new_file
from asi_desktop.cli.invocation import Invocation
from asi_desktop.cli.progress import watched
from asi_desktop.domain.text import Text

Json = dict[str, object]

attach = grouped("attach", text=Text("Les pièces jointes des fiches.", "Attachments of records."))


@command(attach, "add", text=Text("Joint un fichier à une fiche.", "Attaches a file to a record."))
@argument("which", metavar="ID")
@argument("file", metavar="FILE")
@option("--caption", default="", metavar="TEXT", text=Text("Légende.", "Caption."))
def add(invocation: Invocation, *, which: str, file: str, caption: str) -> Json:
    """Attach a file."""
    attachments = invocation.desk().attachments
    with watched() as context:
        added = attachments.add(which, Path(file), caption=caption, context=context)
    return {"attachment": added.id}


@command(attach, "list", text=Text("Les pièces jointes d’une fiche.", "A record’s attachments."))
@argument("which", metavar="ID")
def list_(invocation: Invocation, *, which: str) -> Json:
    """Answer with the files of a record; ``have``: the content is on this laptop."""
    return {
        "items": [
            {
                "id": one.id,
                "name": one.name,
                "media": one.media,
                "size": one.size,
                "sha256": one.sha256,
                "caption": one.caption,
                "have": one.have,
            }
            for one in invocation.desk().attachments.list(which)
        ]
    }


@command(
    attach,
    "get",
    text=Text(
        "Écrit une pièce jointe, en clair, dans un fichier.", "Writes an attachment, in clear, to a file."
    ),
)
@argument("attachment", metavar="ATTACHMENT")
@argument("file", metavar="FILE")
def get(invocation: Invocation, *, attachment: str, file: str) -> Json:
    """Write the content of an attachment into a new file that only its owner may read."""
    attachments = invocation.desk().attachments
    found = attachments.fetch(attachment)
    with watched() as context, new_file(file) as target:
        for piece in attachments.pieces(attachment, context):
            target.write(piece)
    attachments.note_export(found)
    return {"file": file, "size": found.size, "sha256": found.sha256}


@command(
    attach,
    "fetch",
    text=Text("Fait venir une pièce jointe sur ce poste.", "Brings an attachment to this laptop."),
)
@argument("attachment", metavar="ATTACHMENT")
def fetch(invocation: Invocation, *, attachment: str) -> Json:
    """Answer that the content is here, or say in words why it is not."""
    found = invocation.desk().attachments.fetch(attachment)
    return {"attachment": found.id, "have": found.have}


COMMANDS: dict[str, Command] = {"attach": attach}
