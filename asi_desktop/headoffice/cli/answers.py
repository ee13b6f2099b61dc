"""How a command answers: one JSON document, or lines for people."""

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from asi_desktop.domain.text import Language, Text
from asi_desktop.headoffice.cli.described import Document

LABELS = {
    "active": Text("en poste", "active"),
    "alarms": Text("alarmes", "alarms"),
    "at": Text("le", "at"),
    "checked": Text("vérifiés", "checked"),
    "code": Text("code", "code"),
    "countries": Text("pays", "countries"),
    "database": Text("base de données", "database"),
    "device": Text("ordinateur", "laptop"),
    "devices": Text("ordinateurs", "laptops"),
    "entries": Text("inscriptions", "entries"),
    "epoch": Text("clé n°", "key no."),
    "expires": Text("expire", "expires"),
    "file": Text("fichier", "file"),
    "fingerprint": Text("empreinte", "fingerprint"),
    "home": Text("espace", "space"),
    "last_contact": Text("dernier contact", "last contact"),
    "last_seen": Text("vu", "last seen"),
    "letter": Text("lettre", "letter"),
    "login": Text("identifiant", "login"),
    "members": Text("membres", "members"),
    "name": Text("nom", "name"),
    "office": Text("centrale", "office"),
    "ok": Text("sain", "sound"),
    "owner": Text("à", "owner"),
    "person": Text("personne", "person"),
    "persons": Text("personnes", "people"),
    "post": Text("poste", "post"),
    "posts": Text("postes", "posts"),
    "problems": Text("anomalies", "problems"),
    "purpose": Text("nature", "purpose"),
    "read_only": Text("lecture seule", "reading only"),
    "revoked": Text("révoqué", "revoked"),
    "role": Text("rôle", "role"),
    "seq": Text("n°", "no."),
    "space": Text("espace", "space"),
    "spaces": Text("espaces", "spaces"),
    "stored_bytes": Text("octets conservés", "bytes stored"),
}


def write(document: Document | None, language: Language, *, as_json: bool) -> None:
    """Write the answer to standard output; None was answered already."""
    if document is None:
        return
    if as_json:
        line(json.dumps(document, ensure_ascii=False))
        return
    for name, value in document.items():
        if _is_table(value):
            for row in _table(value, language):
                line(row)
        else:
            line(f"{_label(name, language)}: {_cell(value)}")


def line(text: str) -> None:
    """Write one line to standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _table(rows: Sequence[Mapping[str, object]], language: Language) -> list[str]:
    """Return the rows in aligned columns, under their names."""
    if not rows:
        return []
    columns = list(rows[0])
    cells = [
        [_label(column, language) for column in columns],
        *([_cell(row[column]) for column in columns] for row in rows),
    ]
    widths = [max(len(row[place]) for row in cells) for place in range(len(columns))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]


def _label(name: str, language: Language) -> str:
    return LABELS[name].to(language) if name in LABELS else name


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    return isinstance(value, list) and all(isinstance(row, dict) for row in value)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in value)
    return json.dumps(value, ensure_ascii=False)
