"""The security brief (note de sécurité): what an attaché tells the embassy, head office and the public."""

from asi_desktop.domain.records.common import COMMON_SECTIONS, SUBJECT, titled, with_common
from asi_desktop.domain.schema import CREATION, LEAVING, Field, Kind, RecordType, Section, in_section
from asi_desktop.domain.steps import Condition, Different, State, Transition, When, Workflow
from asi_desktop.domain.text import Text

_WEEKLY = Condition(field="kind", values=("ambassador_weekly",))
_BUSINESS = Condition(field="audience", values=("business",))
_TRAVELLER = Condition(field="audience", values=("public_traveller",))
_PUBLIC = Condition(field="audience", values=("business", "public_traveller"))
_HEAD_OFFICE = Condition(field="audience", values=("head_office",))

# A description is laid out like the form it becomes.
# fmt: off
_FIELDS = with_common(
    titled(CREATION),
    *in_section(
        "subject",
        Field("kind", Kind.CODE, Text("Type de note", "Kind of brief"), vocabulary="brief_kind",
              required_from=LEAVING, listed=True, filterable=True),
        Field("country", Kind.COUNTRY, Text("Pays", "Country"), required_from=LEAVING, listed=True,
              filterable=True),
        Field("regions", Kind.TEXT, Text("Régions", "Regions"), searchable=True,
              help=Text("Séparées par des points-virgules.", "Separated by semicolons.")),
        Field("audience", Kind.CODES, Text("Destinataires", "Audience"), vocabulary="brief_audience",
              required_from=LEAVING, filterable=True,
              help=Text("Entreprises et voyageurs ne reçoivent qu’une version expurgée.",
                        "Business and travellers only get a sanitised version.")),
        Field("period_start", Kind.DATE, Text("Période, du", "Period from"), required_from=LEAVING,
              required_when=_WEEKLY),
        Field("period_end", Kind.DATE, Text("Période, au", "Period to"), required_from=LEAVING,
              required_when=_WEEKLY),
        Field("valid_until", Kind.DATE, Text("Valable jusqu’au", "Valid until"), filterable=True),
        Field("supersedes", Kind.REFERENCE, Text("Remplace", "Supersedes"), targets=("brief",)),
    ),
    *in_section(
        "essentials",
        Field("bluf", Kind.RICH, Text("L’essentiel", "Key points"), required_from=LEAVING, max_length=600,
              searchable=True, help=Text("600 caractères : ce que le lecteur pressé doit retenir.",
                                         "600 characters: what a hurried reader must keep.")),
        Field("threat_level_overall", Kind.CODE, Text("Niveau de menace", "Threat level"),
              vocabulary="threat_level", required_from=LEAVING, assessment=True, listed=True,
              filterable=True),
        Field("threat_trend", Kind.CODE, Text("Tendance", "Trend"), vocabulary="trend", assessment=True,
              filterable=True),
    ),
    *in_section(
        "analysis",
        Field("facts", Kind.RICH, Text("Faits", "Facts"), searchable=True,
              help=Text("Ce qui est établi, sans jugement.", "What is established, without judgement.")),
        Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True, searchable=True,
              help=Text("Ce que vous en pensez.", "What you make of it.")),
        Field("threat_lines", Kind.LIST, Text("Menaces", "Threats"), required_from=LEAVING, fields=(
            Field("theme", Kind.CODE, Text("Thème", "Theme"), vocabulary="threat_theme",
                  required_from=LEAVING),
            Field("level", Kind.CODE, Text("Niveau", "Level"), vocabulary="threat_level",
                  required_from=LEAVING, assessment=True),
            Field("trend", Kind.CODE, Text("Tendance", "Trend"), vocabulary="trend", assessment=True),
            Field("facts", Kind.RICH, Text("Faits", "Facts"), searchable=True),
            Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True,
                  searchable=True),
            Field("confidence", Kind.CODE, Text("Confiance", "Confidence"), vocabulary="confidence",
                  assessment=True),
            Field("indicators", Kind.REFERENCES, Text("Indicateurs de risque", "Risk indicators")),
        )),
        Field("sections", Kind.LIST, Text("Rubriques", "Sections"), fields=(
            Field("topic", Kind.CODE, Text("Rubrique", "Topic"), vocabulary="brief_topic",
                  required_from=LEAVING),
            Field("facts", Kind.RICH, Text("Faits", "Facts"), searchable=True),
            Field("assessment", Kind.RICH, Text("Appréciation", "Assessment"), assessment=True,
                  searchable=True),
        )),
        Field("incidents", Kind.REFERENCES, Text("Incidents", "Incidents"), targets=("incident",)),
        Field("zones", Kind.LIST, Text("Zones", "Zones"),
              help=Text("Proposées au consulat ; le ministère des affaires étrangères décide.",
                        "Proposed to the consulate; the foreign ministry decides."),
              fields=(
            Field("name", Kind.TEXT, Text("Nom", "Name"), required_from=LEAVING, searchable=True),
            Field("colour", Kind.CODE, Text("Couleur proposée", "Proposed colour"), vocabulary="zone_colour",
                  assessment=True),
            Field("polygon", Kind.RICH, Text("Contour (GeoJSON)", "Outline (GeoJSON)"), max_length=20_000),
        )),
    ),
    *in_section(
        "consequences",
        Field("french_impact", Kind.RICH,
              Text("Conséquences pour les Français", "Effect on French interests"), required_from=LEAVING,
              searchable=True, assessment=True),
        Field("homeland_relevance", Kind.RICH,
              Text("Retour en sécurité intérieure", "Homeland security benefit"), required_from=LEAVING,
              required_when=_HEAD_OFFICE, searchable=True, assessment=True),
        Field("outlook", Kind.RICH, Text("Évolution prévisible", "Outlook"), searchable=True,
              assessment=True),
        Field("outlook_probability", Kind.CODE, Text("Probabilité", "Probability"), vocabulary="probability",
              assessment=True),
        Field("horizon_days", Kind.INTEGER, Text("Horizon (jours)", "Horizon (days)"), minimum=1,
              maximum=3_650),
        Field("recommendations", Kind.LIST, Text("Recommandations", "Recommendations"), fields=(
            Field("text", Kind.RICH, Text("Recommandation", "Recommendation"), required_from=LEAVING,
                  max_length=2000, searchable=True),
            Field("addressee", Kind.TEXT, Text("Destinataire", "Addressee")),
            Field("due", Kind.DATE, Text("Échéance", "Due")),
        )),
    ),
    *in_section(
        "sources",
        Field("sources", Kind.LIST, Text("Sources", "Sources"), required_from=LEAVING,
              required_when=_HEAD_OFFICE,
              help=Text("N’apparaissent jamais dans une version diffusée.",
                        "Never part of a released version."),
              fields=(
            Field("label", Kind.TEXT, Text("Source", "Source"), required_from=LEAVING),
            Field("kind", Kind.CODE, Text("Nature", "Nature"), vocabulary="source_kind",
                  required_from=LEAVING),
            Field("grade", Kind.CODE, Text("Cotation", "Grade"), vocabulary="source_grade"),
            Field("reference", Kind.TEXT, Text("Référence", "Reference")),
            Field("date", Kind.PARTIAL_DATE, Text("Date", "Date")),
            Field("originator_consent", Kind.BOOLEAN, Text("Accord de l’émetteur", "Originator’s consent")),
        )),
    ),
    *in_section(
        "release",
        Field("derived_from", Kind.REFERENCE, Text("Tirée de", "Derived from"), targets=("brief",),
              required_from="released"),
        Field("sanitised_by", Kind.REFERENCE, Text("Expurgée par", "Sanitised by"), targets=("staff",),
              required_from="released"),
        Field("release_approved_by", Kind.REFERENCE, Text("Diffusion approuvée par", "Release approved by"),
              targets=("staff",), required_from="released"),
        Field("released_at", Kind.INSTANT, Text("Diffusée le", "Released at"), required_from="released"),
        Field("sector", Kind.CODES, Text("Secteurs", "Sectors"), vocabulary="sector", shown_when=_BUSINESS),
        Field("company_recipients", Kind.LIST, Text("Entreprises destinataires", "Company recipients"),
              shown_when=_BUSINESS, fields=(
            Field("company", Kind.TEXT, Text("Entreprise", "Company"), required_from=LEAVING),
            Field("delivered_at", Kind.INSTANT, Text("Remise le", "Delivered at")),
            Field("delivered_by", Kind.TEXT, Text("Moyen", "By what means")),
        )),
        Field("disclaimer_text", Kind.RICH, Text("Avertissement", "Disclaimer"), shown_when=_BUSINESS,
              max_length=2000, required_from="released"),
        Field("qa_contact", Kind.TEXT, Text("Contact pour questions", "Contact for questions"),
              shown_when=_BUSINESS),
        Field("advice_items", Kind.LIST, Text("Conseils", "Advice"), shown_when=_TRAVELLER, fields=(
            Field("advice_do", Kind.RICH, Text("À faire", "Do"), max_length=1_000, searchable=True),
            Field("advice_avoid", Kind.RICH, Text("À éviter", "Avoid"), max_length=1_000, searchable=True),
            Field("emergency_number", Kind.PHONE, Text("Numéro d’urgence", "Emergency number")),
        )),
        Field("consulate_reviewed_by", Kind.TEXT,
              Text("Relue au consulat par", "Reviewed at the consulate by"), shown_when=_TRAVELLER,
              required_from="released"),
    ),
)
# fmt: on

_VISA_FIRST = When(
    condition=_WEEKLY,
    absent=True,
    why=Text(
        fr="la note hebdomadaire passe d’abord au visa de l’ambassadeur.",
        en="the weekly brief first goes to the ambassador for sign-off.",
    ),
)
_FOR_THE_PUBLIC = When(
    condition=_PUBLIC,
    why=Text(
        fr="seule une version pour les entreprises ou les voyageurs se diffuse.",
        en="only a version for business or travellers is released.",
    ),
)
_FOUR_EYES = Different(
    one="sanitised_by",
    other="release_approved_by",
    why=Text(
        fr="la même personne ne peut pas expurger et approuver.",
        en="the same person cannot sanitise and approve.",
    ),
)

_WORKFLOW = Workflow(
    initial="draft",
    states=(
        State("draft", Text("Brouillon", "Draft"), Text("Reprendre en brouillon", "Return to draft")),
        State("to_review", Text("À relire", "To review"), Text("Soumettre", "Submit for review")),
        State("validated", Text("Validée", "Validated"), Text("Valider", "Validate")),
        State("visa", Text("Visée", "Signed off"), Text("Viser", "Sign off")),
        State("sent", Text("Transmise", "Sent"), Text("Transmettre à la centrale", "Send to head office")),
        State("released", Text("Diffusée", "Released"), Text("Diffuser", "Release")),
        State("superseded", Text("Remplacée", "Superseded"), Text("Marquer remplacée", "Mark superseded")),
        State("expired", Text("Périmée", "Expired"), Text("Marquer périmée", "Mark expired")),
        State("withdrawn", Text("Retirée", "Withdrawn"), Text("Retirer", "Withdraw")),
    ),
    transitions=(
        Transition("draft", "to_review", ("OL", "ASI", "CPX", "H24", "BUR")),
        Transition("to_review", "draft", ("ASI", "BUR")),
        Transition("to_review", "validated", ("ASI", "CHEF")),
        Transition("validated", "visa", ("AMB",)),
        Transition("validated", "sent", ("ASI", "CHEF"), guards=(_VISA_FIRST,)),
        Transition("visa", "sent", ("ASI",)),
        Transition("sent", "released", ("ASI", "AMB"), guards=(_FOR_THE_PUBLIC, _FOUR_EYES)),
        Transition("sent", "superseded", ("ASI", "CHEF")),
        Transition("released", "superseded", ("ASI", "CHEF")),
        Transition("sent", "withdrawn", ("ASI", "BUR"), reason_required=True),
        Transition("released", "withdrawn", ("ASI", "BUR"), reason_required=True),
        Transition("sent", "expired", ("SYSTEM",)),
        Transition("released", "expired", ("SYSTEM",)),
    ),
)

BRIEF = RecordType(
    name="brief",
    code="SB",
    label=Text("Note de sécurité", "Security brief"),
    plural=Text("Notes de sécurité", "Security briefs"),
    help=Text(
        fr="L’état de la sécurité d’un pays : faits et appréciation, conséquences pour les Français.",
        en="The state of security in a country: facts and assessment, effect on French citizens.",
    ),
    pillar="operational",
    navigation="briefs",
    sections=(
        SUBJECT,
        Section("essentials", Text("L’essentiel", "Key points")),
        Section("analysis", Text("Faits et appréciation", "Facts and assessment")),
        Section("consequences", Text("Conséquences et recommandations", "Consequences and recommendations")),
        Section("sources", Text("Sources", "Sources")),
        Section("release", Text("Version diffusée", "Released version")),
        *COMMON_SECTIONS,
    ),
    fields=_FIELDS,
    title_field="title",
    workflow=_WORKFLOW,
    legal_regime="NONE",
    default_sort="-updated",
    example={
        "title": "Port-Carvel : manifestation du 26 novembre place de la République",
        "kind": "country_situation",
        "country": "XA",
        "regions": "Port-Carvel ; district de Dargo",
        "audience": ["ambassador", "head_office"],
        "bluf": "Rassemblement annoncé jeudi à 14 h. Risque modéré de débordements aux abords du lycée.",
        "threat_level_overall": "2",
        "threat_trend": "rising",
        "facts": "Le collectif des transporteurs appelle à se rassembler. 2 000 personnes attendues.",
        "assessment": "Les organisateurs tiennent leurs cortèges ; des groupes isolés peuvent s’y mêler.",
        "threat_lines": [
            {
                "theme": "public_order",
                "level": "2",
                "trend": "rising",
                "facts": "Deux rassemblements comparables ce mois-ci, sans blessé.",
                "assessment": "Débordements improbables avant la nuit.",
                "confidence": "moderate",
            }
        ],
        "french_impact": "Le lycée ferme à midi ; les Français évitent le centre.",
        "homeland_relevance": "Mêmes mots d’ordre dans la diaspora ; appel relayé à Marseille.",
        "outlook": "Dispersion probable avant 20 h.",
        "outlook_probability": "likely",
        "horizon_days": 7,
        "recommendations": [
            {"text": "Prévenir les chefs d’îlot.", "addressee": "Consulat", "due": "2026-11-25"}
        ],
        "sources": [
            {
                "label": "Préfecture de police de Port-Carvel",
                "kind": "official_counterpart",
                "grade": "B2",
                "date": "2026-11-24",
                "originator_consent": True,
            }
        ],
        "country_scope": ["XA"],
        "priority": "PRIORITY",
        "protection": "usage_interne",
        "valid_until": "2026-12-04",
    },
)
