from __future__ import annotations

import pytest

from service.articles.blocks import blocks
from service.errors import FileTooLarge
from tests.support.growth import grows


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("", []),
        ("<!-- nothing -->", []),
        ("plain words", ["plain words"]),
        ("<title>t</title><article><p>a</article><p>b", ["a", "b"]),
        ("<meta charset=utf-8><main>a</main> b <p>c", ["a", "b", "c"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<h1>A <i>b</i>c</h1>tail<p>d&nbsp;e\n  f</p>", ["A bc", "tail", "d e f"]),
        ("<p>a<br>b<br/> <br>c</p>", ["a b", "c"]),
        ("<ul><li>a<ol><li>b</ol>c<li>d</ul>", ["a", "b", "c", "d"]),
        ("<dl><dt>word<dd>meaning</dl>", ["word", "meaning"]),
        ("<pre>a\n  b\n \nc</pre>d\n\ne", ["a b", "c", "d e"]),
        ("<blockquote>said<p>again</blockquote>so", ["said", "again", "so"]),
        ("<p>long<wbr>word so\u00adft and ze\u200bro</p>", ["longword soft and zero"]),
        ("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp></ruby>京</p>", ["東京"]),
        ("<p>a\x00b\x1bc \ud800</p>", ["abc \ufffd"]),
        ("<p>a <?php echo 1 ?>b <!-- c -->d</p>", ["a b d"]),
        ("<h2><button>Question?</button></h2><button>Share</button>", ["Question?"]),
    ],
)
def test_a_string_a_block(markup: str, expected: list[str]) -> None:
    assert blocks(markup) == expected


def test_rows_of_data_are_lines_and_columns_of_text_are_not() -> None:
    data = "<table><tr><th>City<th>People<tr><td><p>Lviv</p><td>717,000<tr><td>Dnipro<td><td>968,000</table>"
    assert blocks(data) == ["City | People", "Lviv | 717,000", "Dnipro | 968,000"]
    columns = "<table><tr><td><p>Left.</p><p>More.</p><td>Right.<tr><td>" + "word " * 50 + "<td>short</table>"
    assert blocks(columns) == ["Left.", "More.", "Right.", ("word " * 50).strip(), "short"]


def test_a_chapter_in_xhtml_with_elements_closed_in_themselves() -> None:
    chapter = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title/>'
        '<script src="a.js"/><style/></head><body><h1>I</h1><a id="p1"/><p>It rained.<br/>All day.</p></body></html>'
    )
    assert blocks(chapter) == ["I", "It rained. All day."]


def test_deep_elements_are_read_and_deeper_ones_refused() -> None:
    assert blocks("<div>" * 2000 + "deep" + "</div>" * 2000 + "<p>after") == ["deep", "after"]
    with pytest.raises(FileTooLarge) as raised:
        blocks("<div>" * 10_000 + "deep", field="html")
    assert raised.value.errors[0].field == "html"


def test_a_long_attribute_hides_nothing() -> None:
    assert blocks(f'<p title="{"x" * 11_000_000}">before</p><p>after') == ["before", "after"]


def test_time_is_linear() -> None:
    part = "<p>Some <b>words</b> of a <span class=x>long</span> text.</p><table><tr><td>1<td>2</table>"
    assert len(blocks(part * 20_000)) == 40_000
    assert not grows(blocks, lambda many: part * many, 1_250)
