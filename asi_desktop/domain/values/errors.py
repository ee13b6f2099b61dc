"""What is told when a value cannot be held: the field and what is expected, never the value itself."""

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.schema import Field, Kind
from asi_desktop.domain.text import Text

_NOTHING_CHANGED = Text(
    fr="Rien n’a été enregistré. Corrigez ce champ et recommencez.",
    en="Nothing was saved. Correct this field and try again.",
)

EXPECTED: dict[Kind, Text] = {
    Kind.TEXT: Text("un texte sur une ligne", "text on one line"),
    Kind.RICH: Text("un texte", "text"),
    Kind.INTEGER: Text("un nombre entier", "a whole number"),
    Kind.DECIMAL: Text("un nombre, par exemple 12.5", "a number such as 12.5"),
    Kind.BOOLEAN: Text("oui ou non (true ou false)", "yes or no (true or false)"),
    Kind.DATE: Text("une date, par exemple 2026-11-27", "a date such as 2026-11-27"),
    Kind.PARTIAL_DATE: Text(
        "une année, un mois ou un jour : 2026, 2026-11, 2026-11-27",
        "a year, a month or a day: 2026, 2026-11, 2026-11-27",
    ),
    Kind.INSTANT: Text(
        "un instant avec son décalage, par exemple 2026-11-27T17:42:00+03:00",
        "a moment with its offset, such as 2026-11-27T17:42:00+03:00",
    ),
    Kind.COUNTRY: Text("un pays, par son code à deux lettres", "a country, by its two-letter code"),
    Kind.LANGUAGE: Text("une langue, par son code ISO 639", "a language, by its ISO 639 code"),
    Kind.PHONE: Text("un numéro de téléphone", "a phone number"),
    Kind.EMAIL: Text("une adresse de courriel", "an email address"),
    Kind.URL: Text("une adresse web complète", "a full web address"),
    Kind.MONEY: Text(
        'un montant et sa devise : {"amount": "12.50", "currency": "EUR"}',
        'an amount and its currency: {"amount": "12.50", "currency": "EUR"}',
    ),
    Kind.POSITION: Text(
        'une position : {"lat": 12.34, "lon": -1.23}', 'a position: {"lat": 12.34, "lon": -1.23}'
    ),
    Kind.CODE: Text("un code de la liste", "a code of the list"),
    Kind.CODES: Text("une liste de codes", "a list of codes"),
    Kind.COUNTRIES: Text("une liste de pays", "a list of countries"),
    Kind.REFERENCE: Text(
        "l’identifiant d’une fiche (32 chiffres hexadécimaux)", "the id of a record (32 hex digits)"
    ),
    Kind.REFERENCES: Text("une liste d’identifiants de fiches", "a list of record ids"),
    Kind.LIST: Text("une liste d’éléments", "a list of elements"),
}


class InvalidValue(Refused):
    """A value that is not of the field's kind."""

    code = "invalid_value"
    what = Text(
        fr="Le champ « {label} » ({field}) attend {expected}.",
        en="The field “{label}” ({field}) expects {expected}.",
    )
    next_step = _NOTHING_CHANGED

    def __init__(self, field: Field, path: str, expected: Text | None = None) -> None:
        super().__init__(
            field=path or field.name, label=field.label, expected=expected or EXPECTED[field.kind]
        )


class UnknownCode(Refused):
    """A code that the field's list does not have."""

    code = "unknown_code"
    what = Text(
        fr="Le champ « {label} » ({field}) contient un code inconnu de la liste « {vocabulary} ».",
        en="The field “{label}” ({field}) holds a code that the list “{vocabulary}” does not have.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré. Choisissez parmi : {choices}.",
        en="Nothing was saved. Choose one of: {choices}.",
    )


class CodeNotEnabled(Refused):
    """A code that a deployment must allow first."""

    code = "code_not_enabled"
    what = Text(
        fr="Le champ « {label} » ({field}) n’accepte pas « {choice} » dans cette installation.",
        en="The field “{label}” ({field}) does not accept “{choice}” in this installation.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré. Choisissez une autre valeur, ou adressez-vous à l’administrateur.",
        en="Nothing was saved. Choose another value, or ask the administrator.",
    )


class TooLong(Refused):
    """A text longer than its field."""

    code = "too_long"
    what = Text(
        fr="Le champ « {label} » ({field}) accepte {longest} caractères ; le texte en a {length}.",
        en="The field “{label}” ({field}) takes {longest} characters; the text has {length}.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré. Raccourcissez le texte ou joignez-le en pièce jointe.",
        en="Nothing was saved. Shorten the text, or attach it as a file.",
    )


class TooMany(Refused):
    """More items than a field may hold."""

    code = "too_many"
    what = Text(
        fr="Le champ « {label} » ({field}) accepte {most} éléments au plus.",
        en="The field “{label}” ({field}) takes at most {most} items.",
    )
    next_step = _NOTHING_CHANGED


class NotHeld(Refused):
    """A matter that the product must not hold."""

    code = "not_held"
    what = Text(
        fr="Ce qui est indiqué dans « {label} » ({field}) ne peut pas être conservé ici.",
        en="What “{label}” ({field}) says cannot be kept here.",
    )
    next_step = Text(
        fr="Rien n’a été enregistré. Adressez-vous à l’autorité compétente par son propre canal.",
        en="Nothing was saved. Turn to the competent authority through its own channel.",
    )
