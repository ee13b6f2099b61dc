"""The status line and the pages behind it: what is connected, what waits, what needs a person."""

from asi_desktop.domain.clock import Clock
from asi_desktop.domain.text import Text
from asi_desktop.services.line_budget import LineBudget
from asi_desktop.services.results import AlarmView, DeskStatus, Me, Quarantined, Waiting
from asi_desktop.services.rights import officer
from asi_desktop.services.synchronising import CONTACT_MS
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.reader import Reader

CONNECTED = frozenset({"online", "clock_suspect"})

ALARMS: dict[str, Text] = {
    "server_back": Text(
        "la centrale a perdu une partie de son journal", "head office lost a part of its log"
    ),
    "forked": Text("la centrale montre un autre journal", "head office shows another log"),
    "heads_differ": Text(
        "les fiches diffèrent de celles de la centrale", "records differ from head office’s"
    ),
    "device_forked": Text("ce poste existe en double", "this laptop exists twice"),
    "actor_forked": Text(
        "quelqu’un d’autre a écrit au nom de ce poste", "somebody else wrote in this laptop’s name"
    ),
    "too_large": Text(
        "une fiche est devenue trop volumineuse pour être envoyée ; raccourcissez-la",
        "a record has become too large to be sent; shorten it",
    ),
    "bad_control": Text(
        "une écriture de la centrale est fausse", "an entry of head office’s directory is false"
    ),
    "bad_key": Text("une clé reçue est fausse", "a key that came in is false"),
    "unopenable": Text("une fiche reçue ne s’ouvre pas", "a record that came in cannot be opened"),
    "bad_signature": Text("une signature ne tient pas", "a signature does not hold"),
    "unknown_device": Text("une fiche d’un poste inconnu", "a record of an unknown laptop"),
    "not_a_writer": Text("une fiche de qui n’a pas le droit d’écrire", "a record by one who may not write"),
}
"""What each alarm says, in words."""


FRESH_MS = 120_000
"""How long head office's last word still means a connection: a little over two of its longest silences."""


class Status:
    """What the desk says of itself; it never rounds the truth."""

    def __init__(self, vault: Vault, clock: Clock, line: LineBudget) -> None:
        self._vault = vault
        self._clock = clock
        self._line = line

    def now(self) -> DeskStatus:
        """Return what the status line shows."""
        with self._vault.reading() as reader:
            counts, spaces = reader.counts(), reader.spaces()
            session, since_ms = self._session(reader)
            words = [space.as_of_ms for space in spaces if space.purpose != "me"]
        known = [word for word in words if word is not None]
        return DeskStatus(
            session=session,
            since_ms=since_ms,
            pending=int(counts.pending),
            urgent_pending=int(counts.urgent_pending),
            conflicts=counts.conflicts,
            quarantined=counts.quarantined,
            alarms=counts.alarms,
            spaces=spaces,
            as_of_ms=min(known) if known else None,
            line_used_up="" if session == "local" else self._line.used_up(),
        )

    def _session(self, reader: Reader) -> tuple[str, int | None]:
        """Return the session and since when; a connection that nobody used lately is none."""
        if reader.identity() is None:
            return "local", None
        session, since_ms = reader.session()
        contact_ms = reader.setting(CONTACT_MS)
        heard_ms = contact_ms if isinstance(contact_ms, int) else None
        if session not in CONNECTED:
            return (session if session != "local" else "offline"), since_ms
        if heard_ms is not None and 0 <= self._clock.now_ms() - heard_ms <= FRESH_MS:
            return session, since_ms
        return "offline", heard_ms

    def me(self) -> Me:
        """Return who works on this laptop."""
        with self._vault.reading() as reader:
            return _me(reader)

    def waiting(self) -> tuple[Waiting, ...]:
        """Return the changes that head office does not have yet."""
        with self._vault.reading() as reader:
            return reader.outbox()

    def quarantine(self) -> tuple[Quarantined, ...]:
        """Return the changes that head office refused for good."""
        with self._vault.reading() as reader:
            return reader.quarantine()

    def alarms(self) -> tuple[AlarmView, ...]:
        """Return what must be told to the system officer."""
        with self._vault.reading() as reader:
            return tuple(
                AlarmView(one.code, one.at_ms, ALARMS.get(one.code, Text(one.code, one.code)))
                for one in reader.alarms()
            )


def _me(reader: Reader) -> Me:
    alone, identity = officer(reader), reader.identity()
    return Me(
        enrolled=identity is not None,
        device=reader.device_keys().device,
        login=identity.login if identity else "",
        name=identity.name if identity else "",
        role=alone.role,
        post=identity.post if identity else "",
        letter=alone.letter,
        office=identity.office_name if identity else "",
    )
