"""A chat server on loopback: it speaks OpenAI's protocol, remembers what was asked, and misbehaves on request.

    with ChatServer(Manner(first_sentences())) as server:
        server.then(Manner(status=429, retry_after="1"), Manner(stall_at=2))
        ServerBackend(Settings(chat_url=server.url, chat_model=server.model))

`greetings` are questions that only try out a schema; they are not among those `asked`, and are answered
as `greeting` says, or as the server deals with schemas.
`connections`, `answering` and `disconnects` say how its callers behave.
"""

from __future__ import annotations

import json
import select
import socket
import ssl
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from tests.support.chat_schemas import Schemas, as_json, greeting, refusal_of, schema_of
from tests.support.chat_speakers import Speaker, echo, saying


@dataclass(frozen=True, repr=False)
class Manner:
    """How a request is answered: `says` is what the model says, streamed `piece` characters at a time.

    `status` other than 200 refuses, with `retry_after` in its header and `error` in its body; fields in `refuses` are
    refused with 400, by name if `names_them`. After so many events of a stream: `stall_at` sends nothing more, `cut_at`
    closes the connection, `half_at` sends half an event and ends the answer. `drop` closes the connection without an
    answer, `silent` never answers. `finish` and `done` say how the stream ends; `pause_s` passes between events.
    `thought` goes before the text as `reasoning_content`. `content` is how text is sent: a string, a list of parts, or
    with empty and null events between. `giant` is the length of a line that no answer needs, `endless` sends comments
    for ever, `reports` an error in the middle, `raw` is sent as the body of the stream as it stands, which with `hangs`
    does not end.
    """

    says: Speaker = echo
    piece: int = 7
    status: int = 200
    retry_after: str | None = None
    error: str = "no"
    refuses: frozenset[str] = frozenset()
    names_them: bool = True
    stall_at: int | None = None
    cut_at: int | None = None
    half_at: int | None = None
    drop: bool = False
    silent: bool = False
    finish: str | None = "stop"
    done: bool = True
    pause_s: float = 0.0
    thought: str = ""
    content: str = "text"  # text, parts, nulls
    giant: int = 0
    endless: bool = False
    reports: int | None = None
    raw: bytes | None = None
    hangs: bool = False
    prompt_tokens: int | None = None

    def __repr__(self) -> str:
        """What is not as it should be; the same in every process, so that tests can be named after it."""
        odd = {
            part.name: getattr(self, part.name)
            for part in fields(self)
            if part.name != "says" and getattr(self, part.name) != part.default
        }
        return " ".join(f"{name}={str(value)[:30]}" for name, value in odd.items()) or "as it should be"


@dataclass(frozen=True)
class Asked:
    """One request. `port` is the caller's, and so tells connections apart."""

    method: str
    path: str
    body: dict[str, Any]
    headers: dict[str, str] = field(repr=False)
    port: int = 0


@dataclass(frozen=True)
class Facts:
    """What the server says of itself: `about` is in its entry of the list of models, `props` and `info` at their paths,
    404 where they are None; `tokens_a_word` is what `/tokenize` makes of words, 404 where it is None, in the form of
    vLLM or of llama.cpp as it is asked. `places` is how many it serves at the same time: others get a 503, or, if it
    `interrupts`, those before them are broken off. `takes_system` and `takes_max_tokens` say what it refuses,
    `schemas` what it does with the schema of an answer.
    """

    about: dict[str, Any] = field(default_factory=dict)
    props: dict[str, Any] | None = None
    info: dict[str, Any] | None = None
    tokens_a_word: int | None = None
    places: int | None = None
    interrupts: bool = False
    takes_system: bool = True
    takes_max_tokens: bool = True
    schemas: Schemas = "refuses"


class Gone(Exception):
    """Whoever asked has closed the connection."""


class ChatServer:
    """Answers as `manner` says, or first as those of `then`, one a request."""

    def __init__(
        self,
        manner: Manner | Speaker = echo,
        *,
        model: str = "stand-in",
        key: str | None = None,
        facts: Facts | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.manner = manner if isinstance(manner, Manner) else Manner(manner)
        self.model, self.key, self.facts = model, key, facts or Facts()
        self.asked: list[Asked] = []
        self.inquiries: list[Asked] = []
        self.greetings: list[Asked] = []
        self.connections = self.answering = self.most_answering = self.disconnects = self.accepted = 0
        self._next: deque[Manner] = deque()
        self.greeting: Manner | None = None
        self._served = self._latest = 0
        self._sockets: set[socket.socket] = set()
        self.changed = threading.Condition()
        self._scheme = "https" if tls else "http"
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> ChatServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Closes the port and every connection, as if it were killed, and waits for its threads."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
            self._server.socket.close()
            with self.changed:
                for connection in self._sockets:
                    connection.shutdown(socket.SHUT_RDWR)
            self._server.server_close()

    def hang_up(self) -> None:
        """Closes every connection, as servers do with those that nobody uses, and waits until they are closed."""
        with self.changed:
            for connection in self._sockets:
                connection.shutdown(socket.SHUT_RDWR)
            assert self.changed.wait_for(lambda: not self._sockets, 60)

    @contextmanager
    def place(self) -> Iterator[int | None]:
        """A place among those that are served, by its number; None where there is none free."""
        with self.changed:
            free = self.facts.places is None or self._served < self.facts.places
            if not free and not self.facts.interrupts:
                number = None
            else:
                self._latest = number = self._latest + 1
                self._served += 1
        try:
            yield number
        finally:
            if number is not None:
                with self.changed:
                    self._served -= 1
                    self.changed.notify_all()

    def is_interrupted(self, number: int) -> bool:
        """Whether somebody who came later took the place."""
        return self.facts.interrupts and number <= self._latest - (self.facts.places or self._latest)

    def then(self, *manners: Manner) -> None:
        """The manners of the next requests, in order."""
        with self.changed:
            self._next.extend(manners)

    def wait_for(self, what: Callable[[ChatServer], bool], seconds: float = 60.0) -> bool:
        """Whether `what` is so within some time."""
        with self.changed:
            return self.changed.wait_for(lambda: what(self), seconds)

    def next_manner(self) -> Manner:
        with self.changed:
            return self._next.popleft() if self._next else self.manner

    def count(self, *, connection: socket.socket | None = None, by: int = 0, answering: int = 0, gone: int = 0) -> None:
        """Moves the gauges, and wakes who waits for that."""
        with self.changed:
            if connection is not None:
                (self._sockets.add if by > 0 else self._sockets.discard)(connection)
                self.accepted += max(0, by)
            self.connections += by
            self.answering += answering
            self.most_answering = max(self.answering, self.most_answering)
            self.disconnects += gone
            self.changed.notify_all()

    def note(self, asked: Asked) -> None:
        with self.changed:
            told = schema_of(asked.body)
            if told and greeting(self.facts.schemas, told[1]):
                self.greetings.append(asked)
            else:
                (self.asked if asked.path.endswith("/completions") else self.inquiries).append(asked)
            self.changed.notify_all()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks is what half of the tests are about; nothing is printed."""


def _handler(server: ChatServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Requests are kept in `asked`; nothing is printed."""

        def setup(self) -> None:
            super().setup()
            server.count(connection=self.connection, by=1)

        def finish(self) -> None:
            server.count(connection=self.connection, by=-1)
            super().finish()

        def do_GET(self) -> None:
            self._serve()

        def do_POST(self) -> None:
            self._serve()

        def _serve(self) -> None:
            _Exchange(server, self).run()

    return Handler


class _Exchange:
    """One request and its answer."""

    def __init__(self, server: ChatServer, handler: BaseHTTPRequestHandler) -> None:
        self._server, self._handler = server, handler

    def run(self) -> None:
        handler = self._handler
        length = int(handler.headers.get("Content-Length") or 0)
        body = json.loads(handler.rfile.read(length)) if length else {}
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self._server.note(Asked(handler.command, handler.path, body, headers, handler.client_address[1]))
        self._server.count(answering=1)
        try:
            self._answer(body)
        except (Gone, OSError):
            handler.close_connection = True
            self._server.count(gone=1)
        finally:
            self._server.count(answering=-1)

    def _answer(self, body: dict[str, Any]) -> None:
        server, path = self._server, (self._handler.command, self._handler.path)
        if server.key and self._handler.headers.get("Authorization") != f"Bearer {server.key}":
            return self._refuse(401, "Incorrect API key provided.")
        if path == ("GET", "/v1/models"):
            model = {"id": server.model, "object": "model", "created": 1_700_000_000, "owned_by": "tests"}
            return self._json(200, {"object": "list", "data": [model | server.facts.about]})
        if path in (("GET", "/props"), ("GET", "/info"), ("POST", "/tokenize")):
            return self._tell(path[1], body)
        if path != ("POST", "/v1/chat/completions"):
            return self._refuse(404, "Not Found")
        if body.get("model") != server.model:
            return self._refuse(404, "The model does not exist.")
        if refusal := self._wants_otherwise(body):
            return self._refuse(400, refusal)
        with server.place() as number:
            if number is None:
                return self._refuse(503, "The server is busy.")
            self._number = number
            self._behave(self._manner(body), body)
        return None

    def _manner(self, body: dict[str, Any]) -> Manner:
        """How this request is answered: one with a schema as the server deals with those."""
        told, schemas = schema_of(body), self._server.facts.schemas
        if told and (hello := greeting(schemas, told[1])):
            return self._server.greeting or Manner(saying(hello))
        manner = self._server.next_manner()
        says = manner.says
        return replace(manner, says=lambda messages: as_json(schemas, says(messages))) if told else manner

    def _tell(self, path: str, body: dict[str, Any]) -> None:
        facts = self._server.facts
        if path == "/tokenize":
            if facts.tokens_a_word is None:
                return self._refuse(404, "Not Found")
            texts = [body["content"]] if "content" in body else [each["content"] for each in body["messages"]]
            count = facts.tokens_a_word * sum(len(text.split()) for text in texts)
            return self._json(200, {"tokens": [1] * count} if "content" in body else {"count": count})
        found = facts.props if path == "/props" else facts.info
        return self._refuse(404, "Not Found") if found is None else self._json(200, found)

    def _wants_otherwise(self, body: dict[str, Any]) -> str | None:
        facts = self._server.facts
        if not facts.takes_system and any(message["role"] == "system" for message in body["messages"]):
            return "System role not supported"
        if not facts.takes_max_tokens and "max_tokens" in body:
            return "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
        told = schema_of(body)
        return refusal_of(facts.schemas, told[0]) if told else None

    def _behave(self, manner: Manner, body: dict[str, Any]) -> None:
        if manner.drop:
            self._handler.close_connection = True
        elif manner.silent:
            self._pause(None)
        elif manner.status != 200:
            self._refuse(manner.status, manner.error, manner.retry_after)
        elif unknown := sorted(manner.refuses & body.keys()):
            self._refuse(400, f"Unknown parameter: '{unknown[0]}'." if manner.names_them else "Bad request.")
        elif body.get("stream"):
            self._stream(manner, body)
        else:
            self._whole(manner, body)

    def _whole(self, manner: Manner, body: dict[str, Any]) -> None:
        text = manner.says(body["messages"])
        message = {"role": "assistant", "content": text}
        choice = {"index": 0, "message": message, "finish_reason": manner.finish, "logprobs": None}
        self._json(
            200, {**self._head("chat.completion"), "choices": [choice], "usage": self._usage(manner, body, text)}
        )

    def _stream(self, manner: Manner, body: dict[str, Any]) -> None:
        handler = self._handler
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream; charset=utf-8")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        if manner.raw is not None:
            self._chunk(manner.raw)
            self._pause(None if manner.hangs else 0.0)
            return self._chunk(b"")
        for number, event in enumerate(self._events(manner, body)):
            self._pause(manner.pause_s)
            data = json.dumps(event)
            if number == manner.reports:
                data = json.dumps({"error": {"message": "out of memory", "code": 500}})
            if self._server.is_interrupted(self._number):
                handler.close_connection = True
                return None
            if number == manner.stall_at:
                self._pause(None)
            if number == manner.cut_at:
                handler.close_connection = True
                return None
            if number == manner.half_at:
                self._chunk(f"data: {data[: len(data) // 2]}".encode())
                return self._chunk(b"")
            self._chunk(f"data: {data}\n\n".encode())
            while manner.endless:
                self._chunk(b": still there\n\n" * 100)
        if manner.giant:
            self._chunk(b"data: " + b"x" * manner.giant)
        if manner.done:
            self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _events(self, manner: Manner, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        text = manner.says(body["messages"])
        deltas: list[dict[str, Any]] = [{"role": "assistant", "content": ""}]
        if manner.thought:
            deltas.append({"reasoning_content": manner.thought, "content": None})
        for start in range(0, len(text), manner.piece):
            piece = text[start : start + manner.piece]
            deltas.append({"content": [{"type": "text", "text": piece}] if manner.content == "parts" else piece})
            if manner.content == "nulls":
                deltas += [{"content": None}, {}]
        choices: list[dict[str, Any]] = [
            {"index": 0, "delta": delta, "logprobs": None, "finish_reason": None} for delta in deltas
        ]
        if manner.finish:
            choices.append({"index": 0, "delta": {}, "logprobs": None, "finish_reason": manner.finish})
        for choice in choices:
            yield {**self._head("chat.completion.chunk"), "choices": [choice]}
        if (body.get("stream_options") or {}).get("include_usage"):
            usage = self._usage(manner, body, text)
            yield {**self._head("chat.completion.chunk"), "choices": [], "usage": usage}

    def _head(self, kind: str) -> dict[str, Any]:
        return {"id": "chatcmpl-1", "object": kind, "created": 1_700_000_000, "model": self._server.model}

    def _usage(self, manner: Manner, body: dict[str, Any], text: str) -> dict[str, int]:
        words = sum(len(str(message["content"]).split()) for message in body["messages"])
        prompt, answer = manner.prompt_tokens or words, len(text.split())
        return {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}

    def _pause(self, seconds: float | None) -> None:
        """Waits, for ever if None; raises Gone as soon as the caller closes the connection."""
        end = None if seconds is None else time.monotonic() + seconds
        while True:
            left = 10.0 if end is None else end - time.monotonic()
            if select.select([self._handler.connection], [], [], max(0.0, left))[0]:
                if not self._handler.connection.recv(1, socket.MSG_PEEK):
                    raise Gone
                left = 0.0 if end is not None else left
            if end is not None and left <= 0:
                return

    def _chunk(self, data: bytes) -> None:
        self._handler.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))

    def _refuse(self, status: int, message: str, retry_after: str | None = None) -> None:
        error = {"message": message, "type": "invalid_request_error", "param": None, "code": None}
        self._json(status, {"error": error}, {"Retry-After": retry_after} if retry_after else {})

    def _json(self, status: int, document: Any, headers: dict[str, str] | None = None) -> None:
        body = json.dumps(document).encode()
        self._handler.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **(headers or {}),
        }.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()
        self._handler.wfile.write(body)
