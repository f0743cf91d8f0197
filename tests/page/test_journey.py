"""From opening the page to summaries and back to the article, as somebody with a browser does it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from service.errors import EngineFailed, ModelLoading, Overloaded
from tests.page.conftest import IN_A_BROWSER, Visit
from tests.page.newsroom import ARTICLE, STORY, TITLE

pytestmark = IN_A_BROWSER

WORDS = {
    "en": ("Summarize", "All checks passed", "3 summaries in", "All numbers are in the article", "33 words"),
    "fr": ("Résumer", "Tout est vérifié", "3 résumés en", "Tous les nombres sont dans l’article", "33 mots"),
    "uk": ("Підсумувати", "Усі перевірки пройдено", "3 підсумки за", "Усі числа є в статті", "33 слова"),
}


def ask(page: Page, text: str = ARTICLE) -> None:
    page.locator("#text").fill(text)
    page.locator("#go").click()


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled to the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("lang", WORDS)
def test_one_paste_and_one_click_lead_to_three_summaries(visit: Visit, lang: str, width: int) -> None:
    button, passed, outcome, numbers, words = WORDS[lang]
    visitor = visit(lang=lang, width=width)
    page = visitor.open()
    assert page.locator("html").get_attribute("lang") == lang
    visitor.keep(f"{lang}-{width}-empty")

    page.locator("#text").fill(ARTICLE)
    page.get_by_role("button", name=button, exact=True).click()

    cards = page.locator("#cards .card")
    expect(cards).to_have_count(3)
    for card, code in zip(cards.all(), ("en", "fr", "uk"), strict=True):
        expect(card.locator("[data-part=text]")).to_have_text(" ".join(STORY[code]))
        assert card.locator("[data-part=text]").get_attribute("lang") == code
        expect(card.locator("[data-part=checks] summary")).to_have_text(passed)
    expect(page.locator("#outcome")).to_contain_text(outcome)
    expect(page.locator("#said")).to_contain_text(outcome)
    expect(cards.first.locator("[data-part=words]")).to_have_text(words)
    cards.first.locator("[data-part=checks] summary").click()
    expect(cards.first.get_by_text(numbers)).to_be_visible()
    assert fits(page)
    tops = {round(card.bounding_box()["y"]) for card in cards.all()}  # type: ignore[index]
    assert len(tops) == (1 if width > 1000 else 3), "side by side where there is room, else one below the other"
    visitor.keep(f"{lang}-{width}-done")


def test_a_sentence_shows_what_it_rests_on_and_the_other_way_round(visit: Visit) -> None:
    page = visit().open()
    ask(page)
    marks, sentences = page.locator(".source-mark"), page.locator("#cards .sentence")
    expect(marks).to_have_count(3)

    sentences.nth(1).click()

    # The second passage stands behind an emoji: offsets in code points are not indices of the browser's strings.
    expect(page.locator(".source-mark.on")).to_have_text(
        "Two boats with electric engines will cross every forty minutes and carry 180 passengers each."
    )
    expect(page.locator(".sentence.on")).to_have_text(STORY["en"][1])

    marks.nth(2).click()

    expect(page.locator(".sentence.on")).to_have_text([story[2] for code, story in STORY.items() if code != "ar"])
    expect(page.locator(".source-mark.on")).to_have_text(re.compile("^Fishermen fear"))
    assert marks.nth(2).get_attribute("aria-pressed") == "true"


def test_the_passage_is_scrolled_to(visit: Visit) -> None:
    page = visit(width=390, height=500).open()
    ask(page)
    page.locator("#cards .sentence").nth(2).click()

    sheet = page.get_by_role("dialog", name="In the article")
    expect(sheet).to_contain_text("Fishermen fear that the waves")
    expect(sheet).to_be_in_viewport()
    sheet.get_by_role("button", name="Back to the summary").click()
    expect(sheet).to_be_hidden()
    expect(page.locator("#cards .sentence").nth(2)).to_be_focused()
    expect(page.locator("#cards .sentence").nth(2)).to_be_in_viewport()

    page.locator("#cards .sentence").nth(2).click()
    sheet.get_by_role("button", name="Show in the article").click()
    expect(page.locator(".source-mark.on")).to_be_in_viewport()

    page.locator(".source-mark.on").click()

    expect(page.locator(".sentence.on").first).to_be_in_viewport()


def tabbed(page: Page, key: str, wanted: str) -> list[str]:
    """What has the focus, press after press, until it is what is wanted."""
    seen: list[str] = []
    while len(seen) < 40 and not (seen and seen[-1].startswith(wanted)):
        page.keyboard.press(key)
        seen.append(page.evaluate("document.activeElement.className || document.activeElement.tagName"))
    return seen


def test_everything_can_be_done_without_a_mouse(visit: Visit) -> None:
    page = visit().open()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.locator("#text").focus()
    page.keyboard.insert_text(ARTICLE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#cards .sentence")).to_have_count(9)

    # Whoever asked goes on with the results; the article, with its marks, is before them.
    expect(page.locator("#results-title")).to_be_focused()
    seen = tabbed(page, "Shift+Tab", "source-mark")
    assert seen[-1].startswith("source-mark"), seen
    page.locator("#results-title").focus()
    seen = tabbed(page, "Tab", "sentence")
    assert seen[-1].startswith("sentence"), seen
    expect(page.locator(".source-mark.on")).to_have_text(re.compile("^The ferry between"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".source-mark.on")).to_have_text(re.compile("^Two boats"))


def test_bullets_are_a_list_and_headlines_are_large(visit: Visit) -> None:
    page = visit().open()
    page.get_by_text("Bullets").click()
    ask(page)
    expect(page.locator(".card").first.locator("li.x, [data-part=text] li")).to_have_text(list(STORY["en"]))

    page.get_by_text("Headline").click()
    page.locator("#go").click()
    expect(page.locator(".prose.headline")).to_have_count(3)


def test_more_languages_are_found_by_name(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    page.locator("#more").fill("Arabic")
    page.locator("#more").press("Enter")
    expect(page.locator(".chip")).to_have_count(4)
    for name in ("English", "French"):
        page.locator(".chip", has_text=name).click()
    ask(page)

    expect(page.locator(".card h3")).to_have_text(["Ukrainian", "Arabic"])
    arabic = page.locator(".card").last
    assert arabic.locator("[data-part=text]").get_attribute("dir") == "rtl"
    expect(arabic.locator("[data-part=degraded]")).to_be_visible()
    visitor.keep("arabic")
    [request] = [each for each in visitor.site.service.requests if hasattr(each, "target_languages")]
    assert request.target_languages == ("uk", "ar")


def test_the_language_is_noticed_while_somebody_types(visit: Visit) -> None:
    page = visit().open()
    page.locator("#text").fill("Місто відкрило новий міст у понеділок.")

    expect(page.locator("#noticed")).to_have_text("6 words · Looks like Ukrainian")


def test_an_address_in_the_text_field_is_read_as_one(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    ask(page, " https://example.com/news ")

    expect(page.locator("#article")).to_have_text("What was found there.")
    assert visitor.site.service.requests[-1].article.url == "https://example.com/news"
    page.locator("#edit").click()
    expect(page.locator("#text")).to_be_focused()


def test_a_file_can_be_chosen_and_dropped(visit: Visit, tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    visitor = visit()
    page = visitor.open()
    page.locator("label", has_text=re.compile("^File$")).click()
    page.locator("#file").set_input_files(file)
    expect(page.locator("#file-name")).to_have_text("news.txt")
    page.locator("#go").click()
    expect(page.locator("#article-title")).to_have_text(TITLE)
    assert visitor.site.service.requests[-1].article.name == "news.txt"

    page.evaluate("""() => {
        const data = new DataTransfer();
        data.items.add(new File(["Dropped news. More of it."], "dropped.txt", { type: "text/plain" }));
        document.querySelector("#go").dispatchEvent(
            new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    expect(page.locator("#file-name")).to_have_text("dropped.txt")
    page.locator("#go").click()
    expect(page.locator("#article")).to_have_text("Dropped news. More of it.")


def test_what_is_missing_is_said(visit: Visit) -> None:
    page = visit().open()
    problem = page.locator("#problem")
    page.locator("#go").click()
    expect(problem).to_have_text("There is no text yet. Paste an article first.")
    page.locator("label", has_text="Address").first.click()
    page.locator("#url").fill("example")
    page.locator("#go").click()
    expect(problem).to_contain_text("Give the whole address")
    page.locator("label", has_text=re.compile("^File$")).click()
    page.locator("#go").click()
    expect(problem).to_have_text("Choose a file first.")
    for chip in page.locator(".chip").all():
        chip.click()
    page.locator("#go").click()
    expect(problem).to_have_text("Choose at least one language.")


@pytest.mark.parametrize("lang", WORDS)
def test_a_failing_service_is_told_with_a_remedy(visit: Visit, lang: str) -> None:
    visitor = visit(lang=lang)
    visitor.expected.append("Failed to load resource: the server responded with a status of 503")
    page = visitor.open()
    visitor.site.service.raises = Overloaded("64 requests are in progress; try again in a second.")
    ask(page)

    told = {
        "en": "64 requests are in progress; try again in a second.",
        "fr": "Le service est occupé. Réessayez dans un instant.",
        "uk": "Сервіс зайнятий. Спробуйте за мить.",
    }
    expect(page.locator("#problem p").first).to_have_text(told[lang])
    expect(page.locator(".card")).to_have_count(0)
    visitor.keep(f"{lang}-refused")


def test_a_language_that_fails_stands_beside_those_that_do_not(visit: Visit) -> None:
    visitor = visit()
    visitor.site.service.failures = {
        "fr": EngineFailed("The model failed on this text; try another one."),
        "uk": ModelLoading("The model 'opus-mt-en-uk' is being downloaded (40 %); try again shortly."),
    }
    page = visitor.open()
    ask(page)

    expect(page.locator(".card").nth(0).locator("[data-part=text]")).to_have_text(" ".join(STORY["en"]))
    expect(page.locator(".failure:visible")).to_have_count(2)
    expect(page.locator(".card").nth(1)).to_contain_text("The model failed on this text; try another one.")
    visitor.keep("two-failed")
    visitor.site.service.failures = {}
    page.locator(".card").nth(1).get_by_role("button", name="Try again").click()
    expect(page.locator("[data-part=after]:visible")).to_have_count(3)


def test_earlier_summaries_are_kept_here_and_can_be_forgotten(visit: Visit) -> None:
    visitor = visit()
    page = visitor.open()
    expect(page.locator("#history")).to_be_hidden()
    ask(page)
    expect(page.locator("#history li")).to_have_count(1)
    page.reload()
    asked = len(visitor.site.service.requests)

    page.locator("#history li .open").click()

    expect(page.locator("#cards .sentence")).to_have_count(9)
    expect(page.locator("#article-title")).to_have_text(TITLE)
    page.locator("#cards .sentence").nth(1).click()
    expect(page.locator(".source-mark.on")).to_have_count(1)
    assert not [each for each in visitor.site.service.requests[asked:] if hasattr(each, "target_languages")]
    page.get_by_role("button", name="Forget all").click()
    expect(page.locator("#history")).to_be_hidden()
    assert page.evaluate("localStorage.getItem('stislo.history')") == "[]"


def test_what_else_is_in_the_browser_is_no_reason_to_fail(visit: Visit) -> None:
    page = visit(script="localStorage.setItem('stislo.history', '[{\"answer\": 1}, null]');").open()
    expect(page.locator("#history")).to_be_hidden()
    ask(page)
    expect(page.locator("#history li")).to_have_count(1)


def test_a_summary_can_be_copied_shared_and_heard(visit: Visit) -> None:
    voices = """
      window.spoken = [];
      const speak = (said) => spoken.push(said.text);
      const speech = { getVoices: () => [{ lang: "fr-FR" }], speak, cancel: () => {} };
      Object.defineProperty(window, "speechSynthesis", { value: speech });
      window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    """
    page = visit(script=voices, permissions=["clipboard-read", "clipboard-write"]).open()
    ask(page)
    french = page.locator(".card").nth(1)
    french.get_by_role("button", name="Copy", exact=True).click()
    expect(page.locator("#said")).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == " ".join(STORY["fr"])
    french.get_by_role("button", name="Markdown").click()
    expect(page.locator("#said")).to_have_text("Copied as Markdown.")
    assert page.evaluate("navigator.clipboard.readText()") == f"## {TITLE}\n\n{' '.join(STORY['fr'])}\n"
    # There is a French voice and no other.
    expect(page.get_by_role("button", name="Listen")).to_have_count(1)
    french.get_by_role("button", name="Listen").click()
    assert page.evaluate("spoken") == [" ".join(STORY["fr"])]
    expect(french.get_by_role("button", name="Stop")).to_be_visible()


def test_texts_are_translated_in_the_second_view(visit: Visit) -> None:
    visitor = visit(lang="uk")
    page = visitor.open("/translator")
    page.locator("#text").fill("Good morning.\n\nSee you at the bridge.")
    page.locator("#go").click()

    expect(page.locator(".card").first.locator("[data-part=text] p")).to_have_text(
        ["GOOD MORNING.", "SEE YOU AT THE BRIDGE."]
    )
    # The service takes it for Ukrainian: there is no card for the language that it is in.
    expect(page.locator("#outcome")).to_contain_text("2 переклади за")
    expect(page.locator(".card")).to_have_count(2)
    visitor.keep("uk-translator")


def test_models_are_listed_in_the_third_view(visit: Visit) -> None:
    visitor = visit(lang="fr", width=390)
    page = visitor.open("/models")

    expect(page.locator("#models tbody tr")).to_have_count(1)
    expect(page.locator("#models tbody tr")).to_contain_text("installé")
    assert fits(page)
    visitor.keep("fr-models")


def test_the_switch_changes_the_language_and_it_stays(visit: Visit) -> None:
    page = visit(lang="en").open()
    page.get_by_role("link", name="Українська").click()
    expect(page.locator("h1")).to_have_text("Стаття стисло")
    page.get_by_role("link", name="Перекласти").click()
    expect(page.locator("h1")).to_have_text("Переклад тексту")
    assert page.context.cookies() == []


def test_without_scripts_the_page_says_what_to_do(visit: Visit) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.page
    page.goto(visitor.site.url)
    expect(page.locator(".notice")).to_contain_text("curl")
    assert page.get_by_role("heading", name="An article, in brief").is_visible()


@pytest.mark.parametrize("chosen", [{"manage_models": True}], indirect=True)
def test_models_are_managed_where_that_is_allowed(visit: Visit, chosen: dict[str, object]) -> None:
    visitor = visit(lang="uk")
    page = visitor.open("/models")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Видалити opus-mt-en-uk").click()
    expect(page.locator("[data-part=state]")).to_have_attribute("data-state", "available")
    page.get_by_role("button", name="Встановити opus-mt-en-uk").click()
    expect(page.locator("[data-part=state]")).to_contain_text("завантажується")
    assert page.locator("[data-part=state] progress").evaluate("(bar) => bar.value") == 0.25
    visitor.keep("uk-models-installing")
    # The fake service's list says that it is installed at once.
    expect(page.locator("[data-part=state]")).to_have_attribute("data-state", "installed")
    assert visitor.site.service.requests[-1] is None


def test_models_are_only_shown_where_managing_is_not_allowed(visit: Visit) -> None:
    page = visit().open("/models")

    assert page.locator("main button").count() == 0
