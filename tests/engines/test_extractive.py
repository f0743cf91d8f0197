from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.engines.base import Budget, Decoding, Document, Draft, Summarizer
from service.engines.extractive import ExtractiveSummarizer
from service.text.sentences import split
from service.text.words import count_words
from tests.support.adversarial import seconds
from tests.support.growth import grows
from tests.text.strategies import languages, law, texts

_ARTICLES = Path(__file__).parent / "articles"
_ENGINE = ExtractiveSummarizer()


def _read(text: str, language: str, title: str | None = None) -> Document:
    sentences = split(text, language)
    return Document(tuple(s.text for s in sentences), tuple(s.paragraph for s in sentences), language, title)


def _article(language: str) -> Document:
    return _read((_ARTICLES / f"{language}.txt").read_text("utf-8"), language)


def _summarize(document: Document, budget: Budget) -> Draft:
    return _ENGINE.summarize([document], budget, Decoding())[0]


def _words(draft: Draft) -> int:
    return sum(map(count_words, draft.sentences))


budgets = st.builds(
    Budget, st.sampled_from(["paragraph", "bullets", "headline"]), st.integers(1, 120), st.integers(1, 8)
)


def test_it_is_a_summarizer() -> None:
    assert isinstance(_ENGINE, Summarizer)
    assert _ENGINE.count_tokens(["Two words", ""]) == [2, 0]
    assert _ENGINE.summarize([], Budget("paragraph", 60, 3), Decoding()) == []
    _ENGINE.close()


@law
@given(texts, languages, budgets, st.none() | texts)
def test_sentences_are_the_articles_own_whole_in_order_and_within_the_budget(
    text: str, language: str, budget: Budget, title: str | None
) -> None:
    document = _read(text, language, title)
    draft = _summarize(document, budget)
    assert draft.sentences == tuple(document.sentences[n] for n in draft.picked)
    assert list(draft.picked) == sorted({*draft.picked})
    assert bool(draft.sentences) == bool(document.sentences)
    assert len(draft.sentences) <= (1 if budget.style == "headline" else budget.max_sentences)
    if draft.over_budget:
        assert len(draft.sentences) == 1
        assert min(map(count_words, document.sentences)) > 0
    elif draft.sentences:
        assert _words(draft) <= budget.max_words


@law
@given(texts, languages, budgets)
def test_the_same_article_gives_the_same_summary(text: str, language: str, budget: Budget) -> None:
    document = _read(text, language)
    assert _summarize(document, budget) == ExtractiveSummarizer().summarize([document], budget, Decoding())[0]


@law
@given(texts, languages)
def test_every_sentence_has_a_rank(text: str, language: str) -> None:
    document = _read(text, language)
    scores = _ENGINE.rank(document)
    assert len(scores) == len(document.sentences)
    assert np.isfinite(scores).all()
    assert (scores >= 0).all()


@pytest.mark.parametrize(
    ("language", "told", "left_out"),
    [
        ("en", ("close its old harbour", "ends a dispute"), ("Read more", "He added", "Is that so", "Not everybody")),
        ("fr", ("fermera son dernier incinérateur", "seront triées"), ("Lire aussi", "Elle a toutefois", "Était-ce")),
        (
            "uk",
            ("три нові автобусні маршрути", "Відповідне рішення"),
            ("Читайте також", "Вони побоюються", "Хто тепер"),
        ),
    ],
)
def test_a_news_article_is_told_by_what_matters_in_it(
    language: str, told: tuple[str, ...], left_out: tuple[str, ...]
) -> None:
    document = _article(language)
    assert 280 <= sum(map(count_words, document.sentences)) <= 420
    for max_words in (60, 100):
        summary = " ".join(_summarize(document, Budget("paragraph", max_words, 6)).sentences)
        assert all(phrase in summary for phrase in told)
        assert not any(phrase in summary for phrase in left_out)


@pytest.mark.parametrize("language", ["en", "fr", "uk"])
def test_styles_keep_their_size(language: str) -> None:
    document = _article(language)
    headline = _summarize(document, Budget("headline", 24, 1))
    assert len(headline.sentences) == 1
    assert not headline.over_budget
    bullets = _summarize(document, Budget("bullets", 100, 3))
    assert len(bullets.sentences) == 3
    assert _words(_summarize(document, Budget("paragraph", 35, 3))) > 15


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "zh",
            [
                "港口将从明年春天起对大型船只关闭。",
                "市议会星期二投票决定修建新的海堤。",
                "海堤将保护三千多户居民。",
                "天气很好。",
            ],
        ),
        (
            "ja",
            [
                "港は来年の春から大型船に対して閉鎖される。",
                "市議会は火曜日に新しい堤防の建設を決めた。",
                "天気がいい。",
            ],
        ),
        ("ar", ["سيغلق الميناء أمام السفن الكبيرة.", "قرر المجلس بناء جدار بحري جديد.", "الطقس جميل اليوم."]),
        ("hi", ["बंदरगाह बड़े जहाजों के लिए बंद रहेगा।", "परिषद ने नई दीवार बनाने का फैसला किया।", "मौसम अच्छा है।"]),
    ],
)
def test_other_scripts_are_summarized_too(language: str, sentences: list[str]) -> None:
    document = Document(tuple(sentences), (0,) * len(sentences), language)
    draft = _summarize(document, Budget("paragraph", sum(map(count_words, sentences[:2])), 2))
    assert draft.sentences == tuple(sentences[:2])


def test_thai_without_full_stops_is_summarized_too() -> None:
    text = " ".join(["ท่าเรือจะปิดสำหรับเรือขนาดใหญ่ตั้งแต่ฤดูใบไม้ผลิหน้าตามมติของสภาเมือง"] * 2)
    assert len(_summarize(_read(text, "th"), Budget("paragraph", 20, 3)).sentences) == 1


def test_a_sentence_said_twice_is_told_once() -> None:
    document = _read(
        "The harbour closes in May. The harbour closes in May. Ships will leave the harbour and go to Port Ellen.", "en"
    )
    assert _summarize(document, Budget("paragraph", 60, 3)).picked == (0, 2)


def test_a_sentence_that_leans_back_comes_with_what_it_leans_on_or_not_at_all() -> None:
    document = _read(
        "Mayor Susan Okafor opened the new harbour bridge on Monday. "
        "She said that the bridge had cost 42 million pounds and that Harwell Bay would never regret it. "
        "Fishermen from Harwell Bay stayed away from the bridge. It rained.",
        "en",
    )
    assert _summarize(document, Budget("paragraph", 40, 2)).picked == (0, 1)
    assert 1 not in _summarize(document, Budget("bullets", 20, 1)).picked


def test_the_title_says_what_the_article_is_about() -> None:
    sentences = [
        "The council met for six hours on Tuesday night in the town hall.",
        "Members talked about parking, about trees and about the school.",
        "Late in the night they also voted for a wall against the sea.",
    ]
    document = Document(tuple(sentences), (0, 0, 0), "en")
    budget = Budget("headline", 14, 1)
    assert _summarize(document, budget).picked == (0,)
    assert _summarize(replace(document, title="A wall against the sea: the vote"), budget).picked == (2,)


def test_the_title_itself_is_not_told_again() -> None:
    document = _read("Harbour to close\n\nHarwell Bay will close its harbour to ships. Fishermen are angry.", "en")
    titled = replace(document, title="Harbour to close")
    assert document.sentences[0] == "Harbour to close"
    assert 0 not in _summarize(titled, Budget("paragraph", 12, 2)).picked


def test_where_nothing_fits_the_best_short_sentence_comes_whole() -> None:
    document = _read(
        "The coastal town of Harwell Bay will close its old harbour to large ships from next spring. "
        "The council voted for a new sea wall. "
        "Nobody in the town hall on Tuesday night seemed to be surprised by that.",
        "en",
    )
    draft = _summarize(document, Budget("paragraph", 3, 3))
    assert draft.over_budget
    assert draft.sentences == ("The council voted for a new sea wall.",)


def test_a_budget_is_used_by_more_sentences_as_it_grows() -> None:
    document = _article("en")
    lengths = [_words(_summarize(document, Budget("paragraph", words, 20))) for words in (35, 60, 100, 200)]
    assert lengths == sorted({*lengths})


def test_the_end_of_a_long_report_is_not_worth_nothing() -> None:
    scores = _ENGINE.rank(_read("The council met in town number five. " * 400, "en"))
    assert scores[-1] > 0.3 * scores[0]


def test_time_grows_no_faster_than_the_article() -> None:
    articles = [_article(language) for language in ("en", "fr", "uk")]
    one = tuple(sentence for article in articles for sentence in article.sentences)
    budget = Budget("paragraph", 100, 6)

    def document(times: int) -> Document:
        return Document(one * times, (0,) * (len(one) * times), "en")

    assert not grows(lambda document: _summarize(document, budget), document, 4)


def test_many_threads_may_summarize_at_once() -> None:
    documents = [_article(language) for language in ("en", "fr", "uk")] * 6
    budget = Budget("paragraph", 60, 3)
    alone = _ENGINE.summarize(documents, budget, Decoding())
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(lambda document: _summarize(document, budget), documents)) == alone


@pytest.mark.slow  # a budget of time is for a quiet machine
def test_an_article_takes_milliseconds() -> None:
    document = _article("en")
    budget = Budget("paragraph", 60, 3)
    _summarize(document, budget)
    assert seconds(lambda: _summarize(document, budget), 20) < 0.005
