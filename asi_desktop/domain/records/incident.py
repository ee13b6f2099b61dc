"""The incident: what happened, where and when, to whom, and how sure anybody is of it."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, SUBJECT, titled, with_common
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import Condition, State, Transition, Workflow
from asi_desktop.domain.text import Text

_TARGETED = Condition(
    field="kind",
    values=(
        *("terrorism", "organised_crime", "arms", "human_trafficking", "cyber", "public_order", "elections"),
        *("armed_conflict", "kidnapping", "petty_crime", "maritime", "environment", "infrastructure"),
        *("diplomatic_threat", "radicalisation", "prison", "drugs", "migrant_smuggling", "document_fraud"),
        *("financial", "corruption"),
    ),
)
_FRENCH = Condition(field="french_concerned", values=("true",))

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    titled(CREATION),
    *in_section(
        "subject",
        Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="threat_theme", required_from=LEAVING,
              listed=True, filterable=True),
        Field("occurred_at", Kind.INSTANT, Text("Survenu le", "Occurred at"), required_from=LEAVING,
              listed=True, filterable=True),
        Field("occurred_precision", Kind.CODE, Text("Précision de l’heure", "Precision of the time"),
              vocabulary="time_precision", default="exact"),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), listed=True, filterable=True),
        Field("place", Kind.TEXT, Text("Lieu", "Place"), required_from=LEAVING, searchable=True,
              listed=True),
        Field("position", Kind.POSITION, Text("Position", "Position")),
    ),
    *in_section(
        "facts",
        Field("description", Kind.RICH, Text("Faits", "Facts"), required_from=LEAVING, searchable=True,
              personal=True,
              help=Text("Ce qui est établi, et par qui.", "What is established, and by whom.")),
        Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True, searchable=True),
        Field("target_kind", Kind.CODES, Text("Cible", "Target"), vocabulary="incident_target",
              shown_when=_TARGETED, filterable=True),
        Field("actors", Kind.TEXT, Text("Auteurs présumés", "Presumed actors"), multiline=True,
              max_length=1_000, assessment=True, personal=True, searchable=True, shown_when=_TARGETED),
    ),
    *in_section(
        "casualties",
        Field("dead", Kind.INTEGER, Text("Morts", "Dead"), minimum=0, maximum=10_000_000, listed=True),
        Field("dead_status", Kind.CODE, Text("Morts : chiffre", "Dead: figure"),
              vocabulary="casualty_status"),
        Field("injured", Kind.INTEGER, Text("Blessés", "Injured"), minimum=0, maximum=10_000_000,
              listed=True),
        Field("injured_status", Kind.CODE, Text("Blessés : chiffre", "Injured: figure"),
              vocabulary="casualty_status"),
        Field("missing", Kind.INTEGER, Text("Disparus", "Missing"), minimum=0, maximum=10_000_000),
        Field("missing_status", Kind.CODE, Text("Disparus : chiffre", "Missing: figure"),
              vocabulary="casualty_status"),
        Field("french_concerned", Kind.BOOLEAN, Text("Des Français touchés", "French citizens affected"),
              listed=True, filterable=True),
        Field("french_casualties", Kind.INTEGER, Text("Dont Français", "Of whom French"), minimum=0,
              maximum=10_000_000, shown_when=_FRENCH),
        Field("french_casualties_status", Kind.CODE, Text("Français : chiffre", "French: figure"),
              vocabulary="casualty_status", shown_when=_FRENCH),
        Field("consulate_informed_at", Kind.INSTANT, Text("Consulat informé le", "Consulate informed at"),
              shown_when=_FRENCH),
    ),
    *in_section(
        "people",
        Field("related_persons", Kind.LIST, Text("Personnes citées", "People named"), personal=True,
              help=Text("Le strict nécessaire ; le consulat tient le dossier des Français.",
                        "Only what is needed; the consulate keeps the file of French citizens."),
              fields=(
            Field("name", Kind.TEXT, Text("Nom", "Name"), required_from=CREATION, personal=True,
                  searchable=True),
            Field("role", Kind.CODE, Text("Qualité", "Capacity"), vocabulary="person_role"),
            Field("nationality", Kind.COUNTRY, Text("Nationalité", "Nationality"), personal=True),
            Field("contact", Kind.REFERENCE, Text("Fiche de contact", "Contact record"),
                  targets=("contact",)),
            Field("note", Kind.TEXT, Text("Précision", "Note"), multiline=True, max_length=1_000,
                  personal=True, searchable=True),
        )),
        Field("organisations", Kind.REFERENCES, Text("Organismes", "Organisations"),
              targets=("organisation",)),
    ),
    *in_section(
        "verification",
        Field("source_grade", Kind.CODE, Text("Cotation", "Source and information grade"),
              vocabulary="source_grade", required_from=LEAVING, filterable=True,
              help=Text("La cotation d’origine, jamais convertie.", "The original grade, never converted.")),
        Field("source", Kind.TEXT, Text("Source", "Source"), searchable=True),
        Field("verified_by", Kind.TEXT, Text("Vérifié par", "Verified by"), required_from="verified",
              searchable=True),
        Field("verified_at", Kind.INSTANT, Text("Vérifié le", "Verified at")),
        Field("measures", Kind.RICH, Text("Mesures prises", "Measures taken"), max_length=10_000,
              searchable=True),
    ),
)
# fmt: on

_WITNESSES = ("OL", "ASI", "CPX", "H24", "BUR")

_WORKFLOW = Workflow(
    initial="reported",
    states=(
        State("reported", Text("Signalé", "Reported"), Text("Revenir au signalement", "Back to reported")),
        State("verified", Text("Vérifié", "Verified"), Text("Vérifier", "Verify")),
        State("refuted", Text("Démenti", "Refuted"), Text("Démentir", "Refute")),
        State("closed", Text("Clos", "Closed"), Text("Clore", "Close")),
    ),
    transitions=(
        Transition("reported", "verified", ("ASI", "CPX", "H24", "BUR")),
        Transition("reported", "refuted", _WITNESSES, reason_required=True),
        Transition("verified", "refuted", ("ASI", "CPX", "H24", "BUR"), reason_required=True),
        Transition("refuted", "reported", _WITNESSES, reason_required=True),
        Transition("verified", "closed", ("ASI", "CPX", "BUR")),
        Transition("closed", "verified", ("ASI", "BUR"), reason_required=True),
    ),
)

INCIDENT = RecordType(
    name="incident",
    code="IN",
    label=Text("Incident", "Incident"),
    plural=Text("Incidents", "Incidents"),
    help=Text(
        fr="Un fait daté et situé : ce qui s’est passé, les victimes, et ce qui en est vérifié.",
        en="A fact with its time and place: what happened, casualties, and what of it is verified.",
    ),
    pillar="operational",
    navigation="briefs",
    sections=(
        SUBJECT,
        Section("facts", Text("Faits et appréciation", "Facts and assessment")),
        Section("casualties", Text("Victimes", "Casualties")),
        Section("people", Text("Personnes et organismes", "People and organisations")),
        Section("verification", Text("Source et vérification", "Source and verification")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="title",
    workflow=_WORKFLOW,
    legal_regime="LED",
    default_sort="-occurred_at",
    example={
        "title": "Explosion devant le lycée français de Port-Carvel",
        "kind": "terrorism",
        "occurred_at": {"utc": "2026-11-27T05:40:00Z", "offset": 180, "zone": "Africa/Nairobi"},
        "occurred_precision": "minutes",
        "country": "XA",
        "place": "Rue du Môle, Port-Carvel",
        "position": {"lat": -4.0512, "lon": 39.6671, "accuracy_m": 40.0, "source": "map"},
        "description": "Engin de faible puissance sous un véhicule. Façade soufflée, élèves absents.",
        "assessment": "Probable avertissement ; aucune revendication à ce stade.",
        "target_kind": ["french_site"],
        "dead": 0,
        "dead_status": "confirmed",
        "injured": 3,
        "injured_status": "unconfirmed",
        "french_concerned": True,
        "french_casualties": 1,
        "french_casualties_status": "confirmed",
        "consulate_informed_at": {"utc": "2026-11-27T06:05:00Z", "offset": 180, "zone": "Africa/Nairobi"},
        "related_persons": [{"name": "Gardien du lycée", "role": "witness", "nationality": "XA"}],
        "source_grade": "B2",
        "source": "Police nationale karvélienne, permanence",
        "verified_by": "T. Verdier, sur place",
        "measures": "Lycée fermé ; chefs d’îlot prévenus.",
        "priority": "IMMEDIATE",
        "country_scope": ["XA"],
    },
)
