"""What is copied as Markdown shows the words of the article as they are, whatever these words are."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from playwright.sync_api import Page, expect

from tests.page.conftest import IN_A_BROWSER, Visit

pytestmark = IN_A_BROWSER

HOSTILE = [
    "[click](https://evil.example)",
    "[click][1]\n\n[1]: https://evil.example",
    "![](https://evil.example/pixel.png)",
    "!\\[a](b)",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "<!-- hidden -->",
    "&lt;b&gt; &amp; &#60;",
    "*very* **strong** ***both***",
    "_very_ __strong__ snake_case",
    "~~gone~~ ~~~\ncode",
    "`code` ``more``",
    "```\nfence\n```",
    "# Heading\n## Another\n#hash C# #",
    "Heading\n=======\nAnother\n---",
    "- item\n+ item\n* item\n- [ ] task",
    "1. first\n2) second\n1998. A year",
    "> quoted",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "    indented\n\tcode",
    "***\n___\n- - -",
    "back\\slash \\*star\\*",
    "ends with a backslash\\",
    "two  \nlines",
    "[^1]\n\n[^1]: note",
    "$x^2$ $$y$$",
    "a\r\n# b\r# c\x0b# d",
    "Term\n: definition",
    "::: warning\nA box\n:::",
    "«Лапки» і тире — 1. перше, 2) друге; ціна 5–7 € (±3 %)",
]
# Every dialect that the library knows, HTML among it.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_LINKED_BY_ITSELF = re.compile(r"https?://|www\.|(?<!\\)@", re.IGNORECASE)
PLAIN = {"paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak"}


def ask(page: Page, call: str, text: str) -> str:
    """What a function of the module makes of a text."""
    return str(page.evaluate(f"(text) => import('/page/now/markdown.js').then((found) => found.{call})", text))


def tokens(markdown: str) -> list[Token]:
    return [inner for token in READER.parse(markdown) for inner in [token, *(token.children or ())]]


def words(markdown: str) -> list[str]:
    """What a reader sees."""
    texts = [token.content if "text" in token.type else " " for token in tokens(markdown) if token.type != "inline"]
    return "".join(texts).split()


def test_text_stays_text(visit: Visit) -> None:
    page = visit().open()
    for text in HOSTILE:
        markdown = ask(page, "escaped(text)", text)
        assert {token.type for token in tokens(markdown)} <= PLAIN, markdown
        assert words(markdown) == text.split(), markdown
        assert not _LINKED_BY_ITSELF.search(markdown), markdown
        named = ask(page, "escaped(text)", f"{text} www.evil.example, WWW.evil.example, somebody@evil.example")
        assert not _LINKED_BY_ITSELF.search(named), named


def test_a_list_stays_a_list_and_its_items_text(visit: Visit) -> None:
    page = visit().open()
    for text in HOSTILE:
        first = text.splitlines()[0]
        markdown = ask(page, "escaped(text, { bullets: true })", f"- {first}\n- The second.")
        kinds = {token.type for token in tokens(markdown)}
        assert kinds <= {*PLAIN, "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"}, markdown
        assert [token.type for token in tokens(markdown)].count("list_item_open") == 2, markdown


def test_a_title_is_one_heading(visit: Visit) -> None:
    page = visit().open()
    for text in HOSTILE:
        markdown = ask(page, "heading(text)", text)
        found = tokens(markdown)
        assert [token.tag for token in found if token.type == "heading_open"] == ["h2"], markdown
        assert {token.type for token in found} <= {"heading_open", "heading_close", "inline", "text", "text_special"}
        assert words(markdown) == text.split(), markdown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.com/a?b=c#d", "<https://example.com/a?b=c#d>"),
        ("https://example.com/a>b <c", "<https://example.com/a%3Eb%20%3Cc>"),
        ("https://example.com/\n# a", "<https://example.com/#%20a>"),
        ("javascript:alert(1)", "None"),
        ("nowhere", "None"),
    ],
)
def test_only_addresses_of_the_web_are_links(visit: Visit, url: str, shown: str) -> None:
    assert ask(visit().open(), "link(text)", url) == shown


def test_the_button_copies_what_was_written_as_text(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    page.locator("#text").fill("See [the plan](https://evil) of *all* <b>ferries</b>.")
    page.locator("#go").click()
    page.locator(".card").first.get_by_role("button", name="Markdown").click()
    expect(page.locator("#said")).to_have_text("Copied as Markdown.")
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert "\\[the plan\\](https\\://evil) of \\*all\\* \\<b\\>ferries\\</b\\>." in copied
    kinds = {token.type for token in tokens(copied)}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "em_open", "strong_open", "code_inline"}
