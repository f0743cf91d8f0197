"""`chat check`: a server is tried out, and the settings to use are printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.runtime.chat_trial import ARTICLE
from tests.support.chat_schemas import Schemas
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import Messages, saying
from tests.support.polyglot import language_asked_for

SAID = {
    "en": "The library of Fernhill will open on Sundays from May. [1]\nTwo more librarians will be hired. [3]",
    "fr": "La bibliothèque de Fernhill ouvrira le dimanche dès le mois de mai. [1]",
    "uk": "Бібліотека у Фернгіллі працюватиме щонеділі, починаючи від травня. [1]",
}
PROPS = {"default_generation_settings": {"n_ctx": 4096}, "total_slots": 2}


def good(messages: Messages) -> str:
    return SAID[language_asked_for(str(messages[-1]["content"]))]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer(Manner(good), facts=Facts(props=PROPS)) as server:
        yield server


def checked(server: ChatServer, **settings: str) -> Result:
    given = {"STISLO_CHAT_URL": server.url, "STISLO_CHAT_MODEL": server.model, **settings}
    return CliRunner().invoke(main, ["chat", "check"], env=given)


def test_a_good_server_is_described_with_its_settings(server: ChatServer) -> None:
    result = checked(server)

    assert result.exit_code == 0, result.output
    assert "window    4096 tokens, as the server says" in result.output
    assert "places    2, as the server says" in result.output
    assert result.output.count("in the language, cites, repeats nothing") == 3
    assert "STISLO_CHAT_WINDOW=4096" in result.output
    assert "STISLO_CHAT_CONCURRENCY=2" in result.output
    assert "characters a second" in result.output


@pytest.mark.parametrize(
    ("reply", "remark", "status"),
    [
        (SAID["en"].partition(" [")[0], "does not cite", 0),
        (f"The article: {SAID['en']}", "REPEATS what it is told", 0),
        ("Write in English. [1]", "REPEATS what it is told", 3),
        (SAID["fr"], "NOT in the language", 0),
        ("", "NOT in the language", 3),
    ],
)
def test_what_its_model_does_not_do_is_said(server: ChatServer, reply: str, remark: str, status: int) -> None:
    server.manner, server.facts = Manner(saying(reply)), Facts()

    result = checked(server)

    assert result.exit_code == status, result.output
    assert remark in result.output
    assert "assumed: the server does not say" in result.output
    assert ARTICLE.sentences[0] not in result.output


@pytest.mark.parametrize(
    ("schemas", "remark"),
    [
        ("keeps", "kept: summaries are asked for in JSON"),
        ("keeps json_object", "kept (told by json_object)"),
        ("ignores", "taken and not kept: summaries are asked for in plain text"),
        ("refuses", "refused"),
    ],
)
def test_what_it_does_with_the_schema_of_an_answer_is_said(server: ChatServer, schemas: Schemas, remark: str) -> None:
    server.facts = Facts(props=PROPS, schemas=schemas)

    result = checked(server)

    assert f"schema    {remark}" in result.output
    assert result.output.count("in the language, cites, repeats nothing") == 3
    assert "not tried (STISLO_CHAT_SCHEMA=off)" in checked(server, STISLO_CHAT_SCHEMA="off").output


def test_a_server_that_refuses_says_why(server: ChatServer) -> None:
    server.manner = Manner(status=401)

    result = checked(server)

    assert result.exit_code == 3
    assert "no answer: The chat server refuses the key; check STISLO_CHAT_KEY." in result.output


def test_a_server_that_is_not_there_is_an_error(server: ChatServer) -> None:
    server.stop()

    result = checked(server)

    assert result.exit_code == 1
    assert "cannot be reached" in result.output
    assert "STISLO_CHAT_URL" in CliRunner().invoke(main, ["chat", "check"], env={}).output
