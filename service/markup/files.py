"""Files taken apart and put together again: what is inside is translated, all else is copied byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from service.articles.archive import open_archive, read_xml
from service.articles.decoding import decode_html, decode_text
from service.errors import FileTooLarge, NoText, UnreadableFile, UnsupportedInput
from service.markup.document import MarkedText
from service.markup.gettext_catalog import read_gettext
from service.markup.html import read_html
from service.markup.markdown import read_marked_down
from service.markup.office_runs import SHEETS, SLIDES, WORD, read_office_xml
from service.markup.open_document import read_open_document
from service.markup.plain import read_plain
from service.markup.subtitles import read_subtitles
from service.markup.xliff import read_xliff

ReadMarked = Callable[[str, Sequence[str]], MarkedText]

TRANSLATED_FILES = ".txt, .md, .html, .srt, .vtt, .po, .xliff, .docx, .pptx, .xlsx, .odt and .epub"
_TEXTS: dict[str, tuple[ReadMarked, str]] = {
    ".txt": (read_plain, "text/plain"),
    ".md": (read_marked_down, "text/markdown"),
    ".markdown": (read_marked_down, "text/markdown"),
    ".html": (read_html, "text/html"),
    ".htm": (read_html, "text/html"),
    ".srt": (read_subtitles, "application/x-subrip"),
    ".vtt": (read_subtitles, "text/vtt"),
    ".po": (read_gettext, "text/x-gettext-translation"),
}
_XML: dict[str, tuple[ReadMarked, str]] = {
    ".xliff": (read_xliff, "application/xliff+xml"),
    ".xlf": (read_xliff, "application/xliff+xml"),
}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ARCHIVES: dict[str, tuple[str, ReadMarked, str]] = {
    ".docx": (
        r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml",
        lambda xml, patterns: read_office_xml(xml, WORD, patterns),
        f"{_OFFICE}.wordprocessingml.document",
    ),
    ".pptx": (
        r"ppt/(?:slides|notesSlides)/[^/]+\.xml",
        lambda xml, patterns: read_office_xml(xml, SLIDES, patterns),
        f"{_OFFICE}.presentationml.presentation",
    ),
    ".xlsx": (
        r"xl/(?:sharedStrings|worksheets/[^/]+)\.xml",
        lambda xml, patterns: read_office_xml(xml, SHEETS, patterns),
        f"{_OFFICE}.spreadsheetml.sheet",
    ),
    ".odt": (r"(?:content|styles)\.xml", read_open_document, "application/vnd.oasis.opendocument.text"),
    ".epub": (r".+\.x?html?", partial(read_html, xml=True), "application/epub+zip"),
}
# What costs time to read: tags, where there may be some, else what can begin something.
_TAGS, _SIGNS = "<", "\n\r<[]*_`~&|"
_DECLARATIONS = re.compile(r"<!DOCTYPE[^>\[]*\[")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding=["']([A-Za-z0-9._-]+)""")


@dataclass(frozen=True, slots=True)
class MarkedFile:
    """A file that was taken apart. `write` gives the file with these texts in the place of its `documents`."""

    documents: tuple[MarkedText, ...]
    write: Callable[[Sequence[str]], bytes]
    media_type: str


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What is read of a file: bytes that may be unpacked of an archive, and tags, or lines and signs of markup."""

    bytes: int
    marks: int

    def check(self, texts: Iterable[str], signs: str, field: str) -> None:
        """Raises FileTooLarge where there are more of these signs. Takes little more time than a look at the texts."""
        if sum(text.count(sign) for text in texts for sign in signs) > self.marks:
            what = "tags" if signs == _TAGS else "lines and signs of markup"
            raise FileTooLarge(f"The file has more than {self.marks:,} {what}; send it in parts.", field=field)


def read_marked_file(data: bytes, name: str, patterns: Sequence[str], *, limits: FileLimits, field: str) -> MarkedFile:
    """The file, by the ending of its name.

    Errors name `field`: UnsupportedInput, UnreadableFile, FileTooLarge and NoText.
    """
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending in _ARCHIVES:
        found = _read_archive(data, ending, patterns, limits=limits, field=field)
    elif ending in _XML:
        found = _read_xml_file(data, ending, patterns, limits=limits, field=field)
    elif ending in _TEXTS:
        read, media_type = _TEXTS[ending]
        is_html = media_type == "text/html"
        text = (decode_html if is_html else decode_text)(data, field=field)
        limits.check([text], _TAGS if is_html else _SIGNS, field)
        # A page may say that it is in another encoding; in all of them ASCII is the same.
        encoding = "ascii" if is_html and not _is_utf_8(data) else "utf-8"
        found = MarkedFile(
            (read(text, patterns),), lambda texts: texts[0].encode(encoding, "xmlcharrefreplace"), media_type
        )
    else:
        detail = f"Files are told by the ending of their name; {TRANSLATED_FILES} are translated, and the text of .pdf."
        raise UnsupportedInput(detail, field=field)
    if not any(any(map(str.isalpha, document.visible_text())) for document in found.documents):
        raise NoText("The file holds no words to translate.", field=field)
    return found


def _is_utf_8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def _read_archive(data: bytes, ending: str, patterns: Sequence[str], *, limits: FileLimits, field: str) -> MarkedFile:
    wanted, read, media_type = _ARCHIVES[ending]
    with open_archive(data, field=field, most_bytes=limits.bytes) as archive:
        names = [name for name in archive.names() if re.fullmatch(wanted, name)]
        sources = {name: _checked_xml(archive.read(name), field) for name in names}
        members = {name: archive.read(name) for name in archive.names() if name not in sources}
    limits.check((text for text, _ in sources.values()), _TAGS, field)
    documents = tuple(read(text, patterns) for text, _ in sources.values())

    def write(texts: Sequence[str]) -> bytes:
        encoded = {
            name: text.encode(encoding, "xmlcharrefreplace")
            for (name, (_, encoding)), text in zip(sources.items(), texts, strict=True)
        }
        return _packed(data, {**members, **encoded})

    return MarkedFile(documents, write, media_type)


def _read_xml_file(data: bytes, ending: str, patterns: Sequence[str], *, limits: FileLimits, field: str) -> MarkedFile:
    text, encoding = _checked_xml(data, field)
    limits.check([text], _TAGS, field)
    read, media_type = _XML[ending]
    return MarkedFile((read(text, patterns),), lambda texts: texts[0].encode(encoding, "xmlcharrefreplace"), media_type)


def _checked_xml(data: bytes, field: str) -> tuple[str, str]:
    """Well-formed XML without declarations of its own, and its encoding."""
    read_xml(data, field=field)
    declared = _ENCODING.match(data)
    encoding = declared[1].decode() if declared else "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except (LookupError, UnicodeError) as error:
        raise UnreadableFile("A part of the file is in an encoding that is not read here.", field=field) from error
    if _DECLARATIONS.search(text):
        raise UnreadableFile("A part of the file declares what XML may hold, which is not read here.", field=field)
    return text, encoding


def _packed(original: bytes, members: Mapping[str, bytes]) -> bytes:
    """An archive with the same members in the same order, packed as they were."""
    packed = BytesIO()
    with ZipFile(BytesIO(original)) as source, ZipFile(packed, "w") as target:
        for member in source.infolist():
            if member.is_dir() or member.filename not in members:
                continue
            info = ZipInfo(member.filename, member.date_time)
            info.compress_type = ZIP_STORED if member.compress_type == ZIP_STORED else ZIP_DEFLATED
            info.external_attr = member.external_attr
            target.writestr(info, members[member.filename])
    return packed.getvalue()
