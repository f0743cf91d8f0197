"""What happens on the way to an answer, for whoever waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from service.types import Article, Detection, Failure, Summary, Translation

StageName = Literal["read", "detect", "summarize", "translate", "check"]
ModelState = Literal["downloading", "loading", "ready"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage was begun or, with `done`, has got so far: sections of a long article that are summed up, languages that
    are translated. Where there are very many sections, their summaries are summed up in their turn, and counted anew.
    """

    name: StageName
    done: int | None = None
    of: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleRead:
    """The article was read, and its language is known; `detected` where nobody said it."""

    article: Article
    language: Detection
    detected: bool


@dataclass(frozen=True, slots=True)
class ModelAwaited:
    """The request waits for a model, or does no more. `progress` 0..1, of a download only."""

    model: str
    state: ModelState
    progress: float | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as an engine writes it, not yet checked. `restart` takes back what came before it."""

    language: str
    text: str
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Ready:
    """One language of the answer, as it will stand there."""

    entry: Summary | Translation | Failure


Event = Stage | ArticleRead | ModelAwaited | Piece | Ready
OnProgress = Callable[[Event], None]
"""Called with each event, from the threads of the request but never from two at once; must be quick and not raise."""


def silent(event: Event) -> None:
    """The OnProgress of those who do not care."""
