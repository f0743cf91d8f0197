"""The HTTP server: waitress, with a drain on SIGTERM, places for a bounded number of requests, and our own errors.

Requests wait in three queues. Work has `settings.threads` threads and at most `settings.max_in_flight` places, waiting
ones included. Refusals and malformed requests have threads of their own. `/livez`, `/readyz`, `/version` and `/metrics`
have others, so that they are answered at once however busy the models are and however many requests are refused.
"""

from __future__ import annotations

import copy
import logging
import os
import signal
import threading
import time
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import BaseWSGIServer
from waitress.server import create_server as create_waitress
from waitress.task import ThreadedTaskDispatcher

from service.errors import TooLarge
from service.room import Room
from service.settings import Settings
from service.web.admission import OPERATIONS_PATHS, Admission
from service.web.body import form_limit, form_too_large
from service.web.body_room import IN_MEMORY_BYTES
from service.web.channel import Channel
from service.web.connections import Pace
from service.web.context import context_of
from service.web.listener import Listener, connections_that_fit
from service.web.rounds import Rounds
from service.web.traffic import Traffic

_log = logging.getLogger(__name__)

_EXPRESS_THREADS = 2
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
        self._refusals = ThreadedTaskDispatcher()
        self._refusals.set_thread_count(_EXPRESS_THREADS)
        self._probes = ThreadedTaskDispatcher()
        self._probes.set_thread_count(_EXPRESS_THREADS)

    def add_task(self, channel: Channel) -> None:
        """Queues the oldest request of a connection. Called under the connection's lock, from any thread."""
        if channel.hold():
            return
        request = channel.requests[0]
        request.admitted = None
        if request.error:
            self._refusals.add_task(channel)
        elif request.path in OPERATIONS_PATHS:
            self._probes.add_task(channel)
        else:
            request.admitted = self.admission.try_enter()
            (self._work if request.admitted else self._refusals).add_task(channel)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> None:
        """Ends the threads; waits for them `timeout` seconds at most."""
        for lane in (self._work, self._refusals, self._probes):
            lane.shutdown(cancel_pending, timeout)


class Server:
    """Serves an app until it is told to stop, then finishes what it has begun."""

    def __init__(self, sockets: dict[int, Any], lanes: Lanes, settings: Settings) -> None:
        self._sockets = sockets
        self._lanes = lanes
        self._settings = settings
        self._listeners = [found for found in sockets.values() if isinstance(found, BaseWSGIServer)]
        self._stopped_at: float | None = None
        self._woken = threading.Event()
        self.addresses = [(str(found.effective_host), int(found.effective_port)) for found in self._listeners]
        channels: dict[int, Channel] = {}
        for listener in self._listeners:
            listener.active_channels = channels  # the limit is one for all addresses
            listener.__class__ = Listener  # waitress makes its own and cannot be told another
            listener.channel_class = Channel
            listener.bound_send_buffers()
            listener.pace = Pace(settings.request_timeout_s, settings.least_bytes_per_s)
            _limit_bodies(listener.adj, settings)

    def run(self) -> bool:
        """Serves until `stop`, then drains. Returns whether everything in progress was finished in time."""
        rounds = Rounds(self._sockets)
        while not self._drained():
            pause = _POLL_S if self._stopped_at is None else _DRAIN_POLL_S
            rounds.once(pause)
        finished = not self._busy()
        if not finished:
            _log.warning("gave up on requests that took longer than %g s", self._settings.drain_timeout_s)
        # Before the pipe that `stop` and the threads write to is closed: its number may be another file's at once.
        self._woken.wait()
        self._lanes.shutdown(timeout=1 if finished else 0)
        wasyncore.close_all(self._sockets, ignore_all=True)
        return finished

    def stop(self) -> None:
        """Starts the drain; may be called from a signal handler or another thread, and more than once."""
        if self._stopped_at is None:
            settings = self._settings
            self._lanes.admission.drain(settings.drain_notice_s + settings.drain_timeout_s * _WORK_SHARE)
            self._stopped_at = time.monotonic()
            self._wake()
            self._woken.set()

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
    """Lets forms be as large as their file and fields may be, and gives `Parser` the options of all other requests."""
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
            connection_limit=connections_that_fit(settings.connection_limit),
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
