"""The limits that a process puts on itself before it parses what a stranger sent."""

from __future__ import annotations

import ctypes
import math
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

from service.articles import seccomp

# No parser needs more than a few open files; sockets count too.
_OPEN_FILES = 64
# So many steps of priority are left to the requests that wait for a model.
_NICENESS = 5
_STATM = Path("/proc/self/statm")
# `nobody`, who owns nothing, and exists by number also where no such name does.
_NOBODY = 65534
_PR_SET_PDEATHSIG = 1


def confine(*, seconds: float, memory_mb: int) -> None:
    """From here on this process writes no files, dumps no core, and dies of taking too much time or memory,
    or with its parent.

    Where the kernel has seccomp, it opens no files either, and has no way to other processes or machines (`seccomp`):
    what it needs must be loaded before. Of root, nothing is left.

    `memory_mb` is on top of the address space that it has now; that is counted on Linux only, since other systems do
    not keep to such a limit. Elapsed time is the parent's business; the alarm here is for when there is no parent any
    more. Nothing of this exists on Windows.
    """
    if sys.platform == "win32":
        return
    import resource

    whole = math.ceil(seconds) + 1
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CPU: whole,
    }
    if _STATM.exists():
        pages = int(_STATM.read_text().split()[0])
        limits[resource.RLIMIT_AS] = pages * resource.getpagesize() + memory_mb * 2**20
        with suppress(OSError):  # a hardened container may not show it
            Path("/proc/self/oom_score_adj").write_text("1000")  # the kernel takes this process before the service
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(2 * whole)
    os.nice(_NICENESS)
    for limit, value in limits.items():
        after = value + 1 if limit == resource.RLIMIT_CPU else value  # first a signal that says so, then death
        most = resource.getrlimit(limit)[1]
        if most != resource.RLIM_INFINITY:
            value, after = min(value, most), min(after, most)
        resource.setrlimit(limit, (value, after))
    _become_nobody()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # after that: it is lost with the user
    if seccomp.available():
        seccomp.install()


def _become_nobody() -> None:
    """Root gives up itself: its files, its processes and the way back."""
    if os.getuid() != 0 and os.geteuid() != 0:
        return
    with suppress(OSError):  # a container may have taken root's right to become somebody else; then it has few others
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
