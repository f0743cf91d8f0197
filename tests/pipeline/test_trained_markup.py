"""Markup, whole articles, confidence and alternatives with real models: the trained stand-ins, through the service."""

from __future__ import annotations

import pytest

from service import Service, TranslationRequest
from service.markup.html import escape_text
from service.types import Page, Translation
from tests.markup.test_hard_cases import HTML, MARKDOWN
from tests.markup.test_html import kept, skeleton
from tests.markup.test_markdown import PARSER, structure
from tests.pipeline.test_trained import library as library
from tests.standins import heldout_pairs

pytestmark = [pytest.mark.xdist_group("journey"), pytest.mark.timeout(600)]


def translated(library: Service, request: TranslationRequest) -> Translation:
    [entry] = library.translate(request).translations
    assert isinstance(entry, Translation), entry
    return entry


def test_hard_pages_and_markdown_keep_their_structure(library: Service) -> None:
    pages = translated(library, TranslationRequest(tuple(HTML), ("uk",), "en", quality="fast", format="html"))
    for html, output in zip(HTML, pages.texts, strict=True):
        assert (skeleton(output), kept(output)) == (skeleton(html), kept(html)), html
    texts = translated(library, TranslationRequest(tuple(MARKDOWN), ("fr",), "en", quality="fast", format="markdown"))
    for text, output in zip(MARKDOWN, texts.texts, strict=True):
        assert structure(output) == structure(text), text
        assert "<script" not in PARSER.render(output)


def test_sentences_within_tags_are_what_they_are_without(library: Service) -> None:
    pairs = heldout_pairs("en", "uk", 12, seed=61)
    html = "".join(f"<li><b>{escape_text(source)}</b></li><li></li>" for source, _ in pairs)
    [output] = translated(library, TranslationRequest((html,), ("uk",), "en", format="html")).texts
    plain = translated(library, TranslationRequest(tuple(source for source, _ in pairs), ("uk",), "en")).texts
    assert output == "".join(f"<li><b>{escape_text(text)}</b></li><li></li>" for text in plain)


def test_a_page_is_read_and_comes_back_in_paragraphs(library: Service) -> None:
    sources = [source for source, _ in heldout_pairs("en", "uk", 8, seed=62)]
    paragraphs = "".join(f"<p>{escape_text(source)}</p>" for source in sources)
    page = Page(f"<!doctype html><html lang=en><title>News of the day</title><article>{paragraphs}</article>")
    result = library.translate(TranslationRequest((), ("uk",), "en", article=page))
    [entry] = result.translations
    assert isinstance(entry, Translation) and result.article is not None
    expected = translated(library, TranslationRequest(tuple(result.article.text.split("\n\n")), ("uk",), "en"))
    assert entry.texts == expected.texts


def test_a_real_model_is_surer_of_its_first_choice_and_has_others(library: Service) -> None:
    sources = tuple(source for source, _ in heldout_pairs("en", "uk", 6, seed=63))
    entry = translated(library, TranslationRequest(sources, ("uk",), "en", alternatives=2))
    assert all(sure is not None and 0 < sure <= 1 for sure in entry.confidences)
    assert len(entry.alternatives) == len(sources) and any(entry.alternatives)
    for text, others in zip(entry.texts, entry.alternatives, strict=True):
        assert len(others) <= 2 and len({text, *others}) == len(others) + 1
