"""On a terminal downloads are announced with their size and asked for; elsewhere nothing ever asks."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import consent, main
from service.models.manifest import READY
from service.settings import Settings
from tests.cli.test_models_cli import CATALOG
from tests.models.conftest import checkpoint as checkpoint
from tests.support.hub import Hub

Run = Callable[..., Result]
TRANSLATE = ("translate", "article.txt", "--from", "en", "--to", "fr")


@pytest.fixture
def hub(checkpoint: Path) -> Iterator[Hub]:
    with Hub({"stislo/tiny": checkpoint}) as hub:
        yield hub


@pytest.fixture
def run(hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command where one model can be downloaded; what is typed is `input`."""
    (tmp_path / "models.toml").write_text(CATALOG.replace("disk_mb = 7", "disk_mb = 7\ndownload_mb = 1200"))
    (tmp_path / "article.txt").write_text("Snow is expected.")
    monkeypatch.chdir(tmp_path)
    env = {
        "STISLO_MODELS_DIR": str(tmp_path / "models"),
        "STISLO_CATALOG": str(tmp_path / "models.toml"),
        "STISLO_HUB_URL": hub.url,
    }
    return lambda *arguments, **given: CliRunner(env=env).invoke(main, arguments, **given)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consent, "can_be_asked", lambda: True)


@pytest.mark.usefixtures("terminal")
def test_a_translation_asks_with_the_size_and_is_made_by_the_model_then(run: Run) -> None:
    result = run(*TRANSLATE, input="y\n")
    assert (result.exit_code, result.stdout) == (0, "fr: Snow is expected.\n")
    announced, asked = result.stderr.splitlines()[:2]
    assert announced == "Not installed, and of use here: echo (1.2 GB)."
    assert asked.startswith("Download 1.2 GB? [Y/n]: y")
    assert "Download" not in run(*TRANSLATE, input="").stderr


@pytest.mark.usefixtures("terminal")
def test_who_says_no_is_told_how_and_nothing_is_downloaded(run: Run, hub: Hub, tmp_path: Path) -> None:
    result = run(*TRANSLATE, input="n\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "`python -m service models pull echo` installs it" in result.stderr
    assert result.stderr.count("Download") == 1
    assert hub.requests == []
    assert not list(tmp_path.rglob(READY))


@pytest.mark.usefixtures("terminal")
def test_scripts_say_yes_beforehand(run: Run) -> None:
    result = run(*TRANSLATE, "--yes")
    assert (result.exit_code, result.stdout) == (0, "fr: Snow is expected.\n")
    assert "?" not in result.stderr


def test_without_a_terminal_nothing_asks(run: Run) -> None:
    result = run(*TRANSLATE)
    assert (result.exit_code, result.stdout) == (0, "fr: Snow is expected.\n")
    assert result.stderr.startswith("Downloading echo (1200 MB)\n")
    assert "?" not in result.stderr


@pytest.mark.usefixtures("terminal")
def test_a_pull_asks_before_it_downloads(run: Run, hub: Hub) -> None:
    refused = run("models", "pull", "echo", input="n\n")
    assert (refused.exit_code, refused.stdout) == (1, "1 of 1 models to install, 1 MB to fetch.\n")
    assert refused.stderr.splitlines()[0].startswith("Download 1 MB? [Y/n]: n")
    assert hub.asked(route="file") == []
    assert "?" not in run("models", "pull", "echo", "--dry-run").stderr
    assert run("models", "pull", "echo", input="\n").stdout.splitlines()[-1].startswith("echo ")
    assert "?" not in run("models", "pull", "echo", "--update", "--yes").stderr


def test_only_a_terminal_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pty.openpty()
    with os.fdopen(first, "rb"), os.fdopen(second) as terminal, Path(os.devnull).open() as nothing:
        for stdin, expected in ((terminal, True), (nothing, False)):
            monkeypatch.setattr(sys, "stdin", stdin)
            assert consent.can_be_asked() is expected
            assert consent.asks_first(Settings(), yes=False) is expected
            assert not consent.asks_first(Settings(), yes=True)
            assert not consent.asks_first(Settings(pull="never"), yes=False)
    monkeypatch.setattr(sys, "stdin", None)
    assert not consent.can_be_asked()
