"""What every record carries whatever its type: title, filing, markings, legal frame, links."""

from dataclasses import replace

from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, Section, in_section
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

SUBJECT = Section("subject", Text("Objet", "Subject"))
FILING = Section("filing", Text("Classement", "Filing"))
MARKING = Section("marking", Text("Marquage et diffusion", "Marking and release"))
LEGAL = Section("legal", Text("Cadre légal", "Legal frame"))
LINKS = Section("links", Text("Liens", "Links"))
PRIVATE = Section("private", Text("Notes personnelles", "Private notes"))

COMMON_SECTIONS = (FILING, MARKING, LEGAL, LINKS, PRIVATE)
"""The last sections of every form, after those of the type."""

TITLE = Field(
    "title",
    Kind.TEXT,
    Text("Intitulé", "Title"),
    section="filing",
    help=Text(
        "Seulement s’il faut autre chose que le nom ou le début du texte.",
        "Only if something other than the name or the first words is needed.",
    ),
    max_length=160,
    searchable=True,
)

_H3 = Condition(field="handling", values=("H3",))

# A description is laid out like the form it becomes.
# fmt: off
COMMON: tuple[Field, ...] = (
    TITLE,
    *in_section(
        "filing",
        Field("priority", Kind.CODE, Text("Précédence", "Precedence"), vocabulary="precedence",
              default="ROUTINE", listed=True, filterable=True),
        Field("pillar", Kind.CODE, Text("Mission", "Line of cooperation"), vocabulary="pillar",
              filterable=True),
        Field("country_scope", Kind.COUNTRIES, Text("Pays concernés", "Countries concerned"),
              filterable=True),
        Field("language", Kind.LANGUAGE, Text("Langue", "Language"), default="fr", filterable=True),
        Field("review_at", Kind.DATE, Text("À revoir le", "Review on"), filterable=True),
        Field("exercise", Kind.BOOLEAN, Text("Exercice", "Exercise"), filterable=True,
              help=Text("Fiche d’exercice ou d’essai, sans effet réel.", "Exercise or trial, not real.")),
    ),
    *in_section(
        "marking",
        Field("protection", Kind.CODE, Text("Protection", "Protection"), vocabulary="protection",
              default="usage_interne", filterable=True,
              help=Text("Rien de classifié ici : SECRET et TRÈS SECRET ne s’enregistrent pas.",
                        "Nothing classified here: SECRET and TRÈS SECRET are not to be stored.")),
        Field("special_france", Kind.BOOLEAN, Text("Spécial France", "France only"), filterable=True,
              help=Text("Exclut tout destinataire étranger.", "Excludes every foreign addressee.")),
        Field("handling", Kind.CODES, Text("Codes de traitement", "Handling codes"), vocabulary="handling",
              filterable=True),
        Field("handling_text", Kind.TEXT, Text("Autres restrictions (H3)", "Other restrictions (H3)"),
              multiline=True, max_length=1_000, required_from=LEAVING, required_when=_H3, shown_when=_H3),
        Field("tlp", Kind.CODE, Text("TLP", "TLP"), vocabulary="tlp", filterable=True),
        Field("releasable_to", Kind.COUNTRIES, Text("Communicable à", "Releasable to"),
              help=Text("Une liste expresse l’emporte sur le code.", "An explicit list beats the code.")),
    ),
    *in_section(
        "legal",
        Field("legal_regime", Kind.CODE, Text("Régime juridique", "Legal regime"), vocabulary="legal_regime",
              filterable=True),
        Field("legal_basis", Kind.CODES, Text("Bases légales", "Legal bases"), vocabulary="legal_basis"),
        Field("purpose", Kind.CODE, Text("Finalité", "Purpose"), vocabulary="purpose"),
        Field("source_grade", Kind.CODE, Text("Cotation", "Source and information grade"),
              vocabulary="source_grade", filterable=True,
              help=Text("La cotation d’origine, jamais convertie.", "The original grade, never converted.")),
    ),
    *in_section(
        "links",
        Field("links", Kind.LIST, Text("Fiches liées", "Linked records"), fields=(
            Field("target", Kind.REFERENCE, Text("Fiche", "Record"), required_from=CREATION),
            Field("type", Kind.TEXT, Text("Type de fiche", "Type of record"), max_length=40),
            Field("role", Kind.CODE, Text("Lien", "Link"), vocabulary="link_role", default="related"),
        )),
    ),
    *in_section(
        "links",
        Field("attachments", Kind.LIST, Text("Pièces jointes", "Attachments"), system=True, fields=(
            Field("name", Kind.TEXT, Text("Nom", "Name"), searchable=True),
            Field("media", Kind.TEXT, Text("Format", "Format"), max_length=100),
            Field("size", Kind.INTEGER, Text("Octets", "Bytes"), minimum=0),
            Field("sha256", Kind.TEXT, Text("Empreinte SHA-256", "SHA-256"), max_length=64),
            Field("caption", Kind.TEXT, Text("Légende", "Caption"), max_length=500, searchable=True),
        )),
    ),
    *in_section(
        "private",
        Field("notes_private", Kind.RICH, Text("Notes personnelles", "Private notes"), local=True,
              help=Text("Ne quittent jamais ce poste de travail.", "Never leave this laptop.")),
    ),
)
# fmt: on


def with_common(*own: Field) -> tuple[Field, ...]:
    """Return a type's ``own`` fields and the common ones; an own field takes the place of its namesake."""
    names = {field.name for field in own}
    return (*own, *(field for field in COMMON if field.name not in names))


def titled(required_from: str) -> Field:
    """Return the title as the first field of a form, demanded from a state on."""
    shown = Text("Ce qui se lira dans les listes.", "What lists will show.")
    return replace(TITLE, section="subject", help=shown, required_from=required_from, listed=True)
