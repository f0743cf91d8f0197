"""What a chat server's refusal means, and what mends it. Its own words may quote the article: nobody sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from httpcore2 import ConnectError, ProtocolError, TimeoutException

from service.engines.chat.wire.retries import retry_after_s
from service.errors import EngineFailed, ModelUnreachable, ModelUnusable, Overloaded, StisloError

LONGEST_REFUSAL = 65_536
"""Bytes of a refusal that are read."""

_COMPLAINTS = frozenset({400, 422})
_TOO_LONG_STATUS = frozenset({400, 422, 500})
# vLLM, SGLang and OpenAI; llama.cpp; TGI.
_TOO_LONG = re.compile(
    rb"context[ _](?:length|size|window)|max_model_len|max_seq_len|inputs`? tokens \+|inputs` must have less than", re.I
)
_FULL_FOR_S, _AWAY_FOR_S = 5, 10


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
        return self.status == 413 or (self.status in _TOO_LONG_STATUS and bool(_TOO_LONG.search(self.body)))

    def unwanted(self, fields: Iterable[str]) -> frozenset[str] | None:
        """Which of `fields` it complains about, perhaps none; None where it complains about no fields at all.

        It may quote the article, so this is a guess to be tried out.
        """
        if self.status not in _COMPLAINTS or self.too_long:
            return None
        return frozenset(fields) & set(re.findall(r"\w+", self.body.decode("utf-8", "replace")))

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
        if self.status in (429, 503):
            seconds = _FULL_FOR_S if self.retry_after_s is None else max(1, ceil(self.retry_after_s))
            return Overloaded("The chat server is overloaded; try again later.", retry_after=seconds)
        if self.status in (502, 504):
            return ModelUnreachable(
                f"The chat server cannot be reached: a gateway answered {self.status}.", retry_after=_AWAY_FOR_S
            )
        return EngineFailed(f"The chat server answered {self.status}; its own log says why.")


def broken(error: Exception) -> StisloError:
    """The error for an exchange that the network ended."""
    if isinstance(error, ConnectError):
        return ModelUnreachable(
            "The chat server cannot be reached; check that it runs, and STISLO_CHAT_URL.", retry_after=_AWAY_FOR_S
        )
    if isinstance(error, TimeoutException):
        return ModelUnreachable("The chat server was silent for too long (STISLO_CHAT_TIMEOUT_S).")
    if isinstance(error, ProtocolError):
        return EngineFailed("The chat server's answer breaks off, or is no HTTP; check STISLO_CHAT_URL.")
    return ModelUnreachable("The chat server broke the connection off.", retry_after=_AWAY_FOR_S)
