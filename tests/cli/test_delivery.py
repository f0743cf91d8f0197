"""Where answers go (`-o`), and when warnings count as failures (`--strict`)."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.cli.answer_parts import AnswerPart
from service.cli.markdown import escaped
from service.cli.word_file import as_word_file
from service.pipeline.service import Service
from service.types import Check, Failure, TranslatedFile, TranslationRequest, TranslationResult, Upload
from service.wire.answers import SummaryAnswer
from tests.support.fake_service import FakeService

ARTICLE = "The council closed Harbour Street to cars on Tuesday. Shop owners had asked for a later date."
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a command on an article, in its folder, without any model."""
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    env = {"STISLO_MODELS_DIR": str(tmp_path / "models"), "STISLO_PULL": "never"}
    return lambda *arguments, **given: CliRunner(env=env).invoke(main, arguments, **given)


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> None:
    """A service that translates, and whose checks warn."""
    checks = (Check("language", "ok"), Check("names", "warning", "Harbour"))

    class Doubtful(FakeService):
        def __enter__(self) -> Doubtful:
            return self

        def __exit__(self, *_: object) -> None:
            self.closed = True

        def translate(self, request: TranslationRequest, **told: Any) -> TranslationResult:
            made = super().translate(request, **told)
            entries = (e if isinstance(e, Failure) else replace(e, checks=checks) for e in made.translations)
            return replace(made, translations=tuple(entries))

        def translate_file(self, file: Upload, request: TranslationRequest, **told: Any) -> TranslatedFile:
            return replace(super().translate_file(file, request, **told), checks=checks)

    monkeypatch.setattr(Service, "from_settings", classmethod(lambda cls, settings: Doubtful()))


def test_a_text_file_holds_what_would_be_printed(run: Run, tmp_path: Path) -> None:
    article, path = str(tmp_path / "article.txt"), tmp_path / "out.TXT"
    printed = run("summarize", article)
    written = run("summarize", article, "-o", str(path))
    assert (written.exit_code, written.stdout, written.stderr) == (0, "", "")
    assert path.read_text(encoding="utf-8") == printed.stdout


def test_markdown_has_a_heading_a_language(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    assert run("summarize", str(tmp_path / "article.txt"), "--title", "Cars *out*", "-o", str(path)).exit_code == 0
    lines = path.read_text(encoding="utf-8").split("\n\n")
    assert lines[:2] == [r"# Cars \*out\*", "## English"]
    assert lines[2] in ARTICLE
    assert lines[-1].startswith("*made by ")


def test_a_word_file_holds_what_markdown_holds(run: Run, tmp_path: Path) -> None:
    article, path = str(tmp_path / "article.txt"), tmp_path / "out.docx"
    assert run("summarize", article, "--title", "Cars & out", "--sources", "-o", str(path)).exit_code == 0
    paragraphs = [(p.style.name, p.text) for p in docx.Document(str(path)).paragraphs if p.style is not None]
    assert [name for name, _ in paragraphs][:3] == ["Title", "Heading 1", "Normal"]
    assert [text for _, text in paragraphs][:2] == ["Cars & out", "English"]
    assert paragraphs[2][1] in ARTICLE
    assert paragraphs[-1][1].startswith("made by ")


def test_a_translation_is_a_word_file_of_its_paragraphs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.docx"
    given = {"input": "Good <news>.\n\nMore of it."}
    assert run("translate", "-", "--from", "en", "--to", "en", "-o", str(path), **given).exit_code == 0
    assert [p.text for p in docx.Document(str(path)).paragraphs] == ["Good <news>.", "More of it."]


def test_a_word_file_is_the_same_every_time_and_holds_no_character_that_breaks_it() -> None:
    parts = [AnswerPart("title", "Bell\x07 and \ufffe"), AnswerPart("text", "Привіт", "uk")]
    written = as_word_file(parts)
    assert written == as_word_file(parts)
    assert [p.text for p in docx.Document(io.BytesIO(written)).paragraphs] == ["Bell and ", "Привіт"]


def test_json_is_what_http_answers_with(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    assert run("summarize", str(tmp_path / "article.txt"), "--json", "-o", str(path)).stdout == ""
    answer = json.loads(path.read_text(encoding="utf-8"))
    assert SummaryAnswer.model_validate(answer).model_dump(mode="json") == answer


def test_a_translation_goes_into_a_file_alone(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.md"
    assert run("translate", "-", "--from", "en", "--to", "en", "-o", str(path), input="Good news.").exit_code == 0
    assert path.read_text(encoding="utf-8") == "Good news.\n"


def test_a_language_that_fails_is_said_beside_the_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "out.txt"
    result = run("summarize", str(tmp_path / "article.txt"), "--to", "en,uk", "-o", str(path))
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Ukrainian: failed: The model ")
    assert "English\n" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "out.pdf"], "'out.pdf' must end in .txt, .md, .docx, .json"),
        (["-o", "out"], "'out' must end in .txt, .md, .docx, .json"),
        (["-o", "no/such/folder/out.md"], "there is no folder 'no/such/folder'"),
        (["--json", "-o", "out.md"], "--json is written into a file that ends in .json"),
    ],
)
def test_a_file_that_cannot_be_is_refused_before_any_work(run: Run, arguments: list[str], said: str) -> None:
    result = run("summarize", "-", *arguments, input=ARTICLE)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in " ".join(result.stderr.split())


@pytest.mark.usefixtures("warned")
def test_a_warning_is_printed_and_counts_where_it_is_to(run: Run, tmp_path: Path) -> None:
    arguments = ["translate", "-", "--to", "uk"]
    lenient, strict = (run(*arguments, *more, input="Good news.") for more in ([], ["--strict"]))
    assert (lenient.exit_code, strict.exit_code) == (0, 3)
    assert lenient.stdout == strict.stdout == "GOOD NEWS.\n"
    assert strict.stderr == "Ukrainian: worth a look: a name is not in the original (Harbour)\n"
    several = run("translate", "-", "--to", "uk,fr", "--strict", input="Good news.")
    assert several.stdout.count("worth a look: a name is not in the original (Harbour)") == 2
    path = tmp_path / "out.json"
    assert run(*arguments, "--strict", "-o", str(path), input="Good news.").exit_code == 3
    assert json.loads(path.read_text(encoding="utf-8"))["translations"][0]["text"] == "GOOD NEWS."


@pytest.mark.usefixtures("warned")
def test_alternatives_stand_under_what_they_are_instead_of(run: Run, tmp_path: Path) -> None:
    arguments = ["translate", "-", "--alternatives", "2", "--to"]
    alone = run(*arguments, "uk", input="Good news.")
    assert alone.stdout == "GOOD NEWS.\nor: GOOD NEWS. (1)\nor: GOOD NEWS. (2)\n"
    [block, _] = run(*arguments, "uk,fr", input="Good news.").stdout.strip().split("\n\n")
    lines = block.split("\n")
    assert lines[:4] == ["Ukrainian", *alone.stdout.strip().split("\n")]
    assert lines[4].startswith("made by opus") and lines[5] == "confidence 75%"
    path = tmp_path / "out.md"
    assert run(*arguments, "uk", "-o", str(path), input="Good news.").exit_code == 0
    assert path.read_text(encoding="utf-8") == alone.stdout
    several = tmp_path / "several.md"
    assert run(*arguments, "uk,fr", "-o", str(several), input="Good news.").exit_code == 0
    assert several.read_text(encoding="utf-8").split("\n\n")[1:4] == [
        "GOOD NEWS.",
        "*or: GOOD NEWS. (1)*",
        "*or: GOOD NEWS. (2)*",
    ]
    assert run("translate", "-", "--to", "uk", "--alternatives", "4", input="Good news.").exit_code == 2


@pytest.mark.usefixtures("warned")
def test_what_is_at_an_address_is_translated_as_an_article(run: Run) -> None:
    result = run("translate", "https://example.com/news/1", "--to", "uk")
    assert (result.exit_code, result.stdout) == (0, "WHAT WAS FOUND THERE.\n")


def test_without_warnings_strict_changes_nothing(run: Run, tmp_path: Path) -> None:
    assert run("summarize", str(tmp_path / "article.txt"), "--strict").exit_code == 0


def test_markdown_shows_text_as_it_is() -> None:
    text = "# 5 < 6 [sic]\n1. *one*\n- item\n> said_so"
    assert escaped(text) == "\\# 5 \\< 6 \\[sic\\]\n1\\. \\*one\\*\n- item\n\\> said\\_so"


def test_what_was_missing_is_named(run: Run, tmp_path: Path) -> None:
    long = " ".join(f"{ARTICLE} The count number {n} was made in October by the mayor." for n in range(9))
    result = run("summarize", "-", "--length", "short", input=long)
    assert re.search(r"\nsimpler than asked for: the model distilbart-\S+ is not installed\n", result.stdout)


def test_a_file_is_translated_into_another_of_its_kind(run: Run, tmp_path: Path, warned: None) -> None:
    (tmp_path / "a.md").write_text("Good *morning*.", encoding="utf-8")
    done = run("translate-file", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "--to", "uk")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "b.md").read_text(encoding="utf-8") == "GOOD *MORNING*."
    assert done.stderr == "Ukrainian: worth a look: a name is not in the original (Harbour)\n"
    missing = run("translate-file", str(tmp_path / "a.md"), str(tmp_path / "no" / "b.md"), "--to", "uk")
    assert missing.exit_code == 1 and "cannot be written" in missing.output
    kind = run("translate-file", str(tmp_path / "a.md"), str(tmp_path / "b.md"), "--to", "zz")
    assert (kind.exit_code == 1 and "target" in kind.output.lower()) or "--to" in kind.output
