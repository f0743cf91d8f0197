"""Two attempts of a chat model, and what is delivered of them; and that its slowness costs no answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.errors import DeadlineExceeded
from service.pipeline import summarize
from service.pipeline.service import Service
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.types import Article, Summary, SummaryRequest
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import Messages, saying
from tests.support.polyglot import ARTICLES, ENGLISH, SUMMARIES, polyglot

GOOD = [line.rpartition(" [")[0] for line in SUMMARIES["en", "en"]]
WRONG = "About 940 passengers waited for hours."
CHAT = SummaryRequest(Article(ENGLISH), engine="chat")
AUTO = SummaryRequest(Article(ENGLISH))


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(polyglot) as server:
        yield server


@pytest.fixture
def library(server: ChatServer, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(models_dir=tmp_path, pull="never", chat_url=server.url, chat_model=server.model)
    with Service.from_settings(settings) as service:
        yield service


def only(library: Service, request: SummaryRequest, ticket: Ticket | None = None) -> Summary:
    [summary] = library.summarize(request, ticket=ticket).summaries
    assert isinstance(summary, Summary)
    return summary


def said(summary: Summary) -> list[str]:
    return [sentence.text for sentence in summary.sentences]


def test_where_enough_remains_nobody_is_asked_again(server: ChatServer, library: Service) -> None:
    server.manner = Manner(saying(f"{GOOD[0]} [1]\n{WRONG} [2]\n{GOOD[2]} [4]"))

    summary = only(library, CHAT)

    assert said(summary) == [GOOD[0], GOOD[2]]
    assert len(server.asked) == 1
    assert not summary.degraded


@pytest.mark.parametrize(
    "worse",
    [
        Manner(saying("")),
        Manner(saying("The article: [1]")),
        Manner(saying(f"{WRONG} [2]")),
        Manner(saying("Le bac est en panne depuis dimanche à cause de son moteur. [1]")),
        Manner(saying("Rather little is known of the whole matter so far. [1]")),
        Manner(status=500),
        Manner(polyglot, cut_at=1),
    ],
)
def test_a_second_attempt_that_is_worse_replaces_nothing(server: ChatServer, library: Service, worse: Manner) -> None:
    server.manner = worse
    server.then(Manner(saying(f"{GOOD[0]} [1]\n{WRONG} [2]")))

    summary = only(library, CHAT)

    assert said(summary) == GOOD[:1]
    assert not summary.degraded
    assert len(server.asked) > 1


def test_good_lines_beside_a_cited_one_are_attributed_by_their_words(server: ChatServer, library: Service) -> None:
    server.manner = Manner(saying(f"Some news.\n{GOOD[0]}\n{GOOD[1]} [2]\n{GOOD[2]}\nAsk me for more."))

    summary = only(library, CHAT)

    assert said(summary) == GOOD
    assert all(sentence.sources for sentence in summary.sentences)
    assert len(server.asked) == 1


@pytest.mark.parametrize("language", sorted(ARTICLES))
def test_a_model_that_never_cites_is_served_by_words(server: ChatServer, library: Service, language: str) -> None:
    lines = [line.rpartition(" [")[0] for line in SUMMARIES[language, language]]
    server.manner = Manner(saying("\n".join(lines)))

    summary = only(library, SummaryRequest(Article(ARTICLES[language]), engine="chat"))

    assert said(summary)
    assert set(said(summary)) <= set(lines)
    assert not summary.degraded
    assert all(sentence.sources for sentence in summary.sentences)


def test_another_language_is_attributed_by_names_and_numbers(server: ChatServer, library: Service) -> None:
    lines = ["Environ 230 passagers ont attendu sept heures.", "Northline paiera les hôtels et les tickets perdus."]
    server.manner = Manner(saying("\n".join(f"[{number}] {line}" for number, line in enumerate(lines, 1))))

    summary = only(library, SummaryRequest(Article(ENGLISH), target_languages=("fr",), engine="chat"))

    for sentence in summary.sentences:
        assert all(ENGLISH[span.start : span.end].strip() for span in sentence.sources)


def test_a_server_that_says_nothing_leaves_time_for_the_articles_own_sentences(
    server: ChatServer, library: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summarize, "_WRITERS_SHARE", 0.005)
    server.manner = Manner(silent=True)

    summary = only(library, AUTO, Ticket(60))

    assert (summary.degraded, summary.steps[-1].engine) == (True, "extractive")
    assert server.wait_for(lambda now: not now.answering)
    with pytest.raises(DeadlineExceeded):
        only(library, CHAT, Ticket(0.2))


def test_all_languages_are_written_at_the_same_time(server: ChatServer, library: Service) -> None:
    together = threading.Barrier(3)

    def speak(messages: Messages) -> str:
        together.wait(60)
        return polyglot(messages)

    server.manner = Manner(speak)

    result = library.summarize(SummaryRequest(Article(ENGLISH), target_languages=("en", "fr", "uk"), engine="chat"))

    assert [len(summary.sentences) for summary in result.summaries if isinstance(summary, Summary)] == [3, 3, 3]
    assert len(server.asked) == 3
