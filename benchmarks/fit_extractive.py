"""Fits the extractive summarizer: `python -m benchmarks.fit_extractive [--data FOLDER]`; takes two minutes.

Terms (`TermModel`): for every term of every article, is it in the summary that a journalist wrote? Logistic regression
(Newton's method, ridge 1) over the features of `service/text/salience.py`. The title's weight is left as it is: the
articles come without titles.

Taste: coordinate search from no preference at all over a coarse grid, for the most ROUGE-1, summed over the word
budgets. Left out are the constants that decide how soon the summary ends: ROUGE F1 likes it as short as its reference,
whatever the reader asked for.

Prints what is fitted on all articles and on each half. The shipped term model is the one of all, rounded; the shipped
taste was set by hand, and stays as long as what is fitted on half of the articles does no better on the other
(`docs/evaluation.md`).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean

import numpy as np

from benchmarks.orangesum import DEFAULT_FOLDER, Example, load
from benchmarks.rouge import rouge_one
from service.engines.base import Budget, Decoding
from service.engines.extractive import ExtractiveSummarizer, Taste
from service.text.salience import TermModel, index_terms
from service.text.stems import terms

BUDGETS = (35, 60, 100)
MANY = 1_000
"""Sentences: as many as the words allow."""

_RIDGE, _STEPS = 1.0, 15
_INDIFFERENT = Taste(length_cost=0.5, position_decay=0.05, question=1.0, quotation=1.0, open_quotation=1.0)
_GRID: Mapping[str, tuple[float, ...]] = {
    # Without 0.75, which was taken out after it had been seen to cost the shortest summaries what longer ones gained.
    "length_cost": (0.25, 0.4, 0.5, 0.6),
    "position_decay": (0.01, 0.02, 0.03, 0.05, 0.08),
    "question": (0.3, 0.5, 0.7, 1.0),
    "quotation": (0.6, 0.8, 0.9, 1.0),
    "open_quotation": (0.5, 0.7, 0.85, 1.0),
}
_ROUNDS = 2


def fit(examples: Sequence[Example]) -> tuple[TermModel, Taste]:
    """What the summarizer is made from, if it may know these articles alone. Takes 0.1 s an article."""
    model = fit_terms(examples)
    return model, fit_taste(examples, model)


def fit_terms(examples: Sequence[Example]) -> TermModel:
    """The model under which the summaries' choice of terms is most likely."""
    rows, labels = [], []
    for example in examples:
        index = index_terms(example.document.sentences, example.document.language)
        used = set(terms(example.reference, example.document.language))
        rows.append(index.features[:, :-1])
        labels.append(np.array([term in used for term in index.terms], dtype=np.float64))
    x, y = np.concatenate(rows), np.concatenate(labels)
    weights = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-x @ weights))
        curvature = (x * (likely * (1 - likely))[:, None]).T @ x + _RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, x.T @ (y - likely) - _RIDGE * weights)
    return TermModel(*(round(float(weight), 2) for weight in weights))


def fit_taste(examples: Sequence[Example], model: TermModel) -> Taste:
    """The taste that no change of one value in the grid makes better, after two rounds at most."""
    best = _INDIFFERENT
    reached = _score(examples, model, best)
    for _ in range(_ROUNDS):
        before = best
        for name, values in _GRID.items():
            for value in values:
                other = replace(best, **{name: value})
                if other != best and (score := _score(examples, model, other)) > reached:
                    best, reached = other, score
        if best == before:
            break
    return best


def _score(examples: Sequence[Example], model: TermModel, taste: Taste) -> float:
    engine = ExtractiveSummarizer(model, taste)
    documents = [example.document for example in examples]
    return sum(
        mean(
            rouge_one(" ".join(draft.sentences), example.reference)
            for draft, example in zip(
                engine.summarize(documents, Budget("paragraph", budget, MANY), Decoding()), examples, strict=True
            )
        )
        for budget in BUDGETS
    )


def halves(examples: Sequence[Example]) -> tuple[Sequence[Example], Sequence[Example]]:
    """Every second example, and the others."""
    return examples[::2], examples[1::2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the OrangeSum files")
    examples = load(parser.parse_args().data)
    first, second = halves(examples)
    print(f"{'shipped':<12} {TermModel()} {Taste()}")
    for name, part in (("all", examples), ("first half", first), ("second half", second)):
        print(f"{name:<12}", *fit(part), flush=True)


if __name__ == "__main__":
    main()
