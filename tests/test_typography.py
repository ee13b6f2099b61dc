"""What people read is set as it should be: typographic apostrophes, and French spaces that never break."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import asi_desktop
from asi_desktop.domain.resources import resource
from asi_desktop.domain.text import Text
from asi_desktop.domain.vocabularies import vocabulary

ROOMS = (
    "domain",
    "crypto",
    "protocol",
    "sync",
    "tasks",
    "storage",
    "exchange",
    "services",
    "cli",
    "headoffice",
)

_STRAIGHT = re.compile(r"(?<=\w)'")
_BREAKABLE = re.compile(
    r"(?<![\u00a0\u202f])[»;!?]"  # nothing, or a plain space, before a sign that keeps to its word
    r'|(?<![\u00a0\u202f\w"]):(?!\w)|\w:(?= |$)'  # likewise; a time or a code may hold a colon
    r"|«(?![\u00a0\u202f])"
)


def _told_in(room: str) -> Iterator[tuple[str, Text]]:
    """Yield every Text that the sources of ``room`` write, what is filled in told as ``x``."""
    for file in sorted((Path(asi_desktop.__path__[0]) / room).rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Text":
                given = [*call.args, *(keyword.value for keyword in call.keywords)]
                if given:  # else a column of a database
                    yield f"{file.name}:{call.lineno}", Text(*map(_wording, given))


def _wording(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    parts = node.values if isinstance(node, ast.JoinedStr) else []
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in parts)


def _in_vocabularies() -> Iterator[tuple[str, Text]]:
    for file in sorted(resource("vocabularies").glob("*.json")):
        for entry in vocabulary(file.stem).entries:
            yield f"{file.stem}/{entry.code}", entry.label


def faults(text: Text) -> list[str]:
    """Return what is badly set in ``text``."""
    straight = [wording for wording in (text.fr, text.en) if _STRAIGHT.search(wording)]
    return straight + ([text.fr] if _BREAKABLE.search(text.fr) else [])


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_of_a_room_is_well_set(room: str) -> None:
    texts = list(_told_in(room))
    assert texts
    assert [(place, found) for place, text in texts if (found := faults(text))] == []


def test_every_label_of_a_vocabulary_is_well_set() -> None:
    assert [(place, found) for place, text in _in_vocabularies() if (found := faults(text))] == []


@pytest.mark.parametrize(
    "fr", ["L'état", "Attention !", "Oui ; non", "Types : a", "Types: a", "« a »", "«a»"]
)
def test_what_is_badly_set_is_found(fr: str) -> None:
    assert faults(Text(fr, "x")) == [fr]


@pytest.mark.parametrize(
    "fr", ["L’état", "Oui\u00a0; non", "Types\u202f: a", "«\u00a0a\u00a0»", "10:30", "TLP:RED"]
)
def test_what_is_well_set_is_not(fr: str) -> None:
    assert faults(Text(fr, "x")) == []
