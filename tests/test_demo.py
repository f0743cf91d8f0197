"""`make demo`, run once from nothing with the stand-ins, and how it decides on its models."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask
from rich.console import Console

from docs import answers
from examples import demo
from service.app import create_app
from service.languages import language_name
from service.models.store import ModelStore
from service.settings import ENV_PREFIX, Settings
from service.text.detect import detect
from service.types import CheckName
from tests.support.hub import Fault, Hub
from tests.support.serving import started
from tests.support.students import PAIRS, STUDENTS, catalogue, folder_of

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(900)]

LANGUAGES = [language_name(code) for code in demo.TARGETS]
FIRST_REPO = "sshleifer/distilbart-cnn-6-6"


@dataclass(frozen=True)
class Run:
    """A finished demo: its exit code, what it printed, and the folder that it worked in."""

    code: int
    output: str
    folder: Path

    def about(self, path: Path) -> str:
        """What was printed about an article."""
        return self.output.partition(f"{path.relative_to(demo.ROOT)} ")[2].partition("examples/")[0]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("demo")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ENV_PREFIX)}
    done = subprocess.run(
        [sys.executable, "-m", "examples.demo", "--offline", "--folder", folder],
        cwd=demo.ROOT,
        env={**environ, "COLUMNS": "500"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=800,
        check=False,
    )
    return Run(done.returncode, done.stdout, folder)


def panels(printed: str) -> dict[str, list[str]]:
    """The lines of every box, by its title."""
    boxes = re.findall(r"╭─ (\S+) ─+╮\n(.*?)╰─+╯", printed, flags=re.DOTALL)
    return {title: [line.strip("│ \n") for line in body.splitlines()] for title, body in boxes}


def test_there_is_an_article_in_every_language() -> None:
    articles = demo.articles()

    assert [path.name[:2] for path in articles] == list(demo.TARGETS)
    for path in articles:
        assert detect(path.read_text(encoding="utf-8")).code == path.name[:2]


def test_it_ends_well_and_says_so(run: Run) -> None:
    assert run.code == 0, run.output
    assert "3 of 3 articles summarized in 3 languages" in run.output


@pytest.mark.parametrize("path", demo.articles(), ids=lambda path: path.name)
def test_every_article_comes_back_in_every_language(run: Run, path: Path) -> None:
    shown = panels(run.about(path))

    assert list(shown) == LANGUAGES
    for code, language in zip(demo.TARGETS, LANGUAGES, strict=True):
        assert detect(shown[language][0]).code == code


@pytest.mark.parametrize("path", demo.articles(), ids=lambda path: path.name)
def test_it_names_the_models_and_the_checks(run: Run, path: Path) -> None:
    source = language_name(path.name[:2])
    for target, lines in panels(run.about(path)).items():
        steps = [found[1] for line in lines if (found := re.fullmatch(r"(.+) by standin-\S+ in \d+ ms", line))]
        expected = ["summarized in English"]
        if source != "English":
            expected.insert(0, f"translated from {source} into English")
        if target != "English":
            expected += [f"translated from English into {target}", "translated back into English, to compare,"]
        assert steps == expected
        assert lines[-1].startswith("checked: ✓ in the right language · ")
        assert "✗" not in lines[-1]


def test_it_says_that_the_models_are_stand_ins(run: Run) -> None:
    assert "trained on a phrase grammar" in run.output
    assert "The models were stand-ins." in run.output


def test_its_last_words_name_the_command_that_serves_these_models(run: Run) -> None:
    told = re.search(r"The page with them: `\.venv/bin/python (.+)`, then open (\S+)", run.output)
    assert told is not None
    command = [sys.executable, *told[1].split(), "--port", "0"]

    with started(command) as url, urllib.request.urlopen(f"{url}/v1/models", timeout=10) as response:
        states = {model["state"] for model in json.load(response)["models"]}

    assert states == {"installed"}
    assert told[2] == demo.PAGE


def test_it_leaves_no_server_behind(run: Run) -> None:
    log = (run.folder / "server.log").read_text(encoding="utf-8")
    found = re.search(r"serves http://127\.0\.0\.1:(\d+)", log)

    assert found is not None
    assert "Traceback" not in log
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", int(found[1]))) != 0


def test_the_docs_show_what_the_stand_ins_answer(run: Run) -> None:
    app = standin_app(run.folder)
    shown = answers.exchanges(answers.API.read_text(encoding="utf-8"))

    assert any("standin" in str(exchange.shown) for exchange in shown)
    for exchange in shown:
        _, answer = answers.ask(app, exchange)
        assert answers.lasting(answer) == answers.lasting(exchange.shown), "run `make docs`"


def standin_app(folder: Path) -> Flask:
    return create_app(Settings(catalog=demo.STANDINS, models_dir=folder / "stand-ins", pull="never"))


class TestWhichModels:
    @pytest.fixture
    def hub(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
        """A hub that knows the first model of the set, and has none of its weights."""
        folder = tmp_path / "repository"
        folder.mkdir()
        (folder / "config.json").write_text("{}")
        with Hub({FIRST_REPO: folder}) as hub:
            monkeypatch.setenv("STISLO_HUB_URL", hub.url)
            yield hub

    def test_a_hub_that_answers_is_in_reach(self, hub: Hub) -> None:
        assert demo.hub_answers(Settings(hub_url=hub.url), FIRST_REPO)

    @pytest.mark.parametrize("fault", [Fault("info", status=503), Fault("info", drop=True)])
    def test_a_hub_that_fails_is_not(self, hub: Hub, fault: Fault) -> None:
        hub.misbehave(fault)

        assert not demo.hub_answers(Settings(hub_url=hub.url), FIRST_REPO)

    def test_a_hub_that_is_silent_is_not_waited_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(demo, "HUB_PATIENCE_S", 0.2)
        with socket.create_server(("127.0.0.1", 0)) as silent:
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"

            assert not demo.hub_answers(Settings(hub_url=url), FIRST_REPO)

    def test_without_a_hub_there_are_no_real_models(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STISLO_HUB_URL", "http://127.0.0.1:9")
        monkeypatch.setenv("STISLO_MIRROR_URL", "http://127.0.0.1:9")
        asked: list[str] = []
        monkeypatch.setattr(demo, "answers", lambda address: asked.append(address))
        console = Console(record=True, quiet=True)

        assert demo.real_models(console, tmp_path) is None
        assert asked[0].startswith("http://127.0.0.1:9/")
        assert not demo.hub_answers(Settings(hub_url="http://127.0.0.1:9"), FIRST_REPO)

    def test_a_set_by_file_is_fetched_from_whoever_has_it(self, tmp_path: Path) -> None:
        names = [folder_of(pair).name for pair in PAIRS]
        places = ["http://127.0.0.1:9/{name}", *(f"HUB/stislo/{name}/resolve/main/{{name}}" for name in names)]
        with Hub({f"stislo/{name}": STUDENTS / name for name in names}) as hub:
            (tmp_path / "catalogue.toml").write_text(catalogue([place.replace("HUB", hub.url) for place in places]))
            store = ModelStore.from_settings(Settings(hub_url=hub.url, catalog=tmp_path / "catalogue.toml"))
            [first, *_] = store.catalog.set("tiny")
            assert [demo.answers(address) for address in store.addresses(first)] == [False, True, False, False, False]
            assert demo.in_reach(Settings(hub_url=hub.url), store, first)

    def test_a_pull_that_fails_leaves_the_choice_to_the_stand_ins(
        self, hub: Hub, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(demo, "in_reach", lambda settings, store, spec: True)
        assert demo.real_models(Console(width=500), tmp_path, "compact") is None

        printed = capfd.readouterr()
        assert "The set 'compact' is fetched once, about 1.9 GB." in printed.out
        assert "could not be fetched; the reason is above" in printed.out
        assert "Error: distilbart-cnn-6-6" in printed.err


def test_every_check_has_words() -> None:
    assert {*demo.CHECKS} == {*get_args(CheckName)}
