"""README.md and the pages of docs/ that are written by hand: what they name exists, what they show is true."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from flask import Flask

from docs import answers, tables
from service.app import create_app
from service.cli import main
from service.errors import StisloError
from service.settings import ENV_PREFIX, Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "docs/architecture.md",
        "docs/deployment.md",
        "docs/glossary.md",
        "docs/models.md",
        "docs/operations.md",
        "docs/performance.md",
        "docs/settings.md",
    )
}
API = answers.API.read_text(encoding="utf-8")

pages = pytest.mark.parametrize("page", PAGES)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.DOTALL)


def commands(text: str) -> list[list[str]]:
    """The words of every command in the shell blocks of a page."""
    lines = "".join(blocks(text, "sh")).replace("\\\n", " ")
    return [words for words in (shlex.split(line, comments=True) for line in _whole_commands(lines)) if words]


def _whole_commands(lines: str) -> Iterator[str]:
    """Lines, those of one quoted argument together."""
    command = ""
    for line in lines.splitlines():
        command += line + "\n"
        if command.count("'") % 2 == 0:
            yield command
            command = ""


def service_arguments(words: list[str]) -> list[str] | None:
    """What a command passes to `stislo` or `python -m service`, itself or through the image; None where it does not."""
    if "service" in words and words[words.index("service") - 1] == "-m":
        return words[words.index("service") + 1 :]
    if words[0] == "stislo":
        return words[1:]
    if words[0] == "docker" and "run" in words and "stislo" in words:
        return words[words.index("stislo") + 1 :]
    return None


@pages
def test_make_targets_that_are_named_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    named = {words[1] for words in commands(PAGES[page]) if words[0] == "make"}
    named |= set(re.findall(r"`make ([a-z-]+)", PAGES[page]))

    assert named <= targets
    if page == "README.md":
        assert {"demo", "test"} <= named


@pages
def test_commands_of_the_service_that_are_shown_exist(page: str) -> None:
    shown = [found for words in commands(PAGES[page]) if (found := service_arguments(words))]
    for arguments in shown:
        command: click.Command = main
        while isinstance(command, click.Group):
            assert arguments, "a command is missing"
            assert arguments[0] in command.commands
            command = command.commands[arguments.pop(0)]
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in arguments if word.startswith("--")} <= options

    assert len(shown) >= {"README.md": 6, "docs/operations.md": 8}.get(page, 0)


@pages
def test_settings_that_are_named_exist(page: str) -> None:
    settings = {f"{ENV_PREFIX}{name.upper()}" for name in Settings.model_fields}

    assert set(re.findall(rf"{ENV_PREFIX}[A-Z_]+", PAGES[page])) - {ENV_PREFIX} <= settings


@pages
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", PAGES[page]):
        assert ((ROOT / page).parent / target).exists(), target


@pages
def test_files_that_are_named_exist(page: str) -> None:
    for name in re.findall(r"(?<![\w/.-])((?:[a-z_]+/)*[a-z_]+\.(?:py|toml))\b", PAGES[page]):
        places = [ROOT / name, ROOT / "service" / name]
        assert any(place.exists() for place in places), name


@pages
def test_error_codes_that_are_named_have_their_status(page: str) -> None:
    statuses = {kind.code: kind.status for kind in _errors(StisloError)}
    for status, code in re.findall(r"\b([45]\d\d)(?: with)? `(?:code: )?(\w+)`", PAGES[page]):
        assert statuses[code] == int(status), code


def _errors(kind: type[StisloError]) -> Iterator[type[StisloError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _errors(child)


@pytest.mark.parametrize("page", tables.PAGES)
def test_the_tables_are_current(page: str) -> None:
    assert tables.renewed(page) == (tables.DOCS / page).read_text(encoding="utf-8"), "run `make docs`"


def test_all_json_is_json() -> None:
    for text, least in ((README, 1), (API, 3)):
        shown = blocks(text, "json")

        assert len(shown) == len(answers.exchanges(text)) >= least
        assert all(json.loads(block) for block in shown)


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    """The service without any model."""
    return create_app(Settings(models_dir=tmp_path, pull="never"))


def test_what_readme_shows_is_part_of_the_answer(app: Flask) -> None:
    (exchange,) = answers.exchanges(README)

    status, answer = answers.ask(app, exchange)

    assert status == 200
    assert answers.has(answer, exchange.shown)
    assert not answers.has(answer, {"summaries": [{"language": "fr"}]})


def test_readme_is_a_screen_and_a_half() -> None:
    assert len(README.splitlines()) <= 110
    assert len(README.encode()) <= 8_000


@pytest.mark.parametrize("exchange", answers.exchanges(API), ids=lambda exchange: exchange.path)
def test_requests_that_are_shown_are_answered_as_shown(app: Flask, exchange: answers.Exchange) -> None:
    status, answer = answers.ask(app, exchange)

    if status == 503:
        assert answer["code"] == "model_not_installed", "the demo's test compares the answer of the stand-ins"
    else:
        assert answers.lasting(answer) == answers.lasting(exchange.shown), "run `make docs`"


def test_the_python_example_runs() -> None:
    (example,) = blocks(README, "python")

    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, timeout=100)

    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"[А-ЯІЇЄҐ][^\n]+\.\n", done.stdout)


def test_an_answer_is_renewed_only_where_it_is_no_longer_true() -> None:
    text = (
        "```sh\ncurl -s localhost:8080/v1/detections -H 'Content-Type: application/json' -d '{\"text\": \"Так\"}'\n"
        '```\n\nanswers\n\n```json\n{"code": "uk", "ms": 1}\n```\n'
    )

    def answer(code: str) -> Any:
        return lambda exchange: {"code": code, "ms": 2}

    assert answers.renewed(text, answer("uk")) == text
    assert answers.renewed(text, answer("en")) == text.replace('"uk", "ms": 1', '"en", "ms": 2')
