"""What a chat server's refusal means, and what mends it. Its own words may quote the article: nobody sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from math import ceil

from httpcore2 import ConnectError, NetworkError, ProtocolError, TimeoutException

from service.engines.chat.wire.completions import MAX_TOKENS, SYSTEM_TURN, TOO_LONG
from service.engines.chat.wire.connections import Reply
from service.engines.chat.wire.retries import retry_after_s
from service.errors import EngineFailed, ModelUnreachable, ModelUnusable, Overloaded, StisloError

LONGEST_REFUSAL = 65_536
"""Bytes of a refusal that are read."""

SILENT = "The chat server was silent for too long (STISLO_CHAT_TIMEOUT_S)."

_COMPLAINTS = frozenset({400, 422})
_TOO_LONG_STATUS = frozenset({400, 422, 500})
_NO_SYSTEM = re.compile(
    rb"system[ _]?(?:role|message|prompt|turn)s?.{0,40}(?:not |un)(?:supported|allowed|accepted)"
    rb"|(?:not|n't) support.{0,30}system|roles must alternate|only user and assistant",
    re.I | re.S,
)
_LOADING = re.compile(rb"loading|warming up|not (?:yet )?ready|starting", re.I)
_FULL_FOR_S, _AWAY_FOR_S = 5, 10
_SCHEMA_STATUS = frozenset({400, 422, 500, 501})
_SCHEMA = re.compile(rb"response_format|json_schema|json_object|grammar", re.I)

BROKEN = (NetworkError, ProtocolError, TimeoutException)
"""What the network ends an exchange with."""

AFTER_THE_END_S = 1.0
"""Seconds that a server gets to close an answer whose text is all there."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer with a status other than 200."""

    status: int
    body: bytes = field(default=b"", repr=False)
    retry_after: str = ""

    @property
    def retry_after_s(self) -> float | None:
        """Seconds that the server asks to wait, if it does."""
        return retry_after_s(self.retry_after)

    @property
    def too_long(self) -> bool:
        """Whether conversation and answer are longer than the server's context."""
        return self.status == 413 or (self.status in _TOO_LONG_STATUS and bool(TOO_LONG.search(self.body)))

    def unwanted(self, fields: Iterable[str]) -> frozenset[str] | None:
        """Which of `fields` it complains about, perhaps none; None where it complains about no fields at all.

        It may quote the article, so this is a guess to be tried out.
        """
        if self.status not in _COMPLAINTS or self.too_long:
            return None
        return frozenset(fields) & set(re.findall(r"\w+", self.body.decode("utf-8", "replace")))

    @property
    def names_schema(self) -> bool:
        """Whether it speaks of the schema that the answer was to be held to."""
        return self.status in _SCHEMA_STATUS and not self.too_long and bool(_SCHEMA.search(self.body))

    def may_be_of_schema(self, *, plainly: bool) -> bool:
        """Whether it may be for the schema: it names it, or `plainly` nothing else can be meant."""
        return self.names_schema or (plainly and not self.too_long and self.status in _COMPLAINTS)

    def says_differently(self) -> frozenset[str]:
        """What the server wants to be told in another way: see `completions`."""
        if self.status not in _TOO_LONG_STATUS or self.too_long:
            return frozenset()
        found = {SYSTEM_TURN} if _NO_SYSTEM.search(self.body) else set()
        return frozenset(found | ({MAX_TOKENS} if b"max_completion_tokens" in self.body else set()))

    @property
    def turns_away(self) -> bool:
        """Whether the server serves others, and says nothing of when it will be free."""
        return self.status in (429, 503) and self.retry_after_s is None and not self.loading

    @property
    def loading(self) -> bool:
        """Whether the server is there and its model is not yet."""
        return self.status == 503 and bool(_LOADING.search(self.body))

    def error(self) -> StisloError:
        """The same for a caller."""
        if self.too_long:
            return EngineFailed(
                "The text is longer than the chat server's context; lower STISLO_CHAT_WINDOW to what the server has."
            )
        if self.status in (401, 403):
            return ModelUnusable("The chat server refuses the key; check STISLO_CHAT_KEY.")
        if self.status in (404, 405) or 300 <= self.status < 400:
            return ModelUnusable(
                f"The chat server answered {self.status}: it has no such model, or there is no chat at this address; "
                "check STISLO_CHAT_MODEL and STISLO_CHAT_URL."
            )
        if self.loading:
            return ModelUnreachable(
                "The chat server is still loading its model; try again in a moment.", retry_after=_AWAY_FOR_S
            )
        if self.status in (429, 503):
            seconds = _FULL_FOR_S if self.retry_after_s is None else max(1, ceil(self.retry_after_s))
            return Overloaded("The chat server is overloaded; try again later.", retry_after=seconds)
        if self.status in (502, 504):
            return ModelUnreachable(
                f"The chat server cannot be reached: a gateway answered {self.status}.", retry_after=_AWAY_FOR_S
            )
        return EngineFailed(f"The chat server answered {self.status}; its own log says why.")


def read_refusal(reply: Reply) -> Refusal:
    """Reads a refusal and closes the exchange."""
    with closing(reply):
        reply.hurry(AFTER_THE_END_S)
        try:
            body = reply.rest(LONGEST_REFUSAL)
        except BROKEN:  # the status says enough
            body = b""
        return Refusal(reply.status, body, reply.header(b"retry-after"))


def broken(error: Exception) -> StisloError:
    """The error for an exchange that the network ended."""
    if isinstance(error, ConnectError):
        return ModelUnreachable(
            "The chat server cannot be reached; check that it runs, and STISLO_CHAT_URL.", retry_after=_AWAY_FOR_S
        )
    if isinstance(error, TimeoutException):
        return ModelUnreachable(SILENT)
    if isinstance(error, ProtocolError):
        return EngineFailed("The chat server's answer breaks off, or is no HTTP; check STISLO_CHAT_URL.")
    return ModelUnreachable("The chat server broke the connection off.", retry_after=_AWAY_FOR_S)
