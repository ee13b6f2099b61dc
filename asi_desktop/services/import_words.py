"""What an import says, in both languages: outcomes, where a column goes, and the report of a whole import."""

import codecs
import csv
import io
from collections.abc import Iterator

from asi_desktop.domain.records import record_type
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.vocabularies import vocabulary
from asi_desktop.exchange.contact_table.headers import LABEL, NOWHERE, TECHNICAL, UID
from asi_desktop.exchange.contact_table.writing import inert
from asi_desktop.services.import_results import Intake, TakenLine

OUTCOMES = {
    "created": Text("nouveau", "new"),
    "updated": Text("complété", "completed"),
    "unchanged": Text("identique", "the same"),
    "duplicate": Text("déjà connu", "known already"),
    "refused": Text("refusé", "refused"),
}
SEVERAL = {
    "created": Text("nouveaux", "new"),
    "updated": Text("complétés", "completed"),
    "unchanged": Text("identiques", "the same"),
    "duplicate": Text("déjà connus", "known already"),
    "refused": Text("refusés", "refused"),
}
BY = {
    "uid": Text("même fiche", "same record"),
    "email": Text("même adresse", "same address"),
    "phone": Text("même numéro", "same number"),
    "name": Text("même nom", "same name"),
}
TWINS = {
    "skip": Text("Les laisser tels quels", "Leave them as they are"),
    "update": Text("Les compléter", "Complete them"),
    "new": Text("En créer d’autres", "Make others"),
}

_PIECES = {
    NOWHERE: Text("— non repris", "— not taken"),
    TECHNICAL: Text("— donnée technique", "— technical"),
    LABEL: Text("Précision du suivant", "Label of the next one"),
    UID: Text("Identifiant", "Id"),
    "full_name": Text("Nom complet", "Full name"),
    "middle_names": Text("Autres prénoms", "Middle names"),
    "department": Text("Service", "Department"),
    "birth_year": Text("Anniversaire : année", "Birthday: year"),
    "birth_month": Text("Anniversaire : mois", "Birthday: month"),
    "birth_day": Text("Anniversaire : jour", "Birthday: day"),
}
_PARTS = {
    "formatted": Text("en entier", "whole"),
    "box": Text("boîte postale", "PO box"),
    "street": Text("rue", "street"),
    "street2": Text("complément", "second line"),
    "city": Text("ville", "city"),
    "region": Text("région", "region"),
    "code": Text("code postal", "postal code"),
    "country": Text("pays", "country"),
}
_PLACES = {
    "home": Text("domicile", "home"),
    "work": Text("bureau", "work"),
    "other": Text("autre", "other"),
    "main": Text("standard", "main"),
    "pager": Text("messageur", "pager"),
    "car": Text("voiture", "car"),
    "assistant": Text("secrétariat", "assistant"),
}
_ADDRESS = Text("Adresse", "Address")
_HEADINGS = (
    Text("Ligne", "Line"),
    Text("Nom", "Name"),
    Text("Résultat", "Outcome"),
    Text("Déjà connu", "Known already"),
    Text("Non repris", "Not taken"),
    Text("Message", "Message"),
)


def target_label(target: str, language: Language) -> str:
    """Return what a target of a column is called in the form."""
    if target in _PIECES:
        return _PIECES[target].to(language)
    head, _, rest = target.partition("/")
    if head == "address":
        place, _, part = rest.partition("/")
        return _joined((_ADDRESS.to(language), _place(place, language), _PARTS[part].to(language)))
    field = record_type("contact").by_name.get(head)
    if field is None:
        return target
    return _in_list(field, rest, language) if field.kind is Kind.LIST and rest else field.label.to(language)


def twin_words(line: TakenLine, language: Language) -> str:
    """Return who is here already and what told so, "" for somebody new."""
    if not line.twin:
        return ""
    by = BY.get(line.by)
    return f"{line.twin} ({by.to(language)})" if by else line.twin


def left_words(line: TakenLine) -> str:
    """Return what found no place, in one line."""
    return "; ".join(f"{one.name}: {one.value}" for one in line.left)


def report(intake: Intake, language: Language) -> Iterator[bytes]:
    """Yield the lines of a table that says what became of each line of a document."""
    yield codecs.BOM_UTF8 + _line([heading.to(language) for heading in _HEADINGS])
    for line in intake.lines:
        outcome = OUTCOMES[line.outcome].to(language)
        message = line.message.to(language) if line.message else ""
        told = (line.name, outcome, twin_words(line, language), left_words(line), message)
        yield _line([str(line.line), *map(inert, told)])


def _in_list(field: Field, rest: str, language: Language) -> str:
    kind, _, place = rest.partition("/")
    if kind.isdecimal():
        inner = next((one for one in field.fields if one.name == place), None)
        return _joined((f"{field.label.to(language)} {kind}", inner.label.to(language) if inner else place))
    return _joined((vocabulary("channel_kind").label(kind, language), _place(place, language)))


def _place(place: str, language: Language) -> str:
    known = _PLACES.get(place)
    return known.to(language) if known else place


def _joined(parts: tuple[str, ...]) -> str:
    return " · ".join(part for part in parts if part)


def _line(cells: list[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()
