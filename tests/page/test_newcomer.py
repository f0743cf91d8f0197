"""Somebody comes for the first time, to a server without models: what can be had is shown, and always something can."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.errors import ModelNotInstalled
from service.pipeline.outlook import Prospect
from service.pipeline.service import Service
from service.settings import Settings
from tests.page.conftest import IN_A_BROWSER, Site, Visit, serving
from tests.page.newsroom import ARTICLE, STORY
from tests.page.test_journey import ask, fits

pytestmark = IN_A_BROWSER

GREEK = (
    "Το λιμάνι άνοιξε ξανά τη Δευτέρα μετά από τρία χρόνια εργασιών. Οι κάτοικοι του νησιού περίμεναν αυτή τη μέρα. "
    "Δύο πλοία θα φεύγουν κάθε πρωί για την πόλη."
)
WORDS = {
    "en": ("No translation is available here now", "The model for it is not on this server."),
    "fr": ("Aucune traduction n’est disponible ici", "Son modèle n’est pas sur ce serveur."),
    "uk": ("Переклад тут зараз недоступний", "Моделі для неї на цьому сервері немає."),
}
JARGON = re.compile(r"STISLO|python|pull|Error|http|hub|None", re.IGNORECASE)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server without models, which fetches none."""
    settings = Settings(models_dir=tmp_path_factory.mktemp("none"), pull="never")
    with Service.from_settings(settings) as service, serving(service) as url:
        yield url


@pytest.fixture
def at_bare(visit: Visit, bare: str, site: Site) -> Visit:
    site.url = bare
    return visit


def known(page: Page, code: str) -> None:
    """Waits until the page knows the article's language and what can be had for it."""
    page.wait_for_selector(f"body[data-outlook={code}]")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", WORDS)
def test_what_cannot_be_had_is_no_choice_and_the_rest_works(at_bare: Visit, lang: str, width: int) -> None:
    banner, reason = WORDS[lang]
    visitor = at_bare(lang=lang, width=width)
    page = visitor.open()
    expect(page.locator("#banner")).to_contain_text(banner)
    page.locator("#text").fill(ARTICLE)
    known(page, "en")

    boxes = page.locator("#targets input[name=target]")
    assert [box.is_enabled() for box in boxes.all()] == [True, False, False]
    expect(page.locator("#ways li").last).to_contain_text(reason)
    assert page.locator(".chip").nth(2).get_attribute("title") == reason
    expect(page.locator("#go")).to_be_in_viewport(ratio=1)
    assert not JARGON.search(page.locator("main").inner_text() + page.locator("#banner > p").inner_text())
    expect(page.locator("#banner .operator ul")).to_be_hidden()
    visitor.keep("page-no-models" if (lang, width) == ("en", 1280) else f"{lang}-{width}-no-models")
    page.locator("#go").click()

    expect(page.locator(".card")).to_have_count(1)
    expect(page.locator(".card .sentence").first).to_be_visible()
    assert fits(page)
    page.locator("#banner summary").click()
    expect(page.locator("#banner .operator")).to_contain_text("models pull")
    visitor.keep(f"{lang}-{width}-no-models-done")


def test_an_article_in_another_language_is_summarized_in_that_one(at_bare: Visit) -> None:
    visitor = at_bare()
    page = visitor.open()
    page.locator("#text").fill(GREEK)
    known(page, "el")
    expect(page.locator(".chip", has_text="Greek")).to_be_visible()
    page.locator("#go").click()

    expect(page.locator(".card h3")).to_have_text(["Greek"])
    expect(page.locator(".card [data-part=text]")).to_have_attribute("lang", "el")
    expect(page.locator("#outcome")).to_contain_text("One summary")
    page.locator("#edit").click()
    page.locator("#text").fill(ARTICLE)
    known(page, "en")
    expect(page.locator(".chip", has_text="Greek")).to_have_count(0)


def test_where_the_language_shows_too_late_the_articles_own_stands_beside_the_reason(
    at_bare: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "news.txt"
    file.write_text(GREEK, encoding="utf-8")
    visitor = at_bare()
    page = visitor.open()
    page.locator("label", has_text=re.compile("^File$")).click()
    page.locator("#file").set_input_files(file)
    page.locator("#go").click()

    cards = page.locator(".card")
    expect(cards).to_have_count(3)
    for card in cards.all():
        expect(card.locator(".failure p").first).to_have_text(
            "A model is missing. Ask whoever runs this service to install it."
        )
        expect(card.locator("[data-part=instead]")).to_have_text("Instead, in the language of the article (Greek):")
        expect(card.locator("[data-part=text]")).to_contain_text("λιμάνι")
        assert card.get_attribute("data-verdict") == "failed"
        expect(card.locator(".operator p")).to_be_hidden()
    cards.first.locator(".operator summary").click()
    expect(cards.first.locator(".operator p")).to_contain_text("models pull")
    visitor.keep("articles-own-language")


def test_models_on_their_way_are_told(visit: Visit) -> None:
    visitor = visit()
    refused = ModelNotInstalled("The model 'm' is not installed; run `python -m service models pull m`.")
    visitor.site.service.prospects = {
        "en": Prospect("en", "ready", "distilbart"),
        "fr": Prospect("fr", "downloading", "distilbart", ("opus-mt-en-fr",), 0.4),
        "uk": Prospect("uk", "unavailable", problem=refused),
    }
    page = visitor.open()

    expect(page.locator("#ways li")).to_have_text(
        [
            "English: written by distilbart",
            "French: a model is being downloaded (40 %)",
            "Ukrainian: not available here now. The model for it is not on this server.",
        ]
    )
    expect(page.locator("#banner > p")).to_contain_text("Not available here now: Ukrainian.")
    expect(page.locator("#banner > p")).to_contain_text("Being downloaded: French.")
    # What the article is in is not known: each may be had for one in its own language.
    assert all(box.is_enabled() for box in page.locator("#targets input[name=target]").all())
    visitor.keep("models-coming")
    visitor.site.service.prospects = {}
    expect(page.locator("#banner")).to_be_hidden()
    ask(page)
    expect(page.locator("#cards .sentence").first).to_have_text(STORY["en"][0])
