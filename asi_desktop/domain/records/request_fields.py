"""The fields of a cooperation request, in the order of its form: what every kind of request says.

What belongs to one kind stands in ``request_kinds``, what is mentioned in ``request_entities``, what becomes
of the request in ``request_course``.
"""

from asi_desktop.domain.records.common import titled, with_common
from asi_desktop.domain.records.request_course import COURSE_FIELDS
from asi_desktop.domain.records.request_entities import ENTITY_FIELDS
from asi_desktop.domain.records.request_kinds import KIND_FIELDS
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, in_section
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

INBOUND = Condition(field="direction", values=("partner_to_fr", "spontaneous_in"))
_OUTBOUND = Condition(field="direction", values=("fr_to_partner",))
_URGENT = Condition(field="urgency", values=("urgent",))
_TERRORISM = Condition(field="kind", values=("terrorism",))

# A description is laid out like the form it becomes.
# fmt: off
_SUBJECT = (
    titled(CREATION),
    *in_section(
        "subject",
        Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="request_kind", required_from=LEAVING,
              listed=True, filterable=True),
        Field("direction", Kind.CODE, Text("Sens", "Direction"), vocabulary="direction",
              default="fr_to_partner", required_from=LEAVING, listed=True, filterable=True),
        Field("partner_country", Kind.COUNTRY, Text("Pays partenaire", "Partner country"),
              required_from=LEAVING, listed=True, filterable=True),
        Field("urgency", Kind.CODE, Text("Urgence", "Urgency"), vocabulary="urgency", default="normal",
              required_from=LEAVING, filterable=True),
        Field("urgency_ground", Kind.CODE, Text("Motif d’urgence", "Ground of urgency"),
              vocabulary="urgency_ground", required_from=LEAVING, required_when=_URGENT, shown_when=_URGENT),
        Field("urgency_reason", Kind.TEXT, Text("Explication de l’urgence", "Reason for urgency"),
              multiline=True, max_length=1_000, required_from=LEAVING, required_when=_URGENT,
              shown_when=_URGENT),
        Field("due_at", Kind.INSTANT, Text("Échéance", "Due"), listed=True, filterable=True),
        Field("deadline_profile", Kind.CODE, Text("Délai applicable", "Time limit that applies"),
              vocabulary="deadline_profile"),
        Field("received_at", Kind.INSTANT, Text("Reçue le", "Received at"), required_from=LEAVING,
              required_when=INBOUND, help=Text("L’heure que l’autorité déclare ; le délai court d’elle.",
                                               "The time the authority states; the clock starts there.")),
        Field("sent_at", Kind.INSTANT, Text("Envoyée le", "Sent at")),
        Field("intel_remit", Kind.BOOLEAN,
              Text("Relève des services de renseignement", "Within the remit of the intelligence services"),
              never=(True,), required_from=LEAVING, required_when=_TERRORISM,
              help=Text("Si oui, l’affaire ne s’enregistre pas ici.", "If so, the matter is not kept here.")),
    ),
)

_PARTIES = in_section(
    "parties",
    Field("requesting_authority", Kind.TEXT, Text("Service requérant", "Requesting authority"),
          required_from=LEAVING, searchable=True, help=Text("Service enquêteur ou magistrat, nommément.",
                                                            "Investigating unit or magistrate, by name.")),
    Field("requesting_organisation", Kind.REFERENCE, Text("Organisme requérant", "Requesting organisation"),
          targets=("organisation",), filterable=True),
    Field("requested_authority", Kind.TEXT, Text("Service requis", "Requested authority"),
          required_from=LEAVING, searchable=True),
    Field("requested_organisation", Kind.REFERENCE, Text("Organisme requis", "Requested organisation"),
          targets=("organisation",), filterable=True),
    Field("case_ref_requesting", Kind.TEXT,
          Text("Référence du requérant", "Requesting authority’s reference"), required_from=LEAVING,
          searchable=True),
    Field("case_ref_requested", Kind.TEXT, Text("Référence du requis", "Requested authority’s reference"),
          searchable=True),
    Field("official_channel", Kind.CODE, Text("Canal officiel", "Official channel"),
          vocabulary="official_channel", required_from=LEAVING, filterable=True,
          help=Text("Le canal bilatéral ne remplace jamais un canal obligatoire.",
                    "The bilateral channel never replaces a mandatory one.")),
    Field("channel_ref", Kind.TEXT, Text("Référence du canal", "Channel reference"), searchable=True),
)

_FACTS = in_section(
    "facts",
    Field("facts", Kind.RICH, Text("Faits", "Facts"), required_from=LEAVING, searchable=True, personal=True,
          help=Text("Qui, quoi, où, quand, comment.", "Who, what, where, when, how.")),
    Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), searchable=True, personal=True,
          assessment=True),
    Field("crime_areas", Kind.CODES, Text("Domaines criminels", "Crime areas"), vocabulary="crime_area",
          required_from=LEAVING, filterable=True),
    Field("empact", Kind.CODES, Text("Priorités EMPACT", "EMPACT priorities"), vocabulary="empact_priority",
          filterable=True),
    Field("offence_fr", Kind.TEXT, Text("Infraction en droit français", "Offence in French law"),
          required_from="sent"),
    Field("offence_foreign", Kind.TEXT, Text("Infraction en droit étranger", "Offence in foreign law")),
    Field("qualification", Kind.TEXT, Text("Qualification", "Qualification")),
    Field("max_penalty_years", Kind.INTEGER, Text("Peine maximale (années)", "Maximum penalty (years)"),
          minimum=0, maximum=100),
    Field("dual_criminality", Kind.BOOLEAN, Text("Double incrimination", "Dual criminality"), assessment=True,
          help=Text("Le fait est puni dans les deux États.", "The act is an offence in both States.")),
)

_ASKS = in_section(
    "asks",
    Field("asks", Kind.LIST, Text("Demandes", "Asks"), required_from=LEAVING,
          help=Text("Chaque demande reçoit sa propre réponse.", "Each ask gets its own answer."), fields=(
        Field("ask", Kind.CODE, Text("Demande", "Ask"), vocabulary="ask_kind", default="other"),
        Field("text", Kind.RICH, Text("Précision", "Details"), max_length=10_000, searchable=True,
              personal=True),
        Field("due", Kind.INSTANT, Text("Échéance", "Due")),
        Field("status", Kind.CODE, Text("Suite", "Outcome"), vocabulary="ask_status", default="open"),
        Field("answer", Kind.RICH, Text("Réponse", "Answer"), max_length=20_000, searchable=True,
              personal=True),
    )),
    Field("purpose_of_use", Kind.TEXT, Text("Usage prévu", "Intended use"), multiline=True, max_length=2000,
          required_from=LEAVING),
    Field("why_you", Kind.TEXT, Text("Pourquoi ce partenaire", "Why this partner"), multiline=True,
          max_length=2000, required_from="sent", required_when=_OUTBOUND,
          help=Text("Ce qui donne à penser que l’information s’y trouve.",
                    "What suggests that the information is there.")),
    Field("link_person_purpose", Kind.TEXT,
          Text("Lien entre la personne et l’usage", "Link of person and use"), multiline=True,
          max_length=2000),
    Field("use_as_evidence", Kind.CODE, Text("Usage comme preuve", "Use as evidence"),
          vocabulary="evidence_use", default="no", required_from=LEAVING),
    Field("restrictions", Kind.TEXT, Text("Restrictions", "Restrictions"), multiline=True, max_length=2000),
)

REQUEST_FIELDS = with_common(
    *_SUBJECT,
    *_PARTIES,
    *_FACTS,
    *_ASKS,
    *KIND_FIELDS,
    *ENTITY_FIELDS,
    *COURSE_FIELDS,
    Field("legal_basis", Kind.CODES, Text("Bases légales", "Legal bases"), section="legal",
          vocabulary="legal_basis", required_from=LEAVING),
)
# fmt: on
