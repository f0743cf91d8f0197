"""A phrase grammar for short news in English, French and Ukrainian, written for this project."""

from .names import Split
from .sample import (
    TOPICS,
    Article,
    Sentence,
    sample_article,
    sample_item,
    sample_sentence,
)

__all__ = [
    "TOPICS",
    "Article",
    "Sentence",
    "Split",
    "sample_article",
    "sample_item",
    "sample_sentence",
]
