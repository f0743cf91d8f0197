"""Fits the extractive summarizer's term model: `python -m benchmarks.fit_extractive [--data FOLDER]`.

For every term of every article: is it in the summary that a journalist wrote? Logistic regression (Newton's method,
ridge 1) over the features of `service/text/salience.py`. The title's weight is left as it is: the articles come without
titles. Prints the model fitted on each half and its ROUGE on the other, and the model fitted on all, which the shipped
one rounds.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.orangesum import DEFAULT_FOLDER, Example, load
from service.text.salience import TermModel, index_terms
from service.text.stems import terms

_RIDGE, _STEPS = 1.0, 15


def fit(examples: Sequence[Example]) -> TermModel:
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


def halves(examples: Sequence[Example]) -> tuple[Sequence[Example], Sequence[Example]]:
    """Every second example, and the others."""
    return examples[::2], examples[1::2]


def main() -> None:
    from benchmarks.extractive import rouge_table

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DEFAULT_FOLDER, help="folder with the OrangeSum files")
    examples = load(parser.parse_args().data)
    first, second = halves(examples)
    for name, fitted_on, scored_on in (("first half", first, second), ("second half", second, first)):
        model = fit(fitted_on)
        print(f"fitted on the {name}: {model}\nscored on the other:\n{rouge_table(scored_on, model)}\n")
    print(f"fitted on all: {fit(examples)}\nshipped:       {TermModel()}")


if __name__ == "__main__":
    main()
