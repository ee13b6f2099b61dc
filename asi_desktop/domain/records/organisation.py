"""The organisation: a service, agency, company or network, with what it answers for and under which terms."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import Condition, State, Transition, Workflow
from asi_desktop.domain.text import Text

_OF_A_STATE = Condition(
    field="kind",
    values=(
        *("national_police", "gendarmerie", "judicial_police", "border_immigration", "customs"),
        *("civil_protection", "fire_service", "justice", "ministry", "local_authority", "electoral_body"),
        *("french_service", "french_company", "foreign_company", "public_operator", "embassy", "consulate"),
    ),
)
_PARTNER_SERVICE = Condition(
    field="kind",
    values=(
        *("national_police", "gendarmerie", "judicial_police", "border_immigration", "customs"),
        *("civil_protection", "fire_service", "justice", "ministry", "local_authority", "electoral_body"),
        "academy",
    ),
)
_COMPANY = Condition(
    field="kind",
    values=("french_company", "foreign_company", "public_operator", "chamber_of_commerce", "media"),
)

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "identity",
        Field("name_official", Kind.TEXT, Text("Nom officiel", "Official name"), required_from=CREATION,
              searchable=True, listed=True,
              help=Text("Dans la langue du pays, en caractères latins.",
                        "In the language of the country, in Latin letters.")),
        Field("acronym", Kind.TEXT, Text("Sigle", "Acronym"), searchable=True, listed=True, filterable=True,
              max_length=40),
        Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="organisation_kind",
              required_from=LEAVING, listed=True, filterable=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), required_from=LEAVING,
              required_when=_OF_A_STATE, listed=True, filterable=True),
        Field("name_fr", Kind.TEXT, Text("Nom français", "French name"), searchable=True),
        Field("name_en", Kind.TEXT, Text("Nom anglais", "English name"), searchable=True),
        Field("name_native_script", Kind.TEXT, Text("Nom en écriture d’origine", "Name in native script"),
              searchable=True),
        Field("parent", Kind.REFERENCE, Text("Dépend de", "Part of"), targets=("organisation",),
              filterable=True),
    ),
    *in_section(
        "reaching",
        Field("address", Kind.TEXT, Text("Adresse", "Address"), multiline=True, max_length=500,
              searchable=True),
        Field("phone", Kind.PHONE, Text("Téléphone", "Phone"), searchable=True, listed=True),
        Field("duty_phone", Kind.PHONE, Text("Permanence", "Duty phone"), searchable=True),
        Field("email", Kind.EMAIL, Text("Courriel", "Email"), searchable=True),
        Field("website", Kind.URL, Text("Site web", "Website")),
        Field("working_languages", Kind.CODES, Text("Langues de travail", "Working languages"),
              vocabulary="language"),
        Field("sites", Kind.LIST, Text("Implantations", "Sites"), fields=(
            Field("name", Kind.TEXT, Text("Nom", "Name"), required_from=CREATION, searchable=True),
            Field("address", Kind.TEXT, Text("Adresse", "Address"), multiline=True, max_length=500,
                  searchable=True),
            Field("country", Kind.COUNTRY, Text("Pays", "Country")),
            Field("position", Kind.POSITION, Text("Position", "Position")),
            Field("phone", Kind.PHONE, Text("Téléphone", "Phone"), searchable=True),
        )),
    ),
    *in_section(
        "competence",
        Field("competences", Kind.CODES, Text("Compétences", "Competences"), vocabulary="threat_theme",
              filterable=True),
        Field("official_channel_for", Kind.CODES, Text("Canal officiel pour", "Official channel for"),
              vocabulary="channel_role", filterable=True, shown_when=_PARTNER_SERVICE,
              help=Text("Le canal bilatéral ne le remplace jamais.",
                        "The bilateral channel never replaces it.")),
        Field("fr_equivalent", Kind.LIST, Text("Équivalents français", "French counterparts"),
              shown_when=_PARTNER_SERVICE,
              help=Text("Qui fait en France ce que fait cette unité.",
                        "Who does in France what this unit does."),
              fields=(
            Field("unit", Kind.TEXT, Text("Unité de l’organisme", "Unit of the organisation"),
                  searchable=True),
            Field("fr_service", Kind.TEXT, Text("Service français", "French service"),
                  required_from=CREATION, searchable=True),
            Field("organisation", Kind.REFERENCE, Text("Fiche du service", "Record of the service"),
                  targets=("organisation",)),
        )),
        Field("sector", Kind.CODES, Text("Secteurs", "Sectors"), vocabulary="sector", shown_when=_COMPANY,
              filterable=True),
        Field("registration", Kind.TEXT, Text("SIREN ou immatriculation", "Registration number"),
              shown_when=_COMPANY, searchable=True, max_length=60),
        Field("notes", Kind.RICH, Text("Notes", "Notes"), searchable=True),
    ),
    *in_section(
        "terms",
        Field("agreements", Kind.LIST, Text("Accords", "Agreements"), fields=(
            Field("title", Kind.TEXT, Text("Intitulé", "Title"), required_from=CREATION, searchable=True),
            Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="agreement_kind"),
            Field("signed", Kind.DATE, Text("Signé le", "Signed on")),
            Field("in_force", Kind.DATE, Text("En vigueur depuis le", "In force since")),
            Field("expires", Kind.DATE, Text("Expire le", "Expires on")),
            Field("scope", Kind.TEXT, Text("Objet", "Scope"), multiline=True, max_length=1_000,
                  searchable=True),
            Field("data_protection_clause", Kind.BOOLEAN,
                  Text("Clause de protection des données", "Data protection clause")),
        )),
        Field("led_transfer_status", Kind.CODE,
              Text("Transfert de données (directive 2016/680)", "Data transfer (Directive 2016/680)"),
              vocabulary="led_transfer_status", assessment=True, filterable=True,
              shown_when=_PARTNER_SERVICE),
        Field("human_rights_note", Kind.RICH, Text("Droits de l’homme", "Human rights"), assessment=True,
              searchable=True, shown_when=_PARTNER_SERVICE,
              help=Text("Ce qu’il faut peser avant de transmettre ou de former.",
                        "What to weigh before sending or training.")),
        Field("sanctions_result", Kind.CODE, Text("Listes de sanctions", "Sanctions lists"),
              vocabulary="sanctions_result", filterable=True, shown_when=_COMPANY),
        Field("sanctions_checked_at", Kind.DATE, Text("Consultées le", "Checked on"), shown_when=_COMPANY),
    ),
    Field("share_scope", Kind.CODE, Text("Partage", "Shared with"), section="marking",
          vocabulary="share_scope", default="network", filterable=True),
    Field("reference_code", Kind.TEXT, Text("Code du répertoire", "Directory code"), section="filing",
          max_length=40, filterable=True,
          help=Text("Rempli quand l’organisme vient du répertoire de l’application.",
                    "Filled when the organisation comes from the program’s directory.")),
)
# fmt: on

_KEEPERS = ("OL", "ASI", "CPX", "H24", "BUR")

_WORKFLOW = Workflow(
    initial="recorded",
    states=(
        State("recorded", Text("Enregistré", "Recorded"), Text("Reprendre", "Take up again")),
        State("validated", Text("Validé", "Validated"), Text("Valider", "Validate")),
        State("ended", Text("N’existe plus", "No longer exists"), Text("Marquer disparu", "Mark ended")),
    ),
    transitions=(
        Transition("recorded", "validated", ("BUR",)),
        Transition("validated", "recorded", _KEEPERS, reason_required=True),
        Transition("recorded", "ended", _KEEPERS, reason_required=True),
        Transition("validated", "ended", _KEEPERS, reason_required=True),
        Transition("ended", "recorded", _KEEPERS),
    ),
)

ORGANISATION = RecordType(
    name="organisation",
    code="OG",
    label=Text("Organisme", "Organisation"),
    plural=Text("Organismes", "Organisations"),
    help=Text(
        fr="Services, agences, entreprises, réseaux : de quoi ils répondent et sous quels accords.",
        en="Services, agencies, companies, networks: what they answer for and under which agreements.",
    ),
    pillar="operational",
    navigation="contacts",
    sections=(
        Section("identity", Text("Identité", "Identity")),
        Section("reaching", Text("Joindre", "Reaching")),
        Section("competence", Text("Compétences", "Competences")),
        Section("terms", Text("Accords et garanties", "Agreements and safeguards")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="name_official",
    workflow=_WORKFLOW,
    legal_regime="NONE",
    default_sort="name_official",
    example={
        "name_official": "Policia Nasional Karvelian",
        "acronym": "PNK",
        "kind": "national_police",
        "country": "XA",
        "name_fr": "Police nationale karvélienne",
        "name_en": "Karvelian National Police",
        "address": "12 avenue du Môle, Port-Carvel",
        "phone": "+44 1632 960001",
        "duty_phone": "+44 1632 960017",
        "email": "cabinet@pnk.example",
        "website": "https://pnk.example/",
        "working_languages": ["en", "fr"],
        "sites": [{"name": "Direction criminelle", "address": "3 quai Est, Port-Carvel", "country": "XA"}],
        "competences": ["organised_crime", "drugs", "public_order"],
        "official_channel_for": ["ncb"],
        "fr_equivalent": [{"unit": "Direction criminelle", "fr_service": "DNPJ"}],
        "agreements": [
            {
                "title": "Accord de sécurité intérieure",
                "kind": "treaty",
                "signed": "2019-03-12",
                "in_force": "2020-07-01",
                "scope": "Criminalité organisée, stupéfiants, formation.",
                "data_protection_clause": True,
            }
        ],
        "led_transfer_status": "instrument",
        "human_rights_note": "Peine de mort abolie en 2011.",
        "country_scope": ["XA"],
    },
)
