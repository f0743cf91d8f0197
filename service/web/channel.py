"""One connection: its requests, their answers, and its end. What waitress does otherwise is changed here.

`tests/web/test_waitress.py` lists all that is overridden, here and beside, and sees where a new waitress differs.
"""

from __future__ import annotations

import logging
import select
import socket
import time
from math import inf
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask, WSGITask
from werkzeug.exceptions import default_exceptions

from service.errors import HeadersTooLarge, Malformed
from service.models.memory import trim
from service.web.body_room import IN_MEMORY_BYTES, NoRoom, caller_of
from service.web.boundary import ADMITTED, REQUEST_ID_HEADER, overloaded, request_id_for
from service.web.connections import Awaited, Pace, Waiting
from service.web.parser import Parser
from service.web.refusals import refuse
from service.web.stream import UNSENT

_log = logging.getLogger(__name__)

_REQUEST_ID_KEY = REQUEST_ID_HEADER.upper().replace("-", "_")  # as waitress keeps headers
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# So long a caller that has closed its own side is answered without being asked whether it is still there.
_ASKED_AFTER_S = 0.5
# The next request of a row waits while so much of the answers before it is unread: they would pile up in memory.
_UNREAD_BYTES = 1 << 16


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
            431: HeadersTooLarge(
                f"The headers are larger than the {self.request.adj.max_request_header_size} bytes allowed here."
            ),
        }
        self.set_close_on_finish()
        problem = error.problem if isinstance(error, NoRoom) else known.get(error.code)
        refuse(self, problem or default_exceptions[error.code](), request_id_for(None))


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
    _half_closed_at = inf
    # Whether a request is here in full, and waits until the answers before it have been read.
    held = False
    # Whether the answer to the request in progress has begun, and whether it is one without an announced end.
    answers = False
    streams = False
    sent_bytes = 0
    _unsent_from: tuple[float, int] | None = None

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.waits_since: float = self.creation_time
        self.idle_since: float = self.creation_time

    def parser_class(self, adj: Any) -> Parser:
        return Parser(adj, self.server.task_dispatcher.room.place(caller_of(self.addr)))

    def del_channel(self, map: Any = None) -> None:
        """As waitress has it; gives back what a body that did not come to its end has taken."""
        super().del_channel(map)
        for request in (self.request, *(self.requests if self.held else ())):
            if request is not None:
                request.close()

    def service(self) -> None:
        request = self.requests[0]
        self.unread = self.unread or bool(request.error)
        self.serving = True
        is_large = request.place.held > IN_MEMORY_BYTES
        try:
            super().service()
        finally:
            self.serving = self.answers = self.streams = False
            self.waits_since = self.idle_since = time.time()
            request.close()
            if is_large:
                trim()
            if request.admitted:
                self.server.task_dispatcher.admission.leave()
            if self.half_closed:  # the loop has found it busy, and would look again in a second only
                self.server.pull_trigger()

    @property
    def busy(self) -> bool:
        """Whether a request is being served or its answer sent, or its thread is not yet done with the sockets."""
        return self.serving or bool(self.requests) or self.total_outbufs_len > 0

    def writable(self) -> bool:
        """As waitress has it, but what is to be closed is closed also where its other side never reads again."""
        if (self.half_closed and not self.busy) or (self.close_when_flushed and not self.unread and not self.busy):
            self.will_close = True
        if self.will_close:
            self.handle_close()
            return False
        if self.held and self.total_outbufs_len <= _UNREAD_BYTES:
            self.held = False
            self.server.add_task(self)
        return bool(super().writable())

    def hold(self) -> bool:
        """Whether the next request has to wait; where it has, it is begun once enough was read."""
        self.held = self.total_outbufs_len > _UNREAD_BYTES
        if not self.connected:  # it was closed in this moment, and looks for what is held no more
            self.held = False
        return self.held

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
            self.half_closed, self._half_closed_at = True, time.monotonic()
        elif not data:
            self.handle_close()
        return data

    def send(self, data: bytes, do_close: bool = True) -> int:
        sent = int(super().send(data, do_close=do_close))
        if sent:
            self.sent_bytes += sent
            self.idle_since = time.time()
        return sent

    def check_client_disconnected(self) -> bool:
        """As in waitress: for the thread that serves a request, to look whether somebody still waits for it."""
        if self.connected and self.half_closed and time.monotonic() - self._half_closed_at > _ASKED_AFTER_S:
            self._ask_whether_anybody_is_there()
        return not self.connected or (self.half_closed and self._is_refused())

    def _ask_whether_anybody_is_there(self) -> None:
        """Whoever has closed the whole connection refuses this; whoever still reads passes it over (RFC 9110, 15.2)."""
        with self.outbuf_lock:
            self._half_closed_at = inf
            if self.requests[0].version == "1.1" and not self.answers:
                self.outbufs[-1].append(_CONTINUE)
                self.current_outbuf_count += len(_CONTINUE)
                self.total_outbufs_len += len(_CONTINUE)
                self._flush_exception(self._flush_some, do_close=False)

    def _is_refused(self) -> bool:
        poll = select.poll()
        try:
            poll.register(self.socket, 0)
        except (OSError, ValueError, TypeError):  # it was closed in this moment
            return True
        return any(happened & (select.POLLERR | select.POLLHUP) for _, happened in poll.poll(0))

    def read_what_came(self) -> None:
        """Reads what is here already, outside of the turn of this connection."""
        if self.connected and self.readable():
            self.handle_read()

    def waiting(self, key: int, now: float) -> Waiting | None:
        """What this connection waits for from its caller; None where it is the caller who waits."""
        refused = any(request.error or request.admitted is False for request in self.requests[:1])
        if self.serving or (self.requests and not self.held and not refused):
            return None
        caller = caller_of(self.addr)
        if (unread := self._unread(now)) is not None:
            return Waiting(key, caller, unread[0], Awaited.READING)
        has_headers = self.request is not None and self.request.headers_finished
        return Waiting(key, caller, self.waits_since, Awaited.BODY if has_headers else Awaited.HEADERS)

    def _unread(self, now: float) -> tuple[float, int] | None:
        """Since when an answer waits to be read, and how much had been sent before; None where none does."""
        if self.total_outbufs_len == 0:
            self._unsent_from = None
        elif self._unsent_from is None:
            self._unsent_from = now, self.sent_bytes
        return self._unsent_from

    def is_late(self, now: float) -> bool:
        """Whether the caller sends its request, or reads its answer, more slowly than anybody is waited for."""
        pace: Pace = self.server.pace
        if (unread := self._unread(now)) is not None:
            return pace.is_late(now - unread[0], self.sent_bytes - unread[1])
        if self.busy:
            return False
        if self.request is None or not self.request.headers_finished:
            # Blank lines are no request, and no reason to wait longer for one.
            patience = self.adj.channel_timeout + (0 if self.request is None else pace.grace_s)
            if now - self.idle_since > patience:
                return True
        return self.request is not None and pace.is_late(now - self.waits_since, self.request.body_bytes_received)

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
