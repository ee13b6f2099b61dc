"""The story's requests about things and papers: documents, drugs, arms, cultural goods, vehicles."""

from asi_desktop.cli.demonstration.script import At, Day, In
from asi_desktop.cli.demonstration.story.requests import request
from asi_desktop.domain.text import Text

PARTS = (
    request(
        "rq_documents",
        "document_fraud",
        Text(
            "Passeport karvélien présenté à Roissy : authenticité",
            "Karvelian passport shown at Roissy: is it genuine?",
        ),
        due=In(45),
        state="sent",
        priority="PRIORITY",
        crime_areas=["document_fraud"],
        documents=[
            {
                "document_type": "passport",
                "issuing_state": "UTO",
                "number": "L898902C3",
                "surname": "ERIKSSON",
                "given_names": "ANNA MARIA",
                "nationality": "UTO",
                "birth_date": "1974-08-12",
                "sex": "F",
                "expires_on": "2032-04-15",
                "mrz": (
                    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
                ),
                "mrz_result": "mismatch",
                "mismatches": Text("Date d’expiration", "Date of expiry"),
                "status": "unknown",
                "fraud_type": "forged",
            }
        ],
        entities=[
            {
                "entity_kind": "document",
                "label": "UTO L898902C3",
                "document_type": "passport",
                "number": "L898902C3",
                "issuing_state": "UTO",
                "link": "seized",
            }
        ],
        detection_place="Roissy, terminal 2E",
        detected_at=At(-1, "06:35", "Europe/Paris"),
        authenticity_reply="unknown",
        asks=[
            {"ask": "document_authenticity", "text": Text("Ce numéro a-t-il été délivré ?", "Was it issued?")}
        ],
    ),
    request(
        "rq_drugs",
        "drugs",
        Text(
            "640 kg de cocaïne : livraison surveillée vers Fos",
            "640 kg of cocaine: controlled delivery to Fos",
        ),
        due=At(2, "20:00"),
        state="clarification_asked",
        priority="PRIORITY",
        crime_areas=["drugs"],
        handling=["H1", "H2"],
        substances=[{"substance": "cocaine", "quantity": 640, "unit": "kg", "purity": 78.5}],
        concealment=Text("Sous des palettes de carrelage.", "Beneath pallets of tiles."),
        container_number="CARU 771204 3",
        shipped_from="XA",
        shipped_to="FR",
        controlled_delivery=True,
        controlled_delivery_authority=Text("Parquet de Marseille", "Marseille prosecution office"),
        controlled_delivery_from=At(2, "20:00"),
        controlled_delivery_to=At(5, "06:00"),
        clarification=[{"sent_at": At(-1, "10:00"), "text": Text("Quel transitaire ?", "Which forwarder?")}],
        entities=[
            {
                "entity_kind": "vehicle",
                "label": "« Belle-Anse »",
                "vehicle_category": "boat",
                "vessel_name": "Belle-Anse",
                "call_sign": "XA4471",
                "link": "used_by",
            },
            {
                "entity_kind": "company",
                "label": "Compania Maritima Carvel",
                "registration": "RC 0000-17",
                "country": "XA",
                "link": "mentioned",
            },
            {
                "entity_kind": "goods",
                "label": Text("Palettes de carrelage", "Pallets of tiles"),
                "quantity": 22,
                "unit": "unit",
                "seized_on": Day(-8),
                "link": "seized",
            },
        ],
    ),
    request(
        "rq_arms",
        "arms",
        Text("Douze fusils du terminal roulier : traçage", "Twelve rifles from the ro-ro terminal: tracing"),
        due=At(14, "18:00"),
        state="suspended",
        crime_areas=["arms"],
        weapons=[
            {
                "weapon_type": "rifle",
                "make": "Korvan",
                "calibre": "7,62",
                "serial": "KV-20771",
                "quantity": 12,
            }
        ],
        ammunition=Text("480 cartouches", "480 rounds"),
        trace_request=True,
        trace_ref="TRC-0000-2026",
        entities=[
            {
                "entity_kind": "weapon",
                "label": "KV-20771",
                "weapon_type": "rifle",
                "serial": "KV-20771",
                "link": "seized",
            }
        ],
    ),
    request(
        "rq_cultural",
        "cultural_goods",
        Text(
            "Masque de danse volé à Tessa, vu en vente à Paris",
            "Dance mask stolen in Tessa, on sale in Paris",
        ),
        by="p.terrier",
        due=At(21, "18:00"),
        state="in_progress",
        direction="partner_to_fr",
        crime_areas=["cultural_goods"],
        cultural_objects=[
            {
                "title": Text("Masque de danse à cornes", "Horned dance mask"),
                "object_type": Text("Masque", "Mask"),
                "period": Text("XIXe siècle", "19th century"),
                "materials": Text("Bois, cauris", "Wood, cowries"),
                "measurements": "41 × 18 × 15 cm",
                "features": Text("Corne droite recollée", "Right horn glued"),
            }
        ],
        theft_report="PV 2026/118",
        stolen_from=Text("Musée de Tessa", "Tessa museum"),
    ),
    request(
        "rq_vehicles",
        "vehicles",
        Text("Véhicules volés en transit par Port-Carvel", "Stolen vehicles in transit through Port-Carvel"),
        due=At(1, "15:00"),
        state="draft",
        crime_areas=["vehicle_crime"],
        vehicles=[
            {
                "plate": "KB-4471",
                "plate_country": "XA",
                "vin": "VF1TEST0000012345",
                "category": "van",
                "make": "Renault",
                "model": "Master",
                "stolen_on": Day(-30),
                "database_result": "stolen",
                "location": Text("Terminal roulier", "Ro-ro terminal"),
                "repatriation": "asked",
            },
            {"plate": "AA-000-AA", "plate_country": "FR", "category": "van", "database_result": "stolen"},
        ],
        asks=[{"ask": "vehicle_owner", "text": Text("Qui a présenté les véhicules ?", "Who brought them?")}],
    ),
)
