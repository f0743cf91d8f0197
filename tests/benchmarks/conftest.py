"""A loopback server whose answers the tests decide."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from benchmarks.load import Address

# What to answer to the (1-based number, path, body) of a request: status and JSON, or None to hang up without a word.
Answer = Callable[[int, str, Any], tuple[int, Any] | None]
Serve = Callable[[Answer], Address]


@contextmanager
def _server(answer: Answer) -> Iterator[Address]:
    numbers = iter(range(1, 1_000_000))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is printed."""

        def do_GET(self) -> None:
            self._reply(None)

        def do_POST(self) -> None:
            self._reply(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _reply(self, body: Any) -> None:
            answered = answer(next(numbers), self.path, body)
            if answered is None:
                self.close_connection = True
                return
            status, content = answered
            text = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(text)))
            with suppress(ConnectionError):  # the caller may have left
                self.end_headers()
                self.wfile.write(text)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield ("127.0.0.1", server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that answer as they are told, and ends them."""
    with ExitStack() as stack:
        yield lambda answer: stack.enter_context(_server(answer))
