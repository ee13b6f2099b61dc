"""Enrolment: the laptop joins head office with a single-use invitation."""

import contextlib

from asi_desktop.domain.clock import Clock
from asi_desktop.domain.errors import Refused, Unreachable
from asi_desktop.domain.ids import shown
from asi_desktop.domain.text import Text
from asi_desktop.services.changes import Changes
from asi_desktop.services.results import Enrolled
from asi_desktop.services.rights import LOCAL_SPACE
from asi_desktop.services.synchronising import Sync
from asi_desktop.storage.open_vault import Vault
from asi_desktop.storage.results import Identity
from asi_desktop.sync.enrolment import Joined, enrol
from asi_desktop.tasks import Context


class AlreadyEnrolled(Refused):
    """The profile belongs to a head office already."""

    code = "already_enrolled"
    what = Text(fr="Ce profil a déjà rejoint « {office} ».", en="This profile has already joined “{office}”.")
    next_step = Text(
        fr="Pour une autre centrale, créez un autre profil.",
        en="For another head office, make another profile.",
    )


class Enrolment:
    """Joins head office; what was written before moves into the person's own space."""

    def __init__(self, vault: Vault, clock: Clock, sync: Sync) -> None:
        self._vault = vault
        self._clock = clock
        self._sync = sync

    def enrol(self, invitation: bytes, code: str, context: Context) -> Enrolled:
        """Join with the invitation file's bytes and its six-word ``code``, then fetch the directory.

        Raises AlreadyEnrolled, NotAnInvitation, WrongCode, InvitationUsed, InvitationExpired, NoConnection,
        NotHeadOffice; nothing is kept then and it may be tried again. Once joined it stays so: when the line
        breaks before the directory has come, the next sync brings it, with the names that are empty now.
        """
        with self._vault.reading() as reader:
            before = reader.identity()
            keys = reader.device_keys()
        if before is not None:
            raise AlreadyEnrolled(office=before.office_name)
        joined = enrol(invitation, code, keys=keys, clock=self._clock, context=context)
        self._keep(joined)
        changes = Changes(status=True)
        with contextlib.suppress(Unreachable):  # the status line says so; the laptop is enrolled all the same
            changes |= self._sync.run(context).changes
        return self._enrolled(joined.keys.device, changes)

    def _keep(self, joined: Joined) -> None:
        identity = Identity(
            keys=joined.keys,
            office=joined.office,
            office_name=joined.office_name,
            url=joined.url,
            root=joined.root,
            relay=joined.relay,
            authority=joined.authority,
            person=joined.person,
            login="",
            name="",
            role="",
            post="",
            letter=joined.letter,
        )
        with self._vault.writing() as writer:
            writer.put_setting(LOCAL_SPACE, shown(writer.spaces()[0].space))
            writer.enrol(
                identity,
                spaces=joined.spaces,
                keys=joined.epoch_keys,
                token=joined.token,
                server_ms=joined.server_ms,
            )
            writer.journal("enrolled", record=None, detail=shown(joined.office))

    def _enrolled(self, device: bytes, changes: Changes) -> Enrolled:
        with self._vault.reading() as reader:
            identity = reader.identity()
            names = tuple(space.name for space in reader.spaces())
        login, post = (identity.login, identity.post) if identity else ("", "")
        return Enrolled(device, login, post, names, changes)
