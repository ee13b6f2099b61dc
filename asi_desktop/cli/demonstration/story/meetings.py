"""The story's interactions: who was met, what was said, and what each side has promised."""

from asi_desktop.cli.demonstration.script import ABIDJAN, NAIROBI, At, Day, Part, Ref, Told
from asi_desktop.domain.text import Text

_Row = tuple[str, str, int, str, tuple[str, ...], Text, Text, str]

# name, form, days ago, time, participants, subject, what was said, state
_PCV: tuple[_Row, ...] = (
    ("meet_ferek", "meeting", -7, "09:20", ("ferek", "marchand"),
     Text("Véhicules volés : point avec la direction criminelle",
          "Stolen vehicles: with the Criminal Directorate"),
     Text("Deux véhicules de la liste sont au port ; un troisième repéré à Dargo.",
          "Two vehicles on the list are at the port; a third was seen in Dargo."), "recorded"),
    ("call_olen", "call", -1, "01:20", ("olen", "marchand"),
     Text("Explosion : premier appel du commissariat", "Explosion: first call from the station"),
     Text("Périmètre tenu, aucun blessé grave.", "Cordon in place, nobody badly hurt."), "followed_up"),
    ("secure_belin", "secure_call", -1, "03:10", ("belin", "marchand"),
     Text("Le ministre confirme la protection du lycée", "The minister confirms protection of the school"),
     Text("Deux équipes fixes jusqu’à nouvel ordre.", "Two fixed teams until further notice."), "recorded"),
    ("video_hq", "video", -3, "10:00", ("monnet", "marchand", "ferrand"),
     Text("Réunion hebdomadaire avec le bureau", "Weekly meeting with the desk"),
     Text("Tour des demandes en retard ; visite de décembre.",
          "Late requests; the December visit."), "followed_up"),
    ("message_papalexis", "message", -2, "16:40", ("papalexis",),
     Text("L’officier valdorien propose un échange de listes", "The Valdorian officer offers to swap lists"),
     Text("Il enverra la sienne lundi.", "He will send his on Monday."), ""),
    ("mail_ilves", "mail", -11, "11:00", ("ilves",),
     Text("Ciblage des conteneurs : données attendues", "Container targeting: data awaited"),
     Text("L’ONUDC partage ses critères.", "UNODC shares its criteria."), "recorded"),
    ("visit_site", "visit", -5, "09:00", ("rochefontaine", "ferrand"),
     Text("Visite de sûreté de la centrale solaire de Dargo", "Security visit to the Dargo solar plant"),
     Text("Quinze constats ; barrière et pièce sûre d’abord.",
          "Fifteen findings; barrier and safe room first."),
     "recorded"),
    ("reception", "reception", -8, "19:30", ("benhamou", "belin", "castex"),
     Text("Réception à la résidence", "Reception at the residence"),
     Text("Le ministre annonce la réforme de la police des frontières.",
          "The minister announces the border police reform."), ""),
    ("ceremony", "ceremony", -20, "08:30", ("wieczor", "okombe"),
     Text("Remise des diplômes à l’académie de police", "Graduation at the police academy"),
     Text("Trente-deux diplômés, onze femmes.", "Thirty-two graduates, eleven women."), "followed_up"),
    ("wardens", "meeting", -4, "17:00", ("garnier", "petit", "castex"),
     Text("Réunion des chefs d’îlot", "Wardens’ meeting"),
     Text("Listes à jour, deux radios en panne.", "Lists up to date, two radios broken."), "recorded"),
)  # fmt: skip

_SDR: tuple[_Row, ...] = (
    ("meet_haddad", "meeting", -3, "12:00", ("haddad", "terrier"),
     Text("Le préfet de Tessa demande des plongeurs", "The prefect of Tessa asks for divers"),
     Text("Reconnaissance du pont avant toute réouverture.", "The bridge to be inspected before it opens."),
     "recorded"),
    ("call_youssef", "call", -5, "06:00", ("youssef",),
     Text("Alerte de la protection civile", "Alert from civil protection"),
     Text("Digue rompue vers cinq heures.", "Dyke broken around five."), "followed_up"),
    ("sandoval_visit", "visit", -16, "14:30", ("sandoval", "terrier"),
     Text("Laboratoire des documents : nouvelle série", "Documents laboratory: a new series"),
     Text("Trois passeports, même défaut de fond.",
          "Three passports, the same background flaw."), "recorded"),
    ("ocha_mail", "mail", -2, "08:15", ("ocha_xb", "virtanen"),
     Text("Coordination des équipes internationales", "Coordination of international teams"),
     Text("Réunion chaque soir à 19 h.", "A meeting every evening at 19:00."), ""),
)  # fmt: skip


def _part(row: _Row, *, by: str, country: str, zone: str) -> Part:
    name, mode, days, clock, participants, subject, said, state = row
    closed = state == "followed_up"
    return Part(
        name=name,
        kind="interaction",
        by=by,
        given={
            "subject": subject,
            "at": At(days, clock, zone),
            "mode": mode,
            "participants": [Ref(one) for one in participants],
            "facts": said,
            "country": country,
            "duration_minutes": 45,
            "commitments": [
                {
                    "what": Text("Envoyer la suite par écrit", "Send the follow-up in writing"),
                    "side": "theirs" if days % 2 else "ours",
                    "due": Day(days + 10),
                    "status": "done" if closed else "open",
                }
            ],
            "follow_up_at": None if closed else Day(days + 12),
            "source_grade": "B2",
            "country_scope": [country],
            **_MORE.get(name, {}),
        },
        state=state,
        files=("note",) if name == "meet_ferek" else (),
    )


_MORE: dict[str, dict[str, Told]] = {
    "meet_ferek": {
        "assessment": Text(
            "Volonté nette d’avancer avant la visite.", "Clear will to move before the visit."
        ),
        "their_requests": Text(
            "Une formation à l’examen des documents.", "Training in document examination."
        ),
        "our_requests": Text("Les photographies des numéros de série.", "Photographs of the serial numbers."),
        "documents_handed": [
            {
                "direction": "given",
                "title": Text("Liste de douze véhicules", "List of twelve vehicles"),
                "marking": "non_protege",
                "release_checked": True,
            }
        ],
        "gifts": [
            {
                "what": Text("Ouvrage sur le port", "Book on the port"),
                "value": {"amount": "25.00", "currency": "EUR"},
                "declared": True,
            }
        ],
        "expense": {"amount": "18.40", "currency": "EUR"},
    },
    "secure_belin": {"privileged_only": True, "handling": ["H1"]},
}

PARTS = (
    *(_part(row, by="h.marchand", country="XA", zone=NAIROBI) for row in _PCV),
    *(_part(row, by="p.terrier", country="XB", zone=ABIDJAN) for row in _SDR),
)
