"""Whole articles, as texts to translate and as translations of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from service import Service, Settings
from service.errors import NoText, UndetectedLanguage
from service.pipeline.whole_articles import as_page, language_of, of_article, paragraphs, split_title
from service.types import Address, Article, Page, Translation, TranslationRequest, Upload
from tests.support.pdf import column, text_pdf

TEXT = "First paragraph,\non two lines.\n\n  \nSecond one.\n\nSecond one.\n"


def test_paragraphs_are_what_blank_lines_part_as_often_as_they_are_there() -> None:
    assert paragraphs(TEXT) == ["First paragraph,\non two lines.", "Second one.", "Second one."]
    assert len(paragraphs("* item\n\n" * 10_000)) == 10_000


@pytest.mark.parametrize("title", [None, "A title"])
def test_a_title_goes_first_and_is_found_again(title: str | None) -> None:
    request = of_article(TranslationRequest((), ("uk",), article=Address("https://a.example")), Article(TEXT, title))
    assert request.texts == (*([title] if title else ()), *paragraphs(TEXT))
    assert split_title(request, request.texts) == (title, tuple(paragraphs(TEXT)))


def test_an_article_in_no_known_language_is_in_the_one_it_names() -> None:
    assert language_of(Article("12 34", language="uk")).code == "uk"
    with pytest.raises(UndetectedLanguage):
        language_of(Article("12 34"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(models_dir=tmp_path, pull="never")


PAGE = """<!doctype html><html lang="en"><title>The harbour opens</title><body><nav><a href="/">Home</a></nav><article>
<h1>The harbour opens</h1><p>The city council opened the harbour on Tuesday after two years of work.</p>
<p>Ferries carry passengers to the island <b>every hour</b> &lt;b&gt; from spring to autumn.</p></article>"""


@pytest.mark.parametrize("came_in", [Page(PAGE), Upload(PAGE.encode(), "page.html")])
def test_what_is_read_is_answered_with_in_paragraphs(settings: Settings, came_in: Page | Upload) -> None:
    with Service.from_settings(settings) as service:
        result = service.translate(TranslationRequest((), ("en",), article=came_in))
    [entry] = result.translations
    assert isinstance(entry, Translation)
    assert result.article is not None and result.article.title == entry.title == "The harbour opens"
    assert [source.code for source in result.sources] == ["en"] and result.detected
    assert entry.texts[-1] == "Ferries carry passengers to the island every hour <b> from spring to autumn."
    assert "Home" not in " ".join(entry.texts)


def test_a_page_without_text_is_refused(settings: Settings) -> None:
    with Service.from_settings(settings) as service, pytest.raises(NoText):
        service.translate(TranslationRequest((), ("en",), article=Page("<p></p>")))


def test_a_page_of_an_article_has_its_text_as_text() -> None:
    page = bytes(as_page(Article("One <b> & two.\n\nЗ літерами.", "A </title>")).data).decode()
    assert "<title>A &lt;/title&gt;</title>" in page and "<h1>A &lt;/title&gt;</h1>" in page
    assert "<p>One &lt;b&gt; &amp; two.</p>\n<p>З літерами.</p>" in page
    assert "<h1>" not in bytes(as_page(Article("One.")).data).decode()


def test_a_pdf_becomes_a_page(settings: Settings) -> None:
    sentence = "The harbour opens on Monday after two years of work in the city."
    pdf = text_pdf([column([sentence, "Ferries carry passengers to the island every hour of the day."])])
    with Service.from_settings(settings) as service:
        file = service.translate_file(Upload(pdf, "a.pdf"), TranslationRequest((), ("en",), "en"))
    assert file.media_type == "text/html"
    assert sentence in file.data.decode() and "<p>" in file.data.decode()
