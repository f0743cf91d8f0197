"""What goes wrong at a chat server, and what a caller hears of it. Nothing is silently short."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from service.engines.chat.backend import BrokenOff, Sampling, Turn
from service.engines.chat.server import ServerBackend
from service.engines.chat.wire import retries
from service.errors import EngineFailed, ModelUnreachable, ModelUnusable, Overloaded, StisloError
from service.runtime.ticket import Ticket
from tests.engines.chat.conftest import SAMPLING, TURNS, Connect, answer
from tests.support.chat_server import ChatServer, Manner
from tests.support.chat_speakers import saying

LONG = saying("The bridge opens on Monday. " * 20)
VLLM = "This model's maximum context length is 4096 tokens. However, you requested 9000 tokens."
LLAMA = "the request exceeds the available context size, try increasing it"
TGI = "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 9000"


@pytest.fixture
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses that a server did not ask for take no time."""
    monkeypatch.setattr(retries, "_FIRST_PAUSE_S", 0.0)


@pytest.mark.parametrize(
    ("manner", "kind", "detail"),
    [
        (Manner(status=401), ModelUnusable, "STISLO_CHAT_KEY"),
        (Manner(status=403), ModelUnusable, "STISLO_CHAT_KEY"),
        (Manner(status=404), ModelUnusable, "STISLO_CHAT_MODEL"),
        (Manner(status=308), ModelUnusable, "STISLO_CHAT_URL"),
        (Manner(status=400, error=VLLM), EngineFailed, "STISLO_CHAT_WINDOW"),
        (Manner(status=400, error=LLAMA), EngineFailed, "STISLO_CHAT_WINDOW"),
        (Manner(status=500, error=LLAMA), EngineFailed, "STISLO_CHAT_WINDOW"),
        (Manner(status=422, error=TGI), EngineFailed, "STISLO_CHAT_WINDOW"),
        (Manner(status=413), EngineFailed, "STISLO_CHAT_WINDOW"),
        (Manner(status=400), EngineFailed, "answered 400"),
        (Manner(status=422), EngineFailed, "answered 422"),
        (Manner(status=418), EngineFailed, "answered 418"),
        (Manner(status=500), EngineFailed, "answered 500"),
        (Manner(status=429), Overloaded, "overloaded"),
        (Manner(status=503), Overloaded, "overloaded"),
        (Manner(status=503, error=VLLM), Overloaded, "overloaded"),
        (Manner(status=502), ModelUnreachable, "gateway answered 502"),
        (Manner(status=504), ModelUnreachable, "gateway answered 504"),
        (Manner(drop=True), EngineFailed, "breaks off"),
        (Manner(LONG, cut_at=4), BrokenOff, "breaks off"),
        (Manner(LONG, half_at=4), EngineFailed, "not JSON"),
        (Manner(LONG, reports=4), EngineFailed, "reports an error"),
        (Manner(LONG, finish=None), BrokenOff, "broke its answer off"),
        (Manner(LONG, finish=None, done=False), BrokenOff, "broke its answer off"),
        (Manner(LONG, finish="content_filter"), EngineFailed, "content filter"),
        (Manner(LONG, finish="tool_calls"), EngineFailed, "another reason"),
        (Manner(LONG, giant=3_000_000, finish=None), EngineFailed, "more than an answer can take"),
        (Manner(LONG, endless=True), EngineFailed, "more than an answer can take"),
        (Manner(raw=b""), BrokenOff, "broke its answer off"),
        (Manner(raw=b"<html>404</html>"), BrokenOff, "broke its answer off"),
        (Manner(raw=b'{"choices": []}'), BrokenOff, "broke its answer off"),
        (Manner(raw=b"data: 7\n\n"), EngineFailed, "not that of a chat completion"),
        (Manner(raw=b"data: []\n\n"), EngineFailed, "not that of a chat completion"),
        (Manner(raw=b"data: {}\n\n"), EngineFailed, "not that of a chat completion"),
        (Manner(raw=b'data: {"choices": [{"delta": {"content": 7}}]}\n\n'), EngineFailed, "not that of a chat"),
        (Manner(raw=b'data: {"usage": 7, "choices": []}\n\n'), EngineFailed, "not that of a chat completion"),
        (Manner(raw=b"data: " + b"[" * 100_000 + b"\n\n"), EngineFailed, "not JSON"),
        (Manner(raw=b"data: \xff\xfe\n\n"), EngineFailed, "UTF-8"),
        (Manner(raw=b'data: {"error": {"code": 503}}\n\n'), Overloaded, "overloaded"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("_at_once")
def test_every_fault_has_its_error(
    server: ChatServer, served: ServerBackend, manner: Manner, kind: type[StisloError], detail: str
) -> None:
    server.manner = manner
    with pytest.raises(StisloError, match=detail) as raised:
        answer(served)
    assert type(raised.value) is kind
    stats = served.stats()
    assert (stats.failures, stats.in_flight, stats.waiting) == (1, 0, 0)
    server.manner = Manner(saying("well again"))
    assert answer(served) == "well again"


def test_a_server_that_is_not_there(server: ChatServer, connect: Connect) -> None:
    server.stop()
    with pytest.raises(EngineFailed, match=r"cannot be reached.*STISLO_CHAT_URL") as raised:
        answer(connect())
    assert raised.value.retry_after


def test_a_host_that_nobody_knows(connect: Connect) -> None:
    with pytest.raises(EngineFailed, match="cannot be reached"):
        answer(connect(chat_url=f"http://localhost.{'x' * 70}:1/v1"))


def test_a_port_that_speaks_something_else(connect: Connect) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        served = connect(chat_url=f"http://127.0.0.1:{listener.getsockname()[1]}", chat_timeout_s=0.2)
        with pytest.raises(EngineFailed, match="silent for too long"):
            answer(served)


@pytest.mark.parametrize("status", sorted(retries.RETRIED_STATUS))
@pytest.mark.usefixtures("_at_once")
def test_what_passes_is_tried_again(server: ChatServer, served: ServerBackend, status: int) -> None:
    server.then(Manner(drop=True), Manner(status=status))
    assert answer(served) == TURNS[-1].text
    assert served.stats().retries == 2
    assert served.stats().failures == 0


@pytest.mark.parametrize("manner", [Manner(LONG, cut_at=3), Manner(status=500), Manner(status=400), Manner(status=401)])
def test_what_stays_or_has_begun_is_not_tried_again(server: ChatServer, served: ServerBackend, manner: Manner) -> None:
    answer(served)
    server.then(manner)
    with pytest.raises(StisloError):
        answer(served)
    assert (served.stats().retries, len(server.asked)) == (0, 2)


def in_two_seconds() -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)


@pytest.mark.parametrize("write", [lambda: "1", in_two_seconds])
def test_a_server_gets_the_pause_that_it_asks_for(
    server: ChatServer, served: ServerBackend, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(
        "service.engines.chat.wire.deadline.ExchangeDeadline.sleep", lambda self, seconds: slept.append(seconds)
    )
    server.then(Manner(status=429, retry_after=write()))  # type: ignore[operator]
    answer(served)
    assert 0.9 <= slept[0] <= 2.3


@pytest.mark.parametrize(("asked", "seconds"), [("600", 20.0), ("5", 3.0)])
def test_a_pause_that_is_too_long_is_left_to_the_caller(
    server: ChatServer, served: ServerBackend, asked: str, seconds: float
) -> None:
    server.then(Manner(status=503, retry_after=asked))
    with pytest.raises(Overloaded) as raised:
        answer(served, seconds=seconds)
    assert raised.value.retry_after == int(asked)
    assert len(server.asked) == 1


@pytest.mark.usefixtures("_at_once")
def test_an_outage_is_not_multiplied(server: ChatServer, served: ServerBackend) -> None:
    server.manner = Manner(status=503)
    for _ in range(100):
        with pytest.raises(Overloaded):
            answer(served)
    # Ten are saved up, and a hundred requests bring ten more.
    assert 18 <= served.stats().retries <= 20
    assert len(server.asked) == 100 + served.stats().retries


def failures(server: ChatServer, connect: Connect) -> Iterator[BaseException]:
    said = saying("SECRET-ANSWER " * 10)
    served = connect(chat_key="SECRET-KEY", chat_timeout_s=0.1)
    turns = (Turn("system", "SECRET-PROMPT"), Turn("user", "SECRET-ARTICLE"))
    for manner in (
        Manner(status=400, error="SECRET-ARTICLE"),
        Manner(status=429, retry_after="SECRET-HEADER"),
        Manner(status=503, error="SECRET-ARTICLE"),
        Manner(drop=True),
        Manner(said, half_at=3),
        Manner(said, cut_at=3),
        Manner(said, stall_at=3),
        Manner(said, reports=3),
        Manner(raw=b"data: SECRET-ANSWER\n\n"),
        Manner(raw=b"data: SECRET-ANSWER \xff\n\n"),
    ):
        server.manner = manner
        try:
            list(served.stream(turns, Sampling(max_tokens=99), Ticket(20)))
        except StisloError as error:
            yield error
    server.manner = Manner(said)
    assert "SECRET-ANSWER" in "".join(served.stream(turns, SAMPLING, Ticket(20)))
    with pytest.raises(EngineFailed) as raised:
        list(connect(chat_url="http://127.0.0.1:1/SECRET-PATH").stream(turns, SAMPLING, Ticket(20)))
    yield raised.value


@pytest.mark.usefixtures("_at_once")
def test_no_secret_is_in_an_error_or_in_the_log(
    server: ChatServer, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    raised = list(failures(server, connect))
    assert len(raised) == 11
    for error in raised:
        seen: BaseException | None = error
        while seen is not None:
            assert "SECRET" not in f"{seen!r} {seen} {seen.__notes__ if hasattr(seen, '__notes__') else ''}"
            seen = seen.__cause__
    assert "SECRET" not in caplog.text
