"""What the checks found, as a reader sees it: a failed card looks failed, a repaired one says what was changed."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE, STORY, Newsroom
from tests.page.test_journey import ask

pytestmark = IN_A_BROWSER


def test_each_verdict_looks_and_reads_like_what_it_is(visit: Visit) -> None:
    visitor = visit()
    visitor.site.service.bad_checks = {
        "en": {"names": ("skipped", "the text has no name")},
        "fr": {"numbers": ("repaired", "lost in translation: 180; sentences were left out")},
        "uk": {"names": ("failed", "not in the article: Скелл")},
    }
    page = visitor.open()
    ask(page)
    cards = page.locator(".card")
    expect(page.locator("[data-part=after]:visible")).to_have_count(3)

    english, french, ukrainian = cards.all()
    assert [card.get_attribute("data-verdict") for card in cards.all()] == ["ok", "repaired", "failed"]
    english.locator("[data-part=checks] summary").click()
    skipped = english.locator("[data-status=skipped]", has_text="Names were not checked")
    expect(skipped).to_contain_text("there are no names in it")
    expect(french.locator("[data-part=checks] summary")).to_have_text(
        "Corrected: a number was wrong and was corrected or left out"
    )
    expect(french.locator("li[data-status=repaired] small")).to_have_text(
        "lost on the way: 180; it was too long; less is said"
    )
    expect(ukrainian.get_by_text("Do not rely on it", exact=True)).to_be_visible()
    expect(ukrainian.locator("[data-part=checks] summary")).to_have_text(
        "Do not rely on it: a name is not in the article"
    )
    expect(ukrainian.locator("li[data-status=failed] small")).to_have_text("not in the article: Скелл")
    colours = [card.evaluate("(card) => getComputedStyle(card).borderTopColor") for card in cards.all()]
    good, corrected, bad = colours
    assert bad not in (good, corrected)
    summaries = cards.locator("[data-part=checks] summary")
    tones = [summary.evaluate("(each) => getComputedStyle(each).color") for summary in summaries.all()]
    assert len(set(tones)) == 3
    visitor.keep("page-verdicts")


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second sentence is blamed by a check."""
    from dataclasses import replace

    from service.types import Failure, Summary

    made = Newsroom._summary

    def summary(self: Newsroom, code: str, request: Any) -> Summary | Failure:
        found = made(self, code, request)
        if isinstance(found, Failure):
            return found
        checks = [
            replace(check, status="warning", detail="sentence 2 has no support in the article", sentences=(1,))
            if check.name == "repetition"
            else check
            for check in found.checks
        ]
        return replace(found, checks=tuple(checks))

    monkeypatch.setattr(Newsroom, "_summary", summary)


@pytest.mark.usefixtures("warned")
def test_a_warning_names_the_sentence_and_leads_to_it(visit: Visit) -> None:
    page = visit().open()
    ask(page)
    first = page.locator(".card").first
    blamed = first.locator("li[data-status=warning] .blamed")
    expect(blamed).to_have_text(f"“{STORY['en'][1]}”")
    expect(first.locator("li[data-status=warning] small")).to_have_text("nothing in the article says this")

    blamed.click()
    expect(page.locator(".sentence.on")).to_have_text(STORY["en"][1])


def test_a_summary_is_edited_and_checked_again(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page)
    french = page.locator(".card").nth(1)
    french.get_by_role("button", name="Edit").click()
    field = french.get_by_role("textbox", name="Text of the summary")
    expect(field).to_have_value(" ".join(STORY["fr"]))
    field.fill("Le bac revient en avril, pour 9 999 passagers.")
    french.get_by_role("button", name="Check again").click()

    expect(french.locator("[data-part=words]")).to_have_text("Edited by you")
    expect(french.locator("[data-part=text]")).to_have_text("Le bac revient en avril, pour 9 999 passagers.")
    assert french.get_attribute("data-verdict") == "failed"
    [asked] = [each for each in visitor.site.service.requests if getattr(each, "task", None) == "summary"]
    assert (asked.language, asked.source_language, asked.source) == ("fr", "en", ARTICLE)
    page.reload()
    expect(french.locator("[data-part=text]")).to_have_text("Le bac revient en avril, pour 9 999 passagers.")
