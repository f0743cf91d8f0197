"""How good and how fast extractive summaries are: `python -m benchmarks.extractive [--data FOLDER]`.

Quality: ROUGE F1 (benchmarks/rouge.py) on French news at three word budgets, against the whole-sentence lead: the
article's sentences in order, each taken if it still fits the budget. `words` is the mean length of what came out.
`held out` is the mean of two scores, each of a model fitted on one half of the articles and scored on the other.
Speed: processor time of one thread (so that other work on the machine does not count), warm caches, best of three.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path
from statistics import mean, median

from benchmarks import orangesum
from benchmarks.fit_extractive import fit, halves
from benchmarks.orangesum import DEFAULT_FOLDER, Example, document, load
from benchmarks.rouge import rouge
from service.engines.base import Budget, Decoding, Document
from service.engines.extractive import ExtractiveSummarizer
from service.text.attribution import attribute
from service.text.detect import detect
from service.text.salience import TermModel
from service.text.sentences import split
from service.text.words import count_words

BUDGETS = (35, 60, 100)
LENGTHS = (300, 1_000, 3_000, 10_000, 30_000, 100_000)
_MANY = 1_000
_TIMED = 200
_HEADER = "budget  summary       R-1    R-2    R-L   words   R-1 against the lead"

Summaries = Callable[[Sequence[Document], int], list[tuple[str, ...]]]


def lead(documents: Sequence[Document], max_words: int) -> list[tuple[str, ...]]:
    """The baseline: sentences in order, each taken if it still fits."""
    return [_lead(document.sentences, max_words) for document in documents]


def _lead(sentences: Sequence[str], left: int) -> tuple[str, ...]:
    taken: list[str] = []
    for sentence in sentences:
        length = count_words(sentence)
        if length <= left:
            taken.append(sentence)
            left -= length
    return tuple(taken)


def extractive(model: TermModel) -> Summaries:
    """What the service answers: the summarizer with this term model."""
    engine = ExtractiveSummarizer(model)

    def summarize(documents: Sequence[Document], max_words: int) -> list[tuple[str, ...]]:
        drafts = engine.summarize(documents, Budget("paragraph", max_words, _MANY), Decoding())
        return [draft.sentences for draft in drafts]

    return summarize


def scores(examples: Sequence[Example], summarize: Summaries, max_words: int) -> tuple[float, float, float, float]:
    """Mean ROUGE-1, -2 and -L in points, and mean words."""
    summaries = [" ".join(s) for s in summarize([example.document for example in examples], max_words)]
    found = [rouge(summary, example.reference) for summary, example in zip(summaries, examples, strict=True)]
    return (
        100 * mean(f.one for f in found),
        100 * mean(f.two for f in found),
        100 * mean(f.longest for f in found),
        mean(map(count_words, summaries)),
    )


def rouge_table(examples: Sequence[Example], model: TermModel) -> str:
    """Lead and engine at each budget, one line each."""
    lines = [_HEADER]
    for budget in BUDGETS:
        base = scores(examples, lead, budget)
        lines += [
            _row(budget, "lead", base),
            _row(budget, "extractive", scores(examples, extractive(model), budget), base),
        ]
    return "\n".join(lines)


def held_out_table(examples: Sequence[Example]) -> str:
    """As `rouge_table`, with models that have not seen the articles that they are scored on."""
    first, second = halves(examples)
    models = ((fit(first), second), (fit(second), first))
    lines = [_HEADER]
    for budget in BUDGETS:
        base = _mean(scores(part, lead, budget) for _, part in models)
        ours = _mean(scores(part, extractive(model), budget) for model, part in models)
        lines += [_row(budget, "lead", base), _row(budget, "held out", ours, base)]
    return "\n".join(lines)


def _row(budget: int, name: str, found: Sequence[float], base: Sequence[float] | None = None) -> str:
    difference = f"{found[0] - base[0]:+.2f}" if base else ""
    return (
        f"{budget:>6}  {name:<11} {found[0]:>5.2f}  {found[1]:>5.2f}  {found[2]:>5.2f}  {found[3]:>6.1f}   {difference}"
    )


def _mean(rows: Iterable[Sequence[float]]) -> list[float]:
    return [mean(column) for column in zip(*rows, strict=True)]


def best_of_three(work: Callable[[], object]) -> float:
    """Processor seconds of the fastest of three runs."""
    durations = []
    for _ in range(3):
        start = time.thread_time()
        work()
        durations.append(time.thread_time() - start)
    return min(durations)


def speed_table(examples: Sequence[Example]) -> str:
    """Milliseconds an article (median), for each step that an extractive request takes."""
    engine, budget = ExtractiveSummarizer(), Budget("paragraph", 60, 3)
    steps: dict[str, Callable[[Example], object]] = {
        "detect": lambda example: detect(example.text),
        "split": lambda example: split(example.text, "fr"),
        "summarize": lambda example: engine.summarize([example.document], budget, Decoding()),
        "attribute": lambda example: attribute([example.reference], split(example.text, "fr"), "fr"),
    }
    lines = ["step        ms an article, median"]
    for name, step in steps.items():
        milliseconds = median(1000 * best_of_three(partial(step, example)) for example in examples[:_TIMED])
        lines.append(f"{name:<10}  {milliseconds:.3f}" + ("  (split included)" if name == "attribute" else ""))
    return "\n".join(lines)


def length_table(examples: Sequence[Example]) -> str:
    """Microseconds a word as articles grow; long ones are many articles in one."""
    engine, budget = ExtractiveSummarizer(), Budget("paragraph", 100, 6)
    lines = ["  words   split   summarize   attribute   us a word"]
    for target in LENGTHS:
        text = _text_of(examples, target)
        read = document(text, "fr")
        sentences, total = split(text, "fr"), count_words(text)
        picked = engine.summarize([read], budget, Decoding())[0].sentences
        seconds = (
            best_of_three(partial(split, text, "fr")),
            best_of_three(partial(engine.summarize, [read], budget, Decoding())),
            best_of_three(partial(attribute, picked, sentences, "fr")),
        )
        lines.append(f"{total:>7}  {''.join(f'{1e6 * each / total:>6.2f}      ' for each in seconds)}")
    return "\n".join(lines)


def _text_of(examples: Sequence[Example], words: int) -> str:
    paragraphs: list[str] = []
    total = 0
    for example in cycle(examples):
        if total >= words:
            return "\n\n".join(paragraphs)
        sentences = _lead(example.document.sentences, max(words - total, 40))
        paragraphs.append(" ".join(sentences))
        total += sum(map(count_words, sentences))
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the OrangeSum files")
    folder = parser.parse_args().data
    try:
        examples = load(folder)
    except FileNotFoundError as error:
        raise SystemExit(f"{error.filename} is missing.\n{orangesum.__doc__}") from error
    print(f"{len(examples)} articles\n\nAs shipped\n{rouge_table(examples, TermModel())}")
    print(f"\nHeld out\n{held_out_table(examples)}\n")
    print(f"{speed_table(examples)}\n\nBy length of the article, us a word\n{length_table(examples)}")


if __name__ == "__main__":
    main()
