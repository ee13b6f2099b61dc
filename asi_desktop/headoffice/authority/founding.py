"""Makes a head office: its keys, its certificates, its database, and the first entries of its directory."""

import secrets
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from asi_desktop.crypto.control import entry
from asi_desktop.crypto.identity import SigningKey, fingerprint
from asi_desktop.crypto.passphrases import check_passphrase
from asi_desktop.crypto.stretching import FLOOR, Cost
from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import Refused
from asi_desktop.domain.ids import new_id
from asi_desktop.domain.text import Text
from asi_desktop.headoffice.authority.certificates import Certificates
from asi_desktop.headoffice.authority.keys import FILES, KeyFile, Secrets
from asi_desktop.headoffice.authority.people import add_post
from asi_desktop.headoffice.authority.roles import HEAD_OFFICE, NETWORK
from asi_desktop.headoffice.authority.session import Authority
from asi_desktop.headoffice.authority.spaces import open_space
from asi_desktop.headoffice.log_store import LogStore, dialect
from asi_desktop.headoffice.premises import Premises, RelayKey, is_office
from asi_desktop.protocol.control import Office, directory_space

INCARNATION_BYTES = 8
_SECRET_BYTES = 32


class OfficeExists(Refused):
    """The folder holds a head office already."""

    code = "office_exists"
    what = Text(fr="« {folder} » contient déjà une centrale.", en="“{folder}” holds a head office already.")
    next_step = Text(
        fr="Rien n’a été modifié ; choisissez un autre dossier.",
        en="Nothing was changed; choose another folder.",
    )


class DatabaseInUse(Refused):
    """The database holds the logs of some head office."""

    code = "database_in_use"
    what = Text(
        fr="Cette base de données contient déjà une centrale.",
        en="This database holds a head office already.",
    )
    next_step = Text(fr="Donnez une base vide.", en="Give an empty database.")


@dataclass(frozen=True, slots=True)
class Founding:
    """What is chosen when a head office is made; without ``database`` it is SQLite in the folder."""

    folder: Path
    name: str
    database: str | None = None
    cost: Cost = FLOOR


def found(founding: Founding, passphrase: bytes, clock: Clock) -> Premises:
    """Make a head office and return it; what an interrupted attempt left behind is made anew.

    Raises OfficeExists, DatabaseInUse, UnknownDatabase, DatabaseUnreachable, ShortPassphrase or
    CommonPassphrase.
    """
    folder = founding.folder
    if is_office(folder):
        raise OfficeExists(folder=folder)
    check_passphrase(passphrase.decode("utf-8", "surrogateescape"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if founding.database is None:
        _clear_remains(folder)
    office, now_ms = new_id(), clock.now_ms()
    certificates = Certificates(office, now_ms)
    held = _drawn_secrets(office, certificates)
    premises = Premises(
        folder,
        office,
        held.root_key.public,
        founding.name,
        founding.database or dialect.default_url(folder),
    )
    with closing(LogStore.create(premises.database)) as store:
        file = KeyFile.create(folder, passphrase, held, cost=founding.cost)
        _write_first_entry(store, held, premises, certificates, now_ms)
        with Authority(premises, store, file, clock).session() as session:
            open_space(session, founding.name, purpose=NETWORK, owner=HEAD_OFFICE)
            add_post(session, HEAD_OFFICE, founding.name, ("FR",))
    premises.keep(held.relay, certificates.server())
    return premises


def root_fingerprint(premises: Premises) -> str:
    """Return what laptops and head office compare by another way."""
    return fingerprint(premises.root)


def _clear_remains(folder: Path) -> None:
    for remains in [*folder.glob("headoffice.sqlite*"), *(folder / name for name in FILES)]:
        remains.unlink(missing_ok=True)


def _drawn_secrets(office: bytes, certificates: Certificates) -> Secrets:
    return Secrets(
        generation=0,
        office=office,
        root=SigningKey.generate().private,
        administrator=SigningKey.generate().private,
        relay=RelayKey(SigningKey.generate().private, secrets.token_bytes(_SECRET_BYTES)),
        authority_key=certificates.authority_key,
    )


def _write_first_entry(
    store: LogStore, held: Secrets, premises: Premises, certificates: Certificates, now_ms: int
) -> None:
    office = Office(
        office=held.office,
        name=premises.name,
        root=held.root_key.public,
        administrator=held.administrator_key.public,
        relay=held.relay.signing.public,
        authority=certificates.authority,
        at_ms=now_ms,
    )
    directory = directory_space(held.office)
    with store.writing() as writer:
        if writer.logs():
            raise DatabaseInUse
        log = writer.create(directory, secrets.token_bytes(INCARNATION_BYTES))
        writer.append_control(log, entry(directory, office, held.root_key))
