"""The first request after a start is as quick as the others: what it would have to load is loaded before."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Sequence

from service.engines.base import Budget, Document, ModelSpec
from service.errors import Draining, StisloError, UnsupportedRequest
from service.pipeline.engines import Engines
from service.pipeline.plan import Hop, Inventory, find_route, plan_summary, way_back
from service.runtime.ticket import Ticket
from service.types import Article, Pair, SummaryRequest

_SENTENCE = "The new bridge over the river opens on Monday."
_ARTICLE = Article(f"{_SENTENCE} It took three years to build. " * 4)
_BUDGET = Budget("paragraph", max_words=20, max_sentences=1)
_SECONDS = 600.0
_log = logging.getLogger(__name__)


class WarmUp:
    """Loads, in a thread of its own, what the first requests will need, and knows whether that is done.

    Always: language identification, sentence splitting and extraction, by summarizing a tiny article with `summarize`.
    Then, for each of `wishes` (`en-uk`: translation, `en`: a summary), the models that would be chosen now, with one
    tiny call each. Nothing is fetched: what is not installed, or fails, is a warning in the log and no reason to wait.
    """

    def __init__(
        self,
        engines: Engines,
        inventory: Callable[[], Inventory],
        summarize: Callable[[SummaryRequest], object],
        wishes: Sequence[str],
    ) -> None:
        self._engines = engines
        self._inventory = inventory
        self._summarize = summarize
        self._wishes = tuple(wishes)
        self._thread: threading.Thread | None = None

    @property
    def under_way(self) -> bool:
        """Whether it has begun and not ended. Where nobody starts it, there is nothing to wait for."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> None:
        """Begins, once; returns at once."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="warm-up")
            self._thread.start()

    def wait(self, timeout_s: float | None = None) -> None:
        """Until it has ended, or for `timeout_s` seconds."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        try:
            self._try("extraction", lambda: self._summarize(SummaryRequest(_ARTICLE, engine="extractive")))
            for wish in self._wishes:
                self._try(wish, lambda wish=wish: self._warm(wish))  # type: ignore[misc]
        except Draining:
            _log.info("Shutting down: the warm-up ends here")

    def _try(self, name: str, step: Callable[[], object]) -> None:
        try:
            step()
        except Draining:
            raise
        except StisloError as error:
            _log.warning("Not warmed up: %s: %s", name, error.detail)
        except Exception:
            _log.exception("Not warmed up: %s", name)

    def _warm(self, wish: str) -> None:
        inventory = self._inventory()
        if "-" in wish:
            pair = Pair(*wish.split("-"))
            route = find_route(inventory, pair)
            if route is None:
                raise UnsupportedRequest(f"No models in the catalogue lead from {wish.replace('-', ' to ')}.")
            self._translate(route.hops)
            # Summaries are translated back, to be compared.
            if (back := way_back(inventory, pair)) is not None:
                self._translate(back.hops)
            return
        plan = plan_summary(inventory, source=wish, targets=(), engine="seq2seq")
        self._translate(plan.to_writer.hops)
        if plan.writer is not None:
            self._write(plan.writer, plan.language)

    def _translate(self, hops: Iterable[Hop]) -> None:
        for hop in hops:
            with self._engines.lease(hop.model, Ticket(_SECONDS)) as leased:
                segments = [_text(hop.model, hop.pair.source)]
                leased.translator().translate(segments, hop.pair, hop.model.decoding_for("fast"))

    def _write(self, writer: ModelSpec, language: str) -> None:
        with self._engines.lease(writer, Ticket(_SECONDS)) as leased:
            document = Document((_text(writer, language),), (0,), language)
            leased.summarizer().summarize([document], _BUDGET, writer.decoding_for("fast"))


def _text(model: ModelSpec, language: str) -> str:
    """Something to read for a model: what it tries itself on when it is installed, if that is known."""
    return model.smoke.get(language, _SENTENCE)
