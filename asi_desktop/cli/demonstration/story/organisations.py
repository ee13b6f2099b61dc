"""The services, companies and networks of the story's countries."""

from asi_desktop.cli.demonstration.script import NETWORK, Day, Part, Ref, Told
from asi_desktop.domain.text import Text
from asi_desktop.services.reference_data import directory

DIRECTORY = (
    *("interpol", "europol", "eurojust", "frontex", "cepol", "unodc", "ocha", "un_police", "osce"),
    *("fontanot", "francopol", "resopolis", "afripol", "ameripol", "dcis", "dnpj", "dnpaf", "sccopol"),
    *("dgscgc", "oclco", "ofast", "ocbc", "cdcs", "tracfin"),
)
"""The entries of the program's own directory that somebody at head office has taken."""

_ROWS: tuple[tuple[str, str, str, str, Text, str], ...] = (
    ("pnk", "national_police", "XA", "Policia Nasional Karvelian",
     Text("Police nationale karvélienne", "Karvelian National Police"), "PNK"),
    ("pnk_crim", "judicial_police", "XA", "Direksion Kriminal",
     Text("Direction criminelle", "Criminal Directorate"), "DK"),
    ("gk", "gendarmerie", "XA", "Jandarmeria Karvelian",
     Text("Gendarmerie karvélienne", "Karvelian Gendarmerie"), "JK"),
    ("customs_xa", "customs", "XA", "Doganas de Karvelia",
     Text("Douanes karvéliennes", "Karvelian Customs"), "DKV"),
    ("justice_xa", "justice", "XA", "Prokuratoria di Port-Karvel",
     Text("Parquet de Port-Carvel", "Port-Carvel prosecution office"), ""),
    ("interior_xa", "ministry", "XA", "Ministerio di Interior",
     Text("Ministère de l’intérieur", "Ministry of the Interior"), "MIK"),
    ("town_xa", "local_authority", "XA", "Munisipio di Port-Karvel",
     Text("Mairie de Port-Carvel", "Port-Carvel city hall"), ""),
    ("electoral_xa", "electoral_body", "XA", "Komision Elektoral",
     Text("Commission électorale", "Electoral commission"), "KE"),
    ("harbour_xa", "public_operator", "XA", "Autoridat di Porto",
     Text("Autorité portuaire", "Port authority"), "APK"),
    ("academy_xa", "academy", "XA", "Akademia di Policia",
     Text("Académie de police", "Police academy"), "AP"),
    ("border_xb", "border_immigration", "XB", "Sandara Border Service",
     Text("Service des frontières de Sandara", "Sandara Border Service"), "SBS"),
    ("cp_xb", "civil_protection", "XB", "الحماية المدنية",
     Text("Protection civile de Sandara", "Sandara Civil Protection"), "PCS"),
    ("fire_xb", "fire_service", "XB", "Tessa Fire Brigade",
     Text("Centre de secours de Tessa", "Tessa fire station"), ""),
    ("police_xb", "national_police", "XB", "Sandara Police Service",
     Text("Police de Sandara", "Sandara Police Service"), "SPS"),
    ("mission_xb", "eu_mission", "XB", "EUCAP Sandara",
     Text("Mission européenne EUCAP Sandara", "European mission EUCAP Sandara"), "EUCAP"),
    ("police_xc", "national_police", "XC", "Valdorska Policie",
     Text("Police de Valdorie", "Valdorian Police"), "VP"),
    ("police_xd", "national_police", "XD", "Mélanor Constabulary",
     Text("Police de Mélanor", "Mélanor Constabulary"), "MC"),
    ("horizon", "french_company", "FR", "Horizon Énergies SA",
     Text("Horizon Énergies SA", "Horizon Énergies SA"), "HE"),
    ("navire", "foreign_company", "XA", "Compania Maritima Carvel",
     Text("Compagnie maritime Carvel", "Carvel Shipping Company"), "CMC"),
    ("chamber", "chamber_of_commerce", "XA", "Chambre franco-karvélienne",
     Text("Chambre de commerce franco-karvélienne", "French-Karvelian chamber of commerce"), "CFK"),
    ("embassy", "embassy", "XA", "Ambassade de France en Karvélie",
     Text("Ambassade de France en Karvélie", "French embassy in Karvelia"), ""),
    ("consulate", "consulate", "XA", "Consulat général de France à Port-Carvel",
     Text("Consulat général de France", "French consulate general"), ""),
    ("relief", "ngo", "XB", "Secours sans rives",
     Text("Secours sans rives", "Secours sans rives (relief charity)"), "SSR"),
    ("press", "media", "XA", "Kuriero di Kosta",
     Text("Courrier de la côte", "Coast Courier"), "KK"),
    ("school", "other", "XA", "Lycée français de Port-Carvel",
     Text("Lycée français de Port-Carvel", "French school of Port-Carvel"), "LFPC"),
)  # fmt: skip

_MORE: dict[str, dict[str, Told]] = {
    "pnk": {
        "address": "12 avenue du Môle, Port-Carvel",
        "phone": "+44 1632 960001",
        "duty_phone": "+44 1632 960017",
        "email": "cabinet@pnk.example",
        "website": "https://pnk.example/",
        "working_languages": ["en", "fr"],
        "sites": [
            {"name": Text("École de Dargo", "Dargo school"), "country": "XA"},
            {"name": Text("Poste du port", "Harbour station"), "country": "XA", "phone": "+44 1632 960019"},
        ],
        "competences": ["organised_crime", "drugs", "public_order"],
        "official_channel_for": ["ncb"],
        "fr_equivalent": [{"unit": Text("Police judiciaire", "Investigations"), "fr_service": "DNPJ"}],
        "agreements": [
            {
                "title": Text("Accord de sécurité intérieure", "Internal security agreement"),
                "kind": "treaty",
                "signed": "2019-03-12",
                "in_force": "2020-07-01",
                "scope": Text("Criminalité organisée, formation.", "Organised crime, training."),
                "data_protection_clause": True,
            }
        ],
        "led_transfer_status": "assessed",
        "human_rights_note": Text(
            "La peine de mort reste inscrite au code pénal : garanties écrites avant toute transmission.",
            "The death penalty is still on the statute book: written assurances before anything is sent.",
        ),
    },
    "pnk_crim": {"parent": Ref("pnk"), "competences": ["organised_crime", "drugs"]},
    "horizon": {"sector": ["energy"], "registration": "999 999 990", "phone": "+33 1 99 00 27 27"},
    "cp_xb": {"name_native_script": "الحماية المدنية في سندرة", "name_official": "Al-Himaya al-Madaniya"},
    "police_xc": {"led_transfer_status": "eu_schengen", "official_channel_for": ["spoc", "sirene"]},
}

_VALIDATED = ("pnk", "gk", "police_xc", "border_xb")


def _part(name: str, kind: str, country: str, official: str, called: Text, acronym: str) -> Part:
    return Part(
        name=name,
        kind="organisation",
        by="j.monnet",
        space=NETWORK,
        given={
            "name_official": official,
            "acronym": acronym,
            "kind": kind,
            "country": country,
            "name_fr": called.fr,
            "name_en": called.en,
            "country_scope": [country],
            "review_at": Day(300),
            **_MORE.get(name, {}),
        },
        state="validated" if name in _VALIDATED else "",
    )


def _taken() -> tuple[Part, ...]:
    """Return the entries of the directory as the organisations that they become."""
    entries = {entry.code: entry.fields for entry in directory()}
    return tuple(
        Part(name=code, kind="organisation", by="j.monnet", space=NETWORK, given=entries[code])
        for code in DIRECTORY
    )


PARTS = (
    *_taken(),
    *(_part(*row) for row in _ROWS),
    Part(
        name="old_brigade",
        kind="organisation",
        by="j.monnet",
        space=NETWORK,
        given={
            "name_official": "Brigada Maritima",
            "kind": "gendarmerie",
            "country": "XA",
            "name_fr": "Brigade maritime (dissoute)",
            "name_en": "Maritime brigade (disbanded)",
            "parent": Ref("gk"),
        },
        state="ended",
        reason=Text("Dissoute par décret, missions reprises par la gendarmerie.",
                    "Disbanded by decree; the gendarmerie took over."),
    ),
)  # fmt: skip
