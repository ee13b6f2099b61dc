"""Why a sync did not reach its end, and the state of the session that each failure leaves."""

from asi_desktop.domain.errors import AppError, Damaged, Refused, Unreachable
from asi_desktop.domain.text import Text

_NOTHING_LOST = Text(
    fr="Rien n’est perdu : vos changements partiront à la prochaine connexion.",
    en="Nothing is lost: your changes will leave at the next connection.",
)


class NotEnrolled(Refused):
    """The profile has not joined a head office."""

    code = "not_enrolled"
    what = Text(
        fr="Ce profil n’a pas encore rejoint de centrale.",
        en="This profile has not joined a head office yet.",
    )
    next_step = Text(
        fr="Demandez une invitation à la centrale, puis enrôlez ce poste.",
        en="Ask head office for an invitation, then enrol this laptop.",
    )


class NoConnection(Unreachable):
    """Nobody answers, or the answer broke off; ``reason`` is a short technical cause."""

    code = "no_connection"
    what = Text(
        fr="Pas de connexion avec la centrale ({reason}).", en="No connection with head office ({reason})."
    )
    next_step = _NOTHING_LOST


class ProxyRefuses(Unreachable):
    """The proxy wants a name and a password (407)."""

    code = "proxy_authentication"
    what = Text(
        fr="Le serveur mandataire du réseau exige un nom et un mot de passe (407).",
        en="The network’s proxy asks for a name and a password (407).",
    )
    next_step = Text(
        fr="Demandez-les à votre informaticien et placez-les dans HTTPS_PROXY ; rien n’est perdu.",
        en="Ask your technician for them and put them into HTTPS_PROXY; nothing is lost.",
    )


class NotHeadOffice(Unreachable):
    """Something answers, and it is not head office; ``reason`` is a short technical cause."""

    code = "intercepted"
    what = Text(
        fr="Ce qui répond n’est pas la centrale ({reason}) : portail d’hôtel ou connexion interceptée.",
        en="What answers is not head office ({reason}): a hotel’s portal, or an intercepted connection.",
    )
    next_step = Text(
        fr="Rien n’a été envoyé ni perdu. Ouvrez une session sur le réseau, ou changez-en.",
        en="Nothing was sent or lost. Sign in to the network, or change to another.",
    )


class Busy(Unreachable):
    """Head office asks to come back later; ``after_s`` says in how many seconds."""

    code = "later"
    what = Text(
        fr="La centrale demande de revenir dans {after_s} s.",
        en="Head office asks to come back in {after_s} s.",
    )
    next_step = _NOTHING_LOST

    def __init__(self, after_s: int) -> None:
        super().__init__(after_s=after_s)
        self.after_s = after_s


class Removed(Refused):
    """Head office removed this laptop."""

    code = "removed"
    what = Text(
        fr="La centrale a retiré cet ordinateur : il ne peut plus échanger avec elle.",
        en="Head office removed this laptop: it can exchange with it no more.",
    )
    next_step = Text(
        fr="Vos écrits restent ici, lisibles et exportables. Prenez contact avec la centrale.",
        en="Your work stays here, readable and exportable. Contact head office.",
    )


class UnknownDevice(Refused):
    """Head office does not know this laptop."""

    code = "unknown_device"
    what = Text(fr="La centrale ne connaît pas cet ordinateur.", en="Head office does not know this laptop.")
    next_step = Text(
        fr="Vos écrits restent ici. Prenez contact avec la centrale.",
        en="Your work stays here. Contact head office.",
    )


class UpdateRequired(Refused):
    """Head office no longer speaks with this version."""

    code = "update_required"
    what = Text(
        fr="Cette version est trop ancienne pour la centrale.",
        en="This version is too old for head office.",
    )
    next_step = Text(
        fr="Installez la mise à jour ; d’ici là, lecture, écriture et export fonctionnent.",
        en="Install the update; until then reading, writing and export keep working.",
    )


class RequestRefused(Refused):
    """Head office refuses the request as a whole; ``reason`` is its stable code."""

    code = "request_refused"
    what = Text(
        fr="La centrale refuse la demande ({reason}).", en="Head office refuses the request ({reason})."
    )
    next_step = Text(
        fr="Rien n’est perdu ; réessayez, et prévenez la centrale si cela se répète.",
        en="Nothing is lost; try again, and tell head office if it happens repeatedly.",
    )


class BadFrame(Damaged):
    """Head office signed something that cannot be: it is not applied."""

    code = "bad_frame"
    what = Text(
        fr="La centrale a envoyé un journal incohérent ({reason}).",
        en="Head office sent a log that does not hold together ({reason}).",
    )
    next_step = Text(
        fr="Rien n’a été appliqué ni perdu ; prévenez la centrale, par un autre moyen.",
        en="Nothing was applied or lost; tell head office, by another way.",
    )


class ServerBack(Damaged):
    """Head office shows a shorter history than it confirmed before, and no certificate of a restore."""

    code = "server_back"
    what = Text(
        fr="La centrale montre un journal plus court que celui qu’elle avait confirmé.",
        en="Head office shows a shorter log than the one it had confirmed.",
    )
    next_step = Text(
        fr="L’échange est arrêté, la preuve conservée, votre travail continue. Prévenez la centrale.",
        en="The exchange has stopped, the evidence is kept, your work goes on. Tell head office.",
    )


class Forked(Damaged):
    """Head office shows another history than it confirmed before."""

    code = "forked"
    what = Text(
        fr="La centrale montre un journal différent de celui qu’elle avait confirmé.",
        en="Head office shows another log than the one it had confirmed.",
    )
    next_step = ServerBack.next_step


_SESSIONS: dict[type[AppError], str] = {
    NotEnrolled: "local",
    NotHeadOffice: "intercepted",
    Removed: "removed",
    UpdateRequired: "update_required",
    ServerBack: "server_back",
    Forked: "forked",
}

HALTED = frozenset({"server_back", "forked"})
"""Sessions after which nothing is sent until head office has shown its log again."""


def session_after(error: AppError) -> str:
    """Return the state of the session that ``error`` leaves behind."""
    return _SESSIONS.get(type(error), "offline")
