"""What kind of file something is: its content decides, names only help."""

from __future__ import annotations

import gzip

import pytest

from service.articles.kinds import Kind, charset_of, kind_of
from service.errors import UnreadableFile, UnsupportedInput
from tests.support.packages import chapter, docx, epub, odt, package
from tests.support.pdf import Text, text_pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
DOCX, ODT, EPUB = docx(""), odt(""), epub({"a.xhtml": chapter("")})
PDF = text_pdf([[Text("x")]])


@pytest.mark.parametrize(
    ("data", "name", "media_type", "kind"),
    [
        (DOCX, None, None, "docx"),
        (DOCX, "letter.pdf", "application/pdf", "docx"),
        (DOCX, "letter.zip", "application/zip", "docx"),
        (ODT, "x.docx", "application/octet-stream", "odt"),
        (EPUB, None, "text/plain", "epub"),
        (PDF, "x.txt", "text/plain", "pdf"),
        (b"\n\xef\xbb\xbf junk before\n" + PDF, None, None, "pdf"),
        (b"Just words.", None, None, "text"),
        (b"", None, None, "text"),
        (b"BMW sold more cars, MZ fewer.", None, None, "text"),
        ("Слова".encode("cp1251"), "x.txt", None, "text"),
        ("Слова".encode("utf-16"), "x.txt", None, "text"),
        ("Слова".encode("utf-16-le"), None, "text/plain; charset=utf-16le", "text"),
        (b"a\x00b\x00", "x.txt", None, "text"),
        (b"# Title\n\nText", "x.md", None, "markdown"),
        (b"# Title\n\nText", "X.MARKDOWN", "text/plain", "markdown"),
        (b"# Title\n\nText", None, "text/markdown; charset=utf-8", "markdown"),
        (b"# Title\n\nText", "notes", "application/octet-stream", "text"),
        (b"<p>Text</p>", "x.htm", None, "html"),
        (b"<p>Text</p>", None, "Text/HTML;charset=windows-1251", "html"),
        (b"<p>Text</p>", None, "application/xhtml+xml", "html"),
        (b"<p>Text</p>", "x.txt", "text/plain", "text"),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>x", "x.txt", "text/plain", "html"),
        (b"<?xml version='1.0'?><!-- a --><html xmlns='x'>", None, "application/xml", "html"),
        (b"<!-- saved from --><HTML lang=uk>", None, None, "html"),
        (b"a,b\n1,2", "x.csv", "text/csv", "text"),
    ],
)
def test_kinds(data: bytes, name: str | None, media_type: str | None, kind: Kind) -> None:
    assert kind_of(data, name=name, media_type=media_type) == kind


@pytest.mark.parametrize(
    ("data", "name", "media_type", "says"),
    [
        (OLE, "x.doc", "application/msword", "save it as .docx"),
        (b"{\\rtf1 x}", "x.doc", None, "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "x.txt", None, "an image"),
        (b"\xff\xd8\xff\xe0\x00", None, None, "an image"),
        (b"BM\x00\x00\x00\x00", None, None, "an image"),
        (gzip.compress(b"text", mtime=0), "x.txt", None, "compressed"),
        (b"7z\xbc\xaf\x27\x1c", None, None, "archive"),
        (b"\x7fELF\x02", None, None, "program"),
        (b"MZ\x90\x00\x03", None, None, "program"),
        (b"words and\x00 zeros", "x", "application/octet-stream", "binary data"),
        (package({"a.txt": "x"}), "x.docx", None, "an archive"),
        (package({"xl/workbook.xml": "x"}), None, None, "spreadsheet"),
        (package({"ppt/presentation.xml": "x"}), None, None, "presentation"),
        (package({}, first={"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), None, None, "spreadsheet"),
        (b"<svg xmlns='x'/>", None, None, "XML"),
        (b"<?xml version='1.0'?><rss/>", None, "application/rss+xml", "XML"),
        (b'{"a": 1}', None, "application/json", "JSON"),
        (b"body { color: red }", "x.css", None, "style sheet"),
    ],
)
def test_what_is_not_read_says_what_it_is_and_what_is_read(
    data: bytes, name: str | None, media_type: str | None, says: str
) -> None:
    with pytest.raises(UnsupportedInput, match=says) as caught:
        kind_of(data, name=name, media_type=media_type, field="url")
    assert "plain text, Markdown, HTML, .docx, .pdf, .odt and .epub" in caught.value.detail
    assert caught.value.errors[0].field == "url"


def test_an_office_file_with_a_password_says_so() -> None:
    with pytest.raises(UnreadableFile, match="password"):
        kind_of(OLE + "EncryptedPackage".encode("utf-16-le"), name="x.docx", media_type=None)


@pytest.mark.parametrize("data", [b"PK\x03\x04", DOCX[:-40]])
def test_a_cut_archive_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="damaged archive"):
        kind_of(data, name=None, media_type=None)


@pytest.mark.parametrize(
    ("media_type", "charset"),
    [
        (None, None),
        ("text/html", None),
        ("text/html; charset=Windows-1251", "windows-1251"),
        ('text/plain; boundary=x; charset="utf-8"', "utf-8"),
        ("; charset", None),
        ("\r\nx", None),
    ],
)
def test_charsets(media_type: str | None, charset: str | None) -> None:
    assert charset_of(media_type) == charset
