"""Requests about terrorism, cybercrime and financial crime."""

from asi_desktop.domain.schema import CREATION, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_TERRORISM = Condition(field="kind", values=("terrorism",))
_CYBER = Condition(field="kind", values=("cybercrime",))
_FINANCIAL = Condition(field="kind", values=("financial_crime",))

SECTIONS = (
    Section("terrorism", Text("Terrorisme", "Terrorism")),
    Section("cyber", Text("Cybercriminalité", "Cybercrime")),
    Section("financial", Text("Délinquance financière", "Financial crime")),
)

# A description is laid out like the form it becomes.
# fmt: off
_TERRORISM_FIELDS = only_when(
    _TERRORISM,
    Field("terror_organisation", Kind.TEXT, Text("Organisation", "Organisation"), searchable=True,
          help=Text("Rien qui vienne d’un service de renseignement ou d’une zone de combat.",
                    "Nothing from an intelligence service or from a battlefield.")),
    Field("terror_event", Kind.RICH, Text("Événement", "Event"), max_length=10_000, searchable=True,
          personal=True),
    Field("terror_travel", Kind.RICH, Text("Déplacements", "Travel"), max_length=10_000, searchable=True,
          personal=True),
    Field("terror_financing", Kind.RICH, Text("Financement", "Financing"), max_length=10_000,
          searchable=True, personal=True),
    Field("foreign_fighters", Kind.BOOLEAN, Text("Combattants étrangers", "Foreign fighters")),
)

_CYBER_FIELDS = only_when(
    _CYBER,
    Field("cyber_victim", Kind.TEXT, Text("Victime", "Victim"), personal=True, searchable=True),
    Field("cyber_modus", Kind.RICH, Text("Mode opératoire", "Modus operandi"), max_length=10_000,
          searchable=True),
    Field("indicators", Kind.LIST, Text("Indicateurs techniques", "Technical indicators"), personal=True,
          fields=(
        Field("kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="cyber_indicator", default="ip"),
        Field("value", Kind.TEXT, Text("Valeur", "Value"), required_from=CREATION, searchable=True,
              personal=True, max_length=2_000),
        Field("seen_at", Kind.INSTANT, Text("Relevé le", "Seen at"),
              help=Text("L’heure exacte avec son décalage : sans elle une adresse IP ne désigne personne.",
                        "The exact time with its offset: without it an IP address points to nobody.")),
        Field("port", Kind.INTEGER, Text("Port", "Port"), minimum=0, maximum=65_535),
        Field("note", Kind.TEXT, Text("Précision", "Note"), searchable=True),
    )),
    Field("preservations", Kind.LIST, Text("Conservation de données", "Preservation requests"), fields=(
        Field("provider", Kind.TEXT, Text("Fournisseur", "Provider"), required_from=CREATION,
              searchable=True),
        Field("sent_at", Kind.INSTANT, Text("Demandée le", "Sent at")),
        Field("expires", Kind.DATE, Text("Expire le", "Expires on")),
        Field("provider_ref", Kind.TEXT, Text("Référence", "Reference"), searchable=True),
    )),
    Field("contact_point_247", Kind.TEXT, Text("Point de contact 24/7", "24/7 contact point"),
          searchable=True),
    Field("misp_ref", Kind.TEXT, Text("Événement MISP ou STIX", "MISP or STIX event"), searchable=True),
)

_FINANCIAL_FIELDS = only_when(
    _FINANCIAL,
    Field("quick_freeze", Kind.BOOLEAN, Text("Gel rapide d’un virement", "Quick freeze of a transfer"),
          help=Text("Chaque heure compte : banque bénéficiaire et heure du virement d’abord.",
                    "Every hour counts: beneficiary bank and time of the transfer first.")),
    Field("recall_until", Kind.INSTANT, Text("Rappel possible jusqu’au", "Recall possible until")),
    Field("transfers", Kind.LIST, Text("Virements", "Transfers"), personal=True, fields=(
        Field("amount", Kind.MONEY, Text("Montant", "Amount")),
        Field("at", Kind.INSTANT, Text("Le", "At")),
        Field("from_account", Kind.TEXT, Text("Compte débité", "From account"), personal=True,
              searchable=True, max_length=60),
        Field("to_account", Kind.TEXT, Text("Compte crédité", "To account"), personal=True, searchable=True,
              max_length=60),
        Field("beneficiary_bank", Kind.TEXT, Text("Banque bénéficiaire", "Beneficiary bank"),
              searchable=True),
        Field("recall_asked_at", Kind.INSTANT, Text("Rappel demandé le", "Recall asked at")),
        Field("recall_status", Kind.CODE, Text("Suite", "Outcome"), vocabulary="recall_status"),
    )),
    Field("accounts", Kind.LIST, Text("Comptes", "Accounts"), personal=True, fields=(
        Field("iban", Kind.TEXT, Text("IBAN ou numéro", "IBAN or number"), required_from=CREATION,
              personal=True, searchable=True, max_length=60),
        Field("bic", Kind.TEXT, Text("BIC", "BIC"), searchable=True, max_length=11),
        Field("holder", Kind.TEXT, Text("Titulaire", "Holder"), personal=True, searchable=True),
        Field("bank", Kind.TEXT, Text("Établissement", "Institution"), searchable=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country")),
    )),
    Field("wallets", Kind.LIST, Text("Cryptoactifs", "Crypto wallets"), personal=True, fields=(
        Field("chain", Kind.TEXT, Text("Chaîne", "Chain"), searchable=True, max_length=40),
        Field("address", Kind.TEXT, Text("Adresse", "Address"), required_from=CREATION, personal=True,
              searchable=True),
        Field("platform", Kind.TEXT, Text("Plateforme", "Platform"), searchable=True),
    )),
    Field("fiu_ref", Kind.TEXT, Text("Référence de la cellule de renseignement financier",
                                     "Financial intelligence unit’s reference"), searchable=True),
)
# fmt: on

FIELDS = (
    *in_section("terrorism", *_TERRORISM_FIELDS),
    *in_section("cyber", *_CYBER_FIELDS),
    *in_section("financial", *_FINANCIAL_FIELDS),
)
