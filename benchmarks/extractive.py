"""How good and how fast extractive summaries are: what `make eval` measures of them on French news.

Quality: ROUGE F1 (benchmarks/rouge.py) at three word budgets, beside the baselines of benchmarks/baselines.py.
Speed: processor time of one thread (so that other work on the machine does not count), warm caches, best of three.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle
from statistics import quantiles

import numpy as np
from numpy.typing import NDArray

from benchmarks.baselines import by_chance, lead, lexrank
from benchmarks.bootstrap import interval
from benchmarks.fit_extractive import BUDGETS, MANY, fit, halves
from benchmarks.goals import LENGTHS
from benchmarks.orangesum import Example, document
from benchmarks.quality import CHANCE, HELD_OUT, LEAD, LEXRANK, SHIPPED, Growth, Half, Step, Summaries
from benchmarks.rouge import rouge
from service.engines.base import Budget, Decoding, Document
from service.engines.extractive import ExtractiveSummarizer
from service.text.attribution import attribute
from service.text.detect import detect
from service.text.sentences import split
from service.text.words import count_words

DRAWS = 5
TIMED = 200
_USUAL = 400

Pick = Callable[[Document, int], tuple[int, ...]]
Scores = NDArray[np.float64]
"""One row an article: ROUGE-1, -2 and -L in points, and words."""


def picks_of(engine: ExtractiveSummarizer) -> Pick:
    """What the engine picks. Where nothing fits it answers with a sentence that is too long, which is not counted."""

    def pick(document: Document, max_words: int) -> tuple[int, ...]:
        [draft] = engine.summarize([document], Budget("paragraph", max_words, MANY), Decoding())
        return () if draft.over_budget else draft.picked

    return pick


def scores(examples: Sequence[Example], pick: Pick, max_words: int) -> Scores:
    """The scores of what is picked of each article."""
    return np.array([_scores(example, pick(example.document, max_words)) for example in examples])


def _scores(example: Example, picked: Sequence[int]) -> tuple[float, float, float, int]:
    summary = " ".join(example.document.sentences[number] for number in picked)
    found = rouge(summary, example.reference)
    return 100 * found.one, 100 * found.two, 100 * found.longest, count_words(summary)


def compare(examples: Sequence[Example]) -> tuple[list[Summaries], list[Half]]:
    """Every system at every budget, and the engine on each half of the articles after fitting it on the other."""
    first, second = halves(examples)
    apart = [ExtractiveSummarizer(*fit(part)) for part in (second, first)]
    rows: list[Summaries] = []
    parts: list[Half] = []
    for budget in BUDGETS:
        base = scores(examples, lead, budget)
        held_out = np.empty_like(base)
        for number, (name, part) in enumerate((("first half", first), ("second half", second))):
            held_out[number::2] = scores(part, picks_of(apart[number]), budget)
            gains = (held_out - base)[number::2, 0]
            parts.append(Half(name, len(part), budget, float(gains.mean()), *interval(gains)))
        chance = np.mean([scores(examples, partial(by_chance, seed=seed), budget) for seed in range(DRAWS)], axis=0)
        found = {
            LEAD: base,
            SHIPPED: scores(examples, picks_of(ExtractiveSummarizer()), budget),
            HELD_OUT: held_out,
            LEXRANK: scores(examples, lexrank, budget),
            CHANCE: chance,
        }
        rows += [_row(budget, who, each, base) for who, each in found.items()]
    return rows, parts


def _row(budget: int, who: str, found: Scores, base: Scores) -> Summaries:
    gains = found[:, 0] - base[:, 0]
    means = [float(mean) for mean in found.mean(axis=0)]
    return Summaries(budget, who, *means, float(gains.mean()), *interval(gains))  # type: ignore[call-arg]


def best_of_three(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of three runs."""
    durations = []
    for _ in range(3):
        start = time.thread_time()
        work()
        durations.append(time.thread_time() - start)
    return min(durations)


def steps(examples: Sequence[Example]) -> list[Step]:
    """What each step takes for an article."""
    engine, budget = ExtractiveSummarizer(), Budget("paragraph", 60, 3)
    works: dict[str, Callable[[Example], object]] = {
        "tell the language": lambda example: detect(example.text),
        "split into sentences": lambda example: split(example.text, "fr"),
        "pick sentences": lambda example: engine.summarize([example.document], budget, Decoding()),
        "split and attribute": lambda example: attribute([example.reference], split(example.text, "fr"), "fr"),
    }
    found = []
    for name, work in works.items():
        times = [1000 * best_of_three(partial(work, example)) for example in examples[:TIMED]]
        cuts = quantiles(times, n=20, method="inclusive")
        found.append(Step(name, cuts[9], cuts[18]))
    return found


def speed(examples: Sequence[Example]) -> float:
    """Articles of 400 words that one thread splits and summarizes in a second."""
    engine, budget = ExtractiveSummarizer(), Budget("paragraph", 60, 3)
    texts = [_text_of(examples[start:], _USUAL) for start in range(TIMED)]

    def work() -> None:
        for text in texts:
            engine.summarize([document(text, "fr")], budget, Decoding())

    return len(texts) / best_of_three(work)


def growth(examples: Sequence[Example]) -> list[Growth]:
    """Microseconds a word as articles grow; long ones are many articles in one."""
    engine, budget = ExtractiveSummarizer(), Budget("paragraph", 100, 6)
    rows = []
    for target in LENGTHS:
        text = _text_of(examples, target)
        read, sentences, total = document(text, "fr"), split(text, "fr"), count_words(text)
        picked = engine.summarize([read], budget, Decoding())[0].sentences
        seconds = (
            best_of_three(partial(split, text, "fr")),
            best_of_three(partial(engine.summarize, [read], budget, Decoding())),
            best_of_three(partial(attribute, picked, sentences, "fr")),
        )
        rows.append(Growth(total, *(1e6 * each / total for each in seconds)))
    return rows


def _text_of(examples: Sequence[Example], count: int) -> str:
    """Some `count` words of the articles one after the other, an article a paragraph."""
    paragraphs: dict[int, list[str]] = {}
    for number, sentence in _sentences(examples):
        if count <= 0:
            break
        paragraphs.setdefault(number, []).append(sentence)
        count -= count_words(sentence)
    return "\n\n".join(map(" ".join, paragraphs.values()))


def _sentences(examples: Sequence[Example]) -> Iterator[tuple[int, str]]:
    """The sentences of all articles, over and over, with the number of the article."""
    for number, example in enumerate(cycle(examples)):
        for sentence in example.document.sentences:
            yield number, sentence
