"""What can go wrong between this server and the hub or the disk, said in our own words. The only place that maps it."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from service.errors import DownloadFailed, HubUnreachable, ModelMissingOnHub, NoSpace, StisloError, StoreError

_RETRIED_STATUS = frozenset({408, 429, 500, 502, 503, 504})
_DISK_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Interrupted(Exception):
    """A download that ended before its end. `progressed` says whether anything came; the cause says why, if known."""

    def __init__(self, progressed: bool) -> None:
        super().__init__("the connection ended before the file")
        self.progressed = progressed


@contextmanager
def store_errors(what: str) -> Iterator[None]:
    """Turns every exception of the hub client, the network and the disk into a StoreError about `what`."""
    try:
        yield
    except StisloError:
        raise
    except Exception as error:
        raise store_error(error, what) from error


def store_error(error: Exception, what: str) -> StoreError:
    """The StoreError that says what happened to `what` (`owner/name@revision`, or a file) and what mends it."""
    from httpx2 import HTTPError, InvalidURL, TransportError
    from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled

    if isinstance(error, OfflineModeIsEnabled):
        return HubUnreachable("The hub client is told to stay offline (HF_HUB_OFFLINE); unset it to download models.")
    if isinstance(error, HfHubHTTPError):
        return _from_answer(error, what)
    if isinstance(error, Interrupted):
        return DownloadFailed(
            f"The download of {what} broke off several times in a row; what came is kept. Try again later.",
            retry_after=60,
        )
    if isinstance(error, (TransportError, InvalidURL)):
        return HubUnreachable(
            f"The model hub cannot be reached ({type(error).__name__}); check the network and STISLO_HUB_URL.",
            retry_after=60,
        )
    if isinstance(error, OSError) and not isinstance(error, HTTPError):
        return _from_disk(error)
    if isinstance(error, (HTTPError, HFValidationError, ValueError, TypeError, KeyError)):
        return HubUnreachable(
            f"What answered for {what} does not speak the hub's protocol; check STISLO_HUB_URL and any proxy."
        )
    return StoreError(f"{what} could not be installed: {type(error).__name__}.")


def pause_s(error: Exception) -> float | None:
    """Whether trying again may help: None where it cannot, else the seconds that the hub asks to wait, or 0."""
    from httpx2 import LocalProtocolError, TransportError, UnsupportedProtocol
    from huggingface_hub.errors import HfHubHTTPError

    if isinstance(error, HfHubHTTPError):
        return _retry_after_s(error) if error.response.status_code in _RETRIED_STATUS else None
    if isinstance(error, (LocalProtocolError, UnsupportedProtocol)):
        return None
    return 0.0 if isinstance(error, (Interrupted, TransportError)) else None


def disk_is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _DISK_FULL


def _from_answer(error: Exception, what: str) -> StoreError:
    from huggingface_hub.errors import (
        DisabledRepoError,
        GatedRepoError,
        HfHubHTTPError,
        RemoteEntryNotFoundError,
        RevisionNotFoundError,
    )

    assert isinstance(error, HfHubHTTPError)
    status = error.response.status_code
    if isinstance(error, RevisionNotFoundError):
        return ModelMissingOnHub(f"The hub has no {what}: the repository is there, the revision is not.")
    if isinstance(error, RemoteEntryNotFoundError):
        return ModelMissingOnHub(f"A file of {what} is not on the hub any more; `--update` takes the current revision.")
    if isinstance(error, (GatedRepoError, DisabledRepoError)) or status in (401, 403):
        return ModelMissingOnHub(f"The hub refuses access to {what}, or has none; a token goes in STISLO_HUB_TOKEN.")
    if status in (404, 410):
        return ModelMissingOnHub(f"The hub has no {what}; check the repository's name in the catalogue.")
    if status in _RETRIED_STATUS:
        seconds = int(_retry_after_s(error)) or 60
        return HubUnreachable(f"The hub answered {status} several times; try again later.", retry_after=seconds)
    return DownloadFailed(f"The hub answered {status} for {what}.")


def _from_disk(error: OSError) -> StoreError:
    if disk_is_full(error):
        return NoSpace("The disk with the models folder is full; free some space or move STISLO_MODELS_DIR.")
    reason = error.strerror or type(error).__name__
    return StoreError(f"The models folder cannot be used: {reason}. Check STISLO_MODELS_DIR and its permissions.")


def _retry_after_s(error: Exception) -> float:
    """The `Retry-After` of an answer in seconds, written as a number or as a date (RFC 9110, 10.2.3); 0 if none."""
    from huggingface_hub.errors import HfHubHTTPError

    assert isinstance(error, HfHubHTTPError)
    value = error.response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
