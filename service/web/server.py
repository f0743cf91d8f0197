"""The HTTP server: waitress, with a drain on SIGTERM, places for a bounded number of requests, and our own errors.

Requests wait in two queues. Work has `settings.threads` threads and at most `settings.max_in_flight` places, waiting
ones included. Refusals, malformed requests and `/livez`, `/readyz`, `/version`, `/metrics` have threads of their own,
so that they are answered at once however busy the models are.
"""

from __future__ import annotations

import copy
import logging
import os
import signal
import socket
import time
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import ParsingError  # type: ignore[import-untyped]
from waitress.server import BaseWSGIServer  # type: ignore[import-untyped]
from waitress.server import create_server as create_waitress
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask  # type: ignore[import-untyped]
from werkzeug.exceptions import default_exceptions

from service.errors import Malformed, TooLarge, Unavailable
from service.models.memory import trim
from service.room import Place, Room
from service.settings import Settings
from service.web.admission import OPERATIONS_PATHS, Admission
from service.web.body import FORM, FORM_PATHS, form_limit, form_too_large
from service.web.body_room import IN_MEMORY_BYTES, NoRoom, caller_of, reserve
from service.web.boundary import ADMITTED, REQUEST_ID_HEADER, overloaded, request_id_for
from service.web.chunks import HTTPRequestParser
from service.web.context import context_of
from service.web.refusals import refuse
from service.web.stream import UNSENT
from service.web.traffic import Traffic

_log = logging.getLogger(__name__)

_EXPRESS_THREADS = 2
_REQUEST_ID_KEY = REQUEST_ID_HEADER.upper().replace("-", "_")  # as waitress keeps headers
_HEADER_BYTES = 32_768
# Answers stay in memory; what they take is bounded by the next line, and they are made one at a time.
_NEVER_ON_DISK = 1 << 40
_OUTBUF_BYTES = 16 << 20
_POLL_S = 1.0
_DRAIN_POLL_S = 0.05
# Of the time to drain, what streams may still work in; the rest is for saying that they could not finish.
_WORK_SHARE = 0.8


class Lanes:
    """Decides which threads serve a request, and whether it is let in. Waitress calls this a task dispatcher."""

    def __init__(self, admission: Admission, traffic: Traffic, threads: int, room: Room) -> None:
        self.admission = admission
        self.traffic = traffic
        self.room = room
        self._work = ThreadedTaskDispatcher()
        self._work.set_thread_count(threads)
        self._express = ThreadedTaskDispatcher()
        self._express.set_thread_count(_EXPRESS_THREADS)

    def add_task(self, channel: Channel) -> None:
        """Queues the oldest request of a connection. Called under the connection's lock, from any thread."""
        request = channel.requests[0]
        request.admitted = None
        if request.error or request.path in OPERATIONS_PATHS:
            self._express.add_task(channel)
            return
        request.admitted = self.admission.try_enter()
        (self._work if request.admitted else self._express).add_task(channel)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> None:
        """Ends the threads; waits for them `timeout` seconds at most."""
        for lane in (self._work, self._express):
            lane.shutdown(cancel_pending, timeout)


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
        self.is_form = self.path in FORM_PATHS and self.headers.get("CONTENT_TYPE", "").lower().startswith(FORM)
        if not self.is_form:
            self.adj = self.adj.without_form


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection. Gives places back, and lets callers read why their body was refused before it closes."""

    task_class = _Task
    error_task_class = _RefusalTask
    close_when_flushed: bool
    will_close: bool
    unread = False
    lingering = False
    serving = False

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
            self.serving = False
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
        if self.will_close:
            self.handle_close()
            return False
        return bool(super().writable())

    def readable(self) -> bool:
        return self.lingering or bool(super().readable())

    def handle_read(self) -> None:
        if not self.lingering:
            super().handle_read()
            return
        try:
            self.recv(self.adj.recv_bytes)
        except OSError:
            self.handle_close()

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
        elif not self.total_outbufs_len:
            self.close_when_flushed = False
            self.lingering = True
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.handle_close()


class Server:
    """Serves an app until it is told to stop, then finishes what it has begun."""

    def __init__(self, sockets: dict[int, Any], lanes: Lanes, settings: Settings) -> None:
        self._sockets = sockets
        self._lanes = lanes
        self._settings = settings
        self._listeners = [found for found in sockets.values() if isinstance(found, BaseWSGIServer)]
        self._stopped_at: float | None = None
        self.addresses = [(str(found.effective_host), int(found.effective_port)) for found in self._listeners]
        for listener in self._listeners:
            listener.channel_class = Channel
            _limit_bodies(listener.adj, settings)

    def run(self) -> bool:
        """Serves until `stop`, then drains. Returns whether everything in progress was finished in time."""
        while not self._drained():
            pause = _POLL_S if self._stopped_at is None else _DRAIN_POLL_S
            wasyncore.loop(timeout=pause, use_poll=True, map=self._sockets, count=1)
        finished = not self._busy()
        if not finished:
            _log.warning("gave up on requests that took longer than %g s", self._settings.drain_timeout_s)
        wasyncore.close_all(self._sockets, ignore_all=True)
        self._lanes.shutdown(timeout=1 if finished else 0)
        return finished

    def stop(self) -> None:
        """Starts the drain; may be called from a signal handler or another thread, and more than once."""
        if self._stopped_at is None:
            settings = self._settings
            self._lanes.admission.drain(settings.drain_notice_s + settings.drain_timeout_s * _WORK_SHARE)
            self._stopped_at = time.monotonic()
            self._wake()

    def stop_on_signals(self) -> None:
        """SIGTERM and Ctrl-C (and Ctrl-Break) start the drain; a second one ends the process at once."""
        for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._stopped_at is not None:
            os._exit(128 + number)
        self.stop()

    def _wake(self) -> None:
        for listener in self._listeners[:1]:
            listener.pull_trigger()

    def _drained(self) -> bool:
        if self._stopped_at is None:
            return False
        waited = time.monotonic() - self._stopped_at - self._settings.drain_notice_s
        if waited < 0:
            return False
        for listener in self._listeners:
            if listener.accepting:
                # Only the listening socket: connections still use the listener's trigger.
                listener.accepting = False
                wasyncore.dispatcher.close(listener)
        return not self._busy() or waited >= self._settings.drain_timeout_s

    def _busy(self) -> bool:
        """Whether anything is under way, also for callers who have left: its thread still needs the sockets."""
        return self._lanes.admission.in_flight > 0 or any(
            isinstance(found, Channel) and found.busy for found in list(self._sockets.values())
        )


def _limit_bodies(options: Any, settings: Settings) -> None:
    """Lets forms be as large as their file and fields may be, and gives `_Parser` the options of all other requests."""
    options.max_request_body_size = form_limit(settings) + 1
    options.too_large = form_too_large(settings)
    options.without_form = copy.copy(options)
    options.without_form.max_request_body_size = settings.max_body_bytes + 1
    options.without_form.too_large = TooLarge(
        f"The body is larger than the {settings.max_body_bytes} bytes allowed here."
    )


def create_server(app: Flask, settings: Settings) -> Server:
    """A server that listens on `settings.host` and `settings.port` already and serves once `run` is called.

    Raises OSError where the address cannot be listened on.
    """
    context = context_of(app)
    lanes = Lanes(context.admission, context.traffic, settings.threads, context.room)
    sockets: dict[int, Any] = {}
    try:
        create_waitress(
            app,
            map=sockets,
            _dispatcher=lanes,
            host=settings.host,
            port=settings.port,
            ident=None,
            connection_limit=settings.connection_limit,
            channel_timeout=settings.idle_timeout_s,
            cleanup_interval=min(2, settings.idle_timeout_s),
            channel_request_lookahead=1,
            max_request_header_size=_HEADER_BYTES,
            inbuf_overflow=IN_MEMORY_BYTES,
            outbuf_overflow=_NEVER_ON_DISK,
            outbuf_high_watermark=_OUTBUF_BYTES,
            asyncore_use_poll=True,
            log_socket_errors=False,
        )
    except OSError:
        wasyncore.close_all(sockets, ignore_all=True)
        lanes.shutdown(timeout=1)
        raise
    return Server(sockets, lanes, settings)
