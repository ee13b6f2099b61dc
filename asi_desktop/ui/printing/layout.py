"""In which order a record is printed: three types are laid out by hand, every other follows its form.

A layout only orders and groups fields: what it does not name stands behind, section by section, so that a new
field is printed without a word here.
"""

from dataclasses import dataclass

from asi_desktop.domain.schema import Field, RecordType
from asi_desktop.domain.text import Text


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that stand together under a heading, or under none. ``boxed``: in a frame of their own."""

    heading: Text | None
    fields: tuple[str, ...]
    boxed: bool = False


LAYOUTS: dict[str, tuple[Group, ...]] = {
    "brief": (
        Group(
            None,
            (
                "kind",
                "country",
                "regions",
                "audience",
                "period_start",
                "period_end",
                "valid_until",
                "priority",
            ),
        ),
        Group(
            Text("L’essentiel", "Key points"),
            ("bluf", "threat_level_overall", "threat_trend"),
            boxed=True,
        ),
        Group(Text("Faits et appréciation", "Facts and assessment"), ("facts", "assessment")),
        Group(Text("Menaces", "Threats"), ("threat_lines",)),
        Group(Text("Rubriques", "Sections"), ("sections",)),
        Group(Text("Incidents et zones", "Incidents and zones"), ("incidents", "zones")),
        Group(
            Text("Conséquences et évolution", "Consequences and outlook"),
            ("french_impact", "homeland_relevance", "outlook", "outlook_probability", "horizon_days"),
        ),
        Group(Text("Recommandations", "Recommendations"), ("recommendations",)),
    ),
    "contact": (
        Group(
            None,
            (
                *("name_native_script", "courtesy_title", "function", "organisation", "rank"),
                *("grade_equivalent_fr", "contact_kind", "posted_in", "accredited_to"),
            ),
            boxed=True,
        ),
        Group(
            Text("Joindre", "Reaching"),
            (
                *("channels", "out_of_hours_channel", "out_of_hours_zone", "out_of_hours_instructions"),
                "languages",
            ),
        ),
        Group(Text("Parcours", "Career"), ("positions", "successor_of", "succeeded_by")),
        Group(
            Text("Relation", "Relation"),
            (
                *("met_first", "last_interaction", "next_follow_up", "protocol_birthday"),
                *("protocol_address", "protocol_notes", "notes", "trust"),
            ),
        ),
    ),
    "request": (
        Group(
            None,
            ("kind", "direction", "partner_country", "priority", "received_at", "sent_at"),
        ),
        Group(
            Text("Urgence et échéance", "Urgency and deadline"),
            ("urgency", "urgency_ground", "urgency_reason", "due_at", "deadline_profile"),
            boxed=True,
        ),
        Group(
            Text("Services et canal", "Authorities and channel"),
            (
                *("requesting_authority", "requested_authority", "case_ref_requesting"),
                *("case_ref_requested", "official_channel", "channel_ref"),
            ),
        ),
        Group(
            Text("Cadre légal", "Legal frame"),
            (
                *("offence_fr", "offence_foreign", "qualification", "max_penalty_years", "dual_criminality"),
                *("legal_basis", "legal_regime", "purpose"),
            ),
        ),
        Group(
            Text("Faits et appréciation", "Facts and assessment"),
            ("facts", "assessment", "crime_areas", "empact"),
        ),
        Group(
            Text("Demandes", "Asks"),
            ("asks", "purpose_of_use", "why_you", "link_person_purpose", "use_as_evidence", "restrictions"),
        ),
        Group(Text("Personnes, documents, véhicules…", "People, documents, vehicles…"), ("entities",)),
    ),
}


def groups_of(kind: RecordType) -> tuple[Group, ...]:
    """Return the groups of ``kind`` in order; every field that is no system field is in exactly one."""
    laid_out = LAYOUTS.get(kind.name, ())
    taken = {name for group in laid_out for name in group.fields}
    return (*laid_out, *_sections(kind, taken))


def short_of(field: Field) -> bool:
    """Tell whether a value of ``field`` fits into a line."""
    return field.kind.value not in {"rich", "list"} and not field.multiline


def _sections(kind: RecordType, taken: set[str]) -> tuple[Group, ...]:
    groups = []
    for section in kind.sections:
        rest = tuple(
            field.name
            for field in kind.fields
            if field.section == section.name and not field.system and field.name not in taken
        )
        if rest:
            groups.append(Group(section.label, rest))
    return tuple(groups)
