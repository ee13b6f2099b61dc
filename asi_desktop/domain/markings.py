"""Protection, TLP and handling codes: which is stricter, and what may not stand together."""

from collections.abc import Iterable, Mapping

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.text import Text

PROTECTION = ("non_protege", "usage_interne", "diffusion_restreinte")
"""Protection mentions, from open to closed; no classified level is ever held."""

TLP = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED")
"""Traffic light protocol 2.0, from open to closed. It is no protection mention and replaces none."""

_ALONE = "H0"


def strictest(codes: Iterable[str], scale: tuple[str, ...] = PROTECTION) -> str | None:
    """Return the strictest of ``codes`` on ``scale``, None when there is none.

    A code that this version does not know counts as stricter than all it knows.
    """
    ranks = {code: rank for rank, code in enumerate(scale)}
    return max(codes, key=lambda code: (ranks.get(code, len(scale)), code), default=None)


def problems(fields: Mapping[str, Value]) -> tuple[Text, ...]:
    """Return what is wrong with the markings of a record, as sentences; empty when they agree."""
    found = []
    handling = fields.get("handling")
    if isinstance(handling, list) and _ALONE in handling and len(handling) > 1:
        found.append(
            Text(
                fr="Le code de traitement H0 ne se combine avec aucun autre.",
                en="Handling code H0 does not combine with any other.",
            )
        )
    if fields.get("special_france") is True and fields.get("releasable_to"):
        found.append(
            Text(
                fr="Spécial France exclut de communiquer à un pays étranger.",
                en="France only rules out release to a foreign country.",
            )
        )
    return tuple(found)


def banner(fields: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the codes that stand at the top of a record and of each of its printed pages, in order."""
    codes = [str(fields["protection"])] if fields.get("protection") else []
    if fields.get("special_france") is True:
        codes.append("special_france")
    handling = fields.get("handling")
    codes += [str(code) for code in handling] if isinstance(handling, list) else []
    if fields.get("tlp"):
        codes.append(f"TLP:{fields['tlp']}")
    return tuple(codes)
