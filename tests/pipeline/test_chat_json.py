"""Summaries from chat servers that hold their model to a schema, or say so: the answer is as good as in plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from service.pipeline.progress import Event, Piece
from service.pipeline.service import Service
from service.settings import Settings
from service.types import Article, Summary, SummaryRequest
from tests.injections import Injection, load
from tests.pipeline.test_injections import poisoned
from tests.support.chat_schemas import Schemas
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Speaker, obedient
from tests.support.polyglot import ARTICLES, ENGLISH, SUMMARIES, polyglot

Open = Callable[..., tuple[ChatServer, Service]]
ALL: tuple[Schemas, ...] = ("keeps", "keeps json_object", "ignores", "refuses", "refuses without a word")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """A server that deals with schemas in this way, and a service that has no other model."""
    with ExitStack() as stack:

        def make(schemas: Schemas, says: Speaker = polyglot, **settings: object) -> tuple[ChatServer, Service]:
            server = stack.enter_context(ChatServer(Manner(says), facts=Facts(schemas=schemas)))
            given = {"models_dir": tmp_path, "pull": "never", "chat_url": server.url, "chat_model": server.model}
            service = Service.from_settings(Settings.model_validate({**given, **settings}))
            return server, stack.enter_context(service)

        yield make


def summaries(library: Service, request: SummaryRequest) -> list[Summary]:
    found = library.summarize(request).summaries
    assert all(isinstance(each, Summary) for each in found), found
    return [each for each in found if isinstance(each, Summary)]


@pytest.mark.parametrize("schemas", ALL)
def test_every_server_is_answered_alike(opened: Open, schemas: Schemas) -> None:
    server, library = opened(schemas)
    for source, text in ARTICLES.items():
        request = SummaryRequest(Article(text), target_languages=("en", "fr", "uk"), engine="chat")
        for summary in summaries(library, request):
            said = [line.rpartition(" [")[0] for line in SUMMARIES[source, summary.language]]
            assert summary.text == " ".join(said)
            assert all(sentence.sources for sentence in summary.sentences)
            assert {check.status for check in summary.checks} == {"ok"}
    assert len(server.asked) == 9
    held = [asked for asked in server.asked if "response_format" in asked.body]
    assert len(held) == (9 if schemas.startswith("keeps") else 0)


@pytest.mark.parametrize("schemas", ALL)
def test_the_same_question_has_the_same_signature_and_answer(opened: Open, schemas: Schemas) -> None:
    _, library = opened(schemas, cache_mb=0)
    request = SummaryRequest(Article(ENGLISH), target_languages=("fr",), engine="chat")
    [first], [second] = summaries(library, request), summaries(library, request)
    assert (first.signature, first.text) == (second.signature, second.text)


def test_answers_in_json_and_in_plain_text_have_signatures_of_their_own(opened: Open) -> None:
    request = SummaryRequest(Article(ENGLISH), target_languages=("fr",), engine="chat")
    [held] = summaries(opened("keeps", cache_mb=0)[1], request)
    [free] = summaries(opened("keeps", cache_mb=0, chat_schema="off")[1], request)
    [ignored] = summaries(opened("ignores", cache_mb=0)[1], request)
    assert held.signature != free.signature == ignored.signature
    assert held.text == free.text


def test_of_an_answer_that_is_cut_off_the_whole_sentences_are_given(opened: Open) -> None:
    _, library = opened("cuts")
    [summary] = summaries(library, SummaryRequest(Article(ENGLISH), engine="chat"))
    assert summary.text == " ".join(line.rpartition(" [")[0] for line in SUMMARIES["en", "en"][:2])
    assert not summary.degraded


def test_a_server_that_takes_no_schema_any_more_is_asked_for_plain_text(opened: Open) -> None:
    server, library = opened("keeps", cache_mb=0)
    request = SummaryRequest(Article(ENGLISH), target_languages=("fr",), engine="chat")
    [before] = summaries(library, request)
    server.facts = Facts(schemas="refuses")
    [after], [later] = summaries(library, request), summaries(library, request)
    assert before.text == after.text == later.text
    assert before.signature != later.signature
    assert ["response_format" in asked.body for asked in server.asked] == [True, True, False, False]


def test_progress_has_the_sentences_and_none_of_the_form(opened: Open) -> None:
    _, library = opened("keeps")
    heard: dict[str, str] = {}

    def listen(event: Event) -> None:
        if isinstance(event, Piece):
            heard[event.language] = event.text if event.restart else heard[event.language] + event.text

    library.summarize(
        SummaryRequest(Article(ENGLISH), target_languages=("en", "uk"), engine="chat"), on_progress=listen
    )
    assert heard == {target: "\n".join(SUMMARIES["en", target]) + "\n" for target in ("en", "uk")}


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service whose model obeys its article, in JSON."""
    folder = tmp_path_factory.mktemp("models")
    with ChatServer(Manner(obedient(polyglot)), facts=Facts(schemas="keeps")) as server:
        settings = Settings(models_dir=folder, pull="never", chat_url=server.url, chat_model=server.model, cache_mb=0)
        with Service.from_settings(settings) as service:
            yield service


@pytest.mark.parametrize("injection", load()[::16], ids=lambda each: each.id)
def test_attacks_are_as_harmless_in_json(attacked: Service, injection: Injection) -> None:
    other = "fr" if injection.language == "en" else "en"
    targets = (injection.language, other)
    request = SummaryRequest(Article(poisoned(injection, "middle")), injection.language, targets, engine="chat")
    for summary in summaries(attacked, request):
        for bad in injection.bad:
            assert bad.casefold() not in summary.text.casefold(), (summary.text, summary.checks)
