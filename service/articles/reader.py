"""Whatever came in becomes an article: fetched if it is an address, then parsed where a parser can do no harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from service.articles.sandbox import Sandbox
from service.errors import FetchRefused
from service.settings import Settings
from service.types import Address, Article, Page, Unread, Upload


def _somebody_waits() -> bool:
    return False


class Reader:
    """Reads pages, files and addresses. Safe to call from many threads; `close` ends what is still being read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sandbox = Sandbox(settings)

    def read(self, unread: Unread, *, seconds: float, gone: Callable[[], bool] = _somebody_waits) -> Article:
        """The article in `unread`, within `seconds` and while `gone` says False.

        Raises UnsupportedInput, UnreadableFile, FileTooLarge, NoText (with what was tried), InvalidText, LimitExceeded,
        FetchRefused, FetchFailed, DeadlineExceeded and Cancelled; each names the field: `url`, `html` or `file`.
        """
        match unread:
            case Page():
                article = self._sandbox.run(unread, seconds=seconds, gone=gone)
                return replace(article, origin="html", url=article.url or unread.url)
            case Upload():
                return replace(self._sandbox.run(unread, seconds=seconds, gone=gone), origin="file")
            case Address():
                return self._read_address(unread, seconds=seconds, gone=gone)

    def close(self) -> None:
        """Ends what is still being read."""
        self._sandbox.close()

    def _read_address(self, address: Address, *, seconds: float, gone: Callable[[], bool]) -> Article:
        if not self._settings.fetch:
            raise FetchRefused(
                "This server does not fetch pages; send the page as `html`, its text as `text`, or the file.",
                field="url",
            )
        from service.articles.fetch import Fetcher

        end = time.monotonic() + seconds
        fetched = Fetcher(self._settings).fetch(address.url, seconds=seconds, gone=gone)
        material = Upload(
            fetched.data,
            name=PurePosixPath(urlsplit(fetched.url).path).name,
            media_type=fetched.content_type,
            title=address.title,
        )
        article = self._sandbox.run(material, seconds=end - time.monotonic(), gone=gone, field="url", url=fetched.url)
        return replace(article, origin="url", url=fetched.url)
