"""The story's requests on terrorism, cybercrime, money, letters rogatory; and one of another kind."""

from asi_desktop.cli.demonstration.script import At, Day, In
from asi_desktop.cli.demonstration.story.requests import request
from asi_desktop.domain.text import Text

PARTS = (
    request(
        "rq_terrorism",
        "terrorism",
        Text("Explosion du lycée : acheteur du minuteur", "School explosion: who bought the timer"),
        due=In(200),
        state="checked",
        priority="FLASH",
        urgency="urgent",
        urgency_ground="public_security",
        urgency_reason=Text("Une seconde charge n’est pas exclue.", "A second device cannot be ruled out."),
        intel_remit=False,
        crime_areas=["terrorism"],
        special_france=True,
        terror_event=Text("Engin artisanal, minuteur du commerce.", "Home-made device, shop-bought timer."),
        foreign_fighters=False,
    ),
    request(
        "rq_cyber",
        "cybercrime",
        Text(
            "Rançongiciel à l’autorité portuaire : conserver les données",
            "Ransomware at the port authority: preserve data",
        ),
        due=In(-1500),
        state="sent",
        priority="PRIORITY",
        official_channel="cyber247",
        crime_areas=["computer_crime"],
        legal_basis=["budapest_2001"],
        cyber_victim=Text("Autorité portuaire", "Port authority"),
        cyber_modus=Text(
            "Pièce jointe piégée, chiffrement de nuit.", "Booby-trapped attachment, encrypted overnight."
        ),
        indicators=[
            {"kind": "ip", "value": "203.0.113.77", "seen_at": At(-5, "22:04"), "port": 443},
            {"kind": "domain", "value": "factures-port.example"},
        ],
        preservations=[{"provider": "Nuage Carvel", "sent_at": At(-4, "09:00"), "expires": Day(86)}],
        asks=[
            {
                "ask": "preservation",
                "text": Text("Conserver 90 jours.", "Keep for 90 days."),
                "due": In(-1500),
            }
        ],
        entities=[
            {
                "entity_kind": "online_id",
                "label": "grue_noire",
                "handle": "grue_noire",
                "platform": "forum.example",
                "url": "https://forum.example/grue_noire",
                "link": "suspect",
            },
            {
                "entity_kind": "wallet",
                "label": Text("Portefeuille de la rançon", "Ransom wallet"),
                "chain": "Bitcoin",
                "wallet_address": "bc1qexamplexxxxxxxxxxxxxxxxxxxxxxxxxxxx",
                "link": "destination",
            },
        ],
    ),
    request(
        "rq_financial",
        "financial_crime",
        Text("Fraude au président : bloquer 240 000 €", "CEO fraud: freeze €240,000"),
        due=In(25),
        state="sent",
        priority="IMMEDIATE",
        official_channel="fiu",
        crime_areas=["fraud"],
        quick_freeze=True,
        recall_until=In(25),
        transfers=[
            {
                "amount": {"amount": "240000.00", "currency": "EUR"},
                "at": At(-1, "16:12"),
                "to_account": "XA00 0000 4471",
                "beneficiary_bank": "Banko di Karvelia",
                "recall_status": "asked",
            }
        ],
        accounts=[{"iban": "XA00 0000 4471", "bank": "Banko di Karvelia", "country": "XA"}],
        asks=[{"ask": "freeze", "text": Text("Geler le compte crédité.", "Freeze the account credited.")}],
        entities=[
            {
                "entity_kind": "account",
                "label": "XA00 0000 4471",
                "iban": "XA00 0000 4471",
                "platform": "Banko di Karvelia",
                "country": "XA",
                "link": "destination",
            }
        ],
    ),
    request(
        "rq_letters",
        "judicial_assistance_support",
        Text("Commission rogatoire : auditions à Dargo en décembre", "Letters rogatory: interviews in Dargo"),
        due=At(16, "18:00"),
        state="needs_central",
        official_channel="judicial",
        legal_basis=["mla_treaty"],
        letters=[
            {
                "kind": "cri",
                "number": "CRI 26/0417",
                "magistrate": "Mme Delcourt",
                "date": Day(-25),
                "execution": "assigned",
            }
        ],
        execution_status="assigned",
        mission_planned=True,
        mission_officers=[{"name": "Vauclair Denis", "unit": "OCLCO", "visa": "asked"}],
        mission_arrival=At(16, "06:40"),
        mission_departure=At(20, "23:15"),
        mission_acts=Text("Six auditions, une perquisition.", "Six interviews, one search."),
        mission_weapons=False,
        mission_costs={"amount": "6400.00", "currency": "EUR"},
    ),
    request(
        "rq_other",
        "other",
        Text(
            "Supporters interdits de stade attendus à Port-Carvel",
            "Banned supporters expected in Port-Carvel",
        ),
        due=At(5, "09:00"),
        state="received",
        direction="partner_to_fr",
        purpose="public_security",
        crime_areas=["major_events"],
        other_matter="hooliganism",
        other_details=Text("Match du 5, trois groupes.", "Match on the 5th, three groups."),
    ),
)
