"""Requests about one person: wanted, missing, to be extradited, or dead and without a name."""

from asi_desktop.domain.schema import LEAVING, Field, Kind, Section, in_section, only_when
from asi_desktop.domain.steps import Condition
from asi_desktop.domain.text import Text

_PERSON = Condition(field="kind", values=("wanted_person", "missing_person", "extradition_support"))
_SOUGHT = Condition(field="kind", values=("wanted_person", "missing_person"))
_NOTICED = Condition(field="kind", values=("wanted_person", "missing_person", "victim_identification"))
_WARRANTED = Condition(field="kind", values=("wanted_person", "extradition_support"))
_WANTED = Condition(field="kind", values=("wanted_person",))
_MISSING = Condition(field="kind", values=("missing_person",))
_VICTIMS = Condition(field="kind", values=("victim_identification",))
_IN_CUSTODY = Condition(field="hit_custody", values=("true",))

SECTIONS = (
    Section("person", Text("Personne", "Person")),
    Section("wanted", Text("Recherche", "Search")),
    Section("missing", Text("Disparition", "Disappearance")),
    Section("hit", Text("Localisation", "Hit")),
    Section("victims", Text("Identification de victimes", "Victim identification")),
)

# A description is laid out like the form it becomes.
# fmt: off
_PERSON_FIELDS = only_when(
    _PERSON,
    Field("person_family_name", Kind.TEXT, Text("Nom", "Family name"), personal=True, searchable=True,
          required_from=LEAVING, max_length=120),
    Field("person_given_names", Kind.TEXT, Text("Prénoms", "Given names"), personal=True, searchable=True,
          max_length=120),
    Field("person_native_script", Kind.TEXT, Text("Nom en écriture d’origine", "Name in native script"),
          personal=True, searchable=True),
    Field("person_aliases", Kind.TEXT, Text("Alias", "Aliases"), personal=True, searchable=True),
    Field("person_category", Kind.CODE, Text("Qualité", "Category"), vocabulary="led_subject", personal=True,
          required_from=LEAVING,
          help=Text("Catégorie exigée par la directive 2016/680, article 6.",
                    "Category demanded by Directive 2016/680, article 6.")),
    Field("person_birth_date", Kind.PARTIAL_DATE, Text("Naissance", "Born"), personal=True),
    Field("person_birth_place", Kind.TEXT, Text("Lieu de naissance", "Place of birth"), personal=True),
    Field("person_sex", Kind.CODE, Text("Sexe", "Sex"), vocabulary="sex", personal=True),
    Field("person_nationalities", Kind.COUNTRIES, Text("Nationalités", "Nationalities"), personal=True),
    Field("person_parents", Kind.TEXT, Text("Noms des parents", "Parents’ names"), personal=True,
          searchable=True, help=Text("Beaucoup de pays les demandent.", "Many countries ask for them.")),
    Field("person_description", Kind.TEXT, Text("Signalement", "Description"), multiline=True,
          max_length=2_000, personal=True, searchable=True,
          help=Text("Taille, corpulence, yeux, cheveux, marques, vêtements.",
                    "Height, build, eyes, hair, marks, clothing.")),
    Field("person_identity_check", Kind.CODE, Text("Vérification d’identité", "Identity check"),
          vocabulary="identity_check", personal=True),
)

_WARRANT = (
    *only_when(
        _WARRANTED,
        Field("warrant_type", Kind.CODE, Text("Titre", "Warrant"), vocabulary="warrant_type"),
        Field("warrant_authority", Kind.TEXT, Text("Autorité", "Issued by")),
        Field("warrant_number", Kind.TEXT, Text("Numéro du titre", "Warrant number"), searchable=True),
        Field("warrant_date", Kind.DATE, Text("Date du titre", "Warrant date")),
        Field("warrant_offence", Kind.TEXT, Text("Infraction visée", "Offence")),
        Field("sentence_left_days", Kind.INTEGER, Text("Reliquat de peine (jours)", "Sentence left (days)"),
              minimum=0, maximum=100_000),
        Field("eaw", Kind.BOOLEAN, Text("Mandat d’arrêt européen", "European Arrest Warrant")),
    ),
    *only_when(
        _NOTICED,
        Field("notice", Kind.CODE, Text("Notice INTERPOL", "INTERPOL notice"), vocabulary="interpol_notice",
              help=Text("Une référence : seul le Secrétariat général publie une notice.",
                        "A reference: only the General Secretariat publishes a notice.")),
        Field("notice_number", Kind.TEXT, Text("Numéro de contrôle", "Control number"), searchable=True),
        Field("notice_date", Kind.DATE, Text("Date de la notice", "Notice date")),
    ),
    *only_when(
        _SOUGHT,
        Field("last_seen_at", Kind.INSTANT, Text("Vu le", "Last seen at"), personal=True),
        Field("last_seen_place", Kind.TEXT, Text("Vu à", "Last seen in"), searchable=True, personal=True),
        Field("last_seen_position", Kind.POSITION, Text("Position", "Position"), personal=True),
        Field("danger_flags", Kind.CODES, Text("Dangerosité", "Danger"), vocabulary="danger_flag",
              personal=True),
    ),
    *only_when(
        _WANTED,
        Field("action_if_found", Kind.CODE, Text("Conduite à tenir", "Action if found"),
              vocabulary="action_if_found", required_from=LEAVING),
        Field("extradition_confirmed_by", Kind.TEXT,
              Text("Extradition confirmée par", "Extradition confirmed by")),
    ),
)

_HIT = only_when(
    _SOUGHT,
    Field("hit_at", Kind.INSTANT, Text("Localisation le", "Hit at")),
    Field("hit_place", Kind.TEXT, Text("Localisation à", "Hit in"), personal=True, searchable=True),
    Field("hit_by", Kind.TEXT, Text("Localisation par", "Hit by")),
    Field("hit_identity_check", Kind.CODE, Text("Identité vérifiée par", "Identity checked by"),
          vocabulary="identity_check",
          help=Text("Par l’autorité compétente, jamais par l’attaché.",
                    "By the competent authority, never by the attaché.")),
    Field("hit_custody", Kind.BOOLEAN, Text("Privation de liberté", "In custody")),
    Field("hit_custody_started_at", Kind.INSTANT, Text("Depuis le", "In custody since"),
          shown_when=_IN_CUSTODY),
)

_DISAPPEARANCE = only_when(
    _MISSING,
    Field("last_contact_at", Kind.INSTANT, Text("Dernier contact le", "Last contact at")),
    Field("circumstances", Kind.RICH, Text("Circonstances", "Circumstances"), max_length=10_000,
          personal=True, searchable=True),
    Field("missing_minor", Kind.BOOLEAN, Text("Mineur", "Minor"), personal=True),
    Field("parental_abduction", Kind.BOOLEAN, Text("Enlèvement parental", "Parental abduction")),
    Field("disappearance_risk", Kind.CODE, Text("Risque", "Risk"), vocabulary="disappearance_risk",
          assessment=True),
    Field("family_contact", Kind.TEXT, Text("Contact de la famille", "Family contact"), personal=True,
          searchable=True),
    Field("consular_case", Kind.TEXT, Text("Dossier consulaire", "Consular case"), searchable=True,
          help=Text("Sa référence ; le dossier reste au consulat.",
                    "Its reference; the file stays with the consulate.")),
)

_VICTIMS_FIELDS = only_when(
    _VICTIMS,
    Field("dvi_event", Kind.TEXT, Text("Événement", "Event"), searchable=True, required_from=LEAVING),
    Field("dvi_event_at", Kind.PARTIAL_DATE, Text("Survenu le", "Occurred on")),
    Field("dvi_place", Kind.TEXT, Text("Lieu", "Place"), searchable=True),
    Field("dvi_expected", Kind.INTEGER, Text("Victimes à identifier", "Victims to identify"), minimum=0,
          maximum=1_000_000),
    Field("post_mortem_numbers", Kind.TEXT, Text("Numéros post mortem", "Post-mortem numbers"),
          multiline=True, max_length=5_000, searchable=True),
    Field("ante_mortem_numbers", Kind.TEXT, Text("Numéros ante mortem", "Ante-mortem numbers"),
          multiline=True, max_length=5_000, searchable=True),
    Field("remains_ref", Kind.TEXT, Text("Référence des corps", "Remains reference"), searchable=True),
    Field("ante_mortem_sources", Kind.TEXT, Text("Sources ante mortem", "Ante-mortem sources"),
          multiline=True, max_length=2_000,
          help=Text("Qui détient quoi ; jamais le dossier médical.",
                    "Who holds what; never the medical file.")),
    Field("dvi_form_ref", Kind.TEXT, Text("Formulaire INTERPOL d’identification", "INTERPOL DVI form"),
          searchable=True, help=Text("Sa référence seulement.", "Its reference only.")),
    Field("identification_result", Kind.CODE,
          Text("Commission d’identification", "Identification commission"),
          vocabulary="identification_result"),
    Field("identification_at", Kind.DATE, Text("Décision du", "Decided on")),
)
# fmt: on

FIELDS = (
    *in_section("person", *_PERSON_FIELDS),
    *in_section("wanted", *_WARRANT),
    *in_section("missing", *_DISAPPEARANCE),
    *in_section("hit", *_HIT),
    *in_section("victims", *_VICTIMS_FIELDS),
)
