"""Every exception of the hub client, of its transport and of the disk becomes a sentence of our own."""

from __future__ import annotations

import errno
import inspect
import json
from collections.abc import Iterator

import httpx2
import huggingface_hub.errors
import pytest

from service.errors import DownloadFailed, HubUnreachable, ModelMissingOnHub, NoSpace, StoreError
from service.models.hub_errors import Interrupted, pause_s, store_error, store_errors


def answer(status: int, **headers: str) -> httpx2.Response:
    request = httpx2.Request("GET", "http://127.0.0.1/api/models/secret/path")
    return httpx2.Response(status, headers=headers, request=request)


def http_error(status: int, **headers: str) -> huggingface_hub.errors.HfHubHTTPError:
    return huggingface_hub.errors.HfHubHTTPError("from the hub", response=answer(status, **headers))


def exceptions_of(module: object) -> Iterator[Exception]:
    """One exception of every class that a module defines, made in whatever way the class allows."""
    for _, kind in inspect.getmembers(module, inspect.isclass):
        if not issubclass(kind, Exception):
            continue
        if issubclass(kind, huggingface_hub.errors.HfHubHTTPError):
            yield kind("text of theirs", response=answer(500))
            continue
        try:
            yield kind("text of theirs")
        except TypeError:
            yield kind.__new__(kind)


EVERYTHING = [
    *exceptions_of(huggingface_hub.errors),
    *exceptions_of(httpx2),
    *(OSError(code, "text of theirs") for code in sorted(errno.errorcode)),
    json.JSONDecodeError("text of theirs", "", 0),
    Interrupted(True),
    KeyError("text of theirs"),
    MemoryError(),
]


def test_there_is_much_to_map() -> None:
    assert len(EVERYTHING) > 150


@pytest.mark.parametrize("error", EVERYTHING, ids=lambda error: f"{type(error).__name__} {error!s:.20}")
def test_everything_is_mapped_to_a_sentence_of_ours(error: Exception) -> None:
    mapped = store_error(error, "owner/name@main")
    assert isinstance(mapped, StoreError)
    assert mapped.detail.endswith(".")
    assert "secret" not in mapped.detail
    assert mapped.retry_after is None or mapped.retry_after > 0


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (huggingface_hub.errors.OfflineModeIsEnabled("x"), HubUnreachable, "HF_HUB_OFFLINE"),
        (http_error(401), ModelMissingOnHub, "STISLO_HUB_TOKEN"),
        (http_error(403), ModelMissingOnHub, "STISLO_HUB_TOKEN"),
        (http_error(404), ModelMissingOnHub, "repository's name"),
        (http_error(429), HubUnreachable, "429"),
        (http_error(500), HubUnreachable, "500"),
        (http_error(504), HubUnreachable, "504"),
        (http_error(400), DownloadFailed, "400"),
        (httpx2.ConnectTimeout("x"), HubUnreachable, "ConnectTimeout"),
        (httpx2.ProxyError("x"), HubUnreachable, "ProxyError"),
        (httpx2.InvalidURL("x"), HubUnreachable, "STISLO_HUB_URL"),
        (httpx2.DecodingError("x"), HubUnreachable, "protocol"),
        (Interrupted(False), DownloadFailed, "what came is kept"),
        (OSError(errno.ENOSPC, "x"), NoSpace, "full"),
        (OSError(errno.EDQUOT, "x"), NoSpace, "full"),
        (OSError(errno.EROFS, "Read-only file system"), StoreError, "Read-only file system"),
        (PermissionError(errno.EACCES, "Permission denied"), StoreError, "permissions"),
    ],
)
def test_what_matters_is_told_apart(error: Exception, kind: type[StoreError], said: str) -> None:
    mapped = store_error(error, "owner/name@main")
    assert type(mapped) is kind
    assert said in mapped.detail


@pytest.mark.parametrize(
    ("error", "pause"),
    [
        (http_error(503), 0.0),
        (http_error(503, **{"Retry-After": "7"}), 7.0),
        (http_error(429, **{"Retry-After": "120"}), 120.0),
        (http_error(429, **{"Retry-After": "soon"}), 0.0),
        (http_error(429, **{"Retry-After": "-5"}), 0.0),
        (http_error(429, **{"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}), 0.0),
        (http_error(404), None),
        (http_error(401), None),
        (http_error(416), None),
        (httpx2.ReadTimeout("x"), 0.0),
        (httpx2.ConnectError("x"), 0.0),
        (httpx2.UnsupportedProtocol("x"), None),
        (Interrupted(False), 0.0),
        (OSError(errno.ENOSPC, "x"), None),
        (ValueError("x"), None),
    ],
)
def test_only_what_may_pass_is_tried_again(error: Exception, pause: float | None) -> None:
    assert pause_s(error) == pause


def test_a_retry_after_that_is_a_date_is_understood() -> None:
    from datetime import UTC, datetime, timedelta
    from email.utils import format_datetime

    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    pause = pause_s(http_error(503, **{"Retry-After": soon}))
    assert pause is not None
    assert 25 < pause <= 30


def test_our_own_errors_pass_unchanged() -> None:
    ours = NoSpace("No room.")
    with pytest.raises(NoSpace) as caught, store_errors("x"):
        raise ours
    assert caught.value is ours


def test_the_cause_is_kept_for_the_log() -> None:
    cause = httpx2.ConnectError("x")
    with pytest.raises(HubUnreachable) as caught, store_errors("x"):
        raise cause
    assert caught.value.__cause__ is cause
