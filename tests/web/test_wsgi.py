"""`service.wsgi:app` for other servers: settings from the environment, and only from there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def load(code: str, models: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "STISLO_MODELS_DIR": str(models), **environ}
    command = [sys.executable, "-c", f"from service.wsgi import app, settings; {code}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_the_environment_makes_the_app(tmp_path: Path) -> None:
    code = "print(app.test_client().get('/readyz').status_code, settings.max_targets)"
    done = load(code, tmp_path, STISLO_MAX_TARGETS="3", STISLO_LOG_LEVEL="error")
    assert (done.returncode, done.stdout, done.stderr) == (0, "200 3\n", "")


def test_a_wrong_setting_keeps_the_app_from_starting(tmp_path: Path) -> None:
    done = load("", tmp_path, STISLO_THREADS="many")
    assert done.returncode != 0
    assert "STISLO_THREADS" in done.stderr


def test_where_another_server_listens_is_not_known_so_programs_may_ask_by_any_name(tmp_path: Path) -> None:
    ask = (
        "client = app.test_client(); host = {'Host': 'summaries.example.org'}; "
        "page = {'Sec-Fetch-Site': 'same-origin'}; "
        "print(client.get('/v1/models', headers=host).status_code, "
        "client.post('/v1/models', json={}, headers={**host, **page}).status_code)"
    )
    assert load(ask, tmp_path, STISLO_LOG_LEVEL="error").stdout == "200 403\n"
    assert load(ask, tmp_path, STISLO_LOG_LEVEL="error", STISLO_HOST="127.0.0.1").stdout == "403 403\n"
    named = load(ask, tmp_path, STISLO_LOG_LEVEL="error", STISLO_ALLOWED_HOSTS="summaries.example.org")
    assert named.stdout == "200 400\n", "let in, and read"
