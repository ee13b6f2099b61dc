"""A profile is one process's at a time, and never on a network drive."""

import subprocess
import sys
from pathlib import Path

import pytest

from asi_desktop.storage.profile import NetworkFolder, Profile, ProfileInUse, refuse_network

HOLDER = """
import sys
from pathlib import Path
from asi_desktop.storage.profile import Profile
with Profile(Path(sys.argv[1])).hold():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_another_process_holds_it(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    command = [sys.executable, "-c", HOLDER, str(profile.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(ProfileInUse):
            profile.hold()
        holder.kill()
    profile.hold().release()


def test_a_lock_is_let_go_once(tmp_path: Path) -> None:
    hold = Profile(tmp_path).hold()
    hold.release()
    hold.release()
    with Profile(tmp_path).hold():
        pass


@pytest.mark.parametrize(
    ("kind", "refused"),
    [("nfs4", True), ("cifs", True), ("fuse.sshfs", True), ("ext4", False), ("tmpfs", False)],
)
def test_network_drives_are_refused_when_it_can_be_told(tmp_path: Path, kind: str, *, refused: bool) -> None:
    mounts = tmp_path / "mountinfo"
    folder = tmp_path / "my files" / "profile"
    point = str(folder.parent).replace(" ", "\\040")
    mounts.write_text(
        f"1 0 8:1 / / rw - ext4 /dev/sda rw\n2 1 0:9 / {point} rw,x shared:1 - {kind} server:/x rw\n", "utf-8"
    )
    if refused:
        with pytest.raises(NetworkFolder):
            refuse_network(folder, mounts)
    else:
        refuse_network(folder, mounts)
    refuse_network(tmp_path, mounts)


def test_without_a_table_of_mounts_nothing_is_refused(tmp_path: Path) -> None:
    refuse_network(tmp_path, tmp_path / "none")
