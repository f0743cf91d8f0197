"""`python -m service models`: what people and scripts see of the store."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.models.manifest import READY
from service.settings import Settings
from tests.models.conftest import checkpoint as checkpoint
from tests.support.hub import Fault, Hub

CATALOG = """
[[model]]
id = "echo"
task = "translate"
repo = "stislo/tiny"
family = "marian"
engine = "tests.models.engines:Echo"
licence = "CC0-1.0"
commercial_use = true
attribution = "The tests"
pairs = ["en-fr"]
smoke.en = "Snow is expected."
disk_mb = 7

[[model]]
id = "gone"
task = "summarize"
repo = "stislo/gone"
family = "bart"
engine = "tests.models.engines:Echo"
licence = "CC0-1.0"
commercial_use = true
attribution = "The tests"
languages = ["en"]

[[model]]
id = "private"
task = "translate"
repo = "stislo/tiny"
family = "marian"
licence = "CC-BY-NC-4.0"
commercial_use = false
attribution = "The tests"
pairs = ["en-fr"]

[sets.compact]
description = "What the tests need."
models = ["echo"]
"""


@pytest.fixture
def hub(checkpoint: Path) -> Iterator[Hub]:
    with Hub({"stislo/tiny": checkpoint}) as hub:
        yield hub


class Shell:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, ["models", *arguments], obj=self.settings)


@pytest.fixture
def shell(hub: Hub, tmp_path: Path) -> Shell:
    catalog = tmp_path / "models.toml"
    catalog.write_text(CATALOG)
    return Shell(Settings(models_dir=tmp_path / "models", catalog=catalog, hub_url=hub.url, hub_timeout_s=1))


def test_list_shows_every_model_and_set(shell: Shell) -> None:
    result = shell("list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["id", "task", "languages", "licence", "MB", "installed", "sets"]
    assert lines[1].split() == ["echo", "translate", "en-fr", "CC0-1.0", "7", "-", "compact"]
    assert "refused" in lines[3]
    assert "compact: What the tests need." in result.stdout


def test_list_shows_what_is_installed(shell: Shell) -> None:
    commit = shell("pull", "echo").stdout.split()[-3]
    assert commit[:12] in shell("list").stdout
    listed = json.loads(shell("list", "--json").stdout)
    echo, gone, _ = listed["models"]
    assert (echo["state"], echo["commit"], echo["sets"]) == ("installed", commit, ["compact"])
    assert (gone["state"], gone["commit"], gone["sets"]) == ("available", None, [])
    assert listed["sets"]["compact"]["models"] == ["echo"]


def test_pull_says_the_size_first_and_the_commit_last(shell: Shell, hub: Hub) -> None:
    result = shell("pull", "compact")
    assert result.exit_code == 0
    assert result.stdout == f"1 of 1 models to install, 1 MB to fetch.\necho {hub.commit('stislo/tiny')} 1 MB\n"
    assert "model.safetensors (1 MB)" in result.stderr
    assert "echo: ready" in result.stderr


def test_pull_of_what_is_installed_asks_nothing(shell: Shell, hub: Hub) -> None:
    shell("pull", "echo")
    hub.requests.clear()
    result = shell("pull", "echo")
    assert result.stdout == "0 of 1 models to install, 0 MB to fetch.\n"
    assert hub.requests == []


def test_a_dry_run_fetches_nothing(shell: Shell, hub: Hub) -> None:
    assert shell("pull", "echo", "--dry-run").stdout.startswith("1 of 1 models")
    assert hub.asked(route="file") == []


def test_one_model_that_fails_does_not_stop_the_others(shell: Shell) -> None:
    result = shell("pull", "gone", "private", "echo")
    assert result.exit_code == 1
    assert "Error: gone: The hub refuses access to stislo/gone@main" in result.stderr
    assert "Error: private: The licence" in result.stderr
    assert result.stdout.splitlines()[-1].startswith("echo ")


def test_a_hub_that_is_down_is_an_error(shell: Shell, hub: Hub) -> None:
    hub.misbehave(Fault(route="info", status=404, error_code="RevisionNotFound"))
    result = shell("pull", "echo")
    assert (result.exit_code, "the revision is not" in result.stderr) == (1, True)
    shell.settings = shell.settings.model_copy(update={"hub_url": "http://127.0.0.1:9"})
    result = shell("pull", "echo")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: The model hub cannot be reached")
    assert result.stdout == ""


def test_an_unknown_name_is_an_error(shell: Shell) -> None:
    result = shell("pull", "nothing")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is no model 'nothing' in the catalogue; `python -m service models list` shows them.\n",
    )


def test_verify_tells_damaged_models(shell: Shell) -> None:
    shell("pull", "echo")
    assert (shell("verify").stdout, shell("verify").exit_code) == ("echo ok\n", 0)
    (path,) = shell.settings.models_path.rglob("config.json")
    path.write_bytes(path.read_bytes().replace(b"marian", b"martin"))
    result = shell("verify")
    assert (result.stdout, result.exit_code) == ("echo damaged: hf/config.json\n", 1)
    assert "models pull echo" in result.stderr
    assert result.stderr.splitlines()[-1] == "1 of 1 models read, 7 files of 1 MB: 1 damaged or missing."
    assert shell("verify", "echo").exit_code == 1
    assert shell("pull", "echo").exit_code == 0
    assert shell("verify").stdout == "echo ok\n"


def test_verify_says_what_it_did(shell: Shell) -> None:
    nothing = shell("verify")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr == f"No models are installed in {shell.settings.models_path}; there is nothing to verify.\n"
    shell("pull", "echo")
    assert shell("verify").stderr == "1 of 1 models read, 7 files of 1 MB: none damaged or missing.\n"
    assert shell("verify", "gone", "echo").stderr.endswith(
        "1 of 2 models read, 7 files of 1 MB: 1 damaged or missing.\n"
    )


def test_remove_removes(shell: Shell) -> None:
    shell("pull", "echo")
    assert shell("remove", "echo").stdout == "echo removed\n"
    assert shell("remove", "echo").stdout == "echo was not installed\n"
    assert not list(shell.settings.models_path.rglob(READY))


def test_a_bundle_goes_to_a_machine_without_a_network(shell: Shell, hub: Hub, tmp_path: Path) -> None:
    bundle = str(tmp_path / "bundle.tar")
    assert shell("export", "echo", "--to", bundle).exit_code == 1
    shell("pull", "echo")
    assert shell("export", "compact", "--to", bundle).stdout == f"{bundle} 1 MB, 1 models\n"
    elsewhere = {"models_dir": tmp_path / "elsewhere", "hub_url": "http://127.0.0.1:9"}
    shell.settings = shell.settings.model_copy(update=elsewhere)
    assert shell("import", bundle).stdout == f"echo {hub.commit('stislo/tiny')} 1 MB\n"
    assert shell("verify").stdout == "echo ok\n"


@pytest.mark.parametrize(
    "arguments", [["pull"], ["remove"], ["export", "echo"], ["import", "no-such-file"], ["nothing"]]
)
def test_wrong_usage_is_exit_code_2(shell: Shell, arguments: list[str]) -> None:
    assert shell(*arguments).exit_code == 2
