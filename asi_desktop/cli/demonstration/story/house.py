"""The house of the story: its posts, its people, and whose laptop is whose."""

from dataclasses import dataclass

from asi_desktop.cli.demonstration.script import (
    ABIDJAN,
    APIA,
    NAIROBI,
    NETWORK,
    PARIS,
    Day,
    Part,
    Ref,
    Told,
)
from asi_desktop.domain.text import Text


@dataclass(frozen=True, slots=True)
class Person:
    """An officer with a laptop: how head office knows the officer, and the folder of the profile."""

    login: str
    name: str
    role: str
    post: str
    folder: str


MARCHAND = Person("h.marchand", "Hélène Marchand", "ASI", "PCV", "profile")
TERRIER = Person("p.terrier", "Paul Terrier", "ASI", "SDR", "sandara")
OUDET = Person("s.oudet", "Samir Oudet", "H24", "HQ", "watch")
MONNET = Person("j.monnet", "Julie Monnet", "BUR", "HQ", "desk")
PEOPLE = (MARCHAND, TERRIER, OUDET, MONNET)
"""The four laptops of the story, the one that the window opens first."""

FOUNDED = (
    ("PCV", "Service de sécurité intérieure de Port-Carvel", "XA"),
    ("SDR", "Service de sécurité intérieure de Sandara", "XB"),
)
"""The posts that head office knows from the start: code, name, countries."""

_STAFF = (
    ("marchand", "Marchand Hélène", "police", "Commissaire divisionnaire", "ASI", "on_duty", "PCV", "41"),
    ("ferrand", "Ferrand Luc", "gendarmerie", "Chef d’escadron", "ASIA", "on_duty", "PCV", "42"),
    ("caradec", "Caradec Inès", "civil_protection", "Commandante", "CPX", "on_mission", "PCV", "43"),
    ("terrier", "Terrier Paul", "police", "Commissaire", "ASI", "on_duty", "SDR", "51"),
    ("delorme", "Delorme Karim", "gendarmerie", "Lieutenant-colonel", "ASI", "on_leave", "VLD", "61"),
    ("faure", "Faure Teva", "gendarmerie", "Capitaine", "OL", "on_duty", "MLN", "71"),
    ("oudet", "Oudet Samir", "police", "Commandant", "H24", "on_duty", "HQ", "11"),
    ("vasseur", "Vasseur Claire", "gendarmerie", "Cheffe d’escadron", "H24", "on_call", "HQ", "12"),
    ("monnet", "Monnet Julie", "administrative", "Attachée principale", "BUR", "on_duty", "HQ", "13"),
    ("roche", "Roche Antoine", "police", "Contrôleur général", "CHEF", "on_duty", "HQ", "14"),
    ("kerbrat", "Kerbrat Sophie", "administrative", "Attachée", "FUND", "on_duty", "HQ", "15"),
    ("piel", "Piel Yann", "police", "Commandant", "GSDM", "left", "HQ", "16"),
)


def _posts() -> tuple[Part, ...]:
    """Return the posts, who works there excepted: staff mention their post."""
    return tuple(
        Part(name=f"post_{code.lower()}", kind="post", by=MONNET.login, space=NETWORK, given=given)
        for code, given in _POSTS.items()
    )


def _staff() -> tuple[Part, ...]:
    return tuple(
        Part(
            name=name,
            kind="staff",
            by=MONNET.login,
            space=NETWORK,
            given={
                "name": called,
                "login": f"{called.split()[1][0]}.{called.split()[0]}".lower(),
                "corps": corps,
                "grade": grade,
                "roles": [role],
                "duty_status": status,
                "post": Ref(f"post_{post.lower()}"),
                "unit": f"SSI {post}" if post != "HQ" else "DCIS",
                "posted_from": Day(-420),
                "posted_to": Day(-12 if status == "left" else 640),
                "phone": f"+33 1 99 00 {number} 00",
                "mobile": f"+33 6 39 98 00 {number}",
                "email": f"{called.split()[0]}@asi.example".lower(),
                "languages": [{"language": "fr", "level": "native"}, {"language": "en", "level": "C1"}],
            },
        )
        for name, called, corps, grade, role, status, post, number in _STAFF
    )


_POSTS: dict[str, dict[str, Told]] = {
    "PCV": {
        "code": "PCV",
        "name": Text(
            "Service de sécurité intérieure de Port-Carvel", "Internal security service, Port-Carvel"
        ),
        "city": "Port-Carvel",
        "country": "XA",
        "region": "east_southern_africa",
        "accredited_countries": ["XA"],
        "address": Text(
            "Ambassade de France, 4 quai des Baleiniers", "French embassy, 4 Quai des Baleiniers"
        ),
        "position": {"lat": -4.0512, "lon": 39.6671, "accuracy_m": 20.0, "source": "map"},
        "ambassador": "Agnès Delaunay-Kerr",
        "time_zone": NAIROBI,
        "hours": Text("Lundi au vendredi, 8 h – 17 h", "Monday to Friday, 8:00 – 17:00"),
        "holidays": [{"date": Day(17), "name": Text("Fête de l’Indépendance", "Independence Day")}],
        "link_quality": "intermittent",
        "phone": "+33 1 99 00 41 00",
        "duty_phone": "+33 6 39 98 00 40",
        "secure_means": Text(
            "Valise satellite, messagerie chiffrée", "Satellite terminal, encrypted messaging"
        ),
        "check_in": Text("Chaque jour à 18 h, heure de Paris.", "Every day at 18:00, Paris time."),
        "emergency_numbers": [
            {"service": "Police", "number": "112"},
            {"service": Text("Secours en mer", "Sea rescue"), "number": "196"},
        ],
        "devices": [{"letter": "A", "label": Text("Portable de l’attachée", "The attaché’s laptop")}],
        "local_laws": Text(
            "Photographier le port est interdit. Garde à vue : 48 heures, renouvelable une fois.",
            "No photographs of the port. Police custody: 48 hours, renewable once.",
        ),
        "evacuation_plan": Text(
            "Point de regroupement : lycée français. Itinéraire nord par Dargo, sud par mer.",
            "Assembly point: the French school. North by the Dargo road, south by sea.",
        ),
        "budget": {"amount": "48000.00", "currency": "EUR"},
        "country_scope": ["XA"],
    },
    "SDR": {
        "code": "SDR",
        "name": Text("Service de sécurité intérieure de Sandara", "Internal security service, Sandara"),
        "city": "Sandara-Ville",
        "country": "XB",
        "region": "west_africa",
        "accredited_countries": ["XB"],
        "time_zone": ABIDJAN,
        "hours": Text("Dimanche au jeudi, 7 h 30 – 16 h", "Sunday to Thursday, 7:30 – 16:00"),
        "link_quality": "satellite",
        "duty_phone": "+33 6 39 98 00 50",
        "emergency_numbers": [{"service": Text("Pompiers", "Fire service"), "number": "118"}],
        "budget": {"amount": "39500.00", "currency": "EUR"},
        "country_scope": ["XB"],
    },
    "VLD": {
        "code": "VLD",
        "name": Text("Service de sécurité intérieure de Valdorie", "Internal security service, Valdoria"),
        "city": "Valdor",
        "country": "XC",
        "region": "europe",
        "accredited_countries": ["XC"],
        "time_zone": PARIS,
        "hours": Text("Lundi au vendredi, 9 h – 18 h", "Monday to Friday, 9:00 – 18:00"),
        "link_quality": "good",
        "duty_phone": "+33 6 39 98 00 60",
        "country_scope": ["XC"],
    },
    "MLN": {
        "code": "MLN",
        "name": Text("Antenne de Mélanor", "Mélanor office"),
        "city": "Port-Mélan",
        "country": "XD",
        "region": "oceania",
        "accredited_countries": ["XD"],
        "time_zone": APIA,
        "hours": Text("Lundi au vendredi, 8 h – 15 h", "Monday to Friday, 8:00 – 15:00"),
        "link_quality": "slow",
        "duty_phone": "+33 6 39 98 00 70",
        "country_scope": ["XD"],
    },
    "HQ": {
        "code": "HQ",
        "name": Text("Centrale (DCIS)", "Head office (DCIS)"),
        "city": "Paris",
        "country": "FR",
        "region": "europe",
        "time_zone": PARIS,
        "hours": Text("Veille permanente", "Watch kept around the clock"),
        "link_quality": "good",
        "duty_phone": "+33 1 99 00 10 17",
    },
}

PARTS = (*_posts(), *_staff())
