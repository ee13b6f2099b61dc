"""The story's tasks: due yesterday, due in an hour, done, or waiting for somebody."""

from asi_desktop.cli.demonstration.script import PARIS, At, In, Part, Ref
from asi_desktop.domain.text import Text

_Row = tuple[str, str, At | In, str, Text, str, str]
_HOUR, _DAY = 60, 1440

# assignee, record concerned, due, origin, title, state, priority
_PCV: tuple[_Row, ...] = (
    ("marchand", "explosion", In(95), "tasking",
     Text("Confirmer les victimes et la cause de l’explosion",
          "Confirm casualties and cause of the explosion"),
     "doing", "IMMEDIATE"),
    ("ferrand", "march", In(5 * _HOUR), "own",
     Text("Poster un observateur place de la République", "Post an observer on Place de la République"),
     "", "PRIORITY"),
    ("marchand", "meet_ferek", In(-3 * _HOUR), "commitment",
     Text("Envoyer le programme de formation à la direction criminelle", "Send the training programme"),
     "", "PRIORITY"),
    ("marchand", "visit_site", At(-1, "17:00"), "commitment",
     Text("Rapport de visite de la centrale solaire", "Report on the solar plant visit"), "doing", "ROUTINE"),
    ("ferrand", "firms", At(1, "12:00"), "recommendation",
     Text("Remettre les conseils aux trois autres entreprises",
          "Hand the advice to the three other companies"),
     "", "ROUTINE"),
    ("marchand", "wardens", At(2, "10:00"), "own",
     Text("Faire réparer les deux radios", "Have the two radios mended"), "waiting", "ROUTINE"),
    ("caradec", "coastguard", At(6, "09:00"), "own",
     Text("Former les équipages au sauvetage en eaux vives",
          "Train crews in swift-water rescue"), "", "ROUTINE"),
    ("marchand", "autumn", At(9, "18:00"), "deadline",
     Text("Mettre à jour la fiche pays avant la visite", "Update the country sheet before the visit"),
     "doing", "PRIORITY"),
    ("ferrand", "ring", At(-4, "18:00"), "own",
     Text("Classer les pièces du dépôt", "File the papers on the depot"), "done", "ROUTINE"),
    ("marchand", "ceremony", At(-12, "18:00"), "own",
     Text("Lettre de félicitations à l’académie", "Congratulate the academy"), "done", "ROUTINE"),
    ("marchand", "rumour", At(-2, "18:00"), "deadline",
     Text("Vérifier la fermeture de l’aéroport", "Check the closure of the airport"), "cancelled", "ROUTINE"),
    ("delorme", "post_pcv", At(40, "09:00"), "handover",
     Text("Préparer la passation de fonctions", "Prepare the handover"), "", "ROUTINE"),
    ("marchand", "night", At(20, "08:00"), "own",
     Text("Vérifier les numéros de permanence", "Check the duty numbers"), "", "ROUTINE"),
)  # fmt: skip

_SDR: tuple[_Row, ...] = (
    ("terrier", "flood", In(2 * _HOUR), "tasking",
     Text("Accueillir le détachement à l’aérodrome", "Meet the team at the airfield"), "doing", "IMMEDIATE"),
    ("caradec", "bridge", In(_DAY), "commitment",
     Text("Reconnaissance du pont avec les plongeurs", "Inspect the bridge with the divers"), "", "PRIORITY"),
    ("terrier", "water", In(-_DAY), "own",
     Text("Relancer la DGSCGC sur les unités d’eau", "Chase the water units"), "waiting", "PRIORITY"),
    ("terrier", "sandoval_visit", At(5, "12:00"), "commitment",
     Text("Transmettre les clichés au bureau des fraudes",
          "Send the pictures to the fraud desk"), "", "ROUTINE"),
    ("terrier", "cholera", At(-3, "12:00"), "own",
     Text("Prévenir les chefs d’îlot du camp", "Tell the camp’s wardens"), "done", "ROUTINE"),
)  # fmt: skip

_HQ: tuple[_Row, ...] = (
    ("oudet", "explosion", In(-40, PARIS), "tasking",
     Text("Rendre compte au chef : explosion de Port-Carvel", "Report to the chief: Port-Carvel explosion"),
     "doing", "FLASH"),
    ("vasseur", "flood", At(1, "07:00", PARIS), "handover",
     Text("Reprendre la veille : deux points ouverts",
          "Take over the watch: two open points"), "", "PRIORITY"),
    ("monnet", "rq_central", In(6 * _HOUR, PARIS), "deadline",
     Text("Répondre au poste sur la demande d’interception", "Answer the post on the interception request"),
     "", "PRIORITY"),
    ("kerbrat", "station", At(12, "18:00", PARIS), "recommendation",
     Text("Chiffrer trois motopompes pour Tessa", "Cost three pumps for Tessa"), "waiting", "ROUTINE"),
    ("monnet", "old_brigade", At(-9, "18:00", PARIS), "own",
     Text("Retirer la brigade maritime de l’annuaire", "Take the maritime brigade off the list"),
     "done", "ROUTINE"),
)  # fmt: skip


_PARTNER = Text("Réponse attendue du partenaire", "The partner’s answer")


def _parts(rows: tuple[_Row, ...], *, by: str, prefix: str, country: str) -> tuple[Part, ...]:
    return tuple(
        Part(
            name=f"{prefix}{at}",
            kind="task",
            by=by,
            given={
                "title": title,
                "assignee": Ref(assignee),
                "due_at": due,
                "due_basis": "floating" if at % 5 == 4 else "absolute",
                "reminders": ["hour", "day"],
                "related": Ref(related),
                "origin": origin,
                "recurrence": "monthly" if related == "night" else None,
                "waiting_on": _PARTNER if state == "waiting" else None,
                "outcome": Text("Fait, compte rendu versé.", "Done, report filed.")
                if state == "done"
                else None,
                "priority": priority,
                "country_scope": [country],
            },
            state=state,
        )
        for at, (assignee, related, due, origin, title, state, priority) in enumerate(rows)
    )


PARTS = (
    *_parts(_PCV, by="h.marchand", prefix="tk_pcv_", country="XA"),
    *_parts(_SDR, by="p.terrier", prefix="tk_sdr_", country="XB"),
    *_parts(_HQ, by="j.monnet", prefix="tk_hq_", country="FR"),
)
