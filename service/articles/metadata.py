"""What a page says about itself: its title, author, date, site, language and address."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.articles.head import bound
from service.articles.prose import language
from service.articles.quiet import silence
from service.articles.titles import headline, without_tags
from service.text.hidden import remove_hidden

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DECLARED = (
    "//body/@lang"
    "|//meta[translate(@http-equiv, 'CONTELAGU', 'contelagu')='content-language']/@content"
    "|//meta[@property='og:locale' or @itemprop='inLanguage']/@content"
)
_SHARED = "//meta[@property='og:title' or @name='og:title' or @name='twitter:title']/@content"
_MOST_HEADINGS = 20
_LONGEST = 300
_LONGEST_URL = 2048


@dataclass(frozen=True, slots=True)
class About:
    """A page about itself; None where it says nothing. `language` is a normalised code, `date` YYYY-MM-DD."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    site_name: str | None = None
    language: str | None = None
    canonical: str | None = None


def about(root: HtmlElement) -> About:
    """What a page says about itself in its head, its JSON-LD and the usual places; nothing is guessed from its text."""
    from trafilatura.metadata import extract_metadata

    silence()
    _open_titles(root)
    written, shared = root.findtext(".//title"), next(iter(root.xpath(_SHARED)), None)
    page = deepcopy(root)
    bound(page)
    found = extract_metadata(page, extensive=False)
    return About(
        title=_line(
            headline(found.title, written=written, shared=shared, site=found.sitename, headings=_headings(root))
        ),
        author=_line(found.author),
        date=found.date if found.date and _DAY.fullmatch(found.date) else None,
        site_name=_line(found.sitename),
        language=_language(root),
        canonical=_address(found.url),
    )


def _open_titles(root: HtmlElement) -> None:
    """Takes tags out of the page's title that were meant to stand beside it."""
    for title in islice(root.iter("title"), 1):
        if title.text and "<" in title.text:
            title.text = without_tags(title.text)


def _headings(root: HtmlElement) -> list[str]:
    headings = islice(root.iter("h1", "h2"), _MOST_HEADINGS)
    return [" ".join("".join(islice(heading.itertext(), _MOST_HEADINGS)).split()) for heading in headings]


def _line(text: str | None) -> str | None:
    line = " ".join(remove_hidden(text or "").split())
    return line if 0 < len(line) <= _LONGEST else None


def _language(root: HtmlElement) -> str | None:
    """The language that the page declares, if it declares one."""
    declared = [root.get("lang"), root.get("xml:lang"), *root.xpath(_DECLARED)]
    for code in declared:
        if code and "," not in code and (known := language(code)):
            return known
    return None


def _address(url: str | None) -> str | None:
    if not url or len(url) > _LONGEST_URL or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None
