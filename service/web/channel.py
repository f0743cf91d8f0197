"""One connection: its requests, their answers, and its end. What waitress does otherwise is changed here."""

from __future__ import annotations

import logging
import re
import select
import socket
import time
from typing import Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import ParsingError  # type: ignore[import-untyped]
from waitress.task import ErrorTask, WSGITask  # type: ignore[import-untyped]
from werkzeug.exceptions import default_exceptions

from service.errors import Malformed, Unavailable
from service.models.memory import trim
from service.room import Place
from service.web.body import FORM, FORM_PATHS
from service.web.body_room import IN_MEMORY_BYTES, NoRoom, caller_of, reserve
from service.web.boundary import ADMITTED, REQUEST_ID_HEADER, overloaded, request_id_for
from service.web.chunks import HTTPRequestParser
from service.web.connections import Pace
from service.web.refusals import refuse
from service.web.stream import UNSENT

_log = logging.getLogger(__name__)

_REQUEST_ID_KEY = REQUEST_ID_HEADER.upper().replace("-", "_")  # as waitress keeps headers
_HOST = re.compile(r"[\w.~!$&'()*+;=%:\[\]-]*")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class _Task(WSGITask):  # type: ignore[misc]
    """Passes on what was let in, refuses the rest, and ends connections while draining."""

    wrote_header: bool

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        if self.request.admitted:
            environ[ADMITTED] = True
        environ[UNSENT] = lambda: self.channel.total_outbufs_len
        return environ

    def execute(self) -> None:
        if self.request.admitted is False:
            offered = self.request.headers.get(_REQUEST_ID_KEY)
            refuse(self, overloaded(self.channel.server.task_dispatcher.admission), request_id_for(offered))
        else:
            super().execute()

    def write(self, data: bytes) -> None:
        """Header and body leave together: every send is a packet, and a wait for the interpreter under load."""
        if self.wrote_header or not data or self.content_length != len(data) or not self.has_body or not self.complete:
            super().write(data)
            return
        self.request.close()  # before the answer, so that whoever has read it finds the room free
        self.channel.write_soon(self.build_response_header() + data)
        self.wrote_header = True
        self.content_bytes_written = len(data)

    def build_response_header(self) -> bytes:
        self.channel.answers, self.channel.streams = True, self.content_length is None
        if self.channel.server.task_dispatcher.admission.draining:
            self.set_close_on_finish()
        header: bytes = super().build_response_header()
        return header


class _RefusalTask(ErrorTask):  # type: ignore[misc]
    """Answers what is not HTTP, or too much of it, with the same kind of problem as the application."""

    def execute(self) -> None:
        error = self.request.error
        self.request.close()
        known = {
            400: Malformed("The request is not valid HTTP; check its first line, headers and body length."),
            413: self.request.adj.too_large,
        }
        self.set_close_on_finish()
        problem = error.problem if isinstance(error, NoRoom) else known.get(error.code)
        refuse(self, problem or default_exceptions[error.code](), request_id_for(None))


class _Parser(HTTPRequestParser):
    """Takes a length with more digits than a number can have for what it is: not HTTP. Only forms may be large.

    What a body takes is reserved before it is read.
    """

    adj: Any
    error: Any
    is_form = False

    def __init__(self, adj: Any, place: Place) -> None:
        super().__init__(adj)
        self.place = place

    def received(self, data: bytes) -> int:
        try:
            consumed: int = super().received(data)
        except OSError:
            _log.exception("a body could not be written to a temporary file")
            consumed, self.error = len(data), NoRoom(Unavailable("The server has no room for it now.", retry_after=5))
        if self.body_rcv is not None and not self.error:
            size = self.body_bytes_received if self.chunked else self.content_length
            longest = self.adj.max_request_body_size
            self.error = reserve(self.place, size, announced=not self.chunked, is_form=self.is_form, longest=longest)
        if self.error:
            self.completed, self.expect_continue = True, False  # nobody is asked for a body that is refused
        return consumed

    def close(self) -> None:
        super().close()
        self.place.release()

    def parse_header(self, header_plus: bytes) -> None:
        try:
            super().parse_header(header_plus)
        except ValueError as error:
            raise ParsingError("Content-Length is invalid") from error
        self._check_framing()
        self.is_form = self.path in FORM_PATHS and self.headers.get("CONTENT_TYPE", "").lower().startswith(FORM)
        if not self.is_form:
            self.adj = self.adj.without_form

    def _check_framing(self) -> None:
        """What two programs could understand differently is refused (RFC 9112, 3.2 and 6.1)."""
        if (self.chunked or "TRANSFER_ENCODING" in self.headers) and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding exclude each other")
        host = self.headers.get("HOST")
        if (self.version == "1.1" and host is None) or not _HOST.fullmatch(host or ""):
            raise ParsingError("Host must be given once, as a name or an address")


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. Gives places back, and lets callers read why their body was refused before it closes.

    Who has sent a request and closes only that side is answered; who leaves altogether is found out by a word in
    between (`100 Continue`), which such a peer's system refuses.
    """

    task_class = _Task
    error_task_class = _RefusalTask
    close_when_flushed: bool
    will_close: bool
    unread = False
    lingering = False
    serving = False
    half_closed = False
    # Whether the answer to the request in progress has begun, and whether it is one without an announced end.
    answers = False
    streams = False
    sent_bytes = 0
    _unsent_from: tuple[float, int] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waits_since: float = self.creation_time

    def parser_class(self, adj: Any) -> _Parser:
        return _Parser(adj, self.server.task_dispatcher.room.place(caller_of(self.addr)))

    def del_channel(self, map: Any = None) -> None:
        """As waitress has it; gives back what a body that did not come to its end has taken."""
        super().del_channel(map)
        if self.request is not None:
            self.request.close()

    def service(self) -> None:
        request = self.requests[0]
        self.unread = self.unread or bool(request.error)
        self.serving = True
        is_large = request.place.held > IN_MEMORY_BYTES
        try:
            super().service()
        finally:
            self.serving = self.answers = self.streams = False
            self.waits_since = time.time()
            request.close()
            if is_large:
                trim()
            if request.admitted:
                self.server.task_dispatcher.admission.leave()

    @property
    def busy(self) -> bool:
        """Whether a request is being served or its answer sent, or its thread is not yet done with the sockets."""
        return self.serving or bool(self.requests) or self.total_outbufs_len > 0

    def writable(self) -> bool:
        """As waitress has it, but what is to be closed is closed also where its other side never reads again."""
        if self.half_closed and not self.busy:
            self.will_close = True
        if self.will_close:
            self.handle_close()
            return False
        return bool(super().writable())

    def readable(self) -> bool:
        return not self.half_closed and (self.lingering or bool(super().readable()))

    def received(self, data: bytes) -> bool:
        if self.request is None and not self.busy:
            self.waits_since = time.time()
        return bool(super().received(data))

    def recv(self, buffer_size: int) -> bytes:
        """As the socket does, none at the end: that of the connection, or of what a caller has to say."""
        data: bytes = self.socket.recv(buffer_size)
        if not data and self.requests and not self.streams:
            self.half_closed = True
            self._ask_whether_anybody_is_there()
        elif not data:
            self.handle_close()
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent = int(super().send(data, do_close=do_close))
        self.sent_bytes += sent
        return sent

    def check_client_disconnected(self) -> bool:
        return not self.connected or (self.half_closed and self._is_refused())

    def _ask_whether_anybody_is_there(self) -> None:
        """Whoever has closed the whole connection refuses this; whoever still reads passes it over (RFC 9110, 15.2)."""
        with self.outbuf_lock:
            if self.requests[0].version == "1.1" and not self.answers:
                self.outbufs[-1].append(_CONTINUE)
                self.current_outbuf_count += len(_CONTINUE)
                self.total_outbufs_len += len(_CONTINUE)
                self._flush_some()

    def _is_refused(self) -> bool:
        poll = select.poll()
        try:
            poll.register(self.socket, 0)
        except (OSError, ValueError, TypeError):  # it was closed in this moment
            return True
        return any(happened & (select.POLLERR | select.POLLHUP) for _, happened in poll.poll(0))

    @property
    def has_headers(self) -> bool:
        """Whether a request is on its way here of which only the body is missing."""
        return self.request is not None and self.request.headers_finished

    def is_late(self, now: float) -> bool:
        """Whether the caller sends its request, or reads its answer, more slowly than anybody is waited for."""
        pace: Pace = self.server.pace
        if self.total_outbufs_len == 0:
            self._unsent_from = None
        elif self._unsent_from is None:
            self._unsent_from = now, self.sent_bytes
        if self._unsent_from is not None:
            began, sent = self._unsent_from
            return pace.is_late(now - began, self.sent_bytes - sent)
        if self.busy or self.request is None:
            return False  # who has not begun is closed for silence
        return pace.is_late(now - self.waits_since, self.request.body_bytes_received)

    def handle_read(self) -> None:
        try:
            data = self.recv(self.adj.recv_bytes)
        except BlockingIOError:
            return
        except OSError:
            self.handle_close()
            return
        if data and not self.lingering:
            self.last_activity = time.time()
            self.received(data)

    def handle_write(self) -> None:
        """As waitress does, but closing on bytes that nobody read would reset the connection and take the answer along.

        So the answer's end is announced and the rest of the body read and dropped, until the caller closes or the
        connection has been silent for too long.
        """
        if not (self.unread and self.close_when_flushed) or self.requests:
            super().handle_write()
            return
        self._flush_exception(self._flush_some)
        if self.will_close:
            self.handle_close()
        elif self.connected and not self.total_outbufs_len:
            self.close_when_flushed = False
            self.lingering = True
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()
