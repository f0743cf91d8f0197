"""How much one request may ask for: one place, one wording, for every way in."""

from __future__ import annotations

from collections.abc import Sequence

from service.errors import LimitExceeded
from service.settings import Settings


def too_many(field: str, count: int, limit: int, what: str) -> LimitExceeded:
    """The error for a list that is longer than a setting allows."""
    return LimitExceeded(f"There are {count} {what}; at most {limit} are allowed in one request.", field=field)


def limit_count(texts: Sequence[str], settings: Settings) -> None:
    """Raises LimitExceeded where there are more texts than one request may have."""
    if len(texts) > settings.max_items:
        raise too_many("text", len(texts), settings.max_items, "texts")


def limit_length(texts: Sequence[str], field: str, settings: Settings) -> None:
    """Raises LimitExceeded where the texts together are longer than one request may be."""
    length, limit = sum(map(len, texts)), settings.max_text_characters
    if length > limit:
        raise LimitExceeded(
            f"The text has {length} characters; at most {limit} are allowed in one request. Send it in parts.",
            field=field,
        )


def limit_targets(codes: Sequence[str], settings: Settings) -> None:
    """Raises LimitExceeded where there are more target languages than one request may have."""
    if len(codes) > settings.max_targets:
        raise too_many("target_languages", len(codes), settings.max_targets, "target languages")
