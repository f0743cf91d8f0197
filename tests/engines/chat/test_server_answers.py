"""What is asked of a chat server, and what of its answer is text."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from service.engines.chat.backend import ChatBackend, Sampling, Truncated, Turn
from service.engines.chat.server import ServerBackend
from service.errors import ConfigurationError, EngineFailed
from service.runtime.ticket import Ticket
from service.settings import Settings
from tests.engines.chat.conftest import SAMPLING, TURNS, Connect, answer
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import saying

TEXT = "Міст відчиняється в понеділок 🚲. It has cost 40 million euros."
OPTIONAL = {"chat_template_kwargs", "stream_options"}


@pytest.mark.parametrize("piece", [1, 7, 10_000])
@pytest.mark.parametrize("content", ["text", "parts", "nulls"])
def test_text_comes_as_it_was_said(server: ChatServer, served: ServerBackend, piece: int, content: str) -> None:
    server.manner = Manner(saying(TEXT), piece=piece, content=content, thought="Let me think.")
    assert answer(served) == TEXT


def test_text_comes_piece_by_piece(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(saying("one two three"), piece=4, stall_at=3)
    pieces = served.stream(TURNS, SAMPLING, Ticket(20))
    assert [next(pieces), next(pieces)] == ["one ", "two "]
    pieces.close()


def test_everything_that_was_decided_is_asked_for(server: ChatServer, connect: Connect) -> None:
    served: ChatBackend = connect(chat_key="sesame")
    sampling = Sampling(max_tokens=64, temperature=0.3, seed=7, stop=("\n\n\n",), repetition_penalty=1.1)
    list(served.stream(TURNS, sampling, Ticket(20)))
    assert server.asked[0].body == {
        "model": server.model,
        "messages": [
            {"role": "system", "content": "You summarize."},
            {"role": "user", "content": "The bridge opens on Monday."},
        ],
        "max_tokens": 64,
        "temperature": 0.3,
        "stop": ["\n\n\n"],
        "seed": 7,
        "repetition_penalty": 1.1,
        "stream": True,
        "stream_options": {"include_usage": True},
        "chat_template_kwargs": {"enable_thinking": False},
    }
    assert server.asked[0].headers["authorization"] == "Bearer sesame"


def test_nothing_is_asked_for_that_was_not_decided(server: ChatServer, served: ServerBackend) -> None:
    answer(served)
    assert server.asked[0].body.keys() == {"model", "messages", "max_tokens", "temperature", "stream", *OPTIONAL}
    assert "authorization" not in server.asked[0].headers


def test_a_connection_is_used_again(server: ChatServer, served: ServerBackend) -> None:
    for _ in range(5):
        answer(served)
    assert server.accepted == 1
    assert served.stats().connections == 1
    served.close()
    assert server.wait_for(lambda server: server.connections == 0)


def test_a_connection_that_the_server_closed_meanwhile_is_no_fault(server: ChatServer, served: ServerBackend) -> None:
    answer(served)
    server.then(Manner(drop=True))
    assert answer(served) == TURNS[-1].text
    assert (server.accepted, served.stats().retries) == (2, 0)


def test_connections_that_the_server_closed_are_not_kept(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(saying(TEXT), piece=10_000)
    pair = [served.stream(TURNS, SAMPLING, Ticket(20)) for _ in range(2)]
    assert [next(pieces) for pieces in pair] == [TEXT] * 2
    assert [list(pieces) for pieces in pair] == [[]] * 2
    assert served.stats().connections == 2
    server.hang_up()
    assert answer(served) == TEXT
    assert (served.stats().connections, served.stats().retries) == (1, 0)


@pytest.mark.parametrize("names_them", [True, False])
def test_fields_that_a_server_refuses_are_left_out_from_then_on(
    server: ChatServer, served: ServerBackend, names_them: bool
) -> None:
    server.manner = Manner(refuses=frozenset(OPTIONAL), names_them=names_them)
    assert answer(served) == TURNS[-1].text
    assert answer(served) == TURNS[-1].text
    left_out = [OPTIONAL - asked.body.keys() for asked in server.asked]
    first, second = "chat_template_kwargs", "stream_options"
    assert left_out == ([set(), {first}, {first, second}, OPTIONAL] if names_them else [set(), OPTIONAL, OPTIONAL])


def test_only_what_is_refused_is_left_out(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(refuses=frozenset({"seed"}))
    answer(served, sampling=Sampling(max_tokens=9, seed=1))
    assert server.asked[-1].body.keys() >= OPTIONAL
    assert "seed" not in server.asked[-1].body


def test_a_refusal_that_only_quotes_a_field_teaches_nothing(server: ChatServer, served: ServerBackend) -> None:
    answer(served)
    server.then(*[Manner(status=400, error="cannot read 'chat_template_kwargs of stream_options'")] * 2)
    with pytest.raises(EngineFailed, match="answered 400"):
        answer(served)
    answer(served)
    assert server.asked[-1].body.keys() >= OPTIONAL


def test_a_server_that_has_understood_once_is_not_asked_twice(server: ChatServer, served: ServerBackend) -> None:
    answer(served)
    server.then(Manner(status=400, error="conversation roles must alternate"))
    with pytest.raises(EngineFailed):
        answer(served)
    assert len(server.asked) == 2


def test_an_answer_that_is_cut_off_says_so_after_its_text(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(saying(TEXT), finish="length")
    pieces: list[str] = []
    with pytest.raises(Truncated):
        for piece in served.stream(TURNS, SAMPLING, Ticket(20)):
            pieces.append(piece)
    assert "".join(pieces) == TEXT


@pytest.mark.parametrize("finish", ["eos", "eos_token", "stop_sequence", "stop"])
def test_servers_have_several_words_for_the_end(server: ChatServer, served: ServerBackend, finish: str) -> None:
    server.manner = Manner(saying(TEXT), finish=finish)
    assert answer(served) == TEXT


def test_an_end_that_is_said_needs_no_done(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(saying(TEXT), done=False)
    assert answer(served) == TEXT


def chunk(content: str, finish: str | None = None) -> str:
    return (
        f'data: {{"choices":[{{"index":0,"delta":{{"content":{content}}},"finish_reason":{json.dumps(finish)}}}]}}\n\n'
    )


def streamed(*events: str) -> Manner:
    return Manner(raw="".join([*events, "data: [DONE]\n\n"]).encode())


def test_an_emoji_in_two_events_is_one_character(server: ChatServer, served: ServerBackend) -> None:
    server.manner = streamed(chunk(r'"a \ud83d"'), chunk(r'"\ude80 b"'), chunk('""', "stop"))
    assert answer(served) == "a 🚀 b"


@pytest.mark.parametrize("halves", [[r'"a\ud83d"', '"b"'], [r'"a\ude80"', '"b"'], [r'"a\ude80b"']])
def test_half_a_character_is_never_text(server: ChatServer, served: ServerBackend, halves: list[str]) -> None:
    server.manner = streamed(*map(chunk, halves), chunk('""', "stop"))
    assert answer(served) == "a\ufffdb"


@pytest.mark.parametrize("end", [[chunk(r'"a\ud83d"'), chunk('""', "stop")], [chunk(r'"a\ud83d"', "stop")]])
def test_half_a_character_at_the_end_is_not_lost(server: ChatServer, served: ServerBackend, end: list[str]) -> None:
    server.manner = streamed(*end)
    assert answer(served) == "a\ufffd"


def test_other_choices_comments_and_line_ends_are_read_over(server: ChatServer, served: ServerBackend) -> None:
    other = 'data: {"choices":[{"index":1,"delta":{"content":"no"},"finish_reason":"stop"}]}\n\n'
    events = [": hello\n\n", "event: message\nid: 1\n", chunk('"yes"'), other, "\n\n\n", chunk("null", "stop")]
    server.manner = Manner(raw="".join([*events, "data:[DONE]\n\n"]).replace("\n", "\r\n").encode())
    assert answer(served) == "yes"


def test_a_count_of_the_server_raises_the_bound_and_never_lowers_it(server: ChatServer, served: ServerBackend) -> None:
    bound = served.count_tokens(TURNS)
    server.then(Manner(prompt_tokens=3), Manner(prompt_tokens=bound + 50), Manner(prompt_tokens=10**9))
    answer(served)
    assert served.count_tokens(TURNS) == bound
    answer(served)
    assert served.count_tokens(TURNS) == bound + 50
    answer(served)
    assert served.count_tokens(TURNS) <= 4 * bound


def test_a_server_must_be_named() -> None:
    with pytest.raises(ConfigurationError, match="STISLO_CHAT_URL"):
        ServerBackend(Settings())


def test_what_the_back_end_says_of_itself(served: ServerBackend) -> None:
    described: ChatBackend = served
    assert (described.name, described.window, described.special_tokens) == ("openai", 8192, ())


def test_nothing_is_done_before_the_first_piece(server: ChatServer, served: ServerBackend) -> None:
    pieces: Iterator[str] = served.stream((Turn("user", "x"),), SAMPLING, Ticket(20))
    assert (server.asked, served.stats().requests) == ([], 0)
    next(pieces)
