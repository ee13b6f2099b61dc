"""The story's field notes, of each kind: a flood in Sandara, a restless port in Karvelia."""

from collections.abc import Mapping

from asi_desktop.cli.demonstration.script import ABIDJAN, NAIROBI, At, Day, Part, Ref, Told
from asi_desktop.domain.text import Text

_Row = tuple[str, str, int, str, Text, Text, str]

# name, kind, days ago, time, text, place, state
_SDR: tuple[_Row, ...] = (
    ("sitrep1", "situation_report", -5, "18:00",
     Text("Point n° 1 : digue rompue, 1 200 personnes sur les toits, pont de Tessa fermé.",
          "Report 1: dyke broken, 1,200 people on rooftops, Tessa bridge closed."),
     Text("Tessa", "Tessa"), "archived"),
    ("sitrep2", "situation_report", -4, "18:00",
     Text("Point n° 2 : 3 100 déplacés, eau potable pour deux jours.",
          "Report 2: 3,100 displaced, drinking water for two days."), Text("Tessa", "Tessa"), "used"),
    ("sitrep3", "situation_report", -3, "18:00",
     Text("Point n° 3 : décrue amorcée, quatre morts confirmés.",
          "Report 3: water going down, four dead confirmed."), Text("Tessa", "Tessa"), "sent"),
    ("bridge", "damage_assessment", -4, "09:40",
     Text("Pont de Tessa : pile centrale affouillée, passage à pied seulement.",
          "Tessa bridge: central pier undermined, passable on foot only."),
     Text("Pont de Tessa", "Tessa bridge"), "sent"),
    ("clinic", "damage_assessment", -4, "11:15",
     Text("Dispensaire : un mètre d’eau, toiture saine, groupe noyé.",
          "Clinic: a metre of water, sound roof, generator drowned."),
     Text("Dispensaire de Tessa", "Tessa clinic"), "used"),
    ("block", "damage_assessment", -3, "08:20",
     Text("Immeuble des Tanneurs : effondrement en crêpe, deux niveaux.",
          "Tanners’ block: pancake collapse, two storeys."), Text("Rue des Tanneurs",
                                                                  "Rue des Tanneurs"), ""),
    ("station", "capability_assessment", -2, "15:00",
     Text("Centre de secours de Tessa : 31 agents, deux motopompes sur cinq en état.",
          "Tessa fire station: 31 staff, two pumps out of five working."),
     Text("Centre de secours", "Fire station"), "self_checked"),
    ("water", "needs_assessment", -3, "16:45",
     Text("Deux unités de traitement d’eau à 600 litres par heure, priorité haute.",
          "Two water treatment units at 600 litres an hour, high priority."),
     Text("Camp de Tessa", "Tessa camp"), "sent"),
    ("tents", "needs_assessment", -2, "10:00",
     Text("Manquent 140 tentes familiales et des bâches.", "140 family tents and tarpaulins are missing."),
     Text("Camp de Tessa", "Tessa camp"), ""),
    ("picture", "photo_note", -4, "09:50",
     Text("Photographies du pont, amont et aval.", "Photographs of the bridge, up and downstream."),
     Text("Pont de Tessa", "Tessa bridge"), "self_checked"),
    ("east_road", "route_note", -2, "13:30",
     Text("Axe est ouvert aux convois ; gué au kilomètre 22.",
          "Eastern road open to convoys; ford at km 22."),
     Text("Axe est", "Eastern road"), "sent"),
    ("prefect", "meeting_note", -3, "12:00",
     Text("Le préfet demande des plongeurs et une liaison radio.",
          "The prefect asks for divers and a radio link."),
     Text("Préfecture de Tessa", "Tessa prefecture"), "used"),
)  # fmt: skip

_PCV: tuple[_Row, ...] = (
    ("cordon", "observation", -1, "01:55",
     Text("Périmètre tenu par la police rue du Môle ; démineurs sur place.",
          "Police cordon on Rue du Môle; bomb disposal on the spot."), Text("Rue du Môle",
                                                                            "Rue du Môle"), "used"),
    ("lorries", "observation", 0, "07:30",
     Text("Deux cents camions arrêtés, ambiance calme, cantines improvisées.",
          "Two hundred lorries halted, calm mood, makeshift canteens."), Text("Rocade sud",
                                                                              "South ring road"), ""),
    ("checkpoint", "observation", -2, "12:10",
     Text("Barrage du kilomètre 14 levé, circulation reprise.",
          "Checkpoint at kilometre 14 lifted, traffic moving."),
     Text("Route de Dargo", "Dargo road"), "archived"),
    ("market", "observation", -6, "10:20",
     Text("Marché central : trois cents personnes, calme.", "Central market: three hundred people, calm."),
     Text("Marché central", "Central market"), "self_checked"),
    ("plates", "photo_note", -8, "02:50",
     Text("Plaques relevées au terminal roulier.", "Plates noted at the ro-ro terminal."),
     Text("Terminal roulier", "Ro-ro terminal"), "sent"),
    ("dargo_road", "route_note", -9, "16:00",
     Text("Port-Carvel – Dargo : deux contrôles, revêtement bon.",
          "Port-Carvel to Dargo: two checks, good surface."),
     Text("Route de Dargo", "Dargo road"), "used"),
    ("ferek_note", "meeting_note", -7, "09:20",
     Text("Le colonel promet la liste des douze véhicules.",
          "The colonel promises the list of twelve vehicles."),
     Text("Direction criminelle", "Criminal Directorate"), "sent"),
    ("coastguard", "capability_assessment", -15, "14:00",
     Text("Secours en mer : trois vedettes, une en cale.", "Sea rescue: three launches, one in dry dock."),
     Text("Capitainerie", "Harbour office"), ""),
    ("lost", "observation", 0, "06:15",
     Text("À compléter : drone au-dessus de la chancellerie ?", "To be completed: drone above the chancery?"),
     Text("", ""), ""),
)  # fmt: skip


def _sitrep(number: int, days: int, dead: int) -> Mapping[str, Told]:
    return {
        "incident": Ref("flood"),
        "sitrep_no": number,
        "period_from": At(days - 1, "18:00", ABIDJAN),
        "period_to": At(days, "18:00", ABIDJAN),
        "next_sitrep_at": At(days + 1, "18:00", ABIDJAN),
        "overall_situation": Text(
            "La vallée est coupée en deux ; les secours passent par l’est.",
            "The valley is cut in two; relief comes from the east.",
        ),
        "population": [
            {
                "category": "affected",
                "count": 14200,
                "source": Text("Préfet", "Prefect"),
                "status": "unconfirmed",
            },
            {
                "category": "displaced",
                "count": 3100,
                "source": Text("Préfet", "Prefect"),
                "status": "confirmed",
            },
            {"category": "dead", "count": dead, "at": At(days, "16:00", ABIDJAN), "status": "confirmed"},
            {"category": "missing", "count": 11, "status": "unconfirmed"},
        ],
        "infrastructure": [
            {"asset": "bridge", "name": Text("Pont de Tessa", "Tessa bridge"), "state": "degraded"},
            {"asset": "power", "state": "out"},
            {"asset": "hospital", "name": Text("Dispensaire", "Clinic"), "state": "degraded"},
        ],
        "international_teams": [{"team": "FR-USAR 1", "country": "FR", "team_class": "medium", "staff": 62}],
        "worksites": [{"asr_level": "2", "total": 14, "active": 5, "pending": 6, "completed": 3}],
        "needs": [{"sector": "wash", "item": Text("Eau potable", "Drinking water"), "priority": "IMMEDIATE"}],
        "live_rescued": 27,
        "forecast": Text("Pluies faibles, décrue lente.", "Light rain, water slowly going down."),
    }


def _damage(grade: str, use: str, construction: str, collapse: str) -> Mapping[str, Told]:
    return {
        "damage_grade": grade,
        "structure_use": use,
        "construction": construction,
        "collapse_type": collapse,
        "hazards": ["water", "unstable"],
        "asr_level": "2",
        "triage_category": "B",
        "marking_placed": True,
        "recommended_action": Text(
            "Interdire l’accès ; revoir à la décrue.", "Keep out; look again when dry."
        ),
    }


_PLACES: dict[str, tuple[float, float]] = {
    "bridge": (12.3456, -1.2345),
    "clinic": (12.3471, -1.2312),
    "block": (12.3490, -1.2288),
    "water": (12.3610, -1.2105),
    "cordon": (-4.0533, 39.6694),
    "lorries": (-4.0811, 39.6420),
}

_DETAILS: dict[str, Mapping[str, Told]] = {
    "sitrep1": _sitrep(1, -5, 2),
    "sitrep2": _sitrep(2, -4, 3),
    "sitrep3": _sitrep(3, -3, 4),
    "bridge": _damage("D4", "bridge", "concrete", "partial"),
    "clinic": _damage("D2", "hospital", "masonry", "none"),
    "block": _damage("D5", "apartments", "concrete", "pancake"),
    "station": {
        "service": Ref("fire_xb"),
        "coverage": Text("Vallée de la Tessa, 140 000 habitants", "Tessa valley, 140,000 people"),
        "staff_count": 31,
        "vehicle_count": 4,
        "dispatch_number": "118",
        "response_minutes": 25,
        "scores": [
            {"function": "staff", "score": 3},
            {
                "function": "flood",
                "score": 2,
                "gap": Text("Trois motopompes hors d’usage", "Three pumps unusable"),
            },
        ],
    },
    "coastguard": {
        "service": Ref("harbour_xa"),
        "staff_count": 44,
        "scores": [{"function": "sar", "score": 3}, {"function": "training", "score": 2}],
    },
    "water": {
        "needs": [
            {
                "sector": "wash",
                "item": Text("Unité de traitement d’eau", "Water treatment unit"),
                "quantity": 2,
                "unit": Text("unités", "units"),
                "priority": "IMMEDIATE",
                "requested_from": "DGSCGC",
                "status": "promised",
            }
        ]
    },
    "tents": {
        "needs": [{"sector": "shelter", "item": Text("Tente familiale", "Family tent"), "quantity": 140}]
    },
    "picture": {"photo_subject": Text("Pile centrale", "Central pier"), "bearing": 215},
    "plates": {"photo_subject": Text("Plaques", "Plates"), "bearing": 40},
    "east_road": {
        "route_from": "Sandara-Ville",
        "route_to": "Tessa",
        "distance_km": 86,
        "travel_minutes": 190,
        "passable_for": ["offroad", "convoy"],
        "waypoints": [
            {
                "name": Text("Gué du km 22", "Ford at km 22"),
                "state": "degraded",
                "passed_at": At(-2, "11:40", ABIDJAN),
            }
        ],
    },
    "dargo_road": {
        "route_from": "Port-Carvel",
        "route_to": "Dargo",
        "distance_km": 61,
        "passable_for": ["light"],
    },
    "prefect": {"participants": [Ref("haddad"), Ref("youssef")], "organisations": [Ref("cp_xb")]},
    "ferek_note": {"participants": [Ref("ferek"), Ref("ferrand")], "organisations": [Ref("pnk_crim")]},
}

_FILES = {
    "picture": ("photograph",),
    "cordon": ("note", "sketch"),
    "plates": ("report",),
    "bridge": ("report",),
}


def _parts(rows: tuple[_Row, ...], *, by: str, country: str) -> tuple[Part, ...]:
    zone = NAIROBI if country == "XA" else ABIDJAN
    return tuple(_part(row, by=by, country=country, zone=zone) for row in rows)


def _part(row: _Row, *, by: str, country: str, zone: str) -> Part:
    name, kind, days, clock, text, place, state = row
    given: dict[str, Told] = {
        "text": text,
        "note_kind": kind,
        "taken_at": At(days, clock, zone),
        "place_text": place,
        "country": country,
        "weather": "rain" if country == "XB" else "clear",
        "author": Ref("caradec" if country == "XB" else "ferrand"),
        "mission": Text("Crue de la Tessa", "Tessa flood") if country == "XB" else None,
        "priority": "IMMEDIATE" if name == "cordon" else "ROUTINE",
        "country_scope": [country],
        "review_at": Day(90),
    }
    if name in _PLACES:
        lat, lon = _PLACES[name]
        given["position"] = {"lat": lat, "lon": lon, "accuracy_m": 6.0, "source": "gps"}
    return Part(
        name=name,
        kind="field_note",
        by=by,
        given={**given, **_DETAILS.get(name, {})},
        state=state,
        files=_FILES.get(name, ()),
    )


PARTS = (*_parts(_SDR, by="p.terrier", country="XB"), *_parts(_PCV, by="h.marchand", country="XA"))
