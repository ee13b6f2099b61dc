"""The frame of the story's cooperation requests: what each has, whatever its kind."""

from asi_desktop.cli.demonstration.script import At, Day, In, Part, Told
from asi_desktop.domain.text import Text

COUNTRIES = {"h.marchand": "XA", "p.terrier": "XB"}
PARTNERS = {
    "XA": Text("Police nationale karvélienne", "Karvelian National Police"),
    "XB": Text("Police de Sandara", "Sandara Police Service"),
}
INBOUND = ("partner_to_fr", "spontaneous_in")
_ANSWERED = frozenset({"answered", "feedback_given", "closed"})


def request(
    name: str,
    kind: str,
    title: Text,
    *,
    due: At | In | None = None,
    by: str = "h.marchand",
    state: str = "",
    **given: Told,
) -> Part:
    """Return a request complete enough for any state; ``given`` adds to its fields, or replaces them."""
    country = COUNTRIES[by]
    fields = _frame(name, kind, title, country) | _outcome(state) | given
    if due is not None:
        fields["due_at"] = due
    if fields["direction"] in INBOUND:
        fields["received_at"] = At(-6, "09:30")
    reason = Text("Une autre autorité est saisie du même dossier.", "Another authority has the same case.")
    files = ("report",) if kind in {"document_fraud", "cultural_goods"} else ()
    return Part(name=name, kind="request", by=by, given=fields, state=state, reason=reason, files=files)


def _frame(name: str, kind: str, title: Text, country: str) -> dict[str, Told]:
    number = sum(name.encode()) % 900 + 100
    return {
        "title": title,
        "kind": kind,
        "direction": "fr_to_partner",
        "partner_country": country,
        "requesting_authority": Text("Direction nationale de la police judiciaire", "DNPJ, Paris"),
        "requested_authority": PARTNERS[country],
        "case_ref_requesting": f"DNPJ-2026-{number}",
        "official_channel": "interpol",
        "facts": _FACTS,
        "crime_areas": ["organised_crime"],
        "offence_fr": Text("Association de malfaiteurs", "Criminal conspiracy"),
        "max_penalty_years": 10,
        "asks": [
            {"ask": "identity_confirmation", "text": Text("Confirmer l’identité.", "Confirm the identity.")}
        ],
        "purpose_of_use": Text("Enquête judiciaire en cours.", "Judicial investigation in progress."),
        "why_you": Text("Les traces mènent à ce pays.", "The traces lead to this country."),
        "legal_basis": ["interpol", "security_agreement"],
        "purpose": "investigation",
        "rights_result": "conditions",
        "rights_death_penalty": False,
        "rights_checked_by": "H. Marchand",
        "rights_checked_at": Day(-5),
        "proportionality_note": Text("Aucune mesure moindre n’aboutirait.", "No lesser measure would do."),
        "source_grade": "B2",
        "country_scope": [country],
    }


_FACTS = Text(
    "Enquête ouverte en France ; les vérifications faites par les canaux ordinaires n’ont pas abouti.",
    "Investigation opened in France; checks through ordinary channels gave nothing.",
)


def _outcome(state: str) -> dict[str, Told]:
    """Return what the end of a request demands, and nothing for one that goes on."""
    ends: dict[str, Told] = {}
    if state in _ANSWERED:
        ends["asks"] = [
            {
                "ask": "identity_confirmation",
                "text": Text("Confirmer l’identité.", "Confirm the identity."),
                "status": "answered",
                "answer": Text("Identité confirmée par l’état civil.", "Confirmed by the civil registry."),
            }
        ]
    if state == "refused":
        ends |= {"refusal_ground": "data_outside_categories"}
    if state in {"feedback_given", "closed"}:
        ends |= {
            "result": "hit",
            "homeland_outcome": Text("Dossier français résolu.", "French case solved."),
            "feedback_to_unit_at": At(-1, "16:00"),
        }
    return ends
