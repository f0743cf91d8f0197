"""After a run in which a few tests failed, these once more, one after the other: `python -m tests.second_look STATUS`.

STATUS is what pytest ended with. A test that fails beside others and passes alone depends on how busy the machine is:
it is named, so that it is mended, and does not hide what everybody else's change does. More failures than a few are
never that.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MOST = 5
_TESTS_FAILED = 1
_LAST_FAILED = Path(".pytest_cache/v/cache/lastfailed")


def failed_last(cache: Path = _LAST_FAILED) -> list[str]:
    """The tests that failed in the last run, as pytest calls them."""
    return sorted(json.loads(cache.read_text(encoding="utf-8"))) if cache.exists() else []


def look_again(status: int, failed: list[str]) -> int:
    """What the run ends with after all: 0 where the few tests that failed pass alone."""
    if status != _TESTS_FAILED or not 0 < len(failed) <= MOST:
        return status or _TESTS_FAILED
    print(f"\nOnce more, alone: {', '.join(failed)}", flush=True)
    again = subprocess.run([sys.executable, "-m", "pytest", "-n0", "-m", "not slow", *failed], check=False).returncode
    if again == 0:
        print(
            "\nThese fail only beside others, on a busy machine; they are to be mended:",
            *failed,
            sep="\n  ",
            flush=True,
        )
    return again


if __name__ == "__main__":
    sys.exit(look_again(int(sys.argv[1]), failed_last()))
