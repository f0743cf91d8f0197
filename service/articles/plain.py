"""Plain text, as it was sent."""

from __future__ import annotations

from service.text.normalize import require_text
from service.types import Article


def read_text(text: str, *, title: str | None = None, field: str = "text") -> Article:
    """The article whose text is exactly `text`, so that offsets in the answer index what the caller sent.

    Raises InvalidText for characters that are not text and NoText where there is nothing to read; both name `field`.
    """
    require_text(text, field=field)
    if title is not None:
        require_text(title, field="title")
    return Article(text=text, title=title, origin="text")
