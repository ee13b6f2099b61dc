"""Who may do what: the roles, their order of authority, and their rights on each record type."""

from asi_desktop.domain.text import Text
from asi_desktop.domain.vocabularies import vocabulary

LOCAL = "LOCAL"
"""The role on a laptop that has not joined head office."""

SYSTEM = "SYSTEM"
"""The program itself: expiry, retention."""

AUTHORITY: tuple[str, ...] = (
    *("CHEF", "BUR", "H24", "ASI", "ASIA", "OL", "CPX"),
    *("AMB", "CONS", "FUND", "GSDM", "DPO", "ADM", LOCAL, SYSTEM),
)
"""Roles from the highest authority down: where two laptops took different steps, the higher one's counts."""

_ACTS_AS: dict[str, tuple[str, ...]] = {
    "CHEF": ("CHEF", "BUR"),
    "ASI": ("ASI", "OL"),
    "ASIA": ("ASIA", "ASI", "OL"),
    LOCAL: (LOCAL, "ASI", "OL", "CPX"),
}

# C create, R read, U update, D ask for erasure, V validate, S send to another authority
RIGHTS: dict[str, dict[str, str]] = {
    "brief": {
        "OL": "CRU",
        "ASI": "CRUDV",
        "CPX": "CRU",
        "AMB": "RV",
        "CONS": "R",
        "H24": "CRU",
        "BUR": "CRU",
        "CHEF": "CRUV",
    },
    "contact": {
        "OL": "CRU",
        "ASI": "CRUD",
        "CPX": "CRU",
        "AMB": "R",
        "CONS": "R",
        "H24": "CRU",
        "BUR": "CRU",
        "CHEF": "CRU",
        "DPO": "R",
    },
    "incident": {
        "OL": "CRU",
        "ASI": "CRUDV",
        "CPX": "CRU",
        "AMB": "R",
        "CONS": "R",
        "H24": "CRUV",
        "BUR": "CRUV",
        "CHEF": "CRUV",
        "DPO": "R",
    },
    "interaction": {
        "OL": "CRU",
        "ASI": "CRUD",
        "CPX": "CRU",
        "AMB": "R",
        "CONS": "R",
        "H24": "CRU",
        "BUR": "CRU",
        "CHEF": "CRU",
        "DPO": "R",
    },
    "organisation": {
        "OL": "CRU",
        "ASI": "CRUD",
        "CPX": "CRU",
        "AMB": "R",
        "CONS": "R",
        "H24": "CRU",
        "BUR": "CRUV",
        "CHEF": "CRUV",
        "FUND": "CRU",
        "GSDM": "R",
        "DPO": "R",
    },
    "request": {"OL": "CRU", "ASI": "CRUDVS", "H24": "CRU", "BUR": "CRUS", "CHEF": "CRUVS", "DPO": "R"},
    "post": {"OL": "R", "ASI": "CRU", "CPX": "R", "H24": "CRU", "BUR": "CRU", "ADM": "CRU"},
    "staff": {"OL": "R", "ASI": "CRU", "CPX": "R", "H24": "CRU", "BUR": "CRU", "ADM": "CRU"},
}

_OTHERWISE = "CRUD"


def acts_as(role: str) -> frozenset[str]:
    """Return the roles whose steps and rights ``role`` has: a deputy stands in for the attaché."""
    return frozenset(_ACTS_AS.get(role, (role,)))


def may(role: str, right: str, record_type: str) -> bool:
    """Tell whether ``role`` has ``right`` (one of C R U D V S) on records of ``record_type``.

    A type without a line of its own is open to everybody whom its space lets in.
    """
    if role == SYSTEM:
        return True
    row = RIGHTS.get(record_type)
    if row is None:
        return right in _OTHERWISE
    return any(right in row.get(one, "") for one in acts_as(role))


def role_label(role: str) -> Text:
    """Return the name of ``role``, or its code when this version does not know it."""
    known = vocabulary("role").by_code.get(role)
    return known.label if known else Text(role, role)


def role_names(roles: tuple[str, ...]) -> Text:
    """Return the names of ``roles`` with their codes, for a sentence."""
    named = [(role, role_label(role)) for role in roles]
    return Text(
        fr=", ".join(f"{label.fr} ({role})" for role, label in named),
        en=", ".join(f"{label.en} ({role})" for role, label in named),
    )
