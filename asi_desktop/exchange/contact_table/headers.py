"""What the columns of other programs are called, and where in a contact each belongs.

A target is the name of a contact's field; ``channels/KIND`` adds a way to reach of that kind, with where it
stands as ``channels/KIND/PLACE``; ``label`` says it of the next column on the right; ``address/PLACE/PART``
is a piece of a postal address; the others stand in ``PIECES``. ``-`` is what a program notes for itself, an
empty target leaves the column out and tells so.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from asi_desktop.domain.records import record_type
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.search_key import normal_form
from asi_desktop.domain.text import LANGUAGES

TECHNICAL = "-"
NOWHERE = ""
LABEL = "label"
UID = "uid"
OWN_START = ("id", "ref")
"""The first two columns of a table that this program wrote: the others are called as its fields are."""

PIECES = (UID, "full_name", "middle_names", "department", "birth_year", "birth_month", "birth_day", LABEL)
"""Targets that are no field of their own: they complete one."""

ADDRESS_PARTS = ("formatted", "box", "street", "street2", "city", "region", "code", "country")
NUMBERED = re.compile(r"(.+?) ([0-9]{1,2}) (?:–|-) (.+)")
"""An element of a list in the tables that this program writes: list, number, field."""

_PUNCTUATION = re.compile(r"[\s._:/()\[\]*#°-]+")
_PLACES = {
    "home": ("home", "domicile", "private"),
    "work": ("business", "work", "bureau"),
    "other": ("other", "autre"),
}
_PARTS = {
    "street": ("street", "address", "rue", "adresse"),
    "street2": ("street 2", "street 3", "address 2", "rue 2", "rue 3", "adresse 2"),
    "city": ("city", "ville", "town"),
    "region": ("state", "county", "province", "region", "dep region", "departement", "etat"),
    "code": ("postal code", "zip", "zipcode", "zip code", "post code", "code postal"),
    "country": ("country", "country region", "pays", "pays region"),
    "box": ("address po box", "po box", "boite postale", "b p"),
}
_NAMES: dict[str, tuple[str, ...]] = {
    "family_name": (
        *("last name", "last", "surname", "family name", "sn", "nom", "nom de famille", "lastname"),
        *("nom 2",),
    ),
    "given_names": ("first name", "first", "given name", "givenname", "prenom", "prenoms", "firstname"),
    "middle_names": ("middle name", "middle", "additional name", "deuxieme prenom", "second prenom"),
    "full_name": (
        *("name", "full name", "display name", "file as", "cn", "nom complet", "nom a afficher"),
        *("nom affiche", "contact"),
    ),
    "courtesy_title": ("title", "name prefix", "prefix", "titre", "civilite", "salutation", "prefixe"),
    "organisation": (
        *(
            "company",
            "organization",
            "organisation",
            "organization name",
            "organization 1 name",
            "company name",
        ),
        *("o", "societe", "entreprise", "organisme", "employeur", "service employeur"),
    ),
    "department": (
        *("department", "organization department", "organization 1 department", "ou", "service"),
        *("departement service", "direction"),
    ),
    "function": (
        *("job title", "organization title", "organization 1 title", "position", "role", "fonction"),
        *("profession", "poste", "intitule du poste", "titre 2", "title 2"),
    ),
    "rank": ("rank", "grade"),
    "notes": ("notes", "note", "comments", "description", "remarques", "commentaires", "info"),
    "protocol_birthday": ("birthday", "date of birth", "anniversaire", "date de naissance", "birthdate"),
    "birth_year": ("birth year", "birthyear", "annee de naissance"),
    "birth_month": ("birth month", "birthmonth", "mois", "mois de naissance"),
    "birth_day": ("birth day", "jour", "jour de naissance"),
    "languages": ("language", "langue", "langues", "languages"),
    "channels/email": (
        *(
            "e mail address",
            "e mail 2 address",
            "e mail 3 address",
            "email address",
            "email",
            "e mail",
            "mail",
        ),
        *("primary email", "secondary email", "email 2", "email 3", "courriel", "adresse e mail", "mel"),
        *("adresse de messagerie", "adresse de messagerie 2", "adresse de messagerie 3", "email 2 address"),
        *("adresse electronique", "adresse electronique principale", "adresse electronique secondaire"),
        *(
            "adresse electronique supplementaire",
            "mozillasecondemail",
            "alternate email 1",
            "alternate email 2",
        ),
        *("messagerie", "email 3 address", "adresse de courriel"),
    ),
    "channels/email/home": ("home email", "personal email", "email personnel"),
    "channels/email/work": ("work email", "business email", "email professionnel"),
    "channels/phone": (
        *(
            "business phone",
            "business phone 2",
            "work phone",
            "work",
            "phone",
            "telephone",
            "tel",
            "phone number",
        ),
        *("telephone bureau", "telephone 2 bureau", "telephonenumber", "tel professionnel", "work phone 2"),
        *("telephone professionnel", "tel bureau", "numero de telephone", "telephone fixe"),
    ),
    "channels/phone/home": (
        *("home phone", "home phone 2", "home", "telephone domicile", "telephone 2 domicile", "homephone"),
        *("tel personnel", "tel domicile", "telephone personnel"),
    ),
    "channels/phone/main": (
        *("company main phone", "primary phone", "telephone societe", "telephone principal", "standard"),
    ),
    "channels/phone/other": ("other phone", "telephone autre", "callback", "rappel", "radio phone"),
    "channels/phone/assistant": ("assistants phone", "telephone de lassistante", "telephone de lassistant e"),
    "channels/phone/car": ("car phone", "telephone voiture"),
    "channels/phone/pager": ("pager", "pager number", "recepteur de radiomessagerie", "pager phone"),
    "channels/mobile": (
        *("mobile phone", "mobile number", "mobile", "cell", "cell phone", "tel mobile", "telephone mobile"),
        *("portable", "telephone portable", "tel portable", "gsm", "cellphone", "mobile phone 2"),
    ),
    "channels/fax": (
        "business fax",
        "fax",
        "fax number",
        "telecopie bureau",
        "telecopie",
        "work fax",
        "facsimiletelephonenumber",
    ),
    "channels/fax/home": ("home fax", "telecopie domicile"),
    "channels/fax/other": ("other fax", "telecopie autre"),
    "channels/satellite": ("satellite phone", "satellite", "telephone satellite"),
    "channels/messaging": (
        "imaddress",
        "im address",
        "screen name",
        "skype id",
        "messenger id",
        "nom decran",
    ),
    "address/1/street": ("address", "adresse", "adresse privee", "adresse postale"),
    "address/1/city": ("city", "ville"),
    "address/1/code": ("zip", "postal code", "code postal"),
    "address/1/country": ("country", "pays"),
    "address/2/street": ("adresse professionnelle",),
    "address/2/city": ("ville 2",),
    "address/2/code": ("code postal 2",),
    "address/2/country": ("pays 2",),
    "address/work/street": ("street", "postofficebox", "streetaddress"),
    "address/work/city": ("l", "locality"),
    "address/work/region": ("st",),
    "address/work/code": ("postalcode",),
    "address/work/country": ("c", "countryname"),
    "address/home/street": ("mozillahomestreet",),
    "address/home/street2": ("mozillahomestreet2",),
    "address/home/city": ("mozillahomelocalityname",),
    "address/home/region": ("mozillahomestate",),
    "address/home/code": ("mozillahomepostalcode",),
    "address/home/country": ("mozillahomecountryname",),
    TECHNICAL: (
        *("e mail type", "e mail display name", "e mail 2 display name"),
        *("e mail 3 display name", "type de messagerie", "type de messagerie 2", "type de messagerie 3"),
        *("nom complet de ladresse de messagerie", "nom complet de ladresse de messagerie 2"),
        *(
            "nom complet de ladresse de messagerie 3",
            "initials",
            "initiales",
            "priority",
            "priorite",
            "private",
        ),
        *("prive", "sensitivity", "critere de diffusion", "internet free busy", "disponibilite internet"),
        *("photo", "yomi name", "given name yomi", "family name yomi", "phonetic first name"),
        *("phonetic middle name", "phonetic last name", "given yomi", "surname yomi", "company yomi", "uid"),
        *("mileage", "kilometrage", "mozillausehtmlmail", "modifytimestamp", "jpegphoto", "short name"),
    ),
}
_GOOGLE = (
    (re.compile(r"e mail [0-9]+ (type|label)|phone [0-9]+ (type|label)|im [0-9]+ (type|label)"), LABEL),
    (re.compile(r"(address [0-9]+|im [0-9]+) (type|label|service)"), TECHNICAL),
    (re.compile(r"e mail [0-9]+ value"), "channels/email"),
    (re.compile(r"phone [0-9]+ value"), "channels/phone"),
    (re.compile(r"im [0-9]+ value"), "channels/messaging"),
)
_GOOGLE_ADDRESS = re.compile(
    r"address ([0-9]+) (formatted|street|city|po box|region|postal code|country|extended address)"
)
_GOOGLE_PARTS = {
    "formatted": "formatted",
    "street": "street",
    "city": "city",
    "po box": "box",
    "region": "region",
    "postal code": "code",
    "country": "country",
    "extended address": "street2",
}


def spelled(header: str) -> str:
    """Return a header as headers are compared: accents, case, punctuation and apostrophes forgiven."""
    return _PUNCTUATION.sub(" ", normal_form(header)).strip()


def mapped(headers: tuple[str, ...]) -> dict[str, str]:
    """Return the target of each header, NOWHERE for those that nobody knows."""
    if headers[: len(OWN_START)] == OWN_START:
        own = {header: _own().get(spelled(header)) or _own_element(header) for header in headers}
        return own | {"id": UID} | dict.fromkeys(("ref", "status"), TECHNICAL)
    found = {header: _target(header) for header in headers}
    _settle(found)
    return found


def targets() -> tuple[str, ...]:
    """Return every target that a person may choose for a column, in the order of the form."""
    contact = record_type("contact")
    fields = (field.name for field in contact.fields if field.kind in _IN_A_CELL and not field.local)
    listed = dict.fromkeys((*fields, "languages", *PIECES, *_known().values()))
    return tuple(name for name in listed if name not in {TECHNICAL, NOWHERE})


def is_target(name: str) -> bool:
    """Tell whether ``name`` can stand in a mapping."""
    return name in {TECHNICAL, NOWHERE} or name in targets() or NUMBERED_TARGET.fullmatch(name) is not None


NUMBERED_TARGET = re.compile(r"(channels|languages)/[0-9]{1,2}/[a-z_]+|address/[a-z0-9]{1,8}/[a-z0-9]+")
_IN_A_CELL = frozenset(
    {Kind.TEXT, Kind.RICH, Kind.CODE, Kind.CODES, Kind.COUNTRY, Kind.COUNTRIES, Kind.LANGUAGE, Kind.BOOLEAN}
    | {Kind.DATE, Kind.PARTIAL_DATE, Kind.REFERENCE}
)


def _target(header: str) -> str:
    words = spelled(header)
    known = _known().get(words)
    if known is not None:
        return known
    for pattern, target in _GOOGLE:
        if pattern.fullmatch(words):
            return target
    if match := _GOOGLE_ADDRESS.fullmatch(words):
        return f"address/{match[1]}/{_GOOGLE_PARTS[match[2]]}"
    return _own().get(words) or _own_element(header)


def _own_element(header: str) -> str:
    """Return the target of a list's element in a table that this program wrote."""
    match = NUMBERED.fullmatch(header)
    if match is None:
        return NOWHERE
    for listing in (one for one in record_type("contact").fields if one.name in {"channels", "languages"}):
        if spelled(match[1]) in _labels(listing):
            inner = next((one for one in listing.fields if spelled(match[3]) in _labels(one)), None)
            return f"{listing.name}/{int(match[2])}/{inner.name}" if inner else NOWHERE
    return NOWHERE


def _settle(found: dict[str, str]) -> None:
    """Settle what one header alone does not say: which title is the function, which birthday the day."""
    titles = [header for header, target in found.items() if target == "courtesy_title"]
    if titles and "function" not in found.values():
        found[titles[-1]] = "function"
    if "birth_year" in found.values():
        found |= {header: "birth_day" for header in found if spelled(header) == "birthday"}


@cache
def _known() -> Mapping[str, str]:
    names = {name: target for target, several in _NAMES.items() for name in several}
    return dict(_addresses()) | names


def _addresses() -> Iterator[tuple[str, str]]:
    for place, says in _PLACES.items():
        for part, words in _PARTS.items():
            for said in says:
                for word in words:
                    target = f"address/{place}/{part}"
                    number = re.search(r" [23]$", word)
                    yield f"{said} {word}", target
                    yield f"{word} {said}", target
                    if number:  # « Rue (bureau) 2 »
                        yield f"{word[:-2]} {said}{number[0]}", target


@cache
def _own() -> Mapping[str, str]:
    """Return what the fields of a contact are called here, in both languages and by their names."""
    fields = [field for field in record_type("contact").fields if field.kind in _IN_A_CELL]
    return {label: field.name for field in reversed(fields) for label in _labels(field)}


def _labels(field: Field) -> set[str]:
    return {spelled(field.label.to(language)) for language in LANGUAGES} | {spelled(field.name)}
