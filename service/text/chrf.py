"""chrF: how alike two texts are, by their character n-grams (Popović, 2015), with n up to 6 and beta 2."""

from __future__ import annotations

from collections import Counter

_ORDER, _BETA = 6, 2.0


def chrf(hypothesis: str, reference: str) -> float:
    """0 (nothing in common) to 100 (equal but for white space), as sacreBLEU's sentence-level chrF2.

    Orders that one of the texts is too short for do not count; two texts without any character are equal. Time and
    memory are linear in the lengths.
    """
    made, wanted = "".join(hypothesis.split()), "".join(reference.split())
    if made == wanted:
        return 100.0
    precision = recall = 0.0
    orders = min(_ORDER, len(made), len(wanted))
    for order in range(1, orders + 1):
        ours, theirs = _ngrams(made, order), _ngrams(wanted, order)
        common = (ours & theirs).total()
        precision += common / ours.total() / orders
        recall += common / theirs.total() / orders
    if precision + recall == 0:
        return 0.0
    return 100 * (1 + _BETA**2) * precision * recall / (_BETA**2 * precision + recall)


def _ngrams(text: str, order: int) -> Counter[str]:
    return Counter(text[start : start + order] for start in range(len(text) - order + 1))
