"""A profile: one folder with a vault and all that belongs to it, used by one process at a time."""

import os
import sys
from pathlib import Path
from types import TracebackType

from asi_desktop.domain.errors import Refused
from asi_desktop.domain.text import Text
from asi_desktop.storage.durable import FILE_MODE, private_folder

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "coda", "ceph", "glusterfs", "lustre", "davfs"}
    | {"fuse.sshfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs"}
)
MOUNTS = Path("/proc/self/mountinfo")


class ProfileInUse(Refused):
    """Another process, or this one, has the profile open."""

    code = "profile_in_use"
    what = Text(
        fr="Ce profil est déjà ouvert par un autre programme.",
        en="This profile is already open in another program.",
    )
    next_step = Text(
        fr="Fermez l’autre fenêtre ou attendez la fin de l’autre commande, puis réessayez.",
        en="Close the other window or wait for the other command to end, then try again.",
    )


class NetworkFolder(Refused):
    """The profile lies on a network drive, whose locks cannot be trusted."""

    code = "network_folder"
    what = Text(
        fr="Ce dossier est sur un lecteur réseau ({kind}), où un coffre peut être abîmé.",
        en="This folder is on a network drive ({kind}), where a vault can be damaged.",
    )
    next_step = Text(
        fr="Placez le profil sur le disque de cet ordinateur.",
        en="Put the profile on this computer’s own disk.",
    )


class Profile:
    """The folder of one vault; see the properties for what lies in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def database(self) -> Path:
        """The encrypted database; it stands for the whole profile: written last, destroyed last."""
        return self.folder / "vault.db"

    @property
    def previous(self) -> Path:
        """The database as it was before the last migration, until the next successful unlock."""
        return self.folder / "vault.previous.db"

    @property
    def next(self) -> Path:
        """A database that is being made, and not yet in use."""
        return self.folder / "vault.next.db"

    @property
    def key_files(self) -> tuple[Path, Path]:
        """The two copies of the key slots."""
        return self.folder / "keys.1", self.folder / "keys.2"

    @property
    def notes(self) -> Path:
        """The few facts that are told while the vault is locked; nothing secret."""
        return self.folder / "notes.json"

    @property
    def chunks(self) -> Path:
        """Sealed chunks of attachments, each under its address."""
        return self.folder / "chunks"

    def exists(self) -> bool:
        """Whether the folder holds a vault."""
        return self.database.is_file()

    def hold(self) -> "Hold":
        """Take the profile for this process until ``Hold.release``; raises ProfileInUse, NetworkFolder."""
        refuse_network(self.folder)
        private_folder(self.folder)
        return Hold(self.folder / "lock")


class Hold:
    """The lock on a profile, which the system lifts when the process dies."""

    def __init__(self, path: Path) -> None:
        self._descriptor: int | None = os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise ProfileInUse from error

    def release(self) -> None:
        """Let others in; harmless when done twice."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> "Hold":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def refuse_network(folder: Path, mounts: Path = MOUNTS) -> None:
    """Raise NetworkFolder when ``folder`` is known to lie on a network file system.

    ``mounts`` is Linux's table of mounts; without one nothing can be told, and nothing is refused.
    """
    kind = _file_system(folder.absolute().resolve(), mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise NetworkFolder(kind=kind)


def _file_system(folder: Path, mounts: Path) -> str:
    """Return the type of the file system that is mounted nearest above ``folder``, empty if unknown."""
    if not mounts.is_file():
        return ""
    best, kind = -1, ""
    for line in mounts.read_text("utf-8", "surrogateescape").splitlines():
        left, _, right = line.partition(" - ")
        point = left.split(" ")[4].replace("\\040", " ")
        if len(point) >= best and folder.is_relative_to(point):
            best, kind = len(point), right.partition(" ")[0]
    return kind


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
