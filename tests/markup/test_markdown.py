"""Markdown keeps its structure, links, code and emphasis; what was text is text again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.markup.markdown import read_marked_down
from tests.markup.test_html import MODELS, WORDS, Lettering, Modelled
from tests.markup.translating import translate
from tests.support.fake_engines import FakeTranslator


def upper(text: str) -> str:
    [output] = translate([read_marked_down(text)], Lettering()).texts
    return output


CASES = [
    ("# One *two*\n\nThree.\n", "# ONE *TWO*\n\nTHREE.\n"),
    ("One\n===\n\ntwo\n", "ONE\n===\n\nTWO\n"),
    ("# closed #\n", "# CLOSED #\n"),
    ("a **b _c_ d** e", "A **B _C_ D** E"),
    ("***both*** here", "***BOTH*** HERE"),
    ("~~gone~~ now", "~~GONE~~ NOW"),
    ("wrapped\nline", "WRAPPED LINE"),
    ("hard  \nbreak\\\nhere", "HARD  \nBREAK\\\nHERE"),
    ("*hard  \nbreak* here", "<em>HARD  \nBREAK</em> HERE"),
    ("> quoted\n> text  \n> more\n>\n> > deep", "> QUOTED TEXT  \n> MORE\n>\n> > DEEP"),
    ("- one\n- two\n\n  more of two\n    1. deep\n", "- ONE\n- TWO\n\n  MORE OF TWO\n    1. DEEP\n"),
    ("- [ ] to do\n- [x] done", "- [ ] TO DO\n- [x] DONE"),
    ("a [link *here*](/x_y_z \"title\") b", "A [LINK *HERE*](/x_y_z \"title\") B"),
    ("a [link][r] b\n\n[r]: /x\n", "A [LINK][r] B\n\n[r]: /x\n"),
    ("a [short] and [c][]\n\n[short]: /x\n[c]: /y\n", "A [SHORT][short] AND [C][c]\n\n[short]: /x\n[c]: /y\n"),
    ("![a cat](cat.png) sat", "![A CAT](cat.png) SAT"),
    ("[![a cat](cat.png)](/x) sat", "[![A CAT](cat.png)](/x) SAT"),
    ("use `code *x*` and ``a`b``", "USE `code *x*` AND ``a`b``"),
    ("    indented code\n\ntext", "    indented code\n\nTEXT"),
    ("```\nfenced\n```\ntext", "```\nfenced\n```\nTEXT"),
    ("<https://a.example/x> and https://a.example/a_b_", "<https://a.example/x> AND https://a.example/a_b\\_"),
    ("| a | b |\n|--|:-:|\n| c *d* | `e` |\n| f \\| g | |\n", "| A | B |\n|--|:-:|\n| C *D* | `e` |\n| F \\| G | |\n"),
    ("<div id=x>\n<p>html <b>text</b></p>\n</div>\n\ntext", "<div id=x>\n<p>HTML <b>TEXT</b></p>\n</div>\n\nTEXT"),
    ("press <kbd>Ctrl</kbd> or <b>go</b><br>on", "PRESS <kbd>Ctrl</kbd> OR <b>GO</b><br>ON"),
    ("5 * 3 and a_b and \\*x\\*", "5 \\* 3 AND A_B AND \\*X\\*"),
    ("a &amp; b &lt;b&gt; &copy;", "A & B \\<B> ©"),
    ("1986\\. A year\n\n\\# no heading", "1986\\. A YEAR\n\n\\# NO HEADING"),
    ("note[^1] here\n\n[^1]: the note", "NOTE[^1] HERE\n\n[^1]: THE NOTE"),
    ("---\ntitle: keep\n---\ntext", "---\ntitle: keep\n---\nTEXT"),
    ("a\r\nb\r\n\r\nc", "A B\r\n\r\nC"),
    ("***\n\ntext\n\n---\n", "***\n\nTEXT\n\n---\n"),
    ("<!-- comment -->\n\ntext <!-- c --> more", "<!-- comment -->\n\nTEXT <!-- c --> MORE"),
    ("2024\n\n- 5 %\n- \n", "2024\n\n- 5 %\n- \n"),
    ("hello {name} and {{ x }}", "HELLO {name} AND {{ x }}"),
    ("unclosed **bold and [link", "UNCLOSED \\*\\*BOLD AND \\[LINK"),
    ("same\n\nsame\n\nsame", "SAME\n\nSAME\n\nSAME"),
    ("\ttab code\n\n-\ttab item", "\ttab code\n\n-\tTAB ITEM"),
    ("one ![`](a.png)``", "ONE ![`](a.png)&#96;&#96;"),
    ("<b>_</b>*_*", "<b>_</b>*_*"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_hard_cases(text: str, expected: str) -> None:
    assert upper(text) == expected


def test_emphasis_follows_its_words() -> None:
    engine = FakeTranslator(dictionary={"uk": WORDS})
    [text] = translate([read_marked_down("Read [the report](/r) before you **sign** it.")], engine).texts
    assert text == "Перш ніж **підписати**, прочитайте [звіт](/r)."


def test_emphasis_that_its_signs_cannot_say_is_written_as_html() -> None:
    engine = FakeTranslator(dictionary={"zh": {"The word stop ends.": "词停止结束。", "stop": "停止"}})
    [text] = translate([read_marked_down("The word _stop_ ends.")], engine, "zh").texts
    assert text == "词<em>停止</em>结束。"


def test_many_items_come_back_in_place_and_in_number() -> None:
    text = "".join(f"- item **{number % 7}**\n" for number in range(500))
    assert upper(text) == text.replace("item", "ITEM")


TEXTS = st.sampled_from(
    ["one ", "two words", " three.", "Four", " 5 ", "{name}", " ", "\n", "\\*", "&lt;", "_", "*", "`", "[x]", "<b>"]
)
STARTS_OF_LINES = st.sampled_from(["https://a.example/?x=1", "1. ", "# ", "> ", "| "])
SIGNS = st.sampled_from(["*…*", "**…**", "_…_", "~~…~~", "[…](/x?y=1)", "`…`", "![…](a.png)", "<b>…</b>"])


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(SIGNS, st.lists(inner, max_size=4)).map(lambda made: made[0].replace("…", "".join(made[1])))


INLINE = st.lists(st.recursive(st.one_of(TEXTS, STARTS_OF_LINES), around, max_leaves=8), min_size=1, max_size=4).map(
    "".join
)
BLOCKS = st.tuples(st.sampled_from(["", "# ", "- ", "1. ", "> ", "    ", "| a | ", "```\n", "- - "]), INLINE).map(
    "".join
)
DOCUMENTS = st.lists(BLOCKS, max_size=5).map("\n\n".join)
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SAME = {"del": "s", "i": "em"}


def structure(text: str) -> Counter[str]:
    """The tags of what the text is shown as, and its code; but not emphasis, which may be empty, and line breaks."""
    shown = PARSER.render(text)
    tags = re.findall(r"</?([a-z0-9]+)", shown)
    found = Counter(SAME.get(tag, tag) for tag in tags if tag not in ("em", "strong", "s", "del"))
    return found + Counter(re.findall(r"<code>.*?</code>|href=\"[^\"]*\"|src=\"[^\"]*\"", shown, re.DOTALL))


def shown(source: str) -> str:
    """The text, without white space."""
    return "".join(re.sub(r"<[^>]*>", "", PARSER.render(source)).split())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(DOCUMENTS, st.sampled_from(MODELS))
def test_whatever_a_model_says_the_structure_stays(text: str, model: Callable[[str], str]) -> None:
    [output] = translate([read_marked_down(text)], Modelled(model)).texts
    assert structure(output) == structure(text)
    assert "<script" not in PARSER.render(output)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(DOCUMENTS)
def test_a_model_that_changes_nothing_changes_nothing_that_is_seen(text: str) -> None:
    [output] = translate([read_marked_down(text)], Modelled(lambda segment: segment)).texts
    assert shown(output) == shown(text)
