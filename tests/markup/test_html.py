"""HTML keeps its tags, attributes, comments and white space; only what a reader reads is translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.engines.base import Decoding, Hypothesis
from service.markup.html import read_html
from service.markup.html_tokens import html_tokens
from service.types import Pair
from tests.markup.translating import translate
from tests.support.fake_engines import FakeTranslator


class Lettering(FakeTranslator):
    """Writes words in capitals and leaves all else."""

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(segment.upper(), 1)] for segment in segments]


WORDS = {
    "The red house is near the park.": "Червоний будинок стоїть біля парку.",
    "red house": "червоний будинок",
    "park": "парк",
    "Read the report before you sign it.": "Перш ніж підписати, прочитайте звіт.",
    "the report": "звіт",
    "sign": "підпишіть",
    "The mayor of Kyiv spoke.": "Мер Києва виступив.",
    "Kyiv": "Київ",
}


def upper(html: str, target: str = "uk") -> str:
    [text] = translate([read_html(html)], Lettering(), target).texts
    return text


def placed(html: str) -> str:
    [text] = translate([read_html(html)], FakeTranslator(dictionary={"uk": WORDS})).texts
    return text


CASES = [
    ("<p>One <b>two</b> three.</p>", "<p>ONE <b>TWO</b> THREE.</p>"),
    ("<p>One <b><i>two</i> three</b>.</p>", "<p>ONE <b><i>TWO</i> THREE</b>.</p>"),
    (
        '<p>See <em><a href="/a?b=1&amp;c=2">this page</a></em>!</p>',
        '<p>SEE <em><a href="/a?b=1&amp;c=2">THIS PAGE</a></em>!</p>',
    ),
    ("<p><b>All of it.</b></p>", "<p><b>ALL OF IT.</b></p>"),
    ("<p><b>One. Two words</b> here. And more.</p>", "<p><b>ONE. TWO WORDS</b> HERE. AND MORE.</p>"),
    (
        "<ul>\n  <li>one</li>\n\n  <li></li>\n  <li>one</li>\n</ul>",
        "<ul>\n  <li>ONE</li>\n\n  <li></li>\n  <li>ONE</li>\n</ul>",
    ),
    ("<p>\n  wrapped\n  text </p>", "<p>\n  WRAPPED TEXT </p>"),
    ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<p>&lt;SCRIPT&gt;ALERT(1)&lt;/SCRIPT&gt;</p>"),
    ("<p>a &amp;lt; b &copy; c&nbsp;d</p>", "<p>A &amp;LT; B © C D</p>"),
    ("<p>1 < 2 and 3 > 2</p>", "<p>1 &lt; 2 AND 3 &gt; 2</p>"),
    ("<p>Use <code>if x &lt; y</code> here.</p>", "<p>USE <code>if x &lt; y</code> HERE.</p>"),
    ("<p>Press <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>", "<p>PRESS <kbd>Ctrl</kbd>+<kbd>C</kbd>.</p>"),
    ("<pre>  keep\n me</pre><p>not me</p>", "<pre>  keep\n me</pre><p>NOT ME</p>"),
    ("<script>var a = '<p>x</p>';</script><p>x</p>", "<script>var a = '<p>x</p>';</script><p>X</p>"),
    ("<style>p { color: red }</style>text", "<style>p { color: red }</style>TEXT"),
    ('<p>He is <span translate="no">Big Ben</span> now.</p>', '<p>HE IS <span translate="no">Big Ben</span> NOW.</p>'),
    ('<div class="a notranslate b"><p>keep</p></div>go', '<div class="a notranslate b"><p>keep</p></div>GO'),
    ('<img src="a.png" alt="a red &quot;cat&quot;">', '<img src="a.png" alt="A RED &quot;CAT&quot;">'),
    ("<img alt=cat src=a.png>", '<img alt="CAT" src=a.png>'),
    ("<img alt='a <b>'>", '<img alt="A &lt;B&gt;">'),
    ('<input placeholder="your name" value="x" type="text">', '<input placeholder="YOUR NAME" value="x" type="text">'),
    ('<input type="submit" value="send">', '<input type="submit" value="SEND">'),
    ('<button aria-label="close it" title="now">x</button>', '<button aria-label="CLOSE IT" title="NOW">X</button>'),
    ('<a title="see it" href="#">here</a> ok', '<a title="SEE IT" href="#">HERE</a> OK'),
    (
        '<meta name="description" content="a page"><meta name="author" content="ann">',
        '<meta name="description" content="A PAGE"><meta name="author" content="ann">',
    ),
    ('<p>text <img src="a.png"> more</p>', '<p>TEXT <img src="a.png"> MORE</p>'),
    ("<p>one<br>two<br/>three</p>", "<p>ONE<br>TWO<br/>THREE</p>"),
    (
        "<p>fact<sup><a href='#1'>[1]</a></sup> here.<sup>2</sup></p>",
        "<p>FACT<sup><a href='#1'>[1]</a></sup> HERE.<sup>2</sup></p>",
    ),
    ("<p>CO<sub>2</sub> rises</p>", "<p>CO<sub>2</sub> RISES</p>"),
    ("<p>a <!-- no > text --> b</p><!-- x -->", "<p>A <!-- no > text --> B</p><!-- x -->"),
    ("<!DOCTYPE html>\n<title> a &amp; b </title>", "<!DOCTYPE html>\n<title> A &amp; B </title>"),
    ('<html lang="en-GB"><body>hi</body></html>', '<html lang="uk"><body>HI</body></html>'),
    ("<html><body>hi", '<html lang="uk"><body>HI'),
    ('<p lang="en">hi <i lang="la">ave</i></p>', '<p lang="uk">HI <i lang="la">AVE</i></p>'),
    ("<p>one<p>two", "<p>ONE<p>TWO"),
    ("<p>a <b>b</p><p>c</b> d</p>", "<p>A <b>B</p><p>C</b> D</p>"),
    ("<b>a <i>b</b> c</i> d", "<b>A <i>B</b> C</i> D"),
    ("text </p> more </span>", "TEXT </p> MORE </span>"),
    ("<p>a <unknown-tag x=1>b</unknown-tag> c", "<p>A <unknown-tag x=1>B</unknown-tag> C"),
    ("<p title=\"a>b\" class='x>y'>t</p>", "<p title=\"A&gt;B\" class='x>y'>T</p>"),
    ("<p>cut <b", "<p>CUT <b"),
    ('<p>cut <a href="x>y', '<p>CUT <a href="x>y'),
    ("<a/href=x/>t</a>", "<a/href=x/>T</a>"),
    ("<>t</>", "&lt;&gt;T</>"),
    ("a <? php ?> b", "A <? php ?> B"),
    ("<a><div>block in link</div></a>", "<a><div>BLOCK IN LINK</div></a>"),
    ("<table><tr><td>a</td><td><b>b</b> c</td></tr></table>", "<table><tr><td>A</td><td><b>B</b> C</td></tr></table>"),
    (
        "<select><option>a</option><option value='b'>b</option></select>",
        "<select><option>A</option><option value='b'>B</option></select>",
    ),
    ("<textarea>mine</textarea> t", "<textarea>mine</textarea> T"),
    ("<noscript><p>off</p></noscript>t", "<noscript><p>off</p></noscript>T"),
    ("<svg><text>x</text></svg> t", "<svg><text>x</text></svg> T"),
    ("<p>2024</p><p> </p><p>5 %</p>", "<p>2024</p><p> </p><p>5 %</p>"),
    (
        "<p>mail <a href='mailto:a@b.example'>a@b.example</a> now</p>",
        "<p>MAIL <a href='mailto:a@b.example'>a@b.example</a> NOW</p>",
    ),
    ("<p>{name} likes <b>{{x}}</b></p>", "<p>{name} LIKES <b>{{x}}</b></p>"),
    ("<p><b> a </b><i>b</i></p>", "<p> <b>A</b> <i>B</i></p>"),
    ("<p><b></b>a<i></i></p>", "<p><b></b>A<i></i></p>"),
    ("<p><span class=cap>O</span>nce more</p>", "<p><span class=cap>O</span>NCE MORE</p>"),
    ("<P>Big <B>tags</B></P>", "<P>BIG <B>TAGS</B></P>"),
    ("<p>a<wbr>b c</p>", "<p>A<wbr>B C</p>"),
    ("<q>said</q>, he", "<q>SAID</q>, HE"),
    ("<script><!-- <script> </script> --> </script>t", "<script><!-- <script> </script> --> </script>T"),
    ("<!-->a<!--->b", "<!-->A<!--->B"),
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_hard_cases(html: str, expected: str) -> None:
    assert upper(html) == expected


def test_the_direction_is_set_where_the_target_is_written_the_other_way() -> None:
    assert (
        upper('<html dir="ltr"><p dir="ltr">a</p></html>', "ar")
        == '<html lang="ar" dir="rtl"><p dir="rtl">A</p></html>'
    )
    assert upper("<html class=x>a", "ar") == '<html lang="ar" class=x dir="rtl">A'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "The <b>red house</b> is near the <i>park</i>.",
            "<b>Червоний будинок</b> стоїть біля <i>парку</i>.",
        ),
        (
            'Read <a href="r">the report</a> before you <b>sign</b> it.',
            'Перш ніж <b>підписати</b>, прочитайте <a href="r">звіт</a>.',
        ),
        ("The mayor of <a>Kyiv</a> spoke.", "Мер <a>Києва</a> виступив."),
        ("The mayor of Kyiv<!--1--> spoke.", "Мер Києва<!--1--> виступив."),
    ],
)
def test_markup_follows_its_words(html: str, expected: str) -> None:
    assert placed(html) == expected


def test_ten_thousand_items_come_back_in_place_and_in_number() -> None:
    html = "<ul>" + "<li>item</li><li></li>" * 5000 + "</ul>"
    assert upper(html) == html.replace("item", "ITEM")


TEXTS = st.sampled_from(
    [
        "one ",
        "two words",
        " three.",
        "Four",
        " 5 ",
        "&lt;b&gt;",
        "&amp;amp;",
        "{name}",
        " ",
        "\n",
        "a&nbsp;b",
        "https://a.example/?x=1",
    ]
)
INLINE = ["b", "i", "a href='/x?y=1'", "span class=k", "em", "code", "kbd", "sup", "x-y", "span translate=no"]
BLOCK = ["p", "div id=1", "li", "td", "h2", "blockquote", "pre"]
VOIDS = st.sampled_from(
    ["<br>", "<img src=a alt='the cat'>", "<!-- c -->", "<wbr>", "<hr>", "<script>x<y</script>", "</b>", "<i>"]
)


def element(tags: list[str]) -> Callable[[st.SearchStrategy[str]], st.SearchStrategy[str]]:
    def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(st.sampled_from(tags), st.lists(inner, max_size=4)).map(
            lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0].split()[0]}>"
        )

    return around


DOCUMENTS = st.lists(
    st.recursive(st.one_of(TEXTS, TEXTS, VOIDS), element([*INLINE, *BLOCK]), max_leaves=12), max_size=6
).map("".join)
MODELS: list[Callable[[str], str]] = [
    str.upper,
    lambda text: " ".join(reversed(text.split())),
    lambda text: "Нічого спільного, <script>alert(1)</script> & 'це' \"все\".",
    lambda text: "",
    lambda text: f"{text} {text}",
    lambda text: text.replace(" ", "").replace("{", ""),
]


class Modelled(FakeTranslator):
    def __init__(self, model: Callable[[str], str]) -> None:
        super().__init__()
        self._model = model

    def translate(self, segments: Sequence[str], pair: Pair, decoding: Decoding) -> list[list[Hypothesis]]:
        return [[Hypothesis(self._model(segment), 1)] for segment in segments]


def skeleton(html: str) -> Counter[str]:
    """Every tag, comment and element without text, but for attributes that are translated."""
    found = (html[token.start : token.end] for token in html_tokens(html) if token.kind != "text")
    return Counter(re.sub(r"alt=('[^']*'|\"[^\"]*\")", "alt", each) for each in found)


def kept(html: str) -> list[str]:
    return sorted(re.findall(r"<(?:code|kbd|pre)>.*?</(?:code|kbd|pre)>", html, re.DOTALL))


def shown(html: str) -> str:
    """The text, without white space."""
    texts = (html[each.start : each.end] for each in html_tokens(html) if each.kind == "text")
    return "".join(unescape("".join(texts)).split())


@settings(max_examples=120, deadline=None, derandomize=True)
@given(DOCUMENTS, st.sampled_from(MODELS))
def test_whatever_a_model_says_no_markup_is_lost_or_made(html: str, model: Callable[[str], str]) -> None:
    [output] = translate([read_html(html)], Modelled(model)).texts
    assert skeleton(output) == skeleton(html)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(DOCUMENTS)
def test_a_model_that_changes_nothing_changes_nothing_that_is_seen(html: str) -> None:
    [output] = translate([read_html(html)], Modelled(lambda text: text)).texts
    assert shown(output) == shown(html)
    assert kept(output) == kept(html)


@given(st.text(alphabet="<>!-/ab=\"' scriptSCRIPT\n&;", max_size=80))
def test_tokens_joined_are_the_document(html: str) -> None:
    assert "".join(html[token.start : token.end] for token in html_tokens(html)) == html
