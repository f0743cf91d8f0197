from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.text.attribution import FLOOR, attribute
from service.text.sentences import split
from service.types import Sentence, Source
from tests.support.growth import grows
from tests.text.strategies import languages, law, texts

_ARTICLE = (
    "The council will build a sea wall of 1.4 kilometres. Fishermen oppose the plan because boats need the harbour. "
    "Two hotels will go to court. Engineers expect the sea to rise by 35 centimetres. The mayor signed on Monday."
)
_SENTENCES = split(_ARTICLE, "en")


def _span(sentence: Sentence) -> tuple[int, int]:
    return sentence.start, sentence.end


def _best(summary: str, language: str = "en", article: str = _ARTICLE) -> str:
    source = attribute([summary], split(article, language), language)[0][0]
    return article[source.start : source.end]


def test_a_copied_sentence_is_supported_by_itself_wholly() -> None:
    for sentence, sources in zip(_SENTENCES, attribute([s.text for s in _SENTENCES], _SENTENCES, "en"), strict=True):
        assert (sources[0].start, sources[0].end, sources[0].score) == (sentence.start, sentence.end, 1.0)


def test_a_part_cut_out_of_a_longer_sentence_is_supported_wholly() -> None:
    assert attribute(["Boats need the harbour."], _SENTENCES, "en")[0][0].score == 1.0


@pytest.mark.parametrize(
    ("language", "article", "summary", "source"),
    [
        ("en", _ARTICLE, "Hotels are going to courts.", "Two hotels will go to court."),
        (
            "fr",
            "La mairie fermera l'usine en mars. Les syndicats protestent contre ce choix. L'État paiera les travaux.",
            "Un syndicat proteste.",
            "Les syndicats protestent contre ce choix.",
        ),
        (
            "uk",
            "Рада ухвалила рішення у вівторок. Місто придбає нові автобуси. Перевізники вимагають компенсації.",
            "Перевізник вимагатиме компенсацій.",
            "Перевізники вимагають компенсації.",
        ),
        ("zh", "港口将关闭。渔民反对这个计划。酒店要起诉市政府。", "渔民反对计划。", "渔民反对这个计划。"),
    ],
)
def test_other_forms_of_the_words_still_point_there(language: str, article: str, summary: str, source: str) -> None:
    assert _best(summary, language, article) == source


def test_what_the_article_does_not_say_has_no_source() -> None:
    assert attribute(["Astronomers found a distant planet."], _SENTENCES, "en") == ((),)


def test_sources_come_best_first_and_no_more_than_asked() -> None:
    summary = "The council will build a wall because engineers expect the sea to rise."
    three = attribute([summary], _SENTENCES, "en", limit=3)[0]
    assert len(three) >= 2
    assert [s.score for s in three] == sorted((s.score for s in three), reverse=True)
    assert attribute([summary], _SENTENCES, "en", limit=1)[0] == three[:1]


def test_of_two_equal_sentences_the_earlier_is_named_first() -> None:
    twice = split("Rain fell in Lviv. The sun shone. Rain fell in Lviv.", "en")
    sources = attribute(["Rain fell in Lviv."], twice, "en")[0]
    assert [s.start for s in sources] == [twice[0].start, twice[2].start]


def test_nothing_in_is_nothing_out() -> None:
    assert attribute([], _SENTENCES, "en") == ()
    assert attribute(["A sentence."], (), "en") == ((),)
    assert attribute(["…", ""], _SENTENCES, "en") == ((), ())


@law
@given(st.lists(texts, max_size=3), texts, languages)
def test_every_source_is_a_sentence_with_a_score(summary: list[str], article: str, language: str) -> None:
    sentences = split(article, language)
    spans = {(s.start, s.end) for s in sentences}
    found = attribute(summary, sentences, language)
    assert len(found) == len(summary)
    for sources in found:
        assert len(sources) <= 3
        for source in sources:
            assert (source.start, source.end) in spans
            assert FLOOR <= source.score <= 1


def test_ten_thousand_sentences_take_linear_time() -> None:
    def met(many: int) -> tuple[Sentence, ...]:
        return split(" ".join(f"Number {n} met number {n + 7} in town." for n in range(many)), "en")

    sentences = met(10_000)
    summary = ["Number 4321 met number 4328 in town."] * 6
    assert all(sources[0] == Source(*_span(sentences[4321]), 1.0) for sources in attribute(summary, sentences, "en"))
    assert not grows(lambda sentences: attribute(summary, sentences, "en"), met, 625)
