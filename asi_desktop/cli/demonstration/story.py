"""The demonstration's fictional data: a post, two officers, and what they write; nobody in it exists."""

from collections.abc import Mapping
from dataclasses import dataclass

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records import RECORD_TYPES

Given = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Person:
    """An officer of the demonstration and the folder of the laptop."""

    login: str
    name: str
    role: str
    folder: str


POST = ("PCV", "Service de sécurité intérieure de Port-Carvel", "XA,XB")
AUTHOR = Person("a.marchand", "Hélène Marchand", "ASI", "profile")
COLLEAGUE = Person("t.verdier", "Thomas Verdier", "OL", "colleague")
PEOPLE = (AUTHOR, COLLEAGUE)

SHARED_BRIEF: Given = {
    "title": "Port-Carvel : le port reste bloqué, vivres assurés jusqu'à vendredi",
    "kind": "flash",
    "country": "XA",
    "country_scope": ["XA"],
    "audience": ["ambassador", "head_office"],
    "bluf": "Blocage du port depuis lundi. Négociation ouverte ; pas de violence.",
    "facts": "Deux cents camions à l'arrêt sur la rocade. La gendarmerie locale filtre les accès.",
    "threat_level_overall": "2",
    "priority": "PRIORITY",
}
"""Both officers change its threat level offline: one conflict, one question."""

SHARED_REQUEST: Given = {
    "title": "Véhicules volés en transit par Port-Carvel",
    "kind": "vehicles",
    "direction": "fr_to_partner",
    "partner_country": "XA",
    "facts": "Trois utilitaires volés en Gironde, signalés au terminal roulier le 21 novembre.",
    "vehicles": [{"plate": "AB-123-CD", "plate_country": "FR", "make": "Renault", "model": "Master"}],
    "asks": [{"ask": "location", "text": "Confirmer la présence des trois véhicules sur le terminal."}],
    "crime_areas": ["organised_crime"],
}
"""Both officers add to it offline: everything survives, no question."""

BRIEFS: tuple[Given, ...] = tuple(
    {
        "title": title,
        "kind": "country_situation",
        "country": country,
        "country_scope": [country],
        "audience": ["head_office"],
        "bluf": bluf,
        "threat_level_overall": level,
    }
    for title, country, bluf, level in (
        (
            "Dargo district: market reopened after the flood",
            "XA",
            "Normal trade resumed; two roads still closed.",
            "1",
        ),
        (
            "Élections locales : calendrier et points d'attention",
            "XA",
            "Scrutin le 6 décembre ; rassemblements prévisibles la veille.",
            "2",
        ),
        (
            "Northern border post: document checks stepped up",
            "XB",
            "A new forged series was seen three times this month.",
            "2",
        ),
        (
            "Rocade sud : braquages de nuit sur convois isolés",
            "XA",
            "Trois faits en dix jours, mode opératoire identique.",
            "3",
        ),
    )
)

ORGANISATIONS: tuple[Given, ...] = tuple(
    {"name_official": name, "kind": kind, "country": country}
    for name, kind, country in (
        ("Police nationale karvélienne", "national_police", "XA"),
        ("Gendarmerie karvélienne", "gendarmerie", "XA"),
        ("Border police", "border_immigration", "XB"),
        ("Protection civile", "civil_protection", "XA"),
    )
)

CONTACTS: tuple[Given, ...] = tuple(
    {
        "family_name": family,
        "given_names": given,
        "contact_kind": "foreign_counterpart",
        "organisation": organisation,
        "function": function,
        "posted_in": country,
        "channels": [{"kind": "email", "value": f"{family}@police.example".lower()}],
    }
    for family, given, organisation, function, country in (
        ("Ferek", "Dano", "Police nationale karvélienne", "Directeur des affaires criminelles", "XA"),
        ("Okombe", "Lise", "Gendarmerie karvélienne", "Cheffe du groupement nord", "XA"),
        ("Sandoval", "Iris", "Border police", "Head of documents unit", "XB"),
        ("Ibn Youssef", "Muhammad", "Protection civile", "Coordinateur des secours", "XA"),
    )
)

NOTES = (
    "Pont de Tessa : pile centrale affouillée, passage à pied seulement.",
    "Checkpoint at kilometre 14 lifted, traffic moving again since noon.",
)


def library() -> tuple[tuple[str, Given], ...]:
    """Return what the author writes at the start: type and input of each record, one example of each type.

    A contact names its organisation, which comes before it; ``joined`` makes a reference of the name.
    """
    examples = [(kind.name, kind.example) for kind in RECORD_TYPES]
    told = [("brief", one) for one in BRIEFS]
    told += [("organisation", one) for one in ORGANISATIONS] + [("contact", one) for one in CONTACTS]
    return (*told, *examples)


def joined(given: Given, organisations: Mapping[str, str]) -> Given:
    """Return ``given`` with the id of its organisation in place of the name, if it names one of these."""
    known = organisations.get(str(given.get("organisation")))
    return given | {"organisation": known} if known else given
