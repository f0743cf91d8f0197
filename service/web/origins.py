"""Whose page sends a request? Pages of other sites must neither cost this server anything nor manage its models.

Two ways lead from a foreign page to a server that only its owner can reach. The page can post to the server's address:
browsers allow forms without asking first, and say so in `Sec-Fetch-Site` and `Origin`. Or the page has its own name
lead to this server's address once it is loaded (DNS rebinding): then the browser takes the two for one origin, but the
`Host` is a name that is not the server's. Programs send neither of these headers, and may ask what they like.
"""

from __future__ import annotations

import re

from werkzeug.datastructures import Headers

from service.errors import Forbidden
from service.hosts import is_address, is_loopback, normalize_host, normalize_origin
from service.settings import Settings

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/?#@\\\s]+)(?::([0-9]{1,5}))?", re.IGNORECASE)

FOREIGN_PAGE = (
    "This request comes from a page of another site. Use the page of this server; if that is what you did, whoever "
    "runs this server can name the page's origin in STISLO_ALLOWED_ORIGINS."
)
FOREIGN_NAME = (
    "This server does not go by the name that it was asked for. Ask for its IP address or localhost; whoever runs this "
    "server can add the name to STISLO_ALLOWED_HOSTS."
)


class Origins:
    """Judges requests by the names and the origins that the settings allow."""

    def __init__(self, settings: Settings) -> None:
        self._hosts = frozenset(filter(None, settings.allowed_hosts.split(",")))
        self._origins = frozenset(filter(None, settings.allowed_origins.split(",")))
        # Who listens on loopback, or has said by which names it goes, is asked for by no other.
        self._knows_its_names = bool(self._hosts) or is_loopback(settings.host)

    def require_own(self, method: str, headers: Headers) -> None:
        """Raises Forbidden where a request is meant for another server, or is one that no foreign page may make."""
        site, origin = headers.get("Sec-Fetch-Site"), headers.get("Origin")
        posted_by_page = method not in _SAFE_METHODS and (site, origin) != (None, None)
        host = headers.get("Host", "")
        if (posted_by_page or self._knows_its_names) and not self._goes_by(host):
            raise Forbidden(FOREIGN_NAME)
        if posted_by_page and not (origin in self._origins or _is_own(site, origin, host)):
            raise Forbidden(FOREIGN_PAGE)

    def _goes_by(self, host: str) -> bool:
        """Whether no other site's name can have led here: the host is one of the server's, or not such a name.

        Addresses are not looked up, `localhost` is always this machine, and names of a single word are the house's own.
        """
        if not host:
            return True  # HTTP/1.0: no browser's
        found = _HOST.fullmatch(host)
        try:
            name = normalize_host(found[1]) if found else ""
        except ValueError:
            return False
        own_word = "." not in name or name.endswith(".localhost")
        return bool(name) and (own_word or name in self._hosts or is_address(name))


def _is_own(site: str | None, origin: str | None, host: str) -> bool:
    """Whether a page comes from this server. A browser's own word goes before a comparison: reverse proxies change
    hosts.
    """
    if site is not None:
        return site in _OWN_SITES
    try:
        page = normalize_origin(origin or "")
        # A proxy that ends TLS passes the host on without its port, so the scheme says nothing.
        return page in {normalize_origin(f"{scheme}://{host}") for scheme in ("http", "https")}
    except ValueError:
        return False
