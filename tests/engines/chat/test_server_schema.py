"""Whether a server holds its model to a schema is found out with a greeting, once; a refusal later is told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from service.engines.chat.backend import Sampling, Unconstrained
from service.engines.chat.json_lines import SENTENCES
from service.engines.chat.server import ServerBackend
from service.engines.chat.wire.schema import SchemaSupport
from service.errors import EngineFailed
from service.runtime.ticket import Ticket
from service.settings import Settings
from tests.engines.chat.conftest import TURNS, answer
from tests.support.chat_schemas import Schemas
from tests.support.chat_server import ChatServer, Facts, Manner
from tests.support.chat_speakers import saying

Meet = Callable[..., tuple[ChatServer, ServerBackend]]
PLAIN = Manner(saying("The bridge opens on Monday. [1]"))
JSON = '{"sentences": [{"text": "The bridge opens on Monday.", "sources": [1]}]}'
AS_JSON = Sampling(256, schema=SENTENCES)


@pytest.fixture
def meet() -> Iterator[Meet]:
    """A server that deals with schemas in this way, and a back end for it that has asked it about itself."""
    with ExitStack() as stack:

        def make(
            schemas: Schemas, *, greeting: Manner | None = None, **settings: str
        ) -> tuple[ChatServer, ServerBackend]:
            server = stack.enter_context(ChatServer(PLAIN, facts=Facts(schemas=schemas)))
            server.greeting = greeting
            given = {"chat_url": server.url, "chat_model": server.model, **settings}
            backend = ServerBackend(Settings.model_validate(given))
            stack.callback(backend.close)
            backend.inquire(Ticket(60))
            return server, backend

        yield make


@pytest.mark.parametrize(
    ("schemas", "support", "asked"),
    [
        ("keeps", "json_schema", 1),
        ("keeps json_object", "json_object", 2),
        ("cuts", "json_schema", 1),
        ("ignores", "ignored", 2),
        ("refuses", "refused", 2),
        ("refuses without a word", "refused", 4),
    ],
)
def test_what_a_server_does_with_a_schema_is_found_out_once(
    meet: Meet, schemas: Schemas, support: SchemaSupport, asked: int
) -> None:
    server, backend = meet(schemas)
    for _ in range(2):
        backend.inquire(Ticket(60))
    assert backend.constraint.support == support
    assert backend.constrains == support.startswith("json")
    assert len(server.greetings) == asked
    assert answer(backend) == "The bridge opens on Monday. [1]"
    assert backend.stats().failures == 0


def test_an_answer_is_held_to_the_schema_in_the_way_that_the_server_takes(meet: Meet) -> None:
    for schemas, told in (("keeps", "json_schema"), ("keeps json_object", "json_object")):
        server, backend = meet(schemas)
        assert "".join(backend.stream(TURNS, AS_JSON, Ticket(60))) == JSON
        assert server.asked[-1].body["response_format"]["type"] == told


def test_the_settings_can_turn_it_off(meet: Meet) -> None:
    server, backend = meet("keeps", chat_schema="off")
    assert not backend.constrains
    assert server.greetings == []
    with pytest.raises(Unconstrained):
        list(backend.stream(TURNS, AS_JSON, Ticket(60)))


def test_a_server_that_is_loading_is_asked_again(meet: Meet) -> None:
    server, backend = meet("keeps", greeting=Manner(status=503, error="Loading model"))
    for _ in range(4):
        backend.inquire(Ticket(60))
        assert backend.constraint.support == "unknown" and backend.constraint.is_open
    server.greeting = None
    backend.inquire(Ticket(60))
    assert backend.constrains


def test_a_server_that_fails_at_it_is_let_be(meet: Meet) -> None:
    server, backend = meet("keeps", greeting=Manner(status=500))
    for _ in range(9):
        backend.inquire(Ticket(60))
    assert not backend.constrains
    assert len(server.greetings) == 3


@pytest.mark.parametrize("schemas", ["refuses", "refuses without a word"])
def test_a_refusal_later_is_told_apart_and_the_same_question_goes_without(meet: Meet, schemas: Schemas) -> None:
    server, backend = meet("keeps")
    assert answer(backend)
    server.facts = Facts(schemas=schemas)
    with pytest.raises(Unconstrained):
        list(backend.stream(TURNS, AS_JSON, Ticket(60)))
    assert answer(backend) == "The bridge opens on Monday. [1]"
    # What is refused without a word may have been refused for another reason.
    assert backend.constrains == (schemas != "refuses")


def test_a_text_that_is_too_long_is_not_taken_for_a_refusal(meet: Meet) -> None:
    server, backend = meet("keeps")
    server.manner = Manner(status=400, error="maximum context length is 4096 tokens; response_format")
    with pytest.raises(EngineFailed, match="STISLO_CHAT_WINDOW") as raised:
        list(backend.stream(TURNS, AS_JSON, Ticket(60)))
    assert not isinstance(raised.value, Unconstrained)
    assert backend.constrains
