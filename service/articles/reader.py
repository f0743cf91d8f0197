"""Whatever came in becomes an article: fetched if it is an address, then parsed where a parser can do no harm."""

from __future__ import annotations

from collections.abc import Callable

from service.errors import UnsupportedInput
from service.settings import Settings
from service.types import Address, Article, Page, Unread, Upload


def _somebody_waits() -> bool:
    return False


class Reader:
    """Reads pages, files and addresses. Safe to call from many threads; `close` ends what is still being read."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def read(self, unread: Unread, *, seconds: float, gone: Callable[[], bool] = _somebody_waits) -> Article:
        """The article in `unread`, within `seconds` and while `gone` says False.

        Raises UnsupportedInput, UnreadableFile, FileTooLarge, NoText (with what was tried), FetchRefused, FetchFailed,
        DeadlineExceeded and Cancelled; each names the field: `url`, `html` or `file`.
        """
        raise UnsupportedInput("This version reads plain text only.", field=_field(unread))

    def close(self) -> None:
        """Ends what is still being read."""


def _field(unread: Unread) -> str:
    match unread:
        case Page():
            return "html"
        case Upload():
            return "file"
        case Address():
            return "url"
