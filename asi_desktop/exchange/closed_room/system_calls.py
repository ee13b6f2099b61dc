"""The system calls that a parser needs, and the seccomp filter that refuses every other one.

The numbers are those of Linux: ``asm/unistd_64.h`` for x86-64, ``asm-generic/unistd.h`` for ARM 64. A refused
call fails with EPERM, so that a library that merely tries something falls back; so does opening to write.
"""

import ctypes
import os
import platform
import struct
from dataclasses import dataclass

_PR_SET_SECCOMP = 22
_FILTER = 2

_LOAD, _EQUAL, _SET, _RETURN = (
    0x20,
    0x15,
    0x45,
    0x06,
)  # BPF: load a word, jump if equal, jump if bits set, end
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NUMBER, _MACHINE = 0, 4  # offsets in struct seccomp_data; the arguments follow from 16 on, eight bytes each
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor: its audit number, the calls allowed, and which argument of an opening has its flags."""

    audit: int
    allowed: tuple[int, ...]
    opening: dict[int, int]


# fmt: off
MACHINES: dict[str, Machine] = {
    "x86_64": Machine(
        0xC000003E,
        (
            0, 1, 3, 5, 8, 17, 19, 20,         # read write close fstat lseek pread64 readv writev
            4, 6, 262, 332, 21, 269, 439,      # stat lstat newfstatat statx access faccessat faccessat2
            79, 89, 267, 78, 217,              # getcwd readlink readlinkat getdents getdents64
            9, 10, 11, 12, 25, 28,             # mmap mprotect munmap brk mremap madvise
            13, 14, 15, 131,                   # rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack
            202, 24, 35, 230, 228, 229, 96,    # futex sched_yield nanosleep clock_… gettimeofday
            39, 186, 102, 104, 107, 108, 204,  # getpid gettid getuid getgid geteuid getegid sched_getaffinity
            63, 98, 99, 100, 318,              # uname getrusage sysinfo times getrandom
            60, 231,                           # exit exit_group
        ),
        {2: 1, 257: 2},                        # open openat
    ),
    "aarch64": Machine(
        0xC00000B7,
        (
            63, 64, 57, 80, 62, 67, 65, 66,
            79, 291, 48, 439,
            17, 78, 61,
            222, 226, 215, 214, 216, 233,
            134, 135, 139, 132,
            98, 124, 101, 115, 113, 114, 169,
            172, 178, 174, 176, 175, 177, 123,
            160, 165, 179, 153, 278,
            93, 94,
        ),
        {56: 2},
    ),
}
# fmt: on


def calls_filtered(system: ctypes.CDLL) -> None:
    """Refuse from now on every call that is not listed; on another kind of processor, change nothing.

    Raises OSError when the system does not take the filter.
    """
    machine = MACHINES.get(platform.machine())
    if machine is None:
        return
    program = ctypes.create_string_buffer(compiled(machine))
    header = ctypes.create_string_buffer(
        struct.pack("@HP", (len(program) - 1) // 8, ctypes.addressof(program))
    )
    if system.prctl(_PR_SET_SECCOMP, _FILTER, header, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def compiled(machine: Machine) -> bytes:
    """Return the filter of ``machine`` as BPF instructions of eight bytes each."""
    lines = [
        _line(_LOAD, _MACHINE),
        _line(_EQUAL, machine.audit, yes=1),
        _line(_RETURN, _KILL),
        _line(_LOAD, _NUMBER),
    ]
    for number in machine.allowed:
        lines += (_line(_EQUAL, number, no=1), _line(_RETURN, _ALLOW))
    for number, argument in machine.opening.items():
        lines += (
            _line(_EQUAL, number, no=4),
            _line(_LOAD, 16 + 8 * argument),
            _line(_SET, _WRITING, yes=1),
            _line(_RETURN, _ALLOW),
            _line(_RETURN, _REFUSE),
        )
    lines.append(_line(_RETURN, _REFUSE))
    return b"".join(lines)


def _line(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("@HBBI", code, yes, no, value)
