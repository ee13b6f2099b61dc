"""Requests about things: drugs, arms, cultural goods, vehicles."""

from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_DRUGS = Condition(field="kind", values=("drugs",))
_ARMS = Condition(field="kind", values=("arms",))
_CULTURAL = Condition(field="kind", values=("cultural_goods",))
_VEHICLES = Condition(field="kind", values=("vehicles",))
_DELIVERED = Condition(field="controlled_delivery", values=("true",))
_TRACED = Condition(field="trace_request", values=("true",))

SECTIONS = (
    Section("drugs", Text("Stupéfiants", "Drugs")),
    Section("arms", Text("Armes et explosifs", "Arms and explosives")),
    Section("cultural", Text("Biens culturels", "Cultural goods")),
    Section("vehicles", Text("Véhicules", "Vehicles")),
)

# A description is laid out like the form it becomes.
# fmt: off
_DRUGS_FIELDS = only_when(
    _DRUGS,
    Field("substances", Kind.LIST, Text("Produits", "Substances"), fields=(
        Field("substance", Kind.CODE, Text("Produit", "Substance"), vocabulary="substance",
              required_from=LEAVING),
        Field("quantity", Kind.DECIMAL, Text("Quantité", "Quantity"), minimum=0),
        Field("unit", Kind.CODE, Text("Unité", "Unit"), vocabulary="quantity_unit", default="kg"),
        Field("purity", Kind.DECIMAL, Text("Pureté (%)", "Purity (%)"), minimum=0, maximum=100),
        Field("note", Kind.TEXT, Text("Précision", "Note"), searchable=True),
    )),
    Field("concealment", Kind.RICH, Text("Dissimulation", "Concealment"), max_length=5_000, searchable=True),
    Field("container_number", Kind.TEXT, Text("Conteneur", "Container"), searchable=True, max_length=20),
    Field("vessel", Kind.TEXT, Text("Navire", "Vessel"), searchable=True),
    Field("flight", Kind.TEXT, Text("Vol", "Flight"), searchable=True, max_length=40),
    Field("shipped_from", Kind.COUNTRY, Text("Provenance", "Shipped from")),
    Field("shipped_to", Kind.COUNTRY, Text("Destination", "Shipped to")),
    Field("controlled_delivery", Kind.BOOLEAN, Text("Livraison surveillée", "Controlled delivery")),
    Field("controlled_delivery_authority", Kind.TEXT, Text("Autorisée par", "Authorised by"),
          shown_when=_DELIVERED),
    Field("controlled_delivery_from", Kind.INSTANT, Text("Fenêtre, du", "Window from"),
          shown_when=_DELIVERED),
    Field("controlled_delivery_to", Kind.INSTANT, Text("Fenêtre, au", "Window to"), shown_when=_DELIVERED),
)

_ARMS_FIELDS = only_when(
    _ARMS,
    Field("weapons", Kind.LIST, Text("Armes", "Weapons"), fields=(
        Field("weapon_type", Kind.CODE, Text("Type", "Type"), vocabulary="weapon_type",
              required_from=LEAVING),
        Field("make", Kind.TEXT, Text("Marque", "Make"), searchable=True),
        Field("model", Kind.TEXT, Text("Modèle", "Model"), searchable=True),
        Field("calibre", Kind.TEXT, Text("Calibre", "Calibre"), searchable=True, max_length=40),
        Field("serial", Kind.TEXT, Text("Numéro de série", "Serial number"), searchable=True, max_length=60),
        Field("marking", Kind.TEXT, Text("Marquages", "Markings"), searchable=True),
        Field("import_mark", Kind.TEXT, Text("Marque d’importation", "Import mark"), searchable=True),
        Field("quantity", Kind.INTEGER, Text("Nombre", "Number"), minimum=0, maximum=10_000_000),
    )),
    Field("ammunition", Kind.TEXT, Text("Munitions", "Ammunition"), multiline=True, max_length=2_000,
          searchable=True),
    Field("explosive_precursors", Kind.TEXT, Text("Précurseurs d’explosifs", "Explosives precursors"),
          multiline=True, max_length=2_000, searchable=True),
    Field("trace_request", Kind.BOOLEAN, Text("Traçage demandé", "Trace requested")),
    Field("trace_ref", Kind.TEXT, Text("Référence du traçage", "Trace reference"), searchable=True,
          shown_when=_TRACED),
)

_CULTURAL_FIELDS = only_when(
    _CULTURAL,
    Field("cultural_objects", Kind.LIST, Text("Objets", "Objects"), required_from=LEAVING,
          help=Text("Norme Object ID ; photographies en pièces jointes.",
                    "Object ID standard; photographs as attachments."), fields=(
        Field("title", Kind.TEXT, Text("Titre ou désignation", "Title or description"),
              required_from=CREATION, searchable=True),
        Field("object_type", Kind.TEXT, Text("Type d’objet", "Type of object"), searchable=True),
        Field("subject", Kind.TEXT, Text("Sujet", "Subject"), searchable=True),
        Field("maker", Kind.TEXT, Text("Auteur", "Maker"), searchable=True),
        Field("period", Kind.TEXT, Text("Date ou époque", "Date or period"), searchable=True),
        Field("materials", Kind.TEXT, Text("Matières et techniques", "Materials and techniques"),
              searchable=True),
        Field("measurements", Kind.TEXT, Text("Dimensions", "Measurements")),
        Field("inscriptions", Kind.TEXT, Text("Inscriptions et marques", "Inscriptions and markings"),
              multiline=True, max_length=1_000, searchable=True),
        Field("features", Kind.TEXT, Text("Signes particuliers", "Distinguishing features"),
              multiline=True, max_length=1_000, searchable=True),
        Field("interpol_ref", Kind.TEXT, Text("Base INTERPOL des œuvres", "INTERPOL Works of Art ref."),
              searchable=True),
        Field("ocbc_ref", Kind.TEXT, Text("Référence OCBC", "OCBC reference"), searchable=True),
    )),
    Field("theft_report", Kind.TEXT, Text("Plainte ou constat de vol", "Theft report"), searchable=True),
    Field("stolen_from", Kind.TEXT, Text("Volé à", "Stolen from"), searchable=True),
    Field("objects_owner", Kind.TEXT, Text("Propriétaire", "Owner"), personal=True, searchable=True),
)

_VEHICLES_FIELDS = only_when(
    _VEHICLES,
    Field("vehicles", Kind.LIST, Text("Véhicules", "Vehicles"), required_from=LEAVING, fields=(
        Field("plate", Kind.TEXT, Text("Immatriculation", "Plate"), searchable=True, max_length=20),
        Field("plate_country", Kind.COUNTRY, Text("Pays", "Country")),
        Field("vin", Kind.TEXT, Text("Numéro de série (VIN)", "Identification number (VIN)"), searchable=True,
              max_length=40),
        Field("category", Kind.CODE, Text("Catégorie", "Category"), vocabulary="vehicle_category"),
        Field("make", Kind.TEXT, Text("Marque", "Make"), searchable=True),
        Field("model", Kind.TEXT, Text("Modèle", "Model"), searchable=True),
        Field("year", Kind.INTEGER, Text("Année", "Year"), minimum=1885, maximum=2100),
        Field("colour", Kind.TEXT, Text("Couleur", "Colour")),
        Field("engine_number", Kind.TEXT, Text("Numéro de moteur", "Engine number"), searchable=True),
        Field("stolen_on", Kind.PARTIAL_DATE, Text("Volé le", "Stolen on")),
        Field("database_result", Kind.CODE, Text("Consultation des fichiers", "Database result"),
              vocabulary="vehicle_database_result"),
        Field("location", Kind.TEXT, Text("Localisation", "Location"), searchable=True),
        Field("owner", Kind.TEXT, Text("Propriétaire", "Owner"), personal=True, searchable=True),
        Field("insurer", Kind.TEXT, Text("Assureur", "Insurer")),
        Field("repatriation", Kind.CODE, Text("Rapatriement", "Repatriation"),
              vocabulary="repatriation_status"),
    )),
)
# fmt: on

FIELDS = (
    *in_section("drugs", *_DRUGS_FIELDS),
    *in_section("arms", *_ARMS_FIELDS),
    *in_section("cultural", *_CULTURAL_FIELDS),
    *in_section("vehicles", *_VEHICLES_FIELDS),
)
