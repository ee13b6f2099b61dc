"""The cooperation request (demande de coopération): asked of a partner, or by one."""

from asi_desktop.domain.dotted import Value
from asi_desktop.domain.records.common import COMMON_SECTIONS, SUBJECT
from asi_desktop.domain.records.request_fields import INBOUND, REQUEST_FIELDS
from asi_desktop.domain.records.request_kinds import KIND_SECTIONS
from asi_desktop.domain.schema import RecordType, Section
from asi_desktop.domain.steps import Condition, EachElement, State, Transition, When, Workflow
from asi_desktop.domain.text import Text

_ASKS_CLOSED = EachElement(
    listing="asks",
    field="status",
    values=("answered", "partial", "refused", "no_answer", "withdrawn"),
    why=Text(fr="chaque demande doit avoir reçu sa suite.", en="each ask must have its outcome."),
)
_MAY_BE_SENT = When(
    condition=Condition(field="rights_result", values=("blocked",)),
    absent=True,
    why=Text(
        fr="le contrôle des droits fondamentaux exclut la transmission.",
        en="the fundamental-rights check rules out sending.",
    ),
)
_NOT_FRANCE_ONLY = When(
    condition=Condition(field="special_france", values=("true",)),
    absent=True,
    why=Text(
        fr="« Spécial France » exclut tout destinataire étranger.",
        en="“France only” excludes every foreign addressee.",
    ),
)
_DEAD_ENDS = ("closed", "withdrawn", "transferred", "redirected")

_WORKFLOW = Workflow(
    initial="draft",
    starts=((INBOUND, "received"),),
    states=(
        State("draft", Text("Brouillon", "Draft"), Text("Reprendre en brouillon", "Return to draft")),
        State("checked", Text("Vérifiée", "Checked"), Text("Vérifier", "Check")),
        State(
            "needs_central",
            Text("À la centrale", "With head office"),
            Text("Saisir la centrale", "Refer to head office"),
        ),
        State("sent", Text("Envoyée", "Sent"), Text("Envoyer", "Send")),
        State("received", Text("Reçue", "Received"), Text("Recevoir", "Receive")),
        State("triaged", Text("Triée", "Triaged"), Text("Trier", "Triage")),
        State("accepted", Text("Acceptée", "Accepted"), Text("Accepter", "Accept")),
        State("redirected", Text("Réorientée", "Redirected"), Text("Réorienter", "Redirect")),
        State(
            "acknowledged",
            Text("Réception accusée", "Acknowledged"),
            Text("Noter l’accusé de réception", "Record acknowledgement"),
        ),
        State("in_progress", Text("En cours", "In progress"), Text("Mettre en cours", "Mark in progress")),
        State(
            "clarification_asked",
            Text("Précision demandée", "Clarification asked"),
            Text("Noter une demande de précision", "Record a clarification"),
        ),
        State("suspended", Text("Suspendue", "Suspended"), Text("Suspendre", "Suspend")),
        State(
            "partially_answered",
            Text("Réponse partielle", "Partly answered"),
            Text("Noter une réponse partielle", "Record a partial answer"),
        ),
        State("answered", Text("Répondue", "Answered"), Text("Noter la réponse", "Record the answer")),
        State("refused", Text("Refusée", "Refused"), Text("Noter le refus", "Record the refusal")),
        State(
            "no_answer",
            Text("Sans réponse", "No answer"),
            Text("Constater l’absence de réponse", "Record no answer"),
        ),
        State(
            "feedback_given",
            Text("Retour fait", "Feedback given"),
            Text("Noter le retour au service", "Record feedback"),
        ),
        State("closed", Text("Close", "Closed"), Text("Clore", "Close")),
        State("withdrawn", Text("Retirée", "Withdrawn"), Text("Retirer", "Withdraw")),
        State("transferred", Text("Transférée", "Transferred"), Text("Transférer", "Transfer")),
        State("archived", Text("Archivée", "Archived"), Text("Archiver", "Archive")),
        State("erased", Text("Effacée", "Erased"), Text("Effacer", "Erase")),
    ),
    transitions=(
        # asked of a partner
        Transition("draft", "checked", ("ASI",)),
        Transition("checked", "draft", ("ASI",)),
        Transition("checked", "sent", ("ASI", "BUR"), guards=(_MAY_BE_SENT, _NOT_FRANCE_ONLY)),
        Transition("checked", "needs_central", ("ASI",)),
        Transition("needs_central", "sent", ("BUR", "CHEF"), guards=(_MAY_BE_SENT, _NOT_FRANCE_ONLY)),
        Transition("sent", "acknowledged", ("OL", "H24", "BUR")),
        Transition("acknowledged", "in_progress", ("OL", "BUR")),
        # asked by a partner
        Transition("received", "triaged", ("OL", "H24")),
        Transition("triaged", "accepted", ("ASI", "BUR")),
        Transition("triaged", "redirected", ("ASI", "H24", "BUR"), reason_required=True),
        Transition("triaged", "refused", ("ASI", "BUR")),
        Transition("accepted", "in_progress", ("OL", "BUR")),
        # in progress
        Transition("in_progress", "clarification_asked", ("OL", "BUR")),
        Transition("clarification_asked", "in_progress", ("OL", "BUR")),
        Transition("in_progress", "suspended", ("ASI", "BUR"), reason_required=True),
        Transition("suspended", "in_progress", ("ASI", "BUR")),
        Transition("in_progress", "partially_answered", ("OL", "BUR")),
        Transition("partially_answered", "answered", ("OL", "BUR"), guards=(_ASKS_CLOSED,)),
        Transition("in_progress", "answered", ("OL", "BUR"), guards=(_ASKS_CLOSED,)),
        Transition("in_progress", "refused", ("ASI", "BUR")),
        Transition("in_progress", "no_answer", ("ASI",)),
        Transition("partially_answered", "no_answer", ("ASI",)),
        # the end
        *(Transition(end, "feedback_given", ("OL",)) for end in ("answered", "refused", "no_answer")),
        Transition("feedback_given", "closed", ("ASI",)),
        *(
            Transition(open_, "withdrawn", ("ASI", "BUR"), reason_required=True)
            for open_ in ("checked", "needs_central", "sent", "acknowledged", "in_progress", "suspended")
        ),
        Transition("in_progress", "transferred", ("ASI", "BUR"), reason_required=True),
        *(Transition(end, "archived", ("SYSTEM",)) for end in _DEAD_ENDS),
        Transition("archived", "erased", ("SYSTEM",)),
    ),
)

_EXAMPLE: dict[str, Value] = {
    "title": "Localisation d’une personne recherchée à Port-Carvel",
    "kind": "wanted_person",
    "direction": "fr_to_partner",
    "partner_country": "XA",
    "urgency": "urgent",
    "urgency_ground": "liberty",
    "urgency_reason": "Départ annoncé vers un pays tiers dans les trois jours.",
    "due_at": {"utc": "2026-11-30T15:00:00Z", "offset": 180, "zone": "Africa/Nairobi"},
    "requesting_authority": "Office central de lutte contre la criminalité organisée",
    "requested_authority": "Police nationale karvélienne, direction criminelle",
    "case_ref_requesting": "OCLCO-2026-1187",
    "case_ref_requested": "KNP-CD-4471",
    "official_channel": "interpol",
    "channel_ref": "BCN-PARIS-2026-55210",
    "facts": "Condamné en 2024, en fuite depuis mars 2025, aperçu au port le 21 novembre 2026.",
    "assessment": "Présence probable chez un parent, quartier du Môle.",
    "crime_areas": ["organised_crime", "wanted_persons"],
    "offence_fr": "Extorsion en bande organisée",
    "max_penalty_years": 20,
    "asks": [
        {
            "ask": "location",
            "text": "Confirmer l’adresse au quartier du Môle.",
            "status": "answered",
            "answer": "Adresse confirmée le 25 novembre.",
        },
        {
            "ask": "identity_confirmation",
            "text": "Comparer avec la photographie jointe.",
            "status": "answered",
        },
    ],
    "purpose_of_use": "Exécution d’un jugement.",
    "why_you": "Dernier passage de frontière enregistré à Port-Carvel.",
    "use_as_evidence": "no",
    "legal_basis": ["interpol", "coe_extradition_1957"],
    "purpose": "execution",
    "entities": [
        {
            "entity_kind": "vehicle",
            "label": "KB-4471",
            "plate": "KB-4471",
            "country": "XA",
            "vin": "VF1TEST0000012345",
            "link": "used_by",
        },
    ],
    "person_family_name": "Tarvel",
    "person_given_names": "Ilan",
    "person_category": "convicted",
    "person_birth_date": "1987-04",
    "person_nationalities": ["FR"],
    "warrant_type": "judgment",
    "warrant_date": "2024-06-14",
    "sentence_left_days": 1460,
    "notice": "red",
    "notice_number": "A-0000/1-2026",
    "danger_flags": ["escape"],
    "action_if_found": "arrest_for_extradition",
    "rights_death_penalty": False,
    "rights_result": "conditions",
    "rights_checked_by": "H. Marchand",
    "rights_checked_at": "2026-11-24",
    "proportionality_note": "Peine restante de quatre ans ; aucune mesure moindre n’aboutirait.",
    "exchanges": [
        {
            "direction": "out",
            "at": {"utc": "2026-11-24T08:30:00Z", "offset": 180, "zone": "Africa/Nairobi"},
            "recipient": "Colonel Ferek",
            "channel": "bilateral_asi",
            "handling": ["H1"],
            "text": "Éléments d’identité et photographie transmis.",
            "legal_basis_transfer": "art37a",
        }
    ],
    "result": "hit",
    "refusal_ground": "not_available",
    "homeland_outcome": "Condamné localisé et interpellé, remise demandée.",
    "outcome_arrests": 1,
    "feedback_to_unit_at": {"utc": "2026-11-27T14:42:00Z", "offset": 180, "zone": "Africa/Nairobi"},
    "country_scope": ["XA"],
    "priority": "PRIORITY",
    "source_grade": "B2",
    "handling": ["H1"],
}

REQUEST = RecordType(
    name="request",
    code="RQ",
    label=Text("Demande de coopération", "Cooperation request"),
    plural=Text("Demandes", "Requests"),
    help=Text(
        fr="Ce que l’on demande à un partenaire, ou qu’il demande, et la suite donnée à chaque point.",
        en="What is asked of a partner, or by one, and what became of each point.",
    ),
    pillar="operational",
    navigation="requests",
    sections=(
        SUBJECT,
        Section("parties", Text("Autorités et canal", "Authorities and channel")),
        Section("facts", Text("Faits et appréciation", "Facts and assessment")),
        Section("asks", Text("Demandes", "Asks")),
        *KIND_SECTIONS,
        Section("entities", Text("Personnes, documents, véhicules", "People, documents, vehicles")),
        Section("rights", Text("Droits fondamentaux", "Fundamental rights")),
        Section("exchanges", Text("Échanges", "Exchanges")),
        Section("outcome", Text("Résultat", "Outcome")),
        *COMMON_SECTIONS,
    ),
    fields=REQUEST_FIELDS,
    title_field="title",
    workflow=_WORKFLOW,
    legal_regime="LED",
    default_sort="due_at",
    example=_EXAMPLE,
)
