"""Articles that stand in a page's JSON-LD, however it is written."""

from __future__ import annotations

import json

import pytest

from service.articles.html import read_html

FIRST = "The glassworks of Dunmere close in May, after two hundred and eleven years."
SECOND = "Forty people work there now; in the year of the exhibition there were six hundred."
BODY = json.dumps(f"{FIRST}\n{SECOND}")
CONSENT = (
    "<div class=layer><p>We and our 93 partners store information on your device to measure how the site is used. "
    "You can withdraw your consent at any time in the privacy settings of this page.</p></div>"
)


def text(script: str, *, type: str = "application/ld+json", body: str = "") -> list[str]:
    head = f'<head><title>The glassworks</title><script type="{type}">{script}</script></head>'
    return read_html(f"<html>{head}<body><div id=root></div>{body}<script src=a.js></script></body></html>").text.split(
        "\n\n"
    )


@pytest.mark.parametrize(
    "script",
    [
        f'{{"@type":"NewsArticle","articleBody":{BODY}}}',
        f'{{"@type":"NewsArticle","articleBody":{BODY},}};',
        f'//<![CDATA[\n{{"@type":"NewsArticle","articleBody":{BODY}}}\n//]]>',
        f'/*<![CDATA[*/{{"@type":"NewsArticle","articleBody":{BODY}}}/*]]>*/',
        f'<!-- {{"@type":"NewsArticle","articleBody":{BODY}}} -->',
        f'{{/* the article */"@type":"NewsArticle", // its kind\n"articleBody":{BODY},"keywords":["a","b",],}}',
        f'[{{"@graph":[{{"@type":"WebPage"}},{{"@type":"Article","articleBody":{BODY}}}]}}]',
        f'{{"@type":"Article","hasPart":[{{"articleBody":{json.dumps(FIRST)}}},{{"articleBody":{json.dumps(SECOND)}}}]}}',
        '{"@type":"LiveBlogPosting","liveBlogUpdate":['
        f'{{"@type":"BlogPosting","articleBody":{json.dumps(FIRST)}}},'
        f'{{"@type":"BlogPosting","articleBody":{json.dumps(SECOND)}}}]}}',
        f'{{"@type":"DiscussionForumPosting","text":{BODY}}}',
    ],
)
def test_data_are_read_however_they_are_written(script: str) -> None:
    assert text(script) == [FIRST, SECOND]
    assert text(script, type="application/ld+json; charset=utf-8", body=CONSENT) == [FIRST, SECOND]


def test_an_address_in_a_string_is_no_comment() -> None:
    script = f'{{"url":"https://glass.example/a","articleBody":{BODY},}}'
    assert text(script) == [FIRST, SECOND]


def test_what_the_page_shows_goes_before_its_data() -> None:
    shown = f"<article><p>{FIRST}</p><p>{SECOND} So says the chronicle.</p></article>"
    assert text(f'{{"articleBody":{BODY}}}', body=shown) == [FIRST, f"{SECOND} So says the chronicle."]
