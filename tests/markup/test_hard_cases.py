"""Sixty hard texts with markup, each by every model that misbehaves: nothing is lost, made, or brought to life."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from io import StringIO

import pytest
from lxml import etree

from service.markup.html import read_html
from service.markup.html_tokens import html_tokens
from service.markup.markdown import read_marked_down
from tests.markup.test_html import MODELS, Modelled, kept, skeleton
from tests.markup.test_markdown import PARSER, structure
from tests.markup.translating import translate

HTML = [
    "<p>The <b>red <i>and <u>very <s>old</s></u></i></b> house.</p>",
    "<p>The <b></b>house<i> </i>stands.</p>",
    "<p><b><b><b>Thrice</b></b></b> bold.</p>",
    "<p><a href='/1'>One</a><a href='/2'>two</a><a href='/3'>three</a></p>",
    "<p>Read <em>all of <a href='/r' rel=nofollow>the <strong>long</strong> report</a> now</em>.</p>",
    "<p><em>Before <a href='/x'>link</em> after</a> the end.</p>",
    "<b>Bold <p>starts a paragraph</b> and ends</p>",
    "<p>Stray </i> end and <i>stray start</p><p>Next.</p>",
    "<p>Unclosed <b>bold<p>Still <a href=x>here",
    "<table><caption>All trains</caption><tr><th scope=col>From<th>To<tr><td>Kyiv<td><b>Lviv</b></table>",
    "<table><tr><td></td><td>&nbsp;</td><td>one</td></tr><tr><td rowspan=2>two</td></tr></table>",
    "<table><tr><td><table><tr><td>deep <i>cell</i></td></tr></table></td></tr></table>",
    "<dl><dt>Term</dt><dd>Its <code>x &lt; 1</code> meaning.</dd></dl>",
    "<p>Call <code>f(<b>x</b>)</code>, then <code></code> and <code>&lt;script&gt;</code>.</p>",
    "<pre><code>if a &lt; b:\n    go()\n</code></pre><p>Then go.</p>",
    "<p>Press <kbd>Ctrl</kbd>+<kbd>Alt</kbd> for <var>n</var> times <samp>ok</samp>.</p>",
    '<p dir="rtl" lang="ar">مرحبا <b dir="ltr">hello</b> بالعالم.</p>',
    '<p>Left &rlm;שלום <bdi>name</bdi> <bdo dir="rtl">right</bdo> end.</p>',
    "<p>A &amp;lt;b&amp;gt; and &#60;b&#62; and &#x3c;b&#x3e; stay text.</p>",
    "<p>AT&T, R&D; &copy &notanentity; &#0; &#x110000; &hellip;</p>",
    "<p>One<!-- <b>not bold</b> -->two <!---->three<!--> four --></p>",
    "<p>Conditional <!--[if IE]><b>old</b><![endif]--> here.</p>",
    "<p>Two\u00a0words and\u200bzero width and\u00adhyphen.</p>",
    "<p lang=x>Text <img alt=\"it's a <cat>\" src=a.png onerror='x()'> more.</p>",
    "<p>Same <b>word</b> same <b>word</b> same <b>word</b> same <i>word</i>.</p>",
    "<p>One <b>two.</b> Three <b>four. Five</b> six. <b>Seven.</b></p>",
    "<p><span class=a><span class=b>Nested</span> spans</span> <span translate=no>Stay <b>so</b></span>.</p>",
    "<p>Line one<br>line <b>two<br>line three</b><br><br>end.</p>",
    "<ul><li>One<ul><li>deep<li>deeper</ul><li><p>two</p></ul>",
    "<p>E = mc<sup>2</sup>, H<sub>2</sub>O, the 21<sup>st</sup>, a note<sup><a href='#n'>[3]</a></sup>.</p>",
    "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> is read so.",
    "<p>Write to <a href='mailto:a@b.example?subject=x&amp;y'>a@b.example</a> or {name} at https://b.example/<b>x</b>.</p>",
    "<script>if (a<b) document.write('<p>no</p>')</script><p>Yes.</p><template><p>tpl</p></template>",
    "<p>Math <math><mi>x</mi><mo>&lt;</mo><mn>2</mn></math> and <svg><title>dot</title></svg> inline.</p>",
    "<p>a<b>b</b>c<i>d</i>e without spaces</p>",
    "<P CLASS=X>Upper <B>case</B> tags <BR/> and <Img Src=a></P>",
    '<p>Attributes <a href=a?b=1&c=2 data-x=\'{"a": "<b>"}\' disabled>raw</a> stay.</p>',
    "text < b > text <b text> <3 <- -> </ b> <",
]
MARKDOWN = [
    "Image ![`](a.png) with a backtick `code` after.",
    '![a `b` c](a.png "ti`tle") and ``a ` b``',
    "*a <b>b* c</b> d",
    "**bold *both** italic* text",
    "***one** two* and **one *two***",
    "_snake_case_ and file_name_here and __init__",
    '[link with `code` and **bold**](/x "t") end',
    "[![pic](p.png) and *text*](/x) end",
    "[ref *a*][R] and [R] and [] and [x](<a b> 'c')\n\n[R]: /r 'title'\n",
    "*[link](/x)* **[link](/y)** ~~[link](/z)~~",
    "# Heading with `code` and *stress* #\n\nText\n----\n",
    "| a | *b* |\n|:--|--:|\n| `x \\| y` | [l](/x) |\n| | |\n",
    "> quote *one*\nlazy line\n\n> - item\n>   more\n",
    "1. one\n2. two\n\n   ```py\n   x = '*'\n   ```\n3. three\n",
    "- a\n\n      code in item\n- b\n",
    "Line with two spaces  \nand backslash\\\nend",
    "&lt;script&gt;alert(1)&lt;/script&gt; and \\<script>x\\</script>",
    "<div>\n*not* markdown <b>here</b>\n</div>\n\n*markdown* here",
    "Text <!-- *c* --> and <span title='a *b*'>span *x*</span>",
    "مرحبا **بالعالم** و [رابط](/x)",
    "1986. Year\n\n+ plus\n\n\\- no item",
    "a\\*b\\_c\\`d\\[e\\]f",
    "[x]: /not-used\n\nOnly [y] and [x].",
    "~~~\n```\n~~~\nafter *fence*",
    "`` ` `` and ``` `` ``` and `a\nb`",
    "A <https://a.example/?a=1&b=*2*> and <me@b.example> end",
    "* * *\n\n*one* * two *\n\n***",
    "Footnote[^a], *another*[^b]; [^c] none.",
    '[a](javascript:alert(1)) and ![b](x"onerror=alert(1))',
]


def by(model_number: int, text: str, *, markdown: bool = False) -> str:
    read = read_marked_down if markdown else read_html
    [output] = translate([read(text)], Modelled(MODELS[model_number])).texts
    return output


def shown(html: str) -> str:
    """All that is text, without white space and what nobody sees."""
    tokens = (html[token.start : token.end] for token in html_tokens(html) if token.kind == "text")
    return "".join(each for each in "".join(unescape("".join(tokens)).split()) if unicodedata.category(each) != "Cf")


def same(read_text: str, *, markdown: bool = False) -> str:
    read = read_marked_down if markdown else read_html
    [output] = translate([read(read_text)], Modelled(lambda segment: segment)).texts
    return output


def elements(html: str) -> list[str]:
    """The elements that a parser of pages makes of it."""
    tree = etree.parse(StringIO(f"<body>{html}</body>"), etree.HTMLParser(recover=True, encoding="utf-8"))
    return sorted(str(each.tag) for each in tree.iter() if isinstance(each.tag, str))


def test_there_are_sixty() -> None:
    assert len({*HTML, *MARKDOWN}) >= 60


@pytest.mark.parametrize("html", HTML)
def test_no_model_breaks_a_page(html: str) -> None:
    for number in range(len(MODELS)):
        output = by(number, html)
        assert skeleton(output) == skeleton(html), number
        assert kept(output) == kept(html), number
        assert elements(output).count("script") == elements(html).count("script"), number


@pytest.mark.parametrize("html", HTML)
def test_a_page_that_nobody_changes_says_the_same(html: str) -> None:
    assert shown(same(html)) == shown(html)
    assert elements(same(html)) == elements(html)


@pytest.mark.parametrize("text", MARKDOWN)
def test_no_model_breaks_markdown(text: str) -> None:
    for number in range(len(MODELS)):
        output = by(number, text, markdown=True)
        assert structure(output) == structure(text), number
        assert "<script" not in PARSER.render(output), number


@pytest.mark.parametrize("text", MARKDOWN)
def test_markdown_that_nobody_changes_says_the_same(text: str) -> None:
    def read(source: str) -> str:
        return "".join(re.sub(r"<[^>]*>", "", PARSER.render(source)).split())

    assert read(same(text, markdown=True)) == read(text)


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "</title><b>",
    "]]><b/>",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_model_says_is_text_in_every_place(attack: str) -> None:
    page = (
        '<title>One</title><meta name="description" content="two"><p title="three">Four '
        '<a href="/x" aria-label=five>six</a>'
        '<img alt="seven" src="a.png"><input placeholder=\'eight\'><input type=submit value=nine></p>'
    )
    [output] = translate([read_html(page)], Modelled(lambda segment: attack)).texts
    assert elements(output) == elements(page)
    assert output.count("<") == page.count("<")


@pytest.mark.parametrize("source", ["&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;img src=x onerror=alert(1)&#62;"])
def test_what_was_escaped_stays_so(source: str) -> None:
    for number in range(len(MODELS)):
        output = by(number, f"<p>{source} is <b>{source}</b>.</p>")
        assert output.count("<") == 4 and skeleton(output) == skeleton("<p><b></b></p>")
