"""One run of the benchmark: what is sent to a service, for how long, and the rows that come of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks import weights
from benchmarks.contestants import Contestant
from benchmarks.judge import Judge
from benchmarks.load import Load, Reply, closed_loop, post
from benchmarks.report import Figure, Report, Row
from benchmarks.servers import Server
from tests.standins import heldout_articles

SENTENCES, DOCUMENT_SIZE = 600, 200

# Tasks, as rows name them.
SENTENCE, GREEDY, DOCUMENT, ARTICLE = (
    "sentences, one a request",
    "sentences, one a request, greedy",
    "sentences, 200 a request",
    "articles into a French summary, one a request",
)
EXTRACT = "extractive summaries of 400 words"
OWN_WORDS = "articles' own sentences in English and French, one a request"


@dataclass
class Bench:
    """One run: what is sent, how long, and what was found."""

    build: Path
    quick: bool
    report: Report
    pairs: list[tuple[str, str]] = field(default_factory=lambda: weights.pairs(SENTENCES))

    def __post_init__(self) -> None:
        self.log = self.build / "server.log"
        self.articles = heldout_articles("en", 48, seed=7)
        self.told = [*zip(self.articles, heldout_articles("fr", 48, seed=7), strict=True)]

    @cached_property
    def environ(self) -> dict[str, str]:
        """Our service's with the models of the benchmark, which are made when they are first needed."""
        return weights.install(self.build)

    def seconds(self, usual: float) -> float:
        return usual / 3 if self.quick else usual

    def add(self, task: str, who: str, clients: int | None, load: Load, *, note: str = "", each: int = 1) -> Row:
        """Keeps and prints what a load gave; `each` = how many of what the task counts are in a request."""
        bad = {status: number for status, number in load.statuses.items() if status != 200}
        notes = [note, f"statuses {bad}" if bad else ""]
        p50, p99 = (1000 * load.percentile(share) for share in (0.5, 0.99))
        return self.keep(Row(task, who, clients, each * load.rate, p50, p99, ", ".join(filter(None, notes))))

    def keep(self, row: Row) -> Row:
        self.report.rows.append(row)
        print(f"  {row}", flush=True)
        return row

    def figure(self, what: str, value: float, unit: str) -> None:
        self.report.figures.append(Figure(what, value, unit))
        print(f"  {self.report.figures[-1]}", flush=True)


def checked(load: Load, judge: Judge, text_of: Callable[[Any], Any], what: str) -> str:
    """A note on the answers of a load. Raises AssertionError where one of them is another text's."""

    def right(reply: Reply) -> bool:
        text = text_of(reply.json())
        texts = [text] if isinstance(text, str) else text
        return all(judge(reply.call * len(texts) + index, each) for index, each in enumerate(texts))

    wrong = load.wrong(right)
    if wrong:
        raise AssertionError(f"{what}: {len(wrong)} answers are not those of their own text: {wrong[0].body[:500]!r}")
    return f"{judge.counts['inexact']} inexact" if judge.counts["inexact"] else ""


def sentences(bench: Bench, who: Contestant, server: Server, plan: Mapping[int, float], task: str = SENTENCE) -> None:
    """One sentence a request, for each number of clients so many seconds."""
    calls = [who.translate(text, server.address) for text, _ in bench.pairs]
    for clients, usual in plan.items():
        seconds = bench.seconds(usual)
        load = closed_loop(server.address, calls, clients, seconds=seconds, rounds=2 if bench.quick else 3)
        judge = Judge([translation for _, translation in bench.pairs])
        bench.add(task, who.name, clients, load, note=checked(load, judge, who.translation, who.name))


def documents(bench: Bench, who: Contestant, server: Server, count: int) -> None:
    """Documents of 200 sentences, one after the other, the same number for everybody who is quick enough."""
    texts = [text for text, _ in bench.pairs]
    documents = [texts[start : start + DOCUMENT_SIZE] for start in range(0, count * DOCUMENT_SIZE, DOCUMENT_SIZE)]
    calls = [who.translate(document, server.address) for document in documents]
    load = closed_loop(server.address, calls, 1, most=count)
    judge = Judge([translation for _, translation in bench.pairs])
    bench.add(DOCUMENT, who.name, 1, load, note=checked(load, judge, who.translation, who.name), each=DOCUMENT_SIZE)


def articles(bench: Bench, who: Contestant, server: Server, plan: Mapping[int, float]) -> None:
    """English articles; their summaries must come back in French."""
    if who.summarize is None or who.summary is None:
        return
    calls = [who.summarize(article.text, server.address) for article in bench.articles]
    server.answer(calls[0])
    for clients, usual in plan.items():
        seconds = bench.seconds(usual)
        load = closed_loop(server.address, calls, clients, seconds=seconds, rounds=2)
        judge = Judge([article.summary["fr"] for article in bench.articles])
        bench.add(ARTICLE, who.name, clients, load, note=checked(load, judge, who.summary, who.name))


def own_words(bench: Bench, who: Contestant, server: Server, plan: Mapping[int, float]) -> None:
    """English articles; sentences of theirs must come back in English and in French."""
    told = [dict(zip(article.sentences, other.sentences, strict=True)) for article, other in bench.told]
    body = {"target_languages": ["en", "fr"], "source_language": "en", "engine": "extractive", "cache": False}
    calls = [post("/v1/summaries", {"text": article.body, **body}, server.address) for article, _ in bench.told]
    server.answer(calls[0])

    def right(reply: Reply) -> bool:
        english, french = reply.json()["summaries"]
        wanted = " ".join(told[reply.call][sentence["text"]] for sentence in english["sentences"])
        return Judge([wanted])(0, french["text"])

    for clients, usual in plan.items():
        load = closed_loop(server.address, calls, clients, seconds=bench.seconds(usual), rounds=2)
        wrong = load.wrong(right)
        if wrong:
            raise AssertionError(f"{who.name}: {len(wrong)} summaries are not those of their article")
        bench.add(OWN_WORDS, who.name, clients, load)


@contextmanager
def started(bench: Bench, who: Contestant) -> Iterator[Server]:
    """A running contestant whose translator is loaded. Weighs it at each stage."""
    with who.start() as server:
        bench.figure(f"{who.name}: memory, started", server.rss_mb(), "MB")
        began = time.perf_counter()
        server.answer(who.translate(bench.pairs[-1][0], server.address))
        bench.figure(f"{who.name}: first translation", time.perf_counter() - began, "s")
        bench.figure(f"{who.name}: memory, translator loaded", server.rss_mb(), "MB")
        yield server
        bench.figure(f"{who.name}: memory, after the load", server.rss_mb(), "MB")
