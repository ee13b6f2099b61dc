"""LDIF, as Thunderbird and directories export it (RFC 2849): entries as the rows of a table."""

import binascii
import re

from asi_desktop.exchange.charsets import document_text, text_of
from asi_desktop.exchange.contact_table.table import Table

_LINE = re.compile(r"([A-Za-z0-9.\-]+)(?:;[^:]*)?(::?|:<)[ \t]*(.*)", re.DOTALL)
_NOT_TOLD = frozenset({"dn", "objectclass", "version", "changetype", "modifytimestamp"})


def is_ldif(data: bytes) -> bool:
    """Tell whether a document begins as LDIF does."""
    start = document_text(data[:4096]).lstrip()
    lines = [line for line in start.splitlines() if line.strip() and not line.startswith("#")]
    return bool(lines) and lines[0].lower().startswith(("dn:", "version: 1"))


def table_of(data: bytes) -> Table:
    """Return the entries of a document: a column for each attribute, numbered where an entry repeats it."""
    entries: list[tuple[int, dict[str, str]]] = [(1, {})]
    for number, line in _unfolded(document_text(data)):
        if not line.strip():
            entries.append((number + 1, {}))
        elif not line.startswith("#"):
            _add(entries[-1][1], line)
    told = [(number, entry) for number, entry in entries if entry]
    headers = tuple(dict.fromkeys(name for _, entry in told for name in entry))
    rows = tuple((number, tuple(entry.get(name, "") for name in headers)) for number, entry in told)
    return Table(headers, rows, ":")


def _unfolded(text: str) -> list[tuple[int, str]]:
    lines: list[tuple[int, list[str]]] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line.startswith(" ") and lines:
            lines[-1][1].append(line[1:])
        else:
            lines.append((number, [line]))
    return [(number, "".join(parts)) for number, parts in lines]


def _add(entry: dict[str, str], line: str) -> None:
    match = _LINE.fullmatch(line)
    if match is None or match[1].lower() in _NOT_TOLD or match[2] == ":<":
        return
    value = match[3]
    if match[2] == "::":
        try:
            value = text_of(binascii.a2b_base64(value))
        except (binascii.Error, ValueError):
            return
    name, number = match[1], 1
    while name in entry:
        number += 1
        name = f"{match[1]} ({number})"
    entry[name] = value
