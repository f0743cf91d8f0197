"""The evaluation: baselines, intervals and measures are what they say, and the page is made from the stored results."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import chat_quality, evaluate, extractive, flores, report
from benchmarks.baselines import by_chance, lead, lexrank
from benchmarks.bootstrap import interval
from benchmarks.fit_extractive import fit_taste
from benchmarks.orangesum import Example, document, load
from benchmarks.quality import HELD_OUT, LEAD, SHIPPED, read
from benchmarks.quality_page import PLOT, page, plot
from benchmarks.rouge import rouge, rouge_one
from service.engines.extractive import ExtractiveSummarizer
from service.text.salience import TermModel
from service.text.words import count_words
from tests.text.strategies import texts

_DOCS = Path(__file__).parents[2] / "docs"
_ARTICLES = Path(__file__).parents[1] / "engines" / "articles"
_STORED = read()


def _example(language: str) -> Example:
    text = (_ARTICLES / f"{language}.txt").read_text("utf-8")
    article = document(text, language)
    return Example(text, article, " ".join(article.sentences[1:3]))


EXAMPLES = [_example(language) for language in ("en", "fr", "uk")]


def test_the_page_and_the_plot_are_made_from_the_stored_results() -> None:
    assert (_DOCS / "evaluation.md").read_text("utf-8") == page(_STORED, chat_quality.read())
    assert (_DOCS / "evaluation.svg").read_text("utf-8") == plot(_STORED)


def test_the_page_is_made_anew_without_measuring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "DOCS", tmp_path)
    monkeypatch.setattr(sys, "argv", ["evaluate", "--render"])
    evaluate.main()
    assert (tmp_path / "evaluation.md").read_text("utf-8") == page(_STORED, chat_quality.read())
    assert f"]({PLOT})" in page(_STORED) and (tmp_path / PLOT).exists()


def test_results_come_back_from_their_file_and_are_listed_with_the_others(tmp_path: Path) -> None:
    path, index = _STORED.write(tmp_path)
    assert read(tmp_path) == _STORED
    assert report.read(path).goals == _STORED.goals()
    assert "ROUGE-1 gained, held out, 35 words" in index.read_text("utf-8")


def test_the_goals_are_about_articles_that_nothing_was_fitted_on() -> None:
    rows = [replace(row, gain=-1.0) if row.who == HELD_OUT else row for row in _STORED.summaries]
    gains = [goal for goal in replace(_STORED, summaries=tuple(rows)).goals() if goal.what.startswith("ROUGE")]
    assert len(gains) == 3
    assert not any(goal.reached for goal in gains)


def test_the_page_leaves_out_what_was_not_measured() -> None:
    bare = replace(
        _STORED,
        summaries=(),
        halves=(),
        checks=(),
        steps=(),
        growth=(),
        headlines=(),
        faults=(),
        reading=(),
        placement=(),
    )
    headings = [line for line in page(bare).splitlines() if line.startswith("#")]
    assert headings == ["# How good it is", "## Which language it is", "## Where sentences end"]


def test_the_plot_has_a_dot_where_the_gain_is() -> None:
    root = ElementTree.fromstring(plot(_STORED))
    dots = [float(dot.attrib["cx"]) for dot in root.iter("{http://www.w3.org/2000/svg}circle")]
    gains = [row.gain for row in _STORED.summaries if row.who not in (LEAD, SHIPPED)]
    assert np.argsort(dots).tolist() == np.argsort(gains).tolist()
    assert len(dots) == 9


def test_without_texts_it_says_so_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(evaluate, "DOCS", tmp_path / "docs")
    monkeypatch.setattr(sys, "argv", ["evaluate", "--data", str(tmp_path)])
    evaluate.main()
    out, err = capsys.readouterr()
    assert "orangesum-abstract.source is missing" in err and "flores-dev.en is missing" in err
    assert [line for line in out.splitlines() if line.startswith("#")] == [
        "# How good it is",
        "## What the checks find",
        "## What is read of pages and files",
    ]
    assert not [*tmp_path.iterdir()]


def test_with_sentences_alone_it_measures_what_they_are_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for example in EXAMPLES:
        lines = "\n".join(example.document.sentences[1:11])
        (tmp_path / f"flores-dev.{example.document.language}").write_text(lines, "utf-8")
    monkeypatch.setattr(sys, "argv", ["evaluate", "--data", str(tmp_path)])
    evaluate.main()
    assert "| Ukrainian | whole sentence | 10 | 100.0 % | 0.0 % |" in capsys.readouterr().out


def test_articles_are_read_with_their_summaries(tmp_path: Path) -> None:
    (tmp_path / "orangesum-abstract.source").write_text("Un port. Il ferme.\n\nDeux ports.\n", "utf-8")
    (tmp_path / "orangesum-abstract.gold").write_text("Un.\nPerdu.\nDeux.\n", "utf-8")
    assert [(e.document.sentences, e.reference) for e in load(tmp_path)] == [
        (("Un port.", "Il ferme."), "Un."),
        (("Deux ports.",), "Deux."),
    ]


@settings(deadline=None)
@given(texts, st.integers(1, 80), st.integers(0, 3))
def test_baselines_give_whole_sentences_in_order_within_the_budget(text: str, max_words: int, seed: int) -> None:
    article = document(text, "en")
    if not article.sentences:
        return
    for picked in (lead(article, max_words), lexrank(article, max_words), by_chance(article, max_words, seed)):
        lengths = [count_words(article.sentences[number]) for number in picked]
        assert list(picked) == sorted({*picked})
        assert sum(lengths) <= max_words
        left = max_words - sum(lengths)
        assert all(count_words(s) > left for n, s in enumerate(article.sentences) if n not in picked)


def test_lexrank_prefers_what_is_near_to_most_of_the_text() -> None:
    article = document("Rain fell. Ships left. The harbour sees ships, walls, rain and people. Walls crumble.", "en")
    assert lexrank(article, 9) == (2,)
    assert lead(article, 9) == (0, 1, 3)


def test_chance_depends_on_the_seed_alone() -> None:
    article = EXAMPLES[0].document
    assert by_chance(article, 60, 1) == by_chance(article, 60, 1)
    assert len({by_chance(article, 60, seed) for seed in range(5)}) > 1


def test_intervals_hold_the_mean_and_narrow_with_the_number_of_values() -> None:
    values = np.random.default_rng(0).normal(1.0, 2.0, 400)
    low, high = interval(values)
    assert low < values.mean() < high
    assert high - low == pytest.approx(2 * 1.96 * values.std() / 20, rel=0.05)
    few = interval(values[:100])
    assert few.high - few.low > 1.5 * (high - low)
    assert interval(values) == (low, high)
    assert interval([3.0, 3.0]) == (3.0, 3.0)


def test_what_is_picked_is_scored_and_a_summary_that_is_too_long_counts_as_none() -> None:
    pick = extractive.picks_of(ExtractiveSummarizer())
    example = EXAMPLES[0]
    assert pick(example.document, 2) == ()
    found = extractive.scores([example], lambda article, words: (1, 2), 60)
    assert found[0, :3].tolist() == [100.0, 100.0, 100.0]
    assert found[0, 3] == count_words(example.reference)


def test_every_system_is_compared_at_every_budget_on_the_same_articles() -> None:
    rows, halves = extractive.compare(EXAMPLES[1:2] * 4)
    assert [row.budget for row in rows] == [35] * 5 + [60] * 5 + [100] * 5
    assert {(row.gain, row.low, row.high) for row in rows if row.who == LEAD} == {(0.0, 0.0, 0.0)}
    base, shipped = (next(row for row in rows if row.who == who) for who in (LEAD, SHIPPED))
    assert shipped.gain == pytest.approx(shipped.one - base.one)
    assert [half.articles for half in halves] == [2] * 6


def test_a_fitted_taste_is_no_worse_than_none() -> None:
    def reached(engine: ExtractiveSummarizer) -> float:
        pick = extractive.picks_of(engine)
        return sum(extractive.scores(EXAMPLES, pick, budget)[:, 0].sum() for budget in (35, 60, 100))

    model = TermModel()
    fitted = fit_taste(EXAMPLES, model)
    plain = replace(fitted, length_cost=0.5, position_decay=0.05, question=1.0, quotation=1.0, open_quotation=1.0)
    assert reached(ExtractiveSummarizer(model, fitted)) >= reached(ExtractiveSummarizer(model, plain))


@given(texts, texts)
def test_rouge_one_alone_is_the_same(summary: str, reference: str) -> None:
    assert rouge_one(summary, reference) == rouge(summary, reference).one


def test_languages_are_told_right_wrong_or_not_at_all() -> None:
    whole, first = flores.recognition("fr", ["La mairie a fermé le port mardi soir.", "1, 2, 3.", "The town is old."])
    assert (whole.texts, whole.right, whole.silent) == (3, 1 / 3, 1 / 3)
    assert first.given == "first 4 words"


def test_places_between_sentences_are_right_to_the_character() -> None:
    good = ["The port closed on Monday.", "It rained.", "Nobody came, and 3.5 ships left.", "He slept.", "She did not."]
    assert flores.splitting("en", good) == flores.Splitting("en", 4, 1.0, 1.0)
    no_end = ["The port closed on Monday", *good[1:]]
    assert flores.splitting("en", no_end) == flores.Splitting("en", 4, 1.0, 0.75)


def test_an_end_inside_a_line_is_wrong_unless_nobody_would_doubt_it() -> None:
    twice = [
        "The port closed on Monday. It will open again.",
        "It rained.",
        "He slept.",
        "She did not.",
        "It was dark.",
    ]
    assert flores.splitting("en", twice).precision == 1.0
    doubtful = ["It is so. We ask why.", *twice[1:]]
    assert flores.splitting("en", doubtful).precision == 0.8


def test_articles_of_any_length_are_made_of_whole_sentences() -> None:
    for count in (300, 3_000):
        assert count <= count_words(extractive._text_of(EXAMPLES, count)) < count + 60
