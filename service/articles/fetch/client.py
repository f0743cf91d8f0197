"""Fetches the article at an address that anybody may have given, without becoming anybody's way into this network."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from service.articles.fetch import refresh
from service.articles.fetch.deadline import FetchDeadline
from service.articles.fetch.lookup import Lookups, Resolve, system_addresses
from service.articles.fetch.policy import Policy
from service.articles.fetch.urls import Url, follow, parse_url
from service.errors import FetchFailed, FetchRefused
from service.room import MB, Place, Room
from service.settings import Settings

if TYPE_CHECKING:
    from service.articles.fetch.exchange import SiteAnswer

MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was at an address: its bytes, unpacked, and the `Content-Type` header as it came, with its charset.

    `url` is where it was in the end, in normal form (ASCII, without fragment).
    """

    data: bytes = field(repr=False)
    content_type: str | None
    url: str = field(repr=False)


class Fetcher:
    """Fetches pages and files. Thread-safe; fetches share nothing but settings.

    Every hop is judged alike: scheme, port and host by the settings, then *all* addresses of the host, and exactly one
    of those that were judged is dialled, so that a name cannot mean something else the next moment. Each hop has a
    connection of its own; no proxy, netrc, cookie or credential is ever used, and nothing is passed from hop to hop.
    A page that does little but refresh itself elsewhere is followed like any redirect; scripts are not. robots.txt is
    for crawlers and is not asked for: each fetch is one page that a person named. Sites can refuse us by our name in
    `User-Agent`.

    `resolve` looks host names up and `tls` says whose certificates are trusted; both are the system's unless given.
    """

    def __init__(
        self, settings: Settings, *, resolve: Resolve = system_addresses, tls: ssl.SSLContext | None = None
    ) -> None:
        self._settings = settings
        self._policy = Policy(settings)
        self._lookups = Lookups(resolve)
        self._given_tls = tls
        self._closed = threading.Event()
        room = settings.max_upload_mb * MB
        self._room = Room(room, largest=room)

    @contextmanager
    def place(self) -> Iterator[Place]:
        """Room for one article, from its fetching until it is read."""
        place = self._room.place("")
        try:
            yield place
        finally:
            place.release()

    def fetch(self, url: str, *, seconds: float, gone: Callable[[], bool], place: Place | None = None) -> Fetched:
        """What is at `url`, within `seconds` and `fetch_timeout_s`, whichever is less, while `gone` says False.

        What it takes is reserved in `place` as it comes, or until the end of the call; Overloaded: there is no room.

        Raises FetchRefused for an address that is not fetched, FetchFailed where the site is to blame, FileTooLarge for
        more than `fetch_max_bytes`, DeadlineExceeded and Cancelled. All name the field `url`; none says anything of the
        address, of where it leads or of what came back, but for the status.
        """
        if not self._settings.fetch:
            raise FetchRefused("This server fetches no articles; send the text or the file instead.", field="url")
        deadline = FetchDeadline(
            request_s=seconds,
            site_s=self._settings.fetch_timeout_s,
            gone=lambda: self._closed.is_set() or gone(),
        )
        if place is None:
            with self.place() as own:
                return self._follow(parse_url(url), deadline, own)
        return self._follow(parse_url(url), deadline, place)

    def close(self) -> None:
        """Ends all fetches, now and from now on, with Cancelled."""
        self._closed.set()

    def _follow(self, url: Url, deadline: FetchDeadline, place: Place) -> Fetched:
        """What is where `url` leads to in the end."""
        answer = self._ask(url, deadline, place)
        for _ in range(MAX_REDIRECTS):
            location = answer.location or refresh.target(answer.data, answer.content_type)
            if location is None:
                break
            try:
                leads_to = follow(url, location)
                if answer.location is None and leads_to == url:
                    break
                url = leads_to
                answer = self._ask(url, deadline, place)
            except FetchRefused as refused:
                raise FetchRefused(f"The site redirects to another address. {refused.detail}", field="url") from None
        if answer.location is None:
            return Fetched(answer.data, answer.content_type, str(url))
        raise FetchFailed(
            f"The site redirects more than {MAX_REDIRECTS} times; give the address that a browser ends at.", field="url"
        )

    def _ask(self, url: Url, deadline: FetchDeadline, place: Place) -> SiteAnswer:
        """One hop."""
        from service.articles.fetch.exchange import ask
        from service.articles.fetch.stream import connect

        self._policy.check_url(url)
        addresses = self._lookups.addresses(url.host, deadline)
        self._policy.check_addresses(addresses)
        with closing(connect(addresses, url.port, deadline)) as stream:
            if url.scheme == "https":
                stream.secure(self._tls, url.host)
            return ask(url, stream, self._settings.fetch_max_bytes, place)

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The certificates that the system trusts, or those that the operator names in `SSL_CERT_FILE`."""
        from httpcore2 import default_ssl_context

        return self._given_tls or default_ssl_context()
