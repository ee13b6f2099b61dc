"""Fictional briefs, contacts and requests that read like an attaché's: the same for the same seed.

Two languages mixed, few frequent words and many rare ones, about one kilobyte a record: they compress and
are indexed as real prose is. Countries XA to XD and everybody in them are invented.
"""

import random
from collections.abc import Iterator

Input = dict[str, object]

FRENCH = """
le la les de des du un une et à dans sur par pour avec sans depuis selon après avant la situation
reste calme tendue volatile dans le quartier du port marché gare pont frontière district préfecture
les transporteurs appellent à manifester la police renforce ses contrôles un véhicule suspect
signalé près de la résidence aucun ressortissant blessé le couvre-feu levé la route rouverte convoi
escorté contact rencontré hier confirme l'information reçue non confirmée source fiable menace
faible modérée élevée trafic de documents falsifiés filière démantelée saisie de stupéfiants
interpellation remise crue du fleuve abri ouvert hôpital saturé appui demandé formation prévue stage
session délégation attendue partenaire accord signé réponse sous huitaine
""".split()  # noqa: SIM905  # prose reads better as prose
ENGLISH = """
the of to in and a on by for with from at near since after before situation remains calm tense along
the coast road harbour market station bridge border district police increased patrols a convoy was
escorted no casualties reported among citizens curfew lifted strike announced for thursday
counterpart confirmed the report unconfirmed source reliable threat low moderate high forged
passports ring dismantled seizure arrest handed over flood shelter opened hospital full support
requested training planned delegation expected agreement signed reply within a week
""".split()  # noqa: SIM905  # prose reads better as prose
SYLLABLES = """
ba dor ka lin mar no pel ra sen tu va zel mi gou dja ter fa kor hen sa
""".split()  # noqa: SIM905  # prose reads better as prose
COUNTRIES = ("XA", "XB", "XC", "XD")
THEMES = ("terrorism", "organised_crime", "public_order")


def records(count: int, seed: int = 1) -> Iterator[tuple[str, Input]]:
    """Yield ``count`` pairs of record type and input: six briefs in ten, two contacts, two requests."""
    chance = random.Random(seed)
    for number in range(count):
        kind = ("brief",) * 6 + ("contact",) * 2 + ("request",) * 2
        name = kind[number % len(kind)]
        yield name, _MAKERS[name](chance, number)


def prose(chance: random.Random, size: int) -> str:
    """Return about ``size`` characters of text in one of the two languages."""
    words = chance.choice((FRENCH, ENGLISH))
    weights = [1 / (rank + 3) for rank in range(len(words))]
    sentences: list[str] = []
    while sum(map(len, sentences)) < size:
        chosen = chance.choices(words, weights, k=chance.randint(7, 16))
        if chance.random() < 0.5:
            chosen.insert(chance.randrange(len(chosen)), name(chance))
        sentences.append(" ".join(chosen).capitalize() + ".")
    return " ".join(sentences)


def name(chance: random.Random) -> str:
    """Return an invented proper name."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()


def _brief(chance: random.Random, number: int) -> Input:
    country = chance.choice(COUNTRIES)
    return {
        "title": f"{name(chance)} {number} : {prose(chance, 30)}"[:150],
        "kind": chance.choice(("country_situation", "flash", "thematic")),
        "country": country,
        "country_scope": [country],
        "audience": sorted(chance.sample(("ambassador", "head_office"), chance.randint(1, 2))),
        "bluf": prose(chance, 120),
        "facts": prose(chance, 420),
        "assessment": prose(chance, 160),
        "threat_level_overall": str(chance.randint(1, 5)),
        "threat_lines": [
            {"theme": chance.choice(THEMES), "level": str(chance.randint(1, 5)), "facts": prose(chance, 90)}
        ],
        "priority": chance.choice(("ROUTINE", "ROUTINE", "ROUTINE", "PRIORITY")),
    }


def _contact(chance: random.Random, number: int) -> Input:
    family, given = name(chance), name(chance)
    return {
        "family_name": f"{family}-{number}",
        "given_names": given,
        "contact_kind": "foreign_counterpart",
        "organisation": f"{chance.randrange(1, 60):032x}",
        "function": chance.choice(
            ("Chef de brigade", "Directeur adjoint", "Head of section", "Liaison officer")
        ),
        "posted_in": chance.choice(COUNTRIES),
        "channels": [
            {"kind": "email", "value": f"{given}.{family}@police.example".lower()},
            {"kind": "mobile", "value": f"+44 7700 900{chance.randint(0, 999):03d}"},
        ],
        "languages": [{"language": chance.choice(("fr", "en", "ar")), "level": "B2"}],
        "notes": prose(chance, 320),
    }


def _request(chance: random.Random, number: int) -> Input:
    return {
        "title": f"{prose(chance, 40)[:120]} ({number})",
        "kind": "wanted_person",
        "direction": "fr_to_partner",
        "partner_country": chance.choice(COUNTRIES),
        "facts": prose(chance, 420),
        "asks": [
            {"ask": "location", "text": prose(chance, 60)},
            {"ask": "identity_confirmation", "text": prose(chance, 60)},
        ],
        "person_family_name": name(chance),
        "case_ref_requesting": f"OC-2026-{number:04d}",
        "crime_areas": ["organised_crime"],
    }


_MAKERS = {"brief": _brief, "contact": _contact, "request": _request}
