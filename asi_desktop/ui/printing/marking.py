"""The marking of a printed page: the strictest of all that stands on it, in words."""

from collections.abc import Iterable, Iterator, Mapping

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.markings import TLP, strictest
from asi_desktop.domain.schema import RecordType
from asi_desktop.domain.text import Language, Text
from asi_desktop.domain.values import show
from asi_desktop.services.results import RecordView

UNMARKED = Text("Sans marquage", "No marking")
_STRICT_TLP = "RED"
_OPEN = ("non_protege", "usage_interne")


def marking_of(view: RecordView) -> dict[str, Value]:
    """Return the marking fields for the paper of ``view``.

    The strictest of the record's own, of the versions of them that nobody has chosen between, and of its
    sub-records (an exchange may carry a code of its own).
    """
    sources = list(_sources(view))
    codes = {str(code) for one in sources if isinstance(held := one.get("handling"), list) for code in held}
    handling: list[Value] = [*sorted(codes - {"H0"} if len(codes) > 1 else codes)]
    found: dict[str, Value] = {
        "protection": strictest(_texts(sources, "protection")),
        "special_france": any(one.get("special_france") is True for one in sources),
        "handling": handling,
        "tlp": strictest(_texts(sources, "tlp"), TLP),
    }
    return {name: value for name, value in found.items() if value not in (None, False, [])}


def words_of(kind: RecordType | None, marking: Mapping[str, Value], language: Language) -> str:
    """Return ``marking`` as it is printed, in capitals."""
    known = kind.by_name if kind else {}
    parts = []
    if "protection" in marking:
        described = known.get("protection")
        code = marking["protection"]
        parts.append(show(described, code, language) if described else str(code))
    if marking.get("special_france"):
        described = known.get("special_france")
        parts.append(described.label.to(language) if described else "Spécial France")
    handling = marking.get("handling")
    if isinstance(handling, list):
        parts.append(" ".join(str(code) for code in handling))
    if "tlp" in marking:
        parts.append(f"TLP:{marking['tlp']}")
    return (" · ".join(parts) or UNMARKED.to(language)).upper()


def is_strict(marking: Mapping[str, Value]) -> bool:
    """Tell whether the marking must be seen from across the room; a protection unknown here is strict."""
    return (
        marking.get("protection") not in (None, *_OPEN)
        or marking.get("special_france") is True
        or marking.get("tlp") == _STRICT_TLP
    )


def stricter(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    """Tell whether anything in the marking ``one`` is stricter than in ``other``."""
    if one.get("special_france") is True and other.get("special_france") is not True:
        return True
    protections = [str(each.get("protection") or "non_protege") for each in (other, one)]
    lights = [str(each.get("tlp") or "CLEAR") for each in (other, one)]
    return strictest(protections) != protections[0] or strictest(lights, TLP) != lights[0]


def _sources(view: RecordView) -> Iterator[Mapping[str, Value]]:
    yield view.fields
    for path, values in view.conflicts.items():
        name = path.rpartition("/")[2].partition("#")[0]
        yield from ({name: one.value} for one in values)
    for listing in view.fields.values():
        elements = listing.values() if isinstance(listing, dict) else ()
        yield from (element for element in elements if isinstance(element, dict))


def _texts(sources: Iterable[Mapping[str, Value]], name: str) -> list[str]:
    return [held for one in sources if isinstance(held := one.get(name), str) and held]
