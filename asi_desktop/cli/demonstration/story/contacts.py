"""The story's contacts: counterparts, companies, wardens, and numbers to dial at night."""

from asi_desktop.cli.demonstration.script import Day, Part, Ref, Told
from asi_desktop.domain.text import Text

_Row = tuple[str, str, str, str, str, str, Text, str]

# name, family name, given names, native script, kind of contact, organisation, function, state
_PCV: tuple[_Row, ...] = (
    ("ferek", "Ferek", "Dano", "Дано Ферек", "foreign_counterpart", "pnk_crim",
     Text("Directeur des affaires criminelles", "Director of criminal investigations"), ""),
    ("okombe", "Okombe", "Lise", "", "foreign_counterpart", "gk",
     Text("Cheffe du groupement nord", "Commander, northern group"), ""),
    ("belin", "Belin", "Aras", "Арас Белин", "foreign_counterpart", "interior_xa",
     Text("Ministre de l’intérieur", "Minister of the Interior"), ""),
    ("olen", "Olen", "Marek", "Марек Олен", "foreign_counterpart", "pnk",
     Text("Capitaine, commissariat de Dargo", "Captain, Dargo police station"), ""),
    ("tarvelli", "Tarvelli", "Ilona", "Ілона Тарвеллі", "foreign_counterpart", "customs_xa",
     Text("Cheffe du ciblage des conteneurs", "Head of container targeting"), ""),
    ("papalexis", "Papalexis", "Nikos", "Νίκος Παπαλέξης", "liaison_officer_foreign", "police_xc",
     Text("Officier de liaison valdorien", "Valdorian liaison officer"), ""),
    ("hadjidaki", "Hadjidaki", "Eleni", "Ελένη Χατζηδάκη", "liaison_officer_foreign", "police_xc",
     Text("Adjointe de l’officier de liaison", "Deputy liaison officer"), "dormant"),
    ("levonian", "Levonian", "Aram", "Արամ Լևոնյան", "foreign_attache_in_france", "interior_xa",
     Text("Attaché de police à Paris", "Police attaché in Paris"), ""),
    ("benhamou", "Ben Hamou", "Rachel", "רחל בן חמו", "embassy_staff", "embassy",
     Text("Première conseillère", "Deputy head of mission"), ""),
    ("castex", "Lormeau", "Gaëlle", "", "consulate_staff", "consulate",
     Text("Consule générale", "Consul general"), ""),
    ("rochefontaine", "Saint-Aubin de la Rochefontaine", "Marie-Charlotte", "", "company", "horizon",
     Text("Directrice de la sûreté", "Head of security"), ""),
    ("mbarga", "Mbarga-Ølsen", "Théodore", "", "company", "navire",
     Text("Directeur des escales", "Port call manager"), ""),
    ("ilves", "Ilves", "Kersti", "", "international_org", "unodc",
     Text("Cheffe de projet contrôle des conteneurs", "Container control project lead"), ""),
    ("duarte", "Duarte", "Inês", "", "international_org", "interpol",
     Text("Coordinatrice régionale", "Regional coordinator"), "to_review"),
    ("nakato", "Nakato", "Grace", "", "ngo", "relief",
     Text("Déléguée pays", "Country delegate"), ""),
    ("silvo", "Silvo", "Petar", "Петар Силво", "local_authority", "town_xa",
     Text("Adjoint au maire, sécurité", "Deputy mayor, public safety"), ""),
    ("wieczor", "Wieczór", "Agnieszka", "", "expert", "academy_xa",
     Text("Formatrice, police technique", "Instructor, forensics"), "kept"),
    ("karim", "Karimi", "Shirin", "شیرین کریمی", "media", "press",
     Text("Rédactrice en chef", "Editor-in-chief"), ""),
    ("garnier", "Garnier", "Solène", "", "community_warden", "consulate",
     Text("Cheffe d’îlot, quartier du Môle", "Warden, Môle district"), ""),
    ("petit", "Petit-Dumont", "Alban", "", "community_warden", "consulate",
     Text("Chef d’îlot, Dargo", "Warden, Dargo"), ""),
    ("night", "Permanence", "PNK", "", "emergency", "pnk",
     Text("Officier de permanence, jour et nuit", "Duty officer, day and night"), ""),
    ("searescue", "Centre", "MRCC Port-Carvel", "", "emergency", "harbour_xa",
     Text("Secours en mer", "Sea rescue"), ""),
    ("prosecutor", "Vasko", "Liudmila", "Людміла Васько", "foreign_counterpart", "justice_xa",
     Text("Procureure de Port-Carvel", "Chief prosecutor, Port-Carvel"), ""),
    ("trainer", "Anselme", "Bruno", "", "expert", "academy_xa",
     Text("Expert en sûreté portuaire", "Port security expert"), "to_review"),
    ("principal", "Le Goff", "Maëlys", "", "company", "school",
     Text("Proviseure du lycée français", "Head of the French school"), ""),
    ("chamberman", "Oyelaran", "Tunde", "", "company", "chamber",
     Text("Délégué général", "Secretary general"), "dormant"),
    ("electoral", "Maro", "Sirvan", "Сирван Маро", "local_authority", "electoral_xa",
     Text("Secrétaire de la commission", "Commission secretary"), ""),
)  # fmt: skip

_SDR: tuple[_Row, ...] = (
    ("sandoval", "Sandoval", "Iris", "", "foreign_counterpart", "border_xb",
     Text("Cheffe de l’unité des documents", "Head of the documents unit"), ""),
    ("youssef", "Ibn Youssef", "Muhammad", "محمد بن يوسف", "foreign_counterpart", "cp_xb",
     Text("Coordinateur des secours", "Relief coordinator"), ""),
    ("alkhatib", "al-Khatib", "Noura", "نورة الخطيب", "foreign_counterpart", "police_xb",
     Text("Directrice de la police des frontières", "Director, border police"), ""),
    ("haddad", "Haddad", "Elias", "إلياس حداد", "local_authority", "cp_xb",
     Text("Préfet de Tessa", "Prefect of Tessa"), ""),
    ("diallo", "Diallo", "Aminata", "", "foreign_counterpart", "fire_xb",
     Text("Cheffe du centre de secours de Tessa", "Head of the Tessa fire station"), ""),
    ("virtanen", "Virtanen", "Mika", "", "international_org", "mission_xb",
     Text("Conseiller frontières", "Border adviser"), ""),
    ("ocha_xb", "Quintero", "Lucía", "", "international_org", "ocha",
     Text("Coordinatrice UNDAC", "UNDAC coordinator"), ""),
    ("warden_xb", "Rousselot", "Édouard", "", "community_warden", "relief",
     Text("Chef d’îlot, Tessa", "Warden, Tessa"), ""),
    ("night_xb", "Salle", "COGIC Sandara", "", "emergency", "cp_xb",
     Text("Salle opérationnelle", "Operations room"), ""),
    ("coach_xb", "Tchikaya", "Rose", "", "ngo", "relief",
     Text("Responsable logistique", "Logistics officer"), ""),
)  # fmt: skip

_HQ: tuple[_Row, ...] = (
    ("ops_room", "Salle", "CDCS", "", "emergency", "cdcs",
     Text("Centre de crise, veille", "Crisis centre, watch"), ""),
    ("europol_duty", "van Houten", "Joris", "", "liaison_officer_foreign", "europol",
     Text("Permanence du bureau de liaison", "Liaison bureau duty officer"), ""),
    ("cogic_duty", "Kowalczyk", "Élodie", "", "expert", "dgscgc",
     Text("Officière de permanence", "Duty officer"), ""),
    ("frontex_duty", "Müller-Weiß", "Jürgen", "", "liaison_officer_foreign", "frontex",
     Text("Analyste risques, Afrique de l’Ouest", "Risk analyst, West Africa"), ""),
)  # fmt: skip

_ZONES = {"XA": "Africa/Nairobi", "XB": "Africa/Abidjan", "FR": "Europe/Paris"}
_SCRIPTS = (("\u0370", "\u03ff", "icao_9303"), ("\u0400", "\u04ff", "iso_9"), ("\u0600", "\u06ff", "iso_233"))


def _parts(rows: tuple[_Row, ...], *, by: str, country: str, first: int) -> tuple[Part, ...]:
    return tuple(_part(row, by=by, country=country, number=first + at) for at, row in enumerate(rows))


def _part(row: _Row, *, by: str, country: str, number: int) -> Part:
    name, family, given_names, native, kind, organisation, function, state = row
    given: dict[str, Told] = {
        "family_name": family,
        "given_names": given_names,
        "contact_kind": kind,
        "organisation": Ref(organisation),
        "function": function,
        "posted_in": country,
        "channels": [
            {
                "kind": "mobile",
                "value": f"+44 7700 900{number:03d}",
                "preferred": True,
                "verified_at": Day(-number % 90 - 90),
            },
            {"kind": "email", "value": f"{name}@contacts.example"},
        ],
        "languages": [{"language": "fr" if number % 3 else "en", "level": "B2"}],
        "trust": ("usual", "privileged", "official_channel_only")[number % 3],
        "met_first": Day(-400 + number),
        "last_interaction": Day(-number % 60 - 60),
        "next_follow_up": Day(number % 25 - 5),
        "consent_or_basis": "public_task",
        "source_of_data": Text("Carte de visite remise en réunion", "Business card handed over at a meeting"),
        "information_given_at": Day(-399 + number),
        "out_of_hours_zone": _ZONES[country],
        "share_scope": "network" if kind == "emergency" else "post",
        "country_scope": [country],
        "review_at": Day(365 + number),
    }
    given |= {"name_native_script": native, "transliteration": _transliteration(native)} if native else {}
    return Part(name=name, kind="contact", by=by, given=given | _MORE.get(name, {}), state=state)


def _transliteration(native: str) -> str:
    return next((code for low, high, code in _SCRIPTS if low <= native[0] <= high), "passport")


_MORE: dict[str, dict[str, Told]] = {
    "ferek": {
        "courtesy_title": "colonel",
        "rank": "Colonel",
        "grade_equivalent_fr": Text("Commissaire général", "Commissaire général"),
        "positions": [
            {"organisation": Ref("pnk"), "function": Text("Chef de la brigade auto", "Head of vehicle crime")}
        ],
        "notes": Text(
            "Préfère le matin. Parle volontiers de voile ; lui laisser le temps d’y venir.",
            "Prefers mornings. Likes to talk of sailing; let him come to it.",
        ),
    },
    "belin": {
        "courtesy_title": "excellency",
        "protocol_address": Text("Monsieur le Ministre", "Your Excellency"),
        "protocol_notes": Text("Reçoit debout, puis salon.", "Receives standing, then the sitting room."),
    },
    "prosecutor": {"courtesy_title": "prosecutor"},
    "night": {"out_of_hours_channel": "+44 1632 960017"},
}

PARTS = (
    *_parts(_PCV, by="h.marchand", country="XA", first=101),
    *_parts(_SDR, by="p.terrier", country="XB", first=151),
    *_parts(_HQ, by="s.oudet", country="FR", first=181),
    Part(
        name="erased",
        kind="contact",
        given={
            "family_name": Text("Ancien contact", "Former contact"),
            "contact_kind": "company",
            "organisation": Ref("navire"),
            "channels": [{"kind": "email", "value": "standard@navire.example"}],
            "source_of_data": Text("Annuaire professionnel", "Trade directory"),
            "information_given_at": Day(-800),
            "country_scope": ["XA"],
        },
        state="erased",
        reason=Text("Plus d’échange depuis deux ans.", "No exchange for two years."),
    ),
    Part(
        name="twin",
        kind="contact",
        given={"family_name": "Ferek", "given_names": "D.", "contact_kind": "foreign_counterpart"},
        gone=True,
    ),
)  # fmt: skip
