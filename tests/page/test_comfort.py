"""Feedback where it belongs, languages by any name, addresses and pages as they are pasted, themes, lost visitors."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from service.engines.base import ModelSpec
from service.errors import ModelNotInstalled
from service.pipeline.outlook import Prospect
from service.pipeline.stock import ModelStatus
from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE
from tests.page.test_journey import ask, fits
from tests.page.test_sturdy import issues
from tests.support.fake_service import SPEC

pytestmark = IN_A_BROWSER


def test_what_is_wrong_stands_at_its_field(visit: Visit) -> None:
    visitor = visit(lang="fr", width=390)
    page = visitor.open()
    page.locator("#go").click()
    text = page.locator("#text")
    expect(text).to_have_attribute("aria-invalid", "true")
    expect(text).to_be_focused()
    expect(page.locator(".field[data-kind=text] #problem")).to_contain_text("Collez")
    text.fill("Bonjour")
    expect(text).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator("#problem")).to_be_hidden()

    more = page.locator("#more")
    more.fill("Klingonien")
    more.press("Enter")
    expect(more).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#targets #problem")).to_be_visible()
    visitor.keep("fr-390-unknown-language")


def test_languages_have_their_own_names_and_a_list(visit: Visit) -> None:
    page = visit().open()
    page.locator("#more").fill("العربية")
    page.locator("#more").press("Enter")
    expect(page.locator(".chip")).to_have_count(4)
    page.locator(".chip", has_text="Arabic").click()
    page.get_by_text("All languages").click()
    page.locator("#all").get_by_role("button", name="Arabic").click()
    expect(page.locator(".chip", has_text="Arabic").locator("input")).to_be_checked()


def test_addresses_and_pages_are_taken_for_what_they_are(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page, "example.com/news/1")
    expect(page.locator("#outcome")).to_contain_text("3 summaries")
    expect(page.locator("#article")).to_have_text("What was found there.")
    assert visitor.site.service.requests[-1].article.url == "https://example.com/news/1"
    page.locator("#edit").click()
    page.locator("label", has_text="Address").first.click()
    page.locator("#url").fill("example.com")
    page.locator("#go").click()
    expect(page.locator("#outcome")).to_contain_text("3 summaries")
    assert visitor.site.service.requests[-1].article.url == "https://example.com"

    page.locator("#edit").click()
    page.locator("label", has_text="Text").first.click()
    code = f"<!doctype html><title>News</title><article><p>{ARTICLE}</p></article>"
    page.locator("#text").fill(code)
    expect(page.locator("#noticed")).to_have_text("This is the code of a page: its article will be read")
    expect(page.locator("#counted")).to_have_text(re.compile(r"^\d+ of 1,000,000 characters$"))
    page.locator("#go").click()
    expect(page.locator("#outcome")).to_contain_text("3 summaries")
    assert visitor.site.service.requests[-1].article.html == code


@pytest.mark.parametrize("chosen", [{"max_text_characters": 100}], indirect=True)
def test_a_text_that_is_too_long_is_told_before_it_is_sent(visit: Visit, chosen: dict[str, object]) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page)
    expect(page.locator("#problem")).to_contain_text("longer than the 100 characters")
    assert not [each for each in visitor.site.service.requests if hasattr(each, "target_languages")]


def test_a_theme_is_chosen_and_kept(visit: Visit) -> None:
    page = visit(color_scheme="light").open()
    background = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(background)
    theme = page.get_by_role("button", name=re.compile("^Colours"))
    theme.click()
    theme.click()
    expect(theme).to_have_attribute("title", "Colours: dark")
    dark = page.evaluate(background)
    assert dark != light
    page.reload()
    assert page.evaluate(background) == dark
    page.get_by_role("link", name="Translate").click()
    page.wait_for_selector("html[data-ready]")
    assert page.evaluate(background) == dark


def test_the_documentation_follows_the_system_and_leads_home(visit: Visit) -> None:
    shown = []
    for scheme in ("light", "dark"):
        visitor = visit(color_scheme=scheme)
        page = visitor.page
        page.goto(visitor.site.url + "/docs")
        shown.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert shown[0] != shown[1]
    page.get_by_role("link", name="Stislo").click()
    expect(page.locator("#text")).to_be_visible()


def test_who_is_lost_is_shown_a_page_and_the_way_home(visit: Visit) -> None:
    visitor = visit(lang="uk")
    visitor.expected.append("Failed to load resource: the server responded with a status of 404")
    page = visitor.open("/nosuch")
    expect(page.get_by_role("heading", name="Тут нічого немає")).to_be_visible()
    visitor.keep("uk-nosuch")
    page.get_by_role("link", name="Підсумувати статтю").click()
    expect(page.locator("#text")).to_be_visible()


def test_a_model_that_failed_says_why_and_chat_models_do_more(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = visit(width=390)
    chat = ModelSpec(**{**_fields(SPEC), "id": "chat", "task": "chat", "pairs": (), "languages": ("en", "uk")})
    statuses = [ModelStatus(SPEC, "failed", error="no_space"), ModelStatus(chat, "installed")]
    monkeypatch.setattr(visitor.site.service, "models", lambda: statuses)
    page = visitor.open("/models")
    failed, other = page.locator("#models tbody tr").all()

    expect(failed).to_contain_text("A model could not be downloaded.")
    expect(other).to_contain_text("summarize and translate")
    assert fits(page)
    visitor.keep("390-models-failed")


def _fields(spec: ModelSpec) -> dict[str, Any]:
    return {name: getattr(spec, name) for name in type(spec).__dataclass_fields__}


def test_translations_come_as_one_types_and_sentence_by_sentence(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open("/translator")
    page.locator("#text").press_sequentially("Good morning. See you at the bridge.")
    expect(page.locator(".card [data-part=text]").first).to_have_text("GOOD MORNING. SEE YOU AT THE BRIDGE.")
    # The fake takes everything for Ukrainian, and a text needs no card in its own language.
    expect(page.locator(".card h3")).to_have_text(["English", "French"])
    expect(page.locator("#text")).to_be_focused()
    page.locator(".card").first.get_by_role("button", name="Sentence by sentence").click()
    expect(page.locator(".pairs td")).to_have_text(
        ["Good morning.", "GOOD MORNING.", "See you at the bridge.", "SEE YOU AT THE BRIDGE."]
    )
    visitor.keep("page-sentences", whole=False)

    page.get_by_role("button", name="Swap languages").click()
    expect(page.locator("#text")).to_have_value("GOOD MORNING. SEE YOU AT THE BRIDGE.")
    expect(page.locator("#source-language")).to_have_value("en")
    expect(page.locator(".card h3")).to_have_text(["French", "Ukrainian"])


def test_what_is_typed_on_replaces_what_is_under_way(visit: Visit) -> None:
    page = visit().open("/translator")
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        # The first one is never answered: the page must give it up.
        waiting.append(route) if not waiting else route.fallback()

    page.route("**/v1/translations", hold)
    page.locator("#text").fill("Good morning.")
    expect(page.locator(".card.waiting")).to_have_count(2)
    page.locator("#text").fill("Good evening.")
    expect(page.locator(".card [data-part=text]").first).to_have_text("GOOD EVENING.")
    assert len(waiting) == 1


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_serious_where_newcomers_get(visit: Visit, scheme: str, width: int) -> None:
    visitor = visit(color_scheme=scheme, width=width, bypass_csp=True)
    visitor.expected.append("Failed to load resource: the server responded with a status of 404")
    refused = ModelNotInstalled("The model 'm' is not installed; run `python -m service models pull m`.")
    visitor.site.service.prospects = {"fr": Prospect("fr", "unavailable", problem=refused)}
    visitor.site.service.failures = {"fr": refused}
    page = visitor.open()
    page.locator("#go").click()
    found = issues(page)
    ask(page)
    expect(page.locator("#outcome")).to_contain_text("2 summaries")
    page.get_by_text("Bullets").click()
    found += issues(page)
    page.get_by_role("button", name="Summarize again").click()
    expect(page.locator(".version")).to_have_count(1)
    page.locator(".card").first.get_by_role("button", name="Edit").click()
    page.locator(".card").last.locator(".sentence").first.click()
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found += issues(page)
    visitor.keep(f"{scheme}-{width}-all-open")
    visitor.open("/nosuch")
    found += issues(page)
    page.goto(visitor.site.url + "/docs")
    found += issues(page)
    assert found == []
