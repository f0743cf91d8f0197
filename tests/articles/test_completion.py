"""The whole of an article, where only parts of it stand in the usual place."""

from __future__ import annotations

import pytest

from service.articles.html import read_html

FIRST = "The ferry to the islands stopped at noon, because the wind had turned to the north-west."
SECOND = "Two hundred travellers waited in the old customs house, where the innkeeper served soup."
THIRD = "By the evening the wind was weaker, and the harbour master let the small boats go out again."
FOURTH = "The last passengers reached home at dawn, tired and wet, but in good spirits all the same."


def paragraphs(body: str) -> list[str]:
    head = "<head><title>The ferry</title></head>"
    return read_html(f"<html lang=en>{head}<body>{body}</body></html>").text.split("\n\n")


def p(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


ARTICLES = {
    "lead": f"<article><h1>The ferry</h1><p class=intro>{FIRST}</p><div class=article-body>{p(SECOND, THIRD, FOURTH)}",
    "tail": f"<main><h1>The ferry</h1><div class=story-text>{p(FIRST, SECOND, THIRD)}</div><div>{p(FOURTH)}</div>",
    "no wrapper": f"<h1>The ferry</h1>{p(FIRST, SECOND)}{p(THIRD, FOURTH)}",
}


@pytest.mark.parametrize("name", ARTICLES)
def test_leads_and_last_paragraphs_stand_in_boxes_of_their_own(name: str) -> None:
    assert paragraphs(ARTICLES[name]) == [FIRST, SECOND, THIRD, FOURTH]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ul><li>bring a coat</li><li>bring bread</li></ul>", ["bring a coat", "bring bread"]),
        ("<ul><li><span class=c1>bring a coat</span></li></ul>", ["bring a coat"]),
        (
            "<p>Shelter is given here:</p><ul><li><a href=/a>The school</a></li><li><a href=/b>The inn</a></li></ul>",
            None,
        ),
        (
            "<table><tr><td>Noon<td><ul><li>soup</li></ul><tr><td>Night<td>bread</table>",
            ["Noon | soup", "Night | bread"],
        ),
        ("<figure><blockquote><p>We wait.</p></blockquote></figure>", ["We wait."]),
        ("<figure><pre>north-west 9</pre></figure>", ["north-west 9"]),
        ("<div class=callout><p>Tickets stay valid until the end of the month.</p></div>", None),
        ("<dl><dt>Gale</dt><dd>wind of force 8</dd></dl>", ["Gale", "wind of force 8"]),
        ("<div><div><span>“Nobody moves.”</span></div></div>", []),
    ],
)
def test_what_stands_between_paragraphs(markup: str, expected: list[str] | None) -> None:
    found = paragraphs(f"<div>{p(FIRST, SECOND)}{markup}{p(THIRD, FOURTH)}</div>")
    if expected is None:
        expected = {"<p>S": ["Shelter is given here:", "The school", "The inn"]}.get(
            markup[:4], ["Tickets stay valid until the end of the month."]
        )
    assert found == [FIRST, SECOND, *expected, THIRD, FOURTH]


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=share-bar><a href=/s>Share</a> <a href=/p>Post</a></div>",
        "<aside class=newsletter><p>Get the news of the islands by mail every morning, free of charge.</p></aside>",
        "<div class='ad-slot'><p>Mattresses from 99 crowns, only until Sunday at the old dairy.</p></div>",
        "<div class=related><h3>Related</h3><ul><li><a href=/1>Fares rise again</a></li></ul></div>",
        "<h3>Read also</h3><ul><li><a href=/1>Fares rise again</a></li></ul>",
        "<figure><img src=a.jpg><figcaption>The pier at noon. Photo: Island Post</figcaption></figure>",
    ],
)
def test_what_is_no_part_of_it(markup: str) -> None:
    assert paragraphs(f"<article>{p(FIRST, SECOND)}{markup}{p(THIRD, FOURTH)}</article>") == [
        FIRST,
        SECOND,
        THIRD,
        FOURTH,
    ]


def test_short_lines_in_nested_boxes() -> None:
    def line(text: str) -> str:
        return f"<div class=m><div class=l><span>{text}</span></div></div>"

    texts = [FIRST, "“Now?”", SECOND, "She nodded.", THIRD]
    assert paragraphs("<div class=chapter>" + "".join(map(line, texts)) + "</div>") == texts


def test_links_that_a_sentence_announces_end_an_article() -> None:
    links = "<ul><li><a href=/a>The school</a></li><li><a href=/b>The inn</a></li></ul>"
    found = paragraphs(f"<article>{p(FIRST, SECOND, THIRD, 'Shelter is given here:')}{links}</article>")
    assert found == [FIRST, SECOND, THIRD, "Shelter is given here:", "The school", "The inn"]


NOTES = """<html><body><main><h1>The weir</h1><div class="body">
<p>The weir was built by two brothers in a single dry summer.</p>
<p>It has been mended nine times since then, the last time after the flood.</p><ul><li>Length: 41 metres</li></ul>
<div class="reflist"><ol class="references"><li>J. Arnott, 1998.</li><li>Parish records, box 4.</li></ol></div>
</div></main></body></html>"""
LETTER = """<html><body><table><tr><td><table><tr><td><h1>The weir</h1></td></tr>
<tr><td><p>The weir was built by two brothers in a single dry summer, and has been mended nine times.</p></td></tr>
<tr><td><p>This week there are two walks along the water:</p>
<ul><li>Monday at nine</li><li>Friday at six</li></ul></td></tr>
<tr><td><p>You get this letter because you asked for it. Unsubscribe at any time.</p>
<p>All rights reserved.</p></td></tr>
</table></td></tr></table></body></html>"""


def test_a_list_of_sources_is_not_the_end_of_an_article() -> None:
    text = read_html(NOTES).text
    assert text.endswith("Length: 41 metres")


def test_a_letter_in_tables_is_read_like_a_page_and_without_its_imprint() -> None:
    assert read_html(LETTER).text.split("\n\n")[1:] == [
        "This week there are two walks along the water:",
        "Monday at nine",
        "Friday at six",
    ]
