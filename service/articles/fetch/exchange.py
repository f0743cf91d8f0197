"""One question to one site, and its answer: a page, or where to ask instead."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from httpcore2 import URL, HTTP11Connection, NetworkError, Origin, ProtocolError, Request, Response

from service.articles.fetch.body import GZIP, read_body, too_large
from service.articles.fetch.stream import SiteStream
from service.articles.fetch.urls import Url
from service.errors import FetchFailed
from service.room import Place
from service.version import VERSION

# At debug level the library writes headers into the log, and with them where a redirect leads.
logging.getLogger("httpcore2.http11").setLevel(logging.INFO)

MEDIA_TYPES = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.oasis.opendocument.text",
    "application/epub+zip",
    "application/octet-stream",
)
"""What an article may be. Of the last one, and of answers without a type, the content decides later."""

_HEADERS = [
    ("User-Agent", f"Mozilla/5.0 (compatible; Stislo/{VERSION})"),
    ("Accept", ", ".join((*MEDIA_TYPES[:2], *(f"{name};q=0.9" for name in MEDIA_TYPES[2:])))),
    ("Accept-Language", "*"),  # the article as its address has it, not one that is chosen for a language
    ("Accept-Encoding", "gzip"),
    ("Connection", "close"),
]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WITHOUT_PAGE = frozenset({204, 205, 206})


@dataclass(frozen=True, slots=True)
class SiteAnswer:
    """A body with what the site calls its type; or `location`, where the site says it is instead."""

    data: bytes = field(default=b"", repr=False)
    content_type: str | None = None
    location: bytes | None = field(default=None, repr=False)


def ask(url: Url, stream: SiteStream, limit: int, place: Place) -> SiteAnswer:
    """Gets `url` over `stream`; the body may have up to `limit` bytes, unpacked, and finds room in `place`.

    The caller closes the stream.

    Raises FetchFailed, FileTooLarge and what the stream raises. Headers are bounded by the library (about 100 kB).
    """
    host, target = url.host.encode("ascii"), url.target.encode("ascii")
    origin = Origin(url.scheme.encode("ascii"), host, url.port)
    address = URL(scheme=origin.scheme, host=host, port=url.port, target=target)
    request = Request("GET", address, headers=[("Host", url.authority), *_HEADERS])
    try:
        return _read(HTTP11Connection(origin, stream).handle_request(request), limit, place)
    except (ProtocolError, NetworkError):
        raise FetchFailed("The site's answer breaks off or cannot be read; try again later.", field="url") from None


def _read(response: Response, limit: int, place: Place) -> SiteAnswer:
    location = _header(response, b"location")
    if response.status in _REDIRECTS and location:
        return SiteAnswer(location=location)
    if not 200 <= response.status < 300 or response.status in _WITHOUT_PAGE:
        raise FetchFailed(
            f"The site answered with status {response.status} and no page; check whether the address opens in a "
            "browser without logging in.",
            field="url",
        )
    content_type = _header(response, b"content-type").decode("latin-1")
    if (media_type := content_type.partition(";")[0].strip().lower()) and media_type not in MEDIA_TYPES:
        raise FetchFailed(
            "The address leads to something else than an article; give that of a page, or of a text, PDF, DOCX, ODT or "
            "EPUB file.",
            field="url",
        )
    coding = _header(response, b"content-encoding").decode("latin-1").lower()
    if coding not in ("", "identity", *GZIP):
        raise FetchFailed("The site packs its pages in a way that it was not asked for; send the text.", field="url")
    if int(_header(response, b"content-length") or 0) > limit:
        raise too_large(limit)
    body = read_body(response.iter_stream(), limit, packed=coding in GZIP, grow_to=place.grow_to)
    return SiteAnswer(body, content_type or None)


def _header(response: Response, name: bytes) -> bytes:
    """The first header of this name, empty where there is none."""
    return next((value for key, value in response.headers if key.lower() == name), b"")
