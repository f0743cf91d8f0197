"""Engines and specs for pipeline tests: the product's own fakes, lent by a dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from service.engines.base import ModelSpec, ModelTask, Summarizer, Translator
from service.pipeline.plan import Hop, Route
from service.pipeline.recall import Memories, Recall
from service.runtime.engines import RequestEngine
from service.runtime.ticket import Ticket
from service.types import Article, Pair, SummaryRequest


def no_recall() -> Recall:
    """What a request has of the memories that asks for nothing from them and leaves nothing there."""
    return Memories(0).recall(SummaryRequest(Article("x"), cache=False), Ticket(60))


class Lent:
    """Engines by model id; each counts as installed at commit `c0ffee`."""

    def __init__(self, **engines: Translator | Summarizer) -> None:
        self._engines = {name.replace("_", "-"): engine for name, engine in engines.items()}

    @contextmanager
    def lease(self, spec: ModelSpec, ticket: Ticket) -> Iterator[RequestEngine]:
        yield RequestEngine(self._engines[spec.id], commit="c0ffee", name="fake")


def translator(name: str, *pairs: str, window: int = 512) -> ModelSpec:
    return _spec(name, "translate", pairs=tuple(Pair(*pair.split("-")) for pair in pairs), window=window)


def summarizer(name: str, *languages: str, window: int = 512) -> ModelSpec:
    return _spec(name, "summarize", languages=languages, window=window)


def chat_model(name: str, *languages: str, window: int = 4096) -> ModelSpec:
    return _spec(name, "chat", languages=languages, window=window, engine="chat")


def _spec(name: str, task: ModelTask, **fields: Any) -> ModelSpec:
    return ModelSpec(
        id=name,
        task=task,
        repo=f"test/{name}",
        revision="main",
        family="marian",
        licence="Apache-2.0",
        commercial_use=True,
        attribution="",
        **fields,
    )


def route(*hops: tuple[ModelSpec, str]) -> Route:
    return Route(tuple(Hop(spec, Pair(*pair.split("-"))) for spec, pair in hops))
