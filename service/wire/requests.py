"""From a body on the wire to the request that the pipeline reads: languages normalised, limits kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from service.admissible import limit_count, limit_length, limit_targets, too_many
from service.articles import read_text
from service.errors import (
    FieldError,
    FileTooLarge,
    LimitExceeded,
    Malformed,
    NoText,
    StisloError,
    TooLarge,
    Unusable,
    shortened,
)
from service.languages import normalize_code
from service.settings import Settings
from service.text.normalize import require_text, require_texts
from service.text.protected import LONGEST_PATTERN, MOST_PATTERNS, is_wildcard
from service.types import (
    Address,
    Article,
    CheckRequest,
    GlossaryTerm,
    Origin,
    Page,
    StoredTerms,
    SummaryRequest,
    TranslationRequest,
    Unread,
    Upload,
)
from service.wire.glossaries import sent_terms, stored_terms
from service.wire.schemas import CheckBody, DetectionBody, SummaryBody, TranslationBody
from service.wire.validation import refuse_all

ARTICLE_FIELDS: tuple[Origin, ...] = ("text", "html", "url", "file")
_LONGEST_URL = 4096
_URL = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)

T = TypeVar("T")
Asked = TypeVar("Asked", SummaryRequest, TranslationRequest)


class _Findings:
    """Collects the errors of checks that do not depend on each other, so that a caller sees all of them at once."""

    def __init__(self) -> None:
        self.errors: list[StisloError] = []

    def attempt(self, check: Callable[[], T], otherwise: T) -> T:
        try:
            return check()
        except Unusable as error:
            self.errors.append(error)
            return otherwise


def summary_request(body: SummaryBody, settings: Settings) -> SummaryRequest:
    """What a summary body asks for. Raises Malformed or Unusable, naming every field that is wrong."""
    kind = _kind(body)
    findings = _Findings()
    nothing: Article | Unread = Article("")
    article = findings.attempt(lambda: _article(kind, body, settings), nothing)
    source = findings.attempt(lambda: source_language(body.source_language), None)
    none: tuple[str, ...] = ()
    targets = findings.attempt(lambda: target_languages(body.target_languages or (), settings), none)
    glossary, stored = _terms(body, settings, findings)
    refuse_all(findings.errors)
    return SummaryRequest(
        article=article,
        source_language=source,
        target_languages=targets,
        style=body.style,
        length=body.length,
        max_words=body.max_words,
        engine=body.engine,
        model=body.model,
        quality=body.quality,
        extras=frozenset(extra for extra in body.include if extra != "text"),
        cache=body.cache,
        fallback=body.fallback,
        glossary=glossary,
        stored=stored,
    )


def translation_request(body: TranslationBody, settings: Settings) -> TranslationRequest:
    """What a translation body asks for. Raises Unusable, naming every field that is wrong."""
    findings = _Findings()
    none: tuple[str, ...] = ()
    kind = _kind(body)
    texts, article = none, None
    if kind == "text":
        texts = findings.attempt(lambda: texts_of(body.text if body.text is not None else (), settings), none)
    else:
        findings.attempt(lambda: _as_text(body), None)
        article = findings.attempt(lambda: _unread(body, settings), None)
    source = findings.attempt(lambda: source_language(body.source_language), None)
    targets = findings.attempt(lambda: target_languages(body.target_languages, settings), none)
    glossary, stored = _terms(body, settings, findings)
    protect = findings.attempt(lambda: protected_patterns(body.protect), none)
    refuse_all(findings.errors)
    return TranslationRequest(
        texts=texts,
        target_languages=targets,
        source_language=source,
        quality=body.quality,
        model=body.model,
        cache=body.cache,
        protect=protect,
        format=body.format,
        glossary=glossary,
        article=article,
        alternatives=body.alternatives,
        stored=stored,
    )


def _terms(
    body: SummaryBody | TranslationBody, settings: Settings, findings: _Findings
) -> tuple[tuple[GlossaryTerm, ...], tuple[StoredTerms, ...]]:
    """The terms of a body, and those that are stored under its ids; what is wrong with them goes to the findings."""
    no_terms: tuple[GlossaryTerm, ...] = ()
    none_stored: tuple[StoredTerms, ...] = ()
    return (
        findings.attempt(lambda: sent_terms(body.glossary), no_terms),
        findings.attempt(lambda: stored_terms(body.glossary_ids, settings), none_stored),
    )


def obeying(asked: Asked, cache_control: str) -> Asked:
    """The request with what its `Cache-Control` header says: `no-store` as `cache: false`, `no-cache` to be answered
    anew.
    """
    said = {directive.partition("=")[0].strip().lower() for directive in cache_control.split(",")}
    return replace(asked, cache=asked.cache and "no-store" not in said, refresh="no-cache" in said)


def check_request(body: CheckBody, settings: Settings) -> CheckRequest:
    """The request of a check body. Raises Unusable, UnknownLanguage, LimitExceeded, NoText or InvalidText."""
    limit_length((body.text, body.source.text), "text", settings)
    require_text(body.text, field="text")
    require_text(body.source.text, field="source.text")
    return CheckRequest(
        body.task,
        body.text,
        body.source.text,
        source_language(body.language, field="language"),
        source_language(body.source.language, field="source.language"),
    )


def detection_texts(body: DetectionBody, settings: Settings) -> tuple[str, ...]:
    """The texts of a detection body. Raises Unusable."""
    return texts_of(body.text, settings)


def _kind(body: SummaryBody | TranslationBody) -> Origin:
    """Which field the article is in."""
    given = [name for name in ARTICLE_FIELDS if getattr(body, name) is not None]
    if not given and isinstance(body, TranslationBody):
        raise Malformed(
            "A text is required: send it as 'text', or an article as 'html', 'url' or, in a form, 'file'.", field="text"
        )
    if not given:
        raise Malformed("The article is missing; send it as 'text', 'html', 'url' or, in a form, 'file'.", field="text")
    if len(given) > 1:
        errors = [FieldError(name, "send exactly one of text, html, url and file") for name in given]
        raise Malformed(
            f"The article is given {len(given)} times; send exactly one of text, html, url and file.", errors=errors
        )
    return given[0]


def _article(kind: Origin, body: SummaryBody, settings: Settings) -> Article | Unread:
    """The article in the field `kind`, read where it is text. Its own title goes before what the page says."""
    if kind == "text":
        limit_length((body.text or "", body.title or ""), "text", settings)
        return read_text(body.text or "", title=body.title)
    if body.title is not None:
        limit_length((body.title,), "title", settings)
        require_text(body.title, field="title")
    return replace(_unread(body, settings), title=body.title)


def _unread(body: SummaryBody | TranslationBody, settings: Settings) -> Unread:
    """The article in the one of `html`, `url` and `file` that is there."""
    if body.html is not None:
        return Page(_page(body.html, settings.max_html_characters))
    if body.url is not None:
        return Address(_address(body.url))
    return _upload(body.file or Upload(b""), settings.max_file_bytes)


def _as_text(body: TranslationBody) -> None:
    if body.format != "text":
        raise Unusable(
            "An article is translated as text; for a page whose markup stays, send it as `text` with this format.",
            field="format",
        )


def _page(html: str, limit: int) -> str:
    if len(html) > limit:
        raise FileTooLarge(f"The page has {len(html)} characters; at most {limit} are allowed.", field="html")
    return html


def _address(url: str) -> str:
    """Its form only: whether it may be asked is for the fetcher to say."""
    if len(url) > _LONGEST_URL:
        raise LimitExceeded(f"The address has {len(url)} characters; at most {_LONGEST_URL} are allowed.", field="url")
    if not _URL.fullmatch(url.strip()):
        raise Unusable("This is not an address; send a whole one, such as https://example.com/news/1.", field="url")
    return url.strip()


def _upload(file: Upload, limit: int) -> Upload:
    if not file.data:
        raise NoText("The file is empty; send one with text in it.", field="file")
    if len(file.data) > limit:
        raise TooLarge(f"The file is larger than the {limit} bytes allowed here.", field="file")
    return file


def texts_of(text: str | Sequence[str], settings: Settings) -> tuple[str, ...]:
    """One text or several as several. Raises LimitExceeded, NoText or InvalidText, naming the item."""
    if isinstance(text, str):
        limit_length((text,), "text", settings)
        require_text(text, field="text")
        return (text,)
    limit_count(text, settings)
    limit_length(text, "text", settings)
    require_texts(text, field="text")
    return tuple(text)


def source_language(code: str, *, field: str = "source_language") -> str | None:
    """The normalised code; None for `auto`. Raises UnknownLanguage."""
    return None if code.strip().lower() == "auto" else normalize_code(code, field=field)


def target_languages(codes: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """The normalised codes in the order asked. Raises LimitExceeded, UnknownLanguage or, for two that are the same
    language, Unusable."""
    limit_targets(codes, settings)
    first: dict[str, int] = {}
    findings = _Findings()
    for index, code in enumerate(codes):
        field = f"target_languages[{index}]"
        normal = findings.attempt(lambda code=code, field=field: normalize_code(code, field=field), None)  # type: ignore[misc]
        if normal is None:
            continue
        if normal in first:
            one, other = shortened(codes[first[normal]]), shortened(code)
            detail = f"'{one}' and '{other}' are the same language ({normal}); name each language once."
            findings.errors.append(Unusable(detail, field=field))
        first.setdefault(normal, index)
    refuse_all(findings.errors)
    return tuple(first)


def protected_patterns(patterns: Sequence[str]) -> tuple[str, ...]:
    """What is to be protected. Raises LimitExceeded or Unusable, naming the pattern."""
    if len(patterns) > MOST_PATTERNS:
        raise too_many("protect", len(patterns), MOST_PATTERNS, "patterns")
    for index, pattern in enumerate(patterns):
        field = f"protect[{index}]"
        if len(pattern) > LONGEST_PATTERN:
            raise LimitExceeded(f"A pattern may have {LONGEST_PATTERN} characters; this one has more.", field=field)
        if not pattern.strip(" *"):
            raise Unusable("The pattern names nothing; leave it out or write what is to be protected.", field=field)
        if is_wildcard(pattern) and len(pattern.split()) > 1:
            raise Unusable("A pattern with * stands for one word; write it without white space.", field=field)
    return tuple(dict.fromkeys(pattern.strip() for pattern in patterns))
