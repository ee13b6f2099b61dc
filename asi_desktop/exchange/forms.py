"""The forms of documents that come in and go out, and how a document shows which it has."""

import re

from asi_desktop.domain.errors import Misused
from asi_desktop.domain.text import Text
from asi_desktop.exchange.charsets import document_text
from asi_desktop.exchange.contact_table.ldif import is_ldif

CANONICAL = "canonical"
VCARD = "vcard"
CSV = "csv"
EML = "eml"
FORMS_IN = (CANONICAL, VCARD, CSV, EML)
FORMS_OUT = (CANONICAL, VCARD, CSV)

WORDS = {
    CANONICAL: Text("Fiches sous forme canonique", "Records in canonical form"),
    VCARD: Text("Cartes de visite (vCard)", "Cards (vCard)"),
    CSV: Text("Tableau (CSV, LDIF)", "Table (CSV, LDIF)"),
    EML: Text("Message (EML)", "Message (EML)"),
}

PARSED = {VCARD: "vcard", CSV: "contact_table", EML: "electronic_mail"}
"""The parser of the closed room for each form that is not the program's own."""

_SUFFIXES = {
    **dict.fromkeys((".vcf", ".vcard"), VCARD),
    **dict.fromkeys((".csv", ".tsv", ".ldif", ".txt"), CSV),
    ".eml": EML,
}
_START_BYTES = 8192


class UnknownForm(Misused):
    """A form of document that this version does not have."""

    code = "unknown_form"
    what = Text(fr="Cette forme de document n’existe pas.", en="There is no such form of document.")
    next_step = Text(
        fr="Rien n’a été modifié. Formes connues : {forms}.", en="Nothing was changed. Known forms: {forms}."
    )


def form_of(data: bytes, name: str = "") -> str:
    """Return the form of a document by how it begins, else by its name's ending, else CANONICAL."""
    start = document_text(data[:_START_BYTES]).lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return CANONICAL
    if start[:200].upper().replace(" ", "").startswith("BEGIN:VCARD"):
        return VCARD
    if is_ldif(data[:_START_BYTES]):
        return CSV
    ending = next((form for suffix, form in _SUFFIXES.items() if name.lower().endswith(suffix)), "")
    if ending:
        return ending
    if _is_message(data[:_START_BYTES]):
        return EML
    first = start.partition("\n")[0]
    return CSV if any(mark in first for mark in ",;\t") else CANONICAL


def known_in(form: str) -> str:
    """Return ``form`` when documents of it can come in; raises UnknownForm."""
    if form not in FORMS_IN:
        raise UnknownForm(forms=", ".join(FORMS_IN))
    return form


def known_out(form: str) -> str:
    """Return ``form`` when records can go out in it; raises UnknownForm."""
    if form not in FORMS_OUT:
        raise UnknownForm(forms=", ".join(FORMS_OUT))
    return form


def _is_message(data: bytes) -> bool:
    """Tell whether a document begins with the headers of a message (RFC 5322)."""
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    names = {line.partition(b":")[0].strip().lower() for line in head.splitlines() if b":" in line}
    return bool({b"from", b"received", b"return-path"} & names) and bool({b"date", b"subject", b"to"} & names)
