"""The walls of the closed room: what the process that opens a document can no longer do.

| wall | what it holds back | where |
|---|---|---|
| limits | memory, seconds of work, any byte written to a file, core dumps | all but Windows |
| prctl | a debugger, a life after the program that started it, new rights | Linux |
| Landlock | reading files, but for Python's and the program's own and the system's libraries | Linux ≥ 5.13 |
| seccomp | calls no parser needs: network, processes, signals, files to write | Linux on x86-64 and ARM 64 |
| audit hook | the same attempts when they come from Python; it remembers them | everywhere |

The walls of Linux hold against a parser that has been taken over; the hook holds against one that merely
misbehaves, and is all there is on Windows. A wall that the system knows but does not raise stops the opening.
No user or network namespace is used: seccomp holds the network back without rights of any kind, where many
systems refuse namespaces to plain users.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import asi_desktop
from asi_desktop.exchange.closed_room.errors import DocumentDangerous
from asi_desktop.exchange.closed_room.system_calls import calls_filtered

if sys.platform != "win32":
    import resource

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 1, 4, 38
_SIGKILL = 9

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_EVERY_FILE_RIGHT = (1 << 13) - 1
_READING = 1 << 2 | 1 << 3
_BELOW_A_FOLDER = 1

# Events of Python's audit hooks that a parser has no reason to cause.
_OUTWARD = ("socket.", "subprocess.", "ctypes.dlopen", "shutil.", "tempfile.", "winreg.", "mmap.")
_OUTWARD_OS = frozenset(
    f"os.{name}"
    for name in (
        *("exec", "fork", "forkpty", "posix_spawn", "spawn", "system", "startfile", "kill", "killpg"),
        *("remove", "rename", "mkdir", "rmdir", "symlink", "link", "chmod", "chown", "truncate", "putenv"),
    )
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def tied(parent: int) -> None:
    """Let this process die with ``parent``, the program that started it, where the system can see to it."""
    if sys.platform == "linux":
        _asked(ctypes.CDLL(None, use_errno=True), _PR_SET_PDEATHSIG, _SIGKILL)
        if os.getppid() != parent:  # it was gone before
            sys.exit(1)


def bounded(*, memory: int, cpu_s: int) -> None:
    """Bound this process for good: ``memory`` bytes of address space, ``cpu_s`` seconds of work, no file."""
    if sys.platform == "win32":
        return
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_s, cpu_s + 1))  # the first ends it with a signal of its own
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS does not know this one
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def enclosed() -> list[str]:
    """Raise the other walls for good; return the list in which attempts to pass them will be noted.

    What is needed from disk has been imported by then, or lies in the folders of ``_readable``.
    """
    places = _readable()
    if sys.platform == "linux":
        system = ctypes.CDLL(None, use_errno=True)
        _asked(system, _PR_SET_DUMPABLE, 0)
        _asked(system, _PR_SET_NO_NEW_PRIVS, 1)
        _landlocked(system, places)
        calls_filtered(system)
    attempts: list[str] = []
    sys.addaudithook(_watching(attempts, tuple(f"{place}{os.sep}" for place in places)))
    return attempts


def _readable() -> list[str]:
    """Return the folders of Python, of the program and of the system's libraries and fonts."""
    own = (sys.prefix, sys.base_prefix, Path(asi_desktop.__file__).parent, *sys.path)
    shared = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share", "/usr/local/lib", "/usr/local/share")
    folders = {os.path.realpath(str(place)) for place in (*own, *shared)}
    return sorted(folder for folder in folders if Path(folder).is_dir())


def _asked(system: ctypes.CDLL, option: int, value: int) -> None:
    if system.prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def _landlocked(system: ctypes.CDLL, places: Iterable[str]) -> None:
    """Leave nothing of the file system but reading in ``places``, where the system knows Landlock."""
    ruled = ctypes.c_uint64(_EVERY_FILE_RIGHT)
    rules = system.syscall(_LANDLOCK_CREATE, ctypes.byref(ruled), ctypes.c_size_t(8), 0)
    if rules < 0:
        return
    for place in places:
        _readable_again(system, rules, place)
    if system.syscall(_LANDLOCK_RESTRICT, rules, 0) != 0:
        raise OSError(ctypes.get_errno(), "landlock")
    os.close(rules)


def _readable_again(system: ctypes.CDLL, rules: int, place: str) -> None:
    folder = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
    try:
        # struct landlock_path_beneath_attr is packed: eight bytes of rights, four of the folder's number.
        rule = ctypes.create_string_buffer(
            _READING.to_bytes(8, sys.byteorder) + folder.to_bytes(4, sys.byteorder), 12
        )
        if system.syscall(_LANDLOCK_ADD, rules, _BELOW_A_FOLDER, rule, 0) != 0:
            raise OSError(ctypes.get_errno(), "landlock")
    finally:
        os.close(folder)


def _watching(attempts: list[str], places: tuple[str, ...]) -> Callable[[str, tuple[object, ...]], None]:
    def watch(event: str, values: tuple[object, ...]) -> None:
        if _outward(event, values, places):
            attempts.append(event)
            raise DocumentDangerous

    return watch


def _outward(event: str, values: tuple[object, ...], places: tuple[str, ...]) -> bool:
    if event != "open":
        return event in _OUTWARD_OS or event.startswith(_OUTWARD)
    path, mode, flags = values
    if not isinstance(path, str | bytes | os.PathLike):
        return False  # the number of a file that is open already
    written = (isinstance(flags, int) and flags & _WRITING) or set(str(mode)) & set("wax+")
    return bool(written) or not os.path.realpath(os.fsdecode(path)).startswith(places)
