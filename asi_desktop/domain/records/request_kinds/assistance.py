"""Requests that support justice: letters and the investigators who carry them, extradition; and the rest."""

from asi_desktop.domain.schema import CREATION, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_ASSISTANCE = Condition(field="kind", values=("judicial_assistance_support",))
_EXTRADITION = Condition(field="kind", values=("extradition_support",))
_OTHER = Condition(field="kind", values=("other",))
_TRAVELLING = Condition(field="mission_planned", values=("true",))
_APPEALED = Condition(field="extradition_appealed", values=("true",))

SECTIONS = (
    Section("letters", Text("Entraide judiciaire", "Judicial assistance")),
    Section("mission", Text("Déplacement d’enquêteurs", "Investigators’ mission")),
    Section("extradition", Text("Extradition", "Extradition")),
    Section("other", Text("Autre affaire", "Other matter")),
)

# A description is laid out like the form it becomes.
# fmt: off
_LETTERS = only_when(
    _ASSISTANCE,
    Field("letters", Kind.LIST, Text("Commissions rogatoires et demandes", "Letters"), fields=(
        Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="judicial_letter", default="cri"),
        Field("number", Kind.TEXT, Text("Numéro", "Number"), required_from=CREATION, searchable=True),
        Field("magistrate", Kind.TEXT, Text("Magistrat", "Magistrate"), personal=True, searchable=True),
        Field("date", Kind.DATE, Text("Délivrée le", "Issued on")),
        Field("received_at", Kind.INSTANT,
              Text("Reçue par l’État requis le", "Received by the requested State at")),
        Field("execution", Kind.CODE, Text("Exécution", "Execution"), vocabulary="execution_status"),
    )),
    Field("execution_status", Kind.CODE, Text("État d’exécution", "State of execution"),
          vocabulary="execution_status", filterable=True),
    Field("pieces", Kind.TEXT, Text("Pièces d’exécution", "Papers of execution"), multiline=True,
          max_length=2_000, searchable=True),
    Field("pieces_returned_at", Kind.DATE, Text("Pièces retournées le", "Papers returned on")),
    Field("mission_planned", Kind.BOOLEAN, Text("Des enquêteurs se déplacent", "Investigators travel")),
)

_MISSION = only_when(
    _ASSISTANCE,
    *only_when(
        _TRAVELLING,
        Field("mission_officers", Kind.LIST, Text("Enquêteurs", "Investigators"), personal=True, fields=(
            Field("name", Kind.TEXT, Text("Nom", "Name"), required_from=CREATION, personal=True,
                  searchable=True),
            Field("unit", Kind.TEXT, Text("Service", "Unit"), searchable=True),
            Field("passport", Kind.TEXT, Text("Passeport", "Passport"), personal=True, max_length=60),
            Field("visa", Kind.CODE, Text("Visa", "Visa"), vocabulary="visa_status"),
            Field("phone", Kind.PHONE, Text("Téléphone", "Phone"), personal=True),
        )),
        Field("mission_arrival", Kind.INSTANT, Text("Arrivée", "Arrival")),
        Field("mission_departure", Kind.INSTANT, Text("Départ", "Departure")),
        Field("mission_escort", Kind.TEXT, Text("Accompagnement local", "Local escort"), searchable=True),
        Field("mission_acts", Kind.RICH, Text("Actes autorisés", "Authorised acts"), max_length=5_000,
              searchable=True),
        Field("mission_weapons", Kind.BOOLEAN, Text("Arme emportée", "Weapon carried"),
              help=Text("Sans arme, sauf accord exprès de l’État requis.",
                        "No weapon without the requested State’s express consent.")),
        Field("mission_interpreters", Kind.TEXT, Text("Interprètes", "Interpreters")),
        Field("mission_programme", Kind.RICH, Text("Programme", "Programme"), max_length=10_000,
              searchable=True),
        Field("mission_costs", Kind.MONEY, Text("Frais", "Costs")),
    ),
)

_EXTRADITION_FIELDS = only_when(
    _EXTRADITION,
    Field("extradition_asked_on", Kind.DATE, Text("Demande du", "Request of")),
    Field("provisional_arrest_at", Kind.INSTANT, Text("Arrestation provisoire le", "Provisional arrest at"),
          filterable=True,
          help=Text("Dès qu’elle est connue : les délais courent d’elle.",
                    "As soon as it is known: time limits run from it.")),
    Field("formal_request_due", Kind.INSTANT, Text("Demande formelle avant le", "Formal request due"),
          filterable=True),
    Field("formal_request_received_at", Kind.INSTANT,
          Text("Demande formelle reçue le", "Formal request received at")),
    Field("court_dates", Kind.LIST, Text("Audiences", "Court dates"), fields=(
        Field("at", Kind.INSTANT, Text("Le", "At"), required_from=CREATION),
        Field("court", Kind.TEXT, Text("Juridiction", "Court"), searchable=True),
        Field("outcome", Kind.TEXT, Text("Issue", "Outcome"), multiline=True, max_length=1_000,
              searchable=True),
    )),
    Field("extradition_decision", Kind.CODE, Text("Décision", "Decision"),
          vocabulary="extradition_decision"),
    Field("extradition_decided_on", Kind.DATE, Text("Décision du", "Decided on")),
    Field("extradition_appealed", Kind.BOOLEAN, Text("Recours", "Appeal")),
    Field("extradition_appeal", Kind.TEXT, Text("Recours : juridiction et date", "Appeal: court and date"),
          shown_when=_APPEALED),
    Field("surrender_at", Kind.INSTANT, Text("Remise le", "Surrender at"), filterable=True),
    Field("escort_team", Kind.TEXT, Text("Escorte", "Escort team"), multiline=True, max_length=1_000,
          personal=True),
    Field("surrender_flight", Kind.TEXT, Text("Vol de la remise", "Flight of the surrender")),
    Field("transit_states", Kind.COUNTRIES, Text("États de transit", "Transit States")),
    Field("fit_to_fly", Kind.BOOLEAN, Text("Apte au vol", "Fit to fly"), personal=True,
          help=Text("Oui ou non, jamais le motif médical.", "Yes or no, never the medical reason.")),
)

_OTHER_FIELDS = only_when(
    _OTHER,
    Field("other_matter", Kind.CODE, Text("Matière", "Matter"), vocabulary="other_matter",
          filterable=True),
    Field("other_details", Kind.RICH, Text("Précisions", "Details"), max_length=10_000, searchable=True,
          personal=True),
)
# fmt: on

FIELDS = (
    *in_section("letters", *_LETTERS),
    *in_section("mission", *_MISSION),
    *in_section("extradition", *_EXTRADITION_FIELDS),
    *in_section("other", *_OTHER_FIELDS),
)
