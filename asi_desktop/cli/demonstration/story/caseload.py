"""The rest of the caseload: shorter requests, in every state that a request can be brought to."""

from dataclasses import replace

from asi_desktop.cli.demonstration.script import At, In, Part, Told
from asi_desktop.cli.demonstration.story.requests import request
from asi_desktop.domain.text import Text

_VEHICLE: dict[str, Told] = {"vehicles": [{"plate": "KC-1180", "plate_country": "XA", "category": "car"}]}
_PAPER: dict[str, Told] = {
    "documents": [{"document_type": "driving_licence", "issuing_state": "UTO", "number": "D23145890"}]
}
_PERSON: dict[str, Told] = {
    "person_family_name": "Marlo",
    "person_given_names": "Stefan",
    "person_category": "suspect",
    "action_if_found": "locate_only",
}
_IN: dict[str, Told] = {"direction": "partner_to_fr"}

# name, kind, state, days until due, title, more
_PCV: tuple[tuple[str, str, str, int, Text, dict[str, Told]], ...] = (
    ("owner", "vehicles", "closed", -30,
     Text("Propriétaire du véhicule KC-1180", "Owner of vehicle KC-1180"), _VEHICLE),
    ("licence", "document_fraud", "answered", -3,
     Text("Authenticité d’un permis de conduire karvélien",
          "Is a Karvelian driving licence genuine?"), _PAPER),
    ("marlo", "wanted_person", "feedback_given", -12,
     Text("Adresse de Stefan Marlo", "Address of Stefan Marlo"), _PERSON),
    ("tiles", "drugs", "refused", -9,
     Text("Registre des conteneurs de carrelage", "Register of tile containers"), {}),
    ("launder", "financial_crime", "no_answer", -40,
     Text("Comptes de la société Marelune", "Accounts of the company Marelune"), {}),
    ("phone", "cybercrime", "withdrawn", -6,
     Text("Titulaire d’un numéro prépayé", "Holder of a prepaid number"), {}),
    ("regatta", "other", "transferred", -2,
     Text("Sûreté de la régate internationale", "Security of the international regatta"), {}),
    ("pirates", "other", "redirected", -4,
     Text("Abordage en rade : images satellite", "Boarding in the roads: satellite pictures"), _IN),
    ("registry", "other", "in_progress", 4,
     Text("Extrait du registre du commerce", "Extract from the company register"), {}),
    ("passengers", "illegal_immigration", "in_progress", 6,
     Text("Liste des passagers du vol du 12", "Passenger list of the flight on the 12th"), {}),
    ("hotel", "wanted_person", "sent", 8,
     Text("Registres d’hôtel de la corniche", "Hotel registers on the corniche"), _PERSON),
    ("plates_rq", "vehicles", "partially_answered", 2,
     Text("Quatre plaques vues rue du Môle", "Four plates seen on Rue du Môle"), _VEHICLE),
    ("kiln", "cultural_goods", "draft", 25,
     Text("Vases en vente sur internet", "Vases on sale online"), {}),
    ("rq_central", "terrorism", "needs_central", 1,
     Text("Interception demandée par le parquet",
          "Interception asked by the prosecution"), {"intel_remit": False}),
    ("archive", "judicial_assistance_support", "needs_central", 10,
     Text("Copie d’un jugement de 2024", "Copy of a judgment of 2024"), {}),
    ("witness", "judicial_assistance_support", "closed", -50,
     Text("Audition d’un témoin par visioconférence", "Witness heard by video link"), {}),
    ("minors", "human_trafficking", "checked", 9,
     Text("Trois mineures signalées à Dargo", "Three girls reported in Dargo"), {}),
    ("warning", "drugs", "sent", 12,
     Text("Alerte : nouvelle drogue de synthèse",
          "Warning: a new synthetic drug"), {"direction": "spontaneous_out"}),
    ("seaman", "document_fraud", "received", 3,
     Text("Livret de marin douteux", "Doubtful seaman’s book"), _IN | _PAPER),
    ("stadium", "other", "refused", -7,
     Text("Fichier complet des abonnés d’un club", "A club’s whole list of members"), _IN),
)  # fmt: skip

_SDR: tuple[tuple[str, str, str, int, Text, dict[str, Told]], ...] = (
    ("stamp", "document_fraud", "in_progress", 3,
     Text("Imprimeur des faux timbres", "Printer of the forged stamps"), _PAPER),
    ("drowned", "victim_identification", "accepted", 2,
     Text("Crue : un Français parmi les disparus ?", "Flood: a Frenchman among the missing?"),
     _IN | {"dvi_event": Text("Crue de la Tessa", "Tessa flood")}),
    ("driver", "illegal_immigration", "answered", -1,
     Text("Identité du chauffeur de la piste de l’est", "Identity of the eastern track driver"), {}),
    ("pickup", "vehicles", "acknowledged", 5,
     Text("Pick-up volé à l’aéroport", "Pick-up stolen at the airport"), _VEHICLE),
    ("fugitive", "extradition_support", "draft", 30,
     Text("Extradition : pièces à traduire", "Extradition: papers to be translated"), {}),
)  # fmt: skip


def _part(row: tuple[str, str, str, int, Text, dict[str, Told]], *, by: str) -> Part:
    name, kind, state, days, title, more = row
    due = At(days, "17:00") if days else In(90)
    return request(name, kind, title, by=by, state=state, due=due, **({"sent_at": At(-6, "09:00")} | more))


_BINNED = request("binned", "other", Text("Saisie en double : supporters", "Entered twice: supporters"))

PARTS = (
    *(_part(row, by="h.marchand") for row in _PCV),
    *(_part(row, by="p.terrier") for row in _SDR),
    replace(_BINNED, gone=True),
)
