"""The list of all commands: where each lives and what it does, so that help imports none of them."""

from asi_desktop.domain.text import Text

_COMMANDS = "asi_desktop.cli.commands."

MODULES: dict[str, tuple[str, Text]] = {
    "vault": (
        _COMMANDS + "vault",
        Text(
            "Le coffre chiffré : créer, vérifier, sauvegarder…",
            "The encrypted vault: create, verify, back up…",
        ),
    ),
    "enrol": (
        _COMMANDS + "sync",
        Text("Rejoint la centrale avec une invitation.", "Joins head office with an invitation."),
    ),
    "status": (
        _COMMANDS + "desk",
        Text("Session, attente, conflits, alarmes, espaces.", "Session, queue, conflicts, alarms, spaces."),
    ),
    "record": (
        _COMMANDS + "record",
        Text("Les fiches : ajouter, lire, lister, modifier…", "Records: add, get, list, set…"),
    ),
    "note": (_COMMANDS + "desk", Text("Une note de terrain, tout de suite.", "A field note, right now.")),
    "search": (_COMMANDS + "desk", Text("Recherche en texte intégral.", "Full-text search.")),
    "attach": (
        _COMMANDS + "attach",
        Text("Pièces jointes : ajouter, lister, copier…", "Attachments: add, list, copy…"),
    ),
    "conflict": (
        _COMMANDS + "conflict",
        Text("Deux versions d’un champ : voir et choisir.", "Two versions of a field: see and choose."),
    ),
    "sync": (_COMMANDS + "sync", Text("Échange avec la centrale.", "Exchanges with head office.")),
    "outbox": (_COMMANDS + "desk", Text("Ce qui attend d’être envoyé.", "What waits to be sent.")),
    "quarantine": (_COMMANDS + "desk", Text("Ce que la centrale a refusé.", "What head office refused.")),
    "alarm": (_COMMANDS + "desk", Text("Les alarmes.", "Alarms.")),
    "valise": (
        _COMMANDS + "later",
        Text(
            "Échange par fichier scellé (version à venir).", "Exchange by sealed file (in a later version)."
        ),
    ),
    "pair": (
        _COMMANDS + "later",
        Text("Échange à une même table (version à venir).", "Exchange at one table (in a later version)."),
    ),
    "import": (_COMMANDS + "documents", Text("Fait entrer des fiches.", "Brings records in.")),
    "export": (_COMMANDS + "documents", Text("Fait sortir des fiches.", "Takes records out.")),
    "journal": (
        _COMMANDS + "desk",
        Text("Le journal inviolable de qui a fait quoi.", "The tamper-evident log of who did what."),
    ),
    "batch": (
        _COMMANDS + "batch",
        Text("Beaucoup de commandes, un seul déverrouillage.", "Many commands, one unlock."),
    ),
    "demo": (
        _COMMANDS + "demo",
        Text(
            "Des profils d’essai et leur propre centrale.", "Trial profiles and a head office of their own."
        ),
    ),
}
