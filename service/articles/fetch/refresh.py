"""Pages that are there only to lead to another one: `<meta http-equiv="refresh">`."""

from __future__ import annotations

import re
from html import unescape

_LARGEST, _LONGEST_TAG = 20_000, 4096
_MOST_SECONDS, _MOST_WORDS = 10, 60
# Where a tag is none, or is for readers without scripts only.
_PASSED_OVER = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style|noscript|template)\b.*?(?:</\1\s*>|\Z)", re.I | re.DOTALL)
_META = re.compile(rf"<meta\s[^<>]{{0,{_LONGEST_TAG}}}>", re.IGNORECASE)
_REFRESH = re.compile(r"\shttp-equiv\s*+=\s*+[\"']?\s*+refresh\b", re.IGNORECASE)
_CONTENT = re.compile(r"\scontent\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_TARGET = re.compile(
    r"\s*+(\d{1,4}+)(?:\.\d*+)?+\s*+(?:[;,]\s*+)?(?:url\s*+=\s*+)?[\"']?\s*+([^\"'\s\d][^\"']*)", re.IGNORECASE
)
_TITLE = re.compile(r"<title\b.*?(?:</title\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def target(data: bytes, content_type: str | None) -> bytes | None:
    """Where a page that says little leads within some seconds, as a `Location` header would say; None for others."""
    if len(data) > _LARGEST or (content_type and "html" not in content_type.lower()):
        return None
    page = _PASSED_OVER.sub(" ", data.decode("utf-8", "replace"))
    if len(_TAG.sub(" ", _TITLE.sub(" ", page)).split()) > _MOST_WORDS:
        return None
    for meta in _META.findall(page):
        content = _CONTENT.search(meta) if _REFRESH.search(meta) else None
        found = _TARGET.match(unescape(content[1] or content[2] or content[3] or "")) if content else None
        if found and int(found[1]) <= _MOST_SECONDS:
            return found[2].strip().encode()
    return None
