"""What the kernel still does for a process that parses: an allow-list of system calls, enforced by seccomp on Linux.

A parser whose libraries are loaded computes: it takes and gives back memory, and reads and writes the one socket that
it has. Everything else is answered with EPERM: no file is opened, no program started, there are no new sockets and
processes, no signals to others, no new memory for code. Calls by the numbers of another architecture end the process.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Mapping
from typing import NamedTuple

# Numbers of system calls on x86_64 and aarch64; None where the architecture does not have that one.
_ALLOWED: Mapping[str, tuple[int | None, int | None]] = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "sendto": (44, 206),  # what `send` is; only the socket of the job is open
    "recvfrom": (45, 207),
    "shutdown": (48, 210),
    "close": (3, 57),
    "lseek": (8, 62),
    "fstat": (5, 80),
    "poll": (7, None),
    "ppoll": (271, 73),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "sched_yield": (24, 124),
    "nanosleep": (35, 101),
    "clock_nanosleep": (230, 115),
    "restart_syscall": (219, 128),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "getrusage": (98, 165),
    "times": (100, 153),
    "getrandom": (318, 278),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
_WITHOUT_CODE = {"mmap": (9, 222), "mprotect": (10, 226)}  # allowed for memory that is not to be executed
_TO_ITSELF = {"tgkill": (234, 131)}  # what `abort` does


class _Architecture(NamedTuple):
    audit: int  # the kernel's name for it
    seccomp: int  # the number of the system call of that name
    column: int  # in the tables above


_ARCHITECTURES = {"x86_64": _Architecture(0xC000003E, 317, 0), "aarch64": _Architecture(0xC00000B7, 277, 1)}
_X32_BIT = 0x40000000

_PR_SET_NO_NEW_PRIVS = 38
_SET_MODE_FILTER, _GET_ACTION_AVAILABLE = 1, 2
_KILL_PROCESS, _ERRNO, _ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
_EPERM = 1

# Classic BPF: load a word of the call's description, compare, return.
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER_AT, _ARCHITECTURE_AT, _ARGUMENTS_AT = 0, 4, 16
_PROT_EXEC = 4


def available() -> bool:
    """Whether `install` can do its work here. Changes nothing."""
    architecture = _architecture()
    if architecture is None:
        return False
    action = ctypes.c_uint32(_ERRNO)
    return _call(architecture.seccomp, _GET_ACTION_AVAILABLE, 0, ctypes.byref(action)) == 0


def install() -> None:
    """From here on this thread, and whatever comes of it, is held to the list. It cannot be undone.

    Raises OSError where the kernel refuses; ask `available` first.
    """
    architecture = _architecture()
    if architecture is None:
        raise OSError("there is no list of system calls for this system")
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no_new_privs")
    code = program(architecture, os.getpid())
    instructions = ctypes.create_string_buffer(code, len(code))
    described = _Program(len(code) // _INSTRUCTION.size, ctypes.cast(instructions, ctypes.c_void_p))
    if _call(architecture.seccomp, _SET_MODE_FILTER, 0, ctypes.byref(described)) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def program(architecture: _Architecture, pid: int) -> bytes:
    """The filter in BPF for a process of that number."""
    column = architecture.column
    lines = [
        _line(_LOAD, _ARCHITECTURE_AT),
        _line(_JUMP_EQUAL, architecture.audit, 1, 0),
        _line(_RETURN, _KILL_PROCESS),
        _line(_LOAD, _NUMBER_AT),
        _line(_JUMP_AT_LEAST, _X32_BIT, 0, 1),
        _line(_RETURN, _KILL_PROCESS),
    ]
    for numbers in _ALLOWED.values():
        if (number := numbers[column]) is not None:
            lines += [_line(_JUMP_EQUAL, number, 0, 1), _line(_RETURN, _ALLOW)]
    for numbers in _WITHOUT_CODE.values():
        lines += [
            _line(_JUMP_EQUAL, numbers[column], 0, 4),
            _line(_LOAD, _ARGUMENTS_AT + 8 * 2),
            _line(_JUMP_ANY_BIT, _PROT_EXEC, 1, 0),
            _line(_RETURN, _ALLOW),
            _line(_RETURN, _ERRNO | _EPERM),
        ]
    for numbers in _TO_ITSELF.values():
        lines += [
            _line(_JUMP_EQUAL, numbers[column], 0, 3),
            _line(_LOAD, _ARGUMENTS_AT),
            _line(_JUMP_EQUAL, pid, 0, 1),
            _line(_RETURN, _ALLOW),
        ]
    return b"".join([*lines, _line(_RETURN, _ERRNO | _EPERM)])


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


_INSTRUCTION = struct.Struct("=HBBI")


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return _INSTRUCTION.pack(code, if_true, if_false, value)


def _architecture() -> _Architecture | None:
    """The one that this process runs on, None where the list does not apply to it."""
    known = sys.platform == "linux" and sys.maxsize > 2**32
    return _ARCHITECTURES.get(platform.machine()) if known else None


def _call(number: int, operation: int, flags: int, argument: object) -> int:
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return int(library.syscall(ctypes.c_long(number), ctypes.c_uint(operation), ctypes.c_uint(flags), argument))
