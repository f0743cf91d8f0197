"""What kind of file something is: by what it holds, then by what its sender calls it."""

from __future__ import annotations

import re
from email.message import Message
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal
from zipfile import BadZipFile, ZipFile

from service.errors import UnreadableFile, UnsupportedInput

Kind = Literal["text", "markdown", "html", "docx", "pdf", "odt", "epub"]

READ = "plain text, Markdown, HTML, .docx, .pdf, .odt and .epub"

_PDF_SEARCHED = 1024  # bytes at the start that `%PDF-` may stand in: what readers have always allowed
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_ODT = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text-template")
_WORD_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")

# How files begin that hold no text, or none that is read here.
_OTHERS = {
    b"{\\rtf": "an RTF document; save it as .docx or .odt",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"BM": "an image",
    b"II*\x00": "an image",
    b"MM\x00*": "an image",
    b"RIFF": "a picture, a sound or a video",
    b"OggS": "a sound or a video",
    b"ID3": "a sound",
    b"fLaC": "a sound",
    b"\x1aE\xdf\xa3": "a video",
    b"%!PS": "PostScript; make it a .pdf",
    b"\x1f\x8b": "a compressed file; send what is in it",
    b"BZh": "a compressed file; send what is in it",
    b"\xfd7zXZ\x00": "a compressed file; send what is in it",
    b"\x28\xb5\x2f\xfd": "a compressed file; send what is in it",
    b"7z\xbc\xaf\x27\x1c": "an archive; send one file of it",
    b"Rar!": "an archive; send one file of it",
    b"\x7fELF": "a program",
    b"MZ": "a program",
    b"\xcf\xfa\xed\xfe": "a program",
    b"\xca\xfe\xba\xbe": "a program",
    b"SQLite format 3": "a database",
}
# Of these the first letters could also begin a text.
_NEEDS_BINARY = (b"BM", b"RIFF", b"OggS", b"ID3", b"MZ", b"BZh")

_HTML = re.compile(rb"(?:<!doctype\s+html|<(?:html|head|body|title|meta|article|main)\b)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml\b[^>]*\?>|<!--.*?-->|<!doctype[^>\[]*>|\s+", re.IGNORECASE | re.DOTALL)
_OTHER_XML = re.compile(rb"(?:<\?xml\b|<(?:svg|rss|feed|urlset)\b|<!doctype\b)", re.IGNORECASE)

_BY_MEDIA_TYPE: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
}
_BY_EXTENSION: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
}
_TEXTS = frozenset({".txt", ".text", *_BY_EXTENSION})  # also in UTF-16, which is full of zeros
_NOT_PROSE = {
    "application/json": "JSON",
    "application/xml": "XML",
    "text/xml": "XML",
    "application/rss+xml": "XML",
    "application/atom+xml": "XML",
    "image/svg+xml": "an image",
    "text/css": "a style sheet",
    "text/javascript": "a program",
    "application/javascript": "a program",
    ".json": "JSON",
    ".xml": "XML",
    ".svg": "an image",
    ".css": "a style sheet",
    ".js": "a program",
    ".mht": "a web archive; save the page as HTML",
    ".mhtml": "a web archive; save the page as HTML",
}


def kind_of(data: bytes, *, name: str | None, media_type: str | None, field: str = "file") -> Kind:
    """What `data` is. Its own bytes decide; `media_type` (a Content-Type value) and `name` only tell texts apart.

    Raises UnsupportedInput, naming `field`, for what is not read here, and UnreadableFile for Office files that are
    locked with a password.
    """
    if b"%PDF-" in data[:_PDF_SEARCHED]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(data, field)
    if data.startswith(_OLE):
        if _ENCRYPTED_OFFICE in data:
            raise UnreadableFile("The file is locked with a password; send it without one.", field=field)
        raise _unsupported("an Office file of the old kind (.doc and the like); save it as .docx", field)
    binary = b"\x00" in data[:4096] and not data.startswith(_BOMS)
    for magic, what in _OTHERS.items():
        if data.startswith(magic) and (binary or magic not in _NEEDS_BINARY):
            raise _unsupported(what, field)
    called_text = (media_type or "").lower().startswith("text/") or _extension(name) in _TEXTS
    if binary and not called_text:
        raise _unsupported("binary data", field)
    return _kind_of_text(data, name, media_type, field)


def charset_of(media_type: str | None) -> str | None:
    """The `charset` of a Content-Type value, in lower case; None if it has none."""
    return _content_type(media_type).get_content_charset() or None


def _kind_of_zip(data: bytes, field: str) -> Kind:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            media_type = _beginning(archive, "mimetype").decode("ascii", "replace").strip()
            types = _beginning(archive, "[Content_Types].xml")
    except (BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile("The file is a damaged archive; send it again, or what is in it.", field=field) from error
    if "word/document.xml" in names or _WORD_PART in types:
        return "docx"
    if media_type in _ODT:
        return "odt"
    if media_type == "application/epub+zip" or (not media_type and "META-INF/container.xml" in names):
        return "epub"
    if media_type.startswith("application/vnd.oasis.") or any(name.startswith(("xl/", "ppt/")) for name in names):
        raise _unsupported("a spreadsheet, a presentation or a drawing; save its text as a document", field)
    raise _unsupported("an archive; send one file of it", field)


def _beginning(archive: ZipFile, name: str) -> bytes:
    """The first bytes of a member, as many as decide; none if there is no such member or it is encrypted."""
    if name not in archive.namelist() or archive.getinfo(name).flag_bits & 1:
        return b""
    with archive.open(name) as member:
        return member.read(65536)


def _kind_of_text(data: bytes, name: str | None, media_type: str | None, field: str) -> Kind:
    start = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    said = _content_type(media_type).get_content_type() if media_type else ""
    extension = _extension(name)
    markup = _HTML.match(start[_length_of_preamble(start) :]) or _HTML.match(start)
    if markup:
        return "html"
    if _OTHER_XML.match(start):
        raise _unsupported("XML", field)
    if said in _BY_MEDIA_TYPE:
        return _BY_MEDIA_TYPE[said]
    for called in (said, extension):
        if called in _NOT_PROSE:
            raise _unsupported(_NOT_PROSE[called], field)
    return _BY_EXTENSION.get(extension, "text")


def _length_of_preamble(start: bytes) -> int:
    """Bytes of white space, comments and declarations before the first element."""
    end = 0
    while found := _XML.match(start, end):
        end = found.end()
    return end


def _extension(name: str | None) -> str:
    return PurePosixPath(name or "").suffix.lower()


def _content_type(media_type: str | None) -> Message:
    message = Message()
    message["content-type"] = (media_type or "").encode("ascii", "replace").decode()
    return message


def _unsupported(what: str, field: str) -> UnsupportedInput:
    return UnsupportedInput(f"This is {what}. What is read here: {READ}.", field=field)
