"""The person on staff: officers, gendarmes, experts and administrative personnel of the network."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.schema import CREATION, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.text import Text

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "person",
        Field("name", Kind.TEXT, Text("Nom et prénom", "Name"), required_from=CREATION, personal=True,
              searchable=True, listed=True),
        Field("login", Kind.TEXT, Text("Identifiant", "Login"), searchable=True, max_length=64),
        Field("corps", Kind.CODE, Text("Corps", "Corps"), vocabulary="corps", listed=True, filterable=True),
        Field("grade", Kind.TEXT, Text("Grade", "Rank"), listed=True),
        Field("roles", Kind.CODES, Text("Fonctions", "Roles"), vocabulary="role", listed=True,
              filterable=True),
        Field("duty_status", Kind.CODE, Text("Situation", "Duty status"), vocabulary="duty_status",
              filterable=True),
    ),
    *in_section(
        "posting",
        Field("post", Kind.REFERENCE, Text("Poste", "Post"), targets=("post",), filterable=True),
        Field("unit", Kind.TEXT, Text("Service", "Unit"), searchable=True, listed=True),
        Field("posted_from", Kind.DATE, Text("En poste depuis le", "Posted from")),
        Field("posted_to", Kind.DATE, Text("Jusqu’au", "Posted to"), filterable=True),
        Field("clearance_level", Kind.TEXT, Text("Habilitation", "Clearance"), personal=True, max_length=60),
    ),
    *in_section(
        "reaching",
        Field("phone", Kind.PHONE, Text("Téléphone", "Phone"), personal=True, searchable=True, listed=True),
        Field("mobile", Kind.PHONE, Text("Mobile", "Mobile"), personal=True, searchable=True),
        Field("email", Kind.EMAIL, Text("Courriel", "Email"), personal=True, searchable=True),
        Field("languages", Kind.LIST, Text("Langues", "Languages"), fields=(
            Field("language", Kind.LANGUAGE, Text("Langue", "Language"), required_from=CREATION),
            Field("level", Kind.CODE, Text("Niveau", "Level"), vocabulary="language_level"),
        )),
    ),
)
# fmt: on

STAFF = RecordType(
    name="staff",
    code="ST",
    label=Text("Agent", "Person on staff"),
    plural=Text("Personnel", "Staff"),
    help=Text(
        fr="Les agents du réseau et de la centrale : fonction, poste, moyens de les joindre.",
        en="People of the network and head office: role, post, how to reach them.",
    ),
    pillar="support",
    navigation="office",
    sections=(
        Section("person", Text("Agent", "Person")),
        Section("posting", Text("Affectation", "Posting")),
        Section("reaching", Text("Joindre", "Reaching")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="name",
    workflow=None,
    legal_regime="GDPR",
    default_sort="name",
    example={
        "name": "Marchand Hélène",
        "login": "hmarchand",
        "corps": "police",
        "grade": "Commissaire divisionnaire",
        "roles": ["ASI"],
        "duty_status": "on_duty",
        "unit": "SSI Port-Carvel",
        "posted_from": "2024-09-01",
        "posted_to": "2027-08-31",
        "mobile": "+33 6 39 98 12 34",
        "email": "h.marchand@example.org",
        "languages": [{"language": "en", "level": "C1"}],
    },
)
