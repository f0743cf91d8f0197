"""Nothing that a person made is lost before it is cleared: form, cards, earlier versions, earlier runs."""

from __future__ import annotations

import re
import threading

import pytest
from playwright.sync_api import Page, expect

from service.errors import Overloaded
from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE, STORY
from tests.page.test_journey import ask

pytestmark = IN_A_BROWSER


def fill_in(page: Page) -> None:
    page.locator("#text").fill(ARTICLE)
    page.get_by_text("Bullets").click()
    page.locator(".chip", has_text="French").click()
    page.get_by_text("More choices").click()
    page.locator("#title").fill("My title")
    page.locator("#max-words").fill("70")


def is_filled_in(page: Page) -> None:
    expect(page.locator("#text")).to_have_value(ARTICLE)
    assert page.locator("input[name=style]:checked").get_attribute("value") == "bullets"
    assert page.locator("#title").input_value() == "My title"
    assert page.locator("#max-words").input_value() == "70"
    assert [box.is_checked() for box in page.locator("#targets input[name=target]").all()] == [True, False, True]


def test_the_form_and_the_cards_outlive_a_reload_another_view_and_another_language(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    fill_in(page)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    is_filled_in(page)
    page.locator("#go").click()
    expect(page.locator("#cards .sentence")).to_have_count(6)
    asked = len(visitor.site.service.requests)

    page.reload()
    expect(page.locator("#cards .sentence")).to_have_count(6)
    page.locator("#cards .sentence").nth(1).click()
    expect(page.locator(".source-mark.on")).to_have_count(1)
    page.get_by_role("link", name="Models").click()
    page.get_by_role("link", name="Summarize").click()
    expect(page.locator("#cards .sentence")).to_have_count(6)
    page.get_by_role("link", name="Українська").click()
    expect(page.locator(".card h3")).to_have_text(["Англійська", "Українська"])
    is_filled_in(page)
    assert not [each for each in visitor.site.service.requests[asked:] if hasattr(each, "target_languages")]
    # The language that was chosen stays, also where the address does not name it.
    visitor.open("/")
    expect(page.locator("html")).to_have_attribute("lang", "uk")

    page.get_by_role("button", name="Очистити").click()
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".card")).to_have_count(0)
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator(".card")).to_have_count(0)


def test_a_rerun_that_fails_leaves_the_cards(visit: Visit) -> None:
    visitor = visit()
    visitor.expected.append("Failed to load resource")
    page = visitor.open()
    ask(page)
    expect(page.locator("#cards .sentence")).to_have_count(9)
    visitor.site.service.raises = Overloaded("Busy; try again in a second.")
    page.locator("#go").click()

    expect(page.locator("#problem")).to_contain_text("Busy")
    expect(page.locator("#cards .sentence")).to_have_count(9)
    visitor.site.service.raises = None
    page.route("**/v1/summaries", lambda route: route.abort("internetdisconnected"))
    page.locator("#go").click()
    expect(page.locator("#problem")).to_contain_text("cannot be reached")
    expect(page.locator("#cards .sentence")).to_have_count(9)
    page.locator("#cards .sentence").first.click()
    expect(page.locator(".source-mark.on")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_another_style_is_one_click_and_the_version_before_stays(visit: Visit, width: int) -> None:
    visitor = visit(width=width)
    page = visitor.open()
    ask(page)
    expect(page.locator("#cards .sentence")).to_have_count(9)
    expect(page.locator("#again")).to_be_hidden()
    page.evaluate("window.scrollTo(0, 0)")
    expect(page.locator("#go")).to_be_in_viewport(ratio=1)
    page.locator("#cards .card").last.scroll_into_view_if_needed()
    expect(page.locator("#go")).to_be_in_viewport(ratio=1)
    page.get_by_text("Bullets").click()
    page.get_by_role("button", name="Summarize again").click()

    expect(page.locator("#cards li .sentence")).to_have_count(9)
    expect(page.locator("#again")).to_be_hidden()
    expect(page.locator(".version summary")).to_have_text(["Before: Paragraph · Medium"])
    expect(page.locator(".version .brief .prose").first).to_have_text(" ".join(STORY["en"]))
    assert page.locator("#cards [data-part=text] li .sentence").first.is_visible()
    # What somebody reads is never below the button, which has a place of its own.
    last = page.locator(".foot")
    last.scroll_into_view_if_needed()
    bar, foot = page.locator(".bar").bounding_box(), last.bounding_box()
    assert bar and foot and (bar["y"] + bar["height"] <= foot["y"] + 1 or bar["x"] + bar["width"] < width / 2)
    visitor.keep(f"{width}-versions")


def test_earlier_runs_are_found_and_removed_one_by_one(visit: Visit) -> None:
    page = visit().open()
    for text in (ARTICLE, ARTICLE, "A bridge was built. It is long.", "A mill burnt down. Nobody was hurt."):
        if page.locator("#edit").is_visible():
            page.locator("#edit").click()
        ask(page, text)
        expect(page.locator("#outcome")).to_contain_text("3 summaries in")
    rows = page.locator("#history li")
    expect(rows).to_have_count(4)

    page.get_by_role("searchbox").fill("bridge")
    expect(rows).to_have_count(1)
    rows.get_by_role("button", name=re.compile("^Remove from the list")).click()
    expect(page.locator("#find")).to_be_hidden()
    expect(rows).to_have_count(3)
    assert page.evaluate("JSON.parse(localStorage.getItem('stislo.history')).length") == 3


def test_an_earlier_run_takes_the_place_of_one_that_is_under_way(visit: Visit, gate: threading.Event) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page)
    expect(page.locator("#history li")).to_have_count(1)
    page.locator("#edit").click()
    visitor.site.service.gate = gate
    ask(page, "Another article. It has two sentences.")
    expect(page.locator(".card.waiting")).to_have_count(3)

    page.locator("#history li .open").click()

    expect(page.locator("#cards .sentence")).to_have_count(9)
    expect(page.locator("#progress")).to_be_hidden()
    gate.set()
    page.locator("#go").click()
    expect(page.locator("#history li")).to_have_count(2)
    expect(page.locator("#cards .sentence").first).to_have_text(STORY["en"][0])
