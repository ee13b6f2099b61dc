"""Files attached to a record, as its state tells of them: a list that the program alone writes.

What officers see of a file (name, kind, size, caption) stands in fields of the list's element; where its
sealed chunks are and what opens them stands in ``SEAL``, which is never shown, exported or searched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from asi_desktop.domain.dotted import State, Value, element_path
from asi_desktop.domain.dotted.reading import elements

FILES = "attachments"
SEAL = "_seal"


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """One file of a record. ``element`` is its id (hex); ``size`` in bytes; ``seal`` as storage packed it."""

    element: str
    name: str
    media: str
    size: int
    sha256: str
    caption: str
    seal: str


def attached_files(state: State) -> tuple[AttachedFile, ...]:
    """Return the files of a record that were not removed, in the order in which they were added.

    What has no seal or no size that can be read is no file, whoever wrote it.
    """
    found = (_file(state, element) for element in elements(state, FILES))
    return tuple(file for file in found if file is not None)


def seals(state: State) -> Iterator[tuple[str, str]]:
    """Yield element and seal of every file the record ever had, also of those that were removed."""
    for path, values in state.fields.items():
        listing, _, rest = path.partition("/")
        element, _, name = rest.partition("/")
        if listing == FILES and name == SEAL:
            yield from ((element, one.value) for one in values if isinstance(one.value, str))


def is_hidden(path: str) -> bool:
    """Tell whether ``path`` holds what is never shown: the seal of a file."""
    return path.rpartition("/")[2] == SEAL


def _file(state: State, element: str) -> AttachedFile | None:
    def first(name: str) -> Value:
        values = state.values(element_path(FILES, element, name))
        return values[0].value if values else None

    size, seal = first("size"), first(SEAL)
    if not isinstance(seal, str) or not isinstance(size, int) or size < 0:
        return None
    name, media, sha256, caption = (_text(first(part)) for part in ("name", "media", "sha256", "caption"))
    return AttachedFile(element, name, media, size, sha256, caption, seal)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
