"""How a command's answer is written: one JSON document, or lines for people."""

import json
from collections.abc import Mapping, Sequence
from typing import BinaryIO, TypeGuard

from asi_desktop.cli.wording import said
from asi_desktop.domain.text import Text

Document = Mapping[str, object]

LABELS: dict[str, Text] = {
    "id": Text("identifiant", "id"),
    "ref": Text("référence", "reference"),
    "type": Text("type", "type"),
    "title": Text("titre", "title"),
    "status": Text("état", "status"),
    "session": Text("session", "session"),
    "pending": Text("en attente d’envoi", "to send"),
    "urgent_pending": Text("dont urgents", "of these urgent"),
    "conflicts": Text("deux versions", "two versions"),
    "quarantined": Text("refusés", "refused"),
    "alarms": Text("alarmes", "alarms"),
    "spaces": Text("espaces", "spaces"),
    "name": Text("nom", "name"),
    "as_of": Text("centrale au", "head office as of"),
    "pushed": Text("envoyés", "sent"),
    "pulled": Text("reçus", "received"),
    "requests": Text("requêtes", "requests"),
    "bytes_up": Text("octets envoyés", "bytes sent"),
    "bytes_down": Text("octets reçus", "bytes received"),
    "seconds": Text("secondes", "seconds"),
    "recovery_code": Text("code de secours, montré une seule fois", "recovery code, shown this once"),
    "vault": Text("coffre", "vault"),
    "passphrase": Text("phrase de passe", "passphrase"),
    "total": Text("total", "total"),
    "profiles": Text("profils", "profiles"),
    "written": Text("écrits", "written"),
    "sealed": Text("scellés", "sealed"),
    "merged": Text("fusionnés sans question", "merged without a question"),
    "equal": Text("identiques", "equal"),
    "passphrase_file": Text("fichier de la phrase de passe", "passphrase file"),
}


def json_line(document: object) -> bytes:
    """Return ``document`` as one line of JSON."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def write(stream: BinaryIO, document: Document | None, *, as_json: bool) -> None:
    """Write a command's answer to ``stream``; a command without one writes nothing for people."""
    if as_json:
        stream.write(json_line({} if document is None else document))
    elif document:
        stream.write(("\n".join(lines(document)) + "\n").encode())
    stream.flush()


def lines(document: Document, indent: str = "") -> list[str]:
    """Return ``document`` for people: its items as a table, what is nested under it, a line for all else."""
    shown: list[str] = []
    for name, value in document.items():
        label = _label(name)
        if _is_table(value):
            heading = [] if name == "items" else [f"{indent}{label}:"]
            shown += heading + [f"{indent}{row}" for row in table(value)]
        elif isinstance(value, Mapping) and value:
            shown += [f"{indent}{label}:", *lines(value, indent + "  ")]
        else:
            shown.append(f"{indent}{label}: {_cell(value)}")
    return shown


def table(rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Return ``rows`` as aligned columns under their labels."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_label(name) for name in names], *(_cells(row, names) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [_aligned(row, widths) for row in cells]


def _cells(row: Mapping[str, object], names: Sequence[str]) -> list[str]:
    return [_cell(row.get(name)) for name in names]


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _label(name: str) -> str:
    return said(LABELS[name]) if name in LABELS else name


def _is_table(value: object) -> TypeGuard[Sequence[Mapping[str, object]]]:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return " ".join(_printable(value).split())
    if isinstance(value, bool | int | float):
        return json.dumps(value)
    return json.dumps(value, ensure_ascii=False) if value else "–"


def _printable(text: str) -> str:
    """Take out what could command a terminal: a record's text is not trusted with the cursor."""
    return "".join(sign if sign.isprintable() or sign.isspace() else "�" for sign in text)
