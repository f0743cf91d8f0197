"""The benchmark of the service: what its numbers say of the goals, and that no wrong answer passes for a right one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.contestants import FIREFOX, FLASK, OURS, SHIPPED, TUNED, WHOLE, stislo
from benchmarks.goals import FROM_EMPTY, LENGTHS, RAW, RAW_ALONE, goals, per_word
from benchmarks.judge import Judge
from benchmarks.load import closed_loop
from benchmarks.report import Figure, Report, Row
from benchmarks.rows import DOCUMENT, EXTRACT, OWN_WORDS, SENTENCE, Bench, checked, own_words
from benchmarks.servers import Server
from service.types import Pair
from tests.benchmarks.conftest import Serve
from tests.support.students import folder_of

ROOT = Path(__file__).parent.parent.parent
ROWS = [
    Row(SENTENCE, RAW, None, 40.0),
    Row(SENTENCE, RAW_ALONE, 1, 8.0, 120.0, 130.0),
    Row(SENTENCE, OURS, 1, 7.5, 130.0, 150.0),
    Row(SENTENCE, OURS, 32, 38.0, 800.0, 900.0),
    Row(SENTENCE, FLASK, 32, 2.0),
    Row(SENTENCE, SHIPPED, 32, 4.0),
    Row(SENTENCE, TUNED, 32, 19.0),
]


def found(*rows: Row, figures: tuple[Figure, ...] = ()) -> dict[str, Any]:
    report = Report("service", {}, [*ROWS, *rows], figures=list(figures))
    return {goal.what: (pytest.approx(goal.value), goal.reached) for goal in goals(report)}


def test_ratios_are_held_against_their_goals() -> None:
    assert found() == {
        "32 clients against raw CTranslate2, all at once": (0.95, True),
        f"32 clients against {FLASK}": (19.0, True),
        f"32 clients against {SHIPPED}": (9.5, False),
        f"32 clients against {TUNED}": (2.0, True),
        "one request alone, p50 (1.1 raw calls and 5 ms)": (130.0, True),
    }


def test_with_shortlists_the_whole_vocabulary_is_held_against_raw() -> None:
    values = found(Row(SENTENCE, WHOLE, 32, 30.0), Row(SENTENCE, WHOLE, 1, 7.0, 140.0))
    assert values["32 clients against raw CTranslate2, all at once"] == (0.75, False)
    assert values["one request alone, p50 (1.1 raw calls and 5 ms)"] == (140.0, False)
    assert values["with shortlists: 32 clients against raw CTranslate2"] == (0.95, False)
    assert values["with shortlists: one request against a raw call"] == (pytest.approx(130 / 120), False)


def test_other_goals_come_from_rows_and_figures_of_their_own() -> None:
    figures = (
        Figure(per_word(LENGTHS[0]), 10.0, "µs"),
        Figure(per_word(LENGTHS[-1]), 11.0, "µs"),
        Figure("4x overload: p99 of the answered", 3.0, "s"),
        Figure("4x overload: p99 of the refused", 80.0, "ms"),
    )
    values = found(Row(EXTRACT, OURS, 1, 200.0, 5.0), figures=figures)
    assert values["extractive, 400 words: p50"] == (5.0, True)
    assert values["extractive: time a word, 100,000 words against 300"] == (1.1, True)
    assert values["4x overload: p99 of the answered"] == (3.0, True)
    assert values["4x overload: p99 of the refused"] == (80.0, False)
    assert "4x overload: recovery" not in values and "import and create_app" not in values


@pytest.mark.parametrize(("said", "wrong"), [("Un deux trois.", False), ("Quatre cinq six.", True)])
def test_an_answer_of_another_text_ends_the_benchmark(serve: Serve, tmp_path: Path, said: str, wrong: bool) -> None:
    address = serve(lambda number, path, body: (200, {"translations": [{"text": said}]}))
    ours = stislo(OURS, {}, tmp_path / "log.txt")
    load = closed_loop(address, [ours.translate("One two three.", address)], 1, most=1)
    judge = Judge(["Un deux trois.", "Quatre cinq six."])
    if wrong:
        with pytest.raises(AssertionError, match="not those of their own text"):
            checked(load, judge, ours.translation, OURS)
    else:
        assert checked(load, judge, ours.translation, OURS) == ""


def test_each_student_is_held_against_raw() -> None:
    tiny = f"{FIREFOX} tiny"
    rows = (Row(SENTENCE, tiny, 1, 40.0, 24.0, 60.0), Row(SENTENCE, tiny, 32, 30.0, 900.0, 1500.0))
    values = found(*rows, figures=(Figure(f"{tiny}: {FROM_EMPTY}", 3.0, "s"),))
    assert values[f"{tiny}: one request against a raw call"] == (0.2, True)
    assert values[f"{tiny}: 32 clients against raw CTranslate2"] == (0.75, False)
    assert values[f"{tiny}: {FROM_EMPTY}"] == (3.0, True)


def test_sentences_of_another_article_end_the_benchmark(serve: Serve, tmp_path: Path) -> None:
    bench = Bench(tmp_path, True, Report("service", {}))
    (english, french), (_, other) = bench.told[:2]

    def answer(number: int, path: str, body: Any) -> tuple[int, Any]:
        assert body["target_languages"] == ["en", "fr"]
        own = {"text": english.sentences[0], "sentences": [{"text": english.sentences[0]}]}
        return 200, {"summaries": [own, {"text": (french if number == 1 else other).sentences[0]}]}

    bench.told = bench.told[:1]
    server = Server(None, serve(answer), 0.0)  # type: ignore[arg-type]  # no process of its own
    with pytest.raises(AssertionError, match="not those of their article"):
        own_words(bench, stislo(OURS, {}, tmp_path / "log.txt"), server, {1: 0.1})


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_student_is_fetched_and_measured(tmp_path: Path) -> None:
    student = f"small={folder_of(Pair('en', 'fr'))}"
    command = [sys.executable, "-m", "benchmarks.service", "--quick", "--only", "firefox", "--student", student]
    done = subprocess.run(
        [*command, "--results", str(tmp_path), "--build", str(tmp_path / "build")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = {(row["task"], row["clients"]) for row in json.loads((tmp_path / "service.json").read_text())["rows"]}
    assert found == {(SENTENCE, 1), (SENTENCE, 8), (SENTENCE, 32), (DOCUMENT, 1), (OWN_WORDS, 1), (OWN_WORDS, 8)}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_run_writes_its_results(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.service", "--quick", "--only", "startup", "extractive"]
    done = subprocess.run([*command, "--results", str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "extractive, 400 words: p50" in done.stdout
    rows = json.loads((tmp_path / "service.json").read_text())["rows"]
    assert [row["clients"] for row in rows if row["task"] == EXTRACT] == [1, 8]
