"""Whole articles to translate: an article as texts, and its language."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from service.errors import UndetectedLanguage
from service.markup.html import escape_text
from service.text.detect import detect
from service.types import Article, Detection, TranslationRequest, Upload


def of_article(request: TranslationRequest, article: Article) -> TranslationRequest:
    """The request for the texts of its article: the title, where there is one, and the paragraphs in order."""
    title = (article.title,) if article.title else ()
    return replace(request, article=article, texts=(*title, *paragraphs(article.text)), format="text")


def split_title(request: TranslationRequest, texts: tuple[str, ...]) -> tuple[str | None, tuple[str, ...]]:
    """The title and the paragraphs among the translated texts of a request."""
    has_title = isinstance(request.article, Article) and request.article.title
    return (texts[0], texts[1:]) if has_title else (None, texts)


def language_of(article: Article) -> Detection:
    """The language that the text is in; where that cannot be told, the one that its page or file names."""
    try:
        return detect(article.text)
    except UndetectedLanguage:
        if article.language is None:
            raise
        return Detection(article.language, 0.0)


def as_page(article: Article) -> Upload:
    """The title and the paragraphs as a plain page, for what cannot be written again as it was."""
    title = escape_text(article.title) if article.title else ""
    head = f"<title>{title}</title>\n" if title else ""
    heading = f"<h1>{title}</h1>\n" if title else ""
    body = "".join(f"<p>{escape_text(each)}</p>\n" for each in paragraphs(article.text))
    page = f'<!doctype html>\n<html>\n<meta charset="utf-8">\n{head}<body>\n{heading}{body}</body>\n</html>\n'
    return Upload(page.encode(), "page.html")


def paragraphs(text: str) -> list[str]:
    """The blocks of a text that have blank lines between them, without these."""
    blocks = groupby(text.splitlines(keepends=True), lambda line: bool(line.strip()))
    return ["".join(lines).rstrip() for filled, lines in blocks if filled]
