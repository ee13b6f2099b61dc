"""What comes out of the closed room, checked before anything is made of it: a stranger's bytes went in."""

from collections.abc import Iterator
from typing import TypeVar

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Text
from asi_desktop.exchange.closed_room import DocumentUnreadable, Plain
from asi_desktop.exchange.people import Person, person_of
from asi_desktop.services.import_results import ColumnView, Enclosed, Message

Kept = TypeVar("Kept")

NOBODY = Text("il ne contient personne", "it holds nobody")
_ODD = Text("il ne dit rien de ce que sa forme promet", "it says nothing that its form promises")


def people_in(answer: Plain) -> tuple[Person, ...]:
    """Return the people that a reader of cards or tables found; raises DocumentUnreadable without any."""
    people = tuple(_people(answer))
    if not people:
        raise DocumentUnreadable(reason=NOBODY)
    return people


def table_in(answer: Plain) -> tuple[tuple[Person, ...], tuple[ColumnView, ...]]:
    """Return the people and the columns of a table; raises DocumentUnreadable without any."""
    if not isinstance(answer, dict):
        raise DocumentUnreadable(reason=_ODD)
    headers, mapping, samples = (answer.get(name) for name in ("headers", "mapping", "samples"))
    if not isinstance(headers, list) or not isinstance(mapping, dict) or not isinstance(samples, dict):
        raise DocumentUnreadable(reason=_ODD)
    columns = tuple(
        ColumnView(str(header), str(mapping.get(str(header)) or ""), tuple(_texts(samples.get(str(header)))))
        for header in headers
    )
    return people_in(answer.get("people")), columns


def message_in(answer: Plain) -> Message:
    """Return a message that was read; raises DocumentUnreadable."""
    if not isinstance(answer, dict):
        raise DocumentUnreadable(reason=_ODD)
    headers, enclosed = answer.get("headers"), answer.get("enclosed")
    at = answer.get("at")
    if not isinstance(headers, dict) or not isinstance(enclosed, list) or not headers:
        raise DocumentUnreadable(reason=_ODD)
    return Message(
        headers={name: str(text) for name, text in headers.items()},
        at=at if isinstance(at, str) else None,
        text=str(answer.get("text") or ""),
        cut=answer.get("cut") is True,
        nested=answer.get("nested") is True,
        enclosed=tuple(one for raw in enclosed if (one := _enclosed(raw)) is not None),
    )


def canonical_lines(data: bytes) -> tuple[bytes, ...]:
    """Return the lines of a document in canonical form."""
    return tuple(data.splitlines())


def _people(answer: Plain) -> Iterator[Person]:
    for raw in answer if isinstance(answer, list) else ():
        person = person_of(_value(raw))
        if person is not None:
            yield person


def _value(raw: Plain) -> Value:
    """Return ``raw`` as a value of a record; bytes are none."""
    if isinstance(raw, list):
        return [_value(one) for one in raw]
    if isinstance(raw, dict):
        return {name: _value(one) for name, one in raw.items()}
    return None if isinstance(raw, bytes) else raw


def _texts(raw: Plain) -> Iterator[str]:
    yield from (one for one in raw if isinstance(one, str)) if isinstance(raw, list) else ()


def _enclosed(raw: Plain) -> Enclosed | None:
    data = raw.get("data") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(data, bytes):
        return None
    return Enclosed(str(raw.get("name") or ""), str(raw.get("type") or ""), data)
