"""Every text of the window can be read in both languages."""

import ast
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import asi_desktop.ui
from asi_desktop.domain.resources import resource

UI = Path(asi_desktop.ui.__path__[0])


def test_every_text_is_translated() -> None:
    for name, wanted in (("fr", None), ("en", "yes")):
        messages = [each for each in catalogue(name).iter("message") if wanted in {None, each.get("numerus")}]
        assert messages
        for message in messages:
            translation = message.find("translation")
            assert translation is not None
            assert translation.get("type") is None, message.findtext("source")
            assert all((form.text or "").strip() for form in translation.iter("numerusform"))
            assert translation.find("numerusform") is not None or (translation.text or "").strip()


def test_every_text_of_the_code_stands_in_the_catalogue() -> None:
    """A text that is handed on by a variable, or by a function of another name, escapes the translators."""
    known = {message.findtext("source") for message in catalogue("fr").iter("message")}
    texts = [text for file in sorted(UI.rglob("*.py")) for text in told(file)]
    assert len(texts) > len(known) / 2
    assert [text for text in texts if text not in known] == []


def test_french_is_set_as_a_french_printer_sets_it() -> None:
    for translation in catalogue("fr").iter("translation"):
        text = "".join(translation.itertext())
        assert not any(f" {mark}" in text for mark in ":;!?»"), text
        assert "« " not in text
        assert "'" not in text, text


def catalogue(name: str) -> ElementTree.Element:
    return ElementTree.parse(resource("i18n", f"asi_desktop_{name}.ts")).getroot()


def told(file: Path) -> Iterator[str]:
    """Yield what ``file`` gives to be translated; anything but a plain text fails here."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and (given := asked(node)) is not None:
            assert isinstance(given, ast.Constant), f"{file.name}:{node.lineno}"
            yield str(given.value)


def asked(call: ast.Call) -> ast.expr | None:
    """Return the text that a call wants translated, None for any other call."""
    words = ast.unparse(call.func)
    if words == "QCoreApplication.translate":
        return call.args[1]
    return call.args[0] if words.rpartition(".")[2] in {"tr", "_tr"} else None
