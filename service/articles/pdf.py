"""PDF: fragments of text at places on pages, put together again to paragraphs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from service.articles.initials import with_initials
from service.articles.lines import Line, heading, paragraphs, without_furniture
from service.articles.mojibake import is_garbled, restored
from service.articles.page_notes import notes_last
from service.articles.pdf_page import lines_of
from service.articles.prose import Metadata, article
from service.errors import FileTooLarge, LimitExceeded, NoText, StisloError, UnreadableFile
from service.types import Article

if TYPE_CHECKING:
    from pypdf import PdfReader

_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def read_pdf(data: bytes, *, field: str = "file", max_pages: int = 1000) -> Article:
    """The article in a PDF: lines joined to paragraphs, divided words put together, in the order of the file.

    Left out: running heads and feet, page numbers, text that is turned against the page, off it, tiny, drawn twice, or
    white on white paper. Notes at the feet of pages come last. The day on which the file was made is not the article's.
    Raises LimitExceeded for more than `max_pages`, UnreadableFile for damaged and locked files, NoText for pages that
    are pictures; each names `field`.
    """
    try:
        reader = _open(data, field)
        count = len(reader.pages)
        if count > max_pages:
            raise LimitExceeded(
                f"The file has {count:,} pages; at most {max_pages:,} are read. Send a part of it.",
                field=field,
            )
        pages = [lines_of(page, number) for number, page in enumerate(reader.pages)]
        metadata = _metadata(reader)
    except StisloError:
        raise
    except Exception as error:
        raise _what_it_means(error, field) from error
    _require_characters(pages, field)
    lines = notes_last(with_initials(_legible(without_furniture(pages))))
    return article(
        paragraphs(lines),
        metadata,
        heading=heading(lines),
        field=field,
        nothing=f"No text was found on the pages of the file ({count:,}): they are pictures of text, likely scanned. "
        "Their text must be recognised (OCR) first.",
    )


def _open(data: bytes, field: str) -> PdfReader:
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted:
        locked = "The file is locked with a password; send it without one."
        try:
            if reader.decrypt("") == PasswordType.NOT_DECRYPTED:
                raise UnreadableFile(locked, field=field)
        except DependencyError as error:
            raise UnreadableFile(
                "The file is encrypted with AES, which is not read here; save it without protection.",
                field=field,
            ) from error
    return reader


def _what_it_means(error: Exception, field: str) -> StisloError:
    """pypdf raises its own errors for what it has thought of, and anything for the rest of what files hold."""
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    if isinstance(error, LimitReachedError | MemoryError):
        return FileTooLarge("Unpacked, the file takes more room than is allowed; send its text alone.", field=field)
    if isinstance(error, DependencyError | FileNotDecryptedError):
        return UnreadableFile("The file is encrypted in a way that is not read here; save it anew.", field=field)
    return UnreadableFile("The file is a damaged PDF; print it to a new one, or send its text.", field=field)


def _legible(lines: list[Line]) -> list[Line]:
    """The lines; Cyrillic ones as they are meant where fonts call their letters Western."""
    texts = [line.text for line in lines]
    whole = is_garbled(texts)
    garbled = [whole or is_garbled([text]) for text in texts]
    if not any(garbled):
        return lines
    legible = iter(restored([text for text, wrong in zip(texts, garbled, strict=True) if wrong]))
    return [replace(line, text=next(legible)) if wrong else line for line, wrong in zip(lines, garbled, strict=True)]


def _require_characters(pages: list[list[Line]], field: str) -> None:
    """Fonts may draw letters without saying which they are: what comes out is not text."""
    text = "".join(line.text for page in pages for line in page)
    if len(_UNMAPPED.findall(text)) * 3 > len(text.replace(" ", "")):
        if not text.strip():
            return
        raise NoText(
            "The file's fonts do not say which letters they draw, so that its text cannot be read; its text must be "
            "recognised (OCR) first.",
            field=field,
        )


def _metadata(reader: PdfReader) -> Metadata:
    said: Mapping[str, object] = reader.metadata or {}

    def value(key: str) -> str | None:
        found = said.get(key)
        return found if isinstance(found, str) else None

    language = reader.root_object.get("/Lang")
    return Metadata(
        title=value("/Title"),
        author=value("/Author"),
        language=language if isinstance(language, str) else None,
    )
