"""Answers as Word files (.docx): the least that Word, LibreOffice and Pages open without a question."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from service.cli.answer_parts import AnswerPart, PartKind

# The same answer is the same file, whenever it was written.
_MADE_AT = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_WORD = f'xmlns:w="{_FORMATS}/wordprocessingml/2006/main"'
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS = f"{_FORMATS}/officeDocument/2006/relationships"
# Characters that XML has no way to write.
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLE_OF: dict[PartKind, str] = {
    "title": "Title",
    "heading": "Heading1",
    "text": "Normal",
    "strong": "Strong",
    "aside": "Aside",
    "items": "Item",
    "remark": "Remark",
}
# Name, layout of paragraphs, layout of characters. "heading 1" is what tables of contents and screen readers know.
_STYLES: dict[str, tuple[str, str, str]] = {
    "Normal": ("Normal", '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/>', '<w:sz w:val="22"/>'),
    "Title": ("Title", '<w:spacing w:after="160"/>', '<w:b/><w:sz w:val="36"/>'),
    "Heading1": (
        "heading 1",
        '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="28"/>',
    ),
    "Strong": ("Suggested title", "<w:keepNext/>", "<w:b/>"),
    "Aside": ("Made by", "", '<w:i/><w:color w:val="595959"/><w:sz w:val="20"/>'),
    "Item": ("Source", '<w:ind w:left="360"/>', '<w:color w:val="404040"/><w:sz w:val="20"/>'),
    "Remark": ("Remark", '<w:ind w:left="360"/>', '<w:color w:val="9C2A00"/>'),
}


def as_word_file(parts: Iterable[AnswerPart]) -> bytes:
    """A Word file of these parts, each a paragraph of a style of its own, in its language."""
    body = "".join(paragraph for part in parts for paragraph in _paragraphs(part))
    files = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relation("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
        "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": _styles(),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE_AT), _HEAD + content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _paragraphs(part: AnswerPart) -> Iterator[str]:
    language = f"<w:lang w:val={quoteattr(part.language)}/>" if part.language else ""
    style = f'<w:pPr><w:pStyle w:val="{_STYLE_OF[part.kind]}"/></w:pPr>'
    for line in part.text.split("\n"):
        if line.strip():
            text = escape(_NOT_XML.sub("", line))
            runs = f'<w:r><w:rPr>{language}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
            yield f"<w:p>{style}{runs}</w:p>"


def _styles() -> str:
    styles = []
    for style_id, (name, paragraph, characters) in _STYLES.items():
        based = 'w:default="1" ' if style_id == "Normal" else ""
        parent = "" if based else '<w:basedOn w:val="Normal"/>'
        styles.append(
            f'<w:style w:type="paragraph" {based}w:styleId="{style_id}"><w:name w:val="{name}"/>{parent}'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
        )
    return f"<w:styles {_WORD}>{''.join(styles)}</w:styles>"


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{_RELATIONS}/{kind}" Target="{target}"/></Relationships>'
    )


def _content_types() -> str:
    kinds = {"document": f"{_OFFICE}.document.main+xml", "styles": f"{_OFFICE}.styles+xml"}
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items())
    return (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
