"""What becomes of a cooperation request: the fundamental-rights check, the exchanges, the outcome."""

from asi_desktop.domain.schema import Field, Kind, in_section
from asi_desktop.domain.text import Text

# A description is laid out like the form it becomes.
# fmt: off
_RIGHTS = in_section(
    "rights",
    Field("rights_death_penalty", Kind.BOOLEAN, Text("Peine de mort encourue", "Death penalty possible")),
    Field("rights_torture", Kind.BOOLEAN, Text("Risque de torture", "Risk of torture")),
    Field("rights_political", Kind.BOOLEAN, Text("Caractère politique, religieux, militaire ou racial",
                                                 "Political, religious, military or racial character")),
    Field("rights_minors", Kind.BOOLEAN, Text("Mineurs concernés", "Minors concerned")),
    Field("rights_asylum", Kind.BOOLEAN, Text("Demande d’asile connue", "Asylum request known"),
          personal=True,
          help=Text("Jamais communiqué au pays d’origine.", "Never told to the country of origin.")),
    Field("rights_result", Kind.CODE, Text("Conclusion", "Conclusion"), vocabulary="rights_result",
          required_from="checked", assessment=True,
          help=Text("Contrôle des droits fondamentaux, avant toute transmission.",
                    "Fundamental-rights check, before anything is sent.")),
    Field("rights_checked_by", Kind.TEXT, Text("Contrôlé par", "Checked by"), required_from="sent"),
    Field("rights_checked_at", Kind.DATE, Text("Contrôlé le", "Checked on"), required_from="sent"),
    Field("proportionality_note", Kind.TEXT, Text("Proportionnalité", "Proportionality"), multiline=True,
          max_length=2000, required_from="sent", assessment=True),
)

_EXCHANGES = in_section(
    "exchanges",
    Field("exchanges", Kind.LIST, Text("Échanges", "Exchanges"), fields=(
        Field("direction", Kind.CODE, Text("Sens", "Direction"), vocabulary="exchange_direction",
              default="out"),
        Field("at", Kind.INSTANT, Text("Le", "At")),
        Field("sender", Kind.TEXT, Text("De", "From")),
        Field("recipient", Kind.TEXT, Text("À", "To")),
        Field("channel", Kind.CODE, Text("Canal", "Channel"), vocabulary="official_channel"),
        Field("precedence", Kind.CODE, Text("Précédence", "Precedence"), vocabulary="precedence"),
        Field("handling", Kind.CODES, Text("Codes de traitement", "Handling codes"), vocabulary="handling"),
        Field("text", Kind.RICH, Text("Message", "Message"), searchable=True, personal=True),
        Field("disclosed", Kind.TEXT, Text("Données communiquées", "Data disclosed"), multiline=True,
              max_length=5_000, personal=True),
        Field("legal_basis_transfer", Kind.CODE, Text("Base du transfert", "Basis of the transfer"),
              vocabulary="led_transfer_basis"),
        Field("consent_ref", Kind.TEXT, Text("Accord de l’émetteur", "Originator’s consent")),
        Field("authored_by", Kind.TEXT, Text("Rédigé par", "Authored by")),
        Field("released_by", Kind.TEXT, Text("Autorisé par", "Released by")),
        Field("ack_at", Kind.INSTANT, Text("Accusé de réception", "Acknowledged at")),
        Field("delivery_proof", Kind.TEXT, Text("Preuve de remise", "Proof of delivery")),
    )),
    Field("clarification", Kind.LIST, Text("Demandes de précision", "Clarifications"),
          help=Text("Suspend le délai, de sa réception à la réponse.",
                    "Stops the clock, from its receipt to the answer."),
          fields=(
        Field("sent_at", Kind.INSTANT, Text("Envoyée le", "Sent at")),
        Field("received_by_requester_at", Kind.INSTANT, Text("Reçue par le requérant le", "Received at")),
        Field("answered_at", Kind.INSTANT, Text("Répondue le", "Answered at")),
        Field("text", Kind.TEXT, Text("Objet", "Subject"), multiline=True, max_length=2000, searchable=True),
    )),
    Field("delay_notice", Kind.LIST, Text("Avis de retard", "Delay notices"), fields=(
        Field("at", Kind.INSTANT, Text("Le", "At")),
        Field("reason", Kind.TEXT, Text("Motif", "Reason"), multiline=True, max_length=1_000),
        Field("expected_at", Kind.INSTANT, Text("Réponse attendue le", "Expected at")),
    )),
)

_OUTCOME = in_section(
    "outcome",
    Field("result", Kind.CODE, Text("Résultat", "Result"), vocabulary="request_result",
          required_from="closed", filterable=True),
    Field("refusal_ground", Kind.CODE, Text("Motif de refus", "Ground of refusal"),
          vocabulary="refusal_ground", required_from="refused"),
    Field("homeland_outcome", Kind.RICH, Text("Retour en sécurité intérieure", "Homeland security benefit"),
          max_length=10_000, required_from="closed", searchable=True,
          help=Text("Ce que la France y a gagné, même si c’est peu.", "What France gained, however little.")),
    Field("outcome_arrests", Kind.INTEGER, Text("Interpellations", "Arrests"), minimum=0, maximum=100_000),
    Field("outcome_seizures", Kind.LIST, Text("Saisies", "Seizures"), fields=(
        Field("type", Kind.TEXT, Text("Nature", "Type"), searchable=True),
        Field("quantity", Kind.DECIMAL, Text("Quantité", "Quantity"), minimum=0),
        Field("unit", Kind.TEXT, Text("Unité", "Unit"), max_length=30),
        Field("value", Kind.MONEY, Text("Valeur", "Value")),
    )),
    Field("outcome_victims_safe", Kind.INTEGER, Text("Victimes mises à l’abri", "Victims made safe"),
          minimum=0, maximum=100_000),
    Field("outcome_fraud_prevented", Kind.MONEY, Text("Préjudice évité", "Fraud prevented")),
    Field("outcome_network_dismantled", Kind.BOOLEAN, Text("Réseau démantelé", "Network dismantled")),
    Field("feedback_to_unit_at", Kind.INSTANT, Text("Retour au service le", "Feedback to the unit at"),
          required_from="feedback_given"),
)
# fmt: on

COURSE_FIELDS = (*_RIGHTS, *_EXCHANGES, *_OUTCOME)
