"""The command line answers at once where there is nothing to compute: what it imports until then is counted."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# What takes long to import, and is needed by nothing that a mistake can be found with.
SLOW = {"numpy", "rich", "flask", "ctranslate2", "torch", "service.pipeline", "service.runtime", "service.web"}
# Settings and bodies are looked at with this; what click alone can tell needs not even that.
BODIES = {"pydantic", "service.settings", "service.wire.requests"}
MOST_MODULES = 170
PROGRAM = """
import json, sys
from service.cli import main
code = 0
try:
    main(sys.argv[1:])
except SystemExit as ended:
    code = ended.code
print("\\n" + json.dumps([code, list(sys.modules)]))
"""


def modules_of(arguments: Sequence[str], tmp_path: Path) -> tuple[int, set[str]]:
    """How a command ended, and everything that was imported by then."""
    environ = {"PATH": "", "STISLO_MODELS_DIR": str(tmp_path), "STISLO_PULL": "never", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=tmp_path,
        env=environ,
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert "Traceback" not in done.stderr
    return code, set(modules)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["version"], 0),
        (["--help"], 0),
        (["summarize", "--help"], 0),
        (["nonsense"], 2),
        (["summarize", "-", "--style", "haiku"], 2),
        (["models", "pull"], 2),
        (["models", "add", ".", "--id", "mine"], 2),
        (["models", "recommend", "--help"], 0),
    ],
    ids=str,
)
def test_what_needs_no_settings_imports_next_to_nothing(arguments: list[str], code: int, tmp_path: Path) -> None:
    ended, modules = modules_of(arguments, tmp_path)
    assert ended == code
    assert not (SLOW | BODIES) & modules
    assert len(modules) <= MOST_MODULES


@pytest.mark.parametrize(
    "arguments",
    [
        ["summarize", "/no/such/file"],
        ["summarize", "-", "--to", "xx"],
        ["translate", "-", "--to", "uk,uk"],
        ["check", "-", "--source", "/no/such/file"],
        ["summarize", "-", "--model", "nothing"],
        ["models", "pull", "nothing"],
        ["models", "add", ".", "--id", "mine", "--task", "chat"],
    ],
    ids=str,
)
def test_what_is_wrong_is_found_before_anything_slow_is_imported(arguments: list[str], tmp_path: Path) -> None:
    ended, modules = modules_of(arguments, tmp_path)
    assert ended == 1
    assert not SLOW & modules
