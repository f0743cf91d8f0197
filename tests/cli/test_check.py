"""`stislo check`: says what is wrong, and fails where that is certain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.cli import main


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {
        "source": "The bridge will cost 18 million euros.",
        "true": "Le pont coûtera 18 millions d’euros.",
        "false": "Le pont coûtera 45 millions d’euros.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: str(tmp_path / name) for name in texts}


def test_a_true_translation_passes(files: dict[str, str]) -> None:
    found = CliRunner().invoke(main, ["check", files["true"], "--source", files["source"]])
    assert (found.exit_code, found.output.splitlines()[0]) == (0, "ok")


def test_a_false_one_says_why_and_fails(files: dict[str, str]) -> None:
    found = CliRunner().invoke(main, ["check", files["false"], "--source", files["source"], "--to", "fr", "--json"])
    answer = json.loads(found.output)
    assert (found.exit_code, answer["verdict"]) == (3, "failed")
    assert "45" in next(check["detail"] for check in answer["checks"] if check["name"] == "numbers")


def test_a_summary_is_compared_with_its_article(files: dict[str, str]) -> None:
    found = CliRunner().invoke(
        main, ["check", files["source"], "--source", files["source"], "--task", "summary", "--from", "en", "--to", "en"]
    )
    assert found.exit_code == 0
