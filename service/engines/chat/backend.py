"""What talks to a chat model: one small protocol, whoever runs the model.

A back end streams one answer to one conversation. It knows nothing of articles, prompts or checks.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from service.errors import EngineFailed, StisloError

Speaker = Literal["system", "user", "assistant"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Speaker
    text: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How an answer is made. `max_tokens` is a ceiling on the answer; `temperature` 0 means the likeliest token.

    `seed` makes a temperature above 0 repeatable where the back end can. `stop` are texts that end the answer and are
    not part of it. `schema` is a JSON schema that the answer is held to, for back ends that can.
    """

    max_tokens: int
    temperature: float = 0.0
    seed: int | None = None
    stop: tuple[str, ...] = ()
    repetition_penalty: float = 1.0
    schema: Mapping[str, Any] | None = field(default=None, repr=False)


_SIZE = re.compile(r"(?<![\d.])(\d{1,4}(?:\.\d{1,2})?) ?([bm])(?![a-z\d])", re.IGNORECASE)
_SMALL = 2_000_000_000


def is_small(name: str) -> bool:
    """Whether a model's name says that it has few parameters: `SmolLM2-135M-Instruct`, `qwen2.5:0.5b`."""
    sizes = [float(number) * (1e9 if unit in "bB" else 1e6) for number, unit in _SIZE.findall(name)]
    return bool(sizes) and max(sizes) < _SMALL


class Patience(Protocol):
    """How long an answer is waited for: `runtime.ticket.Ticket` is one."""

    def remaining(self) -> float:
        """Seconds left; negative once passed."""
        ...

    def problem(self) -> StisloError | None:
        """Why nothing more should be done, or None. Cheap; may be asked by any thread."""
        ...


class ChatBackend(Protocol):
    """Talks to one model. May be called from many threads."""

    @property
    def name(self) -> str:
        """What runs the model, for steps and signatures: `openai`, `ctranslate2:int8`, `torch:float32`."""
        ...

    @property
    def window(self) -> int:
        """Tokens that conversation and answer may have together."""
        ...

    @property
    def small(self) -> bool:
        """Whether the model has so few parameters that it follows few words better than many."""
        ...

    @property
    def constrains(self) -> bool:
        """Whether answers can be held to a JSON schema."""
        ...

    @property
    def special_tokens(self) -> tuple[str, ...]:
        """The model's own special tokens where they are known: no article may hold them."""
        ...

    def count_tokens(self, turns: Sequence[Turn]) -> int:
        """Length of a conversation in tokens as the model reads it, template included: exact, or an upper bound."""
        ...

    def stream(self, turns: Sequence[Turn], sampling: Sampling, patience: Patience) -> Generator[str]:
        """The answer, piece by piece as it is made. Closing the iterator ends the work, wherever it is done.

        Raises EngineFailed, Overloaded (with `retry_after`), ModelUnusable, DeadlineExceeded and Cancelled, at the
        first piece or later: what came before an error is no answer. An answer that was cut off at `max_tokens` ends
        with `Truncated`. A schema that is refused after all is `Unconstrained`, before anything else is done.
        """
        ...

    def close(self) -> None:
        """Frees what it holds. It is not called again."""
        ...


class BrokenOff(EngineFailed):
    """The answer broke off in the middle. `crowded`: perhaps because the server serves fewer at a time than asked it;
    then they are fewer by now."""

    crowded = False


class Unconstrained(EngineFailed):
    """The answer cannot be held to a schema. Asked without one, the back end answers."""


class Truncated(Exception):
    """The answer reached `max_tokens` before its end; what was streamed so far is all there is."""
