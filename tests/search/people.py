"""Fictional contacts of many countries, such as a post might hold, the same for the same seed.

Names are drawn from lists of frequent ones, so that many people share a family name or a given name. Among
them stand the ``FIXED`` people, written by hand, whom the queries look for.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from asi_desktop.domain.dotted import Value

CONTACTS = 10_000


@dataclass(frozen=True, slots=True)
class Country:
    """Frequent names of a country; how a mobile number is written there, ``#`` for a digit."""

    given: str
    family: str
    phone: str
    mail: str


COUNTRIES = (
    Country(
        "Jean Pierre Marie Anne Hélène François Étienne Benoît Sophie Gérard Noémie Zoé Éric Cécile Jérôme",
        "Martin Bernard Dubois Durand Moreau Lefebvre Girard Fournier Mercier Chevallier Gauthier Noël",
        "+33 6 ## ## ## ##",
        "interieur.example",
    ),
    Country(
        "Mohamed Mohammed Ahmed Fatima Khadija Youssef Hassan Karim Rachid Said Abdelkader Nadia Salma",
        "Alaoui Benali Cherkaoui Idrissi Tazi Amrani Bennis Fassi Berrada Lahlou Kettani Sefrioui",
        "+212 6 ## ## ## ##",
        "surete.example",
    ),
    Country(
        "Muhammad Abdullah Khalid Fahd Saud Nasser Sultan Turki Faisal Omar Majid Bandar",
        "Al-Ghamdi Al-Otaibi Al-Harbi Al-Dosari Al-Shehri Al-Mutairi Al-Anazi Al-Subaie Al-Rashidi",
        "+966 5# ### ####",
        "moi.example",
    ),
    Country(
        "Mamadou Moussa Aminata Ibrahima Ousmane Fatou Cheikh Awa Boubacar Mariama Abdoulaye Seydou Salif",
        "Diallo Traoré Coulibaly Keïta Konaté Touré Sow Ba Ndiaye Diop Fall Sissoko Kouyaté Ouédraogo",
        "+223 7# ## ## ##",
        "police.example",
    ),
    Country(
        "Сергей Иван Дмитрий Алексей Ольга Наталья Андрей Николай Владимир Елена",
        "Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров",
        "+7 9## ###-##-##",
        "mvd.example",
    ),
    Country(
        "Oleksandr Andriy Iryna Mykola Oksana Taras Vasyl Bohdan Yaroslav Natalia",
        "Shevchenko Bondarenko Tkachenko Kravchenko Oliynyk Koval Polishchuk Marchenko Lysenko",
        "+380 ## ### ## ##",
        "mvs.example",
    ),
    Country(
        "Γεώργιος Κωνσταντίνος Δημήτριος Μαρία Ελένη Νικόλαος Αικατερίνη Ιωάννης",
        "Παππάς Αντωνίου Γεωργίου Βασιλείου Οικονόμου Νικολάου Καραγιάννης Μακρής",
        "+30 69# ### ####",
        "astynomia.example",
    ),
    Country(
        "James Fiona John Sarah William Emma Robert Claire David Helen Andrew Margaret",
        "Smith Jones Taylor Brown Wilson Davies Evans Thomas Roberts Walker Hughes MacDonald",
        "+44 7### ######",
        "police.example",
    ),
    Country(
        "Hans Dieter Klaus Jürgen Ursula Sabine Wolfgang Günther Renate Stefan Anja",
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Krüger",
        "+49 15# #######",
        "polizei.example",
    ),
    Country(
        "José María Carlos Inés Luis Ana Miguel Lucía Javier Paola Andrés Marta",
        "García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Muñoz Ibáñez",
        "+34 6## ## ## ##",
        "policia.example",
    ),
    Country(
        "Piotr Anna Krzysztof Agnieszka Tomasz Małgorzata Paweł Katarzyna Grzegorz",
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Dąbrowski",
        "+48 ### ### ###",
        "policja.example",
    ),
    Country(
        "Mehmet Mustafa Ayşe Fatma Ahmet Emine Hüseyin Zeynep Osman Elif",
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Arslan Doğan",
        "+90 5## ### ## ##",
        "egm.example",
    ),
    Country(
        "Minh Thanh Hà Lan Hùng Dũng Phương Anh Tuấn Hương",
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Võ Đặng Bùi",
        "+84 9# ### ## ##",
        "bca.example",
    ),
    Country(
        "Milan Jovana Nikola Ana Stefan Jelena Marko Dragan Vesna",
        "Jovanović Petrović Nikolić Marković Stojanović Ilić Pavlović Popović",
        "+381 6# ### ####",
        "mup.example",
    ),
)

FUNCTIONS = """Directeur de la police judiciaire|Officier de liaison|Chef du bureau des visas
Commandant de la gendarmerie|Chef de la brigade des stupéfiants|Attaché douanier|Procureur adjoint
Responsable sûreté|Head of criminal intelligence|Liaison officer|Border force inspector|Chief of staff
Deputy director, counter-terrorism|Security manager|Chef de cabinet du préfet|Expert technique""".replace(
    "\n", "|"
).split("|")

PLACES = ("Bamako", "Dakar", "Rabat", "Kyiv", "Athènes", "Berlin", "Madrid", "Varsovie", "Ankara", "Paris")

ORGANISATIONS = {
    "interpol": {"name_official": "Organisation internationale de police criminelle", "acronym": "INTERPOL"},
    "ocrtis": {"name_official": "Office central des stupéfiants de Bamako", "acronym": "OCS"},
    "gendarmerie": {"name_official": "Gendarmerie royale", "acronym": "GR"},
    "bka": {"name_official": "Bundeskriminalamt", "acronym": "BKA"},
    "police_scientifique": {"name_official": "Institut national de police scientifique"},
    "frontieres": {
        "name_official": "Derzhavna prykordonna sluzhba",
        "name_fr": "Service des garde-frontières",
    },
    "protection_civile": {
        "name_official": "Hellenic Civil Protection",
        "name_fr": "Protection civile grecque",
    },
    "aviation": {"name_official": "Sahel Aviation SA"},
}


@dataclass(frozen=True, slots=True)
class Made:
    """A record of the set: its type, its values by path, and for those looked for a name."""

    type: str
    values: Mapping[str, Value]
    name: str = ""
    refers: str = ""
    """The name of the organisation in ``ORGANISATIONS`` that it belongs to, if any."""


@dataclass(slots=True)
class Person:
    """A contact written by hand."""

    family: str
    given: str = ""
    native: str = ""
    phone: str = ""
    mail: str = ""
    function: str = ""
    notes: str = ""
    refers: str = ""
    more: dict[str, Value] = field(default_factory=dict)

    def values(self, number: int) -> dict[str, Value]:
        """Return the contact's values by path."""
        given: dict[str, Value] = {
            "family_name": self.family,
            "given_names": self.given,
            "name_native_script": self.native,
            "function": self.function,
            "notes": self.notes,
        }
        for place, value in enumerate((self.phone, self.mail)):
            if value:
                given[f"channels/{number:028x}{place:04x}/value"] = value
        return {path: value for path, value in (given | self.more).items() if value}


FIXED: Mapping[str, Person] = {
    # Arabic names, written in Latin letters or in their own
    "essalmi": Person("Essalmi", "Mohamed", function="Commissaire divisionnaire"),
    "zahrani": Person("Al-Zahrani", "Abdulrahman"),
    "bennani": Person("Bennani", "Fatima Zohra"),
    "husseini": Person("الحسيني", "كريم"),
    "masry": Person("El Masry", "Khaled"),
    "alawi": Person("Bin Alawi", "Yusuf"),
    "qahtani": Person("Al-Qahtani", "Nasser"),
    "bouteflika": Person("Bouteflika", "Saïd"),
    "salman": Person("Bin Salman", "Muhammad"),
    "qadhafi": Person("Qadhafi", "Hannibal"),
    "rahman": Person("Siddiqui", "Abdul Rahman"),
    "belkassem": Person("Belkassem", "Hocine"),
    "youssef": Person("Ben Youssef", "Mohamed", mail="m.benyoussef@surete.example"),
    # Cyrillic
    "khrouchtchev": Person("Khrouchtchev", "Sergueï"),
    "kovalchuk": Person("Kovalchuk", "Yuriy"),
    "chtcherbakov": Person("Chtcherbakov", "Dmitri"),
    "joukovski": Person("Жуковский", "Николай"),
    "hrushevskyi": Person("Hrushevskyi", "Mykhailo"),
    "djordjevic": Person("Đorđević", "Milan"),
    "boiko": Person("Boïko", "Alexandre"),
    "dimitrov": Person("Dimitrov", "Tsvetan"),
    "tchaikovski": Person("Чайковский", "Модест"),
    "prigozhin": Person("Prigozhin", "Evgueni"),
    "sidorov": Person("Sidorov", "Vladimir"),
    # Greek
    "papadopoulos": Person("Papadopoulos", "Georgios", refers="protection_civile"),
    "bakoyannis": Person("Bakoyannis", "Kostas"),
    "venizelos": Person("Venizelos", "Evangelos"),
    "tsakalotos": Person("Τσακαλώτος", "Ευκλείδης"),
    "nikolaidis": Person("Nikolaïdis", "Andreas"),
    # Accents
    "lefevre": Person("Lefèvre", "Hélène"),
    "crepin": Person("Crépin", "Benoît"),
    "gueho": Person("Guého", "François"),
    "noel": Person("Noël-Baron", "Étienne"),
    "lhermite": Person("L’Hermite", "Solène"),
    "aubigne": Person("d’Aubigné", "Tanguy"),
    "coeurdevey": Person("Cœurdevey", "Maïté"),
    "dupre": Person("Dupre", "Gerald"),
    # Everyday Latin names
    "vandenbroucke": Person("Vandenbroucke", "Koen"),
    "ouedraogo": Person("Ouédraogo", "Salifou", phone="70 12 34 99"),
    "kowalski": Person("Kowalski", "Piotr Marek"),
    "gonzalez": Person("González", "Inés Beatriz"),
    "hoffmann": Person("Hoffmann", "Dieter Karl", refers="bka"),
    "nguyen": Person("Nguyễn", "Thanh Hà"),
    "rodriguez": Person("Rodríguez", "Paola Andrea"),
    "tounkara": Person("Tounkara", "Mamadou", mail="tounkara@dgpn.example", phone="+221 77 639 02 41"),
    "macdonald": Person("MacDonald", "Fiona Jean", phone="+44 (0)20 7946 0123"),
    "schwarzenegger": Person("Schwarzenegger", "Reinhold"),
    "kone": Person("Koné", "Aminata", refers="interpol"),
    "marchetti": Person("Marchetti", "Luca", phone="+39 06 5549 8812", function="Attaché de sécurité"),
    "leclerc": Person("Leclerc", "Odile", phone="+33 (0)6 98 21 47 53", function="Cheffe du SCAC"),
    "rabin": Person("רבין", "יצחק"),
    "saakadze": Person("სააკაძე", "ნინო"),
    "pilot": Person("Okonkwo", "Chidi", function="Pilote d’hélicoptère", refers="aviation"),
    "driver": Person("Sangaré", "Bakary", notes="Chauffeur du ministre, Toyota immatriculée CB-4471-MD."),
}

_PLATES = {"plate_fr": "GK-581-TZ", "plate_ru": "А123ВС 77", "plate_ml": "BA 7739 MD"}
_LOOKED_FOR = {42: "request_42", 117: "request_117", 1203: "request_1203"}
_REQUESTS = 1_300


def people(contacts: int = CONTACTS, seed: int = 12) -> Iterator[Made]:
    """Yield organisations, requests, and ``contacts`` contacts with the FIXED ones strewn among them."""
    chance = random.Random(seed)
    for name, values in ORGANISATIONS.items():
        yield Made("organisation", values, name=name)
    yield from _requests(chance)
    places = dict(zip(chance.sample(range(contacts), len(FIXED)), FIXED.items(), strict=True))
    taken = {(person.family, person.given) for person in FIXED.values()}
    for number in range(contacts):
        ref = f"PCV-2026-CT-{number + 1:04d}-A"
        if number in places:
            name, fixed = places[number]
            yield Made("contact", fixed.values(number) | {"ref": ref}, name, fixed.refers)
        else:
            yield Made("contact", _person(chance, taken).values(number) | {"ref": ref})


def _person(chance: random.Random, taken: set[tuple[str, str]]) -> Person:
    country = chance.choice(COUNTRIES)
    while True:
        given = " ".join(chance.sample(country.given.split(), chance.choice((1, 1, 1, 2))))
        family = "-".join(chance.sample(country.family.split(), chance.choice((1, 1, 1, 1, 2))))
        if (family, given) not in taken:
            break
    phone = "".join(str(chance.randrange(10)) if sign == "#" else sign for sign in country.phone)
    where = chance.choice(PLACES)
    return Person(
        family,
        given,
        phone=phone,
        mail=f"contact{chance.randrange(10**6)}@{country.mail}",
        function=chance.choice(FUNCTIONS),
        notes=f"Rencontré à {where} en {chance.randint(2019, 2026)}, à rappeler.",
    )


def _requests(chance: random.Random) -> Iterator[Made]:
    plates = list(_PLATES.items())
    for number in range(1, _REQUESTS + 1):
        values: dict[str, Value] = {
            "title": f"Vérification d’un véhicule à {chance.choice(PLACES)}",
            "ref": f"PCV-2026-RQ-{number:04d}-A",
        }
        name = _LOOKED_FOR.get(number, "")
        plate = f"{_letters(chance)}-{chance.randrange(100, 1000)}-{_letters(chance)}"
        if number % 400 == 200:
            name, plate = plates.pop(0)
        values[f"vehicles/{number:032x}/plate"] = plate
        yield Made("request", values, name)


def _letters(chance: random.Random) -> str:
    return "".join(chance.choices("ABCDEFGHJKLMNPQRSTVWXYZ", k=2))
