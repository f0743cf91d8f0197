"""Mistakes are told in what was typed: options and commands, never fields, routes or a library's own words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main
from service.cli.summarize import summarize
from service.cli.wording import in_options, sentences
from service.errors import FieldError, Unusable
from service.settings import Settings

FOREIGN = re.compile(r"\b(GET|POST) /|pydantic|Input should|Extra inputs|Field required|[a-z]+_[a-z]+(?!\S*=)")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PULL": "never"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["summarize", "-", "--to", "en,xx"], "Invalid value for '--to': 'xx' is not a language code; use codes"),
        (["summarize", "-", "--from", "xx"], "Invalid value for '--from': 'xx' is not a language code"),
        (["translate", "-", "--to", "uk,uk-UA"], "Invalid value for '--to': 'uk' and 'uk-UA' are the same language"),
        (["translate", "-", "--to", "en", "--from", "xx"], "Invalid value for '--from': 'xx'"),
        (["summarize", "-", "--title", "a\0b"], "Invalid value for '--title': The character U+0000"),
        (["summarize", "-", "--model", "none"], "Invalid value for '--model': There is no model 'none'"),
        (["summarize", "-", "--model", "none"], "`python -m service models list` shows them"),
        (["summarize", "-", "--engine", "chat"], "Invalid value for '--engine': There is no chat model here"),
        (["summarize", "-", "--engine", "extractive", "--model", "opus-mt-en-uk"], "leave `--model` out"),
        (["check", __file__, "--source", "-", "--to", "xx"], "Invalid value for '--to': 'xx' is not a language code"),
        (
            ["check", __file__, "--source", "-", "--from", "xx"],
            "Invalid value for '--from': 'xx' is not a language code",
        ),
        (["prompts", "show", "none"], "none"),
    ],
    ids=str,
)
def test_options_and_commands_are_named(arguments: list[str], said: str, environ: dict[str, str]) -> None:
    result = CliRunner(env=environ).invoke(main, arguments, input="Snow is expected in the hills on Monday evening.")
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr
    assert not FOREIGN.search(result.stderr)


def test_each_of_several_mistakes_has_a_line(environ: dict[str, str]) -> None:
    arguments = ["summarize", "-", "--from", "xx", "--to", "yy,zz"]
    result = CliRunner(env=environ).invoke(main, arguments, input="Snow.")
    options = re.findall(r"^(?:Error: )?Invalid value for '(--\w+)'", result.stderr, flags=re.MULTILINE)
    assert options == ["--from", "--to", "--to"]


def test_an_argument_that_is_no_text_is_no_crash(environ: dict[str, str]) -> None:
    result = CliRunner(env=environ).invoke(main, ["summarize", "-", "--title", "\udce9t\udce9"], input="Snow.")
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("Error: Invalid value for '--title': ")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PULL", "maybe", "STISLO_PULL: must be one of 'on_demand' or 'never'"),
        ("PORT", "high", "STISLO_PORT: must be a whole number"),
        ("PORT", "70000", "STISLO_PORT: must be 65535 or less"),
        ("FETCH", "perhaps", "STISLO_FETCH: must be true or false"),
        ("DEADLINE_S", "0", "STISLO_DEADLINE_S: must be more than 0"),
        ("DEADLINE_S", "soon", "STISLO_DEADLINE_S: must be a number"),
        ("WARM", "en-uk-fr", "STISLO_WARM: give pairs such as en-uk"),
        ("THREAD", "4", "STISLO_THREAD: is not known here; did you mean STISLO_THREADS?"),
        ("COLOUR", "red", "STISLO_COLOUR: is not known here"),
    ],
)
def test_a_wrong_setting_is_told_with_what_would_be_right(name: str, value: str, said: str) -> None:
    result = CliRunner(env={f"STISLO_{name}": value}).invoke(main, ["languages"], input="")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: Settings cannot be used: {said}")


def test_fields_become_options_only_where_the_command_has_them() -> None:
    detail = "Nothing can be said with `max_words` 3; engine 'extractive' may, and STISLO_CHAT_URL is `nothing`."
    assert in_options(detail, summarize) == (
        "Nothing can be said with `--max-words` 3; `--engine extractive` may, and STISLO_CHAT_URL is `nothing`."
    )
    assert in_options(detail, None) == detail
    error = Unusable("x", errors=[FieldError("file", "The file is empty."), FieldError("style", "is no style")])
    assert list(sentences(error, summarize)) == ["The file is empty.", "Invalid value for '--style': is no style"]


def test_every_setting_has_words_of_our_own() -> None:
    for name in Settings.model_fields:
        result = CliRunner(env={f"STISLO_{name.upper()}": "\a?"}).invoke(main, ["languages"])
        assert not re.search(r"Input should|Value error|unable to parse", result.output), name
