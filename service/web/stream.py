"""Answers as Server-Sent Events: what happens while the work is done, then the answer, or the problem.

The work is done in a thread of its own; the request's thread sends what it hears of it, and sees to it that the work
ends once nobody reads. A stream has the request's place among those in progress until its work has ended, so that
there are never more threads than places.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response, g, request
from pydantic import BaseModel
from werkzeug.datastructures import MIMEAccept

from service.errors import Cancelled, DeadlineExceeded, Draining, Overloaded, StisloError
from service.pipeline.progress import Event, OnProgress
from service.runtime.ticket import Ticket
from service.web.admission import Admission
from service.web.context import current
from service.web.outbox import Outbox
from service.web.problems import http_problem, log_failure
from service.web.progress import EventWording, encoded
from service.web.replies import reply
from service.web.tickets import ticket_of_request

MEDIA_TYPE = "text/event-stream"
# In the WSGI environment: a function that says how many bytes the reader has not taken yet. Our own server has it.
UNSENT = "stislo.unsent"
# Proxies close connections that are silent for a minute, some earlier.
_HEARTBEAT_S = 10.0
_HEARTBEAT = b": heartbeat\n\n"
# How soon is noticed that the reader has left, that the process ends, or that a slow reader has caught up.
_LOOK_S = 0.2
# A reader that has so much before it gets no more until it has read some; after so long without a byte it has gone.
_UNSENT_BYTES = 1 << 20
_PATIENCE_S = 30.0
# What the work itself says of its deadline, languages that are done included, is better than what can be said here.
_GRACE_S = 2.0

Work = Callable[[OnProgress | None, Ticket], BaseModel]
"""Does what was asked for and returns the answer. Without somebody to tell, nothing is waited for but the work."""


def respond(work: Work, wording: EventWording) -> Response:
    """The answer of `work` to the current request: as JSON, or as a stream where that is what the caller prefers."""
    ticket = ticket_of_request()
    if not prefers_stream(request.accept_mimetypes):
        return reply(work(None, ticket))
    unsent = request.environ.get(UNSENT, lambda: 0)
    g.stream = Stream(work, wording, ticket, current().admission, unsent)
    return Response(g.stream.chunks(), mimetype=MEDIA_TYPE, headers={"X-Accel-Buffering": "no"})


def prefers_stream(accepted: MIMEAccept) -> bool:
    """Whether a caller names the media type of streams, and does not like JSON as much."""
    named = any(value.lower() == MEDIA_TYPE for value, _ in accepted)
    return named and accepted.best_match(["application/json", MEDIA_TYPE]) == MEDIA_TYPE


@dataclass(frozen=True, slots=True)
class _Outcome:
    """How the work ended: one of both."""

    answer: BaseModel | None = None
    error: BaseException | None = None


class Stream:
    """One answer in events. `chunks` is for one thread, and to be closed by it, whatever happens.

    `unsent` says how many bytes the reader has not taken yet.
    """

    def __init__(
        self, work: Work, wording: EventWording, ticket: Ticket, admission: Admission, unsent: Callable[[], int]
    ) -> None:
        self._work = work
        self._wording = wording
        self._ticket = ticket
        self._admission = admission
        self._unsent = unsent
        self._outbox = Outbox()
        self._outcome: _Outcome | None = None
        self._began = time.monotonic()
        self.sent_bytes = 0
        self.problem: str | None = Cancelled.code
        """Code of the problem that the stream ended with; `cancelled` where its reader left."""

    def chunks(self) -> Iterator[bytes]:
        """The events. When it is closed early, the work is called off; either way it has ended afterwards."""
        worker = threading.Thread(target=self._do, name="stream", daemon=True)
        try:
            worker.start()
        except RuntimeError:
            yield self._last(_Outcome(error=Overloaded("The system gives no thread to work in; try again later.")))
            return
        try:
            for chunk in self._chunks():
                self.sent_bytes += len(chunk)
                yield chunk
        finally:
            self._ticket.cancel()
            worker.join()

    def _do(self) -> None:
        """The work, in its own thread."""
        try:
            self._outcome = _Outcome(answer=self._work(self._hear, self._ticket))
        except BaseException as error:  # whatever it is, the reader must not wait for ever
            self._outcome = _Outcome(error=error)
        self._outbox.wake()

    def _hear(self, event: Event) -> None:
        self._outbox.put(event, time.monotonic() - self._began)

    def _chunks(self) -> Iterator[bytes]:
        last_sent = time.monotonic()
        while self._reader_keeps_up():
            outcome = self._outcome  # looked at first: what was heard before it is sent before it
            dated = self._outbox.take(0.0 if outcome else _LOOK_S)
            if dated is not None:
                yield encoded(*self._wording.say(*dated))
            elif end := outcome or self._end():
                yield self._last(end)
                return
            elif time.monotonic() - last_sent >= _HEARTBEAT_S:
                yield _HEARTBEAT
            else:
                continue
            last_sent = time.monotonic()

    def _reader_keeps_up(self) -> bool:
        """Waits until the reader has taken most of what it was sent; False where it has gone, or as good as gone."""
        before, since = -1, time.monotonic()
        while not isinstance(self._ticket.problem(), Cancelled):
            unsent = self._unsent()
            if unsent <= _UNSENT_BYTES:
                return True
            if unsent != before:
                before, since = unsent, time.monotonic()
            if time.monotonic() - since > _PATIENCE_S or self._admission.is_over:
                return False
            time.sleep(_LOOK_S)
        return False

    def _end(self) -> _Outcome | None:
        """What the stream ends with although its work has not ended."""
        error: StisloError | None = None
        if self._admission.is_over:
            error = Draining("The server is shutting down and could not finish this; send it again.")
        elif self._ticket.remaining() < -_GRACE_S and isinstance(late := self._ticket.problem(), DeadlineExceeded):
            error = late
        return None if error is None else _Outcome(error=error)

    def _last(self, outcome: _Outcome) -> bytes:
        """The last event."""
        if outcome.answer is not None:
            self.problem = None
            return encoded("answer", outcome.answer)
        error = outcome.error if isinstance(outcome.error, Exception) else StisloError("The work was broken off.")
        log_failure(error, self._wording.request_id)
        shown = http_problem(error, self._wording.request_id)
        self.problem = shown.code
        return encoded("problem", shown)
