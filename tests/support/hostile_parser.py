"""What a parser may do once a file has taken it over: try every door, and tell which of them were open.

Run as the process that parsers run in, it does this instead of parsing; the file says who and what is to be attacked.
No door harms anybody should it be open: signals are number 0, programs are `true`, memory is read and not written.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import resource
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

from service.articles import worker
from service.articles.kinds import Kind
from service.articles.preload import preload
from service.articles.wire import ParseJob
from service.types import Article

_LIBC = ctypes.CDLL(None, use_errno=True)
_LIBC.syscall.restype = ctypes.c_long
_COLUMN = {"x86_64": 0, "aarch64": 1}.get(platform.machine(), 0)
_PAGE = b"\x00" * 64
FOREIGN_NUMBERING = "calls by the numbers of another architecture"

# Numbers on x86_64 and aarch64 of what Python has no function for, and arguments that would work.
_CALLS: Mapping[str, tuple[tuple[int, int], tuple[object, ...]]] = {
    "vfork or clone": ((56, 220), (17, 0, 0, 0, 0)),
    "clone3": ((435, 435), (_PAGE, 64)),
    "io_uring_setup": ((425, 425), (4, b"\x00" * 120)),
    "userfaultfd": ((323, 282), (1,)),
    "bpf": ((321, 280), (0, b"\x00" * 72, 72)),
    "perf_event_open": ((298, 241), (b"\x00" * 112, 0, -1, -1, 0)),
    "keyctl": ((250, 219), (0, -3, 1)),
    "add_key": ((248, 217), (b"user", b"stislo", b"x", 1, -3)),
    "unshare user namespace": ((272, 97), (0x10000000,)),
    "setns": ((308, 268), (0, 0)),
    "mount": ((165, 40), (b"none", b"/tmp", b"tmpfs", 0, 0)),
    "chroot": ((161, 51), (b"/",)),
    "open_by_handle_at": ((304, 265), (0, _PAGE, 0)),
    "openat2": ((437, 437), (-100, b"/", b"\x00" * 24, 24)),
    "execveat": ((322, 281), (-100, b"/bin/true", 0, 0, 0)),
    "prctl": ((157, 167), (15, b"name", 0, 0, 0)),
    "personality": ((135, 92), (0xFFFFFFFF,)),
    "inotify_init1": ((294, 26), (0,)),
    "shmget": ((29, 194), (0, 4096, 0o1600)),
    "msgget": ((68, 186), (0, 0o1600)),
    "getdents64": ((217, 61), (0, _PAGE, 64)),
    "seccomp": ((317, 277), (2, 0, b"\x00\x00\x05\x00")),
    "mkdirat": ((258, 34), (-100, b"/tmp/stislo-door", 0o700)),
    "landlock": ((444, 444), (0, 0, 1)),
    "splice": ((275, 76), (0, 0, 1, 0, 1, 0)),
    "ioctl": ((16, 29), (0, 0x5401, _PAGE)),
    "fcntl": ((72, 25), (0, 1, 0)),
    "mmap of code": ((9, 222), (0, 4096, 7, 0x22, -1, 0)),
}


def try_doors(target: Mapping[str, str | int]) -> dict[str, str]:
    """Each door by its name: how it was found shut, or `open`."""
    return {name: _try(door) for name, door in _doors(target).items()}


def _try(door: Callable[[], object]) -> str:
    try:
        door()
    except (OSError, RuntimeError, ValueError) as error:  # of a limit, EPERM is a ValueError
        return type(error).__name__
    return "open"


def _doors(target: Mapping[str, str | int]) -> dict[str, Callable[[], object]]:
    service, neighbour = int(target["service"]), os.getppid()
    doors: dict[str, Callable[[], object]] = {
        "internet": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close(),
        "internet 6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close(),
        "sockets on this machine": lambda: socket.socket(socket.AF_UNIX).close(),
        "netlink": lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW).close(),
        "raw packets": lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW).close(),
        "connection": lambda: _call((42, 203), 0, _PAGE, 16),
        "socketpair": lambda: socket.socketpair()[0].close(),
        "fork": _fork,
        "thread": lambda: threading.Thread(target=int).start(),
        "exec": lambda: os.execv("/bin/true", ["true"]),
        "memory file": lambda: os.close(os.memfd_create("door")),
        "root again": lambda: _call((117, 147), 0, 0, 0),
        "limits again": lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (1024, 1024)),
        "priority again": lambda: os.setpriority(os.PRIO_PROCESS, 0, 0),
        "pipe": lambda: os.close(os.pipe()[0]),
        "duplicate": lambda: os.close(os.dup(0)),
        "working folder": lambda: os.chdir("/tmp"),
        "list": lambda: list(Path("/").iterdir()),
        "look": lambda: Path("/etc/passwd").stat(),
        "all processes": lambda: os.kill(-1, 0),
    }
    for name, pid in (("service", service), ("zygote", neighbour)):
        doors |= {
            f"signal to the {name}": lambda pid=pid: os.kill(pid, 0),
            f"thread signal to the {name}": lambda pid=pid: _call((234, 131), pid, pid, 0),
            f"queued signal to the {name}": lambda pid=pid: _call((129, 138), pid, 0, _PAGE * 2),
            f"handle of the {name}": lambda pid=pid: _call((434, 434), pid, 0),
            f"trace of the {name}": lambda pid=pid: _call((101, 117), 16, pid, 0, 0),
            f"memory of the {name}": lambda pid=pid: _call((310, 270), pid, _PAGE, 1, _PAGE, 1, 0),
            f"limits of the {name}": lambda pid=pid: resource.prlimit(pid, resource.RLIMIT_NOFILE),
        }
        for file in ("environ", "mem", "maps", "cmdline", "fd/0", "root/etc/passwd"):
            doors[f"{file} of the {name}"] = lambda path=f"/proc/{pid}/{file}": _read(path)
    for path in ("/etc/passwd", "/proc/self/environ", "/proc/self/mem", "/dev/null", str(target["secret"])):
        doors[f"reading {path}"] = lambda path=path: _read(path)
    for folder in ("/tmp", "/dev/shm", ".", "/root", str(Path(str(target["secret"])).parent), "/var/tmp"):
        doors[f"writing in {folder}"] = lambda folder=folder: _write(Path(folder))
    for name, (numbers, arguments) in _CALLS.items():
        doors[name] = lambda numbers=numbers, arguments=arguments: _call(numbers, *arguments)
    return doors


def _call(numbers: tuple[int, int], *arguments: object) -> None:
    if _LIBC.syscall(ctypes.c_long(numbers[_COLUMN]), *map(_argument, arguments)) < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def _argument(value: object) -> object:
    return ctypes.c_long(value) if isinstance(value, int) else value


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _read(path: str) -> None:
    os.close(os.open(path, os.O_RDONLY))


def _write(folder: Path) -> None:
    path = folder / "stislo-door"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    path.unlink()


def _attack(kind: Kind, _job: ParseJob, material: memoryview) -> Article:
    target = json.loads(bytes(material))
    if target.get("only") == FOREIGN_NUMBERING:
        _LIBC.syscall(ctypes.c_long(0x40000000 | 39))
    return Article(json.dumps(try_doors(target)), origin="file")


def main(user: int | None = None) -> None:
    """The process that parsers run in, for a parser that has been taken over; as `user` if one is given."""
    preload()
    if user is not None:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    worker.parse = _attack  # type: ignore[attr-defined, assignment]
    worker.main()


if __name__ == "__main__":
    main(int(sys.argv.pop(1)) if len(sys.argv) > 2 else None)
