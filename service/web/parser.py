"""The parser of requests: waitress's, stricter about what has two readings, and bounded in what it keeps."""

from __future__ import annotations

import logging
import re
from typing import Any

from waitress.parser import ParsingError

from service.errors import Unavailable
from service.room import Place
from service.web.body import FORM, FORM_PATHS
from service.web.body_room import NoRoom, reserve
from service.web.chunks import HTTPRequestParser

_log = logging.getLogger(__name__)

_CODINGS = re.compile(rb"\r\ntransfer-encoding[ \t]*:([^\r\n]*)", re.IGNORECASE)
_HOST = re.compile(r"[\w.~!$&'()*+;=%:\[\]-]*")


class Parser(HTTPRequestParser):
    """Takes a length with more digits than a number can have for what it is: not HTTP. Only forms may be large.

    What a body takes is reserved before it is read.
    """

    adj: Any
    error: Any
    is_form = False
    admitted: bool | None = None

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
        self._check_framing(_CODINGS.findall(header_plus))
        self.is_form = self.path in FORM_PATHS and self.headers.get("CONTENT_TYPE", "").lower().startswith(FORM)
        if not self.is_form:
            self.adj = self.adj.without_form

    def _check_framing(self, codings: list[bytes]) -> None:
        """What two programs could understand differently is refused (RFC 9112, 3.2 and 6.1)."""
        if codings and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Content-Length and Transfer-Encoding exclude each other")
        if codings and (self.version != "1.1" or [each.strip(b" \t").lower() for each in codings] != [b"chunked"]):
            raise ParsingError("Transfer-Encoding must be chunked, once, and HTTP 1.1")
        host = self.headers.get("HOST")
        if (self.version == "1.1" and host is None) or not _HOST.fullmatch(host or ""):
            raise ParsingError("Host must be given once, as a name or an address")
