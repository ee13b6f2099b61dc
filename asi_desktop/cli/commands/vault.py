"""`vault`: the encrypted profile itself, made, looked at, verified, copied, recovered, destroyed."""

from pathlib import Path

from asi_desktop.cli.bilingual import Command, argument, command, grouped, option
from asi_desktop.cli.failures import BadWords
from asi_desktop.cli.files import new_file
from asi_desktop.cli.invocation import Invocation, wiped
from asi_desktop.cli.progress import watched
from asi_desktop.domain.text import Text
from asi_desktop.services import opening

Json = dict[str, object]

RECOVERY_FILE = Text("Fichier du code de secours.", "File of the recovery code.")
NEW_PASSPHRASE_FILE = Text("Fichier de la nouvelle phrase de passe.", "File that holds the new passphrase.")
SAY_YES = Text(
    "ajoutez --yes : tout le profil sera détruit.", "add --yes: the whole profile will be destroyed."
)

vault = grouped("vault", text=Text("Le coffre chiffré de ce profil.", "This profile’s encrypted vault."))


@command(
    vault,
    "create",
    text=Text(
        "Crée le profil chiffré ; le code de secours est montré une fois, ou écrit dans un fichier.",
        "Makes the encrypted profile; the recovery code is shown once, or written to a file.",
    ),
)
@option("--recovery-file", metavar="F", text=RECOVERY_FILE)
def create(invocation: Invocation, *, recovery_file: str | None) -> Json:
    """Make the vault."""
    invocation.alone("vault create")
    passphrase = invocation.new_passphrase(invocation.passphrase_file)
    try:
        if recovery_file is None:
            made = opening.create_vault(invocation.profile, passphrase)
            return {"vault": made.vault, "recovery_code": made.recovery_code}
        with new_file(recovery_file) as file:  # a code that has nowhere to go is not made
            made = opening.create_vault(invocation.profile, passphrase)
            file.write(f"{made.recovery_code}\n".encode())
    finally:
        wiped(passphrase)
    return {"vault": made.vault}


@command(vault, "status", text=Text("Ce qui se voit verrouillé.", "What can be told while locked."))
def status(invocation: Invocation) -> Json:
    """Answer with what needs no passphrase."""
    return dict(opening.vault_status(invocation.profile))


@command(
    vault,
    "verify",
    text=Text(
        "Chaque page, chaîne, signature et projection.", "Every page, chain, signature and projection."
    ),
)
def verify(invocation: Invocation) -> Json:
    """Check the whole vault."""
    with watched() as context:
        verified = invocation.desk().maintenance.verify(context)
    return {"ok": verified.ok, "checked": dict(verified.checked), "problems": list(verified.problems)}


@command(vault, "passphrase", text=Text("Change la phrase de passe.", "Changes the passphrase."))
@option("--new-passphrase-file", metavar="F", text=NEW_PASSPHRASE_FILE)
def passphrase(invocation: Invocation, *, new_passphrase_file: str | None) -> Json:
    """Change the passphrase."""
    invocation.alone("vault passphrase")
    old = invocation.passphrase()
    new = invocation.new_passphrase(new_passphrase_file)
    try:
        opening.change_passphrase(invocation.profile, old, new)
    finally:
        wiped(old)
        wiped(new)
    return {"changed": True}


@command(
    vault,
    "recover",
    text=Text("Nouvelle phrase de passe, par le code de secours.", "A new passphrase, by the recovery code."),
)
@option("--recovery-file", required=True, metavar="F", text=RECOVERY_FILE)
@option("--new-passphrase-file", metavar="F", text=NEW_PASSPHRASE_FILE)
def recover(invocation: Invocation, *, recovery_file: str, new_passphrase_file: str | None) -> Json:
    """Set a new passphrase by the recovery code."""
    invocation.alone("vault recover")
    code = invocation.secret(recovery_file)
    new = invocation.new_passphrase(new_passphrase_file)
    try:
        opening.recover(invocation.profile, code.decode(), new)
    finally:
        wiped(code)
        wiped(new)
    return {"changed": True}


@command(
    vault,
    "backup",
    text=Text("Copie chiffrée, vérifiée en la rouvrant.", "Encrypted copy, verified by reopening it."),
)
@argument("file", metavar="FILE")
def backup(invocation: Invocation, *, file: str) -> Json:
    """Back the vault up."""
    invocation.desk().maintenance.backup(Path(file))
    return {"file": file}


@command(
    vault, "restore", text=Text("Remet le profil depuis une copie.", "Puts the profile back from a copy.")
)
@argument("file", metavar="FILE")
def restore(invocation: Invocation, *, file: str) -> Json:
    """Restore the vault from a backup."""
    invocation.alone("vault restore")
    secret = invocation.passphrase()
    try:
        opening.restore(invocation.profile, Path(file), secret)
    finally:
        wiped(secret)
    return {"restored": True}


@command(
    vault, "wipe", text=Text("Détruit les clés, puis les fichiers.", "Destroys the keys, then the files.")
)
@option("--yes", is_flag=True, text=Text("Oui, détruire.", "Yes, destroy."))
def wipe(invocation: Invocation, *, yes: bool) -> Json:
    """Destroy the profile."""
    invocation.alone("vault wipe")
    if not yes:
        raise BadWords(why=SAY_YES)
    opening.wipe(invocation.profile)
    return {"wiped": True}


COMMANDS: dict[str, Command] = {"vault": vault}
