"""Prose as officers write it: paragraphs, lists, and the few marks of Markdown that mean something on paper.

Nothing else is understood, so that no text can load a picture, hide a link or eat an asterisk.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ITEM = re.compile(r"\s*(?:([-*•])|(\d{1,3}[.)]))\s+(.*)")
_HEADING = re.compile(r"#{1,6}\s+(.*)")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters in one face."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``mark``: "•" or "2." of a list's item, empty for others."""

    runs: tuple[Run, ...]
    mark: str = ""


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``text``: a blank line or a list's item begins one, other line ends stay."""
    return tuple(Paragraph(tuple(_runs(words, bold=bold)), mark) for words, mark, bold in _split(text))


def _split(text: str) -> Iterator[tuple[str, str, bool]]:
    """Yield each paragraph's words, its mark, and whether it is a heading."""
    gathered: list[str] = []
    mark = ""
    for line in (*text.splitlines(), ""):
        heading, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if heading or item or not line.strip():
            if gathered:
                yield "\n".join(gathered), mark, False
            gathered, mark = [], ""
        if heading:
            yield heading[1], "", True
        elif item:
            gathered, mark = item[3].splitlines(), item[2] or "•"
        elif line.strip():
            gathered.append(line.strip())


def _runs(words: str, *, bold: bool) -> Iterator[Run]:
    at = 0
    for found in _EMPHASIS.finditer(words):
        if found.start() > at:
            yield Run(words[at : found.start()], bold=bold)
        strong = found[1] is not None
        yield Run(found[1] if strong else found[2], bold=bold or strong, italic=not strong)
        at = found.end()
    if at < len(words):
        yield Run(words[at:], bold=bold)
