"""The JSON of OpenAI's chat completions: what is asked, and what of an answer is text.

Only what all servers agree on is needed. What some refuse (`OPTIONAL`) can be left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from typing import Any

from service.engines.chat.backend import BrokenOff, Sampling, Truncated, Turn
from service.engines.chat.wire.schema import RESPONSE_FORMAT, SchemaWay, response_format
from service.errors import EngineFailed, Overloaded

OPTIONAL = ("chat_template_kwargs", "stream_options", "repetition_penalty", "seed")
"""Fields that a server may refuse. Thinking off and the penalty are extensions of vLLM and llama.cpp."""

NAMED = ("temperature", "stop")
"""Fields that are left out only where a server names them."""

SYSTEM_TURN, MAX_TOKENS = "a system turn", "max_tokens"
"""What is said differently where a server does not take it: in the user's turn, as `max_completion_tokens`."""

TOO_LONG = re.compile(
    rb"context[ _](?:length|size|window)|max_model_len|max_seq_len|inputs`? tokens \+|inputs` must have less than", re.I
)
"""That a conversation is longer than the server reads, as vLLM, SGLang and OpenAI say it; llama.cpp; TGI."""

DONE = "[DONE]"

_BYTES_PER_TOKEN = 4096
_BYTES_PER_ANSWER = 65_536
_ENDED = frozenset({"stop", "eos", "eos_token", "stop_sequence"})


def largest_answer(sampling: Sampling) -> int:
    """Bytes that a stream of this many tokens can reasonably have: a token is an event of some hundred bytes."""
    return _BYTES_PER_ANSWER + _BYTES_PER_TOKEN * sampling.max_tokens


def question(model: str, turns: Sequence[Turn], sampling: Sampling, way: SchemaWay | None = None) -> dict[str, Any]:
    """The body of a request, with every optional field that has something to say; a schema is told in this `way`."""
    body: dict[str, Any] = {
        "model": model,
        "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
        "max_tokens": sampling.max_tokens,
        "temperature": sampling.temperature,
        "stream": True,
        "stream_options": {"include_usage": True},
        "chat_template_kwargs": {"enable_thinking": False},
    }
    if sampling.stop:
        body["stop"] = list(sampling.stop)
    if sampling.seed is not None:
        body["seed"] = sampling.seed
    if sampling.repetition_penalty != 1.0:
        body["repetition_penalty"] = sampling.repetition_penalty
    if sampling.schema is not None and way is not None:
        body[RESPONSE_FORMAT] = response_format(sampling.schema, way)
    return body


def encode(body: dict[str, Any], without: Collection[str]) -> bytes:
    """The body as it is sent, without these fields, and with what is said differently."""
    if SYSTEM_TURN in without:
        body = {**body, "messages": _merged(body["messages"])}
    if MAX_TOKENS in without:
        body = {**body, "max_completion_tokens": body["max_tokens"]}
    return json.dumps({name: value for name, value in body.items() if name not in without}).encode()


def _merged(messages: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The messages with what the system says at the head of what the user says."""
    rules = [message["content"] for message in messages if message["role"] == "system"]
    others = [message for message in messages if message["role"] != "system"]
    first = {**others[0], "content": "\n\n".join([*rules, others[0]["content"]])}
    return [first, *others[1:]]


class Completion:
    """One answer as its events come in. `finished` says that the model has come to an end, and all text is there."""

    def __init__(self) -> None:
        self.prompt_tokens: int | None = None
        self._reason: str | None = None
        self._half = ""

    @property
    def finished(self) -> bool:
        return self._reason is not None

    def read(self, data: str) -> str:
        """The text in an event, often none. Raises EngineFailed for what is no event of a chat completion."""
        try:
            event = json.loads(data)
        except (ValueError, RecursionError):
            raise EngineFailed("The chat server's answer is not JSON, or breaks off in the middle of it.") from None
        try:
            return self._whole(self._read(event))
        except (AttributeError, TypeError, KeyError, IndexError):
            raise EngineFailed(
                "The chat server's answer is not that of a chat completion; check STISLO_CHAT_URL."
            ) from None

    def end(self) -> None:
        """Says that nothing more comes. Raises Truncated for an answer cut off by its length, EngineFailed for any
        other that the model did not end: what came of it may look whole and is not."""
        if self._reason == "length":
            raise Truncated
        if self._reason is None:
            raise BrokenOff("The chat server broke its answer off.")
        if self._reason == "content_filter":
            raise EngineFailed("The chat server's content filter ended the answer.")
        if self._reason not in _ENDED:
            raise EngineFailed("The chat server ended the answer for another reason than its end.")

    def _read(self, event: Any) -> str:
        if event.get("error") or event.get("object") == "error":
            raise _reported(event)
        if usage := event.get("usage"):
            tokens = usage.get("prompt_tokens")
            self.prompt_tokens = tokens if isinstance(tokens, int) and tokens > 0 else None
        texts = []
        for choice in event["choices"]:
            if choice.get("index", 0) != 0:
                continue
            texts.append(_text((choice.get("delta") or {}).get("content")))
            if reason := choice.get("finish_reason"):
                self._reason = str(reason)
        return "".join(texts)

    def _whole(self, piece: str) -> str:
        """Joins a character that JSON escapes as two halves, where they come in two events."""
        piece, self._half = self._half + piece, ""
        if piece and "\ud800" <= piece[-1] <= "\udbff" and not self.finished:
            piece, self._half = piece[:-1], piece[-1]
        return piece.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _text(content: Any) -> str:
    """Content is text, nothing, or a list of parts of which some are text."""
    if content is None or isinstance(content, str):
        return content or ""
    return "".join(part["text"] for part in content if part.get("type", "text") == "text")


def _reported(event: Any) -> Exception:
    """An error that a server reports after it has begun to answer."""
    error = event["error"] if isinstance(event.get("error"), dict) else event
    if error.get("code") in (429, 503):
        return Overloaded("The chat server is overloaded; try again later.", retry_after=5)
    if TOO_LONG.search(str(error.get("message")).encode("utf-8", "replace")):
        return EngineFailed(
            "The text is longer than the chat server's context; lower STISLO_CHAT_WINDOW to what the server has."
        )
    return EngineFailed("The chat server reports an error in the middle of its answer.")
