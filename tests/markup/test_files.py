"""Files come back as files of the same kind, with all that is not text as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from docx import Document

from service.errors import FileTooLarge, NoText, StisloError, UnreadableFile, UnsupportedInput
from service.markup.files import FileLimits, read_marked_file
from tests.markup.test_html import WORDS, Lettering, Modelled
from tests.markup.translating import translate
from tests.support import documents
from tests.support.fake_engines import FakeTranslator


def translated(data: bytes, name: str, engine: FakeTranslator | None = None) -> bytes:
    file = read_marked_file(data, name, (), limits=FileLimits(10_000_000, 100_000), field="file")
    return file.write(translate(file.documents, engine or Lettering()).texts)


def archive(members: dict[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in members.items():
            target.writestr(name, text)
    return packed.getvalue()


def member(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        text = source.read(name).decode()
    ElementTree.fromstring(text)
    return text


SRT = (
    "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good</i> morning,\r\nmy friends.\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}A & b\r\n"
)
VTT = (
    "WEBVTT - title\n\nNOTE keep this\n\nSTYLE\n::cue { color: red }\n\nid1\n00:01.000 --> 00:02.000 line:0\n"
    "<v Ann>one &amp; two</v>\n\n00:03.000 --> 00:04.000\n\n"
)
PO = """# comment
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

#: a.c:1
msgid "open %s\\n"
"now"
msgstr ""

msgctxt "menu"
msgid "done"
msgstr "готово"

msgid "one file"
msgid_plural "%d files"
msgstr[0] ""
msgstr[1] ""
"""


def test_subtitles_keep_numbers_times_and_lines() -> None:
    assert translated(SRT.encode(), "a.srt").decode() == (
        "1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>GOOD</i> MORNING,\r\nMY FRIENDS.\r\n\r\n"
        "2\r\n00:00:03,000 --> 00:00:04,000\r\n{\\an8}A & B\r\n"
    )
    assert translated(VTT.encode(), "a.vtt").decode() == VTT.replace("one &amp; two", "ONE &amp; TWO")


def test_messages_without_a_translation_get_one() -> None:
    output = translated(PO.encode(), "uk.po").decode()
    assert 'msgid "open %s\\n"\n"now"\nmsgstr ""\n"OPEN %s\\n"\n"NOW"\n' in output
    assert 'msgstr "готово"' in output and '"Language: uk\\n"' in output
    assert 'msgstr[0] "ONE FILE"\nmsgstr[1] "%d FILES"\n' in output
    assert output.startswith('# comment\nmsgid ""\n')


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.txt", "One.\n\n  Two {x}.\n", "ONE.\n\n  TWO {x}.\n"),
        ("b.MD", "# one *two*\n", "# ONE *TWO*\n"),
        ("c.html", "<p>one <b>two</b></p>", "<p>ONE <b>TWO</b></p>"),
    ],
)
def test_texts(name: str, text: str, expected: str) -> None:
    assert translated(text.encode(), name).decode() == expected


def test_a_page_in_another_encoding_is_still_what_it_says() -> None:
    page = '<meta charset="windows-1251"><p>слово і ще слово</p>'.encode("windows-1251")
    output = translated(page, "a.html")
    assert output.decode("windows-1251").startswith('<meta charset="windows-1251"><p>&#1057;')


def word(body: str) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    return archive(
        {"word/document.xml": f"<w:document {space}><w:body>{body}</w:body></w:document>", "word/x.bin": "x"}
    )


def test_runs_of_word_are_merged_and_placed_by_sentence() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    runs = f"<w:r><w:t>The </w:t></w:r><w:r>{bold}<w:t>red ho</w:t></w:r><w:r w:rsidR='1'>{bold}<w:t>use</w:t></w:r>"
    rest = "<w:r><w:t xml:space='preserve'> is near the park.</w:t></w:r>"
    data = word(f"<w:p><w:pPr><w:jc w:val='both'/></w:pPr>{runs}{rest}</w:p><w:p/>")
    engine = FakeTranslator(dictionary={"uk": WORDS})
    assert (
        "<w:p><w:pPr><w:jc w:val='both'/></w:pPr>"
        f'<w:r>{bold}<w:t xml:space="preserve">Червоний будинок</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> стоїть біля парку.</w:t></w:r></w:p><w:p/>'
    ) in member(translated(data, "a.docx", engine), "word/document.xml")


def test_tabs_breaks_links_and_notes_of_word_stay() -> None:
    note = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
    link = '<w:hyperlink w:anchor="x"><w:r><w:t>a link</w:t></w:r></w:hyperlink>'
    data = word(
        f"<w:p><w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>{note}<w:r><w:br/><w:t>see </w:t></w:r>{link}</w:p>"
    )
    output = member(translated(data, "a.docx"), "word/document.xml")
    assert note in output and output.count("<w:tab/>") == output.count("<w:br/>") == 1
    assert '<w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve">A LINK</w:t></w:r></w:hyperlink>' in output
    assert [each for each in ("ONE", "TWO", "SEE ", "A LINK") if f">{each}<" not in output] == []


def test_documents_of_word_open_with_another_library() -> None:
    made = Document()
    made.add_heading("A heading", 1)
    made.add_paragraph("An item", style="List Bullet").add_run(" in bold").bold = True
    made.add_table(1, 2).cell(0, 1).text = "a cell"
    made.sections[0].header.paragraphs[0].text = "the header"
    packed = io.BytesIO()
    made.save(packed)
    read = Document(io.BytesIO(translated(packed.getvalue(), "a.docx")))
    assert [(each.text, each.style.name) for each in read.paragraphs if each.style] == [
        ("A HEADING", "Heading 1"),
        ("AN ITEM IN BOLD", "List Bullet"),
    ]
    assert [run.text.strip() for run in read.paragraphs[1].runs if run.bold] == ["IN BOLD"]
    assert read.tables[0].cell(0, 1).text == "A CELL"
    assert read.sections[0].header.paragraphs[0].text == "THE HEADER"


def test_slides_and_sheets() -> None:
    slide = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:rPr lang="en"/><a:t>a &amp; b</a:t></a:r><a:br/></a:p></p:sld>'
    output = translated(archive({"ppt/slides/slide1.xml": slide}), "a.pptx")
    assert member(output, "ppt/slides/slide1.xml") == slide.replace("a &amp; b", "A &amp; B")
    strings = (
        "<sst><si><t>a name</t></si><si><r><t>one </t></r><r><rPr><b/></rPr><t>two</t></r></si><si><t>5</t></si></sst>"
    )
    output = translated(archive({"xl/sharedStrings.xml": strings}), "a.xlsx")
    found = member(output, "xl/sharedStrings.xml")
    assert "<si><t>A NAME</t></si>" in found and "<si><t>5</t></si>" in found
    assert '<r><rPr><b/></rPr><t xml:space="preserve">TWO</t></r>' in found


def test_open_documents() -> None:
    span = '<text:span text:style-name="b">two</text:span>'
    inner = f'<text:p text:style-name="a">one {span}<text:tab/>three</text:p>'
    content = f'<office:x xmlns:office="o" xmlns:text="t">{inner}<text:p/></office:x>'
    output = member(translated(archive({"mimetype": "x", "content.xml": content}), "a.odt"), "content.xml")
    assert output == content.replace("one", "ONE").replace(">two", ">TWO").replace("three", "THREE")


def test_spans_of_open_documents_that_hold_a_tab_stay_nested() -> None:
    inner = "<text:p>Four <text:span>one<text:a>two<text:tab/></text:a></text:span> five</text:p>"
    content = f'<office:x xmlns:office="o" xmlns:text="t">{inner}</office:x>'
    data = archive({"mimetype": "x", "content.xml": content})
    backwards = Modelled(lambda text: " ".join(reversed(text.split())))
    assert member(translated(data, "a.odt", backwards), "content.xml") == content


def test_books() -> None:
    body = '<body><p>one<a id="x"/> <i>two</i></p></body>'
    chapter = f'<html xmlns="h" xml:lang="en"><head><title/><script src="x"/></head>{body}</html>'
    output = translated(archive({"mimetype": "application/epub+zip", "a/b.xhtml": chapter}), "a.epub")
    found = member(output, "a/b.xhtml")
    assert '<p>ONE<a id="x"/> <i>TWO</i></p>' in found and 'xml:lang="uk"' in found and '<script src="x"/>' in found


@pytest.mark.parametrize("name", ["article.docx", "article.odt", "article.epub"])
def test_what_is_no_text_is_copied_byte_for_byte(name: str) -> None:
    makers: dict[str, Callable[[], bytes]] = {"docx": documents.docx, "odt": documents.odt, "epub": documents.epub}
    data = makers[name.partition(".")[2]]()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(io.BytesIO(translated(data, name))) as after:
        assert before.namelist() == after.namelist()
        changed = [each for each in before.namelist() if before.read(each) != after.read(each)]
        assert changed and all(each.endswith(("xml", "html")) for each in changed)


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"x", "a.pdf", UnsupportedInput),
        (b"x", "", UnsupportedInput),
        (b"x", "a.docx", UnreadableFile),
        (b"12 34", "a.txt", NoText),
        (archive({"content.xml": "<a"}), "a.odt", UnreadableFile),
        (archive({"content.xml": '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'}), "a.odt", UnreadableFile),
        (archive({"content.xml": "<a>" + " " * 20_000_000 + "</a>"}), "a.odt", FileTooLarge),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, name: str, error: type[StisloError]) -> None:
    with pytest.raises(error):
        read_marked_file(data, name, (), limits=FileLimits(10_000_000, 100_000), field="file")
