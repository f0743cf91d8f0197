"""Engines as one request sees them: it calls them as if it were alone, and its work is batched with everybody's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from service.engines.base import (
    Aligning,
    Budget,
    Decoding,
    Document,
    Draft,
    Hypothesis,
    ModelSpec,
    Multilingual,
    Shortlisting,
    Summarizer,
    Translator,
    aligns,
    converses,
    has_shortlists,
    mixes_pairs,
    sizes_batches,
    summarizes,
    translates,
    writes_plain,
)
from service.errors import EngineFailed, StisloError
from service.models.pool import Pool
from service.runtime.audit import Auditor
from service.runtime.batcher import Batcher, Order
from service.runtime.chat import Chat
from service.runtime.fair_queue import Lane
from service.runtime.pending import Pending
from service.runtime.spelling import UnspelledCharacters
from service.runtime.ticket import Ticket
from service.text.chunks import pack
from service.types import Alignment, Pair, Quality

# Tokens that one call has in the queue at the same time, in two halves: enough for the workers never to wait for it,
# few enough for a book to be held as text and not as work.
_QUEUED_TOKENS = 8_192
# What a short line counts for at least in that: each is a piece of work.
_LEAST_COST = 16
# For engines that do not say how much of a batch is worth its while.
_BATCH_TOKENS = 2_048
_BULK_S = 600.0
# How a model is led along a translation that is there: without beams.
_LED = Decoding(beam_size=1)


@dataclass(frozen=True, slots=True)
class RequestEngine:
    """An engine for one request, and what exactly it is: the commit of the files that it was loaded from, and what runs
    it with its number format (`ctranslate2:int8`, `torch:float32`). `shortlist` stands for the tokens that decoding may
    look among, "" where it looks among all, `prompts` for what a chat model is told.
    """

    engine: Translator | Summarizer
    commit: str
    name: str
    shortlist: str = ""
    prompts: str = ""
    plain_marks: bool = False
    """Whether its translations need their language's typography: see `PlainWriting`."""
    unspelled: Callable[[Sequence[str]], list[str]] = lambda segments: [""] * len(segments)
    """As `Spelling.unspelled`; nothing where the engine does not say."""

    def recipe(self, model: ModelSpec, quality: Quality) -> str:
        """What decides the output beside the files, as `ModelSpec.recipe`."""
        return model.recipe(quality, self.shortlist, self.prompts)

    def translator(self) -> Translator:
        """The engine. Raises EngineFailed where it does something else."""
        engine = self.engine
        if translates(engine):
            return engine
        raise EngineFailed("The engine of a translation model does not translate.")

    def summarizer(self) -> Summarizer:
        """The engine. Raises EngineFailed where it does something else."""
        engine = self.engine
        if summarizes(engine):
            return engine
        raise EngineFailed("The engine of a summarization model does not summarize.")


class Retainable(Protocol):
    """A hold on an engine: it is not closed as long as somebody holds it."""

    def retain(self) -> None: ...

    def release(self) -> None: ...


class BatchedEngines:
    """Lends the pool's engines, each call of which goes through the batcher. Safe to call from many threads.

    Chat models are called directly: an answer takes seconds, of which a worker of the batcher would be idle. What runs
    them bounds how many answers are under way.
    """

    def __init__(self, pool: Pool, batcher: Batcher, auditor: Auditor, chat: Chat, *, typography: bool = True) -> None:
        self._pool = pool
        self._batcher = batcher
        self._auditor = auditor
        self._chat = chat
        self._typography = typography
        self._shortlists: dict[str, str] = {}
        self.unspelled = UnspelledCharacters()

    def recipe(self, spec: ModelSpec, quality: Quality) -> str:
        """As `RequestEngine.recipe`, with the `shortlist` of the model as it was lent last."""
        return spec.recipe(quality, self._shortlists.get(spec.id, ""), self._chat.prompts_of(spec))

    def name(self, spec: ModelSpec) -> str:
        """What runs the model: as `RequestEngine.name`."""
        return self._chat.server_name if self._chat.is_server(spec) else self._pool.name(spec)

    @contextmanager
    def lease(self, spec: ModelSpec, ticket: Ticket) -> Iterator[RequestEngine]:
        """The model's engine, loaded, for one request, until the end of the `with` block.

        Raises ModelNotInstalled, ModelUnusable, ModelLoading, NoMemory; calls of the engine also DeadlineExceeded,
        Cancelled and Overloaded.
        """
        prompts = self._chat.prompts_of(spec)
        if self._chat.is_server(spec):
            yield RequestEngine(self._chat.engine(None, ticket), spec.revision, self.name(spec), prompts=prompts)
            return
        lease = self._pool.acquire(spec, patience_s=max(0.0, ticket.remaining()))
        try:
            shortlist = self._shortlists[spec.id] = _shortlist(lease.engine)
            engine = self._for(lease.engine, Desk(self._batcher, ticket, lease))
            plain = self._typography and writes_plain(lease.engine)
            unspelled = partial(self.unspelled.of, spec.id, lease.engine)
            yield RequestEngine(engine, lease.commit, self._pool.name(spec), shortlist, prompts, plain, unspelled)
        finally:
            lease.release()

    def _for(self, engine: object, desk: Desk) -> Translator | Summarizer:
        if converses(engine):
            return self._chat.engine(engine, desk.ticket)
        if translates(engine):
            return BatchedTranslator(engine, desk, self._auditor)
        if summarizes(engine):
            return BatchedSummarizer(engine, desk)
        raise EngineFailed("The engine of a model does nothing that is known.")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where one request hands in work for one engine. `held` keeps the engine until the work has ended, also where the
    request has long been answered."""

    batcher: Batcher
    ticket: Ticket
    held: Retainable

    def run(self, orders: Sequence[Order]) -> list[Any]:
        """The outcome of each order, in order; raises the first error. Never holds many orders in the queue."""
        outcomes: list[Any] = []
        before: Pending | None = None
        for part in pack([max(order.cost, _LEAST_COST) for order in orders], _QUEUED_TOKENS // 2):
            pending = self._submit(orders[part.start : part.stop], self.ticket)
            if before is not None:
                outcomes += before.wait()
            before = pending
        return outcomes if before is None else [*outcomes, *before.wait()]

    def leave(self, orders: Sequence[Order], on_done: Callable[[Sequence[Any]], None]) -> None:
        """Hands in bulk work that nobody waits for. Raises what `submit` of the batcher raises."""
        self._submit(orders, Ticket(_BULK_S, priority="bulk"), on_done)

    def _submit(
        self, orders: Sequence[Order], ticket: Ticket, on_done: Callable[[Sequence[Any]], None] | None = None
    ) -> Pending:
        def done(outcomes: Sequence[Any]) -> None:
            try:
                if on_done is not None:
                    on_done(outcomes)
            finally:
                self.held.release()

        self.held.retain()
        try:
            return self.batcher.submit(orders, ticket, on_done=done)
        except BaseException:
            self.held.release()
            raise


class BatchedTranslator:
    """A translator for one request. Segments of all requests share batches where they are decoded alike.

    What a shortlist does not cover is decoded with the full vocabulary, and so is, later, a sample of what it covers.
    """

    def __init__(self, engine: Translator, desk: Desk, auditor: Auditor) -> None:
        self._engine = engine
        self._desk = desk
        self._auditor = auditor

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        """One list of hypotheses a segment, in order. Raises what engines raise and what the desk raises."""
        covered = self._covered(segments, decoding)
        lanes = {kind: self._lane(pair, replace(decoding, shortlist=kind)) for kind in set(covered)}
        found = self._desk.run(self._orders(segments, [lanes[kind] for kind in covered], pair))
        if decoding.shortlist and has_shortlists(self._engine):
            self._learn(self._engine, segments, covered, pair, decoding, found)
        return found

    def _learn(
        self,
        engine: Shortlisting,
        segments: Sequence[str],
        covered: Sequence[bool],
        pair: Pair,
        decoding: Decoding,
        found: Sequence[Sequence[Hypothesis]],
    ) -> None:
        """What was decoded with all tokens teaches at once, of the rest a sample, later."""
        listed = [index for index, kind in enumerate(covered) if kind]
        self._audit([segments[i] for i in listed], pair, decoding, [found[i] for i in listed])
        for segment, kind, hypotheses in zip(segments, covered, found, strict=True):
            if not kind and hypotheses:
                engine.observe(segment, hypotheses[0].text)

    def _covered(self, segments: Sequence[str], decoding: Decoding) -> list[bool]:
        if not decoding.shortlist or not has_shortlists(self._engine):
            return [False] * len(segments)
        return self._engine.covered(segments)

    def _orders(self, segments: Sequence[str], lanes: Sequence[Lane], pair: Pair) -> list[Order]:
        costs = self._engine.count_tokens(segments)
        return [Order(lane, (segment, pair), cost) for lane, segment, cost in zip(lanes, segments, costs, strict=True)]

    def _audit(
        self, segments: Sequence[str], pair: Pair, decoding: Decoding, found: Sequence[Sequence[Hypothesis]]
    ) -> None:
        audit = self._auditor.sample(self._engine, segments, pair, decoding, found)
        if audit is None:
            return

        def compare(outcomes: Sequence[Any]) -> None:
            if any(isinstance(outcome, StisloError) for outcome in outcomes):
                self._auditor.drop(audit)
            else:
                self._auditor.compare(audit, outcomes)

        lane = self._lane(pair, audit.decoding)
        try:
            self._desk.leave(self._orders(audit.segments, [lane] * len(audit.segments), pair), compare)
        except StisloError:  # the service is full or closing
            self._auditor.drop(audit)

    def _lane(self, pair: Pair, decoding: Decoding) -> Lane:
        """Where segments wait: all pairs together where the engine can mix them."""
        engine = self._engine
        tokens = _batch_tokens(engine, decoding)
        if mixes_pairs(engine):
            return Lane((id(engine), decoding), partial(_call_mixed, engine, decoding), tokens)
        return Lane((id(engine), pair, decoding), partial(_call, engine, pair, decoding), tokens)

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        """As `Aligning.align`; empty alignments of an engine that cannot tell. Raises what the desk raises."""
        engine = self._engine
        if not aligns(engine):
            return [()] * len(segments)
        lane = Lane((id(engine), pair, "align"), partial(_align, engine, pair), _batch_tokens(self._engine, _LED))
        pairs = zip(segments, translations, self._engine.count_tokens(segments), strict=True)
        return self._desk.run([Order(lane, (segment, said), cost) for segment, said, cost in pairs])

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
        lane = Lane((id(self._engine), budget, decoding), call, _batch_tokens(self._engine, decoding))
        costs = self._engine.count_tokens([document.text() for document in documents])
        return self._desk.run([Order(lane, document, cost) for document, cost in zip(documents, costs, strict=True)])

    def count_tokens(self, segments: Sequence[str]) -> list[int]:
        """Length of each segment in the model's source tokens, special tokens included."""
        return self._engine.count_tokens(segments)

    def close(self) -> None:
        """Nothing: the engine is the pool's."""


def _call_mixed(engine: Multilingual, decoding: Decoding, payloads: Sequence[tuple[str, Pair]]) -> Sequence[Any]:
    return engine.translate_mixed([segment for segment, _ in payloads], [pair for _, pair in payloads], decoding)


def _call(engine: Translator, pair: Pair, decoding: Decoding, payloads: Sequence[tuple[str, Pair]]) -> Sequence[Any]:
    return engine.translate([segment for segment, _ in payloads], pair, decoding)


def _align(engine: Aligning, pair: Pair, payloads: Sequence[tuple[str, str]]) -> Sequence[Alignment]:
    return engine.align([segment for segment, _ in payloads], [said for _, said in payloads], pair)


def _batch_tokens(engine: Translator | Summarizer, decoding: Decoding) -> int:
    return engine.batch_tokens(decoding) if sizes_batches(engine) else _BATCH_TOKENS


def _shortlist(engine: object) -> str:
    return engine.shortlist_id if has_shortlists(engine) else ""
