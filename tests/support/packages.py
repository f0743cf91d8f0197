"""Writes the zip files that documents are: .docx, .odt and .epub, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{short}="{_OPEN}{name}:1.0"'
    for short, name in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "draw": "drawing",
        "meta": "meta",
        "fo": "xsl-fo-compatible",
    }.items()
)
DUBLIN = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def package(parts: Mapping[str, str | bytes], *, first: Mapping[str, str] | None = None) -> bytes:
    """A zip file; `first` are members at its start that are not compressed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in (first or {}).items():
            archive.writestr(name, content, compress_type=ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def docx(body: str, *, styles: str = "", more: Mapping[str, str | bytes] | None = None, before: str = "") -> bytes:
    """A Word document of this WordprocessingML (prefix `w`)."""
    return package(
        {
            "[Content_Types].xml": "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>",
            "word/document.xml": f"{before}<w:document {_word()}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_word()}>{styles}</w:styles>",
            **(more or {}),
        }
    )


def odt(
    body: str, *, styles: str = "", meta: str = "", more: Mapping[str, str | bytes] | None = None, before: str = ""
) -> bytes:
    """An OpenDocument text of this content."""
    return package(
        {
            "content.xml": f"{before}<office:document-content {_SPACES}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "meta.xml": f"<office:document-meta {_SPACES} {DUBLIN}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            **(more or {}),
        },
        first={"mimetype": "application/vnd.oasis.opendocument.text"},
    )


def epub(
    chapters: Mapping[str, str],
    *,
    metadata: str = "",
    attributes: Mapping[str, str] | None = None,
    guide: str = "",
    more: Mapping[str, str | bytes] | None = None,
    properties: Mapping[str, str] | None = None,
) -> bytes:
    """A book of these XHTML files, in order. `attributes` go to the spine, `properties` to the manifest, by file."""
    items = "".join(
        f'<item id="i{number}" href="{name}" media-type="application/xhtml+xml"'
        f' properties="{(properties or {}).get(name, "")}"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(
        f'<itemref idref="i{number}" {(attributes or {}).get(name, "")}/>' for number, name in enumerate(chapters)
    )
    return package(
        {
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "OEBPS/book.opf": f'<package xmlns="http://www.idpf.org/2007/opf"><metadata {DUBLIN}>{metadata}</metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine><guide>{guide}</guide></package>",
            **{f"OEBPS/{name}": markup for name, markup in chapters.items()},
            **(more or {}),
        },
        first={"mimetype": "application/epub+zip"},
    )


def chapter(body: str, *, head: str = "<title/>") -> str:
    """An XHTML file as books have it."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head>{head}</head><body>{body}</body></html>'
    )


def _word() -> str:
    return (
        f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
