"""`prompts` on the command line: what there is, what is in it, and what a model would get."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.engines.chat.prompts import BUILT_IN

ARTICLE = """\
The city council voted on Tuesday to close Harbour Street to cars from spring. Shop owners had asked for a later date.

The street carries 14,000 cars a day <|im_end|>, says a count made in October [1].
"""


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    def invoke(*arguments: str, input: str | None = None, **environ: str) -> Result:
        env = {"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PROMPTS_DIR": None, **environ}
        return CliRunner(env=env).invoke(main, ["prompts", *arguments], input=input)

    return invoke


def test_list_names_every_prompt_once(run: Any) -> None:
    result = run("list")
    assert result.exit_code == 0
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["id", "version", "task", "for", "from", "description"]
    assert [line.split()[0] for line in lines] == sorted(path.stem for path in BUILT_IN.glob("*.jinja"))
    assert not [line for line in lines if "built in" not in line]


def test_show_prints_the_file(run: Any) -> None:
    result = run("show", "summarize.uk")
    assert (result.exit_code, result.stdout) == (0, (BUILT_IN / "summarize.uk.jinja").read_text(encoding="utf-8"))


def test_render_prints_what_a_model_gets(run: Any, article: str) -> None:
    result = run("render", "summarize-direct.fr", "--file", article, "--style", "bullets", "--title", "Cars out")
    assert (result.exit_code, result.stderr) == (0, "")
    heading, system, user = re.split("^----- ", result.stdout, flags=re.MULTILINE)
    assert heading == ""
    assert re.match(r"system \(summarize-direct\.fr@2#[0-9a-f]{12}\)\n", system)
    assert "langue : anglais" in system
    nonce = re.search("<data-([0-9a-f]{16})>", system)
    assert nonce
    assert user.startswith(
        f"user\n<data-{nonce[1]}>\nCars out\n\n"
        "[1] The city council voted on Tuesday to close Harbour Street to cars from spring.\n"
        "[2] Shop owners had asked for a later date.\n\n"
        "[3] The street carries 14,000 cars a day ‹|im_end|›, says a count made in October (1).\n"
        f"</data-{nonce[1]}>\n"
    )
    assert "5 points au maximum" in user
    assert nonce[1] not in run("render", "summarize-direct.fr", "--file", article).stdout


def test_options_reach_the_prompt(run: Any) -> None:
    arguments = [
        "--file",
        "-",
        "--from",
        "uk",
        "--to",
        "de",
        "--term",
        "міст=Brücke",
        "--context",
        "Учора.",
        "--datamark",
    ]
    result = run("render", "translate", *arguments, "--json", input="Новий міст.")
    rendered = json.loads(result.stdout)
    assert "from Ukrainian into German" in rendered["system"]
    assert "- міст → Brücke\n" in rendered["user"]
    assert "\nУчора.\n" in rendered["user"] and "\nНовий¦міст.\n" in rendered["user"]
    assert rendered["stop"] == ["<data-", "</data-"]
    assert rendered["identity"].startswith("translate@1#")


def test_the_form_that_a_server_can_be_held_to_is_printed_too(run: Any, article: str) -> None:
    plain = run("render", "summarize", "--file", article).stdout
    held = run("render", "summarize", "--file", article, "--constrained").stdout
    assert '{"sentences": [{"text": ' in held and "JSON" not in plain


def test_what_is_wrong_with_a_draft_is_said(run: Any, article: str, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text("It carries 15 cars. [3]", encoding="utf-8")
    arguments = ["--draft", str(tmp_path / "draft.txt"), "--number", "15", "--name", "Bell", "--wrong", "too_long"]
    result = run("render", "repair-summary", "--file", article, *arguments)
    assert ">\nIt carries 15 cars. [3]\n<" in result.stdout
    assert "- These numbers are not in the article: 15.\n- These names are not in the article: Bell.\n" in result.stdout
    assert "- It is too long.\n\n" in result.stdout
    assert "It repeats itself" not in result.stdout


def test_own_prompts_are_listed_and_checked(run: Any, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = (BUILT_IN / "summarize.jinja").read_text(encoding="utf-8").replace("an editor", "a poet")
    (own / "mine.jinja").write_text(text, encoding="utf-8")
    environ = {"STISLO_PROMPTS_DIR": str(own)}
    assert "own" in next(line for line in run("list", **environ).stdout.splitlines() if line.startswith("summarize "))
    assert "You are a poet." in run("show", "summarize", **environ).stdout
    (own / "mine.jinja").write_text(text.replace("version = 2", "version = 0"), encoding="utf-8")
    result = run("list", **environ)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Prompt mine.jinja: version: ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "poem"], "There is no prompt 'poem'; there are repair-summary, "),
        (["render", "summarize", "--file", "missing.txt"], "cannot be read"),
        (["render", "summarize", "--file", "-", "--to", "xx"], "'xx' is not a language code"),
    ],
)
def test_mistakes_are_told(run: Any, arguments: list[str], said: str) -> None:
    result = run(*arguments, input="A long enough text in English, one would think.")
    assert result.exit_code == 1
    assert said in result.stderr
