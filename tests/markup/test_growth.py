"""No document makes its reading or writing take more than linear time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from service.markup.document import MarkedText
from service.markup.gettext_catalog import read_gettext
from service.markup.glossary import Glossary
from service.markup.html import read_html
from service.markup.html_tokens import html_tokens
from service.markup.markdown import read_marked_down
from service.markup.office_runs import WORD, read_office_xml
from service.markup.open_document import read_open_document
from service.markup.placement import Placement
from service.markup.plain import read_plain
from service.markup.sentinels import complete, forms, read_back
from service.markup.subtitles import read_subtitles
from service.markup.units import TranslatedUnit, units_of
from service.markup.writing import write_document
from service.markup.xliff import read_xliff
from service.types import GlossaryTerm, Pair
from tests.support.adversarial import REPEATED, text_of
from tests.support.growth import growing


def way_of_plain_text(text: str) -> object:
    [block] = read_plain(text, ("a*b", "news")).parts
    units = units_of(block, "en")  # type: ignore[arg-type]
    return [complete(unit, read_back(unit, form, form[::2])) for unit in units for form in forms(unit)]


def word(xml: str) -> object:
    return read_office_xml(xml, WORD)


def way_of_html(html: str) -> object:
    return way_of(read_html(html, ("news",)))


def way_of_markdown(text: str) -> object:
    return way_of(read_marked_down(text, ("news",)))


def way_of(document: MarkedText) -> object:
    placed = []
    for block in document.blocks():
        units = units_of(block, "en")
        placement = Placement(block, units)
        outputs = [TranslatedUnit(unit.text, unit.pieces) for unit in units]
        placed.append(placement.place(outputs, dict.fromkeys(placement.phrases(), "x"), Pair("en", "uk")))
    return write_document(document, placed, Pair("en", "uk"))


HOSTILE = (
    "<", "<a ", "<a b='", "</", "<!--", "<!-", "<a>", "<b>x", "</b>", "<b>x</b> ", "<p>", "<script>", "<script><!--",
    "<svg>", "<title>", "&", "&amp;", "<!", "<? ", "<a b=c d>", "<code>x", "<code>x</code>", "<sup>1</sup>y ", "<br>",
    "<img alt=x>", "<b><i>x </b></i>", "x. <b>y.</b> ", "<sup>", "</p><b>", "<span translate=no>", "<p title='a'>x ",
)  # fmt: skip


MARKED_DOWN = (
    "*a", "a* ", "**a** ", "_a_ ", "[a](b) ", "[a", "![a", "`", "`a` ", "- a\n", "> ", "| a ", "| a | b |\n|-|-|\n",
    "a  \n", "a\\\n", "# a\n\n", "[a]: b\n", "<b>", "<", "&amp;", "\\*", "~~a~~ ", "1. a\n", "[^1] ", "\n",
)  # fmt: skip


@pytest.mark.parametrize("unit", MARKED_DOWN)
def test_markdown_takes_linear_time(unit: str) -> None:
    assert growing(way_of_markdown, [(unit, lambda length: text_of(unit, length))]) == []


FILES: dict[str, tuple[Callable[[str], object], Callable[[int], str]]] = {
    "cues": (read_subtitles, lambda length: "1 --> 2\na <i>b</i>\n\n" * length),
    "dashes": (read_subtitles, lambda length: "--" * length),
    "units": (
        read_xliff,
        lambda length: (
            "<file><body>" + "<trans-unit><source>a <g>b</g></source></trans-unit>" * length + "</body></file>"
        ),
    ),
    "codes": (
        read_xliff,
        lambda length: f"<unit><segment><source>a{'<ph>b</ph><pc>a</pc>' * length}</source></segment></unit>",
    ),
    "messages": (read_gettext, lambda length: 'msgid "a"\nmsgstr ""\n' * length),
    "runs": (word, lambda length: f"<w:p>{'<w:r><w:rPr><w:b/></w:rPr><w:t>a b</w:t></w:r>' * length}</w:p>"),
    "formats": (
        word,
        lambda length: "<w:p>{}</w:p>".format(
            "".join(f"<w:r><w:rPr><w:sz w:val='{n}'/></w:rPr><w:t>a</w:t></w:r>" for n in range(length))
        ),
    ),
    "links": (word, lambda length: f"<w:p>{'<w:hyperlink>' * 100}{'<w:r/>' * length}{'</w:hyperlink>' * 100}</w:p>"),
    "spans": (
        read_open_document,
        lambda length: f"<text:p>{'<text:span>a ' * length}{'</text:span>' * length}</text:p>",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_files_take_linear_time(name: str) -> None:
    read, made = FILES[name]
    assert growing(read, [(name, made)]) == []


def test_paragraphs_within_paragraphs_are_no_danger() -> None:
    depth = 250
    nested = f"{'<w:p><w:r>' * depth}<w:t>a</w:t>{'</w:r></w:p>' * depth}"
    [text] = [write_document(read_office_xml(nested, WORD), [], Pair("en", "uk"))]
    assert text == nested


@pytest.mark.parametrize("unit", HOSTILE)
def test_html_takes_linear_time(unit: str) -> None:
    shapes = [
        (unit, lambda length: text_of(unit, length)),
        (f"word {unit}", lambda length: text_of(f"word {unit}", length)),
    ]
    assert growing(way_of_html, shapes) == []
    assert growing(lambda html: list(html_tokens(html)), shapes) == []


@pytest.mark.parametrize("unit", ["{a} ", "https://a.example/x ", "a. ", "@ab", "{x}. Yes. ", "🙂"])
def test_protected_parts_take_linear_time(unit: str) -> None:
    assert growing(way_of_plain_text, [(unit, lambda length: text_of(unit, length))]) == []


TERMS = Glossary([GlossaryTerm(source, target, "uk") for source, target in (("a", "x"), ("a b", "у"), ("c", "a"))])


def way_of_terms(text: str) -> object:
    [block] = read_plain(text).blocks()
    found = {"a": "a", "a b": "b a", "c": "b"}
    units = units_of(block, "en", by_sentence=True)
    return [TERMS.apply(unit, TranslatedUnit(unit.text[::-1], ()), found, Pair("en", "uk")) for unit in units]


@pytest.mark.parametrize("unit", ["a ", "a b ", "c ", "c'a ", "a-", "a. ", "a\n", "c\u2019"])
def test_terms_take_linear_time(unit: str) -> None:
    assert growing(way_of_terms, [(unit, lambda length: text_of(unit, length))]) == []


def test_nothing_repeated_takes_long() -> None:
    shapes = [(unit, lambda length, unit=unit: text_of(unit, length)) for unit in REPEATED[:40]]
    assert growing(way_of_plain_text, shapes) == []
