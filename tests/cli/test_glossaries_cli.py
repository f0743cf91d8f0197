"""`glossaries` and `--glossary`: terms in a folder here, and in tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.glossaries.store import is_glossary_id
from service.wire.glossaries import GlossariesAnswer, GlossaryAnswer
from tests.cli.test_commands import run as run

TABLE = "source\ttarget\tlanguage\nceasefire\tперемир'я\tuk\ntalks\tперемовини\tuk\n"


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "newsroom.tsv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def test_a_table_is_stored_listed_shown_replaced_and_deleted(run: Any, table: str, tmp_path: Path) -> None:
    added = run("glossaries", "add", table, "--from", "en")
    assert (added.exit_code, added.stderr) == (0, "")
    glossary_id = added.stdout.strip()
    assert is_glossary_id(glossary_id)
    assert (tmp_path / "glossaries" / f"{glossary_id}.glossary").is_file()

    heading, row = run("glossaries", "list").stdout.splitlines()
    assert heading.split() == ["id", "name", "from", "to", "entries", "modified"]
    assert row.split()[:5] == [glossary_id, "newsroom", "en", "uk", "2"]
    assert run("glossaries", "show", glossary_id).stdout == TABLE
    assert run("glossaries", "show", glossary_id, "--format", "csv").stdout_bytes.count(b"\r\n") == 3
    shown = json.loads(run("glossaries", "show", glossary_id, "--format", "json").stdout)
    assert GlossaryAnswer.model_validate(shown).model_dump(mode="json") == shown

    arguments = ["--from", "en", "--to", "fr", "--name", "Desk", "--replace", glossary_id]
    replaced = run("glossaries", "add", "-", *arguments, input="truce;trêve\n")
    assert replaced.stdout.strip() == glossary_id
    listed = json.loads(run("glossaries", "list", "--json").stdout)
    assert GlossariesAnswer.model_validate(listed).model_dump(mode="json") == listed
    assert [(each["name"], each["target_languages"]) for each in listed["glossaries"]] == [("Desk", ["fr"])]

    assert run("glossaries", "delete", glossary_id).exit_code == 0
    gone = run("glossaries", "show", glossary_id)
    assert (gone.exit_code, gone.stdout) == (1, "")
    assert "`python -m service glossaries list` shows them" in gone.stderr


def test_a_damaged_one_is_named_beside_the_others(run: Any, table: str, tmp_path: Path) -> None:
    glossary_id = run("glossaries", "add", table, "--from", "en").stdout.strip()
    (tmp_path / "glossaries" / f"{glossary_id}.glossary").write_bytes(b"\xff")
    listed = run("glossaries", "list")
    assert f"{glossary_id}: its file is damaged; replace it or delete it." in listed.stderr
    assert run("glossaries", "show", glossary_id).exit_code == 1
    assert run("glossaries", "delete", glossary_id).exit_code == 0


@pytest.mark.parametrize(
    ("content", "arguments", "said"),
    [
        ("a,b\n", ["--from", "en"], "In line 1: The row names no language; add it as a third cell, or name the target"),
        ("a,b\n", ["--from", "xx", "--to", "uk"], "Invalid value for '--from': 'xx' is not a language code"),
        ("a,b\n", ["--from", "en", "--to", "xx"], "Invalid value for '--to': 'xx' is not a language code"),
        ("a,b\n", ["--from", "en", "--to", "uk", "--name", " "], "Invalid value for '--name': A glossary needs a name"),
        ("", ["--from", "en", "--to", "uk"], "The glossary has no terms"),
    ],
)
def test_what_is_no_glossary_is_told(run: Any, content: str, arguments: list[str], said: str) -> None:
    result = run("glossaries", "add", "-", *arguments, input=content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in result.stderr


def translated(run: Any, *arguments: str) -> dict[str, Any]:
    """Into the language that the text is in: no model is needed, and what is asked for shows in the signature."""
    result = run("translate", "-", "--from", "en", "--to", "en", "--json", *arguments, input="Good news.")
    assert result.exit_code == 0, result.stderr
    [entry] = json.loads(result.stdout)["translations"]
    assert entry["text"] == "Good news."
    return dict(entry)


def test_a_table_or_an_id_gives_terms_to_one_command(run: Any, table: str) -> None:
    glossary_id = run("glossaries", "add", table, "--from", "en").stdout.strip()
    signatures = {
        translated(run, *arguments)["signature"]
        for arguments in (
            [],
            ["--glossary", table],
            ["--glossary", glossary_id],
            ["--glossary", glossary_id, "--glossary", table],
        )
    }
    assert len(signatures) == 4
    assert sum("|glossary:" in signature for signature in signatures) == 3


@pytest.mark.parametrize("command", ["summarize", "translate", "translate-file"])
def test_what_is_neither_a_table_nor_an_id_is_told(run: Any, command: str, table: str, tmp_path: Path) -> None:
    words = [table, str(tmp_path / "out.tsv"), "--to", "uk"] if command == "translate-file" else ["-", "--to", "en"]
    neither = run(command, *words, "--glossary", "nothing.tsv", input="Good news.")
    assert neither.exit_code == 2
    assert "is neither a file nor the id of a stored glossary" in neither.stderr
    unknown = run(command, *words, "--glossary", "0" * 32, input="Good news.")
    assert unknown.exit_code == 1
    assert "Invalid value for '--glossary': There is no stored glossary with this id" in unknown.stderr


def test_rows_without_a_language_are_for_the_only_target(run: Any, tmp_path: Path) -> None:
    table = tmp_path / "two.csv"
    table.write_text("truce,trêve\n", encoding="utf-8")
    assert "|glossary:" in translated(run, "--glossary", str(table))["signature"]
    both = run("translate", "-", "--from", "en", "--to", "en,fr", "--glossary", str(table), input="Good news.")
    assert both.exit_code == 1
    assert "Invalid value for '--glossary: line 1': The row names no language" in both.stderr
