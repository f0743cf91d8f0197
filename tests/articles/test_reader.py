"""The reader: pages, files and addresses become articles, each by the way it has to go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from service.articles.reader import Reader
from service.errors import Draining, FetchRefused, FileTooLarge, NoText, StisloError, UnsupportedInput
from service.settings import Settings
from service.types import Address, Page, Unread, Upload
from tests.support.packages import chapter, docx, epub, odt
from tests.support.pdf import Text, text_pdf
from tests.support.website import Page as Answer
from tests.support.website import Website

PARAGRAPHS = [
    "The ferry to the northern islands sails again on Monday, after a strike of eleven days that left shops empty.",
    "Crews and the company agreed on a rise of 4.5 per cent late on Thursday, said Ruth Adeyemi, who led the talks.",
    "“Nobody wanted this,” she added, and thanked the coastguard, which had flown in medicine twice in that time.",
]
TEXT = "\n\n".join(PARAGRAPHS)
HTML = (
    "<!doctype html><html lang=en><head><title>Ferry strike ends</title></head><body><nav><a href=/>Home</a></nav>"
    f"<article><h1>Ferry strike ends</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</article></body></html>"
)
FILES = {
    "text": Upload(TEXT.encode(), name="a.txt"),
    "markdown": Upload(f"# Ferry strike ends\n\n{TEXT}".encode(), name="a.md"),
    "html": Upload(HTML.encode(), name="a.html"),
    "docx": Upload(docx("".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in PARAGRAPHS))),
    "odt": Upload(odt("".join(f"<text:p>{text}</text:p>" for text in PARAGRAPHS))),
    "epub": Upload(epub({"a.xhtml": chapter("".join(f"<p>{text}</p>" for text in PARAGRAPHS))})),
    "pdf": Upload(text_pdf([[Text(text, y=700 - 40 * row, size=9) for row, text in enumerate(PARAGRAPHS)]])),
}
PATIENCE_S = 60


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    reader = Reader(Settings())
    yield reader
    reader.close()


def fetching(site: Website, **settings: Any) -> Reader:
    return Reader(Settings(fetch_ports=str(site.port), fetch_private="127.0.0.0/8,::1/128", **settings))


@pytest.mark.parametrize("kind", FILES)
def test_files_of_every_kind_become_articles(kind: str, reader: Reader) -> None:
    article = reader.read(FILES[kind], seconds=PATIENCE_S)
    assert (article.text, article.origin, article.url) == (TEXT, "file", None)


def test_a_page_becomes_an_article(reader: Reader) -> None:
    article = reader.read(Page(HTML, url="https://example.org/ferry"), seconds=PATIENCE_S)
    assert (article.text, article.title, article.origin) == (TEXT, "Ferry strike ends", "html")
    assert (article.url, article.language) == ("https://example.org/ferry", "en")


def test_the_callers_title_goes_first(reader: Reader) -> None:
    assert reader.read(Page(HTML, title="Mine"), seconds=PATIENCE_S).title == "Mine"
    assert reader.read(Upload(HTML.encode(), title="Mine"), seconds=PATIENCE_S).title == "Mine"


@pytest.mark.parametrize(
    ("unread", "error", "field"),
    [
        (Page("<html><body></body></html>"), NoText, "html"),
        (Page("<div>" * 10_000 + "deep"), FileTooLarge, "html"),
        (Upload(b"  \n"), NoText, "file"),
        (Upload(b"\x89PNG"), UnsupportedInput, "file"),
        (Upload(b"# \n\n---\n", name="a.md"), NoText, "file"),
        (Upload(b"<html><body></body></html>"), NoText, "file"),
    ],
)
def test_errors_name_what_was_sent(unread: Unread, error: type[StisloError], field: str, reader: Reader) -> None:
    with pytest.raises(error) as caught:
        reader.read(unread, seconds=PATIENCE_S)
    assert [one.field for one in caught.value.errors] == [field]


@pytest.mark.parametrize("kind", FILES)
def test_an_address_is_fetched_and_read(kind: str) -> None:
    upload = FILES[kind]
    answer = Answer(
        bytes(upload.data), headers={"Content-Type": "text/markdown" if kind == "markdown" else ALLOWED[kind]}
    )
    with Website({"/a": answer}) as site:
        reader = fetching(site)
        article = reader.read(Address(f"{site.url}/a#top", title="Mine"), seconds=PATIENCE_S)
        reader.close()
        assert (article.text, article.title, article.origin, article.url) == (TEXT, "Mine", "url", f"{site.url}/a")


ALLOWED = {
    "text": "text/plain; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
    "pdf": "application/pdf",
}


def test_what_is_wrong_with_what_was_fetched_is_said_of_the_address() -> None:
    with Website({"/a": Answer(b"<html><body></body></html>", headers={"Content-Type": "text/html"})}) as site:
        reader = fetching(site)
        with pytest.raises(NoText) as caught:
            reader.read(Address(f"{site.url}/a"), seconds=PATIENCE_S)
        reader.close()
    assert [one.field for one in caught.value.errors] == ["url"]


def test_a_server_that_does_not_fetch_says_so() -> None:
    reader = Reader(Settings(fetch=False))
    with pytest.raises(FetchRefused):
        reader.read(Address("https://example.org/"), seconds=PATIENCE_S)
    reader.close()
    with pytest.raises(Draining):
        reader.read(Address("https://example.org/"), seconds=PATIENCE_S)
