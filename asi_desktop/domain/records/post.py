"""The post (service de sécurité intérieure): where it is, what it covers, how it is reached."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.schema import CREATION, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.text import Text

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "post",
        Field("code", Kind.TEXT, Text("Code", "Code"), required_from=CREATION, max_length=5, searchable=True,
              listed=True, filterable=True,
              help=Text("Celui des références, par exemple PCV.", "The one in references, such as PCV.")),
        Field("name", Kind.TEXT, Text("Nom", "Name"), required_from=CREATION, searchable=True, listed=True),
        Field("city", Kind.TEXT, Text("Ville", "City"), searchable=True, listed=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), listed=True, filterable=True),
        Field("region", Kind.CODE, Text("Zone géographique", "Region"), vocabulary="world_region",
              filterable=True),
        Field("accredited_countries", Kind.COUNTRIES, Text("Pays de compétence", "Accredited countries"),
              filterable=True),
        Field("address", Kind.TEXT, Text("Adresse", "Address"), multiline=True, max_length=500),
        Field("position", Kind.POSITION, Text("Position", "Position")),
    ),
    *in_section(
        "people",
        Field("ambassador", Kind.TEXT, Text("Ambassadeur", "Ambassador"), personal=True, searchable=True),
        Field("attache", Kind.REFERENCE, Text("Attaché de sécurité intérieure", "Internal security attaché"),
              targets=("staff",)),
        Field("staff", Kind.REFERENCES, Text("Personnel", "Staff"), targets=("staff",)),
    ),
    *in_section(
        "working",
        Field("time_zone", Kind.TEXT, Text("Fuseau horaire", "Time zone"), max_length=64,
              help=Text("Par exemple Africa/Nairobi.", "Such as Africa/Nairobi.")),
        Field("hours", Kind.TEXT, Text("Heures d’ouverture", "Opening hours"), multiline=True,
              max_length=500),
        Field("holidays", Kind.LIST, Text("Jours fériés", "Public holidays"), fields=(
            Field("date", Kind.DATE, Text("Date", "Date"), required_from=CREATION),
            Field("name", Kind.TEXT, Text("Fête", "Holiday")),
        )),
        Field("link_quality", Kind.CODE, Text("Liaison", "Link"), vocabulary="link_quality", filterable=True),
        Field("phone", Kind.PHONE, Text("Téléphone", "Phone")),
        Field("duty_phone", Kind.PHONE, Text("Permanence", "Duty phone")),
        Field("email", Kind.EMAIL, Text("Courriel", "Email")),
        Field("secure_means", Kind.TEXT, Text("Moyens sécurisés", "Secure means"), multiline=True,
              max_length=1_000),
        Field("check_in", Kind.TEXT, Text("Vacations avec la H24", "H24 check-in schedule"), multiline=True,
              max_length=500),
        Field("emergency_numbers", Kind.LIST, Text("Numéros d’urgence", "Emergency numbers"), fields=(
            Field("service", Kind.TEXT, Text("Service", "Service"), required_from=CREATION, searchable=True),
            Field("number", Kind.PHONE, Text("Numéro", "Number"), required_from=CREATION),
        )),
        Field("devices", Kind.LIST, Text("Postes de travail", "Laptops"), fields=(
            Field("letter", Kind.TEXT, Text("Lettre", "Letter"), max_length=3),
            Field("label", Kind.TEXT, Text("Désignation", "Label")),
            Field("owner", Kind.REFERENCE, Text("Utilisateur", "User"), targets=("staff",)),
            Field("state", Kind.CODE, Text("État", "State"), vocabulary="device_state", default="active"),
        )),
    ),
    *in_section(
        "plans",
        Field("local_laws", Kind.RICH, Text("Aide-mémoire juridique local", "Local laws memo"),
              searchable=True),
        Field("evacuation_plan", Kind.RICH,
              Text("Plan de fermeture et d’évacuation", "Closing and evacuation plan"), searchable=True),
        Field("budget", Kind.MONEY, Text("Budget annuel", "Yearly budget")),
    ),
)
# fmt: on

POST = RecordType(
    name="post",
    code="PS",
    label=Text("Poste (SSI)", "Post (SSI)"),
    plural=Text("Postes", "Posts"),
    help=Text(
        fr="Les services de sécurité intérieure : pays de compétence, heures, moyens de liaison.",
        en="The internal security services: countries covered, hours, means of communication.",
    ),
    pillar="support",
    navigation="office",
    sections=(
        Section("post", Text("Poste", "Post")),
        Section("people", Text("Personnes", "People")),
        Section("working", Text("Fonctionnement", "Working")),
        Section("plans", Text("Plans et moyens", "Plans and means")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="name",
    workflow=None,
    legal_regime="GDPR",
    default_sort="code",
    example={
        "code": "PCV",
        "name": "Service de sécurité intérieure de Port-Carvel",
        "city": "Port-Carvel",
        "country": "XA",
        "region": "east_southern_africa",
        "accredited_countries": ["XA"],
        "time_zone": "Africa/Nairobi",
        "hours": "Lundi au vendredi, 8 h – 17 h",
        "link_quality": "intermittent",
        "duty_phone": "+33 6 39 98 00 41",
        "emergency_numbers": [{"service": "Police", "number": "112"}],
        "budget": {"amount": "48000.00", "currency": "EUR"},
    },
)
