"""Trains the compression dictionary of payloads on fictional records, as the program's own codec writes them.

    train_dictionary.py TARGET [FOLDER]     writes the dictionary to TARGET; FOLDER holds more records, as
                                            *.jsonl with an input of `record add` a line, type under "type"

A dictionary belongs to its suite for ever: what is sealed with it opens with nothing else. So a new one gets
a new number and a new suite, and never takes the place of the old.
"""

import json
import random
import re
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from backports.zstd import ZstdDict, finalize_dict, train_dict

from asi_desktop.domain.dotted import Dot, Stamp, State, Value, Write, write
from asi_desktop.domain.records import RECORD_TYPES, record_type
from asi_desktop.domain.reference import reference
from asi_desktop.domain.schema import CREATION, Field, Kind, RecordType
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.domain.writing import new_values, split_local
from asi_desktop.protocol import payload
from asi_desktop.protocol.compression import LEVEL

SIZE = 64 * 1024
RECORDS_OF_EACH_TYPE = 60
EDITS_OF_EACH = 0.15
GIVEN = 0.45
SHORT = 60
FREQUENT_WORDS = 800
WORD = re.compile(rb" [^\x00-\x20\x80-\xbf][^\x00-\x20.,;]{2,}")
LONGEST_ENTROPY_TABLES = 300
BEGINNING_MS = 1_767_225_600_000
YEAR_MS = 31_536_000_000

FRENCH = (
    "la situation sécuritaire reste tendue mais sous contrôle dans",
    "les forces de sécurité intérieure ont renforcé leur dispositif autour de",
    "selon une source policière locale jugée fiable, le groupe aurait quitté",
    "la gendarmerie nationale a interpellé trois suspects au poste frontière de",
    "deux véhicules ont été attaqués par des individus armés sur l'axe reliant la capitale à",
    "aucun ressortissant français ne figure parmi les victimes",
    "le risque d'enlèvement demeure élevé pour les expatriés au nord de",
    "les autorités ont annoncé l'instauration d'un couvre-feu de 22 heures à 5 heures à",
    "une manifestation de l'opposition est prévue vendredi après la prière devant l'hôtel de ville de",
    "il est recommandé d'éviter tout déplacement nocturne et de reporter les missions non essentielles vers",
    "le ministère de l'intérieur a demandé l'appui technique de notre service pour la formation de",
    "la police aux frontières a saisi un lot de passeports falsifiés en provenance de",
    "l'enquête est conduite par l'office central compétent, saisi par le parquet de",
    "notre interlocuteur confirme que le réseau de passeurs opère depuis",
    "les vols à main armée et les cambriolages sont en hausse dans les quartiers résidentiels de",
    "l'aéroport international fonctionne normalement ; les contrôles ont été renforcés à",
    "l'ambassadeur a été informé et le poste consulaire prévenu",
    "le centre de crise et de soutien a été tenu informé à chaque étape",
    "merci de bien vouloir identifier le titulaire de cette ligne et de nous communiquer tout élément utile",
    "l'intéressé fait l'objet d'un mandat d'arrêt pour trafic de stupéfiants en bande organisée",
    "le véhicule immatriculé en France a été signalé volé puis localisé à",
    "ces éléments sont communiqués à titre de renseignement et ne peuvent être utilisés en procédure",
    "la menace terroriste demeure présente, en particulier contre les emprises diplomatiques",
    "une réunion de coordination s'est tenue avec les partenaires européens au sujet de",
    "à surveiller : les élections prévues au premier trimestre pourraient provoquer des incidents à",
    "le trafic de cocaïne par conteneurs en direction de l'Europe s'est accru depuis le port de",
    "une crue soudaine a coupé la route nationale et isolé plusieurs villages près de",
    "l'école de police souhaite accueillir un stage consacré à la fraude documentaire",
    "le commissaire divisionnaire chargé de la coopération internationale a pris ses fonctions à",
    "aucune réaction officielle n'a été enregistrée à ce stade",
    "cette information n'a pas pu être recoupée et doit être considérée avec prudence",
    "point de contact privilégié pour toute demande urgente, joignable de jour comme de nuit",
)
ENGLISH = (
    "the security situation remains tense but under control in",
    "internal security forces have reinforced their presence around",
    "according to a local police source considered reliable, the group has left",
    "the national gendarmerie arrested three suspects at the border crossing of",
    "two vehicles were attacked by armed men on the road between the capital and",
    "no French nationals are among the victims",
    "the risk of kidnapping remains high for expatriates north of",
    "the authorities have announced a curfew from 10 p.m. to 5 a.m. in",
    "an opposition demonstration is planned on Friday in front of the city hall of",
    "staff are advised to avoid movement at night and to postpone all but essential travel to",
    "the ministry of the interior has asked our office for technical support in the training of",
    "the border police seized a batch of forged passports coming from",
    "the investigation is led by the competent national unit on behalf of the prosecutor of",
    "our counterpart confirms that the smuggling network operates from",
    "armed robbery and burglary are increasing in the residential districts of",
    "the international airport is open and working normally; checks have been reinforced in",
    "the ambassador has been informed and the consulate notified",
    "please identify the subscriber of this telephone number and provide any relevant information",
    "the person is wanted under an arrest warrant for organised drug trafficking",
    "the vehicle registered in France was reported stolen and has been located in",
    "this information is shared for intelligence purposes only and may not be used as evidence",
    "the terrorist threat remains, in particular against diplomatic premises and places of worship",
    "a coordination meeting was held with European partners about",
    "to be watched: the elections planned for the first quarter may lead to incidents in",
    "cocaine trafficking towards Europe in containers has increased from the port of",
    "a flash flood cut the national road and isolated several villages near",
    "the police academy would like to host a course on document fraud",
    "the superintendent in charge of international cooperation has taken up his duties in",
    "there has been no official reaction at this stage",
    "this information could not be corroborated and should be treated with caution",
    "preferred point of contact for urgent requests, available by day and by night",
    "further details will follow as soon as they are available",
)
SYLLABLES = (
    "ba",
    "dou",
    "ga",
    "kor",
    "la",
    "ma",
    "ndi",
    "no",
    "ra",
    "sa",
    "ti",
    "vel",
    "bren",
    "lu",
    "mar",
    "zé",
)
GIVEN_NAMES = (
    "Amina",
    "André",
    "Carlos",
    "Claire",
    "David",
    "Elena",
    "Fatou",
    "Hassan",
    "Ingrid",
    "Jean",
    "Leïla",
    "Marc",
)
STATES = (
    "draft",
    "submitted",
    "validated",
    "sent",
    "closed",
    "active",
    "received",
    "in_progress",
    "answered",
    "archived",
)


def main(target: str, folder: str | None = None) -> int:
    """Trains, writes the dictionary and says how large it is; returns the exit status."""
    chance = random.Random(20260101)  # noqa: S311 - equal runs give equal dictionaries
    inputs = [*given_of_folder(Path(folder))] if folder else []
    inputs += [(kind, given(kind, chance)) for kind in RECORD_TYPES for _ in range(RECORDS_OF_EACH_TYPE)]
    chance.shuffle(inputs)
    samples = [sample for kind, values in inputs for sample in samples_of(kind, values, chance)]
    content = finalize_dict(ZstdDict(substrings(samples), is_raw=True), samples, SIZE, LEVEL).dict_content
    Path(target).write_bytes(content)
    print(f"{target}: {len(content)} bytes from {len(samples)} payloads of {len(inputs)} records")
    return 0


def substrings(samples: list[bytes]) -> bytes:
    """What payloads share: phrases and, at the end, where naming them costs least, the frequent words."""
    phrases = train_dict(samples, SIZE).dict_content[LONGEST_ENTROPY_TABLES:]
    counted = Counter(word for sample in samples for word in WORD.findall(sample))
    frequent = b"".join(word for word, _ in reversed(counted.most_common(FREQUENT_WORDS)))
    return phrases[len(frequent) :] + frequent


def given_of_folder(folder: Path) -> Iterator[tuple[RecordType, dict[str, Value]]]:
    """The records of the folder's files, each with its type."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            values: dict[str, Value] = json.loads(line)
            yield record_type(str(values.pop("type"))), values


def samples_of(kind: RecordType, values: Mapping[str, Value], chance: random.Random) -> Iterator[bytes]:
    """The payloads of a record: whole when it is made, then perhaps the difference that an edit makes."""
    device = chance.randbytes(16)
    made = State(kind.name, 1, {}, {}, {})
    at_ms = BEGINNING_MS + chance.randrange(YEAR_MS)
    dot = Dot(chance.getrandbits(64), chance.randrange(1, 60_000))
    travelling, _ = split_local(kind, new_values(kind, values))
    state = write(made, Write(dot, Stamp(device, at_ms), envelope(kind, chance) | travelling))
    yield payload.encoded(state, device=device)
    if chance.random() < EDITS_OF_EACH:
        dot = Dot(chance.getrandbits(64), chance.randrange(1, 60_000))
        short = {path: value for path, value in travelling.items() if len(str(value)) <= SHORT}
        path = chance.choice(list(short))
        change = {path: short[path]} if chance.random() < 0.5 else {"status": status(chance)}
        edited = write(state, Write(dot, Stamp(device, at_ms + chance.randrange(YEAR_MS)), change))
        yield payload.encoded(payload.difference(edited, state.vector), device=device)


def envelope(kind: RecordType, chance: random.Random) -> dict[str, Value]:
    """What the program itself writes into a new record."""
    post, letter = chance.choice(("FRXA", "FRXB", "HQ", "PCV")), chance.choice("ABCD")
    year = chance.randrange(2025, 2029)
    ref = reference(post, year, kind.code, chance.randrange(1, 3000), letter)
    return {"ref": ref, "status": status(chance)}


def status(chance: random.Random) -> Value:
    """A step of a workflow, as it is stored."""
    return {
        "state": chance.choice(STATES),
        "role": chance.choice(("ASI", "ASIA", "OL", "BUR", "CHEF", "LOCAL")),
    }


def given(kind: RecordType, chance: random.Random) -> dict[str, Value]:
    """An input of `record add` made up from the type's description."""
    language = chance.choice(("fr", "en"))
    fields = [field for field in kind.fields if not field.system]
    wanted = [field for field in fields if field.required_from == CREATION or chance.random() < GIVEN]
    return filled(wanted, language, chance) | {"language": language}


def filled(fields: list[Field], language: str, chance: random.Random) -> dict[str, Value]:
    """Plausible values of the fields, without those that the product refuses to hold."""
    values = ((field, value_of(field, language, chance)) for field in fields)
    return {field.name: value for field, value in values if value is not None and value not in field.never}


def value_of(field: Field, language: str, chance: random.Random) -> Value:
    """A plausible value of a field, None for a kind that needs another record."""
    if field.kind is Kind.LIST:
        inner = [one for one in field.fields if not one.system]
        return [filled(inner, language, chance) for _ in range(chance.choice((1, 1, 2, 3)))]
    if field.kind in {Kind.CODE, Kind.CODES} and field.vocabulary:
        codes = sorted(vocabulary(field.vocabulary).accepted - set(map(str, field.never)))
        return chance.choice(codes) if field.kind is Kind.CODE else list(set(chance.choices(codes, k=2)))
    if field.kind is Kind.RICH or field.multiline:
        return prose(language, chance, chance.randrange(1, 5))[: field.longest]
    if field.kind is Kind.TEXT:
        return prose(language, chance, 1)[: min(field.longest, chance.choice((20, 40, 80)))].strip()
    return simple(field, chance)


def simple(field: Field, chance: random.Random) -> Value:
    """A value of a kind that needs no description."""
    day = f"{chance.randrange(2025, 2029)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    name, place = chance.choice(GIVEN_NAMES), invented(chance)
    least = field.minimum or 0
    most = field.maximum if field.maximum is not None else least + 1000
    makers: dict[Kind, Value] = {
        Kind.BOOLEAN: chance.random() < 0.8,
        Kind.COUNTRIES: [chance.choice(("XA", "XB", "FR", "SN", "CI", "ML", "NE", "LB", "CO", "UA"))],
        Kind.COUNTRY: chance.choice(("XA", "XB", "FR", "SN", "CI", "ML", "NE", "LB", "CO", "UA")),
        Kind.DATE: day,
        Kind.EMAIL: f"{name}.{place}@{invented(chance)}.example".lower().replace("é", "e").replace("ï", "i"),
        Kind.INSTANT: {
            "utc": f"{day}T{chance.randrange(24):02}:{chance.randrange(60):02}:00Z",
            "offset": chance.choice((0, 60, 120, 180)),
            "zone": chance.choice(("Europe/Paris", "Africa/Dakar", "Africa/Nairobi", "Asia/Beirut")),
        },
        Kind.INTEGER: least + chance.randrange(min(60, most - least + 1)),
        Kind.DECIMAL: f"{chance.randrange(1, 900)}.{chance.randrange(10)}",
        Kind.LANGUAGE: chance.choice(("fr", "en")),
        Kind.MONEY: {
            "amount": f"{chance.randrange(10, 90000)}.00",
            "currency": chance.choice(("EUR", "USD", "XOF")),
        },
        Kind.PARTIAL_DATE: chance.choice((day, day[:7], day[:4])),
        Kind.PHONE: f"+{chance.randrange(20, 260)} {chance.randrange(10**7, 10**9)}",
        Kind.POSITION: {
            "lat": chance.randrange(-3500, 6000) / 100,
            "lon": chance.randrange(-1800, 5000) / 100,
        },
        Kind.REFERENCE: uuid.UUID(int=chance.getrandbits(128), version=4).hex,
        Kind.REFERENCES: [uuid.UUID(int=chance.getrandbits(128), version=4).hex],
        Kind.URL: f"https://www.{invented(chance).lower()}.example/",
    }
    return makers.get(field.kind)


def prose(language: str, chance: random.Random, sentences: int) -> str:
    """Sentences put together from two clauses each, about an invented place."""
    clauses = FRENCH if language == "fr" else ENGLISH
    joint = (
        chance.choice((", et ", " ; ", " alors que "))
        if language == "fr"
        else chance.choice((", and ", "; ", " while "))
    )
    made = []
    for _ in range(sentences):
        first, second = chance.sample(clauses, 2)
        text = f"{first} {invented(chance)}{joint}{second} {invented(chance)}."
        made.append(text[0].upper() + text[1:])
    return " ".join(made)


def invented(chance: random.Random) -> str:
    """The name of a place or person that does not exist."""
    return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3)))).capitalize()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
