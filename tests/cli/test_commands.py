"""The command line over a real service without models: what it prints, where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.version import VERSION
from service.wire.answers import SummaryAnswer, TranslationAnswer
from service.wire.listings import LanguagesAnswer
from tests.support import documents

ARTICLE = """\
The city council voted on Tuesday to close Harbour Street to cars from spring. Shop owners had asked for a later date, \
because deliveries arrive by van. Mayor Anna Bell said that deliveries would be allowed before ten in the morning.

The street carries 14,000 cars a day, according to a count made in October. A first review is planned for the autumn. \
Cyclists welcomed the decision and asked for more bicycle stands near the market hall.
"""


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return str(path)


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Runs a command with an empty folder of models and no way to get any."""

    def invoke(*arguments: str, input: str | bytes | None = None, **environ: str) -> Result:
        env = {"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PULL": "never", **environ}
        return CliRunner(env=env).invoke(main, arguments, input=input)

    return invoke


def test_a_summary_is_a_heading_the_text_and_what_made_it(run: Any, article: str) -> None:
    result = run("summarize", article, "--engine", "extractive", "--length", "short")
    assert (result.exit_code, result.stderr) == (0, "")
    heading, text, made_by = result.stdout.strip().split("\n")
    assert heading == "English"
    assert text in ARTICLE and text.endswith(".")
    assert made_by == "made by extractive (en)"


def test_json_is_what_http_answers_with(run: Any, article: str) -> None:
    result = run("summarize", article, "--json", "--engine", "extractive", "--style", "bullets", "--to", "en")
    answer = json.loads(result.stdout)
    assert SummaryAnswer.model_validate(answer).model_dump(mode="json") == answer
    assert answer["article"]["characters"] == len(ARTICLE)
    assert answer["summaries"][0]["text"].startswith("- ")


def test_standard_input_is_read_where_a_dash_stands_for_the_file(run: Any) -> None:
    result = run("summarize", "-", input="﻿Добрі новини з міста. Міст відкрили сьогодні вранці.".encode())
    assert result.exit_code == 0
    assert "Ukrainian\nДобрі новини з міста. Міст відкрили сьогодні вранці.\n" in result.stdout


def test_options_reach_the_request(run: Any, article: str) -> None:
    arguments = ["--from", "en", "--to", "en", "--max-words", "20", "--quality", "best", "--title", "Harbour Street"]
    result = run("summarize", article, "--json", "--engine", "extractive", *arguments)
    answer = json.loads(result.stdout)
    assert answer["article"]["title"] == "Harbour Street"
    assert answer["article"]["language"] == {"code": "en", "confidence": 1.0, "detected": False}
    assert answer["summaries"][0]["words"] <= 20
    assert "quality:best" in answer["summaries"][0]["signature"]


def test_a_language_that_fails_is_told_beside_the_others_and_the_exit_code_is_3(run: Any, article: str) -> None:
    result = run("summarize", article, "--to", "en,uk", "--engine", "extractive")
    assert result.exit_code == 3
    assert "English\n" in result.stdout
    assert "Ukrainian\nfailed: The model" in result.stdout and "models pull" in result.stdout
    as_json = run("summarize", article, "--to", "en,uk", "--engine", "extractive", "--json")
    assert as_json.exit_code == 3
    assert [entry["status"] for entry in json.loads(as_json.stdout)["summaries"]] == ["ok", "failed"]


def test_a_translation_alone_is_printed_alone(run: Any) -> None:
    result = run("translate", "-", "--from", "en", "--to", "en", input="Good news.\n\nMore tomorrow.")
    assert (result.exit_code, result.stdout) == (0, "Good news.\n\nMore tomorrow.\n")


def test_a_translation_as_json_is_what_http_answers_with(run: Any) -> None:
    result = run("translate", "-", "--from", "en", "--to", "en", "--json", input="Good news.")
    answer = json.loads(result.stdout)
    assert TranslationAnswer.model_validate(answer).model_dump(mode="json") == answer
    assert answer["translations"][0]["text"] == "Good news."


def test_where_everything_fails_nothing_is_printed_and_the_remedy_is_said(run: Any) -> None:
    result = run("translate", "-", "--from", "en", "--to", "uk", "--json", input="Good news.")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The model '") and "models pull" in result.stderr


def test_languages(run: Any) -> None:
    result = run("languages", "--in", "uk")
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()[1:4]] == [
        ["en", "англійська"],
        ["fr", "французька"],
        ["uk", "українська"],
    ]
    answer = json.loads(run("languages", "--json").stdout)
    assert LanguagesAnswer.model_validate(answer).model_dump(mode="json") == answer


def test_version(run: Any) -> None:
    assert run("version").stdout == f"stislo {VERSION}\n"


def test_openapi_is_the_document_in_docs(run: Any) -> None:
    document = Path(__file__).parent.parent.parent / "docs" / "openapi.json"
    assert run("openapi").stdout == document.read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["serve", "summarize", "translate", "languages", "models", "openapi", "version"])
def test_every_command_explains_itself(run: Any, command: str) -> None:
    assert command in run("-h").stdout
    assert run(command, "-h").stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["summarize", "/no/such/file"], 1, "'/no/such/file' cannot be read: No such file or directory."),
        (["summarize", "/"], 1, "'/' cannot be read: Is a directory."),
        (["summarize", "-"], 1, "The file is empty"),
        (["summarize", "-", "--to", "xx"], 1, "'xx' is not a language code"),
        (["summarize", "-", "--to", "uk,uk-UA"], 1, "are the same language"),
        (["summarize", "-", "--from", "xx"], 1, "'xx' is not a language code"),
        (["summarize", "-", "--max-words", "0"], 2, "0 is not in the range"),
        (["summarize", "-", "--style", "haiku"], 2, "'haiku' is not one of"),
        (["summarize", "-", "--to", ","], 2, "names no language"),
        (["summarize"], 2, "Missing argument 'SOURCE'"),
        (["summarize", "http://10.0.0.1/news"], 1, "address"),
        (["summarize", "https://"], 1, "This is not an address; send a whole one"),
        (["translate", "-"], 2, "Missing option '--to'"),
        (["nonsense"], 2, "No such command 'nonsense'"),
        (["serve", "--port", "70000"], 2, "70000 is not in the range"),
    ],
)
def test_what_is_wrong_is_said_on_stderr(run: Any, arguments: list[str], code: int, says: str) -> None:
    result = run(*arguments, input="")
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr


def test_an_unknown_model_is_said(run: Any, article: str) -> None:
    result = run("summarize", article, "--model", "no-such-model")
    assert result.exit_code == 1 and "no-such-model" in result.stderr


@pytest.mark.parametrize("name", documents.files())
def test_a_file_of_any_kind_is_summarized_by_name_or_from_standard_input(run: Any, tmp_path: Path, name: str) -> None:
    data = documents.files()[name]
    path = tmp_path / name
    path.write_bytes(data)
    arguments = ["--engine", "extractive", "--length", "short", "--sources"]
    for result in (run("summarize", str(path), *arguments), run("summarize", "-", *arguments, input=data)):
        assert (result.exit_code, result.stderr) == (0, "")
        heading, summary, source, made_by = result.stdout.strip().split("\n")[-4:]
        assert (heading, made_by) == ("English", "made by extractive (en)")
        assert source == f"  1. {' '.join(summary.split())} (100%)"
        assert " ".join(summary.split()) in " ".join(documents.PARAGRAPHS)
    if name == "article.html":
        assert result.stdout.split("\n")[:2] == [documents.TITLE, "Marta Quill · 2026-10-17 · Lakeside Courier"]


def test_offsets_of_the_json_index_the_text_that_sources_adds(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "article.docx"
    path.write_bytes(documents.files()["article.docx"])
    answer = json.loads(run("summarize", str(path), "--engine", "extractive", "--json", "--sources").stdout)
    for sentence in answer["summaries"][0]["sentences"]:
        [source, *_] = sentence["sources"]
        assert answer["article"]["text"][source["start"] : source["end"]] == sentence["text"]
    assert "text" not in json.loads(run("summarize", str(path), "--engine", "extractive", "--json").stdout)["article"]


def test_a_file_over_the_limit_is_said_with_the_limit(run: Any, article: str) -> None:
    Path(article).write_text(ARTICLE * 4, encoding="utf-8")
    result = run("summarize", article, STISLO_MAX_FILE_BYTES="1024")
    assert (result.exit_code, result.stderr) == (1, "Error: The file is larger than the 1024 bytes allowed here.\n")


def test_an_address_is_fetched_and_what_is_refused_is_said(run: Any) -> None:
    result = run("summarize", "https://example.com/news", STISLO_FETCH="false")
    assert result.exit_code == 1 and result.stderr.startswith("Error: This server fetches no articles")


def test_keywords_and_titles_are_asked_for(run: Any, article: str) -> None:
    arguments = ["--engine", "extractive", "--keywords", "--with-title", "--json"]
    answer = json.loads(run("summarize", article, *arguments).stdout)
    assert answer["keywords"][0]["score"] == 1.0
    told = iter(ARTICLE.rstrip().replace(".", "").split())
    assert all(word in told for word in answer["summaries"][0]["title"].rstrip(".").split())  # in order, some left out


def test_what_is_not_utf8_is_said_with_the_remedy(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("déjà vu".encode("latin-1"))
    result = run("translate", str(path), "--to", "en")
    assert result.exit_code == 1
    assert "is not text in UTF-8 (byte 1 is not); convert it" in result.stderr


@pytest.mark.parametrize(
    ("environ", "says"),
    [({"STISLO_PULL": "maybe"}, "STISLO_PULL"), ({"STISLO_COLOUR": "red"}, "STISLO_COLOUR")],
)
def test_a_wrong_setting_is_named(run: Any, article: str, environ: dict[str, str], says: str) -> None:
    result = run("summarize", article, **environ)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: Settings cannot be used: ") and says in result.stderr


def test_an_article_is_read_before_it_is_translated(run: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        f"<title>Harbour Street</title><nav>Home</nav><article><p>{ARTICLE}</p></article>", encoding="utf-8"
    )
    alone = run("translate", str(page), "--article", "--to", "en")
    assert (alone.exit_code, alone.stdout.split("\n\n")[0]) == (0, "Harbour Street")
    assert "Home" not in alone.stdout and "bicycle stands" in alone.stdout
    answer = json.loads(run("translate", str(page), "--article", "--to", "en", "--json").stdout)
    assert TranslationAnswer.model_validate(answer).model_dump(mode="json") == answer
    assert len(answer["translations"][0]["text"]) == answer["article"]["paragraphs"]
