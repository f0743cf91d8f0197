"""A story as ten kinds of programs write it to a file. Archives hold what the programs put beside the text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from textwrap import fill

from benchmarks.reading.pages import Specimen
from benchmarks.reading.stories import Story
from tests.support.pdf import Text, text_pdf

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
)


def _x(text: str) -> str:
    return escape(text, quote=False)


def _zip(parts: Mapping[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(name, content, compress_type=kind)
    return packed.getvalue()


def _run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{_x(text)}</w:t></w:r>'


def _paragraph(text: str, style: str = "", *, split: bool = False) -> str:
    """`split` cuts the text into the runs that spelling checkers and edits leave."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    if split:
        third = len(text) // 3
        runs = (
            _run(text[:third])
            + '<w:proofErr w:type="spellStart"/>'
            + _run(text[third : 2 * third], "<w:rPr><w:b/></w:rPr>")
        )
        return f"<w:p>{properties}{runs}{_run(text[2 * third :])}</w:p>"
    return f"<w:p>{properties}{_run(text)}</w:p>"


def _word(story: Story, *, split: bool, item: Callable[[str], str], extra: str = "") -> bytes:
    rows = "".join(
        "<w:tr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{_paragraph(cell)}</w:tc>' for cell in row)
        + "</w:tr>"
        for row in story.table
    )
    body = [_paragraph(story.title, "Title"), _paragraph(story.lead, split=split)]
    body += [_paragraph(text, split=split) for text in story.opening]
    for section in story.sections:
        body += [
            _paragraph(section.heading, "Heading1"),
            *(_paragraph(text, split=split) for text in section.paragraphs),
        ]
    body += [
        _paragraph(story.before_items),
        *map(item, story.items),
        _paragraph(story.quotation),
        f"<w:tbl>{rows}</w:tbl>",
    ]
    body += [_paragraph(story.closing), extra, "<w:p/>"]
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{"".join(body)}<w:sectPr/></w:body></w:document>'
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_x(story.title)}</dc:title><dc:creator>{_x(story.author)}</dc:creator></cp:coreProperties>'
    )
    header = f"<w:hdr {_W}>{_paragraph(story.site)}</w:hdr>"
    footer = f"<w:ftr {_W}>{_paragraph(story.site + ' · 1')}</w:ftr>"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>'
    )
    return _zip(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "word/document.xml": document,
            "word/header1.xml": header,
            "word/footer1.xml": footer,
            "docProps/core.xml": core,
        }
    )


def word(story: Story) -> Specimen:
    """A word processor's document: runs torn by its spelling checker, real lists, head and foot."""

    def item(text: str) -> str:
        numbering = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return f'<w:p><w:pPr><w:pStyle w:val="ListParagraph"/>{numbering}</w:pPr>{_run(text)}</w:p>'

    return Specimen("Word", story, _word(story, split=True, item=item), _DOCX, tuple(story.texts()), (story.title,))


def tracked(story: Story) -> Specimen:
    """The same under review: deleted and inserted text, comments that belong to nobody's article."""

    def item(text: str) -> str:
        return f'<w:p><w:ins w:id="3" w:author="x">{_run(text)}</w:ins><w:del w:id="4" w:author="x"><w:r><w:delText>{_x(story.others[1])}</w:delText></w:r></w:del></w:p>'

    extra = f'<w:p><w:del w:id="9" w:author="x"><w:r><w:delText>{_x(story.others[0])}</w:delText></w:r></w:del></w:p>'
    content = _word(story, split=False, item=item, extra=extra)
    return Specimen("Word, under review", story, content, _DOCX, tuple(story.texts()), (story.title,))


def writer(story: Story) -> Specimen:
    """An office suite's open document."""

    def p(text: str, style: str = "Standard") -> str:
        return f'<text:p text:style-name="{style}">{_x(text)}</text:p>'

    rows = "".join(
        "<table:table-row>"
        + "".join(f'<table:table-cell office:value-type="string">{p(cell)}</table:table-cell>' for cell in row)
        + "</table:table-row>"
        for row in story.table
    )
    sections = "".join(
        f'<text:h text:style-name="Heading_20_1" text:outline-level="1">{_x(s.heading)}</text:h>'
        + "".join(map(p, s.paragraphs))
        for s in story.sections
    )
    items = "".join(f"<text:list-item>{p(item)}</text:list-item>" for item in story.items)
    marked = (
        _x(story.lead[:20])
        + '<text:span text:style-name="T1">'
        + _x(story.lead[20:35])
        + "</text:span><text:s/>"
        + _x(story.lead[35:].lstrip())
    )
    body = (
        f"{p(story.title, 'Title')}<text:p>{marked if story.lead[35] == ' ' else _x(story.lead)}</text:p>{''.join(map(p, story.opening))}{sections}{p(story.before_items)}"
        f"<text:list>{items}</text:list>{p(story.quotation)}<table:table>{rows}</table:table>{p(story.closing)}<text:p/>"
    )
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODF} office:version="1.3"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    meta = f"<office:document-meta {_ODF}><office:meta><dc:title>{_x(story.title)}</dc:title><meta:initial-creator>{_x(story.author)}</meta:initial-creator></office:meta></office:document-meta>"
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, "meta.xml": meta}
    return Specimen("Writer", story, _zip(parts), parts["mimetype"], tuple(story.texts()), (story.title,))


def book(story: Story) -> Specimen:
    """A book in two chapters, with a cover, a title page, a table of contents and a page of rights."""

    def page(body: str) -> str:
        return f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>'

    first = (
        f"<section><h1>{_x(story.title)}</h1>"
        + "".join(f"<p>{_x(text)}</p>" for text in (story.lead, *story.opening))
        + "</section>"
    )
    second = "".join(
        f"<h2>{_x(s.heading)}</h2>" + "".join(f"<p>{_x(text)}</p>" for text in s.paragraphs) for s in story.sections
    )
    items = "".join(f"<li>{_x(item)}</li>" for item in story.items)
    rows = "".join("<tr>" + "".join(f"<td>{_x(cell)}</td>" for cell in row) + "</tr>" for row in story.table)
    second += f"<p>{_x(story.before_items)}</p><ul>{items}</ul><p>{_x(story.quotation)}</p><table>{rows}</table><p>{_x(story.closing)}</p>"
    contents = f'<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><a href="one.xhtml">{_x(story.title)}</a></li></ol></nav>'
    package = f"""<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>{_x(story.title)}</dc:title><dc:creator>{_x(story.author)}</dc:creator><dc:language>{story.language}</dc:language></metadata>
<manifest><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="one" href="one.xhtml" media-type="application/xhtml+xml"/><item id="two" href="two.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="cover" linear="no"/><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/></spine></package>"""
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "OEBPS/content.opf": package,
        "OEBPS/cover.xhtml": page('<img src="cover.jpg" alt=""/>'),
        "OEBPS/nav.xhtml": page(contents),
        "OEBPS/one.xhtml": page(first),
        "OEBPS/two.xhtml": page(second),
    }
    return Specimen("EPUB", story, _zip(parts), parts["mimetype"], tuple(story.texts()), (story.title,))


def _lines(story: Story) -> list[str]:
    lines = [story.lead, *story.opening]
    for section in story.sections:
        lines += [section.heading, *section.paragraphs]
    return [*lines, story.before_items, *(f"• {item}" for item in story.items), story.quotation, story.closing]


def one_column(story: Story) -> Specimen:
    """A report printed to PDF: a head and a page number on each page, lines broken by width."""
    pages: list[list[Text]] = []
    y = 0.0
    for number, line in enumerate([story.title, *_lines(story)]):
        size = 18.0 if not number else 11.0
        for part in fill(line, 60 if not number else 84).split("\n"):
            if y < 90:
                head = Text(f"{story.site} — {story.date}", x=72, y=800, size=8)
                pages.append([head, Text(f"{len(pages) + 1}", x=300, y=40, size=8)])
                y = 750
            pages[-1].append(Text(part, x=72, y=y, size=size))
            y -= size * 1.3
        y -= 9
    content = text_pdf(pages, info={"Title": story.title, "Author": story.author}, language=story.language)
    return Specimen(
        "PDF, one column", story, content, "application/pdf", tuple(story.texts(table=False)), (story.title,)
    )


def two_columns(story: Story) -> Specimen:
    """A journal's page in two columns, with words parted at the ends of lines where they are long."""
    texts = [Text(story.title, x=72, y=780, size=18)]
    y, x = 745.0, 60.0
    for line in _lines(story):
        for part in fill(line, 44).split("\n"):
            if y < 80:
                y, x = 745.0, 320.0
            texts.append(Text(part, x=x, y=y, size=9.5))
            y -= 12
        y -= 8
    content = text_pdf([texts], info={"Title": story.title}, language=story.language)
    return Specimen(
        "PDF, two columns", story, content, "application/pdf", tuple(story.texts(table=False)), (story.title,)
    )


def front_matter(story: Story) -> Specimen:
    """A note of a static site: YAML before the text, a picture, a link, emphasis, a footnote."""
    sections = "".join(f"## {s.heading}\n\n" + "".join(f"{text}\n\n" for text in s.paragraphs) for s in story.sections)
    head, *rows = story.table
    table = (
        " | ".join(head) + "\n" + " | ".join("---" for _ in head) + "\n" + "\n".join(" | ".join(row) for row in rows)
    )
    text = (
        f"""---
title: "{story.title}"
author: {story.author}
date: {story.date}
tags: [{", ".join(story.menu[:2])}]
---

{story.lead}[^1]

![]({story.name}.jpg)

"""
        + "".join(f"{each}\n\n" for each in story.opening)
        + sections
        + f"{story.before_items}\n\n"
        + "".join(f"* {item}\n" for item in story.items)
        + f"\n> {story.quotation}\n\n{table}\n\n{story.closing}\n"
    )
    return Specimen("Markdown", story, text.encode(), "text/markdown", tuple(story.texts()))


def wrapped(story: Story) -> Specimen:
    """A text as mail programs and editors of old wrap it, in the encoding of its region."""
    charset = {"uk": "windows-1251", "fr": "iso-8859-15"}.get(story.language, "utf-8")
    lines = [fill(line, 72) for line in _lines(story)]
    return Specimen(
        "wrapped text",
        story,
        "\r\n\r\n".join(lines).replace("\n", "\r\n").replace("\r\r", "\r").encode(charset, "replace"),
        "text/plain",
        tuple(_spelled(text, charset) for text in story.texts(table=False)),
    )


def wide(story: Story) -> Specimen:
    """A text saved in UTF-16 with a byte order mark, one paragraph a line."""
    text = "\ufeff" + "\n".join(_lines(story))
    return Specimen("UTF-16 text", story, text.encode("utf-16-le"), "text/plain", tuple(story.texts(table=False)))


def saved_page(story: Story) -> Specimen:
    """An exporter's page: XHTML with numbered headings and notes at its end."""
    sections = "".join(
        f'<h2 data-number="{n}"><span class="header-section-number">{n}</span> {_x(s.heading)}</h2>'
        + "".join(f"<p>{_x(text)}</p>" for text in s.paragraphs)
        for n, s in enumerate(story.sections, start=1)
    )
    items = "".join(f"<li>{_x(item)}</li>" for item in story.items)
    rows = "".join("<tr>" + "".join(f"<td>{_x(cell)}</td>" for cell in row) + "</tr>" for row in story.table)
    opening = "".join(f"<p>{_x(text)}</p>" for text in story.opening)
    page = f"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" ""><html xmlns="http://www.w3.org/1999/xhtml" lang="{story.language}"><head><meta name="generator" content="pandoc"/><title>{_x(story.title)}</title></head><body>
<header id="title-block-header"><h1 class="title">{_x(story.title)}</h1><p class="author">{_x(story.author)}</p><p class="date">{story.printed_date}</p></header>
<p>{_x(story.lead)}</p>{opening}{sections}<p>{_x(story.before_items)}</p><ul>{items}</ul><blockquote><p>{_x(story.quotation)}</p></blockquote><table>{rows}</table><p>{_x(story.closing)}</p></body></html>"""
    numbers = tuple(str(n) for n in range(1, len(story.sections) + 1))
    return Specimen("XHTML export", story, page.encode(), "application/xhtml+xml", tuple(story.texts()), numbers)


def _spelled(text: str, charset: str) -> str:
    return text.encode(charset, "replace").decode(charset)


KINDS: Sequence[Callable[[Story], Specimen]] = (
    word,
    tracked,
    writer,
    book,
    one_column,
    two_columns,
    front_matter,
    wrapped,
    wide,
    saved_page,
)
