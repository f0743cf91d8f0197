"""What holds of every document, whatever a model makes of it: 2,000 generated ones a format and law."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.markup.document import MarkedText
from service.markup.gettext_catalog import read_gettext
from service.markup.html import read_html
from service.markup.markdown import read_marked_down
from service.markup.office_runs import SHEETS, SLIDES, WORD, read_office_xml
from service.markup.open_document import read_open_document
from service.markup.plain import read_plain
from service.markup.subtitles import read_subtitles
from service.markup.xliff import read_xliff
from service.types import Alignment, Link, Pair
from tests.markup import test_html, test_markdown
from tests.markup.test_html import MODELS, Modelled
from tests.markup.translating import translate
from tests.pipeline import test_documents

Model = Callable[[str], str]
Documents = st.SearchStrategy[str]

MANY = settings(
    max_examples=2000,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


class Misled(Modelled):
    """Says of each translation that its parts come from anywhere, and of some that they come from outside the text."""

    def align(self, segments: Sequence[str], translations: Sequence[str], pair: Pair) -> list[Alignment]:
        return [self._links(*each) for each in zip(segments, translations, strict=True)]

    @staticmethod
    def _links(segment: str, translation: str) -> Alignment:
        rng = Random(f"{segment}|{translation}")

        def span(text: str) -> tuple[int, int]:
            start = rng.randint(0, len(text) + 2)
            return start, start + rng.randint(0, 6)

        return tuple(Link(span(segment), span(translation), rng.random()) for _ in range(rng.randint(0, 30)))


def translated(document: MarkedText, model: Model, *, misled: bool) -> str:
    engine = Misled(model) if misled else Modelled(model)
    [text] = translate([document], engine).texts
    return text


@MANY
@given(test_html.DOCUMENTS, st.sampled_from(MODELS), st.booleans())
def test_html_keeps_its_tags(html: str, model: Model, misled: bool) -> None:
    assert test_html.skeleton(translated(read_html(html), model, misled=misled)) == test_html.skeleton(html)


@MANY
@given(test_html.DOCUMENTS, st.booleans())
def test_html_keeps_its_text(html: str, misled: bool) -> None:
    output = translated(read_html(html), lambda text: text, misled=misled)
    assert test_html.shown(output) == test_html.shown(html)
    assert test_html.kept(output) == test_html.kept(html)


@MANY
@given(test_markdown.DOCUMENTS, st.sampled_from(MODELS), st.booleans())
def test_markdown_keeps_its_structure(text: str, model: Model, misled: bool) -> None:
    output = translated(read_marked_down(text), model, misled=misled)
    assert test_markdown.structure(output) == test_markdown.structure(text)


@MANY
@given(test_markdown.DOCUMENTS, st.booleans())
def test_markdown_keeps_its_text(text: str, misled: bool) -> None:
    output = translated(read_marked_down(text), lambda segment: segment, misled=misled)
    assert test_markdown.shown(output) == test_markdown.shown(text)


@MANY
@given(st.lists(test_documents.WORDS, min_size=1, max_size=12), test_documents.MODELS)
def test_every_piece_of_a_text_comes_out_once(chosen: list[str], model: Model) -> None:
    output = translated(read_plain(" ".join(chosen), ["house"]), model, misled=False)
    for piece in test_documents.PIECES:
        assert len(re.findall(rf"(?<!\w){re.escape(piece)}(?!\w)", output)) == chosen.count(piece), output


WORDS = st.sampled_from(
    ["one", "two words", " three.", "Four ", "5", "{name}", " ", "a &amp; b", "&lt;b&gt;", "Ще. Це"]
)


def runs(run: str, properties: Sequence[str], text: str) -> Documents:
    """Runs in these properties, each with one text."""
    return st.tuples(st.sampled_from(properties), WORDS).map(
        lambda made: f"<{run}>{made[0]}<{text} xml:space='preserve'>{made[1]}</{text}></{run}>"
    )


def paragraphs(paragraph: str, inner: Documents, around: str) -> Documents:
    """Paragraphs of what is inside, as one part of a document."""
    one = st.lists(inner, max_size=7).map(lambda made: f"<{paragraph}>{''.join(made)}</{paragraph}>")
    return st.lists(one, min_size=1, max_size=4).map(lambda made: around.replace("…", "".join(made)))


WORD_RUNS = runs("w:r", ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/></w:rPr>"], "w:t")
WORD_MARKS = st.sampled_from(
    [
        "<w:bookmarkStart w:id='1'/>",
        "<w:r><w:footnoteReference w:id='2'/></w:r>",
        "<w:r><w:tab/></w:r>",
        "<w:r><w:br/></w:r>",
        "<w:proofErr w:type='x'/>",
    ]
)
WORD_LINKS = st.lists(WORD_RUNS, max_size=3).map(
    lambda made: f"<w:hyperlink w:anchor='a'>{''.join(made)}</w:hyperlink>"
)
SLIDE_RUNS = runs("a:r", ["", "<a:rPr b='1'/>", "<a:rPr i='1'/>"], "a:t").map(
    lambda r: r.replace(" xml:space='preserve'", "")
)
CELL_RUNS = runs("r", ["", "<rPr><b/></rPr>"], "t")
SPANS = st.recursive(
    st.one_of(
        WORDS, st.sampled_from(["<text:tab/>", "<text:line-break/>", "<text:s/>", "<text:bookmark text:name='b'/>"])
    ),
    lambda inner: st.tuples(st.sampled_from(["span", "a"]), st.lists(inner, max_size=3)).map(
        lambda made: f"<text:{made[0]}>{''.join(made[1])}</text:{made[0]}>"
    ),
    max_leaves=6,
)
INLINE_TAGS = st.recursive(
    st.one_of(WORDS, st.sampled_from(["<x id='1'/>", "<ph id='2'>%s</ph>"])),
    lambda inner: st.lists(inner, max_size=3).map(lambda made: f"<g id='3'>{''.join(made)}</g>"),
    max_leaves=6,
)
UNITS = st.lists(INLINE_TAGS, max_size=5).map(
    lambda made: f"<trans-unit id='1'><source>{''.join(made)}</source></trans-unit>"
)
XLIFF = st.lists(UNITS, min_size=1, max_size=4).map(
    lambda made: (
        "<xliff version='1.2'><file source-language='en' target-language='uk'><body>"
        f"{''.join(made)}</body></file></xliff>"
    )
)

XML: dict[str, tuple[Documents, Callable[[str], MarkedText], frozenset[str]]] = {
    "docx": (
        paragraphs("w:p", st.one_of(WORD_RUNS, WORD_RUNS, WORD_MARKS, WORD_LINKS), "<w:body xmlns:w='w'>…</w:body>"),
        lambda xml: read_office_xml(xml, WORD),
        frozenset({"r", "t", "rPr", "b", "i", "proofErr"}),
    ),
    "pptx": (
        paragraphs("a:p", st.one_of(SLIDE_RUNS, st.just("<a:br/>")), "<p:sld xmlns:p='p' xmlns:a='a'>…</p:sld>"),
        lambda xml: read_office_xml(xml, SLIDES),
        frozenset({"r", "t", "rPr"}),
    ),
    "xlsx": (
        paragraphs("si", CELL_RUNS, "<sst>…</sst>"),
        lambda xml: read_office_xml(xml, SHEETS),
        frozenset({"r", "t", "rPr", "b"}),
    ),
    "odt": (
        paragraphs("text:p", SPANS, "<office:x xmlns:office='o' xmlns:text='t'>…</office:x>"),
        read_open_document,
        frozenset({"s"}),
    ),
    "xliff": (XLIFF, read_xliff, frozenset({"source", "target"})),
}


def tags(xml: str, but: frozenset[str]) -> Counter[tuple[str, str]]:
    """Elements with their attributes, without those that text is written in."""
    elements = (
        (each.tag.rpartition("}")[2], str(sorted(each.attrib.items()))) for each in ElementTree.fromstring(xml).iter()
    )
    return Counter(each for each in elements if each[0] not in but)


def text_of(xml: str) -> str:
    return "".join("".join(ElementTree.fromstring(xml).itertext()).split())


@pytest.mark.parametrize("name", [name for name in XML if name != "xliff"])
def test_office_files_keep_what_is_no_text(name: str) -> None:
    documents, read, but = XML[name]

    @MANY
    @given(documents, st.sampled_from(MODELS), st.booleans())
    def law(xml: str, model: Model, misled: bool) -> None:
        assert tags(translated(read(xml), model, misled=misled), but) == tags(xml, but)

    law()


@pytest.mark.parametrize("name", [name for name in XML if name != "xliff"])
def test_office_files_keep_their_text(name: str) -> None:
    documents, read, _ = XML[name]

    @MANY
    @given(documents, st.booleans())
    def law(xml: str, misled: bool) -> None:
        assert text_of(translated(read(xml), lambda text: text, misled=misled)) == text_of(xml)

    law()


@MANY
@given(XLIFF, st.sampled_from(MODELS), st.booleans())
def test_targets_of_xliff_have_the_tags_of_their_sources(xml: str, model: Model, misled: bool) -> None:
    output = translated(read_xliff(xml), model, misled=misled)
    for unit in ElementTree.fromstring(output).iter("trans-unit"):
        source, target = unit.find("source"), unit.find("target")
        assert source is not None
        if target is not None:
            inner = [Counter((each.tag, each.get("id")) for each in side.iter()) for side in (source, target)]
            assert inner[0] - Counter([("source", None)]) == inner[1] - Counter([("target", None)])
    assert re.findall(r"<source>.*?</source>", output) == re.findall(r"<source>.*?</source>", xml)


CUES = st.lists(st.lists(WORDS.filter(lambda text: bool(text.strip())), min_size=1, max_size=3), min_size=1, max_size=5)


@MANY
@given(CUES, st.sampled_from(MODELS))
def test_subtitles_keep_their_times(cues: list[list[str]], model: Model) -> None:
    source = "\n\n".join(
        f"{number}\n00:00:0{number},000 --> 00:00:0{number},900\n" + "\n".join(lines)
        for number, lines in enumerate(cues, 1)
    )
    output = translated(read_subtitles(source), model, misled=False)
    assert re.findall(r".* --> .*", output) == re.findall(r".* --> .*", source)


MESSAGES = st.lists(st.tuples(WORDS, st.sampled_from(["", "готово"])), min_size=1, max_size=5)


@MANY
@given(MESSAGES, st.sampled_from(MODELS))
def test_catalogues_keep_their_messages(messages: list[tuple[str, str]], model: Model) -> None:
    source = "\n\n".join(f'msgid "{text}"\nmsgstr "{said}"' for text, said in messages) + "\n"
    output = translated(read_gettext(source), model, misled=False)
    assert re.findall(r"msgid .*", output) == re.findall(r"msgid .*", source)
    assert output.count("msgstr ") == len(messages)
    assert output.count('msgstr "готово"') >= sum(said == "готово" for _, said in messages)
