"""Which words differ between two texts, and how they are marked on the screen."""

import difflib
import html
import re

from asi_desktop.ui.theme import theme

_WORDS = re.compile(r"\s+|[^\s]+")
MOST_COMPARED = 4_000
"""Words beyond which two texts are shown unmarked: finding the differences would take longer than reading
them."""


def marked(text: str, other: str) -> str:
    """Return ``text`` as rich text with the words marked that ``other`` does not have in that place."""
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    if len(mine) + len(theirs) > MOST_COMPARED:
        return _plain(text)
    matcher = difflib.SequenceMatcher(a=mine, b=theirs, autojunk=False)
    parts = []
    for tag, start, end, _, _ in matcher.get_opcodes():
        words = "".join(mine[start:end])
        parts.append(_plain(words) if tag == "equal" else _highlighted(words))
    return "".join(parts)


def _highlighted(words: str) -> str:
    inner = words.strip()
    if not inner:
        return _plain(words)
    before, _, after = words.partition(inner)
    colour = theme().colours["difference"]
    return f'{before}<span style="background-color:{colour}">{_plain(inner)}</span>{after}'


def _plain(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")
