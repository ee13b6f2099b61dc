"""The interaction (journal des contacts): who was met, what was said, promised and handed over."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import EachElement, State, Transition, Workflow
from asi_desktop.domain.text import Text

_KEPT = EachElement(
    listing="commitments",
    field="status",
    values=("done", "dropped"),
    why=Text(fr="chaque engagement doit avoir reçu sa suite.", en="each commitment must have its outcome."),
)

# A description is laid out like the form it becomes; the first section is the quick capture.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "meeting",
        Field("subject", Kind.TEXT, Text("Objet", "Subject"), required_from=CREATION, searchable=True,
              listed=True, max_length=160),
        Field("at", Kind.INSTANT, Text("Le", "At"), required_from=LEAVING, listed=True, filterable=True),
        Field("mode", Kind.CODE, Text("Forme", "Form"), vocabulary="interaction_mode", default="meeting",
              required_from=LEAVING, listed=True, filterable=True),
        Field("participants", Kind.REFERENCES, Text("Participants", "Participants"),
              targets=("contact", "staff"), required_from=LEAVING, listed=True, filterable=True,
              help=Text("Les nôtres et les leurs.", "Ours and theirs.")),
        Field("facts", Kind.RICH, Text("Ce qui s’est dit", "What was said"), required_from=LEAVING,
              searchable=True, personal=True),
    ),
    *in_section(
        "details",
        Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True, searchable=True,
              personal=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), filterable=True),
        Field("place", Kind.TEXT, Text("Lieu", "Place"), searchable=True),
        Field("duration_minutes", Kind.INTEGER, Text("Durée (minutes)", "Duration (minutes)"), minimum=0,
              maximum=100_000),
        Field("privileged_only", Kind.BOOLEAN, Text("Relation privilégiée", "Privileged relation only"),
              filterable=True,
              help=Text("Confié à titre personnel : ne pas citer.", "Told in confidence: not to be quoted.")),
        Field("their_requests", Kind.RICH, Text("Leurs demandes", "Their requests"), max_length=10_000,
              searchable=True),
        Field("our_requests", Kind.RICH, Text("Nos demandes", "Our requests"), max_length=10_000,
              searchable=True),
        Field("requests", Kind.REFERENCES, Text("Demandes évoquées", "Requests discussed"),
              targets=("request",)),
    ),
    *in_section(
        "follow_up",
        Field("commitments", Kind.LIST, Text("Engagements", "Commitments"), fields=(
            Field("what", Kind.TEXT, Text("Quoi", "What"), required_from=CREATION, searchable=True,
                  multiline=True, max_length=1_000),
            Field("side", Kind.CODE, Text("De qui", "Whose"), vocabulary="commitment_side", default="ours"),
            Field("who", Kind.TEXT, Text("Qui", "Who"), searchable=True),
            Field("due", Kind.DATE, Text("Pour le", "Due")),
            Field("status", Kind.CODE, Text("Suite", "Outcome"), vocabulary="commitment_status",
                  default="open"),
            Field("task", Kind.REFERENCE, Text("Tâche", "Task"), targets=("task",)),
        )),
        Field("follow_up_at", Kind.DATE, Text("Relancer le", "Follow up on"), listed=True, filterable=True),
    ),
    *in_section(
        "handed",
        Field("documents_handed", Kind.LIST, Text("Documents échangés", "Documents handed over"), fields=(
            Field("direction", Kind.CODE, Text("Sens", "Direction"), vocabulary="handed_direction",
                  default="given"),
            Field("title", Kind.TEXT, Text("Intitulé", "Title"), required_from=CREATION, searchable=True),
            Field("marking", Kind.CODE, Text("Marquage", "Marking"), vocabulary="protection"),
            Field("release_checked", Kind.BOOLEAN, Text("Communication vérifiée", "Release checked"),
                  help=Text("Spécial France, codes de traitement et accord de l’émetteur.",
                            "France only, handling codes and the originator’s consent.")),
        )),
        Field("gifts", Kind.LIST, Text("Cadeaux", "Gifts"), fields=(
            Field("direction", Kind.CODE, Text("Sens", "Direction"), vocabulary="handed_direction",
                  default="received"),
            Field("what", Kind.TEXT, Text("Nature", "What"), required_from=CREATION, searchable=True),
            Field("value", Kind.MONEY, Text("Valeur", "Value")),
            Field("declared", Kind.BOOLEAN, Text("Déclaré", "Declared")),
        )),
        Field("expense", Kind.MONEY, Text("Frais de représentation", "Representation expense")),
    ),
    Field("share_scope", Kind.CODE, Text("Partage", "Shared with"), section="marking",
          vocabulary="share_scope", default="post", filterable=True),
)
# fmt: on

_POST = ("OL", "ASI", "CPX", "H24", "BUR")

_WORKFLOW = Workflow(
    initial="noted",
    states=(
        State("noted", Text("Notée", "Noted"), Text("Reprendre", "Take up again")),
        State("recorded", Text("Consignée", "Recorded"), Text("Consigner", "Record")),
        State("followed_up", Text("Suivie", "Followed up"), Text("Clore les suites", "Close the follow-up")),
    ),
    transitions=(
        Transition("noted", "recorded", _POST),
        Transition("recorded", "noted", _POST),
        Transition("recorded", "followed_up", _POST, guards=(_KEPT,)),
        Transition("followed_up", "recorded", _POST),
    ),
)

INTERACTION = RecordType(
    name="interaction",
    code="IA",
    label=Text("Entretien", "Interaction"),
    plural=Text("Journal des contacts", "Interactions"),
    help=Text(
        fr="Entretiens, appels, visites : avec qui, ce qui s’est dit, ce que chacun a promis.",
        en="Meetings, calls, visits: with whom, what was said, what each side promised.",
    ),
    pillar="operational",
    navigation="contacts",
    sections=(
        Section("meeting", Text("Entretien", "Interaction")),
        Section("details", Text("Précisions", "Details")),
        Section("follow_up", Text("Suites", "Follow-up")),
        Section("handed", Text("Remises, cadeaux, frais", "Handed over, gifts, expenses")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="subject",
    workflow=_WORKFLOW,
    legal_regime="GDPR",
    default_sort="-at",
    example={
        "subject": "Point mensuel avec la direction criminelle",
        "at": {"utc": "2026-11-24T07:00:00Z", "offset": 180, "zone": "Africa/Nairobi"},
        "mode": "meeting",
        "participants": ["636f6e74000000000000000000000001", "73746166000000000000000000000001"],
        "facts": "Deux véhicules de la liste retrouvés au port ; un troisième repéré à Dargo.",
        "assessment": "Le service tient à un échange régulier et l’a dit devant ses adjoints.",
        "country": "XA",
        "place": "Direction criminelle, Port-Carvel",
        "duration_minutes": 75,
        "their_requests": "Une formation à l’examen des documents.",
        "our_requests": "Les photographies des numéros de série.",
        "commitments": [
            {
                "what": "Envoyer le programme de formation",
                "side": "ours",
                "who": "H. Marchand",
                "due": "2026-12-01",
                "status": "done",
            }
        ],
        "follow_up_at": "2026-12-08",
        "documents_handed": [
            {
                "direction": "given",
                "title": "Liste de douze véhicules",
                "marking": "non_protege",
                "release_checked": True,
            }
        ],
        "gifts": [
            {
                "direction": "received",
                "what": "Ouvrage sur le port",
                "value": {"amount": "25.00", "currency": "EUR"},
                "declared": True,
            }
        ],
        "expense": {"amount": "18.40", "currency": "EUR"},
        "source_grade": "B2",
        "handling": ["H2"],
        "country_scope": ["XA"],
    },
)
