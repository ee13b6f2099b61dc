"""The story's security briefs, of each kind and in each state that an officer can bring them to."""

from collections.abc import Mapping

from asi_desktop.cli.demonstration.script import At, Day, Part, Ref, Told
from asi_desktop.domain.text import Text

_Row = tuple[str, str, str, Text, Text, str, str]

# name, kind, country, title, key points, threat level, state
_ROWS: tuple[_Row, ...] = (
    ("summer", "country_situation", "XA",
     Text("Karvélie : situation de sécurité, été", "Karvelia: security situation, summer"),
     Text("Été calme, hausse des vols de véhicules.",
          "Quiet summer, more vehicle theft."), "2", "superseded"),
    ("autumn", "country_situation", "XA",
     Text("Karvélie : situation de sécurité, automne", "Karvelia: security situation, autumn"),
     Text("Le port concentre les risques ; l’intérieur reste praticable de jour.",
          "Risks gather at the port; the interior remains passable by day."), "3", "sent"),
    ("port", "flash", "XA",
     Text("Port-Carvel : le port reste bloqué, vivres assurés jusqu’à vendredi",
          "Port-Carvel: port still blocked, food supplies until Friday"),
     Text("Blocage depuis lundi. Négociation ouverte ; pas de violence.",
          "Blocked since Monday. Talks are open; no violence."), "2", ""),
    ("school_brief", "flash", "XA",
     Text("Explosion devant le lycée : premiers éléments", "Explosion outside the school: first elements"),
     Text("Engin de faible puissance, aucun Français touché, lycée fermé deux jours.",
          "Low-power device, no French casualty, school closed for two days."), "4", "sent"),
    ("week", "ambassador_weekly", "XA",
     Text("Karvélie : la semaine vue du poste", "Karvelia: the week as the post sees it"),
     Text("Scrutin calme, délinquance de rue en baisse, grève au port.",
          "Calm vote, less street crime, strike at the port."), "2", "validated"),
    ("vehicles_brief", "thematic", "XA",
     Text("Trafic de véhicules entre Marseille et Port-Carvel",
          "Vehicle trafficking, Marseille to Port-Carvel"),
     Text("Douze utilitaires retrouvés depuis septembre ; deux filières.",
          "Twelve vans found since September; two networks."), "3", "to_review"),
    ("firms", "business", "XA",
     Text("Conseils de sûreté aux entreprises françaises", "Security advice to French companies"),
     Text("Trajets de nuit à éviter sur la rocade ; contacts de police par quartier.",
          "Avoid the ring road at night; police contacts by district."), "2", "released"),
    ("travellers", "traveller_consular", "XA",
     Text("Fêtes de fin d’année : conseils aux voyageurs", "Year-end celebrations: advice to travellers"),
     Text("Prudence sur la corniche le soir ; papiers en copie.",
          "Care on the corniche at night; carry copies of papers."), "2", "released"),
    ("rumour", "flash", "XA",
     Text("Fermeture de l’aéroport", "Closure of the airport"),
     Text("Annonce démentie dans l’heure.", "Announcement denied within the hour."), "1", "withdrawn"),
    ("old_firms", "business", "XA",
     Text("Sûreté des chantiers : version de printemps", "Worksite security: spring edition"),
     Text("Remplacée par les conseils d’automne.", "Replaced by the autumn advice."), "2", "superseded"),
    ("tessa", "flash", "XB",
     Text("Crue de la Tessa : quatre morts, onze disparus", "Tessa flood: four dead, eleven missing"),
     Text("Digue rompue à l’aube ; pont de Tessa fermé ; un détachement français attendu.",
          "Dyke broken at dawn; Tessa bridge closed; a French team expected."), "4", "sent"),
    ("border", "thematic", "XB",
     Text("Frontière nord : nouvelle série de faux passeports",
          "Northern border: new series of forged passports"),
     Text("Trois découvertes en un mois, même imprimeur probable.",
          "Three finds in a month, probably one printer."), "2", "to_review"),
    ("routes", "country_situation", "XB",
     Text("Sandara : routes et ponts après la crue", "Sandara: roads and bridges after the flood"),
     Text("Axe est ouvert aux convois, axe nord fermé.", "Eastern road open to convoys, northern closed."),
     "3", ""),
)  # fmt: skip

_AUDIENCES: dict[str, list[str]] = {
    "business": ["business"],
    "traveller_consular": ["public_traveller", "consulate"],
    "ambassador_weekly": ["ambassador"],
    "flash": ["ambassador", "head_office", "meae_cdcs"],
}
_TOPICS = {
    "port": "public_order",
    "vehicles_brief": "organised_crime",
    "tessa": "natural_hazard",
    "border": "document_fraud",
}
_ORDER = {"port": "PRIORITY", "school_brief": "FLASH", "tessa": "IMMEDIATE"}

_DISCLAIMER = Text(
    "Information donnée à titre indicatif, sans engagement de l’État ; la décision revient au lecteur.",
    "Given for information, without commitment of the State; the reader decides.",
)

_RELEASED: Mapping[str, Told] = {
    "derived_from": Ref("autumn"),
    "sanitised_by": Ref("ferrand"),
    "release_approved_by": Ref("marchand"),
    "released_at": At(-2, "11:00"),
    "disclaimer_text": _DISCLAIMER,
    "sector": ["energy", "transport"],
    "company_recipients": [{"company": "Horizon Énergies SA", "delivered_at": At(-2, "15:00")}],
    "qa_contact": "Hélène Marchand",
}
_DETAILS: dict[str, Mapping[str, Told]] = {
    "port": {
        "facts": Text(
            "Deux cents camions à l’arrêt sur la rocade. La gendarmerie locale filtre les accès.",
            "Two hundred lorries idle on the ring road. The local gendarmerie controls access.",
        ),
        "assessment": Text(
            "Les deux camps cherchent une sortie avant le week-end.",
            "Both sides look for a way out before the weekend.",
        ),
        "incidents": [Ref("march"), Ref("blackout")],
    },
    "autumn": {
        "supersedes": Ref("summer"),
        "zones": [
            {"name": Text("Rocade sud, de nuit", "South ring road, at night"), "colour": "orange"},
            {"name": Text("Frontière nord", "Northern border"), "colour": "red"},
        ],
        "sections": [
            {"topic": "terrorism", "facts": Text("Un engin en un an.", "One device in a year.")},
            {"topic": "common_crime", "facts": Text("Vols en baisse.", "Thefts down.")},
            {"topic": "roads", "facts": Text("Trois axes coupés.", "Three roads cut.")},
        ],
        "source_grade": "B2",
    },
    "school_brief": {"incidents": [Ref("explosion")], "special_france": True},
    "tessa": {"incidents": [Ref("flood")], "handling": ["H2"], "tlp": "AMBER"},
    "week": {"period_start": Day(-7), "period_end": Day(-1)},
    "firms": _RELEASED,
    "old_firms": {**_RELEASED, "released_at": At(-190, "11:00"), "derived_from": Ref("summer")},
    "travellers": {
        **_RELEASED,
        "consulate_reviewed_by": "Gaëlle Lormeau",
        "advice_items": [
            {
                "advice_do": Text("Garder une copie du passeport.", "Keep a copy of the passport."),
                "advice_avoid": Text("Rentrer à pied par la corniche.", "Walking home along the corniche."),
                "emergency_number": "112",
            }
        ],
    },
}


def _part(row: _Row) -> Part:
    name, kind, country, title, points, level, state = row
    theme = _TOPICS.get(name, "organised_crime")
    return Part(
        name=name,
        kind="brief",
        by="p.terrier" if country == "XB" else "h.marchand",
        given={
            "title": title,
            "kind": kind,
            "country": country,
            "audience": _AUDIENCES.get(kind, ["ambassador", "head_office"]),
            "bluf": points,
            "threat_level_overall": level,
            "threat_trend": ("stable", "rising", "falling")[int(level) % 3],
            "facts": _FACTS,
            "assessment": _VIEW,
            "threat_lines": [
                {"theme": theme, "level": level, "trend": "stable", "confidence": "moderate", "facts": points}
            ],
            "french_impact": Text(
                "Faible pour les résidents prévenus ; gêne pour les entreprises du port.",
                "Low for residents who have been told; a nuisance to companies at the port.",
            ),
            "homeland_relevance": Text(
                "Les mêmes filières passent par les ports français.", "The same networks use French ports."
            ),
            "outlook": Text("Retour à la normale sous dix jours.", "Back to normal within ten days."),
            "outlook_probability": "likely",
            "horizon_days": 10,
            "recommendations": [
                {
                    "text": Text("Prévenir les chefs d’îlot.", "Tell the wardens."),
                    "addressee": Text("Consulat", "Consulate"),
                    "due": Day(2),
                }
            ],
            "sources": [
                {
                    "label": Text("Police locale", "Local police"),
                    "kind": "official_counterpart",
                    "grade": "B2",
                    "date": Day(-1),
                    "originator_consent": True,
                },
                {"label": Text("Presse locale", "Local press"), "kind": "open_source", "grade": "C3"},
            ],
            "priority": _ORDER.get(name, "ROUTINE"),
            "valid_until": Day(9),
            "country_scope": [country],
            **_DETAILS.get(name, {}),
        },
        state=state,
        reason=Text("L’information de départ était fausse.", "The first report was wrong."),
        files=("report",) if name in {"autumn", "tessa"} else (),
    )


_FACTS = Text(
    "Éléments recueillis auprès de la police, de la gendarmerie et des chefs d’îlot.",
    "Gathered from police, gendarmerie and wardens.",
)
_VIEW = Text(
    "La situation devrait rester contenue ; le poste suit les trois prochains jours de près.",
    "The situation should stay contained; the post watches the next three days closely.",
)

_FLOOD_DRILL = Part(
    name="drill_brief",
    kind="brief",
    by="p.terrier",
    given={
        "title": Text("EXERCICE : séisme à Sandara-Ville", "EXERCISE: earthquake in Sandara-Ville"),
        "kind": "flash",
        "country": "XB",
        "audience": ["dgpn", "dggn", "interministerial"],
        "bluf": Text("Exercice annuel, premier message.", "Yearly exercise, first message."),
        "exercise": True,
        "country_scope": ["XB"],
    },
)

PARTS = (*(_part(row) for row in _ROWS), _FLOOD_DRILL)
