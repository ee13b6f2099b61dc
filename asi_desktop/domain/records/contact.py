"""The contact (personne-ressource): a person with a function, never a human source."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, with_common
from asi_desktop.domain.schema import CREATION, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import Condition, State, Transition, Workflow
from asi_desktop.domain.text import Text

_REVIEWED = "kept"
_NOT_EMERGENCY = Condition(
    field="contact_kind",
    values=(
        *("foreign_counterpart", "liaison_officer_foreign", "foreign_attache_in_france", "consulate_staff"),
        *("embassy_staff", "company", "international_org", "ngo", "local_authority", "expert", "media"),
        "community_warden",
    ),
)

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    *in_section(
        "identity",
        Field("family_name", Kind.TEXT, Text("Nom", "Family name"), required_from=CREATION, personal=True,
              searchable=True, listed=True, max_length=120),
        Field("given_names", Kind.TEXT, Text("Prénoms", "Given names"), personal=True, searchable=True,
              listed=True, max_length=120),
        Field("name_native_script", Kind.TEXT, Text("Nom en écriture d’origine", "Name in native script"),
              personal=True, searchable=True),
        Field("transliteration", Kind.CODE, Text("Translittération", "Transliteration"),
              vocabulary="transliteration"),
        Field("name_order", Kind.CODE, Text("Ordre du nom", "Name order"), vocabulary="name_order"),
        Field("courtesy_title", Kind.CODE, Text("Civilité", "Form of address"), vocabulary="courtesy_title",
              personal=True),
    ),
    *in_section(
        "function",
        Field("contact_kind", Kind.CODE, Text("Qualité", "Kind of contact"), vocabulary="contact_kind",
              required_from=_REVIEWED, listed=True, filterable=True),
        Field("organisation", Kind.REFERENCE, Text("Organisme", "Organisation"), targets=("organisation",),
              required_from=_REVIEWED, required_when=_NOT_EMERGENCY, listed=True, filterable=True,
              help=Text("Cherchez-le ; s’il manque, il se crée d’ici.",
                        "Search for it; if it is missing, it is made from here.")),
        Field("function", Kind.TEXT, Text("Fonction", "Function"), searchable=True, listed=True),
        Field("rank", Kind.TEXT, Text("Grade", "Rank"), personal=True, searchable=True),
        Field("grade_equivalent_fr", Kind.TEXT, Text("Grade français équivalent", "Equivalent French rank")),
        Field("positions", Kind.LIST, Text("Fonctions successives", "Positions held"),
              help=Text("L’historique se garde quand la personne change de poste.",
                        "The history stays when the person moves on."),
              fields=(
            Field("organisation", Kind.REFERENCE, Text("Organisme", "Organisation"),
                  targets=("organisation",)),
            Field("function", Kind.TEXT, Text("Fonction", "Function"), searchable=True),
            Field("from", Kind.PARTIAL_DATE, Text("Depuis", "From")),
            Field("to", Kind.PARTIAL_DATE, Text("Jusqu’à", "To")),
        )),
        Field("posted_in", Kind.COUNTRY, Text("En poste en", "Posted in"), listed=True, filterable=True),
        Field("accredited_to", Kind.COUNTRIES, Text("Pays d’accréditation", "Accredited to"),
              filterable=True),
        Field("successor_of", Kind.REFERENCE, Text("A succédé à", "Successor of"), targets=("contact",)),
        Field("succeeded_by", Kind.REFERENCE, Text("Remplacé par", "Succeeded by"), targets=("contact",)),
    ),
    *in_section(
        "reaching",
        Field("channels", Kind.LIST, Text("Moyens de contact", "Ways to reach"), required_from=_REVIEWED,
              personal=True, fields=(
            Field("kind", Kind.CODE, Text("Moyen", "Means"), vocabulary="channel_kind", default="phone"),
            Field("value", Kind.TEXT, Text("Numéro ou adresse", "Number or address"), personal=True,
                  required_from=CREATION, searchable=True),
            Field("label", Kind.TEXT, Text("Précision", "Label")),
            Field("hours", Kind.TEXT, Text("Heures", "Hours")),
            Field("preferred", Kind.BOOLEAN, Text("À préférer", "Preferred")),
            Field("encrypted_ok", Kind.BOOLEAN, Text("Chiffrement possible", "Can be encrypted")),
            Field("verified_at", Kind.DATE, Text("Vérifié le", "Verified on")),
        )),
        Field("languages", Kind.LIST, Text("Langues", "Languages"), fields=(
            Field("language", Kind.LANGUAGE, Text("Langue", "Language"), required_from=CREATION),
            Field("level", Kind.CODE, Text("Niveau", "Level"), vocabulary="language_level"),
        )),
        Field("out_of_hours_channel", Kind.TEXT, Text("Hors heures ouvrables", "Out of hours"),
              personal=True),
        Field("out_of_hours_zone", Kind.TEXT, Text("Fuseau horaire", "Time zone"), max_length=64),
        Field("out_of_hours_instructions", Kind.TEXT,
              Text("Consignes hors heures", "Out-of-hours instructions"), multiline=True, max_length=1_000),
    ),
    *in_section(
        "relation",
        Field("trust", Kind.CODE, Text("Relation", "Relation"), vocabulary="trust", assessment=True,
              personal=True, filterable=True, help=Text("Appréciation que l’intéressé peut demander à lire.",
                                                        "An assessment that the person may ask to read.")),
        Field("protocol_birthday", Kind.PARTIAL_DATE, Text("Anniversaire", "Birthday"), personal=True),
        Field("protocol_address", Kind.TEXT, Text("Formules d’usage", "Forms of address"), personal=True),
        Field("protocol_notes", Kind.TEXT, Text("Protocole des visites", "Visit notes"), multiline=True,
              max_length=1_000, personal=True, help=Text("Ni santé, ni religion, ni opinions, ni vie intime.",
                                                         "No health, religion, opinions or private life.")),
        Field("notes", Kind.RICH, Text("Notes", "Notes"), personal=True, searchable=True,
              help=Text("Une source humaine n’est pas un contact et ne s’enregistre pas ici.",
                        "A human source is not a contact and is not recorded here.")),
        Field("met_first", Kind.DATE, Text("Première rencontre", "First met")),
        Field("last_interaction", Kind.DATE, Text("Dernier échange", "Last interaction"), filterable=True),
        Field("next_follow_up", Kind.DATE, Text("Prochaine relance", "Next follow-up"), filterable=True),
    ),
    *in_section(
        "legal",
        Field("consent_or_basis", Kind.CODE, Text("Base légale du traitement", "Basis for keeping"),
              vocabulary="contact_basis", default="public_task", required_from=_REVIEWED),
        Field("source_of_data", Kind.TEXT, Text("Origine des données", "Source of the data"),
              required_from=_REVIEWED),
        Field("information_given_at", Kind.DATE, Text("Information donnée le", "Notice given on"),
              required_from=_REVIEWED,
              help=Text("Notice RGPD, dans le mois.", "GDPR notice, within a month.")),
        Field("do_not_record", Kind.BOOLEAN, Text("Ne rien ajouter", "Do not record more")),
    ),
    Field("share_scope", Kind.CODE, Text("Partage", "Shared with"), section="marking",
          vocabulary="share_scope", default="post", filterable=True),
)
# fmt: on

_WORKFLOW = Workflow(
    initial="active",
    states=(
        State("active", Text("Actif", "Active"), Text("Réactiver", "Reactivate")),
        State("dormant", Text("En sommeil", "Dormant"), Text("Mettre en sommeil", "Make dormant")),
        State("to_review", Text("À revoir", "To review"), Text("Mettre en revue", "Put up for review")),
        State("kept", Text("Conservé", "Kept"), Text("Conserver", "Keep")),
        State("erased", Text("Effacé", "Erased"), Text("Effacer", "Erase")),
    ),
    transitions=(
        Transition("active", "dormant", ("OL", "ASI", "CPX", "BUR", "SYSTEM")),
        Transition("active", "to_review", ("OL", "ASI", "BUR", "DPO", "SYSTEM")),
        Transition("dormant", "active", ("OL", "ASI", "CPX", "BUR", "H24")),
        Transition("dormant", "to_review", ("OL", "ASI", "BUR", "DPO", "SYSTEM")),
        Transition("to_review", "kept", ("ASI", "BUR")),
        Transition("to_review", "erased", ("ASI", "BUR"), reason_required=True),
        Transition("kept", "active", ("OL", "ASI", "CPX", "BUR", "H24")),
        Transition("kept", "to_review", ("OL", "ASI", "BUR", "DPO", "SYSTEM")),
    ),
)

CONTACT = RecordType(
    name="contact",
    code="CT",
    label=Text("Contact", "Contact"),
    plural=Text("Contacts", "Contacts"),
    help=Text(
        fr="Homologues, collègues, entreprises : qui joindre, comment, et au titre de quelle fonction.",
        en="Counterparts, colleagues, companies: whom to reach, how, and in which function.",
    ),
    pillar="operational",
    navigation="contacts",
    sections=(
        Section("identity", Text("Identité", "Identity")),
        Section("function", Text("Fonction", "Function")),
        Section("reaching", Text("Joindre", "Reaching")),
        Section("relation", Text("Relation", "Relation")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="family_name",
    title_with=("given_names",),
    workflow=_WORKFLOW,
    legal_regime="GDPR",
    default_sort="family_name",
    example={
        "family_name": "Ferek",
        "given_names": "Dano",
        "name_native_script": "Дано Ферек",
        "transliteration": "iso_9",
        "courtesy_title": "colonel",
        "contact_kind": "foreign_counterpart",
        "organisation": "6f72676b000000000000000000000001",
        "function": "Directeur des affaires criminelles",
        "rank": "Colonel",
        "positions": [
            {
                "organisation": "6f72676b000000000000000000000001",
                "function": "Chef de la brigade auto",
                "from": "2021",
            }
        ],
        "posted_in": "XA",
        "channels": [
            {"kind": "mobile", "value": "+44 7700 900123", "preferred": True, "verified_at": "2026-11-24"}
        ],
        "languages": [{"language": "en", "level": "B2"}],
        "trust": "usual",
        "met_first": "2026-11-24",
        "last_interaction": "2026-11-24",
        "consent_or_basis": "public_task",
        "source_of_data": "Carte de visite remise en réunion",
        "information_given_at": "2026-11-24",
        "share_scope": "post",
        "country_scope": ["XA"],
        "review_at": "2028-11-24",
    },
)
