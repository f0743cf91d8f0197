"""Whatever came in becomes an article: fetched if it is an address, then parsed where a parser can do no harm."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from service.articles.sandbox import Sandbox
from service.errors import Draining
from service.settings import Settings
from service.types import Address, Article, Page, Unread, Upload

if TYPE_CHECKING:
    from service.articles.fetch import Fetcher
    from service.articles.fetch.client import Fetched


def _somebody_waits() -> bool:
    return False


class Reader:
    """Reads pages, files and addresses. Safe to call from many threads; `close` ends what is still being read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._sandbox = Sandbox(settings)
        self._lock = threading.Lock()
        self._fetcher: Fetcher | None = None
        self._closed = False

    def read(
        self, unread: Unread, *, seconds: float, gone: Callable[[], bool] = _somebody_waits, caller: str = ""
    ) -> Article:
        """The article in `unread`, within `seconds` and while `gone` says False.

        `caller` is who shares the readers with others; those without a name count as one.

        Raises UnsupportedInput, UnreadableFile, FileTooLarge, NoText (with what was tried), InvalidText, LimitExceeded,
        FetchRefused, FetchFailed, Overloaded, DeadlineExceeded and Cancelled; each but the
        last three names the field: `url`, `html` or `file`.
        """
        match unread:
            case Page():
                article = self._sandbox.run(unread, seconds=seconds, gone=gone, caller=caller)
                return replace(article, origin="html", url=article.url or unread.url)
            case Upload():
                return replace(self._sandbox.run(unread, seconds=seconds, gone=gone, caller=caller), origin="file")
            case Address():
                return self._read_address(unread, seconds=seconds, gone=gone, caller=caller)

    def close(self) -> None:
        """Ends what is still being fetched or read."""
        with self._lock:
            self._closed = True
            fetcher = self._fetcher
        if fetcher is not None:
            fetcher.close()
        self._sandbox.close()

    def _read_address(self, address: Address, *, seconds: float, gone: Callable[[], bool], caller: str) -> Article:
        client = self._client()
        with client.place() as place:
            end = time.monotonic() + seconds
            fetched = client.fetch(address.url, seconds=seconds, gone=gone, place=place)
            left = end - time.monotonic()
            return self._read_fetched(fetched, address.title, seconds=left, gone=gone, caller=caller)

    def _read_fetched(
        self, fetched: Fetched, title: str | None, *, seconds: float, gone: Callable[[], bool], caller: str
    ) -> Article:
        material = Upload(
            fetched.data,
            name=PurePosixPath(urlsplit(fetched.url).path).name,
            media_type=fetched.content_type,
            title=title,
        )
        article = self._sandbox.run(material, seconds=seconds, gone=gone, caller=caller, field="url", url=fetched.url)
        return replace(article, origin="url", url=fetched.url)

    def _client(self) -> Fetcher:
        """The one that fetches, made when the first address comes."""
        from service.articles.fetch import Fetcher

        with self._lock:
            if self._closed:
                raise Draining("The service is shutting down.")
            if self._fetcher is None:
                self._fetcher = Fetcher(self._settings)
            return self._fetcher
