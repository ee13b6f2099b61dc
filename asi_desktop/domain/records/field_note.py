"""The field note: what was seen, where and when, typed with cold fingers and no network."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.records.field_note_kinds import KIND_FIELDS, KIND_SECTIONS
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import OneOf, State, Transition, Workflow
from asi_desktop.domain.text import Text

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "note",
        Field("text", Kind.RICH, Text("Note", "Note"), required_from=CREATION, searchable=True, listed=True),
        Field("note_kind", Kind.CODE, Text("Type de note", "Kind of note"), vocabulary="field_note_kind",
              default="observation", required_from=LEAVING, listed=True, filterable=True),
        Field("taken_at", Kind.INSTANT, Text("Relevé le", "Taken at"), required_from=LEAVING, listed=True,
              filterable=True,
              help=Text("Heure du satellite si elle est connue.", "Satellite time if known.")),
    ),
    *in_section(
        "place",
        Field("place_text", Kind.TEXT, Text("Lieu", "Place"), searchable=True, listed=True),
        Field("position", Kind.POSITION, Text("Position", "Position")),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), filterable=True),
        Field("weather", Kind.CODE, Text("Temps qu’il fait", "Weather"), vocabulary="weather"),
    ),
    *KIND_FIELDS,
    *in_section(
        "circumstances",
        Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True, searchable=True),
        Field("author", Kind.REFERENCE, Text("Auteur", "Author"), targets=("staff",)),
        Field("team", Kind.TEXT, Text("Équipe", "Team")),
        Field("mission", Kind.TEXT, Text("Mission", "Mission"), searchable=True, filterable=True),
        Field("personal_data", Kind.BOOLEAN,
              Text("Contient des données personnelles", "Holds personal data")),
        Field("offline_seq", Kind.INTEGER, Text("Numéro d’ordre", "Sequence number"), minimum=0),
    ),
)
# fmt: on

_PLACED = OneOf(
    names=("position", "place_text"),
    why=Text(fr="indiquez un lieu ou une position.", en="give a place or a position."),
)
_AUTHORS = ("OL", "ASI", "CPX", "H24", "BUR")

_WORKFLOW = Workflow(
    initial="captured",
    states=(
        State("captured", Text("Saisie", "Captured"), Text("Reprendre", "Take up again")),
        State("self_checked", Text("Relue", "Self-checked"), Text("Relire", "Check")),
        State("sent", Text("Transmise", "Sent"), Text("Transmettre", "Send")),
        State("used", Text("Exploitée", "Used"), Text("Marquer exploitée", "Mark used")),
        State("archived", Text("Archivée", "Archived"), Text("Archiver", "Archive")),
    ),
    transitions=(
        Transition("captured", "self_checked", _AUTHORS, guards=(_PLACED,)),
        Transition("self_checked", "captured", _AUTHORS),
        Transition("self_checked", "sent", _AUTHORS),
        Transition("sent", "used", _AUTHORS),
        Transition("sent", "archived", ("ASI", "BUR", "SYSTEM")),
        Transition("used", "archived", ("ASI", "BUR", "SYSTEM")),
    ),
)

FIELD_NOTE = RecordType(
    name="field_note",
    code="FN",
    label=Text("Note de terrain", "Field note"),
    plural=Text("Notes de terrain", "Field notes"),
    help=Text(
        fr="Ce que l’on voit sur place, noté tout de suite ; le lieu et le reste peuvent suivre.",
        en="What is seen on the spot, noted at once; the place and the rest may follow.",
    ),
    pillar="operational",
    navigation="notes",
    sections=(
        Section("note", Text("Note", "Note")),
        Section("place", Text("Lieu", "Place")),
        *KIND_SECTIONS,
        Section("circumstances", Text("Circonstances", "Circumstances")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="text",
    workflow=_WORKFLOW,
    legal_regime="GDPR",
    default_sort="-taken_at",
    example={
        "text": "Pont de Tessa : pile centrale affouillée, circulation coupée par la gendarmerie locale.",
        "note_kind": "damage_assessment",
        "taken_at": {"utc": "2026-12-05T09:40:00Z", "offset": 0, "zone": "Africa/Abidjan"},
        "place_text": "Pont de Tessa",
        "position": {"lat": 12.3456, "lon": -1.2345, "accuracy_m": 6.0, "source": "gps"},
        "country": "XB",
        "weather": "rain",
        "damage_grade": "D4",
        "structure_id": "PT-TESSA-1",
        "structure_use": "bridge",
        "construction": "concrete",
        "collapse_type": "partial",
        "hazards": ["water", "unstable"],
        "asr_level": "2",
        "marking_placed": True,
        "recommended_action": "Interdire le passage ; reconnaissance par plongeurs à la décrue.",
        "team": "Équipe d’évaluation 2",
        "mission": "Crue de la Tessa",
        "priority": "PRIORITY",
        "country_scope": ["XB"],
    },
)
