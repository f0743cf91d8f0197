"""Fetching in one line, and the promise that every error keeps."""

from __future__ import annotations

import pytest

from service.articles.fetch import Fetched, Fetcher
from service.errors import StisloError


def get(fetcher: Fetcher, url: str, *, seconds: float = 20.0) -> Fetched:
    return fetcher.fetch(url, seconds=seconds, gone=lambda: False)


def refused(kind: type[StisloError], fetcher: Fetcher, url: str, *, seconds: float = 20.0) -> str:
    """The message of the error that a fetch ends in. Names the field and nothing that came with the request."""
    with pytest.raises(kind) as raised:
        get(fetcher, url, seconds=seconds)
    assert type(raised.value) is kind
    assert [error.field for error in raised.value.errors] == ["url"]
    assert "127.0" not in raised.value.detail and "canary" not in raised.value.detail
    assert raised.value.__cause__ is None and raised.value.__suppress_context__ | (raised.value.__context__ is None)
    return raised.value.detail
