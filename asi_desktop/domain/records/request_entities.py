"""Entities that a cooperation request mentions: people, documents, vehicles and whatever else identifies.

One list of one shape: each kind of entity shows its own fields only. There is no file of people: an
entity lives and goes with the request that mentions it.
"""

from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text


def _about(*kinds: str) -> Condition:
    return Condition(field="entity_kind", values=kinds)


_PERSON = _about("person")
_DOCUMENT = _about("document")
_VEHICLE = _about("vehicle")
_PLACED = _about("document", "vehicle", "phone", "account", "location", "company", "goods")
_HELD = _about("document", "vehicle", "phone", "account", "wallet", "online_id", "weapon", "goods")
_MADE = _about("vehicle", "phone", "weapon")
_VESSEL = Condition(field="vehicle_category", values=("boat",))
_AIRCRAFT = Condition(field="vehicle_category", values=("aircraft",))

# A description is laid out like the form it becomes.
# fmt: off
_WHO = only_when(
    _PERSON,
    Field("role", Kind.CODE, Text("Qualité", "Category"), vocabulary="led_subject", personal=True,
          required_from=LEAVING, required_when=_PERSON,
          help=Text("Catégorie exigée par la directive 2016/680, article 6.",
                    "Category demanded by Directive 2016/680, article 6.")),
    Field("unknown_person", Kind.BOOLEAN, Text("Identité inconnue", "Identity unknown")),
    Field("given_names", Kind.TEXT, Text("Prénoms", "Given names"), personal=True, searchable=True),
    Field("name_native_script", Kind.TEXT, Text("Nom en écriture d’origine", "Name in native script"),
          personal=True, searchable=True),
    Field("aliases", Kind.TEXT, Text("Autres noms", "Other names"), multiline=True, max_length=1_000,
          personal=True, searchable=True,
          help=Text("Un par ligne : alias, nom de naissance, autre graphie.",
                    "One a line: alias, maiden name, other spelling.")),
)

_BIRTH = (
    Field("birth_date", Kind.PARTIAL_DATE, Text("Naissance", "Born"), personal=True,
          shown_when=_about("person", "document")),
    Field("sex", Kind.CODE, Text("Sexe", "Sex"), vocabulary="sex", personal=True,
          shown_when=_about("person", "document")),
    *only_when(
        _PERSON,
        Field("birth_place", Kind.TEXT, Text("Lieu de naissance", "Place of birth"), personal=True,
              searchable=True),
        Field("birth_country", Kind.COUNTRY, Text("Pays de naissance", "Country of birth"), personal=True),
        Field("nationalities", Kind.COUNTRIES, Text("Nationalités", "Nationalities"), personal=True),
        Field("parents", Kind.TEXT, Text("Noms des parents", "Parents’ names"), personal=True,
              searchable=True, help=Text("Beaucoup de pays les demandent.", "Many countries ask for them.")),
        Field("minor", Kind.BOOLEAN, Text("Mineur", "Minor"), personal=True),
        Field("deceased", Kind.BOOLEAN, Text("Décédé", "Deceased"), personal=True),
        Field("marital_status", Kind.CODE, Text("Situation de famille", "Marital status"),
              vocabulary="marital_status", personal=True),
        Field("occupation", Kind.TEXT, Text("Profession", "Occupation"), personal=True, searchable=True),
        Field("employer", Kind.TEXT, Text("Employeur", "Employer"), personal=True, searchable=True),
        Field("languages", Kind.CODES, Text("Langues", "Languages"), vocabulary="language", personal=True),
    ),
)

_LOOKS_AND_REACHING = only_when(
    _PERSON,
    Field("height_cm", Kind.INTEGER, Text("Taille (cm)", "Height (cm)"), minimum=20, maximum=280,
          personal=True),
    Field("build", Kind.TEXT, Text("Corpulence", "Build"), personal=True, max_length=80),
    Field("eyes", Kind.TEXT, Text("Yeux", "Eyes"), personal=True, max_length=80),
    Field("hair", Kind.TEXT, Text("Cheveux", "Hair"), personal=True, max_length=80),
    Field("marks", Kind.TEXT, Text("Signes particuliers", "Marks"), multiline=True, max_length=1_000,
          personal=True, searchable=True),
    Field("addresses", Kind.TEXT, Text("Adresses", "Addresses"), multiline=True, max_length=2_000,
          personal=True, searchable=True),
    Field("phones", Kind.TEXT, Text("Téléphones", "Phones"), multiline=True, max_length=1_000,
          personal=True, searchable=True, help=Text("Un par ligne.", "One a line.")),
    Field("emails", Kind.TEXT, Text("Courriels", "Emails"), multiline=True, max_length=1_000,
          personal=True, searchable=True),
    Field("online", Kind.TEXT, Text("Comptes en ligne", "Online accounts"), multiline=True,
          max_length=1_000, personal=True, searchable=True),
    Field("danger_flags", Kind.CODES, Text("Dangerosité", "Danger"), vocabulary="danger_flag",
          personal=True),
    Field("identity_check", Kind.CODE, Text("Identité établie par", "Identity established by"),
          vocabulary="identity_check", personal=True),
    Field("biometrics_at", Kind.TEXT, Text("Biométrie détenue par", "Biometrics held by"), personal=True,
          help=Text("L’autorité et sa référence ; jamais l’empreinte elle-même.",
                    "The authority and its reference; never the print itself.")),
    Field("strictly_necessary", Kind.TEXT, Text("Donnée sensible : nécessité absolue",
                                                "Sensitive data: strict necessity"),
          multiline=True, max_length=1_000, personal=True, assessment=True,
          help=Text("Origine, opinions, religion, santé, vie sexuelle : à omettre, sauf motif écrit ici.",
                    "Origin, opinions, religion, health, sexual life: leave out, or give the reason here.")),
)

_PAPERS = only_when(
    _DOCUMENT,
    Field("document_type", Kind.CODE, Text("Type de document", "Type of document"),
          vocabulary="document_type"),
    Field("number", Kind.TEXT, Text("Numéro", "Number"), searchable=True, max_length=60,
          required_from=LEAVING),
    Field("issuing_state", Kind.TEXT, Text("État émetteur (code OACI)", "Issuing state (ICAO code)"),
          max_length=3),
    Field("printed_surname", Kind.TEXT, Text("Nom imprimé", "Surname as printed"), personal=True,
          searchable=True),
    Field("printed_given_names", Kind.TEXT, Text("Prénoms imprimés", "Given names as printed"),
          personal=True, searchable=True),
    Field("nationality", Kind.TEXT, Text("Nationalité (code OACI)", "Nationality (ICAO code)"),
          personal=True, max_length=3),
    Field("issued_on", Kind.PARTIAL_DATE, Text("Délivré le", "Issued on")),
    Field("expires_on", Kind.PARTIAL_DATE, Text("Expire le", "Expires on")),
    Field("authority", Kind.TEXT, Text("Autorité de délivrance", "Issued by")),
    Field("personal_number", Kind.TEXT, Text("Numéro personnel", "Personal number"), personal=True,
          searchable=True, max_length=60),
    Field("mrz", Kind.TEXT, Text("Bande MRZ", "Machine-readable zone"), multiline=True, personal=True),
    Field("mrz_result", Kind.CODE, Text("Contrôle de la MRZ", "MRZ check"), vocabulary="mrz_result"),
    Field("document_status", Kind.CODE, Text("Statut", "Status"), vocabulary="document_status"),
    Field("fraud_type", Kind.CODE, Text("Type de fraude", "Type of fraud"),
          vocabulary="document_fraud_type", assessment=True),
)

_VEHICLES = only_when(
    _VEHICLE,
    Field("vehicle_category", Kind.CODE, Text("Catégorie", "Category"), vocabulary="vehicle_category"),
    Field("plate", Kind.TEXT, Text("Immatriculation", "Plate or registration"), searchable=True,
          max_length=20),
    Field("vin", Kind.TEXT, Text("Numéro de série (VIN)", "Identification number (VIN)"), max_length=40,
          searchable=True),
    Field("year", Kind.INTEGER, Text("Année", "Year"), minimum=1885, maximum=2100),
    Field("colour", Kind.TEXT, Text("Couleur", "Colour"), max_length=60),
    Field("engine_number", Kind.TEXT, Text("Numéro de moteur", "Engine number"), searchable=True),
    Field("vehicle_status", Kind.CODE, Text("Consultation des fichiers", "Database result"),
          vocabulary="vehicle_database_result"),
    *only_when(
        _VESSEL,
        Field("vessel_name", Kind.TEXT, Text("Nom du bateau", "Vessel’s name"), searchable=True),
        Field("imo", Kind.TEXT, Text("Numéro OMI", "IMO number"), searchable=True, max_length=10),
        Field("mmsi", Kind.TEXT, Text("MMSI", "MMSI"), searchable=True, max_length=12),
        Field("call_sign", Kind.TEXT, Text("Indicatif", "Call sign"), searchable=True, max_length=20),
    ),
    *only_when(
        _AIRCRAFT,
        Field("icao24", Kind.TEXT, Text("Adresse OACI 24 bits", "ICAO 24-bit address"), searchable=True,
              max_length=10),
        Field("air_operator", Kind.TEXT, Text("Exploitant", "Operator"), searchable=True),
    ),
)

_THINGS = (
    *only_when(
        _about("phone"),
        Field("msisdn", Kind.PHONE, Text("Numéro d’appel", "Phone number"), personal=True, searchable=True),
        Field("imsi", Kind.TEXT, Text("IMSI", "IMSI"), personal=True, searchable=True, max_length=20),
        Field("imei", Kind.TEXT, Text("IMEI", "IMEI"), personal=True, searchable=True, max_length=20),
        Field("operator", Kind.TEXT, Text("Opérateur", "Operator"), searchable=True),
    ),
    Field("weapon_type", Kind.CODE, Text("Type d’arme", "Type of weapon"), vocabulary="weapon_type",
          shown_when=_about("weapon")),
    *only_when(
        _MADE,
        Field("make", Kind.TEXT, Text("Marque", "Make"), searchable=True),
        Field("model", Kind.TEXT, Text("Modèle", "Model"), searchable=True),
    ),
    *only_when(
        _about("weapon"),
        Field("calibre", Kind.TEXT, Text("Calibre", "Calibre"), searchable=True, max_length=40),
        Field("serial", Kind.TEXT, Text("Numéro de série", "Serial number"), searchable=True, max_length=60),
        Field("marking", Kind.TEXT, Text("Marquages", "Markings"), searchable=True),
    ),
    *only_when(
        _about("goods"),
        Field("quantity", Kind.DECIMAL, Text("Quantité", "Quantity"), minimum=0),
        Field("unit", Kind.CODE, Text("Unité", "Unit"), vocabulary="quantity_unit"),
        Field("value", Kind.MONEY, Text("Valeur", "Value")),
        Field("seized_on", Kind.PARTIAL_DATE, Text("Saisi le", "Seized on")),
    ),
    *only_when(
        _about("account"),
        Field("iban", Kind.TEXT, Text("IBAN ou numéro", "IBAN or number"), personal=True, searchable=True,
              max_length=60),
        Field("bic", Kind.TEXT, Text("BIC", "BIC"), searchable=True, max_length=11),
    ),
    *only_when(
        _about("wallet"),
        Field("chain", Kind.TEXT, Text("Chaîne", "Chain"), searchable=True, max_length=40),
        Field("wallet_address", Kind.TEXT, Text("Adresse du portefeuille", "Wallet address"), personal=True,
              searchable=True),
    ),
    Field("platform", Kind.TEXT, Text("Établissement ou plateforme", "Institution or platform"),
          searchable=True, shown_when=_about("account", "wallet", "online_id")),
    *only_when(
        _about("online_id"),
        Field("handle", Kind.TEXT, Text("Pseudonyme", "Handle"), personal=True, searchable=True),
        Field("url", Kind.URL, Text("Adresse web", "Web address"), personal=True, searchable=True),
        Field("user_id", Kind.TEXT, Text("Identifiant interne", "User id"), personal=True, searchable=True),
    ),
    Field("address", Kind.TEXT, Text("Adresse", "Address"), multiline=True, max_length=500, personal=True,
          searchable=True, shown_when=_about("location", "company")),
    Field("position", Kind.POSITION, Text("Position", "Position"), personal=True,
          shown_when=_about("location")),
    *only_when(
        _about("company"),
        Field("registration", Kind.TEXT, Text("Immatriculation", "Registration number"), searchable=True,
              max_length=60),
        Field("organisation", Kind.REFERENCE, Text("Organisme", "Organisation"), targets=("organisation",)),
    ),
)

_EVERY = (
    Field("country", Kind.COUNTRY, Text("État émetteur, d’immatriculation ou pays",
                                        "Issuing or registering state, or country"), shown_when=_PLACED),
    Field("holder", Kind.TEXT, Text("Propriétaire ou titulaire", "Owner or holder"), personal=True,
          searchable=True, shown_when=_HELD),
    Field("link", Kind.CODE, Text("Lien avec l’affaire", "Link with the case"), vocabulary="entity_link"),
    Field("basis", Kind.CODE, Text("Ce lien est", "This link is"), vocabulary="fact_basis"),
    Field("source_grade", Kind.CODE, Text("Cotation", "Grade"), vocabulary="source_grade"),
    Field("from_date", Kind.PARTIAL_DATE, Text("Depuis", "From")),
    Field("to_date", Kind.PARTIAL_DATE, Text("Jusqu’à", "To")),
    Field("note", Kind.TEXT, Text("Précision", "Note"), multiline=True, max_length=2_000, personal=True,
          searchable=True),
)

ENTITY_FIELDS = in_section(
    "entities",
    Field("entities", Kind.LIST, Text("Personnes, documents, véhicules…", "People, documents, vehicles…"),
          personal=True, fields=(
        Field("entity_kind", Kind.CODE, Text("Nature", "Kind"), vocabulary="entity_kind", default="person"),
        Field("label", Kind.TEXT, Text("Désignation", "Description"), required_from=CREATION, personal=True,
              searchable=True, help=Text("Nom, numéro ou adresse : ce qui l’identifie.",
                                         "Name, number or address: what identifies it.")),
        *_WHO,
        *_BIRTH,
        *_LOOKS_AND_REACHING,
        *_PAPERS,
        *_VEHICLES,
        *_THINGS,
        *_EVERY,
    )),
)
# fmt: on
