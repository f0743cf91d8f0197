"""`make serve`: the page starts with what there is, and says what that is."""

from __future__ import annotations

import json
import sys
import urllib.request
from pathlib import Path

import pytest

from examples import demo, serve
from service.settings import Settings
from tests.support.serving import ROOT, started

ARTICLE = {"text": "Міст відкрили в понеділок. Будівництво тривало три роки й коштувало сорок мільйонів євро."}


def counting(monkeypatch: pytest.MonkeyPatch, counts: dict[Path, int]) -> None:
    """Gives folders so many models."""
    monkeypatch.setattr(
        serve, "installed", lambda settings: {f"m{n}" for n in range(counts.get(settings.models_dir, 0))}
    )


@pytest.mark.parametrize(
    ("demos", "own", "environ", "added"),
    [
        (3, 0, {}, {"STISLO_PULL": "never", "STISLO_MODELS_DIR": "/demo/models"}),
        (3, 2, {}, {"STISLO_PULL": "never", "STISLO_MODELS_DIR": "/demo/models"}),
        (3, 9, {}, {"STISLO_PULL": "never"}),
        (0, 0, {}, {"STISLO_PULL": "never"}),
        (3, 0, {"STISLO_MODELS_DIR": "/mine"}, {"STISLO_PULL": "never"}),
        (3, 0, {"STISLO_CATALOG": "/mine.toml", "STISLO_PULL": "on_demand"}, {}),
    ],
)
def test_the_demos_models_are_used_where_nothing_better_is_here(
    demos: int, own: int, environ: dict[str, str], added: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path("/demo/models")
    counting(monkeypatch, {folder: demos, Settings().models_dir: own})
    assert serve.with_models_here(folder, environ) == added


def test_what_there_is_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    counting(monkeypatch, {Path("/some"): 2})
    assert serve.what_there_is(Settings(models_dir=Path("/some"))).endswith("some: m0, m1.")
    nothing = serve.what_there_is(Settings(models_dir=Path("/none")))
    assert "no models here yet" in nothing and "`make demo`" in nothing and "`make serve OFFLINE=1`" in nothing
    chat = Settings(models_dir=Path("/none"), chat_url="http://127.0.0.1:9/v1", chat_model="talker")
    assert "talker writes" in serve.what_there_is(chat)


@pytest.mark.parametrize(("stand_ins", "command"), [(True, "`make serve OFFLINE=1`"), (False, "`make serve`")])
def test_the_demo_ends_with_the_next_command(stand_ins: bool, command: str) -> None:
    words = demo.closing_words({"STISLO_MODELS_DIR": str(ROOT / ".demo/models")}, stand_ins, writes=True)
    assert f"{command}, then open http://localhost:8080" in words
    assert Settings().port == 8080


def test_without_any_model_the_page_is_there_and_an_article_is_summarized(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "examples.serve", "--folder", str(tmp_path), "--port", "0"]
    with started(command, {"STISLO_MODELS_DIR": str(tmp_path)}) as url:
        with urllib.request.urlopen(url, timeout=10) as page:
            assert page.headers["Content-Type"].startswith("text/html")
        asked = urllib.request.Request(
            f"{url}/v1/summaries", json.dumps(ARTICLE).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(asked, timeout=30) as response:
            [summary] = json.load(response)["summaries"]
    assert (summary["language"], summary["status"]) == ("uk", "ok")
