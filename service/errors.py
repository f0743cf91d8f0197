"""Every error that Stislo raises on purpose. One tree, drawn here; one handler (`web/problems.py`) shows it.

StisloError                     status  code
├── Malformed                   400     malformed               not JSON, wrong type, unknown field
├── Forbidden                   403     forbidden               the operator of this server does not allow it
├── NotFound                    404     not_found
├── MethodNotAllowed            405     method_not_allowed
├── TooLarge                    413     body_too_large
│   └── FileTooLarge            413     file_too_large          unpacked or parsed it takes more than allowed
├── WrongMediaType              415     unsupported_media_type
├── HeadersTooLarge             431     request_header_fields_too_large
├── Unusable                    422     unusable                understood, but nothing can be done with it
│   ├── UnknownLanguage         422     unknown_language
│   ├── UndetectedLanguage      422     undetected_language
│   ├── NoText                  422     no_text
│   ├── InvalidText             422     invalid_text            NUL, lone surrogates
│   ├── LimitExceeded           422     limit_exceeded
│   ├── UnknownModel            422     unknown_model
│   ├── UnknownGlossary         422     unknown_glossary        404 where it is asked for itself
│   ├── UnsupportedInput        422     unsupported_input       a kind of file or page that is not read here
│   ├── UnreadableFile          422     unreadable_file         damaged, encrypted, or not what it says it is
│   ├── FetchRefused            422     fetch_refused           an address that this server does not ask
│   ├── FetchFailed             422     fetch_failed            the page's own server gave nothing to read
│   └── UnsupportedRequest      422     unsupported_request     no model in the catalogue can do this
├── Unavailable                 503     unavailable
│   ├── Overloaded              503     overloaded
│   ├── Draining                503     draining
│   ├── Cancelled               503     cancelled               whoever asked has left or called it off
│   ├── ModelLoading            503     model_loading           on its way from the hub, or into memory
│   ├── ModelNotInstalled       503     model_not_installed
│   ├── ModelUnusable           503     model_unusable          its files or its answers are broken
│   ├── GlossaryUnusable        503     glossary_unusable       its file is damaged
│   ├── NoMemory                503     no_memory               for one more model
│   └── EngineFailed            503     engine_failed
│       └── ModelUnreachable    503     model_unreachable       the chat server is not there, or silent
├── DeadlineExceeded            504     deadline_exceeded
├── StoreError                  503     store_error             the model store could not do its work
│   ├── HubUnreachable          503     hub_unreachable
│   ├── ModelMissingOnHub       503     model_missing_on_hub
│   ├── DownloadFailed          503     download_failed
│   ├── ChecksumMismatch        503     checksum_mismatch
│   ├── NoSpace                 503     no_space
│   ├── ConversionFailed        503     conversion_failed
│   └── LicenceRefused          503     licence_refused
└── ConfigurationError          500     configuration           settings or catalogue are wrong: raised at start only
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """One field of the request that is wrong: its path (`target_languages[1]`) and what would be right."""

    field: str
    detail: str


# Of what a caller sent no more than this is repeated to it.
_LONGEST_ECHO = 60


def shortened(value: str, most: int = _LONGEST_ECHO) -> str:
    """A code, an id or a name as a message may repeat it: at most `most` characters, all of them printable."""
    start = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in value[:most])
    return start if len(value) <= most else f"{start[: most - 1]}…"


class StisloError(Exception):
    """Base of the tree. `detail` is a sentence for the caller; it never holds the caller's text, and of what must be
    repeated (a code, an id) only what `shortened` leaves.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something went wrong"

    def __init__(
        self,
        detail: str,
        *,
        field: str | None = None,
        errors: Sequence[FieldError] = (),
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors) or ((FieldError(field, detail),) if field else ())
        self.retry_after = retry_after


class Malformed(StisloError):
    status, code, title = 400, "malformed", "The request cannot be read"


class Forbidden(StisloError):
    status, code, title = 403, "forbidden", "This server does not allow it"


class NotFound(StisloError):
    status, code, title = 404, "not_found", "There is nothing here"


class MethodNotAllowed(StisloError):
    status, code, title = 405, "method_not_allowed", "This method is not served here"


class TooLarge(StisloError):
    status, code, title = 413, "body_too_large", "The request body is too large"


class FileTooLarge(TooLarge):
    code, title = "file_too_large", "The file or page takes more room or time than is allowed"


class WrongMediaType(StisloError):
    status, code, title = 415, "unsupported_media_type", "This media type is not read here"


class HeadersTooLarge(StisloError):
    status, code, title = 431, "request_header_fields_too_large", "The headers of the request are too large"


class Unusable(StisloError):
    status, code, title = 422, "unusable", "The request was understood but cannot be served"


class UnknownLanguage(Unusable):
    code, title = "unknown_language", "Unknown language"


class UndetectedLanguage(Unusable):
    code, title = "undetected_language", "The language could not be detected"


class NoText(Unusable):
    code, title = "no_text", "No text was found"


class InvalidText(Unusable):
    code, title = "invalid_text", "The text holds characters that are not text"


class LimitExceeded(Unusable):
    code, title = "limit_exceeded", "A limit of this server was exceeded"


class UnknownModel(Unusable):
    code, title = "unknown_model", "Unknown model"


class UnknownGlossary(Unusable):
    code, title = "unknown_glossary", "Unknown glossary"


class UnsupportedInput(Unusable):
    code, title = "unsupported_input", "This kind of input is not read here"


class UnreadableFile(Unusable):
    code, title = "unreadable_file", "The file cannot be read"


class FetchRefused(Unusable):
    code, title = "fetch_refused", "This address is not fetched"


class FetchFailed(Unusable):
    code, title = "fetch_failed", "The page could not be fetched"


class UnsupportedRequest(Unusable):
    code, title = "unsupported_request", "No model in the catalogue can do this"


class Unavailable(StisloError):
    status, code, title = 503, "unavailable", "The service cannot answer now"


class Overloaded(Unavailable):
    code, title = "overloaded", "The service is full"


class Draining(Unavailable):
    code, title = "draining", "The service is shutting down"


class Cancelled(Unavailable):
    code, title = "cancelled", "The request was cancelled"


class ModelLoading(Unavailable):
    code, title = "model_loading", "A model is being made ready"


class ModelNotInstalled(Unavailable):
    code, title = "model_not_installed", "A model is not installed"


class ModelUnusable(Unavailable):
    code, title = "model_unusable", "A model on disk cannot be used"


class GlossaryUnusable(Unavailable):
    code, title = "glossary_unusable", "A stored glossary cannot be used"


class NoMemory(Unavailable):
    code, title = "no_memory", "There is not enough memory for a model"


class EngineFailed(Unavailable):
    code, title = "engine_failed", "The model failed on this text"


class ModelUnreachable(EngineFailed):
    code, title = "model_unreachable", "The chat server cannot be reached"


class DeadlineExceeded(StisloError):
    status, code, title = 504, "deadline_exceeded", "The work took longer than its deadline"


class StoreError(StisloError):
    status, code, title = 503, "store_error", "The model store could not do its work"


class HubUnreachable(StoreError):
    code, title = "hub_unreachable", "The model hub cannot be reached"


class ModelMissingOnHub(StoreError):
    code, title = "model_missing_on_hub", "The hub does not have this model or revision"


class DownloadFailed(StoreError):
    code, title = "download_failed", "A download failed"


class ChecksumMismatch(StoreError):
    code, title = "checksum_mismatch", "A downloaded file is not what the hub promised"


class NoSpace(StoreError):
    code, title = "no_space", "There is not enough disk space"


class ConversionFailed(StoreError):
    code, title = "conversion_failed", "A model could not be converted"


class LicenceRefused(StoreError):
    code, title = "licence_refused", "The model's licence does not allow commercial use"


class ConfigurationError(StisloError):
    code, title = "configuration", "The configuration is wrong"
