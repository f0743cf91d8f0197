"""Which numbers of one text another one does not state."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from service.text.numbers.reading import CERTAIN_FROM, Number, Reading, read

CERTAIN_IN_TRANSLATION_FROM = 3
"""As `CERTAIN_FROM` in a translation, sentence against sentence: `two` turns into other words now and then."""
_LARGEST_SPELLED = 20


def missing_numbers(
    of: str, source: str, language: str | None = None, source_language: str | None = None
) -> tuple[str, ...]:
    """The numbers of `of` that `source` does not state, as they are written in `of`, less the small spelled-out ones.

    The languages say how words are read; None reads those of every language that there are tables for.
    """
    claims = read(of, language)
    return absent(claims, read(source, source_language)) if claims.claims else ()


def absent(of: Reading, source: Reading, *, spelled_from: int = CERTAIN_FROM) -> tuple[str, ...]:
    """The claims of `of` that `source` does not state; of those spelled out, only numbers from `spelled_from`."""
    return tuple(claim.written for claim in _absent(of, source) if _from(claim, spelled_from))


def doubtful(of: Reading, source: Reading, *, spelled_from: int = CERTAIN_FROM) -> tuple[str, ...]:
    """The claims that `absent` leaves out with the same `spelled_from`: small numbers, spelled out."""
    return tuple(claim.written for claim in _absent(of, source) if not _from(claim, spelled_from))


def _absent(of: Reading, source: Reading) -> Iterator[Number]:
    for claim in of.claims:
        if not claim.values & source.stated and (source.known or not _may_be_spelled(claim)):
            yield claim


def _from(claim: Number, least: int) -> bool:
    return claim.spelled is None or claim.spelled >= least


def _may_be_spelled(claim: Number) -> bool:
    """Whether a language without a table of words may have spelled it out."""
    return all(not isinstance(value, Decimal) or value <= _LARGEST_SPELLED for value in claim.values)
