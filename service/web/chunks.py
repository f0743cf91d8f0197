"""Chunked bodies whose framing is bounded: sizes, extensions and trailers have no reason to be long."""

from __future__ import annotations

from typing import Any

from waitress import parser
from waitress.receiver import ChunkedReceiver
from waitress.utilities import BadRequest

_LINE_BYTES = 4096
_TRAILER_BYTES = 8192
# Framing may weigh as much as the body and this on top: a body in chunks of a byte costs thousands of times its size.
_FRAMING_BYTES = 65_536


class BoundedChunks(ChunkedReceiver):  # type: ignore[misc]
    """Refuses a line of a size or a trailer that does not end, and a body that is mostly framing.

    Lines and trailers are searched anew from their beginning with all that arrives, so that their cost grows with the
    square of their length, on the one thread that serves all connections.
    """

    _taken = 0

    def received(self, data: bytes) -> int:
        """As in waitress: takes in what arrived and returns how many bytes of it were this body's."""
        taken: int = super().received(data)
        self._taken += taken
        framing, body = self._taken - len(self.buf), len(self.buf)
        endless = len(self.control_line) > _LINE_BYTES or len(self.trailer) > _TRAILER_BYTES
        if endless or framing > body + _FRAMING_BYTES:
            self.error = BadRequest("The framing of the chunked body is too long")
            self.all_chunks_received = self.completed = True
        return taken


class HTTPRequestParser(parser.HTTPRequestParser):  # type: ignore[misc]
    """Waitress's parser, but for the framing of chunked bodies."""

    body_rcv: Any

    def parse_header(self, header_plus: bytes) -> None:
        """As in waitress."""
        super().parse_header(header_plus)
        if self.chunked and self.body_rcv is not None:
            self.body_rcv = BoundedChunks(self.body_rcv.buf)
