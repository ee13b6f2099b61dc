"""Rows and cells of a table in text: delimiter, character set and quotes are found, not asked for."""

import csv
import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asi_desktop.exchange.charsets import document_text

DELIMITERS = ",;\t|"
_SAMPLE_LINES = 20
_LONGEST_CELL = 1 << 20
_MOST_COLUMNS = 500


@dataclass(frozen=True, slots=True)
class Table:
    """``headers``: the cells of the first row, no two alike. ``rows``: (line from 1, cells) of the others."""

    headers: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    delimiter: str = ","


def table_of(data: bytes) -> Table:
    """Return the table in ``data``; never fails, since everything is a table of at least one cell."""
    text = document_text(data)
    first, _, rest = text.partition("\n")
    told = _told_delimiter(first)
    delimiter = told or _delimiter(text)
    rows = _rows(rest if told else text, delimiter, 2 if told else 1)
    begun = ((line, cells) for line, cells in rows if any(cell.strip() for cell in cells))
    _, headers = next(begun, (1, ()))
    return Table(distinct(headers), tuple(begun), delimiter)


def distinct(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers of which no two are alike: a second « Titre » becomes « Titre (2) »."""
    seen: dict[str, int] = {}
    made = []
    for header in headers:
        name = " ".join(header.split())
        seen[name] = seen.get(name, 0) + 1
        made.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(made)


def _told_delimiter(first: str) -> str:
    """Return the delimiter that a spreadsheet states in a first line of its own, "" when it does not."""
    line = first.strip()
    return line[len("sep=") :] if line.lower().startswith("sep=") and len(line) == len("sep=,") else ""


def _delimiter(text: str) -> str:
    """Return the character that splits the first lines into the most columns alike."""
    lines = list(itertools.islice((line for line in text.splitlines() if line.strip()), _SAMPLE_LINES))

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = [len(cells) for _, cells in _rows("\n".join(lines), delimiter, 1)]
        columns = counts[0] if counts else 1
        return (sum(count == columns for count in counts) if columns > 1 else 0, columns)

    return max(DELIMITERS, key=agreement)


def _rows(text: str, delimiter: str, line: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield (line, cells); a quote that is never closed ends with its line's text rather than the table."""
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    while True:
        begun = line + reader.line_num
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a cell of a million letters: the row is not one
            continue
        yield begun, tuple(cells[:_MOST_COLUMNS])
