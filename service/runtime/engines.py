"""Engines as one request sees them: it calls them as if it were alone, and its work is batched with everybody's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from service.engines.base import (
    Budget,
    Decoding,
    Document,
    Draft,
    Hypothesis,
    ModelSpec,
    Multilingual,
    Summarizer,
    Translator,
)
from service.errors import EngineFailed
from service.models.pool import Pool
from service.runtime.batcher import Batcher, Order, Pending
from service.runtime.fair_queue import Lane
from service.runtime.ticket import Ticket
from service.text.chunks import pack
from service.types import Pair

# Tokens that one call has in the queue at the same time, in two halves: enough for the workers never to wait for it,
# few enough for a book to be held as text and not as work.
_QUEUED_TOKENS = 16_384
# For engines that do not say how much of a batch is worth its while.
_BATCH_TOKENS = 2_048


@dataclass(frozen=True, slots=True)
class Leased:
    """An engine for one request, and what exactly it is: the commit of the files that it was loaded from, and what runs
    it with its number format (`ctranslate2:int8`, `torch:float32`)."""

    engine: Translator | Summarizer
    commit: str
    name: str

    def translator(self) -> Translator:
        """The engine. Raises EngineFailed where it does something else."""
        if not isinstance(self.engine, Translator):
            raise EngineFailed("The engine of a translation model does not translate.")
        return self.engine

    def summarizer(self) -> Summarizer:
        """The engine. Raises EngineFailed where it does something else."""
        if not isinstance(self.engine, Summarizer):
            raise EngineFailed("The engine of a summarization model does not summarize.")
        return self.engine


class Held(Protocol):
    """A hold on an engine: it is not closed as long as somebody holds it."""

    def retain(self) -> None: ...

    def release(self) -> None: ...


class BatchedEngines:
    """Lends the pool's engines, each call of which goes through the batcher. Safe to call from many threads."""

    def __init__(self, pool: Pool, batcher: Batcher) -> None:
        self._pool = pool
        self._batcher = batcher

    @contextmanager
    def lease(self, spec: ModelSpec, ticket: Ticket) -> Iterator[Leased]:
        """The model's engine, loaded, for one request, until the end of the `with` block.

        Raises ModelNotInstalled, ModelUnusable, ModelLoading, NoMemory; calls of the engine also DeadlineExceeded,
        Cancelled and Overloaded.
        """
        lease = self._pool.acquire(spec, patience_s=max(0.0, ticket.remaining()))
        try:
            desk = Desk(self._batcher, ticket, lease)
            engine = (
                BatchedTranslator(lease.engine, desk)
                if isinstance(lease.engine, Translator)
                else BatchedSummarizer(lease.engine, desk)
            )
            yield Leased(engine, lease.commit, self._pool.name(spec))
        finally:
            lease.release()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one request hands in work for one engine. `held` keeps the engine until the work has ended, also where the
    request has long been answered."""

    batcher: Batcher
    ticket: Ticket
    held: Held

    def run(self, orders: Sequence[Order]) -> list[Any]:
        """The outcome of each order, in order; raises the first error. Never holds many orders in the queue."""
        outcomes: list[Any] = []
        before: Pending | None = None
        for part in pack([order.cost for order in orders], _QUEUED_TOKENS // 2):
            pending = self._submit(orders[part.start : part.stop])
            if before is not None:
                outcomes += before.wait()
            before = pending
        return outcomes if before is None else [*outcomes, *before.wait()]

    def _submit(self, orders: Sequence[Order]) -> Pending:
        self.held.retain()
        try:
            return self.batcher.submit(orders, self.ticket, on_done=lambda outcomes: self.held.release())
        except BaseException:
            self.held.release()
            raise


class BatchedTranslator:
    """A translator for one request. Segments of all requests share batches where they are decoded alike."""

    def __init__(self, engine: Translator, desk: Desk) -> None:
        self._engine = engine
        self._desk = desk

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One list of hypotheses a segment, in order. Raises what engines raise and what the desk raises."""
        lane = _translation_lane(self._engine, pair, decoding)
        costs = self._engine.count_tokens(segments)
        orders = [Order(lane, (segment, pair), cost) for segment, cost in zip(segments, costs, strict=True)]
        return self._desk.run(orders)

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens included."""
        return self._engine.count_tokens(segments)

    def close(self) -> None:
        """Nothing: the engine is the pool's."""


class BatchedSummarizer:
    """A summarizer for one request. Documents of all requests share batches where they ask for the same."""

    def __init__(self, engine: Summarizer, desk: Desk) -> None:
        self._engine = engine
        self._desk = desk

    def summarize(self, documents: Sequence[Document], budget: Budget, decoding: Decoding) -> list[Draft]:
        """One draft a document, in order. Raises what engines raise and what the desk raises."""
        call = partial(self._engine.summarize, budget=budget, decoding=decoding)
        lane = Lane((id(self._engine), budget, decoding), call, _batch_tokens(self._engine))
        costs = self._engine.count_tokens([document.text() for document in documents])
        return self._desk.run([Order(lane, document, cost) for document, cost in zip(documents, costs, strict=True)])

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens included."""
        return self._engine.count_tokens(segments)

    def close(self) -> None:
        """Nothing: the engine is the pool's."""


def _translation_lane(engine: Translator, pair: Pair, decoding: Decoding) -> Lane:
    """The lane of a translation: shared by all pairs where the engine can mix them."""
    if isinstance(engine, Multilingual):
        return Lane((id(engine), decoding), partial(_call_mixed, engine, decoding), _batch_tokens(engine))
    return Lane((id(engine), pair, decoding), partial(_call, engine, pair, decoding), _batch_tokens(engine))


def _call_mixed(engine: Multilingual, decoding: Decoding, payloads: Sequence[tuple[str, Pair]]) -> Sequence[Any]:
    return engine.translate_mixed([segment for segment, _ in payloads], [pair for _, pair in payloads], decoding)


def _call(engine: Translator, pair: Pair, decoding: Decoding, payloads: Sequence[tuple[str, Pair]]) -> Sequence[Any]:
    return engine.translate([segment for segment, _ in payloads], pair, decoding)


def _batch_tokens(engine: Translator | Summarizer) -> int:
    return int(getattr(engine, "batch_tokens", _BATCH_TOKENS))
