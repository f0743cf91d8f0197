"""Stand-ins: small models of the real architectures, made here from text that the project wrote.

The trained ones know one small news grammar and nothing else. ``TRAINED`` is the folder that holds
them, one folder a model, in the shape of a model repository; ``names()`` are those folders' names.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random

from .grammar import sample_article, sample_sentence
from .grammar.forms import LANGUAGES, Language

TRAINED = Path(__file__).parent / "trained"
SUMMARIZER = "standin-bart-en-summary"
TRANSLATORS: dict[tuple[Language, Language], str] = {
    ("en", "fr"): "standin-marian-en-fr",
    ("en", "uk"): "standin-marian-en-uk",
    ("uk", "en"): "standin-marian-uk-en",
    ("fr", "en"): "standin-marian-fr-en",
}
PREFIXES = {"standin-marian-en-uk": ">>ukr<<"}


@dataclass(frozen=True)
class HeldoutArticle:
    """An article whose names no model has seen in training."""

    topic: str
    language: Language
    title: str
    text: str
    """Title, blank line, paragraphs parted by blank lines."""
    body: str
    """The same without the title."""
    sentences: tuple[str, ...]
    """The body's sentences."""
    english: str
    """The same article in English, title and all."""
    summary_en: str
    """The summary that the summarizer has to write."""
    summary: dict[Language, str]
    """The same summary in each language."""


def names() -> list[str]:
    """The trained stand-ins, summarizer first."""
    return [SUMMARIZER, *TRANSLATORS.values()]


def heldout_pairs(source: Language, target: Language, n: int, seed: int = 1) -> list[tuple[str, str]]:
    """``n`` sentences and titles with held-out names, and their translations."""
    rng = Random(f"heldout pairs {seed}")
    drawn = [sample_sentence(rng, "heldout") for _ in range(n)]
    return [(tri.get(source), tri.get(target)) for tri in drawn]


def heldout_articles(language: Language, n: int, seed: int = 1) -> list[HeldoutArticle]:
    """``n`` articles of 5 to 12 sentences with held-out names; the same stories in each language."""
    rng = Random(f"heldout articles {seed}")
    out = []
    for _ in range(n):
        article = sample_article(rng, "heldout")
        out.append(
            HeldoutArticle(
                topic=article.topic,
                language=language,
                title=article.title.get(language),
                text=article.text(language),
                body=article.body(language),
                sentences=tuple(article.sentences(language)),
                english=article.text("en"),
                summary_en=article.summary_text("en"),
                summary={name: article.summary_text(name) for name in LANGUAGES},
            )
        )
    return out


__all__ = [
    "PREFIXES",
    "SUMMARIZER",
    "TRAINED",
    "TRANSLATORS",
    "HeldoutArticle",
    "Language",
    "heldout_articles",
    "heldout_pairs",
    "names",
]
