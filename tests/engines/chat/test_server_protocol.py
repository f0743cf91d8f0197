"""The server that the tests talk to speaks the protocol: the client library of its inventors understands it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest

from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import saying

TEXT = "Міст відчиняється в понеділок 🚲."
MESSAGES: Any = [{"role": "system", "content": "You summarize."}, {"role": "user", "content": "The bridge opens."}]


@pytest.fixture
def client(server: ChatServer) -> Iterator[openai.OpenAI]:
    server.manner, server.key = Manner(saying(TEXT)), "sesame"
    http = openai.DefaultHttpxClient(trust_env=False)
    with openai.OpenAI(base_url=server.url, api_key="sesame", max_retries=0, http_client=http) as client:
        yield client


def test_an_answer_at_once(client: openai.OpenAI, server: ChatServer) -> None:
    completion = client.chat.completions.create(model=server.model, messages=MESSAGES)
    [choice] = completion.choices
    assert (choice.message.role, choice.message.content, choice.finish_reason) == ("assistant", TEXT, "stop")
    assert completion.usage is not None
    assert completion.usage.prompt_tokens == 5


def test_an_answer_as_it_comes(client: openai.OpenAI, server: ChatServer) -> None:
    chunks = list(
        client.chat.completions.create(
            model=server.model, messages=MESSAGES, stream=True, stream_options={"include_usage": True}
        )
    )
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    assert "".join(choice.delta.content or "" for choice in choices) == TEXT
    assert len(choices) > 4
    assert [choice.finish_reason for choice in choices if choice.finish_reason] == ["stop"]
    assert chunks[-1].usage and chunks[-1].usage.prompt_tokens == 5


def test_the_library_gathers_the_stream(client: openai.OpenAI, server: ChatServer) -> None:
    with client.chat.completions.stream(model=server.model, messages=MESSAGES) as stream:
        assert stream.get_final_completion().choices[0].message.content == TEXT


def test_models(client: openai.OpenAI, server: ChatServer) -> None:
    assert [model.id for model in client.models.list()] == [server.model]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, openai.BadRequestError),
        (401, openai.AuthenticationError),
        (404, openai.NotFoundError),
        (422, openai.UnprocessableEntityError),
        (429, openai.RateLimitError),
        (500, openai.InternalServerError),
        (503, openai.InternalServerError),
    ],
)
def test_errors(client: openai.OpenAI, server: ChatServer, status: int, error: type[openai.APIStatusError]) -> None:
    server.then(Manner(status=status, error="so it is", retry_after="7"))
    with pytest.raises(error, match="so it is") as raised:
        client.chat.completions.create(model=server.model, messages=MESSAGES, stream=True)
    assert raised.value.status_code == status
    assert raised.value.response.headers["Retry-After"] == "7"


def test_an_error_in_the_middle(client: openai.OpenAI, server: ChatServer) -> None:
    server.then(Manner(saying(TEXT), reports=2))
    stream = client.chat.completions.create(model=server.model, messages=MESSAGES, stream=True)
    with pytest.raises(openai.APIError, match="out of memory"):
        list(stream)


def test_another_model_or_key_is_refused(client: openai.OpenAI, server: ChatServer) -> None:
    with pytest.raises(openai.NotFoundError):
        client.chat.completions.create(model="other", messages=MESSAGES)
    server.key = "other"
    with pytest.raises(openai.AuthenticationError):
        client.models.list()
