"""The desk: an unlocked profile and everything that can be done with it."""

from asi_desktop.domain.clock import Clock
from asi_desktop.services.about import About
from asi_desktop.services.attachments import Attachments
from asi_desktop.services.bulk import Bulk
from asi_desktop.services.conflicts import Conflicts
from asi_desktop.services.documents import Documents
from asi_desktop.services.drafts import Drafts
from asi_desktop.services.enrolment import Enrolment
from asi_desktop.services.journal import Journal
from asi_desktop.services.lists import Lists
from asi_desktop.services.maintenance import Maintenance
from asi_desktop.services.paper import Paper
from asi_desktop.services.records import Records
from asi_desktop.services.saving import Saving
from asi_desktop.services.searching import Search
from asi_desktop.services.settings import Settings
from asi_desktop.services.status import Status
from asi_desktop.services.synchronising import Sync
from asi_desktop.storage.open_vault import Vault
from asi_desktop.sync.engine import Engine
from asi_desktop.sync.schedule import Bell


class Desk:
    """An open vault's use cases, grouped. Every method may be called from any thread; ``close`` ends it."""

    def __init__(self, vault: Vault, clock: Clock, engine: Engine) -> None:
        self._vault = vault
        bell = Bell()
        saving = Saving(vault, clock, bell)
        self.records = Records(saving)
        self.lists = Lists(vault, clock)
        self.bulk = Bulk(saving)
        self.search = Search(vault)
        self.conflicts = Conflicts(saving)
        self.drafts = Drafts(vault)
        self.sync = Sync(vault, clock, engine=engine, bell=bell)
        self.status = Status(vault, clock, self.sync.line)
        self.enrolment = Enrolment(vault, clock, self.sync)
        self.journal = Journal(vault)
        self.attachments = Attachments(vault, saving)
        self.documents = Documents(saving, self.attachments)
        self.paper = Paper(saving)
        self.maintenance = Maintenance(vault)
        self.settings = Settings(vault)
        self.about = About(vault)

    def close(self) -> None:
        """Hang up and close the vault; nothing of the desk works afterwards."""
        self.sync.close()
        self._vault.close()
