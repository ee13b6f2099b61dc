"""The story's incidents: one of each kind, from a stolen phone to an explosion."""

from collections.abc import Mapping

from asi_desktop.cli.demonstration.script import ABIDJAN, NAIROBI, At, Day, Part, Ref, Told
from asi_desktop.domain.text import Text

_Row = tuple[str, str, int, str, Text, Text, str]

# name, kind, days ago, time, title, place, state
_PCV: tuple[_Row, ...] = (
    ("explosion", "terrorism", -1, "01:02",
     Text("Explosion devant le lycée français de Port-Carvel",
          "Explosion outside the French school, Port-Carvel"),
     Text("Rue du Môle, Port-Carvel", "Rue du Môle, Port-Carvel"), "verified"),
    ("ring", "organised_crime", -9, "04:30",
     Text("Perquisition dans un dépôt de véhicules volés", "Search of a depot of stolen vehicles"),
     Text("Zone franche, Port-Carvel", "Free zone, Port-Carvel"), "closed"),
    ("rifles", "arms", -14, "11:15",
     Text("Douze fusils découverts dans un conteneur de pièces",
          "Twelve rifles found in a container of parts"),
     Text("Terminal roulier, quai 6", "Ro-ro terminal, berth 6"), "verified"),
    ("workshop", "human_trafficking", -21, "07:40",
     Text("Atelier clandestin fermé, neuf femmes mises à l’abri",
          "Clandestine workshop closed, nine women sheltered"),
     Text("Quartier du Môle", "Môle district"), "closed"),
    ("ransom", "cyber", -5, "22:10",
     Text("Rançongiciel à l’autorité portuaire, grues à l’arrêt",
          "Ransomware at the port authority, cranes idle"),
     Text("Autorité portuaire", "Port authority"), "verified"),
    ("fraud", "financial", -12, "09:00",
     Text("Fraude au président : 240 000 € virés vers l’Asie", "CEO fraud: €240,000 wired to Asia"),
     Text("Siège local d’Horizon Énergies", "Horizon Énergies local office"), "reported"),
    ("march", "public_order", 2, "14:00",
     Text("Manifestation annoncée place de la République", "Demonstration announced, Place de la République"),
     Text("Place de la République", "Place de la République"), "reported"),
    ("polls", "elections", -3, "17:30",
     Text("Urnes enlevées dans deux bureaux de Dargo", "Ballot boxes taken from two Dargo stations"),
     Text("Dargo", "Dargo"), "refuted"),
    ("kidnap", "kidnapping", -17, "19:20",
     Text("Enlèvement d’un chef de chantier, libéré après trois jours",
          "Site manager kidnapped, freed after three days"),
     Text("Route de Dargo, km 14", "Dargo road, km 14"), "closed"),
    ("snatch", "petty_crime", -2, "20:45",
     Text("Vol à l’arraché contre deux touristes français", "Bag snatched from two French tourists"),
     Text("Corniche sud", "South corniche"), "reported"),
    ("boarding", "maritime", -7, "03:55",
     Text("Tentative d’abordage du « Belle-Anse » au mouillage",
          "Attempted boarding of the Belle-Anse at anchor"),
     Text("Rade de Port-Carvel", "Port-Carvel roads"), "verified"),
    ("crash", "road", -4, "06:20",
     Text("Autocar contre camion sur la rocade, onze blessés",
          "Coach and lorry collide on the ring road, eleven hurt"),
     Text("Rocade sud", "South ring road"), "closed"),
    ("refinery", "technological_accident", -26, "12:05",
     Text("Feu de bac à la raffinerie, maîtrisé en six heures",
          "Tank fire at the refinery, out in six hours"),
     Text("Raffinerie de la Pointe", "La Pointe refinery"), "closed"),
    ("blackout", "infrastructure", -6, "18:15",
     Text("Coupure générale, hôpital sur groupe électrogène", "Power cut, hospital on its generator"),
     Text("Port-Carvel", "Port-Carvel"), "verified"),
    ("letter", "diplomatic_threat", -10, "10:30",
     Text("Lettre de menaces reçue à la chancellerie", "Threatening letter received at the chancery"),
     Text("Ambassade de France", "French embassy"), "verified"),
    ("sermons", "radicalisation", -33, "12:00",
     Text("Prêches violents signalés au marché couvert", "Violent preaching reported at the covered market"),
     Text("Marché couvert", "Covered market"), "refuted"),
    ("mutiny", "prison", -15, "15:50",
     Text("Mutinerie à la maison d’arrêt, deux évadés repris", "Mutiny at the gaol, two escapees caught"),
     Text("Maison d’arrêt de la Citadelle", "Citadel gaol"), "closed"),
    ("pallets", "drugs", -8, "02:30",
     Text("640 kg de cocaïne sous des palettes de carrelage", "640 kg of cocaine beneath pallets of tiles"),
     Text("Terminal à conteneurs", "Container terminal"), "verified"),
    ("bribe", "corruption", -19, "16:00",
     Text("Deux agents du port suspendus pour pots-de-vin", "Two port officials suspended over bribes"),
     Text("Autorité portuaire", "Port authority"), "reported"),
)  # fmt: skip

_SDR: tuple[_Row, ...] = (
    ("flood", "natural_hazard", -6, "05:10",
     Text("Crue de la Tessa : digue rompue, 3 100 déplacés", "Tessa flood: dyke broken, 3,100 displaced"),
     Text("Vallée de la Tessa", "Tessa valley"), "verified"),
    ("skirmish", "armed_conflict", -11, "23:30",
     Text("Accrochage à la frontière nord, axe fermé", "Clash at the northern border, road closed"),
     Text("Borne 88", "Marker 88"), "verified"),
    ("convoy", "migrant_smuggling", -13, "04:00",
     Text("Quarante-deux personnes abandonnées dans le désert", "Forty-two people abandoned in the desert"),
     Text("Piste de l’est", "Eastern track"), "closed"),
    ("stamps", "document_fraud", -16, "13:25",
     Text("Faux timbres d’entrée saisis au poste nord", "Forged entry stamps seized at the north post"),
     Text("Poste-frontière nord", "Northern border post"), "verified"),
    ("cholera", "epidemic", -20, "08:00",
     Text("Cas groupés de choléra au camp de Tessa", "Cluster of cholera cases, Tessa camp"),
     Text("Camp de Tessa", "Tessa camp"), "reported"),
    ("spill", "environment", -24, "10:00",
     Text("Déversement de solvants en amont du captage", "Solvents spilled upstream of the water intake"),
     Text("Haute Tessa", "Upper Tessa"), "refuted"),
)  # fmt: skip

_URGENT = {"explosion": "FLASH", "flood": "IMMEDIATE", "pallets": "PRIORITY", "ransom": "PRIORITY"}
_GRADES = ("A1", "B2", "B3", "C3")

_DETAILS: dict[str, Mapping[str, Told]] = {
    "explosion": {
        "description": Text(
            "Engin de faible puissance sous un véhicule en stationnement. Une vitre brisée, élèves absents.",
            "Low-power device under a parked vehicle. One window broken, pupils absent.",
        ),
        "assessment": Text(
            "Probable avertissement ; aucune revendication à cette heure.",
            "Probably a warning; no claim so far.",
        ),
        "position": {"lat": -4.0533, "lon": 39.6694, "accuracy_m": 30.0, "source": "map"},
        "target_kind": ["french_site"],
        "injured": 3,
        "injured_status": "unconfirmed",
        "french_concerned": True,
        "french_casualties": 0,
        "french_casualties_status": "confirmed",
        "consulate_informed_at": At(-1, "01:40"),
        "related_persons": [
            {"name": Text("Gardien du lycée", "School guard"), "role": "witness", "nationality": "XA"},
            {"name": "Le Goff Maëlys", "role": "caller", "contact": Ref("principal")},
        ],
        "organisations": [Ref("school"), Ref("pnk")],
        "measures": Text("Lycée fermé, chefs d’îlot prévenus.", "School closed, wardens told."),
    },
    "flood": {
        "description": Text(
            "La digue de rive gauche a cédé sur 80 mètres. Le préfet annonce quatre morts, onze disparus.",
            "The left-bank dyke broke over 80 metres. The prefect reports four dead, eleven missing.",
        ),
        "dead": 4,
        "dead_status": "confirmed",
        "missing": 11,
        "missing_status": "unconfirmed",
        "organisations": [Ref("cp_xb")],
    },
    "march": {
        "description": Text(
            "Le collectif des transporteurs appelle à se rassembler ; 2 000 personnes attendues.",
            "The hauliers’ collective calls a rally; 2,000 people are expected.",
        ),
        "occurred_precision": "hour",
    },
    "crash": {"injured": 11, "injured_status": "confirmed", "dead": 0, "dead_status": "confirmed"},
}


def _parts(rows: tuple[_Row, ...], *, by: str, country: str) -> tuple[Part, ...]:
    zone = NAIROBI if country == "XA" else ABIDJAN
    return tuple(
        Part(
            name=name,
            kind="incident",
            by="s.oudet" if name == "explosion" else by,
            space="PCV" if name == "explosion" else "",
            given={
                "title": title,
                "kind": kind,
                "occurred_at": At(days, clock, zone),
                "country": country,
                "place": place,
                "description": _LOCAL,
                "source": Text("Permanence de la police locale", "Local police duty officer"),
                "source_grade": _GRADES[at % len(_GRADES)],
                "verified_by": Text("Recoupé sur place", "Cross-checked on the spot"),
                "verified_at": At(min(days + 1, 0), "08:00", zone),
                "priority": _URGENT.get(name, "ROUTINE"),
                "country_scope": [country],
                **_DETAILS.get(name, {}),
            },
            state=state if state != "reported" else "",
            reason=Text(
                "Deux sources concordantes disent le contraire.", "Two agreeing sources say otherwise."
            ),
            files=("photograph",) if name == "flood" else (),
        )
        for at, (name, kind, days, clock, title, place, state) in enumerate(rows)
    )


_LOCAL = Text(
    "Fait rapporté par la permanence de la police locale ; les suites sont suivies par le poste.",
    "Reported by the local police duty officer; the post follows what comes of it.",
)

PARTS = (
    *_parts(_PCV, by="h.marchand", country="XA"),
    *_parts(_SDR, by="p.terrier", country="XB"),
    Part(
        name="drill",
        kind="incident",
        by="s.oudet",
        space="PCV",
        given={
            "title": Text("EXERCICE : prise d’otage à l’aéroport", "EXERCISE: hostages taken at the airport"),
            "kind": "kidnapping",
            "occurred_at": At(1, "09:00"),
            "country": "XA",
            "place": Text("Aéroport de Port-Carvel", "Port-Carvel airport"),
            "description": Text(
                "Scénario joué avec le comité de sécurité.", "Played with the security committee."
            ),
            "source_grade": "A1",
            "exercise": True,
            "review_at": Day(3),
            "country_scope": ["XA"],
        },
    ),
)
