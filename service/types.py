"""The words that every part of Stislo shares. Frozen values without behaviour beyond small properties.

Offsets are code points, half-open, into the text that they are said to index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Style = Literal["paragraph", "bullets", "headline"]
Length = Literal["short", "medium", "long"]
EngineChoice = Literal["auto", "extractive", "seq2seq", "chat"]
Quality = Literal["fast", "balanced", "best"]
Task = Literal["detect", "summarize", "translate", "round_trip"]
CheckName = Literal[
    "language",
    "numbers",
    "names",
    "length",
    "repetition",
    "support",
    "standalone",
    "characters",
    "round_trip",
    "untrusted_text",
    "protected",
    "glossary",
]
CheckStatus = Literal["ok", "warning", "repaired", "failed", "skipped"]
Origin = Literal["text", "html", "url", "file"]
Extra = Literal["keywords", "title"]
Fallback = Literal["none", "source"]
TextFormat = Literal["text", "html", "markdown"]

# No summary is asked for in more words than this; an integer without a bound is an invitation.
MOST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Measure:
    """What a number in a snapshot is: stands in its `Annotated` type, for whoever shows it to operators.

    A `counter` only grows, a `gauge` goes up and down. `help` is a sentence. Strings in a snapshot name what it is of.
    """

    kind: Literal["counter", "gauge"]
    help: str


@dataclass(frozen=True, slots=True)
class CacheUse:
    """What one request had from the cache: lookups that found something, those that did not, and bytes found."""

    hits: int = 0
    misses: int = 0
    bytes: int = 0


class Link(NamedTuple):
    """A span of a source that a span of its translation comes from, and how much it does, up to 1."""

    source: tuple[int, int]
    target: tuple[int, int]
    weight: float


Alignment = tuple[Link, ...]
"""How a translation comes from its source; empty where nobody can tell."""


class Pair(NamedTuple):
    """A translation direction; both ends are BCP-47 language codes (`en`, `fr`, `uk`)."""

    source: str
    target: str

    def __str__(self) -> str:
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: `article.text[start:end] == text`, no white space at either end."""

    text: str
    start: int
    end: int
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Detection:
    """A language and how sure the detector is of it, 0..1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A text that somebody wrote, and what it was made of; a language is None where it is to be detected."""

    task: Literal["translation", "summary"]
    text: str
    source: str
    language: str | None = None
    source_language: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What came in, read. `text` is what offsets index; `origin` says how it came (`text`, `html`, ...).

    The rest is what the page or file says about itself, None where it says nothing: `language` as a normalised code,
    `date` as YYYY-MM-DD, `url` the address that the text was read from in the end.
    """

    text: str
    title: str | None = None
    origin: Origin = "text"
    language: str | None = None
    author: str | None = None
    date: str | None = None
    site_name: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """An article that is yet to be read: HTML. `url` is where it came from, `title` goes before the page's own."""

    html: str = field(repr=False)
    title: str | None = None
    url: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Upload:
    """An article that is yet to be read: a file. `name` and `media_type` are what its sender calls it, if anything.

    Large files are a view of a temporary file.
    """

    data: bytes | memoryview = field(repr=False)
    name: str | None = field(default=None, repr=False)
    media_type: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """An article that is yet to be fetched and read."""

    url: str = field(repr=False)
    title: str | None = None


Unread = Page | Upload | Address


@dataclass(frozen=True, slots=True)
class Source:
    """A span of the article that supports a summary sentence; `score` 0..1, higher supports better."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class SummarySentence:
    text: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to make an answer, and by what. `milliseconds` is wall time.

    `recipe` stands for everything in the model's catalogue entry that decides its output.
    """

    task: Task
    engine: str
    model: str | None = None
    revision: str | None = None
    milliseconds: float = 0.0
    languages: str | None = None
    recipe: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """`spans` are the parts of the article that it is about, where it is about any; `sentences` the indices of those of
    the summary that it blames, where it warns or failed.
    """

    name: CheckName
    status: CheckStatus
    detail: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    sentences: tuple[int, ...] = ()


class GlossaryTerm(NamedTuple):
    """A term of the source language, and what it must become in the language `language`."""

    source: str
    target: str
    language: str


@dataclass(frozen=True, slots=True)
class StoredTerms:
    """The terms of a stored glossary, for texts in its source language. `revision` stands for what they were then."""

    source_language: str
    revision: str
    terms: tuple[GlossaryTerm, ...]


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """What a caller wants of one article. Languages are normalised codes; `source_language` None = detect.

    Without `cache` no stored answer is given and none stored; with `refresh` none is given, but this one is stored.
    `extras` are given on top of the summaries. Translations use the terms of `glossary`, for sources in any
    language, and then of `stored`. With `fallback` "source" a language that cannot be served has the summary in the
    article's own language beside the reason.
    """

    article: Article | Unread
    source_language: str | None = None
    target_languages: tuple[str, ...] = ()
    style: Style = "paragraph"
    length: Length = "medium"
    max_words: int | None = None
    engine: EngineChoice = "auto"
    model: str | None = None
    quality: Quality = "balanced"
    extras: frozenset[Extra] = frozenset()
    cache: bool = True
    refresh: bool = False
    fallback: Fallback = "none"
    glossary: tuple[GlossaryTerm, ...] = ()
    stored: tuple[StoredTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class TranslationRequest:
    """Texts to translate, each into every target, in order. `source_language` None = detect, each text alone.

    `cache`, `refresh`, `glossary` and `stored` as in SummaryRequest. What `protect` names comes out as it is.
    Where there is an `article`, its title and paragraphs are the texts, and its language is that of all of them.
    """

    texts: tuple[str, ...]
    target_languages: tuple[str, ...]
    source_language: str | None = None
    quality: Quality = "balanced"
    model: str | None = None
    cache: bool = True
    refresh: bool = False
    protect: tuple[str, ...] = ()
    format: TextFormat = "text"
    glossary: tuple[GlossaryTerm, ...] = ()
    article: Article | Unread | None = None
    alternatives: int = 0
    stored: tuple[StoredTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """A finished summary in one language. `"".join`-able text is `text`; `sentences` are its parts in order.

    `title` is a headline suggested for the article in this language, where one was asked for and could be made.
    """

    language: str
    text: str
    sentences: tuple[SummarySentence, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    degraded: bool
    signature: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A language that could not be served, and why; the others are answered all the same.

    `fallback` is the summary in the article's own language, where the request wants one in its place.
    """

    language: str
    error: Exception
    fallback: Summary | None = None


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word or phrase that says what the article is about, as the article writes it; `score` 0..1, the best has 1."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """One article's answer: one entry a target language, in the order asked. `cached`: all of it was stored before.

    `keywords` are in the article's language, best first; None where they were not asked for. `wanted` are the ids of
    models that would have written the summary, had they been there.
    """

    article: Article
    language: Detection
    detected: bool
    summaries: tuple[Summary | Failure, ...]
    timings_ms: Mapping[str, float]
    cached: bool = False
    cache: CacheUse = CacheUse()
    keywords: tuple[Keyword, ...] | None = None
    wanted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """All texts of a request in one target language: as many `texts` out as in, in order.

    Of an article these are its paragraphs; `title` is its title, where it has one. `confidences` say how sure the
    models were of each text, None where they do not say; `alternatives` are other translations of each, best first.
    """

    language: str
    texts: tuple[str, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    signature: str
    title: str | None = None
    confidences: tuple[float | None, ...] = ()
    alternatives: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class TranslatedFile:
    """A file in the target language, of the same kind as the one that came in."""

    data: bytes = field(repr=False)
    media_type: str
    language: str
    source: Detection
    detected: bool
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    signature: str


@dataclass(frozen=True, slots=True)
class TranslationResult:
    """`sources` holds the language of each text of the request, `detected` whether it was asked for or found.

    `cached` says that everything that a model would have been asked for was stored before. `article` is what was read,
    where the texts are an article's; then there is one source, which is that of all of it.
    """

    sources: tuple[Detection, ...]
    detected: bool
    translations: tuple[Translation | Failure, ...]
    timings_ms: Mapping[str, float]
    cached: bool = False
    cache: CacheUse = CacheUse()
    article: Article | None = None
