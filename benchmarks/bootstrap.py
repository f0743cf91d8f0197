"""How sure a mean is, from the values that it is the mean of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS, SEED = 10_000, 4


class Interval(NamedTuple):
    """From `low` to `high`."""

    low: float
    high: float


def interval(values: Sequence[float] | NDArray[np.float64], share: float = 0.95) -> Interval:
    """Where the mean lies in `share` of 10,000 samples drawn with replacement (percentile bootstrap, Efron 1979).

    Given the difference of two systems for each article, it is the paired interval of their difference. Always the
    same for the same values.
    """
    found = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(SEED)
    means = [found[rng.integers(0, len(found), len(found))].mean() for _ in range(DRAWS)]
    low, high = np.quantile(means, [(1 - share) / 2, (1 + share) / 2])
    return Interval(float(low), float(high))
