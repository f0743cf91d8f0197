"""Whole articles in the second view: beside their translations, sentence by sentence."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from service.errors import FetchRefused, NoText
from service.types import TranslationRequest
from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE
from tests.page.test_journey import ask, fits
from tests.page.test_sturdy import EVIL, answer_of, issues

pytestmark = IN_A_BROWSER

PARAGRAPHS = ARTICLE.split("\n\n")


def give_file(page: Page, folder: Path, button: str = "Translate") -> None:
    file = folder / "ferry.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    page.locator("input[name=kind][value=file]").locator("..").click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name=button, exact=True).click()


def lit(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".beside .on").all_inner_texts()]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_file_stands_beside_its_translations(visit: Visit, tmp_path: Path, width: int, scheme: str) -> None:
    # axe itself needs what the policy forbids.
    visitor = visit(width=width, color_scheme=scheme, bypass_csp=True)
    page = visitor.open("/translator")
    give_file(page, tmp_path)

    # The service takes it for English, and an article needs no card in its own language.
    expect(page.locator("#outcome")).to_contain_text("2 translations")
    expect(page.locator(".card h3")).to_have_text(["French", "Ukrainian"])
    rows = [text for paragraph in PARAGRAPHS for text in (paragraph, paragraph.upper())]
    french = page.locator(".card").first
    expect(french.locator(".beside > *")).to_have_text(rows)
    expect(page.locator("#byline")).to_contain_text("English")
    expect(page.locator("#read")).to_contain_text("Left out, if there was any: what stood around the article")
    assert fits(page) and issues(page) == []

    french.locator(".original .sentence").nth(1).hover()
    said = "The lake council voted for the line on Thursday evening, by nine votes to four."
    assert lit(page) == [said, said.upper()]
    visitor.keep("page-beside" if width == 1280 else f"{width}-beside", whole=False)
    original = french.get_by_role("button", name="Original")
    expect(original).to_have_attribute("aria-pressed", "true")
    original.click()
    expect(french.locator(".original").first).to_be_hidden()
    expect(original).to_have_attribute("aria-pressed", "false")


def test_sentences_are_gone_through_with_the_keys_and_kept(visit: Visit, tmp_path: Path) -> None:
    visitor = visit()
    page = visitor.open("/translator")
    give_file(page, tmp_path)
    expect(page.locator(".card")).to_have_count(2)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".card h3")).to_have_text(["French", "Ukrainian"])
    expect(page.locator("#read")).to_be_visible()

    translated = page.locator(".card").first.locator(".beside > :not(.original) .sentence")
    translated.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(translated.nth(2)).to_be_focused()
    said = "Two boats with electric engines will cross every forty minutes and carry 180 passengers each."
    assert lit(page) == [said, said.upper()]
    described = page.locator(f"#{translated.nth(2).get_attribute('aria-describedby')}")
    expect(described).to_have_text(said)
    page.keyboard.press("End")
    expect(translated.last).to_be_focused()
    # All sentences of a card are one stop; the buttons come next.
    page.keyboard.press("Tab")
    expect(page.locator(".card").first.get_by_role("button", name="Copy", exact=True)).to_be_focused()
    assert lit(page) == []

    page.get_by_role("button", name="Clear").click()
    expect(page.locator(".card")).to_have_count(0)
    expect(page.locator("#read")).to_be_hidden()
    expect(page.locator("#text")).to_be_visible()


def test_addresses_and_pages_are_read_as_in_the_first_view(visit: Visit) -> None:
    visitor = visit()
    visitor.page.clock.install()
    page = visitor.open("/translator")

    def asked() -> list[Any]:
        return [each.article for each in visitor.site.service.requests if isinstance(each, TranslationRequest)]

    page.locator("label", has_text=re.compile("^Address$")).click()
    page.locator("#url").fill("example.com")
    page.locator("#go").click()
    expect(page.locator(".beside").first).to_contain_text("WHAT WAS FOUND THERE.")
    expect(page.locator("#byline")).to_have_text(re.compile("^Anna Bell · "))
    page.locator("label", has_text=re.compile("^Text$")).first.click()
    page.locator("#text").fill("example.com/news/1")
    expect(page.locator("#noticed")).to_have_text("This is an address: the page there will be read")
    # A page is read when that is asked for, not while its address is typed.
    page.clock.run_for(2_000)
    page.locator("#go").click()
    expect(page.locator("#outcome")).to_contain_text("2 translations")
    assert [each.url for each in asked()] == ["https://example.com", "https://example.com/news/1"]

    code = f"<!doctype html><title>News</title><article><p>{ARTICLE}</p></article>"
    ask(page, code)
    expect(page.locator(".beside").first).to_contain_text(PARAGRAPHS[1].upper())
    assert asked()[-1].html == code
    page.get_by_role("button", name="Swap languages").click()
    expect(page.locator("#text")).to_have_value(code.upper())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (FetchRefused("10.0.0.1 is a private address.", field="url"), "Цей сервер не звертається за такою адресою"),
        (NoText("There is no article on that page.", field="url"), "Тексту не знайдено"),
    ],
)
def test_what_cannot_be_read_is_told_and_what_was_there_stays(visit: Visit, wrong: Exception, told: str) -> None:
    visitor = visit(lang="uk")
    visitor.expected.append("Failed to load resource")
    page = visitor.open("/translator")
    ask(page, "https://example.com/news/1")
    expect(page.locator(".beside")).to_have_count(2)
    visitor.site.service.raises = wrong
    ask(page, "https://example.com/news/2")

    expect(page.locator("#problem p").first).to_contain_text(told)
    expect(page.locator(".beside")).to_have_count(2)
    expect(page.locator("#read")).to_be_visible()


def test_titles_and_markup_of_others_stay_text(visit: Visit) -> None:
    page = visit().open("/translator")
    answer = answer_of(EVIL)
    entry = {"language": "fr", "status": "ok", "title": EVIL, "text": [EVIL], "steps": [], "checks": []}
    failed = answer["summaries"][1] | {"language": "uk"}
    answer |= {"translations": [entry, entry | {"language": "en"}, failed], "summaries": None}
    page.route("**/v1/translations", lambda route: route.fulfill(json=answer))
    ask(page, "https://example.com/news/1")

    expect(page.locator(".card h3")).to_have_text(["French", "Ukrainian"])
    expect(page.locator(".beside > *")).to_have_text([EVIL] * 4)
    expect(page.locator(".beside h4")).to_have_count(2)
    assert page.locator("main img, main script:not([type])").count() == 0


def test_sentences_are_paired_where_they_are_not_as_many(visit: Visit) -> None:
    page = visit().open("/translator")
    pairs = """([source, target]) => import("/page/0/alignment.js").then(({ sentencePairs }) =>
        sentencePairs({ text: source, language: "en" }, { text: target, language: "fr" }))"""
    source = (
        "The bridge opens on Monday, the mayor said. Nobody was hurt. It rained all day and the river rose by a foot."
    )
    merged = (
        "Le pont ouvre lundi, a dit le maire. Il a plu toute la journée, la rivière a monté, et nul n'a été blessé."
    )
    split = (
        "Le pont ouvre lundi. C'est ce qu'a dit le maire. Nul n'a été blessé. "
        "Il a plu toute la journée et la rivière est montée."
    )
    many = "Oui. " * 300

    assert page.evaluate(pairs, [source, merged]) == [
        ["The bridge opens on Monday, the mayor said. ", "Le pont ouvre lundi, a dit le maire. "],
        [source.partition("said. ")[2], merged.partition("maire. ")[2]],
    ]
    first, *others = page.evaluate(pairs, [source, split])
    assert first == ["The bridge opens on Monday, the mayor said. ", split.partition("Nul")[0]]
    assert others[0] == ["Nobody was hurt. ", "Nul n'a été blessé. "] and len(others) == 2
    assert page.evaluate(pairs, [source, many]) == [[source, many]]
    spoken = "Mr. Bell asked why. Nobody told him."
    assert page.evaluate(pairs, [spoken, "« Pourquoi ? » demanda M. Bell. On ne le lui dit pas."]) == [
        ["Mr. Bell asked why. ", "« Pourquoi ? » demanda M. Bell. "],
        ["Nobody told him.", "On ne le lui dit pas."],
    ]
    long = "Nobody told him. " * 4_000
    assert page.evaluate(pairs, [long, long]) == [[long, long]]
