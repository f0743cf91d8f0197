"""The service as a process that a command starts: where it listens, and its end."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from service.settings import ENV_PREFIX

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def started(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address that the command says it serves at. No setting is taken from the environment of the tests."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(ENV_PREFIX)}
    process = subprocess.Popen(
        command, cwd=ROOT, env={**clean, **(environ or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    printed = []
    try:
        assert process.stdout is not None
        for line in process.stdout:
            printed.append(line)
            if found := re.search(r"serves (http://\S+)", line):
                yield found[1]
                return
        raise AssertionError("".join(printed))
    finally:
        process.terminate()
        process.communicate(timeout=60)
