"""Servers as they are: what each kind says of itself, wants otherwise, or does to callers whom it has no place for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from service.engines.base import Decoding
from service.engines.chat.backend import Turn, is_small
from service.engines.chat.engine import ChatEngine
from service.engines.chat.prompts import PromptLibrary
from service.engines.chat.server import ServerBackend
from service.engines.chat.wire import retries
from service.engines.chat.wire.facts import ServerFacts
from service.errors import EngineFailed, ModelUnreachable
from service.runtime.ticket import Ticket
from service.settings import Settings
from service.types import Pair
from tests.engines.chat.conftest import SAMPLING, TURNS, answer
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Messages, saying

LOADING = Manner(status=503, error="Loading model")
LONG = (Turn("user", "The bridge opens on Monday. " * 100),)
Meet = Callable[..., tuple[ChatServer, ServerBackend]]


@pytest.fixture
def meet() -> Iterator[Meet]:
    """A server with these facts, and a back end for it."""
    with ExitStack() as stack:

        def make(facts: Facts, manner: Manner | None = None, **settings: Any) -> tuple[ChatServer, ServerBackend]:
            server = stack.enter_context(ChatServer(manner or Manner(), facts=facts))
            given = {"chat_url": server.url, "chat_model": server.model, **settings}
            backend = ServerBackend(Settings.model_validate(given))
            stack.callback(backend.close)
            return server, backend

        yield make


@contextmanager
def at_the_same_time(count: int) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(count) as callers:
        yield callers


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(about={"max_model_len": 4096}), ServerFacts(("stand-in",), 4096, tokenizer="vllm")),
        (
            Facts(props={"default_generation_settings": {"n_ctx": 2048}, "total_slots": 2}),
            ServerFacts(("stand-in",), 2048, 2, "llama.cpp"),
        ),
        (Facts(info={"max_total_tokens": 3072, "max_concurrent_requests": 128}), ServerFacts(("stand-in",), 3072, 128)),
        (Facts(about={"meta": {"n_ctx": 1024}}), ServerFacts(("stand-in",), 1024)),
        (Facts(), ServerFacts(("stand-in",))),
        (Facts(about={"max_model_len": "many"}, props={"total_slots": True}), ServerFacts(("stand-in",))),
        (Facts(about={"max_model_len": -5}, info={"max_total_tokens": 10**12}), ServerFacts(("stand-in",))),
    ],
)
def test_a_server_says_how_much_it_reads_and_how_many_it_serves(meet: Meet, facts: Facts, said: ServerFacts) -> None:
    _, backend = meet(facts)
    assert (backend.window, backend.places) == (8192, 8)
    assert backend.inquire(Ticket(60)) == said
    assert (backend.window, backend.places) == (said.window or 8192, said.places or 8)


@pytest.mark.parametrize(
    ("name", "small"),
    [
        ("HuggingFaceTB/SmolLM2-135M-Instruct", True),
        ("qwen2.5:0.5b", True),
        ("gemma-3-1b-it", True),
        ("Qwen/Qwen3-4B-Instruct-2507", False),
        ("mixtral-8x7b", False),
        ("gpt-4o-mini", False),
        ("stand-in", False),
    ],
)
def test_a_small_model_is_known_by_its_name(name: str, small: bool) -> None:
    assert is_small(name) == small


def test_what_is_set_goes_before_what_the_server_says(meet: Meet) -> None:
    facts = Facts(props={"default_generation_settings": {"n_ctx": 2048}, "total_slots": 2})
    _, backend = meet(facts, chat_window=1024, chat_concurrency=3)
    backend.inquire(Ticket(60))
    assert (backend.window, backend.places) == (1024, 3)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(about={"max_model_len": 4096}, tokens_a_word=3),
        Facts(props={"default_generation_settings": {"n_ctx": 2048}}, tokens_a_word=3),
    ],
)
def test_the_servers_tokenizer_counts_long_texts_once(meet: Meet, facts: Facts) -> None:
    server, backend = meet(facts)
    backend.inquire(Ticket(60))
    before = len(server.inquiries)
    counts = {backend.count_tokens(LONG) for _ in range(3)}
    assert len(counts) == 1
    assert 1500 <= counts.pop() <= 1500 + 32
    backend.count_tokens(TURNS)
    assert len(server.inquiries) == before + 1


def test_without_a_tokenizer_the_bound_counts(meet: Meet) -> None:
    server, backend = meet(Facts(about={"max_model_len": 4096}))
    bound = backend.count_tokens(LONG)
    backend.inquire(Ticket(60))
    assert backend.count_tokens(LONG) == bound
    assert backend.count_tokens(LONG) == bound
    assert [asked.path for asked in server.inquiries] == ["/v1/models", "/tokenize"]


def test_the_ratio_of_a_script_is_learned_from_long_conversations(meet: Meet) -> None:
    server, backend = meet(Facts())
    bound, short = backend.count_tokens(LONG), backend.count_tokens(TURNS)
    server.manner = Manner(prompt_tokens=bound // 2)
    list(backend.stream(LONG, SAMPLING, Ticket(60)))
    assert bound // 2 <= backend.count_tokens(LONG) < 0.6 * bound
    assert backend.count_tokens(TURNS) <= short
    server.manner = Manner(status=400, error="maximum context length is 4096 tokens")
    with pytest.raises(EngineFailed, match="STISLO_CHAT_WINDOW"):
        list(backend.stream(LONG, SAMPLING, Ticket(60)))
    assert backend.count_tokens(LONG) == bound


def test_a_server_that_takes_no_system_turn_is_told_in_the_users(meet: Meet) -> None:
    server, backend = meet(Facts(takes_system=False))
    for _ in range(2):
        assert answer(backend) == "You summarize.\n\nThe bridge opens on Monday."
    assert [[each["role"] for each in asked.body["messages"]] for asked in server.asked] == [
        ["system", "user"],
        ["user"],
        ["user"],
    ]


def test_a_server_that_wants_max_completion_tokens_gets_them(meet: Meet) -> None:
    server, backend = meet(Facts(takes_max_tokens=False))
    for _ in range(2):
        assert answer(backend) == TURNS[-1].text
    assert server.asked[-1].body["max_completion_tokens"] == SAMPLING.max_tokens
    assert "max_tokens" not in server.asked[-1].body
    assert len(server.asked) == 3


@pytest.mark.parametrize("field", ["temperature", "stop"])
def test_what_a_server_names_is_left_out_and_nothing_else(meet: Meet, field: str) -> None:
    server, backend = meet(Facts(), Manner(refuses=frozenset({"temperature", "stop"}) & {field}))
    list(backend.stream(TURNS, SAMPLING.__class__(9, stop=("x",)), Ticket(60)))
    assert server.asked[0].body.keys() - server.asked[-1].body.keys() == {field}


def test_a_server_that_is_loading_is_waited_for_a_little_and_told_apart(
    meet: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retries, "_FIRST_PAUSE_S", 0.0)
    server, backend = meet(Facts())
    server.then(LOADING)
    assert answer(backend) == TURNS[-1].text
    server.manner = LOADING
    with pytest.raises(ModelUnreachable, match="still loading"):
        answer(backend)
    assert backend.places == 8


def test_a_server_that_cuts_the_text_is_found_out_and_gets_less(meet: Meet) -> None:
    _, backend = meet(Facts(), Manner(saying("Something. [1]"), prompt_tokens=220))
    with pytest.raises(EngineFailed, match="cut the text: it read only 220 tokens"):
        list(backend.stream(LONG, SAMPLING, Ticket(60)))
    assert backend.window == 220
    assert answer(backend) == "Something. [1]"


def test_eight_callers_of_a_server_with_one_place_are_all_answered(meet: Meet, monkeypatch: pytest.MonkeyPatch) -> None:
    # The place of this server is free a moment after its last byte was read.
    monkeypatch.setattr(retries, "TRIES", 10)
    all_came = threading.Event()

    def speak(messages: Messages) -> str:
        assert all_came.wait(60)
        return str(messages[-1]["content"])

    server, backend = meet(Facts(places=1), Manner(speak))
    with at_the_same_time(8) as callers:
        answers = [callers.submit(answer, backend) for _ in range(8)]
        assert server.wait_for(lambda now: len(now.asked) > 1)
        all_came.set()
        assert {each.result() for each in answers} == {TURNS[-1].text}
    assert backend.places < 8
    stats = backend.stats()
    assert (stats.failures, stats.in_flight, stats.waiting) == (0, 0, 0)


def test_a_server_that_breaks_off_whom_it_served_before_answers_all(meet: Meet) -> None:
    _, backend = meet(Facts(places=1, interrupts=True), Manner(saying("Le pont ouvre lundi."), pause_s=0.02))
    chat = ChatEngine(backend, PromptLibrary.load(), Ticket(120))
    found = chat.translate(["The bridge opens on Monday."] * 8, Pair("en", "fr"), Decoding())
    assert [[each.text for each in hypotheses] for hypotheses in found] == [["Le pont ouvre lundi."]] * 8
    assert backend.places == 1


def test_an_answer_that_is_killed_in_the_middle_is_asked_for_once_more(meet: Meet) -> None:
    server, backend = meet(Facts(), Manner(saying("Le pont ouvre lundi.")))
    chat = ChatEngine(backend, PromptLibrary.load(), Ticket(60))
    server.then(Manner(saying("Le pont ouvre lundi."), cut_at=2))
    [[hypothesis]] = chat.translate(["The bridge opens on Monday."], Pair("en", "fr"), Decoding())
    assert hypothesis.text == "Le pont ouvre lundi."
    server.then(*[Manner(saying("Le pont"), cut_at=2)] * 2)
    with pytest.raises(EngineFailed, match="breaks off"):
        chat.translate(["The bridge opens on Monday."], Pair("en", "fr"), Decoding())
    assert len(server.asked) == 4
