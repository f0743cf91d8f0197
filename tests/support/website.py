"""A web site on loopback: pages by path, the way a well-behaved site serves them or a hostile one.

    with Website({"/": Page(b"<p>Good morning.</p>")}) as site:
        fetch(site.url + "/")

It counts every connection that is opened to it, remembers what was asked, and speaks TLS if it is given a context.
"""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType

Script = Callable[["Visit"], None]
"""What a page does that is not a plain one: it sends what it likes."""


@dataclass(frozen=True)
class Page:
    """An answer with these headers and, unless they say otherwise, the right Content-Length."""

    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    status: int = 200

    def __call__(self, visit: Visit) -> None:
        headers = {"Content-Length": str(len(self.body)), **self.headers}
        lines = [f"HTTP/1.1 {self.status} Any", *(f"{name}: {value}" for name, value in headers.items())]
        visit.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body)


def redirect(location: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": location})


@dataclass(frozen=True)
class Request:
    line: str
    headers: Mapping[str, str]


class Visit:
    """One connection, after its request has been read."""

    def __init__(self, connection: socket.socket, site: Website) -> None:
        self._connection = connection
        self._site = site

    def send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def rest(self, seconds: float) -> bool:
        """Waits; True once the site is closing."""
        return self._site.closing.wait(seconds)

    def drip(self, data: bytes, every_s: float) -> None:
        """Sends `data` a byte at a time until the visitor has left."""
        for byte in data:
            self.send(bytes([byte]))
            if self.rest(every_s):
                return


class Website:
    """Serves `pages` by path; others are 404. `accepted` counts connections, `names` holds what TLS was asked for."""

    def __init__(
        self,
        pages: Mapping[str, Script],
        *,
        tls: ssl.SSLContext | None = None,
        address: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        self.pages = dict(pages)
        self.accepted = 0
        self.requests: list[Request] = []
        self.names: list[str | None] = []
        self.closing = threading.Event()
        self._tls = tls
        if tls is not None:
            tls.sni_callback = lambda _socket, name, _context: self.names.append(name)
        self._server = _server(self, address, port)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        host = str(self._server.server_address[0])
        return self.url_of(f"[{host}]" if ":" in host else host)

    def url_of(self, host: str) -> str:
        """The address of the site under another name."""
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}"

    def __enter__(self) -> Website:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, connection: socket.socket) -> None:
        """One connection from beginning to end. A visitor that leaves early is none of our business."""
        connection.settimeout(20)
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                if (request := _read_request(connection)) is None:
                    return
                self.requests.append(request)
                path = request.line.split(" ")[1]
                self.pages.get(path, Page(b"not here", status=404))(Visit(connection, self))
        except OSError:
            return


def _read_request(connection: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        if not (piece := connection.recv(65_536)):
            return None
        head += piece
    line, *headers = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    return Request(line, dict(header.split(": ", 1) for header in headers))


def _server(site: Website, address: str, port: int) -> socketserver.ThreadingTCPServer:
    class Server(socketserver.ThreadingTCPServer):
        address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        allow_reuse_address = True
        daemon_threads = False
        request_queue_size = 128

        def verify_request(self, request: object, client_address: object) -> bool:
            site.accepted += 1
            return True

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            site.serve(self.request)

    return Server((address, port), Handler)
