"""The service as a library, with the real store, pool and planner over engines that the catalogue names."""

from __future__ import annotations

from pathlib import Path

import pytest

import service
from service import Article, Service, Settings, SummaryRequest, TranslationRequest
from service.errors import (
    InvalidText,
    LicenceRefused,
    LimitExceeded,
    ModelNotInstalled,
    NoText,
    StisloError,
    UndetectedLanguage,
    UnknownModel,
    UnsupportedRequest,
    Unusable,
)
from service.pipeline.progress import ArticleRead, Event, Ready, Stage
from service.text.words import words
from service.types import Extra, Failure, Summary, SummaryResult, Translation
from tests.support.polyglot import ENGLISH, FRENCH, UKRAINIAN


@pytest.fixture
def library(tmp_path: Path) -> Service:
    return Service.from_settings(Settings(models_dir=tmp_path, pull="never"))


def only_summary(result: SummaryResult) -> Summary:
    [summary] = result.summaries
    assert isinstance(summary, Summary)
    return summary


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (FRENCH, "fr"), (UKRAINIAN, "uk")])
def test_without_any_model_an_article_is_summarized_in_its_own_language(library: Service, text: str, code: str) -> None:
    result = library.summarize(SummaryRequest(Article(text)))

    assert (result.language.code, result.detected) == (code, True)
    summary = only_summary(result)
    assert summary.language == code
    assert 1 <= len(summary.sentences) <= 3
    for sentence in summary.sentences:
        [source] = sentence.sources
        assert text[source.start : source.end] == sentence.text
    assert summary.text == " ".join(sentence.text for sentence in summary.sentences)
    assert {check.status for check in summary.checks} == {"ok"}


def test_extraction_that_was_asked_for_is_not_called_degraded(library: Service) -> None:
    asked = only_summary(library.summarize(SummaryRequest(Article(ENGLISH), engine="extractive")))
    fell_back = only_summary(library.summarize(SummaryRequest(Article(ENGLISH), engine="auto")))

    assert (asked.degraded, fell_back.degraded) == (False, True)
    assert asked.text == fell_back.text


def test_a_language_that_lacks_its_model_fails_alone_and_names_the_command(library: Service) -> None:
    result = library.summarize(SummaryRequest(Article(ENGLISH), target_languages=("uk", "en")))

    failure, summary = result.summaries
    assert isinstance(failure, Failure)
    assert isinstance(failure.error, ModelNotInstalled)
    assert "python -m service models pull" in failure.error.detail
    assert isinstance(summary, Summary)


def test_a_language_that_no_model_leads_to_is_unsupported(library: Service) -> None:
    result = library.summarize(SummaryRequest(Article(ENGLISH), target_languages=("en", "tlh")))

    assert isinstance(result.summaries[1], Failure)
    assert isinstance(result.summaries[1].error, UnsupportedRequest)


def test_bullets_are_lines_and_paragraphs_are_not(library: Service) -> None:
    bullets = only_summary(library.summarize(SummaryRequest(Article(ENGLISH), style="bullets", length="short")))

    assert bullets.text.split("\n") == [f"- {sentence.text}" for sentence in bullets.sentences]
    assert len(bullets.sentences) == 3


def test_an_article_as_short_as_asked_comes_back_as_it_was(library: Service) -> None:
    text = "The bakery on Mill Street closes today.\n\nIts owner is moving to the coast."

    summary = only_summary(library.summarize(SummaryRequest(Article(text))))

    assert summary.text == text
    assert [step.engine for step in summary.steps] == ["passthrough"]


def test_keywords_and_a_title_come_where_they_are_asked_for(library: Service) -> None:
    extras: frozenset[Extra] = frozenset({"keywords", "title"})
    for text, code, among in (
        (ENGLISH, "en", {"ferry", "Port Ellis", "Northline"}),
        (FRENCH, "fr", {"Vauclair", "Hélène Aubert", "pont suspendu"}),
        (UKRAINIAN, "uk", {"Заріччі", "Ганна Левченко"}),
    ):
        result = library.summarize(SummaryRequest(Article(text), extras=extras))
        assert result.keywords is not None
        assert among <= {keyword.text for keyword in result.keywords}
        title = only_summary(result).title
        assert title is not None and not title.endswith(".")
        rest = iter(words(text))
        assert all(word in rest for word in words(title)), code  # its own words, in its own order
    plain = library.summarize(SummaryRequest(Article(ENGLISH)))
    assert (plain.keywords, only_summary(plain).title) == (None, None)


def test_an_articles_own_title_is_the_one_suggested_if_it_is_one(library: Service) -> None:
    def title(given: str | None) -> str | None:
        asked = SummaryRequest(Article(ENGLISH, given), "en", extras=frozenset({"title"}))
        return only_summary(library.summarize(asked)).title

    assert title("Ferry to Mara stops running") == "Ferry to Mara stops running"
    assert title("Ferry to Zorblatt stops after 987 years") == title(None)
    assert title("La navette gratuite reliera les deux rives dès jeudi matin") == title(None)
    assert title("Ferry to Mara " * 8) == title(None)


def test_nothing_is_suggested_where_nothing_passes(library: Service) -> None:
    wall = SummaryRequest(Article("word " * 400), "en", extras=frozenset({"title"}))

    assert only_summary(library.summarize(wall)).title is None


def test_what_cannot_be_said_in_so_few_words_is_refused_with_the_number_that_works(library: Service) -> None:
    [failure] = library.summarize(SummaryRequest(Article(ENGLISH), max_words=5)).summaries

    assert isinstance(failure, Failure)
    assert isinstance(failure.error, Unusable)
    assert failure.error.detail.endswith("the smallest that works is 7.")
    assert [each.field for each in failure.error.errors] == ["max_words"]
    works = only_summary(library.summarize(SummaryRequest(Article(ENGLISH), max_words=7)))
    assert works.text == "A replacement ship will arrive on Wednesday."


def test_signatures_tell_answers_apart_that_may_differ(library: Service) -> None:
    balanced, best = (
        only_summary(library.summarize(SummaryRequest(Article(ENGLISH), quality=quality))).signature
        for quality in ("balanced", "best")
    )

    assert balanced != best
    assert service.__version__ in balanced


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (SummaryRequest(Article("")), NoText),
        (SummaryRequest(Article(" \n\t ")), NoText),
        (SummaryRequest(Article("🙂🙂🙂")), NoText),
        (SummaryRequest(Article("Hello\0 there.")), InvalidText),
        (SummaryRequest(Article("Hello \ud800 there.")), InvalidText),
        (SummaryRequest(Article(ENGLISH), model="no-such-model"), UnknownModel),
        (SummaryRequest(Article(ENGLISH), engine="seq2seq"), ModelNotInstalled),
        (SummaryRequest(Article(ENGLISH), engine="chat"), ModelNotInstalled),
        (SummaryRequest(Article(ENGLISH), model="mt5-multilingual-xlsum"), LicenceRefused),
        (SummaryRequest(Article("word " * 300_000)), LimitExceeded),
        (SummaryRequest(Article(ENGLISH), target_languages=("en",) * 40), LimitExceeded),
        (TranslationRequest(("Hello.",) * 300, ("fr",)), LimitExceeded),
        (TranslationRequest(("…", ""), ("fr",)), NoText),
    ],
)
def test_what_cannot_be_served_is_refused(
    library: Service, request_: SummaryRequest | TranslationRequest, error: type[StisloError]
) -> None:
    with pytest.raises(error):
        if isinstance(request_, SummaryRequest):
            library.summarize(request_)
        else:
            library.translate(request_)


def test_each_text_of_a_list_has_its_own_language(library: Service) -> None:
    found = library.detect([ENGLISH, FRENCH, UKRAINIAN], limit=1)

    assert [candidates[0].code for candidates in found] == ["en", "fr", "uk"]


def test_a_text_already_in_the_target_language_is_not_translated(library: Service) -> None:
    result = library.translate(TranslationRequest(("Bonjour à tous, mes amis.",), ("fr",), source_language="fr"))

    [translation] = result.translations
    assert not isinstance(translation, Failure)
    assert translation.texts == ("Bonjour à tous, mes amis.",)
    assert translation.steps == ()


def test_the_interface_languages_come_first_and_extraction_serves_them_all(library: Service) -> None:
    languages = library.languages()

    assert [status.code for status in languages[:3]] == ["en", "fr", "uk"]
    assert all("extractive" in status.summarize for status in languages)
    assert all(status.translate_to == () for status in languages)


def test_a_model_whose_licence_is_refused_is_never_planned_with(library: Service) -> None:
    """The catalogue has a summarizer that reads Ukrainian, for non-commercial use: the way through English is taken."""
    with pytest.raises(ModelNotInstalled) as caught:
        library.summarize(SummaryRequest(Article(UKRAINIAN), engine="seq2seq"))

    assert "'firefox-uk-en'" in caught.value.detail


def test_every_catalogue_entry_is_listed_as_available(library: Service) -> None:
    assert {status.state for status in library.models()} == {"available"}


def test_progress_names_the_stages_in_order(library: Service) -> None:
    events: list[Event] = []

    result = library.summarize(SummaryRequest(Article(ENGLISH)), on_progress=events.append)

    assert events == [
        Stage("read"),
        Stage("detect"),
        ArticleRead(result.article, result.language, True),
        Stage("summarize"),
        Stage("translate"),
        Stage("translate", 1, 1),
        Ready(only_summary(result)),
        Stage("check"),
    ]


def test_texts_of_a_list_that_say_nothing_come_back_as_they_are(library: Service) -> None:
    texts = ("Le bac a été annulé lundi matin.", "", " … ", "123")
    result = library.translate(TranslationRequest(texts, ("fr",)))
    [translation] = result.translations
    assert isinstance(translation, Translation) and translation.texts == texts
    assert [source.code for source in result.sources] == ["fr", "und", "und", "und"]


def test_of_a_list_some_languages_may_be_unknown(library: Service) -> None:
    found = library.detect(["Добрий вечір усім!", "", "42"], limit=1)
    assert [[each.code for each in one] for one in found] == [["uk"], [], []]
    with pytest.raises(UndetectedLanguage):
        library.detect(["42", "43"])
