"""A fictional post at work, with a real head office beside it: Karvelia, and the officers who serve there."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.ids import shown
from asi_desktop.domain.records import record_type
from asi_desktop.services.desk import Desk
from asi_desktop.tasks import Context
from tests.e2e.programs import Program, Relay, authority, serving
from tests.ui.world import made_desk

OFFICE_PASSPHRASE = "tarvel midon cusba levant porado nimel"
BRIEF = record_type("brief").example
CONTACT = record_type("contact").example
REQUEST = record_type("request").example
NOTE = record_type("field_note").example

BRIEFS = (
    "Port-Carvel : coupures de courant et files d’attente aux stations-service",
    "Karvélie : bilan du mois d’octobre, délinquance de rue et vols de véhicules",
    "Sandara : crue de la Tessa, état des routes et des ponts",
    "Trafic de véhicules entre Marseille et Port-Carvel : évolution depuis l’été",
)
CONTACTS = (
    ("Belin", "Aras", "Арас Белин", "Ministère de l’intérieur", "Directeur de cabinet"),
    ("Olen", "Marek", "Марек Олен", "Police de Dargo", "Commandant"),
    ("بن يوسف", "Muhammad", "محمد بن يوسف", "Protection civile de Tessa", "Chef de salle"),
    (
        "Saint-Aubin de la Rochefontaine",
        "Marie-Charlotte",
        "",
        "Horizon Énergies SA",
        "Directrice de la sûreté",
    ),
)
REQUESTS = (
    ("Liste de douze véhicules volés, contrôle au port", "vehicles", "PRIORITY"),
    ("Passeport XA falsifié présenté à Roissy", "document_fraud", "ROUTINE"),
    ("Identité d’un ressortissant retenu à l’aéroport", "wanted_person", "IMMEDIATE"),
    ("Propriétaire du véhicule KB-4471", "vehicles", "ROUTINE"),
    ("Authenticité d’un permis de conduire karvélien", "document_fraud", "ROUTINE"),
)
NOTES = (
    "Explosion près du lycée français, une vitre brisée, élèves absents. Périmètre tenu par la police.",
    "Marché central : 300 personnes, calme. Deux barrages levés avant midi.",
    "Centre de secours de Tessa : 31 agents, 2 motopompes sur 5 en état.",
)


SQUARE = "place de la République"


@dataclass
class Post:
    """A desk at work, and some of what was written there."""

    desk: Desk
    brief: bytes
    contact: bytes
    request: bytes


@dataclass
class World:
    """A laptop at the post of Port-Carvel, one of the deputy's, and head office's server."""

    marchand: Desk
    ferrand: Desk
    relay: Relay
    post: Post

    def exchange(self) -> None:
        """Let both laptops send and fetch everything."""
        for desk in (self.marchand, self.ferrand, self.marchand):
            desk.sync.run(Context())


@contextmanager
def world(folder: Path) -> Iterator[World]:
    """Found head office, enrol two officers of the post PCV, and let them work; end everything afterwards."""
    office = authority(folder, OFFICE_PASSPHRASE)
    told(office, "init")
    told(office, "post", "add", "PCV", "SSI Port-Carvel", "--countries", "XA,XB")
    told(office, "person", "add", "hmarchand", "--name", "Hélène Marchand", "--role", "ASI", "--post", "PCV")
    told(office, "person", "add", "lferrand", "--name", "Luc Ferrand", "--role", "ASIA", "--post", "PCV")
    with serving(office) as relay:
        marchand = enrolled(office, relay, folder, "hmarchand")
        ferrand = enrolled(office, relay, folder, "lferrand")
        try:
            made = World(marchand, ferrand, relay, written(marchand))
            made.exchange()
            disagree(made)
            unfinished(made.post)
            yield made
        finally:
            marchand.close()
            ferrand.close()


def told(office: Program, *words: str) -> object:
    """Give head office a command."""
    return office(*words).json


def enrolled(office: Program, relay: Relay, folder: Path, login: str) -> Desk:
    """Make a vault and join head office with it."""
    file = folder / f"{login}.invitation"
    url = f"https://127.0.0.1:{relay.port}"
    issued = office("invite", login, "--out", str(file), "--url", url).json
    desk = made_desk(folder / login)
    desk.enrolment.enrol(file.read_bytes(), issued["code"], Context())
    desk.sync.run(Context())
    return desk


def written(desk: Desk) -> Post:
    """Write what a post writes in a week."""
    police = desk.records.add("organisation", {"name_official": "Police nationale de Karvélie"}).id.hex()
    for title in BRIEFS:
        desk.records.add("brief", BRIEF | {"title": title, "priority": "ROUTINE"})
    for family, given, native, organisation, function in CONTACTS:
        more: dict[str, Value] = {"name_native_script": native} if native else {}
        known = {
            "family_name": family,
            "given_names": given,
            "organisation": desk.records.add("organisation", {"name_official": organisation}).id.hex(),
            "function": function,
        }
        without = {name: value for name, value in CONTACT.items() if name != "name_native_script"}
        desk.records.add("contact", without | known | more)
    for title, kind, precedence in REQUESTS * 4:
        desk.records.add("request", request_of(title, kind, precedence))
    for text in NOTES:
        desk.records.add("field_note", NOTE | {"text": text, "priority": "ROUTINE"})
    made = Post(
        desk,
        brief=desk.records.add("brief", BRIEF).id,
        contact=desk.records.add("contact", CONTACT | served_in(police)).id,
        request=desk.records.add("request", REQUEST).id,
    )
    desk.records.set(shown(made.brief), [("links/+", {"target": shown(made.request), "role": "related"})])
    desk.attachments.add_content(shown(made.brief), picture(), "Place de la République.png")
    desk.attachments.add_content(shown(made.brief), "Relevé des véhicules.\n".encode(), "Relevé.txt")
    return made


def served_in(organisation: str) -> dict[str, Value]:
    """Return where the contact of the example serves and served."""
    posts = CONTACT["positions"]
    assert isinstance(posts, list)
    before = [each | {"organisation": organisation} for each in posts if isinstance(each, dict)]
    return {"organisation": organisation, "positions": list(before)}


def picture() -> bytes:
    """Return a small picture, as PNG."""
    drawn = Image.linear_gradient("L").resize((320, 200)).convert("RGB")
    target = io.BytesIO()
    drawn.save(target, "PNG")
    return target.getvalue()


def unfinished(post: Post) -> None:
    """Leave what a desk has lying about: a change that waits, a record in the bin, a request half typed."""
    desk = post.desk
    flash = request_of("Véhicule signalé au poste-frontière de Dargo", "vehicles", "FLASH")
    desk.records.add("request", flash)
    desk.records.set(shown(post.contact), [("function", "Directeur adjoint des affaires criminelles")])
    binned = desk.records.add("field_note", NOTE | {"text": "Note en double, à retirer."})
    desk.records.delete(shown(binned.id))
    begun: dict[str, Value] = {"title": "Véhicule aperçu à Dargo"}
    desk.drafts.put(None, "new/request/1", {"fields": begun, "shown": {}})


def request_of(title: str, kind: str, precedence: str) -> dict[str, Value]:
    """Return the input of a request of any kind, without what belongs to a wanted person."""
    own = ("person_", "warrant_", "sentence_", "notice", "danger_", "action_if_found")
    kept = {name: value for name, value in REQUEST.items() if not name.startswith(own)}
    return kept | {"title": title, "kind": kind, "priority": precedence}


def disagree(made: World) -> None:
    """Two officers write the key points of one brief without knowing of each other."""
    name = shown(made.post.brief)
    first = f"Rassemblement annoncé jeudi à 14 h {SQUARE}. Risque modéré de débordements autour du lycée."
    second = (
        f"Rassemblement annoncé jeudi à 15 h {SQUARE}. Risque faible de débordements aux abords du lycée."
    )
    made.marchand.records.set(name, [("bluf", first)])
    made.ferrand.records.set(name, [("bluf", second)])
    made.exchange()
