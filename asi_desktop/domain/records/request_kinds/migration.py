"""Requests about people moved or exploited: illegal immigration, trafficking in human beings."""

from asi_desktop.domain.schema import CREATION, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_MIGRATION = Condition(field="kind", values=("illegal_immigration",))
_TRAFFICKING = Condition(field="kind", values=("human_trafficking",))
_REFERRED = Condition(field="victims_referred", values=("true",))
_NO_CONTACT = Condition(field="do_no_harm", values=("true",))

SECTIONS = (
    Section("migration", Text("Immigration clandestine", "Illegal immigration")),
    Section("trafficking", Text("Traite des êtres humains", "Trafficking in human beings")),
)

# A description is laid out like the form it becomes.
# fmt: off
_MIGRATION_FIELDS = only_when(
    _MIGRATION,
    Field("route", Kind.LIST, Text("Itinéraire", "Route"), fields=(
        Field("place", Kind.TEXT, Text("Étape", "Waypoint"), required_from=CREATION, searchable=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country")),
        Field("at", Kind.PARTIAL_DATE, Text("Date", "Date")),
        Field("means", Kind.CODE, Text("Moyen", "Means"), vocabulary="travel_means"),
        Field("note", Kind.TEXT, Text("Précision", "Note"), searchable=True),
    )),
    Field("travel_means", Kind.CODES, Text("Moyens de transport", "Means of travel"),
          vocabulary="travel_means"),
    Field("facilitators", Kind.RICH, Text("Réseau de passeurs", "Facilitators’ network"), max_length=10_000,
          personal=True, searchable=True),
    Field("headcount_adults", Kind.INTEGER, Text("Adultes", "Adults"), minimum=0, maximum=1_000_000),
    Field("headcount_minors", Kind.INTEGER, Text("Mineurs", "Minors"), minimum=0, maximum=1_000_000),
    Field("headcount_women", Kind.INTEGER, Text("Dont femmes et filles", "Of whom women and girls"),
          minimum=0, maximum=1_000_000),
    Field("nationality_claims", Kind.COUNTRIES, Text("Nationalités déclarées", "Nationalities claimed")),
    Field("smuggling_indicator", Kind.CODE, Text("Trafic ou traite", "Smuggling or trafficking"),
          vocabulary="smuggling_indicator", assessment=True),
    Field("laissez_passer", Kind.LIST,
          Text("Identification et laissez-passer", "Identification and laissez-passer"), personal=True,
          help=Text("Une demande d’asile n’est jamais communiquée au pays d’origine.",
                    "A request for asylum is never told to the country of origin."),
          fields=(
        Field("consulate", Kind.TEXT, Text("Consulat saisi", "Consulate asked"), searchable=True),
        Field("person", Kind.TEXT, Text("Personne", "Person"), required_from=CREATION, personal=True,
              searchable=True),
        Field("asked_on", Kind.DATE, Text("Demandé le", "Asked on")),
        Field("status", Kind.CODE, Text("Suite", "Outcome"), vocabulary="laissez_passer_status",
              default="asked"),
    )),
)

_TRAFFICKING_FIELDS = only_when(
    _TRAFFICKING,
    Field("exploitation_forms", Kind.CODES, Text("Formes d’exploitation", "Forms of exploitation"),
          vocabulary="exploitation_form"),
    Field("victims", Kind.LIST, Text("Victimes", "Victims"), personal=True,
          help=Text("Le strict nécessaire, sans détail médical.", "Only what is needed, no medical detail."),
          fields=(
        Field("name", Kind.TEXT, Text("Nom ou désignation", "Name or description"), required_from=CREATION,
              personal=True, searchable=True),
        Field("minor", Kind.BOOLEAN, Text("Mineur", "Minor"), personal=True),
        Field("sex", Kind.CODE, Text("Sexe", "Sex"), vocabulary="sex", personal=True),
        Field("nationality", Kind.COUNTRY, Text("Nationalité", "Nationality"), personal=True),
        Field("needs", Kind.TEXT, Text("Besoins de protection", "Protection needs"), multiline=True,
              max_length=1_000, personal=True),
    )),
    Field("protection_needs", Kind.RICH, Text("Mise à l’abri", "Protection"), max_length=5_000,
          searchable=True),
    Field("victims_referred", Kind.BOOLEAN,
          Text("Orientées vers le dispositif national", "Referred to the national mechanism")),
    Field("referral_body", Kind.TEXT, Text("Organisme d’accueil", "Body that took them in"),
          searchable=True, shown_when=_REFERRED),
    Field("do_no_harm", Kind.BOOLEAN, Text("Une autorité ne doit pas être saisie",
                                           "An authority must not be contacted")),
    Field("do_no_harm_authority", Kind.TEXT, Text("Laquelle, et pourquoi", "Which one, and why"),
          multiline=True, max_length=1_000, shown_when=_NO_CONTACT),
)
# fmt: on

FIELDS = (
    *in_section("migration", *_MIGRATION_FIELDS),
    *in_section("trafficking", *_TRAFFICKING_FIELDS),
)
