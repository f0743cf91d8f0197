"""Files of another kind that stand in a Word document: pages and plain text."""

from __future__ import annotations

from service.articles.blocks import blocks
from service.articles.decoding import decode_html, decode_text

_PAGES = (".html", ".htm", ".xhtml")


def paragraphs_of(data: bytes, *, name: str, field: str) -> list[str]:
    """The paragraphs of a page or of plain text; none of what is neither. Raises FileTooLarge, naming `field`."""
    begins = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if name.lower().endswith(_PAGES) or begins.startswith((b"<!doctype html", b"<html")):
        return blocks(decode_html(data, None, field=field), field=field)
    if name.lower().endswith(".txt"):
        return decode_text(data, None, field=field).splitlines()
    return []
