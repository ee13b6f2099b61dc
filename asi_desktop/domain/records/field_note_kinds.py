"""What a field note says beyond its text when it is of one kind: situation report, damage, needs, route…

Shapes follow the INSARAG guidelines (situation report, ASR levels, triage) and EMS-98 (damage grades).
"""

from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

MOST_PEOPLE = 1_000_000_000


def _of(*kinds: str) -> Condition:
    return Condition(field="note_kind", values=kinds)


_REPORT = _of("situation_report")
_DAMAGE = _of("damage_assessment")
_CAPABILITY = _of("capability_assessment")
_NEEDS = _of("situation_report", "needs_assessment")
_ROUTE = _of("route_note")
_MEETING = _of("meeting_note")
_PHOTO = _of("photo_note")

KIND_SECTIONS = (
    Section("report", Text("Point de situation", "Situation report")),
    Section("response", Text("Réponse et moyens", "Response and means")),
    Section("damage", Text("Dommages", "Damage")),
    Section("capability", Text("Capacités", "Capability")),
    Section("needs", Text("Besoins", "Needs")),
    Section("route", Text("Itinéraire", "Route")),
    Section("meeting", Text("Entretien", "Meeting")),
    Section("photo", Text("Photographies", "Photographs")),
)

# A description is laid out like the form it becomes.
# fmt: off
_REPORT_FIELDS = only_when(
    _REPORT,
    Field("incident", Kind.REFERENCE, Text("Incident", "Incident"), targets=("incident",)),
    Field("sitrep_no", Kind.INTEGER, Text("Numéro du point", "Report number"), minimum=1, maximum=100_000,
          required_from=LEAVING, filterable=True),
    Field("period_from", Kind.INSTANT, Text("Période, du", "Period from"), required_from=LEAVING),
    Field("period_to", Kind.INSTANT, Text("Période, au", "Period to"), required_from=LEAVING),
    Field("overall_situation", Kind.RICH, Text("Situation générale", "Overall situation"),
          required_from=LEAVING, searchable=True),
    Field("next_sitrep_at", Kind.INSTANT, Text("Prochain point le", "Next report at"),
          required_from=LEAVING, filterable=True),
    Field("area_affected", Kind.RICH, Text("Zone touchée (GeoJSON)", "Area affected (GeoJSON)"),
          max_length=20_000),
    Field("population", Kind.LIST, Text("Population", "Population"),
          help=Text("Chaque chiffre avec sa source et son heure.", "Each figure with its source and time."),
          fields=(
        Field("category", Kind.CODE, Text("Catégorie", "Category"), vocabulary="population_category",
              required_from=CREATION),
        Field("count", Kind.INTEGER, Text("Nombre", "Number"), minimum=0, maximum=MOST_PEOPLE),
        Field("source", Kind.TEXT, Text("Source", "Source"), searchable=True),
        Field("at", Kind.INSTANT, Text("À", "At")),
        Field("status", Kind.CODE, Text("Chiffre", "Figure"), vocabulary="casualty_status"),
    )),
    Field("infrastructure", Kind.LIST, Text("Infrastructures", "Infrastructure"), fields=(
        Field("asset", Kind.CODE, Text("Ouvrage", "Asset"), vocabulary="infrastructure_kind",
              required_from=CREATION),
        Field("name", Kind.TEXT, Text("Nom", "Name"), searchable=True),
        Field("state", Kind.CODE, Text("État", "State"), vocabulary="infrastructure_state",
              default="unknown"),
        Field("note", Kind.TEXT, Text("Précision", "Note"), multiline=True, max_length=1_000,
              searchable=True),
    )),
    Field("constraints", Kind.RICH, Text("Contraintes : sécurité, accès, douane",
                                         "Constraints: security, access, customs"), searchable=True),
    Field("safety", Kind.RICH, Text("Sécurité des équipes", "Safety of the teams"), searchable=True),
    Field("forecast", Kind.RICH, Text("Évolution à 24 et 48 heures", "Forecast for 24 and 48 hours"),
          assessment=True, searchable=True),
)

_RESPONSE = only_when(
    _REPORT,
    Field("response_lema", Kind.RICH, Text("Autorité locale (LEMA)", "Local authority (LEMA)"),
          searchable=True),
    Field("response_national", Kind.RICH, Text("Réponse nationale", "National response"), searchable=True),
    Field("international_teams", Kind.LIST, Text("Équipes internationales", "International teams"), fields=(
        Field("team", Kind.TEXT, Text("Équipe", "Team"), required_from=CREATION, searchable=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country")),
        Field("team_class", Kind.CODE, Text("Classe", "Class"), vocabulary="team_class"),
        Field("staff", Kind.INTEGER, Text("Effectif", "Staff"), minimum=0, maximum=100_000),
        Field("sector", Kind.TEXT, Text("Secteur", "Sector"), searchable=True),
    )),
    Field("french_assets", Kind.RICH, Text("Moyens français engagés", "French assets engaged"),
          searchable=True),
    Field("worksites", Kind.LIST, Text("Chantiers", "Worksites"), fields=(
        Field("asr_level", Kind.CODE, Text("Niveau ASR", "ASR level"), vocabulary="asr_level",
              required_from=CREATION),
        Field("total", Kind.INTEGER, Text("Total", "Total"), minimum=0, maximum=100_000),
        Field("active", Kind.INTEGER, Text("Actifs", "Active"), minimum=0, maximum=100_000),
        Field("pending", Kind.INTEGER, Text("En attente", "Pending"), minimum=0, maximum=100_000),
        Field("completed", Kind.INTEGER, Text("Terminés", "Completed"), minimum=0, maximum=100_000),
    )),
    Field("live_rescued", Kind.INTEGER, Text("Sauvés vivants", "Live rescued"), minimum=0,
          maximum=MOST_PEOPLE),
    Field("dead_recovered", Kind.INTEGER, Text("Corps dégagés", "Dead recovered"), minimum=0,
          maximum=MOST_PEOPLE),
    Field("objectives", Kind.RICH, Text("Objectifs de la prochaine période", "Objectives, next period"),
          searchable=True),
    Field("reassignable", Kind.TEXT, Text("Moyens réaffectables", "Resources to be reassigned"),
          multiline=True, max_length=2_000, searchable=True),
)

_DAMAGE_FIELDS = only_when(
    _DAMAGE,
    Field("damage_grade", Kind.CODE, Text("Degré (EMS-98)", "Damage grade (EMS-98)"),
          vocabulary="damage_grade", required_from=LEAVING, assessment=True, filterable=True),
    Field("structure_id", Kind.TEXT, Text("Repère de l’ouvrage", "Structure id"), searchable=True,
          max_length=60),
    Field("structure_use", Kind.CODE, Text("Usage", "Use"), vocabulary="structure_use", filterable=True),
    Field("storeys", Kind.INTEGER, Text("Niveaux", "Storeys"), minimum=0, maximum=300),
    Field("construction", Kind.CODE, Text("Construction", "Construction"), vocabulary="construction_type"),
    Field("occupancy", Kind.INTEGER, Text("Occupants lors de l’événement", "Occupants at the event"),
          minimum=0, maximum=1_000_000),
    Field("collapse_type", Kind.CODE, Text("Effondrement", "Collapse"), vocabulary="collapse_type"),
    Field("hazards", Kind.CODES, Text("Dangers", "Hazards"), vocabulary="site_hazard"),
    Field("access", Kind.TEXT, Text("Accès", "Access"), multiline=True, max_length=1_000, searchable=True),
    Field("asr_level", Kind.CODE, Text("Niveau ASR", "ASR level"), vocabulary="asr_level"),
    Field("triage_category", Kind.CODE, Text("Catégorie de tri", "Triage category"),
          vocabulary="triage_category", assessment=True),
    Field("marking_placed", Kind.BOOLEAN, Text("Marquage posé", "Marking placed")),
    Field("recommended_action", Kind.RICH, Text("Action recommandée", "Recommended action"),
          max_length=5_000, assessment=True, searchable=True),
)

_CAPABILITY_FIELDS = only_when(
    _CAPABILITY,
    Field("service", Kind.REFERENCE, Text("Service évalué", "Service assessed"), targets=("organisation",),
          filterable=True),
    Field("coverage", Kind.TEXT, Text("Couverture", "Coverage"), searchable=True),
    Field("staff_count", Kind.INTEGER, Text("Effectif", "Staff"), minimum=0, maximum=10_000_000),
    Field("vehicle_count", Kind.INTEGER, Text("Véhicules en état", "Vehicles in working order"), minimum=0,
          maximum=1_000_000),
    Field("equipment", Kind.RICH, Text("Matériel", "Equipment"), max_length=10_000, searchable=True),
    Field("dispatch_number", Kind.PHONE, Text("Numéro d’appel", "Dispatch number"), searchable=True),
    Field("response_minutes", Kind.INTEGER, Text("Délai d’intervention (minutes)",
                                                 "Response time (minutes)"), minimum=0, maximum=100_000),
    Field("training", Kind.RICH, Text("Formation", "Training"), max_length=10_000, searchable=True),
    Field("command", Kind.RICH, Text("Commandement", "Command"), max_length=10_000, searchable=True),
    Field("law_and_funding", Kind.RICH, Text("Droit et financement", "Law and funding"), max_length=10_000,
          searchable=True),
    Field("scores", Kind.LIST, Text("Cotation de 0 à 5", "Scores from 0 to 5"), fields=(
        Field("function", Kind.CODE, Text("Fonction", "Function"), vocabulary="capability_function",
              required_from=CREATION),
        Field("score", Kind.INTEGER, Text("Note", "Score"), minimum=0, maximum=5, assessment=True),
        Field("gap", Kind.TEXT, Text("Manque", "Gap"), multiline=True, max_length=1_000, assessment=True,
              searchable=True),
    )),
)

_NEEDS_FIELDS = only_when(
    _NEEDS,
    Field("needs", Kind.LIST, Text("Besoins", "Needs"), fields=(
        Field("sector", Kind.CODE, Text("Secteur", "Sector"), vocabulary="need_sector"),
        Field("item", Kind.TEXT, Text("Besoin", "Item"), required_from=CREATION, searchable=True),
        Field("quantity", Kind.DECIMAL, Text("Quantité", "Quantity"), minimum=0),
        Field("unit", Kind.TEXT, Text("Unité", "Unit"), max_length=30),
        Field("priority", Kind.CODE, Text("Urgence", "Priority"), vocabulary="precedence"),
        Field("requested_from", Kind.TEXT, Text("Demandé à", "Requested from"), searchable=True),
        Field("ucpm_ref", Kind.TEXT, Text("Référence CECIS (MPCU)", "CECIS reference (UCPM)"),
              searchable=True),
        Field("status", Kind.CODE, Text("Suite", "Outcome"), vocabulary="need_status",
              default="identified"),
    )),
)

_ROUTE_FIELDS = only_when(
    _ROUTE,
    Field("route_from", Kind.TEXT, Text("Départ", "From"), searchable=True),
    Field("route_to", Kind.TEXT, Text("Arrivée", "To"), searchable=True),
    Field("distance_km", Kind.DECIMAL, Text("Distance (km)", "Distance (km)"), minimum=0, maximum=50_000),
    Field("travel_minutes", Kind.INTEGER, Text("Durée (minutes)", "Travel time (minutes)"), minimum=0,
          maximum=1_000_000),
    Field("passable_for", Kind.CODES, Text("Praticable", "Passable for"), vocabulary="passable_for",
          filterable=True),
    Field("waypoints", Kind.LIST, Text("Points de passage", "Waypoints"), fields=(
        Field("name", Kind.TEXT, Text("Point", "Waypoint"), required_from=CREATION, searchable=True),
        Field("position", Kind.POSITION, Text("Position", "Position")),
        Field("state", Kind.CODE, Text("État", "State"), vocabulary="infrastructure_state"),
        Field("obstacle", Kind.TEXT, Text("Obstacle", "Obstacle"), searchable=True),
        Field("passed_at", Kind.INSTANT, Text("Passé à", "Passed at")),
    )),
)

_MEETING_FIELDS = only_when(
    _MEETING,
    Field("participants", Kind.REFERENCES, Text("Participants", "Participants"),
          targets=("contact", "staff")),
    Field("organisations", Kind.REFERENCES, Text("Organismes", "Organisations"), targets=("organisation",)),
    Field("commitments", Kind.RICH, Text("Engagements", "Commitments"), max_length=5_000, searchable=True),
    Field("interaction", Kind.REFERENCE, Text("Entretien consigné", "Interaction recorded"),
          targets=("interaction",)),
)

_PHOTO_FIELDS = only_when(
    _PHOTO,
    Field("photo_subject", Kind.TEXT, Text("Sujet", "Subject"), searchable=True,
          help=Text("Les images se joignent ; leur position ne sort pas avec un export.",
                    "Pictures are attached; their position does not leave with an export.")),
    Field("bearing", Kind.INTEGER, Text("Direction (degrés)", "Bearing (degrees)"), minimum=0, maximum=359),
    Field("taken_with", Kind.TEXT, Text("Appareil", "Camera"), max_length=80),
)
# fmt: on

KIND_FIELDS = (
    *in_section("report", *_REPORT_FIELDS),
    *in_section("response", *_RESPONSE),
    *in_section("damage", *_DAMAGE_FIELDS),
    *in_section("capability", *_CAPABILITY_FIELDS),
    *in_section("needs", *_NEEDS_FIELDS),
    *in_section("route", *_ROUTE_FIELDS),
    *in_section("meeting", *_MEETING_FIELDS),
    *in_section("photo", *_PHOTO_FIELDS),
)
