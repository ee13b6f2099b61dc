"""The story: two posts, head office, and what they write in a few days; nobody in it exists.

Each module holds the records of one kind, in both languages at once, so that both tell the same.
"""

from asi_desktop.cli.demonstration.script import Part
from asi_desktop.cli.demonstration.story import (
    briefs,
    caseload,
    contacts,
    house,
    incidents,
    meetings,
    notes,
    organisations,
    requests_goods,
    requests_people,
    requests_threats,
    tasks,
)

STORY: tuple[Part, ...] = (
    *house.PARTS,
    *organisations.PARTS,
    *contacts.PARTS,
    *incidents.PARTS,
    *briefs.PARTS,
    *requests_people.PARTS,
    *requests_goods.PARTS,
    *requests_threats.PARTS,
    *caseload.PARTS,
    *notes.PARTS,
    *meetings.PARTS,
    *tasks.PARTS,
)
"""All records, in an order in which each mentions only earlier ones."""

SHARED_BRIEF, SHARED_REQUEST = "port", "rq_vehicles"
"""Two records on which two officers work without a line: one question, and one that needs none."""

NEXT_DAY: tuple[tuple[str, str, str], ...] = (
    ("s.oudet", "rq_missing", "acknowledged"),
    ("s.oudet", "rq_financial", "acknowledged"),
    ("s.oudet", "snatch", "verified"),
    ("j.monnet", "archive", "sent"),
    ("j.monnet", "registry", "clarification_asked"),
)
"""What head office does with the posts' records once they have arrived: login, record, state."""

EVIDENCE = ("h.marchand", "explosion", "sketch")
"""What the post adds to what the watch wrote down by telephone: login, record, file."""

LINKS: tuple[tuple[str, str, str], ...] = (
    ("rq_terrorism", "explosion", "about"),
    ("cordon", "explosion", "evidence_for"),
    ("call_olen", "explosion", "about"),
    ("school_brief", "cordon", "derived_from"),
    ("principal", "explosion", "contact_for"),
    ("rq_vehicles", "ring", "about"),
    ("rq_vehicles", "ferek", "contact_for"),
    ("ferek_note", "meet_ferek", "related"),
    ("vehicles_brief", "rq_vehicles", "related"),
    ("plates", "rq_vehicles", "evidence_for"),
    ("rq_arms", "rifles", "about"),
    ("rq_drugs", "pallets", "about"),
    ("rq_drugs", "tarvelli", "contact_for"),
    ("tiles", "rq_drugs", "follows"),
    ("rq_cyber", "ransom", "about"),
    ("rq_financial", "fraud", "about"),
    ("rq_trafficking", "workshop", "about"),
    ("minors", "rq_trafficking", "related"),
    ("rq_victims", "boarding", "related"),
    ("port", "lorries", "derived_from"),
    ("firms", "autumn", "derived_from"),
    ("autumn", "summer", "supersedes"),
    ("visit_site", "horizon", "about"),
    ("tessa", "sitrep1", "derived_from"),
    ("bridge", "flood", "about"),
    ("picture", "bridge", "evidence_for"),
    ("prefect", "meet_haddad", "related"),
    ("border", "stamps", "about"),
    ("stamp", "stamps", "about"),
    ("rq_migration", "convoy", "about"),
    ("driver", "rq_migration", "answers"),
)
"""What belongs together and no field says: a record, whose author links it, the other record, and how."""
