"""Requests about documents: what was presented, what is wrong with it, and what the issuer says."""

from asi_desktop.domain.schema import LEAVING, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_DOCUMENTS = Condition(field="kind", values=("document_fraud",))

SECTIONS = (Section("documents", Text("Fraude documentaire", "Document fraud")),)

# A description is laid out like the form it becomes.
# fmt: off
_FRAUD = only_when(
    _DOCUMENTS,
    Field("documents", Kind.LIST, Text("Documents", "Documents"), required_from=LEAVING, personal=True,
          help=Text("Photographies en pièces jointes.", "Photographs as attachments."), fields=(
        Field("document_type", Kind.CODE, Text("Type", "Type"), vocabulary="document_type",
              required_from=LEAVING),
        Field("issuing_state", Kind.TEXT, Text("État émetteur (code OACI)", "Issuing state (ICAO code)"),
              max_length=3),
        Field("number", Kind.TEXT, Text("Numéro", "Number"), searchable=True, required_from=LEAVING,
              max_length=60),
        Field("surname", Kind.TEXT, Text("Nom imprimé", "Surname as printed"), personal=True,
              searchable=True),
        Field("given_names", Kind.TEXT, Text("Prénoms imprimés", "Given names as printed"), personal=True,
              searchable=True),
        Field("nationality", Kind.TEXT, Text("Nationalité (code OACI)", "Nationality (ICAO code)"),
              personal=True, max_length=3),
        Field("birth_date", Kind.PARTIAL_DATE, Text("Naissance", "Born"), personal=True),
        Field("sex", Kind.CODE, Text("Sexe", "Sex"), vocabulary="sex", personal=True),
        Field("issued_on", Kind.PARTIAL_DATE, Text("Délivré le", "Issued on")),
        Field("expires_on", Kind.PARTIAL_DATE, Text("Expire le", "Expires on")),
        Field("authority", Kind.TEXT, Text("Autorité de délivrance", "Issued by")),
        Field("personal_number", Kind.TEXT, Text("Numéro personnel", "Personal number"), personal=True,
              searchable=True, max_length=60),
        Field("mrz", Kind.TEXT, Text("Bande MRZ", "Machine-readable zone"), multiline=True, personal=True),
        Field("mrz_result", Kind.CODE, Text("Contrôle de la MRZ", "MRZ check"), vocabulary="mrz_result"),
        Field("mismatches", Kind.TEXT, Text("Écarts relevés", "Mismatches found"), multiline=True,
              max_length=2_000, personal=True,
              help=Text("Entre la page, la bande MRZ et la puce.",
                        "Between the page, the MRZ and the chip.")),
        Field("status", Kind.CODE, Text("Statut", "Status"), vocabulary="document_status"),
        Field("fraud_type", Kind.CODE, Text("Type de fraude", "Type of fraud"),
              vocabulary="document_fraud_type", assessment=True),
    )),
    Field("detection_place", Kind.TEXT, Text("Lieu de détection", "Place of detection"), searchable=True),
    Field("detected_at", Kind.INSTANT, Text("Détecté le", "Detected at")),
    Field("detected_by", Kind.TEXT, Text("Détecté par", "Detected by")),
    Field("security_features", Kind.RICH, Text("Éléments de sécurité", "Security features"),
          max_length=10_000, searchable=True),
    Field("authenticity_reply", Kind.CODE,
          Text("Réponse de l’autorité émettrice", "Issuing authority’s reply"),
          vocabulary="authenticity_reply"),
)
# fmt: on

FIELDS = in_section("documents", *_FRAUD)
