"""Summaries and translations by a chat server, from the article to the checked answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from service.engines.chat.prompts import BUILT_IN
from service.errors import ConfigurationError, ModelUnreachable, Overloaded
from service.pipeline.limits import limits_for
from service.pipeline.progress import Event, Piece, Ready
from service.pipeline.service import Service
from service.settings import Settings
from service.types import (
    Article,
    Failure,
    Length,
    Style,
    Summary,
    SummaryRequest,
    SummaryResult,
    Translation,
    TranslationRequest,
)
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Messages, chatty, saying, thinking
from tests.support.polyglot import ARTICLES, ENGLISH, FRENCH, LONGER, SUMMARIES, language_asked_for, polyglot

Serve = Callable[..., Service]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(polyglot) as server:
        yield server


@pytest.fixture
def serve(server: ChatServer, tmp_path: Path) -> Iterator[Serve]:
    """Makes services with no model but that of `server`, and settings of their own."""
    with ExitStack() as stack:

        def make(**settings: object) -> Service:
            given = {"models_dir": tmp_path, "pull": "never", "chat_url": server.url, "chat_model": server.model}
            service = Service.from_settings(Settings.model_validate({**given, **settings}))
            return stack.enter_context(service)

        yield make


@pytest.fixture
def library(serve: Serve) -> Service:
    return serve()


def summaries(result: SummaryResult) -> list[Summary]:
    found = [each for each in result.summaries if isinstance(each, Summary)]
    assert len(found) == len(result.summaries), result.summaries
    return found


def only(result: SummaryResult) -> Summary:
    [summary] = summaries(result)
    return summary


def said(source: str, target: str) -> list[str]:
    return [line.rpartition(" [")[0] for line in SUMMARIES[source, target]]


def status(summary: Summary, name: str) -> str:
    return next(check.status for check in summary.checks if check.name == name)


@pytest.mark.parametrize("source", sorted(ARTICLES))
@pytest.mark.parametrize("style", get_args(Style))
@pytest.mark.parametrize("length", get_args(Length))
def test_every_style_and_length_in_every_language(library: Service, source: str, style: Style, length: Length) -> None:
    text = LONGER[source]
    request = SummaryRequest(Article(text), None, ("en", "fr", "uk"), style, length, engine="chat")

    result = library.summarize(request)

    for summary in summaries(result):
        limits = limits_for(style, length, None)
        texts = [sentence.text for sentence in summary.sentences]
        assert limits.kept_by(texts)
        assert not summary.degraded, summary
        assert {check.status for check in summary.checks} <= {"ok", "repaired", "warning", "skipped"}, summary.checks
        assert [step.engine for step in summary.steps] == ["openai"]
        for sentence in summary.sentences:
            assert sentence.sources
            assert all(text[span.start : span.end].strip() for span in sentence.sources)


@pytest.mark.parametrize(("source", "target"), sorted(SUMMARIES))
def test_what_a_good_model_says_comes_through_word_for_word(library: Service, source: str, target: str) -> None:
    request = SummaryRequest(Article(ARTICLES[source]), target_languages=(target,), engine="chat")

    summary = only(library.summarize(request))

    assert [sentence.text for sentence in summary.sentences] == said(source, target)
    assert {check.status for check in summary.checks} == {"ok"}, summary.checks
    [step] = summary.steps
    assert step.languages == (source if source == target else f"{source}-{target}")


def test_a_citation_is_the_source_of_a_sentence_in_another_language(library: Service) -> None:
    request = SummaryRequest(Article(ENGLISH), target_languages=("uk",), engine="chat")

    first, second, third = only(library.summarize(request)).sentences

    assert [ENGLISH[s.start : s.end].split()[0] for each in (first, second, third) for s in each.sources] == [
        "The",
        "About",
        "A",
    ]
    assert {span.score for each in (first, second, third) for span in each.sources} == {0.5}


def test_each_language_is_written_directly_by_one_question(library: Service, server: ChatServer) -> None:
    library.summarize(SummaryRequest(Article(FRENCH), target_languages=("en", "uk"), engine="chat"))

    asked = [language_asked_for(question.body["messages"][-1]["content"]) for question in server.asked]
    assert sorted(asked) == ["en", "uk"]


@pytest.mark.parametrize("wrap", [chatty, thinking])
def test_chatter_and_thoughts_are_taken_off(server: ChatServer, library: Service, wrap: Callable[..., object]) -> None:
    server.manner = Manner(wrap(polyglot))  # type: ignore[arg-type]

    summary = only(library.summarize(SummaryRequest(Article(ENGLISH), engine="chat")))

    assert [sentence.text for sentence in summary.sentences] == said("en", "en")


def test_auto_uses_a_chat_server_where_nothing_else_is_installed(library: Service) -> None:
    summary = only(library.summarize(SummaryRequest(Article(ENGLISH))))

    assert (summary.steps[-1].model, summary.degraded) == ("chat-server", False)


def test_a_wrong_number_is_sent_back_once_and_named(server: ChatServer, library: Service) -> None:
    wrong = saying("The ferry to Mara stopped on Sunday after its engine failed. [1]\nAbout 940 passengers waited. [2]")
    server.then(Manner(wrong))

    summary = only(library.summarize(SummaryRequest(Article(ENGLISH), engine="chat")))

    assert [sentence.text for sentence in summary.sentences] == said("en", "en")
    assert status(summary, "numbers") == "repaired"
    first, second = (question.body["messages"][-1]["content"] for question in server.asked)
    assert "940" not in first
    assert "940" in second.partition("</data-")[2]


def test_what_stays_wrong_is_dropped(server: ChatServer, library: Service) -> None:
    server.manner = Manner(
        saying("The ferry to Mara stopped on Sunday after its engine failed. [1]\nAbout 940 passengers waited. [2]")
    )

    summary = only(library.summarize(SummaryRequest(Article(ENGLISH), engine="chat")))

    assert [sentence.text for sentence in summary.sentences] == said("en", "en")[:1]
    assert len(server.asked) == 2
    assert not summary.degraded


@pytest.mark.parametrize(
    "reply",
    [
        "Le bac qui relie Port Ellis à l’île de Mara est en panne depuis dimanche à cause de son moteur. [1]",
        '{"summary": [{"text": "The ferry',
        "",
        "<think>What shall I say",
        "```\n```",
    ],
)
def test_a_model_that_gives_no_answer_twice_gives_way_to_extraction(
    server: ChatServer, library: Service, reply: str
) -> None:
    server.manner = Manner(saying(reply))

    summary = only(library.summarize(SummaryRequest(Article(ENGLISH), engine="chat")))

    assert summary.degraded
    assert summary.steps[-1].engine == "extractive"
    assert all(sentence.text in ENGLISH for sentence in summary.sentences)
    assert len(server.asked) == 2


def test_a_direct_summary_that_fails_is_translated_from_one_in_the_articles_language(
    server: ChatServer, library: Service
) -> None:
    def speak(messages: Messages) -> str:
        last = str(messages[-1]["content"])
        if "[1]" in last.partition("</data-")[0]:
            return polyglot(messages) if language_asked_for(last) == "en" else "Aucune idée."
        translations = dict(zip(said("en", "en"), said("en", "fr"), strict=True))
        return next(french for english, french in translations.items() for french in [french] if english in last)

    server.manner = Manner(speak)

    summary = only(library.summarize(SummaryRequest(Article(ENGLISH), target_languages=("fr",), engine="chat")))

    assert [sentence.text for sentence in summary.sentences] == said("en", "fr")
    assert [(step.task, step.languages) for step in summary.steps] == [("summarize", "en"), ("translate", "en-fr")]
    assert summary.degraded


def test_texts_are_translated_by_a_model_that_is_named(server: ChatServer, library: Service) -> None:
    server.manner = Manner(saying("Le pont ouvre lundi."))
    request = TranslationRequest(("The bridge opens on Monday.", "…"), ("fr",), "en", model="chat-server")

    [translation] = library.translate(request).translations

    assert isinstance(translation, Translation)
    assert translation.texts == ("Le pont ouvre lundi.", "…")
    assert [step.languages for step in translation.steps] == ["en-fr"]


def test_a_wrong_translation_is_sent_back_once(server: ChatServer, library: Service) -> None:
    server.then(Manner(saying("Le pont ouvre le 9 mai.")), Manner(saying("Le pont ouvre le 3 mai.")))
    request = TranslationRequest(("The bridge opens on 3 May.",), ("fr",), "en")

    [translation] = library.translate(request).translations

    assert isinstance(translation, Translation)
    assert translation.texts == ("Le pont ouvre le 3 mai.",)
    assert "9" in server.asked[1].body["messages"][-1]["content"]


def test_an_answer_is_stored_until_a_prompt_changes(server: ChatServer, serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    folder.mkdir()
    text = (BUILT_IN / "summarize.jinja").read_text(encoding="utf-8")
    (folder / "summarize.jinja").write_text(text, encoding="utf-8")
    request = SummaryRequest(Article(ENGLISH), engine="chat")
    library = serve(prompts_dir=folder)
    before = library.summarize(request)
    assert (before.cached, library.summarize(request).cached) == (False, True)
    assert len(server.asked) == 1
    (folder / "summarize.jinja").write_text(text.replace("You are", "You always are"), encoding="utf-8")

    after = serve(prompts_dir=folder).summarize(request)

    assert only(after).signature != only(before).signature
    assert only(serve().summarize(request)).signature == only(before).signature


def test_a_bad_folder_of_prompts_ends_the_start(serve: Serve, tmp_path: Path) -> None:
    folder = tmp_path / "prompts"
    folder.mkdir()
    (folder / "mine.jinja").write_text("nothing", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"mine\.jinja"):
        serve(prompts_dir=folder)
    with pytest.raises(ConfigurationError, match=r"mine\.jinja"):
        serve(prompts_dir=folder, chat_url="", chat_model="")


def test_a_server_that_is_not_there_is_said_to_those_who_insist(server: ChatServer, library: Service) -> None:
    server.stop()

    with pytest.raises(ModelUnreachable) as caught:
        library.summarize(SummaryRequest(Article(ENGLISH), engine="chat"))
    assert (caught.value.status, caught.value.retry_after) == (503, 10)
    fallback = only(library.summarize(SummaryRequest(Article(ENGLISH))))
    assert (fallback.degraded, fallback.steps[-1].engine) == (True, "extractive")


def test_a_server_that_cannot_be_reached_is_named_until_it_can(server: ChatServer, serve: Serve) -> None:
    library = serve()
    assert library.ready() == (True, "ready")
    only(library.summarize(SummaryRequest(Article(ENGLISH))))
    server.stop()
    only(library.summarize(SummaryRequest(Article(ENGLISH), refresh=True)))

    assert library.ready()[0]
    assert "cannot be reached" in library.ready()[1]
    entry = library.models()[-1]
    assert (entry.state, entry.error) == ("failed", library.ready()[1])


def test_a_server_is_asked_about_itself_once(server: ChatServer, serve: Serve) -> None:
    server.facts = Facts(about={"max_model_len": 4096})
    library = serve()
    for number in range(3):
        only(library.summarize(SummaryRequest(Article(f"{ENGLISH} It is boat number {number}."), engine="chat")))

    assert [asked.path for asked in server.inquiries].count("/v1/models") == 1
    other = only(serve(chat_window=8192).summarize(SummaryRequest(Article(ENGLISH), engine="chat")))
    assert other.signature != only(library.summarize(SummaryRequest(Article(ENGLISH), engine="chat"))).signature


def test_an_overloaded_server_is_said_to_those_who_insist(server: ChatServer, library: Service) -> None:
    server.manner = Manner(status=429, retry_after="60")

    with pytest.raises(Overloaded) as caught:
        library.summarize(SummaryRequest(Article(ENGLISH), engine="chat"))
    assert caught.value.retry_after == 60
    assert only(library.summarize(SummaryRequest(Article(ENGLISH)))).degraded


def test_text_comes_as_it_is_written(library: Service) -> None:
    heard: dict[str, str] = {}

    def listen(event: Event) -> None:
        if isinstance(event, Piece):
            heard[event.language] = event.text if event.restart else heard[event.language] + event.text

    request = SummaryRequest(
        Article(ENGLISH), target_languages=("en", "fr"), engine="chat", extras=frozenset({"title"})
    )
    library.summarize(request, on_progress=listen)

    assert heard == {target: "\n".join(SUMMARIES["en", target]) for target in ("en", "fr")}


def test_a_long_article_is_condensed_into_the_window(server: ChatServer, serve: Serve) -> None:
    library = serve(chat_window=4096)
    filler = " ".join(f"The harbour office counted boats on pier number {number} again." for number in range(2000))

    summary = only(library.summarize(SummaryRequest(Article(f"{ENGLISH} {filler}"), "en", engine="chat")))

    assert len(summary.steps) > 1
    backend_limit = 4096 * 4
    for question in server.asked:
        messages = question.body["messages"]
        assert "Session" in messages[0]["content"]
        assert sum(len(message["content"]) for message in messages) < backend_limit
    assert all(each.sources for each in summary.sentences)


def test_a_window_that_is_too_small_says_which_setting_is(serve: Serve) -> None:
    library = serve(chat_window=512)

    [failure] = library.translate(TranslationRequest(("Hello there.",), ("fr",), "en")).translations
    assert isinstance(failure, Failure)
    assert "STISLO_CHAT_WINDOW" in str(failure.error)


def test_use_of_the_server_is_among_the_stats(library: Service) -> None:
    library.summarize(SummaryRequest(Article(ENGLISH), engine="chat"))

    [stats] = library.stats()["chat_server"]
    assert (stats.requests, stats.failures, stats.in_flight, stats.waiting) == (1, 0, 0, 0)


def test_refresh_asks_again(server: ChatServer, library: Service) -> None:
    request = SummaryRequest(Article(ENGLISH), engine="chat")
    library.summarize(request)
    library.summarize(replace(request, refresh=True))
    assert len(server.asked) == 2


def test_whoever_follows_the_progress_gets_the_text_as_it_is_written(library: Service) -> None:
    events: list[Event] = []
    request = SummaryRequest(Article(ARTICLES["en"]), target_languages=("en", "fr"), engine="chat")
    result = library.summarize(request, on_progress=events.append)
    written: dict[str, str] = {}
    for event in events:
        if isinstance(event, Piece):
            written[event.language] = ("" if event.restart else written.get(event.language, "")) + event.text
    assert written == {target: "\n".join(SUMMARIES["en", target]) for target in ("en", "fr")}
    ready = [event.entry for event in events if isinstance(event, Ready)]
    assert sorted(ready, key=lambda entry: entry.language) == sorted(result.summaries, key=lambda entry: entry.language)
